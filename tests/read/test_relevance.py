from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tocsin.errors import ModelError
from tocsin.model.reading import Frame
from tocsin.read.engine import HERE
from tocsin.read.labels import VECTOR
from tocsin.read.relevance import FEATURES, PLAIN, Relevance, features, subject

NOTHING = dict.fromkeys(FEATURES, 0.0)
HALVES = np.asarray([[0, 1]], np.float32)


def _frame(kind: str, score: float) -> Frame:
    return Frame(0, 4, type=kind, type_score=score, modes=(), status="occurred", status_score=1.0, arguments=(), sentence=0)


def test_the_subject_is_the_mean_of_the_sentences_that_have_words() -> None:
    assert subject(np.asarray([[1, 0], [0, 0], [0, 1]], np.float32)).tolist() == [0.5, 0.5]
    assert subject(np.zeros((2, 3), np.float32)).tolist() == [0, 0, 0]


def test_what_a_document_is_about_moves_its_relevance() -> None:
    held = Relevance(0.0, NOTHING, np.asarray([4, -4], np.float32))
    war, sport = (held.judge([0.5], [], np.asarray([about], np.float32)) for about in ([1, 0], [0, 1]))
    assert war == pytest.approx(0.982, abs=0.001)
    assert sport == pytest.approx(0.018, abs=0.001)
    assert Relevance(0.0, NOTHING, np.zeros(0, np.float32)).judge([0.5], [], HALVES) == 0.5
    assert held.judge([], [], np.zeros((0, 2), np.float32)) == 0


def test_violent_acts_count_by_their_score_and_others_by_number() -> None:
    found = dict(zip(FEATURES, features([0.4, 0.8], [_frame("ASSAULT", 0.9), _frame("CONSULT", 0.7)]), strict=True))
    assert found == {"mean": pytest.approx(0.6), "upper": 0.8, "violent": pytest.approx(0.45), "acts": 1.0, "sure": 0.9}


def test_the_committed_weights_are_whole_and_a_model_without_any_is_judged_plainly(tmp_path: Path) -> None:
    held = Relevance.load(HERE / "relevance.json")
    assert set(held.features) == set(FEATURES)
    assert held.about.shape == (VECTOR,)
    assert Relevance.load(tmp_path / "relevance.json") is PLAIN
    sure, none = (PLAIN.judge([chance] * 4, [], HALVES.repeat(4, axis=0)) for chance in (1.0, 0.0))
    assert sure > none


@pytest.mark.parametrize("text", ["{", '{"bias": 1}', json.dumps({"bias": 0, "features": {"mean": 1}, "about": []}), "[]"])
def test_broken_weights_are_named_with_the_remedy(tmp_path: Path, text: str) -> None:
    (tmp_path / "relevance.json").write_text(text)
    with pytest.raises(ModelError, match=r"relevance\.json.*reinstall tocsin"):
        Relevance.load(tmp_path / "relevance.json")
