"""A draft: what a format's reader found, before it becomes a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from tocsin.errors import InputError
from tocsin.ingest.item import issue
from tocsin.ingest.language import language_of
from tocsin.ingest.limits import Limits
from tocsin.ingest.raw import Raw
from tocsin.model.document import Document
from tocsin.model.issue import Issue
from tocsin.model.source import Source

_TAIL = 2_000


@dataclass(frozen=True, slots=True)
class Draft:
    """Text and what its wrapping says of it; ``of_text`` asks that the document's id be the hash of its text, not of the captured bytes."""

    text: str
    title: str | None = None
    title_apart: bool = False
    published: date | None = None
    language: str | None = None
    url: str | None = None
    source: Source | None = None
    issues: tuple[Issue, ...] = ()
    ref: str | None = None
    of_text: bool = False


def finish(raw: Raw, draft: Draft, limits: Limits) -> Document:
    """Return the document that ``draft`` describes, its text cut at the limit. Raises InputError ``empty`` where no text is left."""
    ref = draft.ref or raw.ref
    if not draft.text.strip():
        raise InputError(f"{ref}: there is no text in it; check that it was saved, or leave it out", "empty")
    text = cut(draft.text, limits.max_chars)
    left = len(draft.text) - len(text)
    issues = draft.issues
    if left or not raw.whole:
        issues = (*issues, _truncated(ref, len(text), left, raw.left))
    digest = sha256(draft.text.encode()).hexdigest() if draft.of_text else raw.sha256
    return Document(
        id=digest,
        ref=ref,
        sha256=digest,
        text=text,
        title=draft.title,
        title_apart=draft.title_apart,
        published=draft.published,
        language=draft.language or language_of(text),
        url=draft.url,
        source=draft.source,
        capture=raw.capture(),
        issues=issues,
    )


def cut(text: str, most: int) -> str:
    """Return ``text`` up to ``most`` characters, cut where a line or at least a word ends, so that no half word or number is read."""
    if len(text) <= most:
        return text
    start = text[:most]
    for end in (start.rfind("\n", max(most - _TAIL, 1)), start.rfind(" ", max(most - _TAIL, 1))):
        if end > 0:
            return start[:end]
    return start


def _truncated(ref: str, kept: int, left: int, unread: int | None) -> Issue:
    parts = [f"{left:,} characters"] if left else []
    if unread != 0:
        parts.append("the rest of the input, of unknown length," if unread is None else f"{unread:,} bytes")
    remedy = "Split it into single reports, or raise the limit, to read the rest"
    return issue("truncated", f"{ref}: only the first {kept:,} characters were read; {' and '.join(parts)} were left out. {remedy}")
