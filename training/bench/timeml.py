"""Negation and modality of TimeML's events: by the frame heads, and by the records of those events that the reader found.

An event word is said to be negated where the frame that the frame head gives it has a NEG part, or where a record whose trigger overlaps
it has the status negated. It is said to be modal where its frame has a MOD part, or such a record is hypothetical. TimeML keeps the plain
future ("will", "shall") under tense and not under modality, so that a MOD part of these words alone does not count; the measure
``timeml.modality.wide`` counts it, and the status future as well. Wanted is polarity NEG, and a modality that is a modal word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.rows import Row, f1_row
from bench.setting import Bench
from score_heads import Heads
from tocsin.evaluate.metrics import overlap, set_counts
from tocsin.model.record import EventClaim, Record
from tocsin.read.labels import FRAME_ROLES

_NO_MODALITY = frozenset({"", "none", "delete", "to", "close", "until"})  # what stands in the attribute by mistake is no modal word
_FUTURE = re.compile(r"(?i)(?:will|wo|shall|['’]ll)")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one event word: whether its frame has NEG, the words of its MOD parts, and the statuses of records on it."""

    negative: bool = False
    modals: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    @property
    def negated(self) -> bool:
        return self.negative or "negated" in self.statuses

    @property
    def modal(self) -> bool:
        return any(not _FUTURE.fullmatch(m) for m in self.modals) or "hypothetical" in self.statuses

    @property
    def wide(self) -> bool:
        return bool(self.modals) or "hypothetical" in self.statuses or "future" in self.statuses


def wanted_negated(event: dict[str, Any]) -> bool:
    """Tell whether TimeML calls an event negated."""
    return event.get("polarity") == "NEG"


def wanted_modal(event: dict[str, Any]) -> bool:
    """Tell whether TimeML gives an event a modal word."""
    return str(event.get("modality") or "").lower() not in _NO_MODALITY


def timeml(bench: Bench) -> Iterator[Row]:
    """TimeML documents whose polarity is reliable: events that are negated, and events under a modal."""
    given = [r for r in bench.rows("times_timeml.dev") if r["polarity_reliable"]]
    heads = list(by_frames(Heads(bench.engine), given))
    records = bench.read("times_timeml.dev", ((r["text"], r["created"]) for r in given))
    said = [with_records(some, r["events"], record) for some, r, record in zip(heads, given, records, strict=True)]
    many = sum(len(r["events"]) for r in given)
    where = f"TimeML, {many:,} event words of {len(given)} documents with reliable polarity"
    for key, side, name, wanted, reach, what in (
        ("negation", said, "negated", wanted_negated, 0.80, "negated: a NEG part in the frame, or a record there that is negated"),
        ("negation.heads", heads, "negated", wanted_negated, None, "the same by the frame head alone"),
        (
            "modality", said, "modal", wanted_modal, 0.70,
            "under a modal: a MOD part other than will or shall in the frame, or a record there that is hypothetical",
        ),
        ("modality.heads", heads, "modal", wanted_modal, None, "the same by the frame head alone"),
        ("modality.wide", said, "wide", wanted_modal, None, "the same with will and shall and with records that are future"),
    ):  # fmt: skip
        parts = [
            set_counts([n for n, one in enumerate(some) if getattr(one, name)], [n for n, event in enumerate(r["events"]) if wanted(event)])
            for some, r in zip(side, given, strict=True)
        ]
        yield f1_row(f"timeml.{key}", parts, reach, f"{where}; {what}")


def by_frames(heads: Heads, given: Sequence[dict[str, Any]]) -> Iterator[list[Said]]:
    """Yield what the frame head says of each event word of each document, at the word in which the event begins."""
    made: list[list[Said]] = [[Said() for _ in r["events"]] for r in given]
    for n, view in heads.views([r["text"] for r in given], every=True):
        places = [view.chars(i, i + 1) for i in range(view.size)]
        starts = [start for start, _ in places]
        at = {}
        for number, event in enumerate(given[n]["events"]):
            i = bisect_right(starts, event["start"]) - 1
            if i >= view.skip and event["start"] < places[i][1]:
                at[number] = i
        for number, parts in zip(at, view.parts("frame", list(at.values())), strict=True):
            roles = [(FRAME_ROLES[p.role], view.text[slice(*view.chars(p.first, p.last))]) for p in parts]
            made[n][number] = Said(any(r == "NEG" for r, _ in roles), tuple(words for r, words in roles if r == "MOD"))
    yield from made


def with_records(some: Sequence[Said], events: Sequence[dict[str, Any]], record: Record) -> list[Said]:
    """Add the statuses of the records whose triggers overlap the event words."""
    claims = [c for c in record.claims if isinstance(c, EventClaim)]
    return [
        Said(
            one.negative,
            one.modals,
            tuple(c.status for c in claims if overlap((c.trigger.start, c.trigger.end), (event["start"], event["end"]))),
        )
        for one, event in zip(some, events, strict=True)
    ]
