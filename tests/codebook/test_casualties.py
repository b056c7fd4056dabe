"""Both casualty conventions, the sums that leave running totals and parts out, and the precision codes of dates."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.codebook.casualties import Estimate, conservative, estimate, fewest, kind_of
from tocsin.codebook.date_precision import acled_time_precision, ucdp_date_precision


def test_the_conservative_convention_gives_vague_words_a_number():
    assert [conservative(word) for word in ("tens", "dozens", "scores", "hundreds", "many")] == [10, 12, 20, 100, None]
    assert conservative("tens of thousands") == 10_000
    assert conservative("several dozen") == 12
    assert conservative("a few hundred") == 100


@pytest.mark.parametrize(
    ("low", "best", "high", "words", "least", "three"),
    [
        (12, 12, 12, "12", 12, (12, 12, 12)),
        (20, None, 30, "between 20 and 30", 20, (20, 20, 30)),
        (40, None, None, "more than 40", 40, (40, 40, None)),
        (None, 40, None, "about 40", 40, (40, 40, None)),
        (None, None, 40, "up to 40", None, (None, None, 40)),
        (None, None, None, "dozens", 12, (12, 12, None)),
        (None, None, None, "many", None, (None, None, None)),
        (0, 0, 0, "no one", 0, (0, 0, 0)),
    ],
)
def test_a_figure_has_a_conservative_number_and_low_best_and_high(low, best, high, words, least, three):
    assert fewest(low, best, high, words) == least
    assert estimate(low, best, high, words) == Estimate(*three)


def test_civilians_and_fighters_are_told_apart_by_their_words():
    assert kind_of("three children") == "civilians"
    assert kind_of("12 soldiers") == "fighters"
    assert kind_of("people") is None
    assert kind_of("civilians and rebels") is None


@pytest.mark.parametrize(
    ("start", "end", "ucdp", "acled"),
    [
        (date(2026, 3, 4), date(2026, 3, 4), 1, 1),
        (date(2026, 3, 4), date(2026, 3, 6), 2, 2),
        (date(2026, 3, 2), date(2026, 3, 8), 3, 2),
        (date(2026, 3, 1), date(2026, 3, 31), 4, 3),
        (date(2026, 1, 1), date(2026, 12, 31), 5, None),
        (date(2011, 1, 1), date(2026, 3, 18), None, None),
    ],
)
def test_an_interval_has_the_narrowest_code_that_holds_it(start, end, ucdp, acled):
    assert ucdp_date_precision(start, end) == ucdp
    assert acled_time_precision(start, end) == acled


def test_an_interval_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="2026-03-01"):
        ucdp_date_precision(date(2026, 3, 4), date(2026, 3, 1))
