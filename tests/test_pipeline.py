"""From documents to records: order, abstentions, evidence to the character, the published schema."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

sys.path.insert(0, str(Path(__file__).parent / "resolve"))

from actor_reading import Story
from record_reading import RESOLVER, StoryReader, spans

from tocsin.ingest import Refused
from tocsin.model.document import Document
from tocsin.model.issue import Issue
from tocsin.model.record import Record
from tocsin.model.source import Source
from tocsin.pipeline import Pipeline, Read
from tocsin.views.lines import schema_json

VALIDATOR = Draft202012Validator(json.loads(schema_json()))
TITLE = "Reed Brigade courts the Ardoun"
TEXT = (
    "The Reed Brigade is said to be courting the Ardoun, a member of the group told The Delta Post.\n\n"
    "The group shelled an army post near Kharkiv in March 2021, killing at least 12 soldiers. "
    "It claims to be the largest such group.\n\n"
    "If the government falters, conflict is likely to follow, the member added."
)


def full(*, title: str | None = TITLE, name: str = "0") -> Story:
    """A report with every kind of claim, its title kept apart as JSON Lines keep it."""
    source = Source(name="The Marsh Courier", domain="courier.example")
    story = Story(TEXT, title=title, source=source, published=date(2026, 5, 20), name=name)
    story.mention("ORGANIZATION", "The Reed Brigade", "the group", "The group").mention("GROUP", "the Ardoun@2" if title else "the Ardoun")
    story.mention("LOCATION", "Kharkiv").mention("PERSON", "a member of the group")
    story.quote("a member of the group", "told", "The Reed Brigade is said to be courting the Ardoun")
    story.quote("It", "claims", "to be the largest such group")
    story.quote("the member", "added", "If the government falters, conflict is likely to follow")
    story.tie("alliance", "courting", "The Reed Brigade", "the Ardoun@2" if title else "the Ardoun", status="future")
    story.frame("shelled", "ASSAULT", modes=("heavy-weapons",), actor="The group", recipient="an army post", place="near Kharkiv")
    story.remark("rank", "largest such group", "It")
    story.conditional("If the government falters", "conflict is likely to follow", "likely")
    if title:
        story.mention("ORGANIZATION", "Reed Brigade").mention("GROUP", "the Ardoun").alike("courts", "courting")
        story.tie("alliance", "courts", "Reed Brigade", "the Ardoun")
    return story


def read(*stories: Story) -> list[Record]:
    return list(Pipeline(StoryReader(*stories), RESOLVER).records([s.document for s in stories]))


def plain(text: str, *, name: str, language: str | None = "en") -> Document:
    return Document(id=name * 64, ref=f"{name}.txt", sha256=name * 64, text=text, language=language)


@pytest.mark.parametrize("title", [TITLE, None])
def test_every_span_of_a_record_is_its_words_in_text_or_title(title: str | None) -> None:
    (record,) = read(full(title=title))
    seen = list(spans(record))
    assert len(seen) > 20
    for span in seen:
        where = record.document.title if span.within == "title" else record.document.text
        assert where is not None
        assert where[span.start : span.end] == span.text
    assert {s.within for s in seen} == ({None, "title"} if title else {None})


def test_quotation_pieces_and_issues_point_into_the_text() -> None:
    (record,) = read(full())
    text = record.document.text
    assert [text[s:e] for q in record.quotations for s, e in q.cue] == ["told", "claims", "added"]
    for issue in record.issues:
        assert issue.start is None or (issue.end is not None and 0 <= issue.start < issue.end <= len(text))


@pytest.mark.parametrize("title", [TITLE, None])
def test_a_record_keeps_the_published_schema(title: str | None) -> None:
    (record,) = read(full(title=title))
    VALIDATOR.validate(json.loads(record.to_json()))
    assert {c.kind for c in record.claims} == {"event", "figure", "relation", "assertion", "warning"}


def test_a_span_in_the_title_says_so_in_json_and_others_do_not() -> None:
    (record,) = read(full())
    (tie,) = [c for c in json.loads(record.to_json())["claims"] if c["kind"] == "relation"]
    assert [e.get("in") for e in tie["evidence"]] == ["title", None]
    assert "in" not in tie["evidence"][1]


def test_the_same_document_gives_the_same_record_and_ids_are_unique() -> None:
    (one,), (other,) = read(full()), read(full())
    assert one.to_json() == other.to_json()
    ids = [c.id for c in one.claims]
    assert len(ids) == len(set(ids))
    assert all(len(i) == 64 and set(i) <= set("0123456789abcdef") for i in ids)


def test_the_same_words_in_another_document_have_other_ids() -> None:
    one, other = read(full(name="1"), full(name="2"))
    assert not {c.id for c in one.claims} & {c.id for c in other.claims}


def test_a_claim_of_the_body_keeps_its_id_with_and_without_a_title() -> None:
    (apart,), (bare,) = read(full()), read(full(title=None))

    def kept(record: Record) -> dict[str, str]:
        return {c.kind: c.id for c in record.claims if c.kind != "relation"}

    assert kept(apart) == kept(bare)


def test_every_link_in_a_record_leads_somewhere() -> None:
    (record,) = read(full())
    actors, claims = {a.id for a in record.actors}, {c.id for c in record.claims}
    mentions, quotations = {m.id for m in record.mentions}, {q.id for q in record.quotations}
    assert {m.actor for m in record.mentions if m.actor} <= actors
    assert {q.speaker.actor for q in record.quotations if q.speaker.actor} <= actors
    for claim in record.claims:
        assert {v.quotation for v in claim.said_by if v.quotation} <= quotations
        assert {v.actor for v in claim.said_by if v.actor} <= actors
        assert all(0 <= d.origin < len(claim.evidence) and 0 <= d.to < len(claim.evidence) for d in claim.drift)
        if claim.kind == "event":
            assert {r.actor for r in (*claim.actors, *claim.recipients) if r.actor} <= actors
            assert {c.figure for c in claim.casualties if c.figure} <= claims
            assert claim.place is None or claim.place.mention in mentions
            assert claim.date is None or claim.date.mention in mentions


def test_the_second_hand_report_comes_out_as_the_right_records() -> None:
    (record,) = read(full())
    (tie,) = [c for c in record.claims if c.kind == "relation"]
    assert tie.status == "future"
    assert [v.name for v in tie.said_by] == ["The Marsh Courier", "The Delta Post", "a member of the group"]
    assert tie.said_by[-1].anonymous
    assert {d.what for d in tie.drift} == {"hedge dropped", "speaker dropped", "status raised"}
    assert tie.to is not None
    assert (tie.to.text, tie.to.actor) == ("the Ardoun", None)
    (strike,) = [c for c in record.claims if c.kind == "event"]
    assert strike.status == "historical"
    assert [(c.low, c.high) for c in strike.casualties] == [(12, None)]
    (warning,) = [c for c in record.claims if c.kind == "warning"]
    assert warning.likelihood is not None
    assert warning.likelihood.band == (55, 80)


def test_an_empty_document_says_so_and_is_not_read() -> None:
    reader = StoryReader()
    (record,) = Pipeline(reader, RESOLVER).records([plain(" \n\n ", name="e")])
    assert [(i.stage, i.code) for i in record.issues] == [("read", "empty")]
    assert (record.claims, reader.asked) == ((), 0)
    VALIDATOR.validate(json.loads(record.to_json()))


@pytest.mark.parametrize(
    ("language", "kept"), [("fr", False), ("ar", False), ("de-CH", False), ("en-GB", True), ("EN", True), (None, True)]
)
def test_a_document_in_another_language_says_so_and_is_not_read(language: str | None, kept: bool) -> None:
    story = Story("The army shelled the depot.")
    object.__setattr__(story, "document", story.document.model_copy(update={"language": language}))
    reader = StoryReader(story)
    (record,) = Pipeline(reader, RESOLVER).records([story.document])
    assert ("not-english" in {i.code for i in record.issues}) is not kept
    assert reader.asked == int(kept)


def test_a_document_that_reports_on_something_else_says_so_and_keeps_its_records() -> None:
    story = Story("The choir attacked the high notes.").frame("attacked", "ASSAULT", actor="The choir")
    reader = StoryReader(story)
    made = reader.readings["0" * 64]
    object.__setattr__(made, "relevance", 0.1)
    (record,) = Pipeline(reader, RESOLVER).records([story.document])
    assert record.issues[0].code == "not-reporting"
    assert len(record.claims) == 1


def test_issues_of_fetching_stay_with_the_record() -> None:
    story = Story("The army shelled the depot.")
    issue = Issue(stage="ingest", code="truncated", message="the text was cut")
    object.__setattr__(story, "document", story.document.model_copy(update={"issues": (issue,)}))
    assert issue in read(story)[0].issues


def test_records_come_in_the_order_of_the_documents_whatever_cannot_be_read() -> None:
    stories = [Story(f"The army shelled depot {n}.", name=n) for n in "123"]
    documents = [
        stories[0].document, plain("", name="a"), stories[1].document, plain("Bonjour.", name="b", language="fr"), stories[2].document,
    ]  # fmt: skip
    made = list(Pipeline(StoryReader(*stories), RESOLVER).records(documents))
    assert [r.document.id for r in made] == [d.id for d in documents]


def test_many_documents_are_read_in_batches_and_none_is_lost() -> None:
    texts = [f"The army shelled depot {n}." for n in range(150)]
    documents = [Document(id=f"{n:064d}", ref=str(n), sha256="", text=t) for n, t in enumerate(texts)]
    stories = [Story(t) for t in texts]
    for story, document in zip(stories, documents, strict=True):
        object.__setattr__(story, "document", document)
    made = list(Pipeline(StoryReader(*stories), RESOLVER).records(iter(documents)))
    assert [r.document.ref for r in made] == [d.ref for d in documents]


def test_a_record_comes_before_the_last_document_is_fetched() -> None:
    taken: list[int] = []
    story = Story("The army shelled the depot. " * 400)

    def endless() -> Iterator[Document]:
        for number in range(10_000):
            taken.append(number)
            yield story.document

    next(Pipeline(StoryReader(story), RESOLVER).records(endless()))
    assert len(taken) < 100


def test_what_is_known_is_not_read_again_and_what_is_refused_passes_through() -> None:
    stories = [Story(f"The army shelled depot {n}.", name=n) for n in "12"]
    reader = StoryReader(*stories)
    pipeline = Pipeline(reader, RESOLVER)
    (before,) = pipeline.records([stories[0].document])
    refused = Refused("x.bin", Issue(stage="ingest", code="binary", message="no text"))
    items = [stories[0].document, refused, stories[1].document]
    made = list(pipeline.run(items, lambda d: before if d.id == before.document.id else None))
    assert made[0] == Read(stories[0].document, before, kept=True)
    assert made[1] is refused
    assert isinstance(made[2], Read)
    assert not made[2].kept
    assert reader.asked == 2


def test_the_coder_signs_with_the_readers_name_and_digest() -> None:
    coder = read(full())[0].coder
    assert (coder.model, coder.model_sha256) == ("by-heart", "f" * 64)
    assert coder.codebook
