"""A claim's own words, short: the parts that carry it, in their order, with an ellipsis where words are left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.model.record import Claim, Evidence, FigureClaim, Header, Mention, Record
from tocsin.model.span import Span
from tocsin.views.around import cropped, few_around, is_scant, sentence_around
from tocsin.views.visible import quoted

_NEAR = 28
_TOGETHER = 60


def phrase(claim: Claim, most: int = 110, header: Header | None = None) -> str:
    """Return the words of a claim in quotation marks, about ``most`` characters; nothing is added, cuts show as an ellipsis.

    Words that are too few to be understood are given with the rest of their sentence, where ``header`` has the text.
    """
    parts = _parts(claim)
    return evidence_phrase(holding(claim, parts), parts, most, header)


def evidence_phrase(evidence: Evidence, parts: Iterable[Span] = (), most: int = 110, header: Header | None = None) -> str:
    """Return the words of one evidence in quotation marks, cut down to ``parts`` where they are too long."""
    if header is not None and is_scant(evidence.text):
        return sentence_around(evidence, header, most)
    if len(evidence.text) <= most:
        return quoted(evidence.text, most)
    inside = sorted((p.start - evidence.start, p.end - evidence.start) for p in parts if _holds(evidence, p))
    if not inside:
        return quoted(evidence.text, most)
    made = ""
    last = inside[0][0]
    for start, end in inside:
        if end <= last and made:
            continue
        gap = evidence.text[last : max(start, last)]
        made += (gap if len(gap) <= _NEAR else " … ") if made else ""
        made += evidence.text[max(start, last) : end]
        last = end
    if is_scant(made) or made.count("…") > 1:
        return cropped(evidence.text, (0, len(evidence.text)), inside[0], most)
    lead = "… " if inside[0][0] > 0 else ""
    return quoted(f"{lead}{made}", most)


def holding(claim: Claim, parts: Sequence[Span]) -> Evidence:
    """Return the evidence of a claim that holds the first of ``parts``, else its first evidence."""
    for part in parts[:1]:
        for evidence in claim.evidence:
            if _holds(evidence, part):
                return evidence
    return claim.evidence[0]


def cautious(claim: Claim) -> Evidence:
    """Return the evidence whose speaker, hedges and status the claim took."""
    for evidence in claim.evidence:
        if (evidence.status, evidence.said_by, evidence.hedges) == (claim.status, claim.said_by, claim.hedges):
            return evidence
    return next((e for e in claim.evidence if e.status == claim.status), claim.evidence[0])


def number_span(claim: FigureClaim, record: Record) -> Span:
    """Return the words of a figure's number: those of the casualty or quantity in its evidence, else the evidence itself."""
    for other in record.claims:
        if other.kind == "event":
            for casualty in other.casualties:
                if casualty.figure == claim.id:
                    return casualty
    evidence = claim.evidence[0]
    near = [m for m in record.mentions if m.value is not None and _holds(evidence, m)]
    same = [m for m in near if m.value is not None and (m.value.low, m.value.best, m.value.high) == (claim.low, claim.best, claim.high)]
    return _longest(same) if same else evidence


def figure_words(claim: FigureClaim, record: Record) -> str:
    """Return a figure's number as the report words it, in quotation marks, with what it counts where that stands beside it."""
    span, evidence = number_span(claim, record), claim.evidence[0]
    if claim.of and _holds(evidence, claim.of) and _holds(evidence, span):
        start, end = min(span.start, claim.of.start), max(span.end, claim.of.end)
        if span.end - span.start < end - start <= _TOGETHER:
            return quoted(evidence.text[start - evidence.start : end - evidence.start], _TOGETHER)
    return few_around(span, record.document)


def _longest(mentions: Sequence[Mention]) -> Mention:
    return max(mentions, key=lambda m: m.end - m.start)


def _holds(evidence: Evidence, part: Span) -> bool:
    return evidence.within == part.within and evidence.start <= part.start and part.end <= evidence.end


def _parts(claim: Claim) -> tuple[Span, ...]:
    match claim.kind:
        case "event":
            return (claim.trigger, *claim.actors[:2], *claim.recipients[:2], *claim.casualties[:1])
        case "relation":
            return tuple(r for r in (claim.origin, claim.to) if r)
        case "warning":
            return (claim.outcome, *((claim.condition,) if claim.condition else ()))
        case "figure":
            return ()
        case "assertion":
            return ()
