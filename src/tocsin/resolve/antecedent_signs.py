"""What speaks for and against a phrase taking up somebody whom the report named before: the signs that the ranker weighs."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from tocsin.model.reading import Offsets, Reading
from tocsin.resolve.actor_names import country_of, kind_of, parse_name
from tocsin.resolve.actor_reference import COLLECTIVES, kinds_of_noun
from tocsin.resolve.antecedent_spots import LANDS, TOWNS, Spot
from tocsin.resolve.register import Register, bag, fold
from tocsin.resolve.spans import Spans
from tocsin.resolve.speaker_names import quoted_regions, share_inside

Numbers = list[float]
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


@dataclass(slots=True)
class Named:
    """Somebody or something that the report has named, with all its spots so far; ``telling`` is the last of those that tell best who it is."""

    number: int
    kind: str
    spots: list[Spot] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    sort: str | None = None
    country: str | None = None
    entry: str | None = None
    plural: bool | None = None
    female: bool | None = None
    telling: Spot | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A phrase that may take something up, with what is computed of it once."""

    spot: Spot
    by: str
    sorts: frozenset[str | None] | None
    country: str | None
    numbers: Numbers
    quoted: bool
    speakers: tuple[Offsets, ...]
    hints: Mapping[Offsets, float]


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
        self._frames: dict[int, list[int]] = {}
        for n, frame in enumerate(reading.frames):
            for a in frame.arguments:
                if a.role in {"actor", "recipient"}:
                    self._frames.setdefault(a.start, []).append(n)

    def introduce(self, number: int, spot: Spot) -> Named:
        """Return somebody who is named for the first time."""
        made = Named(number, spot.kind or "")
        self.join(made, spot)
        return made

    def join(self, named: Named, spot: Spot) -> None:
        """Add one more spot to somebody."""
        named.spots.append(spot)
        if named.telling is None or _TELLS[spot.form] >= _TELLS[named.telling.form]:
            named.telling = spot
        if named.female is None:
            named.female = spot.female
        if spot.form == "pronoun":
            if named.plural is None:
                named.plural = spot.plural
            return
        named.kind = named.kind or spot.kind or ""
        named.words.add(fold(spot.words))
        named.heads.add(spot.head)
        named.tokens.update(fold(spot.words).split())
        if named.plural is None or len(named.spots) == 1:
            named.plural = spot.plural
        sort, country, entry = _known(self.register, spot.words)
        named.sort, named.country, named.entry = named.sort or sort, named.country or country, named.entry or entry
        if spot.form == "name":
            proper = parse_name(spot.words).proper or spot.words
            named.names.setdefault(fold(proper))

    def asked(self, spot: Spot) -> Asked:
        """Return what a phrase itself tells."""
        row = [0.0] * len(SIGNS)
        by = _asking(spot)
        row[_AT[f"asks_{by}"]] = 1
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
                row[_AT[name]] = 1
        return Asked(spot, by, sorts, country, row, quoted, speakers, self._hints.get((spot.start, spot.end), {}))

    def rows(self, asked: Asked, before: Sequence[Named], last_speaker: Named | None) -> list[Numbers]:
        """Return the signs of each candidate, and last those of "nobody"."""
        hints = (
            [max((asked.hints.get(s.whole, 0.0) for s in n.spots[-6:]), default=0.0) for n in before]
            if asked.hints
            else [0.0] * len(before)
        )
        most = max(hints, default=0.0)
        second = sorted(hints)[-2] if len(hints) > 1 else 0.0
        counts = max((len(n.spots) for n in before), default=1)
        order = sorted(range(len(before)), key=lambda k: -before[k].spots[-1].end)
        rank = {k: r for r, k in enumerate(order)}
        made = []
        for k, named in enumerate(before):
            row = asked.numbers.copy()
            hint = hints[k]
            row[0] = math.log(max(hint, 0.01) / max(1 - hint, 0.01)) / 4.6 if asked.hints else -1.0
            row[1] = hint
            row[2] = float(hint == most and most >= 0.05)
            row[3] = hint - (second if hint == most else most)
            self._pair(row, asked, named, rank[k], counts, last_speaker)
            made.append(row)
        none = asked.numbers.copy()
        none[_AT["none"]] = 1
        made.append(none)
        around = (
            ("most_hint", most), ("any_hint", float(bool(asked.hints))), ("crowd", math.log1p(len(before)) / 3),
            ("any_head", max((r[_AT["head_same"]] + r[_AT["head_in_name"]] for r in made[:-1]), default=0.0)),
            ("any_kind", max((r[_AT["kind_fits"]] for r in made[:-1]), default=0.0)),
            ("any_near", max((r[_AT["far_0"]] + r[_AT["far_1"]] for r in made[:-1]), default=0.0)),
        )  # fmt: skip
        for row in made:
            for name, value in around:
                row[_AT[name]] = value
        return made

    def _pair(self, row: Numbers, asked: Asked, named: Named, rank: int, counts: int, last_speaker: Named | None) -> None:
        spot, last, first = asked.spot, named.spots[-1], named.spots[0]
        apart = spot.sentence - last.sentence
        row[_AT[f"far_{max(f for f in _FAR if f <= apart)}"]] = 1
        row[_AT["nearness"]] = 1 / (1 + rank)
        many = len(named.spots)
        row[_AT["count"]] = math.log(many)
        row[_AT["share_of_count"]] = many / counts
        for name, said in (
            ("nearest", rank == 0), ("often_most", many == counts and many > 1), ("last_opens", last.opens),
            ("last_pronoun", last.form == "pronoun"), ("last_source", last.source), ("last_acts", last.acts), ("last_suffers", last.suffers),
            ("last_named", last.form == "name"), ("first_seen", first.sentence == 0), ("both_open", last.opens and spot.opens and apart == 1),
            ("named", bool(named.names)),
            ("number_same", spot.plural is not None and spot.plural == named.plural),
            ("number_other", spot.plural is not None and named.plural is not None and spot.plural != named.plural),
            ("gender_same", spot.female is not None and spot.female == named.female),
            ("gender_other", spot.female is not None and named.female is not None and spot.female != named.female),
            ("spoke_last", named is last_speaker),
            ("same_frame", spot.head not in _OWNING | _SELF and self._share_frame(spot, last)),
            ("owner_in_clause", spot.head in _OWNING and apart == 0 and last.acts),
            (f"{asked.by}:{named.kind or 'unknown'}", True),
        ):  # fmt: skip
            if said:
                row[_AT[name]] = 1
        if asked.speakers and any(a < s.end and s.start < b for a, b in asked.speakers for s in named.spots[-6:]):
            row[_AT["of_its_speaker_quoted" if asked.quoted else "of_its_speaker"]] = 1
        if spot.form != "pronoun":
            self._words(row, asked, named)

    def _share_frame(self, one: Spot, other: Spot) -> bool:
        return any(n in self._frames.get(other.start, ()) for n in self._frames.get(one.start, ()))

    def _words(self, row: Numbers, asked: Asked, named: Named) -> None:
        spot = asked.spot
        stem = spot.head.removesuffix("s")
        held = [m for m in spot.modifiers if m in named.tokens]
        strange = [m for m in spot.modifiers if m not in named.tokens]
        for name, said in (
            ("head_same", spot.head in named.heads), ("head_in_name", spot.head in named.tokens),
            ("head_stem", any(h.removesuffix("s") == stem for h in named.heads)), ("modifiers_held", bool(held)),
            ("modifiers_strange", bool(strange)), ("kind_fits", asked.sorts is not None and named.sort in asked.sorts),
            ("kind_strange", asked.sorts is not None and named.sort is not None and named.sort not in asked.sorts),
            ("country_same", asked.country is not None and asked.country == named.country),
            ("country_other", None not in (asked.country, named.country) and asked.country != named.country),
            ("same_words", fold(spot.words) in named.words),
            ("land_fits", spot.head in LANDS and any(self.register.state(n) for n in named.names)),
            ("town_fits", spot.head in TOWNS and named.kind in {"LOCATION", "FACILITY"} and not any(self.register.state(n) for n in named.names)),
            ("collective", spot.head in COLLECTIVES and named.sort in {"armed group", "armed force", "police"}),
        ):  # fmt: skip
            if said:
                row[_AT[name]] = 1


def _asking(spot: Spot) -> str:
    if spot.form == "pronoun":
        return "they" if spot.plural else "it" if spot.head.startswith("it") else "he"
    if spot.kind == "PERSON":
        return "persons" if spot.plural else "one person"
    if spot.kind in {"ORGANIZATION", "GROUP"}:
        return "bodies" if spot.plural else "one body"
    return "place" if spot.kind in {"LOCATION", "FACILITY"} else "other"
