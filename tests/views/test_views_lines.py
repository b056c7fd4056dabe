"""Lines of JSON and their published schema."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from stories import allies, empty, hostile, shelling, unsigned

from tocsin.model.record import Record
from tocsin.views.lines import jsonl, schema_json

VALIDATOR = Draft202012Validator(json.loads(schema_json()))


@pytest.mark.parametrize("record", [allies(), shelling(), hostile(), unsigned(), empty()])
def test_every_record_is_one_line_that_the_schema_accepts(record: Record) -> None:
    line = jsonl(record)
    assert "\n" not in line
    VALIDATOR.validate(json.loads(line))


def test_the_schema_is_sound_and_says_what_it_is() -> None:
    schema = json.loads(schema_json())
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "tocsin/reading/1"
    assert schema["title"]
    assert all(noun.get("description") for noun in schema["$defs"].values())


def break_span(made: dict[str, Any]) -> None:
    made["claims"][0]["evidence"][0]["start"] = "0"


def drop_text(made: dict[str, Any]) -> None:
    del made["claims"][0]["evidence"][0]["text"]


def add_field(made: dict[str, Any]) -> None:
    made["mentions"][0]["colour"] = "red"


def drop_null(made: dict[str, Any]) -> None:
    del made["mentions"][0]["actor"]


def empty_in(made: dict[str, Any]) -> None:
    made["mentions"][0]["in"] = None


@pytest.mark.parametrize("fault", [break_span, drop_text, add_field, drop_null, empty_in])
def test_the_schema_refuses_what_a_record_never_holds(fault: Any) -> None:
    made = json.loads(jsonl(allies()))
    fault(made)
    assert not VALIDATOR.is_valid(made)
