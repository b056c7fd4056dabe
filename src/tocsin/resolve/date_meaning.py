"""What the reading of a time expression works with: the anchors that words count from, the meaning that comes out, and how it abstains."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from tocsin.resolve.date_calendar import Interval, Period, third
from tocsin.resolve.date_grammar import Expression
from tocsin.resolve.date_tokens import CARDINALS, ORDINALS, Token

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


BACK = frozenset(("earlier", "before", "previous", "previously", "preceding", "prior"))
OF_THE_TEXT = frozenset(("previous", "preceding", "following", "prior"))


class Abstain(Exception):  # noqa: N818
    """No date follows from the words; ``reason`` is an issue code, ``timex`` the TIMEX3 value that still holds."""

    def __init__(self, reason: str, timex: str = "", kind: str = "DATE") -> None:
        super().__init__(reason)
        self.reason = reason
        self.timex = timex
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Anchors:
    """What words count from: the publication day, another date of the text, and whether the sentence looks ahead.

    ``context_from`` tells what that other date was itself counted from; ``year`` is a past year that the words just before have named, to
    which a month without a year belongs ("in 2015 ... in June"). ``behind`` tells that the verb is past: "struck this Monday".
    """

    published: date | None
    context: Interval | None
    ahead: bool
    context_from: str = "text"
    year: int | None = None
    behind: bool = False

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


def by_text(period: Period, timex: str | None = None, kind: str = "DATE") -> Meaning:
    """Return the meaning of a period that the text alone gives."""
    return Meaning(period, "text", kind, timex or period.timex)


def by_context(period: Period, anchors: Anchors) -> Meaning:
    """Return the meaning of a period that was counted from another date of the text, and so from what that date was counted from."""
    return Meaning(period, anchors.context_from, "DATE", period.timex)


def by_publication(period: Period, timex: str | None = None, kind: str = "DATE") -> Meaning:
    """Return the meaning of a period that was counted from the day of publication."""
    return Meaning(period, "published", kind, timex or period.timex)


def count(tokens: list[Token]) -> int | None:
    """Return the number that the tokens say, None for "several" and for none."""
    total = 0
    for token in tokens:
        value = int(token.text) if token.text.isdigit() else CARDINALS.get(token.low, 1 if token.letter == "a" else 0)
        total = total * 100 if value == 100 and total else total + value
    return None if any(token.letter == "k" and token.low != "couple" for token in tokens) else (total or None)


def number_of(found: Expression) -> int | None:
    """Return how many units an expression names, None where it says no number."""
    numbers = found.of("dny")
    if not numbers and any(token.low == "couple" for token in found.tokens):
        return 2
    return count(numbers or found.of("ak"))


def unit_said(found: Expression) -> str:
    """Return the unit that an expression names, in the singular."""
    low = found.of("uU")[-1].low
    return {"decades": "decade", "centuries": "century", "moments": "minute"}.get(low, low.removesuffix("s"))


def ordinal(token: Token) -> int:
    """Return the number of "third" or "3rd"."""
    return ORDINALS.index(token.low) + 1 if token.low in ORDINALS else int(re.sub(r"\D", "", token.low))


def step_of(found: Expression) -> int | None:
    """Return -1 for last, 0 for this, 1 for next, None where nothing of the kind is said."""
    return next(({"l": -1, "h": 0, "x": 1}[token.letter] for token in found.tokens if token.letter in "lhx"), None)


def year_of(found: Expression, anchors: Anchors) -> int | None:
    """Return the year that an expression states: "2019", "last year", "that year", "a year on"; None where it states none."""
    years = found.of("y")
    if years:
        return int(years[-1].text)
    units = found.of("uU")
    if not units or unit_said(found) != "year":
        return None
    if found.of("Z"):
        return anchors.other().start.year
    if found.of("b"):
        back = found.of("b")[-1].low in BACK
        return anchors.other().start.year + (count(found.of("nka")) or 1) * (-1 if back else 1)
    step = step_of(found)
    if step is None:
        return None
    told = anchors.context is not None and any(token.low in OF_THE_TEXT for token in found.of("lx"))
    return (anchors.other().start.year if told else anchors.day().year) + step


def narrowed(found: Expression, meant: Meaning) -> Meaning:
    """Narrow a month, season, year or decade to its early, middle or late third."""
    edges = found.of("eE")
    if not edges or meant.period.unit in ("day", "week"):
        return meant
    return replace(meant, period=third(meant.period, edges[0].low))


def duration(number: int | None, unit: str) -> str:
    """Return a length of time as a TIMEX3 value, with X for a number that is not said."""
    if unit in ("decade", "century") and number is not None:
        return f"P{number * (10 if unit == 'decade' else 100)}Y"
    if unit == "fortnight" and number is not None:
        number *= 2
    letter = _LETTER_OF_UNIT.get(unit, "Y")
    return f"{'PT' if unit in ('hour', 'minute') else 'P'}{'X' if number is None else number}{letter}"
