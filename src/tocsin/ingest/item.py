"""What an input turns into."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.model.document import Document
from tocsin.model.issue import Issue


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that gave no document, with the reason; ``ref`` names it as the user or the row does."""

    ref: str
    issue: Issue


Item = Document | Refused


def issue(code: str, message: str) -> Issue:
    """Return an issue of this room."""
    return Issue(stage="ingest", code=code, message=message)


def refused(ref: str, code: str, message: str) -> Refused:
    """Return a refusal of this room."""
    return Refused(ref, issue(code, message))
