"""The writer: appends what was read, one transaction a document."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, func, insert, select, update

from tocsin.model.issue import Issue
from tocsin.model.record import Coder, Record
from tocsin.model.source import Capture
from tocsin.store import address, engine, migrate, rows
from tocsin.store.fault import told
from tocsin.store.schema import actors, captures, claim_actors, claims, documents, issues, readings


class Kept(StrEnum):
    """What keeping a record did: a new document, nothing (this coder has read it before), or a new version of a known one."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"


def _now() -> datetime:
    return datetime.now(UTC)


class Writer:
    """Appends records to a database; several may be open, one writes at a time. Every method raises StoreError with the remedy."""

    def __init__(self, label: str, engine: Engine, connection: Connection, clock: Callable[[], datetime]) -> None:
        self._label = label
        self._engine = engine
        self._connection = connection
        self._clock = clock

    @classmethod
    def open(cls, path_or_url: str | Path, *, wait: float = 5.0, clock: Callable[[], datetime] = _now) -> Self:
        """Open a SQLite file or a PostgreSQL URL, making or upgrading the schema where needed.

        ``wait`` is how many seconds another writer is waited for; ``clock`` gives the UTC time that rows bear.
        """
        where = address.parse(path_or_url)
        made = engine.writing(where, wait)
        with told(where.label), ExitStack() as undo:
            undo.callback(made.dispose)
            connection = made.connect()
            undo.callback(connection.close)
            migrate.upgrade(connection, where.label)
            undo.pop_all()  # all went well: both stay open
        return cls(where.label, made, connection, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()
        self._engine.dispose()

    def has(self, document_id: str, coder: Coder) -> bool:
        """Tell whether this coder's reading of the document stands, so that it need not be read again; a withdrawn one does not."""
        with told(self._label), self._connection.begin():
            return self._has(document_id, rows.key_of(coder))

    def keep(self, record: Record, capture: Capture | None = None) -> Kept:
        """Keep a record in one transaction: all of it or, on StoreError or an interruption, nothing.

        The same bytes by the same coder add nothing while that reading stands. A new coder's reading supersedes, and so does one that was
        withdrawn and is made again: a claim found again gets its next version, one that is not found any more is withdrawn with the coder as
        the reason.
        """
        rows.check(record)
        with told(self._label), self._connection.begin():
            return self._keep(record, capture, self._clock())

    def refuse(self, ref: str, issue: Issue) -> bool:
        """Keep why an input gave no document; return False where the same is noted already and still open."""
        # A file name may hold bytes that are no UTF-8; they are kept as escapes.
        ref = ref.encode("utf-8", "backslashreplace").decode()
        with told(self._label), self._connection.begin():
            same = select(issues.c.id).where(
                issues.c.ref == ref,
                issues.c.document_id.is_(None),
                issues.c.closed_at.is_(None),
                issues.c.stage == issue.stage,
                issues.c.code == issue.code,
                issues.c.message == issue.message,
            )
            if self._connection.execute(same).first() is not None:
                return False
            self._connection.execute(insert(issues), [_issue_row(ref, None, issue, self._clock())])
            return True

    def _has(self, document_id: str, coder_key: str) -> bool:
        same = (readings.c.document_id == document_id, readings.c.coder_key == coder_key)
        return self._connection.execute(select(readings.c.id).where(*same, readings.c.withdrawn_at.is_(None))).first() is not None

    def _keep(self, record: Record, capture: Capture | None, now: datetime) -> Kept:
        run = self._connection.execute
        header = record.document
        refused = (issues.c.ref == header.ref, issues.c.document_id.is_(None), issues.c.closed_at.is_(None))
        run(update(issues).where(*refused).values(closed_at=now))
        if self._has(header.id, rows.key_of(record.coder)):
            return Kept.UNCHANGED
        text = run(select(documents.c.text).where(documents.c.id == header.id)).scalar_one_or_none()
        if text is None:
            run(insert(documents).values(id=header.id, ref=header.ref, sha256=header.sha256, text=header.text, kept_at=now))
        else:
            self._supersede(record, now)
        if capture is not None:
            body = capture.model_dump_json(by_alias=True)
            run(insert(captures).values(document_id=header.id, collected=capture.collected, body=body))
        self._append(record, header.text if text is None else text, now)
        return Kept.ADDED if text is None else Kept.SUPERSEDED

    def _supersede(self, record: Record, now: datetime) -> None:
        run = self._connection.execute
        header = record.document
        coder = rows.name_of(record.coder)
        run(update(readings).where(readings.c.document_id == header.id, readings.c.withdrawn_at.is_(None)).values(withdrawn_at=now))
        run(update(issues).where(issues.c.document_id == header.id, issues.c.closed_at.is_(None)).values(closed_at=now))
        held = (claims.c.document_id == header.id, claims.c.withdrawn_at.is_(None))
        found = {claim.id for claim in record.claims}
        for (claim_id,) in run(select(claims.c.id).where(*held)).all():
            why = f"{'superseded' if claim_id in found else 'not found any more'} by {coder}"
            run(update(claims).where(*held, claims.c.id == claim_id).values(withdrawn_at=now, withdrawn_why=why))

    def _append(self, record: Record, kept_text: str, now: datetime) -> None:
        run = self._connection.execute
        document_id = record.document.id
        number = self._reading(rows.reading_row(record, kept_text, now))
        latest = select(claims.c.id, func.max(claims.c.version)).where(claims.c.document_id == document_id).group_by(claims.c.id)
        listed = self._listed(number)
        versions: dict[str, int] = {claim_id: int(version) for claim_id, version in run(latest)}
        made = [(claim, versions.get(claim.id, 0) + 1) for claim in record.claims]
        for table, found in (
            (actors, [row for row in rows.actor_rows(record, number) if row["id"] not in listed]),
            (claims, [rows.claim_row(record, claim, version, number, now) for claim, version in made]),
            (claim_actors, [row for claim, version in made for row in rows.party_rows(claim, version, number)]),
            (issues, [_issue_row(record.document.ref, document_id, issue, now) for issue in record.issues]),
        ):
            if found:
                run(insert(table), found)

    def _reading(self, row: rows.Values) -> int:
        """Return the number of a reading that stands from now on: a new one, or the withdrawn one of the same coder, as it is now."""
        run = self._connection.execute
        same = (readings.c.document_id == row["document_id"], readings.c.coder_key == row["coder_key"])
        before = run(select(readings.c.id).where(*same)).scalar_one_or_none()
        if before is not None:
            run(update(readings).where(readings.c.id == before).values({**row, "withdrawn_at": None}))
            return int(before)
        made = run(insert(readings).values(row)).inserted_primary_key
        return int(made[0]) if made is not None else 0

    def _listed(self, number: int) -> frozenset[str]:
        """Return the actors that a reading lists already; earlier versions of its claims may point to them, so that they stay."""
        return frozenset(self._connection.execute(select(actors.c.id).where(actors.c.reading_id == number)).scalars())


def _issue_row(ref: str, document_id: str | None, issue: Issue, now: datetime) -> rows.Values:
    return {
        "ref": ref,
        "document_id": document_id,
        "stage": issue.stage,
        "code": issue.code,
        "message": issue.message,
        "span_start": issue.start,
        "span_end": issue.end,
        "noted_at": now,
    }
