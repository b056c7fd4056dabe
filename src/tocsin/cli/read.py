"""`tocsin read`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from tocsin.cli.exits import INTERRUPTED, OK, SOME_REFUSED, TROUBLE, USAGE, colours, say, terminal_width
from tocsin.cli.progress import progress
from tocsin.errors import InputError
from tocsin.ingest import HttpFetcher, Refused, collect, count
from tocsin.model.document import Document
from tocsin.model.record import Record
from tocsin.pipeline import Outcome, Pipeline, Read
from tocsin.views.lines import jsonl
from tocsin.views.terminal import render

_NOTICES = frozenset({"ignored-files"})


class Tally:
    """What became of the inputs, for the last line and the exit code."""

    def __init__(self) -> None:
        self.read = self.kept = self.refused = 0

    def exit_code(self) -> int:
        if not self.refused:
            return OK
        return SOME_REFUSED if self.read or self.kept else TROUBLE

    def line(self) -> str:
        parts = [f"{self.read} read"]
        if self.kept:
            parts.append(f"{self.kept} kept from before")
        if self.refused:
            parts.append(f"{self.refused} refused")
        return ", ".join(parts)


def run_read(inputs: Sequence[str], form: str, output: Path | None, db: str | None, width: int | None, colour: bool | None) -> int:  # noqa: FBT001
    """Read the inputs and write their records; return the exit code."""
    tally = Tally()
    urls = any(i.startswith(("http://", "https://")) for i in inputs)
    total = count(inputs)
    with ExitStack() as stack:
        try:
            stream: TextIO = stack.enter_context(output.open("w", encoding="utf-8")) if output else sys.stdout
        except OSError as error:
            say(f"tocsin: {output}: cannot be written ({error.strerror}); choose another file with -o")
            return USAGE
        fetcher = HttpFetcher() if urls else None
        if fetcher is not None:
            stack.callback(fetcher.close)
        items = collect(inputs, stdin=sys.stdin.buffer, fetcher=fetcher)
        pipeline = Pipeline()
        outcomes = _kept(pipeline, items, db, stack) if db else pipeline.run(items)
        shown = stack.enter_context(progress(total, "reading"))
        try:
            records = _records(shown.over(outcomes), tally)
            _write(records, form, stream, terminal_width(width), colour=colours(colour) and output is None)
            stream.flush()
        except KeyboardInterrupt:
            shown.stop()
            where = f"what was read is kept in {db}; the same command goes on from there" if db else "use --db to keep what is read"
            say(f"tocsin: interrupted after {tally.line()}; {where}")
            return INTERRUPTED
        except BrokenPipeError:
            raise
        except OSError as error:
            shown.stop()
            say(f"tocsin: {output or 'standard output'}: writing failed ({error.strerror}) after {tally.line()}; free some space and run again")
            return TROUBLE
    if output or tally.refused or (total or 0) > 1:
        say(f"tocsin: {tally.line()}" + (f"; written to {output}" if output else "") + (f"; kept in {db}" if db else ""))
    return tally.exit_code()


def _kept(pipeline: Pipeline, items: Iterable[Document | Refused], db: str, stack: ExitStack) -> Iterator[Outcome]:
    """Keep each outcome in the database before it is shown; what this coder has read before is not read again."""
    from tocsin.store.view import View  # the database takes a third of a second to load, and most calls need none
    from tocsin.store.writer import Writer

    writer = stack.enter_context(Writer.open(db))
    view = stack.enter_context(View.open(db))

    def known(document: Document) -> Record | None:
        return view.document(document.id) if writer.has(document.id, pipeline.coder) else None

    for outcome in pipeline.run(items, known):
        if isinstance(outcome, Refused):
            if outcome.issue.code not in _NOTICES:
                writer.refuse(outcome.ref, outcome.issue)
        else:
            writer.keep(outcome.record, outcome.document.capture)
        yield outcome


def _records(outcomes: Iterable[Outcome], tally: Tally) -> Iterator[Record]:
    for outcome in outcomes:
        if isinstance(outcome, Read):
            if outcome.kept:
                tally.kept += 1
            else:
                tally.read += 1
            yield outcome.record
        elif outcome.issue.code in _NOTICES:
            say(f"tocsin: {outcome.issue.message}")
        else:
            tally.refused += 1
            say(f"tocsin: {outcome.issue.message}")


def _write(records: Iterator[Record], form: str, stream: TextIO, width: int, *, colour: bool) -> None:
    if form == "html":
        from tocsin.views.page import page  # Jinja2 is needed for pages only

        found = list(records)
        if found:
            stream.write(page(found))
        return
    for number, record in enumerate(records):
        if form == "jsonl":
            stream.write(jsonl(record).rstrip("\n") + "\n")
        else:
            stream.write(("\n" + "═" * width + "\n\n" if number else "") + render(record, width=width, colour=colour).rstrip("\n") + "\n")
        stream.flush()


__all__ = ["InputError", "run_read"]
