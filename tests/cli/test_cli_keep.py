"""What is kept with --db, and how it is listed and shown."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest


@pytest.fixture
def db(fake, folder, report, tmp_path) -> Path:
    """A database that holds the twelve reports and the dated one."""
    path = tmp_path / "kept.db"
    assert fake("read", folder, report, "--db", path).code == 0
    return path


def rows(db: Path, table: str) -> int:
    with closing(sqlite3.connect(db)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def claims(fake, db: Path, *filters: object) -> list[dict]:
    ended = fake("show", "--db", db, "--format", "jsonl", *filters)
    assert ended.code == 0, ended.err
    return ended.records


def test_reading_the_same_bytes_twice_adds_nothing_and_reads_nothing(fake, folder, report, db):
    before = {table: rows(db, table) for table in ("documents", "readings", "claims", "captures", "issues")}
    ended = fake("read", folder, report, "--db", db, "--format", "jsonl")
    assert ended.code == 0
    assert "0 read, 13 known from before" in ended.err
    assert len(ended.records) == 13
    assert {table: rows(db, table) for table in before} == before


def test_the_same_bytes_under_another_name_answer_by_that_name(fake, report, db, tmp_path):
    copy = tmp_path / "copy.txt"
    copy.write_bytes(report.read_bytes())
    [record] = fake("read", copy, "--db", db, "--format", "jsonl").records
    assert record["document"]["ref"] == str(copy)
    assert rows(db, "documents") == 13


def test_what_comes_from_the_database_is_what_was_read(fake, folder, report, db):
    fresh = fake("read", folder, report, "--format", "jsonl").out
    assert fake("read", folder, report, "--db", db, "--format", "jsonl").out == fresh


def test_the_list_has_a_line_a_claim_and_says_how_many(fake, db):
    ended = fake("show", "--db", db)
    assert len(ended.out.splitlines()) == 13
    assert "13 of 13 claims" in ended.err
    assert max(map(len, ended.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--status", "negated"), 1),
        (("--status", "Occurred"), 12),
        (("--type", "ASSAULT"), 13),
        (("--type", "assault"), 13),
        (("--type", "event"), 13),
        (("--type", "warning"), 0),
        (("--actor", "ARMY"), 13),
        (("--actor", "navy"), 0),
        (("--country", "SDN"), 13),
        (("--since", "2026-03-01", "--until", "2026-03-31"), 1),
        (("--since", "2026-04-01"), 0),
        (("--source", "caspian"), 13),
        (("--text", "village number 7"), 1),
        (("--text", "village", "--status", "negated"), 1),
        (("--as-of", "2020-01-01"), 0),
        (("--limit", "5"), 5),
        (("--limit", "50", "--offset", "10"), 3),
    ],
)
def test_filters_hold_all_at_once(fake, db, filters, found):
    assert len(claims(fake, db, *filters)) == found


def test_claims_without_a_date_are_counted_when_days_are_asked_for(fake, db):
    assert "12 more fit but have no date" in fake("show", "--db", db, "--since", "2026-03-01").err


def test_an_empty_list_says_how_much_is_kept(fake, db):
    ended = fake("show", "--db", db, "--type", "warning")
    assert ended.code == 0
    assert "0 of 0 claims" in ended.err
    assert "13 claims of 13 documents are kept in all" in ended.err


@pytest.mark.parametrize(("option", "given", "meant"), [("--status", "occured", "occurred"), ("--type", "ASSULT", "assault")])
def test_a_filter_that_is_no_code_is_a_usage_error_with_a_suggestion(fake, db, option, given, meant):
    ended = fake("show", "--db", db, option, given)
    assert ended.code == 2
    assert f"did you mean {meant}?" in ended.err


def test_one_record_is_shown_with_its_words_in_context_and_where_it_comes_from(fake, db):
    line = next(x for x in fake("show", "--db", db).out.splitlines() if "Shelling" in x)
    short = line.split()[0]
    ended = fake("show", short, "--db", db)
    assert ended.code == 0, ended.err
    assert "Shelling of the depot at Kutum" in " ".join(re.sub(r">>>|<<<", "", ended.out).split())
    assert "report.txt" in ended.out
    assert re.search(r"version +1 of 1, kept \d{4}-\d\d-\d\d", ended.out)
    assert ended.out.count(record_id := re.search(r"record +([0-9a-f]{64})", ended.out)[1]) == 1
    assert record_id.startswith(short)


def test_what_standards_make_of_a_claim_is_added_on_demand(fake, db):
    plain = claims(fake, db)
    more = claims(fake, db, "--derived")
    assert all(set(one["derived"]) == {"date_precision", "place_precision", "losses"} for one in more)
    assert [{k: v for k, v in one.items() if k != "derived"} for one in more] == plain
    alone = json.loads(fake("show", plain[0]["id"], "--db", db, "--format", "jsonl", "--derived").out)
    assert alone == more[0]
    refused = fake("show", "--db", db, "--derived")
    assert (refused.code, refused.out) == (2, "")
    assert "--format jsonl" in refused.err


def test_a_document_is_shown_by_the_beginning_of_its_id(fake, folder, db):
    record = fake("read", folder / "07.txt", "--db", db, "--format", "jsonl").records[0]
    ended = fake("show", record["document"]["id"][:12], "--db", db, "--format", "jsonl")
    assert json.loads(ended.out)["document"]["text"].startswith("The army shelled village number 7")


def test_an_id_that_nothing_has_is_said(fake, db):
    ended = fake("show", "ffffffffffff", "--db", db)
    assert ended.code == 3
    assert "tocsin show lists them" in ended.err


def test_a_refusal_is_kept_and_closed_when_the_input_is_read_later(fake, db, tmp_path):
    late = tmp_path / "late.txt"
    assert fake("read", late, "--db", db).code == 3
    assert rows(db, "issues WHERE closed_at IS NULL AND code = 'missing'") == 1
    late.write_text("The army shelled the bridge, an official said.\n")
    assert fake("read", late, "--db", db).code == 0
    assert rows(db, "issues WHERE closed_at IS NULL AND code = 'missing'") == 0
