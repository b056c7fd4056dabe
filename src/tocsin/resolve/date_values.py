"""What a time expression means: the interval that it names, counted from the text, the publication day or another date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from tocsin.resolve import date_absolute as absolute
from tocsin.resolve.date_calendar import Interval, Period, containing, day, moved, third, unit_of
from tocsin.resolve.date_grammar import Expression
from tocsin.resolve.date_meaning import (
    BACK,
    OF_THE_TEXT,
    Abstain,
    Anchors,
    Meaning,
    by_context,
    by_publication,
    count,
    duration,
    narrowed,
    number_of,
    ordinal,
    step_of,
    unit_said,
)
from tocsin.resolve.date_others import other_calendar

_LONGEST = {"week": 7, "weekend": 7, "fortnight": 14, "month": 31, "quarter": 92, "year": 366, "decade": 3653, "century": 36525}


def meaning(found: Expression, anchors: Anchors) -> Meaning:
    """Return what an expression means; raise Abstain where no date follows from it."""
    try:
        return _VALUES[found.rule](found, anchors)
    except (ValueError, OverflowError) as fault:
        raise Abstain("date-impossible") from fault


def _ago(found: Expression, anchors: Anchors) -> Meaning:
    number, unit = number_of(found), unit_said(found)
    if number is None:
        raise Abstain("date-vague", "PAST_REF")
    if unit in ("hour", "minute", "second"):
        return _hours_ago(number if unit == "hour" else 0, anchors)
    unit, number = ("year", number * 10) if unit == "decade" else ("week", number * 2) if unit == "fortnight" else (unit, number)
    there = moved(anchors.day(), -number, unit)
    period = containing(there, unit)
    meant = by_publication(period)
    said = {token.low for token in found.of("j")}
    if "over" in said or {"more", "than"} <= said:
        return replace(meant, period=Period(period.start, min(there, period.end), "range")) if period.start < period.end else meant
    return meant


def _hours_ago(hours: int, anchors: Anchors) -> Meaning:
    """Count hours back from a day whose hour is not known: to the day that is likely, to both days where two are."""
    near, rest = divmod(hours, 24)
    late = anchors.day() - timedelta(days=near)
    if rest <= 6:
        return by_publication(day(late))
    early = late - timedelta(days=1)
    return by_publication(day(early) if rest >= 18 else Period(early, late, "range"), early.isoformat() if rest >= 18 else late.isoformat())


def _shift(found: Expression, anchors: Anchors) -> Meaning:
    low, same = {token.low for token in found.tokens}, found.of("Z")
    if same:
        unit = unit_said(found) if found.of("u") else "day"
        there = _counted_from(anchors, unit)
        return _with_part(found, by_context(containing(there.start, unit), anchors))
    unit = unit_said(found) if found.of("uU") else "day"
    number = number_of(found)
    if number is None and found.of("k"):
        raise Abstain("date-vague", "PAST_REF")
    back = bool(low & BACK)
    told = anchors.context is not None and not anchors.ahead and "next" in low and bool(found.of("t"))
    if found.of("lx") and not told and (not low & OF_THE_TEXT or (unit != "day" and anchors.context is None)):
        return _relative(found, anchors)
    there = _counted_from(anchors, unit)
    keeps = unit if found.of("lx") else unit_of(there)
    step = -(number or 1) if back else (number or 1)
    if unit in ("hour", "minute"):
        return by_context(day(there.start), anchors)
    start = moved(there.start, step, unit)
    return _with_part(
        found, by_context(containing(start, keeps if unit in ("year", "month") and keeps in ("quarter", "month", "day") else unit), anchors)
    )


def _counted_from(anchors: Anchors, unit: str) -> Interval:
    """Return the other date; abstain where it is longer than the unit counted: two days after "2003" are no day."""
    there = anchors.other()
    if (there.end - there.start).days >= _LONGEST.get(unit, 1):
        raise Abstain("date-no-context")
    return there


def _with_part(found: Expression, meant: Meaning) -> Meaning:
    return absolute.with_part(found, meant) if found.of("p") and meant.period.unit == "day" else meant


def _span(found: Expression, anchors: Anchors) -> Meaning:
    number, unit, ahead = number_of(found), unit_said(found), bool(found.of("x"))
    if number is None:
        raise Abstain("date-vague", duration(None, unit) if found.of("k") or unit != "year" else "PAST_REF", "DURATION")
    published = anchors.day()
    number_of_units, of = (-(-number // 24), "day") if unit == "hour" else (number, unit)
    far = moved(published, number_of_units if ahead else -number_of_units, of)
    start, end = (published, far) if ahead else (far, published)
    return Meaning(Period(start, end, "range"), "published", "DURATION", duration(number, unit))


def _relative(found: Expression, anchors: Anchors) -> Meaning:
    step, published = step_of(found) or 0, anchors.day()
    parts = found.of("p")
    if parts or unit_said(found) == "night":
        meant = by_publication(day(published + timedelta(days=step)))
        return absolute.with_part(found, meant)
    unit = unit_said(found)
    if unit == "weekend" and step == -1 and published.weekday() >= 5:
        step = -1
    elif unit == "weekend" and step == -1:
        return by_publication(containing(moved(published, -1, "week"), "weekend"))
    if unit == "day":
        return by_publication(day(published + timedelta(days=step)))
    if _rolls(found, unit):
        number, of = (10, "year") if unit == "decade" else (1, unit)
        period = Period(moved(published, -number, of), published, "range")
        whole = containing(moved(published, -number, of), unit).timex if found.of("l")[-1].low == "last" else duration(1, unit)
        return Meaning(period, "published", "DATE" if found.of("l")[-1].low == "last" else "DURATION", whole)
    period = containing(moved(published, step, unit), unit)
    meant = by_publication(period)
    if unit == "week" and step == -1 and published.weekday() >= 5:
        # On a Saturday or Sunday it may be the week that ends or the one before.
        return replace(meant, period=Period(period.start, published - timedelta(days=1), "range"))
    told = {token.low for token in found.of("b")}
    if told and period.start < published < period.end:
        early = "earlier" in told
        inside = Period(period.start, published, "range") if early else Period(published, period.end, "range")
        return replace(meant, period=inside)
    return meant if unit == "week" else narrowed(found, meant)


def _rolls(found: Expression, unit: str) -> bool:
    """Tell whether a unit runs up to the report: "the past year", "over the last month"; "last year" is the calendar's."""
    if unit not in ("week", "month", "quarter", "year", "decade") or not found.of("l") or found.of("eEb"):
        return False
    leads = found.before is not None and found.before.low in ("over", "during", "within", "in", "throughout")
    return found.of("l")[-1].low == "past" or (leads and bool(found.of("t")) and found.of("l")[-1].low == "last")


