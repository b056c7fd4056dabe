"""What a person can have read, and in which form the records come."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import jsonschema
import pytest

from tocsin.model.record import Record

STORY = "The army shelled the depot at Kutum on Tuesday morning, an official of the province said by telephone."


def write(folder: Path, name: str) -> Path:
    """Write the story in the format that the name stands for."""
    path = folder / name
    match path.suffix:
        case ".html":
            paragraphs = f"<p>{STORY}</p><p>Residents of the town said that they had heard several blasts during the night.</p>"
            path.write_text(f"<!doctype html><html><head><title>A depot</title></head><body><article>{paragraphs}</article></body></html>")
        case ".eml":
            path.write_text(f"From: Wire <a@wire.example>\nSubject: A depot\nDate: Tue, 10 Mar 2026 16:05:00 +0200\n\n{STORY}\n")
        case ".jsonl":
            path.write_text(json.dumps({"id": "row-1", "text": STORY}) + "\n")
        case ".json":
            path.write_text(json.dumps([{"id": "row-1", "text": STORY}]))
        case ".gz":
            path.write_bytes(gzip.compress(f"{STORY}\n".encode()))
        case ".pdf":
            path.write_bytes(_pdf(STORY))
        case _:
            path.write_text(f"{STORY}\n")
    return path


def _pdf(words: str) -> bytes:
    content = f"BT /F1 10 Tf 40 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.eml", "a.jsonl", "a.json", "a.txt.gz"])
def test_a_report_in_any_format_becomes_a_record(fake, tmp_path, name):
    ended = fake("read", write(tmp_path, name), "--format", "jsonl")
    assert ended.code == 0, ended.err
    [record] = ended.records
    assert STORY in record["document"]["text"]
    assert len(record["claims"]) == 1


def test_a_folder_is_read_in_the_order_of_names(fake, folder):
    ended = fake("read", folder, "--format", "jsonl")
    assert [Path(r["document"]["ref"]).name for r in ended.records] == [f"{n:02}.txt" for n in range(12)]
    assert "12 read" in ended.err


def test_several_inputs_come_out_in_the_order_they_were_named(fake, tmp_path):
    names = ["c.txt", "a.md", "b.jsonl"]
    ended = fake("read", *(write(tmp_path, name) for name in names), "--format", "jsonl")
    assert [Path(r["document"]["ref"]).name for r in ended.records] == ["c.txt", "a.md", "row-1"]


def test_standard_input_is_read_whatever_its_format(fake, tmp_path):
    for name in ("a.txt", "a.html", "a.jsonl", "a.pdf"):
        ended = fake("read", "-", "--format", "jsonl", stdin=write(tmp_path, name).read_bytes())
        assert STORY in ended.records[0]["document"]["text"], name


def test_the_view_for_people_is_the_default(fake, report):
    ended = fake("read", report)
    assert ended.code == 0
    assert "Shelling" in ended.out
    assert "WHO REPORTS" in ended.out


def test_in_a_pipe_there_is_no_colour_and_no_line_beyond_80_columns(fake, folder):
    ended = fake("read", folder)
    assert "\x1b" not in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80


def test_colour_comes_when_it_is_asked_for_but_never_into_a_file(fake, report, tmp_path):
    assert "\x1b[" in fake("read", report, "--colour").out
    fake("read", report, "--colour", "--output", tmp_path / "a.txt")
    assert "\x1b" not in (tmp_path / "a.txt").read_text()


def test_the_width_can_be_chosen(fake, report):
    assert max(map(len, fake("read", report, "--width", "60").out.splitlines())) <= 60


def test_lines_of_json_are_valid_against_the_schema_that_the_command_prints(fake, folder):
    schema = json.loads(fake("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for record in fake("read", folder, "--format", "jsonl").records:
        assert not list(validator.iter_errors(record))


def test_the_schema_leaves_no_object_open(fake):
    schema = json.loads(fake("schema").out)
    for name, model in [("Record", schema), *schema["$defs"].items()]:
        assert model["properties"], name
        assert model["additionalProperties"] is False, name
    assert schema["$defs"]["Evidence"]["properties"].keys() >= {"start", "end", "text", "in", "said_by"}


def test_the_page_is_one_file_that_loads_nothing_from_elsewhere(fake, folder, tmp_path):
    page = tmp_path / "page.html"
    ended = fake("read", folder, "--format", "html", "-o", page)
    assert ended.code == 0
    assert ended.out == ""
    assert f"written to {page}" in ended.err
    text = page.read_text(encoding="utf-8")
    assert "village number 11" in text
    assert not any(mark in text for mark in ('src="http', "src='http", "@import", 'rel="stylesheet"'))


def test_rows_keep_their_own_id_and_their_offsets(fake, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": "x-9", "title": "A headline", "text": "  Shelling went on.\r\n"}) + "\n")
    [record] = fake("read", path, "--format", "jsonl").records
    assert record["document"]["ref"] == "x-9"
    assert record["document"]["text"] == "  Shelling went on.\r\n"
    trigger = record["claims"][0]["trigger"]
    assert record["document"]["text"][trigger["start"] : trigger["end"]] == trigger["text"] == "Shelling"


def test_a_record_read_back_is_the_record_that_was_written(fake, report):
    line = fake("read", report, "--format", "jsonl").out.strip()
    assert Record.model_validate_json(line).to_json() == line


def test_an_output_file_is_left_alone_when_nothing_could_be_read(fake, tmp_path):
    kept = tmp_path / "out.jsonl"
    kept.write_text("from before\n")
    ended = fake("read", tmp_path / "nowhere.txt", "--format", "jsonl", "-o", kept)
    assert ended.code == 3
    assert kept.read_text() == "from before\n"
    assert "written to" not in ended.err


@pytest.mark.parametrize("output", ["missing/out.jsonl", "."])
def test_an_output_that_cannot_be_is_said_before_anything_is_read(fake, report, tmp_path, output):
    ended = fake("read", report, "-o", tmp_path / output)
    assert ended.code == 2
    assert "--output" in ended.err


def test_an_unknown_format_is_a_usage_error_that_names_the_known_ones(fake, report):
    ended = fake("read", report, "--format", "xml")
    assert ended.code == 2
    assert "jsonl" in ended.err


def test_the_bare_command_shows_its_help(fake):
    assert "Commands" in fake().out + fake().err
