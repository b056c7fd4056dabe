"""`tocsin read`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from tocsin.cli.exits import INTERRUPTED, OK, SOME_REFUSED, TROUBLE, USAGE, say
from tocsin.cli.gazetteer_file import choose
from tocsin.cli.output import Sink, colours, terminal_width
from tocsin.cli.progress import progress
from tocsin.errors import ConfigError, TocsinError
from tocsin.ingest import HttpFetcher, Item, Limits, Refused, collect, count
from tocsin.model.document import Document
from tocsin.model.record import Record
from tocsin.pipeline import Outcome, Pipeline, Read
from tocsin.resolve.gazetteer import Gazetteer
from tocsin.resolve.judgements import default_path, read_journal
from tocsin.resolve.learned import Learned
from tocsin.views.lines import jsonl
from tocsin.views.terminal import render

_NOTICES = frozenset({"ignored-files"})
# One report is held in memory whole, with all that is found in it: at this length it stays under a gigabyte.
LIMITS = Limits(max_chars=1_000_000)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; ``form`` is text, jsonl or html."""

    inputs: Sequence[str]
    form: str = "text"
    output: Path | None = None
    db: str | None = None
    width: int | None = None
    colour: bool | None = None
    gazetteer: Path | None = None
    judgements: Path | None = None


class Tally:
    """What became of the inputs, for the last line and the exit code."""

    def __init__(self) -> None:
        self.read = self.kept = self.refused = 0

    @property
    def total(self) -> int:
        return self.read + self.kept + self.refused

    def exit_code(self) -> int:
        """Return the exit code that says how many inputs were read: all, some, none."""
        if not self.refused:
            return OK
        return SOME_REFUSED if self.read or self.kept else TROUBLE

    def line(self) -> str:
        """Return the counts in words."""
        parts = [f"{self.read} read"]
        if self.kept:
            parts.append(f"{self.kept} known from before")
        if self.refused:
            parts.append(f"{self.refused} refused")
        return ", ".join(parts)


def run_read(wanted: Wanted) -> int:
    """Read the inputs and write their records; return the exit code."""
    if wanted.form == "html" and wanted.output is None and sys.stdout.isatty():
        say("tocsin: --format html writes a page for a browser; name its file with --output page.html")
        return USAGE
    if "-" in wanted.inputs and sys.stdin and sys.stdin.isatty():
        say("tocsin: reading what you type; end it with Ctrl-D (on Windows Ctrl-Z and Enter)")
    tally = Tally()
    with ExitStack() as stack:
        try:
            sink = stack.enter_context(Sink(wanted.output))
        except TocsinError as error:
            say(f"tocsin: {error}")
            return USAGE
        fetcher = stack.enter_context(closing(HttpFetcher())) if any(_is_url(i) for i in wanted.inputs) else None
        items = _printable(collect(wanted.inputs, stdin=sys.stdin.buffer if sys.stdin else None, fetcher=fetcher, limits=LIMITS))
        watched = sys.stderr.isatty() and not (wanted.form == "text" and wanted.output is None and sys.stdout.isatty())
        shown = stack.enter_context(progress(count(wanted.inputs) if watched else None, "reading", shown=watched))
        try:
            kept_in = _label(wanted.db) if wanted.db else None
            pipeline = _pipeline(wanted)
            outcomes = _kept(pipeline, items, wanted.db, stack) if wanted.db else pipeline.run(items)
            _write(_records(shown.over(outcomes), tally), wanted, sink)
        except KeyboardInterrupt:
            shown.stop()
            where = (
                f"what was read is kept in {kept_in}; the same command goes on from there" if wanted.db else "use --db to keep what is read"
            )
            say(f"tocsin: interrupted after {tally.line()}; {where}")
            return INTERRUPTED
        except TocsinError:
            shown.stop()
            if tally.total:
                say(f"tocsin: stopped after {tally.line()}")
            raise
    if wanted.output or wanted.db or tally.refused or tally.total > 1:
        written = f"; written to {wanted.output}" if wanted.output and sink.written else ""
        say(f"tocsin: {tally.line()}{written}" + (f"; kept in {kept_in}" if wanted.db else ""))
    return tally.exit_code()


def _pipeline(wanted: Wanted) -> Pipeline:
    """The pipeline with the gazetteer and the judgements that are wanted; a file that is no gazetteer is told before anything is read."""
    chosen = choose(wanted.gazetteer)
    gazetteer = None if chosen.ships else Gazetteer(chosen.path)
    if gazetteer is not None:
        gazetteer.sources()
    learned = _learned(wanted.judgements)
    return Pipeline(learned=learned, gazetteer=gazetteer) if learned or gazetteer else Pipeline()


def _learned(named: Path | None) -> Learned | None:
    """Return the register with a person's judgements, null where there are none; what of them cannot be followed is said, the rest holds."""
    path = named or default_path()
    if named is not None and not named.is_file():
        raise ConfigError(
            f"{named}: there are no judgements here; check the path, or make one with: tocsin actors alias … --judgements {named}"
        )
    learned = Learned(read_journal(path))
    for fault in learned.faults:
        say(f"tocsin: {fault}")
    return learned if learned.digest else None


def _is_url(ref: str) -> bool:
    return ref.lower().startswith(("http://", "https://"))


def _printable(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items with names that any file can hold: a file's name may have bytes that are no UTF-8; they become escapes."""
    for item in items:
        name = item.ref.encode("utf-8", "backslashreplace").decode()
        if name == item.ref or isinstance(item, Refused):
            yield item
        else:
            capture = item.capture.model_copy(update={"ref": name}) if item.capture else None
            yield item.model_copy(update={"ref": name, "capture": capture})


def _label(db: str) -> str:
    from tocsin.store.address import parse  # names a server without its password; slow, as the database is

    return parse(db).label


def _kept(pipeline: Pipeline, items: Iterable[Item], db: str, stack: ExitStack) -> Iterator[Outcome]:
    """Keep each outcome in the database before it is shown; what this coder has read before is not read again."""
    from tocsin.store.view import View  # the database takes a third of a second to load, and most calls need none
    from tocsin.store.writer import Writer

    writer = stack.enter_context(Writer.open(db))
    view = stack.enter_context(View.open(db))

    def known(document: Document) -> Record | None:
        if not writer.has(document.id, pipeline.coder):
            return None
        record = view.document(document.id)
        # The same bytes may come by another name; the record answers by the name that was asked for.
        return record.model_copy(update={"document": record.document.model_copy(update={"ref": document.ref})})

    for outcome in pipeline.run(items, known):
        if isinstance(outcome, Refused):
            if outcome.issue.code not in _NOTICES:
                writer.refuse(outcome.ref, outcome.issue)
        elif not outcome.kept:
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
        else:
            tally.refused += outcome.issue.code not in _NOTICES
            say(f"tocsin: {outcome.issue.message}")


def _write(records: Iterator[Record], wanted: Wanted, sink: Sink) -> None:
    if wanted.form == "html":
        from tocsin.views.page import page  # Jinja2 is needed for pages only

        if found := list(records):
            sink.write(page(found))
        return
    width, colour = terminal_width(wanted.width), colours(wanted.colour) and wanted.output is None
    for number, record in enumerate(records):
        if wanted.form == "jsonl":
            sink.write(jsonl(record))
        else:
            between = "\n" + "═" * width + "\n\n" if number else ""
            sink.write(between + render(record, width=width, colour=colour))
