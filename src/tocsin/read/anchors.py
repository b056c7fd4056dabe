"""The second look at run time: each sentence read again with one of its words, the anchor, marked.

The first look says which words may be events, relations or assertions. Each of them is an anchor: a small network over the words of its sentence
says what part every word plays in its frame, and corrects what the first look said of the anchor itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import cast

import numpy as np
import onnxruntime as ort

from tocsin.errors import ModelError
from tocsin.read.decode import Floats, softmax
from tocsin.read.labels import ASKING, LAYOUT, bucket

_DOUBTFUL = 0.15  # how likely a word must be something to be looked at again; in training .05
_MOST = 512  # words, padding among them, that are looked at together
_REACH = 60
_BUCKETS = np.asarray([bucket(d) for d in range(-_REACH, _REACH + 1)], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word of a window to be looked at again: the window's number in its run, and the word and its sentence as words of the window."""

    window: int
    word: int
    first: int
    last: int


def doubtful(scores: Floats) -> list[int]:
    """Return the words that may be an event, a relation or an assertion; ``scores`` is ``[words, scores]``."""
    some = np.zeros(len(scores), dtype=bool)
    for head in ASKING:
        some |= softmax(scores[:, LAYOUT.scores[head]])[:, 0] < 1 - _DOUBTFUL
    return np.flatnonzero(some).tolist()


def sentences(breaks: Sequence[int], first: int, last: int) -> list[tuple[int, int]]:
    """Return the sentences of the window ``first:last`` as words of the window; ``breaks`` are the words at which the text's sentences begin."""
    edges = [0, *(b - first for b in breaks if first < b < last), last - first]
    return list(pairwise(edges))


class SecondLook:
    """The small network over the words of a sentence, loaded once."""

    def __init__(self, path: Path, options: ort.SessionOptions) -> None:
        try:
            self._session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(f"{path}: the reader's model cannot be loaded ({error}); reinstall tocsin") from error
        width = self._session.get_outputs()[0].shape[-1]
        if width != LAYOUT.n_roles:
            raise ModelError(
                f"{path}: the model has {width} outputs a word where this version of tocsin reads {LAYOUT.n_roles}; reinstall tocsin"
            )

    def look(
        self, asked: Sequence[Anchor], as_words: Sequence[Floats], as_anchors: Sequence[Floats], pool: Executor
    ) -> Iterator[tuple[Anchor, Floats, Floats]]:
        """Yield ``(anchor, roles, classes)``: ``[words of its sentence, roles]``, and what is to be added to the anchor's own scores.

        ``as_words`` and ``as_anchors`` are the first network's outputs, ``[words, width]`` for each window. Sentences of like length are looked at
        together, whichever window they are of, so that little is padding.
        """
        if not asked:
            return
        words, anchors = np.concatenate(as_words), np.concatenate(as_anchors)
        begin = np.cumsum([0, *map(len, as_words)])

        def outputs(some: Sequence[Anchor]) -> Sequence[Floats]:
            window, word, first, last = np.asarray([(a.window, a.word, a.first, a.last) for a in some]).T
            size = (last - first)[:, None]
            at = np.arange(size.max())
            apart = np.minimum(np.maximum(at - (word - first)[:, None], -_REACH), _REACH) + _REACH
            feed = {
                "words": words[(begin[window] + first)[:, None] + np.minimum(at, size - 1)],
                "anchors": anchors[begin[window] + word],
                "distance": _BUCKETS[apart],
                "real": (at < size).astype(np.int64),
            }
            return cast(Sequence[Floats], self._session.run(None, feed))

        batches = list(_batches(asked))
        for some, (roles, classes) in zip(batches, pool.map(outputs, batches), strict=True):
            for n, a in enumerate(some):
                yield a, roles[n, : a.last - a.first], classes[n]


def _batches(asked: Sequence[Anchor]) -> Iterator[list[Anchor]]:
    left = sorted(asked, key=lambda a: a.last - a.first)
    while left:
        some = left[-max(1, _MOST // (left[-1].last - left[-1].first)) :]
        del left[-len(some) :]
        yield some
