"""The metrics: counts of what was found, wanted and right, and the numbers that follow from them. Pure functions."""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

Offsets = tuple[int, int]
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items were found, how many were wanted, and how many of them are hits; counts of several texts add up (micro-average).

    Where nothing is wanted and nothing found, precision, recall and F1 are 1; where only one side is empty, they are 0.
    """

    hits: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.hits + other.hits, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """Hits among the found."""
        return self.hits / self.found if self.found else float(not self.wanted)

    @property
    def recall(self) -> float:
        """Hits among the wanted."""
        return self.hits / self.wanted if self.wanted else float(not self.found)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall: 2 hits / (found + wanted)."""
        both = self.found + self.wanted
        return 2 * self.hits / both if both else 1.0


def words(text: str, start: int = 0, end: int | None = None) -> list[Offsets]:
    """Return the offsets of the words of ``text[start:end]``: runs of ``\\w``, or single other characters that are no space."""
    return [m.span() for m in _WORD.finditer(text, start, len(text) if end is None else end)]


def overlap(a: Offsets, b: Offsets) -> int:
    """Return how many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def set_counts(found: Iterable[Hashable], wanted: Iterable[Hashable]) -> Counts:
    """Count two sets; an item is a hit where it is in both. With (start, end, label) this is the strict span F1."""
    one, other = set(found), set(wanted)
    return Counts(len(one & other), len(one), len(other))


def bag_counts(found: Iterable[Hashable], wanted: Iterable[Hashable]) -> Counts:
    """Count two bags, in which items may repeat."""
    one, other = Counter(found), Counter(wanted)
    return Counts((one & other).total(), one.total(), other.total())


def pair_up(rows: int, columns: int, score: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """Return one-to-one pairs (row, column) scored above 0: the best first, then the best of what is left; ties in order of place."""
    scored = [(-value, i, j) for i in range(rows) for j in range(columns) if (value := score(i, j)) > 0]
    taken_rows: set[int] = set()
    taken_columns: set[int] = set()
    pairs = []
    for _, i, j in sorted(scored):
        if i not in taken_rows and j not in taken_columns:
            taken_rows.add(i)
            taken_columns.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def overlap_counts(found: Sequence[tuple[int, int, str]], wanted: Sequence[tuple[int, int, str]]) -> Counts:
    """Count spans (start, end, label) that share a character and the label, each with one other at most, the largest overlap first."""

    def score(i: int, j: int) -> int:
        (a, b, one), (c, d, other) = found[i], wanted[j]
        return overlap((a, b), (c, d)) if one == other else 0

    return Counts(len(pair_up(len(found), len(wanted), score)), len(found), len(wanted))


def token_counts(text: str, found: Iterable[Offsets], wanted: Iterable[Offsets]) -> Counts:
    """Count the words of ``text`` that lie in any found and in any wanted span; a word lies in a span that shares a character with it."""
    places = words(text)

    def inside(spans: Iterable[Offsets]) -> set[int]:
        marked: set[int] = set()
        for span in spans:
            marked |= {i for i, place in enumerate(places) if overlap(place, span)}
        return marked

    return set_counts(inside(found), inside(wanted))


def confusion(pairs: Iterable[tuple[str, str]]) -> dict[str, Counts]:
    """Return the counts of each label from pairs (found, wanted) of single labels."""
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for one, other in pairs:
        found[one] += 1
        wanted[other] += 1
        hits[one] += one == other
    return {label: Counts(hits[label], found[label], wanted[label]) for label in sorted(found | wanted)}


def macro_f1(pairs: Iterable[tuple[str, str]], at_least: int = 1) -> float:
    """Return the mean F1 over the labels that are wanted ``at_least`` times, from pairs (found, wanted); 0 where there is no such label."""
    scores = [c.f1 for c in confusion(pairs).values() if c.wanted >= at_least]
    return sum(scores) / len(scores) if scores else 0.0


def wilson(hits: int, of: int, z: float = 1.959964) -> tuple[float, float]:
    """Return the Wilson score interval of a proportion, 95 % by default (Wilson 1927); (0, 1) where ``of`` is 0."""
    if not of:
        return 0.0, 1.0
    share = hits / of
    scale = 1 + z * z / of
    middle = (share + z * z / (2 * of)) / scale
    half = z / scale * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def bootstrap(
    parts: Sequence[Counts], value: Callable[[Counts], float] = lambda c: c.f1, rounds: int = 1000, seed: int = 1
) -> tuple[float, float]:
    """Return the 95 % percentile interval of ``value`` of the summed counts, documents drawn with replacement (Efron 1979); seeded."""
    if not parts:
        return 0.0, 1.0
    draw = random.Random(seed)  # the draws must repeat, not surprise
    drawn = sorted(value(sum(draw.choices(parts, k=len(parts)), Counts())) for _ in range(rounds))
    return drawn[int(0.025 * rounds)], drawn[min(rounds - 1, int(0.975 * rounds))]
