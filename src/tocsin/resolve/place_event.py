"""Where an act was by its words: its own clause, and which names in it tell where something is rather than whose it is."""

from __future__ import annotations

import re
from typing import Final

from tocsin.model.reading import Frame, Offsets

_EDGE: Final = re.compile(
    r"(?i)[;:—–()“”\"]\s*|\s--?\s|(?:,\s*|\s)(?:and\s+|but\s+)?(?:who|whom|whose|which|where|when|while|whereas|after|before|because|although|though|"
    r"unless|until|since|if|that|but)\s|,\s*(?:and|or|as|so)\s"
)
_WHERE: Final = re.compile(r"(?i)\bwhere\s*$")
_KIND_OF: Final = (
    r"(?:(?:towns?|city|cities|villages?|provinces?|regions?|districts?|states?|country|countries|governorates?|oblasts?|capital|port|island|areas?|outskirts|"
    r"suburbs?|edge|centre|center|heart|parts?|side|countryside|streets?|north|south|east|west|(?:north|south)[\s-]?(?:east|west))\s+of\s+)"
)
_PLAIN: Final = r"(?:(?!(?:from|by|with|for|to|into|against|of)\s)[\w’'-]+\s+)"
_LOCATED: Final = re.compile(
    rf"(?i)\b(?:in|at|near|outside|inside|around|across|throughout|along|on|over|between|off|above)\s+{_PLAIN}{{0,4}}"
    rf"(?:{_KIND_OF}{_PLAIN}{{0,2}})?$"
)
_WHOSE: Final = re.compile(r"(?i)\b(?:from|by|with|for|to|against|of)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,2}$")
_NAMED_KIND: Final = re.compile(rf"(?i)\b{_KIND_OF}(?:the\s+)?(?:[\w’'-]+\s+)?$")
_COMPLETES: Final = re.compile(rf"(?i)\s+(?:for|of|in|at|on|over|near|around)\s+(?:the\s+)?(?:{_KIND_OF}(?:the\s+)?)?")
_MODIFIES: Final = re.compile(
    r"-|\s+(?!(?:on|in|at|and|or|by|for|from|to|near|of|just|some|about|outside|inside|along|between|towns?|city|villages?|provinces?|regions?|districts?|"
    r"areas?|governorates?|camp|airport|airbase|base|river|valley)\b)[a-z]"
)
_FRONTED: Final = re.compile(r"(?i)(?:after|before|since|until|following|despite)\s[^,;:]*,\s+")
_PURPOSE: Final = re.compile(r"(?i)\bto\s+$")
_REACH: Final = 48
_AT_THE_TARGET: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "PROTEST", "COOPERATE"})


def clause_at(text: str, sentence: Offsets, position: int) -> Offsets:
    """Return the clause of a sentence that holds a position, by conjunctions, relative words and marks; offsets are those of ``text``."""
    start, end = sentence
    fronted = _FRONTED.match(text, start, end)
    if fronted:
        start, end = (fronted.end(), end) if position >= fronted.end() else (start, fronted.end())
    for edge in _EDGE.finditer(text, start, end):
        if edge.end() <= position:
            start = edge.end()
        elif edge.start() > position:
            return start, edge.start()
    return start, end


def is_where_clause(text: str, clause: Offsets) -> bool:
    """Tell whether a clause is led by "where", and so tells of the place named before it."""
    return _WHERE.search(text, max(0, clause[0] - 8), clause[0]) is not None


def is_located(text: str, start: int) -> bool:
    """Tell whether the name that begins at ``start`` follows words such as "in", "near the town of"; "from X" and "king of X" tell no place."""
    return _LOCATED.search(text, max(0, start - _REACH), start) is not None


def is_its_own(text: str, argument: Offsets, start: int) -> bool:
    """Tell whether a place named in a party's words is where the party is: "the town of X", "a post in X"; of "men from X" it is not."""
    before = text[argument[0] : start]
    return _WHOSE.search(before) is None or _NAMED_KIND.search(before) is not None


def modifies(text: str, end: int, until: int) -> bool:
    """Tell whether a name that ends at ``end`` stands before a noun of the same phrase and so tells whose it is: "Greek islands", "YPJ-held areas"."""
    return _MODIFIES.match(text, end, until) is not None


def completes(text: str, end: int, start: int) -> bool:
    """Tell whether the name that begins at ``start`` completes the word that ends at ``end``: "battle for X", "siege of the town of X"."""
    return end < start and _COMPLETES.fullmatch(text, end, start) is not None


def is_done_at_its_target(frame: Frame) -> bool:
    """Tell whether an act is done where its recipient is: an attack or a visit is, a sanction, a speech or a telephone call is not."""
    return frame.type in _AT_THE_TARGET or (frame.type == "CONSULT" and "visit" in frame.modes)


def _is_same(frame: Frame, other: Frame, clause: Offsets, aims: set[int]) -> bool:
    return other.type == frame.type and clause[0] <= other.start < clause[1] and not {other.start, frame.start} & aims


def owned_by_others(text: str, frame: Frame, frames: list[Frame], clause: Offsets) -> list[Offsets]:
    """Return the spans that tell where other acts were; another word for the same act in one clause ("killed ... in an attack on X") is none.

    An act told as a purpose ("went to fight, and was killed in X") is never the same as the one that came of it.
    """
    aims = {f.start for f in frames if _PURPOSE.search(text, max(0, f.start - 4), f.start)}
    return [
        (argument.start, argument.end)
        for other in frames
        if other is not frame and not _is_same(frame, other, clause, aims)
        for argument in other.arguments
        if argument.role == "place" or (argument.role == "recipient" and is_done_at_its_target(other))
    ]
