"""Event claims from frames."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tocsin.codebook import codebook
from tocsin.model.reading import Argument, Frame, Offsets, Status
from tocsin.model.record import Acled, Casualty, Coding, Date, EventClaim, FigureClaim, Plover, Role
from tocsin.resolve.date_passage import passage_dates
from tocsin.resolve.discretion import is_attack_to_come
from tocsin.resolve.event_dates import act_date
from tocsin.resolve.event_losses import shared_out
from tocsin.resolve.figures import Tally
from tocsin.resolve.scene import Scene
from tocsin.resolve.spans import Spans

_VIOLENT = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "SANCTION", "PROTEST"})
_SPEECH = frozenset({"THREATEN", "ACCUSE", "REQUEST"})
_ACCORDS = frozenset({"AGREE", "REJECT"})
_DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "PROTEST", "AID", "RETREAT", "COOPERATE"})
_PARTIES = frozenset({"ORGANIZATION", "GROUP", "PERSON", "LOCATION", "FACILITY"})
_SOMEBODY = re.compile(
    r"(?i)\b(?:him|her|them|us|me|you|it|government|authorities|officials?|ministers?|presidents?|army|forces|police|court|parliament|rebels?|"
    r"militants?|fighters|soldiers|troops|leaders?|governor|mayor|side|sides|parties|party|group|groups|militia|people|residents|civilians|"
    r"protesters|workers|students|journalists?|countries|country|state|states|powers|donors|allies|opposition|regime|partners|judges?|"
    r"ambassador|embassy|mission|agency|union|council|company|companies|family|families|villagers|elders|traders|prisoners|refugees)\b"
)
_LIST = re.compile(r"(?:\s*,\s*(?:and\s+)?|\s+and\s+)")
_UPON = re.compile(r"\s+(?:against|on|upon)\s+(?:the\s+|a\s+|an\s+)?", re.IGNORECASE)
_BY = re.compile(r"\s+by\s+(?:the\s+|a\s+|an\s+)?", re.IGNORECASE)
_PASSIVE = re.compile(r",?\s+(?:(?:has|have|had)\s+been|was|were|is\s+being|are\s+being|being|been)\s+(?:\w+ly\s+|also\s+)?", re.IGNORECASE)
_PAST = re.compile(r"(?:ed|en|shot|hit|held|hurt|struck|cut|driven|fought|caught|taken|sent)$", re.IGNORECASE)
LETHAL = frozenset({"killed"})


def build_events(scene: Scene, tallies: list[Tally], figures: dict[int, FigureClaim]) -> list[EventClaim]:
    """Return one claim a frame; frames that only restate a warning's condition or outcome are left to the warning."""
    warned = Spans((n, part) for n, c in enumerate(scene.reading.conditionals) for part in (c.condition, c.outcome) if part)
    hurt = shared_out(scene, tallies)
    told = {n: f for n, f in enumerate(scene.reading.frames) if _is_told(f) or not warned.at(f.start)}
    dates = {n: act_date(scene, f) for n, f in told.items()}
    dates |= passage_dates(scene, dates)
    return [_event(scene, frame, dates[n], hurt.get(n, []), figures) for n, frame in told.items()]


def _is_told(frame: Frame) -> bool:
    """Tell whether a frame is told by itself though it stands in a warning: what is said there, an accord or a refusal that is no mere case."""
    return frame.type in _SPEECH or (frame.type in _ACCORDS and frame.status != "hypothetical")


def _is_deed(frame: Frame) -> bool:
    return codebook().plover.type(frame.type).quad in (2, 4)


