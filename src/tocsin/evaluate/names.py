"""When two wordings name the same party, place or thing: compared as folded words, never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from tocsin.evaluate.metrics import bag_counts

_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset({"a", "an", "the", "www", "s"})
_SMALL = frozenset({"of", "and", "for", "in", "on", "de", "du", "des", "la", "le", "del"})


def fold(text: str) -> list[str]:
    """Return the words of a name: lower case, accents off, without articles, possessive endings and ``www``."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return [w for w in _WORD.findall(plain) if w not in _EMPTY]


def likeness(a: str, b: str) -> float:
    """Return the F1 of the folded words of two wordings, 0 to 1."""
    counts = bag_counts(fold(a), fold(b))
    return counts.f1 if counts.found and counts.wanted else 0.0


def alike(a: Iterable[str], b: Collection[str]) -> bool:
    """Tell whether any wording of one side overlaps any wording of the other: folded words F1 of .5 or more."""
    return any(likeness(x, y) >= 0.5 for x in a for y in b)


def same_name(a: str, b: str) -> bool:
    """Tell whether two names fit: all folded words of one are in the other, or one is the initials of the other (AP, Associated Press)."""
    one, other = fold(a), fold(b)
    if not one or not other:
        return one == other
    return set(one) <= set(other) or set(other) <= set(one) or _initials(one, other) or _initials(other, one)


def _initials(short: list[str], long: list[str]) -> bool:
    if len(short) != 1 or len(long) < 2:
        return False
    letters = "".join(w[0] for w in long)
    return short[0] in {letters, "".join(w[0] for w in long if w not in _SMALL)}


def any_same_name(a: Iterable[str], b: Collection[str]) -> bool:
    """Tell whether any name of one side fits any name of the other."""
    return any(same_name(x, y) for x in a for y in b)
