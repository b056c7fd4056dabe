"""Discretion: places of people who could come to harm are shown no finer than a first-order region (docs/why/peoples-are-not-parties.md)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from tocsin.model.reading import Frame, Offsets, Reading
from tocsin.model.record import Place
from tocsin.resolve.gazetteer import Candidate, Gazetteer, fold
from tocsin.resolve.spans import Spans
from tocsin.resolve.speakers import Speech

_FINE: Final = frozenset({"point", "near", "admin2"})
_REFUGE: Final = re.compile(
    r"(?i)\b(?:hospitals?|clinics?|(?:health|medical|feeding|reception) (?:cent(?:er|re)s?|posts?|facilit(?:y|ies))|shelters?|safe ?houses?|"
    r"orphanages?|soup kitchens?|camps?|(?:aid|relief|food|humanitarian)(?: \w+){0,2} (?:sites?|points?|cent(?:er|re)s?|hubs?|warehouses?|"
    r"depots?|stores?|convoys?|offices?|compounds?))\b"
)
_SOLDIERS: Final = re.compile(
    r"(?i)\b(?:army|military|training|base|air|rebels?|militants?|militia|guerrilla|police|marine|jihadist|its|their|our|his)\s+camps?\b"
)
_JOINED: Final = re.compile(r"(?i)[\s,]*(?:in|at|near|outside|of|inside|on|by|the|town|city|village|edge|outskirts|\s)*\s*")
_MEMBERS: Final = re.compile(
    r"(?i)\b(?:cells?|members?|safe ?houses?|hide-?outs?|hiding|sympathi[sz]ers?|supporters?|recruits?|recruiters?|operatives|couriers?|"
    r"informants?|sleepers?|agents?|cadres?)\b"
)


class Discretion:
    """Coarsens places; raises GazetteerError where the gazetteer cannot be read."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def coarsened(self, reading: Reading, places: Mapping[int, Place], speech: Speech) -> dict[int, Place]:
        """Return the places of a reading's mentions, the delicate ones no finer than a first-order region."""
        delicate = Spans(enumerate(_delicate(reading, places, speech)))
        made = dict(places)
        for index, place in places.items():
            mention = reading.mentions[index]
            if delicate.over(mention.start, mention.end):
                made[index] = self.coarse(place)
        return made

    def coarse(self, place: Place) -> Place:
        """Return a place under its own name, at the centre and with the radius of its first-order region, else of its country."""
        if place.precision not in _FINE:
            return place
        region = self._region(place)
        land = None if region else self._gazetteer.country(place.country) if place.country else None
        held = region or land
        if held is None or held.radius_km is None:
            gone = {"geonameid": None, "lat": None, "lon": None, "precision": "unlocated", "uncertainty_km": None}
            return place.model_copy(update=gone)
        return place.model_copy(
            update={
                "geonameid": held.geonameid,
                "lat": round(held.lat, 4),
                "lon": round(held.lon, 4),
                "precision": "admin1" if region else "country",
                "uncertainty_km": round(held.radius_km, 1),
            }
        )

    def _region(self, place: Place) -> Candidate | None:
        if not place.admin1:
            return None
        found = self._gazetteer.lookup(place.admin1)
        return next((c for c in found if c.kind == "admin1" and c.country == place.country and fold(c.name) == fold(place.admin1)), None)


def is_refuge(text: str, start: int, end: int) -> bool:
    """Tell whether words name a hospital, a shelter, a camp of the displaced or an aid site; a party's own camp is none."""
    if not _may_be_refuge(text[start:end]):
        return False
    sites = _REFUGE.finditer(text, start, end)
    own = {m.end() for m in _SOLDIERS.finditer(text, max(0, start - 12), end)}
    return any(m.end() not in own for m in sites)


@lru_cache(maxsize=1 << 13)
def _may_be_refuge(words: str) -> bool:
    """Tell whether words by themselves name such a site; in a text they may be a part of a longer word, or a party's own camp."""
    return _REFUGE.search(words) is not None


def is_attack_to_come(frame: Frame) -> bool:
    """Tell whether a frame is an attack that is planned, threatened or feared."""
    return frame.type == "ASSAULT" and frame.status in {"future", "hypothetical"}


def _delicate(reading: Reading, places: Mapping[int, Place], speech: Speech) -> Iterator[Offsets]:
    """Yield the spans in which a named place tells where somebody could be found."""
    text = reading.document.words
    placed = sorted((reading.mentions[i].start, reading.mentions[i].end) for i in places)
    for mention in reading.mentions:
        if mention.type in {"FACILITY", "LOCATION"} and is_refuge(text, mention.start, mention.end):
            yield mention.start, _joined_to(text, mention.end, placed)
    for remark in reading.remarks:
        sentence = reading.sentences[remark.sentence]
        if remark.topic == "presence" and _MEMBERS.search(text, sentence.start, sentence.end):
            yield sentence.start, sentence.end
    for seen, quotation in zip(reading.quotations, speech.quotations, strict=True):
        if quotation.speaker.anonymous:
            yield from seen.source
    for frame in reading.frames:
        if is_attack_to_come(frame):
            named = [(a.start, a.end) for a in frame.arguments if a.role in {"place", "recipient"}]
            sentence = reading.sentences[frame.sentence]
            yield from named or [(sentence.start, sentence.end)]


def _joined_to(text: str, end: int, placed: list[Offsets]) -> int:
    """Return the end of the place that follows a site directly ("a hospital in Harwa"), else the site's own."""
    at = bisect_left(placed, (end, 0))
    if at < len(placed) and placed[at][0] < end + 40 and _JOINED.fullmatch(text, end, placed[at][0]):
        return placed[at][1]
    return end
