"""The view: reads what is kept, and can write nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, Select, Table, distinct, func, select

from tocsin.errors import StoreError
from tocsin.model.issue import Issue
from tocsin.model.record import Claim, Header, Record
from tocsin.model.source import Capture, Source
from tocsin.store import address, engine, migrate, parties
from tocsin.store.fault import told
from tocsin.store.filters import Filters, but_for_days, on_days
from tocsin.store.parties import Occurrence, Party
from tocsin.store.rows import record_from
from tocsin.store.schema import captures, claims, documents, issues, readings

_CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)
_COLUMNS = (
    claims,
    readings.c.coder,
    readings.c.title,
    readings.c.published,
    readings.c.url,
    readings.c.source_name,
    readings.c.source_domain,
)
_EVERYTHING = Filters()


@dataclass(frozen=True)
class Row:
    """One version of a claim as lists show it, with where it comes from; ``claim`` is the whole of it.

    ``withdrawn_at`` is null while the claim stands. ``within`` is ``"title"`` where the first evidence stands in a title kept apart.
    """

    id: str
    version: int
    document_id: str
    kind: str
    status: str
    confidence: float
    start: int
    end: int
    within: str | None
    plover: str | None
    country: str | None
    place: str | None
    date_start: date | None
    date_end: date | None
    said_by: tuple[str | None, ...]
    coder: str
    title: str | None
    published: date | None
    url: str | None
    source: Source | None
    valid_from: datetime
    withdrawn_at: datetime | None
    withdrawn_why: str | None
    body: str

    @cached_property
    def claim(self) -> Claim:
        """The claim by the published contract."""
        return _CLAIM.validate_json(self.body)


@dataclass(frozen=True, slots=True)
class Dossier:
    """A claim in its context: its latest version, the document (with text) as its coder read it, all versions oldest first."""

    row: Row
    document: Header
    versions: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """An issue with the input that it concerns; ``document_id`` is null where the input gave no document."""

    ref: str
    document_id: str | None
    issue: Issue
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is kept: documents, readings, claims that stand (also by kind), claims withdrawn for good, open issues."""

    documents: int
    readings: int
    claims: int
    kinds: Mapping[str, int]
    withdrawn: int
    issues: int


