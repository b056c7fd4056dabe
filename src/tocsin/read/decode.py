"""From the numbers of the heads to labelled spans: BIO decoding by Viterbi, pair scores by dot products."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tocsin.read.labels import bucket

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_FORBIDDEN = -1e4
_SURE_MARGIN = 4.0  # logits by which O leads where no span will reach


def softmax(logits: Floats) -> Floats:
    """Return probabilities over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    exp = np.exp(shifted)
    return np.asarray(exp / exp.sum(axis=-1, keepdims=True), dtype=np.float32)


def viterbi(logits: Floats) -> Ints:
    """Return the best legal BIO label of each word; ``logits`` is ``[sequences, words, labels]``, the answer ``[sequences, words]``.

    Label 0 is O, an odd one is B-x and the even one after it I-x, which follows its own B or I only. Where the likeliest labels are legal as they
    stand, they are the answer; only stretches with an illegal step are searched, from one sure O to the next.
    """
    path: Ints = logits.argmax(axis=-1)
    inside = (path > 0) & (path % 2 == 0)
    before = np.concatenate([np.zeros_like(path[:, :1]), path[:, :-1]], axis=1)
    wrong = inside & (before != path) & (before != path - 1)
    for row in np.flatnonzero(wrong.any(axis=1)):
        one = logits[row]
        edges = np.flatnonzero(one[:, 0] - one[:, 1:].max(axis=1) > _SURE_MARGIN)
        places = np.flatnonzero(wrong[row])
        done = -1
        for place in places:
            if place < done:
                continue
            at = int(np.searchsorted(edges, place))
            first = int(edges[at - 1]) + 1 if at else 0
            done = int(edges[at]) if at < len(edges) else len(one)
            path[row, first:done] = _search(one[first:done].tolist())
    return path


def _search(logits: list[list[float]]) -> list[int]:
    """Return the best legal labels of one stretch of words; plain numbers, since stretches are short and have few labels."""
    score = logits[0][:]
    score[2::2] = [_FORBIDDEN] * len(score[2::2])
    inner = range(2, len(score), 2)
    back: list[tuple[int, list[bool]]] = []
    for row in logits[1:]:
        top = max(score)
        begun, going = score[1::2], score[2::2]
        further = [g > b for g, b in zip(going, begun, strict=True)]
        back.append((score.index(top), further))
        score = [x + top for x in row]
        for label, g, b in zip(inner, going, begun, strict=True):
            score[label] = row[label] + (g if g > b else b)
    path = [score.index(max(score))]
    for anywhere, further in reversed(back):
        label = path[-1]
        if label and label % 2 == 0:
            path.append(label if further[label // 2 - 1] else label - 1)
        else:
            path.append(anywhere)
    path.reverse()
    return path


def runs(path: Ints) -> list[tuple[int, int, int]]:
    """Return ``(first word, last word + 1, name index)`` of each span of one BIO label row."""
    found: list[tuple[int, int, int]] = []
    begin, name = -1, -1
    for t, label in enumerate(path.tolist()):
        if label and label % 2 == 0:
            continue
        if begin >= 0:
            found.append((begin, t, name))
            begin = -1
        if label:
            begin, name = t, (label - 1) // 2
    if begin >= 0:
        found.append((begin, len(path), name))
    return found


def confidence(probabilities: Floats, path: Ints, first: int, last: int) -> float:
    """Return the mean probability that the words of a span were given."""
    return float(probabilities[np.arange(first, last), path[first:last]].mean())


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


def additive_logits(heads: Floats, parts: Floats, at: list[int], distance: Floats, judge: Floats) -> Floats:
    """Score every word as part of each head word's frame from the sum of both and their distance: ``[heads, words, labels]``.

    ``heads`` is ``[heads, hidden]``, ``parts`` ``[words, hidden]``, ``distance`` ``[buckets, hidden]``, ``judge`` ``[hidden, labels]``;
    ``at`` says which words the heads are.
    """
    apart = np.clip(np.arange(len(parts))[None] - np.asarray(at)[:, None], -_REACH, _REACH) + _REACH
    joint = np.maximum(heads[:, None] + parts[None] + distance[_BUCKETS[apart]], 0)
    return np.asarray(joint @ judge, dtype=np.float32)
