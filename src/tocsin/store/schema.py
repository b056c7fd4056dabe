"""The tables, the same on SQLite and PostgreSQL; ``migrations/`` builds them step by step, and a test keeps the two alike."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect

REVISIONS = ("tocsin0001",)
"""Every schema revision known here, oldest first; a test compares them with the migration scripts."""

HEAD = REVISIONS[-1]
"""The revision that this Tocsin reads and writes."""


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept and given in UTC; SQLite has no time zones, so the zone is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy gives it)
        """Turn an aware time into UTC; a naive one is taken to be UTC."""
        return None if value is None else _utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (as above)
        """Give the time back with its zone."""
        return None if value is None else _utc(value)


def _utc(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Names by rule, so that a later migration can drop or change any constraint on either backend.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("ref", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("kept_at", UtcTime, nullable=False),
)
"""A document as it was first kept. What a coder made of it (title, date, source) stands with the reading: a later coder may see more."""

captures = Table(
    "captures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("collected", UtcTime, nullable=False),
    Column("body", Text, nullable=False),
)
"""How the bytes came in, as JSON; one row each time that something was kept of them."""

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("coder_key", String(64), nullable=False),
    Column("coder", Text, nullable=False),
    Column("title", Text),
    Column("published", Date),
    Column("language", Text),
    Column("url", Text),
    Column("source_name", Text),
    Column("source_domain", Text),
    Column("outlet_folded", Text, nullable=False),
    Column("relevance", Float, nullable=False),
    Column("text", Text),
    Column("record", Text, nullable=False),
    Column("valid_from", UtcTime, nullable=False),
    Column("withdrawn_at", UtcTime),
    UniqueConstraint("document_id", "coder_key"),
)
"""One document by one coder: the whole record as JSON but for its text, kept in ``documents``; ``text`` is null unless it differs."""

claims = Table(
    "claims",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("reading_id", ForeignKey("readings.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("within", Text),
    Column("plover", Text),
    Column("country", Text),
    Column("place", Text),
    Column("date_start", Date),
    Column("date_end", Date),
    Column("said_by", Text, nullable=False),
    Column("voices_folded", Text, nullable=False),
    Column("words_folded", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("valid_from", UtcTime, nullable=False),
    Column("withdrawn_at", UtcTime),
    Column("withdrawn_why", Text),
    Index(None, "kind", "status"),
    Index(None, "country"),
    Index(None, "plover"),
)
"""One version of one claim. Rows are added; the only later change is ``withdrawn_at`` with its reason."""

actors = Table(
    "actors",
    metadata,
    Column("reading_id", ForeignKey("readings.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text),
    Column("country", Text, index=True),
    Column("sector", Text),
    Column("aliases", Text, nullable=False),
    Column("folded", Text, nullable=False),
)
"""The parties that a reading lists; ``folded`` holds id, name and aliases, case-folded, a line each."""

claim_actors = Table(
    "claim_actors",
    metadata,
    Column("claim_id", String(64), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("role", String(16), nullable=False),
    Column("reading_id", Integer, nullable=False),
    Column("actor_id", Text),
    Column("words", Text, nullable=False),
    Column("folded", Text, nullable=False),
    ForeignKeyConstraint(["claim_id", "version"], ["claims.id", "claims.version"]),
    ForeignKeyConstraint(["reading_id", "actor_id"], ["actors.reading_id", "actors.id"]),
    Index(None, "reading_id", "actor_id"),
)
"""A party of a claim in its role, resolved (``actor_id``) or only worded."""

issues = Table(
    "issues",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ref", Text, nullable=False, index=True),
    Column("document_id", ForeignKey("documents.id"), index=True),
    Column("stage", String(16), nullable=False),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("noted_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
)
"""What could not be done, and why; ``document_id`` is null where the input gave no document. Closed when a later reading took its place."""
