"""Where the ranker's pick is not believed: a town that is not where the words put it or bears a capital's name, one far from all else, a state for its city."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from tocsin.model.reading import Reading
from tocsin.resolve.gazetteer import Candidate, Gazetteer
from tocsin.resolve.place_names import is_direction
from tocsin.resolve.place_phrase import beside_in_list
from tocsin.resolve.place_rank import Ask, inside, kilometres

CITIES: Final[Mapping[str, str]] = {"new york": "New York City"}  # the one state whose bare name is first of all its city's
_SMALL: Final = 100_000
_WITHIN_KM: Final = 40.0
_TOWNS: Final = frozenset(("settlement", "district"))
_WORD: Final = r"[^\W\d_a-z][\w'’-]*"
_NAME: Final = rf"(?:(?:[^\W\d_a-z]\.)+|{_WORD}(?:\s(?:(?:of|and|the|de|del|da|do)\s)*{_WORD}){{0,3}}\.?)"
_BEHIND: Final = re.compile(rf",\s(?P<name>{_NAME})(?:,\s(?P<more>{_NAME}))?")
_JOINS: Final = re.compile(r",?\s+(?:and|or)\b|,\s*[^\W\d_a-z]")
_STATES: Final = 3
_KNOWN_BY: Final = 10
_LARGER: Final = 5
_UNSURE: Final = 0.65
_WORLD_CITY: Final = 1_000_000
_BESIDE: Final = 64
_OF_STATE: Final = re.compile(
    r"(?i)^(?:['’]s)?\s+(?:state|border|governor|gov|senators?|sen|rep|attorney\s+general|legislat\w+|lawmakers?|assembly\w*|national\s+guard|counties|"
    r"farm\w*)\b"
)
_IN_STATE: Final = re.compile(r"(?i)(?:\bupstate|\b(?:north|south|east|west|central)\w*|\bstate\s+of|\bacross|\bstates?\b[^.;]{0,30}?)\s+$")


class PlaceDoubt:
    """Doubts picks: a small town far from all else, one not where the words put it, a state for the city that bears its name."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def settle(self, reading: Reading, asks: Mapping[int, Ask], told: Mapping[str, float]) -> None:
        """Change the picks of a reading's names, by index of mention; ``told`` are the shares of the countries that the text tells."""
        text, every = reading.document.words, list(asks.values())
        for index, ask in asks.items():
            after = text[reading.mentions[index].end : reading.mentions[index].end + _BESIDE]
            if after.startswith(",") and _is_elsewhere(ask, self._holders_told(after)):
                ask.best = None
            elif (meant := _capital_meant(ask, told) or _city_meant(ask, every)) is not None:
                ask.best, ask.chance = meant, 1.0
            elif _is_stray(ask, every, told):
                ask.chance = 0.0
        ends = {reading.mentions[index].end: ask for index, ask in asks.items()}
        for index, ask in asks.items():
            state, start = ask.best, reading.mentions[index].start
            if state is None or state.kind != "admin1" or ask.phrase.kinds or (city := self._namesake(ask, state)) is None:
                continue
            before, after = text[max(0, start - _BESIDE) : start], text[reading.mentions[index].end : reading.mentions[index].end + _BESIDE]
            town = ends.get(start - 2) if before.endswith(", ") else None
            if (town is not None and _is_part(town.best, city)) or not (
                _speaks_of_state(before, after)
                or any(self._is_state(name, state) for name in beside_in_list(before, after))
                or _tells_state(state, city, ask.key, every)
            ):
                ask.best, ask.chance = city, 1.0

    def _namesake(self, ask: Ask, state: Candidate) -> Candidate | None:
        """Return the city that a state's bare name may mean first of all: Washington, New York."""
        named = CITIES.get(ask.key)
        found = self._gazetteer.lookup(named) if named else ask.candidates
        return next(
            (one for one in found if one.kind == "settlement" and one.main and (named or one.capital) and one.country == state.country),
            None,
        )

    def _is_state(self, name: str, like: Candidate) -> bool:
        """Tell whether a name is first of all that of a first-order region of the same country: "New Jersey and New York"."""
        found = self._gazetteer.lookup(name)
        towns = max((one.population for one in found if one.kind == "settlement" and one.main), default=0)
        return any(
            one.kind == "admin1" and one.main and one.country == like.country and one.population > _KNOWN_BY * towns for one in found
        )

    def _holders_told(self, after: str) -> tuple[Candidate, ...]:
        """Return the countries and first-order regions that a comma sets behind a name, where the words can tell nothing else: ", Ontario"."""
        name, more = _set_behind(after)
        if name is None or is_direction(name):
            return ()
        found = self._gazetteer.lookup(name)
        wide = tuple(one for one in found if one.kind in {"country", "admin1"} and one.main)
        towns = max((one.population for one in found if one.kind == "settlement"), default=0)
        if more and not any(inside(one, land) for one in wide for land in self._gazetteer.lookup(more)):
            return ()  # a list, and no "Ontario, Canada"
        return wide if all(one.population > _KNOWN_BY * towns for one in wide) else ()


