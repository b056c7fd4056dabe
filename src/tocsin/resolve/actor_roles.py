"""Where parties and speakers stand in one reading."""

from __future__ import annotations

from typing import Final

from tocsin.model.reading import Offsets, Reading
from tocsin.resolve.register import bag

_TALK: Final = bag("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID REQUEST REJECT ACCUSE THREATEN SANCTION")


def roles_of(reading: Reading) -> dict[Offsets, str]:
    """Return the spans of parties and speakers, each with ``actor`` or ``recipient``; a recipient of words counts as an actor."""
    made: dict[Offsets, str] = {}
    for frame in reading.frames:
        for a in frame.arguments:
            if a.role in ("actor", "recipient"):
                made.setdefault((a.start, a.end), "actor" if a.role == "actor" or frame.type in _TALK else "recipient")
    for tie in reading.ties:
        for where in (tie.source, tie.target):
            if where:
                made[where] = "actor"
    for remark in reading.remarks:
        if remark.about:
            made.setdefault(remark.about, "recipient")
    for quotation in reading.quotations:
        for where in quotation.source:
            made[where] = "actor"
    return made
