"""Counts that stand together: lists that share what befell them, parts of a whole that is counted before them, and bare numbers that go on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tocsin.resolve.numbers import NumberValue

CountRole = Literal["killed", "injured", "missing", "captured", "displaced", "population", "membership", "other"]
_CLOSED = re.compile(r"\s*(?:$|[,.;:)\"”]|(?:and|in|near|at|on|when|during|after|before|since|as|by)\b)", re.IGNORECASE)
_OF_THEM = re.compile(r"\s+of\s+(?:them|whom)\b", re.IGNORECASE)
_THEM = re.compile(r"(?:them|whom)\s+(?:(?:an?|the)\s+)?", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:was|were|is|are|has|have|had|can|could|will|would|may|might|must|did|said|fled|left|remain\w*|"
    r"(?!seriously|badly|gravely|critically)\w+(?<!wound)(?<!injur)(?<!arm)ed)\b",
    re.IGNORECASE,
)
_PHRASE_END = re.compile(r"[,.;:)!?\"”]|\s[–—-]\s|\band\b")
_SPELT_OUT = re.compile(r"[^.;\d]{0,30}(?:[:(,–—]|\bof\s+whom\b)[^.;\d]{0,25}", re.IGNORECASE)
_GAPPED = re.compile(r",?\s+(?:and|while|against|to)\s+(?:(?:the|its|their|his)\s+)?[\w’'-]+(?:\s+[\w’'-]+)?\s+", re.IGNORECASE)
_LOST = re.compile(r"\b(?:lost|losing|loses)\s+$", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:another|a\s+further)\s+$", re.IGNORECASE)
_LINK = re.compile(r"\s*(?:,|,?\s*and|,?\s*as\s+well\s+as)\s*(?:also\s+)?")
_NO_LOSS = ("other", "population", "membership")
BARE = re.compile(
    r"\s+(?:of\s+(?:them|whom)|others?|more|were|was|have|has|had|are|remain\w*|returned|escaped|surrendered|died|fled|survived)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Count:
    """A counted thing in a sentence: offsets of the number phrase with its bound words and of the counted noun phrase, and the role.

    ``cumulative``: the figure includes earlier ones ("bringing the toll to 41", "41 have died since"); ``toll``: it is a toll that the
    happening told of brought about, and so not its own. ``part``: it is part of a count before it ("including
    three children", "three of the dead") and adds nothing to it.
    """

    start: int
    end: int
    noun: tuple[int, int] | None
    role: CountRole
    value: NumberValue
    cumulative: bool = False
    part: bool = False
    toll: bool = False


def joined(sentence: str, found: Sequence[Count]) -> list[Count]:
    """Return the counts of a sentence as their neighbours complete them.

    "Three soldiers and two civilians were killed", "killed three soldiers and two civilians" and "lost 12 men and the rebels 30" share what
    befell them. "Nine, including a woman and two children", "nine, six of them civilians" and "nine: six men and three women" tell parts.
    """
    roles = [count.role for count in found]
    for i in range(len(found) - 1, 0, -1):
        if roles[i - 1] == "other" and roles[i] != "other" and _listed(sentence, found[i - 1], found[i]):
            roles[i - 1] = roles[i]
    for i in range(1, len(found)):
        after = sentence[_after(found[i]) :]
        linked = (_listed(sentence, found[i - 1], found[i]) and _CLOSED.match(after)) or found[i].part or _gapped(sentence, found, i, roles)
        if roles[i] == "other" and roles[i - 1] != "other" and linked and found[i].value.unit in (None, "people"):
            roles[i] = roles[i - 1]
    parts = _parts(sentence, found, roles)
    made: list[Count] = []
    for i, (count, role) in enumerate(zip(found, roles, strict=True)):
        one = _inherited(sentence, made, count)
        value = replace(one.value, unit="people") if role != "other" and one.value.unit is None else one.value
        noun, part = _without_them(sentence, one.noun), i in parts and role != "other"
        made.append(Count(one.start, one.end, noun, role, value, one.cumulative, part, one.toll))
    return made


def _after(count: Count) -> int:
    return count.noun[1] if count.noun and count.noun[1] > count.end else count.end


def _parts(sentence: str, found: Sequence[Count], roles: list[CountRole]) -> set[int]:
    """Return which counts are parts of a loss before them, and give these the role of the whole."""
    parts = {i for i, count in enumerate(found) if count.part}
    whole: int | None = None
    for i, count in enumerate(found):
        if i in parts:
            continue
        if whole is not None and count.value.unit in (None, "people") and roles[i] in ("other", roles[whole]):
            goes_on = i - 1 in parts and roles[i - 1] == roles[whole] and _listed(sentence, found[i - 1], count)
            closed = goes_on and "," in sentence[_after(found[i - 1]) : count.start]
            if (goes_on and not closed) or (roles[i] == "other" and _of_them(sentence, count)):
                parts.add(i)
                roles[i] = roles[whole]
                continue
            spelt = _spelt_out(sentence, found, whole, i)
            parts |= spelt
            for n in spelt:
                roles[n] = roles[whole]
            if spelt:
                continue
        if roles[i] not in _NO_LOSS:
            whole = i
    return parts


def _of_them(sentence: str, count: Count) -> bool:
    """Tell whether "four of them civilians" tells no more of the four than who they are: what has a verb of its own befell them apart."""
    them = _OF_THEM.match(sentence, count.end)
    if them is None:
        return False
    return _VERB.search(_PHRASE_END.split(sentence[them.end() :], maxsplit=1)[0]) is None


def _spelt_out(sentence: str, found: Sequence[Count], whole: int, at: int) -> set[int]:
    """Return the counts from ``at`` on that spell out a whole just before them: those that stand in a list and add up to it."""
    total = found[whole].value.best
    if total is None or at != whole + 1 or not _SPELT_OUT.fullmatch(sentence, _after(found[whole]), found[at].start):
        return set()
    last = at
    while last + 1 < len(found) and _listed(sentence, found[last], found[last + 1]):
        last += 1
    parts = [found[n].value.best for n in range(at, last + 1)]
    return set(range(at, last + 1)) if len(parts) > 1 and None not in parts and sum(p for p in parts if p is not None) == total else set()


def _gapped(sentence: str, found: Sequence[Count], i: int, roles: Sequence[CountRole]) -> bool:
    """Tell whether a bare number shares the verb of the one before it: "lost 12 men and the rebels 30", "killed 40; the army lost nine"."""
    one = found[i]
    if one.noun is not None or one.value.unit is not None or roles[i - 1] in _NO_LOSS or not _CLOSED.match(sentence, one.end):
        return False
    return _GAPPED.fullmatch(sentence, _after(found[i - 1]), one.start) is not None or _LOST.search(sentence, 0, one.start) is not None


def _without_them(sentence: str, noun: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the words that say who "six of them civilians" are."""
    them = _THEM.match(sentence, *noun) if noun else None
    return (them.end(), noun[1]) if noun and them and them.end() < noun[1] else noun


def _inherited(sentence: str, before: Sequence[Count], one: Count) -> Count:
    """Let a bare number count what the one before it counted: "eleven farmers were seized; three were freed"."""
    if not before or before[-1].value.unit != "people" or one.noun is not None or one.value.unit is not None:
        return one
    goes_on = one.part or BARE.match(sentence, one.end) is not None or _ANOTHER.search(sentence, 0, one.start) is not None
    return replace(one, value=replace(one.value, unit="people")) if goes_on else one


def _listed(sentence: str, first: Count, second: Count) -> bool:
    gap = sentence[(first.noun or (0, first.end))[1] : second.start]
    people = first.value.unit in ("people", None) and second.value.unit in ("people", None)
    if sentence[second.end : second.end + 4].lower() == " of ":
        return False
    return people and _LINK.fullmatch(gap) is not None