class View:
    """Reads a database while another process may write; every call sees one state. Every method raises StoreError with the remedy."""

    def __init__(self, label: str, engine: Engine) -> None:
        self._label = label
        self._engine = engine

    @classmethod
    def open(cls, path_or_url: str | Path, *, wait: float = 5.0) -> Self:
        """Open a SQLite file or a PostgreSQL URL that is of the present schema, for reading; ``wait`` is in seconds."""
        where = address.parse(path_or_url)
        view = cls(where.label, engine.viewing(where, wait))
        try:
            with view._reading() as connection:
                migrate.require_head(connection, where.label)
        except StoreError:
            view.close()
            raise
        return view

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def claims(self, filters: Filters = _EVERYTHING) -> Iterator[Row]:
        """Give the claims that satisfy ``filters``, by the document's publication (unknown last), then by their place in it."""
        wanted = _claims(but_for_days(filters) + on_days(filters)).order_by(
            readings.c.published.is_(None),
            readings.c.published,
            documents.c.kept_at,
            claims.c.document_id,
            claims.c.within.is_(None),
            claims.c.span_start,
            claims.c.span_end,
            claims.c.id,
        )
        if filters.limit is not None:
            wanted = wanted.limit(filters.limit)
        if filters.offset:
            wanted = wanted.offset(filters.offset)
        with self._reading() as connection, connection.execution_options(yield_per=500).execute(wanted) as result:
            for found in result.mappings():
                yield _row(found)

    def count(self, filters: Filters = _EVERYTHING) -> int:
        """Return how many claims satisfy ``filters``, whatever its limit and offset."""
        return self._count(but_for_days(filters) + on_days(filters))

    def undated(self, filters: Filters) -> int:
        """Return how many claims ``filters`` leaves out only because they bear no date; 0 where it asks for no day."""
        return self._count([*but_for_days(filters), claims.c.date_start.is_(None)]) if filters.dated else 0

    def claim(self, id_or_prefix: str) -> Dossier:
        """Return the claim whose id begins so, withdrawn or not; raise StoreError where none or several do."""
        with self._reading() as connection:
            found = self._one(connection, claims, "claim", id_or_prefix)
            versions = _claims([claims.c.id == found]).order_by(claims.c.version)
            told_of = tuple(_row(row) for row in connection.execute(versions).mappings())
            latest = select(func.max(claims.c.reading_id)).where(claims.c.id == found).scalar_subquery()
            return Dossier(told_of[-1], _record(connection, readings.c.id == latest).document, told_of)

    def document(self, id_or_prefix: str) -> Record:
        """Return the present record of the document whose id begins so; raise StoreError where none or several do."""
        with self._reading() as connection:
            found = self._one(connection, documents, "document", id_or_prefix)
            return _record(connection, (readings.c.document_id == found) & readings.c.withdrawn_at.is_(None))

    def captures(self, id_or_prefix: str) -> tuple[Capture, ...]:
        """Return how and when the document's bytes came in, oldest first; empty where nothing is known of it."""
        with self._reading() as connection:
            found = self._one(connection, documents, "document", id_or_prefix)
            kept = select(captures.c.body).where(captures.c.document_id == found).order_by(captures.c.collected, captures.c.id)
            return tuple(Capture.model_validate_json(body) for body in connection.execute(kept).scalars())

    def issues(self) -> Iterator[Noted]:
        """Give what could not be done and still stands, in the order noted: inputs refused, and issues of present readings."""
        standing = select(issues).where(issues.c.closed_at.is_(None)).order_by(issues.c.id)
        with self._reading() as connection, connection.execution_options(yield_per=500).execute(standing) as result:
            for row in result.mappings():
                issue = Issue(
                    stage=row[issues.c.stage],
                    code=row[issues.c.code],
                    message=row[issues.c.message],
                    start=row[issues.c.span_start],
                    end=row[issues.c.span_end],
                )
                yield Noted(row[issues.c.ref], row[issues.c.document_id], issue, row[issues.c.noted_at])

    def parties(self, text: str | None = None, kind: str | None = None, country: str | None = None) -> tuple[Party, ...]:
        """Return the actors of present readings, those in most documents first; ``text`` is looked for in ids and names, folded."""
        with self._reading() as connection:
            return tuple(parties.listed(connection, text=text, kind=kind, country=country))

    def party(self, id_or_name: str) -> tuple[Party, ...]:
        """Return the actors of present readings with exactly this id, name or alias, folded."""
        with self._reading() as connection:
            return parties.named(connection, id_or_name)

    def occurrences(self, identities: Iterable[str]) -> tuple[Occurrence, ...]:
        """Return the documents in which one of these actors stands, latest published first."""
        with self._reading() as connection:
            return parties.occurrences(connection, frozenset(identities))

    def counts(self) -> Counts:
        """Return how much is kept."""
        standing = claims.c.withdrawn_at.is_(None)
        with self._reading() as connection:
            kinds = connection.execute(select(claims.c.kind, func.count()).where(standing).group_by(claims.c.kind).order_by(claims.c.kind))
            by_kind: dict[str, int] = {kind: int(number) for kind, number in kinds}
            ever = connection.execute(select(func.count(distinct(claims.c.id)))).scalar_one()
            now = sum(by_kind.values())
            return Counts(
                documents=connection.execute(select(func.count()).select_from(documents)).scalar_one(),
                readings=connection.execute(select(func.count()).select_from(readings)).scalar_one(),
                claims=now,
                kinds=by_kind,
                withdrawn=ever - now,
                issues=connection.execute(select(func.count()).select_from(issues).where(issues.c.closed_at.is_(None))).scalar_one(),
            )

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self._label), self._engine.connect() as connection, connection.begin():
            yield connection

    def _count(self, conditions: list[ColumnElement[bool]]) -> int:
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(_claims(conditions).subquery())).scalar_one()

    def _one(self, connection: Connection, table: Table, noun: str, id_or_prefix: str) -> str:
        asked = id_or_prefix.strip().lower()
        if not asked:
            raise StoreError(f"{self._label}: which {noun}? Give an id or its beginning; tocsin show lists them")
        if connection.execute(select(table.c.id).where(table.c.id == asked)).first() is not None:
            return asked
        begin_so = select(table.c.id).distinct().where(table.c.id.startswith(asked, autoescape=True)).order_by(table.c.id).limit(4)
        found: list[str] = list(connection.execute(begin_so).scalars())
        if not found:
            raise StoreError(f"{self._label}: no {noun} has an id that begins with {asked!r}; tocsin show lists them")
        if len(found) > 1:
            named = ", ".join(name[: len(asked) + 8] for name in found[:3]) + (", …" if len(found) > 3 else "")
            raise StoreError(f"{self._label}: {asked!r} begins the ids of several {noun}s ({named}); give more of the id")
        return found[0]


def _claims(conditions: list[ColumnElement[bool]]) -> Select[Any]:
    joined = claims.join(readings, readings.c.id == claims.c.reading_id).join(documents, documents.c.id == claims.c.document_id)
    return select(*_COLUMNS).select_from(joined).where(*conditions)


def _record(connection: Connection, condition: ColumnElement[bool]) -> Record:
    whole = select(readings.c.record, func.coalesce(readings.c.text, documents.c.text)).where(condition)
    body, text = connection.execute(whole.join_from(readings, documents, documents.c.id == readings.c.document_id)).one()
    return record_from(body, text)


def _row(row: RowMapping) -> Row:
    known = row[readings.c.source_name] is not None or row[readings.c.source_domain] is not None
    return Row(
        id=row[claims.c.id],
        version=row[claims.c.version],
        document_id=row[claims.c.document_id],
        kind=row[claims.c.kind],
        status=row[claims.c.status],
        confidence=row[claims.c.confidence],
        start=row[claims.c.span_start],
        end=row[claims.c.span_end],
        within=row[claims.c.within],
        plover=row[claims.c.plover],
        country=row[claims.c.country],
        place=row[claims.c.place],
        date_start=row[claims.c.date_start],
        date_end=row[claims.c.date_end],
        said_by=tuple(json.loads(row[claims.c.said_by])),
        coder=row[readings.c.coder],
        title=row[readings.c.title],
        published=row[readings.c.published],
        url=row[readings.c.url],
        source=Source(name=row[readings.c.source_name], domain=row[readings.c.source_domain]) if known else None,
        valid_from=row[claims.c.valid_from],
        withdrawn_at=row[claims.c.withdrawn_at],
        withdrawn_why=row[claims.c.withdrawn_why],
        body=row[claims.c.body],
    )
