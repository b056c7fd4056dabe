"""What one report tells again: claims of the same thing joined into one with several evidences, and the drift between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tocsin.codebook import codebook
from tocsin.model.reading import Status
from tocsin.model.record import AssertionClaim, Claim, Drift, Drifting, EventClaim, Evidence, FigureClaim, RelationClaim, WarningClaim
from tocsin.model.span import Span
from tocsin.resolve.scene import Scene

_FIRM: dict[Status, int] = {"negated": 0, "hypothetical": 1, "future": 2, "historical": 3, "ongoing": 3, "occurred": 3}
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "and",
        "or",
        "its",
        "their",
        "his",
        "her",
        "with",
        "by",
        "from",
        "for",
        "that",
        "this",
        "those",
        "these",
        "said",
        "group",
    ]
)
_RETOLD = 0.5
_TOLL = re.compile(r"(?i)killed|killing|died|dead|deaths?|wounded|injured|injuring|wounding|toll|casualties|lives")
_WORD = re.compile(r"[^\W\d_]{3,}")


def merge(scene: Scene, claims: Sequence[Claim]) -> list[Claim]:
    """Join repeated claims, in the order of their first evidence; each takes the most cautious status, speaker chain and hedges.

    A headline retells the body: each of its claims joins the one it is most like. Within the body two claims are one only when they agree
    in what they name.
    """
    made: list[Claim] = []
    for claim in (c for c in claims if not _is_headline(c)):
        for index, other in enumerate(made):
            if _same(scene, other, claim):
                made[index] = _joined(other, claim)
                break
        else:
            made.append(claim)
    for claim in (c for c in claims if _is_headline(c)):
        scored = [(score, -n, n) for n, other in enumerate(made) if (score := _retold(scene, claim, other)) >= _RETOLD]
        if scored:
            index = max(scored)[2]
            made[index] = _joined(made[index], claim)
        else:
            made.append(claim)
    return sorted(made, key=lambda c: (c.evidence[0].within is None, c.evidence[0].start, c.kind, c.evidence[0].end))


def _is_headline(claim: Claim) -> bool:
    return all(e.part == "headline" for e in claim.evidence)


def _retold(scene: Scene, headline: Claim, other: Claim) -> float:
    """Say how surely a headline's claim tells another again: likeness of the sentences, raised by shared words of trigger and parties."""
    if headline.kind != other.kind:
        return 0.0
    likeness = max((_likeness(scene, headline.evidence[0], e) for e in other.evidence if e.part != "headline"), default=0.0)
    if isinstance(headline, EventClaim) and isinstance(other, EventClaim):
        if other.status == "historical" or (headline.status == "negated") != (other.status == "negated"):
            return 0.0
        alike = bool(_words(headline.trigger.text) & _words(other.trigger.text))
        same_type = headline.event.plover.type == other.event.plover.type
        if not same_type and not (alike or headline.event.plover.quad == other.event.plover.quad):
            return 0.0
        parties = [_words(*(r.text for r in (*c.actors, *c.recipients))) for c in (headline, other)]
        return likeness + 0.25 * alike + 0.15 * bool(parties[0] & parties[1]) - 0.25 * (not same_type)
    return 1.0 if likeness and _same(scene, other, headline) else 0.0


def _position(scene: Scene, span: Span) -> int:
    return span.start + (0 if span.within else scene.reading.document.shift)


def _likeness(scene: Scene, a: Span, b: Span) -> float:
    rows = [scene.sentence_at(_position(scene, s)) for s in (a, b)]
    if rows[0] == rows[1]:
        return 0.0
    return float(scene.reading.vectors[rows[0]] @ scene.reading.vectors[rows[1]])


def _apart(scene: Scene, a: Claim, b: Claim) -> int | None:
    """Return by how many sentences ``b`` follows ``a``; None where one of them stands in the headline."""
    if _is_headline(a) or _is_headline(b):
        return None
    last = max(scene.sentence_at(_position(scene, e)) for e in a.evidence)
    return scene.sentence_at(_position(scene, b.evidence[0])) - last


def _words(*texts: str) -> set[str]:
    return {w.lower()[:6] for t in texts for w in _WORD.findall(t)} - _STOP


def _same(scene: Scene, a: Claim, b: Claim) -> bool:
    if a.kind != b.kind:
        return False
    likeness = max(_likeness(scene, x, b.evidence[0]) for x in a.evidence)
    if likeness <= 0:
        return False
    if isinstance(a, EventClaim) and isinstance(b, EventClaim):
        return _same_event(a, b, likeness, _apart(scene, a, b))
    if isinstance(a, FigureClaim) and isinstance(b, FigureClaim):
        alike = (a.best, a.unit) == (b.best, b.unit) and (a.best or a.low) is not None and (a.low == b.low or None in (a.low, b.low))
        softened = _only(a) is not None and _only(a) == _only(b) and a.unit == b.unit
        return (alike or softened) and likeness > 0.45
    if isinstance(a, RelationClaim) and isinstance(b, RelationClaim):
        ends = [_words(*(r.text for r in (c.origin, c.to) if r)) for c in (a, b)]
        return a.relation == b.relation and likeness > 0.5 and len(ends[0] & ends[1]) >= 2
    if isinstance(a, AssertionClaim) and isinstance(b, AssertionClaim):
        return (
            a.topic == b.topic
            and likeness > 0.6
            and bool(_words(a.about.text if a.about else "") & _words(b.about.text if b.about else ""))
        )
    if isinstance(a, WarningClaim) and isinstance(b, WarningClaim):
        return likeness > 0.7 and len(_words(a.outcome.text) & _words(b.outcome.text)) >= 2
    return False


