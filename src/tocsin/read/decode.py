"""From the numbers of the heads to labelled spans: BIO decoding by Viterbi, pair scores by dot products."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import add

import numpy as np
from numpy.typing import NDArray

from tocsin.read.labels import bucket

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_FORBIDDEN = -1e4
_SURE_MARGIN = 4.0  # logits by which O leads where no span will reach


def _by_label(logits: Floats) -> Floats:
    """Return ``[..., labels]`` as ``[labels, ...]``, flat and in this order in memory: numpy reduces over a first axis many times faster."""
    return np.ascontiguousarray(logits.reshape(-1, logits.shape[-1]).T)


def softmax(logits: Floats) -> Floats:
    """Return probabilities over the last axis."""
    labels = _by_label(logits)
    exp = np.exp(labels - np.maximum.reduce(labels, axis=0))
    return np.asarray((exp / np.add.reduce(exp, axis=0)).T.reshape(logits.shape), dtype=np.float32)


def viterbi(logits: Floats) -> Ints:
    """Return the best legal BIO label of each word; ``logits`` is ``[words, labels]``.

    Label 0 is O, an odd one is B-x and the even one after it I-x, which follows its own B or I only. Where the likeliest labels are legal as they
    stand, they are the answer; only stretches with an illegal step are searched, from one sure O to the next.
    """
    path: Ints = logits.argmax(axis=-1)
    if not path.any():
        return path
    wrong = (path > 0) & (path & 1 == 0)
    name = (path + 1) >> 1
    wrong[1:] &= name[1:] != name[:-1]
    places = wrong.nonzero()[0].tolist()
    if not places:
        return path
    labels = _by_label(logits)
    edges = (labels[0] - np.maximum.reduce(labels[1:], axis=0) > _SURE_MARGIN).nonzero()[0].tolist()
    done = -1
    for place in places:
        if place < done:
            continue
        at = bisect_left(edges, place)
        first = edges[at - 1] + 1 if at else 0
        done = edges[at] if at < len(edges) else len(path)
        path[first:done] = _search(labels[:, first:done])
    return path


def _search(labels: Floats) -> list[int]:
    """Return the best legal labels of one stretch of words, ``[labels, words]``; plain numbers, since stretches are short.

    A name that nowhere beats O is left out: its spans could be O throughout.
    """
    above = np.logical_or.reduce(labels[1:] > labels[0], axis=1)
    kept = [0]
    for name in (above[::2] | above[1::2]).nonzero()[0].tolist():
        kept += 2 * name + 1, 2 * name + 2
    if len(kept) == 1:
        return [0] * labels.shape[1]
    rows: list[list[float]] = labels[kept].T.tolist()
    score = rows[0]
    score[2::2] = [_FORBIDDEN] * len(score[2::2])
    back: list[list[float]] = []
    for row in rows[1:]:
        back.append(score)
        top, held = max(score), map(max, score[1::2], score[2::2])
        score = [x + top for x in row]
        score[2::2] = map(add, row[2::2], held)
    path = [score.index(max(score))]
    for before in reversed(back):
        label = path[-1]
        if label and label % 2 == 0:
            path.append(label if before[label] > before[label - 1] else label - 1)
        else:
            path.append(before.index(max(before)))
    path.reverse()
    return [kept[label] for label in path]


def runs(path: Ints) -> list[tuple[int, int, int]]:
    """Return ``(first word, last word + 1, name index)`` of each span of one BIO label row."""
    found: list[tuple[int, int, int]] = []
    begin, end, name = -1, -1, -1
    places = path.nonzero()[0]
    for t, label in zip(places.tolist(), path[places].tolist(), strict=True):
        if label % 2 == 0:
            end += t == end
            continue
        if begin >= 0:
            found.append((begin, end, name))
        begin, end, name = t, t + 1, (label - 1) // 2
    if begin >= 0:
        found.append((begin, end, name))
    return found


def spans(path: Ints, chances: Floats) -> list[tuple[int, int, int, float]]:
    """Return the spans of :func:`runs`, each with the mean of what :func:`chosen` gives its words."""
    found = runs(path)
    means = span_means(chances, [(first, last) for first, last, _ in found]).tolist()
    return [(*span, score) for span, score in zip(found, means, strict=True)]


def span_means(values: Floats, found: Sequence[tuple[int, int]]) -> Floats:
    """Return the mean over each span's words: ``[..., words]`` gives ``[..., spans]``."""
    edges = np.asarray(found, dtype=np.int64).ravel()
    padded = np.concatenate([values, np.zeros_like(values[..., :1])], axis=-1)  # a span may end where the words end
    sums = np.add.reduceat(padded, edges, axis=-1)[..., ::2]
    return np.asarray(sums / (edges[1::2] - edges[::2]).astype(np.float32), dtype=np.float32)


def chosen(logits: Floats, path: Ints) -> Floats:
    """Return the probability of each word's label: ``[words, labels]`` and ``[words]`` give ``[words]``."""
    labels = _by_label(logits)
    exp = np.exp(labels - np.maximum.reduce(labels, axis=0))
    return np.asarray(exp[path, np.arange(len(path))] / np.add.reduce(exp, axis=0), dtype=np.float32)


def confidence(chances: Floats, first: int, last: int) -> float:
    """Return the mean of what :func:`chosen` gives the words of a span."""
    return float(np.add.reduce(chances[first:last]) / (last - first))


def pair_logits(heads_of: Floats, parts_of: Floats, labels: int) -> Floats:
    """Score every word as part of each head word's frame: ``[heads, width]`` and ``[words, width]`` give ``[heads, words, labels]``."""
    rank = heads_of.shape[-1] // labels
    p = heads_of.reshape(len(heads_of), labels, rank)
    q = parts_of.reshape(len(parts_of), labels, rank)
    scores = np.matmul(p.transpose(1, 0, 2), q.transpose(1, 2, 0)).transpose(1, 2, 0)
    return np.ascontiguousarray(scores / np.sqrt(np.float32(rank)), dtype=np.float32)


def arc_logits(heads: Floats, parts: Floats) -> Floats:
    """Score that a word belongs to a head word's frame in any role: ``[heads, rank]`` and ``[words, rank]`` give ``[heads, words]``."""
    return np.asarray(heads @ parts.T / np.sqrt(np.float32(max(heads.shape[-1], 1))), dtype=np.float32)


_REACH = 60
_BUCKETS = np.asarray([bucket(d) for d in range(-_REACH, _REACH + 1)])


def additive_logits(heads: Floats, parts: Floats, at: list[int], distance: Floats, judge: Floats, places: Ints) -> Floats:
    """Score every word as part of each head word's frame from the sum of both and their distance: ``[heads, words, labels]``.

    ``heads`` is ``[heads, hidden]``, ``parts`` ``[words, hidden]``, ``distance`` ``[buckets, hidden]``, ``judge`` ``[hidden, labels]``;
    ``at`` says which words the heads are, ``places`` which the parts are.
    """
    apart = np.minimum(np.maximum(places[None] - np.asarray(at)[:, None], -_REACH), _REACH) + _REACH
    placed = (heads[:, None] + distance).reshape(-1, heads.shape[-1])  # each head at each distance
    joint = placed.take(_BUCKETS.take(apart) + len(distance) * np.arange(len(heads))[:, None], axis=0)
    joint += parts
    np.maximum(joint, 0, out=joint)
    return np.asarray(joint @ judge, dtype=np.float32)
