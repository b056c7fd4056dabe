"""What every section of the benchmark is given: the data, the pipeline that is measured, and how much of each set is read."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from data import rows
from tocsin.model.document import Document
from tocsin.model.record import Record
from tocsin.pipeline import Pipeline
from tocsin.read.engine import Engine

ROOT = Path(__file__).resolve().parents[2]
ANNOTATIONS = ROOT / "training" / "annotations"


@dataclass(eq=False)
class Bench:
    """The data, the pipeline, how many rows of each set are read (all where ``limit`` is 0), and which annotations are scored.

    ``part``: ``dev`` are the documents of ``folder`` that were held out of training, ``test``, ``last`` and
    ``check`` are all that lies in the folder of that name.
    ``appendix`` is what sections add to the page under the table: title to Markdown. ``plots`` are pictures: file name to SVG.
    """

    data: Path
    limit: int = 0
    folder: Path = ANNOTATIONS
    part: str = "dev"
    appendix: dict[str, str] = field(default_factory=dict)
    plots: dict[str, str] = field(default_factory=dict)

    @cached_property
    def pipeline(self) -> Pipeline:
        """The public pipeline; its model is loaded when the first document is read."""
        return Pipeline()

    @cached_property
    def engine(self) -> Engine:
        """The same model by itself, for what is measured before any rule."""
        return Engine()

    def first(self, found: list[Any]) -> list[Any]:
        """Return the first ``limit`` of some rows, or all."""
        return found[: self.limit] if self.limit else found

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a reference set."""
        return self.first(rows(self.data, name))

    def read(self, name: str, texts: Iterable[tuple[str, str | None]]) -> list[Record]:
        """Return the record of each (text, day of publication)."""
        documents = [document(text, f"{name}:{n}", day) for n, (text, day) in enumerate(texts)]
        say(f"{name}: reading {len(documents)} texts")
        return list(self.pipeline.records(documents))


def document(text: str, name: str, published: str | None = None) -> Document:
    """Return a reference text as a document, in English and without a title."""
    digest = sha256(text.encode()).hexdigest()
    day = date.fromisoformat(published[:10]) if published else None
    return Document(id=digest, ref=name, sha256=digest, text=text, language="en", published=day)


def say(text: str) -> None:
    """Print a line of progress with the time of day (UTC)."""
    print(f"{datetime.now(UTC):%H:%M:%S} {text}", file=sys.stderr, flush=True)
