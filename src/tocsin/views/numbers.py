"""Numbers that nobody is said to have counted, and losses without a number."""

from __future__ import annotations

from tocsin.model.record import EventClaim, FigureClaim, Record
from tocsin.views.around import few_around
from tocsin.views.phrase import cautious, figure_words, number_span
from tocsin.views.plain import count, lacking, of, speaker
from tocsin.views.screen import Piece, Sentence, in_prose, sentence


def numbers(record: Record) -> list[Sentence]:
    """Return sentences on numbers without a source, losses without a number, and rival numbers for one happening."""
    figures = [c for c in record.claims if c.kind == "figure" and (c.low, c.best, c.high) != (None, None, None)]
    made = []
    bare = [c for c in figures if cautious(c).voice != "attributed"]
    if bare:
        made.append(sentence(f"{lacking(len(bare), len(figures), 'number', 'source')}: ", in_prose(_piece(c, record) for c in bare), "."))
    elif figures:
        verb = "comes" if len(figures) == 1 else "come"
        made.append(sentence(Piece(of(len(figures), len(figures), "number"), tuple(c.id for c in figures)), f" {verb} with a source."))
    made += _losses(record)
    made += _rivals(record)
    return made


def _losses(record: Record) -> list[Sentence]:
    events = [c for c in record.claims if c.kind == "event"]
    seen: dict[tuple[int, int], Piece] = {}
    for claim in events:
        for casualty in claim.casualties:
            if (casualty.low, casualty.best, casualty.high) == (None, None, None):
                piece = Piece(few_around(casualty, record.document), (claim.id,), spans=(casualty,))
                seen.setdefault((casualty.start, casualty.end), piece)
    uncounted = [c for c in record.claims if c.kind == "figure" and (c.low, c.best, c.high) == (None, None, None) and not _covered(c, seen)]
    made = []
    if seen:
        verb = "is" if len(seen) == 1 else "are"
        made.append(sentence(f"{count(len(seen), 'loss', 'losses')} {verb} told without a number: ", in_prose(seen.values()), "."))
    if uncounted:
        verb = "is" if len(uncounted) == 1 else "are"
        amounts = in_prose(_piece(c, record) for c in uncounted)
        made.append(sentence(f"{count(len(uncounted), 'amount')} {verb} only told in words: ", amounts, "."))
    return made


def _rivals(record: Record) -> list[Sentence]:
    """One happening, several numbers of the same kind of loss: each is kept."""
    made = []
    for claim in record.claims:
        if claim.kind != "event":
            continue
        for category in dict.fromkeys(c.category for c in claim.casualties):
            pieces = _rival_pieces(record, claim, category)
            if len(pieces) > 1:
                made.append(sentence(f"Several numbers of people {category} are given: ", in_prose(pieces), "; none is preferred here."))
    return made


def _rival_pieces(record: Record, claim: EventClaim, category: str) -> list[Piece]:
    speakers = {c.id: c for c in record.claims if c.kind == "figure"}
    values: dict[tuple[float | None, ...], Piece] = {}
    for casualty in claim.casualties:
        if casualty.category != category or (casualty.low, casualty.best, casualty.high) == (None, None, None):
            continue
        figure = speakers.get(casualty.figure or "")
        ids = (claim.id, figure.id) if figure else (claim.id,)
        by = f" ({speaker(figure).replace(' (not named)', ', not named')})" if figure else ""
        values.setdefault(
            (casualty.low, casualty.best, casualty.high), Piece(f"{few_around(casualty, record.document)}{by}", ids, spans=(casualty,))
        )
    return list(values.values())


def _piece(claim: FigureClaim, record: Record) -> Piece:
    return Piece(figure_words(claim, record), (claim.id,), spans=(number_span(claim, record),))


def _covered(claim: FigureClaim, seen: dict[tuple[int, int], Piece]) -> bool:
    return any(e.start <= start and end <= e.end for e in claim.evidence for start, end in seen)
