"""Drift: how several evidences of one claim differ in caution."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tocsin.codebook import codebook
from tocsin.model.reading import Status
from tocsin.model.record import Drift, Drifting, Evidence

_FIRM: dict[Status, int] = {"negated": 0, "hypothetical": 1, "future": 2, "historical": 3, "ongoing": 3, "occurred": 3}
_BOUND = re.compile(r"(?i)\b(at least|more than|over|up to|some|about|around|nearly|almost|as many as)\s+\d")


def most_cautious(evidence: Sequence[Evidence]) -> int:
    """Return the index of the most cautious evidence: by status, then speaker, then hedges, then bounds."""
    order = codebook().most_cautious
    status = order([e.status for e in evidence])
    voices = {"attributed": 0, "hedged": 1, "own": 2}

    def boldness(index: int) -> tuple[bool, int, int, bool, int]:
        one = evidence[index]
        return one.status != status, voices[one.voice], -len(one.hedges), _BOUND.search(one.text) is None, index

    return min(range(len(evidence)), key=boldness)


def find_drift(evidence: Sequence[Evidence], cautious: int) -> tuple[Drift, ...]:
    """List how other evidences say it more firmly than the most cautious one."""
    base = evidence[cautious]
    made: list[Drift] = []

    def add(index: int, what: Drifting) -> None:
        made.append(Drift(origin=cautious, to=index, what=what))

    for index, other in enumerate(evidence):
        if index == cautious:
            continue
        if base.hedges and not other.hedges:
            add(index, "hedge dropped")
        if base.voice == "attributed" and other.voice != "attributed":
            add(index, "speaker dropped")
        if _FIRM[other.status] > _FIRM[base.status]:
            add(index, "status raised")
        if _BOUND.search(base.text) and re.search(r"\d", other.text) and not _BOUND.search(other.text):
            add(index, "wording raised")
    return tuple(made)
