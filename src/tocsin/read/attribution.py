"""Which source and which content belong to which cue: the pair head's scores, tempered by distance."""

from __future__ import annotations

import numpy as np

from tocsin.read.decode import Floats, Ints, runs
from tocsin.read.view import View

Words = tuple[int, int]


def _margins(part: Floats, none: Floats) -> Floats:
    """How far each word's likeliest label of a part leads over none, in each cue's frame: ``[cues, words]``."""
    return np.asarray(np.maximum.reduce(part, axis=-1) - none, dtype=np.float32)


def _strength(margins: Floats, a: int, b: int) -> float:
    """How surely the words ``a:b`` play a part in a cue's frame: the mean of their margins."""
    return float(np.add.reduce(margins[a:b]) / (b - a))


def sources_of(
    view: View, heads: list[tuple[int, int]], spans: list[tuple[int, int]], part: Floats, none: Floats
) -> list[tuple[int, int] | None]:
    """Give each cue its source: the strongest span of its sentence or the one before; a source may serve several cues."""
    made: list[tuple[int, int] | None] = []
    margins, sentence_of = _margins(part, none), view.sentence_of.tolist()
    for n, (a, b) in enumerate(heads):
        here = sentence_of[a]
        best, best_score = None, -2.0
        for s, e in spans:
            apart = here - sentence_of[s]
            if not 0 <= apart <= 1 or (s < b and a < e):
                continue
            distance = min(abs(s - b), abs(a - e))
            score = _strength(margins[n], s, e) - 0.08 * distance - 3.0 * apart
            if score > best_score or (best is None and apart == 0 and distance <= 4):
                best, best_score = (s, e), score
        made.append(best)
    return made


def inner_contents(path: Ints, at: int, contents: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the content of a cue that itself stands in another's content, as the pair head sees it."""
    if not any(s <= at < e for s, e in contents):
        return []
    return [(s, e) for s, e, role in runs(path) if role == 1]


def owners_of(
    heads: list[tuple[int, int]], spans: list[tuple[int, int]], part: Floats, none: Floats, allowed: list[int]
) -> list[int | None]:
    """Give each content to the cue that claims it most strongly; None where no cue does."""
    made: list[int | None] = []
    margins = _margins(part, none)
    for s, e in spans:
        best, best_score = None, -1.0
        for n in allowed:
            a, b = heads[n]
            distance = min(abs(s - b), abs(a - e))
            score = _strength(margins[n], s, e) - 0.05 * distance
            if score > best_score or (best is None and distance <= 3):
                best, best_score = n, score
        made.append(best)
    return made
