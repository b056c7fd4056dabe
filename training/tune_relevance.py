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
from tocsin.read.relevance import FEATURES, features, subject

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
    read = [(features(r.conflict, r.frames), subject(r.vectors)) for r in uncalibrated().read(documents)]
    x, about = (np.asarray(part, dtype=np.float64) for part in zip(*read, strict=True))
    y = np.asarray([float(r["relevant"]) for r in rows])
    dev = np.asarray([held_out(r) or r["set"].endswith(".dev") for r in rows])
    both = np.concatenate([x, about], axis=1)
    penalties = {p: np.r_[np.full(x.shape[1], 0.002), np.full(about.shape[1], p)] for p in (0.003, 0.01, 0.03, 0.1, 0.3)}
    best = max(penalties, key=lambda p: folded(both[~dev], y[~dev], penalties[p]))
    print(f"penalty {best}, chosen on folds of the train part")
    for told, values, penalty in (("features alone", x, penalties[best][: x.shape[1]]), ("and subject", both, penalties[best])):
        weights = fit(values[~dev], y[~dev], penalty)
        for name, part in (("train", ~dev), ("held out", dev)):
            found = f1(values[part], y[part], weights)
            print(f"{told}, {name}: {int(part.sum())} documents, {int(y[part].sum())} relevant, F1 {found:.3f}")
    named = [*weights[: len(FEATURES)], weights[-1]]
    settings = {f"relevance.{name}": round(float(w), 4) for name, w in zip((*FEATURES, "bias"), named, strict=True)}
    print(json.dumps(settings))
    if not args.dry:
        kept = {k: v for k, v in json.loads(SETTINGS.read_text()).items() if not k.startswith("relevance.")}
        SETTINGS.write_text(json.dumps({**kept, **settings}, indent=1) + "\n")
        with np.load(TARGET / "pairs.npz") as pairs:
            held = dict(pairs)
        np.savez(TARGET / "pairs.npz", **held | {"relevance.subject": weights[len(FEATURES) : -1].astype(np.float32)})
    return 0


def f1(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> float:
    said = x @ weights[:-1] + weights[-1] >= 0
    return float(2 * (said & (y > 0)).sum() / (said.sum() + y.sum()))


def folded(x: np.ndarray, y: np.ndarray, penalty: np.ndarray, folds: int = 5) -> float:
    """Return the mean F1 of parts that were left out of the fit, each in turn."""
    part = np.arange(len(y)) % folds
    return float(np.mean([f1(x[part == k], y[part == k], fit(x[part != k], y[part != k], penalty)) for k in range(folds)]))


def uncalibrated() -> NeuralReader:
    """Return the reader without calibration: relevance is judged from the heads' own scores."""
    reader = NeuralReader()
    reader.engine.__dict__["settings"] = {k: v for k, v in reader.engine.settings.items() if not k.startswith("calibrate.")}
    return reader


def make(key: str, text: str) -> Document:
    digest = hashlib.sha256((key + text).encode()).hexdigest()
    return Document(id=digest, ref=key, sha256=digest, text=text)


def fit(x: np.ndarray, y: np.ndarray, penalty: np.ndarray, rounds: int = 25) -> np.ndarray:
    """Logistic regression by Newton's method, a penalty a feature, the rarer class weighing somewhat more; the last weight is the bias."""
    wide = np.c_[x, np.ones(len(x))]
    ridge = np.diag(np.r_[penalty, 0.0])
    share = np.where(y > 0, 0.5 / y.mean(), 0.5 / (1 - y.mean())) ** 0.5
    weights = np.zeros(wide.shape[1])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(wide @ weights, -30, 30)))
        slope = wide.T @ (share * (chance - y)) / len(y) + ridge @ weights
        bend = (wide * (share * np.maximum(chance * (1 - chance), 1e-6))[:, None]).T @ wide / len(y) + ridge
        weights = weights - np.linalg.solve(bend + 1e-8 * np.eye(len(bend)), slope)
    return weights


if __name__ == "__main__":
    raise SystemExit(main())
