"""From a reading to claims: mentions resolved, speakers followed, claims built, repetitions joined."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tocsin.model.issue import Issue
from tocsin.model.reading import Mention as Seen
from tocsin.model.reading import Reading
from tocsin.model.record import Actor, Claim, Date, EventClaim, FigureClaim, Mention, Place, Quotation, Value, WarningClaim
from tocsin.model.source import Credit
from tocsin.resolve.actors import ActorResolver, Actors
from tocsin.resolve.credits import find_credits
from tocsin.resolve.date_told import Times, with_times
from tocsin.resolve.discretion import Discretion
from tocsin.resolve.events import build_events
from tocsin.resolve.figures import Tally, build_figures, find_tallies
from tocsin.resolve.gazetteer import Gazetteer
from tocsin.resolve.merge import merge
from tocsin.resolve.numbers import resolve_number
from tocsin.resolve.place_phrase import is_nameless
from tocsin.resolve.places import PlaceResolver, unlocated
from tocsin.resolve.register import Register
from tocsin.resolve.scene import Scene
from tocsin.resolve.speakers import SpeakerResolver
from tocsin.resolve.statements import build_assertions, build_relations, build_warnings


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the resolver makes of a reading."""

    mentions: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]
    claims: tuple[Claim, ...]
    actors: tuple[Actor, ...]
    credits: tuple[Credit, ...]
    issues: tuple[Issue, ...]


class Resolver:
    """Resolves who, where, when and how many, against the shipped register unless another is given."""

    def __init__(self, register: Register | None = None, gazetteer: Gazetteer | None = None) -> None:
        gazetteer = gazetteer or Gazetteer()
        self._places = PlaceResolver(gazetteer)
        self._discretion = Discretion(gazetteer)
        self._register = register or Register.load()
        self._actors = ActorResolver(self._register)
        self._speakers = SpeakerResolver(self._register)

    def resolve(self, reading: Reading) -> Resolution:
        """Return mentions, quotations, claims and actors of one reading; what cannot be resolved is an issue, never a guess."""
        times = Times(reading)
        reading = with_times(reading, times)
        reading = self._places.whole(reading)
        issues: list[Issue] = list(reading.issues)
        places: dict[int, Place] = {}
        named = replace(reading, mentions=(*reading.mentions, *reading.names))
        for index, found in self._places.resolve(named).items():
            if isinstance(found, Place):
                places[index] = _as_reported(named, index, found)
            reason = unlocated(found) if isinstance(found, Place) else found.reason
            if reason and index < len(reading.mentions):
                issues.append(_unplaced(reading, index, reason))
        lands = {index: place.country for index, place in places.items() if place.country}
        actors = self._actors.resolve(reading, lands)
        issues += [_unnamed(reading, index, reason) for index, reason in actors.left.items()]
        credited = find_credits(reading, self._register)
        speech = self._speakers.resolve(reading, actors, credited)
        places = self._discretion.coarsened(named, places, speech)
        at = {n: p for n, p in places.items() if n < len(reading.mentions)}
        scene = Scene(reading, actors, speech, at, self._discretion, issues, times)
        within = _names_within(scene, places)
        tallies = find_tallies(scene)
        figures = build_figures(scene, tallies)
        events = build_events(scene, tallies, figures)
        warnings = build_warnings(scene, events)
        claims: list[Claim] = [*events, *figures.values(), *build_relations(scene), *build_assertions(scene), *warnings]
        claims.sort(key=lambda c: (c.evidence[0].within is None, c.evidence[0].start, c.kind, c.evidence[0].end))
        claims = _distinct(claims)
        merged = merge(scene, claims)
        return Resolution(
            mentions=(*(_mention(scene, index, seen, places, actors) for index, seen in enumerate(reading.mentions)), *within),
            quotations=speech.quotations,
            claims=tuple(_linked(merged, claims)),
            actors=actors.actors,
            credits=tuple(c.credit for c in credited),
            issues=tuple(scene.issues),
        )


