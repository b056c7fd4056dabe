"""Files of actors: our own lines, FollowTheMoney entities, Wikidata items; who is taken, who is not, and what is told of it."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tocsin.errors import InputError
from tocsin.model.judgement import ActorCard
from tocsin.resolve.actor_files import Gleaned, iso3_by_iso2
from tocsin.resolve.actor_ftm import OTHER, PRIVATE, UNSURE, entity, links
from tocsin.resolve.actor_import import read_actors
from tocsin.resolve.actor_wikidata import NO_ITEM, PEOPLES, UNKNOWN
from tocsin.resolve.register import Register

OWN = {"schema": "tocsin/actor/1", "id": "org:1", "name": "Reed Front", "kind": "armed group", "aliases": ["RF"], "source": "a list"}


def ftm(identity: str, schema: str, **told: list[str]) -> dict[str, Any]:
    return {"id": identity, "schema": schema, "properties": told}


def said(value: Any, rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    held = {name: [{"datavalue": {"value": v}}] for name, v in qualifiers.items()}
    return {"mainsnak": {"datavalue": {"value": value}}, "rank": rank, "qualifiers": held}


def thing(identity: str) -> dict[str, Any]:
    return {"entity-type": "item", "id": identity}


def when(time: str, precision: int = 11) -> dict[str, Any]:
    return {"time": f"+{time}T00:00:00Z", "precision": precision}


def item(identity: str, name: str | None, aliases: tuple[str, ...] = (), description: str | None = None, **claims: Any) -> dict[str, Any]:
    terms = {"en": {"language": "en", "value": name}} if name else []
    return {
        "id": identity, "type": "item", "labels": terms, "claims": claims,
        "aliases": {"en": [{"language": "en", "value": a} for a in aliases]} if aliases else [],
        "descriptions": {"en": {"language": "en", "value": description}} if description else {},
    }  # fmt: skip


def read(path: Path, *items: Any, text: str | None = None) -> Gleaned:
    path.write_text(text if text is not None else "".join(json.dumps(i) + "\n" for i in items), encoding="utf-8")
    return read_actors(path, Register.load())


REEDS = item(
    "Q900001", "Reed Front", ("RF", "front"), "militant group in Chad", P31=[said(thing("Q900100"))], P17=[said(thing("Q657"))],
    P856=[said("https://reed.example/en")], P580=[said(when("1994-03-00", 10))], P582=[said(when("2011-01-01", 9))],
)  # fmt: skip


def test_a_line_of_our_own_is_a_card(tmp_path: Path) -> None:
    [card] = read(tmp_path / "a.jsonl", OWN).cards
    assert (card.id, card.name, card.aliases, card.country) == ("org:1", "Reed Front", ("RF",), None)


def test_sides_are_codes_of_states_or_ids(tmp_path: Path) -> None:
    [card] = read(tmp_path / "a.jsonl", {**OWN, "backed_by": ["SDN"], "fights": ["TCD", "armed:hamas"]}).cards
    assert (card.backed_by, card.fights) == (("SDN",), ("TCD", "armed:hamas"))
    [fault] = read(tmp_path / "a.jsonl", {**OWN, "fights": ["TCD", "the army"]}).faults
    assert "line 1: fights.1: must be an ISO 3166-1 alpha-3 code such as TCD, or an id such as armed:hamas" in fault


def test_sides_are_links_between_entities(tmp_path: Path) -> None:
    card = ActorCard(id="org:1", name="Reed Front", kind="armed group", backed_by=("SDN", "armed:hamas"), fights=("TCD",), source="a list")
    told = list(links(card))
    assert [(t["schema"], t["properties"]["role"], t["properties"]["object"]) for t in told] == [
        ("UnknownLink", ["backed by"], ["tocsin-state-SDN"]),
        ("UnknownLink", ["backed by"], ["tocsin-armed-hamas"]),
        ("UnknownLink", ["fights"], ["tocsin-state-TCD"]),
    ]
    assert len({t["id"] for t in told}) == 3
    gleaned = read(tmp_path / "a.json", *told, entity(card, {}))
    assert gleaned.passed == {}
    assert [(c.backed_by, c.fights) for c in gleaned.cards] == [(("SDN", "armed:hamas"), ("TCD",))]


def test_a_link_of_another_role_or_to_an_id_of_others_tells_no_side(tmp_path: Path) -> None:
    assert read(tmp_path / "a.json", ftm("org:1", "Organization", name=["Reed Front"])).cards[0].id == "org:1"
    other = ftm("x1", "UnknownLink", subject=["org:1"], object=["state:TCD"], role=["chair"])
    theirs = ftm("x2", "UnknownLink", subject=["org:1"], object=["NK-1"], role=["fights"])
    gleaned = read(tmp_path / "a.json", ftm("org:1", "Organization", name=["Reed Front"]), other, theirs)
    assert [(c.backed_by, c.fights) for c in gleaned.cards] == [((), ())]
    assert gleaned.passed == {OTHER: ["x1", "x2"]}


def test_an_organisation_of_followthemoney(tmp_path: Path) -> None:
    told = ftm(
        "NK-1", "Organization", name=["Reed Front", "Front des roseaux"], alias=["RF", "the front"], country=["td"], topics=["pol.party"],
        website=["https://reed.example"], incorporationDate=["1994-03"], dissolutionDate=["2011"], wikidataId=["Q900001"],
    )  # fmt: skip
    [card] = read(tmp_path / "a.ftm.json", told).cards
    assert (card.name, card.kind, card.sector, card.country) == ("Reed Front", "party", "PTY", "TCD")
    assert card.aliases == ("Front des roseaux", "RF")
    assert (card.website, card.since, card.until) == ("https://reed.example", "1994-03", "2011")
    assert card.external == {"ftm": "NK-1", "wikidata": "Q900001"}
    assert "a.ftm.json" in card.source


@pytest.mark.parametrize(
    ("schema", "told", "kind"),
    [
        ("PublicBody", {"name": ["Reed Office of Weights"]}, "government"),
        ("PublicBody", {"name": ["Reed Valley Police"]}, "police"),
        ("Company", {"name": ["Reed Cement"]}, "company"),
        ("Organization", {"name": ["Reed Liberation Front"]}, "armed group"),
        ("Organization", {"name": ["Reed Circle"], "topics": ["gov.igo"]}, "igo"),
        ("Organization", {"name": ["Reed Circle"]}, "organisation"),
        ("LegalEntity", {"name": ["Reed Circle"], "legalForm": ["foundation"]}, "ngo"),
    ],
)
def test_schema_topics_and_name_say_what_an_entity_is(tmp_path: Path, schema: str, told: dict[str, list[str]], kind: str) -> None:
    assert [c.kind for c in read(tmp_path / "a.json", ftm("x", schema, **told)).cards] == [kind]


def test_two_countries_are_none(tmp_path: Path) -> None:
    [card] = read(tmp_path / "a.json", ftm("x", "Organization", name=["Reed Front"], country=["td", "ne"])).cards
    assert card.country is None


def test_a_private_person_is_never_taken_and_a_person_in_office_with_name_and_office_only(tmp_path: Path) -> None:
    gleaned = read(
        tmp_path / "a.json",
        ftm("p1", "Person", name=["Ana Reed"], birthDate=["1970-01-01"], nationality=["td"], address=["1 Marsh Road"]),
        ftm("p2", "Person", name=["Ben Reed"], position=["Mayor of Kutum"], birthDate=["1971-01-01"], website=["https://ben.example"]),
        ftm("o1", "Occupancy", holder=["p3"], post=["post1"]),
        ftm("o2", "Occupancy", holder=["p3"], post=["post2"]),
        ftm("p3", "Person", name=["Cy Reed"]),
        ftm("post1", "Position", name=["Minister of Water"]),
    )
    assert gleaned.passed == {PRIVATE: ["Ana Reed"]}
    by_name = {c.name: c for c in gleaned.cards}
    assert set(by_name) == {"Ben Reed", "Cy Reed"}
    assert by_name["Ben Reed"].offices == ("Mayor of Kutum",)
    assert by_name["Cy Reed"].offices == ("Minister of Water", "post2")
    for card in gleaned.cards:
        assert card.kind == "person in office"
        assert (card.since, card.until, card.website) == (None, None, None)
        assert "197" not in card.model_dump_json()


def test_a_topic_alone_is_no_office(tmp_path: Path) -> None:
    gleaned = read(tmp_path / "a.json", ftm("p", "Person", name=["Ana Reed"], topics=["role.pep", "role.rca"]))
    assert (gleaned.cards, gleaned.passed) == ([], {PRIVATE: ["Ana Reed"]})


def test_a_legal_entity_that_may_be_a_person_is_left_out(tmp_path: Path) -> None:
    assert read(tmp_path / "a.json", ftm("x", "LegalEntity", name=["Ana Reed"])).passed == {UNSURE: ["Ana Reed"]}


def test_an_item_of_wikidata(tmp_path: Path) -> None:
    [card] = read(tmp_path / "w.json", REEDS).cards
    assert (card.name, card.kind, card.sector, card.country) == ("Reed Front", "armed group", "UAF", "TCD")
    assert card.aliases == ("RF",)
    assert (card.website, card.since, card.until) == ("https://reed.example/en", "1994-03", "2011")
    assert card.external == {"wikidata": "Q900001"}
    assert card.source == "Wikidata, w.json, Q900001"


def test_classes_and_countries_are_told_by_the_items_of_the_file(tmp_path: Path) -> None:
    gleaned = read(
        tmp_path / "w.json",
        item("Q900002", "Reed Circle", P31=[said(thing("Q900101"))], P17=[said(thing("Q900200"))]),
        item("Q900003", "Marsh Circle", P31=[said(thing("Q900101"))], P17=[said(thing("Q900201"))]),
        item("Q900101", "political party"),
        item("Q900200", "somewhere", P298=[said("NER")]),
        item("Q900201", "Chad"),
    )
    assert [(c.kind, c.country) for c in gleaned.cards] == [("party", "NER"), ("party", "TCD")]
    assert gleaned.passed[UNKNOWN] == ["political party", "somewhere", "Chad"]


def test_a_dump_as_wikidata_writes_it(tmp_path: Path) -> None:
    def snak(prop: str, kind: str, value: object = None) -> dict[str, object]:
        held = {"datavalue": {"value": value, "type": "x"}} if value is not None else {}
        return {"snaktype": kind, "property": prop, "hash": "a" * 40, "datatype": "x", **held}

    def statement(prop: str, value: object = None, kind: str = "value", **qualifiers: object) -> dict[str, object]:
        told = {p: [snak(p, "value", v)] for p, v in qualifiers.items()}
        return {
            "mainsnak": snak(prop, kind, value),
            "type": "statement",
            "id": "Q1$1",
            "rank": "normal",
            "qualifiers": told,
            "references": [],
        }

    def q(number: int) -> dict[str, object]:
        return {"entity-type": "item", "numeric-id": number, "id": f"Q{number}"}

    def moment(time: str, precision: int) -> dict[str, object]:
        return {"time": f"+{time}T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": precision, "calendarmodel": "x"}

    def whole(number: int, label: str, *statements: dict[str, object]) -> dict[str, object]:
        claims: dict[str, list[object]] = {}
        for one in statements:
            claims.setdefault(str(one["mainsnak"]["property"]), []).append(one)  # type: ignore[index]
        label_ = {"en": {"language": "en", "value": label}}
        return {
            "type": "item", "id": f"Q{number}", "labels": label_, "descriptions": [], "aliases": [], "claims": claims or [],
            "sitelinks": [], "pageid": 1, "ns": 0, "title": f"Q{number}", "lastrevid": 2, "modified": "2026-01-01T00:00:00Z",
        }  # fmt: skip

    dump = (
        {"type": "property", "id": "P31", "datatype": "wikibase-item", "labels": [], "claims": []},
        whole(
            900001, "Reed Front", statement("P31", q(900100)), statement("P17", q(1049), P582=moment("2011-07-09", 11)),
            statement("P17", q(657)), statement("P571", moment("1994-03-00", 10)), statement("P576", moment("2011-00-00", 9)),
            statement("P1813", {"text": "Reeds", "language": "en"}), statement("P1813", {"text": "القصب", "language": "ar"}),
        ),
        whole(900002, "Marsh Front", statement("P31", q(900100)), statement("P159", q(900200)), statement("P571", kind="somevalue")),
        whole(900100, "armed group"),
        whole(900200, "Marshtown", statement("P17", q(1032))),
    )  # fmt: skip
    path = tmp_path / "dump.json.bz2"
    path.write_bytes(bz2.compress(("[\n" + ",\n".join(json.dumps(one) for one in dump) + "\n]\n").encode()))
    gleaned = read_actors(path, Register.load())
    told = [(c.name, c.kind, c.country, c.since, c.until, c.aliases) for c in gleaned.cards]
    assert told == [
        ("Reed Front", "armed group", "TCD", "1994-03", "2011", ("Reeds",)),
        ("Marsh Front", "armed group", "NER", None, None, ()),
    ]
    assert gleaned.faults == []
    assert gleaned.passed == {NO_ITEM: ["P31"], UNKNOWN: ["armed group", "Marshtown"]}


def test_preferred_statements_stand_before_others_and_deprecated_ones_nowhere(tmp_path: Path) -> None:
    lands = [said(thing("Q657"), "deprecated"), said(thing("Q1032")), said(thing("Q1049"), "preferred")]
    [card] = read(tmp_path / "w.json", item("Q900002", "Reed Army", P31=[said(thing("Q43229"))], P17=lands)).cards
    assert card.country == "SDN"


def test_humans_need_an_office_and_peoples_and_places_are_left_out(tmp_path: Path) -> None:
    gleaned = read(
        tmp_path / "w.json",
        item("Q900010", "Ana Reed", P31=[said(thing("Q5"))], P17=[said(thing("Q657"))]),
        item(
            "Q900011", "Ben Reed", P31=[said(thing("Q5"))], P580=[said(when("1970-01-01"))],
            P39=[said(thing("Q900300"), P580=when("2011-05-01"), P582=when("2014-01-01", 9)), said(thing("Q900301"))],
        ),
        item("Q900300", "Minister of Water"),
        item("Q900012", "Ardoun", P31=[said(thing("Q41710"))]),
        item("Q900013", "Reedfolk", description="ethnic group in Chad", P31=[said(thing("Q900102"))]),
        item("Q900014", "Reedtown", description="city in Chad", P31=[said(thing("Q900103"))]),
        item("Q900015", None, P31=[said(thing("Q43229"))]),
    )  # fmt: skip
    [card] = gleaned.cards
    assert (card.name, card.kind, card.since) == ("Ben Reed", "person in office", None)
    assert card.offices == ("Minister of Water (2011-05-01 to 2014)", "Q900301")
    assert gleaned.passed[PRIVATE] == ["Ana Reed"]
    assert gleaned.passed[PEOPLES] == ["Ardoun", "Reedfolk"]
    assert gleaned.passed[UNKNOWN] == ["Minister of Water", "Reedtown"]


@pytest.mark.parametrize("shape", ["lines", "array", "dump", "pretty", "answer", "gzip", "bzip2"])
def test_every_shape_of_file_gives_the_same(tmp_path: Path, shape: str) -> None:
    other = item("Q900002", "Marsh Police", P31=[said(thing("Q43229"))])
    lines = "".join(json.dumps(i) + "\n" for i in (REEDS, other))
    texts = {
        "array": json.dumps([REEDS, other]),
        "dump": "[\n" + json.dumps(REEDS) + ",\n" + json.dumps(other) + "\n]\n",
        "pretty": json.dumps([REEDS, other], indent=2),
        "answer": json.dumps({"entities": {"Q900001": REEDS, "Q900002": other}}),
    }
    path = tmp_path / {"gzip": "w.json.gz", "bzip2": "w.json.bz2"}.get(shape, "w.json")
    data = texts.get(shape, lines).encode()
    path.write_bytes({"gzip": gzip.compress, "bzip2": bz2.compress}.get(shape, bytes)(data))
    gleaned = read_actors(path, Register.load())
    assert [c.name for c in gleaned.cards] == ["Reed Front", "Marsh Police"]
    assert gleaned.faults == []


def test_a_bad_line_is_told_with_its_place_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    bad = ('{"schema": ', "[1]", '{"name": "x"}', json.dumps({**OWN, "country": "Chad"}), json.dumps({**OWN, "colour": "red"}))
    gleaned = read(path, text="\n".join((json.dumps(OWN), *bad, json.dumps(ftm("n", "Company")), json.dumps({**OWN, "id": "org:2"}))))
    assert [c.id for c in gleaned.cards] == ["org:1", "org:2"]
    assert [f.split(": ", 1)[0] for f in gleaned.faults] == [f"{path}, line {n}" for n in range(2, 8)]
    assert "country: must be an ISO 3166-1 alpha-3 code such as TCD" in gleaned.faults[3]
    assert "colour: is no field of an actor" in gleaned.faults[4]
    assert all("mend it or take it out" in f for f in gleaned.faults)


@pytest.mark.parametrize("data", [b"not json at all\n", b"\x1f\x8b broken", b"[\n"])
def test_a_file_that_holds_no_json_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"a\.json: holds no JSON"):
        read_actors(path, Register.load())


def test_letters_in_another_encoding_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    foreign = json.dumps({**OWN, "name": "Café Front"}, ensure_ascii=False).encode("latin-1")
    path.write_bytes(foreign)
    with pytest.raises(InputError, match="is not in UTF-8"):
        read_actors(path, Register.load())
    path.write_bytes(json.dumps(OWN).encode() + b"\n" + foreign)
    gleaned = read_actors(path, Register.load())
    assert len(gleaned.cards) == 1
    assert gleaned.faults[0].startswith(f"{path}, line 2: is not in UTF-8")


@pytest.mark.parametrize("name", ["none.json", "torn.json.gz"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "torn.json.gz").write_bytes(gzip.compress(json.dumps([OWN] * 50).encode())[:40])
    with pytest.raises(InputError, match="cannot be read"):
        read_actors(tmp_path / name, Register.load())


def test_an_empty_file_holds_nobody(tmp_path: Path) -> None:
    assert read(tmp_path / "a.json", text="\n").cards == []


@pytest.mark.parametrize("kind", ["armed group", "government", "company", "media", "party", "person in office", "organisation"])
def test_an_actor_written_as_an_entity_is_read_as_the_same(tmp_path: Path, kind: str) -> None:
    personal = kind == "person in office"
    card = ActorCard(
        id="person:1" if personal else "org:1", name="Reed Front", kind=kind, country="TCD", sector=None if personal else "REB",
        aliases=("RF",), offices=("Mayor",) if personal else (), website=None if personal else "https://reed.example",
        since=None if personal else "1994", external={"wikidata": "Q900001"}, source="a list",
    )  # fmt: skip
    [again] = read(tmp_path / "a.json", entity(card, {v: k for k, v in iso3_by_iso2().items()})).cards
    assert again.model_copy(update={"source": "a list"}) == card


def test_the_shipped_lists_of_wikidata_ids_fit_the_register() -> None:
    folder = files("tocsin.resolve") / "data"
    states = list(csv.DictReader((folder / "wikidata_states.csv").read_text(encoding="utf-8").splitlines()))
    classes = list(csv.DictReader((folder / "wikidata_classes.csv").read_text(encoding="utf-8").splitlines()))
    for row in (*states, *classes):
        assert row["item"][0] == "Q"
        assert row["item"][1:].isdigit()
        assert row["source"]
    assert len({r["item"] for r in states}) == len({r["iso3"] for r in states}) == len(states)
    missing = {e.country for e in Register.load().entries.values() if e.kind == "state"} ^ {r["iso3"] for r in states}
    assert missing == {"XKX"}
