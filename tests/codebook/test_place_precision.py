"""Place precision by the codes of UCDP and of the ACLED layout."""

from __future__ import annotations

import pytest

from tocsin.codebook.place_precision import acled_geo_precision, ucdp_place_precision


@pytest.mark.parametrize(
    ("precision", "radius", "ucdp", "acled"),
    [
        ("point", 2.0, 1, 1),
        ("near", 29.0, 2, 2),
        ("near", 40.0, 2, 2),
        ("near", 90.0, 5, 2),
        ("near", None, 5, 2),
        ("admin2", 20.0, 3, 2),
        ("admin1", 80.0, 4, 3),
        ("linear", 60.0, 5, None),
        ("country", 400.0, 6, None),
        ("sea", 300.0, 7, None),
        ("unlocated", None, None, None),
    ],
)
def test_each_precision_has_its_code_and_what_is_not_located_has_none(precision, radius, ucdp, acled):
    assert ucdp_place_precision(precision, radius) == ucdp
    assert acled_geo_precision(precision) == acled
