"""Assertions by form: grievance, momentum, presence and rank, whom they are about, and what only looks like one."""

from __future__ import annotations

import pytest

from tocsin.model.document import Document
from tocsin.read.assertions import find_remarks
from tocsin.read.reader import split

Shown = tuple[str, str, str | None]


def remarks(text: str) -> list[tuple[Shown, str]]:
    document = Document(id="0", ref="test", sha256="0", text=text)
    made: list[tuple[Shown, str]] = []
    for remark in find_remarks(text, tuple(split(document)), ()):
        about = text[slice(*remark.about)] if remark.about else None
        made.append(((remark.topic, text[slice(*remark.cue)], about), remark.status))
    return made


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The herders are marginalised in the capital.", ("grievance", "marginalised", "The herders")),
        ("The Ardoun, a herding minority that has little say in Osk, left.", ("grievance", "has little say", "The Ardoun")),
        ("The minority is pressed to give up its language.", ("grievance", "pressed to give up its", "The minority")),
        ("Residents complain of discrimination.", ("grievance", "complain of discrimination", "Residents")),
        ("The army is losing ground in the north.", ("momentum", "losing ground", "The army")),
        ("The rebels are on the back foot.", ("momentum", "on the back foot", "The rebels")),
        ("The militia has been weakened.", ("momentum", "been weakened", "The militia")),
        ("The militia is expanding its influence in the south.", ("momentum", "expanding its influence", "The militia")),
        ("The Column's growing power worries the coast.", ("momentum", "growing power", "The Column")),
        ("The rebels are fragmented.", ("momentum", "are fragmented", "The rebels")),
        ("The Council, which controls the coast, objected.", ("presence", "controls", "The Council")),
        ("The Column is active in three districts.", ("presence", "active", "The Column")),
        ("A network with cells from Osk to Velia was found.", ("presence", "cells", "A network")),
        ("Rebel-held villages were shelled.", ("presence", "held", "Rebel")),
        ("The territory held by the insurgents shrank.", ("presence", "held", "the insurgents")),
        ("The Salt Movement, a rebel group in the Marn region, wrote.", ("presence", "a rebel group", "The Salt Movement")),
        ("The Column is the largest armed group in the hills.", ("rank", "largest", "The Column")),
        ("The Column claims to be the largest.", ("rank", "largest", "The Column")),
        ("Dovrin, the last stronghold, fell.", ("rank", "last", "Dovrin")),
    ],
)
def test_an_assertion_says_whom_it_is_about(text: str, shown: Shown) -> None:
    assert [s for s, _ in remarks(text)] == [shown]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The army is gaining ground.", "ongoing"),
        ("The army is not gaining ground.", "negated"),
        ("The army could be weakened.", "hypothetical"),
        ("The army lost ground.", "occurred"),
        ("The army had controlled the town.", None),
    ],
)
def test_the_words_around_a_cue_give_the_status(text: str, status: str | None) -> None:
    assert [s for _, s in remarks(text)] == ([status] if status else [])


@pytest.mark.parametrize(
    "text",
    [
        "The last water line broke.",
        "Whoever holds talks will win.",
        "The troops seized control of the town.",
        "Shots crossed the Line of Control.",
        "The talks collapsed.",
        "The largest donors met.",
        "The bank controls prices.",
    ],
)
def test_what_only_looks_like_an_assertion_is_none(text: str) -> None:
    assert remarks(text) == []
