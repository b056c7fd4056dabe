"""Shapes of first-order regions and countries, and disputed borders: one packed file, made by `training/build_region_shapes.py`."""

from __future__ import annotations

import gzip
import json
import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, Literal, cast

from tocsin.errors import GazetteerError
from tocsin.resolve.gazetteer import Candidate, fold

SHAPES: Final = Path(__file__).parent / "data" / "region_shapes.json.gz"
_FORMAT: Final = 1
_DEGREE_KM: Final = 111.2
_ROWS: Final = 48
_NEAR_KM: Final = 25.0
_MOST: Final = 0.9

Point = tuple[float, float]  # longitude, latitude


@dataclass(frozen=True)
class Border:
    """A disputed border: what it claims and in which country's land (ISO 3166-1 alpha-3), its lines of (longitude, latitude) in degrees."""

    claim: str
    country: str
    lines: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class Shape:
    """The outline of a first-order region or a country, simplified to some two kilometres, and what is disputed of it.

    ``lat`` and ``lon`` (WGS84 degrees) and ``radius_km`` are those of the gazetteer: the radius leaves out slivers and overseas parts, while
    ``covers_km`` covers every part. ``disputed`` is "whole" where the gazetteer flags it, "part" where only some of it is; ``claims`` says
    which, by disputed.csv, and ``borders`` names the disputed borders along or inside it. ``old`` says where the map's units are out of date.
    """

    kind: Literal["country", "admin1"]
    name: str
    country: str
    lat: float
    lon: float
    radius_km: float
    covers_km: float
    disputed: Literal["whole", "part"] | None
    claims: tuple[str, ...]
    borders: tuple[str, ...]
    old: str | None
    box: tuple[float, float, float, float]
    _packed: Sequence[Sequence[int]] = field(repr=False, compare=False)
    _step: float = field(repr=False, compare=False)

    @cached_property
    def rings(self) -> tuple[tuple[Point, ...], ...]:
        """The closed rings, outer and inner alike, of (longitude, latitude) in degrees; a point is inside where an odd number holds it."""
        return tuple(_line(ring, self._step) for ring in self._packed)

    def holds(self, lat: float, lon: float) -> bool:
        """Tell whether a point (degrees) lies inside."""
        west, south, east, north = self.box
        return west <= lon <= east and south <= lat <= north and sum(cut < lon for cut in self._cuts(lat)) % 2 == 1

    def half(self, bearing: float) -> tuple[float, float, float]:
        """Return the middle of the half that lies on a side of the centre, and the radius that reaches nine tenths of that half.

        ``bearing`` is in degrees from north. The point (latitude, longitude) lies inside the shape; the radius is in kilometres. What
        ``radius_km`` leaves out counts for nothing.
        """
        return _half(self, bearing)

    def _cuts(self, lat: float) -> Iterator[float]:
        """The longitudes at which the rings cross a parallel."""
        for ring in self.rings:
            x, y = ring[-1]
            for to_x, to_y in ring:
                if (y > lat) != (to_y > lat):
                    yield x + (lat - y) / (to_y - y) * (to_x - x)
                x, y = to_x, to_y

    def _sample(self) -> Iterator[tuple[float, float, float, float]]:
        """Evenly spread points inside: kilometres east and north of the centre, latitude, longitude."""
        step = 2 * self.radius_km / _ROWS
        for row in range(_ROWS):
            north = -self.radius_km + (row + 0.5) * step
            lat = self.lat + north / _DEGREE_KM
            if not -89.9 < lat < 89.9:
                continue
            wide = _DEGREE_KM * math.cos(math.radians(lat))
            cuts = sorted(self._cuts(lat))
            for start, end in zip(cuts[::2], cuts[1::2], strict=False):
                for number in range(math.ceil(start * wide / step), math.floor(end * wide / step) + 1):
                    lon = number * step / wide
                    east = ((lon - self.lon + 180.0) % 360.0 - 180.0) * wide
                    if math.hypot(east, north) <= self.radius_km:
                        yield east, north, lat, lon


@dataclass(frozen=True)
class At:
    """What lies at a point: the first-order region and the country, None at sea; ``country`` is the region's, where there is a region."""

    region: Shape | None
    country: Shape | None


