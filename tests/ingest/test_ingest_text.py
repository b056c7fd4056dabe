from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest

from tocsin.ingest import Limits


def codes(document):
    return [issue.code for issue in document.issues]


def test_a_text_keeps_its_words_and_is_known_by_its_bytes(reader, report):
    document = reader.document("a.txt", report)
    assert document.text == report
    assert document.id == document.sha256 == document.capture.sha256 == sha256(report.encode()).hexdigest()
    assert document.ref == document.capture.ref == str(reader.folder / "a.txt")
    assert document.capture.media_type == "text/plain"
    assert document.capture.collector.startswith("tocsin/")
    assert document.issues == ()


def test_a_short_first_line_before_a_blank_one_is_the_title_and_stays_in_the_text(reader, report):
    document = reader.document("a.txt", f"Shells fall on Orlava\n\n{report}")
    assert document.title == "Shells fall on Orlava"
    assert document.text.startswith("Shells fall on Orlava\n\nShells fell")
    assert not document.title_apart


@pytest.mark.parametrize("first", ["Two traders were killed on Tuesday.", "x" * 200, "It happened at noon,"])
def test_a_first_line_that_is_a_sentence_or_long_is_no_title(reader, report, first):
    assert reader.document("a.txt", f"{first}\n\n{report}").title is None


def test_a_first_line_that_runs_on_is_no_title(reader, report):
    assert reader.document("a.txt", f"Shells fell on the market\nof Orlava on Tuesday.\n\n{report}").title is None


def test_header_lines_are_read_and_kept(reader, report):
    text = f"Published: 2026-03-04\nSource: Orlava Courier\nURL: https://www.courier.example/a\n\nShells fall\n\n{report}"
    document = reader.document("a.txt", text)
    assert document.text == text
    assert (document.published, document.title, document.url) == (date(2026, 3, 4), "Shells fall", "https://www.courier.example/a")
    assert (document.source.name, document.source.domain) == ("Orlava Courier", "courier.example")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published 14 May 2026", date(2026, 5, 14)),
        ("Published 2 June 2026. All times GMT.", date(2026, 6, 2)),
        ("Published: Tuesday, March 3rd, 2026", date(2026, 3, 3)),
        ("Date: 2026-03-04T23:10:00+02:00", date(2026, 3, 4)),
    ],
)
def test_the_day_of_publication_is_read_in_its_usual_forms(reader, report, line, day):
    assert reader.document("a.txt", f"Shells fall\n\n{line}\n\n{report}").published == day


def test_a_day_that_can_be_read_two_ways_is_not_guessed(reader, report):
    document = reader.document("a.txt", f"Published: 03/04/2026\n\n{report}")
    assert document.published is None
    assert codes(document) == ["bad-date"]


def test_without_a_day_publication_is_unknown_whatever_the_file_says(reader, report):
    assert reader.document("a.txt", report).published is None


def test_a_header_line_further_down_is_part_of_the_report(reader, report):
    document = reader.document("a.txt", f"{report}\n\nSource: Orlava Courier\nPublished: 2026-03-04")
    assert document.source is None
    assert document.published is None


def test_markdown_takes_its_first_heading_as_title_and_keeps_its_marks(reader, report):
    document = reader.document("a.md", f"# Shells **fall**\n\n{report}\n\n# Second\n")
    assert document.title == "Shells **fall**"
    assert document.text.startswith("# Shells **fall**\n")


def test_front_matter_is_read_and_taken_off(reader, report):
    document = reader.document("a.md", f'---\ntitle: "Shells fall"\ndate: 2026-03-04\nsource: Courier\nlang: en\n---\n\n{report}')
    assert document.text == f"Shells fall\n\n{report}"
    assert (document.title, document.published, document.source.name) == ("Shells fall", date(2026, 3, 4), "Courier")


def test_line_ends_become_line_feeds(reader):
    assert reader.document("a.txt", b"One line.\r\nTwo lines.\rThree.").text == "One line.\nTwo lines.\nThree."


def test_an_empty_file_is_refused(reader):
    for data in ("", " \r\n\t\n"):
        assert reader.refusal("a.txt", data).issue.code == "empty"
    assert reader.refusal("b.txt", b"\xef\xbb\xbf").issue.code == "empty"


@pytest.mark.parametrize(
    "data", [b"Shells\0fell on the market", bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n", b"%PDF-1.4 and so on", b"\x01\x02\x03 ab"]
)
def test_binary_under_a_text_name_is_refused(reader, data):
    assert reader.refusal("a.txt", data).issue.code == "binary"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(reader, codec):
    text = "Émigrés from Łódź said that the shelling had stopped."
    document = reader.document("a.txt", text.encode(codec))
    assert document.text == text
    assert document.issues == ()


def test_windows_1252_is_guessed_and_said(reader):
    document = reader.document("a.txt", "The café in Orlava was hit, the owner said – twice.".encode("cp1252"))
    assert document.text == "The café in Orlava was hit, the owner said – twice."
    assert codes(document) == ["encoding-guessed"]
    assert "a.txt" in document.issues[0].message


def test_mixed_encodings_are_replaced_and_the_line_is_named(reader):
    document = reader.document("a.txt", "First café.\nSecond caf".encode() + b"\xe9 was hit.")
    assert document.text == "First café.\nSecond caf\ufffd was hit."
    assert codes(document) == ["encoding-mixed"]
    assert "line 2" in document.issues[0].message


def test_a_long_text_is_read_up_to_the_limit_and_what_is_left_out_is_said(reader):
    document = reader.document("a.txt", "word " * 1000, Limits(max_chars=100))
    assert document.text == " ".join(["word"] * 20)
    assert codes(document) == ["truncated"]
    assert "4,600 bytes" in document.issues[0].message
    assert "301 characters" in document.issues[0].message


def test_a_cut_never_halves_a_number(reader):
    assert reader.document("a.txt", "The army said that it lost 1200 men", Limits(max_chars=29)).text == "The army said that it lost"


def test_a_cut_within_a_character_is_no_fault_of_the_encoding(reader):
    document = reader.document("a.txt", "é" * 50, Limits(max_bytes=31))
    assert document.text == "é" * 15
    assert codes(document) == ["truncated"]


def test_a_text_of_twenty_megabytes_takes_bounded_memory(reader):
    import tracemalloc

    path = reader.folder / "long.txt"
    line = b"The army said that the road was closed again on that day.\n"
    path.write_bytes(line * (20_000_000 // len(line)))
    tracemalloc.start()
    document = reader.document("long.txt", path.read_bytes())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(document.text) <= 5_000_000
    assert codes(document) == ["truncated"]
    assert peak < 150_000_000


def test_limits_below_one_are_refused():
    with pytest.raises(ValueError, match="at least 1"):
        Limits(max_chars=0)
