"""Two numbers turn scores into probabilities, whatever the scores are."""

from __future__ import annotations

import numpy as np
import pytest

from bench.calibration import by_chance
from bench.platt import fit


def test_true_scores_stay_as_they_are() -> None:
    draw = np.random.default_rng(4)
    scores = draw.uniform(0.05, 0.95, 4000)
    slope, shift = fit([(float(s), bool(draw.random() < s)) for s in scores])
    assert slope == pytest.approx(1, abs=0.1) and shift == pytest.approx(0, abs=0.1)


def test_scores_that_are_too_sure_are_drawn_in() -> None:
    pairs = [(0.95, True), (0.95, False), (0.05, True), (0.05, False)] * 50
    slope, shift = fit(pairs)
    assert abs(slope) < 0.1 and abs(shift) < 0.1


def test_equal_scores_and_all_wrong_do_not_run_away() -> None:
    slope, shift = fit([(0.9, False)] * 60)
    assert np.isfinite([slope, shift]).all()
    assert 1 / (1 + np.exp(-(slope * np.log(9) + shift))) < 0.1


def test_few_items_cannot_show_a_small_error() -> None:
    few, many = ([(s, True) for s in np.linspace(0.1, 0.9, n)] for n in (40, 4000))
    assert by_chance(few) > 3 * by_chance(many) > 0
