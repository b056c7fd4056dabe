"""Days, months, years and seasons: time expressions that name a place in the calendar, with or without their year."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tocsin.resolve.date_calendar import Period, containing, day, month, months, moved
from tocsin.resolve.date_grammar import Expression
from tocsin.resolve.date_meaning import (
    OF_THE_TEXT,
    Abstain,
    Anchors,
    Meaning,
    by_context,
    by_publication,
    by_text,
    narrowed,
    ordinal,
    step_of,
    year_of,
)
from tocsin.resolve.date_tokens import MONTHS, PARTS, RELATIVE_DAYS, SEASONS, WEEKDAYS, Token

_YEARS = range(1, 9000)


def _month_number(token: Token) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(token.low[:3]))


def absolute_day(found: Expression, anchors: Anchors) -> Meaning:
    """Read a day by date: "4 March 2026", "2026-03-04"; the year nearest to publication where it has none."""
    iso, numeric = found.of("i"), found.of("N")
    if iso:
        return by_text(day(date.fromisoformat(iso[0].text[:10])))
    if numeric:
        return by_text(day(_numeric_day(numeric[0].text)))
    number = found.of("do")[-1]
    which = int(number.text) if number.letter == "d" else ordinal(number)
    month_number = _month_number(found.of("m")[0])
    year = year_of(found, anchors)
    if year is not None:
        return _by_year(found, anchors)(day(date(year, month_number, which)))
    if anchors.year is not None and not anchors.ahead:
        return by_text(day(date(anchors.year, month_number, which)))
    return by_publication(day(_nearest_year(anchors.day(), month_number, which, anchors.ahead)))


def _by_year(found: Expression, anchors: Anchors) -> Callable[[Period], Meaning]:
    """Return how a date whose year is known is anchored: by the text where it states the year, else as the year's own words."""
    told = found.of("y") or (anchors.context is not None and (found.of("Zb") or any(t.low in OF_THE_TEXT for t in found.of("lx"))))
    return by_text if told else by_publication


def _numeric_day(text: str) -> date:
    dotted = "." in text
    a, b, c = (int(part) for part in re.split(r"[/.]", text))
    if a > 31:
        return date(a, b, c)
    if c < 100:
        raise Abstain("date-ambiguous")
    if dotted or a > 12 or a == b:
        return date(c, b, a)
    if b > 12:
        return date(c, a, b)
    raise Abstain("date-ambiguous")


def _nearest_year(published: date, month_number: int, which: int, ahead: bool) -> date:
    """Return the day in the year that makes it nearest to publication; the past counts as nearer unless the sentence looks ahead."""
    best: tuple[float, date] | None = None
    for year in (published.year - 1, published.year, published.year + 1):
        if which > month(year, month_number).end.day:
            continue
        there = date(year, month_number, which)
        apart = (there - published).days
        cost = -apart * (0.4 if not ahead else 3) if apart < 0 else float(apart)
        if best is None or cost < best[0]:
            best = cost, there
    if best is None:
        raise Abstain("date-impossible")
    return best[1]


def weekday(found: Expression, anchors: Anchors) -> Meaning:
    """Read "Tuesday", "last Thursday", "Monday next week", "Sunday, 3 May"."""
    if found.of("m"):
        return with_part(found, absolute_day(found, anchors))
    low = found.of("w")[0].low
    number = next(i for i, name in enumerate(WEEKDAYS) if name.startswith(low[:3]))
    published, step = anchors.day(), step_of(found)
    if found.of("u"):
        week = containing(moved(published, step or 0, "week"), "week")
        return with_part(found, by_publication(day(week.start + timedelta(days=number))))
    back = (published.weekday() - number) % 7
    if step == -1:
        there = published - timedelta(days=back or 7)
    elif step == 1 or (step == 0 and back and not anchors.behind) or (step is None and anchors.ahead and back):
        there = published + timedelta(days=7 - back)
    else:
        there = published - timedelta(days=back)
    return with_part(found, by_publication(day(there)))


def with_part(found: Expression, meant: Meaning) -> Meaning:
    """Add the part of the day to a day's TIMEX3 value."""
    parts = found.of("p")
    if not parts:
        return meant
    return replace(meant, kind="TIME", timex=meant.timex + PARTS.get(parts[0].low.removesuffix("s"), ""))


def part_of_day(found: Expression, anchors: Anchors) -> Meaning:
    """Read "the early hours of Sunday", "the night of 19 May"."""
    meant = day_of(found, anchors)
    if meant.kind == "TIME":
        return meant
    return with_part(found, meant) if found.of("p") else replace(meant, kind="TIME", timex=meant.timex + "TMO")


def day_of(found: Expression, anchors: Anchors) -> Meaning:
    """Read a day in any form."""
    if found.of("rv"):
        return relative_day(found, anchors)
    return weekday(found, anchors) if found.of("w") else with_part(found, absolute_day(found, anchors))


def relative_day(found: Expression, anchors: Anchors) -> Meaning:
    """Read "yesterday", "overnight"."""
    low, published = found.of("rv")[0].low, anchors.day()
    if low == "overnight":
        night = published - timedelta(days=1)
        return Meaning(Period(night, published, "range"), "published", "TIME", night.isoformat() + "TNI")
    meant = by_publication(day(published + timedelta(days=RELATIVE_DAYS[low])))
    return replace(meant, kind="TIME", timex=meant.timex + "TNI") if low == "tonight" else with_part(found, meant)


