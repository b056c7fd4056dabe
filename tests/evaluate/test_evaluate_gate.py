"""The gate: scores held against floors that belong to the very reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from gold_builder import perfect, raw_report, reader, write_gold

from tocsin.errors import ConfigError
from tocsin.evaluate import evaluate, read_floors, read_gold, write_floors
from tocsin.evaluate.gate import Report
from tocsin.evaluate.gold import GOLD, digest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_gold(tmp_path, raw_report())
    write_gold(tmp_path, {**raw_report(), "id": "kept-back"}, half="blind")
    (tmp_path / "blind.sha256").write_text(digest(tmp_path / "blind", "blind-*.json"))
    return tmp_path


@pytest.fixture
def made(folder: Path) -> dict[str, Any]:
    return perfect(read_gold("open", folder)[0])


def gated(folder: Path, made: dict[str, Any], part: Any = "open") -> Report:
    return evaluate(reader(made), part, gold=folder, floors=folder / "floors.toml")


def test_a_report_without_floors_passes_and_says_so(folder: Path, made: dict[str, Any]) -> None:
    report = gated(folder, made)
    assert report.passed
    assert "no floors are set" in report.table()


def test_a_value_under_its_floor_fails_and_is_named(folder: Path, made: dict[str, Any]) -> None:
    write_floors(gated(folder, made), folder / "floors.toml")
    assert gated(folder, made).passed
    del made["claims"][1]
    report = gated(folder, made)
    assert not report.passed
    assert "events" in {r.measure.key for r in report.failed}
    assert "FAIL" in report.table()
    assert "under the floor: " in report.table()


def test_a_floor_under_which_nothing_is_left_to_measure_fails(folder: Path, made: dict[str, Any]) -> None:
    write_floors(gated(folder, made), folder / "floors.toml")
    made["claims"] = []
    assert "events.type" in {r.measure.key for r in gated(folder, made).failed}


def test_a_floor_is_raised_freely_and_lowered_only_outright(folder: Path, made: dict[str, Any]) -> None:
    path = folder / "floors.toml"
    whole = gated(folder, made)
    made["claims"][1]["event"]["plover"]["type"] = "PROTEST"
    poor = gated(folder, made)
    assert write_floors(poor, path).values["events.typed"] == 0.5
    assert write_floors(whole, path).values["events.typed"] == 1.0
    with pytest.raises(ConfigError, match=r"events\.typed 1\.00 to 0\.50"):
        write_floors(poor, path)
    assert read_floors(path).values["events.typed"] == 1.0
    assert write_floors(poor, path, allow_lower=True).values["events.typed"] == 0.5


def test_floors_of_other_reports_do_not_pass(folder: Path, made: dict[str, Any]) -> None:
    path = folder / "floors.toml"
    write_floors(gated(folder, made), path)
    file = folder / "open" / "harrow-01.json"
    file.write_text(json.dumps(json.loads(file.read_text()), indent=1))
    report = gated(folder, made)
    assert not report.passed
    assert "set on other open reports" in report.table()
    write_floors(report, path)
    assert gated(folder, made).passed


def test_each_half_is_labelled_and_only_the_open_one_has_floors(folder: Path, made: dict[str, Any]) -> None:
    write_floors(gated(folder, made), folder / "floors.toml")
    report = gated(folder, made, "all")
    assert "open gold (tuned on)" in report.table()
    assert "blind gold (scored once)" in report.table()
    assert all(r.floor is None for r in report.half("blind").rows)


def test_faults_of_the_blind_half_are_never_listed(folder: Path, made: dict[str, Any]) -> None:
    del made["claims"][1]
    assert gated(folder, made).errors("events")
    assert gated(folder, made, "blind").errors() == ()


def test_faults_are_listed_by_measure_up_to_a_limit(folder: Path, made: dict[str, Any]) -> None:
    made["claims"] = []
    report = gated(folder, made)
    assert {f.key for f in report.errors("warnings")} == {"warnings"}
    assert len(report.errors(limit=3)) == 3
    with pytest.raises(ConfigError, match="'moods' is no measure"):
        report.errors("moods")


def test_floors_need_the_open_half(folder: Path, made: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="open gold was not scored"):
        write_floors(gated(folder, made, "blind"), folder / "floors.toml")


def test_the_json_holds_what_the_table_holds(folder: Path, made: dict[str, Any]) -> None:
    values = json.loads(json.dumps(gated(folder, made).as_json()))
    assert values["passed"] is True
    assert values["parts"]["open"]["label"] == "tuned on"
    assert values["parts"]["open"]["measures"]["events"]["value"] == 1.0


def test_the_table_fits_eighty_columns_and_the_legend_explains_it(folder: Path, made: dict[str, Any]) -> None:
    write_floors(gated(folder, made), folder / "floors.toml")
    report = gated(folder, made)
    assert max(map(len, report.table().splitlines())) <= 80
    for row in report.half("open").rows:
        assert row.measure.key in report.legend()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("corpus = ", "not valid TOML"),
        ('corpus = "x"', "SHA-256"),
        (f'corpus = "{"a" * 64}"\n[floors]\nmoods = 0.5', "'moods' is no measure"),
        (f'corpus = "{"a" * 64}"\n[floors]\nevents = 5', "the floor of events is 5"),
    ],
)
def test_damaged_floors_are_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "floors.toml").write_text(text)
    with pytest.raises(ConfigError, match=said):
        read_floors(tmp_path / "floors.toml")


def test_the_committed_floors_belong_to_the_committed_reports_and_allow_no_false_span_and_no_people_as_party() -> None:
    floors = read_floors()
    assert floors.corpus == digest(GOLD / "open")
    assert floors.values["checks.spans"] == floors.values["checks.peoples"] == 1.0
