"""Which outlets a report credits, and for how much of it."""

from __future__ import annotations

import pytest
from actor_reading import Story

from tocsin.resolve.credits import CreditFound, find_credits


def credits_of(text: str, title: str | None = None) -> tuple[Story, tuple[CreditFound, ...]]:
    story = Story(text, title=title)
    return story, find_credits(story.reading())


@pytest.mark.parametrize(
    ("line", "name", "domain"),
    [
        ("Original source: www.paper.example", None, "paper.example"),
        ("Source: Airgazette", "Airgazette", None),
        ("First published in The River Post", "River Post", None),
        ("via Reuters", "Reuters", "reuters.com"),
        ("This article was originally published by Radio Delta.", "Radio Delta", None),
    ],
)
def test_a_line_of_its_own_credits_the_whole_report(line: str, name: str | None, domain: str | None) -> None:
    story, found = credits_of(f"Two bridges fell on Monday.\n\n{line}")
    assert [(c.scope, c.credit.name, c.credit.domain) for c in found] == [("document", name, domain)]
    assert story.words[found[0].start : found[0].end] in line


@pytest.mark.parametrize("slug", ["GOMA, Congo (AP) - ", "BEIRUT (Reuters) — ", "(AFP) – "])
def test_a_wire_slug_credits_the_whole_report(slug: str) -> None:
    _, found = credits_of(f"{slug}Two bridges fell on Monday.")
    assert [c.scope for c in found] == ["document"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("An official told Reuters the bridge was mined.", "Reuters"),
        ("The bridge was mined, as Kosovo Monitor first reported.", "Kosovo Monitor"),
        ("According to state news agency Tigris Press the bridge was mined.", "Tigris Press"),
        ("He spoke in an interview with the daily Al-Masila.", "Al-Masila"),
        ("The newspaper Al-Masila reported a blast.", "Al-Masila"),
    ],
)
def test_a_sentence_credits_an_outlet_for_itself(sentence: str, name: str) -> None:
    _, found = credits_of(f"Two bridges fell. {sentence} Nobody was hurt.")
    assert [(c.scope, c.credit.name) for c in found] == [(1, name)]


@pytest.mark.parametrize(
    "sentence",
    ["The minister told reporters that all was well.", "She told Parliament that all was well.", "According to Ukraine all was well."],
)
def test_who_is_no_outlet_is_no_credit(sentence: str) -> None:
    assert credits_of(sentence)[1] == ()


def test_told_the_newspaper_is_the_outlet_named_before() -> None:
    _, found = credits_of("The newspaper Al-Masila writes that a force is planned. A sheikh told the newspaper that pay was promised.")
    assert [(c.scope, c.credit.name) for c in found] == [(0, "Al-Masila"), (1, "Al-Masila")]


def test_offsets_of_the_record_leave_out_a_title_kept_apart() -> None:
    story, found = credits_of("Two bridges fell.\n\nOriginal source: www.paper.example", title="Bridges fall")
    credit = found[0].credit
    assert story.document.text[credit.start : credit.end] == "Original source: www.paper.example"
    assert story.words[found[0].start : found[0].end] == "Original source: www.paper.example"
