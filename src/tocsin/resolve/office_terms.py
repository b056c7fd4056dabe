"""Who held a public office when: heads of state and government with their terms, each row with its source."""

from __future__ import annotations

import calendar
import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from tocsin.errors import GazetteerError
from tocsin.resolve.date_calendar import Interval
from tocsin.resolve.register import fold

_COLUMNS: Final = ["id", "person", "office", "country", "start", "end", "as_of", "source"]
#: How titles of a text are called in the table; other titles stand for themselves.
_TITLES: Final = {"premier": "prime minister", "taoiseach": "prime minister", "military ruler": "head of state"}
_REGNAL: Final = frozenset("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi jr sr".split())


class Term(NamedTuple):
    """One person's time in an office of a state.

    ``began`` and ``ended`` are the days between which it began and ended, since most sources tell the year alone. ``ended`` is null where
    no source tells an end; ``known`` is the last day for which the source tells it then. ``words`` is the name as it is compared.
    """

    id: str
    person: str
    office: str
    country: str
    began: Interval
    ended: Interval | None
    known: date | None
    words: tuple[str, ...]
    source: str

    def surely(self, when: Interval) -> bool:
        """Tell whether the person was in office on every day of an interval."""
        last = self.ended.start if self.ended else self.known
        return last is not None and self.began.end <= when.start and when.end <= last

    def lately(self, when: Interval, days: int) -> bool:
        """Tell whether the person surely was in office, or had not left it so many days before according to the last source."""
        recent = self.known is not None and (when.start - self.known).days <= days
        return self.surely(when) or (recent and self.began.end <= when.start and self.possibly(when))

    def possibly(self, when: Interval) -> bool:
        """Tell whether the person may have been in office on some day of an interval."""
        return self.began.start <= when.end and (self.ended is None or when.start <= self.ended.end)


@lru_cache(maxsize=8192)
def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a person's name, hyphens taken apart, without a regnal number; the first of "Xi Jinping" is none."""
    return tuple(w for n, w in enumerate(fold(name.replace("-", " ")).split()) if n == 0 or w not in _REGNAL)


def office_of(title: str) -> str:
    """Return the office that a title names in the table: ``premier`` is a prime minister; who acts in an office holds it."""
    text = title.casefold().removeprefix("acting ").removeprefix("interim ").strip()
    return _TITLES.get(text, text)


@dataclass(slots=True, eq=False)
class Terms:
    """Lookups over the shipped terms, by office and by name."""

    _by_office: dict[tuple[str, str], list[Term]] = field(default_factory=dict)
    _by_word: dict[str, list[Term]] = field(default_factory=dict)
    _offices: set[str] = field(default_factory=set)

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> Terms:
        """Return the shipped terms, read once; raise GazetteerError where the file is missing or a row does not fit."""
        terms = Terms()
        for number, row in enumerate(_rows(), start=2):
            try:
                terms._add(_term(row))
            except ValueError as fault:
                raise GazetteerError(f"actor register: offices.csv, line {number}: {fault}; reinstall tocsin") from fault
        for key, held in terms._by_office.items():
            terms._by_office[key] = _bounded(held)
        for held in terms._by_office.values():
            for term in held:
                for word in {term.words[0], term.words[-1]}:
                    terms._by_word.setdefault(word, []).append(term)
        return terms

    def __iter__(self) -> Iterator[Term]:
        """Yield all terms by office, each office from its first holder on."""
        for held in self._by_office.values():
            yield from held

    def has(self, country: str, office: str) -> bool:
        """Tell whether the table has holders of an office."""
        return (country, office) in self._by_office

    def knows(self, office: str) -> bool:
        """Tell whether the table has holders of an office in any state."""
        return office in self._offices

    def holder(self, country: str, office: str, when: Interval) -> Term | None:
        """Return who held an office all through an interval; None where nobody surely did or another may have."""
        held = [t for t in self._by_office.get((country, office), ()) if t.possibly(when)]
        if len({t.words for t in held}) != 1:
            return None
        return next((t for t in held if t.surely(when)), None)

    def named(self, name: str, when: Interval, *, office: str | None = None, sure: bool = False) -> tuple[Term, ...]:
        """Return the terms of whom a name may mean on some day of an interval, at most one a state and office.

        The name is the whole name, its last word or, as in Chinese, its first; with ``sure`` only terms that surely cover the interval count.
        """
        words = name_words(name)
        if not words:
            return ()
        found: dict[tuple[str, str], Term] = {}
        for key in {words[0], words[-1]}:
            for term in self._by_word.get(key, ()):
                fits = term.surely(when) if sure else term.possibly(when)
                if fits and (office is None or term.office == office) and _same(words, term.words):
                    found.setdefault((term.country, term.office), term)
        return tuple(found.values())

    def _add(self, term: Term) -> None:
        self._by_office.setdefault((term.country, term.office), []).append(term)
        self._offices.add(term.office)


def _same(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tell whether one name is the other, its last or first word, or begins as it does and leaves words out."""
    if len(short) == 1:
        return short[0] in (full[0], full[-1])
    within = set(short) <= set(full)
    return (short[-1] == full[-1] and (short[0] == full[0] or within)) or (short[0] == full[0] and within) or set(short) == set(full)


def _bounded(held: list[Term]) -> list[Term]:
    """Return the terms of one office in order; one without an end ended, at the latest, when a later holder's had surely begun."""
    held = sorted(held, key=lambda t: (t.began.start, t.began.end))
    made = []
    for term in held:
        later = [t.began for t in held if t.began.start > term.began.end and t.words != term.words]
        if term.ended is None and later and term.known is not None:
            last = min(b.end for b in later)
            made.append(term._replace(ended=Interval(min(term.known, last), last)))
        else:
            made.append(term)
    return made


def _term(row: list[str]) -> Term:
    identity, person, office, country, start, end, known, source = row
    began, ended = period(start), period(end) if end else None
    return Term(identity, person, office, country, began, ended, period(known).end if known else None, name_words(person), source)


@lru_cache(maxsize=4096)
def period(text: str) -> Interval:
    """Return the days that ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` names; raise ValueError for anything else."""
    year, _, rest = text.partition("-")
    if not rest:
        return Interval(date(int(year), 1, 1), date(int(year), 12, 31))
    month, _, day = rest.partition("-")
    if not day:
        return Interval(date(int(year), int(month), 1), date(int(year), int(month), calendar.monthrange(int(year), int(month))[1]))
    whole = date(int(year), int(month), int(day))
    return Interval(whole, whole)


def _rows() -> Iterator[list[str]]:
    path = files("tocsin.resolve") / "data" / "actors" / "offices.csv"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as fault:
        raise GazetteerError(f"actor register: offices.csv cannot be read ({fault.strerror}); reinstall tocsin") from fault
    rows = csv.reader(text.splitlines())
    if (header := next(rows, [])) != _COLUMNS:
        raise GazetteerError(f"actor register: offices.csv has the columns {', '.join(header)}; reinstall tocsin")
    return rows
