"""How precise a place is, by the codes of UCDP and of the ACLED layout, from the precision and radius that a record gives."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from tocsin.model.record import Precision

_NEAR_KM: Final = 40.0  # 25 km about a town, of which the gazetteer makes a circle of up to 15 km
_UCDP: Final[Mapping[Precision, Literal[1, 3, 4, 5, 6, 7]]] = MappingProxyType(
    {"point": 1, "admin2": 3, "admin1": 4, "linear": 5, "country": 6, "sea": 7}
)
_ACLED: Final[Mapping[Precision, Literal[1, 2, 3]]] = MappingProxyType({"point": 1, "near": 2, "admin2": 2, "admin1": 3})


def ucdp_place_precision(precision: Precision, uncertainty_km: float | None) -> Literal[1, 2, 3, 4, 5, 6, 7] | None:
    """Return UCDP's place precision: 1 the place, 2 within 25 km of one, 3 and 4 a unit of second and first order, 5 vague or a line.

    6 is the country, 7 the sea or the air. A place "near" another is 2 where its radius, in kilometres, is that of a town and 25 more at most,
    and 5 where it is wider or not known. None of a place that was not located. Source: UCDP GED codebook.
    """
    if precision == "near":
        return 2 if uncertainty_km is not None and uncertainty_km <= _NEAR_KM else 5
    return _UCDP.get(precision)


def acled_geo_precision(precision: Precision) -> Literal[1, 2, 3] | None:
    """Return the ACLED layout's spatial precision: 1 the town, 2 the wider area or district, 3 the province.

    None where the words are coarser than a province, which the layout does not code: a line, a country, a sea, a place that was not located.
    Source: the account of the three degrees that ACCORD gives with its overviews of ACLED data (ecoi.net).
    """
    return _ACLED.get(precision)
