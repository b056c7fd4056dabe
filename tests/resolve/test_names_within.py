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


@pytest.mark.parametrize(
    ("whole", "name"), [("the Sudanese government", "Sudanese"), ("the U.S. Army", "U.S."), ("the Zzorbian police", "Zzorbian")]
)
def test_demonyms_abbreviations_and_unknown_names_are_left_out(whole: str, name: str) -> None:
    assert len(mentions(f"Here {whole} rejected the plan.", whole, "ORGANIZATION", name)) == 1
