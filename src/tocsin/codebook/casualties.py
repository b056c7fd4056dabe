"""Both conventions for reported losses, and their sums: the conservative one, and low, best and high.

A vague word has a number by convention only: tens 10, dozens 12, scores 20, hundreds 100. Null stays null, which is not zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tocsin.model.record import Category, Claim, EventClaim, FigureClaim

_WORDS: Final = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000, "millions": 1_000_000}
_FEWEST: Final = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_SOME: Final = re.compile(r"\b(?:several|a\s+few)\s+(dozen|hundred|thousand|million)\b", re.IGNORECASE)
_CIVILIAN: Final = re.compile(
    r"\b(?:civilians?|children|child|women|woman|girls?|boys?|bab(?:y|ies)|infants?|villagers?|residents?|farmers?|herders?|students?|pupils?|"
    r"teachers?|doctors?|nurses?|medics|patients|journalists?|worshippers|pilgrims|mourners|shoppers|refugees?|passengers?|protesters?|"
    r"demonstrators?|miners|fishermen|shepherds|traders|tourists|bystanders|aid\s+workers?|health\s+workers?)\b",
    re.IGNORECASE,
)
_FIGHTING: Final = re.compile(
    r"\b(?:soldiers?|troops|fighters?|rebels?|militants?|insurgents?|gunm[ae]n|militiam[ae]n|combatants?|servicem[ae]n|paramilitaries|jihadists?|"
    r"separatists?|guerrillas?|partisans?|marines|commandos|reservists|conscripts?|attackers?|bombers?|mercenar(?:y|ies)|commanders?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Estimate:
    """Losses as UCDP counts them: ``low``, ``best`` and ``high``, each null where the words give none."""

    low: int | None
    best: int | None
    high: int | None


def conservative(words: str) -> int | None:
    """Return the number that the conservative convention gives a vague quantity ("tens of thousands": 10,000), or None."""
    some = _SOME.search(words)
    if some:
        return _FEWEST[some[1].lower()]
    known = [_WORDS[one] for one in re.findall(r"[a-z]+", words.lower()) if one in _WORDS]
    total = 1
    for one in known:
        total *= one
    return total if known else None


def fewest(low: float | None, best: float | None, high: float | None, words: str = "") -> int | None:
    """Return the conservative number of a figure: its least, else the number, else that of its vague words; None for "up to 40"."""
    if low is not None:
        return int(low)
    if best is not None:
        return int(best)
    return None if high is not None else conservative(words)


def estimate(low: float | None, best: float | None, high: float | None, words: str = "") -> Estimate:
    """Return low, best and high of a figure; a vague word gives its conservative number as low and best, and no high."""
    vague = conservative(words) if (low, best, high) == (None, None, None) else None
    least = fewest(low, best, high, words)
    middle = best if best is not None else vague if vague is not None else low
    return Estimate(least, int(middle) if middle is not None else None, int(high) if high is not None else None)


def kind_of(words: str) -> str | None:
    """Return ``civilians`` or ``fighters`` for the words that say who was hurt, None where they say neither or both."""
    civilian, fighting = _CIVILIAN.search(words) is not None, _FIGHTING.search(words) is not None
    return None if civilian == fighting else "civilians" if civilian else "fighters"


def adds(figure: FigureClaim) -> bool:
    """Tell whether a figure may be added to others: not a running total, not a part of another figure, and not denied or supposed."""
    return not figure.cumulative and figure.part_of is None and figure.status not in ("negated", "hypothetical", "future")


def losses(claims: Iterable[Claim], event: EventClaim, category: Category) -> Estimate | None:
    """Return the sum of what one event cost in one category; None where the report gives no number, which is not zero.

    ``claims`` are those of the event's record. Parts of other figures are left out, and so
    are running totals, unless nothing else is told: then the largest of them stands alone. An end that one of the figures lacks, the sum lacks too.
    """
    figures = {c.id: c for c in claims if isinstance(c, FigureClaim)}
    known = [(figures.get(c.figure or ""), c) for c in event.casualties if c.category == category]
    counted = [estimate(c.low, c.best, c.high, c.text) for f, c in known if f is None or adds(f)]
    if not counted:
        running = [estimate(c.low, c.best, c.high, c.text) for f, c in known if f is not None and f.cumulative and f.part_of is None]
        counted = sorted(running, key=lambda one: one.low or one.best or 0)[-1:]
    if all(one == Estimate(None, None, None) for one in counted):
        return None
    return Estimate(_sum(e.low for e in counted), _sum(e.best for e in counted), _sum(e.high for e in counted))


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = list(numbers)
    return None if None in known else sum(n for n in known if n is not None)
