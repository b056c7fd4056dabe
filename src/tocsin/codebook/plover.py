"""PLOVER 2: event types, modes, contexts, sectors, and the names for them that are seen in data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from tocsin.codebook.cues import Cues
from tocsin.codebook.table import table


@dataclass(frozen=True, slots=True)
class Mode:
    """How a deed of some type was done; its key is the pair of type and name."""

    type: str
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of deed: quad class (1 to 4), score from -10 (conflict) to 10 (cooperation), and whether a recipient is required."""

    name: str
    quad: int
    score: float
    recipient_required: bool
    meaning: str
    modes: tuple[Mode, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """A field of life that a deed touches, with the word stems by which it is recognised."""

    name: str
    meaning: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sector:
    """What part of society a party stands for; ``side`` is how the crosswalks see it, ``supranational`` that it belongs to no country."""

    name: str
    meaning: str
    side: str
    supranational: bool


@dataclass(frozen=True)
class Plover:
    """The standard as a whole (Open Event Data Alliance, PLOVER manual version 2), with the choices that the project made."""

    standard: str
    types: Mapping[str, EventType]
    quads: Mapping[int, str]
    choices: Mapping[str, str]
    type_aliases: Mapping[str, str]
    mode_aliases: Mapping[str, Mapping[str, str]]

    @cached_property
    def contexts(self) -> Mapping[str, Context]:
        """The 37 contexts by name."""
        rows = table("contexts")
        return {n: Context(n, r["meaning"], tuple(c.strip() for c in r["cues"].split(","))) for n, r in rows.items()}

    @cached_property
    def sectors(self) -> Mapping[str, Sector]:
        """Sectors and supranational codes by name."""
        rows = table("sectors")
        return {
            name: Sector(name, row["meaning"], row["class"], part == "supranational")
            for part in ("sectors", "supranational")
            for name, row in rows[part].items()
        }

    @cached_property
    def _cues(self) -> Cues:
        return Cues({name: context.cues for name, context in self.contexts.items()})

    def type(self, name: str) -> EventType:
        """Return the type that ``name`` means, an alias in any case included; raise KeyError for another word."""
        upper = name.upper()
        return self.types[self.type_aliases.get(upper, upper)]

    def modes_of(self, type: str) -> tuple[str, ...]:  # noqa: A002
        """Return the names of the modes that a type may have, in the standard's order."""
        return tuple(mode.name for mode in self.type(type).modes)

    def mode(self, type: str, name: str) -> str | None:  # noqa: A002
        """Return the mode that ``name`` means under ``type``: itself, the nearest by the table of aliases, or None."""
        event_type, low = self.type(type), name.lower()
        low = self.mode_aliases.get(event_type.name, {}).get(low, low)
        return low if any(mode.name == low for mode in event_type.modes) else None

    def find_contexts(self, words: str) -> tuple[str, ...]:
        """Return the contexts that have a cue in ``words``, in the standard's order."""
        found = self._cues.find(words)
        return tuple(name for name in self.contexts if name in found)


def load_plover() -> Plover:
    """Return PLOVER 2 from its data file."""
    data = table("plover")
    return Plover(
        standard=data["standard"],
        types=MappingProxyType({name: _type(name, row) for name, row in data["types"].items()}),
        quads=MappingProxyType({int(key): text for key, text in data["quads"].items()}),
        choices=MappingProxyType(data["choices"]),
        type_aliases=MappingProxyType(data["aliases"]["types"]),
        mode_aliases=MappingProxyType(data["aliases"]["modes"]),
    )


def _type(name: str, row: dict[str, Any]) -> EventType:
    modes = tuple(Mode(name, mode, meaning) for mode, meaning in row.get("modes", {}).items())
    return EventType(name, row["quad"], row["score"], row.get("recipient", False), row["meaning"], modes)
