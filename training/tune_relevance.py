"""Fit how a document's relevance follows from what the reader found in it, on the annotated documents, and score it on those held out.

python training/tune_relevance.py      # prints the scores and writes the model's settings.json
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

from data import documents_of, held_out, judged
from export import TARGET
from tocsin.model.document import Document
from tocsin.read.reader import NeuralReader
from tocsin.read.relevance import FEATURES, features

LONGEST = 2500
SETTINGS = TARGET / "settings.json"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--dry", action="store_true", help="do not write the settings")
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no reference data here; give its folder with --data")
    rows = judged(Path(__file__).parent / "annotations")
    texts = {name: documents_of(args.data, name) for name in {r["set"] for r in rows}}
    documents = [make(r["set"] + r["id"], texts[r["set"]][r["id"]][:LONGEST]) for r in rows]
    x = np.asarray([features(r.conflict, r.frames) for r in uncalibrated().read(documents)])
    y = np.asarray([float(r["relevant"]) for r in rows])
    dev = np.asarray([held_out(r) or r["set"].endswith(".dev") for r in rows])
    weights = fit(x[~dev], y[~dev])
    for name, part in (("train", ~dev), ("held out", dev)):
        chance = 1 / (1 + np.exp(-(x[part] @ weights[:-1] + weights[-1])))
        hits = int(((chance >= 0.5) & (y[part] > 0)).sum())
        f1 = 2 * hits / ((chance >= 0.5).sum() + y[part].sum())
        print(f"{name}: {int(part.sum())} documents, {int(y[part].sum())} relevant, F1 {f1:.3f}")
    settings = {f"relevance.{name}": round(float(w), 4) for name, w in zip((*FEATURES, "bias"), weights, strict=True)}
    print(json.dumps(settings))
    if not args.dry:
        kept = {k: v for k, v in json.loads(SETTINGS.read_text()).items() if not k.startswith("relevance.")}
        SETTINGS.write_text(json.dumps({**kept, **settings}, indent=1) + "\n")
    return 0


def uncalibrated() -> NeuralReader:
    """Return the reader without calibration: relevance is judged from the heads' own scores."""
    reader = NeuralReader()
    reader.engine.__dict__["settings"] = {k: v for k, v in reader.engine.settings.items() if not k.startswith("calibrate.")}
    return reader


def make(key: str, text: str) -> Document:
    digest = hashlib.sha256((key + text).encode()).hexdigest()
    return Document(id=digest, ref=key, sha256=digest, text=text)


def fit(x: np.ndarray, y: np.ndarray, penalty: float = 0.02, rounds: int = 4000) -> np.ndarray:
    """Logistic regression by gradient descent, both classes weighing alike; the last weight is the bias."""
    weights = np.zeros(x.shape[1] + 1)
    share = np.where(y > 0, 0.5 / y.mean(), 0.5 / (1 - y.mean())) ** 0.5
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-(x @ weights[:-1] + weights[-1])))
        error = (chance - y) * share
        weights[:-1] -= 0.5 * (x.T @ error / len(y) + penalty * weights[:-1] / 10)
        weights[-1] -= 0.5 * error.mean()
    return weights


if __name__ == "__main__":
    raise SystemExit(main())
