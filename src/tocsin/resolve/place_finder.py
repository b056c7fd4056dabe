"""Where an act or a count is put: by its frame, by what it was done to, or by its own clause; never by another act's place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin.model.reading import Argument, Frame, Reading
from tocsin.model.record import Place
from tocsin.resolve.discretion import Discretion, is_refuge
from tocsin.resolve.place_event import (
    clause_at,
    completes,
    is_done_at_its_target,
    is_its_own,
    is_located,
    is_where_clause,
    modifies,
    owned_by_others,
)
from tocsin.resolve.place_phrase import is_nameless

_HELD_BY = re.compile(
    r"(?:,|,?\s+(?:in|of))\s+(?:the\s+)?(?:(?:far\s+)?(?:north|south|east|west|central)[\w-]*\s+)?(?:part\s+of\s+)?", re.IGNORECASE
)
_TO_WHERE = len(", where ")


@dataclass(frozen=True)
class PlaceFinder:
    """Finds the place of an act among those that its report names.

    ``places`` are those of the mentions, by index; ``mentions_in`` and ``frames_in`` the indices of each sentence's mentions and frames;
    ``begins`` where each sentence's own words begin, behind a dateline. Offsets count in ``Document.words``.
    """

    reading: Reading
    places: Mapping[int, Place]
    discretion: Discretion
    mentions_in: Mapping[int, tuple[int, ...]]
    frames_in: Mapping[int, tuple[int, ...]]
    begins: Sequence[int]

    @property
    def text(self) -> str:
        return self.reading.document.words

    def find(self, number: int, arguments: Sequence[Argument], *, sole: bool = True, frame: Frame | None = None) -> Place | None:
        """Return the place of an act: of its place argument, else of what it was done to, else the only place that its own clause names.

        The last is taken with ``sole`` only: for deeds and counts, since a speech act is seldom made where the thing is that it speaks of.
        A place that another act of the sentence has for its own is not lent. Without a frame (a count) the clause is the whole sentence.
        """
        for role in ("place", "recipient") if frame is None or is_done_at_its_target(frame) else ("place",):
            for argument in arguments:
                if (
                    argument.role == role
                    and argument.start >= self.begins[number]
                    and (found := self._place_in(number, argument.start, argument.end, party=role == "recipient"))
                ):
                    return found
        if sole and frame is not None and (found := self._place_after(number, frame)):
            return found
        return self._place_beside(number, arguments, frame) if sole else None

    def _place_after(self, number: int, frame: Frame) -> Place | None:
        """Return the place that completes an act's word directly: "the battle for X", "the siege of the town of X"."""
        if not is_done_at_its_target(frame):
            return None
        parties = [(a.start, a.end) for a in frame.arguments if a.role == "actor"]
        for i in self.mentions_in.get(number, ()):
            start = self.reading.mentions[i].start
            placed = i in self.places and self.places[i].lat is not None and not any(s <= start < e for s, e in parties)
            if placed and completes(self.text, frame.end, start):
                return self.places[i]
        return None

    def _place_beside(self, number: int, arguments: Sequence[Argument], frame: Frame | None) -> Place | None:
        """Return the only place that an act's clause names as where something is, unless it is a party of the act or another act's place."""
        placed = [
            (i, self.reading.mentions[i]) for i in self.mentions_in.get(number, ())
            if i in self.places and self.places[i].precision != "unlocated"
        ]  # fmt: skip
        if not placed:
            return None
        clause = self.begins[number], self.reading.sentences[number].end
        taken = [(a.start, a.end) for a in arguments if a.role in ("actor", "recipient")]
        lent: tuple[int, ...] = ()
        if frame is not None:
            clause = clause_at(self.text, clause, frame.start)
        here = tuple(i for i, m in placed if clause[0] <= m.start < clause[1] and is_located(self.text, m.start))
        if not here and frame is not None and is_where_clause(self.text, clause):
            lent = tuple(i for i, m in placed if m.end <= clause[0] <= m.end + _TO_WHERE)
        names = {self.places[i].name for i in here}
        if len(names) == 1 and frame is not None:
            taken += owned_by_others(self.text, frame, [self.reading.frames[n] for n in self.frames_in.get(number, ())], clause)
        free = [i for i in here if not any(s <= self.reading.mentions[i].start < e for s, e in taken)]
        return self.places[(free or lent)[0]] if lent or (len(names) == 1 and free) else None

    def discreet(self, place: Place | None, number: int, within: Sequence[Argument] | None = None, *, always: bool = False) -> Place | None:
        """Return a place coarsened where a refuge or an aid site stands beside it: in the arguments of an act, else in its sentence."""
        if place is None or always:
            return self.discretion.coarse(place) if place else None
        for mention in (self.reading.mentions[i] for i in self.mentions_in.get(number, ())):
            if mention.type in ("FACILITY", "LOCATION") and is_refuge(self.text, mention.start, mention.end):
                roles = ((a.start, a.end) for a in within or () if a.role in ("place", "recipient"))
                if within is None or any(s <= mention.start < e for s, e in roles):
                    return self.discretion.coarse(place)
        return place

    def _place_in(self, number: int, start: int, end: int, *, party: bool = False) -> Place | None:
        """Return the finest place named in a span; a name that the gazetteer lacks is kept unlocated, in the country that stands beside it.

        Two places that bound a stretch ("the east of X between Y and Z") are finer than what they lie in. In a party's words only a name
        that tells where it is counts.
        """
        found: list[Place] = []
        unknown: list[int] = []
        for i in self.mentions_in.get(number, ()):
            mention = self.reading.mentions[i]
            if not (start <= mention.start and mention.end <= end + 1):
                continue
            if party and not is_its_own(self.text, (start, end), mention.start):
                continue
            if i in self.places:
                if self.places[i].precision != "unlocated" or not is_nameless(self.text[mention.start : mention.end]):
                    found.append(self.places[i])
            elif mention.type == "LOCATION" and self.text[mention.start].isupper() and not modifies(self.text, mention.end, end):
                unknown.append(i)
        rank = {"point": 0, "near": 1, "linear": 2, "admin2": 2, "admin1": 3, "sea": 4, "country": 5, "unlocated": 6}
        between = [p for p in found if p.precision == "near" and p.geonameid is None]
        best = min(between or found, key=lambda p: rank[p.precision], default=None)
        if unknown and (best is None or best.precision == "linear" or rank[best.precision] >= rank["admin1"]):
            mention = self.reading.mentions[unknown[0]]
            best = best or self._holder(number, mention.end)
            return Place(
                name=self.text[mention.start : mention.end],
                geonameid=None,
                country=best.country if best else None,
                admin1=best.admin1 if best else None,
                lat=None,
                lon=None,
                precision="unlocated",
                uncertainty_km=None,
                mention=f"m{unknown[0] + 1}",
            )
        return best

    def _holder(self, number: int, end: int) -> Place | None:
        """Return the place that is said to hold one whose name ends at ``end``: "Loi Hpa in northern Shan State", "Pandi, Bulacan"."""
        for i in self.mentions_in.get(number, ()):
            start = self.reading.mentions[i].start
            if i in self.places and start >= end and _HELD_BY.fullmatch(self.text, end, start):
                return self.places[i]
        return None
