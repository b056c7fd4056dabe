"""Places: the mentions of a reading, put on the map or left off it with a reason."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from tocsin.model.reading import Mention, Reading
from tocsin.model.record import Place, Precision
from tocsin.resolve.gazetteer import Candidate, Gazetteer, Kind, fold
from tocsin.resolve.place_again import taken_up
from tocsin.resolve.place_doubt import PlaceDoubt, without_villages
from tocsin.resolve.place_names import is_direction, with_whole_names
from tocsin.resolve.place_phrase import (
    Phrase,
    bears_site,
    beside_in_list,
    holders,
    inner_names,
    is_facility,
    is_nameless,
    joined_with,
    lies_between,
    names_people,
    place_after,
    read_phrase,
)
from tocsin.resolve.place_rank import Ask, Weights, countries_told, inside, kilometres, rank
from tocsin.resolve.region_shapes import RegionShapes

_BESIDE: Final = 64
_FACILITY_KM: Final = 10.0
_FACILITY_CHANCE: Final = 0.9  # a name inside a facility's may be a person's as well as a town's
_STRETCH_KM: Final = 300.0
_BOUNDLESS_KM: Final = 1000.0  # half a continent: its middle is no place that anyone means
_PRECISIONS: Final[Mapping[str, Precision]] = {
    "country": "country", "admin1": "admin1", "admin2": "admin2", "settlement": "point", "district": "point", "facility": "point",
    "sea": "sea", "lake": "near", "river": "linear", "mountains": "linear", "line": "linear", "desert": "linear", "continent": "linear",
}  # fmt: skip
_LISTED: Final = 2
_LETTERS: Final = 3
_CAPITALS: Final = 12
_HOLDING: Final = frozenset(("country", "admin1", "admin2", "region"))
NO_NAME: Final = "the words name no place"
UNKNOWN: Final = "the gazetteer has no place of that name"
AMBIGUOUS: Final = (
    "ambiguous: several places bear that name and nothing in the report tells which, or only a small one far from all else does"
)
DEMONYM: Final = "a demonym, not a place"
BOUNDLESS: Final = "a continent or a part of the world of several countries has no one point on a map; it is kept by its name"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A mention that was not placed; ``reason`` says why, fit for an Issue."""

    reason: str


