"""Intervals of the calendar: a day, week, month, quarter, season, year, decade, and how to move between them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

_SEASON_NAMES = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_EARLY, _LATE = ("early", "start", "beginning"), ("late", "end", "close")
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "night": 1, "weekend": 7, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Period(Interval):
    """An interval of one calendar unit."""

    unit: str

    @property
    def timex(self) -> str:
        """The period as a TIMEX3 value (TimeML)."""
        year = self.start.year
        if self.unit in ("day", "night"):
            return self.start.isoformat()
        if self.unit in ("week", "weekend"):
            iso = self.start.isocalendar()
            return f"{iso.year}-W{iso.week:02d}" + ("-WE" if self.unit == "weekend" else "")
        if self.unit == "month":
            return f"{year}-{self.start.month:02d}"
        if self.unit == "quarter":
            return f"{year}-Q{(self.start.month + 2) // 3}"
        if self.unit == "season":
            return f"{year}-{_SEASON_NAMES[self.start.month]}"
        return str(year)[: {"decade": 3, "century": 2}.get(self.unit, 4)]


def day(of: date) -> Period:
    """Return one day."""
    return Period(of, of, "day")


def month(year: int, number: int) -> Period:
    """Return a month of a year; months beyond December count on into the next years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Period(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), "month")


def months(year: int, first: int, count: int, unit: str) -> Period:
    """Return ``count`` months from the ``first`` on as one unit."""
    return Period(month(year, first).start, month(year, first + count - 1).end, unit)


def containing(of: date, unit: str) -> Period:
    """Return the calendar unit that a day lies in; weeks run from Monday."""
    if unit == "week":
        start = of - timedelta(days=of.weekday())
        return Period(start, start + timedelta(days=6), unit)
    if unit == "weekend":
        start = of - timedelta(days=of.weekday()) + timedelta(days=5)
        return Period(start, start + timedelta(days=1), unit)
    if unit == "fortnight":
        return Period(of - timedelta(days=13), of, unit)
    if unit in _MONTHS_IN:
        count = _MONTHS_IN[unit]
        if unit in ("decade", "century"):
            return months(of.year - of.year % (count // 12), 1, count, unit)
        return months(of.year, (of.month - 1) // count * count + 1, count, unit)
    return Period(of, of, "day")


def moved(of: date, count: int, unit: str) -> date:
    """Return the day ``count`` units away; a day that the month lacks becomes its last."""
    if unit in _MONTHS_IN:
        there = month(of.year, of.month + count * _MONTHS_IN[unit])
        return there.start.replace(day=min(of.day, there.end.day))
    return of + timedelta(days=count * _DAYS_IN.get(unit, 0))


def unit_of(interval: Interval) -> str:
    """Return the calendar unit that an interval fills, ``day`` where it fills none."""
    for unit in ("year", "quarter", "month", "week"):
        whole = containing(interval.start, unit)
        if (whole.start, whole.end) == (interval.start, interval.end):
            return unit
    return "day"


def third(of: Period, which: str) -> Period:
    """Return the early, middle or late third of a period, as a range of its own; a day stays whole."""
    length = (of.end - of.start).days + 1
    if length < 3:
        return of
    if of.unit in ("year", "decade", "season", "quarter"):
        span = {"year": 4, "decade": 40}.get(of.unit, 1)
        nth = 0 if which in _EARLY else 2 if which in _LATE else 1
        return months(of.start.year, of.start.month + nth * span, span, "range")
    a, b = of.start + timedelta(days=length // 3), of.start + timedelta(days=length - length // 3)
    if which in _EARLY:
        return Period(of.start, a - timedelta(days=1), "range")
    if which in _LATE:
        return Period(b, of.end, "range")
    return Period(a, b - timedelta(days=1), "range")
