"""How a report says a thing more firmly in one place than in another, in a sentence."""

from __future__ import annotations

from tocsin.model.reading import Status
from tocsin.model.record import Claim, Drifting, Evidence, Header
from tocsin.views.phrase import evidence_phrase
from tocsin.views.plain import PART, chain, listed
from tocsin.views.screen import Piece, Sentence, sentence
from tocsin.views.visible import quoted

_TOLD: dict[Status, str] = {
    "occurred": "as done",
    "ongoing": "as under way",
    "future": "as planned",
    "hypothetical": "as a possibility",
    "negated": "as denied",
    "historical": "as background",
}
_SHORT: dict[Drifting, str] = {
    "hedge dropped": "without the doubt",
    "speaker dropped": "without the speaker",
    "wording raised": "in stronger words",
}


def drift_sentence(claim: Claim, header: Header) -> Sentence:
    """Return a sentence on where ``claim`` is said more firmly; further places follow below it."""
    pairs: dict[tuple[int, int], list[Drifting]] = {}
    for drift in claim.drift:
        if max(drift.origin, drift.to) < len(claim.evidence):
            pairs.setdefault((drift.origin, drift.to), []).append(drift.what)
    made = [_one(claim, header, claim.evidence[origin], claim.evidence[to], what) for (origin, to), what in pairs.items()]
    return sentence(made[0].pieces, under=made[1:]) if made else sentence("This is told again elsewhere in stronger words.")


def drift_words(claim: Claim, header: Header) -> tuple[str, ...]:
    """Return the drift of a claim as short lines: where it is said more firmly, how, in which words."""
    pairs: dict[int, list[str]] = {}
    for drift in claim.drift:
        if drift.to < len(claim.evidence):
            firm = claim.evidence[drift.to]
            how = f"told {_TOLD[firm.status]}" if drift.what == "status raised" else _SHORT[drift.what]
            pairs.setdefault(drift.to, []).append(how)
    made = []
    for to, what in pairs.items():
        firm = claim.evidence[to]
        made.append(f"Said more firmly in {PART[firm.part]}, {listed(what)}: {evidence_phrase(firm, most=100, header=header)}")
    return tuple(made)


def _one(claim: Claim, header: Header, care: Evidence, firm: Evidence, what: list[Drifting]) -> Sentence:
    subject, other = PART[firm.part], PART[care.part]
    subject, other = (f"another passage of {subject}", other) if subject == other else (subject, other)
    quote = Piece(evidence_phrase(firm, most=100, header=header), (claim.id,), spans=(firm,))
    against = Piece(evidence_phrase(care, most=110, header=header), (claim.id,), spans=(care,))
    turns = []
    if "status raised" in what:
        turns.append(f"tells {_TOLD[firm.status]} what {other} tells {_TOLD[care.status]}")
    drops = []
    if "hedge dropped" in what:
        hedges = listed([quoted(h.text, 40) for h in care.hedges[:2]])
        drops.append(f"the doubt ({hedges})" if hedges else "the doubt")
    if "speaker dropped" in what:
        names = chain(care.said_by)
        drops.append(f"the speaker ({names[-1]})" if len(names) > 1 else "the speaker")
    if drops:
        turns.append(f"drops {listed(drops)}")
    if "wording raised" in what:
        turns.append("uses a stronger word")
    return sentence(f"{subject.capitalize()} {listed(turns)}: ", quote, " against ", against, ".")