class PlaceResolver:
    """Places the LOCATION and FACILITY mentions of a reading; raises GazetteerError where the gazetteer cannot be read.

    How precise a place is: a settlement is a ``point`` (2 to 15 km by population); "near", "35 km south of", "between X and Y", "the outskirts of", a part of
    a town and a facility known only by the town in its name are ``near``; a part of a first-order region stays ``admin1``; a part of a
    country ("eastern Syria"), and a region without borders of its own inside one country (Donbas), are ``country`` with a radius of their
    own: a side of what the map has a shape of is the middle of that half, with a radius that reaches nine tenths of it; what crosses countries or runs along a line (the Balkans, a river, a range) is ``linear``, UCDP's "vague or linear".
    A continent, and what crosses countries and reaches a thousand kilometres from its middle (West Africa, the Sahel), is ``unlocated``: it keeps name and
    id and gets no point. A sea has a point at sea, however wide.
    """

    def __init__(self, gazetteer: Gazetteer | None = None, weights: Weights | None = None, shapes: RegionShapes | None = None) -> None:
        self._gazetteer = gazetteer or Gazetteer()
        self._shapes = shapes or RegionShapes()
        self._weights = weights or Weights.load()
        self._doubt = PlaceDoubt(self._gazetteer)

    def resolve(self, reading: Reading) -> Mapping[int, Place | Unresolved]:
        """Return, by index into ``reading.mentions``, where each location or facility lies, or why that is not known."""
        text = reading.document.words
        wanted = [(index, seen) for index, seen in enumerate(reading.mentions) if seen.type in {"LOCATION", "FACILITY"}]
        if not wanted:
            return {}
        answers: dict[int, Place | Unresolved] = {}
        asks: dict[int, Ask] = {}
        facilities: set[int] = set()
        sites: set[int] = set()
        acting = {(seen.start, seen.end) for seen in reading.mentions if seen.type == "ORGANIZATION"}  # "Washington said"
        for index, seen in wanted:
            words = " ".join(text[seen.start : seen.end].split())
            if is_nameless(words):
                answers[index] = _unlocated(words, index)
                continue
            phrase, found = self._read(seen, words, text)
            if is_direction(words) and not (phrase.kinds or self._listed(seen, text, found)):
                answers[index] = Unresolved(NO_NAME)
                continue
            if found:
                held_by = self._holders(seen, text)
                found = without_villages(found, held_by)
                if (seen.start, seen.end) in acting and any(one.capital for one in found):
                    phrase = replace(phrase, kinds=frozenset[Kind](("settlement",)), capital=True)
                if not phrase.kinds and (kind := self._listed(seen, text, found, held_by)):
                    phrase, held_by = replace(phrase, kinds=frozenset[Kind]((kind,))), ()
                asks[index] = Ask(fold(phrase.names[0]), phrase, found, held_by)
                if bears_site(text[seen.end : seen.end + _BESIDE]):
                    sites.add(index)
                continue
            if seen.type == "FACILITY" or is_facility(words):
                for name in (*inner_names(words), *place_after(text[seen.end : seen.end + _BESIDE])):
                    if inner := tuple(one for one in self._gazetteer.lookup(name) if one.kind not in {"country", "continent"}):
                        asks[index] = Ask(fold(name), Phrase((name,), near=True, spread_km=_FACILITY_KM), inner, self._holders(seen, text))
                        facilities.add(index)
                        break
                if index in asks:
                    continue
            answers[index] = Unresolved(DEMONYM if self._of_people(words) else UNKNOWN)
        told = self._rank(asks, text)
        self._doubt.settle(reading, asks, told)
        for index, ask in asks.items():
            answers[index] = self._answer(
                ask, index, text[reading.mentions[index].start : reading.mentions[index].end], index in facilities, index in sites
            )
        self._join(reading, asks, answers)
        answers |= taken_up(text, reading.mentions, {index: found for index, found in answers.items() if isinstance(found, Place)})
        return dict(sorted(answers.items()))

    def whole(self, reading: Reading) -> Reading:
        """Return a reading whose places bear their whole names, with the names of places within other mentions."""
        return with_whole_names(reading, self._gazetteer)

    def _join(self, reading: Reading, asks: Mapping[int, Ask], answers: dict[int, Place | Unresolved]) -> None:
        """Put both names of "between X and Y" halfway, with a radius that reaches both, where they are towns of one neighbourhood."""
        text = reading.document.words
        order = sorted(asks, key=lambda index: reading.mentions[index].start)
        for first, second in pairwise(order):
            left, right = answers[first], answers[second]
            if not (isinstance(left, Place) and isinstance(right, Place)) or {left.precision, right.precision} != {"point"}:
                continue
            here, there = reading.mentions[first], reading.mentions[second]
            capital = any(best.capital for index in (first, second) if (best := asks[index].best))
            before, between = text[max(0, here.start - _BESIDE) : here.start], text[here.end : there.start]
            if lies_between(before, between, capital=capital) and (joined := _halfway(left, right)):
                answers[first] = left.model_copy(update=joined)
                answers[second] = right.model_copy(update=joined)

    def _read(self, seen: Mention, words: str, text: str) -> tuple[Phrase, tuple[Candidate, ...]]:
        phrase = read_phrase(words, text[max(0, seen.start - _BESIDE) : seen.start], text[seen.end : seen.end + _BESIDE])
        if self._of_people(words) and not any(one.kind in {"country", "admin1"} for one in self._gazetteer.lookup(words)):
            return phrase, ()
        for number, name in enumerate(phrase.names):
            found = self._gazetteer.lookup(name)
            if _is_short_form(name, seen, text):
                found = tuple(one for one in found if one.kind != "settlement" or fold(one.name) != fold(name))
            if number == 0 and phrase.part and (not any(one.main for one in found) or self._is_side(phrase, words)):
                continue
            if found:
                whole = number == 0 and len(phrase.names) > 1
                return _named(phrase, name, whole), found
        head, comma, _ = words.partition(",")
        if comma and (found := self._gazetteer.lookup(head)):
            return _named(phrase, head, whole=False), found
        return phrase, ()

    def _is_side(self, phrase: Phrase, words: str) -> bool:
        """Tell whether a direction in small letters is a side of a country or a region and no part of a name: "south Sudan"."""
        return words[:1].islower() and any(
            one.kind in {"country", "admin1"} and one.main for one in self._gazetteer.lookup(phrase.names[-1])
        )

    def _of_people(self, words: str) -> bool:
        """Tell whether words are a demonym, a people or a language: "English" is no town in Indiana."""
        return self._gazetteer.demonym(words) is not None or names_people(words)

    def _holders(self, seen: Mention, text: str) -> tuple[Candidate, ...]:
        words = text[seen.start : seen.end]
        head, comma, tail = words.partition(",")
        after = comma + tail + text[seen.end : seen.end + _BESIDE] if comma else text[seen.end : seen.end + _BESIDE]
        before = text[max(0, seen.start - _BESIDE) : seen.start]
        found: list[Candidate] = []
        for name in holders(before, after):
            if iso3 := self._gazetteer.demonym(name):
                found += [land] if (land := self._gazetteer.country(iso3)) else []
            found += [one for one in self._gazetteer.lookup(name) if one.kind in _HOLDING and (one.main or one.kind == "admin1")]
        return tuple(dict.fromkeys(found)) if fold(head) else ()

    def _listed(self, seen: Mention, text: str, found: tuple[Candidate, ...], held_by: tuple[Candidate, ...] = ()) -> Kind | None:
        """Return the kind that a list tells of a name, since a list joins like with like: "Utah, Ohio and Delaware", "Haiti and Jamaica".

        A first-order region's name with two more of its country is the region; a country's joined by "and" with another country's, the country.
        """
        before, after = text[max(0, seen.start - _BESIDE) : seen.start], text[seen.end : seen.end + _BESIDE]
        if len(found) > 1 and any(one.kind == "country" and one.main for one in found):
            beside = joined_with(before, after)
            return "country" if any(self._gazetteer.country_told(name) and not self._of_people(name) for name in beside) else None
        if held_by and any(one.capital and inside(one, holder) for one in found for holder in held_by):
            return None  # "Texas and Washington, D.C."
        lands = {one.country for one in found if one.kind == "admin1" and one.main}
        others = beside_in_list(before, after) if lands else ()
        told = [land for name in others for land in {o.country for o in self._gazetteer.lookup(name) if o.kind == "admin1" and o.main}]
        return "admin1" if any(told.count(land) >= _LISTED for land in lands) else None

    def _rank(self, asks: Mapping[int, Ask], text: str) -> Mapping[str, float]:
        groups: dict[tuple[object, ...], list[Ask]] = defaultdict(list)
        lent: dict[str, list[Candidate]] = defaultdict(list)
        for ask in asks.values():
            lent[ask.key] += ask.holders
            groups[ask.key, ask.phrase.kinds, ask.phrase.capital, ask.holders].append(ask)
        leaders = []
        for group in groups.values():
            leader = group[0]
            leader.count = len(group)
            leader.lent = tuple(dict.fromkeys(lent[leader.key]))
            leaders.append(leader)
        told = countries_told(text, self._gazetteer) if leaders else {}
        if leaders:
            rank(leaders, told, self._weights)
        for group in groups.values():
            for ask in group[1:]:
                ask.best, ask.chance = group[0].best, group[0].chance
        return told

    def _answer(self, ask: Ask, index: int, words: str, facility: bool, site: bool = False) -> Place | Unresolved:
        best = ask.best
        if best is None:
            return Unresolved(UNKNOWN)
        unsure = (facility or (site and best.kind == "settlement")) and best.population < 100_000
        town = best.kind in {"settlement", "district"} or best.minor  # countries and regions are few and all known
        if ask.chance < (_FACILITY_CHANCE if unsure else self._weights.least if town else self._weights.least / 3):
            return Unresolved(AMBIGUOUS)
        if _is_boundless(best):
            return _unlocated(best.name, index, best.geonameid)
        lat, lon, precision, radius = self._side(best, ask.phrase) or _extent(best, ask.phrase)
        admin1 = best.name if best.kind == "admin1" else best.admin1
        return Place(
            name=" ".join(words.split()) if best.disputed or facility else best.name,
            geonameid=best.geonameid,
            country=best.country,
            admin1=admin1,
            lat=round(lat, 4),
            lon=round(lon, 4),
            precision=precision,
            uncertainty_km=round(radius, 1),
            mention=f"m{index + 1}",
            disputed=best.disputed,
        )

    def _side(self, place: Candidate, phrase: Phrase) -> tuple[float, float, Precision, float] | None:
        """Centre, precision and radius of a side of a country or first-order region; None of all else, and where the map has no shape."""
        if not phrase.part or phrase.near or phrase.bearing is None or place.kind not in {"country", "admin1"}:
            return None
        shape = self._shapes.of(place)
        if shape is None:
            return None
        lat, lon, radius = shape.half(phrase.bearing)
        return lat, lon, _PRECISIONS[place.kind], max(1.0, radius)


