"""First-order regions of imported places: GeoNames' codes held against the regions that ship, which have borders and better names.

Where a code's known places lie in one shipped region, and that region's in the code, the two are one. A code that is a part of a shipped region
is a newer cut (the provinces of the Democratic Republic of the Congo) and becomes a region of its own. A code that spans several shipped
regions is coarser (England): its new places go with the shipped region of their district, else of the nearest place known.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Final

from tocsin.resolve.gazetteer import KINDS, fold
from tocsin.resolve.geonames_work import WorkFile
from tocsin.resolve.place_rank import kilometres

_NEARLY_ALL: Final = 0.9
_ENOUGH: Final = 3
_NEAREST_KM: Final = 60.0
_CELL: Final = 5_000
_ADMIN1, _ADMIN2, _SETTLEMENT = KINDS.index("admin1"), KINDS.index("admin2"), KINDS.index("settlement")
_HALF_WORLD: Final = 1_800_000
_KNOWN: Final = (
    "select s.{code}, p.admin1, count(*) from stage_place s join place p on p.id = s.place"
    " where p.id <= ? and p.kind = ? and p.admin1 is not null and s.{code} is not null group by 1, 2"
)


def choose_regions(sql: sqlite3.Connection, shipped: int) -> None:
    """Fill ``stage_target``: the region of each first- and second-order code that has one; merge and make regions. Nothing is committed.

    ``shipped`` is the highest id of the places that ship.
    """
    in_code, in_region = _counts(sql, "code1", shipped)
    own_names = _names(sql, "select key, place from name where place in (select id from place where kind = ?)")
    new_names = _names(sql, "select key, place from stage_name where place in (select id from place where kind = ?)")
    query = "select s.code1, p.id from stage_place s join place p on p.id = s.place where p.kind = ?"
    rows = dict(sql.execute(query, (_ADMIN1,)).fetchall())
    listed = {code: (name, number) for code, name, number in sql.execute("select * from stage_code where code not like '%.%.%'")}
    codes = sorted(code for (code,) in sql.execute("select distinct code1 from stage_place where code1 is not null"))
    for code in codes:
        row, inside = rows.get(code), in_code[code]
        region, count = inside.most_common(1)[0] if inside else (None, 0)
        if region is not None and count >= _NEARLY_ALL * inside.total():
            called = new_names[row] if row else {fold(listed[code][0])} if code in listed else set()
            if called & own_names[region] or in_region[region][code] >= _NEARLY_ALL * in_region[region].total() or not called:
                _aim(sql, code, region)
                if row is not None:
                    _merge(sql, row, region)
                continue
        elif region is not None:
            continue
        if row is None and code in listed:
            row = _make(sql, code, *listed[code])
        if row is not None:
            _aim(sql, code, row)
    for code, inside in _counts(sql, "code2", shipped)[0].items():
        region, count = inside.most_common(1)[0]
        if inside.total() >= _ENOUGH and count >= _NEARLY_ALL * inside.total():
            _aim(sql, code, region)


def assign_regions(work: WorkFile, shipped: int, size: int, tell: Callable[[int, int], None]) -> None:
    """Give places their region, ``size`` ids at a time, each slice kept with the note of where it ends."""
    sql = work.connection
    target = dict(sql.execute("select code, region from stage_target").fetchall())
    disputed = {row[0] for row in sql.execute("select id from place where kind = ? and flags & 1", (_ADMIN1,))}
    last, begin = work.number("select max(id) from place"), int(work.remembered("assigned") or 0)
    near: _Near | None = None
    for first in range(begin, last + 1, size):
        query = (
            "select p.id, p.admin1, p.country, p.lat, p.lon, s.code1, s.code2 from stage_place s join place p on p.id = s.place"
            " where s.place between ? and ? and p.kind > ?"
        )
        changed = []
        for place, before, country, lat, lon, code1, code2 in sql.execute(query, (first, first + size - 1, _ADMIN1)).fetchall():
            region = target.get(code1) or before or target.get(code2)
            if region is None and country is not None:
                near = near or _Near(sql, shipped)
                region = near.region(country, lat, lon)
            if region is not None and (region != before or region in disputed):
                changed.append((region, int(region in disputed), place))
        sql.executemany("update place set admin1 = ?, flags = flags | ? where id = ?", changed)
        work.remember("assigned", first + size)
        work.commit()
        tell(min(first + size, last), last)


def set_extents(sql: sqlite3.Connection, shipped: int) -> None:
    """Set the radius of each new region and district so that it reaches all its settlements; their sum of people where none is told."""
    for column, kind in (("code1", _ADMIN1), ("code2", _ADMIN2)):
        owners = {
            code: (place, lat, lon)
            for code, place, lat, lon in sql.execute(
                f"select s.{column}, p.id, p.lat, p.lon from stage_place s join place p on p.id = s.place where p.kind = ? and p.id > ?",
                (kind, shipped),
            )
        }
        boxes = sql.execute(
            f"select s.{column}, min(p.lat), min(p.lon), max(p.lat), max(p.lon), sum(p.population)"
            f" from stage_place s join place p on p.id = s.place where p.kind = ? and s.{column} is not null group by 1",
            (_SETTLEMENT,),
        )
        for code, south, west, north, east, people in boxes.fetchall():
            if code not in owners:
                continue
            place, lat, lon = owners[code]
            if east - west > _HALF_WORLD:
                continue
            if not (lat or lon):
                lat, lon = (south + north) // 2, (west + east) // 2
            reach = max(kilometres(lat / 1e4, lon / 1e4, y / 1e4, x / 1e4) for y in (south, north) for x in (west, east))
            sql.execute(
                "update place set lat = ?, lon = ?, radius = ?, population = max(population, ?) where id = ?",
                (lat, lon, max(3, round(reach)), people, place),
            )
    sql.execute("update place set radius = 100 where kind = ? and id > ? and radius is null", (_ADMIN1, shipped))
    # A region that only a table of codes names, and in which nothing lies, has no coordinates: 0, 0 would be a lie.
    nowhere = sql.execute("select id from place where kind = ? and id > ? and lat = 0 and lon = 0", (_ADMIN1, shipped)).fetchall()
    if nowhere:
        sql.executemany("delete from place where id = ?", nowhere)
        sql.execute("delete from stage_name where place not in (select id from place)")


def _counts(sql: sqlite3.Connection, code: str, shipped: int) -> tuple[defaultdict[str, Counter[int]], defaultdict[int, Counter[str]]]:
    in_code: defaultdict[str, Counter[int]] = defaultdict(Counter)
    in_region: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for told, region, count in sql.execute(_KNOWN.format(code=code), (shipped, _SETTLEMENT)):
        in_code[told][region] += count
        in_region[region][told] += count
    return in_code, in_region


def _names(sql: sqlite3.Connection, query: str) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for key, place in sql.execute(query, (_ADMIN1,)):
        found[place].add(key)
    return found


def _aim(sql: sqlite3.Connection, code: str, region: int) -> None:
    sql.execute("insert or replace into stage_target values (?, ?)", (code, region))


def _merge(sql: sqlite3.Connection, row: int, region: int) -> None:
    """The imported row of a shipped region gives it its id and names, and goes; borders, name and place stay those that ship."""
    geonameid = sql.execute("select geonameid from place where id = ?", (row,)).fetchone()[0]
    sql.execute("update stage_name set place = ?, main = 0 where place = ?", (region, row))
    sql.execute("delete from place where id = ?", (row,))
    sql.execute("delete from stage_place where place = ?", (row,))
    sql.execute("update place set geonameid = ? where id = ? and geonameid is null", (geonameid, region))


def _make(sql: sqlite3.Connection, code: str, name: str, geonameid: int) -> int | None:
    """A region that only the table of codes names; its place and extent come from what lies in it."""
    if sql.execute("select 1 from place where geonameid = ?", (geonameid,)).fetchone():
        return None
    land = sql.execute("select iso3 from territory where iso2 = ?", (code[:2],)).fetchone()
    if land is None:
        return None
    made = int(sql.execute("select max(id) from place").fetchone()[0]) + 1
    sql.execute("insert into place values (?,?,?,?,?,null,0,0,0,null,0)", (made, geonameid, name, _ADMIN1, land[0]))
    sql.execute("insert into stage_place values (?, ?, null)", (made, code))
    sql.execute("insert into stage_name values (?, ?, 1)", (fold(name), made))
    return made


class _Near:
    """The shipped settlements by half a degree, to find the nearest of a country."""

    def __init__(self, sql: sqlite3.Connection, shipped: int) -> None:
        self._cells: defaultdict[tuple[str | None, int, int], list[tuple[int, int, int]]] = defaultdict(list)
        query = "select country, lat, lon, admin1 from place where id <= ? and kind = ? and admin1 is not null"
        for country, lat, lon, region in sql.execute(query, (shipped, _SETTLEMENT)):
            self._cells[country, lat // _CELL, lon // _CELL].append((lat, lon, region))

    def region(self, country: str | None, lat: int, lon: int) -> int | None:
        """Return the region of the nearest settlement of that country within 60 km."""
        around = (
            (kilometres(lat / 1e4, lon / 1e4, y / 1e4, x / 1e4), region)
            for row in (-1, 0, 1)
            for column in (-1, 0, 1)
            for y, x, region in self._cells.get((country, lat // _CELL + row, lon // _CELL + column), ())
        )
        away, region = min(around, default=(_NEAREST_KM, None))
        return region if away < _NEAREST_KM else None
