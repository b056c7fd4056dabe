"""Fit what turns a head's score into a probability, a kind of record, on annotated sentences, and keep it in settings.json.

    python training/calibrate.py            # prints what it fits; writes training/settings.json and the model's copy of it

Two numbers a kind (Platt 1999): slope and shift of the logit, by Newton's method on the log loss with a weak pull towards slope 1, shift 0.
It is fitted on the test part, once that has been scored: it was drawn at random, as a reader meets text. The dev part was drawn for what is hard
and rich, where more finds are right; a fit on it was too sure of itself by .14 (events of the check part). How well it holds is measured on the check part, which serves nothing else: ``benchmark.py --only calibration --part check``.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]

from bench.annotated import judgements  # noqa: E402
from bench.platt import fit  # noqa: E402
from bench.setting import Bench  # noqa: E402
from export import TARGET  # noqa: E402
from tocsin.read.calibration import Calibration  # noqa: E402
from tocsin.read.reader import NeuralReader  # noqa: E402

KINDS = ("event", "relation", "assertion", "warning")
SETTINGS = TARGET / "settings.json"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--part", choices=("plain", "dev"), default="plain", help="the annotations to fit on")
    parser.add_argument("--dry", action="store_true", help="do not write the settings")
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no reference data here; give its folder with --data")
    settings = {k: v for k, v in json.loads(SETTINGS.read_text()).items() if not k.startswith("calibrate.")}
    bench = Bench(args.data, part=args.part)
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
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
