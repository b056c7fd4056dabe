"""Places: what a report means by a name, how precisely, and when to leave it off the map."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from tocsin.model.document import Document
from tocsin.model.reading import Mention, MentionType, Reading
from tocsin.model.record import Place
from tocsin.resolve.gazetteer import Gazetteer
from tocsin.resolve.place_rank import ALONE, AROUND, NONE, WEIGHTS, Weights, inside, kilometres
from tocsin.resolve.places import AMBIGUOUS, BOUNDLESS, DEMONYM, UNKNOWN, PlaceResolver, Unresolved, unlocated
from tocsin.resolve.region_shapes import RegionShapes

_OPEN: dict[str, MentionType] = {"[": "LOCATION", "{": "FACILITY", "<": "ORGANIZATION"}


@pytest.fixture(scope="module")
def resolver() -> PlaceResolver:
    return PlaceResolver(Gazetteer())


def reading(marked: str) -> Reading:
    """A reading of a text in which [locations], {facilities} and <organisations> are marked."""
    text, mentions = "", []
    start, kind = 0, _OPEN["["]
    for letter in marked:
        if letter in _OPEN:
            start, kind = len(text), _OPEN[letter]
        elif letter in "]}>":
            mentions.append(Mention(start, len(text), kind, 1.0))
        else:
            text += letter
    document = Document(id="d", ref="d", sha256="", text=text)
    return Reading(document, 1.0, (), tuple(mentions), (), (), (), (), (), np.zeros((0, 384), np.float32), ())


def placed(resolver: PlaceResolver, marked: str) -> list[Place]:
    found = list(resolver.resolve(reading(marked)).values())
    assert all(isinstance(one, Place) for one in found), found
    return [one for one in found if isinstance(one, Place)]


def left(resolver: PlaceResolver, marked: str) -> Place | Unresolved:
    return next(iter(resolver.resolve(reading(marked)).values()))


@pytest.mark.parametrize(
    ("marked", "region"),
    [
        ("Cases rose in 30 states, including [Delaware], Illinois, Kentucky and Ohio.", "Delaware"),
        ("Cases rose in Utah, Virginia, Washington and [Wyoming].", "Wyoming"),
        ("Fires burnt along the mountain slopes in [Oregon].", "Oregon"),
        ("Twelve fell ill in Ontario, eight in Alberta, one in New Brunswick, and one in [Quebec].", "Québec"),
    ],
)
def test_a_state_is_no_small_town_of_its_name(resolver: PlaceResolver, marked: str, region: str) -> None:
    (state,) = placed(resolver, marked)
    assert (state.name, state.admin1, state.precision) == (region, region, "admin1")


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("British police said two men were arrested in [Suffolk] after a stabbing.", ["Suffolk"]),
        ("Officers from [Norfolk] were sent to [Norwich] and [Great Yarmouth].", ["Norfolk", "Norwich", "Great Yarmouth"]),
        ("A fire broke out in [Fife], Scottish police said.", ["Fife"]),
        ("Workers in [Fife] and [Dundee] went on strike.", ["Fife", "Dundee"]),
        ("Police in [Yorkshire], [England], arrested five.", ["Yorkshire", "England"]),
        ("A protest in [Sussex] against drilling, the UK said.", ["Sussex"]),
        ("British soldiers were attacked in [Tyrone] and [Fermanagh].", ["County Tyrone", "Fermanagh"]),
        ("Three were held in [Greater Manchester], British officials said.", ["Greater Manchester"]),
    ],
)
def test_a_british_county_is_found_in_a_british_report(resolver: PlaceResolver, marked: str, names: list[str]) -> None:
    found = placed(resolver, marked)
    assert [(one.name, one.country) for one in found] == [(name, "GBR") for name in names]


def test_an_american_town_of_a_county_s_name_is_found_beside_its_state(resolver: PlaceResolver) -> None:
    found = placed(resolver, "Sailors in [Norfolk], [Virginia], and [Suffolk] were told to stay ashore.")
    assert {one.country for one in found} == {"USA"}


def test_two_names_that_speak_for_each_other_do_not_change_past_each_other(resolver: PlaceResolver) -> None:
    first, second = placed(resolver, "Workers in [Fife] and [Dundee] went on strike.")
    again = placed(resolver, "Workers in [Dundee] and [Fife] went on strike.")
    assert {first.country, second.country} == {"GBR"}
    assert {(one.name, one.country, one.precision) for one in again} == {(one.name, one.country, one.precision) for one in (first, second)}


def test_a_region_lies_in_the_part_of_the_country_that_holds_it() -> None:
    gazetteer = Gazetteer()
    england = next(one for one in gazetteer.lookup("England") if one.kind == "region")
    held = {one.country: inside(one, england) for one in gazetteer.lookup("Suffolk") if one.kind == "admin1"}
    assert held == {"GBR": True}


def test_a_capital_is_not_passed_over_for_a_district_of_its_name(resolver: PlaceResolver) -> None:
    (town,) = placed(resolver, "Talks were held in [London] on Friday.")
    assert (town.country, town.precision) == ("GBR", "point")


def test_a_town_named_after_a_state_is_found_where_its_own_state_is_told(resolver: PlaceResolver) -> None:
    (town,) = placed(resolver, "The mill in [Wyoming], Michigan, burnt down.")
    assert (town.admin1, town.precision) == ("Michigan", "point")


@pytest.mark.parametrize(
    ("marked", "name", "admin1"),
    [
        ("Crews left [Platte Co.] in Nebraska.", "Platte County", "Nebraska"),
        ("Rain fell on [L.A.] on Friday.", "Los Angeles", "California"),
        ("Rain fell on La Crosse and [W. Columbia], South Carolina.", "West Columbia", "South Carolina"),
        ("They drove [about 60 miles southeast of Khartoum].", "Khartoum", "Khartoum"),
    ],
)
def test_names_written_short_are_spelled_out(resolver: PlaceResolver, marked: str, name: str, admin1: str) -> None:
    (place,) = placed(resolver, marked)
    assert (place.name, place.admin1) == (name, admin1)


@pytest.mark.parametrize(
    ("marked", "country"),
    [("Floods hit [Thuringia].", "DEU"), ("Fighters left [Lower Shabelle].", "SOM"), ("Troops left [Nineveh].", "IRQ")],
)
def test_regions_are_known_by_their_english_names(resolver: PlaceResolver, marked: str, country: str) -> None:
    (region,) = placed(resolver, marked)
    assert (region.country, region.precision) == (country, "admin1")


@pytest.mark.parametrize("iso3", ["CHL", "IDN", "JPN", "MYS", "SOM"])
def test_the_point_of_a_country_lies_on_its_land(iso3: str) -> None:
    country = Gazetteer().country(iso3)
    assert country is not None
    shape = RegionShapes().of(country)
    assert shape is not None and shape.holds(country.lat, country.lon)


def test_the_region_after_a_comma_decides(resolver: PlaceResolver) -> None:
    town, region = placed(resolver, "Gunmen fired on a bus in [Pandi], [Bulacan], police said.")
    assert (town.country, town.admin1, town.precision) == ("PHL", "Bulacan", "point")
    assert (region.country, region.precision) == ("PHL", "admin1")


def test_a_state_in_short_form_decides(resolver: PlaceResolver) -> None:
    (town,) = placed(resolver, "A storm hit [Alexandria], La., on Friday.")
    assert (town.country, town.admin1) == ("USA", "Louisiana")


def test_a_region_after_in_decides(resolver: PlaceResolver) -> None:
    (town,) = placed(resolver, "A strike hit [Kutum] in North Darfur.")
    assert (town.country, town.admin1) == ("SDN", "North Darfur")


def test_an_adjective_before_the_kind_of_place_decides(resolver: PlaceResolver) -> None:
    (town,) = placed(resolver, "Shells fell on the Syrian town of [Douma].")
    assert town.country == "SYR"


def test_the_countries_of_the_report_decide(resolver: PlaceResolver) -> None:
    assert placed(resolver, "Lebanese officials said that [Tripoli] was calm.")[0].country == "LBN"
    assert placed(resolver, "Libyan forces entered [Tripoli].")[0].country == "LBY"


def test_a_state_and_a_country_of_one_name_are_told_apart(resolver: PlaceResolver) -> None:
    east = placed(
        resolver, "[Georgia] said that troops massed in [South Ossetia]. [Tbilisi] called for talks; Russian jets flew over [Gori]."
    )
    assert (east[0].precision, east[0].country) == ("country", "GEO")
    west = placed(resolver, "Police in [Atlanta], [Savannah] and [Macon] said a storm had left [Georgia] dark; [Alabama] was spared.")
    assert (west[3].precision, west[3].country) == ("admin1", "USA")


def test_one_name_means_one_place_throughout_a_report(resolver: PlaceResolver) -> None:
    first, second = placed(resolver, "[Pandi] was quiet. Later, gunmen entered [Pandi], Bulacan.")
    assert (first.lat, first.lon) == (second.lat, second.lon)
    assert (first.mention, second.mention) == ("m1", "m2")


def test_a_town_is_a_point_within_a_few_kilometres(resolver: PlaceResolver) -> None:
    (mosul,) = placed(resolver, "Fighters left the city of [Mosul].")
    assert mosul.geonameid == 99072
    assert mosul.uncertainty_km is not None
    assert 2 <= mosul.uncertainty_km <= 15


def test_a_country_has_its_own_radius(resolver: PlaceResolver) -> None:
    (country,) = placed(resolver, "Thousands fled [Syria].")
    assert (country.precision, country.country, country.admin1) == ("country", "SYR", None)
    assert country.uncertainty_km is not None
    assert country.uncertainty_km > 300


def test_the_word_province_asks_for_the_region(resolver: PlaceResolver) -> None:
    (region,) = placed(resolver, "Clashes spread across [Idlib] province in Syria.")
    assert region.precision == "admin1"
    (town,) = placed(resolver, "Clashes reached the city of [Idlib] in Syria.")
    assert town.precision == "point"


def test_a_part_of_a_country_is_smaller_than_the_country_and_lies_on_its_side(resolver: PlaceResolver) -> None:
    whole, part, told = placed(resolver, "[Syria] was calm, but [eastern Syria] was not; troops gathered in the east of [Syria].")
    assert part.precision == told.precision == "country"
    assert part.lon is not None and whole.lon is not None and part.lon > whole.lon
    assert (part.lat, part.lon) == (told.lat, told.lon)
    assert part.uncertainty_km is not None and whole.uncertainty_km is not None
    assert part.uncertainty_km < whole.uncertainty_km


@pytest.mark.parametrize(
    ("marked", "iso3"),
    [
        ("Rescuers were sent to [northern Norway].", "NOR"),
        ("Fighting went on in [southern Somalia].", "SOM"),
        ("A quake hit [eastern Chile].", "CHL"),
    ],
)
def test_a_side_of_a_country_lies_inside_it(resolver: PlaceResolver, marked: str, iso3: str) -> None:
    (part,) = placed(resolver, marked)
    assert part.lat is not None and part.lon is not None
    shapes = RegionShapes()
    assert shapes.countries[iso3].holds(part.lat, part.lon)
    assert part.uncertainty_km is not None and part.uncertainty_km < shapes.countries[iso3].radius_km


def test_a_part_of_a_region_stays_in_the_region(resolver: PlaceResolver) -> None:
    (part,) = placed(resolver, "Syrian jets struck [northern Idlib province].")
    assert (part.precision, part.admin1) == ("admin1", "Idlib")


def test_a_compass_word_that_belongs_to_a_name_is_no_part(resolver: PlaceResolver) -> None:
    darfur, south = placed(resolver, "Aid reached [North Darfur] from [South Sudan].")
    assert (darfur.precision, darfur.country) == ("admin1", "SDN")
    assert (south.precision, south.country) == ("country", "SSD")


def test_near_and_outskirts_are_near(resolver: PlaceResolver) -> None:
    near, edge = placed(resolver, "Shells fell near [Kherson] and on the outskirts of [Kharkiv], Ukrainian officials said.")
    assert (near.precision, edge.precision) == ("near", "near")
    assert near.uncertainty_km is not None and edge.uncertainty_km is not None
    assert near.uncertainty_km > edge.uncertainty_km


def test_a_distance_and_a_direction_move_the_centre(resolver: PlaceResolver) -> None:
    town, away = placed(resolver, "A convoy left [Mosul]. It was hit 35 km south of [Mosul].")
    assert town.lat is not None and town.lon is not None and away.lat is not None and away.lon is not None
    assert away.precision == "near"
    assert away.lat < town.lat
    assert kilometres(town.lat, town.lon, away.lat, away.lon) == pytest.approx(35, abs=1)


def test_miles_are_told_from_kilometres(resolver: PlaceResolver) -> None:
    town, away = placed(resolver, "A convoy left [Mosul]. It was hit 20 miles (32 km) west of [Mosul].")
    assert town.lat is not None and town.lon is not None and away.lat is not None and away.lon is not None
    assert kilometres(town.lat, town.lon, away.lat, away.lon) == pytest.approx(32, abs=1)


def test_a_facility_lies_near_the_town_in_its_name(resolver: PlaceResolver) -> None:
    (hospital,) = placed(resolver, "Syrian jets struck {Idlib hospital}.")
    assert (hospital.name, hospital.precision, hospital.country) == ("Idlib hospital", "near", "SYR")


def test_a_facility_lies_near_the_town_that_follows_it(resolver: PlaceResolver) -> None:
    hospital = placed(resolver, "Strikes hit {Al-Qwxz Hospital} in [Khan Younis].")[0]
    assert (hospital.precision, hospital.country) == ("near", "PSE")


@pytest.mark.parametrize("words", ["the hospital", "a camp", "a military base"])
def test_a_facility_without_a_name_is_unlocated(resolver: PlaceResolver, words: str) -> None:
    found = left(resolver, f"Syrian jets struck {{{words}}}.")
    assert isinstance(found, Place)
    assert (found.precision, found.lat, found.lon, found.uncertainty_km) == ("unlocated", None, None, None)


def test_an_unknown_name_is_left_off_the_map_with_a_reason(resolver: PlaceResolver) -> None:
    assert left(resolver, "Clashes were reported in [Qwxzabad].") == Unresolved(UNKNOWN)


def test_a_demonym_is_not_a_place(resolver: PlaceResolver) -> None:
    assert left(resolver, "A [Syrian] officer said so.") == Unresolved(DEMONYM)


@pytest.mark.parametrize("word", ["English", "Arab", "Kurdish"])
def test_a_people_or_a_language_is_not_a_town_of_that_name(resolver: PlaceResolver, word: str) -> None:
    assert left(resolver, f"Two [{word}] volunteers were killed in Syria.") == Unresolved(DEMONYM)


@pytest.mark.parametrize("name", ["Hope", "Springfield"])
def test_a_name_that_nothing_supports_is_ambiguous(resolver: PlaceResolver, name: str) -> None:
    assert left(resolver, f"She moved to [{name}].") == Unresolved(AMBIGUOUS)


def test_organisations_are_not_placed(resolver: PlaceResolver) -> None:
    assert resolver.resolve(reading("The <Kharkiv Human Rights Group> said so.")) == {}
    assert resolver.resolve(reading("Nothing was marked.")) == {}


def test_answers_are_keyed_by_mention(resolver: PlaceResolver) -> None:
    found = resolver.resolve(reading("The <Mosul Eye> wrote that [Mosul] was calm."))
    assert list(found) == [1]
    assert isinstance(found[1], Place)
    assert found[1].mention == "m2"


def test_disputed_places_keep_the_name_that_the_report_uses(resolver: PlaceResolver) -> None:
    (town,) = placed(resolver, "Armenians left [Stepanakert] in Azerbaijan.")
    assert (town.name, town.disputed) == ("Stepanakert", True)


def test_seas_rivers_and_wide_regions_have_their_own_precision(resolver: PlaceResolver) -> None:
    sea, river, region = placed(resolver, "Ships left the [Black Sea]; boats crossed the [Euphrates]; drought spread in the [Balkans].")
    assert (sea.precision, river.precision, region.precision) == ("sea", "linear", "linear")
    assert region.country is None


@pytest.mark.parametrize("name", ["Africa", "Europe", "West Africa", "Middle East", "Sahel", "Latin America"])
def test_a_continent_or_a_part_of_the_world_keeps_its_name_and_gets_no_point(resolver: PlaceResolver, name: str) -> None:
    (found,) = placed(resolver, f"Prices rose across the [{name}], officials said.")
    assert (found.name, found.precision, found.lat, found.lon, found.uncertainty_km) == (name, "unlocated", None, None, None)
    assert unlocated(found) == BOUNDLESS


def test_a_sea_however_wide_has_a_point_at_sea(resolver: PlaceResolver) -> None:
    (found,) = placed(resolver, "A tanker was attacked in the [Red Sea].")
    assert found.precision == "sea"
    assert found.lat is not None
    assert unlocated(found) is None


def test_a_name_joined_with_a_country_is_a_country(resolver: PlaceResolver) -> None:
    found = placed(
        resolver, "The neighbouring countries, [Dominican Republic] and [Jamaica], closed their ports, US officials in New York said."
    )
    assert [(one.country, one.precision) for one in found] == [("DOM", "country"), ("JAM", "country")]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("Rebels entered [Kutum] in Sudan on Monday. Shells hit [the besieged town] at night.", "Kutum"),
        ("Rebels hold [North Darfur]. Roads across the [province] are closed.", "North Darfur"),
        ("Rebels entered [Kutum] and [El Fasher] in Sudan. Shells hit [the town] at night.", None),
        ("Rebels entered [Kutum] in Sudan. They then took [the next town].", None),
        ("Shells hit [the town] at night. Rebels entered [Kutum] in Sudan.", None),
    ],
)
def test_a_place_is_taken_up_without_its_name_where_it_is_the_only_one(resolver: PlaceResolver, marked: str, name: str | None) -> None:
    found = placed(resolver, marked)
    phrase = next(one for one in found[::-1] if one.name == name) if name else next(one for one in found if one.precision == "unlocated")
    assert phrase.mention == (f"m{len(found)}" if "at night. Rebels" not in marked else "m1")
    assert (phrase.lat is None) == (name is None)


def test_letters_that_stand_for_words_are_no_town(resolver: PlaceResolver) -> None:
    assert isinstance(left(resolver, "The US and the [EU] sent help to France."), Unresolved)


def test_a_capital_that_acts_is_the_seat_of_its_government(resolver: PlaceResolver) -> None:
    told = reading("Iran and Russia accused <Washington> of lies about Syria, and <Washington> denied it.")
    names = tuple(Mention(seen.start, seen.end, "LOCATION", 1.0) for seen in told.mentions)
    found = resolver.resolve(replace(told, mentions=(*told.mentions, *names)))
    assert [(one.precision, round(one.lat or 0), round(one.lon or 0)) for one in found.values() if isinstance(one, Place)] == [
        ("point", 39, -77), ("point", 39, -77),
    ]  # fmt: skip


def test_no_place_is_ever_put_at_zero(resolver: PlaceResolver) -> None:
    found = resolver.resolve(reading("From [Accra] to [Null Island], [the area], [Gulf of Guinea], {the port}, [Sao Tome], [Qwxz]."))
    points = [(one.lat, one.lon) for one in found.values() if isinstance(one, Place)]
    assert (0.0, 0.0) not in points
    assert len(found) == 7


def test_between_two_towns_is_halfway_with_a_radius_that_reaches_both(resolver: PlaceResolver) -> None:
    left, right = placed(resolver, "Shells fell on the road between [Sloviansk] and [Kramatorsk] in Ukraine.")
    assert (left.lat, left.lon) == (right.lat, right.lon)
    assert (left.precision, left.country, left.geonameid) == ("near", "UKR", None)
    ends = placed(resolver, "Shells fell on [Sloviansk] and [Kramatorsk] in Ukraine.")
    assert left.lat is not None
    assert left.lon is not None
    assert left.uncertainty_km is not None
    for end in ends:
        assert end.precision == "point"
        assert end.lat is not None
        assert end.lon is not None
        assert kilometres(left.lat, left.lon, end.lat, end.lon) < left.uncertainty_km < 30


@pytest.mark.parametrize(
    "marked",
    [
        "There were talks between [Sloviansk] and [Kramatorsk] in Ukraine.",
        "The war between [Moscow] and [Kyiv] goes on.",
        "Trade between [Damascus] and [Beirut] has stopped.",
        "Fighting between [Damascus] and [Beirut] has stopped.",
        "Trains run between [Lviv] and [Kharkiv] in Ukraine.",
        "Choose between [Sloviansk], [Kramatorsk] and [Bakhmut] in Ukraine.",
    ],
)
def test_between_parties_or_far_towns_is_no_place(resolver: PlaceResolver, marked: str) -> None:
    assert {one.precision for one in placed(resolver, marked)} == {"point"}


def test_a_road_between_a_capital_and_a_town_is_a_place(resolver: PlaceResolver) -> None:
    assert {one.precision for one in placed(resolver, "A convoy was hit on the highway between [Damascus] and [Beirut].")} == {"near"}


def test_every_sign_has_a_weight_and_no_weight_is_without_a_sign() -> None:
    told = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert set(told["weights"]["alone"]) == {*ALONE, *NONE}
    assert set(told["weights"]["full"]) == {*ALONE, *AROUND, *NONE}
    assert 0.0 < Weights.load().least < 1.0


def test_what_speaks_for_a_place_by_common_sense_has_a_weight_above_nothing() -> None:
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]["full"]
    for sign in (
        "settlement_population",
        "text_tells_country",
        "held",
        "kind_asked",
        "others_in_country",
        "others_in_region",
        "near_others",
    ):
        assert weights[sign] > 0, sign
