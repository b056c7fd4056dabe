"""Names of places: what the toponym head tags, made whole by the place phrase of the entity head that it lies in.

The two heads follow two conventions. The entity head marks the whole phrase ("the town of Pandi, Bulacan"), the toponym head each name
("Pandi", "Bulacan"), which is what a gazetteer answers to. A phrase that holds names gives way to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Span = tuple[int, int]

_LINK = r"(?:of|al|el|ad|an|ar|as|ash|at|az|ed|ez|es|de|del|la|du|da|bin|ul)"
_RIGHT = re.compile(rf"(?:[\s\-–’'.]*(?:{_LINK}\b[\s\-–’']*)?[A-Z][\w’']*)+")
_KIND = re.compile(
    r"\s+(?:province|governorate|district|county|region|river|sea|mountains?|islands?|peninsula|valley|desert|gulf|lake|strait|plateau|basin)\b"
)
_LEFT = re.compile(rf"(?:\b[A-Z][\w’']*[\s\-–’']+(?:{_LINK}\b[\s\-–’']+)?)+$")
_NO_NAME = re.compile(
    r"(?:The|A|An|In|Near|At|From|And|Both|Northern|Southern|Eastern|Western|Central|Upper|Lower|Greater|Its|Their)\b[\s\-–’']+"
)
_OF = re.compile(r"\s+of\s+(?:the\s+)?[A-Z][\w’'-]*")
_OWNED = re.compile(r"\s*[’']\s?s?$")


def with_object(text: str, name: Span) -> Span:
    """Return a name of one word with the "of X" that follows it: "Line of Control", "Gulf of Ardan"."""
    start, end = name
    more = None if " " in text[start:end] else _OF.match(text, end)
    return (start, more.end()) if more else name


def whole_names(text: str, phrase: Span, names: Sequence[Span]) -> list[Span]:
    """Return the names within a place phrase, each with the capitalised words, links and feature noun that belong to it.

    Offsets are those of ``text``; ``names`` lie in order. Names that meet when made whole ("Gulf", "Aden" of "Gulf of Aden") become one.
    """
    made: list[Span] = []
    begin, stop = phrase
    for start, end in names:
        start, end = max(start, begin), min(end, stop)  # noqa: PLW2901 - clipped to the phrase
        left = _LEFT.search(text[begin:start])
        if left and not text[begin:start].rstrip().endswith((",", "’s", "'s")):
            head = left.group()
            while lead := _NO_NAME.match(head):
                head = head[lead.end() :]
            start -= len(head)  # noqa: PLW2901
        if right := _RIGHT.match(text, end, stop):
            end = right.end()  # noqa: PLW2901
        if kind := _KIND.match(text, end, stop):
            end = kind.end()  # noqa: PLW2901
        if owned := _OWNED.search(text[start:end]):
            end = start + owned.start()  # noqa: PLW2901
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made
