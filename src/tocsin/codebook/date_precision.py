"""How precise a date is, by the codes of UCDP and of the ACLED layout, from the interval that a record gives."""

from __future__ import annotations

from datetime import date
from typing import Literal, cast

_UCDP = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
_ACLED = ((1, 1), (7, 2), (31, 3))


def ucdp_date_precision(start: date, end: date) -> Literal[1, 2, 3, 4, 5] | None:
    """Return UCDP's date precision of an interval, both ends included: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year.

    An interval takes the narrowest code that holds all its days; None where it is longer than a year. Source: UCDP GED codebook.
    """
    return cast(Literal[1, 2, 3, 4, 5] | None, _code(start, end, _UCDP))


def acled_time_precision(start: date, end: date) -> Literal[1, 2, 3] | None:
    """Return the ACLED layout's time precision of an interval: 1 the day, 2 within a week, 3 within a month; None where it is longer."""
    return cast(Literal[1, 2, 3] | None, _code(start, end, _ACLED))


def _code(start: date, end: date, codes: tuple[tuple[int, int], ...]) -> int | None:
    if end < start:
        raise ValueError(f"an interval cannot end on {end}, before it starts on {start}: give the earlier day first")
    days = (end - start).days + 1
    return next((code for most, code in codes if days <= most), None)
