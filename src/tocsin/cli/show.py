"""`tocsin show`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast, get_args

from tocsin.cli.exits import OK, TROUBLE, USAGE, colours, out, say, terminal_width
from tocsin.errors import StoreError
from tocsin.model.reading import Status
from tocsin.store.filters import Filters
from tocsin.store.view import View
from tocsin.views.lines import jsonl
from tocsin.views.terminal import claim_in_context, claim_line, render


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters as typed."""

    actor: str | None
    country: str | None
    kind: str | None
    status: str | None
    since: date | None
    until: date | None
    source: str | None
    text: str | None
    as_of: datetime | None
    limit: int
    offset: int


def run_show(identity: str | None, db: str, wanted: Wanted, form: str, width: int | None, colour: bool | None) -> int:  # noqa: FBT001
    """List the claims that the filters let through, or show one record; return the exit code."""
    if wanted.status is not None and wanted.status not in get_args(Status):
        say(f"tocsin: --status {wanted.status}: not a status; choose one of {', '.join(get_args(Status))}")
        return USAGE
    columns, coloured = terminal_width(width), colours(colour)
    with View.open(db) as view:
        if identity is not None:
            return _one(view, identity, form, columns, coloured=coloured)
        filters = Filters(
            actor=wanted.actor, country=wanted.country, type=wanted.kind, status=cast(Status | None, wanted.status), since=wanted.since,
            until=wanted.until, source=wanted.source, text=wanted.text, as_of=wanted.as_of, limit=wanted.limit, offset=wanted.offset,
        )  # fmt: skip
        shown = 0
        for row in view.claims(filters):
            shown += 1
            out(row.claim.model_dump_json(by_alias=True) if form == "jsonl" else claim_line(row.claim, columns))
        if form != "jsonl":
            _summary(view, filters, shown, db)
    return OK


def _one(view: View, identity: str, form: str, columns: int, *, coloured: bool) -> int:
    try:
        dossier = view.claim(identity)
    except StoreError as trouble:
        try:
            record = view.document(identity)
        except StoreError:
            say(f"tocsin: {trouble}")
            return TROUBLE
        out(jsonl(record) if form == "jsonl" else render(record, width=columns, colour=coloured))
        return OK
    claim = dossier.row.claim
    out(claim.model_dump_json(by_alias=True) if form == "jsonl" else claim_in_context(claim, dossier.document, columns, colour=coloured))
    return OK


def _summary(view: View, filters: Filters, shown: int, db: str) -> None:
    total = view.count(filters)
    say(f"tocsin: {shown} of {total} claims in {db}" + ("; see more with --limit and --offset" if shown < total else ""))
    if filters.dated and (undated := view.undated(filters)):
        say(f"tocsin: {undated} more fit but have no date, and are left out by --since and --until")
