"""A sentence's parties have whole edges, and lend them to the event that leads it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tocsin.model.reading import Argument
from tocsin.read.engine import Seen, Words
from tocsin.read.parties import taken, whole, with_listed, with_target, without_strays
from tocsin.read.view import Part, View

TEXT = "Some envoys met the workers at the Lowe mill in South Ardoun who had struck"
SOURCE, TARGET = 0, 1


def view(text: str = TEXT) -> View:
    """A view of one sentence whose words are cut at blanks; its numbers are all zero."""
    spans: list[tuple[int, int]] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    size = len(spans)
    start, end = (np.asarray(side, dtype=np.int64) for side in zip(*spans, strict=True))
    none: Any = np.zeros((size, 1), dtype=np.float32)
    words = Words(start, end, np.arange(size), np.arange(size), np.zeros(size, dtype=np.int64))
    return View(text, words, Seen(0, 0, size, none, none, none, none, np.arange(size)), np.zeros(size, dtype=np.int64), {}, {})


def part(seen: View, words: str, role: int, score: float = 0.9) -> Part:
    start = seen.text.index(words)
    inside = [n for n in range(seen.size) if start <= seen.chars(n, n + 1)[0] < start + len(words)]
    return Part(inside[0], inside[-1] + 1, role, score)


def argument(seen: View, words: str, role: str, score: float = 0.9) -> Argument:
    start = seen.text.index(words)
    return Argument(role, start, start + len(words), score)


def texts(seen: View, parts: list[Part]) -> list[str]:
    return [seen.text[slice(*seen.chars(p.first, p.last))] for p in parts]


@pytest.mark.parametrize(
    ("marked", "names", "wanted"),
    [
        (["the workers at", "the Lowe mill"], [], ["the workers at the Lowe mill"]),
        (["South"], ["South Ardoun"], ["South Ardoun"]),
        (["Ardoun"], ["South Ardoun"], ["South Ardoun"]),
        (["the workers at"], [], ["the workers"]),
        (["South Ardoun who had"], [], ["South Ardoun"]),
        (["the workers", "the Lowe mill"], [], ["the workers at the Lowe mill"]),
        (["the Lowe mill", "South Ardoun"], [], ["the Lowe mill", "South Ardoun"]),
    ],
)
def test_parties_end_where_names_and_phrases_end(marked: list[str], names: list[str], wanted: list[str]) -> None:
    seen = view()
    whole_names = [(p.first, p.last) for p in (part(seen, name, SOURCE) for name in names)]
    assert texts(seen, whole(seen, [part(seen, m, TARGET) for m in marked], whole_names)) == wanted


def test_parts_of_other_roles_keep_their_edges() -> None:
    seen = view()
    assert texts(seen, whole(seen, [part(seen, "the workers at", 5)], [], frozenset({0, 1}))) == ["the workers at"]


def test_an_event_takes_the_share_of_the_parties_that_stand_in_their_role() -> None:
    seen = view()
    parties = [part(seen, "envoys", SOURCE, 0.8), part(seen, "the workers", TARGET, 0.4)]
    both = [argument(seen, "envoys", "actor"), argument(seen, "the workers", "recipient")]
    assert taken(seen, both, parties) == pytest.approx(1)
    assert taken(seen, both[:1], parties) == pytest.approx(2 / 3)
    assert taken(seen, [argument(seen, "envoys", "recipient")], parties) == 0
    assert taken(seen, [], []) == 1


def test_a_party_that_the_party_head_does_not_see_is_dropped_beside_one_that_it_sees() -> None:
    seen = view()
    parties = [part(seen, "envoys", SOURCE)]
    stray, sure = argument(seen, "the workers", "actor", 0.5), argument(seen, "South Ardoun", "actor", 0.95)
    envoys, mill = argument(seen, "envoys", "actor"), argument(seen, "the Lowe mill", "recipient", 0.3)
    assert without_strays(seen, [envoys, stray, sure, mill], parties, 0.9) == [envoys, sure, mill]
    assert without_strays(seen, [stray, mill], parties, 0.9) == [stray, mill]


def test_a_party_listed_with_one_that_the_party_head_sees_stays() -> None:
    seen = view("Norland , Sudria and the Isles met the guild")
    given = [argument(seen, name, "actor", 0.3) for name in ("Norland", "Sudria", "Isles", "guild")]
    assert without_strays(seen, given, [part(seen, "Sudria", SOURCE)], 0.9) == given[:3]


def test_a_sure_target_is_lent_to_the_event_whose_actor_is_the_source() -> None:
    seen = view()
    parties = [part(seen, "envoys", SOURCE), part(seen, "the workers", TARGET, 0.85), part(seen, "South Ardoun", TARGET, 0.5)]
    envoys = argument(seen, "envoys", "actor")
    lent = [envoys, argument(seen, "the workers", "recipient", 0.85)]
    assert with_target(seen, 5, [envoys], parties, 0.8, 0.9) == lent
    assert with_target(seen, 5, [], parties, 0.8, 0.9) == []
    told = [envoys, argument(seen, "the Lowe mill", "recipient", 0.95)]
    assert with_target(seen, 5, told, parties, 0.8, 0.9) == told


def test_a_recipient_that_the_party_head_does_not_see_gives_way_to_a_sure_target_unless_it_is_sure() -> None:
    seen = view()
    parties = [part(seen, "envoys", SOURCE), part(seen, "the workers", TARGET, 0.85)]
    envoys, mill = argument(seen, "envoys", "actor"), argument(seen, "the Lowe mill", "recipient", 0.7)
    assert with_target(seen, 5, [envoys, mill], parties, 0.8, 0.9) == [envoys, argument(seen, "the workers", "recipient", 0.85)]
    assert with_target(seen, 5, [envoys, mill], parties, 0.8, 0.6) == [envoys, mill]
    assert with_target(seen, 5, [envoys, mill], parties[:1], 0.8, 0.9) == [envoys, mill]


def test_a_party_that_breaks_off_at_a_participle_goes_on_with_what_hangs_on_it() -> None:
    seen = view("They fined two firms linked to the Lowe mill")
    assert texts(seen, whole(seen, [part(seen, m, TARGET) for m in ("two firms linked", "the Lowe mill")], [])) == [
        "two firms linked to the Lowe mill"
    ]


@pytest.mark.parametrize(
    ("words", "marked", "wanted"),
    [
        ("They freed the leaders from the Lowe party", ["the leaders", "the Lowe party"], ["the leaders from the Lowe party"]),
        ("They pressed the workers at the Lowe mill", ["the workers", "the Lowe mill"], ["the workers at the Lowe mill"]),
        ("They burnt the houses of the Lowe mill", ["the houses", "the Lowe mill"], ["the houses of the Lowe mill"]),
        ("They took the arms from the Lowe mill", ["the arms", "the Lowe mill"], ["the arms", "the Lowe mill"]),
        ("They sent two envoys to the Lowe mill", ["two envoys", "the Lowe mill"], ["two envoys", "the Lowe mill"]),
    ],
)
def test_people_go_on_with_where_they_are_from_and_things_do_not(words: str, marked: list[str], wanted: list[str]) -> None:
    seen = view(words)
    assert texts(seen, whole(seen, [part(seen, m, TARGET) for m in marked], [])) == wanted


def test_the_rest_of_a_list_within_one_target_is_taken_too() -> None:
    seen = view("Guards shelled a quarter and the villages near it")
    quarter, whole_list = argument(seen, "a quarter", "recipient"), part(seen, "a quarter and the villages near it", TARGET, 0.7)
    assert with_listed(seen, 1, [quarter], [whole_list], 0.4) == [quarter, argument(seen, "villages near it", "recipient", 0.7)]


def test_a_target_that_a_closed_list_joins_to_a_recipient_is_taken_too() -> None:
    seen = view("Guards raided Norland , Sudria and Hafen near Lowe , Ardoun")
    targets = [part(seen, name, TARGET, 0.5) for name in ("Sudria", "Hafen", "Ardoun")]
    norland, lowe = argument(seen, "Norland", "recipient"), argument(seen, "Lowe", "recipient")
    lent = [argument(seen, name, "recipient", 0.5) for name in ("Sudria", "Hafen")]
    assert with_listed(seen, 1, [norland], targets, 0.4) == [norland, *lent]
    assert with_listed(seen, 1, [norland], targets, 0.6) == [norland]
    assert with_listed(seen, 1, [lowe], targets, 0.4) == [lowe]


def test_a_target_before_a_recipient_in_a_list_is_taken_only_behind_the_trigger() -> None:
    seen = view("Rebels and the driver were found")
    driver, rebels = argument(seen, "driver", "recipient"), part(seen, "Rebels", TARGET, 0.5)
    assert with_listed(seen, 5, [driver], [rebels], 0.4) == [driver]
    seen = view("Guards raided Norland and Sudria")
    sudria, norland = argument(seen, "Sudria", "recipient"), argument(seen, "Norland", "recipient", 0.5)
    assert with_listed(seen, 1, [sudria], [part(seen, "Norland", TARGET, 0.5)], 0.4) == [sudria, norland]
