"""Whether confidence is a probability: expected calibration error and reliability of each kind of record, on the project's annotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

from bench.annotated import judgements, prefix
from bench.judged import Verdict
from bench.rows import Row
from bench.setting import Bench, say

KINDS = ("event", "relation", "assertion", "warning")
_BINS, _ROUNDS = 10, 400
_COLOURS = {"event": "#1b6ca8", "relation": "#b8500f", "assertion": "#2e7d32", "warning": "#8e24aa"}
Pairs = Sequence[tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Bin:
    """Records of like confidence: how many, the ends and the mean of their confidence, and the share that is right."""

    many: int
    low: float
    high: float
    confidence: float
    right: float


def bins(pairs: Pairs, many: int = _BINS) -> list[Bin]:
    """Cut (confidence, right) pairs, ordered by confidence, into ``many`` bins of equal size to one item, fewer where items are few."""
    ordered = np.asarray(sorted(pairs, key=lambda p: p[0]), dtype=float).reshape(-1, 2)
    cut = [part for part in np.array_split(ordered, min(many, len(ordered))) if len(part)] if len(ordered) else []
    return [Bin(len(p), float(p[0, 0]), float(p[-1, 0]), float(p[:, 0].mean()), float(p[:, 1].mean())) for p in cut]


def calibration_error(pairs: Pairs, many: int = _BINS) -> float:
    """Return the expected calibration error: the mean over items of |confidence - share right| of their equal-mass bin.

    Naeini, Cooper and Hauskrecht 2015, with bins of equal size; 0 where there are no items.
    """
    made = bins(pairs, many)
    total = sum(b.many for b in made)
    return sum(b.many * abs(b.confidence - b.right) for b in made) / total if total else 0.0


def by_chance(pairs: Pairs, rounds: int = 200) -> float:
    """Return the mean calibration error that these confidences would show if each were the true probability: what so few items allow."""
    draw = np.random.default_rng(2)
    given = [p for p, _ in pairs]
    return float(
        np.mean([calibration_error(list(zip(given, (draw.random(len(given)) < given).tolist(), strict=True))) for _ in range(rounds)])
    )


def interval(documents: Sequence[Pairs], rounds: int = _ROUNDS) -> tuple[float, float]:
    """Return the 95 % percentile interval of the calibration error, documents drawn with replacement; (0, 1) where there are none."""
    if not any(documents):
        return 0.0, 1.0
    draw = np.random.default_rng(1)  # the draws must repeat, not surprise
    drawn: list[float] = []
    for _ in range(rounds):
        chosen: NDArray[np.int64] = draw.integers(0, len(documents), len(documents))
        drawn.append(calibration_error([pair for n in chosen.tolist() for pair in documents[n]]))
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(low), float(high)


def calibration(bench: Bench) -> Iterator[Row]:
    """Expected calibration error by kind on the annotated passages; the reliability tables and their plot go with the page."""
    documents, _ = judgements(bench)
    start = prefix(bench, "calibration")
    tables: dict[str, list[Bin]] = {}
    for kind in (*KINDS, "all"):
        parts = [_pairs(d.verdicts, kind) for d in documents.values()]
        pairs = [pair for part in parts for pair in part]
        if not pairs:
            say(f"calibration: no {kind} records were found, so that it has no row")
            continue
        tables[kind] = bins(pairs)
        what = "all of these kinds" if kind == "all" else f"{kind} records"
        meaning = (
            f"project annotations, {bench.part} part, expected calibration error of {what}: {_BINS} bins of equal size, the mean distance"
            f" of confidence and share right (right as in annotated.precision)"
        )
        yield Row(f"{start}.{kind}", calibration_error(pairs), *interval([p for p in parts if p]), len(pairs), 0.05, "ECE at most", meaning)
    name = f"calibration{'' if bench.part == 'dev' else '-' + bench.part}.svg"
    drawn = {kind: table for kind, table in tables.items() if kind != "all"}
    bench.plots[name] = plot(drawn, f"Reliability, {bench.part} annotations")
    bench.appendix[f"Reliability on the {bench.part} annotations"] = page(tables, name)


def _pairs(verdicts: Sequence[Verdict], kind: str) -> list[tuple[float, bool]]:
    return [(v.confidence, v.right) for v in verdicts if v.confidence is not None and kind in (v.kind, "all")]


def page(tables: dict[str, list[Bin]], picture: str) -> str:
    """Return the plot and a reliability table of each kind as Markdown. Figures are left out: their truth is not annotated."""
    lines = [
        "Records in bins of equal size by their confidence: where confidence is a probability, the last two columns agree. Figures are not",
        f"annotated and have no table.\n\n![Confidence and share right by kind of record]({picture})",
    ]
    for kind, table in tables.items():
        lines += ["", f"**{kind}**", "", "| confidence | records | mean confidence | share right |", "|---|---|---|---|"]
        lines += [f"| {b.low:.2f} to {b.high:.2f} | {b.many} | {b.confidence:.3f} | {b.right:.3f} |" for b in table]
    return "\n".join(lines)


def plot(tables: dict[str, list[Bin]], title: str) -> str:
    """Return a reliability plot as SVG: mean confidence to the right, share right upwards, the diagonal where both agree."""
    size, edge = 320, 48

    def point(x: float, y: float) -> str:
        return f"{edge + x * size:.1f},{edge + (1 - y) * size:.1f}"

    whole = size + 2 * edge
    made = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole + 70} {whole}" font-family="sans-serif" font-size="12" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{whole + 70}" height="{whole}" fill="#ffffff"/>',
        f'<rect x="{edge}" y="{edge}" width="{size}" height="{size}" fill="none" stroke="#555555"/>',
        f'<polyline points="{point(0, 0)} {point(1, 1)}" stroke="#999999" stroke-dasharray="4 4" fill="none"/>',
        f'<text x="{edge + size / 2}" y="{whole - 10}" text-anchor="middle">mean confidence</text>',
        f'<text x="14" y="{edge + size / 2}" text-anchor="middle" transform="rotate(-90 14 {edge + size / 2})">share right</text>',
        f'<text x="{edge}" y="{edge - 14}" font-size="14">{escape(title)}</text>',
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = edge + tick * size, edge + (1 - tick) * size
        made.append(f'<text x="{x}" y="{edge + size + 16}" text-anchor="middle">{tick:g}</text>')
        made.append(f'<text x="{edge - 6}" y="{y + 4}" text-anchor="end">{tick:g}</text>')
    for n, (kind, table) in enumerate(tables.items()):
        colour = _COLOURS.get(kind, "#333333")
        points = " ".join(point(b.confidence, b.right) for b in table)
        made.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        for b in table:
            across, _, up = point(b.confidence, b.right).partition(",")
            made.append(f'<circle cx="{across}" cy="{up}" r="3" fill="{colour}"><title>{kind}: {b.many} records</title></circle>')
        made.append(f'<text x="{edge + size + 10}" y="{edge + 16 + 18 * n}" fill="{colour}">{escape(kind)}</text>')
    return "\n".join([*made, "</svg>"]) + "\n"
