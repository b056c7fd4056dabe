"""One window seen by head: its numbers sliced, its words turned into characters, the parts of a word's frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.read.decode import Floats, Ints, additive_logits, arc_logits, confidence, pair_logits, runs, softmax, viterbi
from tocsin.read.engine import Seen, Words
from tocsin.read.labels import LAYOUT, PAIR_HEADS

_PAIR = {h.name: h for h in PAIR_HEADS}
PairWeights = Mapping[str, tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True)
class Part:
    """Words ``first:last`` of a window that play the part numbered ``role`` in a word's frame, with their mean probability."""

    first: int
    last: int
    role: int
    score: float


class View:
    """One window's numbers by head, and the way from its words to characters."""

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
        self.text, self.seen, self.sentence_of = text, seen, sentence_of
        self.size = seen.last - seen.first
        self.skip = seen.own - seen.first
        self._start, self._end = words.start[seen.first : seen.last], words.end[seen.first : seen.last]

    def chars(self, first: int, last: int) -> tuple[int, int]:
        return int(self._start[first]), int(self._end[last - 1])

    def scores(self, head: str) -> Floats:
        return self.seen.scores[:, LAYOUT.scores[head]]

    def chances(self, head: str) -> Floats:
        return softmax(self.scores(head))

    def tags(self, head: str) -> tuple[Ints, Floats]:
        scores = self._leaning(head, self.scores(head))
        return viterbi(scores[None])[0], softmax(scores)

    def pair_logits(self, head: str, at: list[int], first: int = 0, last: int | None = None) -> Floats:
        """Score the words ``first:last`` as parts of the frames of the words ``at``."""
        if not at:
            return np.zeros((0, self.size, len(_PAIR[head].labels)), dtype=np.float32)
        where, hidden = LAYOUT.pairs[head], LAYOUT.hidden[head]
        heads, parts = self.seen.heads_of[at], self.seen.parts_of[first:last]
        bilinear = pair_logits(heads[:, where], parts[:, where], len(_PAIR[head].labels))
        additive = additive_logits(heads[:, hidden], parts[:, hidden], [i - first for i in at], *self._weights[head])
        arcs = arc_logits(*(factors[:, LAYOUT.arcs[head]] for factors in (heads, parts)))
        logits = bilinear + additive
        logits[..., 1:] += arcs[..., None]
        return self._leaning(head, logits)

    def _leaning(self, head: str, logits: Floats) -> Floats:
        """Take the tuned bias of a head off its "none" label, so that it finds as much as its precision allows."""
        if bias := self._settings.get(f"bias.{head}", 0.0):
            logits = logits.copy()
            logits[..., 0] -= bias
        return logits

    def parts(self, head: str, at: list[int]) -> list[list[Part]]:
        """Return the parts of each head word's frame within its own sentence."""
        made: dict[int, list[Part]] = {}
        for number in {int(self.sentence_of[i]) for i in at}:
            here = np.flatnonzero(self.sentence_of == number)
            first, last = int(here[0]), int(here[-1]) + 1
            chosen = [i for i in at if self.sentence_of[i] == number]
            logits = self.pair_logits(head, chosen, first, last)
            chances = softmax(logits)
            for n, (i, path) in enumerate(zip(chosen, viterbi(logits), strict=True)):
                made[i] = [Part(a + first, b + first, role, confidence(chances[n], path, a, b)) for a, b, role in runs(path)]
        return [made[i] for i in at]
