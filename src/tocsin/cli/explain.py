"""`tocsin codebook`."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Iterable
from pathlib import Path

from tocsin.cli.exits import OK, USAGE, say
from tocsin.cli.output import out, terminal_width
from tocsin.codebook import Codebook, codebook
from tocsin.codebook.entry import Entry
from tocsin.codebook.index import entries

_REFUSALS = Path(__file__).parent / "refusals.toml"


def run_codebook(term: str | None) -> int:
    """Explain one code, or list the codebook's entries by standard; return the exit code."""
    book, width = codebook(), terminal_width(None)
    if term is None:
        out(_listing(all_entries(book), width))
        return OK
    found = (*book.lookup(term), *(entry for entry in refusals() if entry.code == term.strip().lower()))
    if not found:
        near = book.suggest(term)
        say(f"tocsin: the codebook has no entry “{term}”" + (f"; did you mean {', '.join(near)}?" if near else "; see: tocsin codebook"))
        return USAGE
    out("\n\n".join(_told(entry, width) for entry in dict.fromkeys(found)))
    return OK


def all_entries(book: Codebook) -> tuple[Entry, ...]:
    """Return every entry that `tocsin codebook` explains, in the order of the standards."""
    tables = {"ucdp": book.ucdp, "admiralty": book.admiralty, "status": book.status, "terms": book.terms}
    found = (entry for _, entry in entries(book.plover, book.acled_layout, book.likelihoods, book.hedges, tables))
    return tuple(dict.fromkeys((*found, *refusals())))


def refusals() -> tuple[Entry, ...]:
    """Return the issue codes that concern an input as such: why it gave no document, or what was wrong with its wrapping."""
    known = codebook().terms["issue"]
    codes: dict[str, str] = tomllib.loads(_REFUSALS.read_text(encoding="utf-8"))
    return tuple(Entry("Tocsin", "issue code", code, meaning) for code, meaning in codes.items() if code not in known)


def _told(entry: Entry, width: int) -> str:
    lines = [f"{entry.code}  ({entry.standard}, {entry.kind})"]
    lines += textwrap.wrap(entry.meaning, width - 2, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    for name, value in entry.facts:
        lines += textwrap.wrap(f"{name}: {value}", width - 2, initial_indent="  ", subsequent_indent="      ")
    return "\n".join(lines)


def _listing(found: Iterable[Entry], width: int) -> str:
    groups: dict[tuple[str, str], list[str]] = {}
    for entry in found:
        groups.setdefault((entry.standard, entry.kind), []).append(entry.code)
    lines = []
    for (standard, kind), codes in groups.items():
        lines.append(f"{standard}, {kind}")
        lines += textwrap.wrap(
            ", ".join(dict.fromkeys(codes)), width - 2, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
        )
    lines.append("\nOne of them: tocsin codebook CODE")
    return "\n".join(lines)