def _half(found: Expression, anchors: Anchors) -> Meaning:
    """Read "the first half of 2018", "the second half of last year", "the first half of May"."""
    inner = replace(found, tokens=found.tokens[found.tokens.index(found.of("M")[0]) + 2 :])
    whole = absolute.month_of(inner, anchors) if inner.of("m") else _half_of(inner, anchors)
    start, end, which = whole.period.start, whole.period.end, ordinal(found.of("o")[0])
    middle = start.replace(month=start.month + 6) if whole.period.unit == "year" else start + timedelta(days=15)
    if which > 2:
        raise Abstain("date-impossible")
    part = Period(start, middle - timedelta(days=1), "range") if which == 1 else Period(middle, end, "range")
    return replace(whole, period=part, timex=f"{whole.timex}-H{which}" if whole.period.unit == "year" else whole.timex)


def _half_of(inner: Expression, anchors: Anchors) -> Meaning:
    if inner.of("y"):
        return absolute.year(inner, anchors)
    unit = unit_said(inner)
    if unit not in ("year", "month"):
        raise Abstain("date-vague")
    return by_publication(containing(moved(anchors.day(), step_of(inner) or 0, unit), unit))


def _week_of(found: Expression, anchors: Anchors) -> Meaning:
    """Read "the week of 6 March": the calendar week that holds the day."""
    meant = absolute.absolute_day(found, anchors)
    period = containing(meant.period.start, unit_said(found))
    return replace(meant, period=period, timex=period.timex)


def _edge_of(found: Expression, anchors: Anchors) -> Meaning:
    """Read "the end of the month": the last day or the first, as far as it is a unit; the third of it otherwise."""
    inner = replace(found, tokens=tuple(token for token in found.tokens if token.letter not in "eEtf"))
    if found.of("m"):
        whole = absolute.month_of(inner, anchors)
    elif found.of("s"):
        whole = absolute.season(inner, anchors)
    elif found.of("K"):
        whole = absolute.decade(inner, anchors)
    elif found.of("y"):
        whole = absolute.year(inner, anchors)
    else:
        step = step_of(found) or 0
        whole = by_publication(containing(moved(anchors.day(), step, unit_said(found)), unit_said(found)))
    return replace(whole, period=third(whole.period, found.of("eE")[0].low))


def _the_unit(found: Expression, anchors: Anchors) -> Meaning:
    unit = found.tokens[-1].low
    if unit == "quarter":
        published = anchors.day()
        return by_publication(containing(moved(published, -1, "quarter") if published.month % 3 == 1 else published, unit))
    if unit in ("weekend",):
        published = anchors.day()
        ended = containing(published, unit)
        return by_publication(ended if published >= ended.start or anchors.ahead else containing(moved(published, -1, "week"), unit))
    if unit in ("week", "month", "year"):
        raise Abstain("date-vague", containing(anchors.day(), unit).timex)
    raise Abstain("date-duration", duration(1, unit), "DURATION")


def _duration(found: Expression, _: Anchors) -> Meaning:
    unit = unit_said(found)
    raise Abstain("date-duration", duration(number_of(found) or (1 if found.of("L") and found.of("u") else None), unit), "DURATION")


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
        unit = unit_said(found)
    raise Abstain("date-vague", duration(count(found.of("d")) or 1, unit), "SET")


_VALUES: dict[str, Callable[[Expression, Anchors], Meaning]] = {
    "calendar": other_calendar,
    "iso": absolute.absolute_day,
    "numeric": absolute.absolute_day,
    "clock": absolute.clock,
    "overnight": absolute.overnight,
    "day_range": absolute.day_range,
    "part_of_day": absolute.part_of_day,
    "weekday": absolute.weekday,
    "day_month": absolute.day_of,
    "month_range": absolute.month_range,
    "week_of": _week_of,
    "edge": _edge_of,
    "half": _half,
    "month": absolute.month_of,
    "year_range": absolute.year_range,
    "decade": absolute.decade,
    "quarter": absolute.quarter,
    "season": absolute.season,
    "ago": _ago,
    "shift": _shift,
    "span": _span,
    "relative": _relative,
    "relative_day": absolute.relative_day,
    "set": _set,
    "year": absolute.year,
    "part": absolute.part,
    "the_unit": _the_unit,
    "duration": _duration,
    "vague": _vague,
}
