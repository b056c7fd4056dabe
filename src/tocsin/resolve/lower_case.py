"""Lower case that keeps its places: patterns of lower case over it are several times faster than patterns that ignore case."""

from __future__ import annotations


def lowered(text: str) -> str:
    """Return a text in lower case with each character in its place."""
    return text.replace("İ", "i").lower()  # the one letter whose lower case is longer
