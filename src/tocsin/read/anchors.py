"""The second look at run time: each sentence read again with one of its words, the anchor, marked.

The first look says which words may be events, relations or assertions. Each of them is an anchor: a small network over the words of its sentence
says what part every word plays in its frame, and corrects what the first look said of the anchor itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from tocsin.errors import ModelError
from tocsin.read.decode import Floats, softmax
from tocsin.read.labels import ASKING, LAYOUT, bucket

_DOUBTFUL = 0.08  # how likely a word must be something to be looked at again; in training .05
_MOST = 3072  # words, padding among them, that are looked at together
_REACH = 60
_BUCKETS = np.asarray([bucket(d) for d in range(-_REACH, _REACH + 1)], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word of a window to be looked at again: the window's row in its batch, and the word and its sentence as words of the window."""

    row: int
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
        self, asked: Sequence[Anchor], picks: Sequence[NDArray[np.int64]], as_word: Floats, as_anchor: Floats
    ) -> Iterator[tuple[Anchor, Floats, Floats]]:
        """Yield ``(anchor, roles, classes)``: ``[words of its sentence, roles]``, and what is to be added to the anchor's own scores.

        ``as_word`` and ``as_anchor`` are the first network's outputs, ``[rows, pieces, width]``; ``picks`` name each word's piece, row by row.
        """
        left = sorted(asked, key=lambda a: a.last - a.first)
        piece = np.concatenate([[0], *picks])  # the piece of each word of the batch, behind one for the words that are none
        begin = np.cumsum([1, *(len(pick) for pick in picks)])
        while left:
            longest = left[-1].last - left[-1].first
            some = left[-max(1, _MOST // longest) :]
            del left[-len(some) :]
            rows, word, first, last = np.asarray([(a.row, a.word, a.first, a.last) for a in some]).T
            at = np.arange(longest)
            real = at < (last - first)[:, None]
            place = piece[np.where(real, (begin[rows] + first)[:, None] + at, 0)]
            apart = np.minimum(np.maximum(at - (word - first)[:, None], -_REACH), _REACH) + _REACH
            feed = {
                "words": as_word[rows[:, None], place],
                "anchors": as_anchor[rows, piece[begin[rows] + word]],
                "distance": _BUCKETS[apart],
                "real": real.astype(np.int64),
            }
            roles, classes = self._session.run(None, feed)
            for n, a in enumerate(some):
                yield a, roles[n, : a.last - a.first], classes[n]