def _only(figure: FigureClaim) -> float | None:
    """Return the one number that a figure names, as a bound or exactly; None where it names none or several."""
    named = {n for n in (figure.low, figure.best, figure.high) if n is not None}
    return named.pop() if len(named) == 1 else None


def _same_event(a: EventClaim, b: EventClaim, likeness: float, apart: int | None) -> bool:
    if a.event.plover.type != b.event.plover.type or ("negated" in (a.status, b.status) and a.status != b.status):
        return False
    if "historical" in (a.status, b.status) and a.status != b.status:
        return False
    if a.date and b.date and (a.date.end < b.date.start or b.date.end < a.date.start):
        return False
    if a.place and b.place and a.place.name != b.place.name and {a.place.precision, b.place.precision} <= {"point", "near"}:
        return False
    parties = [_words(*(r.text for r in (*c.actors, *c.recipients))) for c in (a, b)]
    trigger = _words(a.trigger.text) & _words(b.trigger.text)
    if apart is not None and _TOLL.fullmatch(b.trigger.text) and not _TOLL.fullmatch(a.trigger.text):
        return 0 < apart <= 3 and b.casualties != () and a.event.plover.type == "ASSAULT" and not b.actors and not a.casualties
    early = b.evidence[0].part in ("headline", "lede", "summary") or any(e.part in ("headline", "lede") for e in a.evidence)
    if trigger and parties[0] & parties[1]:
        return likeness > (0.45 if early else 0.55)
    if trigger and (not parties[0] or not parties[1]):
        return likeness > 0.55
    return early and bool(parties[0] & parties[1]) and likeness > 0.6


def _joined(base: Claim, again: Claim) -> Claim:
    """Return ``base`` with the evidence of ``again``; what ``base`` leaves open is filled from ``again``, and its id stays."""
    evidence = tuple(sorted((*base.evidence, *again.evidence), key=lambda e: (e.within is None, e.start, e.end)))
    cautious = most_cautious(evidence)
    changes: dict[str, object] = {
        "evidence": evidence,
        "status": evidence[cautious].status,
        "said_by": evidence[cautious].said_by,
        "hedges": evidence[cautious].hedges,
        "drift": find_drift(evidence, cautious),
        "confidence": round(1 - (1 - base.confidence) * (1 - 0.5 * again.confidence), 4),
    }
    if isinstance(base, EventClaim) and isinstance(again, EventClaim):
        for name in ("actors", "recipients", "place", "date", "instrument"):
            changes[name] = getattr(base, name) or getattr(again, name)
        told = {(c.category, c.low, c.best, c.high) for c in base.casualties}
        more = tuple(c for c in again.casualties if (c.category, c.low, c.best, c.high) not in told)
        changes["casualties"] = (*base.casualties, *more)
    if isinstance(base, FigureClaim) and isinstance(again, FigureClaim) and again.low is not None and base.low is None:
        changes |= {"low": again.low, "best": again.best, "high": again.high}
    return base.model_copy(update=changes)


def most_cautious(evidence: Sequence[Evidence]) -> int:
    """Return the index of the most cautious evidence: by status, then speaker, then hedges."""
    order = codebook().most_cautious
    status = order([e.status for e in evidence])
    voices = {"attributed": 0, "hedged": 1, "own": 2}
    return min(range(len(evidence)), key=lambda i: (evidence[i].status != status, voices[evidence[i].voice], -len(evidence[i].hedges), i))


_BOUND = re.compile(r"(?i)\b(at least|more than|over|up to|some|about|around|nearly|almost|as many as)\s+\d")


def find_drift(evidence: Sequence[Evidence], cautious: int) -> tuple[Drift, ...]:
    """List how other evidences say it more firmly than the most cautious one."""
    base = evidence[cautious]
    made: list[Drift] = []

    def add(index: int, what: Drifting) -> None:
        made.append(Drift(origin=cautious, to=index, what=what))

    for index, other in enumerate(evidence):
        if index == cautious:
            continue
        if base.hedges and not other.hedges:
            add(index, "hedge dropped")
        if base.voice == "attributed" and other.voice != "attributed":
            add(index, "speaker dropped")
        if _FIRM[other.status] > _FIRM[base.status]:
            add(index, "status raised")
        if _BOUND.search(base.text) and re.search(r"\d", other.text) and not _BOUND.search(other.text):
            add(index, "wording raised")
    return tuple(made)
