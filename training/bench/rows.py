"""One number of the benchmark with its interval, and the ways to make it from counts. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tocsin.evaluate.metrics import Counts, bootstrap, wilson

NONE = "-"
"""Stands for no label in pairs (found, wanted): what was missed has it as found, what was added as wanted."""
_ROUNDS = 400
Key = TypeVar("Key", bound=Hashable)
Pairs = list[tuple[str, str]]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One number of the benchmark: value, 95 % interval, how many items it rests on, and what was to be reached."""

    key: str
    value: float
    low: float | None
    high: float | None
    of: int
    reach: float | None
    unit: str
    meaning: str


def f1_row(key: str, parts: Sequence[Counts], reach: float | None, meaning: str) -> Row:
    """Return a micro-averaged F1 with its bootstrap interval over ``parts``, the counts of one document each."""
    total = sum(parts, Counts())
    low, high = bootstrap(parts, rounds=_ROUNDS)
    note = f"{meaning} (precision {total.precision:.3f}, recall {total.recall:.3f})"
    return Row(key, total.f1, low, high, total.wanted, reach, "F1", note)


def share_row(key: str, hits: int, of: int, reach: float | None, meaning: str) -> Row:
    """Return a share with its Wilson interval."""
    return Row(key, hits / of if of else 0.0, *wilson(hits, of), of, reach, "share", meaning)


def macro_row(key: str, parts: Sequence[Pairs], reach: float | None, meaning: str, at_least: int = 1) -> Row:
    """Return a macro-F1 over the labels that are wanted ``at_least`` times, with its bootstrap interval.

    ``parts`` holds the pairs (found, wanted) of one document each. ``NONE`` is no label: it is not averaged over, but a label that was
    missed or added counts against that label. ``of`` is the number of wanted labels that are averaged over.
    The labels stay the same in all draws.
    """
    labels = wanted_labels(parts, at_least)
    counts = label_counts(parts, labels)
    low, high = _percentiles(_macro(_drawn(counts))) if labels and parts else (0.0, 1.0)
    return Row(key, macro_of(parts, at_least), low, high, int(counts[..., 2].sum()), reach, "macro-F1", f"{meaning}; {len(labels)} labels")


def macro_of(parts: Sequence[Pairs], at_least: int = 1) -> float:
    """Return the macro-F1 that ``macro_row`` gives; 0 where no label is wanted often enough."""
    labels = wanted_labels(parts, at_least)
    return float(_macro(label_counts(parts, labels).sum(axis=0)[None])[0]) if labels else 0.0


def wanted_labels(parts: Iterable[Pairs], at_least: int) -> list[str]:
    """Return the labels that are wanted ``at_least`` times, in order; never ``NONE``."""
    seen: dict[str, int] = defaultdict(int)
    for pairs in parts:
        for _, wanted in pairs:
            seen[wanted] += 1
    return sorted(label for label, many in seen.items() if many >= at_least and label != NONE)


def label_counts(parts: Sequence[Pairs], labels: Sequence[str]) -> Floats:
    """Return hits, found and wanted of each label in each document: ``[documents, labels, 3]``."""
    at = {label: n for n, label in enumerate(labels)}
    counts = np.zeros((len(parts), len(labels), 3))
    for row, pairs in zip(counts, parts, strict=True):
        for found, wanted in pairs:
            if found in at:
                row[at[found], 1] += 1
            if wanted in at:
                row[at[wanted], 2] += 1
                row[at[wanted], 0] += found == wanted
    return counts


def by_document(keys: Sequence[Key], parts: Sequence[Counts]) -> list[Counts]:
    """Add up the counts of the texts that are of one document, as ``keys`` names it; documents in order of their first text."""
    made: dict[Key, Counts] = {}
    for key, counts in zip(keys, parts, strict=True):
        made[key] = made.get(key, Counts()) + counts
    return list(made.values())


def _macro(counts: Floats) -> Floats:
    hits, both = counts[..., 0], counts[..., 1] + counts[..., 2]
    return np.asarray(np.where(both > 0, 2 * hits / np.maximum(both, 1), 0.0).mean(axis=-1))


def _drawn(counts: Floats) -> Floats:
    draw = np.random.default_rng(1)  # the draws must repeat, not surprise
    size = len(counts)
    weights = draw.multinomial(size, np.full(size, 1 / size), size=_ROUNDS)
    return np.tensordot(weights, counts, axes=1)


def _percentiles(values: Floats) -> tuple[float, float]:
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)
