from __future__ import annotations

import gzip
import json
from datetime import date
from hashlib import sha256

from tocsin.ingest import Limits, Refused
from tocsin.model.document import Document


def lines(*rows):
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n"


def test_a_row_keeps_its_text_to_the_character(reader):
    text = "  First line.\r\nSecond \u00a0line, the army said.\r\n"
    document = reader.document("a.jsonl", lines({"id": "r1", "text": text}))
    assert document.text == text
    assert document.id == document.sha256 == sha256(text.encode()).hexdigest()
    assert document.ref == "r1"


def test_all_fields_of_a_row_are_read(reader, report):
    row = {
        "id": 7,
        "text": report,
        "title": "Shells fall",
        "published": "2026-03-04T10:00:00Z",
        "source": {"name": "Courier", "domain": "www.courier.example"},
        "url": "https://courier.example/a",
        "language": "xx",
        "more": 1,
    }
    document = reader.document("a.ndjson", lines(row))
    assert (document.ref, document.title, document.title_apart, document.published) == ("7", "Shells fall", True, date(2026, 3, 4))
    assert (document.source.name, document.source.domain) == ("Courier", "courier.example")
    assert (document.url, document.language, document.issues) == ("https://courier.example/a", "xx", ())


def test_a_title_that_the_text_begins_with_is_not_kept_apart(reader, report):
    assert not reader.document("a.jsonl", lines({"title": "Shells fall", "text": f"Shells fall\n{report}"})).title_apart


def test_a_source_may_be_a_name_and_takes_its_domain_from_the_address(reader, report):
    document = reader.document("a.jsonl", lines({"text": report, "source": "Courier", "url": "https://www.courier.example/a"}))
    assert (document.source.name, document.source.domain) == ("Courier", "courier.example")
    bare = reader.document("b.jsonl", lines({"text": report, "source": "www.courier.example"}))
    assert (bare.source.name, bare.source.domain) == (None, "courier.example")


def test_a_broken_line_is_named_and_the_others_are_read(reader, report):
    first, broken, last = reader.items("a.jsonl", lines({"text": report}, '{"text": "half', {"id": "c", "text": report}))
    assert isinstance(first, Document)
    assert first.ref == str(reader.folder / "a.jsonl:1")
    assert isinstance(last, Document)
    assert isinstance(broken, Refused)
    assert broken.issue.code == "bad-json-line"
    assert "line 2" in broken.issue.message
    assert broken.ref.endswith("a.jsonl:2")


def test_a_row_that_is_no_object_is_named(reader):
    for row in ("[1]", '"words"', "12", "[" * 100_000):
        refusal = reader.refusal("a.jsonl", row)
        assert refusal.issue.code == "bad-json-line"
        assert "line 1" in refusal.issue.message


def test_rows_without_text_are_refused_by_their_id(reader):
    for row in ({"id": "r"}, {"id": "r", "text": " \n"}, {"id": "r", "text": 5}, {"id": "r", "text": None}):
        refusal = reader.refusal("a.jsonl", lines(row))
        assert (refusal.ref, refusal.issue.code) == ("r", "no-text")
        assert "line 1" in refusal.issue.message


def test_blank_lines_are_passed_over_and_still_counted(reader, report):
    _, second = reader.items("a.jsonl", f'{{"text": "{report}"}}\n\n\n{{"text": "{report}"}}')
    assert second.ref.endswith(":4")


def test_fields_of_the_wrong_kind_are_said_and_the_row_is_read(reader, report):
    row = {"text": report, "title": 3, "published": "last week", "source": ["x"], "url": "courier"}
    document = reader.document("a.jsonl", lines(row))
    assert (document.title, document.published, document.source) == (None, None, None)
    assert sorted(issue.code for issue in document.issues) == ["bad-date", "bad-field", "bad-field", "bad-field"]


def test_halves_of_characters_are_replaced_and_offsets_kept(reader):
    document = reader.document("a.jsonl", '{"text": "The \\ud800 army said so."}')
    assert document.text == "The \ufffd army said so."
    assert document.issues[0].code == "encoding-mixed"


def test_a_row_beyond_the_limits_is_cut_or_left_out_and_the_next_is_read(reader, report):
    rows = lines({"text": "word " * 100}, {"text": "x" * 5000}, {"text": report})
    cut, refused, read = reader.items("a.jsonl", rows, Limits(max_chars=210, max_bytes=2000))
    assert [issue.code for issue in cut.issues] == ["truncated"]
    assert refused.issue.code == "too-large"
    assert read.text == report


def test_windows_files_of_rows_are_read(reader, report):
    rows = lines({"text": report}, {"text": f"Orlöva: {report}"})
    for codec in ("utf-16", "utf-8-sig"):
        assert [item.text for item in reader.items("a.jsonl", rows.encode(codec))] == [report, f"Orlöva: {report}"]


def test_a_file_without_rows_is_refused(reader):
    assert reader.refusal("a.jsonl", "\n\n").issue.code == "empty"
    assert reader.refusal("a.json", "[]").issue.code == "empty"


def test_json_gives_one_object_or_a_list_of_them(reader, report):
    assert reader.document("a.json", json.dumps({"id": "x", "text": report}, indent=2)).ref == "x"
    first, second = reader.items("b.json", json.dumps([{"text": report}, {"text": 1}], indent=2))
    assert first.ref.endswith("b.json:1")
    assert second.issue.code == "no-text"
    assert "row 2" in second.issue.message


def test_broken_json_names_line_and_column(reader):
    refusal = reader.refusal("a.json", '{\n "text": oops}')
    assert refusal.issue.code == "bad-json"
    assert "line 2, column 10" in refusal.issue.message


def test_gzip_is_undone(reader, report):
    assert reader.document("a.txt.gz", gzip.compress(report.encode())).id == sha256(report.encode()).hexdigest()
    assert len(reader.items("a.jsonl.gz", gzip.compress(lines({"text": report}, {"text": report}).encode()))) == 2


def test_damaged_gzip_is_refused_after_what_could_be_read(reader, report):
    packed = gzip.compress(lines(*[{"text": f"{n} {report}"} for n in range(3)]).encode())
    *_, last = reader.items("a.jsonl.gz", packed[:-12])
    assert last.issue.code == "gzip-broken"


def test_a_gzip_bomb_costs_no_more_than_the_limit(reader):
    document = reader.document("a.txt.gz", gzip.compress(b"word " * 4_000_000), Limits(max_bytes=10_000))
    assert len(document.text) <= 10_000
    assert "unknown length" in document.issues[0].message
