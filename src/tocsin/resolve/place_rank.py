"""The ranker: which of the places that bear a name a document means."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from tocsin.resolve.gazetteer import Candidate, Gazetteer, Kind
from tocsin.resolve.place_phrase import Phrase

_CAPITALISED: Final = re.compile(r"(?:[A-Z][\w-]*\.?)+(?:[ ](?:of |and |the )?(?:[A-Z][\w-]*\.?)+){0,3}")
_ROUNDS: Final = 3
_MOST: Final = 60
_EARTH_KM: Final = 6371.0
_REACH_KM: Final = 150.0


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts; tuned on the training part of LGL (`training/score_places.py --tune`)."""

    population: float = 0.76
    main: float = 1.0
    country: float = 2.2
    admin1: float = 0.13
    admin2: float = -0.43
    namesake: float = 0.23
    wide: float = 0.2
    text_country: float = 3.0
    place_country: float = 4.44
    place_region: float = 2.25
    close: float = 1.5
    held: float = 5.2
    held_elsewhere: float = 2.0
    asked: float = 1.4
    capital: float = 1.1
    small: float = 15_000.0
    margin: float = 0.25
    known: float = 100_000.0


_PRESUMED: Final[Mapping[Kind, int]] = {
    "country": 1_000_000, "admin1": 300_000, "admin2": 50_000, "settlement": 300, "district": 300_000, "region": 1_000_000,
    "continent": 10**9, "sea": 10**7, "lake": 10**6, "river": 10**6, "mountains": 10**6, "desert": 10**6, "line": 10**5, "facility": 10**5,
}  # fmt: skip
_WORLD: Final = frozenset[Kind](("region", "continent", "sea"))
_CLOSED: Final = frozenset[Kind](("country", "admin1", "admin2", "settlement", "district"))


@dataclass(slots=True)
class Ask:
    """One name to be placed: who bears it, what the words ask for, and what may hold it."""

    key: str
    phrase: Phrase
    candidates: tuple[Candidate, ...]
    holders: tuple[Candidate, ...]
    count: int = 1
    lent: tuple[Candidate, ...] = ()
    best: Candidate | None = None
    supported: bool = False
    rivalled: bool = False


@dataclass(slots=True)
class _Around:
    """What the other names of the document were taken for."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[int] = field(default_factory=Counter)
    points: list[tuple[str, float, float]] = field(default_factory=list)
    total: int = 0


def kilometres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Return the great-circle distance between two points in WGS84 degrees."""
    a, b = math.radians(lat), math.radians(to_lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def countries_told(text: str, gazetteer: Gazetteer) -> dict[str, float]:
    """Return the share of each country (ISO 3166-1 alpha-3) among the country names and demonyms of a text."""
    told: Counter[str] = Counter()
    for met in _CAPITALISED.finditer(text):
        words = met.group().split()
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + 4), start, -1):
                iso3 = gazetteer.country_told(" ".join(words[start:end]))
                if iso3 is not None:
                    told[iso3] += 1
                    start = end - 1
                    break
            start += 1
    total = sum(told.values()) + 1
    return {iso3: count / total for iso3, count in told.items()}


def inside(candidate: Candidate, holder: Candidate) -> bool:
    """Tell whether a place lies in another: by country, by region, or by the radius of a region without borders."""
    if candidate.id == holder.id:
        return False
    if holder.kind == "country":
        return candidate.country == holder.country and candidate.kind != "country"
    if holder.kind == "admin1":
        return candidate.region == holder.id
    if holder.kind in {"settlement", "facility"} or candidate.kind in {"country", "admin1"}:
        return False
    near = kilometres(candidate.lat, candidate.lon, holder.lat, holder.lon)
    return near <= (holder.radius_km or 0.0) and (holder.country is None or holder.country == candidate.country)


def rank(asks: Sequence[Ask], told: Mapping[str, float], weights: Weights) -> None:
    """Set ``best`` and ``supported`` of each ask, so that names of one document agree with each other."""
    for ask in asks:
        if len(ask.candidates) > _MOST:
            held = tuple(one for one in ask.candidates[_MOST:] if any(inside(one, holder) for holder in (*ask.holders, *ask.lent)))
            told_of = tuple(one for one in ask.candidates[_MOST:] if told.get(one.country or "", 0.0) > 0.2 and one not in held)
            ask.candidates = ask.candidates[:_MOST] + held + told_of[:_MOST]
    alone = [[_Alone(*_score_alone(ask, one, told, weights), _held(ask, one, weights)) for one in ask.candidates] for ask in asks]
    for number in range(_ROUNDS):
        around = _gather(asks) if number else _Around()
        for ask, known in zip(asks, alone, strict=True):
            scored = [(_score(ask, one, known[place], around, weights), -place, one) for place, one in enumerate(ask.candidates)]
            (top, ask.supported), _, ask.best = max(scored, key=lambda item: (item[0][0], item[1]))
            best = ask.best
            ask.rivalled = not ask.supported and any(
                top - score < weights.margin and kilometres(one.lat, one.lon, best.lat, best.lon) > _REACH_KM
                for (score, _), _, one in scored
            )


