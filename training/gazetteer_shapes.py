"""Shapes of the map: their middles, sizes and reaches, measured on the sphere; see `build_gazetteer.py`."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from shapely import transform, wkb
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

OVERSEAS_KM = 500.0
MAIN_LAND_KM2 = 100_000.0
DEGREE_KM = 111.2
ONE_PIECE = 0.9

Floats = NDArray[np.float64]


def geometry(blob: bytes) -> BaseGeometry:
    """Read a GeoPackage geometry."""
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
    return wkb.loads(blob[8 + envelope :])


def kilometres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Great-circle distance."""
    a, b = math.radians(lat), math.radians(to_lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def size(part: Polygon) -> float:
    """Area of a polygon, near enough, with meridians drawn together towards the poles."""
    return float(part.area) * math.cos(math.radians(part.centroid.y))


def parts(shape: BaseGeometry) -> list[Polygon]:
    """The polygons of a shape, largest first."""
    return sorted(getattr(shape, "geoms", [shape]), key=lambda part: -size(part))


def gap(part: Polygon, other: Polygon) -> float:
    """Distance between the nearest points of two polygons in kilometres, near enough."""
    here, there = nearest_points(part, other)
    return kilometres(here.y, here.x, there.y, there.x)


def centroid(shape: BaseGeometry) -> Point:
    """The middle of a shape's land on the sphere: in degrees a square in the north counts for more than its land, and draws the middle there.

    It is the centroid in Lambert's azimuthal equal-area projection about the centroid in degrees, then about the point found so.
    """
    point = shape.centroid
    for _ in range(2):
        lat, lon = math.radians(point.y), math.radians(point.x)

        def flat(degrees: Floats, lat: float = lat, lon: float = lon) -> Floats:
            x, y = np.radians(degrees[:, 0]) - lon, np.radians(degrees[:, 1])
            north = math.cos(lat) * np.sin(y) - math.sin(lat) * np.cos(y) * np.cos(x)
            far = np.sqrt(2 / np.maximum(1e-9, 1 + math.sin(lat) * np.sin(y) + math.cos(lat) * np.cos(y) * np.cos(x)))
            return np.column_stack([far * np.cos(y) * np.sin(x), far * north])

        found = transform(shape, flat).centroid
        away = math.hypot(found.x, found.y)
        if away < 1e-9:
            break
        angle = 2 * math.asin(min(1.0, away / 2))
        new_lat = math.asin(math.cos(angle) * math.sin(lat) + found.y * math.sin(angle) * math.cos(lat) / away)
        east = found.x * math.sin(angle)
        new_lon = lon + math.atan2(east, away * math.cos(lat) * math.cos(angle) - found.y * math.sin(lat) * math.sin(angle))
        point = Point((math.degrees(new_lon) + 180.0) % 360.0 - 180.0, math.degrees(new_lat))
    return point


def pieces(shape: BaseGeometry, *, country: bool = False) -> tuple[list[Polygon], list[Polygon]]:
    """The parts of a shape worth a third of its largest one, and all that counts: parts worth a thousandth.

    Of a country on a main land, parts beyond 500 km of it are overseas and do not count: French Guiana, Alaska, Svalbard. A state of islands
    has no main land, and counts whole.
    """
    found = parts(shape)
    core = [part for part in found if size(part) >= size(found[0]) / 3]
    kept = [part for part in found if size(part) >= size(found[0]) / 1000]
    if country and size(found[0]) * DEGREE_KM**2 > MAIN_LAND_KM2:
        kept = [part for part in kept if part in core or min(gap(part, one) for one in core) <= OVERSEAS_KM]
    return core, kept


def middle(shape: BaseGeometry, *, country: bool = False, at: tuple[float, float] | None = None) -> tuple[float, float, float]:
    """A point inside the main part of a shape, or the one that is given, and the radius in kilometres that reaches all parts worth a
    twentieth of the main one, save those overseas of a country."""
    core, kept = pieces(shape, country=country)
    centre = centroid(MultiPolygon(core))
    if len(core) == 1 and not core[0].contains(centre):
        centre = core[0].representative_point()
    lat, lon = at or (centre.y, centre.x)
    reached = [part for part in kept if size(part) >= size(core[0]) / 20]
    return lat, lon, max(kilometres(lat, lon, y, x) for part in reached for x, y in part.exterior.coords)


def country_point(shape: BaseGeometry, given: tuple[float, float] | None) -> tuple[float, float, float]:
    """A country's point and radius: the middle of its land, or of a bent or scattered country the published point, where that lies on its land.

    Bent is a country whose computed middle lies off its land (Vietnam, Croatia), scattered one whose largest part is less than nine tenths of
    it, what lies overseas not counted (Canada, Indonesia): there the middle is a formula's, far from where maps put the name.
    """
    core, kept = pieces(shape, country=True)
    bent = not shape.contains(centroid(MultiPolygon(core)))
    scattered = size(core[0]) < ONE_PIECE * sum(size(part) for part in kept)
    whole = not (bent or scattered)
    if given is None or whole or not shape.contains(Point(given[1], given[0])):
        return middle(shape, country=True)
    return middle(shape, country=True, at=given)
