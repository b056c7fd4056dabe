"""What a person is told when a SQLite file cannot be used, and what is left of what was kept."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from record_builder import BRIDGE, MARKET, bridge, market, sha
from sqlalchemy import event

from tocsin.errors import StoreError
from tocsin.store.view import View
from tocsin.store.writer import Kept, Writer


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A file that holds one report."""
    path = tmp_path / "kept.db"
    with Writer.open(path) as writer:
        writer.keep(market())
    return path


@contextmanager
def read_only_folder() -> Iterator[Path]:
    """A folder that this process cannot write; root can write anywhere, so it steps down meanwhile."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "kept.db"
        with Writer.open(path) as writer:
            writer.keep(market())
        path.chmod(0o644)
        folder.chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)


def test_a_locked_database_says_so_and_can_still_be_read(kept: Path) -> None:
    with Writer.open(kept, wait=0.05) as writer, closing(sqlite3.connect(kept, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"kept\.db: is locked by another program.*run again"):
            writer.keep(bridge())
        with pytest.raises(StoreError, match=r"kept\.db: is locked"):
            Writer.open(kept, wait=0.05)
        with View.open(kept) as view:
            assert view.counts().documents == 1
        other.execute("ROLLBACK")
        assert writer.keep(bridge()) is Kept.ADDED


def test_an_older_schema_is_not_read_and_the_way_to_mend_it_is_named(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.store.migrate.HEAD", "tocsin0002")
    with pytest.raises(StoreError, match=r"kept\.db: has an older schema .*brings it up to date"):
        View.open(kept)


@pytest.mark.parametrize("content", [b"Gunmen shelled the depot at Karsa.\n" * 40, bytes(range(256)) * 16])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    for opening in (Writer.open, View.open):
        with pytest.raises(StoreError, match=r"notes\.txt: is not a SQLite database; choose another path"):
            opening(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("statement", ["CREATE TABLE cookies (id)", "CREATE TABLE alembic_version (version_num)"])
def test_the_database_of_another_program_is_left_alone(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "browser.db"
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(statement)
        if "version_num" in statement:
            other.execute("INSERT INTO alembic_version VALUES ('4f1e9c')")
    for opening in (Writer.open, View.open):
        with pytest.raises(StoreError, match=r"browser\.db: is the database of another program; choose another path"):
            opening(path)
    with closing(sqlite3.connect(path)) as other:
        assert len(other.execute("SELECT name FROM sqlite_master").fetchall()) == 1


def test_a_damaged_database_says_how_to_save_what_is_left(kept: Path) -> None:
    with kept.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (kept.stat().st_size - 4096))
    with pytest.raises(StoreError, match=r"kept\.db: is damaged; restore it from a copy"), View.open(kept) as view:
        list(view.claims())


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    for opening in (Writer.open, View.open):
        with pytest.raises(StoreError, match=r"is a folder; give the path of a file in it, such as .*tocsin\.db"):
            opening(tmp_path)


def test_a_view_of_a_missing_file_makes_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"missing\.db: no such file; make it with"):
        View.open(tmp_path / "missing.db")
    assert list(tmp_path.iterdir()) == []


def test_a_view_of_an_empty_file_says_that_it_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(StoreError, match=r"empty\.db: holds nothing of Tocsin; make a database with"):
        View.open(path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"its folder .*nowhere does not exist; make the folder first"):
        Writer.open(tmp_path / "nowhere" / "kept.db")


@pytest.mark.parametrize("given", ["mysql://host/name", "sqlite://", "", "http://[/"])
def test_an_address_of_no_known_kind_says_what_to_give(given: str) -> None:
    for opening in (Writer.open, View.open):
        with pytest.raises(StoreError, match="give "):
            opening(given)


def test_a_missing_postgresql_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for opening in (Writer.open, View.open):
        with pytest.raises(StoreError, match=r"postgresql.*host/name: PostgreSQL needs the driver psycopg; add it with: pip install"):
            opening("postgresql://host/name")


def test_a_password_is_never_shown() -> None:
    with pytest.raises(StoreError) as caught:
        Writer.open("mysql://somebody:opensesame@host/name?password=opensesame")
    assert "opensesame" not in str(caught.value)


def test_a_read_only_folder_can_be_viewed_but_not_written() -> None:
    with read_only_folder() as folder:
        with pytest.raises(StoreError, match=r"new\.db: cannot be opened: the file or its folder is read-only"):
            Writer.open(folder / "new.db")
        with pytest.raises(StoreError, match=r"kept\.db: cannot be .*read-only.*choose another path"):
            Writer.open(folder / "kept.db")
        with View.open(folder / "kept.db") as view:
            assert view.counts().documents == 1


def test_a_full_disk_leaves_what_was_kept(kept: Path) -> None:
    with Writer.open(kept) as writer:
        with writer._connection.begin():
            pages = writer._connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            writer._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(StoreError, match=r"kept\.db: the disk is full; free some space, then run again"):
            writer.keep(bridge(text=BRIDGE + " It rained." * 5000))
        with View.open(kept) as view:
            assert view.document(sha(MARKET)) == market()
            assert view.counts().documents == 1
        with writer._connection.begin():
            writer._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1000}")
        assert writer.keep(bridge()) is Kept.ADDED


def test_an_interruption_leaves_whole_documents_only(kept: Path) -> None:
    def interrupt(*given: object) -> None:
        if "INSERT INTO claims" in str(given[2]):
            raise KeyboardInterrupt

    with Writer.open(kept) as writer:
        event.listen(writer._engine, "after_cursor_execute", interrupt)
        with pytest.raises(KeyboardInterrupt):
            writer.keep(bridge())
        event.remove(writer._engine, "after_cursor_execute", interrupt)
        with View.open(kept) as view:
            assert view.counts().documents == 1
        assert writer.keep(bridge()) is Kept.ADDED


KILLED = """
import os, signal, sys
from sqlalchemy import event
from tocsin.model.record import Record
from tocsin.store.writer import Writer

path, first, second = sys.argv[1:]
writer = Writer.open(path)
writer.keep(Record.model_validate_json(first))

def kill(connection, cursor, statement, *rest):
    if "INSERT INTO claims" in statement:
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(writer._engine, "after_cursor_execute", kill)
writer.keep(Record.model_validate_json(second))
"""


def test_a_killed_process_leaves_whole_documents_only(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), market().to_json(), bridge().to_json()], capture_output=True, check=False
    )
    assert ended.returncode == -9, ended.stderr.decode()
    with View.open(path) as view:
        assert view.counts().documents == 1
        assert view.document(sha(MARKET)) == market()
    with Writer.open(path) as writer:
        assert writer.keep(bridge()) is Kept.ADDED
