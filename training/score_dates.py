"""Score the grammar of dates on TimeML: python training/score_dates.py [--data ../shared/data] [--errors N].

Spans: relaxed F1, a span counts when it overlaps one of the other side. Value F1: of overlapping pairs, those with the same TIMEX3 value.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

from tocsin.resolve.date_calendar import Period
from tocsin.resolve.date_grammar import expressions
from tocsin.resolve.date_meaning import Abstain, Anchors
from tocsin.resolve.date_tense import looks_ahead
from tocsin.resolve.date_values import meaning


def main() -> None:
    """Score, and with --errors show the commonest wrong values by rule."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--errors", type=int, default=0)
    chosen = options.parse_args()
    path = chosen.data / "times_timeml.dev.jsonl"
    if not path.exists():
        raise SystemExit(f"{path} is missing: point --data at the folder of the reference data")
    tally: Counter[str] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        _document(json.loads(line), tally, wrong)
    for name in ("all", "DATE/TIME"):
        key = "" if name == "all" else "dt "
        gold, guess = tally[key + "gold"], tally[key + "guess"]
        found, right = tally[key + "found"], tally[key + "right"]
        precision, recall = tally[key + "hit"] / guess, found / gold
        print(f"{name:10} spans P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}")
        print(f"{name:10} value F1 {2 * right / (gold + guess):.3f} accuracy of found {right / found:.3f}")
    for (what, rule), number in wrong.most_common(chosen.errors):
        print(number, rule, what)


def _document(row: dict[str, object], tally: Counter[str], wrong: Counter[tuple[str, str]]) -> None:
    text, created = str(row["text"]), date.fromisoformat(str(row["created"])[:10])
    guesses: list[tuple[int, int, str, str, str]] = []
    context: Period | None = None
    for found in expressions(text):
        anchors = Anchors(created, context, looks_ahead(text, found.start))
        try:
            meant = meaning(found, anchors)
            kind, value = meant.kind, meant.timex
            if meant.period.unit in ("day", "week", "month", "quarter", "year"):
                context = meant.period
        except Abstain as why:
            kind, value = why.kind, why.timex
        guesses.append((found.start, found.end, kind, value, found.rule))
    times = row["times"]
    assert isinstance(times, list)
    for key, kinds in (("", None), ("dt ", ("DATE", "TIME"))):
        gold = [t for t in times if kinds is None or t["type"] in kinds]
        mine = [g for g in guesses if kinds is None or g[2] in kinds]
        tally[key + "gold"] += len(gold)
        tally[key + "guess"] += len(mine)
        tally[key + "hit"] += sum(any(g[0] < t["end"] and t["start"] < g[1] for t in gold) for g in mine)
        for time in gold:
            over = [g for g in mine if g[0] < time["end"] and time["start"] < g[1]]
            tally[key + "found"] += bool(over)
            right = any(_same(g[3], time["value"]) for g in over)
            tally[key + "right"] += right
            if not key and not right:
                said = re.sub(r"\s+", " ", text[time["start"] : time["end"]])
                wrong[(f"{said} = {time['value']} not {over[0][3] if over else ''} ({created})", over[0][4] if over else "MISSED")] += 1
        if not key:
            for g in mine:
                if not any(g[0] < t["end"] and t["start"] < g[1] for t in times):
                    wrong[(f"{text[max(0, g[0] - 20) : g[1] + 15]!r}", "SPURIOUS " + g[4])] += 1


def _same(mine: str, gold: str) -> bool:
    return mine.upper() == gold.upper()


if __name__ == "__main__":
    main()
