"""Records as lines of JSON, and the JSON Schema that they are valid against."""

from __future__ import annotations

import json
from typing import Any, get_args

from tocsin.model.record import SCHEMA, Category, Record


def jsonl(record: Record) -> str:
    """Return a record as one line of JSON by the published contract, without the line's end."""
    return record.to_json()


def schema_json() -> str:
    """Return the JSON Schema (draft 2020-12) of a record as it is written, two blanks an indent, ending in a newline."""
    # The schema of what is accepted, tightened to what is written: pydantic knows nothing of what a custom serializer gives out,
    # so its own serialization schema would allow any object where a span stands.
    made = Record.model_json_schema(by_alias=True, mode="validation")
    _as_written(made)
    for noun in made["$defs"].values():
        _as_written(noun)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "A Tocsin record: what one report says, and on whose word",
    }
    return json.dumps(head | {k: v for k, v in made.items() if k not in head}, indent=2, ensure_ascii=False) + "\n"


def _as_written(noun: dict[str, Any]) -> None:
    """Every field is written, null or not, save those that are left out where they say nothing: ``in``, ``judgements``, a figure's marks."""
    fields = noun.get("properties", {})
    if "in" in fields:
        fields["in"] = {"const": "title", "type": "string", "description": "The words stand in a title that is kept apart from the text."}
    if "judgements" in fields:
        fields["judgements"] = {"type": "string", "description": "SHA-256 of the judgements about actors that were taken into account."}
    marks = _MARKS if "cumulative" in fields else {}
    fields.update(marks)
    noun["required"] = [name for name in fields if name not in _LEFT_OUT and name not in marks]


_LEFT_OUT = frozenset({"in", "judgements"})
_MARKS: dict[str, Any] = {
    "category": {"enum": list(get_args(Category)), "type": "string", "description": "What befell the people counted."},
    "cumulative": {"const": True, "type": "boolean", "description": "The number includes earlier losses: it is not added to them."},
    "part_of": {"type": "string", "description": "Id of the figure that counts these already: they are not added."},
}
