"""Phrases that name who backs a group: "the Tehran-backed group" takes up one that Iran backs."""

from __future__ import annotations

import pytest
from actor_reading import Story

from tocsin.resolve.actors import ActorResolver


def at(text: str, names: list[str], phrase: str) -> str | None:
    story = Story(text).mention("ORGANIZATION", *names, phrase)
    return ActorResolver().resolve(story.reading()).at(*story.find(phrase))


@pytest.mark.parametrize(
    ("text", "names", "phrase", "actor"),
    [
        ("Hezbollah fired rockets. Hamas was silent. The Tehran-backed group said so.", ["Hezbollah", "Hamas"], "The Tehran-backed group", "armed:hamas"),
        ("Hezbollah fired rockets. The Kurdistan Workers' Party was silent. The Iran-backed militia said so.",
         ["Hezbollah", "The Kurdistan Workers' Party"], "The Iran-backed militia", "armed:hezbollah"),
        ("Hezbollah fired rockets. The Tehran-sponsored group said so.", ["Hezbollah"], "The Tehran-sponsored group", "armed:hezbollah"),
        ("Hezbollah fired rockets. The US-backed militia fled.", ["Hezbollah"], "The US-backed militia", None),
    ],
)  # fmt: skip
def test_a_backed_group_is_one_that_the_state_backs(text: str, names: list[str], phrase: str, actor: str | None) -> None:
    found = at(text, names, phrase)
    assert found == actor if actor else found not in {"armed:hezbollah", "state:USA"}


@pytest.mark.parametrize(
    "words",
    [
        "the US-led counter-Isis coalition",
        "a US-led air coalition",
        "the US-led international coalition against",
        "the US-led anti-Isis coalition",
    ],
)
def test_a_coalition_goes_by_the_state_that_leads_it(words: str) -> None:
    assert at(f"Jets of {words} struck at night.", [], words) == "coalition:USA"


def test_a_plural_of_members_is_no_short_form_of_a_name() -> None:
    story = Story("The Ardoun Jihadis fled. Turkish-backed Jihadis came.").mention(
        "ORGANIZATION", "The Ardoun Jihadis", "Turkish-backed Jihadis"
    )
    resolved = ActorResolver().resolve(story.reading())
    assert resolved.at(*story.find("The Ardoun Jihadis")) != resolved.at(*story.find("Turkish-backed Jihadis"))
