"""Where clauses begin, and which subjects name a happening."""

from __future__ import annotations

import pytest

from tocsin.read.clauses import clause_start, eventive, subject_start, without_speech, without_telling


def test_a_clause_begins_behind_the_last_edge_that_leaves_it_a_verb() -> None:
    text = "The envoy said that talks, slow as they are, will go on"
    assert text[clause_start(text, len(text)) :] == "will go on"
    assert clause_start("The port will stay shut", 23) == 0


def test_a_subject_begins_behind_the_verb_before_it() -> None:
    text = "Those who hoped the fall of the port"
    assert text[subject_start(text, len(text)) :].strip() == "the fall of the port"


@pytest.mark.parametrize("subject", ["the withdrawal of the guard", "Closing the road", "such a move", "any attack on the port"])
def test_a_deed_can_be_a_condition(subject: str) -> None:
    assert eventive(subject, strongly=False)


@pytest.mark.parametrize("subject", ["the government", "he", "the rebels", "saying the attack", "the ministers"])
def test_who_acts_is_no_condition(subject: str) -> None:
    assert not eventive(subject, strongly=True)


def test_the_speakers_tag_is_cut_off_on_either_side() -> None:
    assert without_speech("The road may close, the mayor said on Monday") == "The road may close"
    text = "Officials warned that the road may close"
    assert text[slice(*without_telling(text, (0, len(text))))] == "the road may close"
