"""The schema's revision: looked up on every opening, brought up to date only where needed."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from tocsin.errors import StoreError
from tocsin.store.schema import HEAD, REVISIONS


def upgrade(connection: Connection, label: str) -> None:
    """Bring an empty or older database to the present schema, in one transaction; raise StoreError for a newer one or another program's."""
    with connection.begin():
        if revision(connection, label) == HEAD:
            return
    # Alembic takes a few tenths of a second to import, and a short report is to be read within two from a cold start: so it is
    # imported only when there is something to do.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "tocsin.store:migrations")
    with connection.begin():
        # Another writer may have done it in between; this transaction holds the lock.
        if revision(connection, label) != HEAD:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def require_head(connection: Connection, label: str) -> None:
    """Raise StoreError where the schema is not the one that this Tocsin reads."""
    found = revision(connection, label)
    if found is None:
        raise StoreError(f"{label}: holds nothing of Tocsin; make a database with: tocsin read … --db PATH")
    if found != HEAD:
        raise StoreError(f"{label}: has an older schema ({found}); any writing brings it up to date: tocsin read … --db {label}")


def revision(connection: Connection, label: str) -> str | None:
    """Return the schema's revision, None where the database is empty; raise StoreError for a newer one or another program's."""
    inspector = inspect(connection)
    if not inspector.has_table("alembic_version"):
        if inspector.get_table_names():
            raise StoreError(f"{label}: is the database of another program; choose another path (on PostgreSQL, a schema of its own)")
        return None
    found = [str(name) for name in connection.execute(text("SELECT version_num FROM alembic_version")).scalars()]
    if not found:
        return None
    if len(found) == 1 and found[0] in REVISIONS:
        return found[0]
    if not all(name.startswith("tocsin") for name in found):
        raise StoreError(f"{label}: is the database of another program; choose another path (on PostgreSQL, a schema of its own)")
    raise StoreError(
        f"{label}: has a newer schema ({', '.join(found)}) than this Tocsin knows ({HEAD}); bring Tocsin up to date, then run again"
    )
