"""Segments: marks that overlap, touch, cross paragraphs or lie outside the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tocsin.views.marks import Mark, paragraphs
from tocsin.views.visible import quoted, shortened, visible


def test_a_segment_is_shown_as_the_shortest_mark_that_covers_it() -> None:
    made = paragraphs("abcdef", [Mark(0, 6, "E1", "event"), Mark(2, 4, "F1", "figure")])
    assert [(s.text, s.kind, s.keys) for s in made[0]] == [
        ("ab", "event", ("E1",)), ("cd", "figure", ("E1", "F1")), ("ef", "event", ("E1",)),
    ]  # fmt: skip


def test_marks_end_where_they_end_even_when_nested() -> None:
    made = paragraphs("abcd", [Mark(0, 4, "E1", "event"), Mark(1, 4, "W1", "warning")])
    assert [[m.key for m in s.ends] for s in made[0]] == [[], ["E1", "W1"]]


def test_a_mark_across_paragraphs_ends_once_in_the_last() -> None:
    made = paragraphs("ab\n\ncd", [Mark(0, 6, "E1", "event")])
    assert [[m.key for m in s.ends] for p in made for s in p] == [[], ["E1"]]


def test_marks_outside_the_text_are_passed_over() -> None:
    assert [s.keys for s in paragraphs("abc", [Mark(2, 9, "E1", "event"), Mark(1, 1, "E2", "event")])[0]] == [()]


def test_lines_wrapped_within_sentences_flow_together_and_lists_keep_their_lines() -> None:
    wrapped = "The front said on\nMonday that it had\ntaken the town and\nwould stay."
    assert "\n" not in "".join(s.text for s in paragraphs(wrapped, [])[0])
    log = "19:40 - A drone hit.\n18:15 - Talks go on.\n16:50 - Toll lowered.\n14:05 - Denied."
    assert "".join(s.text for s in paragraphs(log, [])[0]) == log


@given(st.text(alphabet="ab \n", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_segments_give_back_the_text_and_have_starts_of_their_own(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(a, b, f"E{n}", "event") for n, (a, b) in enumerate(spans)]
    made = [s for p in paragraphs(text, marks) for s in p]
    assert all(text[s.start : s.start + len(s.text)].split() == s.text.split() for s in made)
    assert "".join("".join(s.text for s in made).split()) == "".join(text.split())
    assert len({s.start for s in made}) == len(made)


def test_visible_text_keeps_every_offset() -> None:
    text = "a\r\nb\x1b[0m\u202ec\x00\ud800\fd"
    assert len(visible(text)) == len(text)
    assert visible(text).split() == ["a", "b\ufffd[0m\ufffdc\ufffd\ufffd", "d"]


def test_quotation_marks_are_not_doubled() -> None:
    assert quoted("“We have one enemy,”") == "“We have one enemy,”"
    assert quoted('he said "go" and left') == "“he said 'go' and left”"
    assert shortened("one two three four", 10) == "one two…"