def _names_within(scene: Scene, places: dict[int, Place]) -> tuple[Mention, ...]:
    """Return mentions for the placed names within other mentions; a name that is the whole mention lends it its place instead.

    "Egypt" as a party stays an organisation, with the country as its place; demonyms and names that the gazetteer lacks are left out.
    """
    reading, made = scene.reading, []
    whole = {(m.start, m.end): n for n, m in enumerate(reading.mentions)}
    for number, name in enumerate(reading.names, len(reading.mentions)):
        if (place := places.pop(number, None)) is None:
            continue
        if (same := whole.get((name.start, name.end))) is not None:
            places[same] = place.model_copy(update={"mention": f"m{same + 1}"})
            continue
        span = scene.span((name.start, name.end))
        made.append(
            Mention(
                start=span.start, end=span.end, text=span.text, within=span.within, id=f"m{number + 1}", type="LOCATION",
                actor=None, place=place.model_copy(update={"mention": f"m{number + 1}"}), date=None, value=None,
            )
        )  # fmt: skip
    return tuple(made)


def _as_reported(reading: Reading, index: int, place: Place) -> Place:
    """Give a place the name that the report uses; the gazetteer's stands behind the id, and for words without a name ("the city")."""
    mention = reading.mentions[index]
    words = _LEADING.sub("", reading.document.words[mention.start : mention.end]).strip(" ,.;")
    again = place.lat is not None and is_nameless(words)
    return place.model_copy(update={"name": words}) if words and "," not in words and not again else place


_LEADING = re.compile(r"^(?:the|in|near|around|at)\s+", re.IGNORECASE)


def _unplaced(reading: Reading, index: int, reason: str) -> Issue:
    seen = reading.mentions[index]
    span = reading.document.span(seen.start, seen.end)
    inside = span.within is None
    return Issue(
        stage="resolve", code="unresolved-place", message=f"“{span.text}” was not placed: {reason}",
        start=span.start if inside else None, end=span.end if inside else None,
    )  # fmt: skip


def _unnamed(reading: Reading, index: int, reason: str) -> Issue:
    span = reading.document.span(reading.mentions[index].start, reading.mentions[index].end)
    inside = span.within is None
    return Issue(
        stage="resolve", code="no-actor", message=f"“{span.text}” was left without identity: {reason}",
        start=span.start if inside else None, end=span.end if inside else None,
    )  # fmt: skip


def _mention(scene: Scene, index: int, seen: Seen, places: Mapping[int, Place], actors: Actors) -> Mention:
    cut = scene.reading.document.cut(seen.start, seen.end)
    date: Date | None = scene.date_named(seen.start, seen.end) if seen.type == "TIME" else None
    value = None
    if seen.type in ("QUANTITY", "MONEY"):
        number = resolve_number(cut["text"])
        if number is not None:
            value = Value(low=number.low, best=number.best, high=number.high, unit=number.unit)
    return Mention(
        **cut, id=f"m{index + 1}", type=actors.types.get(index, seen.type),
        actor=actors.of_mention.get(index), place=places.get(index), date=date, value=value,
    )  # fmt: skip


def _distinct(claims: list[Claim]) -> list[Claim]:
    """Drop claims that say the same of the same words; others that share words ("A, B and C joined D") get ids of their own."""
    seen: dict[str, list[Claim]] = {}
    made: list[Claim] = []
    for claim in claims:
        alike = seen.setdefault(claim.id, [])
        if claim in alike:
            continue
        alike.append(claim)
        own = hashlib.sha256(f"{claim.id}\n{len(alike)}".encode()).hexdigest() if len(alike) > 1 else claim.id
        made.append(claim.model_copy(update={"id": own}))
    return made


def _linked(claims: list[Claim], before: list[Claim]) -> list[Claim]:
    """Let links to claims that were joined into another lead there; drop those that lead nowhere."""
    holder = {id(e): c.id for c in claims for e in c.evidence}
    now = {c.id: holder.get(id(c.evidence[0])) for c in before}
    made: list[Claim] = []
    for claim in claims:
        if isinstance(claim, EventClaim) and claim.casualties:
            kept = tuple(x.model_copy(update={"figure": now.get(x.figure) if x.figure else None}) for x in claim.casualties)
            made.append(claim.model_copy(update={"casualties": kept}))
        elif isinstance(claim, WarningClaim) and claim.threat:
            made.append(claim.model_copy(update={"threat": now.get(claim.threat)}))
        elif isinstance(claim, FigureClaim) and claim.part_of:
            made.append(claim.model_copy(update={"part_of": now.get(claim.part_of)}))
        else:
            made.append(claim)
    return made


__all__ = ["Resolution", "Resolver", "Tally"]
