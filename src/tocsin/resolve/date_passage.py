"""Dates lent by the passage: an act without a time of its own has that of the act just told, where the text plainly goes on with it.

What goes on: "Fighters attacked the bridge on Sunday. Two soldiers were killed." tells the losses of the attack, "The attack ..." names it
again, and "They burnt ..." tells what the same party did next. A new time, another tense than the simple past, another place, words that turn
to something else and quoted speech end it. The passage's date is as precise as its words, and keeps their mention.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from tocsin.model.reading import Frame
from tocsin.model.record import Date
from tocsin.resolve.date_tense import is_told
from tocsin.resolve.dates import Undated
from tocsin.resolve.scene import Scene
from tocsin.resolve.spans import Spans

_REACH: Final = 2  # sentences: how far behind its own words a date is lent
_LONGEST: Final = timedelta(days=7)  # of a range: "since 2014" is no day on which the next thing was done
_DEEDS: Final = frozenset({"ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "PROTEST"})
_APART: Final = frozenset({"headline", "summary", "credit"})
_EXACT: Final = frozenset({"point", "near"})
_LASTING: Final = Undated("date-duration")  # "for an hour" is no other time
_QUOTED = re.compile('[“”"«»]')
_TURNS = re.compile(
    r"\b(?:meanwhile|elsewhere|separate(?:ly)?|another|earlier|previous(?:ly)?|already|formerly|once|twice|often|usually|always|never|ever|"
    r"before|until|since|recent(?:ly)?|past|history|later|next|now|still|again|every|each|typically|repeatedly|regularly|routinely|last|"
    r"eventually|years?|months?|weeks?|decades?|initially|so\s+far|to\s+date|in\s+total|altogether|overall)\b",
    re.IGNORECASE,
)
_LOSSES = re.compile(
    r"killed|(?:shot|stabbed|beaten)(?:\s+dead)?|died|dead|wounded|injured|hurt|destroyed|damaged|burn(?:t|ed)|torched", re.IGNORECASE
)
_TAKEN = re.compile(r"(?:abduct|kidnap|captur|detain|arrest|seiz|hostage|held|t[ao]ken?|took)", re.IGNORECASE)
_SUFFERED = re.compile(r"\b(?:was|were)\s+(?:\w+ly\s+|also\s+|\w+\s+and\s+)?$", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:the|this|that)\s+$", re.IGNORECASE)
_OF_WHICH = re.compile(r"\s+(?:on|against|in|at|of|by|to|for|near|that|which)\b", re.IGNORECASE)
_THEY = re.compile(r"they|he|she", re.IGNORECASE)
_DOERS = re.compile(r"the\s+(?:\w+\s+)?(?:attackers?|assailants?|gunm[ae]n|raiders?|bombers?|kidnappers?|protesters)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Lender:
    """The acts of a sentence that share a date which may be lent, and how many sentences stand between it and the words of the date."""

    date: Date
    frames: tuple[Frame, ...]
    sentence: int
    apart: int = 0


def passage_dates(scene: Scene, dates: Mapping[int, Date | None]) -> dict[int, Date]:
    """Return the dates that the passage lends, by the number of the frame; ``dates`` are those which each frame's own sentence gives."""
    made: dict[int, Date] = {}
    quoted = Spans((n, piece) for n, q in enumerate(scene.reading.quotations) for piece in q.content)
    lender: _Lender | None = None
    for number, sentence in enumerate(scene.reading.sentences):
        if any(t.value != _LASTING for t in scene.times.over(sentence.start, sentence.end)):
            lender = _lender(scene, number, dates, quoted)
            continue
        lent = _borrowers(scene, number, lender, quoted) if lender and sentence.part not in _APART else []
        if not lender or not lent:
            lender = None
            continue
        made |= dict.fromkeys(lent, lender.date)
        acts = tuple(scene.reading.frames[n] for n in lent)
        lender = _Lender(lender.date, (*lender.frames, *acts), number, lender.apart + 1) if lender.apart + 1 < _REACH else None
    return made


