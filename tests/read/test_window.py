"""What a window makes of the numbers of the condition and relation heads: whole phrases, named parties, nothing that is only asked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tocsin.model.document import Document
from tocsin.model.reading import Mention, Tie
from tocsin.read.engine import Seen, Words
from tocsin.read.labels import HEADS, LAYOUT
from tocsin.read.parties import clause_parted
from tocsin.read.phrases import is_party
from tocsin.read.reader import _Draft, _ties, split
from tocsin.read.view import Part, View
from tocsin.read.window import Found, WindowDecoder

LABELS = {h.name: h.labels for h in HEADS}
HIGH = 8.0


class Marked(View):
    """A view of one sentence, cut at blanks, in which words are given labels of heads, and triggers the parts that ``told`` names."""

    def __init__(self, text: str, marks: dict[str, dict[str, str]], conflict: bool = True, told: dict[str, int] | None = None) -> None:
        given = text.split()
        ends = np.cumsum([len(w) + 1 for w in given]) - 1
        starts = np.asarray([e - len(w) for e, w in zip(ends, given, strict=True)])
        scores = np.zeros((len(given), LAYOUT.n_scores), dtype=np.float32)
        for head in HEADS:
            scores[:, LAYOUT.scores[head.name].start] = HIGH
        scores[:, LAYOUT.scores["conflict"]] = (0, HIGH) if conflict else (HIGH, 0)
        for name, labels in marks.items():
            for words, label in labels.items():
                at = next(n for n in range(len(given)) if given[n : n + len(words.split())] == words.split())
                for n in range(len(words.split())):
                    full = label if name == "tie" else f"{'I' if n else 'B'}-{label}"
                    scores[at + n, LAYOUT.scores[name]] = -HIGH
                    scores[at + n, LAYOUT.scores[name].start] = 0
                    scores[at + n, LAYOUT.scores[name].start + LABELS[name].index(full)] = 1.5  # a chance of .82
        self.given, self._told = given, told or {}
        empty: Any = np.zeros((len(ends), 1), dtype=np.float32)
        size = np.arange(len(ends))
        seen = Seen(0, 0, len(ends), scores, empty, empty, empty, size)
        super().__init__(text, Words(starts, ends, size, size, size), seen, np.zeros_like(size), {}, {})

    def parts(self, head: str, at: list[int]) -> list[list[Part]]:
        """Return the parts that were given, of every trigger."""
        return [[Part(self.given.index(w), self.given.index(w) + 1, role, 0.9) for w, role in self._told.items()] for _ in at]


def outcomes(text: str, **marks: str) -> list[str]:
    view = Marked(text, {"condition": {words: kind for kind, words in marks.items()}})
    return [text[slice(*c.outcome)] for c in WindowDecoder({}, {})._conditionals(view)]


def test_an_outcome_without_a_condition_needs_a_word_that_says_it_is_only_feared() -> None:
    assert outcomes("The siege could bring a famine", OUTCOME="bring a famine") == ["bring a famine"]
    assert outcomes("The siege has brought a famine", OUTCOME="brought a famine") == []
    assert outcomes("The siege brings a famine if it lasts", OUTCOME="brings a famine", CONDITION="if it lasts") == ["brings a famine"]
    assert outcomes("They may know whether the pact will hold", OUTCOME="the pact will hold") == []


def test_an_outcome_ends_with_a_phrase() -> None:
    assert outcomes("The siege could anger settlers who left", OUTCOME="anger settlers who") == ["anger settlers"]
    assert outcomes("The siege could bring the", OUTCOME="bring the") == []


@pytest.mark.parametrize(("conflict", "settings", "found"), [(True, {}, 1), (False, {}, 0), (False, {"tie.plain": 0.0}, 1)])
def test_a_relation_must_be_surer_where_the_window_is_no_report_on_conflict(conflict: bool, settings: dict[str, float], found: int) -> None:
    view = Marked("Osk backs Velia", {"tie": {"backs": "support"}}, conflict, {"Osk": 0, "Velia": 1})
    made = Found(0, [0], view.seen.vectors, view.seen.vectors)
    WindowDecoder({"tie": 0.6} | settings, {})._ties_and_remarks(view, made, [])
    assert len(made.ties) == found


def test_an_article_alone_is_no_party() -> None:
    view = Marked("The rebels back Velia", {"tie": {"back": "support"}}, told={"The": 0, "Velia": 1})
    made = Found(0, [0], view.seen.vectors, view.seen.vectors)
    WindowDecoder({}, {})._ties_and_remarks(view, made, [])
    assert [(t.source, t.target) for t in made.ties] == [(None, (16, 21))]


def test_a_party_is_a_name_a_body_of_people_or_a_pronoun() -> None:
    text = "Osk and the rebels say they fear splinters from mortars"
    place = {w: (text.index(w), text.index(w) + len(w)) for w in ("Osk", "the rebels", "they", "splinters")}
    assert [w for w, span in place.items() if is_party(text, span, [])] == ["Osk", "the rebels", "they"]
    assert is_party(text, place["splinters"], [Mention(*place["splinters"], "GROUP", 0.9)])


def test_a_relation_whose_end_is_no_party_or_its_own_cue_is_dropped() -> None:
    text = "Members of the Guard fled the mortars"
    document = Document(id="0", ref="test", sha256="0", text=text)
    nothing: Any = None
    draft = _Draft(document, tuple(split(document)), nothing, [], [])
    guard, mortars = (11, 20), (26, 37)
    seen = [Tie("opposition", (21, 25), guard, end, "ongoing", 0.9, 0) for end in (mortars, (0, 7))]
    assert [t.target for t in _ties(draft, seen, [])] == [(0, 7)]


def test_of_a_relation_within_one_phrase_the_name_before_the_cue_is_the_other_end() -> None:
    text = "An SDF commander met senior members of it and Senior officers"
    document = Document(id="0", ref="test", sha256="0", text=text)
    nothing: Any = None
    draft = _Draft(document, tuple(split(document)), nothing, [], [])

    def tie(kind: Any, cue: str, source: str, target: str) -> Tie:
        where = [(text.index(w), text.index(w) + len(w)) for w in (cue, source, target)]
        return Tie(kind, *where, "ongoing", 0.9, 0)

    seen = [
        tie("leadership", "commander", "An SDF commander", "An SDF commander"),
        tie("membership", "officers", "Senior officers", "Senior officers"),
        tie("alliance", "commander", "An SDF commander", "SDF"),
    ]
    assert [(t.relation, text[slice(*t.target)]) for t in _ties(draft, seen, []) if t.target] == [("leadership", "SDF")]


@pytest.mark.parametrize(
    ("words", "parties"),
    [
        ("Desert militia courts Toubou fighters", ["Desert militia", "Toubou fighters"]),
        ("Lebanese militant groups Hezbollah", ["Lebanese militant groups Hezbollah"]),
        ("Ministry of Defence", ["Ministry of Defence"]),
        ("Syrian opposition National Coalition", ["Syrian opposition National Coalition"]),
    ],
)
def test_a_headline_that_was_taken_for_one_name_is_parted_at_its_verb(words: str, parties: list[str]) -> None:
    view = Marked(words, {})
    found = clause_parted(view, 0, len(words.split())) or ((0, len(words.split())),)
    assert [words[slice(*view.chars(a, b))] for a, b in found] == parties
