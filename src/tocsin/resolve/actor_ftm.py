"""FollowTheMoney entities as JSON: organisations read into cards and written from them.

Property and topic names: the schemata of github.com/alephdata/followthemoney (Thing, LegalEntity, Organization, PublicBody, Company, Person,
Occupancy, Position, UnknownLink). Of a person only name, office and country are taken, and only where the file gives a public office.
Who backs an armed group and whom it fights is told by an ``UnknownLink`` each, with that as its role: no schema has a property for it. An
id that a link names may have letters, digits, dots and hyphens only, so ours are written as ``tocsin-armed-hamas``; ``armed:hamas`` is read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from tocsin.model.judgement import ActorCard
from tocsin.resolve.actor_files import Gleaned, Item, Numbered, card_of, iso3_by_iso2, strings, telling
from tocsin.resolve.actor_names import kind_of
from tocsin.resolve.register import ORGANS, Register

PRIVATE: Final = "persons for whom the file gives no public office; private persons stay mentions in their report"
UNSURE: Final = "legal entities that may be persons: neither class, form nor name says what they are"
OTHER: Final = "no organisations and no persons"
_ORGANISATIONS: Final = frozenset({"Organization", "PublicBody", "Company", "LegalEntity"})
_TOPICS: Final = (
    ("gov.igo", "igo", "IGO"), ("pol.party", "party", "PTY"), ("mil", "armed force", "MIL"), ("gov.judicial", "court", "JUD"),
    ("gov.legislative", "government", "LEG"), ("gov.security", "government", "SPY"), ("gov", "government", "GOV"),
    ("pol.union", "organisation", "LAB"), ("fin.bank", "company", "BUS"),
)  # fmt: skip
_SCHEMATA: Final = {
    "state": "PublicBody", "government": "PublicBody", "armed force": "PublicBody", "police": "PublicBody", "court": "PublicBody",
    "company": "Company",
}  # fmt: skip
_KINDS: Final = frozenset(
    {"armed group", "armed force", "police", "government", "court", "igo", "media", "ngo", "party", "company", "organisation", "state"}
)
_REFERENCE: Final = re.compile(r"tocsin-[0-9a-zA-Z.-]*[0-9a-zA-Z]")
_OF_OURS: Final = re.compile(r"tocsin-([a-z]+)-(\S+)")
_ROLES: Final = {"backed by": "backed_by", "fights": "fights"}
_AS_TOPICS: Final = {"igo": "gov.igo", "party": "pol.party", "armed force": "mil", "court": "gov.judicial", "government": "gov"}


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    """Return how ids of ours begin; an entity with one, as our own export writes them, keeps it."""
    return frozenset({"org", "person", *ORGANS, *(i.partition(":")[0] for i in Register.load().entries)}) - {"people"}


def is_entity(item: Item) -> bool:
    """Tell whether an item is a FollowTheMoney entity."""
    return isinstance(item.get("schema"), str) and isinstance(item.get("properties"), dict) and "id" in item


class Offices:
    """The public offices that a file's Occupancy and Position entities give to persons."""

    def __init__(self) -> None:
        self._posts: dict[str, tuple[str, ...]] = {}
        self._held: dict[str, list[str]] = {}

    def note(self, item: Item) -> None:
        """Keep what an entity says of an office."""
        told: dict[str, Any] = item["properties"]
        if item["schema"] == "Position":
            self._posts[str(item["id"])] = strings(told.get("name"))
        elif item["schema"] == "Occupancy":
            for holder in strings(told.get("holder")):
                self._held.setdefault(holder, []).extend(strings(told.get("post")))

    def of(self, person: str) -> tuple[str, ...]:
        """Return the offices of a person; a post that the file does not name is given by its id."""
        return tuple(dict.fromkeys(name for post in self._held.get(person, ()) for name in self._posts.get(post) or (post,)))


class Sides:
    """Who backs whom and who fights whom, by a file's UnknownLink entities between actors with ids of ours."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], list[str]] = {}

    def note(self, item: Item) -> None:
        """Keep what an entity says of a side."""
        for actor, field, other in _linked(item):
            self._told.setdefault((actor, field), []).append(other)

    def of(self, actor: str, field: str) -> tuple[str, ...]:
        """Return those who back an actor (``backed_by``), or whom it fights (``fights``)."""
        return tuple(dict.fromkeys(self._told.get((actor, field), ())))


def _linked(item: Item) -> list[tuple[str, str, str]]:
    """Return the actors, fields and sides that an entity tells; none where it is no link of that role between ids of ours."""
    told = item["properties"]
    fields = [_ROLES[role] for role in strings(told.get("role")) if role in _ROLES] if item["schema"] == "UnknownLink" else []
    others = [other.removeprefix("state:") for other in map(_read_id, strings(told.get("object"))) if _ours(other)]
    return [(actor, field, other) for field in fields for actor in map(_read_id, strings(told.get("subject"))) for other in others]


def _ours(identity: str) -> bool:
    return ":" in identity and identity.partition(":")[0] in _families()


def _read_id(identity: str) -> str:
    """Return our id of an entity's id as our export writes it; any other as it is."""
    found = _OF_OURS.fullmatch(identity)
    return f"{found[1]}:{found[2]}" if found and found[1] in _families() else identity


