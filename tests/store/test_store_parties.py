"""Where actors stand in a database."""

from __future__ import annotations

import pytest
from record_builder import COMMITTEE, FRONT, POLICE, SECOND, Clock, bridge, flight, market, shelling

from tocsin.model.record import Record
from tocsin.store.view import View
from tocsin.store.writer import Writer


@pytest.fixture
def view(address: str, clock: Clock) -> View:
    """Two reports; the first was read again by a coder that names the Front otherwise."""
    renamed = FRONT.model_copy(update={"name": "Front of Harrow", "aliases": ("HF",)})
    again = bridge(shelling(), flight(), coder=SECOND)
    with Writer.open(address, clock=clock) as writer:
        writer.keep(bridge())
        writer.keep(market())
        clock.next_day()
        writer.keep(Record(**{**{f: getattr(again, f) for f in Record.model_fields}, "actors": (renamed, COMMITTEE)}))
    return View.open(address)


def test_each_actor_is_listed_once_with_its_present_names_and_its_documents(view: View) -> None:
    with view:
        by_id = {p.id: p for p in view.parties()}
    assert set(by_id) == {FRONT.id, COMMITTEE.id, POLICE.id}
    front = by_id[FRONT.id]
    assert front.names == ("Front of Harrow", "HF")
    assert (front.kind, front.country, front.sector, front.documents) == ("armed group", "SDN", "REB", 1)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"text": "of harrow"}, [FRONT.id]),
        ({"text": "STRASSE"}, [COMMITTEE.id]),
        ({"kind": "police"}, [POLICE.id]),
        ({"country": "SDN"}, [FRONT.id]),
        ({"country": "SDN", "kind": "police"}, []),
        ({"text": "100%"}, []),
    ],
)
def test_filters_hold_at_once(view: View, filters: dict[str, str], found: list[str]) -> None:
    with view:
        assert [p.id for p in view.parties(**filters)] == found


def test_an_exact_name_or_id_finds_its_actor_and_a_part_of_one_does_not(view: View) -> None:
    with view:
        assert [p.id for p in view.party("front OF harrow")] == [FRONT.id]
        assert [p.id for p in view.party(FRONT.id)] == [FRONT.id]
        assert view.party("Harrow") == ()


def test_where_an_actor_stands_with_its_claims_that_stand(view: View) -> None:
    with view:
        [one] = view.occurrences({FRONT.id, "org:nobody"})
        assert (one.title, one.names, one.claims) == ("Depot shelled", ("Front of Harrow", "HF"), 1)
        assert [o.claims for o in view.occurrences({COMMITTEE.id})] == [0]
        assert view.occurrences({"org:nobody"}) == ()
