"""Relations by form: who stands left and right of the cue, what the words around it make of the status, and what only looks like a relation."""

from __future__ import annotations

import pytest

from tocsin.model.document import Document
from tocsin.model.reading import Mention
from tocsin.read.phrases import words_of
from tocsin.read.reader import split
from tocsin.read.relations import find_ties

Shown = tuple[str, str, str | None, str | None]


def ties(text: str, *mentions: Mention) -> list[tuple[Shown, str]]:
    document = Document(id="0", ref="test", sha256="0", text=text)
    made: list[tuple[Shown, str]] = []
    for tie in find_ties(text, tuple(split(document)), mentions):
        source, target = (text[slice(*part)] if part else None for part in (tie.source, tie.target))
        made.append(((tie.relation, text[slice(*tie.cue)], source, target), tie.status))
    return made


def test_rules_are_tried_in_the_order_of_their_words() -> None:
    """Which of two finds holds must not change from one process to the next."""
    assert list(words_of("The rebels, backed by Osk, backed Velia-led men.", 4, 47)) == [
        "rebels",
        "backed",
        "by",
        "osk",
        "velia",
        "led",
        "men",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Velia-backed rebels took the pass.", ("support", "backed", "Velia", "rebels")),
        ("The Brigades, who are armed by a tribal council in Osk, fled.", ("support", "armed", "a tribal council", "The Brigades")),
        ("Osk accuses Velia of funding the separatists.", ("support", "funding", "Velia", "the separatists")),
        ("Velia, which Osk accuses of arming the militia, denies it.", ("support", "arming", "Velia", "the militia")),
        ("Troops loyal to General Odrun hold the bridge.", ("support", "loyal", "Troops", "General Odrun")),
        ("The main opposition party backs the students.", ("support", "backs", "The main opposition party", "the students")),
        ("The League's founder, Ansa Toreld, wants the mint.", ("leadership", "founder", "Ansa Toreld", "The League")),
        ("Ansa Toreld, the leader of the Upland League, spoke.", ("leadership", "leader", "Ansa Toreld", "the Upland League")),
        ("The Velian president, Ilve Marn, arrived.", ("leadership", "president", "Ilve Marn", "Velian")),
        ("General Odrun, who commands the rebels, rode out.", ("leadership", "commands", "General Odrun", "the rebels")),
        ("The Kesh Army's chief of staff, Ilve Marn, fled.", ("leadership", "chief", "Ilve Marn", "The Kesh Army")),
        ("The Upland League is led by veterans.", ("leadership", "led", "veterans", "The Upland League")),
        ("The men were members of the Northern Guard.", ("membership", "members", "The men", "the Northern Guard")),
        ("Four Northern Guard members were freed.", ("membership", "members", "Four Northern Guard members", "Four Northern Guard")),
        ("The alliance between the Upland League and the Kesh Army held.", ("alliance", "alliance", "the Upland League", "the Kesh Army")),
        ("Osk-allied fighters crossed the river.", ("alliance", "allied", "fighters", "Osk")),
        ("Osk is Velia's closest ally in the hills.", ("alliance", "ally", "Velia", "Osk")),
        ("The council, which holds the coast, opposes any such force.", ("opposition", "opposes", "The council", "any such force")),
        ("The Column is hostile to the Kesh Army.", ("opposition", "hostile", "The Column", "the Kesh Army")),
        ("Anti-government militias gathered.", ("opposition", "Anti", "militias", "government")),
    ],
)
def test_a_relation_has_both_its_parties(text: str, shown: Shown) -> None:
    assert [s for s, _ in ties(text)] == [shown]


def test_a_composition_makes_a_member_of_each_that_is_listed() -> None:
    assert [s for s, _ in ties("The force is made up mostly of Kesh fighters and Upland deserters.")][:1] == [
        ("membership", "made", "Kesh fighters", "The force")
    ]
    both = [s[2] for s, _ in ties("The force is made up mostly of Kesh fighters and Upland rebels.")]
    assert both == ["Kesh fighters", "Upland rebels"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Column, which split from the Front in 2016, has grown.", "historical"),
        ("The Column split from the Front.", "occurred"),
        ("The Movement is said to be looking for partners among the Ardoun.", "future"),
        ("The Column is not backed by Velia.", "negated"),
        ("The Column would be backed by Velia.", "hypothetical"),
        ("The Column is backed by Velia.", "ongoing"),
    ],
)
def test_the_words_around_a_cue_give_the_status(text: str, status: str) -> None:
    assert [s for _, s in ties(text)] == [status]


def test_a_gloss_leads_back_to_the_name() -> None:
    text = "The Salt Movement, a rebel group in the hills of Marn, is backed by Velia."
    assert [s for s, _ in ties(text)] == [("support", "backed", "Velia", "The Salt Movement")]


def test_a_mention_widens_a_party() -> None:
    text = "Velia-backed sons of the river took the pass."
    assert ties(text) == []
    assert ties(text, Mention(13, 30, "ORGANIZATION", 0.9))[0][0] == ("support", "backed", "Velia", "sons of the river")


@pytest.mark.parametrize(
    "text",
    [
        "The resolution was backed by evidence.",
        "A US-led invasion began.",
        "The plan was part of the budget.",
        "He joined the talks on Monday.",
        "Family members of the victims wept.",
        "The train runs north.",
        "The head of the statue was found.",
        "The cabinet backed Velia's warning.",
    ],
)
def test_what_only_looks_like_a_relation_is_none(text: str) -> None:
    assert ties(text) == []
