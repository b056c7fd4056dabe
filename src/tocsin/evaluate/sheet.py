"""The score sheet of one report: counts by measure, and each fault with its words and its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from tocsin.evaluate.gold import GoldReport
from tocsin.evaluate.measures import WAYS
from tocsin.evaluate.metrics import Counts, Offsets
from tocsin.read.sentences import sentence_spans

Side = Literal["missed", "false alarm", "wrong"]
_KEY, _SIDE, _WORDS = 20, 11, 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing missed, added or wrong: the measure, the report, the words, the sentence around them, and what was wanted and found."""

    key: str
    report: str
    side: Side
    words: str
    sentence: str
    note: str = ""

    def __str__(self) -> str:
        note = f"  [{self.note}]" if self.note else ""
        words = self.words if len(self.words) <= _WORDS else self.words[: _WORDS - 3] + "..."
        return f"{self.key:<{_KEY}} {self.side:<{_SIDE}} {self.report}: {words!r}{note}\n    {self.sentence}"


@dataclass
class Sheet:
    """The counts and faults of one report, gathered while it is scored."""

    gold: GoldReport
    counts: dict[str, Counts] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, key: str, counts: Counts) -> None:
        """Add counts under a measure of ``MEASURES``; raise KeyError for another."""
        if key not in WAYS:
            raise KeyError(key)
        self.counts[key] = self.counts.get(key, Counts()) + counts

    def judge(self, key: str, right: bool, at: Offsets | None = None, note: str = "") -> None:
        """Add one case of a rate, with a fault where it is wrong and its place is given."""
        self.add(key, Counts(int(right), 1, 1))
        if not right and at is not None:
            self.blame(key, "wrong", at, note)

    def blame(self, key: str, side: Side, at: Offsets, note: str = "") -> None:
        """Write a fault down with its words and its sentence."""
        words = self.gold.words
        self.faults.append(Fault(key, self.gold.id, side, words[at[0] : at[1]], self._sentence(at), note))

    def _sentence(self, at: Offsets) -> str:
        around = [self.gold.words[s:e] for s, e in self._sentences() if s < at[1] and at[0] < e]
        return " ".join(" ".join(around).split())

    def _sentences(self) -> Iterator[Offsets]:
        shift = self.gold.input.shift
        if shift:
            yield 0, shift
        for start, end in sentence_spans(self.gold.input.text):
            yield start + shift, end + shift
