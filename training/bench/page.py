"""The page of the benchmark: its table and legend as Markdown, its JSON, and rows of an earlier run kept beside new ones."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.rows import Row
from bench.setting import say

_FINE = {"F1", "macro-F1", "share", "share at most", "ratio", "ratio of time", "ECE at most"}
_NOTES = "Intervals: bootstrap by document for F1, macro-F1 and calibration, Wilson for shares. The dev halves were used in tuning."


def markdown(given: Mapping[str, Any], made: Sequence[Row], appendix: Mapping[str, str] | None = None) -> str:
    """Return the table and its legend as Markdown; ``appendix`` (title to Markdown) follows."""
    lines = ["| measure | value | 95 % | of | reach | |", "|---|---|---|---|---|---|"]
    for r in made:
        value, places = r.value, 3 if r.unit in _FINE else 1
        between = f"{r.low:.3f} to {r.high:.3f}" if r.low is not None and r.high is not None else ""
        short = r.reach is not None and ((value > r.reach) if "at most" in r.unit else (value < r.reach))
        reach = f"{r.reach:g}{' (not reached)' if short else ''}" if r.reach is not None else ""
        lines.append(f"| {r.key} | {value:,.{places}f} | {between} | {r.of:,} | {reach} | {r.unit} |")
    legend = [f"- **{r.key}**: {r.meaning}." for r in made]
    model = f"{given['model']} ({given['model_sha256'][:12]})"
    head = f"Measured on {given['date']} with model {model}, {given['cores']} cores, {given['machine']}."
    more = [line for title, text in (appendix or {}).items() for line in ("", f"## {title}", "", text.rstrip())]
    return "\n".join(["# Benchmark", "", head, _NOTES, "", *lines, "", *legend, *more, ""])


def write(folder: Path, given: dict[str, Any], made: Mapping[str, Sequence[Row]], appendix: dict[str, str], plots: dict[str, str]) -> None:
    """Write benchmark.json, benchmark.md and the plots; ``made`` has the rows by section, in the order of the page.

    Sections that were not run now keep their rows where the JSON that lies there is of the same model, machine and limit.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = _kept(folder / "benchmark.json", given)
    sections: dict[str, list[dict[str, Any]]] = {}
    for name, new in made.items():
        old = [r for r in kept["rows"] if r.get("section") == name]
        sections[name] = [{"section": name, "date": given["date"], **asdict(r)} for r in new] or old
    rows = [r for group in sections.values() for r in group]
    appendix = {title: text for title, text in kept["appendix"].items() if title not in appendix} | appendix
    days = sorted({r["date"] for r in rows} | {given["date"]})
    given = {**given, "date": days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"}
    content = {**given, "rows": rows, "appendix": appendix}
    (folder / "benchmark.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    table = [Row(**{k: v for k, v in r.items() if k not in ("section", "date")}) for r in rows]
    (folder / "benchmark.md").write_text(markdown(given, table, appendix), encoding="utf-8")
    for name, svg in plots.items():
        (folder / name).write_text(svg, encoding="utf-8")
    say(f"written to {folder}: {', '.join(['benchmark.json', 'benchmark.md', *plots])}")


def _kept(path: Path, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page that lies there holds and may stay: all of it, or nothing where it was measured otherwise."""
    nothing: dict[str, Any] = {"rows": [], "appendix": {}}
    if not path.is_file():
        return nothing
    old = json.loads(path.read_text(encoding="utf-8"))
    if other := [k for k in ("model_sha256", "machine", "cores", "limit") if old.get(k) != given[k]]:
        say(f"{path}: measured with another {' and '.join(other)}; none of its rows is kept")
        return nothing
    return {"rows": [r for r in old["rows"] if "section" in r and "date" in r], "appendix": old.get("appendix", {})}
