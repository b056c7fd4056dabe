"""Rows of GeoNames' tables, checked field by field, and what kind of place each feature code is."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from tocsin.resolve.gazetteer import Kind, fold

# Feature classes by GeoNames: A country and region, H water, L area, P settlement, R road, S spot, T relief, U undersea, V vegetation.
CLASSES: Final = "AHLPRSTUV"
_KINDS: Final[dict[str, dict[str, Kind]]] = {
    "P": {"PPLX": "district", "": "settlement"},
    "A": {"ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin2", "ADM4": "admin2", "ADM5": "admin2"},
    "H": {
        **dict.fromkeys(("STM", "STMI", "STMM", "STMX", "STMB", "STMC", "STMD", "STMH", "STMQ", "STMS", "WAD", "WADM", "WADS", "CNL"), "river"),
        **dict.fromkeys(("LK", "LKS", "LKI", "LKN", "LKX", "LKC", "LGN", "LGNS", "RSV"), "lake"),
        **dict.fromkeys(("SEA", "OCN", "GULF", "STRT", "BAY", "BAYS", "SD", "CHN"), "sea"),
    },
    "L": {
        **dict.fromkeys(("RGN", "RGNE", "RGNH", "RGNL", "AREA", "LCTY", "COLF", "OILF", "GASF", "MNA", "RES", "RESN", "PRK", "CST"), "region"),
        **dict.fromkeys(("MILB", "MVA", "NVB", "PRT", "INDS", "TRB"), "facility"),
    },
    "R": {"": "line"},
    "S": {"": "facility"},
    "T": {
        **dict.fromkeys(("MT", "MTS", "MTU", "HLL", "HLLS", "PK", "PKS", "RDGE", "VLC", "PASS", "PLAT", "SPUR"), "mountains"),
        **dict.fromkeys(("DSRT", "ERG", "HMDA", "REG"), "desert"),
        **dict.fromkeys(("ISL", "ISLS", "PEN", "VAL", "VALS", "PLN", "CAPE", "DLTA"), "region"),
    },
    "V": {**dict.fromkeys(("FRST", "FRSTF"), "region")},
}  # fmt: skip
# GeoNames gives no extent. These are the project's own round figures, in kilometres, on the wide side; settlements go by population.
_RADIUS: Final[dict[Kind, int]] = {"river": 50, "lake": 15, "sea": 60, "region": 40, "mountains": 15, "desert": 80, "line": 20, "admin2": 25, "admin1": 100}  # fmt: skip
_GONE: Final = frozenset(
    {"PPLH", "PPLCH", "ADM1H", "ADM2H", "ADM3H", "ADM4H", "ADM5H", "FRM", "FRMS", "FRMQ", "FRMT", "EST", "HSE", "HSEC"}
)
_CODED: Final = frozenset({"link", "post", "iata", "icao", "faac", "tcid", "wkdt", "unlc", "phon", "lauc", "nuts"})
_LONGEST_NAME: Final = 200


class BadRowError(ValueError):
    """A row that cannot be used; its text says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of the table of places; ``country`` is ISO 3166-1 alpha-3, codes are whole ("SD.55", "SD.55.3730")."""

    geonameid: int
    name: str
    ascii: str
    others: str
    lat: float
    lon: float
    group: str
    code: str
    country: str | None
    code1: str | None
    code2: str | None
    population: int

    @property
    def is_country(self) -> bool:
        return self.group == "A" and self.code.startswith("PCL")

    @property
    def kind(self) -> Kind | None:
        """What kind of place it is; None for what Tocsin does not place: the undersea, what is no more, farms, stones and wells."""
        kinds = _KINDS.get(self.group, {})
        return None if self.code in _GONE else kinds.get(self.code, kinds.get(""))

    @property
    def radius(self) -> int | None:
        kind = self.kind
        if kind is None:
            return None
        return {"ADM3": 15, "ADM4": 8, "ADM5": 5}.get(self.code, _RADIUS.get(kind))


def cells_of(raw: bytes | None, counts: tuple[int, ...]) -> list[str]:
    """Return the fields of a line; raise BadRowError where it is no UTF-8, too long, or has another number of fields."""
    if raw is None:
        raise BadRowError("longer than a megabyte; a line's end is missing")
    try:
        cells = raw.rstrip(b"\r\n").decode("utf-8").split("\t")
    except UnicodeDecodeError as error:
        raise BadRowError(f"byte {error.start + 1} is not UTF-8; save the file as UTF-8") from error
    if len(cells) not in counts:
        raise BadRowError(f"{len(cells)} fields where {counts[0]} are expected; a tab is missing or one too many")
    return cells


def feature(cells: list[str], countries: dict[str, str]) -> Feature:
    """Check a row of the table of places; ``countries`` turns ISO 3166-1 alpha-2 into alpha-3. Raises BadRowError."""
    number, name, plain, others, lat, lon, group, code, iso2, _, code1, code2, _, _, population = cells[:15]
    if not name.strip() or len(name) > _LONGEST_NAME:
        raise BadRowError("the name is empty or longer than 200 letters; give the place its name")
    north, east = _degrees(lat, 90.0, "latitude"), _degrees(lon, 180.0, "longitude")
    if north == 0.0 and east == 0.0:
        raise BadRowError("latitude and longitude are both 0, which stands for unknown; give the place its coordinates")
    if group and (len(group) != 1 or group not in CLASSES):
        raise BadRowError(f"feature class {group!r} is none of {CLASSES}; put it right")
    if iso2 and iso2 not in countries:
        raise BadRowError(f"country {iso2!r} is no ISO 3166-1 code of two letters; put it right")
    first = f"{iso2}.{code1}" if iso2 and code1 and code1 != "00" else None
    return Feature(
        geonameid=_whole(number, "geonameid"), name=name.strip(), ascii=plain.strip(), others=others, lat=north, lon=east, group=group,
        code=code, country=countries[iso2] if iso2 else None, code1=first, code2=f"{first}.{code2}" if first and code2 else None,
        population=_whole(population, "population") if population else 0,
    )  # fmt: skip


def admin_code(cells: list[str]) -> tuple[str, str, int]:
    """Check a row of admin1CodesASCII.txt or admin2Codes.txt: the whole code, the name, the geonameid. Raises BadRowError."""
    if not re.fullmatch(r"[A-Z]{2}(\.[^.\s]+){1,2}", cells[0]) or not cells[1].strip():
        raise BadRowError(f"{cells[0]!r} is no code such as SD.55 with a name after it; put it right")
    return cells[0], cells[1].strip(), _whole(cells[3], "geonameid")


def alternate(cells: list[str]) -> tuple[int, str, int] | None:
    """Check a row of the alternate names: geonameid, key, 1 for the preferred English name; None for codes and links."""
    number = _whole(cells[1], "geonameid")
    if cells[2] in _CODED:
        return None
    key = key_of(cells[3])
    return (number, key, int(cells[2] == "en" and cells[4] == "1")) if key else None


def keys_of(row: Feature) -> dict[str, int]:
    """Return the keys of a place's names: 1 for its own, 0 for those of the list that stands in the row."""
    found: dict[str, int] = {}
    for name in row.others.split(","):
        # Codes of airports and ports stand among the names there, unmarked.
        if not (name.isascii() and name.isupper() and len(name) <= 5) and (key := key_of(name)):
            found[key] = 0
    for name in (row.name, row.ascii):
        if key := key_of(name):
            found[key] = 1
    return found


def key_of(name: str) -> str | None:
    """Return the key of a name worth keeping; None for a number, an address, a single Latin letter, or a text too long for a name."""
    name = name.strip()
    if len(name) > _LONGEST_NAME or "://" in name:
        return None
    key = fold(name)
    return key if key and not key.isdigit() and (len(key) > 1 or not key.isascii()) else None


def _whole(cell: str, field: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) < 16):
        raise BadRowError(f"{field} {cell[:40]!r} is no whole number; put it right")
    return int(cell)


def _degrees(cell: str, most: float, field: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not -most <= value <= most:
        raise BadRowError(f"{field} {cell[:40]!r} is no number of degrees from -{most:.0f} to {most:.0f}; put it right")
    return value
