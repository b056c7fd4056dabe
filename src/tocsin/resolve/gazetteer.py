"""The gazetteer: one read-only SQLite file of named places, made by `training/build_gazetteer.py` or `tocsin gazetteer import`."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self, cast

from tocsin.errors import GazetteerError

Kind = Literal[
    "country", "admin1", "admin2", "settlement", "district", "region", "continent", "sea", "lake", "river", "mountains", "desert", "line",
    "facility",
]  # fmt: skip
KINDS: Final[tuple[Kind, ...]] = (
    "country", "admin1", "admin2", "settlement", "district", "region", "continent", "sea", "lake", "river", "mountains", "desert", "line",
    "facility",
)  # fmt: skip
_KEPT: Final = 20_000
APPLICATION_ID: Final = 0x54435A31
SCHEMA_VERSION: Final = 1
DEFAULT: Final = Path(__file__).parent / "data" / "gazetteer.sqlite"

_LETTERS: Final = str.maketrans(
    {
        **dict.fromkeys("'’‘`´ʼʿʾʻʹ\".ـ", ""),
        **dict.fromkeys("-‐‑–—_/,", " "),
        "&": " and ", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "ð": "d", "þ": "th", "ħ": "h",
        "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ё": "е",
    }
)  # fmt: skip
_SHORT: Final = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_POSSESSIVE: Final = re.compile(r"['’]s(?=\s|$)")
_ARTICLES: Final = ("al", "el", "ad", "an", "ar", "as", "at", "az", "ash", "ed", "et", "es", "ez", "er")
_SELECT: Final = (
    "select p.id, p.geonameid, p.name, p.kind, p.country, p.admin1, r.name, p.lat, p.lon, p.population, p.radius, p.flags, {main} "
    "from {table} left join place r on r.id = p.admin1 where {where} order by p.population desc, p.id"
)
_BY_NAME: Final = _SELECT.format(main="n.main", table="name n join place p on p.id = n.place", where="n.key = ?")
_ALL: Final = _SELECT.format(main="0", table="json_each(?) n join place p on p.id = n.value", where="1")
_BY_COUNTRY: Final = _SELECT.format(main="1", table="place p", where="p.kind = 0 and p.id < 400 and p.country = ?")


@lru_cache(maxsize=1 << 15)
def fold(name: str) -> str:
    """Return the key under which a name is looked up: no case, diacritics, apostrophes, dots or hyphens, no "the", "St." as "Saint"."""
    plain = name.lower() if name.isascii() else unicodedata.normalize("NFKD", name.casefold())
    if not plain.isascii():
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = _POSSESSIVE.sub("", plain).translate(_LETTERS).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    last = len(words) - 1
    return " ".join(_SHORT.get(word, word) if place < last else word for place, word in enumerate(words))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that bears a name: WGS84 degrees, country by ISO 3166-1 alpha-3 (Kosovo XKX), radius in kilometres where it has an extent.

    ``population`` of a first-order region is the sum over its places in the gazetteer; 0 is unknown. ``main`` tells a main name from an
    alternate one. ``minor`` tells that a place that is no settlement came with a bulk import and may be known to few: nothing is presumed
    of its importance. Sources are in the file's ``meta`` table.
    """

    id: int
    geonameid: int | None
    name: str
    kind: Kind
    country: str | None
    region: int | None
    admin1: str | None
    lat: float
    lon: float
    population: int
    radius_km: float | None
    disputed: bool
    capital: bool
    main: bool
    minor: bool = False


_Row = tuple[int, int | None, str, int, str | None, int | None, str | None, int, int, int, int | None, int, int]


