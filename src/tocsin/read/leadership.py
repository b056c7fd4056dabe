"""Leaders that their form gives away: "X, the leader of Y", "Y's leader, X", "the Y president, X", "Y leader X"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tocsin.model.reading import Offsets, Status
from tocsin.read.phrases import Phrases

LEADERS = frozenset(
    "leader head chief commander founder chairman chairwoman president ruler boss emir chancellor secretary leaders founders commanders".split()
)
APPOSED = re.compile(r"\s*,?\s+(?:known as |called )?")
BARE = re.compile(r"\s+(?:(?:supreme|top|military|political|spiritual|field|exiled|veteran|de facto|former|overall)\s+)?")
_OWNER = re.compile(r"['’]s?\s+(?:(?!and\b|or\b|in\b|of\b|to\b)[a-z-]+\s+){0,2}")
_HEAD = (
    r"(?P<c>leader|head|chief|commander|commander-in-chief|founder|co-founder|chairman|chairwoman|president|ruler|boss|emir|chancellor|secretary[- ]general|"
    r"leaders|founders|commanders)"
)
_LEADER = re.compile(rf"\b{_HEAD}\b", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+(?:both\s+)?")
_CHARGE = re.compile(r"\s+of\s+[a-z]+(?:\s+[a-z]+){0,2}")
_BEFORE_LEADER = re.compile(
    r"\s*,\s+(?:(?:an?|the|its|their|who is|who was|is|was|[a-z]+|former)\s+){0,4}|\s+(?:is|was|became|as)\s+(?:the |an? )?(?:[a-z]+ )?"
)
_HIGH = re.compile(r"(?i)president|head|king|chancellor|leaders|founders|commanders")
_FORMER = re.compile(r"(?i)\b(?:former|ex-|late)\s*$")
_GLOSSED = re.compile(r",\s+(?:the |an? )?(?:[a-z]+ )?")
_TALKS = re.compile(r"\s+(?:said|says|told|has|had|have|was|is|are|were|will|on|in|who|at|of)\b|[,.]")


def find_leaders(phrases: Phrases) -> Iterator[tuple[Offsets, Offsets, Offsets, float, Status]]:
    """ "X, the leader of Y", "Y's leader, X", "the Y president, X", "Y leader X"."""
    text = phrases.text
    for match in _LEADER.finditer(text, phrases.start, phrases.end):
        cue = match.span("c")
        status: Status = "historical" if _FORMER.search(text, max(phrases.start, cue[0] - 8), cue[0]) else "ongoing"
        owner = phrases.left(cue[0], _OWNER)
        if body := None if owner else phrases.right(cue[1], _OF):
            before, after = phrases.left(cue[0], _BEFORE_LEADER), phrases.right(body[1], re.compile(r",\s+"))
            source = before if before and phrases.is_name(before) else after if after and _personal(phrases, after) else cue
            if source == cue and (_HIGH.fullmatch(match["c"]) or not phrases.is_group(body)):
                continue
            yield cue, source, body, 0.7 if source != cue else 0.6, status
            continue
        charge = _CHARGE.match(text, cue[1]) if owner else None  # "the army's chief of staff, X"
        person = phrases.right(charge.end() if charge else cue[1], APPOSED)
        person = person if person and _personal(phrases, person) else None
        if owner:
            if person or (phrases.is_name(owner) and not match["c"].endswith("s") and _TALKS.match(text, cue[1])):
                yield cue, person or cue, owner, 0.7 if person else 0.6, status
        elif text[cue[0]].islower() and (owner := phrases.left(cue[0], BARE)):
            owner = (
                (owner[0] + len(lead[0]), owner[1])
                if (lead := re.match(r"(?i)(?:the|an?)\s+(?:former\s+)?", text[owner[0] : owner[1]]))
                else owner
            )
            before = phrases.left(owner[0], _GLOSSED)
            found = person or (before if before and _personal(phrases, before) else None)
            if found:
                yield cue, found, owner, 0.7, status
        elif person and (owns := re.search(r"(?i)\b(its|their)\s+(?:[a-z-]+\s+)?$", text[max(phrases.start, cue[0] - 24) : cue[0]])):
            at = cue[0] - (len(owns.group()))
            yield cue, person, (at, at + len(owns[1])), 0.6, status


def _personal(phrases: Phrases, span: Offsets) -> bool:
    return phrases.is_name(span) and not phrases.is_group(span) and not phrases.is_place(span)
