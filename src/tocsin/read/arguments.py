"""The arguments of an event: what the event head says of the words around its trigger, filled up from the PropBank frame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tocsin.model.reading import Argument, Frame
from tocsin.read.labels import EVENT_ROLES, FRAME_ROLES
from tocsin.read.parties import PARTIES, whole
from tocsin.read.view import Part, View

_SURE, _LONGEST, _REACH, _TAIL = 0.6, 14, 8, 12
_PARTY_OF = {"actor": (0, 2), "recipient": (1, 2)}  # the party head's source, target and related
_FRAME_TO_EVENT = {"A0": "actor", "A1": "recipient", "LOC": "place", "TMP": "date"}
_FRAGMENT = re.compile(r"(?i)the|an?|its?|their|his|her|of|and|in|on|at|to|by|for|with|from|that|which|who|[^\w]+")
_JOINT = re.compile(r"\b(?:and|or)\b|,")
_CLAUSE = re.compile(r"(?i)(?:to|that|whether|if|how|why|when|because)\s")
_COORDINATED = re.compile(r"(?i)(?:\band|\bbut|\bthen|\bbefore|\bor),?\s+(?:\w+ly\s+|also\s+|then\s+|later\s+)?(?:had\s+|have\s+|has\s+)?$")


def event_arguments(
    view: View, head: int, parts: list[Part], spare: list[Part], parties: list[Part], names: Sequence[tuple[int, int]]
) -> list[Argument]:
    """Return the arguments of one trigger.

    ``spare`` is its PropBank frame: A0 acts, A1 receives, LOC and TMP say where and when. ``parties`` lend actors and recipients their edges,
    and so do ``names``, the words of entities.
    """
    made: list[Argument] = []
    for part in _mended(whole(view, parts, names, PARTIES), view):
        if EVENT_ROLES[part.role] in _PARTY_OF:
            part = _snapped(view, part, head, [p for p in parties if p.role in _PARTY_OF[EVENT_ROLES[part.role]]])  # noqa: PLW2901 - the same part with better edges
        start, end = view.chars(part.first, part.last)
        if any(a.role == EVENT_ROLES[part.role] and (a.start, a.end) == (start, end) for a in made):
            continue
        if not _FRAGMENT.fullmatch(view.text, start, end) and not _CLAUSE.match(view.text, start, end):
            made.append(Argument(EVENT_ROLES[part.role], start, end, part.score))
    made = [a for a in made if not _within(a, made)]
    roles = {a.role for a in made}
    for part in spare:
        role = _FRAME_TO_EVENT.get(FRAME_ROLES[part.role])
        if role is None or role in roles or part.score < _SURE or part.last - part.first > _LONGEST:
            continue
        start, end = view.chars(part.first, part.last)
        if not any(x.start < end and start < x.end for x in made) and not _CLAUSE.match(view.text, start, end):
            roles.add(role)
            made.append(Argument(role, start, end, part.score))
    return made


def _within(argument: Argument, others: list[Argument]) -> bool:
    """Tell whether a party stands within another of its role: "the workers" within "the workers at the mill"."""
    mine = argument.end - argument.start
    return argument.role in _PARTY_OF and any(
        o.role == argument.role and o.start <= argument.start and argument.end <= o.end and o.end - o.start > mine for o in others
    )


def _snapped(view: View, part: Part, head: int, parties: list[Part]) -> Part:
    """Give a part the edges of the party that it overlaps, unless that party holds the trigger or is far longer.

    A party that begins with the part may be longer still, if it lists nobody else: "an area" of "an area near the border with the Isles".
    """
    for party in parties:
        overlap = min(part.last, party.last) - max(part.first, party.first)
        alone = party.first == part.first and not _JOINT.search(view.text, *view.chars(party.first, party.last))
        if (
            overlap > 0
            and not party.first <= head < party.last
            and party.last - party.first <= part.last - part.first + (_TAIL if alone else _REACH)
        ):
            return Part(party.first, party.last, part.role, part.score)
    return part


def _mended(parts: list[Part], view: View) -> list[Part]:
    """Join an article that was cut off to the noun that follows it in the same role."""
    made: list[Part] = []
    for part in parts:
        last = made[-1] if made else None
        if (
            last
            and last.role == part.role
            and last.last == part.first
            and _FRAGMENT.fullmatch(view.text, *view.chars(last.first, last.last))
        ):
            made[-1] = Part(last.first, part.last, part.role, part.score)
        else:
            made.append(part)
    return made


def share_subjects(frames: list[Frame], text: str) -> list[Frame]:
    """Give a verb that follows "and" with no subject of its own the actor of the verb before it: "shelled the town and seized the bridge"."""
    made: list[Frame] = []
    for frame in frames:
        before = made[-1] if made and made[-1].sentence == frame.sentence else None
        if (
            before is not None
            and not any(a.role == "actor" for a in frame.arguments)
            and _COORDINATED.search(text[before.end : frame.start])
        ):
            shared = [
                Argument("actor", a.start, a.end, 0.8 * a.score) for a in before.arguments if a.role == "actor" and a.end <= before.start
            ]
            made.append(replace(frame, arguments=(*shared, *frame.arguments)))
        else:
            made.append(frame)
    return made