def _gather(asks: Iterable[Ask]) -> _Around:
    around = _Around()
    for ask in asks:
        if ask.best is None:
            continue
        weight = min(ask.count, 3)
        around.total += weight
        if ask.best.country:
            around.countries[ask.best.country] += weight
        region = ask.best.id if ask.best.kind == "admin1" else ask.best.region
        if region is not None:
            around.regions[region] += weight
        if ask.best.kind in {"settlement", "admin2", "district"} or (ask.best.kind == "admin1" and (ask.best.radius_km or 999) < 120):
            around.points.append((ask.key, ask.best.lat, ask.best.lon))
    return around


class _Alone(NamedTuple):
    """What holds of a candidate in every round: its score by itself, whether the countries told support it, and what its holders add."""

    score: float
    supported: bool
    held: float


def _score_alone(ask: Ask, one: Candidate, told: Mapping[str, float], weights: Weights) -> tuple[float, bool]:
    population = max(one.population, _PRESUMED["settlement" if one.minor else one.kind])
    score = weights.main * one.main
    if one.kind == "settlement" and (region := _namesake(one, ask.candidates)) is not None:
        population = max(population, region.population)
        score += weights.admin1 + weights.namesake
    score += weights.population * math.log10(population)
    if one.kind == "country":
        score += weights.country
    elif one.kind == "admin1":
        score += weights.admin1 - (weights.asked if ask.phrase.near else 0.0)
    elif one.kind == "admin2":
        score += weights.admin2
    elif one.kind not in _CLOSED:
        score += weights.wide
    score += weights.capital * one.capital
    if one.kind == "settlement" and one.population < weights.known and any(c.kind in _WORLD and not c.minor for c in ask.candidates):
        score -= weights.held  # a village called Middle East does not stand against the Middle East
    supported = False
    if share := told.get(one.country or ""):
        score += weights.text_country * math.sqrt(share)
        supported = True
    return score, supported


def _held(ask: Ask, one: Candidate, weights: Weights) -> float:
    if any(inside(one, holder) for holder in ask.holders):
        return weights.held
    return weights.held_elsewhere if any(inside(one, holder) for holder in ask.lent) else 0.0


def _score(ask: Ask, one: Candidate, alone: _Alone, around: _Around, weights: Weights) -> tuple[float, bool]:
    score, supported, held = alone
    if around.total:
        own = ask.best
        mine = min(ask.count, 3)
        rest = max(1, around.total - mine)
        shared = around.countries[one.country or ""] - (mine if own and own.country == one.country else 0)
        if shared > 0:
            score += weights.place_country * math.sqrt(shared / rest)
            supported = supported or shared / rest > 0.1
        region_id = one.id if one.kind == "admin1" else one.region
        if region_id is not None:
            own_region = (own.id if own.kind == "admin1" else own.region) if own else None
            same = around.regions[region_id] - (mine if own_region == region_id else 0)
            if same > 0:
                score += weights.place_region * math.sqrt(same / rest)
                supported = True
        pull = 0.0
        for key, lat, lon in around.points:
            if key != ask.key and abs(lat - one.lat) < 6:
                pull += math.exp(-kilometres(one.lat, one.lon, lat, lon) / _REACH_KM)
        if pull > 0.05:
            score += weights.close * min(2.0, math.log2(1 + pull))
            supported = supported or pull > 0.3
    if held:
        score, supported = score + held, True
    if ask.phrase.kinds:
        score += weights.asked if one.kind in ask.phrase.kinds else -weights.asked
    if ask.phrase.capital and one.capital:
        score += weights.asked
    return score, supported


def _namesake(town: Candidate, candidates: Iterable[Candidate]) -> Candidate | None:
    """The region that bears the name of its main town: the bare name means the town rather than the region, and is as well known."""
    return next(
        (one for one in candidates if one.id == town.region and one.kind == "admin1" and town.population * 10 > one.population), None
    )
