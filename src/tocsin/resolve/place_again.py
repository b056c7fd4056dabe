"""Places taken up again without their name: "the city", "the besieged town", "the province"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from tocsin.model.reading import Mention
from tocsin.model.record import Place, Precision

_WINDOW: Final = 400
_TAKEN_UP: Final = re.compile(
    r"(?i)(?:(?:the|this|that)\s+)(?:(?!(?:next|nearest|other|another|same|own|old|whole)\b)[a-z-]+\s+){0,2}"
    r"(?P<kind>city|town|village|province|governorate|oblast|country)"
)
_SETTING: Final = re.compile(
    r"(?i)\b(?:in|at|into|inside|outside|from|of|to|near|across|around|over|through|throughout|within|leave|left|leaving|enter(?:ed|ing)?)\s+"
    r"(?:the\s+)?(?:[\w-]+\s+)?$"
)
_PRECISION: Final[Mapping[str, Precision]] = {
    "city": "point", "town": "point", "village": "point", "province": "admin1", "governorate": "admin1", "oblast": "admin1", "country": "country",
}  # fmt: skip


def taken_up(text: str, mentions: Sequence[Mention], places: Mapping[int, Place]) -> dict[int, Place]:
    """Return, by index into ``mentions``, the places that a definite phrase without a name takes up: the only one of its kind named just before.

    Just before is within 400 characters. Two of a kind there leave the phrase open, as does "the next town": nothing tells which. Only a
    country that is a setting counts ("in Syria"): in "US troops" it tells whose they are.
    """
    named = sorted((mentions[index].end, index) for index, place in places.items() if place.lat is not None)
    made: dict[int, Place] = {}
    for index, place in places.items():
        seen = mentions[index]
        met = _phrase(text, seen) if place.lat is None else None
        if met is None:
            continue
        kind = _PRECISION[met["kind"].lower()]
        near = [
            places[i]
            for end, i in named
            if seen.start - _WINDOW <= end <= seen.start and places[i].precision == kind
            and (kind != "country" or _is_setting(text, mentions[i].start))
        ]  # fmt: skip
        if len({one.country if kind == "country" else (one.lat, one.lon) for one in near}) == 1:
            whole = max(near, key=lambda one: one.uncertainty_km or 0.0)  # of "eastern Syria" and "Syria" the country is the latter
            made[index] = whole.model_copy(update={"mention": place.mention})
    return made


def _is_setting(text: str, start: int) -> bool:
    return _SETTING.search(text, max(0, start - 40), start) is not None


def _phrase(text: str, seen: Mention) -> re.Match[str] | None:
    """Match a mention as a definite phrase; its article may stand before it."""
    return _TAKEN_UP.fullmatch(text, seen.start, seen.end) or _TAKEN_UP.fullmatch(text, max(0, seen.start - len("the ")), seen.end)
