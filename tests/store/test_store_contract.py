"""What every backend must do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from record_builder import BRIDGE, FIRST, FRONT, MARKET, SECOND, Clock, alliance, bridge, flight, market, sha, shelling, spreading

from tocsin.errors import StoreError
from tocsin.model.issue import Issue
from tocsin.model.record import Actor
from tocsin.model.source import Capture
from tocsin.store.filters import Filters
from tocsin.store.schema import HEAD
from tocsin.store.view import Counts, View
from tocsin.store.writer import Kept, Writer

CAPTURE = Capture(
    ref="bridge.txt",
    url="https://wire.example/1",
    final_url=None,
    collected=datetime(2026, 1, 1, 11, tzinfo=UTC),
    collector="tocsin 0.1.0",
    sha256=sha(BRIDGE),
    media_type="text/plain",
    headers=(("content-type", "text/plain"),),
)
REFUSAL = Issue(stage="ingest", code="empty", message="the file is empty")


@pytest.fixture
def kept(address: str, clock: Clock) -> str:
    """A database that holds both reports."""
    with Writer.open(address, clock=clock) as writer:
        writer.keep(market())
        clock.next_day()
        writer.keep(bridge(), CAPTURE)
    return address


def found(address: str, **wanted: object) -> list[str]:
    with View.open(address) as view:
        return [row.claim.evidence[0].text.split(" ", 2)[0] + " " + row.kind for row in view.claims(Filters(**wanted))]  # type: ignore[arg-type]


ALL_OF_BRIDGE = ["Gunmen event", "More figure", "The relation", "If warning"]
CLOSING = ["Police event"]


def test_a_record_comes_back_as_it_was_kept(kept: str) -> None:
    with View.open(kept) as view:
        assert view.document(sha(BRIDGE)) == bridge()
        assert view.document(sha(MARKET)[:12]).to_json() == market().to_json()


def test_keeping_tells_what_it_did(address: str) -> None:
    with Writer.open(address) as writer:
        assert not writer.has(sha(BRIDGE), FIRST)
        assert writer.keep(bridge()) is Kept.ADDED
        assert writer.has(sha(BRIDGE), FIRST)
        assert writer.keep(bridge()) is Kept.UNCHANGED
        assert not writer.has(sha(BRIDGE), SECOND)
        assert writer.keep(bridge(coder=SECOND)) is Kept.SUPERSEDED
        assert writer.keep(bridge(coder=SECOND)) is Kept.UNCHANGED


def test_the_same_version_with_another_model_is_another_coder(address: str) -> None:
    other = FIRST.model_copy(update={"model_sha256": "c3" * 32})
    with Writer.open(address) as writer:
        writer.keep(bridge())
        assert not writer.has(sha(BRIDGE), other)


def test_keeping_the_same_bytes_twice_adds_nothing(kept: str) -> None:
    with View.open(kept) as view:
        before = view.counts()
    with Writer.open(kept) as writer:
        writer.keep(bridge(), CAPTURE)
    with View.open(kept) as view:
        assert view.counts() == before
        assert view.captures(sha(BRIDGE)) == (CAPTURE,)


def test_counts_say_how_much_is_kept(kept: str) -> None:
    with View.open(kept) as view:
        kinds = {"event": 2, "figure": 1, "relation": 1, "warning": 1}
        assert view.counts() == Counts(documents=2, readings=2, claims=5, kinds=kinds, withdrawn=0, issues=1)


def test_claims_come_by_publication_and_then_as_the_text_runs(kept: str) -> None:
    assert found(kept) == ALL_OF_BRIDGE + CLOSING


def test_limit_and_offset_page_through(kept: str) -> None:
    assert found(kept, limit=2) == ALL_OF_BRIDGE[:2]
    assert found(kept, limit=2, offset=3) == [*ALL_OF_BRIDGE[3:], *CLOSING]
    assert found(kept, offset=4) == CLOSING
    with View.open(kept) as view:
        assert view.count(Filters(limit=2)) == 5


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"actor": "harrow front"}, ["Gunmen event", "The relation"]),
        ({"actor": "HARROWERS"}, ["Gunmen event", "The relation"]),
        ({"actor": "reg:harrow"}, ["Gunmen event", "The relation"]),
        ({"actor": "STRASSE"}, ["The relation"]),
        ({"actor": "people"}, ["More figure"]),
        ({"actor": "%"}, []),
        ({"country": "sdn"}, ["Gunmen event", "The relation"]),
        ({"country": "TCD"}, ["Gunmen event"]),
        ({"country": "KEN"}, CLOSING),
        ({"type": "assault"}, ["Gunmen event"]),
        ({"type": "Event"}, ["Gunmen event", *CLOSING]),
        ({"type": "warning"}, ["If warning"]),
        ({"status": "hypothetical"}, ["If warning"]),
        ({"source": "northern wire"}, ALL_OF_BRIDGE),
        ({"source": "WIRE.example"}, ALL_OF_BRIDGE),
        ({"source": "daily ledger"}, ["Gunmen event"]),
        ({"source": "ledger.example"}, ["Gunmen event"]),
        ({"text": "  the  DEPOT "}, ["Gunmen event"]),
        ({"text": "strasse"}, ["The relation"]),
        ({"text": "nothing of the sort"}, []),
        ({"type": "event", "source": "wire", "country": "KEN"}, []),
    ],
)
def test_a_filter_finds(kept: str, wanted: dict[str, object], expected: list[str]) -> None:
    assert found(kept, **wanted) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2021, 3, 3), date(2021, 3, 3), ["Gunmen event"]),
        (date(2021, 3, 4), None, CLOSING),
        (None, date(2021, 3, 2), []),
        (date(2022, 5, 31), None, CLOSING),
        (date(2022, 5, 10), date(2022, 5, 12), CLOSING),
        (date(2022, 6, 1), None, []),
    ],
)
def test_days_find_claims_whose_date_overlaps(kept: str, since: date | None, until: date | None, expected: list[str]) -> None:
    assert found(kept, since=since, until=until) == expected


def test_claims_that_days_leave_out_for_want_of_a_date_are_counted(kept: str) -> None:
    with View.open(kept) as view:
        asked = Filters(since=date(2021, 1, 1))
        assert view.undated(asked) == 3
        assert view.undated(replace(asked, type="warning")) == 1
        assert view.undated(Filters()) == 0


def test_a_row_shows_what_a_list_needs(kept: str) -> None:
    with View.open(kept) as view:
        row = next(view.claims(Filters(type="ASSAULT")))
    assert (row.version, row.status, row.plover, row.place, row.country) == (1, "occurred", "ASSAULT", "Karsa", "TCD")
    assert row.said_by == ("Northern Wire", "Daily Ledger")
    assert BRIDGE[row.start : row.end] == row.claim.evidence[0].text
    assert (row.title, row.published) == ("Depot shelled", date(2021, 3, 5))
    assert row.source is not None and row.source.domain == "wire.example"
    assert row.valid_from == datetime(2026, 1, 2, 12, tzinfo=UTC)
    assert row.claim == shelling()


def test_an_anonymous_speaker_stays_without_a_name(kept: str) -> None:
    with View.open(kept) as view:
        row = next(view.claims(Filters(type="COERCE")))
    assert row.said_by == (None,)
    assert row.source is None


def test_a_new_coder_gives_a_found_claim_its_next_version_and_withdraws_the_rest(kept: str, clock: Clock) -> None:
    surer = shelling().model_copy(update={"confidence": 0.95})
    with Writer.open(kept, clock=clock) as writer:
        clock.next_day()
        writer.keep(bridge(surer, flight(), coder=SECOND))
    with View.open(kept) as view:
        shown = view.claim(surer.id)
        assert [(row.version, row.confidence, row.withdrawn_at is None) for row in shown.versions] == [(1, 0.75, False), (2, 0.95, True)]
        assert "superseded by tocsin 0.2.0" in (shown.versions[0].withdrawn_why or "")
        gone = view.claim(alliance().id)
        assert gone.row.version == 1
        assert gone.row.withdrawn_at == clock.now
        assert "not found any more by tocsin 0.2.0" in (gone.row.withdrawn_why or "")
        counts = view.counts()
        assert (counts.documents, counts.readings, counts.claims, counts.withdrawn) == (2, 3, 3, 2)
    assert found(kept, source="wire") == ["Gunmen event", "More figure"]


def test_a_claim_that_is_found_again_after_its_withdrawal_goes_on_counting(kept: str) -> None:
    third = SECOND.model_copy(update={"version": "0.3.0"})
    with Writer.open(kept) as writer:
        writer.keep(bridge(shelling(), coder=SECOND))
        writer.keep(bridge(coder=third))
    with View.open(kept) as view:
        assert [row.version for row in view.claim(spreading().id).versions] == [1, 2]
        assert view.counts().withdrawn == 0


def test_a_coder_whose_reading_was_withdrawn_is_asked_again_and_stands_again(kept: str) -> None:
    first, second = bridge(), bridge(alliance(), coder=SECOND)
    with Writer.open(kept) as writer:
        assert writer.has(first.document.id, FIRST)
        assert writer.keep(second) is Kept.SUPERSEDED
        assert not writer.has(first.document.id, FIRST)
        assert writer.keep(first) is Kept.SUPERSEDED
        assert (writer.has(first.document.id, FIRST), writer.has(first.document.id, SECOND)) == (True, False)
        assert writer.keep(first) is Kept.UNCHANGED
    with View.open(kept) as view:
        assert view.document(first.document.id) == first
        assert {p.id for p in view.parties()} == {a.id for record in (first, market()) for a in record.actors}


def test_as_of_tells_what_was_known_then(kept: str, clock: Clock) -> None:
    with Writer.open(kept, clock=clock) as writer:
        clock.next_day()
        writer.keep(bridge(shelling(), coder=SECOND))
    first, second, third = (datetime(2026, 1, day, 12, tzinfo=UTC) for day in (1, 2, 3))
    assert found(kept, as_of=first - timedelta(seconds=1)) == []
    assert found(kept, as_of=first) == CLOSING
    assert found(kept, as_of=second) == ALL_OF_BRIDGE + CLOSING
    assert found(kept, as_of=third) == ["Gunmen event", *CLOSING]
    with View.open(kept) as view:
        assert [row.version for row in view.claims(Filters(as_of=second, type="ASSAULT"))] == [1]
        assert [row.version for row in view.claims(Filters(as_of=third, type="ASSAULT"))] == [2]


def test_a_later_coder_may_extract_another_text_and_the_words_in_context_follow_it(kept: str) -> None:
    longer = BRIDGE + " Northern Wire 2021."
    with Writer.open(kept) as writer:
        writer.keep(bridge(shelling(), coder=SECOND, text=longer, title="Depot at Karsa shelled"))
    with View.open(kept) as view:
        assert view.claim(shelling().id).document.text == longer
        assert view.claim(alliance().id).document.text == BRIDGE
        assert view.document(sha(BRIDGE)).document.title == "Depot at Karsa shelled"


def test_a_claim_is_shown_with_its_words_in_context(kept: str) -> None:
    with View.open(kept) as view:
        shown = view.claim(spreading().id[:10].upper())
    first = shown.row.claim.evidence[0]
    assert shown.document.text[first.start : first.end] == first.text
    assert shown.document.title == "Depot shelled"


def test_an_ambiguous_prefix_names_the_candidates(address: str) -> None:
    twins = [shelling().model_copy(update={"id": "abcd" + end * 60}) for end in "12"]
    with Writer.open(address) as writer:
        writer.keep(bridge(*twins))
    with View.open(address) as view:
        with pytest.raises(StoreError, match=r"'abcd' begins the ids of several claims \(abcd1.*, abcd2.*give more"):
            view.claim("abcd")
        assert view.claim("abcd1").row.id == twins[0].id


@pytest.mark.parametrize("asked", ["ffffffffffff", "%", "", "  "])
def test_an_unknown_id_says_where_to_look(kept: str, asked: str) -> None:
    with View.open(kept) as view:
        with pytest.raises(StoreError, match="tocsin show lists them"):
            view.claim(asked)
        with pytest.raises(StoreError, match="tocsin show lists them"):
            view.document(asked)


def test_a_refused_input_is_noted_once(address: str) -> None:
    with Writer.open(address) as writer:
        assert writer.refuse("empty.txt", REFUSAL)
        assert not writer.refuse("empty.txt", REFUSAL)
        assert writer.refuse("other.txt", REFUSAL)
        assert writer.refuse("bad\udcff.txt", REFUSAL)
    with View.open(address) as view:
        noted = list(view.issues())
    assert [(one.ref, one.document_id, one.issue) for one in noted] == [
        ("empty.txt", None, REFUSAL),
        ("other.txt", None, REFUSAL),
        ("bad\\udcff.txt", None, REFUSAL),
    ]


def test_a_refusal_is_closed_once_the_input_gives_a_document(address: str) -> None:
    with Writer.open(address) as writer:
        writer.refuse("bridge.txt", REFUSAL)
        writer.keep(bridge())
    with View.open(address) as view:
        assert [one.issue.code for one in view.issues()] == ["place-unknown"]


def test_issues_are_those_of_the_present_reading(kept: str) -> None:
    with Writer.open(kept) as writer:
        writer.keep(bridge(coder=SECOND).model_copy(update={"issues": ()}))
    with View.open(kept) as view:
        assert list(view.issues()) == []


def test_a_record_that_contradicts_itself_is_refused_whole(address: str) -> None:
    twice = Actor(**(FRONT.model_dump() | {"name": "Another"}))
    wrong = [
        (bridge(shelling(), shelling()), "two claims share the id"),
        (bridge().model_copy(update={"actors": (FRONT,)}), "names the actor a2, who is not listed"),
        (bridge().model_copy(update={"actors": (FRONT, twice)}), "two actors of the record share an id"),
    ]
    with Writer.open(address) as writer:
        for record, message in wrong:
            with pytest.raises(StoreError, match=message):
                writer.keep(record)
    with View.open(address) as view:
        assert view.counts().documents == 0


def test_reading_goes_on_while_another_writes(kept: str) -> None:
    with View.open(kept) as view, Writer.open(kept) as writer:
        listed = view.claims()
        next(listed)
        writer.keep(bridge(shelling(), coder=SECOND))
        assert len(list(listed)) == 4
        assert view.count() == 2


def test_two_writers_take_turns(address: str) -> None:
    with Writer.open(address) as one, Writer.open(address) as other:
        one.keep(bridge())
        assert other.keep(bridge()) is Kept.UNCHANGED
        assert other.keep(bridge(coder=SECOND)) is Kept.SUPERSEDED
        assert one.keep(market()) is Kept.ADDED


def test_a_writer_waits_for_another_and_then_says_that_it_is_locked(address: str) -> None:
    with Writer.open(address) as one, Writer.open(address, wait=0.05) as other:
        with one._connection.begin(), pytest.raises(StoreError, match="is locked by another program that writes to it; wait until"):
            other.keep(bridge())
        assert other.keep(bridge()) is Kept.ADDED


def test_a_newer_schema_asks_for_a_newer_tocsin(address: str) -> None:
    with Writer.open(address) as writer, writer._connection.begin():
        writer._connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'tocsin9999'")
    for opening in (Writer.open, View.open):
        with pytest.raises(StoreError, match=rf"has a newer schema \(tocsin9999\).*\({HEAD}\); bring Tocsin up to date"):
            opening(address)


def test_a_view_cannot_write(kept: str) -> None:
    with View.open(kept) as view, pytest.raises(StoreError, match="read-only"), view._reading() as connection:
        connection.exec_driver_sql("DELETE FROM issues")
