"""Conditionals in all their forms, and what only looks like one."""

from __future__ import annotations

import pytest

from tocsin.model.document import Document
from tocsin.read.conditions import find_conditionals
from tocsin.read.reader import split


def conditionals(text: str) -> list[tuple[str | None, str, str | None]]:
    document = Document(id="0", ref="test", sha256="0", text=text)
    made = []
    for found in find_conditionals(text, tuple(split(document))):
        condition = text[slice(*found.condition)] if found.condition else None
        word = text[slice(*found.likelihood)] if found.likelihood else None
        made.append((condition, text[slice(*found.outcome)], word))
    return made


@pytest.mark.parametrize(
    ("text", "condition", "outcome", "word"),
    [
        ("If the cabinet falls, fighting may resume.", "If the cabinet falls", "fighting may resume", "may"),
        ("Should talks fail, the front could move.", "Should talks fail", "the front could move", "could"),
        ("Unless rain comes, more clashes are likely.", "Unless rain comes", "more clashes are likely", "likely"),
        ("The town will starve unless the road opens.", "unless the road opens", "The town will starve", "will"),
        ("The collapse of the pact would trigger a war.", "The collapse of the pact", "would trigger a war", "would"),
        ("As the militia grows, the risk of a coup could rise.", "As the militia grows", "the risk of a coup could rise", "risk"),
        ("The envoy warned of civil war.", None, "civil war", "warned"),
        ("The blockade could lead to famine.", "The blockade", "could lead to famine", "could"),
        ("The militia could open the way to the port.", None, "open the way to the port", "could"),
        ("Closing the road would leave the town without bread.", "Closing the road", "would leave the town without bread", "would"),
        ("The army cut the road, which could spark a war.", "The army cut the road", "could spark a war", "could"),
        ("The army will not leave until the prisoners are freed.", "until the prisoners are freed", "The army will not leave", "will"),
        ("The rebels must disarm before they can receive aid.", "The rebels must disarm", "they can receive aid", None),
        ("The loan is conditional on a lasting truce.", "a lasting truce", "The loan", None),
        ("Were the king to fall, the army would split.", "Were the king to fall", "the army would split", "would"),
        ("In case of an attack, the port would be closed.", "In case of an attack", "the port would be closed", "would"),
        ("If she left the camp she would be free.", "If she left the camp", "she would be free", "would"),
        ("Without aid, the town will not survive.", "Without aid", "the town will not survive", "will"),
        ("They were told to surrender or else face an assault.", None, "face an assault", None),
        ("The town could starve should the road stay shut.", "should the road stay shut", "The town could starve", "could"),
        ("The envoys have often argued that the front would move if rain fell.", "if rain fell", "the front would move", "would"),
        ("The threat of a siege was enough to empty the town.", None, "a siege", "threat"),
    ],
)
def test_a_warning_is_condition_and_outcome(text: str, condition: str | None, outcome: str, word: str) -> None:
    assert conditionals(text) == [(condition, outcome, word)]


def test_the_one_who_says_it_is_not_part_of_the_outcome() -> None:
    assert conditionals("Their union said it would begin a strike if he was not freed.") == [
        ("if he was not freed", "it would begin a strike", "would")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Reporters asked if the general would resign.",
        "It was unclear if anyone survived.",
        "He spoke as if nothing had happened.",
        "The army shelled the depot on Tuesday.",
        "If he was there, nobody saw him.",
        "The market was open until last autumn.",
        "The mission has provided food to the towns that will take part.",
        "The envoy left without saying when he would return.",
        "The troops will return as soon as possible.",
        "The government will extend the curfew.",
        "He refused to say that the port should be the capital.",
        "Most, if not all, of the towns would be rebuilt.",
        "The rivalry, if not open war, will weigh on the south.",
        "Some say we must go, but if we stay what will we eat?",
        "She gave an edge to the talks by insisting that the return would be slow.",
    ],
)
def test_a_question_or_a_plain_report_is_no_warning(text: str) -> None:
    assert conditionals(text) == []


def test_who_believes_it_is_not_part_of_the_outcome() -> None:
    assert conditionals("If the cabinet falls, conflict may follow in the north, analysts believe.") == [
        ("If the cabinet falls", "conflict may follow in the north", "may")
    ]


def test_one_sentence_may_hold_two_conditionals() -> None:
    text = "If the truce holds, aid will come; the port will stay shut unless the siege ends."
    assert [c for c, _, _ in conditionals(text)] == ["If the truce holds", "unless the siege ends"]


def test_a_condition_ends_where_the_next_clause_begins() -> None:
    assert conditionals("The guards would fire if the crowd came near, but they would aim low.")[0][0] == "if the crowd came near"
