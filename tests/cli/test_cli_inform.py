"""The commands that explain: codebook, doctor, schema, evaluate, help."""

from __future__ import annotations

import json

import pytest

from tocsin import __version__
from tocsin.codebook import VERSION, codebook
from tocsin.errors import ModelError


def test_the_version_is_printed(fake):
    assert fake("--version").out.strip() == f"tocsin {__version__}"


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("ASSAULT", "event type"),
        ("assault", "event type"),
        ("heavy-weapons", "ASSAULT-heavy-weapons"),
        ("historical", "status"),
        ("likely", "55 to 80 per cent"),
        ("may", "no number"),
        ("F", "Admiralty"),
        ("warning", "record kind"),
        ("undated", "issue code"),
        ("pdf-encrypted", "locked with a password"),
        ("DEMAND", "REQUEST"),
        ("grievance", "assertion topic"),
    ],
)
def test_any_code_is_explained(fake, term, said):
    ended = fake("codebook", term)
    assert ended.code == 0
    assert said in " ".join(ended.out.split())


def test_every_code_that_the_list_shows_can_be_asked_for(fake):
    from tocsin.cli.explain import all_entries, refusals

    listed = " ".join(fake("codebook").out.split())
    one_of_each_kind = {}
    for entry in all_entries(codebook()):
        assert " ".join(entry.code.split()) in listed
        assert codebook().lookup(entry.code) or entry in refusals(), entry.code
        one_of_each_kind[entry.standard, entry.kind] = entry.code
    for code in one_of_each_kind.values():
        assert fake("codebook", code).code == 0, code


def test_an_unknown_code_gets_a_suggestion(fake):
    ended = fake("codebook", "asault")
    assert ended.code == 2
    assert "did you mean ASSAULT" in ended.err


def test_the_schema_is_json_and_names_the_contract(fake):
    assert json.loads(fake("schema").out)["$id"] == "tocsin/reading/1"


def test_doctor_says_what_is_installed_and_that_no_network_is_needed(real):
    ended = real("doctor")
    assert ended.code == 0, ended.out
    assert f"tocsin      {__version__}, codebook {VERSION}" in ended.out
    assert "SHA-256" in ended.out
    assert "opened no connection" in ended.out
    assert "all is well" in ended.out


def test_doctor_says_so_where_the_model_is_missing(fake, monkeypatch):
    def missing():
        raise ModelError("reader.onnx: the reader's model is missing; reinstall tocsin")

    monkeypatch.setattr("tocsin.pipeline.NeuralReader", missing)
    ended = fake("doctor")
    assert ended.code == 3
    assert "FAILS: reader.onnx: the reader's model is missing" in ended.out
    assert "NOT all is well" in ended.out


def test_reading_without_a_model_is_one_line_with_the_remedy(fake, report, monkeypatch):
    def missing():
        raise ModelError("reader.onnx: the reader's model is missing; reinstall tocsin")

    monkeypatch.setattr("tocsin.cli.read.Pipeline", missing)
    ended = fake("read", report)
    assert ended.code == 3
    assert ended.err.strip() == "tocsin: reader.onnx: the reader's model is missing; reinstall tocsin"


@pytest.mark.parametrize("command", ["read", "show", "codebook", "doctor", "schema", "evaluate"])
def test_every_command_explains_itself(fake, command):
    ended = fake(command, "--help")
    assert ended.code == 0
    assert "Usage" in ended.out


def test_evaluate_prints_the_scores_and_holds_them_against_the_floors(fake, monkeypatch):
    from cli_fakes import fake_pipeline

    monkeypatch.setattr("tocsin.cli.evaluate.Pipeline", fake_pipeline)
    ended = fake("evaluate", "--legend", "--errors", "warnings", "--limit", "3")
    assert ended.code in (0, 1)
    assert "open gold" in ended.out
    assert "warnings whose outcomes overlap" in ended.out
    assert "missed" in ended.out


def test_evaluate_gives_json(fake, monkeypatch):
    from cli_fakes import fake_pipeline

    monkeypatch.setattr("tocsin.cli.evaluate.Pipeline", fake_pipeline)
    scores = json.loads(fake("evaluate", "--json", "--part", "open").out)
    assert "events" in scores["parts"]["open"]["measures"]


def test_evaluate_refuses_a_measure_that_there_is_not(fake, monkeypatch):
    from cli_fakes import fake_pipeline

    monkeypatch.setattr("tocsin.cli.evaluate.Pipeline", fake_pipeline)
    ended = fake("evaluate", "--errors", "wornings")
    assert ended.code == 3
    assert "is no measure" in ended.err
