"""The two ways in which a command lists what it found."""

from __future__ import annotations

from enum import StrEnum


class Listing(StrEnum):
    """How a command lists: as text for a person, or as JSON Lines for a program."""

    text = "text"
    jsonl = "jsonl"