def _is_short_form(name: str, seen: Mention, text: str) -> bool:
    """Tell whether a name is letters that stand for words: "EU" is not the town of Eu, unless all around it is in capitals as well."""
    letters = name.replace(".", "")
    if not (1 < len(letters) <= _LETTERS and letters.isupper() and letters.isalpha()):
        return False
    return any(letter.islower() for letter in text[max(0, seen.start - _CAPITALS) : seen.end + _CAPITALS])


def _named(phrase: Phrase, name: str, whole: bool) -> Phrase:
    """The phrase as it holds for the name that was found: a part is no part where the whole words are a name ("North Darfur")."""
    if phrase.names == (name,) and not whole:
        return phrase
    part = phrase.part and not whole
    bearing = None if whole and phrase.part else phrase.bearing
    return Phrase((name,), phrase.kinds, part, phrase.near, bearing, phrase.away_km, phrase.spread_km, phrase.capital)


def _halfway(left: Place, right: Place) -> dict[str, object] | None:
    """What two places share, and the middle between them; None where they are too far apart to be one stretch, or the same."""
    assert left.lat is not None
    assert left.lon is not None
    assert right.lat is not None
    assert right.lon is not None
    apart = kilometres(left.lat, left.lon, right.lat, right.lon)
    if not 1.0 <= apart <= _STRETCH_KM or abs(left.lon - right.lon) > 180.0:
        return None
    reach = apart / 2 + max(left.uncertainty_km or 0.0, right.uncertainty_km or 0.0)
    return {
        "lat": round((left.lat + right.lat) / 2, 4), "lon": round((left.lon + right.lon) / 2, 4), "precision": "near",
        "uncertainty_km": round(reach, 1), "geonameid": None, "country": left.country if left.country == right.country else None,
        "admin1": left.admin1 if left.admin1 == right.admin1 else None, "disputed": left.disputed or right.disputed,
    }  # fmt: skip


