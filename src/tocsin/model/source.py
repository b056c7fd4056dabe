"""A source: who published a document, and whom it credits."""

from __future__ import annotations

from datetime import datetime

from tocsin.model.span import Noun


class Source(Noun):
    """An outlet by name and web domain; either may be unknown, not both."""

    name: str | None
    domain: str | None


class Credit(Noun):
    """An outlet that a document credits, with the words that say so (offsets into the document's text)."""

    name: str | None
    domain: str | None
    start: int
    end: int


class Capture(Noun):
    """How bytes came in (Berkeley Protocol): where from, when, by which collector, their SHA-256 and their media type."""

    ref: str
    url: str | None
    final_url: str | None
    collected: datetime
    collector: str
    sha256: str
    media_type: str
    headers: tuple[tuple[str, str], ...] = ()
