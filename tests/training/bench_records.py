"""Records made by hand for the benchmark's tests, over texts written for them; words are looked up in the text."""

from __future__ import annotations

import hashlib
from typing import Any

from tocsin.model.record import (
    Actor,
    AssertionClaim,
    Claim,
    Coder,
    Coding,
    Date,
    EventClaim,
    Evidence,
    Header,
    Mention,
    Plover,
    Quotation,
    Record,
    RelationClaim,
    Role,
    Speaker,
    WarningClaim,
)
from tocsin.model.span import Span

TEXT = (
    "Hill militia fighters shelled the depot at Karsa on Sunday, the mayor said. The Hill Front backs the militia. "
    "The Front holds the ridge. If the truce fails, fighting could spread."
)


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def role(words: str, text: str = TEXT, actor: str | None = None) -> Role:
    start, end = at(words, text)
    return Role(start=start, end=end, text=words, actor=actor)


def span(words: str, text: str = TEXT) -> Span:
    start, end = at(words, text)
    return Span(start=start, end=end, text=words)


def common(words: str, text: str, confidence: float, status: str) -> dict[str, Any]:
    start, end = at(words, text)
    evidence = Evidence(start=start, end=end, text=words, part="body", said_by=(), status=status, hedges=(), voice="own")
    return {
        "id": hashlib.sha256(f"{start} {words}".encode()).hexdigest(), "status": status, "confidence": confidence, "evidence": (evidence,),
        "said_by": (), "hedges": (), "drift": (),
    }  # fmt: skip


def event(
    words: str, kind: str = "ASSAULT", text: str = TEXT, *, confidence: float = 0.9, status: str = "occurred", mode: str | None = None,
    actors: tuple[Role, ...] = (), recipients: tuple[Role, ...] = (), instrument: Span | None = None, date: Date | None = None,
) -> EventClaim:  # fmt: skip
    return EventClaim(
        **common(words, text, confidence, status), trigger=span(words, text), actors=actors, recipients=recipients, place=None, date=date,
        casualties=(), instrument=instrument, event=Coding(
            plover=Plover(type=kind, modes=(mode,) if mode else (), contexts=(), quad=4), acled=None, ucdp=None
        ),
    )  # fmt: skip


def relation(kind: str, cue: str, origin: str | None, to: str | None, confidence: float = 0.7) -> RelationClaim:
    return RelationClaim(
        **common(cue, TEXT, confidence, "occurred"), relation=kind, origin=role(origin) if origin else None, to=role(to) if to else None
    )


def assertion(topic: str, cue: str, about: str | None, confidence: float = 0.6) -> AssertionClaim:
    return AssertionClaim(**common(cue, TEXT, confidence, "ongoing"), topic=topic, about=role(about) if about else None)


def warning(condition: str | None, outcome: str, confidence: float = 0.8) -> WarningClaim:
    return WarningClaim(
        **common(outcome, TEXT, confidence, "hypothetical"), condition=span(condition) if condition else None, outcome=span(outcome),
        likelihood=None, threat=None,
    )  # fmt: skip


def mention(words: str, kind: str, text: str = TEXT, number: int = 1, **resolved: Any) -> Mention:
    start, end = at(words, text)
    return Mention(id=f"m{number}", start=start, end=end, text=words, type=kind, **resolved)


def quotation(source: str | None, cue: str, content: str) -> Quotation:
    speaker = Speaker(actor=None, start=None, end=None, text=None, anonymous=True)
    return Quotation(
        id="q1", source=(at(source),) if source else (), cue=(at(cue),), content=(at(content),), speaker=speaker, verbatim=False
    )


def record(
    *claims: Claim,
    text: str = TEXT,
    mentions: tuple[Mention, ...] = (),
    quotations: tuple[Quotation, ...] = (),
    actors: tuple[Actor, ...] = (),
) -> Record:
    sha = hashlib.sha256(text.encode()).hexdigest()
    header = Header(
        id=sha,
        ref="test",
        sha256=sha,
        relevance=0.9,
        title=None,
        text=text,
        published=None,
        language="en",
        url=None,
        source=None,
        credits=(),
    )
    coder = Coder(version="0", model="test", model_sha256="ab" * 32, codebook="plover-2")
    return Record(coder=coder, document=header, mentions=mentions, quotations=quotations, claims=claims, actors=actors, issues=())
