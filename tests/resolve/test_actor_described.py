"""An adjective before a known group: it describes the group, or it tells another body apart from it."""

from __future__ import annotations

import pytest
from actor_reading import Story

from tocsin.resolve.actor_described import described
from tocsin.resolve.actors import ActorResolver
from tocsin.resolve.register import Register


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Kurdish YPG", "armed:people-s-protection-units"),
        ("Syrian Kurdish YPG", "armed:people-s-protection-units"),
        ("Shiite Houthi rebels", "armed:houthis"),
        ("Yemeni Houthis", "armed:houthis"),
        ("Lebanese Shiite militant group Hezbollah", "armed:hezbollah"),
        ("Palestinian Hamas", "armed:hamas"),
        ("Islamist Boko Haram", "armed:boko-haram"),
        ("Afghan Taliban", "armed:taliban"),
        ("Kurdish Peshmerga", "mil:IRQ-peshmerga"),
        ("Iran-backed Hezbollah", "armed:hezbollah"),
        ("Lebanon's Iran-backed Hezbollah", "armed:hezbollah"),
    ],
)
def test_an_adjective_of_people_nation_creed_or_cause_describes_a_known_group(name: str, identity: str) -> None:
    found = described(Register.load(), name)
    assert found is not None
    assert found.id == identity


@pytest.mark.parametrize(
    "name",
    [
        "Iraqi Hezbollah",  # the register's Hezbollah is Lebanon's
        "Iraq's Iran-backed Hezbollah",
        "Iranian Houthis",
        "Kurdish Hezbollah",  # several groups bear the name
        "Libyan Islamic State",  # a branch of a group that has no one country
        "Turkish PKK",
        "Arab NATO",  # no armed group
        "Kurdish Freedom Front",  # not known
        "Kurdish fighters",
        "Kurdish",
        "Syrian army",
        "YPG",
    ],
)
def test_an_adjective_that_may_tell_another_body_apart_does_not(name: str) -> None:
    assert described(Register.load(), name) is None


def test_in_a_report_the_described_group_is_the_known_one_and_others_stay_apart() -> None:
    text = "The Kurdish YPG met Hezbollah. The Iraqi Hezbollah and the Syrian army watched Shiite Houthi rebels. The YPG left."
    story = Story(text).mention(
        "ORGANIZATION", "The Kurdish YPG", "Hezbollah", "The Iraqi Hezbollah", "the Syrian army", "Shiite Houthi rebels", "The YPG"
    )
    actors = ActorResolver().resolve(story.reading())
    ypg, hezbollah, iraqi, army, houthis, again = (actors.of_mention[n] for n in range(6))
    assert (ypg, hezbollah, army, houthis) == ("armed:people-s-protection-units", "armed:hezbollah", "mil:SYR", "armed:houthis")
    assert again == ypg
    assert iraqi.startswith("org:")
    assert next(a for a in actors.actors if a.id == iraqi).country == "IRQ"
