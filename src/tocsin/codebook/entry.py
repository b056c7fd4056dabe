"""An entry: what `tocsin codebook TERM` says of one code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of one standard with its meaning; ``facts`` are further properties by name, ``code`` is written as records write it."""

    standard: str
    kind: str
    code: str
    meaning: str
    facts: tuple[tuple[str, str], ...] = ()
