"""Which source and which content belong to which cue: the pair head's scores, tempered by distance."""

from __future__ import annotations

import numpy as np

from tocsin.read.decode import Floats, runs, span_means, viterbi
from tocsin.read.view import View

Words = tuple[int, int]


def _strengths(part: Floats, none: Floats, spans: list[Words]) -> list[list[float]]:
    """How surely spans play a part in each cue's frame: how far the likeliest label of the part leads over none, the mean of their words."""
    made: list[list[float]] = span_means(np.maximum(part[..., 0], part[..., 1]) - none, spans).tolist()
    return made


def sources_of(
    view: View, heads: list[tuple[int, int]], spans: list[tuple[int, int]], part: Floats, none: Floats
) -> list[tuple[int, int] | None]:
    """Give each cue its source: the strongest span of its sentence or the one before; a source may serve several cues."""
    made: list[tuple[int, int] | None] = []
    strengths, sentence_of = _strengths(part, none, spans), view.sentence_of.tolist()
    for n, (a, b) in enumerate(heads):
        here = sentence_of[a]
        best, best_score = None, -2.0
        for m, (s, e) in enumerate(spans):
            apart = here - sentence_of[s]
            if not 0 <= apart <= 1 or (s < b and a < e):
                continue
            distance = min(abs(s - b), abs(a - e))
            score = strengths[n][m] - 0.08 * distance - 3.0 * apart
            if score > best_score or (best is None and apart == 0 and distance <= 4):
                best, best_score = (s, e), score
        made.append(best)
    return made


def inner_contents(logits: Floats, at: int, contents: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the content of a cue that itself stands in another's content, as the pair head sees it: ``logits`` is ``[words, labels]``."""
    if not any(s <= at < e for s, e in contents):
        return []
    return [(s, e) for s, e, role in runs(viterbi(logits)) if role == 1]


def owners_of(
    heads: list[tuple[int, int]], spans: list[tuple[int, int]], part: Floats, none: Floats, allowed: list[int]
) -> list[int | None]:
    """Give each content to the cue that claims it most strongly; None where no cue does."""
    made: list[int | None] = []
    strengths = _strengths(part, none, spans)
    for m, (s, e) in enumerate(spans):
        best, best_score = None, -1.0
        for n in allowed:
            a, b = heads[n]
            distance = min(abs(s - b), abs(a - e))
            score = strengths[n][m] - 0.05 * distance
            if score > best_score or (best is None and distance <= 3):
                best, best_score = n, score
        made.append(best)
    return made
