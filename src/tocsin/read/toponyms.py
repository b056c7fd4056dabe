"""Names of places: what the toponym head tags, made whole by the place phrase of the entity head that it lies in.

The two heads follow two conventions. The entity head marks the whole phrase ("the town of Pandi, Bulacan"), the toponym head each name
("Pandi", "Bulacan"), which is what a gazetteer answers to. A phrase that holds names gives way to them. What a name includes: the words
written with a capital and their links ("Gulf of Aden", "Knox County"), the stop of an abbreviation ("Okla."); not the article, the feature
noun in small letters ("Kermanshah province") or a possessive, and not the institution that bears it ("Paris" in "Paris Public Library"). "Paris, Texas"
are two. These are the edges of LGL (Lieberman et al. 2010), measured on its training part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Span = tuple[int, int]

_LINK = r"(?:of|al|el|ad|an|ar|as|ash|at|az|ed|ez|es|de|del|la|du|da|bin|ul)"
_RIGHT = re.compile(rf"(?:[\s\-–’'.]*(?:{_LINK}\b[\s\-–’']*)?[A-Z][\w’']*)+")
_LEFT = re.compile(rf"(?:\b[A-Z][\w’']*[\s\-–’']+(?:{_LINK}\b[\s\-–’']+)?)+$")
_NO_NAME = re.compile(
    r"(?:The|A|An|In|Near|At|From|And|Both|Northern|Southern|Eastern|Western|Central|Upper|Lower|Greater|Its|Their)\b[\s\-–’']+"
)
_OF = re.compile(r"\s+of\s+(?:the\s+)?[A-Z][\w’'-]*")
_OWNED = re.compile(r"\s*[’']\s?s?$")
_PARTY = re.compile(r"[DRI]-(?=[A-Z])")
_STOPPED = re.compile(
    r"(?:\b(?:[A-Z]\.)+[A-Z]|\b(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Kans|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nebr|Nev|"
    r"Okla|Ont|Ore|Pa|Penn|Phila|Que|Tenn|Tex|Va|Vt|Wash|Wis|Wisc|Wyo|Ave|Blvd|Co|Dr|Ft|Hwy|Mt|Rd|St|Ste|Twp))$"
)
_INSTITUTION = re.compile(
    r"(?i)\b(?:academy|administration|agency|airport|airfield|amphitheat(?:er|re)|arena|army|association|authority|bank|barracks|base|branch|"
    r"building|bureau|campus|cemetery|cent(?:er|re)|chamber|chapel|church|city hall|clinic|club|college|commission|committee|company|complex|"
    r"conference|corporation|council|court|courthouse|dam|department|depot|division|elementary|embassy|facility|factory|festival|foundation|"
    r"garrison|hall|headquarters|high|hospital|hotel|house|inn|institute|jail|library|mall|market|ministry|monastery|mosque|museum|office|"
    r"orchestra|palace|plant|police|prison|refinery|registry|restaurant|school|senate|service|society|stadium|station|superior|synagogue|team|temple|"
    r"terminal|theat(?:er|re)|tower|union|university|zoo)(?:s|es)?\W*$"
)
_WORD = re.compile(r"[^\W_][\w’'.]*")
_KIND = re.compile(
    r"(?:bay|beach|city|coast|county|creek|desert|district|forest|governorate|gulf|heights|hills?|islands?|lake|mountains?|oblast|parish|peninsula|"
    r"plain|plateau|port|province|region|river|sea|state|strait|town|township|valley|village)\W*$",
    re.IGNORECASE,
)


def with_object(text: str, name: Span) -> Span:
    """Return a name of one word with the "of X" that follows it: "Line of Control", "Gulf of Ardan"."""
    start, end = name
    more = None if " " in text[start:end] else _OF.match(text, end)
    return (start, more.end()) if more else trimmed(text, name)


def trimmed(text: str, name: Span) -> Span:
    """Return a name without a party's letter ("R-Ardan") or a possessive, and with the stop that its abbreviation wants ("Okla.")."""
    start, end = name
    if party := _PARTY.match(text, start, end):
        start = party.end()
    while text[start:end].endswith(".."):
        end -= 1
    if owned := _OWNED.search(text[start:end]):
        return start, start + owned.start() if owned.start() else end
    return start, end + (text[end : end + 1] == "." and _STOPPED.search(text[start:end]) is not None)


def is_institution(words: str) -> bool:
    """Tell whether words are headed by the noun of a building, an institution or a body ("Paris Public Library"), which are no places' names."""
    return _INSTITUTION.search(words) is not None


def is_bare_name(words: str) -> bool:
    """Tell whether words are a name and no more: all with a capital, and no noun that says what sort of place it is."""
    found = [word for word in _WORD.findall(words) if word.lower() != "the"]
    return bool(found) and all(word[0].isupper() for word in found) and not _KIND.search(words) and not is_institution(words)


def whole_names(text: str, phrase: Span, names: Sequence[Span]) -> list[Span]:
    """Return the names within a place phrase, each with the capitalised words and links that belong to it.

    Offsets are those of ``text``; ``names`` lie in order. Names that meet when made whole ("Gulf", "Aden" of "Gulf of Aden") become one. A
    compound is headed by its last word: where that is an institution's, the name of the place ends where the tag ends.
    """
    made: list[Span] = []
    begin, stop = phrase
    for start, end in names:
        start, end = max(start, begin), min(end, stop)  # noqa: PLW2901 - clipped to the phrase
        left = _LEFT.search(text[begin:start])
        if left and not text[begin:start].rstrip().endswith((",", "’s", "'s")):
            head = left.group()
            while lead := _NO_NAME.match(head):
                head = head[lead.end() :]
            start -= 0 if is_institution(head.partition(" of ")[0]) else len(head)  # noqa: PLW2901
        if (right := _RIGHT.match(text, end, stop)) and not is_institution(text[start : right.end()]):
            end = right.end()  # noqa: PLW2901
        start, end = trimmed(text, (start, end))  # noqa: PLW2901
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made
