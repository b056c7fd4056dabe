"""Both conventions for reported losses, and their sums: the conservative one, and low, best and high.

A vague word has a number by convention only: tens 10, dozens 12, scores 20, hundreds 100. Null stays null, which is not zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tocsin.model.record import Casualty, Category, Claim, EventClaim, FigureClaim

Kind = Literal["civilians", "fighters"]
_Told = tuple[FigureClaim | None, Casualty]
_NOT_HAPPENED: Final = ("negated", "hypothetical", "future")
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


_UNKNOWN: Final = Estimate(None, None, None)


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


def kind_of(words: str) -> Kind | None:
    """Return ``civilians`` or ``fighters`` for the words that say who was hurt, None where they say neither or both."""
    civilian, fighting = _CIVILIAN.search(words) is not None, _FIGHTING.search(words) is not None
    return None if civilian == fighting else "civilians" if civilian else "fighters"


def adds(figure: FigureClaim) -> bool:
    """Tell whether a figure may be added to others: not a running total, not a part of another figure, and not denied or supposed."""
    return not figure.cumulative and figure.part_of is None and _holds(figure)


def losses(claims: Iterable[Claim], event: EventClaim, category: Category, kind: Kind | None = None) -> Estimate | None:
    """Return what one event cost in one category; None where the report gives no number, which is not zero.

    ``claims`` are those of the event's record; ``kind`` asks for civilians or fighters alone, where the words tell them apart.
    The numbers of one telling by one speaker are added, save parts of other figures and running totals; where nothing else is told, the largest
    running total stands alone. An end that one of the figures lacks, the sum lacks too. Tellings that count different people are added. Others are
    rivals and never added: low is the least of them, high the greatest, and best is null unless they agree.
    """
    figures = {c.id: c for c in claims if isinstance(c, FigureClaim)}
    known: list[_Told] = [(figures.get(c.figure or ""), c) for c in event.casualties if c.category == category]
    if kind is not None:
        known = [one for one in known if one[0] is not None and _kind(one[0]) == kind]
        whole = {f.id for f, _ in known if f is not None}
        counted = [(f, c) for f, c in known if f is None or adds(f) or (f.part_of is not None and f.part_of not in whole and _holds(f))]
    else:
        counted = [(f, c) for f, c in known if f is None or adds(f)]
    if not counted:
        running = [(f, c) for f, c in known if f and f.cumulative and f.part_of is None and _holds(f)]
        counted += sorted(running, key=lambda one: _size(_estimate(one[1])))[-1:]
    tellings: dict[tuple[object, ...], list[_Told]] = {}
    for figure, casualty in counted:
        tellings.setdefault(_telling(event, figure, casualty), []).append((figure, casualty))
    sums = [_added([_estimate(c) for _, c in told]) for told in tellings.values()]
    if all(one == _UNKNOWN for one in sums):
        return None
    kinds = [{_kind(f) if f else None for f, _ in told} for told in tellings.values()]
    apart = all(None not in one for one in kinds) and sum(map(len, kinds)) == len(set[object]().union(*kinds))
    return _added(sums) if apart else _rivals([one for one in sums if one != _UNKNOWN])


def _kind(figure: FigureClaim) -> Kind | None:
    return kind_of(figure.of.text) if figure.of else None


def _holds(figure: FigureClaim) -> bool:
    return figure.status not in _NOT_HAPPENED


def _estimate(casualty: Casualty) -> Estimate:
    return estimate(casualty.low, casualty.best, casualty.high, casualty.text)


def _size(one: Estimate) -> int:
    return one.low or one.best or one.high or 0


def _telling(event: EventClaim, figure: FigureClaim | None, casualty: Casualty) -> tuple[object, ...]:
    """Return what the numbers of one account have in common: the evidence that holds them, and on whose word they are."""
    held = (n for n, e in enumerate(event.evidence) if e.within == casualty.within and e.start <= casualty.start and casualty.end <= e.end)
    return next(held, -1), tuple(v.name for v in figure.said_by) if figure else ()


def _added(told: Sequence[Estimate]) -> Estimate:
    return Estimate(_sum(e.low for e in told), _sum(e.best for e in told), _sum(e.high for e in told))


def _rivals(told: Sequence[Estimate]) -> Estimate:
    lows, highs, bests = [e.low for e in told if e.low is not None], [e.high for e in told], {e.best for e in told}
    high = None if None in highs else max(h for h in highs if h is not None)
    return Estimate(min(lows, default=None), bests.pop() if len(bests) == 1 else None, high)


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = list(numbers)
    return None if None in known else sum(n for n in known if n is not None)