def _event(scene: Scene, frame: Frame, date: Date | None, tallies: list[Tally], figures: dict[int, FigureClaim]) -> EventClaim:
    book = codebook()
    anchor = (frame.start, frame.end)
    status = _status(scene, frame, date)
    actors, recipients = _parties(scene, frame, "actor"), _parties(scene, frame, "recipient")
    casualties = tuple(_casualty(scene, t, figures) for t in tallies)
    parts = [(a.start, a.end) for a in frame.arguments] + [(t.start, t.end) for t in tallies]
    evidence = scene.evidence(frame.sentence, parts, status, anchor)
    trigger = scene.span(anchor)
    by = [scene.sectors.get(r.actor) for r in actors if r.actor]
    to = [scene.sectors.get(r.actor) for r in recipients if r.actor]
    lethal = any(c.category in LETHAL for c in casualties)
    instrument = next((a for a in frame.arguments if a.role == "instrument"), None)
    entry = book.plover.type(frame.type)
    layout = book.acled(frame.type, frame.modes, by[0] if by else None, to[0] if to else None, status, lethal=lethal)
    claim = EventClaim(
        id=scene.claim_id("event", evidence, trigger),
        status=status,
        confidence=round(min(0.99, frame.type_score), 4),
        evidence=(evidence,),
        said_by=evidence.said_by,
        hedges=evidence.hedges,
        drift=(),
        event=Coding(
            plover=Plover(type=frame.type, modes=frame.modes, contexts=scene.contexts(frame.sentence), quad=entry.quad),
            acled=Acled(event_type=layout.event_type, sub_event_type=layout.sub_event_type) if layout else None,
            ucdp=book.ucdp_type(by[0] if by else None, to[0] if to else None, lethal, status) if frame.type == "ASSAULT" else None,
        ),
        trigger=trigger,
        actors=actors,
        recipients=recipients,
        place=scene.placing.discreet(
            scene.placing.find(frame.sentence, frame.arguments, sole=_is_deed(frame), frame=frame),
            frame.sentence,
            frame.arguments,
            always=is_attack_to_come(frame),
        ),
        date=date,
        casualties=casualties,
        instrument=scene.span(scene.trimmed(instrument.start, instrument.end)) if instrument else None,
    )
    missing = [w for w, there in (("actor", actors), ("place", claim.place), ("date", claim.date)) if not there]
    if missing:
        scene.note(
            "not-said", f"{frame.type} “{trigger.text}”: the sentence gives no {', no '.join(missing)} that could be resolved", anchor
        )
    return claim


def _status(scene: Scene, frame: Frame, date: Date | None) -> Status:
    if scene.denied(frame.start):
        return "negated"
    return scene.aged(frame.status, date)


def _parties(scene: Scene, frame: Frame, role: str) -> tuple[Role, ...]:
    made = []
    for argument in frame.arguments:
        if _role_of(scene, frame, argument) != role:
            continue
        start, end = scene.trimmed(argument.start, argument.end)
        if frame.type in _VIOLENT and scene.is_people(start, end):
            words = scene.text[start:end]
            message = f"“{words}” is a people: it is not made {role} of {frame.type} on anyone's word"
            scene.note("people-not-party", message, (start, end))
            made += [scene.role(*piece) for piece in _others(scene, start, end)]
            continue
        if scene.is_fragment(start, end):
            continue
        if role == "recipient" and frame.type not in _DEEDS and not _is_party(scene, frame.sentence, start, end):
            continue
        made.append(scene.role(start, end))
    return tuple(made)


def _role_of(scene: Scene, frame: Frame, argument: Argument) -> str:
    """Return an argument's role; a form that leaves no doubt corrects the reader: "attack on X", "X was shelled", "shelled by X"."""
    if argument.role not in ("actor", "recipient"):
        return argument.role
    if argument.start >= frame.end:
        between = scene.text[frame.end : argument.start]
        if _UPON.fullmatch(between) and not _PAST.search(scene.text[frame.start : frame.end]):
            return "recipient"
        return "actor" if _BY.fullmatch(between) else argument.role
    passive = _PASSIVE.fullmatch(scene.text[argument.end : frame.start])
    return "recipient" if passive and _PAST.search(scene.text[frame.start : frame.end]) else argument.role


def _others(scene: Scene, start: int, end: int) -> Iterator[Offsets]:
    """Yield the parties that stand in one list with a people ("the army" of "the army and the Ardoun")."""
    joints = [(m.start() + start, m.end() + start) for m in _LIST.finditer(scene.text[start:end])]
    pieces = list(zip([start, *(e for _, e in joints)], [*(s for s, _ in joints), end], strict=True))
    if len(pieces) > 1:
        yield from (p for p in pieces if not scene.is_fragment(*p) and not scene.is_people(*p))


def _is_party(scene: Scene, number: int, start: int, end: int) -> bool:
    """Tell whether words name somebody whom a speech act can be addressed to or be about: a verdict, an accord or an attack is nobody."""
    if _SOMEBODY.search(scene.text, start, end):
        return True
    named = (scene.reading.mentions[i] for i in scene.by_sentence.get(number, ()))
    return any(m.start < end and start < m.end and m.type in _PARTIES and m.end >= end - 2 for m in named)


def _casualty(scene: Scene, tally: Tally, figures: dict[int, FigureClaim]) -> Casualty:
    assert tally.category is not None
    span = scene.span((tally.start, tally.end))
    figure = figures.get(tally.start)
    value = tally.value
    return Casualty(
        start=span.start, end=span.end, text=span.text, within=span.within, category=tally.category, low=value.low, best=value.best,
        high=value.high, figure=figure.id if figure else None,
    )  # fmt: skip
