"""The nouns: spans that must match, values that do not change, records that keep the contract."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tocsin.errors import EvidenceError
from tocsin.model.document import Document
from tocsin.model.issue import Issue
from tocsin.model.record import SCHEMA, Casualty, Drift, EventClaim, Evidence, Quotation, Record, RelationClaim, Role, Speaker
from tocsin.model.source import Capture
from tocsin.model.span import Span

TEXT = "The army shelled the depot. “Nobody was hurt,” it said. Größe, naïve, 東京 🕊."


def document(text: str = TEXT, title: str | None = None, *, apart: bool = False) -> Document:
    return Document(id="d", ref="a.txt", sha256="d", text=text, title=title, title_apart=apart)


@given(st.data(), st.text(min_size=1, max_size=60), st.none() | st.text(min_size=1, max_size=20))
def test_any_span_of_a_document_is_its_words_or_cannot_be_built(data, text, title):
    made = document(text, title, apart=title is not None)
    start = data.draw(st.integers(-2, len(made.words) + 2))
    end = data.draw(st.integers(-2, len(made.words) + 2))
    try:
        span = made.span(start, end)
    except EvidenceError:
        return
    where = made.title if span.within == "title" else made.text
    assert span.text
    assert where[span.start : span.end] == span.text


def test_a_span_outside_the_text_cannot_be_built():
    for start, end in ((5, 5), (6, 5), (-1, 3), (0, len(TEXT) + 1)):
        with pytest.raises(EvidenceError, match=r"a\.txt"):
            document().span(start, end)


def test_a_title_kept_apart_is_read_first_and_counted_apart():
    made = document("The body.", "A headline", apart=True)
    assert made.words == "A headline\n\nThe body."
    assert made.span(0, 10) == Span(start=0, end=10, text="A headline", within="title")
    assert made.span(12, 15) == Span(start=0, end=3, text="The")


def test_a_span_never_runs_from_the_title_into_the_text():
    made = document("The body.", "A headline", apart=True)
    assert made.span(2, 15).text == "headline"
    with pytest.raises(EvidenceError, match="between title and text"):
        made.span(10, 12)


def test_a_title_that_is_in_the_text_is_not_read_twice():
    assert document("A headline\n\nThe body.", "A headline").words == "A headline\n\nThe body."


def test_offsets_count_characters_not_bytes():
    made = document()
    start = TEXT.index("東京")
    assert made.span(start, start + 2).text == "東京"


def test_values_do_not_change_and_take_no_unknown_field():
    span = Span(start=0, end=3, text="The")
    with pytest.raises(ValidationError):
        span.start = 1
    with pytest.raises(ValidationError):
        Span(start=0, end=3, text="The", colour="red")
    with pytest.raises(ValidationError):
        Span(start=-1, end=3, text="The")


def test_where_words_stand_is_written_only_where_it_is_the_title():
    assert Span(start=0, end=3, text="The").model_dump(by_alias=True) == {"start": 0, "end": 3, "text": "The"}
    assert json.loads(Role(start=0, end=3, text="The", within="title").model_dump_json(by_alias=True))["in"] == "title"
    speaker = Speaker(actor=None, start=None, end=None, text=None, anonymous=True)
    quotation = Quotation(id="q1", source=(), cue=((0, 3),), content=(), speaker=speaker, verbatim=False)
    assert "in" not in json.loads(quotation.model_dump_json(by_alias=True))


def evidence() -> Evidence:
    return Evidence(start=0, end=8, text="The army", part="body", said_by=(), status="occurred", hedges=(), voice="own")


def relation(**changes: object) -> RelationClaim:
    given = {"id": "c", "status": "occurred", "confidence": 0.5, "evidence": (evidence(),), "said_by": (), "hedges": (), "drift": ()}
    return RelationClaim(**{**given, "relation": "alliance", "from": None, "to": None, **changes})


def test_a_claim_needs_evidence_and_a_confidence_between_0_and_1():
    for changes in ({"evidence": ()}, {"confidence": 1.2}, {"status": "rumoured"}, {"relation": "friendship"}):
        with pytest.raises(ValidationError):
            relation(**changes)


def test_from_is_written_as_the_contract_says():
    drift = Drift(origin=0, to=1, what="hedge dropped")
    assert drift.model_dump(by_alias=True) == {"from": 0, "to": 1, "what": "hedge dropped"}
    assert "from" in relation().model_dump(by_alias=True)


def test_a_casualty_without_a_number_is_null_and_not_zero():
    hurt = Casualty(start=0, end=9, text="many dead", category="killed", low=None, best=None, high=None, figure=None)
    assert json.loads(hurt.model_dump_json())["best"] is None


def test_a_record_survives_its_json():
    coder = {"version": "0", "model": "m", "model_sha256": "s", "codebook": "1"}
    header = {
        "id": "d", "ref": "a", "sha256": "d", "relevance": 0.5, "title": None, "text": TEXT, "published": "2026-03-04", "language": "en",
        "url": None, "source": None, "credits": (),
    }  # fmt: skip
    issue = Issue(stage="read", code="empty", message="there are no words to read")
    record = Record(coder=coder, document=header, mentions=(), quotations=(), claims=(relation(),), actors=(), issues=(issue,))
    line = record.to_json()
    assert "\n" not in line
    assert json.loads(line)["schema"] == SCHEMA
    assert Record.model_validate_json(line) == record


def test_fields_of_a_record_are_those_of_the_contract():
    made = Record.model_json_schema(by_alias=True, mode="validation")
    assert list(made["properties"]) == ["schema", "coder", "document", "mentions", "quotations", "claims", "actors", "issues"]
    assert set(EventClaim.model_fields) >= {"event", "trigger", "actors", "recipients", "place", "date", "casualties", "instrument"}


@pytest.mark.parametrize("stage", ["ingest", "read", "resolve", "weigh", "store"])
def test_an_issue_names_its_stage(stage):
    assert Issue(stage=stage, code="empty", message="nothing").start is None


def test_a_capture_says_where_bytes_came_from_and_when():
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    made = Capture(ref="a", url=None, final_url=None, collected=moment, collector="tocsin/0", sha256="d", media_type="text/plain")
    assert Capture.model_validate_json(made.model_dump_json()) == made
