from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tocsin.read.relevance import FEATURES, Relevance
from tune_relevance import again, calibration_error, f1, fit, save


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    weights = np.r_[np.arange(len(FEATURES)), 0.25, -0.5, -3.0]
    save(weights, tmp_path / "relevance.json")
    held = Relevance.load(tmp_path / "relevance.json")
    assert held.bias == -3
    assert list(held.features.values()) == list(range(len(FEATURES)))
    assert held.about.tolist() == [0.25, -0.5]


def test_the_fit_parts_what_can_be_parted() -> None:
    x, y = np.asarray([[-2.0], [-1.0], [1.0], [2.0]]), np.asarray([0.0, 0.0, 1.0, 1.0])
    assert f1(x, y, fit(x, y, np.asarray([0.01]))) == 1


def test_the_calibration_error_weighs_each_bin_by_its_documents() -> None:
    weights = np.asarray([1.0, 0.0])
    odds = np.log(0.75 / 0.25)
    x = np.asarray([[odds]] * 4 + [[-odds]] * 4)
    assert calibration_error(x, np.asarray([1, 1, 1, 0, 0, 0, 0, 1.0]), weights) == pytest.approx(0)
    assert calibration_error(x, np.asarray([1, 1, 1, 1, 0, 0, 0, 1.0]), weights) == pytest.approx(0.125)


def test_a_second_judgement_is_counted_by_whether_the_first_was_sure(tmp_path: Path) -> None:
    rows = [{"set": "a", "id": str(n), "relevant": n < 2, "unsure": n % 2 == 1} for n in range(4)]
    twice = [{"set": "a", "id": str(n), "relevant": n < 1} for n in range(4)]
    (tmp_path / "relevance-1.jsonl").write_text("".join(json.dumps(r) + "\n" for r in twice))
    assert again(rows, tmp_path) == [("sure", 2, 2), ("unsure", 1, 2)]
