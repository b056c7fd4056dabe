"""The gold: read whole, or refused with file, field and piece."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from gold_builder import TEXT, raw_report, write_gold

from tocsin.evaluate.gold import GoldError, GoldEvent, GoldInput, as_documents, digest, read_gold


def test_a_piece_stands_where_it_first_occurs_or_where_its_number_says() -> None:
    given = GoldInput(text="the gun, the gunmen, the guns", title="the gun")
    assert given.find("gun").start == 4
    assert given.find("gun@2").start == 13
    assert given.find("gun@3").text == "gun"
    with pytest.raises(ValueError, match="'gun@4' does not stand in the text"):
        given.find("gun@4")


def test_a_piece_of_the_title_is_found_in_the_title() -> None:
    given = GoldInput(text="Nothing else.", title="Calm returns")
    span = given.find("title:returns")
    assert (span.start, span.end, span.within) == (5, 12, "title")


def test_a_title_that_opens_the_text_is_part_of_it() -> None:
    given = GoldInput(text=" Calm returns\n\nNothing else.", title="Calm returns")
    span = given.find("title:returns")
    assert (given.title_apart, given.shift, span.start, span.within) == (False, 0, 6, None)


def test_the_open_reports_are_whole_and_enough() -> None:
    reports = read_gold("open")
    assert len(reports) >= 30
    for report in reports:
        for claim in report.claims:
            for evidence in claim.evidence:
                start, end = report.place(evidence.text)
                assert report.words[start:end] == evidence.text.text


def test_the_blind_reports_are_those_that_were_committed() -> None:
    assert len(read_gold("blind")) >= 10


def test_documents_are_those_that_a_json_lines_input_gives() -> None:
    for report, document in zip(reports := read_gold("open"), as_documents(reports), strict=True):
        assert document.id == document.sha256 == hashlib.sha256(report.input.text.encode()).hexdigest() == report.sha256
        assert document.text == report.input.text
        assert document.words == report.words
        assert document.shift == report.input.shift
        assert document.published == report.input.published
        assert document.ref == report.id


def test_the_outlet_is_the_source_of_the_document(tmp_path: Path) -> None:
    (document,) = as_documents(read_gold("open", write_gold(tmp_path, raw_report())))
    assert document.source is not None
    assert (document.source.name, document.title_apart, document.text) == ("Vale Wire", True, TEXT)


def _broken(tmp_path: Path, report: Any) -> str:
    with pytest.raises(GoldError) as caught:
        read_gold("open", write_gold(tmp_path, report))
    return str(caught.value)


def test_a_piece_that_is_not_there_is_named_with_its_file_and_field(tmp_path: Path) -> None:
    report = raw_report()
    report["claims"][0]["evidence"][0]["text"] = "words from nowhere"
    said = _broken(tmp_path, report)
    assert "harrow-01.json" in said
    assert "claims.0.event.evidence.0.text" in said
    assert "'words from nowhere' does not stand in the text" in said


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("event", {"type": "FIGHT", "modes": []}, "'FIGHT' is no PLOVER type"),
        ("event", {"type": "ASSAULT", "modes": ["curfew"]}, "'curfew' is no mode of ASSAULT"),
        ("status", "maybe", "claims.0.event.status"),
        ("evidence", [], "claims.0.event.evidence"),
        ("mood", "grim", "claims.0.event.mood"),
    ],
)
def test_a_code_or_field_that_the_contract_does_not_know_is_refused(tmp_path: Path, field: str, value: Any, said: str) -> None:
    report = raw_report()
    report["claims"][0][field] = value
    assert said in _broken(tmp_path, report)


def test_a_file_that_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "torn.json").write_text('{"id": ')
    with pytest.raises(GoldError, match=r"torn\.json: not valid JSON"):
        read_gold("open", tmp_path)


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no gold reports"):
        read_gold("open", tmp_path)


def test_two_reports_with_one_text_are_refused(tmp_path: Path) -> None:
    again = {**raw_report(), "id": "harrow-02"}
    with pytest.raises(GoldError, match=r"harrow-02\.json: another report has the same text"):
        read_gold("open", write_gold(tmp_path, raw_report(), again))


def test_blind_reports_that_were_changed_are_refused(tmp_path: Path) -> None:
    folder = write_gold(tmp_path, raw_report(), half="blind")
    (folder / "blind.sha256").write_text(digest(folder / "blind", "blind-*.json") + "\n")
    assert len(read_gold("blind", folder)) == 1
    file = folder / "blind" / "blind-01.json"
    file.write_text(json.dumps(json.loads(file.read_text()), indent=1))
    with pytest.raises(GoldError, match="changed after their digest was committed"):
        read_gold("blind", folder)


def test_blind_reports_without_a_digest_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="digest of the blind reports is missing"):
        read_gold("blind", write_gold(tmp_path, raw_report(), half="blind"))


def test_the_digest_is_that_of_the_files_joined(tmp_path: Path) -> None:
    for name, text in (("b.json", "two"), ("a.json", "one")):
        (tmp_path / name).write_text(text)
    assert digest(tmp_path) == hashlib.sha256(b"onetwo").hexdigest()


def test_a_figure_may_name_its_day_in_words_alone(tmp_path: Path) -> None:
    (report,) = read_gold("open", write_gold(tmp_path, raw_report()))
    assert isinstance(report.claims[0], GoldEvent)
    assert report.claims[3].kind == "figure"
