from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path

import pytest

from tocsin import ingest
from tocsin.ingest import Refused, collect, count
from tocsin.model.document import Document
from tocsin.model.issue import Issue


@pytest.fixture
def folder(tmp_path, report):
    for name in ("b.txt", "a.md", "sub/c.txt", ".hidden.txt", ".git/d.txt", "picture.png", "sub/notes.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name}: {report}")
    (tmp_path / "rows.jsonl").write_text(
        json.dumps({"id": "r1", "text": report}) + "\n\n" + json.dumps({"id": "r2", "text": report}) + "\n"
    )
    return tmp_path


def test_the_public_names_are_these():
    assert ingest.__all__ == ["Fetched", "Fetcher", "HttpFetcher", "Item", "Limits", "Refused", "collect", "count"]
    assert all(hasattr(ingest, name) for name in ingest.__all__)


def test_a_folder_gives_its_files_in_order_without_the_hidden_ones(folder):
    *read, ignored = collect([str(folder)])
    assert [Path(item.ref).name for item in read] == ["a.md", "b.txt", "r1", "r2", "c.txt"]
    assert all(isinstance(item, Document) for item in read)
    assert ignored == Refused(str(folder), Issue(stage="ingest", code="ignored-files", message=ignored.issue.message))
    assert ": 2 files were ignored" in ignored.issue.message


def test_a_count_is_that_of_the_items(folder):
    refs = [str(folder), str(folder / "b.txt"), str(folder / "missing"), str(folder / ".git")]
    assert count(refs) == len(list(collect(refs))) == 9


def test_what_only_reading_would_count_has_no_count(folder, report):
    (folder / "z.jsonl.gz").write_bytes(gzip.compress(b"{}"))
    (folder / "z.json").write_text("[]")
    for ref in ("-", str(folder / "z.jsonl.gz"), str(folder / "z.json")):
        assert count([str(folder / "b.txt"), ref]) is None
    assert count(["https://courier.example/a"]) == 1


def test_inputs_keep_the_order_in_which_they_were_named(folder):
    items = collect([str(folder / "b.txt"), str(folder / "nowhere.txt"), str(folder / "a.md")])
    assert [Path(item.ref).name for item in items] == ["b.txt", "nowhere.txt", "a.md"]


def test_nothing_is_opened_before_it_is_asked_for(folder):
    items = collect([str(folder / "b.txt"), str(folder / "later.txt")])
    assert len(list(islice(items, 1))) == 1
    (folder / "later.txt").write_text("Now it is there, the mayor said.")
    assert isinstance(next(items), Document)


def test_a_missing_path_is_refused(tmp_path):
    [item] = collect([str(tmp_path / "none.txt")])
    assert (item.ref, item.issue.code) == (str(tmp_path / "none.txt"), "missing")
    assert "none.txt" in item.issue.message


def test_a_folder_with_nothing_to_read_is_refused(tmp_path):
    [item] = collect([str(tmp_path)])
    assert item.issue.code == "empty-folder"
    (tmp_path / "x.png").write_bytes(b"x")
    [item] = collect([str(tmp_path)])
    assert "1 files of other kinds" in item.issue.message


def test_a_file_that_may_not_be_read_is_refused_and_the_next_one_is_read(folder, monkeypatch):
    opened = Path.open

    def guarded(path, *args, **kwargs):
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", guarded)
    first, second = collect([str(folder / "a.md"), str(folder / "b.txt")])
    assert first.issue.code == "unreadable"
    assert "permissions" in first.issue.message
    assert isinstance(second, Document)


def test_a_name_that_no_file_can_have_is_refused():
    [item] = collect(["x" * 5000])
    assert item.issue.code in {"unreadable", "missing"}


def test_a_file_of_unknown_kind_is_read_by_how_it_begins(reader, report, pdf):
    assert reader.document("report", report).text == report
    assert reader.document("rows.data", json.dumps({"id": "r", "text": report})).ref == "r"
    assert reader.document("page.aspx", f"<!doctype html><html><body><p>{report}</p><p>{report} Again.</p></body></html>").text.startswith(
        "Shells"
    )
    assert reader.refusal("x.bin", b"\0\1\2").issue.code == "binary"


def test_standard_input_is_read_by_how_it_begins(reader, report, pdf):
    row = json.dumps({"id": "r", "text": report})
    [text] = reader.piped(f"[UPDATE] {report}")
    assert (text.ref, text.text) == ("-", f"[UPDATE] {report}")
    assert [item.ref for item in reader.piped(f"{row}\n{row}\n")] == ["r", "r"]
    assert [item.ref for item in reader.piped(json.dumps([{"text": report}], indent=1))] == ["-:1"]
    assert [item.ref for item in reader.piped(json.dumps({"id": "o", "text": report}, indent=1))] == ["o"]
    assert reader.piped(pdf([report[:80]]))[0].capture.media_type == "application/pdf"
    assert reader.piped(f"From: a@b.example\nSubject: Two killed\n\n{report}")[0].title == "Two killed"
    assert reader.piped(f"Source: Courier\nPublished: 2026-03-04\n\n{report}")[0].source.name == "Courier"
    assert reader.piped(gzip.compress(report.encode()))[0].text == report
    assert reader.piped(report.encode("utf-16"))[0].text == report


def test_a_first_row_that_is_broken_does_not_hide_the_others(reader, report):
    broken, read = reader.piped(f'{{"text": oops}}\n{json.dumps({"text": report})}\n')
    assert (broken.ref, broken.issue.code) == ("-:1", "bad-json-line")
    assert read.text == report


def test_standard_input_may_be_empty_or_absent(reader):
    assert reader.piped("")[0].issue.code == "empty"
    [item] = collect(["-"])
    assert item.issue.code == "no-stdin"


def test_an_address_of_another_kind_is_refused():
    [item] = collect(["ftp://courier.example/a.txt"])
    assert item.issue.code == "bad-url"


def test_without_a_fetcher_nothing_is_fetched():
    [item] = collect(["https://courier.example/a"])
    assert item.issue.code == "no-network"