class RegionShapes:
    """The file of shapes, opened on the first question; raises GazetteerError when it is missing, damaged or of another format."""

    def __init__(self, path: Path = SHAPES) -> None:
        self.path = path

    @cached_property
    def as_of(self) -> str:
        """What the shapes are, of which year, and where they are from."""
        return str(self._told["as_of"])

    @cached_property
    def borders(self) -> tuple[Border, ...]:
        """The disputed borders."""
        step = self._told["border_step"]
        return tuple(
            Border(one["claim"], one["country"], tuple(_line(line, step) for line in one["lines"])) for one in self._told["borders"]
        )

    @cached_property
    def regions(self) -> tuple[Shape, ...]:
        """The first-order regions."""
        return self._shapes("regions", "admin1")

    @cached_property
    def countries(self) -> Mapping[str, Shape]:
        """The countries by their ISO 3166-1 alpha-3 codes."""
        return {shape.country: shape for shape in self._shapes("countries", "country")}

    def at(self, lat: float, lon: float) -> At:
        """Return the region and the country at a point, in degrees; a point within two kilometres of a border may fall on its other side."""
        region = next((shape for shape in self.regions if shape.holds(lat, lon)), None)
        if region is not None:
            return At(region, self.countries.get(region.country))
        return At(None, next((shape for shape in self.countries.values() if shape.holds(lat, lon)), None))

    def of(self, place: Candidate) -> Shape | None:
        """Return the shape of a country or first-order region of the gazetteer; None of other places, and of those the map lacks."""
        if place.kind == "country":
            return self.countries.get(place.country or "")
        if place.kind != "admin1" or place.country is None:
            return None
        named = self._named.get((place.country, fold(place.name)), ())
        near = [shape for shape in named if _apart(shape, place) <= _NEAR_KM]
        return min(near, key=lambda shape: _apart(shape, place), default=None)

    @cached_property
    def _named(self) -> Mapping[tuple[str, str], tuple[Shape, ...]]:
        made: dict[tuple[str, str], tuple[Shape, ...]] = {}
        for shape in self.regions:
            key = (shape.country, fold(shape.name))
            made[key] = (*made.get(key, ()), shape)
        return made

    def _shapes(self, family: str, kind: Literal["country", "admin1"]) -> tuple[Shape, ...]:
        step, old = self._told["step"], self._told["old"]
        claims = [one["claim"] for one in self._told["borders"]]
        return tuple(
            Shape(
                kind=kind,
                name=one["name"],
                country=one["country"],
                lat=one["at"][0],
                lon=one["at"][1],
                radius_km=float(one["km"]),
                covers_km=float(one["covers"]),
                disputed=one.get("disputed"),
                claims=tuple(one.get("claims", ())),
                borders=tuple(dict.fromkeys(claims[number] for number in one.get("borders", ()))),
                old=old.get(one["country"]) if kind == "admin1" else None,
                box=cast("tuple[float, float, float, float]", tuple(side * step for side in one["box"])),
                _packed=one["rings"],
                _step=step,
            )
            for one in self._told[family]
        )

    @cached_property
    def _told(self) -> dict[str, Any]:
        try:
            told = json.loads(gzip.decompress(self.path.read_bytes()))
        except FileNotFoundError as error:
            raise GazetteerError(f"{self.path}: there are no shapes of regions; install Tocsin again") from error
        except (OSError, EOFError, zlib.error, ValueError) as error:
            raise GazetteerError(f"{self.path}: the shapes of regions are damaged ({error}); install Tocsin again") from error
        if not isinstance(told, dict) or told.get("format") != _FORMAT:
            raise GazetteerError(f"{self.path}: not shapes of regions of format {_FORMAT}; install Tocsin again")
        return told


def _line(steps: Sequence[int], step: float) -> tuple[Point, ...]:
    east = north = 0
    made = []
    for number in range(0, len(steps), 2):
        east, north = east + steps[number], north + steps[number + 1]
        made.append((east * step, north * step))
    return tuple(made)


def _apart(shape: Shape, place: Candidate) -> float:
    """Kilometres between two near points, near enough."""
    east = ((shape.lon - place.lon + 180.0) % 360.0 - 180.0) * math.cos(math.radians(place.lat))
    return _DEGREE_KM * math.hypot(east, shape.lat - place.lat)


@lru_cache(maxsize=256)
def _half(shape: Shape, bearing: float) -> tuple[float, float, float]:
    to_east, to_north = math.sin(math.radians(bearing)), math.cos(math.radians(bearing))
    points = [one for one in shape._sample() if one[0] * to_east + one[1] * to_north > 0]
    if not points:
        return shape.lat, shape.lon, shape.radius_km
    middle = sum(one[0] for one in points) / len(points), sum(one[1] for one in points) / len(points)
    east, north, lat, lon = min(points, key=lambda one: math.dist(one[:2], middle))
    away = sorted(math.dist(one[:2], (east, north)) for one in points)
    return lat, lon, away[min(len(away) - 1, math.floor(_MOST * len(away)))]