def without_villages(found: tuple[Candidate, ...], held_by: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return the candidates without small towns that bear the name of a part of the world, unless the words tell what holds them."""
    if not any(one.kind in {"region", "continent"} and one.main and not one.minor and one.country is None for one in found):
        return found
    return tuple(
        one for one in found if one.kind not in _TOWNS or one.population >= _SMALL or any(inside(one, holder) for holder in held_by)
    )


def _capital_meant(ask: Ask, told: Mapping[str, float]) -> Candidate | None:
    """Return the capital of a told country that a name means: the ranker's own pick, or where that is a far smaller town of another country.

    Washington is no town in England, nor Moscow one in Scotland, where the text speaks of the United States or Russia too.
    """
    best = ask.best
    if best is None or best.kind not in _TOWNS or any(inside(best, holder) for holder in (*ask.holders, *ask.lent)):
        return None
    for one in ask.candidates:
        larger = one.country != best.country and one.population > _KNOWN_BY * best.population
        if one.capital and one.main and (one.country or "") in told and (one.id == best.id or larger):
            return one
    return None


def _city_meant(ask: Ask, asks: Iterable[Ask]) -> Candidate | None:
    """Return the city that a name is known by the world over, where the ranker is unsure and nothing tells of another: Geneva, Athens, Oxford.

    It has five times the people of the next, and the text names no town of a region in which another bearer lies; New York tells nothing of Geneva.
    """
    towns = sorted((one for one in ask.candidates if one.kind == "settlement"), key=lambda one: -one.population)
    if ask.best is None or ask.best.kind not in _TOWNS or ask.chance >= _UNSURE or ask.phrase.kinds:
        return None
    if not towns or not towns[0].main or towns[0].population < _SMALL:
        return None
    city, *others = towns
    if any(one.population * _LARGER > city.population for one in others) or any(
        inside(one, holder) for one in others for holder in (*ask.holders, *ask.lent)
    ):
        return None
    towns_told = (one.best for one in asks if one.best is not None and one.key != ask.key and one.best.kind in _TOWNS)
    told = {one.region for one in towns_told if one.population < _WORLD_CITY} - {None}
    return None if any(one.region in told for one in others) else city


def _is_stray(ask: Ask, asks: Iterable[Ask], told: Mapping[str, float]) -> bool:
    """Tell whether a name was taken for a small town of a country that nothing else in the text speaks of, while it tells others."""
    best = ask.best
    if best is None or best.kind not in _TOWNS or best.population >= _SMALL or not told or (best.country or "") in told:
        return False
    if any(inside(best, holder) for holder in (*ask.holders, *ask.lent)):
        return False
    return not any(other.key != ask.key and other.best is not None and other.best.country == best.country for other in asks)


def _set_behind(after: str) -> tuple[str | None, str | None]:
    """Return the name that a comma sets behind a place as what holds it, and the one behind that: of ", Ontario, Canada" both.

    A list (", Kiev and Minsk") has none; where a second name follows, the caller must see whether it holds the first.
    """
    met = _BEHIND.match(after) if after.startswith(",") else None
    if met is None or _JOINS.match(after, met.end()):
        return None, None
    return met["name"].rstrip(".,"), met["more"].rstrip(".,") if met["more"] else None


def _is_elsewhere(ask: Ask, holders: Sequence[Candidate]) -> bool:
    """Tell whether a town was taken that does not lie where the words put it: "Stroud, Ontario" is not Stroud in Gloucestershire."""
    best = ask.best
    return bool(holders) and best is not None and best.kind in {*_TOWNS, "admin2"} and not any(inside(best, one) for one in holders)


def _speaks_of_state(before: str, after: str) -> bool:
    """Tell whether the words beside a state's bare name speak of a state: "New York lawmakers", "upstate New York"."""
    return _OF_STATE.match(after) is not None or _IN_STATE.search(before) is not None


def _is_part(town: Candidate | None, city: Candidate) -> bool:
    """Tell whether a town is part of a city, or by it: "Queens, New York"."""
    return town is not None and town.kind in _TOWNS and town.id != city.id and _apart(town, city) <= _WITHIN_KM


def _tells_state(state: Candidate, city: Candidate, key: str, asks: Sequence[Ask]) -> bool:
    """Tell whether a text speaks of a state rather than of the city of its name.

    A town of the state away from the city does ("Albany, New York"), and so do the words "New York state" and the city under a name of its own
    ("New York City"); of a city that is no capital, three other states do where the text names no more towns.
    """
    if any(one.key == key and "admin1" in one.phrase.kinds for one in asks):
        return True
    others = {one.best.id: one.best for one in asks if one.best is not None and one.key != key and one.best.country == state.country}
    towns = [one for one in others.values() if one.kind in {*_TOWNS, "admin2"}]
    if city.id in others or any(town.region == state.id and _apart(town, city) > _WITHIN_KM for town in towns):
        return True
    states = sum(one.kind == "admin1" for one in others.values())
    return not city.capital and states >= _STATES and len(towns) <= states


def _apart(one: Candidate, other: Candidate) -> float:
    return kilometres(one.lat, one.lon, other.lat, other.lon)
