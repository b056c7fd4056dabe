"""When an act was by its own sentence: by its frame, else by the words of time in its own clause."""

from __future__ import annotations

import re

from tocsin.codebook import codebook
from tocsin.model.reading import Frame
from tocsin.model.record import Date
from tocsin.resolve.date_told import Told
from tocsin.resolve.dates import Undated
from tocsin.resolve.scene import Scene

_IGNORED = (Undated("date-duration"),)  # "for an hour" is no other time
_CLAUSE = re.compile(
    r"[;:“”\"]|\s[–—-]\s|\b(?:who|whom|whose|which|that|where|after|before|since|because|although|though|if|unless|until|whether|to|"
    r"(?:by|for|of|without|despite)\s+(?:\w+ly\s+)?\w+ing)\b|,\s+(?:and|but|or|nor)\s",
    re.IGNORECASE,
)
_LOSS = re.compile(r"kill\w*|wound\w*|injur\w+|died|destroyed|damaged", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:that|which)\s+(?:\w+ly\s+|also\s+)?$", re.IGNORECASE)


def act_date(scene: Scene, frame: Frame) -> Date | None:
    """Return when an act was by its own sentence; null where that does not say.

    A happening that a longer phrase of time only names has the day that names it ("since the coup of 30 July", "the anniversary of the 3 July
    attack"). What was done before the report has no day after it ("cancelled a visit planned for Friday").
    """
    future = frame.status == "future"
    named = scene.times.naming(frame.start, frame.end)
    if named is not None:
        date = scene.date_named(named.start, named.end)
    elif any(a.role == "date" and a.start >= scene.begin(frame.sentence) for a in frame.arguments):
        date = scene.date(frame.sentence, frame.arguments, sole=False, future=future)
    else:
        told = _of_its_clause(scene, frame) if codebook().plover.type(frame.type).quad in (2, 4) else None
        date = scene.date_of(told.start, told.end, future=future) if told else None
    published = scene.reading.document.published
    ahead = date is not None and published is not None and date.start > published
    return None if ahead and frame.status in ("occurred", "historical") else date


def _of_its_clause(scene: Scene, frame: Frame) -> Told | None:
    """Return the words of time that an act shares its clause with; None where there are none, or several that name other days."""
    sentence = scene.sentence(frame.sentence)
    told = [t for t in scene.times.over(scene.begin(frame.sentence), sentence.end) if t.value not in _IGNORED]
    near = [t for t in told if _together(scene, frame, t)]
    if any(isinstance(t.value, Undated) for t in near) or len({_days(t) for t in near}) != 1:
        return None
    return near[0]


def _days(told: Told) -> object:
    return None if isinstance(told.value, Undated) else (told.value.start, told.value.end)


def _together(scene: Scene, frame: Frame, told: Told) -> bool:
    """Tell whether no other clause begins between an act and words of time; "the blast on Monday that killed three" is one happening."""
    if told.end <= frame.start:
        start, end = told.end, frame.start
        relative = _RELATIVE.search(scene.text, start, end)
        end = relative.start() if relative and _LOSS.fullmatch(scene.text, frame.start, frame.end) else end
    else:
        start, end = frame.end, max(frame.end, told.lead)
    return _CLAUSE.search(scene.text, start, end) is None
