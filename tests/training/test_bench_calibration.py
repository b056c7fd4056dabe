"""The calibration error is zero where confidence is the share right, and grows with the distance."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from bench.calibration import bins, calibration_error, interval, page, plot


def test_bins_hold_equally_many_to_one_item_in_order_of_confidence() -> None:
    made = bins([(n / 100, n % 2 == 0) for n in range(23, 0, -1)], 10)
    assert [b.many for b in made] == [3, 3, 3, 2, 2, 2, 2, 2, 2, 2]
    assert made[0].low == pytest.approx(0.01)
    assert made[0].confidence == pytest.approx(0.02)
    assert made[0].right == pytest.approx(1 / 3)
    assert all(a.high <= b.low for a, b in pairwise(made))


def test_fewer_items_than_bins_have_a_bin_each() -> None:
    assert [b.many for b in bins([(0.2, False), (0.9, True)])] == [1, 1]
    assert bins([]) == []
    assert calibration_error([]) == 0


def test_a_calibrated_confidence_has_no_error_and_a_boastful_one_has_its_distance() -> None:
    calibrated = [(0.5, n % 2 == 0) for n in range(100)]
    assert calibration_error(calibrated) == pytest.approx(0)
    boastful = [(0.9, n % 2 == 0) for n in range(100)]
    assert calibration_error(boastful) == pytest.approx(0.4)


def test_errors_that_lie_on_both_sides_do_not_cancel_out_between_bins() -> None:
    pairs = [(0.2, True)] * 50 + [(0.8, False)] * 50
    assert calibration_error(pairs, 2) == pytest.approx(0.8)


def test_the_interval_is_drawn_by_document_and_repeats() -> None:
    documents = [[(0.9, n % 3 > 0)] * 4 for n in range(60)]
    low, high = interval(documents)
    assert (low, high) == interval(documents)
    whole = calibration_error([p for d in documents for p in d])
    assert low < whole < high
    assert interval([[], []]) == (0.0, 1.0)


def test_the_plot_is_an_image_with_a_point_a_bin_and_a_line_a_kind() -> None:
    tables = {"event": bins([(n / 40, n > 20) for n in range(40)]), "warning": bins([(0.5, True)])}
    svg = ElementTree.fromstring(plot(tables, "Reliability <dev>"))
    name = "{http://www.w3.org/2000/svg}"
    assert len(svg.findall(f"{name}circle")) == 11
    assert svg.findtext(f"{name}title") == "Reliability <dev>"
    first = svg.findall(f"{name}circle")[-1]
    assert (float(first.get("cx", "0")), float(first.get("cy", "0"))) == (48 + 160, 48)


def test_the_page_shows_the_plot_and_a_table_a_kind() -> None:
    text = page({"event": bins([(0.25, False), (0.75, True)])}, "calibration.svg")
    assert "](calibration.svg)" in text
    assert "| 0.75 to 0.75 | 1 | 0.750 | 1.000 |" in text
