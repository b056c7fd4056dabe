"""The quality gate: the gold read by the reader, scored, and held against the floors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from tocsin.errors import ConfigError
from tocsin.evaluate.floors import FLOORS, Floors, raised, read_floors
from tocsin.evaluate.gold import GOLD, GoldReport, Half, as_documents, digest, read_gold
from tocsin.evaluate.measures import MEASURES, Measure
from tocsin.evaluate.metrics import Counts, bootstrap, wilson
from tocsin.evaluate.score import score
from tocsin.evaluate.sheet import Fault, Sheet
from tocsin.model.document import Document
from tocsin.model.record import Record

Part = Literal["open", "blind", "all"]
Read = Callable[[Iterable[Document]], Iterator[Record]]
LABELS: Mapping[Half, str] = {"open": "tuned on", "blind": "scored once"}
_ROUNDS = 400


@dataclass(frozen=True, slots=True)
class Row:
    """One measure on one half: its counts, summed over the reports, its 95 % interval, and its floor where there is one."""

    measure: Measure
    counts: Counts
    interval: tuple[float, float]
    floor: float | None = None

    @property
    def value(self) -> float:
        """F1, or the share of a rate, 0 to 1; 1 where there was nothing to find and nothing was found."""
        return self.counts.f1

    @property
    def empty(self) -> bool:
        """Tell that there was nothing to measure."""
        return not (self.counts.found or self.counts.wanted)

    @property
    def passed(self) -> bool:
        """Tell that the floor is reached, or that there is none; with a floor, nothing to measure is a failure."""
        return self.floor is None or (self.value >= self.floor and not self.empty)


@dataclass(frozen=True)
class Scores:
    """One half of the gold, scored: the sheets of its reports, the digest of its files, and the floors as they stand."""

    half: Half
    corpus: str
    sheets: tuple[Sheet, ...]
    floors: Floors = field(default_factory=lambda: Floors(""))

    @property
    def stale(self) -> bool:
        """Tell that the floors were set on other reports, so that they say nothing of these."""
        return bool(self.floors.values) and self.floors.corpus != self.corpus

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every measure, in the order of the table."""
        return tuple(self._row(m) for m in MEASURES)

    def _row(self, measure: Measure) -> Row:
        parts = [s.counts.get(measure.key, Counts()) for s in self.sheets]
        total = sum(parts, Counts())
        interval = wilson(total.hits, total.wanted) if measure.way == "rate" else bootstrap(parts, rounds=_ROUNDS)
        return Row(measure, total, interval, None if self.stale else self.floors.values.get(measure.key))


@dataclass(frozen=True)
class Report:
    """What the gate says: scores by half, and whether the floors hold."""

    halves: tuple[Scores, ...]

    @property
    def passed(self) -> bool:
        """Tell that every floor is reached and was set on these very reports."""
        return not self.failed and not any(s.stale for s in self.halves)

    @property
    def failed(self) -> tuple[Row, ...]:
        """The rows that lie under their floor."""
        return tuple(r for s in self.halves for r in s.rows if not r.passed)

    def half(self, half: Half) -> Scores:
        """Return the scores of one half; raise ConfigError where it was not scored."""
        for scores in self.halves:
            if scores.half == half:
                return scores
        raise ConfigError(f"the {half} gold was not scored; ask for --part {half} or all")

    def table(self) -> str:
        """Return the scores as a plain table, 80 columns wide: counts, precision, recall, F1 or rate, interval, floor."""
        lines: list[str] = []
        for scores in self.halves:
            lines += [f"{scores.half} gold ({LABELS[scores.half]}): {len(scores.sheets)} reports, {scores.corpus[:12]}", _HEAD]
            lines += [_line(row) for row in scores.rows if not row.empty]
            lines.append("")
        return "\n".join([*lines, self._verdict()]) + "\n"

    def _verdict(self) -> str:
        if any(s.stale for s in self.halves):
            return "the floors were set on other open reports; set them anew with --floors, or restore the reports"
        if self.failed:
            return f"under the floor: {', '.join(r.measure.key for r in self.failed)}"
        floored = any(r.floor is not None for s in self.halves for r in s.rows)
        return "every floor is reached" if floored else "no floors are set for these reports"

    def legend(self) -> str:
        """Return what each measure counts, a line each."""
        return "".join(f"{m.key:<22} {m.way:<4}  {m.meaning}\n" for m in MEASURES)

    def as_json(self) -> dict[str, Any]:
        """Return the scores as plain values for JSON."""
        return {"passed": self.passed, "parts": {s.half: _as_json(s) for s in self.halves}}

    def errors(self, kind: str | None = None, limit: int = 50) -> tuple[Fault, ...]:
        """Return faults on the open gold, of the measures ``kind`` and ``kind.*`` or of all, at most ``limit``.

        Faults on the blind gold are never listed, for who reads them tunes on them. Raises ConfigError where ``kind`` is no measure.
        """
        keys = {m.key for m in MEASURES if kind is None or m.key == kind or m.key.startswith(f"{kind}.")}
        if not keys:
            raise ConfigError(f"{kind!r} is no measure; the measures are {', '.join(m.key for m in MEASURES)}")
        faults = (f for s in self.halves if s.half == "open" for sheet in s.sheets for f in sheet.faults if f.key in keys)
        return tuple(f for _, f in zip(range(limit), faults, strict=False))


