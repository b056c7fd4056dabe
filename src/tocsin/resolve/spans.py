"""Spans found by place, so that a look-up costs as much in a book as in a paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tocsin.model.reading import Offsets

_SHELF: Final = 256


class Spans:
    """Numbered spans of one text; a number may have several spans, and answers come in the order of the numbers."""

    def __init__(self, spans: Iterable[tuple[int, Offsets]]) -> None:
        self._shelves: dict[int, list[tuple[int, int, int]]] = {}
        for number, (start, end) in spans:
            for shelf in range(start // _SHELF, max(start, end - 1) // _SHELF + 1):
                self._shelves.setdefault(shelf, []).append((number, start, end))

    def at(self, position: int) -> list[int]:
        """Return the numbers of the spans that hold a character."""
        shelf = self._shelves.get(position // _SHELF)
        return sorted({number for number, a, b in shelf if a <= position < b}) if shelf else []

    def over(self, start: int, end: int) -> list[int]:
        """Return the numbers of the spans that share a character with ``start:end``."""
        found = set()
        for shelf in range(start // _SHELF, max(start, end - 1) // _SHELF + 1):
            for number, a, b in self._shelves.get(shelf, ()):
                if a < end and start < b:
                    found.add(number)
        return sorted(found)
