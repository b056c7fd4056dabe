"""`tocsin show`."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import cast, get_args

from tocsin.cli.exits import OK, TROUBLE, USAGE, say
from tocsin.cli.output import colours, out, terminal_width
from tocsin.codebook import codebook
from tocsin.errors import StoreError
from tocsin.model.reading import Status
from tocsin.model.record import Claim
from tocsin.store.filters import Filters
from tocsin.store.view import Dossier, Row, View
from tocsin.views.derived import as_json
from tocsin.views.lines import jsonl
from tocsin.views.terminal import claim_in_context, claim_line, render


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: one record by its id, or the filters as typed; ``form`` is text or jsonl.

    ``derived`` asks for what standards make of each claim, in its JSON.
    """

    identity: str | None
    db: str
    form: str = "text"
    width: int | None = None
    colour: bool | None = None
    actor: str | None = None
    country: str | None = None
    kind: str | None = None
    status: str | None = None
    since: date | None = None
    until: date | None = None
    source: str | None = None
    text: str | None = None
    as_of: datetime | None = None
    limit: int = 50
    offset: int = 0
    derived: bool = False


def run_show(wanted: Wanted) -> int:
    """List the claims that the filters let through, or show one record; return the exit code."""
    known = {"--status": (wanted.status, get_args(Status)), "--type": (wanted.kind, _types())}
    for option, (given, words) in known.items():
        if given is not None and given.casefold() not in {word.casefold() for word in words}:
            near = difflib.get_close_matches(given.casefold(), [word.casefold() for word in words], n=1)
            meant = f"; did you mean {near[0]}?" if near else ""
            say(f"tocsin: {option} {given}: not one of {', '.join(words)}{meant}")
            return USAGE
    if wanted.derived and wanted.form != "jsonl":
        say("tocsin: --derived adds to JSON only; give --format jsonl with it (the text of one record has it without)")
        return USAGE
    columns, coloured = terminal_width(wanted.width), colours(wanted.colour)
    with View.open(wanted.db) as view:
        if wanted.identity is not None:
            return _one(view, wanted, wanted.identity, columns, coloured=coloured)
        filters = Filters(
            actor=wanted.actor,
            country=wanted.country,
            type=wanted.kind,
            status=cast(Status, wanted.status.lower()) if wanted.status else None,
            since=wanted.since,
            until=wanted.until,
            source=wanted.source,
            text=wanted.text,
            as_of=wanted.as_of,
            limit=wanted.limit,
            offset=wanted.offset,
        )
        shown, beside = 0, _beside(view)
        for row in view.claims(filters):
            shown += 1
            if wanted.form == "jsonl":
                out(_json(row, wanted, beside))
            else:
                out(claim_line(row.claim, columns))
        if wanted.form != "jsonl":
            _summary(view, filters, shown)
    return OK


def _types() -> tuple[str, ...]:
    book = codebook()
    return (*book.plover.types, *book.terms["kind"])


def _beside(view: View) -> Callable[[str], Sequence[Claim]]:
    """Return what gives the present claims of a document: none where it has been withdrawn."""

    @lru_cache(maxsize=64)
    def claims(document: str) -> Sequence[Claim]:
        try:
            return view.document(document).claims
        except StoreError:
            return ()

    return claims


def _json(row: Row, wanted: Wanted, beside: Callable[[str], Sequence[Claim]]) -> str:
    return as_json(row.claim, beside(row.document_id)) if wanted.derived else row.claim.model_dump_json(by_alias=True)


def _one(view: View, wanted: Wanted, identity: str, columns: int, *, coloured: bool) -> int:
    try:
        dossier = view.claim(identity)
    except StoreError as trouble:
        try:
            record = view.document(identity)
        except StoreError:
            say(f"tocsin: {trouble}")
            return TROUBLE
        out(jsonl(record) if wanted.form == "jsonl" else render(record, width=columns, colour=coloured))
        return OK
    claim = dossier.row.claim
    if wanted.form == "jsonl":
        out(_json(dossier.row, wanted, _beside(view)))
        return OK
    out(claim_in_context(claim, dossier.document, columns, coloured, _beside(view)(dossier.row.document_id)))
    out(_provenance(dossier))
    return OK


def _provenance(dossier: Dossier) -> str:
    row = dossier.row
    lines = [
        f"  input       {dossier.document.ref}",
        f"  coder       {row.coder}",
        f"  version     {row.version} of {len(dossier.versions)}, kept {row.valid_from:%Y-%m-%d %H:%M} UTC",
    ]
    if row.withdrawn_at is not None:
        lines.append(f"  withdrawn   {row.withdrawn_at:%Y-%m-%d %H:%M} UTC: {row.withdrawn_why}")
    return "\n".join(lines)


def _summary(view: View, filters: Filters, shown: int) -> None:
    total = view.count(filters)
    say(f"tocsin: {shown} of {total} claims" + ("; see more with --limit and --offset" if shown < total else ""))
    if not total:
        counts = view.counts()
        say(f"tocsin: {counts.claims} claims of {counts.documents} documents are kept in all")
    if filters.dated and (undated := view.undated(filters)):
        say(f"tocsin: {undated} more fit but have no date, and are left out by --since and --until")
