"""What Alembic runs: the connection comes from ``tocsin.store.migrate``, already in the transaction that will hold the whole upgrade."""

from __future__ import annotations

from alembic import context

from tocsin.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
