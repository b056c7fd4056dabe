"""`tocsin evaluate`."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tocsin.cli.exits import OK, SOME_REFUSED, say
from tocsin.cli.output import out
from tocsin.evaluate import Report, evaluate, write_floors
from tocsin.evaluate.gate import Part
from tocsin.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; ``errors`` names a measure, is ``all``, or is None where no fault is to be listed."""

    part: Part = "open"
    errors: str | None = None
    limit: int = 40
    as_json: bool = False
    legend: bool = False
    floors: bool = False
    allow_lower: bool = False


def run_evaluate(wanted: Wanted) -> int:
    """Score the reader on the gold reports and hold it against the floors; return the exit code."""
    report = evaluate(Pipeline().records, wanted.part)
    if wanted.floors:
        set_now = write_floors(report, allow_lower=wanted.allow_lower)
        say(f"tocsin: {len(set_now.values)} floors written for the open gold {set_now.corpus[:12]}")
        return OK
    if wanted.as_json:
        out(json.dumps(report.as_json(), indent=2))
    else:
        out(_told(report, wanted))
    return OK if report.passed else SOME_REFUSED


def _told(report: Report, wanted: Wanted) -> str:
    parts = [report.table()]
    if wanted.legend:
        parts.append(report.legend())
    if wanted.errors is not None:
        faults = report.errors(None if wanted.errors == "all" else wanted.errors, wanted.limit)
        parts.append("\n".join(map(str, faults)) or "no faults on the open gold")
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)
