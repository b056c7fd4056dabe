"""Other calendars and feasts that a text names, as days of the Gregorian calendar: Hijri, Persian solar, Ethiopian, Easter, Thanksgiving.

A Hijri month begins when the new moon is seen, so that the arithmetical calendar may be a day off either way: its intervals are wider by a
day at both ends. The Persian rule of leap years holds from 1178 to 1633, the Ethiopian always.
Source of the arithmetic: E. M. Reingold and N. Dershowitz, Calendrical Calculations; Easter by the anonymous Gregorian computus.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from tocsin.resolve.date_calendar import Period
from tocsin.resolve.date_grammar import Expression
from tocsin.resolve.date_meaning import Abstain, Anchors, Meaning, by_publication, by_text, ordinal
from tocsin.resolve.date_names import ALONE, EASTER, FEASTS, FIXED, MONTHS_OF, SPELT, Calendar

_CALENDAR_NAMED: Final[dict[Calendar, re.Pattern[str]]] = {
    "ethiopian": re.compile(r"ethiopian|\be\.c\.", re.IGNORECASE),
    "persian": re.compile(r"persian|iranian|afghan|solar|shamsi|\bsh\b", re.IGNORECASE),
    "hijri": re.compile(r"hijri|islamic|lunar|\ba\.?h\b", re.IGNORECASE),
}
_EPOCH: Final = {"hijri": 227_015, "ethiopian": 2_796}


def other_calendar(found: Expression, anchors: Anchors) -> Meaning:
    """Read "14 Muharram 1445", "Mehr 1401", "in 1445 AH", "during Ramadan", "on Christmas Eve"; abstain where no day can be told."""
    marked = found.of("J")
    name = re.sub(r"[\s-]+", " ", found.of("C")[0].low.replace("’", "'")).replace(" al ", " al-") if found.of("C") else ""
    name = SPELT.get(name, name)
    years = [int(token.text) for token in found.of("y")]
    if marked:
        digits = re.search(r"\d{4}", marked[0].text)
        years = [int(digits.group())] if digits else []
    if not name:
        return _year(marked[0].text, years[0])
    if name in FIXED or name in EASTER or name.startswith("thanksgiving"):
        return _gregorian(name, years, anchors)
    if name in FEASTS:
        calendar, month, day, length = FEASTS[name]
    elif name in MONTHS_OF:
        calendar, month = MONTHS_OF[name]
        numbers = found.of("do")
        day = 0 if not numbers else int(numbers[0].text) if numbers[0].letter == "d" else ordinal(numbers[0])
        length = 1
        if name == "tir" and years and years[0] >= 1900:
            calendar, month = "ethiopian", 5
        if not day and not years and name not in ALONE:
            raise Abstain("date-calendar")
    else:
        raise Abstain("date-calendar")
    if years:
        year = years[0]
        if calendar == "ethiopian" or year < 1700:
            return by_text(_period(calendar, year, month, day, length))
        there = (_period(calendar, y, month, day, length) for y in _around(calendar, year))
        return by_text(next(p for p in there if p.end.year == year))
    published = anchors.day()
    near = sorted((_period(calendar, y, month, day, length) for y in _around(calendar, published.year)), key=lambda p: p.start)
    if anchors.ahead:
        return by_publication(next(p for p in near if p.end >= published))
    return by_publication([p for p in near if p.start <= published][-1])


def _around(calendar: Calendar, year: int) -> range:
    """Return the years of another calendar that share days with a Gregorian year or its neighbours."""
    first = {"hijri": int((year - 622) * 33 / 32), "persian": year - 621, "ethiopian": year - 8}[calendar]
    return range(first - 2, first + 4)


def _year(words: str, year: int) -> Meaning:
    calendar: Calendar = next((c for c, named in _CALENDAR_NAMED.items() if named.search(words)), "hijri")
    start, after = first_day(calendar, year, 1), first_day(calendar, year + 1, 1)
    return by_text(_widened(calendar, start, after - timedelta(days=1), "year"))


def _period(calendar: Calendar, year: int, month: int, day: int, length: int) -> Period:
    """Return ``length`` days from a day of another calendar on, or the whole month where ``day`` is 0."""
    start = first_day(calendar, year, month)
    if day:
        start += timedelta(days=day - 1)
        end = start + timedelta(days=length - 1)
        if start >= _next_month(calendar, year, month):
            raise Abstain("date-impossible")
        return _widened(calendar, start, end, "day" if length == 1 else "range")
    return _widened(calendar, start, _next_month(calendar, year, month) - timedelta(days=1), "month")


def _widened(calendar: Calendar, start: date, end: date, unit: str) -> Period:
    if calendar != "hijri":
        return Period(start, end, unit)
    return Period(start - timedelta(days=1), end + timedelta(days=1), "range")


def _next_month(calendar: Calendar, year: int, month: int) -> date:
    last = 13 if calendar == "ethiopian" else 12
    return first_day(calendar, year + 1, 1) if month == last else first_day(calendar, year, month + 1)


def first_day(calendar: Calendar, year: int, month: int) -> date:
    """Return the Gregorian day on which a month of another calendar begins; the Hijri one by arithmetic, give or take a day."""
    if calendar == "hijri":
        return date.fromordinal(_EPOCH["hijri"] + (year - 1) * 354 + (11 * year + 3) // 30 + 29 * (month - 1) + month // 2)
    if calendar == "ethiopian":
        return date.fromordinal(_EPOCH["ethiopian"] + 365 * (year - 1) + year // 4 + 30 * (month - 1))
    leaps = _persian_leaps(year) - _persian_leaps(1400)
    days = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return date(2021, 3, 21) + timedelta(days=365 * (year - 1400) + leaps + days)


def _persian_leaps(year: int) -> int:
    """Return how many of the years 1178 up to the one before ``year`` are leap years; abstain where the rule does not hold."""
    if not 1178 <= year <= 1633:
        raise Abstain("date-calendar")
    return sum((25 * y + 11) % 33 < 8 for y in range(1178, year))


def _gregorian(name: str, years: list[int], anchors: Anchors) -> Meaning:
    if years:
        return by_text(_feast(name, years[0]))
    published = anchors.day()
    near = [_feast(name, y) for y in (published.year - 1, published.year, published.year + 1)]
    if anchors.ahead:
        return by_publication(next(p for p in near if p.end >= published))
    return by_publication([p for p in near if p.start <= published][-1])


def _feast(name: str, year: int) -> Period:
    if name in FIXED:
        there = date(year, *FIXED[name])
    elif name in EASTER:
        there = _easter(year) + timedelta(days=EASTER[name])
    else:
        first = date(year, 11, 1)
        there = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    return Period(there, there, "day")


def _easter(year: int) -> date:
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (8 * b + 13) // 25
    g = (19 * a + b - d - f + 15) % 30
    h, i = divmod(c, 4)
    k = (32 + 2 * e + 2 * h - g - i) % 7
    m = (a + 11 * g + 22 * k) // 451
    month, day = divmod(g + k - 7 * m + 114, 31)
    return date(year, month, day + 1)
