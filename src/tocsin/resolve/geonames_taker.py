"""Takes rows of GeoNames' tables, as the filters let them in, into the work file of an import."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import Final, NamedTuple

from tocsin.resolve.gazetteer import DEFAULT, KINDS, fold
from tocsin.resolve.geonames_files import FIELDS, Role
from tocsin.resolve.geonames_rows import Feature, admin_code, alternate, cells_of, feature, keys_of
from tocsin.resolve.geonames_work import WorkFile

_PLAIN: Final = frozenset({"settlement", "admin1", "admin2"})
_DISPUTED, _CAPITAL, _MINOR = 1, 2, 4
# A settlement takes what GeoNames says now, and keeps its number of people where GeoNames has none; a county keeps its centre and radius.
_UPDATE: Final = (
    "update place set geonameid = ?1, name = iif(kind = 3, ?2, name), lat = iif(kind = 3, ?3, lat), lon = iif(kind = 3, ?4, lon),"
    " population = iif(?5 > 0, ?5, population) where id = ?6"
)


class _Box(NamedTuple):
    lands: frozenset[str]
    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Filters:
    """Which places are taken: countries (ISO 3166-1 alpha-3; none is all), the fewest people of a settlement, GeoNames' feature classes.

    First-order regions are always taken: the others are told by them.
    """

    countries: frozenset[str] = frozenset()
    min_population: int = 0
    classes: frozenset[str] = frozenset("AP")

    def told(self) -> dict[str, object]:
        return {"countries": sorted(self.countries), "min_population": self.min_population, "classes": "".join(sorted(self.classes))}

    def let(self, row: Feature) -> bool:
        """Tell whether a row is wanted."""
        if self.countries and row.country not in self.countries:
            return False
        if row.kind == "admin1" or row.is_country:
            return True
        return row.group in self.classes and not (row.group == "P" and row.population < self.min_population)


class Taker:
    """Takes rows of each role into the work file."""

    def __init__(self, work: WorkFile, filters: Filters) -> None:
        self._sql, self._filters = work.connection, filters
        self._iso3 = dict(self._sql.execute("select iso2, iso3 from territory").fetchall())
        self._shipped = int(work.remembered("shipped") or 0)
        self._next = work.number("select max(id) from place") + 1
        with (DEFAULT.parent / "disputed.csv").open(encoding="utf-8", newline="") as file:
            self._boxes = [
                _Box(frozenset(row["region_country"].split("|")), *(float(row[side]) for side in ("west", "south", "east", "north")))
                for row in csv.DictReader(file)
                if row["west"]
            ]

    def take(self, role: Role, raw: bytes | None) -> bool:
        """Take one row; return whether the filters let it in. Raises BadRowError."""
        cells = cells_of(raw, FIELDS[role])
        if role == "places":
            row = feature(cells, self._iso3)
            return self._filters.let(row) and self._place(row)
        if role == "alternates":
            return (found := alternate(cells)) is not None and self._name(*found)
        self._sql.execute("insert or replace into stage_code values (?, ?, ?)", admin_code(cells))
        return True

    def _name(self, geonameid: int, key: str, main: int) -> bool:
        query = "insert into stage_name select ?, id, ? from place where geonameid = ?"
        return self._sql.execute(query, (key, main, geonameid)).rowcount > 0

    def _place(self, row: Feature) -> bool:
        keys = keys_of(row)
        known = self._sql.execute("select id from place where geonameid = ?", (row.geonameid,)).fetchone()
        kind = row.kind
        if row.is_country:
            if known and known[0] <= self._shipped:
                self._call(known[0], keys, own=0)
            return known is not None
        if kind is None:
            return False
        if known is None and kind == "admin2" and row.country == "USA":
            known = self._county(row)
        lat, lon = round(row.lat * 1e4), round(row.lon * 1e4)
        if known is not None:
            number = int(known[0])
            self._sql.execute(_UPDATE, (row.geonameid, row.name, lat, lon, row.population, number))
        else:
            number, self._next = self._next, self._next + 1
            flags = _DISPUTED * self._boxed(row) | _CAPITAL * (row.code == "PPLC") | _MINOR * (kind not in _PLAIN)
            self._sql.execute(
                "insert into place values (?,?,?,?,?,null,?,?,?,?,?)",
                (number, row.geonameid, row.name, KINDS.index(kind), row.country, lat, lon, row.population, row.radius, flags),
            )
        self._sql.execute("insert or replace into stage_place values (?, ?, ?)", (number, row.code1, row.code2))
        self._call(number, keys)
        return True

    def _county(self, row: Feature) -> tuple[int] | None:
        """A county that ships without a GeoNames id: of this name, and within half a degree."""
        found: tuple[int] | None = self._sql.execute(
            "select p.id from name n join place p on p.id = n.place where n.key = ? and p.kind = 2 and p.id <= ? and p.geonameid is null"
            " and abs(p.lat - ?) < 5000 and abs(p.lon - ?) < 5000 order by abs(p.lat - ?) + abs(p.lon - ?)",
            (fold(row.name), self._shipped, *(round(row.lat * 1e4), round(row.lon * 1e4)) * 2),
        ).fetchone()
        return found

    def _call(self, place: int, keys: dict[str, int], own: int = 1) -> None:
        self._sql.executemany("insert into stage_name values (?, ?, ?)", ((key, place, main * own) for key, main in keys.items()))

    def _boxed(self, row: Feature) -> bool:
        return any(
            row.country in lands and west <= row.lon <= east and south <= row.lat <= north
            for lands, west, south, east, north in self._boxes
        )
