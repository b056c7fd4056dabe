"""Dates: the words of a time expression become an interval of days with its precision, or a reason why they do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tocsin.resolve.date_calendar import Interval, Period, day
from tocsin.resolve.date_grammar import Expression, expressions
from tocsin.resolve.date_meaning import Abstain, Anchors, Meaning
from tocsin.resolve.date_tokens import ORDINALS
from tocsin.resolve.date_values import meaning

DatePrecision = Literal["day", "week", "month", "year", "range"]
_PRECISION: dict[str, DatePrecision] = {"day": "day", "week": "week", "month": "month", "year": "year"}
_AHEAD_OF = ("by", "until", "till", "before")
_ANNIVERSARY = re.compile(r"\banniversary\b", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,?\s+)?(?:to|and|until|till|through|[-–—])\s+(?:the\s+)?$|^\s*[-–—]\s*$", re.IGNORECASE)
_PREFIX = re.compile(r"\b(since|until|till|by|before|after|from|between)\b(?:\W+\w+){0,5}\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateValue(Interval):
    """An interval of days, both ends included. ``anchored_on`` tells whether the text alone gives it or the publication day had to help.

    Seasons, quarters, decades, weekends and parts of months or years ("early March") have the precision ``range``.
    """

    precision: DatePrecision
    anchored_on: Literal["text", "published"]


@dataclass(frozen=True, slots=True)
class Undated:
    """No interval follows from the words; ``reason`` is an issue code of the codebook."""

    reason: str


def resolve_date(text: str, published: date | None, context: Interval | None = None, *, future: bool = False) -> DateValue | Undated:
    """Return the interval that a time expression names, or why there is none.

    Words such as "Tuesday" count from ``published``; "two days later" counts from ``context``, a date of the same text. ``future``
    tells that the sentence looks ahead. "since X" runs to the day of publication. Weeks run from Monday.
    Where day and month of a numeric date could be either way round it abstains.
    """
    found = expressions(text)
    if not found:
        return Undated("undated")
    prefix = _PREFIX.search(text[: found[0].start])
    word = (
        prefix[1].lower() if prefix and not (found[0].rule in ("part", "part_of_day") and prefix[1].lower() in ("before", "after")) else ""
    )
    ahead = future or starts_ahead(word, found[0]) or re.match(r"for\b", text, re.IGNORECASE) is not None
    anchors = Anchors(published, context, ahead)
    if _ANNIVERSARY.search(text):
        return anniversary(text, found, anchors)
    return read(text, found, word, anchors)


def starts_ahead(word: str, found: Expression) -> bool:
    """Tell whether the word before an expression makes it lie ahead: "until March", "by June"; not "by Tuesday", which may be over."""
    return word in _AHEAD_OF and not (word == "by" and found.rule == "weekday")


def read(text: str, found: Sequence[Expression], word: str, anchors: Anchors) -> DateValue | Undated:
    """Return what the expressions mean after the word before them (since, until, by, before, after, from, between, or none).

    Two that make a range are read as one, of others the first that means something.
    """
    try:
        joined = _joined(text, found, word, anchors)
        if joined is not None:
            return joined
        meant = _first_dated(found, anchors)
        return _bounded(word, meant, anchors, text[found[0].start : found[0].end + 12])
    except Abstain as why:
        return Undated(why.reason)
    except (ValueError, OverflowError):
        return Undated("date-impossible")


def find_dates(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each time expression of a text, as TIMEX3 would span it; durations and "now" too, ages and counts not."""
    for found in expressions(text):
        yield found.start, found.end


def timex_value(text: str, published: date | None, context: Interval | None = None, *, future: bool = False) -> tuple[str, str]:
    """Return type (DATE, TIME, DURATION, SET) and TIMEX3 value of a time expression (TimeML); the value is empty where it has none."""
    for found in expressions(text):
        try:
            meant = meaning(found, Anchors(published, context, future))
        except Abstain as why:
            return why.kind, why.timex
        return meant.kind, meant.timex
    return "DATE", ""


def _first_dated(found: Sequence[Expression], anchors: Anchors) -> Meaning:
    first: Abstain | None = None
    for one in found:
        try:
            return meaning(one, anchors)
        except Abstain as why:
            first = first or why
    raise first or Abstain("undated")


