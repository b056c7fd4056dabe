"""The ranker: which of the places that bear a name a document means, by weights that `training/rank_places.py` fits on LGL train.

A candidate's score is the sum of its signs times their weights; the chance of each candidate is the softmax over all that bear the name and over
"none of them". Names of one document are ranked in rounds: first each by itself, then beside what the others were taken for.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import mul
from pathlib import Path
from typing import Final, Self

from tocsin.resolve.gazetteer import Candidate, Gazetteer, Kind
from tocsin.resolve.place_phrase import Phrase

_CAPITALISED: Final = re.compile(r"(?:[A-Z][\w-]*\.?)+(?:[ ](?:of |and |the )?(?:[A-Z][\w-]*\.?)+){0,3}")
_ROUNDS: Final = 3
_MOST: Final = 60
_EARTH_KM: Final = 6371.0
_REACH_KM: Final = 150.0
_REACH_DEGREES: Final = 1.5  # of latitude, a little more than that
WEIGHTS: Final = Path(__file__).parent / "data" / "place_weights.json"
ALONE: Final = (
    "settlement_population", "region_population", "country", "admin1", "admin2", "wide", "minor", "main_name",
    "village_beside_wide", "text_tells_country", "held", "held_elsewhere", "holds_another", "kind_asked", "kind_not_asked",
    "near_a_region", "capital_asked", "town_beside_region", "beside_told",
)  # fmt: skip
AROUND: Final = (
    "others_in_country", "others_in_region", "near_others", "within_50_km", "is_country_of_others", "is_region_of_others",
)  # fmt: skip
NONE: Final = ("none", "none_many_words", "none_one_candidate", "none_all_small", "none_beside_region")
_PRESUMED: Final[Mapping[Kind, int]] = {
    "country": 1_000_000, "admin1": 1_000_000, "admin2": 50_000, "settlement": 300, "district": 300_000, "region": 1_000_000,
    "continent": 10**9, "sea": 10**7, "lake": 10**6, "river": 10**6, "mountains": 10**6, "desert": 10**6, "line": 10**5, "facility": 10**5,
}  # fmt: skip
_WORLD: Final = frozenset[Kind](("region", "continent", "sea"))
_CLOSED: Final = frozenset[Kind](("country", "admin1", "admin2", "settlement", "district"))
_KNOWN: Final = 100_000
_SMALL: Final = 15_000


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the signs, by round: ``alone`` for the first, ``full`` beside other names; ``least`` is the chance below which a name is left open."""

    alone: tuple[float, ...]
    full: tuple[float, ...]
    around: tuple[float, ...]
    none_alone: tuple[float, ...]
    none_full: tuple[float, ...]
    least: float

    @classmethod
    def of(cls, told: Mapping[str, Mapping[str, float]], least: float) -> Self:
        """Return weights by name of round and sign."""
        first, then = told["alone"], told["full"]
        return cls(
            tuple(first[name] for name in ALONE), tuple(then[name] for name in ALONE), tuple(then[name] for name in AROUND),
            tuple(first[name] for name in NONE), tuple(then[name] for name in NONE), least,
        )  # fmt: skip

    @classmethod
    @cache
    def load(cls) -> Self:
        """Return the shipped weights."""
        told = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        return cls.of(told["weights"], told["least"])


@dataclass(slots=True)
class Ask:
    """One name to be placed: who bears it, what the words ask for, and what may hold it; ``chance`` is that of ``best`` and its neighbours."""

    key: str
    phrase: Phrase
    candidates: tuple[Candidate, ...]
    holders: tuple[Candidate, ...]
    count: int = 1
    lent: tuple[Candidate, ...] = ()
    best: Candidate | None = None
    chance: float = 0.0


@dataclass(slots=True)
class Around:
    """What the names of the document were taken for."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[int] = field(default_factory=Counter)
    points: list[tuple[str, float, float]] = field(default_factory=list)
    total: int = 0


def kilometres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Return the great-circle distance between two points in WGS84 degrees."""
    a, b = math.radians(lat), math.radians(to_lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(h) if h < 1.0 else 1.0)


