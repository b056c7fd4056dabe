"""What goes wrong outside the inputs: the database, the disk, the pipe, a person who stops the run."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

import tocsin.store.engine
import tocsin.store.sqlite

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


def test_a_locked_database_ends_with_4_and_the_remedy(fake, report, tmp_path, monkeypatch):
    db = tmp_path / "kept.db"
    assert fake("read", report, "--db", db).code == 0
    patient = tocsin.store.engine.writing
    monkeypatch.setattr("tocsin.store.engine.writing", lambda address, wait: patient(address, 0.05))
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ended = fake("read", report, "--db", db)
    assert ended.code == 4
    assert "kept.db: is locked by another program" in ended.err
    assert fake("read", report, "--db", db).code == 0


def test_a_database_of_a_newer_schema_is_left_alone(fake, report, tmp_path):
    db = tmp_path / "kept.db"
    assert fake("read", report, "--db", db).code == 0
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'tocsin9999'")
    for command in (("read", report, "--db", db), ("show", "--db", db)):
        ended = fake(*command)
        assert ended.code == 4
        assert "newer schema" in ended.err


@pytest.mark.parametrize("command", ["read", "show"])
def test_a_file_that_is_no_database_is_named(fake, report, tmp_path, command):
    db = tmp_path / "notes.db"
    db.write_text("these are notes, and no database at all\n" * 40)
    ended = fake("read", report, "--db", db) if command == "read" else fake("show", "--db", db)
    assert ended.code == 4
    assert "notes.db: is not a SQLite database" in ended.err
    assert db.read_text().startswith("these are notes")


def test_a_database_that_is_not_there_is_not_made_by_looking(fake, tmp_path):
    ended = fake("show", "--db", tmp_path / "none.db")
    assert ended.code == 4
    assert "tocsin read" in ended.err
    assert not (tmp_path / "none.db").exists()


def test_a_database_in_a_missing_folder_is_said(fake, report, tmp_path):
    ended = fake("read", report, "--db", tmp_path / "missing" / "kept.db")
    assert ended.code == 4
    assert "does not exist" in ended.err


def test_a_password_in_a_database_address_is_never_shown(fake, report):
    ended = fake("read", report, "--db", "mysql://user:hunter2@host/name")
    assert ended.code == 4
    assert "hunter2" not in ended.err


def test_a_full_disk_keeps_whole_documents_and_a_later_run_goes_on(fake, folder, tmp_path, monkeypatch):
    db = tmp_path / "kept.db"
    assert fake("read", folder / "00.txt", "--db", db).code == 0
    with closing(sqlite3.connect(db)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    roomy = tocsin.store.sqlite.appending

    def cramped(path, wait):
        connection = roomy(path, wait)
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        return connection

    for number in range(1, 12):  # long enough that two pages do not hold them all
        (folder / f"{number:02}.txt").write_text(f"The army shelled village number {number}. " + "Nothing else is known. " * 300)
    with monkeypatch.context() as patch:
        patch.setattr("tocsin.store.sqlite.appending", cramped)
        ended = fake("read", folder, "--db", db, "--format", "jsonl")
    assert ended.code == 4
    assert "the disk is full" in ended.err
    done = len(ended.records)
    assert 1 <= done < 12
    ended = fake("read", folder, "--db", db, "--format", "jsonl")
    assert ended.code == 0
    assert f"{12 - done} read, {done} known from before" in ended.err


@needs_full
def test_a_full_disk_under_the_output_file_is_said(fake, report):
    ended = fake("read", report, "--output", FULL)
    assert ended.code == 3
    assert "/dev/full: writing failed (No space left on device)" in ended.err


@needs_full
@pytest.mark.parametrize("command", [("schema",), ("codebook",), ("read", "REPORT")])
def test_a_full_disk_under_standard_output_is_one_line_and_no_traceback(report, command):
    given = [str(report) if word == "REPORT" else word for word in command]
    driver = Path(__file__).parent / "slow_command.py"
    with FULL.open("wb") as full:
        done = subprocess.run([sys.executable, driver, "0", *given], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert "standard output: writing failed (No space left on device)" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert "Exception ignored" not in done.stderr.decode()


def test_ctrl_c_keeps_what_was_read_and_the_same_command_goes_on(slow, fake, folder, tmp_path):
    db = tmp_path / "kept.db"
    process = slow(0.15, "read", folder, "--db", db, "--format", "jsonl")
    for _ in range(3):
        assert json.loads(process.stdout.readline())
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    done = 3 + len(out.splitlines())
    assert done < 12
    assert "interrupted after" in err.decode()
    assert f"what was read is kept in {db}" in err.decode()
    assert "Traceback" not in err.decode()
    with closing(sqlite3.connect(db)) as connection:
        kept = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    assert kept >= done
    ended = fake("read", folder, "--db", db, "--format", "jsonl")
    assert ended.code == 0
    assert f"{12 - kept} read, {kept} known from before" in ended.err
    assert len(ended.records) == 12


def test_ctrl_c_without_a_database_says_how_to_keep_what_is_read(slow, folder):
    process = slow(0.15, "read", folder, "--format", "jsonl")
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "use --db" in err.decode()


def test_a_reader_that_goes_away_ends_the_command_quietly(slow, folder):
    process = slow(0.05, "read", folder, "--format", "jsonl")
    process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=20)
    assert process.returncode == 141
    assert err == b""


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of its own")
def test_on_a_terminal_many_inputs_show_their_progress(folder, tmp_path):
    import pty

    keeper, terminal = pty.openpty()
    driver = Path(__file__).parent / "slow_command.py"
    command = [sys.executable, driver, "0.08", "read", folder, "--format", "jsonl", "--output", tmp_path / "out.jsonl"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(command, stdout=terminal, stderr=terminal, stdin=subprocess.DEVNULL, env=environment)
    os.close(terminal)
    shown = b""
    began = time.monotonic()
    while time.monotonic() - began < 30:
        try:
            part = os.read(keeper, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(keeper)
    assert process.wait(20) == 0
    assert b"reading" in shown
    assert b"/12" in shown
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 12