_HEAD = f"{'measure':<22}{'gold':>5}{'found':>6}{'right':>6}{'P':>5}{'R':>5}{'F1/rate':>8} {'95 %':>8} {'floor':>6}"


def _line(row: Row) -> str:
    c = row.counts
    shares = f"{_two(c.precision):>5}{_two(c.recall):>5}" if row.measure.way == "f1" else " " * 10
    low, high = row.interval
    verdict = "" if row.floor is None else f" {_two(row.floor):>6} {'pass' if row.passed else 'FAIL'}"
    return f"{row.measure.key:<22}{c.wanted:>5}{c.found:>6}{c.hits:>6}{shares}{_two(row.value):>8} {_two(low):>4}-{_two(high)}{verdict}"


def _two(share: float) -> str:
    return f"{share:.2f}".removeprefix("0") if share < 0.995 else "1.0"


def _as_json(scores: Scores) -> dict[str, Any]:
    rows = {
        r.measure.key: {
            "way": r.measure.way, "meaning": r.measure.meaning, "gold": r.counts.wanted, "found": r.counts.found, "right": r.counts.hits,
            "precision": round(r.counts.precision, 4), "recall": round(r.counts.recall, 4), "value": round(r.value, 4),
            "interval": [round(x, 4) for x in r.interval], "floor": r.floor, "passed": r.passed,
        }
        for r in scores.rows
        if not r.empty
    }  # fmt: skip
    return {"label": LABELS[scores.half], "reports": len(scores.sheets), "corpus": scores.corpus, "measures": rows}


def evaluate(read: Read, part: Part = "open", *, gold: Path = GOLD, floors: Path = FLOORS) -> Report:
    """Read the gold with ``read`` and score what comes out; records are matched by document id, and a missing one finds nothing.

    ``floors`` apply to the open half; where they were set on other reports, the report does not pass. Raises GoldError where the gold is
    damaged, ConfigError where the floors are.
    """
    halves: Sequence[Half] = ("open", "blind") if part == "all" else (part,)
    made = []
    for half in halves:
        reports = read_gold(half, gold)
        corpus = digest(gold / half)
        made.append(Scores(half, corpus, _sheets(read, reports), read_floors(floors) if half == "open" else Floors("")))
    return Report(tuple(made))


def _sheets(read: Read, reports: tuple[GoldReport, ...]) -> tuple[Sheet, ...]:
    records = {record.document.id: record for record in read(as_documents(reports))}
    return tuple(score(records.get(report.sha256), report) for report in reports)


def write_floors(report: Report, path: Path = FLOORS, allow_lower: bool = False) -> Floors:
    """Write what the open half reached as its new floors, cut to two decimals.

    Raises ConfigError where the open half was not scored, and where a floor would fall and ``allow_lower`` is not given.
    """
    scores = report.half("open")
    return raised({r.measure.key: r.value for r in scores.rows if not r.empty}, scores.corpus, path, allow_lower=allow_lower)
