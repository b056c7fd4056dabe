"""BIO decoding is legal, and pair scores are what they say."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.read.decode import additive_logits, chosen, confidence, pair_logits, runs, softmax, spans, viterbi
from tocsin.read.labels import N_BUCKETS, bucket, shape_of


def test_an_inside_label_never_begins_a_span() -> None:
    logits = np.asarray([[0, 0, 5, 0, 0], [0, 0, 5, 0, 0], [3, 0, 0, 0, 0]], dtype=np.float32)
    path = viterbi(logits)
    assert path.tolist() == [1, 2, 0]
    assert runs(path) == [(0, 2, 0)]


def test_two_spans_side_by_side_stay_two() -> None:
    assert runs(np.asarray([1, 2, 1, 0, 3, 4])) == [(0, 2, 0), (2, 3, 0), (4, 6, 1)]


def test_viterbi_finds_the_best_legal_path() -> None:
    rng = np.random.default_rng(3)
    for logits in rng.normal(size=(4, 5, 5)).astype(np.float32):
        best = max(_legal(5, 5), key=lambda path: sum(logits[t, x] for t, x in enumerate(path)))
        assert viterbi(logits).tolist() == list(best)


def _legal(words: int, labels: int) -> list[tuple[int, ...]]:
    paths: list[tuple[int, ...]] = [()]
    for _ in range(words):
        paths = [(*p, x) for p in paths for x in range(labels) if x % 2 or not x or (p and p[-1] in (x, x - 1))]
    return paths


def test_no_words_give_no_spans() -> None:
    assert viterbi(np.zeros((0, 5), dtype=np.float32)).tolist() == []
    assert spans(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)) == []


def test_each_span_has_the_mean_probability_of_its_words() -> None:
    path, chances = np.asarray([1, 2, 0, 3, 1]), np.asarray([0.5, 1.0, 0.1, 0.25, 0.75], dtype=np.float32)
    assert spans(path, chances) == [(0, 2, 0, 0.75), (3, 4, 1, 0.25), (4, 5, 0, 0.75)]


def test_confidence_is_the_mean_probability_of_the_given_words() -> None:
    logits = np.asarray([[0.0, 0.0], [0.0, 3.0], [9.0, 0.0]], dtype=np.float32)
    path = np.asarray([1, 1, 0])
    given = chosen(logits, path)
    assert given.tolist() == softmax(logits)[np.arange(3), path].tolist()
    assert confidence(given, 0, 2) == pytest.approx((0.5 + 1 / (1 + np.exp(-3))) / 2)


def test_probabilities_are_over_the_last_axis() -> None:
    logits = np.asarray([[[0.0, 1.0]], [[2.0, 0.0]]], dtype=np.float32)
    assert softmax(logits)[:, 0, 1].tolist() == pytest.approx([1 / (1 + np.exp(-1)), 1 / (1 + np.exp(2))])


def test_a_label_inside_no_span_adds_to_none() -> None:
    assert runs(np.asarray([2, 0, 1, 0, 2, 2, 3, 4])) == [(2, 3, 0), (6, 8, 1)]


def test_pair_scores_are_dot_products_by_label() -> None:
    heads = np.asarray([[1, 0, 0, 2]], dtype=np.float32)
    parts = np.asarray([[3, 9, 9, 4], [0, 0, 0, 0]], dtype=np.float32)
    scores = pair_logits(heads, parts, 2)
    assert scores.shape == (1, 2, 2)
    assert scores[0, 0].tolist() == pytest.approx([3 / np.sqrt(2), 8 / np.sqrt(2)])


def test_additive_scores_depend_on_the_distance_to_the_head() -> None:
    distance = np.zeros((N_BUCKETS, 1), dtype=np.float32)
    distance[bucket(1)] = 5
    scores = additive_logits(
        np.zeros((1, 1), np.float32), np.zeros((3, 1), np.float32), [1], distance, np.ones((1, 1), np.float32), np.arange(3)
    )
    assert scores[0, :, 0].tolist() == [0, 0, 5]


def test_every_distance_has_a_bucket_of_its_side() -> None:
    assert bucket(0) == 0
    assert {bucket(d) for d in range(-80, 81)} == set(range(N_BUCKETS))
    assert not {bucket(d) for d in range(1, 80)} & {bucket(-d) for d in range(1, 80)}


@pytest.mark.parametrize(
    ("word", "shape"), [("army", 1), ("Army", 2), ("A", 2), ("UN", 3), ("McKay", 4), ("41", 5), ("M23", 6), (",", 7), ("“", 8)]
)
def test_the_shape_keeps_what_lower_casing_loses(word: str, shape: int) -> None:
    assert shape_of(word) == shape
