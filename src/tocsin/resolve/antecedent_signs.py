"""What speaks for and against a phrase taking up somebody whom the report named before: the signs that the ranker weighs."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.model.reading import Offsets, Reading
from tocsin.resolve import antecedent_columns as column
from tocsin.resolve.actor_names import country_of, kind_of, parse_name
from tocsin.resolve.actor_reference import COLLECTIVES, kinds_of_noun
from tocsin.resolve.antecedent_spots import LANDS, TOWNS, Spot
from tocsin.resolve.register import Register, bag, fold
from tocsin.resolve.spans import Spans
from tocsin.resolve.speaker_names import quoted_regions, share_inside

Floats = NDArray[np.float32]
_ANOTHER: Final = bag(
    "new other another rival opposing enemy main next second third first only most largest many few several local various"
)
_TELLS: Final = {"pronoun": 0, "definite": 1, "other": 1, "name": 2}
_OBJECT: Final = bag("him them her")
_OWNING: Final = bag("his her its their hers theirs")
_SELF: Final = bag("himself herself itself themselves")
_IDLE: Final = re.compile(
    r"\s+(?:is|was|has been|would be|will be|may be|seems|appears|became|remains|means)\b|\s+\w+\s+(?:that|to)\b|['’]s\b"
)
_LATELY: Final = 6  # spots: how far back a hint or a speaker is looked for
_NEAR: Final = 1  # sentences
_NO_HINT: Final = math.log(0.01) / 4.6
_TOWNLIKE: Final = frozenset({"LOCATION", "FACILITY"})
_ARMED: Final = frozenset({"armed group", "armed force", "police"})
_POINTING: Final = frozenset({"this", "that", "these", "those"})
_OWN: Final = _OWNING | _SELF


@dataclass(slots=True)
class Named:
    """Somebody or something that the report has named, with all its spots so far; ``telling`` is the last of those that tell best who it is."""

    number: int
    kind: str
    spots: list[Spot] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    sort: str | None = None
    country: str | None = None
    entry: str | None = None
    plural: bool | None = None
    female: bool | None = None
    telling: Spot | None = None
    holds: tuple[int, ...] = ()
    """The columns of the signs that it shows whoever asks, as its spots are now."""


class Asked(NamedTuple):
    """A phrase that may take something up, with what is computed of it once.

    ``signs`` are the columns that hold of it whoever answers; ``beside`` is where the other parties of its own acts begin.
    """

    spot: Spot
    by: str
    sorts: frozenset[str | None] | None
    country: str | None
    signs: list[int]
    quoted: bool
    speakers: tuple[Offsets, ...]
    hints: Mapping[Offsets, float]
    words: str
    stem: str
    modifiers: frozenset[str]
    beside: frozenset[int]


@lru_cache(maxsize=8192)
def _known(register: Register, words: str) -> tuple[str | None, str | None, str | None]:
    """Return kind, country and id that the register or the words themselves give of a name."""
    proper = parse_name(words).proper
    entry = register.find(words) or (register.find(proper) if proper else None)
    if entry is not None:
        return entry.kind, entry.country, entry.id
    return kind_of(words)[0], country_of(register, words), None


class Signs:
    """Computes the signs of one report's phrases."""

    def __init__(self, register: Register, reading: Reading) -> None:
        self.register = register
        self.text = reading.document.words
        self._quoted = quoted_regions(self.text)
        self._quotations = reading.quotations
        self._contents = Spans((n, piece) for n, q in enumerate(reading.quotations) for piece in q.content)
        self._hints: dict[Offsets, dict[Offsets, float]] = {}
        for link in reading.links:
            self._hints.setdefault((link.start, link.end), {})[link.to_start, link.to_end] = link.score
        self._beside: dict[int, set[int]] = {}
        for frame in reading.frames:
            starts = {a.start for a in frame.arguments if a.role in {"actor", "recipient"}}
            for start in starts:
                self._beside.setdefault(start, set()).update(starts)
        self._holders: dict[Offsets, tuple[Named, int]] = {}

    def introduce(self, number: int, spot: Spot) -> Named:
        """Return somebody who is named for the first time."""
        made = Named(number, spot.kind or "")
        self.join(made, spot)
        return made

    def join(self, named: Named, spot: Spot) -> None:
        """Add one more spot to somebody."""
        self._holders[spot.whole] = named, len(named.spots)
        named.spots.append(spot)
        if named.telling is None or _TELLS[spot.form] >= _TELLS[named.telling.form]:
            named.telling = spot
        if named.female is None:
            named.female = spot.female
        if spot.form != "pronoun":
            self._tell(named, spot)
        elif named.plural is None:
            named.plural = spot.plural
        named.holds = _held(named, spot)

    def _tell(self, named: Named, spot: Spot) -> None:
        words = fold(spot.words)
        named.kind = named.kind or spot.kind or ""
        named.words.add(words)
        named.heads.add(spot.head)
        named.stems.add(spot.head.removesuffix("s"))
        named.tokens.update(words.split())
        if named.plural is None or len(named.spots) == 1:
            named.plural = spot.plural
        sort, country, entry = _known(self.register, spot.words)
        named.sort, named.country, named.entry = named.sort or sort, named.country or country, named.entry or entry
        if spot.form == "name":
            named.names.setdefault(name_of(spot.words))

    def entry(self, spot: Spot) -> str | None:
        """Return the id of the register's actor that a name names."""
        return _known(self.register, spot.words)[2]

    def asked(self, spot: Spot) -> Asked:
        """Return what a phrase itself tells."""
        by, head = _asking(spot), spot.head
        pronoun = spot.form == "pronoun"
        quoted = share_inside(spot.start, spot.end, self._quoted) > 0.5
        signs = _of_pronoun(by, head) if pronoun else _of_phrase(by, spot)
        for shown, said in zip(column.OF_ITSELF, (spot.followed, spot.opens, quoted, spot.source, spot.acts, spot.suffers), strict=True):
            if said:
                signs.append(shown)
        if head == "it" and _IDLE.match(self.text, spot.end):
            signs.append(column.IDLE_IT)
        if spot.sentence == 0:
            signs.append(column.IN_FIRST)
        speakers = tuple(piece for n in self._contents.at(spot.start) for piece in self._quotations[n].source)
        hints = self._hints.get((spot.start, spot.end), {})
        beside = frozenset() if head in _OWN else frozenset(self._beside.get(spot.start, ()))
        if pronoun:
            return Asked(spot, by, None, None, signs, quoted, speakers, hints, "", "", frozenset(), beside)
        return Asked(
            spot, by, kinds_of_noun(head), country_of(self.register, spot.words), signs, quoted, speakers, hints, fold(spot.words),
            head.removesuffix("s"), frozenset(spot.modifiers), beside,
        )  # fmt: skip

    def rows(self, asked: Asked, before: Sequence[Named], last_speaker: Named | None) -> Floats:
        """Return the signs of each candidate, and last those of "nobody": ``[candidates + 1, signs]``."""
        many, sentence = len(before), asked.spot.sentence
        hints = self._hinted(asked, before)
        sure = sorted(hints)
        most, second = sure[-1] if sure else 0.0, sure[-2] if many > 1 else 0.0
        sizes = [len(n.spots) for n in before]
        counts = max(sizes, default=1)
        ends = [n.spots[-1].end for n in before]
        order = sorted(range(many), key=ends.__getitem__, reverse=True)
        columns: list[int] = []
        many_signs: list[int] = []
        weighed = []
        any_head = any_kind = any_near = 0
        for named, hint, count in zip(before, hints, sizes, strict=True):
            apart = sentence - named.spots[-1].sentence
            signs = self._pair(asked, named, apart)
            if count == counts and count > 1:
                signs.append(column.OFTEN_MOST)
            if named is last_speaker:
                signs.append(column.SPOKE_LAST)
            if apart <= _NEAR:
                any_near = 1
            if asked.words:
                said = self._words(asked, named)
                any_head = max(any_head, (column.HEAD_SAME in said) + (column.HEAD_IN_NAME in said))
                any_kind = any_kind or column.KIND[True] in said
                signs += said
            columns += signs
            many_signs.append(len(signs))
            weighed.append(
                (_odds(hint) if asked.hints else -1.0, hint, hint == most >= 0.05, hint - (second if hint == most else most), count)
            )
        same = np.zeros(len(column.SIGNS), dtype=np.float32)
        same[asked.signs] = 1
        same[column.OF_ALL] = (most, bool(asked.hints), math.log1p(many) / 3, any_head, any_kind, any_near)
        made = np.zeros((many + 1, len(column.SIGNS)), dtype=np.float32)
        if before:
            made[np.repeat(np.arange(many), many_signs), columns] = 1
            made[order[0], column.NEAREST] = 1
            made[order, column.NEARNESS] = 1 / np.arange(1, many + 1)
            made[:-1, column.WEIGHED] = weighed
            made[:-1, column.SHARE] = made[:-1, column.COUNT] / counts
            made[:-1, column.COUNT] = np.log(made[:-1, column.COUNT])
        made[-1, column.NOBODY] = 1
        made += same
        return made

    def _hinted(self, asked: Asked, before: Sequence[Named]) -> list[float]:
        """Return how sure the reader is of each candidate: of one of its last spots."""
        made: dict[int, float] = {}
        for where, score in asked.hints.items():
            named, at = self._holders.get(where, (None, 0))
            if named is not None and at >= len(named.spots) - _LATELY:
                made[named.number] = max(score, made.get(named.number, 0.0))
        return [made.get(n.number, 0.0) for n in before] if made else [0.0] * len(before)

    def _pair(self, asked: Asked, named: Named, apart: int) -> list[int]:
        """Return the columns of the signs that hold of a candidate for a phrase ``apart`` sentences on."""
        spot, last = asked.spot, named.spots[-1]
        signs = [*named.holds, column.APART[bisect_right(column.FAR, apart) - 1], column.MEETS[asked.by][named.kind]]
        if apart == 1 and last.opens and spot.opens:
            signs.append(column.BOTH_OPEN)
        if spot.plural is not None and named.plural is not None:
            signs.append(column.NUMBER[spot.plural == named.plural])
        if spot.female is not None and named.female is not None:
            signs.append(column.GENDER[spot.female == named.female])
        if last.start in asked.beside:
            signs.append(column.SAME_FRAME)
        if apart == 0 and last.acts and spot.head in _OWNING:
            signs.append(column.OWNER)
        if asked.speakers and any(a < s.end and s.start < b for a, b in asked.speakers for s in named.spots[-_LATELY:]):
            signs.append(column.OF_ITS_SPEAKER[asked.quoted])
        return signs

    def _words(self, asked: Asked, named: Named) -> list[int]:
        """Return the columns of the signs that the words of a phrase and those of a candidate show together."""
        head, signs = asked.spot.head, []
        if head in named.heads:
            signs.append(column.HEAD_SAME)
        if head in named.tokens:
            signs.append(column.HEAD_IN_NAME)
        if asked.stem in named.stems:
            signs.append(column.HEAD_STEM)
        if asked.modifiers:
            if not asked.modifiers.isdisjoint(named.tokens):
                signs.append(column.HELD)
            if not asked.modifiers <= named.tokens:
                signs.append(column.STRANGE)
        if asked.sorts is not None and (named.sort is not None or None in asked.sorts):
            signs.append(column.KIND[named.sort in asked.sorts])
        if asked.country is not None and named.country is not None:
            signs.append(column.COUNTRY[asked.country == named.country])
        if asked.words in named.words:
            signs.append(column.SAME_WORDS)
        if head in LANDS and self._is_land(named):
            signs.append(column.LAND_FITS)
        if head in TOWNS and named.kind in _TOWNLIKE and not self._is_land(named):
            signs.append(column.TOWN_FITS)
        if head in COLLECTIVES and named.sort in _ARMED:
            signs.append(column.COLLECTIVE)
        return signs

    def _is_land(self, named: Named) -> bool:
        return any(self.register.state(n) for n in named.names)


