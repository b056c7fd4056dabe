"""What a time expression means: the interval that it names, counted from the text, the publication day or another date."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tocsin.resolve.date_calendar import Interval, Period, containing, day, month, months, moved, third, unit_of
from tocsin.resolve.date_grammar import Expression
from tocsin.resolve.date_tokens import CARDINALS, MONTHS, ORDINALS, PARTS, RELATIVE_DAYS, SEASONS, WEEKDAYS, Token

_LETTER_OF_UNIT = {
    "day": "D",
    "night": "D",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "hour": "H",
    "minute": "M",
}
_YEARS = range(1, 9000)


class Abstain(Exception):  # noqa: N818
    """No date follows from the words; ``reason`` is an issue code, ``timex`` the TIMEX3 value that still holds."""

    def __init__(self, reason: str, timex: str = "", kind: str = "DATE") -> None:
        super().__init__(reason)
        self.reason = reason
        self.timex = timex
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Anchors:
    """What words count from: the publication day, another date of the text, and whether the sentence looks ahead."""

    published: date | None
    context: Interval | None
    ahead: bool

    def day(self) -> date:
        """Return the publication day; abstain where it is not known."""
        if self.published is None:
            raise Abstain("no-published")
        return self.published

    def other(self) -> Interval:
        """Return the other date; abstain where there is none."""
        if self.context is None:
            raise Abstain("date-no-context")
        return self.context


@dataclass(frozen=True, slots=True)
class Meaning:
    """The period that an expression names, what it was counted from, and its TIMEX3 type and value."""

    period: Period
    anchored_on: str
    kind: str
    timex: str


def meaning(found: Expression, anchors: Anchors) -> Meaning:
    """Return what an expression means; raise Abstain where no date follows from it."""
    try:
        return _VALUES[found.rule](found, anchors)
    except (ValueError, OverflowError) as fault:
        raise Abstain("date-impossible") from fault


def _text(period: Period, timex: str | None = None, kind: str = "DATE") -> Meaning:
    return Meaning(period, "text", kind, timex or period.timex)


def _published(period: Period, timex: str | None = None, kind: str = "DATE") -> Meaning:
    return Meaning(period, "published", kind, timex or period.timex)


def count(tokens: list[Token]) -> int | None:
    """Return the number that the tokens say, None for "several" and for none."""
    total = 0
    for token in tokens:
        value = int(token.text) if token.text.isdigit() else CARDINALS.get(token.low, 1 if token.letter == "a" else 0)
        total = total * 100 if value == 100 and total else total + value
    return None if any(token.letter == "k" and token.low != "couple" for token in tokens) else (total or None)


def _number(found: Expression) -> int | None:
    numbers = found.of("dny")
    if not numbers and any(token.low == "couple" for token in found.tokens):
        return 2
    return count(numbers or found.of("ak"))


def _unit(found: Expression) -> str:
    low = found.of("uU")[-1].low
    return {"decades": "decade", "centuries": "century", "moments": "minute"}.get(low, low.removesuffix("s"))


def _month_number(token: Token) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(token.low[:3]))


def _ordinal(token: Token) -> int:
    return ORDINALS.index(token.low) + 1 if token.low in ORDINALS else int(re.sub(r"\D", "", token.low))


def _step(found: Expression) -> int | None:
    """Return -1 for last, 0 for this, 1 for next, None where nothing of the kind is said."""
    return next(({"l": -1, "h": 0, "x": 1}[token.letter] for token in found.tokens if token.letter in "lhx"), None)


def _edge(found: Expression, meant: Meaning) -> Meaning:
    """Narrow a month, season, year or decade to its early, middle or late third."""
    edges = found.of("eE")
    if not edges or meant.period.unit in ("day", "week"):
        return meant
    return replace(meant, period=third(meant.period, edges[0].low))


def _year_of(found: Expression, anchors: Anchors) -> int | None:
    """Return the year that an expression states: "2019", "last year"; None where it states none."""
    years = found.of("y")
    if years:
        return int(years[-1].text)
    units = found.of("u")
    step = _step(found)
    if units and units[-1].low == "year" and step is not None:
        return anchors.day().year + step
    return None


def _absolute_day(found: Expression, anchors: Anchors) -> Meaning:
    iso, numeric = found.of("i"), found.of("N")
    if iso:
        return _text(day(date.fromisoformat(iso[0].text[:10])))
    if numeric:
        return _text(day(_numeric_day(numeric[0].text)))
    number = found.of("do")[-1]
    which = int(number.text) if number.letter == "d" else _ordinal(number)
    month_number = _month_number(found.of("m")[0])
    year = _year_of(found, anchors)
    if year is not None:
        return _text(day(date(year, month_number, which)), None)
    return _published(day(_nearest_year(anchors.day(), month_number, which, anchors.ahead)))


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


def _weekday(found: Expression, anchors: Anchors) -> Meaning:
    if found.of("m"):
        return _with_part(found, _absolute_day(found, anchors))
    low = found.of("w")[0].low
    number = next(i for i, name in enumerate(WEEKDAYS) if name.startswith(low[:3]))
    published, step = anchors.day(), _step(found)
    if found.of("u"):
        week = containing(moved(published, step or 0, "week"), "week")
        return _with_part(found, _published(day(week.start + timedelta(days=number))))
    back = (published.weekday() - number) % 7
    if step == -1:
        there = published - timedelta(days=back or 7)
    elif step == 1 or (step == 0 and back) or (step is None and anchors.ahead and back):
        there = published + timedelta(days=7 - back)
    else:
        there = published - timedelta(days=back)
    return _with_part(found, _published(day(there)))


def _with_part(found: Expression, meant: Meaning) -> Meaning:
    parts = found.of("p")
    if not parts:
        return meant
    return replace(meant, kind="TIME", timex=meant.timex + PARTS.get(parts[0].low.removesuffix("s"), ""))


def _part_of_day(found: Expression, anchors: Anchors) -> Meaning:
    meant = _day(found, anchors)
    if meant.kind == "TIME":
        return meant
    return _with_part(found, meant) if found.of("p") else replace(meant, kind="TIME", timex=meant.timex + "TMO")


def _day(found: Expression, anchors: Anchors) -> Meaning:
    if found.of("r"):
        return _relative_day(found, anchors)
    return _weekday(found, anchors) if found.of("w") else _with_part(found, _absolute_day(found, anchors))


def _relative_day(found: Expression, anchors: Anchors) -> Meaning:
    low, published = found.of("r")[0].low, anchors.day()
    if low == "overnight":
        night = published - timedelta(days=1)
        return Meaning(Period(night, published, "range"), "published", "TIME", night.isoformat() + "TNI")
    meant = _published(day(published + timedelta(days=RELATIVE_DAYS[low])))
    return replace(meant, kind="TIME", timex=meant.timex + "TNI") if low == "tonight" else _with_part(found, meant)


def _clock(found: Expression, anchors: Anchors) -> Meaning:
    meant = _day(found, anchors) if found.of("iNwmr") else _this_day(anchors)
    stated = re.match(r"(\d{1,2})(?:[:.](\d{2}))?\s?([ap]?)", found.of("c")[0].low)
    if stated is None:
        return meant
    hour = int(stated[1]) % 12 + (12 if stated[3] == "p" else 0) if stated[3] else int(stated[1])
    return replace(meant, kind="TIME", timex=f"{meant.timex}T{hour:02d}:{stated[2] or '00'}")


def _this_day(anchors: Anchors) -> Meaning:
    if anchors.context is not None and anchors.context.start == anchors.context.end:
        return _text(day(anchors.context.start))
    return _published(day(anchors.day()))


def _part(found: Expression, anchors: Anchors) -> Meaning:
    return _with_part(found, _this_day(anchors)) if found.of("p") else replace(_this_day(anchors), kind="TIME")


def _day_range(found: Expression, anchors: Anchors) -> Meaning:
    first, last = ((int(t.text) if t.letter == "d" else _ordinal(t)) for t in found.of("do")[:2])
    month_number, year = _month_number(found.of("m")[0]), _year_of(found, anchors)
    end = date(year, month_number, last) if year else _nearest_year(anchors.day(), month_number, last, anchors.ahead)
    start = end.replace(day=first)
    if start > end:
        raise Abstain("date-impossible")
    return Meaning(Period(start, end, "range"), "text" if year else "published", "DATE", end.isoformat())


def _month(found: Expression, anchors: Anchors) -> Meaning:
    number, year, step = _month_number(found.of("m")[0]), _year_of(found, anchors), _step(found)
    if year is not None:
        return _edge(found, (_text if found.of("y") else _published)(month(year, number)))
    published = anchors.day()
    year = published.year
    if step == -1:
        year -= number >= published.month
    elif step == 1 or (step is None and anchors.ahead):
        year += number < published.month or (step == 1 and number == published.month)
    elif step is None:
        year -= number > published.month
    return _edge(found, _published(month(year, number)))


def _month_range(found: Expression, anchors: Anchors) -> Meaning:
    first, last = (_month_number(token) for token in found.of("m")[:2])
    years = [int(token.text) for token in found.of("y")]
    if years:
        end = month(years[-1], last)
        start = month(years[0] if len(years) > 1 else years[-1] - (first > last), first)
    else:
        end = month(anchors.day().year - (last > anchors.day().month and not anchors.ahead), last)
        start = month(end.start.year - (first > last), first)
    return Meaning(Period(start.start, end.end, "range"), "text" if years else "published", "DATE", end.timex)


def _year(found: Expression, _: Anchors) -> Meaning:
    return _edge(found, _text(months(_plausible(found.of("y")[0].text), 1, 12, "year")))


def _plausible(text: str) -> int:
    if int(text) not in _YEARS:
        raise Abstain("date-impossible")
    return int(text)


def _year_range(found: Expression, _: Anchors) -> Meaning:
    first, last = found.tokens[0].text, found.tokens[-1].text
    end = int(last) if len(last) == 4 else int(first[:2] + last.zfill(2))
    if end < int(first):
        raise Abstain("date-impossible")
    return _text(Period(date(int(first), 1, 1), date(end, 12, 31), "range"), str(end))


def _decade(found: Expression, _: Anchors) -> Meaning:
    digits = re.sub(r"\D", "", found.of("K")[0].text)
    start = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return _edge(found, _text(months(start, 1, 120, "decade")))


def _quarter(found: Expression, anchors: Anchors) -> Meaning:
    named = found.of("H")
    number = int(named[0].text[1]) if named else _ordinal(found.of("o")[0])
    if number > 4:
        raise Abstain("date-impossible")
    year = _year_of(found, anchors)
    if year is not None:
        return _text(months(year, number * 3 - 2, 3, "quarter"))
    published = anchors.day()
    year = published.year - (number * 3 - 2 > published.month and not anchors.ahead)
    return _published(months(year, number * 3 - 2, 3, "quarter"))


def _season(found: Expression, anchors: Anchors) -> Meaning:
    first, year, step = SEASONS[found.of("s")[0].low], _year_of(found, anchors), _step(found)
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
        return _edge(found, _published(months(year, first, 3, "season")))
    return _edge(found, _text(months(year, first, 3, "season")))


def _ago(found: Expression, anchors: Anchors) -> Meaning:
    number, unit = _number(found), _unit(found)
    if number is None:
        raise Abstain("date-vague", "PAST_REF")
    if unit in ("hour", "minute", "second"):
        return _published(day(anchors.day()))
    unit, number = ("year", number * 10) if unit == "decade" else ("week", number * 2) if unit == "fortnight" else (unit, number)
    return _published(containing(moved(anchors.day(), -number, unit), unit))


def _shift(found: Expression, anchors: Anchors) -> Meaning:
    low, same = {token.low for token in found.tokens}, found.of("Z")
    if same:
        there = anchors.other()
        unit = _unit(found) if found.of("u") else "day"
        return _text(containing(there.start, unit))
    unit = _unit(found)
    number = _number(found)
    if number is None and found.of("k"):
        raise Abstain("date-vague", "PAST_REF")
    back = bool(low & {"earlier", "before", "previous", "previously", "preceding", "prior"})
    if found.of("lx") and (not low & {"previous", "preceding", "following", "prior"} or (unit != "day" and anchors.context is None)):
        return _relative(found, anchors)
    there = anchors.other()
    keeps = unit_of(there)
    step = -(number or 1) if back else (number or 1)
    if unit in ("hour", "minute"):
        return _text(day(there.start))
    start = moved(there.start, step, unit)
    return _text(containing(start, keeps if unit in ("year", "month") and keeps in ("quarter", "month", "day") else unit))


def _span(found: Expression, anchors: Anchors) -> Meaning:
    number, unit, ahead = _number(found), _unit(found), bool(found.of("x"))
    if number is None:
        code = _LETTER_OF_UNIT.get(unit, "Y")
        raise Abstain("date-vague", f"PX{code}" if found.of("k") or unit != "year" else "PAST_REF", "DURATION")
    published = anchors.day()
    far = moved(published, number if ahead else -number, unit)
    start, end = (published, far) if ahead else (far, published)
    return Meaning(Period(start, end, "range"), "published", "DURATION", duration(number, unit))


def _relative(found: Expression, anchors: Anchors) -> Meaning:
    step, published = _step(found) or 0, anchors.day()
    parts = found.of("p")
    if parts or _unit(found) == "night":
        meant = _published(day(published + timedelta(days=step)))
        return _with_part(found, meant)
    unit = _unit(found)
    if unit == "weekend" and step == -1 and published.weekday() >= 5:
        step = -1
    elif unit == "weekend" and step == -1:
        return _published(containing(moved(published, -1, "week"), "weekend"))
    if unit == "day":
        return _published(day(published + timedelta(days=step)))
    period = containing(moved(published, step, unit), unit)
    meant = _published(period)
    told = {token.low for token in found.of("b")}
    if told and period.start < published < period.end:
        early = "earlier" in told
        inside = Period(period.start, published, "range") if early else Period(published, period.end, "range")
        return replace(meant, period=inside)
    return meant if unit == "week" else _edge(found, meant)


def _edge_of(found: Expression, anchors: Anchors) -> Meaning:
    """Read "the end of the month": the last day or the first, as far as it is a unit; the third of it otherwise."""
    inner = replace(found, tokens=tuple(token for token in found.tokens if token.letter not in "eEtf"))
    if found.of("m"):
        whole = _month(inner, anchors)
    elif found.of("s"):
        whole = _season(inner, anchors)
    elif found.of("K"):
        whole = _decade(inner, anchors)
    elif found.of("y"):
        whole = _year(inner, anchors)
    else:
        step = _step(found) or 0
        whole = _published(containing(moved(anchors.day(), step, _unit(found)), _unit(found)))
    return replace(whole, period=third(whole.period, found.of("eE")[0].low))


def _the_unit(found: Expression, anchors: Anchors) -> Meaning:
    unit = found.tokens[-1].low
    if unit == "quarter":
        published = anchors.day()
        return _published(containing(moved(published, -1, "quarter") if published.month % 3 == 1 else published, unit))
    if unit in ("weekend",):
        published = anchors.day()
        ended = containing(published, unit)
        return _published(ended if published >= ended.start or anchors.ahead else containing(moved(published, -1, "week"), unit))
    if unit in ("week", "month", "year"):
        raise Abstain("date-vague", containing(anchors.day(), unit).timex)
    raise Abstain("date-duration", f"P1{_LETTER_OF_UNIT.get(unit, 'D')}", "DURATION")


def duration(number: int | None, unit: str) -> str:
    """Return a length of time as a TIMEX3 value, with X for a number that is not said."""
    if unit in ("decade", "century") and number is not None:
        return f"P{number * (10 if unit == 'decade' else 100)}Y"
    if unit == "fortnight" and number is not None:
        number *= 2
    letter = _LETTER_OF_UNIT.get(unit, "Y")
    return f"{'PT' if unit in ('hour', 'minute') else 'P'}{'X' if number is None else number}{letter}"


def _duration(found: Expression, _: Anchors) -> Meaning:
    unit = _unit(found)
    raise Abstain("date-duration", duration(_number(found) or (1 if found.of("L") and found.of("u") else None), unit), "DURATION")


_FUTURE, _PRESENT = ("soon", "future", "shortly"), ("now", "currently", "nowadays", "presently")


def _vague(found: Expression, anchors: Anchors) -> Meaning:
    low = found.tokens[0].low
    if found.tokens[0].letter == "U":
        return _duration(found, anchors)
    raise Abstain("date-vague", "FUTURE_REF" if low in _FUTURE else "PRESENT_REF" if low in _PRESENT else "PAST_REF")


def _set(found: Expression, _: Anchors) -> Meaning:
    low = found.tokens[0].low
    unit = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "hourly": "hour"}.get(low, "year")
    if found.of("uU"):
        unit = _unit(found)
    raise Abstain("date-vague", duration(count(found.of("d")) or 1, unit), "SET")


def _other_calendar(_: Expression, __: Anchors) -> Meaning:
    raise Abstain("date-calendar")


_VALUES: dict[str, Callable[[Expression, Anchors], Meaning]] = {
    "calendar": _other_calendar, "iso": _absolute_day, "numeric": _absolute_day, "clock": _clock, "day_range": _day_range,
    "part_of_day": _part_of_day, "weekday": _weekday, "day_month": _day,
    "month_range": _month_range, "edge": _edge_of, "month": _month, "year_range": _year_range, "decade": _decade, "quarter": _quarter,
    "season": _season, "ago": _ago, "shift": _shift, "span": _span, "relative": _relative, "relative_day": _relative_day, "set": _set,
    "year": _year, "part": _part, "the_unit": _the_unit, "duration": _duration, "vague": _vague,
}  # fmt: skip
