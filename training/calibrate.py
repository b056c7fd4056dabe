"""Fit what turns a head's score into a probability, a kind of record, on the annotated dev part, and keep it in settings.json.

    python training/calibrate.py            # prints what it fits; writes training/settings.json and the model's copy of it

Two numbers a kind (Platt 1999): slope and shift of the logit, by Newton's method on the log loss with a weak pull towards slope 1, shift 0.
How well it holds is measured on the check part, which serves nothing else: ``benchmark.py --only calibration --part check``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]

from bench.annotated import judgements  # noqa: E402
from bench.setting import Bench  # noqa: E402
from export import keep_settings  # noqa: E402
from tocsin.read.calibration import Calibration  # noqa: E402
from tocsin.read.reader import NeuralReader  # noqa: E402

KINDS = ("event", "relation", "assertion", "warning")
PULL = 1.0  # weight of the pull towards the raw score, in items
SETTINGS = Path(__file__).with_name("settings.json")


def fit(pairs: Sequence[tuple[float, bool]], pull: float = PULL, rounds: int = 50) -> tuple[float, float]:
    """Return slope and shift of ``p = sigmoid(slope * logit(score) + shift)`` for pairs of a score and whether it was right."""
    score = np.clip(np.asarray([p for p, _ in pairs], dtype=float), 1e-4, 1 - 1e-4)
    x = np.stack([np.log(score / (1 - score)), np.ones(len(score))], axis=1)
    y = np.asarray([right for _, right in pairs], dtype=float)
    w = np.asarray([1.0, 0.0])
    prior = w.copy()
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (p - y) + pull * (w - prior)
        bend = (x * (p * (1 - p))[:, None]).T @ x + pull * np.eye(2)
        step = np.linalg.solve(bend, slope)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return float(w[0]), float(w[1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--dry", action="store_true", help="do not write the settings")
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no reference data here; give its folder with --data")
    settings = {k: v for k, v in json.loads(SETTINGS.read_text()).items() if not k.startswith("calibrate.")}
    bench = Bench(args.data)
    reader = bench.pipeline.reader
    assert isinstance(reader, NeuralReader)
    reader.engine.__dict__["settings"] = settings
    verdicts = [v for judged in judgements(bench)[0].values() for v in judged.verdicts]
    for kind in KINDS:
        pairs = [(v.confidence, v.right) for v in verdicts if v.kind == kind and v.confidence is not None]
        if len(pairs) < 20:
            print(f"{kind}: {len(pairs)} records are too few; its scores stay as they are")
            continue
        slope, shift = fit(pairs)
        settings |= {f"calibrate.{kind}.slope": round(slope, 4), f"calibrate.{kind}.shift": round(shift, 4)}
        sure = Calibration(settings)
        mean = sum(sure.probability(kind, p) for p, _ in pairs) / len(pairs)
        share = sum(r for _, r in pairs) / len(pairs)
        print(
            f"{kind:10s} {len(pairs):5d} records, {share:.3f} right; mean score {sum(p for p, _ in pairs) / len(pairs):.3f} -> {mean:.3f}"
        )
    print(json.dumps(settings, indent=1))
    if not args.dry:
        SETTINGS.write_text(json.dumps(settings, indent=1) + "\n")
        keep_settings(settings)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
