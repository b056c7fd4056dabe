"""Where a name's likeliest bearer is not believed: directions, states for their cities, towns elsewhere, small towns far from all else."""

from __future__ import annotations

import pytest
from test_places import left, placed

from tocsin.model.record import Place
from tocsin.resolve.gazetteer import Gazetteer
from tocsin.resolve.places import AMBIGUOUS, NO_NAME, UNKNOWN, PlaceResolver, Unresolved


@pytest.fixture(scope="module")
def resolver() -> PlaceResolver:
    return PlaceResolver(Gazetteer())


@pytest.mark.parametrize("marked", ["Rain is due in the [South] this week.", "[Northern] winds blew."])
def test_a_direction_alone_is_no_place(resolver: PlaceResolver, marked: str) -> None:
    assert left(resolver, marked) == Unresolved(NO_NAME)


def test_a_direction_is_a_province_where_the_words_say_so(resolver: PlaceResolver) -> None:
    nyanza, western = placed(resolver, "Kenya closed schools in the provinces of [Nyanza], Rift Valley, Coast and [Western].")
    assert nyanza.country == western.country == "KEN" and western.precision == "admin1"


def test_a_direction_in_small_letters_is_a_side(resolver: PlaceResolver) -> None:
    (side,) = placed(resolver, "Fighting went on in [south Sudan].")
    (land,) = placed(resolver, "Fighting went on in [South Sudan].")
    assert (side.country, land.country) == ("SDN", "SSD")


@pytest.mark.parametrize(
    ("marked", "precision"),
    [
        ("He flew from [New York] to [Atlanta] on Monday.", "point"),
        ("Pupils in [Queens], [New York], fell ill.", "point"),
        ("Troops marched through [Albany], [New York].", "admin1"),
        ("Snow fell in [New Jersey] and [New York].", "admin1"),
        ("Snow fell on [New York] lawmakers.", "admin1"),
        ("[New York City] and the rest of [New York] were dark.", "admin1"),
    ],
)
def test_new_york_is_the_city_unless_the_words_speak_of_the_state(resolver: PlaceResolver, marked: str, precision: str) -> None:
    (found,) = [one for one in placed(resolver, marked) if one.name == "New York" or one.geonameid == 5128581][-1:]
    assert found.precision == precision


@pytest.mark.parametrize(
    ("marked", "precision"),
    [
        ("Egypt worked with [Washington] and with [Cairo].", "point"),
        ("Voters came from [Texas] and [Washington], [D.C.], on Monday.", "point"),
        ("[Oregon] and [Washington] have laws of their own.", "admin1"),
        ("In [Seattle] they said that [Washington] is wet.", "admin1"),
    ],
)
def test_washington_is_the_capital_unless_the_words_speak_of_the_state(resolver: PlaceResolver, marked: str, precision: str) -> None:
    (found,) = [one for one in placed(resolver, marked) if one.name == "Washington"]
    assert found.precision == precision


@pytest.mark.parametrize(
    ("marked", "country"),
    [
        ("British ministers flew to [Washington] on Monday. The UK waits for the United States.", "USA"),
        ("Ministers left [Washington], Tyne and Wear, on Monday. The UK waits for the United States.", "GBR"),
        ("Promised help by [Washington], the UK mission was stunned when the United States left.", "USA"),
    ],
)
def test_the_capital_of_a_told_country_is_no_small_town_of_its_name_elsewhere(resolver: PlaceResolver, marked: str, country: str) -> None:
    assert placed(resolver, marked)[0].country == country


@pytest.mark.parametrize(
    ("marked", "country"),
    [
        ("Russia, Iran and Turkey agreed on it in [Geneva]. The United States waits; [New York] is quiet.", "CHE"),
        ("American envoys left [Buffalo], New York, for [Geneva], and the United States and Russia wait.", "USA"),
    ],
)
def test_a_city_known_the_world_over_is_meant_unless_the_text_is_of_another(resolver: PlaceResolver, marked: str, country: str) -> None:
    assert [one.country for one in placed(resolver, marked) if one.name == "Geneva"] == [country]


def test_a_town_does_not_lie_outside_the_region_that_is_set_behind_it(resolver: PlaceResolver) -> None:
    assert left(resolver, "He was stopped in [Stroud], Ontario, Canada, on Monday.") == Unresolved(UNKNOWN)
    assert placed(resolver, "He was stopped in [Stroud] on Monday, British police said.")[0].country == "GBR"


def test_a_comma_in_a_list_sets_nothing_behind_a_town(resolver: PlaceResolver) -> None:
    cairo = left(resolver, "In Egypt it was seen in [Cairo], Giza, and Minya.")
    assert isinstance(cairo, Place) and cairo.country == "EGY"


def test_a_small_town_of_a_country_that_nothing_speaks_of_is_left_open(resolver: PlaceResolver) -> None:
    assert left(resolver, "Indonesia sent doctors to the district of [Karo].") == Unresolved(AMBIGUOUS)
    assert placed(resolver, "India sent doctors to the town of [Karo].")[0].country == "IND"


def test_a_part_of_the_world_is_no_village_of_its_name(resolver: PlaceResolver) -> None:
    world = left(resolver, "He left the [Middle East] for [Washington], said a man in [Baltimore], Maryland.")
    assert isinstance(world, Place) and world.precision == "unlocated"


def test_letters_with_stops_are_no_town(resolver: PlaceResolver) -> None:
    assert isinstance(left(resolver, "The [U.N.] mission to India left on Monday."), Unresolved)


def test_the_name_of_a_mine_is_no_town_unless_sure(resolver: PlaceResolver) -> None:
    assert isinstance(left(resolver, "Peru closed the [Yanacocha] mine on Monday."), Unresolved)
