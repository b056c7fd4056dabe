"""Names of places within other mentions: mapped, never made a party's place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from actor_reading import Story

from tocsin.model.reading import Mention
from tocsin.model.record import Mention as Recorded
from tocsin.resolve.resolver import Resolver


def mentions(text: str, whole: str, kind: str, name: str) -> list[Recorded]:
    reading = Story(text).reading()
    at, inner = text.index(whole), text.index(name)
    reading = replace(
        reading,
        mentions=(Mention(at, at + len(whole), kind, 0.9),),
        names=(Mention(inner, inner + len(name), "LOCATION", 0.9),),
    )
    return list(Resolver().resolve(reading).mentions)


def test_a_town_in_the_name_of_a_hospital_is_a_mention_of_its_own() -> None:
    hospital, town = mentions("Doctors at the Benghazi hospital went on strike.", "the Benghazi hospital", "FACILITY", "Benghazi")
    assert (hospital.type, town.type, town.text) == ("FACILITY", "LOCATION", "Benghazi")
    assert town.place and town.place.country == "LBY" and town.place.mention == town.id


def test_a_country_that_acts_stays_an_organisation_with_its_land_as_place() -> None:
    (egypt,) = mentions("Egypt rejected the plan.", "Egypt", "ORGANIZATION", "Egypt")
    assert egypt.type == "ORGANIZATION" and egypt.place and egypt.place.country == "EGY" and egypt.place.mention == egypt.id


def test_a_country_written_short_is_a_mention_like_any_other_name() -> None:
    army, country = mentions("The U.S. Army rejected the plan.", "The U.S. Army", "ORGANIZATION", "U.S.")
    assert (army.place, country.text) == (None, "U.S.")
    assert country.place and country.place.country == "USA"


@pytest.mark.parametrize(
    ("text", "whole", "inner", "found", "country"),
    [
        ("Aid came from the UK on Friday.", "the UK", None, "UK", "GBR"),
        ("The Democratic Republic of the Congo agreed.", "The Democratic Republic of the Congo", "Congo", None, "COD"),
    ],
)
def test_a_whole_organisation_that_is_a_country_is_placed_by_its_full_name(
    text: str, whole: str, inner: str | None, found: str | None, country: str
) -> None:
    story, at = Story(text).reading(), text.index(whole)
    names = (Mention(text.index(inner), text.index(inner) + len(inner), "LOCATION", 0.9),) if inner else ()
    made = Resolver().resolve(replace(story, mentions=(Mention(at, at + len(whole), "ORGANIZATION", 0.9),), names=names)).mentions
    land = made[-1]
    assert land.text == (found or whole.removeprefix("The "))
    assert land.place and land.place.country == country


@pytest.mark.parametrize(("whole", "name"), [("the Sudanese government", "Sudanese"), ("the Zzorbian police", "Zzorbian")])
def test_demonyms_and_unknown_names_are_left_out(whole: str, name: str) -> None:
    assert len(mentions(f"Here {whole} rejected the plan.", whole, "ORGANIZATION", name)) == 1