def _written_id(identity: str) -> str:
    """Return an id of ours in the letters that a link may name; as it is where it has others."""
    made = f"tocsin-{identity.replace(':', '-', 1)}"
    return made if _REFERENCE.fullmatch(made) else identity


def read_entity(found: Numbered, source: str, offices: Offices, sides: Sides, gleaned: Gleaned) -> None:
    """Add the card of an entity, or why there is none; raise ValueError where a field does not fit."""
    item, told = found.item, found.item["properties"]
    schema, identity = str(item["schema"]), _read_id(str(item["id"]))
    names = strings(told.get("name"))
    if schema in {"Position", "Occupancy"} or _linked(item):
        return
    if schema != "Person" and schema not in _ORGANISATIONS:
        gleaned.leave(OTHER, names[0] if names else identity)
        return
    if not names:
        raise ValueError("name: an entity needs one")
    held = (*strings(told.get("position")), *offices.of(str(item["id"]))) if schema == "Person" else ()
    if schema == "Person" and not held:
        gleaned.leave(PRIVATE, names[0])
        return
    kind, sector = ("person in office", None) if schema == "Person" else _kind(schema, told, names)
    if kind is None:
        gleaned.leave(UNSURE, names[0])
        return
    codes = {iso3_by_iso2().get(c.upper()) for c in strings(told.get("country")) or strings(told.get("jurisdiction"))}
    external = {"ftm": identity}
    if wikidata := strings(told.get("wikidataId")):
        external["wikidata"] = wikidata[0]
    if ours := _ours(identity):
        del external["ftm"]
    given = strings(told.get("sector"))  # a PLOVER code where we wrote the file, a branch of business in words elsewhere
    if given and re.fullmatch("[A-Z]{3}", given[0]):
        sector = given[0]
    personal = schema == "Person"
    gleaned.cards.append(
        card_of(
            "entity", id=identity if ours else f"import:{'_'.join(identity.split())}", name=names[0], kind=kind,
            country=codes.pop() if len(codes) == 1 else None, sector=sector,
            aliases=telling((*names[1:], *strings(told.get("alias")), *strings(told.get("previousName"))), names[0]),
            offices=held, website=None if personal else next(iter(strings(told.get("website"))), None),
            since=None if personal else next(iter(strings(told.get("incorporationDate"))), None),
            until=None if personal else next(iter(strings(told.get("dissolutionDate"))), None),
            external=external, backed_by=() if personal else sides.of(identity, "backed_by"),
            fights=() if personal else sides.of(identity, "fights"), source=source,
        )
    )  # fmt: skip


def _kind(schema: str, told: dict[str, Any], names: tuple[str, ...]) -> tuple[str | None, str | None]:
    classes = strings(told.get("classification"))
    if classes and classes[0] in _KINDS:
        return classes[0], None
    topics = strings(told.get("topics"))
    for topic, kind, sector in _TOPICS:
        if any(t == topic or t.startswith(f"{topic}.") for t in topics):
            return kind, sector
    for words in (*classes, *strings(told.get("legalForm")), *names):
        kind_found, sector_found = kind_of(words)
        if kind_found:
            return kind_found, sector_found
    if schema == "PublicBody":
        return "government", "GOV"
    if schema == "Company":
        return "company", "BUS"
    if schema == "LegalEntity" and not (classes or told.get("legalForm") or told.get("registrationNumber")):
        return None, None
    return "organisation", None


def entity(card: ActorCard, iso2: dict[str, str]) -> dict[str, Any]:
    """Return an actor as a FollowTheMoney entity; ``iso2`` maps alpha-3 to alpha-2 codes. A person in office is a Person with a position."""
    personal = card.kind == "person in office"
    lists: dict[str, Iterable[str | None]] = {
        "name": [card.name],
        "alias": card.aliases,
        "country": [iso2[card.country].lower()] if card.country and card.country in iso2 else [],
        "topics": [_AS_TOPICS.get(card.kind or "")],
        "classification": [] if personal else [card.kind],
        "sector": [] if personal else [card.sector],
        "website": [card.website],
        "incorporationDate": [card.since],
        "dissolutionDate": [card.until],
        "position": card.offices,
        "wikidataId": [card.external.get("wikidata")],
        "publisher": [card.source],
    }
    kept = {name: [v for v in values if v] for name, values in lists.items()}
    schema = "Person" if personal else _SCHEMATA.get(card.kind or "", "Organization")
    return {"id": _written_id(card.id), "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def links(card: ActorCard) -> Iterator[dict[str, Any]]:
    """Yield who backs an actor and whom it fights as FollowTheMoney entities, one a side; a state is ``state:`` and its code."""
    for role, field in _ROLES.items():
        for side in getattr(card, field):
            actor, other = _written_id(card.id), _written_id(side if ":" in side else f"state:{side}")
            told = {"subject": [actor], "object": [other], "role": [role]}
            yield {"id": f"{actor}-{role.replace(' ', '-')}-{other}", "schema": "UnknownLink", "properties": told}
