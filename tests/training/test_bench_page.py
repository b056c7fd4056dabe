"""The page keeps what was measured of the same model, and says which figures fall short."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.page import markdown, write
from bench.relevance import judged_counts
from bench.rows import Row
from tocsin.evaluate.metrics import Counts

GIVEN: dict[str, Any] = {
    "date": "2026-01-02", "version": "0", "model": "made", "model_sha256": "ab" * 32, "cores": 2, "machine": "x86_64", "limit": 0,
}  # fmt: skip


def row(key: str, value: float = 0.5, reach: float | None = 0.6, unit: str = "F1") -> Row:
    return Row(key, value, 0.4, 0.6, 10, reach, unit, f"the meaning of {key}")


@pytest.mark.parametrize(
    ("value", "reach", "unit", "short"),
    [(0.5, 0.6, "F1", True), (0.7, 0.6, "F1", False), (0.06, 0.05, "ECE at most", True), (0.04, 0.05, "ECE at most", False)],
)
def test_what_is_not_reached_is_said(value: float, reach: float, unit: str, short: bool) -> None:
    assert ("not reached" in markdown(GIVEN, [row("key", value, reach, unit)])) is short


def test_table_legend_and_appendix_stand_on_the_page() -> None:
    text = markdown(GIVEN, [row("a.b")], {"More": "a table"})
    assert "| a.b | 0.500 | 0.400 to 0.600 | 10 | 0.6 (not reached) | F1 |" in text
    assert "- **a.b**: the meaning of a.b." in text
    assert "\n## More\n\na table\n" in text
    assert "Measured on 2026-01-02 with model made (abababababab), 2 cores, x86_64." in text


def written(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "benchmark.json").read_text(encoding="utf-8"))
    return content


def keys(folder: Path) -> list[str]:
    return [r["key"] for r in written(folder)["rows"]]


def test_a_section_that_is_run_alone_keeps_the_others_in_their_order(tmp_path: Path) -> None:
    write(tmp_path, GIVEN, {"one": [row("one.a"), row("one.b")], "two": [row("two.a")]}, {"Old": "old words"}, {"p.svg": "<svg/>"})
    write(tmp_path, {**GIVEN, "date": "2026-01-03"}, {"one": [row("one.a", 0.9)], "two": []}, {}, {})
    assert keys(tmp_path) == ["one.a", "two.a"]
    assert [r["value"] for r in written(tmp_path)["rows"]] == [0.9, 0.5]
    assert written(tmp_path)["date"] == "2026-01-02 to 2026-01-03"
    assert "old words" in (tmp_path / "benchmark.md").read_text(encoding="utf-8")
    assert (tmp_path / "p.svg").read_text(encoding="utf-8") == "<svg/>"


def test_rows_of_another_model_are_not_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, GIVEN, {"one": [row("one.a")], "two": []}, {"Old": "old words"}, {})
    write(tmp_path, {**GIVEN, "model_sha256": "cd" * 32}, {"one": [], "two": [row("two.a")]}, {}, {})
    assert keys(tmp_path) == ["two.a"]
    assert "measured with another model_sha256; none of its rows is kept" in capsys.readouterr().err
    assert "old words" not in (tmp_path / "benchmark.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("said", "wanted", "counts"), [(True, True, (1, 1, 1)), (True, False, (0, 1, 0)), (False, True, (0, 0, 1))])
def test_a_document_counts_as_found_where_it_is_called_relevant(said: bool, wanted: bool, counts: tuple[int, int, int]) -> None:
    assert judged_counts(said, wanted) == Counts(*counts)
