"""What one report tells again: claims of the same thing joined into one with several evidences, and the drift between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tocsin.model.record import AssertionClaim, Claim, EventClaim, FigureClaim, Place, RelationClaim, WarningClaim
from tocsin.resolve.register import bag
from tocsin.resolve.scene import Scene
from tocsin.resolve.tellings import FOLLOWS, Shelf, Telling, only, tolls

_RETOLD = 0.5
_GENERIC = frozenset({"war", "wars", "battle", "fight", "fighti", "fought", "confli", "violen"})
_TELLINGS = 32
_ADDED_UP = re.compile(r"\b(?:since|in\s+(?:all|total)|so\s+far|to\s+date|(?:days|weeks|months|years))\b", re.IGNORECASE)
_TOWNS = frozenset({"point", "near", "unlocated"})


def merge(scene: Scene, claims: Sequence[Claim]) -> list[Claim]:
    """Join repeated claims, in the order of their first evidence; each takes the most cautious status, speaker chain and hedges.

    A headline retells the body: each of its claims joins the one it is most like. Within the body two claims are one only when they agree
    in what they name. A claim is compared with the last ``COMPARED`` claims that share a word or number with it, however far back they stand.
    """
    shelf = Shelf()
    body: list[Claim] = []
    headlines: list[Claim] = []
    for claim in claims:
        (headlines if all(e.part == "headline" for e in claim.evidence) else body).append(claim)
    for claim in body:
        told = Telling(scene, claim)
        found = next((n for n in shelf.near(told) if _same(scene, shelf.tellings[n], told)), None)
        if found is None:
            shelf.add(told)
        else:
            shelf.tellings[found].join(told)
            shelf.file(found)
    for claim in headlines:
        told = Telling(scene, claim)
        scored = [(score, -n, n) for n, other in enumerate(shelf.tellings) if (score := _retold(scene, told, other)) >= _RETOLD]
        if scored:
            shelf.tellings[max(scored)[2]].join(told)
        else:
            shelf.add(told)
    made = [t.joined() for t in shelf.tellings]
    return sorted(made, key=lambda c: (c.evidence[0].within is None, c.evidence[0].start, c.kind, c.evidence[0].end))


def _retold(scene: Scene, headline: Telling, other: Telling) -> float:
    """Say how surely a headline's claim tells another again: likeness of the sentences, raised by shared words of trigger and parties."""
    a, b = headline.claim, other.claim
    if a.kind != b.kind:
        return 0.0
    if isinstance(a, EventClaim) and isinstance(b, EventClaim):
        if b.status == "historical" or (a.status == "negated") != (b.status == "negated"):
            return 0.0
        alike = bool(headline.named & other.named)
        same_type = a.event.plover.type == b.event.plover.type
        if not same_type and not (alike or a.event.plover.quad == b.event.plover.quad):
            return 0.0
        return _told_alike(scene, headline, other) + 0.25 * alike + 0.15 * bool(headline.parties & other.parties) - 0.25 * (not same_type)
    return 1.0 if _same(scene, other, headline) and _told_alike(scene, headline, other) else 0.0


def _told_alike(scene: Scene, headline: Telling, other: Telling) -> float:
    """Return how like a headline is to the likest sentence of the body that tells a claim."""
    rows = [r for r, e in zip(other.rows, other.evidence, strict=True) if e.part != "headline"]
    return _likeness(scene, rows, headline.rows[0])


def _likeness(scene: Scene, rows: Sequence[int], row: int) -> float:
    """Return how like a sentence is to the likest of others: to the first, and of many to the last."""
    vectors = scene.reading.vectors
    near = rows if len(rows) <= _TELLINGS else (rows[0], *rows[1 - _TELLINGS :])
    return max((0.0 if r == row else float(vectors[r] @ vectors[row]) for r in near), default=0.0)


def _same(scene: Scene, a: Telling, b: Telling) -> bool:
    needed = _needed(a, b)
    return needed is not None and _likeness(scene, a.rows, b.rows[0]) > needed


def _needed(a: Telling, b: Telling) -> float | None:
    """Return how like the sentences of two claims must be for the claims to be one; None where they cannot be."""
    x, y = a.claim, b.claim
    if (x.status == "negated") != (y.status == "negated"):
        return None
    if isinstance(x, EventClaim) and isinstance(y, EventClaim):
        return _event_needs(a, x, b, y)
    if isinstance(x, FigureClaim) and isinstance(y, FigureClaim):
        if _elsewhere(x.place, y.place) or (x.cumulative, x.part_of is None) != (y.cumulative, y.part_of is None):
            return None
        alike = (x.best, x.unit) == (y.best, y.unit) and (x.best or x.low) is not None and (x.low == y.low or None in (x.low, y.low))
        softened = only(x) is not None and only(x) == only(y) and x.unit == y.unit
        return 0.45 if alike or softened else None
    if isinstance(x, RelationClaim) and isinstance(y, RelationClaim):
        return 0.5 if x.relation == y.relation and len(a.parties & b.parties) >= 2 else None
    if isinstance(x, AssertionClaim) and isinstance(y, AssertionClaim):
        return 0.6 if x.topic == y.topic and a.parties & b.parties else None
    if isinstance(x, WarningClaim) and isinstance(y, WarningClaim):
        return 0.7 if len(a.named & b.named) >= 2 else None
    return None


def _elsewhere(one: Place | None, other: Place | None) -> bool:
    """Tell whether two places cannot be one: two towns, or two regions of one rank, by names that share no word."""
    if one is None or other is None or bag(one.name) & bag(other.name) or (one.geonameid and one.geonameid == other.geonameid):
        return False
    ranks = {one.precision, other.precision}
    return ranks <= _TOWNS or (len(ranks) == 1 and one.precision != "linear")


def _told_beside(x: EventClaim, y: EventClaim) -> bool:
    """Tell whether losses are told beside those that an attack has already: others' count or other people hurt, at no other time or place."""
    if _ADDED_UP.search(y.evidence[0].text):
        return False
    return (y.place is None or (x.place is not None and x.place.name == y.place.name)) and y.date in (None, x.date)


def _event_needs(a: Telling, x: EventClaim, b: Telling, y: EventClaim) -> float | None:
    if x.event.plover.type != y.event.plover.type:
        return None
    if "historical" in (x.status, y.status) and x.status != y.status:
        return None
    if x.date and y.date and (x.date.end < y.date.start or y.date.end < x.date.start):
        return None
    if _elsewhere(x.place, y.place):
        return None
    if tolls(y) and not tolls(x):
        apart = b.rows[0] - a.last
        told = 0 < apart <= FOLLOWS and y.casualties != () and x.event.plover.type == "ASSAULT" and not y.actors
        return 0.0 if told and (not x.casualties or _told_beside(x, y)) else None
    early = b.early or b.summary or a.early
    trigger, parties = a.named & b.named, a.parties & b.parties
    if trigger & _GENERIC:
        return 0.6 if parties and x.place and y.place and x.place.name == y.place.name else None
    if trigger and parties:
        return 0.45 if early else 0.55
    if trigger and (not a.parties or not b.parties):
        return 0.55
    return 0.65 if early and len(parties) > 1 and set(x.event.plover.modes) & set(y.event.plover.modes) else None
