"""Whom pronouns and definite phrases take up: which phrases ask, what is weighed, and that the unsure is nobody."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from actor_reading import Story

from tocsin.errors import ModelError
from tocsin.resolve.antecedent_columns import SIGNS
from tocsin.resolve.antecedent_ranker import Walk, Weights, find_antecedents
from tocsin.resolve.antecedent_spots import spots_of
from tocsin.resolve.register import Register

REGISTER = Register.load()


def found(story: Story, weights: Weights | None = None) -> dict[str, str]:
    words = story.words
    return {words[k.start : k.end]: words[k.to_start : k.to_end] for k in find_antecedents(REGISTER, story.reading(), weights)}


def by_one(sign: str, least: float = 0.5) -> Weights:
    """Return weights that look at one sign alone; nobody has a score of 2."""
    into = np.zeros((len(SIGNS), 2), dtype=np.float32)
    into[SIGNS.index(sign), 0] = into[SIGNS.index("none"), 1] = 1
    return Weights(into, np.zeros(2, dtype=np.float32), np.asarray([9, 2], dtype=np.float32), least, least)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("He met its leader in the US.", {"He", "its"}),
        ("The Tehran-backed group left.", {"The Tehran-backed group"}),
        ("Part of the country's north burnt.", {"the country"}),
        ("These two departments voted.", {"These two departments"}),
        ("The Church of the River prayed.", set()),
        ("A group left.", set()),
    ],
)
def test_pronouns_and_definite_phrases_ask_and_names_do_not(text: str, asks: set[str]) -> None:
    story = Story(text)
    if "departments" in text:
        story.mention("ORGANIZATION", "departments")
    assert {story.words[s.start : s.end] for s in spots_of(story.reading()) if s.asks} == asks


def test_a_noun_phrase_is_one_spot_however_often_it_was_seen() -> None:
    story = (
        Story("The militants of the valley left.")
        .mention("GROUP", "The militants")
        .frame("left", "RETREAT", actor="The militants of the valley")
    )
    heads = [s.head for s in spots_of(story.reading())]
    assert heads.count("militants") == 1


def test_each_candidate_and_nobody_has_a_row_of_all_signs() -> None:
    story = Story("The Reed Brigade met the Salt Road Movement. It left.")
    story.mention("ORGANIZATION", "The Reed Brigade", "the Salt Road Movement").link("It", "The Reed Brigade")
    (question,) = Walk(REGISTER, story.reading()).questions()
    assert [n.spots[0].words for n in question.before] == ["The Reed Brigade", "the Salt Road Movement"]
    assert {len(r) for r in question.rows} == {len(SIGNS)}
    hint = SIGNS.index("hint_share")
    assert [round(r[hint], 1) for r in question.rows] == [0.9, 0.0, 0.0]
    assert [r[SIGNS.index("none")] for r in question.rows] == [0, 0, 1]


def test_the_likeliest_is_taken_up_and_the_unsure_is_nobody() -> None:
    story = Story("The Reed Brigade met the Salt Road Movement. It left.")
    story.mention("ORGANIZATION", "The Reed Brigade", "the Salt Road Movement")
    assert found(story, by_one("nearest")) == {"It": "the Salt Road Movement"}
    assert found(story, by_one("nearest", least=0.9999)) == {}
    assert found(story, by_one("gender_same")) == {}


def test_of_two_that_and_joins_neither_is_meant_before_the_other() -> None:
    story = Story("The Reed Brigade and the Marsh Brigade met. The group left.")
    story.mention("ORGANIZATION", "The Reed Brigade", "the Marsh Brigade", "The group")
    assert found(story, by_one("nearest")) == {}


def test_a_link_leads_to_the_name_and_not_to_the_phrase_between() -> None:
    story = Story("The Reed Brigade slept. The group woke. It left.").mention("ORGANIZATION", "The Reed Brigade", "The group")
    assert found(story, by_one("nearest")) == {"The group": "The Reed Brigade", "It": "The Reed Brigade"}


def test_forms_of_one_name_are_one_candidate() -> None:
    story = Story("Anna Berg met the Free Border Front. Berg praised FBF. She left.")
    story.mention("PERSON", "Anna Berg", "Berg@2").mention("ORGANIZATION", "the Free Border Front", "FBF")
    questions = list(Walk(REGISTER, story.reading()).questions())
    assert [len(n.spots) for n in questions[0].before] == [2, 2]


def test_the_town_of_a_dateline_is_no_person() -> None:
    story = Story("BORNAU, Aland (AP) -- Anna Berg spoke. He left.").mention("PERSON", "BORNAU", "Anna Berg")
    assert found(story, by_one("last_opens")) == {}


def test_a_headline_and_the_text_are_apart() -> None:
    story = Story("It left.", title="The Reed Brigade wins").mention("ORGANIZATION", "The Reed Brigade")
    assert found(story, by_one("nearest")) == {}


def test_the_group_is_the_one_that_was_named() -> None:
    story = Story("The Northern Vigil Front opened a camp. The group wants allies.").mention(
        "ORGANIZATION", "The Northern Vigil Front", "The group"
    )
    assert found(story) == {"The group": "The Northern Vigil Front"}


def test_a_group_that_nothing_precedes_is_nobody() -> None:
    assert found(Story("The group wants allies.").mention("ORGANIZATION", "The group")) == {}


def test_weights_of_other_signs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "links.npz"
    with pytest.raises(ModelError, match=r"links\.npz"):
        Weights.load(path)
    one = np.zeros(1, dtype=np.float32)
    np.savez(path, signs=np.asarray(["far"]), into=one, bias=one, out=one, least=np.zeros(2))
    with pytest.raises(ModelError, match="train_links"):
        Weights.load(path)


def test_weights_come_back_as_they_were_written(tmp_path: Path) -> None:
    made = by_one("nearest", least=0.25)
    made.save(tmp_path / "links.npz", "0" * 64)
    back = Weights.load(tmp_path / "links.npz")
    assert np.array_equal(back.into, made.into)
    assert (back.least_pronoun, back.least_phrase) == (0.25, 0.25)
