"""The metrics, each against numbers worked out by hand."""

from __future__ import annotations

import pytest

from tocsin.evaluate.metrics import (
    Counts,
    bag_counts,
    bootstrap,
    macro_f1,
    overlap_counts,
    pair_up,
    set_counts,
    token_counts,
    wilson,
    words,
)
from tocsin.evaluate.names import alike, likeness, same_name
from tocsin.evaluate.values import agree, show


class Value:
    def __init__(self, low: float | None, best: float | None, high: float | None) -> None:
        self.low, self.best, self.high = low, best, high


def test_precision_recall_and_f1_follow_from_counts() -> None:
    counts = Counts(hits=2, found=4, wanted=3)
    assert counts.precision == 0.5
    assert counts.recall == pytest.approx(2 / 3)
    assert counts.f1 == pytest.approx(2 * 0.5 * (2 / 3) / (0.5 + 2 / 3)) == pytest.approx(4 / 7)


def test_finding_nothing_where_there_is_nothing_is_perfect_and_anything_else_is_nought() -> None:
    assert Counts().f1 == Counts().precision == Counts().recall == 1.0
    assert Counts(0, 3, 0).f1 == Counts(0, 3, 0).precision == Counts(0, 3, 0).recall == 0.0
    assert Counts(0, 0, 3).f1 == Counts(0, 0, 3).precision == 0.0


def test_counts_of_several_texts_add_up_before_they_are_divided() -> None:
    assert (Counts(1, 1, 1) + Counts(0, 1, 3)).f1 == pytest.approx(2 / 6)


def test_words_are_runs_of_letters_and_digits_or_single_signs() -> None:
    text = "Don't fire: 1,200 men."
    assert [text[a:b] for a, b in words(text)] == ["Don", "'", "t", "fire", ":", "1", ",", "200", "men", "."]


def test_strict_spans_need_both_ends_and_the_type() -> None:
    wanted = [(0, 5, "PERSON"), (10, 14, "LOCATION"), (20, 24, "TIME")]
    found = [(0, 5, "PERSON"), (10, 13, "LOCATION"), (20, 24, "GROUP")]
    assert set_counts(found, wanted) == Counts(1, 3, 3)


def test_overlapping_spans_need_one_character_and_the_type_and_are_paired_once() -> None:
    wanted = [(0, 10, "LOC"), (20, 30, "LOC")]
    found = [(0, 3, "LOC"), (5, 10, "LOC"), (29, 40, "LOC"), (0, 10, "PER")]
    assert overlap_counts(found, wanted) == Counts(2, 4, 2)


def test_the_best_pair_is_made_first() -> None:
    scores = {(0, 0): 3, (0, 1): 2, (1, 0): 2}
    assert pair_up(2, 2, lambda i, j: scores.get((i, j), 0)) == [(0, 0)]
    scores[0, 0] = 1
    assert pair_up(2, 2, lambda i, j: scores.get((i, j), 0)) == [(0, 1), (1, 0)]


def test_words_in_spans_are_counted_once_however_many_spans_hold_them() -> None:
    text = "a b c d e"
    assert token_counts(text, [(0, 5), (2, 5)], [(4, 9)]) == Counts(hits=1, found=3, wanted=3)
    assert token_counts("the mayor", [(5, 9)], [(0, 9)]) == Counts(1, 1, 2)


def test_bags_count_repeats() -> None:
    assert bag_counts("aab", "abb") == Counts(2, 3, 3)


def test_macro_f1_is_the_mean_over_labels_that_are_wanted() -> None:
    pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("c", "a")]
    # a: 1 hit, 2 found, 2 wanted = .5; b: 1 hit, 1 found, 2 wanted = 2/3; c is never wanted.
    assert macro_f1(pairs) == pytest.approx((0.5 + 2 / 3) / 2)
    assert macro_f1(pairs, at_least=3) == 0.0


def test_the_wilson_interval_of_ten_in_twenty() -> None:
    low, high = wilson(10, 20)
    assert low == pytest.approx(0.2993, abs=1e-4)
    assert high == pytest.approx(0.7007, abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(20, 20)[1] == pytest.approx(1.0)


def test_the_bootstrap_repeats_and_holds_the_value() -> None:
    parts = [Counts(i % 3, 2, 2) for i in range(30)]
    low, high = bootstrap(parts)
    assert bootstrap(parts) == (low, high)
    assert low < sum(parts, Counts()).f1 < high
    assert bootstrap([Counts(1, 2, 2)] * 5) == (0.5, 0.5)


def test_names_are_compared_without_case_accents_or_articles() -> None:
    assert same_name("the Front of Aïr", "FRONT OF AIR")
    assert same_name("General Hassan Tidei", "Hassan Tidei")
    assert same_name("www.vale.example", "vale.example")
    assert not same_name("Hassan Tidei", "Hassan Omar")
    assert not same_name("", "Hassan")


def test_an_agency_is_known_by_its_initials() -> None:
    assert same_name("AP", "the Associated Press")
    assert same_name("Agence du Fleuve", "ADF")
    assert same_name("Agence France-Presse", "AFP")
    assert not same_name("AP", "Adria Post Office")


def test_words_overlap_by_half() -> None:
    assert likeness("Gunmen on motorbikes", "gunmen") == 0.5
    assert alike(["the gunmen"], ["Gunmen on motorbikes"])
    assert not alike(["the army"], ["army of the northern valleys"])


def test_at_least_twelve_agrees_whether_its_best_guess_is_null_or_twelve() -> None:
    assert agree(Value(12, None, None), Value(12, 12, None))
    assert not agree(Value(12, None, None), Value(12, 12, 12))
    assert not agree(Value(12, None, None), Value(None, None, 12))


def test_an_exact_number_agrees_with_the_same_number_and_a_range_with_the_same_range() -> None:
    assert agree(Value(40, 40, 40), Value(None, 40, None))
    assert agree(Value(35, None, 40), Value(35, 37, 40))
    assert not agree(Value(35, None, 40), Value(35, 35, 35))
    assert agree(Value(None, None, None), Value(None, None, None))
    assert not agree(Value(None, None, None), Value(24, None, None))


def test_a_value_is_shown_as_words() -> None:
    shown = [show(Value(*v)) for v in ((35, None, 40), (40, 40, 40), (12, 12, None), (None, None, 9), (None, None, None))]
    assert shown == ["35 to 40", "40", "12 or more", "up to 9", "no number"]
