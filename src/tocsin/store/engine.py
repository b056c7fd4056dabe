"""Engines for either backend: the writer's takes the one write lock with each transaction, the view's cannot write."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, QueuePool

from tocsin.errors import StoreError
from tocsin.store import sqlite
from tocsin.store.address import Address

# One writer at a time on PostgreSQL too: versions are counted from what is there. The number is arbitrary and fixed.
_WRITERS_LOCK = 7_463_276_301


def writing(address: Address, wait: float) -> Engine:
    """Return an engine whose every transaction holds the write lock; ``wait`` is in seconds, after which the database counts as locked."""
    if address.path is not None:
        sqlite.find(address.path, create=True)
        engine = create_engine("sqlite://", creator=partial(sqlite.appending, address.path, wait), poolclass=NullPool)
        event.listen(engine, "begin", _take_sqlite_lock)
        event.listen(engine, "invalidate", _let_go)
        return engine
    engine = _postgresql(address, f"-c lock_timeout={int(wait * 1000)}")
    event.listen(engine, "begin", _take_postgresql_lock)
    return engine


def viewing(address: Address, wait: float) -> Engine:
    """Return an engine that can only read; every transaction sees one state."""
    if address.path is not None:
        sqlite.find(address.path, create=False)
        engine = create_engine("sqlite://", creator=partial(sqlite.reading, address.path, wait), poolclass=QueuePool)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return _postgresql(address, "-c default_transaction_read_only=on").execution_options(isolation_level="REPEATABLE READ")


def _postgresql(address: Address, options: str) -> Engine:
    if address.url is None:
        raise StoreError(f"{address.label}: names neither a file nor a server")
    given = address.url.query.get("options", "")
    joined = " ".join((*((given,) if isinstance(given, str) else given), options)).strip()
    url = address.url.difference_update_query(["options"])
    try:
        return create_engine(url, connect_args={"options": joined, "connect_timeout": 10})
    except ModuleNotFoundError as error:
        raise StoreError(f"{address.label}: PostgreSQL needs the driver psycopg; add it with: pip install 'psycopg[binary]'") from error


# sqlite3 would begin late and without the lock; a transaction that reads first and writes later could then fail half-way.
def _take_sqlite_lock(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


# Ctrl-C in a statement makes SQLAlchemy drop the connection; SQLite would hold the lock for as long as the traceback holds the statement.
def _let_go(connection: DBAPIConnection, record: ConnectionPoolEntry, error: BaseException | None) -> None:  # noqa: ARG001 (SQLAlchemy gives them)
    connection.rollback()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _take_postgresql_lock(connection: Connection) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
