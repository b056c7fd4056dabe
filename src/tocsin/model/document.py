"""A document: one report as text, with what its wrapping says of it."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from pydantic import Field

from tocsin.errors import EvidenceError
from tocsin.model.issue import Issue
from tocsin.model.source import Capture, Source
from tocsin.model.span import Noun, Span

_GAP = "\n\n"


class Document(Noun):
    """One report. ``text`` is what offsets count in; ``id`` is the SHA-256 of the captured bytes, or of the text where there are none.

    ``title_apart`` tells that ``title`` is not part of ``text`` (JSON Lines, whose offsets are kept). ``words`` is then title, blank
    line, text: rooms read ``words`` and count in it; ``span`` turns such offsets into those of the record.
    """

    id: str
    ref: str
    sha256: str
    text: str
    title: str | None = None
    title_apart: bool = False
    published: date | None = None
    language: str | None = None
    url: str | None = None
    source: Source | None = None
    capture: Capture | None = None
    issues: tuple[Issue, ...] = Field(default=())

    @cached_property
    def words(self) -> str:
        """The text that is read: the title, where it is kept apart, then the text."""
        return f"{self.title}{_GAP}{self.text}" if self.title_apart and self.title else self.text

    @cached_property
    def shift(self) -> int:
        """How many characters of ``words`` stand before ``text``."""
        return len(self.words) - len(self.text)

    def span(self, start: int, end: int) -> Span:
        """Return the words ``words[start:end]`` as a span of the record; raise EvidenceError where there are none."""
        return Span(**self.cut(start, end))

    def cut(self, start: int, end: int) -> dict[str, Any]:
        """Return the fields of a span of the words ``words[start:end]``, for a noun that is a span; raise as ``span`` does."""
        if not 0 <= start < end <= len(self.words):
            raise EvidenceError(f"{self.ref}: no words at {start}:{end} of {len(self.words)} characters")
        if start >= self.shift:
            return {"start": start - self.shift, "end": end - self.shift, "text": self.words[start:end]}
        end = min(end, self.shift - len(_GAP))
        if start >= end:
            raise EvidenceError(f"{self.ref}: {start}:{end} stands between title and text")
        return {"start": start, "end": end, "text": self.words[start:end], "within": "title"}
