"""What a database driver's error means to a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from tocsin.errors import StoreError

_LOCKED = "is locked by another program that writes to it; wait until that has ended, then run again (what was kept before is safe)"
_FULL = "the disk is full; free some space, then run again (what was kept before is safe, and is not read a second time)"
_READ_ONLY = "cannot be written: the file or its folder is read-only; change the permissions or choose another path"
_NO_ACCESS = "cannot be opened: the file or its folder is read-only or out of reach; change the permissions or choose another path"
_NOT_A_DATABASE = "is not a SQLite database; choose another path, or move the file away"
_DAMAGED = "is damaged; restore it from a copy, or save what is left with: sqlite3 FILE .recover"
_DISK_FAULT = "the disk reported a fault; look at its health and its mount, then run again (what was kept before is safe)"
_UNREACHABLE = "the server cannot be reached or refuses the login; look at host, port, database name, user and password"

_SQLITE = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _NO_ACCESS,
    sqlite3.SQLITE_CANTOPEN: _NO_ACCESS,
    sqlite3.SQLITE_NOTADB: _NOT_A_DATABASE,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_IOERR: _DISK_FAULT,
}
_POSTGRESQL = {
    "55P03": _LOCKED,
    "53100": _FULL,
    "25006": "is read-only for this login; use one that may write",
    "42501": "this login may not do that; grant it rights on the schema, or use another login",
}


@contextmanager
def told(label: str) -> Iterator[None]:
    """Raise StoreError, naming the database ``label`` and the remedy, in place of the driver's own error."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(f"{label}: {_meaning(error)}") from error


def _meaning(error: DBAPIError) -> str:
    cause = error.orig
    words = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
    if isinstance(cause, sqlite3.Error):
        # The low byte is the kind of fault; the rest says where in SQLite it arose. Errors of the module itself carry no code.
        code = getattr(cause, "sqlite_errorcode", None)
        known = None if code is None else _SQLITE.get(code & 0xFF)
        if known:
            return f"{known} ({words})"
    else:
        state = getattr(cause, "sqlstate", None)
        if state is None and isinstance(error, OperationalError):
            return f"{_UNREACHABLE} ({words})"
        if state in _POSTGRESQL:
            return f"{_POSTGRESQL[state]} ({words})"
    return f"the database refused: {words}; nothing of this document was kept. Please report it with this line"
