"""Single heads are scored against examples in characters, text by text."""

from __future__ import annotations

import pytest

from data import Example
from score_heads import Heads, at_triggers, f1, frame_arguments, marked, sentence_class, spans, triggers
from tocsin.evaluate.metrics import Counts
from tocsin.read.engine import Engine

TEXT = "General Omar Haddad said on Sunday that rebel fighters had attacked the airport in Aleppo."


@pytest.fixture(scope="module")
def heads() -> Heads:
    return Heads(Engine())


def example(text: str = TEXT) -> Example:
    return Example(text, set())


def test_spans_that_a_head_marks_score_in_full_against_themselves(heads: Heads) -> None:
    one = example()
    (one.spans["entity"],) = marked(heads, [one], "entity")
    assert (TEXT.index("Aleppo"), TEXT.index("Aleppo") + 6) in {(a, b) for a, b, _ in one.spans["entity"]}
    assert f1(spans(heads, [one], "entity", strict=True)) == 1
    assert f1(spans(heads, [one], "entity", strict=False)) == 1


def test_counts_stand_text_by_text(heads: Heads) -> None:
    full, bare = example(), example()
    (full.spans["entity"],) = marked(heads, [full], "entity")
    found = len(full.spans["entity"])
    assert spans(heads, [full, bare], "entity", strict=True) == [Counts(found, found, found), Counts(0, found, 0)]


def test_arguments_are_asked_of_the_gold_predicates_alone(heads: Heads) -> None:
    one = example()
    at = TEXT.index("attacked")
    one.words["predicate"] = [(at, "P")]
    one.pairs["frame"] = [(at, [("A1", TEXT.index("the airport"), TEXT.index(" in Aleppo"))])]
    (gold,) = frame_arguments(heads, [one], gold=True)
    (found,) = frame_arguments(heads, [one], gold=False)
    assert gold.wanted == found.wanted == 1
    assert 0 < gold.found < found.found  # "said" is a predicate too


def test_triggers_and_what_stands_at_them(heads: Heads) -> None:
    one = example()
    at = TEXT.index("attacked")
    one.words["trigger"] = [(at, "ASSAULT")]
    one.words["status"] = [(at, "occurred")]
    bare, typed = triggers(heads, [one])
    assert (bare.hits, typed.hits, bare.wanted) == (1, 1, 1)
    assert at_triggers(heads, [one], "trigger") == [("ASSAULT", "ASSAULT")]
    ((_, wanted),) = at_triggers(heads, [one], "status")
    assert wanted == "occurred"


def test_a_sentence_has_one_class(heads: Heads) -> None:
    fought, met = sentence_class(heads, ["Rebels shelled the army base and killed soldiers.", "The two presidents met for talks."], "quad")
    assert (fought, met) == (4, 1)
