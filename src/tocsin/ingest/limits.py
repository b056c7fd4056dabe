"""How much of an input is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of one input: ``max_chars`` characters of a document's text, ``max_bytes`` bytes of a file, page or row."""

    max_chars: int = 5_000_000
    max_bytes: int = 64 * 1024 * 1024

    def __post_init__(self) -> None:
        if self.max_chars < 1 or self.max_bytes < 1:
            raise ValueError("limits count characters and bytes and must be at least 1")


DEFAULT_LIMITS = Limits()