def _odds(hint: float) -> float:
    return math.log(max(hint, 0.01) / max(1 - hint, 0.01)) / 4.6 if hint else _NO_HINT


def _of_pronoun(by: str, head: str) -> list[int]:
    signs = [column.ASKS[by]]
    if head in _OBJECT:
        signs.append(column.AT["object"])
    if head in _OWNING:
        signs.append(column.AT["owning"])
    if head in _SELF:
        signs.append(column.AT["self"])
    return signs


def _of_phrase(by: str, spot: Spot) -> list[int]:
    signs = [column.ASKS[by]]
    if spot.by in _POINTING:
        signs.append(column.AT["this"])
    if spot.modifiers:
        signs.append(column.AT["modifiers"])
        if not _ANOTHER.isdisjoint(spot.modifiers):
            signs.append(column.AT["another"])
    if any(w[:1].isupper() for w in spot.words.split()[1:]):
        signs.append(column.AT["proper_modifier"])
    if kinds_of_noun(spot.head) is not None:
        signs.append(column.AT["noun_known"])
    return signs


@lru_cache(maxsize=8192)
def name_of(words: str) -> str:
    """Return the folded name that words give."""
    return fold(parse_name(words).proper or words)


def _held(named: Named, last: Spot) -> tuple[int, ...]:
    opens = named.spots[0].sentence == 0
    said = (last.opens, last.form == "pronoun", last.source, last.acts, last.suffers, last.form == "name", opens, bool(named.names))
    return tuple(compress(column.SHOWN, said))


def _asking(spot: Spot) -> str:
    if spot.form == "pronoun":
        return "they" if spot.plural else "it" if spot.head.startswith("it") else "he"
    if spot.kind == "PERSON":
        return "persons" if spot.plural else "one person"
    if spot.kind in {"ORGANIZATION", "GROUP"}:
        return "bodies" if spot.plural else "one body"
    return "place" if spot.kind in {"LOCATION", "FACILITY"} else "other"
