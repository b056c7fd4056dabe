"""A span: some words of a document and where they stand."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer


class Noun(BaseModel):
    """A frozen value; unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def without_empty_in(made: dict[str, Any]) -> dict[str, Any]:
    """Leave ``in`` out of a serialised value that stands in the text and not in a title kept apart."""
    return {k: v for k, v in made.items() if v is not None or k not in ("in", "within")}


class Span(Noun):
    """Words of a document with their character offsets, end exclusive: ``document.text[start:end] == text``.

    ``within`` (``"in"`` in JSON) is ``"title"`` where the words stand in a title that is kept apart from the text, and left out elsewhere.
    Build it with ``Document.span``, which checks it.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    within: Literal["title"] | None = Field(default=None, alias="in")

    @model_serializer(mode="wrap")
    def _without_empty_in(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_empty_in(handler(self))
