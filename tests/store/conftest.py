"""Where the store's tests keep things: one address a test, on every backend that is at hand."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from record_builder import Clock
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

# PostgreSQL takes part where a server is named, e.g. TOCSIN_TEST_POSTGRES=postgresql://postgres@localhost/test
SERVER = os.environ.get("TOCSIN_TEST_POSTGRES")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"] if SERVER else ["sqlite"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that holds nothing yet."""
    if request.param == "sqlite":
        yield str(tmp_path / "kept.db")
        return
    assert SERVER is not None
    url = make_url(SERVER).set(drivername="postgresql+psycopg")
    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
        yield url.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()
