"""One window seen by head: its numbers sliced, its words turned into characters, the parts of a word's frame."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from tocsin.read.decode import Floats, Ints, additive_logits, arc_logits, chosen, pair_logits, softmax, spans, viterbi
from tocsin.read.engine import Seen, Words
from tocsin.read.labels import LAYOUT, PAIR_HEADS

_PAIR = {h.name: h for h in PAIR_HEADS}
_APART = 1e4  # by how much "none" leads in the gap between two sentences, which no span can cross
PairWeights = Mapping[str, tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True)
class Part:
    """Words ``first:last`` of a window that play the part numbered ``role`` in a word's frame, with their mean probability."""

    first: int
    last: int
    role: int
    score: float


class View:
    """One window's numbers by head, and the way from its words to characters.

    ``sentence_of`` never falls; ``bounds`` are the words at which its sentences begin, and the window's end; ``row_of`` tells each word's
    place in ``bounds``.
    """

    def __init__(
        self,
        text: str,
        words: Words,
        seen: Seen,
        sentence_of: NDArray[np.int64],
        weights: PairWeights,
        settings: Mapping[str, float],
    ) -> None:
        self._weights, self._settings = weights, settings
        self._tags: dict[str, tuple[Ints, Floats]] = {}
        self.text, self.seen, self.sentence_of = text, seen, sentence_of
        self.size = seen.last - seen.first
        self.skip = seen.own - seen.first
        self.bounds: list[int] = [0, *(np.flatnonzero(sentence_of[1:] != sentence_of[:-1]) + 1).tolist(), self.size]
        self.row_of: list[int] = [row for row, (a, b) in enumerate(pairwise(self.bounds)) for _ in range(b - a)]
        self.starts, self._end = words.start[seen.first : seen.last].tolist(), words.end[seen.first : seen.last].tolist()

    def chars(self, first: int, last: int) -> tuple[int, int]:
        return self.starts[first], self._end[last - 1]

    def rows(self, start: int, end: int) -> tuple[int, int]:
        """Return the words of the window that begin within a span, as ``(first, last + 1)``."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def scores(self, head: str) -> Floats:
        return self.seen.scores[:, LAYOUT.scores[head]]

    def sums(self, scores: Floats) -> Floats:
        """Return the sum of each sentence's words: ``[words, width]`` gives ``[sentences, width]``."""
        return np.stack([np.add.reduce(scores[a:b], axis=0) for a, b in pairwise(self.bounds)])

    def means(self, head: str) -> Floats:
        """Return the mean of each sentence's words by a head: ``[sentences, labels]``."""
        sizes = np.asarray([b - a for a, b in pairwise(self.bounds)], dtype=np.float32)
        return self.sums(self.scores(head)) / sizes[:, None]

    @cached_property
    def conflict(self) -> Floats:
        """How likely each sentence of the window reports on conflict."""
        return softmax(self.means("conflict"))[:, 1]

    def chances(self, head: str) -> Floats:
        return softmax(self.scores(head))

    def tags(self, head: str) -> tuple[Ints, Floats]:
        """Return a tagger's label of each word, and the label's probability."""
        if head not in self._tags:
            scores = self._leaning(head, self.scores(head).copy())
            path = viterbi(scores)
            self._tags[head] = path, chosen(scores, path)
        return self._tags[head]

    def pair_logits(self, head: str, at: list[int], first: int = 0, last: int | None = None) -> Floats:
        """Score the words ``first:last`` as parts of the frames of the words ``at``."""
        if not at:
            return np.zeros((0, self.size, len(_PAIR[head].labels)), dtype=np.float32)
        stop = self.size if last is None else last
        return self._leaning(head, self._paired(head, at, np.arange(first, stop)))

    def _paired(self, head: str, at: list[int], places: Ints) -> Floats:
        """Score the words ``places`` as parts of the frames of the words ``at``: ``[at, places, labels]``."""
        where, hidden, arcs = LAYOUT.pairs[head], LAYOUT.hidden[head], LAYOUT.arcs[head]
        heads, parts = self.seen.heads_of[self.seen.pick[at]], self.seen.pick[places]
        theirs = self.seen.parts_of
        logits = pair_logits(heads[:, where], theirs[parts, where], len(_PAIR[head].labels))
        logits += additive_logits(heads[:, hidden], theirs[parts, hidden], at, *self._weights[head], places)
        logits[..., 1:] += arc_logits(heads[:, arcs], theirs[parts, arcs])[..., None]
        return logits

    def _leaning(self, head: str, logits: Floats) -> Floats:
        """Take the tuned bias of a head off its "none" label, in place, so that it finds as much as its precision allows."""
        if bias := self._settings.get(f"bias.{head}", 0.0):
            logits[..., 0] -= bias
        return logits

    def pointed(self, head: str, at: list[int], places: Ints) -> Floats:
        """Return how likely the words ``places`` belong to the frames of the words ``at``, in any role: ``[at, places]``."""
        return 1 - softmax(self._paired(head, at, places))[..., 0]

    def parts(self, head: str, at: list[int]) -> list[list[Part]]:
        """Return the parts of each anchor's frame within its own sentence; a word that was not looked at again has none."""
        looked = [i for i in at if i in self.seen.roles]
        if not looked:
            return [[] for _ in at]
        where = LAYOUT.roles[head]
        gap = np.full((1, where.stop - where.start), -_APART, dtype=np.float32)
        gap[0, 0] = _APART
        logits = self._leaning(head, np.concatenate([rows for i in looked for rows in (self.seen.roles[i][:, where], gap)]))
        path = viterbi(logits)
        begins = list(accumulate((len(self.seen.roles[i]) + 1 for i in looked), initial=0))
        made: dict[int, list[Part]] = {i: [] for i in at}
        for a, b, role, score in spans(path, chosen(logits, path)):
            n = bisect_right(begins, a) - 1
            shift = self.bounds[self.row_of[looked[n]]] - begins[n]
            made[looked[n]].append(Part(a + shift, b + shift, role, score))
        return list(made.values())
