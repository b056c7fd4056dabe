"""Which event a count of people hurt belongs to: an act of its own sentence that can have hurt them so, else the one told just before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from tocsin.model.reading import Frame
from tocsin.model.record import Category
from tocsin.resolve.dates import Undated
from tocsin.resolve.figures import Tally
from tocsin.resolve.scene import Scene

_REACH: Final = 3  # sentences: how far behind an act its losses are told
_CAUSES: Final[dict[Category, frozenset[str]]] = {
    "killed": frozenset({"ASSAULT", "PROTEST", "COERCE"}),
    "injured": frozenset({"ASSAULT", "PROTEST", "COERCE"}),
    "missing": frozenset({"ASSAULT", "COERCE"}),
    "captured": frozenset({"COERCE", "ASSAULT", "RETREAT"}),
    "displaced": frozenset({"SANCTION", "ASSAULT", "COERCE", "RETREAT"}),
}
_TAKING: Final = frozenset({"abduct", "arrest", "seize"})
_TOLD: Final = ("occurred", "ongoing", "historical")
_SURRENDER = re.compile(r"surrender\w*|captur\w+|gave|laid", re.IGNORECASE)
_TURNS = re.compile(
    r"\b(?:elsewhere|separate(?:ly)?|meanwhile|another\s+(?:attack|raid|strike|blast|bomb\w*|clash|incident)|in\s+all|in\s+total|so\s+far|to\s+date|"
    r"previous(?:ly)?|since|(?:last|past|this)\s+(?:year|month|decade)s?|every|each\s+(?:year|month)|on\s+average)\b",
    re.IGNORECASE,
)
_EXACT: Final = frozenset({"point", "near"})


def shared_out(scene: Scene, tallies: Sequence[Tally]) -> dict[int, list[Tally]]:
    """Return the losses of each event by the number of its frame; a toll that includes earlier losses belongs to none.

    "Gunmen attacked the village. Eleven people were killed": where its own sentence tells no act that can have hurt them so, a count belongs to
    the act told last before it, unless another time or town, or a word such as "elsewhere", stands between.
    """
    made: dict[int, list[Tally]] = {}
    for tally in tallies:
        if tally.category is None or tally.toll:
            continue
        frame = _own(scene, tally, tally.category)
        if frame is None and not tally.cumulative:
            frame = _before(scene, tally, tally.category)
        if frame is not None:
            made.setdefault(frame, []).append(tally)
    return made


def _own(scene: Scene, tally: Tally, category: Category) -> int | None:
    near = ((abs(scene.reading.frames[n].start - tally.start), n) for n in _able(scene, tally.sentence, category))
    return min(near, default=(0, None))[1]


def _able(scene: Scene, number: int, category: Category) -> Iterator[int]:
    """Yield the frames of a sentence that can have hurt people so."""
    for n in scene.frames_in.get(number, ()):
        frame = scene.reading.frames[n]
        if frame.type not in _CAUSES[category]:
            continue
        if frame.type == "RETREAT" and category == "captured" and not _SURRENDER.fullmatch(scene.text, frame.start, frame.end):
            continue
        yield n


def _before(scene: Scene, tally: Tally, category: Category) -> int | None:
    sentence = scene.sentence(tally.sentence)
    if sentence.part in ("headline", "summary", "credit") or _TURNS.search(scene.text, sentence.start, sentence.end):
        return None
    for number in range(tally.sentence - 1, max(-1, tally.sentence - 1 - _REACH), -1):
        told = scene.sentence(number)
        if told.part == "headline" or sentence.paragraph > told.paragraph + 2:
            return None
        acts = [n for n in _able(scene, number, category) if scene.reading.frames[n].status in _TOLD]
        acts = [n for n in acts if _hurts(scene.reading.frames[n], category)]
        if acts:
            return None if _apart(scene, tally.sentence, number) else _leading(scene, acts)
        if _TURNS.search(scene.text, told.start, told.end):
            return None
    return None


def _hurts(frame: Frame, category: Category) -> bool:
    """Tell whether more losses of an act may be told after it: an arrest leaves none dead, and a protest none missing."""
    taking = bool(_TAKING & set(frame.modes))
    return frame.type == "ASSAULT" or (taking if category in ("captured", "missing") else not taking)


def _leading(scene: Scene, acts: Sequence[int]) -> int:
    """Return the act that a sentence is about: the first ASSAULT that it tells, else its first act."""
    return next((n for n in acts if scene.reading.frames[n].type == "ASSAULT"), acts[0])


def _apart(scene: Scene, number: int, before: int) -> bool:
    """Tell whether a sentence names another time or another town than the one with the act."""
    here, there = (_times(scene, n) for n in (number, before))
    if here and all(h[1] < t[0] or t[1] < h[0] for h in here for t in there):
        return True
    towns, known = (
        {scene.places[i].name for i in scene.by_sentence.get(n, ()) if i in scene.places and scene.places[i].precision in _EXACT}
        for n in (number, before)
    )
    return bool(towns and known and not towns & known)


def _times(scene: Scene, number: int) -> list[tuple[date, date]]:
    sentence = scene.sentence(number)
    told = scene.times.over(scene.begin(number), sentence.end)
    return [(t.value.start, t.value.end) for t in told if not isinstance(t.value, Undated)]