def _value(period: Period, anchored_on: str) -> DateValue:
    anchor: Literal["text", "published"] = "published" if anchored_on == "published" else "text"
    return DateValue(period.start, period.end, _PRECISION.get(period.unit, "range"), anchor)


def _range(start: date, end: date, anchored_on: str) -> DateValue:
    if start > end:
        raise Abstain("date-vague")
    return _value(Period(start, end, "range"), anchored_on)


def joins(text: str, found: Sequence[Expression], word: str) -> bool:
    """Tell whether two expressions make a range: "from X to Y", "between X and Y", "X to Y"."""
    between = text[found[0].end : found[1].start]
    if _JOINED.match(between) is None:
        return False
    return word == "between" or re.search(r"\band\b", between) is None or _follow(found[0], found[1])


def _follow(first: Expression, second: Expression) -> bool:
    """Tell whether two expressions are years of which one follows the other: "in 2014 and 2015"."""
    years = [int(one.of("y")[0].text) if one.letters == "y" else 0 for one in (first, second)]
    return years[0] > 0 and years[1] == years[0] + 1


def _joined(text: str, found: Sequence[Expression], word: str, anchors: Anchors) -> DateValue | None:
    """Read "from X to Y", "between X and Y", "X to Y"."""
    if len(found) < 2 or not joins(text, found, word):
        return None
    last = meaning(found[1], anchors)
    first = meaning(found[0], anchors)
    start = first.period.start
    if start > last.period.end and not found[0].of("y") and found[1].of("y"):
        start = start.replace(year=last.period.end.year)
    if found[1].of("y") and not found[0].of("y") and found[0].rule in ("month", "day_month"):
        start = start.replace(year=last.period.end.year - (start.month > last.period.end.month))
    anchor = "published" if "published" in (first.anchored_on, last.anchored_on) and not found[1].of("y") else "text"
    return _range(start, last.period.end, anchor)


def _bounded(word: str, meant: Meaning, anchors: Anchors, rest: str) -> DateValue:
    """Apply the word before an expression: since, until, by, before, after, from."""
    period, published = meant.period, anchors.published
    onwards = word == "from" and re.search(r"\b(?:onwards?|on)\b", rest) is not None
    if word == "since" or onwards or (word == "after" and period.unit in ("month", "year")):
        if published is None:
            raise Abstain("no-published")
        return _range(period.start, published, "published")
    if word in ("by", "until", "till") and published is not None and period.end > published:
        return _range(published, period.end, "published")
    if word == "before" and published is not None and period.start > published:
        return _range(published, date.fromordinal(period.start.toordinal() - 1), "published")
    if word == "before" and period.unit in ("month", "year"):
        raise Abstain("date-vague")
    return _value(period, meant.anchored_on)


def anniversary(text: str, found: Sequence[Expression], anchors: Anchors) -> DateValue | Undated:
    """Return the day that "the second anniversary of the 24 February 2022 attack" names, where its words give day and month.

    ``text`` holds the word "anniversary" with the word before it.
    """
    try:
        return _anniversary(text, found, anchors)
    except Abstain as why:
        return Undated(why.reason)
    except (ValueError, OverflowError):
        return Undated("date-impossible")


def _anniversary(text: str, found: Sequence[Expression], anchors: Anchors) -> DateValue:
    """Read "the second anniversary of the 24 February 2022 attack": the day of a later year, where the words give day and month."""
    days = [one for one in found if one.rule in ("day_month", "weekday", "iso") and one.of("mi")]
    told = re.search(r"\b(\w+)\s+anniversary", text, re.IGNORECASE)
    if not days:
        dated = [one for one in found if one.rule in ("weekday", "relative_day")]
        if dated:
            meant = meaning(dated[0], anchors)
            return _value(meant.period, meant.anchored_on)
        raise Abstain("date-vague")
    origin = meaning(days[0], anchors).period.start
    number = _ordinal_word(told[1].lower()) if told else None
    if number is not None and days[0].of("yi"):
        return _value(day(origin.replace(year=origin.year + number)), "text")
    published = anchors.day()
    there = origin.replace(year=published.year)
    return _value(day(there if there <= published or anchors.ahead else there.replace(year=published.year - 1)), "published")


def _ordinal_word(word: str) -> int | None:
    if word in ORDINALS:
        return ORDINALS.index(word) + 1
    digits = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word)
    return int(digits[1]) if digits else None
