"""What pronouns and definite phrases may take up: the mentions before them in the window, and how likely the antecedent head holds each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import cast

import numpy as np

from tocsin.model.reading import Link, Mention, MentionType, Offsets
from tocsin.read.decode import confidence, runs
from tocsin.read.labels import ENTITIES
from tocsin.read.view import View

PRONOUN = re.compile(
    r"\b(?=[hist])(?:he|him|his|himself|she|her|hers|herself|it|its|itself|they|them|their|theirs|themselves)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"(?i:the|this|that|these|those|both|its|their|his|her)\s+(?:[A-Za-z][\w-]*\s+){0,3}?[a-z][\w-]*$")
_CORE = re.compile(r"\s(?:of|in|from|at|near|with|on|by|for|among|who|which|that|whose|where|based)\b|[,(;:]|\s[–—]\s", re.IGNORECASE)
LEAST = 0.02
"""The probability below which the head says nothing of a candidate."""
_CANDIDATES = frozenset({"PERSON", "ORGANIZATION", "GROUP", "LOCATION", "FACILITY"})


def find_links(view: View, mentions: Sequence[Mention], phrases: Iterable[Offsets]) -> list[Link]:
    """Return what the pronouns of the window, and those of ``phrases`` that point back, may take up.

    A candidate is a mention that ends before the phrase; its score is the mean probability of its head noun and the word before. Which of them is
    meant, or none, is not decided here: the head sees one window, and neither register nor the rest of the text.
    """
    asked = _asked(view, phrases)
    if not asked:
        return []
    rows = [
        (m, *view.rows(m.start, _core(view.text, m.start, m.end)))
        for m in (*_seen_before(view), *mentions)
        if m.type in _CANDIDATES and not PRONOUN.fullmatch(view.text, m.start, m.end)
    ]
    rows = [row for row in rows if row[1] < row[2]]
    if not rows:
        return []
    last = np.asarray([b - 1 for _, _, b in rows])
    before = np.maximum(last - 1, np.asarray([a for _, a, _ in rows]))
    places = np.unique(np.concatenate([last, before]))
    chances = view.pointed("antecedent", [i for _, i in asked], places)
    scores = (chances[:, np.searchsorted(places, last)] + chances[:, np.searchsorted(places, before)]) / 2
    ahead = np.asarray([m.end for m, _, _ in rows]) <= np.asarray([start for (start, _), _ in asked])[:, None]
    held = [(*asked[n][0], rows[k][0], float(scores[n, k])) for n, k in np.argwhere(ahead & (scores >= LEAST)).tolist()]
    return [Link(start, end, m.start, m.end, score) for start, end, m, score in held]


def _seen_before(view: View) -> list[Mention]:
    """Return the entity spans of the words that the window only sees."""
    if not view.skip:
        return []
    path, chances = view.tags("entity")
    spans = [(a, b, kind) for a, b, kind in runs(path) if a < view.skip]
    return [Mention(*view.chars(a, b), cast(MentionType, ENTITIES[kind]), confidence(chances, a, b)) for a, b, kind in spans]


def _core(text: str, start: int, end: int) -> int:
    """Return where a phrase's head noun ends: before "of", "who" or a comma."""
    found = _CORE.search(text, start, end)
    return found.start() if found else end


def _asked(view: View, phrases: Iterable[Offsets]) -> list[tuple[Offsets, int]]:
    """Return the spans to ask about and the word that stands for each: of a phrase its head noun."""
    begin, stop = view.chars(view.skip, view.size)
    made = {m.span(): bisect_left(view.starts, m.start()) for m in PRONOUN.finditer(view.text, begin, stop)}
    for start, end in phrases:
        until = _core(view.text, start, end)
        if begin <= start and _POINTS_BACK.fullmatch(view.text, start, until):
            made[start, until] = view.rows(start, until)[1] - 1
    return [(where, i) for where, i in sorted(made.items()) if view.skip <= i < view.size]
