"""`tocsin actors` with the sides of armed groups: shown with names, and kept by both forms of export and by import."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

REED = {
    "schema": "tocsin/actor/1", "id": "org:1", "name": "Reed Front", "kind": "armed group", "backed_by": ["SDN"],
    "fights": ["TCD", "armed:hamas", "armed:nobody"], "source": "a list",
}  # fmt: skip


@pytest.fixture
def actors(fake, tmp_path: Path):
    def give(*arguments: object, journal: str = "j.jsonl"):
        return fake("actors", *arguments, "--judgements", tmp_path / journal)

    return give


@pytest.fixture
def reeds(actors, tmp_path: Path) -> None:
    (tmp_path / "reed.jsonl").write_text(json.dumps(REED) + "\n", encoding="utf-8")
    assert actors("import", tmp_path / "reed.jsonl", "--author", "ana").code == 0


def test_show_names_who_backs_a_group_and_whom_it_fights(actors, reeds) -> None:
    told = actors("show", "Reed Front").out
    assert "  backed by   Sudan (SDN)\n" in told
    assert "  fights      Chad (TCD), Hamas (armed:hamas), armed:nobody\n" in told
    assert "Iran (IRN)" in actors("show", "Hezbollah").out


def test_show_says_nothing_of_sides_that_nobody_told(actors) -> None:
    told = actors("show", "Reuters").out
    assert "backed by" not in told
    assert "fights" not in told


@pytest.mark.parametrize("form", ["jsonl", "ftm"])
def test_sides_come_back_from_an_export(actors, reeds, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"out.{form}"
    assert "1 actor written" in actors("export", path, "--learned", "--format", form).err
    assert "1 added" in actors("import", path, "--author", "b", journal="other.jsonl").err
    [again] = actors("export", "-", "--learned", journal="other.jsonl").records
    assert (again["backed_by"], again["fights"]) == (REED["backed_by"], REED["fights"])
    assert "1 known as they are" in actors("import", path, "--author", "b", journal="other.jsonl").err


def test_an_import_adds_sides_to_a_known_group_and_keeps_what_was_told(actors, tmp_path: Path) -> None:
    before = actors("export", "-", "--text", "armed:hezbollah").records[0]
    card = {**REED, "id": "armed:hezbollah", "name": "Hezbollah", "backed_by": ["IRN", "ATA"], "fights": ["armed:hezbollah"]}
    (tmp_path / "more.jsonl").write_text(json.dumps(card) + "\n", encoding="utf-8")
    assert "1 told more of" in actors("import", tmp_path / "more.jsonl", "--author", "ana").err
    [after] = actors("export", "-", "--learned").records
    assert after["backed_by"] == [*before["backed_by"], "ATA"]
    assert after["fights"] == before["fights"]
