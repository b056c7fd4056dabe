"""The export as FollowTheMoney entities, held against the library itself where it is installed: ``pip install 'tocsin[ftm]'``."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

from tocsin.model.judgement import ActorCard
from tocsin.resolve.actor_files import iso3_by_iso2
from tocsin.resolve.actor_ftm import entity, links
from tocsin.resolve.judgements import Journal
from tocsin.resolve.learned import Learned


@pytest.fixture(scope="module")
def model() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        library = pytest.importorskip("followthemoney", reason="followthemoney is not installed; the export is not held against it")
    return library.model


def faults(model: Any, told: dict[str, Any]) -> list[str]:
    """Return what the library does not know, or writes otherwise, in an entity."""
    schema = model.get(told["schema"])
    if schema is None:
        return [f"no schema {told['schema']}"]
    found = []
    for name, values in told["properties"].items():
        held = schema.get(name)
        if held is None:
            found.append(f"{told['schema']} has no property {name}")
        else:
            found += [f"{name}: {v!r}" for v in values if held.type.clean(v) is None]
    return found


def test_every_actor_of_the_register_is_an_entity_that_the_library_takes(model: Any) -> None:
    iso2 = {three: two for two, three in iso3_by_iso2().items()}
    learned = Learned(Journal(Path("none.jsonl")))
    cards = [learned.card(entry) for entry in learned.entries()]
    assert len(cards) > 1000
    assert {fault for card in cards for fault in faults(model, entity(card, iso2))} == set()
    sides = [link for card in cards for link in links(card)]
    assert len(sides) > 300
    assert {fault for link in sides for fault in faults(model, link)} == set()


def test_a_person_in_office_and_an_organisation_with_all_that_is_known_are_taken(model: Any) -> None:
    iso2 = {three: two for two, three in iso3_by_iso2().items()}
    given: dict[str, Any] = {"country": "TCD", "sector": "GOV", "aliases": ("Reed",), "external": {"wikidata": "Q42"}, "source": "a list"}
    person = ActorCard(id="person:0", name="Ana Reed", kind="person in office", offices=("mayor of Kutum",), **given)
    body = ActorCard(id="org:0", name="Reed Front", kind="party", website="https://reed.example", since="1994", until="1999-05", **given)
    for card in (person, body):
        told = entity(card, iso2)
        assert faults(model, told) == []
        proxy = model.get_proxy(told)
        assert (proxy.id, proxy.caption, proxy.schema.name) == (f"tocsin-{card.id.replace(':', '-')}", card.name, told["schema"])
        assert set(proxy.get("name")) == {card.name}
