"""An issue: what a stage could not do, and why."""

from __future__ import annotations

from typing import Literal

from tocsin.model.span import Noun

Stage = Literal["ingest", "read", "resolve", "weigh", "store"]


class Issue(Noun):
    """An abstention or a fault with its reason; it travels beside the product, never instead of an error.

    ``code`` is a short kebab-case word that tests and filters may rely on; ``start`` and ``end`` are offsets into the document's text,
    or null.
    """

    stage: Stage
    code: str
    message: str
    start: int | None = None
    end: int | None = None
