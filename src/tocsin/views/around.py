"""Some words of a report with those around them, where they alone would tell a reader nothing."""

from __future__ import annotations

import re

from tocsin.model.record import Header
from tocsin.model.span import Span
from tocsin.views.visible import quoted

_FEW_WORDS = 5
_FEW_LETTERS = 40
_FAR = 600
_STOP = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\W_a-z])|\s*\n\s*")
_LEFT = re.compile(r"(?:[\w’'-]+[ ]+){0,2}$")
_RIGHT = re.compile(r"^(?:[ ]+[\w’'-]+){0,3}")


def is_scant(words: str) -> bool:
    """Tell whether words are too few to be understood by themselves."""
    return len(words) < _FEW_LETTERS and len(words.split()) < _FEW_WORDS


def sentence_around(span: Span, header: Header, most: int) -> str:
    """Return the sentence that holds ``span`` in quotation marks, cropped about the span to ``most`` characters."""
    text = _text(span, header)
    return cropped(text, _bounds(text, span), (span.start, span.end), most)


def cropped(text: str, whole: tuple[int, int], core: tuple[int, int], most: int) -> str:
    """Return ``text[whole]`` in quotation marks, cut between words to ``most`` characters about ``core``."""
    start, end = whole
    if end - start <= most:
        return quoted(text[start:end].rstrip(".").lstrip("#*- "), most + 4)
    room = max(0, most - (core[1] - core[0]))
    left = max(start, min(core[0] - room // 2, end - most))
    right = min(end, left + max(most, core[1] - left))
    if left > start and (blank := text.find(" ", left, core[0])) >= 0:
        left = blank + 1
    if right < end and (blank := text.rfind(" ", core[1], right)) >= 0:
        right = blank
    ending = "…" if right < end else ""
    return quoted(f"{'… ' if left > start else ''}{text[left:right].rstrip(' ,;:–—-.')}{ending}", most + 8)


def few_around(span: Span, header: Header) -> str:
    """Return ``span`` in quotation marks; a single word with three of its clause after it, or two before it where none follow."""
    if len(span.text.split()) > 1:
        return quoted(span.text, 60)
    text = _text(span, header)
    start, end = _bounds(text, span)
    before, after = _LEFT.search(text[start : span.start]), _RIGHT.search(text[span.end : end])
    right = after.group() if after else ""
    left = before.group() if before and not right else ""
    return quoted(f"{left}{text[span.start : span.end]}{right}", 60)


def _text(span: Span, header: Header) -> str:
    return (header.title if span.within else header.text) or ""


def _bounds(text: str, span: Span) -> tuple[int, int]:
    """The sentence about a span, by its stops and line ends."""
    before = [m.end() for m in _STOP.finditer(text, max(0, span.start - _FAR), span.start)]
    start = before[-1] if before else max(0, span.start - _FAR)
    after = _STOP.search(text, span.end, min(len(text), span.end + _FAR))
    if after is None:
        return min(start, span.start), min(len(text), span.end + _FAR)
    # The stop itself belongs to the sentence, a line's end does not.
    return min(start, span.start), after.start() + (0 if after.group().isspace() else 1)
