"""Scores become probabilities by two numbers a kind, and keep their order."""

from __future__ import annotations

import pytest

from tocsin.read.calibration import Calibration


def test_a_kind_without_numbers_keeps_its_scores() -> None:
    assert Calibration({}).probability("event", 0.37) == 0.37


def test_slope_and_shift_act_on_the_logit() -> None:
    sure = Calibration({"calibrate.event.slope": 0.5, "calibrate.event.shift": 1.0})
    assert sure.probability("event", 0.5) == pytest.approx(0.7310586)
    assert sure.probability("event", 0.9) == pytest.approx(0.8907768, rel=1e-4)
    assert sure.probability("warning", 0.9) == 0.9


def test_order_is_kept_and_the_ends_are_finite() -> None:
    sure = Calibration({"calibrate.event.slope": 0.8, "calibrate.event.shift": -0.4})
    made = [sure.probability("event", s / 20) for s in range(21)]
    assert made == sorted(made) and made[0] > 0 and made[-1] < 1
