"""The numbers of the benchmark follow from counts and pairs as their legend says."""

from __future__ import annotations

import pytest

from bench.rows import NONE, by_document, f1_row, label_counts, macro_of, macro_row, share_row, wanted_labels
from tocsin.evaluate.metrics import Counts

PAIRS = [[("a", "a"), ("b", "a")], [("b", "b"), (NONE, "b"), ("a", NONE)]]


def test_a_macro_f1_averages_over_labels_and_counts_what_is_missed_or_added() -> None:
    # a: 1 hit, 2 found, 2 wanted; b: 1 hit, 2 found, 2 wanted; nothing else is a label
    assert macro_of(PAIRS) == pytest.approx((0.5 + 0.5) / 2)
    assert macro_of([[("a", "a"), ("b", "a")], [("b", "b"), (NONE, "b")]]) == pytest.approx((2 / 3 + 0.5) / 2)


def test_no_label_is_no_label_of_the_average() -> None:
    assert wanted_labels([[("a", NONE), ("a", NONE), ("a", "b")]], at_least=1) == ["b"]


def test_labels_that_are_wanted_too_seldom_are_left_out_of_the_average_but_not_of_the_errors() -> None:
    pairs = [[("a", "a"), ("a", "a"), ("a", "rare")]]
    assert wanted_labels(pairs, at_least=2) == ["a"]
    assert macro_of(pairs, at_least=2) == pytest.approx(2 * 2 / (3 + 2))


def test_counts_are_kept_document_by_document() -> None:
    counts = label_counts(PAIRS, ["a", "b"])
    assert counts[0].tolist() == [[1, 1, 2], [0, 1, 0]]
    assert counts[1].tolist() == [[0, 1, 0], [1, 1, 2]]


def test_the_interval_of_a_macro_f1_holds_its_value_and_repeats() -> None:
    many = [[("a", "a"), ("b" if n % 3 else "a", "b"), ("a" if n % 4 else "b", "b")] for n in range(40)]
    row = macro_row("key", many, 0.5, "what it is")
    assert row == macro_row("key", many, 0.5, "what it is")
    assert row.low is not None
    assert row.high is not None
    assert row.low < row.value < row.high
    assert row.of == 120
    assert row.meaning == "what it is; 2 labels"


def test_a_macro_f1_over_nothing_is_zero_and_says_so() -> None:
    row = macro_row("key", [[("a", NONE)]], None, "what it is", at_least=20)
    assert (row.value, row.low, row.high, row.of) == (0.0, 0.0, 1.0, 0)
    assert row.meaning.endswith("0 labels")


def test_counts_of_the_passages_of_one_document_add_up() -> None:
    parts = [Counts(1, 2, 3), Counts(0, 1, 1), Counts(1, 1, 1)]
    assert by_document(["x", "y", "x"], parts) == [Counts(2, 3, 4), Counts(0, 1, 1)]


def test_rows_say_how_many_items_they_rest_on() -> None:
    assert f1_row("key", [Counts(1, 2, 4), Counts(2, 2, 2)], None, "spans").of == 6
    assert share_row("key", 3, 4, None, "right").of == 4
    assert "(precision 0.750, recall 0.500)" in f1_row("key", [Counts(3, 4, 6)], None, "spans").meaning
