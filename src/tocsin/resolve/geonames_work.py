"""The work file of an import: a gazetteer in the making, with what is done of it, so that a stop at any moment loses nothing."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tocsin.errors import GazetteerError
from tocsin.resolve.gazetteer import APPLICATION_ID, Gazetteer
from tocsin.resolve.geonames_files import ADDRESS, LICENCE, Dump

_LISTED: Final = 10_000
_TABLES: Final = """
create table source (number integer primary key, file text not null, member text, role text not null, sha256 text not null,
    bytes integer not null, dated text not null, imported_at text, licence text not null, address text not null,
    upto integer not null default 0, lines integer not null default 0, taken integer not null default 0,
    left_out integer not null default 0, refused integer not null default 0);
create table refused (source integer not null, line integer not null, reason text not null, primary key (source, line)) without rowid;
create table stage_code (code text primary key, name text not null, geonameid integer not null) without rowid;
create table stage_place (place integer primary key, code1 text, code2 text);
create table stage_name (key text not null, place integer not null, main integer not null);
create table stage_target (code text primary key, region integer not null) without rowid;
create unique index place_geonameid on place (geonameid);
drop table if exists search;
"""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was left out: where it stands, why, and how to mend it."""

    file: str
    line: int
    reason: str

    def told(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason}"


class WorkFile:
    """A copy of the shipped gazetteer that an import fills, beside the file that it will become.

    What is written between two calls of ``commit`` is kept whole or not at all, with the note of how far it goes. Only one import may hold
    the file. Raises GazetteerError where it is held, of another import, or on a full disk.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection, self.path = connection, path

    def commit(self) -> None:
        """Keep what was written since the last call, and go on."""
        self.connection.execute("commit")
        self.connection.execute("begin immediate")

    def remember(self, key: str, value: str | int) -> None:
        """Remember how far the work is; it holds from the next commit on."""
        self.connection.execute("insert or replace into meta values (?, ?)", (f"work:{key}", str(value)))

    def remembered(self, key: str) -> str | None:
        row = self.connection.execute("select value from meta where key = ?", (f"work:{key}",)).fetchone()
        return str(row[0]) if row else None

    def number(self, query: str, *values: str | int) -> int:
        return int(self.connection.execute(query, values).fetchone()[0] or 0)

    def refuse(self, source: int, line: int, reason: str) -> None:
        """List a row that was left out; beyond ten thousand they are counted only."""
        if self.number("select count(*) from refused where source = ?", source) < _LISTED:
            self.connection.execute("insert or replace into refused values (?, ?, ?)", (source, line, reason))


def account(dumps: list[Dump], filters: dict[str, object]) -> str:
    """Return what tells one import from another: the files by what they hold, and the filters."""
    return json.dumps({"files": sorted([d.role, d.sha256] for d in dumps), **filters}, sort_keys=True)


@contextmanager
def work_file(path: Path, base: Path, told: str, dumps: list[Dump], *, restart: bool) -> Iterator[WorkFile]:
    """Open the work file of an import where it was left, or begin one from ``base``; close it whatever happens."""
    if restart and path.exists():
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as before:
            _held(before, path)
        remove(path)
    if not path.exists():
        _copy(base, path)
    try:
        with closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as connection:
            work = WorkFile(_held(connection, path), path)
            if work.remembered("account") is None:
                _begin(work, told, dumps)
            elif work.remembered("account") != told:
                raise GazetteerError(
                    f"{path}: holds part of an import of other files or filters; give that command again to finish it, or add --restart to drop it"
                )
            yield work
    except sqlite3.OperationalError as error:
        if "full" in str(error):
            raise GazetteerError(f"{path}: the disk is full; free some space, the same command goes on from there") from error
        raise GazetteerError(f"{path}: the import failed ({error}); the same command goes on from there, --restart begins anew") from error
    except sqlite3.DatabaseError as error:
        raise GazetteerError(f"{path}: the half-made gazetteer is damaged ({error}); begin anew with --restart") from error


def remove(path: Path) -> None:
    """Remove a work file and what SQLite keeps beside it."""
    for end in ("", "-journal", "-wal", "-shm", "-copy"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def publish(work: WorkFile, out: Path) -> None:
    """Write the finished gazetteer to ``out`` in one stroke: who reads the file there reads the old or the new one, whole."""
    made = out.with_name(out.name + ".new")
    made.unlink(missing_ok=True)
    work.connection.execute("commit")
    work.connection.execute("vacuum into ?", (str(made),))
    with closing(sqlite3.connect(made)) as finished:
        finished.execute("delete from meta where key like 'work:%'")
        finished.commit()
    try:
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        made.replace(out)
    except OSError as error:
        raise GazetteerError(f"{out}: cannot be written ({error.strerror}); mend that, the same command goes on from there") from error


def stamp() -> str:
    """Return the present moment, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _copy(base: Path, path: Path) -> None:
    try:
        with Gazetteer(base) as shipped:
            shipped.sources()
        half = path.with_name(path.name + "-copy")
        shutil.copyfile(base, half)
        half.replace(path)
    except OSError as error:
        raise GazetteerError(
            f"{path}: cannot be written ({error.strerror}); choose another file with --output, or free some space"
        ) from error


def _held(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """Hold the file alone until it is closed; whoever ends this process ends the hold."""
    try:
        connection.execute("pragma locking_mode = exclusive")
        connection.execute("pragma journal_mode = delete")
        connection.execute("pragma cache_size = -65536")
        connection.execute("begin immediate")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise GazetteerError(f"{path}: another import is at work on it; wait for it, or choose another file with --output") from error
        raise
    if connection.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
        raise GazetteerError(f"{path}: is no half-made gazetteer; move it away, or choose another file with --output")
    return connection


def _begin(work: WorkFile, told: str, dumps: list[Dump]) -> None:
    for statement in _TABLES.split(";"):
        if statement.strip():
            work.connection.execute(statement)
    for dump in dumps:
        work.connection.execute(
            "insert into source (file, member, role, sha256, bytes, dated, licence, address) values (?,?,?,?,?,?,?,?)",
            (dump.path.name, dump.member, dump.role, dump.sha256, dump.size, dump.dated.isoformat(), LICENCE, ADDRESS),
        )
    work.remember("account", told)
    work.remember("shipped", work.number("select max(id) from place"))
    work.commit()
