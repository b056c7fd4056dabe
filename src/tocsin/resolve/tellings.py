"""The tellings of one claim while a report's repetitions are being joined, and the shelf that finds those that may be told again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tocsin.codebook import codebook
from tocsin.model.record import AssertionClaim, Claim, EventClaim, Evidence, FigureClaim, RelationClaim, WarningClaim
from tocsin.model.span import Span
from tocsin.resolve.drift import find_drift, most_cautious
from tocsin.resolve.register import bag
from tocsin.resolve.scene import Scene

#: With how many earlier claims a claim is compared for each word or number that it shares with them.
COMPARED: Final = 100
#: A toll belongs to an attack told at most so many sentences before it.
FOLLOWS: Final = 3
Key = tuple[object, ...]
_STOP: Final = bag("the a an of in on at to and or its their his her with by from for that this those these said group")
_TOLL = re.compile(r"(?i)killed|killing|died|dead|deaths?|wounded|injured|injuring|wounding|toll|casualties|lives")
_WORD = re.compile(r"[^\W\d_]{3,}")


class Telling:
    """A claim with all its evidences; ``rows`` are their sentences, ``named`` and ``parties`` the words by which it is told again."""

    def __init__(self, scene: Scene, claim: Claim) -> None:
        first = claim.evidence[0]
        self.claim = claim
        self.evidence: list[Evidence] = list(claim.evidence)
        self.rows = [scene.sentence_at(_position(scene, e)) for e in claim.evidence]
        self.last = max(self.rows)
        self.early = first.part in ("headline", "lede")
        self.summary = first.part == "summary"
        self.filed: set[Key] = set()
        self._cautious = first.status
        self.named, self.parties = _names(claim)

    def join(self, again: Telling) -> None:
        """Add the evidence of another telling; what this one leaves open is filled from there, and its id stays."""
        self.evidence += again.evidence
        self.rows += again.rows
        self.last = max(self.last, again.last)
        self.early = self.early or again.early
        self._cautious = codebook().most_cautious((self._cautious, again._cautious))
        base, more = self.claim, again.claim
        changes: dict[str, object] = {
            "status": self._cautious,
            "confidence": round(1 - (1 - base.confidence) * (1 - 0.5 * more.confidence), 4),
        }
        if isinstance(base, EventClaim) and isinstance(more, EventClaim):
            for name in ("actors", "recipients", "place", "date", "instrument"):
                changes[name] = getattr(base, name) or getattr(more, name)
            told = {(c.category, c.low, c.best, c.high) for c in base.casualties}
            changes["casualties"] = (*base.casualties, *(c for c in more.casualties if (c.category, c.low, c.best, c.high) not in told))
        if isinstance(base, FigureClaim) and isinstance(more, FigureClaim) and more.low is not None and base.low is None:
            changes |= {"low": more.low, "best": more.best, "high": more.high}
        self.claim = base.model_copy(update=changes)
        self.named, self.parties = _names(self.claim)

    def joined(self) -> Claim:
        """Return the claim with its evidences in the order of the text, as cautious as the most cautious of them, and the drift."""
        if len(self.evidence) == 1:
            return self.claim
        evidence = tuple(sorted(self.evidence, key=lambda e: (e.within is None, e.start, e.end)))
        cautious = most_cautious(evidence)
        return self.claim.model_copy(
            update={
                "evidence": evidence,
                "said_by": evidence[cautious].said_by,
                "hedges": evidence[cautious].hedges,
                "drift": find_drift(evidence, cautious),
            }
        )


class Shelf:
    """Tellings in the order of the text, filed under what a claim that tells them again must share with them."""

    def __init__(self) -> None:
        self.tellings: list[Telling] = []
        self._filed: dict[Key, list[int]] = {}

    def add(self, telling: Telling) -> None:
        """Put a telling behind the others."""
        self.tellings.append(telling)
        self.file(len(self.tellings) - 1)

    def file(self, number: int) -> None:
        """File a telling under all that it holds by now."""
        telling = self.tellings[number]
        for key in _filed_under(telling):
            if key not in telling.filed:
                telling.filed.add(key)
                self._filed.setdefault(key, []).append(number)

    def near(self, telling: Telling) -> list[int]:
        """Return the numbers of the tellings that another may tell again, first to last."""
        return sorted({n for key in _asked_under(telling) for n in self._filed.get(key, ())[-COMPARED:]})


def tolls(event: EventClaim) -> bool:
    """Tell whether an event is told by its losses alone ("were killed")."""
    return _TOLL.fullmatch(event.trigger.text) is not None


def only(figure: FigureClaim) -> float | None:
    """Return the one number that a figure names, as a bound or exactly; None where it names none or several."""
    named = {n for n in (figure.low, figure.best, figure.high) if n is not None}
    return named.pop() if len(named) == 1 else None


def _position(scene: Scene, span: Span) -> int:
    return span.start + (0 if span.within else scene.reading.document.shift)


def _words(*texts: str) -> frozenset[str]:
    return frozenset(w.lower()[:6] for t in texts for w in _WORD.findall(t)) - _STOP


def _names(claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
    if isinstance(claim, EventClaim):
        return _words(claim.trigger.text), _words(*(r.text for r in (*claim.actors, *claim.recipients)))
    if isinstance(claim, RelationClaim):
        return frozenset(), _words(*(r.text for r in (claim.origin, claim.to) if r))
    if isinstance(claim, AssertionClaim):
        return frozenset(), _words(claim.about.text if claim.about else "")
    return _words(claim.outcome.text) if isinstance(claim, WarningClaim) else frozenset(), frozenset()


def _filed_under(told: Telling) -> Iterator[Key]:
    claim = told.claim
    if not isinstance(claim, EventClaim):
        yield from _stated(told)
        return
    act = claim.event.plover.type
    for word in told.named:
        yield "act", act, word
        yield from (("act", act, word, party) for party in told.parties or ("",))
    for party in told.parties:
        yield "party", act, party
        if told.early:
            yield "early", act, party
    if act == "ASSAULT":
        yield "attack", told.last


def _asked_under(told: Telling) -> Iterator[Key]:
    claim = told.claim
    if not isinstance(claim, EventClaim):
        yield from _stated(told)
        return
    act = claim.event.plover.type
    for word in told.named:
        if not told.parties:
            yield "act", act, word
        yield from (("act", act, word, party) for party in ("", *told.parties))
    for party in told.parties:
        yield "party" if told.early or told.summary else "early", act, party
    if tolls(claim):
        yield from (("attack", told.rows[0] - back) for back in range(1, FOLLOWS + 1))


def _stated(told: Telling) -> Iterator[Key]:
    claim = told.claim
    if isinstance(claim, FigureClaim):
        yield "figure", claim.best, claim.unit
        yield "number", only(claim), claim.unit
    elif isinstance(claim, RelationClaim):
        yield from (("relation", claim.relation, word) for word in told.parties)
    elif isinstance(claim, AssertionClaim):
        yield from (("assertion", claim.topic, word) for word in told.parties)
    elif isinstance(claim, WarningClaim):
        yield from (("warning", word) for word in told.named)
