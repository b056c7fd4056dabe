"""What speaks for and against a phrase taking up somebody whom the report named before: the signs that the ranker weighs."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tocsin.model.reading import Offsets, Reading
from tocsin.resolve.actor_names import country_of, kind_of, parse_name
from tocsin.resolve.actor_reference import COLLECTIVES, kinds_of_noun
from tocsin.resolve.antecedent_spots import LANDS, TOWNS, Spot
from tocsin.resolve.register import Register, bag, fold
from tocsin.resolve.spans import Spans
from tocsin.resolve.speaker_names import quoted_regions, share_inside

Floats = NDArray[np.float32]
_TYPES: Final = ("PERSON", "ORGANIZATION", "GROUP", "LOCATION", "FACILITY", "")
_ASKING: Final = ("he", "it", "they", "one person", "one body", "persons", "bodies", "place", "other")
_FAR: Final = (0, 1, 2, 5, 9)
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
PAIR: Final = (
    "hint", "hint_share", "hint_best", "hint_margin", *(f"far_{n}" for n in _FAR), "nearness", "nearest", "count", "share_of_count", "often_most",
    "last_opens", "last_pronoun", "last_source", "last_acts", "last_suffers", "last_named", "first_seen", "both_open", "named",
    "number_same", "number_other", "gender_same", "gender_other", "of_its_speaker", "of_its_speaker_quoted", "spoke_last",
    "same_frame", "owner_in_clause", "head_same", "head_in_name", "head_stem", "modifiers_held", "modifiers_strange", "kind_fits",
    "kind_strange", "country_same", "country_other", "same_words", "land_fits", "town_fits", "collective",
    *(f"{a}:{t or 'unknown'}" for a in _ASKING for t in _TYPES),
)  # fmt: skip
ASKED: Final = (
    *(f"asks_{a}" for a in _ASKING), "this", "another", "modifiers", "proper_modifier", "followed", "opens", "quoted", "source", "acts",
    "suffers", "idle_it", "object", "owning", "self", "noun_known", "in_first",
)  # fmt: skip
AROUND: Final = ("none", "most_hint", "any_head", "any_kind", "any_hint", "crowd", "any_near")
SIGNS: Final = (*PAIR, *ASKED, *AROUND)
_AT: Final = {name: n for n, name in enumerate(SIGNS)}
_MEETS: Final = {a: {t: _AT[f"{a}:{t or 'unknown'}"] for t in _TYPES} for a in _ASKING}
_APART: Final = [_AT[f"far_{n}"] for n in _FAR]
_WEIGHED: Final = np.asarray([_AT[n] for n in ("hint", "hint_share", "hint_best", "hint_margin", "nearness", "count", "share_of_count")])
_OF_ALL: Final = np.asarray([_AT[n] for n in ("most_hint", "any_hint", "crowd", "any_head", "any_kind", "any_near")])
_LATELY: Final = 6  # spots: how far back a hint or a speaker is looked for
_NEAR: Final = 1  # sentences
_HEADS: Final = {_AT["head_same"], _AT["head_in_name"]}


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


@dataclass(frozen=True, slots=True)
class Asked:
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
            named.names.setdefault(name_of(spot))

    def entry(self, spot: Spot) -> str | None:
        """Return the id of the register's actor that a name names."""
        return _known(self.register, spot.words)[2]

    def asked(self, spot: Spot) -> Asked:
        """Return what a phrase itself tells."""
        by = _asking(spot)
        signs = [_AT[f"asks_{by}"]]
        pronoun = spot.form == "pronoun"
        quoted = share_inside(spot.start, spot.end, self._quoted) > 0.5
        sorts = None if pronoun else kinds_of_noun(spot.head)
        country = None if pronoun else country_of(self.register, spot.words)
        at = self._contents.at(spot.start)
        speakers = tuple(piece for n in at for piece in self._quotations[n].source)
        for name, said in (
            ("this", spot.by in {"this", "that", "these", "those"}),
            ("another", any(m in _ANOTHER for m in spot.modifiers)),
            ("modifiers", bool(spot.modifiers) and not pronoun),
            ("proper_modifier", not pronoun and any(w[:1].isupper() for w in spot.words.split()[1:])),
            ("followed", spot.followed), ("opens", spot.opens), ("quoted", quoted), ("source", spot.source), ("acts", spot.acts),
            ("suffers", spot.suffers), ("idle_it", spot.head == "it" and _IDLE.match(self.text, spot.end) is not None),
            ("object", pronoun and spot.head in _OBJECT), ("owning", pronoun and spot.head in _OWNING), ("self", pronoun and spot.head in _SELF),
            ("noun_known", sorts is not None), ("in_first", spot.sentence == 0),
        ):  # fmt: skip
            if said:
                signs.append(_AT[name])
        hints = self._hints.get((spot.start, spot.end), {})
        beside = frozenset() if spot.head in _OWNING | _SELF else frozenset(self._beside.get(spot.start, ()))
        words, stem = ("", "") if pronoun else (fold(spot.words), spot.head.removesuffix("s"))
        return Asked(spot, by, sorts, country, signs, quoted, speakers, hints, words, stem, frozenset(spot.modifiers), beside)

    def rows(self, asked: Asked, before: Sequence[Named], last_speaker: Named | None) -> Floats:
        """Return the signs of each candidate, and last those of "nobody": ``[candidates + 1, signs]``."""
        many = len(before)
        hints = self._hinted(asked, before)
        most = max(hints, default=0.0)
        second = sorted(hints)[-2] if many > 1 else 0.0
        counts = max((len(n.spots) for n in before), default=1)
        order = sorted(range(many), key=lambda k: -before[k].spots[-1].end)
        rank = {k: r for r, k in enumerate(order)}
        columns: list[int] = []
        many_signs: list[int] = []
        weighed = []
        any_head = any_kind = any_near = 0
        for k, named in enumerate(before):
            hint, count, apart = hints[k], len(named.spots), asked.spot.sentence - named.spots[-1].sentence
            odds = math.log(max(hint, 0.01) / max(1 - hint, 0.01)) / 4.6 if asked.hints else -1.0
            margin = hint - (second if hint == most else most)
            weighed.append((odds, hint, float(hint == most and most >= 0.05), margin, 1 / (1 + rank[k]), math.log(count), count / counts))
            signs = self._pair(asked, named, apart)
            if rank[k] == 0:
                signs.append(_AT["nearest"])
            if count == counts and count > 1:
                signs.append(_AT["often_most"])
            if named is last_speaker:
                signs.append(_AT["spoke_last"])
            any_near = any_near or apart <= _NEAR
            if asked.words:
                said = self._words(asked, named)
                any_head = max(any_head, len(_HEADS.intersection(said)))
                any_kind = any_kind or _AT["kind_fits"] in said
                signs += said
            columns += signs
            many_signs.append(len(signs))
        same = np.zeros(len(SIGNS), dtype=np.float32)
        same[asked.signs] = 1
        same[_OF_ALL] = (most, bool(asked.hints), math.log1p(many) / 3, any_head, any_kind, any_near)
        made = np.zeros((many + 1, len(SIGNS)), dtype=np.float32)
        if before:
            made[np.repeat(np.arange(many), many_signs), columns] = 1
            made[:-1, _WEIGHED] = weighed
        made[-1, _AT["none"]] = 1
        made += same
        return made

    def _hinted(self, asked: Asked, before: Sequence[Named]) -> list[float]:
        """Return how sure the reader is of each candidate: of one of its last spots."""
        made: dict[int, float] = {}
        for where, score in asked.hints.items():
            named, at = self._holders.get(where, (None, 0))
            if named is not None and at >= len(named.spots) - _LATELY:
                made[named.number] = max(score, made.get(named.number, 0.0))
        return [made.get(n.number, 0.0) for n in before]

    def _pair(self, asked: Asked, named: Named, apart: int) -> list[int]:
        """Return the columns of the signs that hold of a candidate for a phrase ``apart`` sentences on."""
        spot, last = asked.spot, named.spots[-1]
        signs = [*named.holds, _APART[bisect_right(_FAR, apart) - 1], _MEETS[asked.by][named.kind]]
        if apart == 1 and last.opens and spot.opens:
            signs.append(_AT["both_open"])
        if spot.plural is not None and named.plural is not None:
            signs.append(_AT["number_same" if spot.plural == named.plural else "number_other"])
        if spot.female is not None and named.female is not None:
            signs.append(_AT["gender_same" if spot.female == named.female else "gender_other"])
        if last.start in asked.beside:
            signs.append(_AT["same_frame"])
        if apart == 0 and last.acts and spot.head in _OWNING:
            signs.append(_AT["owner_in_clause"])
        if asked.speakers and any(a < s.end and s.start < b for a, b in asked.speakers for s in named.spots[-_LATELY:]):
            signs.append(_AT["of_its_speaker_quoted" if asked.quoted else "of_its_speaker"])
        return signs

    def _words(self, asked: Asked, named: Named) -> list[int]:
        """Return the columns of the signs that the words of a phrase and those of a candidate show together."""
        head = asked.spot.head
        return [
            _AT[name]
            for name, said in (
                ("head_same", head in named.heads), ("head_in_name", head in named.tokens), ("head_stem", asked.stem in named.stems),
                ("modifiers_held", not asked.modifiers.isdisjoint(named.tokens)), ("modifiers_strange", not asked.modifiers <= named.tokens),
                ("kind_fits", asked.sorts is not None and named.sort in asked.sorts),
                ("kind_strange", asked.sorts is not None and named.sort is not None and named.sort not in asked.sorts),
                ("country_same", asked.country is not None and asked.country == named.country),
                ("country_other", asked.country is not None and named.country is not None and asked.country != named.country),
                ("same_words", asked.words in named.words),
                ("land_fits", head in LANDS and any(self.register.state(n) for n in named.names)),
                ("town_fits", head in TOWNS and named.kind in {"LOCATION", "FACILITY"} and not any(self.register.state(n) for n in named.names)),
                ("collective", head in COLLECTIVES and named.sort in {"armed group", "armed force", "police"}),
            )
            if said
        ]  # fmt: skip


def name_of(spot: Spot) -> str:
    """Return the folded name that the words of a spot give."""
    return fold(parse_name(spot.words).proper or spot.words)


def _held(named: Named, last: Spot) -> tuple[int, ...]:
    return tuple(
        _AT[name]
        for name, said in (
            ("last_opens", last.opens), ("last_pronoun", last.form == "pronoun"), ("last_source", last.source), ("last_acts", last.acts),
            ("last_suffers", last.suffers), ("last_named", last.form == "name"), ("first_seen", named.spots[0].sentence == 0),
            ("named", bool(named.names)),
        )
        if said
    )  # fmt: skip


def _asking(spot: Spot) -> str:
    if spot.form == "pronoun":
        return "they" if spot.plural else "it" if spot.head.startswith("it") else "he"
    if spot.kind == "PERSON":
        return "persons" if spot.plural else "one person"
    if spot.kind in {"ORGANIZATION", "GROUP"}:
        return "bodies" if spot.plural else "one body"
    return "place" if spot.kind in {"LOCATION", "FACILITY"} else "other"
