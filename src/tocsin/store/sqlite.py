"""SQLite connections: one that appends, and one that cannot write."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tocsin.errors import StoreError


def find(path: Path, *, create: bool) -> None:
    """Raise StoreError where ``path`` cannot be a database file, before SQLite gives its own, vaguer answer."""
    try:
        if path.is_dir():
            raise StoreError(f"{path}: is a folder; give the path of a file in it, such as {path / 'tocsin.db'}")
        if path.exists():
            return
        if not create:
            raise StoreError(f"{path}: no such file; make it with: tocsin read … --db {path}")
        if not path.parent.is_dir():
            raise StoreError(f"{path}: its folder {path.parent} does not exist; make the folder first, or choose another path")
    except OSError as error:
        raise StoreError(f"{path}: cannot be looked at ({error.strerror}); change the permissions or choose another path") from error


def appending(path: Path, wait: float) -> sqlite3.Connection:
    """Open ``path`` for writing, waiting ``wait`` seconds for another writer; raise sqlite3.Error where that fails."""
    connection = sqlite3.connect(_uri(path, "mode=rwc"), uri=True, timeout=wait, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # Readers go on while one writes. With WAL, NORMAL cannot damage the file; a power cut may cost the last documents, whole ones.
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def reading(path: Path, wait: float) -> sqlite3.Connection:
    """Open ``path`` so that nothing can be written; raise sqlite3.Error where that fails."""
    try:
        return _read(_uri(path, "mode=ro"), wait)
    except sqlite3.OperationalError as error:
        # A WAL database in a folder that cannot be written (a mounted archive) opens only as immutable, which is true of it
        # as long as no writer has left a log beside it.
        shut = error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
        if not shut or path.with_name(path.name + "-wal").exists():
            raise
        return _read(_uri(path, "mode=ro&immutable=1"), wait)


def _read(uri: str, wait: float) -> sqlite3.Connection:
    # The pool lends a connection to one thread at a time.
    connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _uri(path: Path, query: str) -> str:
    return f"{path.absolute().as_uri()}?{query}"
