"""Alembic's scripts; ``tocsin.store.migrate`` runs them."""
