"""MUC-4 role fillers by CEAF-REE: entities of the records, by a stated mapping, aligned one to one with those of the templates.

CEAF-REE (Du, Rush and Cardie, "GRIT", EACL 2021, and their eval.py): in each role the entities found and wanted are aligned one to one so
that the sum of similarities is greatest. The similarity is 1 where every mention of the found entity is one of the wanted entity's, and 0
otherwise; mentions are compared as strings without case, punctuation and articles. Micro-F1 over the five roles of all documents, those
without a filler included. A found entity is given by one mention, its first. The second measure takes two mentions as alike where one holds
the other's words.

The mapping: of the ASSAULT events that are not negated or hypothetical, actors and recipients by the kind of their words. An actor that is
a person, or a group or organisation named by a plural of people ("guerrillas", "members of the front"), is a PerpInd, any other group or
organisation a PerpOrg. A recipient that is a person, a group or a plural of people is a Victim; an organisation, facility or vehicle is a
Target, and so is a place with no coordinates, since MUC's farms and power stations are marked as places. The instrument is a Weapon.
Pronouns are left out; roles of one actor of the record are one entity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bench.rows import Row, f1_row
from bench.setting import Bench
from tocsin.evaluate.metrics import Counts, overlap
from tocsin.model.record import EventClaim, Mention, Record, Role

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_SIGNS = re.compile(r"[^\w\s]|_")
_PRONOUN = re.compile(
    r"(?i)(?:he|him|she|her|it|they|them|we|us|i|you|who|whom|which|that|this|these|those|others?|another|himself|themselves|itself)"
)
_BODIES = frozenset({"armed force", "police", "government", "state", "court", "igo", "media", "party"})
_AFTER_HEAD = re.compile(r" (?:of|from|in|who|that|with|belonging)\b.*$")
_PLURALS = frozenset({"men", "women", "people", "children"})
_PEOPLE, _THINGS = frozenset({"PERSON", "GROUP"}), frozenset({"ORGANIZATION", "FACILITY", "PLATFORM"})
Entities = list[list[str]]


def muc4(bench: Bench) -> Iterator[Row]:
    """MUC-4 dev: the five roles from the records of each report."""
    given = bench.rows("templates_muc4.dev")
    records = bench.read("templates_muc4.dev", ((r["doctext"], None) for r in given))
    found = [fillers(record) for record in records]
    wanted = [
        {role: [[normal(mention[0]) for mention in entity] for entity in r["extracts"][role] if entity] for role in ROLES} for r in given
    ]
    where = f"MUC-4 dev, {len(given)} reports in lower case, CEAF-REE of role fillers from records of ASSAULT"
    ways: tuple[tuple[str, Callable[[str, str], bool], float | None, str], ...] = (
        ("micro", str.__eq__, 0.56, "micro-F1 over the five roles, the first mention of each entity being one of the template's strings"),
        ("held", holds, None, "the same where one mention holds the other's words"),
    )
    for name, alike, reach, what in ways:
        parts = [sum((role_counts(f[role], w[role], alike) for role in ROLES), Counts()) for f, w in zip(found, wanted, strict=True)]
        yield f1_row(f"muc4.{name}", parts, reach, f"{where}; {what}")
    for role in ROLES:
        parts = [role_counts(f[role], w[role], str.__eq__) for f, w in zip(found, wanted, strict=True)]
        yield f1_row(f"muc4.{role}", parts, None, f"{where}; {role} alone")


def normal(text: str) -> str:
    """Return a mention without case, punctuation, articles and double blanks."""
    return " ".join(_ARTICLES.sub(" ", _SIGNS.sub("", text.lower())).split())


def holds(one: str, other: str) -> bool:
    """Tell whether the words of one string stand in a row within those of the other."""
    return bool(one and other) and (f" {one} " in f" {other} " or f" {other} " in f" {one} ")


def role_counts(found: Entities, wanted: Entities, alike: Callable[[str, str], bool]) -> Counts:
    """Return the counts of one role: the hits are the most entities that can be aligned one to one, each with a mention of the other's."""
    rows = [[j for j, other in enumerate(wanted) if all(any(alike(m, n) for n in other) for m in one)] for one in found]
    return Counts(aligned(rows), len(found), len(wanted))


def aligned(rows: Sequence[Sequence[int]]) -> int:
    """Return how many rows can be given a column of their own, of those that each row lists (bipartite matching by augmenting paths)."""
    owner: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        for column in rows[row]:
            if column not in tried:
                tried.add(column)
                if column not in owner or place(owner[column], tried):
                    owner[column] = row
                    return True
        return False

    return sum(place(row, set()) for row in range(len(rows)))


def fillers(record: Record) -> dict[str, Entities]:
    """Return the entities of each role, one mention each, by the mapping above."""
    kinds = {a.id: a.kind for a in record.actors}
    firsts: dict[str, dict[str, tuple[int, str]]] = {role: {} for role in ROLES}

    def put(role: str | None, entity: str, start: int, text: str) -> None:
        if role and (words := normal(text)):
            firsts[role][entity] = min(firsts[role].get(entity, (start, words)), (start, words))

    for claim in record.claims:
        if not isinstance(claim, EventClaim) or claim.event.plover.type != "ASSAULT" or claim.status in ("negated", "hypothetical"):
            continue
        for side, pick in ((claim.actors, perpetrator), (claim.recipients, sufferer)):
            for role in side:
                if not _PRONOUN.fullmatch(role.text.strip()):
                    kind = kinds.get(role.actor) if role.actor else None
                    put(pick(role.text, kind, marks(role, record.mentions)), role.actor or normal(role.text), role.start, role.text)
        if claim.instrument:
            put("Weapon", normal(claim.instrument.text), claim.instrument.start, claim.instrument.text)
    return {role: _apart(list(some.values())) for role, some in firsts.items()}


def marks(role: Role, mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the types of the mentions that a role's words overlap; a place that has coordinates is ``PLACED``."""
    return frozenset(
        "PLACED" if m.type == "LOCATION" and m.place and m.place.lat is not None else m.type
        for m in mentions
        if overlap((m.start, m.end), (role.start, role.end))
    )


def perpetrator(text: str, kind: str | None, types: frozenset[str]) -> str | None:
    """Return the role of an actor: PerpInd, PerpOrg or none."""
    if "ORGANIZATION" in types and not (kind not in _BODIES and plural_people(text)):
        return "PerpOrg"
    return "PerpInd" if types & {"PERSON", "GROUP", "ORGANIZATION"} or plural_people(text) else None


def sufferer(text: str, kind: str | None, types: frozenset[str]) -> str | None:
    """Return the role of a recipient: Victim, Target or none."""
    if types & _PEOPLE or (kind not in _BODIES and not types & {"LOCATION", "FACILITY", "PLATFORM"} and plural_people(text)):
        return "Victim"
    return "Target" if types & _THINGS or "LOCATION" in types else None


def plural_people(text: str) -> bool:
    """Tell whether words name people by a plural, as far as their form shows: the head before "of" or "who" ends in -s."""
    head = _AFTER_HEAD.sub("", normal(text)).split(" ")[-1]
    return head in _PLURALS or (len(head) > 3 and head.endswith("s") and not head.endswith(("ss", "us", "is")))


def _apart(found: list[tuple[int, str]]) -> Entities:
    """Return entities in the order of their first mention; those of the same words are one."""
    return [[words] for words in dict.fromkeys(words for _, words in sorted(found))]