def countries_told(text: str, gazetteer: Gazetteer) -> dict[str, float]:
    """Return the share of each country (ISO 3166-1 alpha-3) among the country names and demonyms of a text."""
    told: Counter[str] = Counter()
    for words, count in Counter(_CAPITALISED.findall(text)).items():
        for iso3 in gazetteer.countries_in(words):
            told[iso3] += count
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
    if holder.kind in {"settlement", "facility"} or candidate.kind == "country" or (candidate.kind == "admin1" and holder.kind != "region"):
        return False
    near = kilometres(candidate.lat, candidate.lon, holder.lat, holder.lon)
    return near <= (holder.radius_km or 0.0) and (holder.country is None or holder.country == candidate.country)


def rank(asks: Sequence[Ask], told: Mapping[str, float], weights: Weights) -> None:
    """Set ``best`` and ``chance`` of each ask, so that names of one document agree with each other.

    In the later rounds the least sure yields first, and the others see what it is taken for now: two that change at once may change past
    each other.
    """
    holding = [ask for ask in asks if ask.holders]
    signs = [alone_of(ask, told, holding) for ask in asks]
    none = [none_of(ask) for ask in asks]
    for ask, rows, nothing in zip(asks, signs, none, strict=True):
        choose(ask, [_dot(weights.alone, row) for row in rows], _dot(weights.none_alone, nothing))
    full = {id(ask): [_dot(weights.full, row) for row in rows] for ask, rows in zip(asks, signs, strict=True)}
    none_full = {id(ask): _dot(weights.none_full, nothing) for ask, nothing in zip(asks, none, strict=True)}
    around, seen = gather(asks), dict[int, Around]()
    for _ in range(_ROUNDS - 1):
        for ask in sorted(asks, key=lambda one: one.chance):
            if around.total <= min(ask.count, 3) or seen.get(id(ask)) is around:
                continue  # no other name stands beside it, or none was taken for another place since it was chosen
            before, seen[id(ask)] = ask.best, around
            beside = [_dot(weights.around, around_of(ask, one, around)) for one in ask.candidates]
            choose(ask, [by_itself + more for by_itself, more in zip(full[id(ask)], beside, strict=True)], none_full[id(ask)])
            around = around if ask.best is before else gather(asks)


def choose(ask: Ask, scores: Sequence[float], none: float) -> None:
    """Set the best candidate, and the chance that the name means it or a place within 150 km of it."""
    top = max(scores)
    best = ask.candidates[scores.index(top)]
    high = max(top, none)
    odds = [math.exp(score - high) for score in scores]
    near = sum(
        odd for one, odd in zip(ask.candidates, odds, strict=True)
        if one is best or (odd > 1e-4 and _is_near(one, best))
    )  # fmt: skip
    ask.best, ask.chance = best, near / (sum(odds) + math.exp(none - high))


def _is_near(one: Candidate, other: Candidate) -> bool:
    return abs(one.lat - other.lat) < _REACH_DEGREES and kilometres(one.lat, one.lon, other.lat, other.lon) <= _REACH_KM


def gather(asks: Iterable[Ask]) -> Around:
    """Return what the names are taken for now."""
    around = Around()
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


def alone_of(ask: Ask, told: Mapping[str, float], asks: Sequence[Ask]) -> list[list[float]]:
    """Cut the candidates to the likeliest and return their signs, as in ``ALONE``, that hold whatever the other names mean."""
    if len(ask.candidates) > _MOST:
        held = tuple(one for one in ask.candidates[_MOST:] if any(inside(one, holder) for holder in (*ask.holders, *ask.lent)))
        told_of = tuple(one for one in ask.candidates[_MOST:] if told.get(one.country or "", 0.0) > 0.2 and one not in held)
        ask.candidates = ask.candidates[:_MOST] + held + told_of[:_MOST]
    holding = {holder.id for other in asks if other.key != ask.key for holder in other.holders}
    world = any(one.kind in _WORLD and not one.minor for one in ask.candidates)
    spoken = any(one.main and told.get(one.country or "", 0.0) > 0.0 for one in ask.candidates)
    regions = [one for one in ask.candidates if one.kind == "admin1"]
    return [_alone(ask, one, told, holding, regions, world, spoken) for one in ask.candidates]


