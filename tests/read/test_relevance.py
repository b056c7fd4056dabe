from __future__ import annotations

import numpy as np
import pytest

from tocsin.model.reading import Frame
from tocsin.read.relevance import FEATURES, features, relevance, subject

FLAT = {f"relevance.{name}": 0.0 for name in (*FEATURES, "bias")}


def _frame(kind: str, score: float) -> Frame:
    return Frame(0, 4, type=kind, type_score=score, modes=(), status="occurred", status_score=1.0, arguments=(), sentence=0)


def test_the_subject_is_the_mean_of_the_sentences_that_have_words() -> None:
    assert subject(np.asarray([[1, 0], [0, 0], [0, 1]], np.float32)).tolist() == [0.5, 0.5]
    assert subject(np.zeros((2, 3), np.float32)).tolist() == [0, 0, 0]


def test_what_a_document_is_about_moves_its_relevance() -> None:
    weights = np.asarray([4, -4], np.float32)
    war, sport = (relevance([0.5], [], FLAT, np.asarray(about, np.float32), weights) for about in ([1, 0], [0, 1]))
    assert war == pytest.approx(0.982, abs=0.001)
    assert sport == pytest.approx(0.018, abs=0.001)
    assert relevance([0.5], [], FLAT, np.asarray([1, 0], np.float32), None) == 0.5
    assert relevance([], [], FLAT, np.asarray([1, 0], np.float32), weights) == 0


def test_violent_acts_count_by_their_score_and_others_by_number() -> None:
    found = dict(zip(FEATURES, features([0.4, 0.8], [_frame("ASSAULT", 0.9), _frame("CONSULT", 0.7)]), strict=True))
    assert found == {"mean": pytest.approx(0.6), "upper": 0.8, "violent": pytest.approx(0.45), "acts": 1.0, "sure": 0.9}
