"""Words that weaken what they stand beside: hedges, and words of estimative probability (ICD 203)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tocsin.codebook.table import table

Band = tuple[int, int]
_WORD = re.compile(r"[a-z]+")  # a letter with an accent only cuts a word in two, which hides no hedge


@dataclass(frozen=True)
class Likelihoods:
    """Likelihood words with their band in per cent; ``None`` for words that carry no number (could, may, risk of)."""

    standard: str
    bands: Mapping[str, Band | None]

    def band(self, word: str) -> Band | None:
        """Return the ICD 203 band of a word, or None where it has none."""
        return self.bands.get(" ".join(word.lower().split()))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds likelihood words, the longest first."""
        return _any_of(self.bands)


@dataclass(frozen=True)
class Hedges:
    """Words and turns by which a text keeps its distance from what it tells."""

    words: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds hedges, the longest first."""
        return _any_of(self.words)

    @cached_property
    def _cues(self) -> frozenset[str]:
        """The longest word of each hedge, of equals the last ("said" of "been said"): a text without any of them has no hedge."""
        return frozenset(max(reversed(_WORD.findall(hedge.casefold())), key=len) for hedge in self.words)

    def find(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans of the hedges in ``text[start:end]``, in order."""
        if self._cues.isdisjoint(_WORD.findall(text[start:end].casefold())):
            return []
        return [met.span() for met in self.pattern.finditer(text, start, end)]


def load_likelihoods() -> Likelihoods:
    """Return ICD 203 and the words outside it from their data file."""
    data = table("icd203")
    bands: dict[str, Band | None] = {word: (row["low"], row["high"]) for row in data["bands"] for word in row["words"]}
    bands.update(dict.fromkeys(data["unbanded"]["words"]))
    return Likelihoods(data["standard"], bands)


def load_hedges() -> Hedges:
    """Return the hedges from their data file, every turn spelt out with the forms of its verb."""
    data = table("hedges")
    made = list(data["words"])
    for turn in data["patterns"]:
        slot = "be" if turn.startswith("{be}") else "look"
        made.extend(turn.replace(f"{{{slot}}}", form) for form in data[slot])
    return Hedges(tuple(dict.fromkeys(made)))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of some turns, the longest first; turns that begin alike are tried together."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        first, *rest = word.split(" ")
        by_first.setdefault(first, []).append("".join(rf"\s+{re.escape(one)}" for one in rest))
    body = "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items())
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE)
