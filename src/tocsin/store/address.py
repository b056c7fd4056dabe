"""Where a database is: a SQLite file or a PostgreSQL URL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from tocsin.errors import StoreError


@dataclass(frozen=True, slots=True)
class Address:
    """A SQLite ``path`` or a PostgreSQL ``url``, never both; ``label`` names it in messages and holds no password."""

    label: str
    path: Path | None = None
    url: URL | None = None


def parse(path_or_url: str | Path) -> Address:
    """Return the address that a person gave as a path, ``sqlite:///path`` or ``postgresql://…``; raise StoreError for any other scheme."""
    given = str(path_or_url)
    if "://" not in given:
        return _file(Path(given), given)
    try:
        url = make_url(given)
    except ArgumentError as error:
        raise StoreError("database URL not understood; give a file path or postgresql://user@host/name") from error
    # The query may hold a password too.
    label = url.set(query={}).render_as_string(hide_password=True)
    backend = url.get_backend_name()
    if backend == "sqlite":
        return _file(Path(url.database or ""), given)
    if backend in {"postgresql", "postgres"}:
        return Address(label, url=url.set(drivername="postgresql+psycopg"))
    raise StoreError(f"{label}: no such kind of database here; give a file path or postgresql://user@host/name")


def _file(path: Path, given: str) -> Address:
    if path == Path():
        raise StoreError(f"{given or 'an empty path'}: names no file; give the path of a SQLite file such as tocsin.db")
    return Address(str(path), path=path)
