"""Lower case that keeps its places."""

from tocsin.resolve.lower_case import lowered
from tocsin.resolve.number_counts import find_counts


def test_each_character_keeps_its_place() -> None:
    text = "İzmir: 12 KILLED in İstanbul"
    assert len(lowered(text)) == len(text)
    assert lowered(text).index("killed") == text.index("KILLED")


def test_a_count_behind_a_letter_with_a_long_lower_case_keeps_its_offsets() -> None:
    text = "In İzmir and İstanbul 12 soldiers were killed."
    (count,) = find_counts(text)
    assert (text[count.start : count.end], count.role) == ("12", "killed")
    assert count.noun is not None
    assert text[slice(*count.noun)] == "soldiers"