class Gazetteer:
    """The file of places, opened on the first look-up; raises GazetteerError when it is missing, damaged or of another version."""

    def __init__(self, path: Path = DEFAULT) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._known: dict[str, tuple[Candidate, ...]] = {}
        self._countries: dict[str, Candidate | None] = {}
        self._demonyms: dict[str, str] | None = None
        self._told: dict[str, str] | None = None
        self._countries_in: dict[str, tuple[str, ...]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a later look-up opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that bear a name, most populous first; none where the gazetteer has none.

        Spelling is folded; where nothing is found, the name is tried without, then with, an Arabic article.
        """
        key = fold(name)
        if key not in self._known:
            if len(self._known) > _KEPT:
                self._known.clear()
            self._known[key] = self._find(key)
        return self._known[key]

    def country(self, iso3: str) -> Candidate | None:
        """Return a country by its ISO 3166-1 alpha-3 code."""
        if iso3 not in self._countries:
            found = self._read(_BY_COUNTRY, iso3)
            self._countries[iso3] = _candidate(found[0]) if found else None
        return self._countries[iso3]

    def demonym(self, word: str) -> str | None:
        """Return the country (ISO 3166-1 alpha-3) of an adjective or demonym such as "Syrian" or "Filipinos"."""
        if self._demonyms is None:
            self._demonyms = dict(cast("list[tuple[str, str]]", self._read("select key, country from demonym")))
        return self._demonyms.get(fold(word))

    def country_told(self, words: str) -> str | None:
        """Return the country (ISO 3166-1 alpha-3) that words tell without doubt: its own name or a demonym; "Georgia" tells none."""
        if self._told is None:
            named = dict(cast("list[tuple[str, str]]", self._read("select key, country from told")))
            self.demonym("")
            self._told = {**(self._demonyms or {}), **named}
        return self._told.get(fold(words))

    def countries_in(self, words: str) -> tuple[str, ...]:
        """Return the countries that a run of words tells without doubt, in its order: of each the longest name, of four words at most."""
        if words not in self._countries_in:
            if len(self._countries_in) > _KEPT:
                self._countries_in.clear()
            self._countries_in[words] = tuple(self._countries_told(words.split()))
        return self._countries_in[words]

    def _countries_told(self, words: Sequence[str]) -> Iterator[str]:
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + 4), start, -1):
                if (iso3 := self.country_told(" ".join(words[start:end]))) is not None:
                    yield iso3
                    start = end - 1
                    break
            start += 1

    def sources(self) -> dict[str, str]:
        """Return what the file was made from: sources, licences, date."""
        return dict(cast("list[tuple[str, str]]", self._read("select key, value from meta")))

    def mark(self) -> str | None:
        """Return what tells this gazetteer from others in the records that it helps to make; None of the one that ships."""
        if self.path.resolve() == DEFAULT.resolve():
            return None
        return hashlib.sha256(json.dumps(sorted(self.sources().items())).encode()).hexdigest()[:8]

    def places(self, ids: Iterable[int]) -> tuple[Candidate, ...]:
        """Return the places of these ids, most populous first; ``main`` is not known of them."""
        return tuple(_candidate(row) for row in self._read(_ALL, json.dumps(list(ids))))

    def rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        """Return what a query of the file gives, for search and for the account of the file; it cannot write."""
        return cast("list[tuple[Any, ...]]", self._read(query, *values))

    def _find(self, key: str) -> tuple[Candidate, ...]:
        if not key:
            return ()
        found = self._read(_BY_NAME, key)
        if not found:
            head, _, rest = key.partition(" ")
            if head in _ARTICLES and rest:
                found = self._read(_BY_NAME, rest) or (self._read(_BY_NAME, f"al {rest}") if head != "al" else [])
            elif " " not in key:
                found = self._read(_BY_NAME, f"al {key}")
        return tuple(_candidate(row) for row in found)

    def _read(self, query: str, *values: str | int) -> list[_Row]:
        try:
            return cast("list[_Row]", self._open().execute(query, values).fetchall())
        except sqlite3.DatabaseError as error:
            raise GazetteerError(f"{self.path}: the gazetteer is damaged ({error}); {self._remedy}") from error

    @property
    def _remedy(self) -> str:
        return "install Tocsin again" if self.path == DEFAULT else "make it anew with: tocsin gazetteer import --restart"

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None:
            return self._connection
        if not self.path.is_file():
            raise GazetteerError(f"{self.path}: there is no gazetteer; {self._remedy}")
        try:
            made = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise GazetteerError(f"{self.path}: the gazetteer cannot be opened ({error})") from error
        try:
            of, version = made.execute("pragma application_id").fetchone()[0], made.execute("pragma user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            made.close()
            raise GazetteerError(f"{self.path}: this is not a gazetteer ({error}); {self._remedy}") from error
        if of != APPLICATION_ID:
            made.close()
            raise GazetteerError(f"{self.path}: this is a database, but no gazetteer")
        if version != SCHEMA_VERSION:
            made.close()
            raise GazetteerError(f"{self.path}: gazetteer of version {version}, this Tocsin reads version {SCHEMA_VERSION}; {self._remedy}")
        self._connection = made
        return made


def _candidate(row: _Row) -> Candidate:
    number, geonameid, name, kind, country, region, admin1, lat, lon, population, radius, flags, main = row
    return Candidate(
        id=number,
        geonameid=geonameid,
        name=name,
        kind=KINDS[kind],
        country=country,
        region=region,
        admin1=admin1,
        lat=lat / 1e4,
        lon=lon / 1e4,
        population=population,
        radius_km=None if radius is None else float(radius),
        disputed=bool(flags & 1),
        capital=bool(flags & 2),
        main=bool(main),
        minor=bool(flags & 4),
    )