def _lender(scene: Scene, number: int, dates: Mapping[int, Date | None], quoted: Spans) -> _Lender | None:
    """Return what a sentence with words of time may lend: one date alone, that of a deed told in the report's own line as done."""
    sentence = scene.sentence(number)
    told = [t for t in scene.times.over(sentence.start, sentence.end) if t.value != _LASTING]
    if sentence.part in _APART or not told or any(quoted.at(t.start) or isinstance(t.value, Undated) for t in told):
        return None
    frames = [(n, scene.reading.frames[n]) for n in scene.frames_in.get(number, ())]
    dated = {n for n, f in frames if any(a.role == "date" for a in f.arguments)}
    acts = [(dates.get(n), f) for n, f in frames if n in dated and f.type in _DEEDS and _done(scene, f) and not quoted.at(f.start)]
    days = {(d.start, d.end) for d, _ in acts if d} | {(t.value.start, t.value.end) for t in told if not isinstance(t.value, Undated)}
    date = next((d for d, _ in acts if d), None)
    if date is None or len(days) != 1 or scene.aged("occurred", date) != "occurred":
        return None
    if date.precision == "range" and date.end - date.start > _LONGEST:
        return None
    return _Lender(date, tuple(f for d, f in acts if d), number)


def _done(scene: Scene, frame: Frame) -> bool:
    """Tell whether an act is told as done or going on in the main line: by a verb in the simple past, or by a noun."""
    if frame.status not in ("occurred", "ongoing") or scene.denied(frame.start):
        return False
    sentence = scene.sentence(frame.sentence)
    text, begin = scene.text[scene.begin(frame.sentence) : sentence.end], scene.begin(frame.sentence)
    return is_told(text, frame.start - begin, frame.end - begin) is not False


def _borrowers(scene: Scene, number: int, lender: _Lender, quoted: Spans) -> list[int]:
    sentence, before = scene.sentence(number), scene.sentence(lender.sentence)
    text = scene.text[sentence.start : sentence.end]
    if _QUOTED.search(text) or _TURNS.search(text) or sentence.paragraph > before.paragraph + 1 or _elsewhere(scene, number, lender):
        return []
    close = sentence.paragraph == before.paragraph
    made: list[int] = []
    for n in scene.frames_in.get(number, ()):
        frame = scene.reading.frames[n]
        if frame.type not in _DEEDS or frame.status not in ("occurred", "ongoing") or scene.denied(frame.start):
            continue
        led = any(scene.reading.quotations[q].content[0][0] > sentence.start for q in quoted.at(frame.start))
        if _named_again(scene, frame, lender) or (close and not led and _told_on(scene, frame, lender, text, frame.start - sentence.start)):
            made.append(n)
    return made


def _named_again(scene: Scene, frame: Frame, lender: _Lender) -> bool:
    """Tell whether a noun takes up the act just told: "The attack", not "the attack on another town"."""
    begin = scene.begin(frame.sentence)
    text = scene.text[begin : scene.sentence(frame.sentence).end]
    noun = is_told(text, frame.start - begin, frame.end - begin) is None
    named = _AGAIN.search(text, 0, frame.start - begin) and not _OF_WHICH.match(text, frame.end - begin)
    return bool(noun and named) and any(f.type == frame.type for f in lender.frames)


def _told_on(scene: Scene, frame: Frame, lender: _Lender, text: str, at: int) -> bool:
    """Tell whether a verb tells the losses of the act just told, or what the same party did next."""
    if is_told(text, at, at + frame.end - frame.start) is not True:
        return False
    actors = [a for a in frame.arguments if a.role == "actor"]
    if _LOSSES.fullmatch(scene.text[frame.start : frame.end]) and _SUFFERED.search(text, 0, at) and not actors:
        return any(f.type == "ASSAULT" and not _TAKEN.match(scene.text, f.start) for f in lender.frames)
    doers = {scene.actors.at(a.start, a.end) for f in lender.frames for a in f.arguments if a.role == "actor"} - {None}
    for actor in actors:
        start, end = scene.trimmed(actor.start, actor.end)
        who = scene.actors.at(start, end)
        same = who in doers or (
            who is None and bool(_THEY.fullmatch(scene.text, start, end)) and any(f.type == frame.type for f in lender.frames)
        )
        if start < frame.start and (same or _DOERS.fullmatch(scene.text, start, end)):
            return True
    return False


def _elsewhere(scene: Scene, number: int, lender: _Lender) -> bool:
    """Tell whether a sentence names a town that the sentence with the date does not."""
    here, there = (
        {scene.places[i].name for i in scene.by_sentence.get(n, ()) if i in scene.places and scene.places[i].precision in _EXACT}
        for n in (number, lender.sentence)
    )
    return bool(here - there)
