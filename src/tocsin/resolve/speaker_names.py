"""What a source's words tell of the speaker: named or not, alone or an organisation, quoted to the letter or not."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tocsin.resolve.actor_names import head_of
from tocsin.resolve.actor_persons import office_in
from tocsin.resolve.register import fold

_SINGLE: Final = r"(?:[^'’‘\n]|(?<=\w)['’](?=\w))+[’'](?!\w)"
_QUOTED = re.compile(  # each way begins with its mark, so that a search leaps to the next one
    rf"“[^”]*(?:”|$)|\"[^\"\n]*\"|«[^»]*»|„[^“”]*[“”]|‘(?<!\w‘){_SINGLE}|'(?<!\w'){_SINGLE}"
)
_UNNAMED = re.compile(r"\b(?:anonymous\w*|unnamed|unidentified)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:not to be (?:named|identified)|condition of anonymity|(?:declined|refused) to be (?:named|identified))\b", re.IGNORECASE
)
_HIDDEN: Final = frozenset(
    {"source", "witness", "resident", "member", "fighter", "man", "woman", "official", "officer", "soldier", "villager", "other", "one"}
)
_THINGS: Final = re.compile(
    r"\b(?:census|report|reports|statement|document|documents|letter|survey|poll|study|data|figures|records|radio|television|channel|"
    r"law|treaty|"
    r"agreement|constitution|website|media|press|resolution|communiqu[eé]|video|footage|map|book|article|leaflet|posts?|rumou?rs?)$",
    re.IGNORECASE,
)
_BODIES: Final = re.compile(
    r"\b(?:army|police|government|military|ministry|office|council|court|parliament|party|group|movement|organi[sz]ation|union|association|"
    r"agency|board|company|committee|commission|network|tank|monitor|observatory|embassy|force|forces|militia|front|alliance|"
    r"coalition|bank|"
    r"authorit(?:y|ies)|administration|junta|regime|newspaper|paper|daily|website|church|navy|mission|regiment|brigade|charity|league|"
    r"cabinet|"
    r"faction|wing|institute|centre|center|university|hospital|prosecution|delegation|presidency|bloc|watchdog|outlet|broadcaster|sides?)$",
    re.IGNORECASE,
)
_OWNED = re.compile(r"^(?:its|their|his|her|my|our)\s|^(?:(?:the|an?)\s+)?(?:[A-Z][\w.]*\s+)*[\w-]+(?:['’]s|s['’])\s", re.IGNORECASE)
_POINTER = re.compile(r"^(?:the|an?|its|their)\s+", re.IGNORECASE)
_SPOKEN = re.compile(r"\bspokes(?:man|woman|person|people|men)\b", re.IGNORECASE)
_EDGES: Final = ' \t\n,;:-–—"“”'
_PROPER = re.compile(r"(?<![\w'’])[A-Z\u00c0-\u024f][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as followed: the span that names them most fully (in ``Document.words``), their actor, and whether they stay unnamed."""

    start: int
    end: int
    actor: str | None
    anonymous: bool
    person: bool


@lru_cache(maxsize=4)
def quoted_regions(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text stands in quotation marks, marks included."""
    return tuple(m.span() for m in _QUOTED.finditer(text))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the blanks, commas, dashes and quotation marks at its edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def share_inside(start: int, end: int, regions: Sequence[tuple[int, int]]) -> float:
    """Return the share (0 to 1) of a span that stands inside regions, which follow each other in the text."""
    first = bisect_left(regions, (start, start))
    first -= first > 0 and regions[first - 1][1] > start
    inside = 0
    for number in range(first, len(regions)):
        if regions[number][0] >= end:
            break
        inside += min(end, regions[number][1]) - max(start, regions[number][0])
    return inside / max(1, end - start)


def is_anonymous(words: str, context: str, *, person: bool, organisation: bool) -> bool:
    """Tell whether a source is a single or unspecified person without a proper name.

    ``words`` is the source, ``context`` the sentence from there on; ``person`` tells that a person's name stands in it, ``organisation``
    that it is one. Holders of an office ("the defence minister") and spokespeople are known by it; things and bodies are nobody.
    """
    if person or organisation:
        return False
    head = head_of(_POINTER.sub("", words))
    if not head or _THINGS.search(head) or _BODIES.search(head):
        return False
    if _UNNAMED.search(words) or _ASKED.search(context):
        return True
    if _SPOKEN.search(words) or _OWNED.match(words):
        return False
    if re.match(r"the\s", words, re.IGNORECASE) and not head.endswith("s") and singular(head) not in _HIDDEN:
        return False
    office = office_in(head)
    definite = re.match(r"(?:the|its|their|his|her)\s", words, re.IGNORECASE) is not None or re.match(r"\S+['’]s?\s", words) is not None
    named_state = bool(_PROPER.search(words.split(" ", 1)[1])) if " " in words else False
    return not (office is not None and (definite or named_state) and not head.endswith("s"))


def singular(noun: str) -> str:
    """Return a noun as it is compared: folded, without a plural ending."""
    word = fold(noun)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