def _alone(
    ask: Ask, one: Candidate, told: Mapping[str, float], holding: set[int], regions: Sequence[Candidate], world: bool, spoken: bool
) -> list[float]:
    kind, town = one.kind, one.kind == "settlement"
    population = max(one.population, _PRESUMED["settlement" if one.minor else kind])
    region = _namesake(one, regions) if town and regions else None
    if region is not None:
        population = max(population, region.population)
    size = math.log10(population)
    share = told.get(one.country or "", 0.0)
    held = bool(ask.holders) and any(inside(one, holder) for holder in ask.holders)
    asked = bool(ask.phrase.kinds)
    return [
        size - 3.0 if town else 0.0,
        0.0 if town else size - 6.0,
        float(kind == "country"),
        float(kind == "admin1"),
        float(kind == "admin2"),
        float(kind not in _CLOSED),
        float(one.minor),
        float(one.main),
        float(town and world and one.population < _KNOWN),
        math.sqrt(share),
        float(held),
        float(not held and bool(ask.lent) and any(inside(one, holder) for holder in ask.lent)),
        float(one.id in holding),
        float(asked and kind in ask.phrase.kinds),
        float(asked and kind not in ask.phrase.kinds),
        float(kind == "admin1" and ask.phrase.near),
        float(ask.phrase.capital and one.capital),
        float(town and bool(regions) and _beside_region(one, regions)),
        float(spoken and share == 0.0),
    ]


def around_of(ask: Ask, one: Candidate, around: Around) -> list[float]:
    """Return a candidate's signs, as in ``AROUND``, beside what the other names were taken for."""
    own = ask.best
    mine = min(ask.count, 3)
    rest = max(1, around.total - mine)
    shared = around.countries[one.country or ""] - (mine if own and own.country == one.country else 0)
    region_id = one.id if one.kind == "admin1" else one.region
    same = 0
    if region_id is not None:
        own_region = (own.id if own.kind == "admin1" else own.region) if own else None
        same = around.regions[region_id] - (mine if own_region == region_id else 0)
    pull, close = 0.0, False
    for key, lat, lon in around.points:
        if key != ask.key and abs(lat - one.lat) < 6:
            away = kilometres(one.lat, one.lon, lat, lon)
            pull += math.exp(-away / _REACH_KM)
            close = close or away < 50.0
    country = math.sqrt(max(0, shared) / rest)
    within = math.sqrt(max(0, same) / rest)
    return [
        country,
        within,
        min(2.0, math.log2(1 + pull)),
        float(close),
        country if one.kind == "country" else 0.0,
        within if one.kind == "admin1" else 0.0,
    ]


def none_of(ask: Ask) -> list[float]:
    """Return the signs, as in ``NONE``, that the name means none of its candidates."""
    small = all((one.kind == "settlement" or one.minor) and one.population < _SMALL for one in ask.candidates)
    region = any(one.kind in {"country", "admin1"} and one.main for one in ask.candidates)
    return [1.0, float(" " in ask.key), float(len(ask.candidates) == 1), float(small), float(region)]


def _beside_region(town: Candidate, regions: Iterable[Candidate]) -> bool:
    """Tell whether a town bears the name of a larger first-order region of its country that it does not lie in: Oregon, Ohio."""
    return any(one.main and one.country == town.country and one.id != town.region and one.population > town.population for one in regions)


def _dot(weights: Sequence[float], signs: Sequence[float]) -> float:
    return float(sum(map(mul, weights, signs)))


def _namesake(town: Candidate, regions: Iterable[Candidate]) -> Candidate | None:
    """The region that bears the name of its main town: the bare name means the town rather than the region, and is as well known."""
    return next((one for one in regions if one.id == town.region and town.population * 10 > one.population), None)
