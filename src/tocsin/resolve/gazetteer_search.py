"""Full-text search over the gazetteer's names, in any script: exact names first, then names that begin so, then names with these words."""

from __future__ import annotations

import difflib
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from tocsin.errors import GazetteerError
from tocsin.resolve.gazetteer import KINDS, Candidate, Gazetteer, Kind, fold

# A row holds the words of all names of one place, and nothing but the index is stored: 4 MB for half a million names.
TABLE: Final = "create virtual table search using fts5(words, content='', columnsize=0, detail=none, tokenize='ascii')"
_ASCII: Final = re.compile(r"[^a-z0-9]+")
_UNSPACED: Final = re.compile("([\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_SHORTEST: Final = 2
_TRIED: Final = 600
_ALIKE: Final = 0.77
_ALIKE_BY: Final = 2
_SPELLED: Final = (
    "select key, place from name where main and key >= ? and key < ? and length(key) between ? and ? "
    "and (substr(key, 1, 2) = ? or substr(key, -2) = ?)"
)
_MATCHED: Final = (
    "select p.id from search join place p on p.id = search.rowid where search match ? {filters} order by p.population desc, p.id limit ?"
)
_NAMES: Final = "select place, key, main from name where place in (select value from json_each(?))"


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a search found, and the key (folded name) by which it was found; ``rank`` is 0 exact, 1 begins so, 2 has the words."""

    place: Candidate
    matched: str
    rank: int


def words(key: str) -> list[str]:
    """Return the words of a folded name as the index has them; of a script without spaces (Han, kana) each letter is a word."""
    if key.isascii():
        return _ASCII.sub(" ", key).split()
    plain = "".join(letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in key)
    return _UNSPACED.sub(r" \1 ", plain).split()


def add_search(connection: sqlite3.Connection, first: int = 0, last: int = 2**62, tell: Callable[[int], None] = lambda _: None) -> None:
    """Index the names of the places whose ids lie from ``first`` to ``last``; the table is made where it is not there, nothing committed."""
    if not connection.execute("select 1 from sqlite_master where name = 'search'").fetchone():
        connection.execute(TABLE)
    rows = connection.execute("select place, key from name where place between ? and ? order by place, key", (first, last))
    connection.executemany("insert into search (rowid, words) values (?, ?)", _documents(rows, tell))


def _documents(rows: Iterable[tuple[int, str]], tell: Callable[[int], None]) -> Iterator[tuple[int, str]]:
    for place, named in groupby(rows, key=lambda row: row[0]):
        tell(place)
        yield place, " ".join(sorted({word for _, key in named for word in words(key)}))


def find(
    gazetteer: Gazetteer, name: str, *, countries: Collection[str] = (), kinds: Collection[Kind] = (), limit: int = 20
) -> tuple[Found, ...]:
    """Return the places that bear a name or words of it, the last word perhaps unfinished; best first, then most populous.

    ``countries`` are ISO 3166-1 alpha-3. A single Latin letter finds exact names only. Raises GazetteerError where the file has no index.
    """
    key = fold(name)
    wanted = words(key)
    if not wanted:
        return ()
    fits = [one for one in gazetteer.lookup(name) if (not countries or one.country in countries) and (not kinds or one.kind in kinds)]
    exact = {one.id: Found(one, key, 0) for one in fits}
    found = list(exact.values())
    if len(exact) < limit and (len(wanted) > 1 or len(wanted[-1]) >= _SHORTEST or not wanted[-1].isascii()):
        found += [one for one in _by_words(gazetteer, key, wanted, countries, kinds, limit) if one.place.id not in exact]
    found.sort(key=lambda one: (one.rank, not one.place.main, -one.place.population, one.place.id))
    return tuple(found[:limit])


def alike(gazetteer: Gazetteer, name: str, limit: int = 5) -> tuple[Candidate, ...]:
    """Return places whose main names are spelt much like one that is not there, nearest first, then most populous: "Khartum", Khartoum.

    A name counts that begins with the same letter and shares its first or last two, is at most two letters longer or shorter, and three
    quarters the same by ``difflib``'s ratio.
    """
    key = fold(name)
    if len(key) <= _ALIKE_BY:
        return ()
    bounds = (key[0], chr(ord(key[0]) + 1), len(key) - _ALIKE_BY, len(key) + _ALIKE_BY, key[:2], key[-2:])
    matcher = difflib.SequenceMatcher(b=key, autojunk=False)
    near: dict[int, float] = {}
    for named, place in gazetteer.rows(_SPELLED, *bounds):
        matcher.set_seq1(named)
        if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and (ratio := matcher.ratio()) >= _ALIKE:
            near[place] = max(near.get(place, 0.0), ratio)
    found = gazetteer.places(sorted(near, key=lambda place: -near[place])[:_TRIED])
    return tuple(sorted(found, key=lambda one: (-round(near[one.id], 2), -one.population, one.id))[:limit])


def _by_words(
    gazetteer: Gazetteer, key: str, wanted: list[str], countries: Collection[str], kinds: Collection[Kind], limit: int
) -> Iterator[Found]:
    """Yield what the index finds, checked against the names: its words may be spread over several names of one place."""
    asked = " AND ".join([*(f'"{word}"' for word in wanted[:-1]), f'"{wanted[-1]}"*'])
    filters, values = "", list[str | int]()
    given: tuple[tuple[str, list[str] | list[int]], ...] = (
        ("p.country", sorted(countries)),
        ("p.kind", sorted(KINDS.index(kind) for kind in kinds)),
    )
    for column, chosen in given:
        if chosen:
            filters += f" and {column} in ({', '.join('?' * len(chosen))})"
            values += chosen
    if not gazetteer.rows("select 1 from sqlite_master where name = 'search'"):
        raise GazetteerError(
            f"{gazetteer.path}: this gazetteer has no index of names; make it anew with: tocsin gazetteer import --restart"
        )
    ids = [row[0] for row in gazetteer.rows(_MATCHED.format(filters=filters), asked, *values, max(_TRIED, 3 * limit))]
    best: dict[int, tuple[int, int, str]] = {}
    for place, named, main in gazetteer.rows(_NAMES, str(ids)):
        if (rank := _rank(named, key, wanted)) is not None:
            best[place] = min(best.get(place, (9, 9, "")), (rank, 1 - main, named))
    for one in gazetteer.places(best):
        rank, alternate, named = best[one.id]
        yield Found(replace(one, main=not alternate), named, rank)


def _rank(named: str, key: str, wanted: list[str]) -> int | None:
    """Tell how a name answers; None where it lacks a word. Letters of a script without spaces must stand side by side."""
    if named.startswith(key):
        return 1
    if _UNSPACED.search(key):
        return 2 if key in named else None
    held = words(named)
    if not all(word in held for word in wanted[:-1]):
        return None
    return 2 if any(word.startswith(wanted[-1]) for word in held) else None
