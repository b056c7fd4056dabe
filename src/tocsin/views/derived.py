"""What standards make of a claim: the precision codes of UCDP and of the ACLED layout, and its losses by both conventions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from tocsin.codebook.casualties import Estimate, estimate, losses
from tocsin.codebook.date_precision import acled_time_precision, ucdp_date_precision
from tocsin.codebook.place_precision import acled_geo_precision, ucdp_place_precision
from tocsin.model.record import Category, Claim, Date, EventClaim, FigureClaim, Place

_DATED: Final = MappingProxyType({1: "the day", 2: "a few days", 3: "the week", 4: "the month", 5: "the year"})
_PLACED: Final = MappingProxyType(
    {1: "the place", 2: "25 km", 3: "the district", 4: "the region", 5: "a vague area or a line", 6: "the country", 7: "the sea"}
)


@dataclass(frozen=True, slots=True)
class Codes:
    """A precision in both standards; null where a standard has no code for it."""

    ucdp: int | None
    acled: int | None


@dataclass(frozen=True, slots=True)
class Loss:
    """Losses of one category: ``estimate`` has UCDP's low, best and high, and its low is the number of the conservative convention.

    ``civilians`` and ``fighters`` are those among them whom the report's words tell apart; null where they tell none. ``plain`` tells that the
    conventions add nothing to what the record shows already: one number, and not several or a vague word.
    """

    category: Category | None
    estimate: Estimate
    civilians: Estimate | None = None
    fighters: Estimate | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """All that follows from one claim by the standards; null and empty where the claim gives no ground for it."""

    date: Codes | None = None
    place: Codes | None = None
    losses: tuple[Loss, ...] = ()


def derived(claim: Claim, claims: Sequence[Claim] = ()) -> Derived:
    """Return what follows from a claim; ``claims`` are those of its record, which tell running totals and parts from losses of its own."""
    if isinstance(claim, EventClaim):
        categories = dict.fromkeys(c.category for c in claim.casualties)
        return Derived(_dated(claim.date), _placed(claim.place), tuple(loss for c in categories if (loss := _loss(claim, claims, c))))
    if isinstance(claim, FigureClaim):
        return Derived(_dated(claim.as_of), _placed(claim.place), tuple(_counted(claim)))
    return Derived()


def as_json(claim: Claim, claims: Sequence[Claim] = ()) -> str:
    """Return a claim as one line of JSON with what follows from it under ``derived``; the rest is the claim by the contract."""
    made = derived(claim, claims)
    told: dict[str, Any] = {
        "date_precision": _codes(made.date),
        "place_precision": _codes(made.place),
        "losses": [
            {
                "category": loss.category,
                "conservative": loss.estimate.low,
                **_ends(loss.estimate),
                "civilians": _ends(loss.civilians) if loss.civilians else None,
                "fighters": _ends(loss.fighters) if loss.fighters else None,
            }
            for loss in made.losses
        ],
    }
    return json.dumps(claim.model_dump(mode="json", by_alias=True) | {"derived": told}, ensure_ascii=False, separators=(",", ":"))


def precise(made: Derived) -> str:
    """Return how precise a claim's date and place are, in words with both codes; empty where it has neither."""
    parts = [_exact(made.date, _DATED), _exact(made.place, _PLACED)]
    return ", ".join(p for p in parts if p)


def counted(loss: Loss) -> str:
    """Return losses by both conventions, in words: ``killed 12 (conservative); low 12, best 12, high not known (UCDP)``."""
    told = loss.estimate
    conservative = "none (conservative)" if told.low is None else f"{told.low:,} (conservative)"
    ends = ", ".join(f"{name} {'not known' if n is None else f'{n:,}'}" for name, n in _ends(told).items())
    among = "".join(f"; {name} {_least(one)}" for name, one in (("civilians", loss.civilians), ("fighters", loss.fighters)) if one)
    return f"{f'{loss.category} ' if loss.category else ''}{conservative}; {ends} (UCDP){among}"


def _least(one: Estimate) -> str:
    if one.best is not None and one.low == one.best == one.high:
        return f"{one.best:,}"
    return "not known" if one.low is None else f"{one.low:,} or more"


def _dated(date: Date | None) -> Codes | None:
    return Codes(ucdp_date_precision(date.start, date.end), acled_time_precision(date.start, date.end)) if date else None


def _placed(place: Place | None) -> Codes | None:
    return Codes(ucdp_place_precision(place.precision, place.uncertainty_km), acled_geo_precision(place.precision)) if place else None


def _loss(event: EventClaim, claims: Sequence[Claim], category: Category) -> Loss | None:
    whole = losses(claims, event, category)
    if whole is None:
        return None
    told = [c for c in event.casualties if c.category == category]
    plain = len(told) == 1 and (told[0].low, told[0].best, told[0].high) != (None, None, None)
    return Loss(category, whole, losses(claims, event, category, "civilians"), losses(claims, event, category, "fighters"), plain)


def _counted(figure: FigureClaim) -> Iterator[Loss]:
    made = estimate(figure.low, figure.best, figure.high, figure.evidence[0].text)
    if figure.category and figure.unit == "people" and made != Estimate(None, None, None):
        yield Loss(figure.category, made, plain=(figure.low, figure.best, figure.high) != (None, None, None))


def _codes(codes: Codes | None) -> dict[str, int | None] | None:
    return {"ucdp": codes.ucdp, "acled": codes.acled} if codes else None


def _ends(one: Estimate) -> dict[str, int | None]:
    return {"low": one.low, "best": one.best, "high": one.high}


def _exact(codes: Codes | None, words: Mapping[int, str]) -> str:
    if codes is None or codes.ucdp is None:
        return ""
    acled = "no ACLED code" if codes.acled is None else f"ACLED {codes.acled}"
    return f"to {words[codes.ucdp]} (UCDP {codes.ucdp}, {acled})"