def overnight(found: Expression, anchors: Anchors) -> Meaning:
    """Read "overnight on Sunday", the night that begins then, and "overnight into Monday", the night that ends then."""
    inner = replace(found, tokens=tuple(token for token in found.tokens if token.letter not in "vOFT"))
    meant = day_of(inner, anchors)
    there = meant.period.start
    ends = bool(found.of("T")) or there == anchors.published
    start = there - timedelta(days=1) if ends else there
    return replace(meant, period=Period(start, start + timedelta(days=1), "range"), kind="TIME", timex=start.isoformat() + "TNI")


def clock(found: Expression, anchors: Anchors) -> Meaning:
    """Read a time of day."""
    meant = day_of(found, anchors) if found.of("iNwmr") else this_day(anchors)
    stated = re.match(r"(\d{1,2})(?:[:.](\d{2}))?\s?([ap]?)", found.of("c")[0].low)
    if stated is None:
        return meant
    hour = int(stated[1]) % 12 + (12 if stated[3] == "p" else 0) if stated[3] else int(stated[1])
    return replace(meant, kind="TIME", timex=f"{meant.timex}T{hour:02d}:{stated[2] or '00'}")


def this_day(anchors: Anchors) -> Meaning:
    """Return the day that the text is at: the context's where it is one day; abstain otherwise, as the report's day need not be it."""
    there = anchors.other()
    if there.start != there.end:
        raise Abstain("date-no-context")
    return by_context(day(there.start), anchors)


def part(found: Expression, anchors: Anchors) -> Meaning:
    """Read "at noon", "in the afternoon"."""
    return with_part(found, this_day(anchors)) if found.of("p") else replace(this_day(anchors), kind="TIME")


def day_range(found: Expression, anchors: Anchors) -> Meaning:
    """Read "3-5 May"."""
    first, last = ((int(t.text) if t.letter == "d" else ordinal(t)) for t in found.of("do")[:2])
    month_number, year = _month_number(found.of("m")[0]), year_of(found, anchors)
    end = date(year, month_number, last) if year else _nearest_year(anchors.day(), month_number, last, anchors.ahead)
    start = end.replace(day=first)
    if start > end:
        raise Abstain("date-impossible")
    return Meaning(Period(start, end, "range"), "text" if year else "published", "DATE", end.isoformat())


def month_of(found: Expression, anchors: Anchors) -> Meaning:
    """Read a month with or without a year."""
    number, year, step = _month_number(found.of("m")[0]), year_of(found, anchors), step_of(found)
    if year is not None:
        return narrowed(found, _by_year(found, anchors)(month(year, number)))
    if anchors.year is not None and step is None and not anchors.ahead:
        return narrowed(found, by_text(month(anchors.year, number)))
    published = anchors.day()
    year = published.year
    if step == -1:
        year -= number >= published.month
    elif step == 1 or (step is None and anchors.ahead):
        year += number < published.month or (step == 1 and number == published.month)
    elif step is None:
        year -= number > published.month
    return narrowed(found, by_publication(month(year, number)))


def month_range(found: Expression, anchors: Anchors) -> Meaning:
    """Read "March to May 2024"."""
    first, last = (_month_number(token) for token in found.of("m")[:2])
    years = [int(token.text) for token in found.of("y")]
    if years:
        end = month(years[-1], last)
        start = month(years[0] if len(years) > 1 else years[-1] - (first > last), first)
    else:
        end = month(anchors.day().year - (last > anchors.day().month and not anchors.ahead), last)
        start = month(end.start.year - (first > last), first)
    return Meaning(Period(start.start, end.end, "range"), "text" if years else "published", "DATE", end.timex)


def year(found: Expression, _: Anchors) -> Meaning:
    """Read a year."""
    return narrowed(found, by_text(months(_plausible(found.of("y")[0].text), 1, 12, "year")))


def _plausible(text: str) -> int:
    if int(text) not in _YEARS:
        raise Abstain("date-impossible")
    return int(text)


def year_range(found: Expression, _: Anchors) -> Meaning:
    """Read "2011-2014"."""
    first, last = found.tokens[0].text, found.tokens[-1].text
    end = int(last) if len(last) == 4 else int(first[:2] + last.zfill(2))
    if end < int(first):
        raise Abstain("date-impossible")
    return by_text(Period(date(int(first), 1, 1), date(end, 12, 31), "range"), str(end))


def decade(found: Expression, _: Anchors) -> Meaning:
    """Read "the 1990s"."""
    digits = re.sub(r"\D", "", found.of("K")[0].text)
    start = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return narrowed(found, by_text(months(start, 1, 120, "decade")))


def quarter(found: Expression, anchors: Anchors) -> Meaning:
    """Read "the third quarter"."""
    named = found.of("H")
    number = int(named[0].text[1]) if named else ordinal(found.of("o")[0])
    if number > 4:
        raise Abstain("date-impossible")
    year = year_of(found, anchors)
    if year is not None:
        return by_text(months(year, number * 3 - 2, 3, "quarter"))
    published = anchors.day()
    year = published.year - (number * 3 - 2 > published.month and not anchors.ahead)
    return by_publication(months(year, number * 3 - 2, 3, "quarter"))


def season(found: Expression, anchors: Anchors) -> Meaning:
    """Read "last summer"."""
    first, year, step = SEASONS[found.of("s")[0].low], year_of(found, anchors), step_of(found)
    if year is None:
        published = anchors.day()
        year = published.year
        begun = months(year, first, 3, "season").start <= published
        over = months(year, first, 3, "season").end < published
        if step == -1:
            year -= not over
        elif step == 1 or (step is None and anchors.ahead):
            year += begun
        elif step is None:
            year -= not begun
        return narrowed(found, by_publication(months(year, first, 3, "season")))
    return narrowed(found, by_text(months(year, first, 3, "season")))
