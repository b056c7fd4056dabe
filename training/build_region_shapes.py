"""Build `src/tocsin/resolve/data/region_shapes.json.gz` from Natural Earth: simplified first-order regions, countries, disputed borders.

It needs the map and the environment of `build_gazetteer.py`, and the shipped gazetteer, whose names, countries and marks it takes:

    PYTHONPATH=src /tmp/gz/v/bin/python training/build_region_shapes.py --map /tmp/gz/q/usr/share/qgis/resources/data/world_map.gpkg

The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sqlite3
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from gazetteer_shapes import DEGREE_KM, geometry, kilometres, middle, parts
from gazetteer_sources import DATA, country_shapes, regions, say, table

AS_OF = "Natural Earth 10m v4.1 (2018), via world_map.gpkg of Debian's qgis-common 3.22.16, public domain; built 2026-11-22"
OLD = {
    "COD": "the 11 old provinces of the Democratic Republic of the Congo; today there are 26",
    "MLI": "the 9 old regions of Mali; those made since are missing",
}
STEP, BORDER_STEP = 0.002, 0.0001  # degrees; points lie on this grid, those of disputed borders, some of them short, on a finer one
REGION_DEGREES, COUNTRY_DEGREES, BORDER_DEGREES = 0.02, 0.03, 0.005
ALONG_DEGREES, ALONG_SHARE, ALONG_KM = 0.03, 0.2, 20.0
PART_SHARE, BOX_SHARE = 0.05, 0.2


def line(points: Any, step: float = STEP) -> list[int]:
    """The points of a line as whole steps, each from the one before: longitude, latitude, longitude ..."""
    made: list[int] = []
    east = north = 0
    for lon, lat in points:
        x, y = round(lon / step), round(lat / step)
        if made and (x, y) == (east, north):
            continue
        made += [x - east, y - north]
        east, north = x, y
    return made


def rings(shape: BaseGeometry) -> list[list[int]]:
    """The rings of a shape, outer and inner alike, largest part first; one too small for the grid is left out unless it is the first."""
    found = [line(ring.coords) for part in parts(shape) if part.area for ring in (part.exterior, *part.interiors)]
    return [ring for number, ring in enumerate(found) if number == 0 or len(ring) >= 8]


def drawn(shape: BaseGeometry) -> dict[str, Any]:
    """A shape as it is written: its box (west, south, east, north, in whole steps) and its rings."""
    west, south, east, north = (side / STEP for side in shape.bounds)
    sides = [math.floor(west) - 1, math.floor(south) - 1, math.ceil(east) + 1, math.ceil(north) + 1]
    return {"box": sides, "rings": rings(shape)}


def simplified(shapes: list[BaseGeometry], degrees: float) -> list[BaseGeometry]:
    """The shapes with fewer points: borders that two share stay shared; a shape that would vanish keeps its form."""
    made = shapely.coverage_simplify(shapes, degrees)
    return [new if new.area > 0.5 * old.area else old.simplify(degrees / 10) for new, old in zip(made, shapes, strict=True)]


def covering(shape: BaseGeometry, lat: float, lon: float) -> int:
    """The radius in kilometres around a point that covers all parts of a shape, those overseas too."""
    return math.ceil(max(kilometres(lat, lon, y, x) for part in parts(shape) for x, y in part.exterior.coords))


def disputes(owner: str, name: str, country: str | None, shape: BaseGeometry) -> list[str]:
    """What disputed.csv says of a region: rows that name it, and boxes that take a twentieth of it or lie to a fifth in it."""
    told = []
    for row in table("disputed.csv"):
        named = row["region_name"] in {name, "*"} and row["region_country"] == owner
        if not named and row["west"] and {owner, country} & set(row["region_country"].split("|")):
            sides = [float(row[side]) for side in ("west", "south", "east", "north")]
            taken = shape.intersection(box(*sides)).area
            named = taken >= PART_SHARE * shape.area or taken >= BOX_SHARE * box(*sides).area
        if named:
            told.append(f"{row['name']}: {row['border']}")
    return list(dict.fromkeys(told))


def along(shape: BaseGeometry, borders: list[tuple[str, str, BaseGeometry]]) -> list[int]:
    """The disputed borders that run along a region or through it for a fifth of their length or twenty kilometres."""
    wide = shape.buffer(ALONG_DEGREES)
    found = []
    for number, (_, _, border) in enumerate(borders):
        inside = wide.intersection(border).length
        if inside >= ALONG_SHARE * border.length or inside * DEGREE_KM >= ALONG_KM:
            found.append(number)
    return found


def stretches(border: BaseGeometry) -> list[list[int]]:
    """The lines of a border, without those too short for the grid."""
    found = [line(one.coords, BORDER_STEP) for one in shapely.get_parts(shapely.get_parts(border.simplify(BORDER_DEGREES)))]
    return [one for one in found if len(one) > 2]


def main() -> None:
    """Build the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--map", type=Path, required=True, help="world_map.gpkg of Debian's qgis-common")
    parser.add_argument("--gazetteer", type=Path, default=DATA / "gazetteer.sqlite")
    parser.add_argument("--out", type=Path, default=DATA / "region_shapes.json.gz")
    asked = parser.parse_args()
    world = sqlite3.connect(f"file:{asked.map}?mode=ro&immutable=1", uri=True)
    shipped = sqlite3.connect(f"file:{asked.gazetteer}?mode=ro&immutable=1", uri=True)
    say("regions")
    areas, whole, owners = regions(world)
    rows = shipped.execute("select name, country, lat, lon, flags from place where kind = 1 order by id limit ?", (len(areas),)).fetchall()
    if [(round(area.lat * 1e4), round(area.lon * 1e4)) for area in areas] != [row[2:4] for row in rows]:
        raise SystemExit(f"{asked.gazetteer}: its regions are not those of the map; build the gazetteer first")
    borders = [
        (f"{name} ({left})" if left == right else f"{name} ({left}, {right})", code, geometry(blob))
        for name, left, right, code, blob in world.execute(
            "select name, adm0_left, adm0_right, adm0_a3_l, geom from disputed_borders order by fid"
        )
    ]
    made: list[dict[str, Any]] = []
    for area, row, owner, full, small in zip(areas, rows, owners, whole, simplified(whole, REGION_DEGREES), strict=True):
        name, country, lat, lon, flags = row
        told = disputes(owner, area.name, country, full)
        one: dict[str, Any] = {"name": name, "country": country, "at": [lat / 1e4, lon / 1e4], "km": max(1, round(area.radius or 0))}
        one["covers"] = covering(full, lat / 1e4, lon / 1e4)
        if flags & 1 or told:
            one["disputed"] = "whole" if flags & 1 else "part"
            one["claims"] = told
        if lines := along(full, borders):
            one["borders"] = lines
        made.append({**one, **drawn(small)})
    say("countries")
    lands = {row[0]: row[1:] for row in shipped.execute("select country, name, flags from place where kind = 0")}
    found = {iso3: shape for iso3, shape in country_shapes(world).items() if iso3 in lands}
    countries: list[dict[str, Any]] = []
    for (iso3, full), small in zip(found.items(), simplified(list(found.values()), COUNTRY_DEGREES), strict=True):
        lat, lon, radius = middle(full, country=True)
        one = {"name": lands[iso3][0], "country": iso3, "at": [round(lat, 4), round(lon, 4)], "km": max(1, round(radius))}
        one["covers"] = covering(full, lat, lon)
        if lands[iso3][1] & 1:
            one["disputed"], one["claims"] = "whole", []
        countries.append({**one, **drawn(small)})
    told = {
        "format": 1, "as_of": AS_OF, "step": STEP, "border_step": BORDER_STEP, "old": OLD, "regions": made, "countries": countries,
        "borders": [
            {"claim": words, "country": code, "lines": stretches(shape)}
            for words, code, shape in borders
        ],
    }  # fmt: skip
    packed = gzip.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)
    asked.out.write_bytes(packed)
    points = sum(len(ring) // 2 for one in (*made, *countries) for ring in one["rings"])
    say(
        f"{asked.out}: {len(made)} regions, {len(countries)} countries, {len(borders)} borders, {points} points, {len(packed) / 1e6:.2f} MB"
    )


if __name__ == "__main__":
    main()
