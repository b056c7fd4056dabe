"""Whose "the army", "police" or "the interior ministry" is: the state that has been named with it, or the only one in play."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from tocsin.model.reading import Reading
from tocsin.resolve.actor_bodies import bare_body, organ_of, usual_state
from tocsin.resolve.actor_names import state_of
from tocsin.resolve.actor_reference import Trail
from tocsin.resolve.register import Register

_INDEFINITE = re.compile(r"(?:an?|one|some|any)\s", re.IGNORECASE)
_STATE_IN_ID = re.compile(r"(?:state|gov|mil|cop|leg|jud|mfa|mod|moi|moh|office):([A-Z]{3})\b")
_BEHIND = re.compile(r" (?:in|of) (?:the )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}")
#: A body is taken up so many sentences later; a state is in play for so many.
_REACH: Final = 8
_NEAR: Final = 2


class Context:
    """The states of one report where they stand; ``lands`` gives the ISO code of each placed mention by its index."""

    def __init__(self, register: Register, reading: Reading, trail: Trail, lands: Mapping[int, str]) -> None:
        self.register = register
        self.reading = reading
        self.trail = trail
        self._lands = lands

    def body(self, words: str) -> str | None:
        """Return the body that words without a state mean; null for "a court" and for all other words."""
        kind = bare_body(words)
        return None if kind is None or _INDEFINITE.match(words) else kind

    def bare(self, words: str) -> str | None:
        """Return the body that words without a state mean, where the report names any state."""
        kind = self.body(words)
        return kind if kind and self._all else None

    def in_play(self, position: int) -> tuple[str, ...]:
        """Return the ISO codes of the states that are in play at a position, else of all that the report names."""
        return tuple(sorted(self._around(position) or self._all))

    def behind(self, words: str, end: int) -> tuple[str, str] | None:
        """Return state and body where the state stands behind a mention: "the regime" of "the regime in Damascus"."""
        match = _BEHIND.match(self.reading.document.words, end) if bare_body(words) else None
        if match is None:
            return None
        pieces = match.group().split()
        found = (organ_of(self.register, f"{words} {' '.join(pieces[:many])}") for many in range(len(pieces), 1, -1))
        return next((f for f in found if f), None)

    def whose(self, kind: str, words: str, position: int) -> str | None:
        """Return the ISO code of the state whose body is meant at a position; null where two may be.

        A body of that kind before it decides, as long as its state is still in play; of two states' bodies the only one in this sentence or
        the one before. Without one, the state is the only one in play, for police the one where the sentence lies;
        of several the one that the report names at least twice as often as any other.
        """
        family, _, body = kind.partition("-")
        same = re.compile(rf"{family}:([A-Z]{{3}}){'-' + re.escape(body.replace(' ', '-')) if body else ''}$")
        held = [(back, m.group(1)) for back, a in self.trail.back(position, _REACH) if (m := same.match(a.actor))]
        here = self.trail.sentence_at(position)
        around = self._around(position)
        before = {code for _, code in held}
        if len(before) == 1:
            code = before.pop()
            return code if not around or code in around else None
        if before:
            near = {code for back, code in held if back <= 1}
            return near.pop() if len(near) == 1 else None
        if kind == "cop" and len(spots := {code for code, placed in self._rows.get(here, ()) if placed}) == 1:
            return spots.pop()
        usual = usual_state(words)
        if usual in around or (usual == "GBR" and usual in self._all):
            return usual
        around = around or set(self._all)
        return next(iter(around)) if len(around) == 1 else self._foremost if self._foremost in around else None

    def _around(self, position: int) -> set[str]:
        """Return the states that stand in this sentence or the two before."""
        here = self.trail.sentence_at(position)
        around = {code for number in range(here - _NEAR, here + 1) for code, _ in self._rows.get(number, ())}
        return around | {m.group(1) for _, a in self.trail.back(position, _NEAR) if (m := _STATE_IN_ID.match(a.actor))}

    @cached_property
    def _foremost(self) -> str | None:
        """The state that the report names at least twice as often as any other."""
        counts = Counter(code for row in self._rows.values() for code, _ in row).most_common(2)
        return counts[0][0] if counts and counts[0][1] >= 2 * sum(n for _, n in counts[1:]) and counts[0][1] > 1 else None

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(code for row in self._rows.values() for code, _ in row)

    @cached_property
    def _rows(self) -> dict[int, list[tuple[str, bool]]]:
        """The states named in each sentence, each with whether a place names it."""
        made: dict[int, list[tuple[str, bool]]] = {}
        for index, mention in enumerate(self.reading.mentions):
            if mention.type not in {"LOCATION", "FACILITY", "ORGANIZATION", "GROUP", "PERSON"}:
                continue
            words = self.reading.document.words[mention.start : mention.end]
            place = mention.type in {"LOCATION", "FACILITY"}
            code = self._lands.get(index) if place else None
            if code := code or state_of(self.register, words):
                made.setdefault(self.trail.sentence_at(mention.start), []).append((code, place))
        return made
