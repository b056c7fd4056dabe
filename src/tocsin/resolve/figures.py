"""Figure claims: every number of people, losses or shares that the report gives, by whose count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from tocsin.model.reading import Status
from tocsin.model.record import FigureClaim
from tocsin.resolve.number_counts import find_counts
from tocsin.resolve.numbers import NumberValue
from tocsin.resolve.scene import Scene

Category = Literal["killed", "injured", "missing", "captured", "displaced"]
_MAY = re.compile(r"(?i)\s*(?:more\s+|others\s+|people\s+)?(?:could|may|might|would|will)\b")
_CATEGORIES = frozenset({"killed", "injured", "missing", "captured", "displaced"})


@dataclass(frozen=True, slots=True)
class Tally:
    """One count in the text: its words, its value, what it counts, and the casualty category where it is one."""

    start: int
    end: int
    value: NumberValue
    role: str
    category: Category | None
    of: tuple[int, int] | None
    cumulative: bool
    sentence: int


def find_tallies(scene: Scene) -> list[Tally]:
    """Return every count of every sentence, in document offsets."""
    made = []
    for number, sentence in enumerate(scene.reading.sentences):
        text = scene.text[sentence.start : sentence.end]
        for count in find_counts(text):
            role = count.role
            category = cast(Category, role) if role in _CATEGORIES else None
            of = (sentence.start + count.noun[0], sentence.start + count.noun[1]) if count.noun else None
            made.append(
                Tally(sentence.start + count.start, sentence.start + count.end, count.value, role, category, of, count.cumulative, number)
            )
    return made


def build_figures(scene: Scene, tallies: list[Tally]) -> dict[int, FigureClaim]:
    """Return a figure claim for each tally, by the tally's start."""
    made: dict[int, FigureClaim] = {}
    for tally in tallies:
        where = (tally.start, tally.end)
        status = _status(scene, tally)
        evidence = scene.evidence(tally.sentence, [where, *([tally.of] if tally.of else [])], status, where)
        trigger = scene.span(where)
        made[tally.start] = FigureClaim(
            id=scene.claim_id("figure", evidence, trigger),
            status=status,
            confidence=0.8 if tally.role != "other" else 0.6,
            evidence=(evidence,),
            said_by=evidence.said_by,
            hedges=evidence.hedges,
            drift=(),
            low=tally.value.low,
            best=tally.value.best,
            high=tally.value.high,
            unit=tally.value.unit,
            of=scene.role(*tally.of) if tally.of else None,
            place=scene.discreet(scene.place(tally.sentence, ()), tally.sentence),
            as_of=scene.date(tally.sentence, ()),
        )
    return made


def _status(scene: Scene, tally: Tally) -> Status:
    if scene.denied(tally.start):
        return "negated"
    if _MAY.match(scene.text, tally.of[1] if tally.of and tally.of[1] > tally.end else tally.end):
        return "hypothetical"
    near = [scene.reading.frames[n] for n in scene.frames_in.get(tally.sentence, ())]
    if tally.category and near:
        frame = min(near, key=lambda f: abs(f.start - tally.start))
        return scene.aged(frame.status, scene.date(tally.sentence, frame.arguments))
    return "occurred" if tally.category else "ongoing"
