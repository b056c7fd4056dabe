"""A quotation as the record shows it, its offsets converted as ``Document.span`` converts them."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.model.document import Document
from tocsin.model.reading import Offsets
from tocsin.model.reading import Quotation as Seen
from tocsin.model.record import Quotation, Speaker


def record_quotation(
    document: Document, seen: Seen, number: int, span: Offsets | None, actor: str | None, *, anonymous: bool, verbatim: bool
) -> Quotation:
    """Return quotation ``q<number>``; ``span`` names the speaker in ``Document.words``, null where nobody is named.

    A quotation lies in the title or in the text: pieces on the other side are left out, and so are the offsets of a speaker named there.
    """
    title = (seen.content or seen.cue or seen.source)[0][0] < document.shift
    speaker = Speaker(actor=None, start=None, end=None, text=None, anonymous=False)
    if span is not None:
        place = _converted(document, (span,), title=title)
        start, end = place[0] if place else (None, None)
        speaker = Speaker(actor=actor, start=start, end=end, text=document.words[span[0] : span[1]], anonymous=anonymous)
    return Quotation(
        id=f"q{number}",
        source=_converted(document, seen.source, title=title),
        cue=_converted(document, seen.cue, title=title),
        content=_converted(document, seen.content, title=title),
        speaker=speaker,
        verbatim=verbatim,
        within="title" if title else None,
    )


def place_of(quotation: Seen) -> int:
    """Return where a quotation stands: where its source begins, else its cue, else its content; 0 where it has nothing."""
    pieces = quotation.source or quotation.cue or quotation.content
    return pieces[0][0] if pieces else 0


def _converted(document: Document, pieces: Sequence[Offsets], *, title: bool) -> tuple[Offsets, ...]:
    made: list[Offsets] = []
    for start, end in pieces:
        if start < end and (start < document.shift) == title:
            cut = document.cut(start, end)
            made.append((cut["start"], cut["end"]))
    return tuple(made)
