"""From the numbers of the heads to labelled spans: BIO decoding by Viterbi, pair scores by dot products."""

from __future__ import annotations

from bisect import bisect_left
from operator import add

import numpy as np
from numpy.typing import NDArray

from tocsin.read.labels import bucket

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_FORBIDDEN = -1e4
_SURE_MARGIN = 4.0  # logits by which O leads where no span will reach


def softmax(logits: Floats) -> Floats:
    """Return probabilities over the last axis."""
    exp = np.exp(logits - np.maximum.reduce(logits, axis=-1, keepdims=True))
    return np.asarray(exp / np.add.reduce(exp, axis=-1, keepdims=True), dtype=np.float32)


def viterbi(logits: Floats) -> Ints:
    """Return the best legal BIO label of each word; ``logits`` is ``[sequences, words, labels]``, the answer ``[sequences, words]``.

    Label 0 is O, an odd one is B-x and the even one after it I-x, which follows its own B or I only. Where the likeliest labels are legal as they
    stand, they are the answer; only stretches with an illegal step are searched, from one sure O to the next.
    """
    path: Ints = logits.argmax(axis=-1)
    wrong = (path > 0) & (path & 1 == 0)
    name = (path + 1) >> 1
    wrong[:, 1:] &= name[:, 1:] != name[:, :-1]
    for row in np.logical_or.reduce(wrong, axis=1).nonzero()[0].tolist():
        one = logits[row]
        edges = (one[:, 0] - np.maximum.reduce(one[:, 1:], axis=1) > _SURE_MARGIN).nonzero()[0].tolist()
        places = wrong[row].nonzero()[0].tolist()
        done = -1
        for place in places:
            if place < done:
                continue
            at = bisect_left(edges, place)
            first = edges[at - 1] + 1 if at else 0
            done = edges[at] if at < len(edges) else len(one)
            path[row, first:done] = _search(one[first:done].tolist())
    return path


def _search(logits: list[list[float]]) -> list[int]:
    """Return the best legal labels of one stretch of words; plain numbers, since stretches are short and have few labels."""
    score = logits[0][:]
    score[2::2] = [_FORBIDDEN] * len(score[2::2])
    back: list[list[float]] = []
    for row in logits[1:]:
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
    return path


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


def chosen(logits: Floats, path: Ints) -> Floats:
    """Return the probability of each word's label: ``[..., words, labels]`` and ``[..., words]`` give ``[..., words]``."""
    exp = np.exp(logits - np.maximum.reduce(logits, axis=-1, keepdims=True))
    picked = exp.reshape(-1, exp.shape[-1])[np.arange(path.size), path.ravel()].reshape(path.shape)
    return np.asarray(picked / np.add.reduce(exp, axis=-1), dtype=np.float32)


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
    joint = heads[:, None] + parts[None]
    joint += distance.take(_BUCKETS.take(apart), axis=0)
    np.maximum(joint, 0, out=joint)
    return np.asarray(joint @ judge, dtype=np.float32)