def unlocated(place: Place) -> str | None:
    """Return why a named place has no point, fit for an Issue; None of a place that has one, and of words that name none ("a camp")."""
    return BOUNDLESS if place.precision == "unlocated" and not is_nameless(place.name) else None


def _is_boundless(place: Candidate) -> bool:
    """Tell whether a place is a continent, or of several countries and so wide that no point stands for it."""
    wide = place.country is None and place.kind != "sea" and (place.radius_km or 0.0) >= _BOUNDLESS_KM
    return place.kind == "continent" or wide


def _unlocated(words: str, index: int, geonameid: int | None = None) -> Place:
    return Place(
        name=words, geonameid=geonameid, country=None, admin1=None, lat=None, lon=None, precision="unlocated", uncertainty_km=None,
        mention=f"m{index + 1}",
    )  # fmt: skip


def _extent(place: Candidate, phrase: Phrase) -> tuple[float, float, Precision, float]:
    """Centre, precision and radius of what the words mean."""
    precision = _PRECISIONS.get(place.kind) or ("country" if place.country else "linear")
    radius = place.radius_km if place.radius_km is not None else _town_km(place.population)
    if phrase.near:
        if phrase.away_km is None:
            return place.lat, place.lon, "near", radius + phrase.spread_km
        if phrase.bearing is None:
            return place.lat, place.lon, "near", radius + phrase.away_km
        return *_moved(place, phrase.bearing, phrase.away_km), "near", radius + 0.35 * phrase.away_km
    if phrase.part:
        if precision in {"point", "admin2"}:
            return place.lat, place.lon, "near", radius + 3.0
        if phrase.bearing is None:
            return place.lat, place.lon, precision, 0.5 * radius
        return *_moved(place, phrase.bearing, 0.4 * radius), precision, 0.65 * radius
    return place.lat, place.lon, precision, radius


def _town_km(population: int) -> float:
    for floor, radius in ((1_000_000, 15.0), (300_000, 10.0), (100_000, 7.0), (20_000, 4.0)):
        if population >= floor:
            return radius
    return 2.0


def _moved(place: Candidate, bearing: float, away: float) -> tuple[float, float]:
    north, east = math.cos(math.radians(bearing)) * away, math.sin(math.radians(bearing)) * away
    lat = max(-89.0, min(89.0, place.lat + north / 111.2))
    lon = place.lon + east / (111.2 * max(0.1, math.cos(math.radians(place.lat))))
    return lat, (lon + 180.0) % 360.0 - 180.0
