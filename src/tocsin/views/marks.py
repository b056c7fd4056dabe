"""A text cut into segments so that overlapping marks can be shown: each segment knows every mark that covers it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_BREAK = re.compile(r"[ \t]*\n[ \t]*\n\s*")
_LINE = re.compile(r"([^\n])[ \t]*\n(?=[^\n])")
_ENDS = frozenset(".!?:;”\"'’)]-–—*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that something points to: ``key`` is what (``E1``, ``q2``), ``kind`` how it is shown, empty where only the place matters."""

    start: int
    end: int
    key: str
    kind: str = ""
    core: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters with the same marks. ``kind`` is that of the shortest mark that has one; ``ends`` are the marks that end here."""

    start: int
    text: str
    keys: tuple[str, ...]
    kind: str
    core: bool
    ends: tuple[Mark, ...]


Paragraph = tuple[Segment, ...]


def paragraphs(text: str, marks: Iterable[Mark]) -> tuple[Paragraph, ...]:
    """Cut ``text`` at every mark's edge and at blank lines; the blanks between paragraphs belong to none."""
    given = sorted((m for m in marks if 0 <= m.start < m.end <= len(text)), key=lambda m: (m.start, -m.end))
    made: list[Paragraph] = []
    reflow = _hard_wrapped(text)
    inside: list[Mark] = []
    upcoming = 0
    for start, end in _blocks(text):
        inside = [m for m in inside if m.end > start]
        while upcoming < len(given) and given[upcoming].start < end:
            if given[upcoming].end > start:
                inside.append(given[upcoming])
            upcoming += 1
        edges = sorted({start, end, *(max(m.start, start) for m in inside), *(min(m.end, end) for m in inside)})
        run = [_segment(text, a, b, inside, end) for a, b in pairwise(edges)]
        made.append(tuple(replace(s, text=s.text.replace("\n", " ")) if reflow else s for s in run))
    return tuple(made)


def _segment(text: str, start: int, end: int, marks: Sequence[Mark], block_end: int) -> Segment:
    over = [m for m in marks if m.start < end and start < m.end]
    shown = sorted((m for m in over if m.kind and not m.core), key=lambda m: m.end - m.start)
    # A mark that runs on into the next paragraph ends there, not here.
    ends = tuple(m for m in over if m.kind and not m.core and m.end == end) if end <= block_end else ()
    return Segment(
        start=start,
        text=text[start:end],
        keys=tuple(dict.fromkeys(m.key for m in over)),
        kind=shown[0].kind if shown else "",
        core=any(m.core and m.key == (shown[0].key if shown else "") for m in over),
        ends=ends,
    )


def _blocks(text: str) -> Iterable[tuple[int, int]]:
    start = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    for gap in _BREAK.finditer(text, start, last):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < last:
        yield start, last


def _hard_wrapped(text: str) -> bool:
    """Whether most line breaks fall within sentences, as in mail and plain text files that are wrapped at a column."""
    ends = [m.group(1) for m in _LINE.finditer(text)]
    return len(ends) > 2 and sum(e not in _ENDS for e in ends) > 0.6 * len(ends)
