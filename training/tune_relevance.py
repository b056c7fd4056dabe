"""Fit how a document's relevance follows from what the reader found in it, on the annotated documents, and score it on those held out.

python training/tune_relevance.py      # prints the scores and writes the model's relevance.json; to be run again after each new model
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

from data import documents_of, held_out, judged
from tocsin.model.document import Document
from tocsin.read.engine import HERE
from tocsin.read.reader import NeuralReader
from tocsin.read.relevance import FEATURES, features, subject

LONGEST = 2500
WEIGHTS = HERE / "relevance.json"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--dry", action="store_true", help="do not write the weights")
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
    unsure = np.asarray([bool(r.get("unsure")) for r in rows])
    for told, values, penalty in (("features alone", x, penalties[best][: x.shape[1]]), ("and subject", both, penalties[best])):
        weights = fit(values[~dev], y[~dev], penalty)
        for name, part in (
            ("train", ~dev),
            ("held out", dev),
            ("held out, judge sure", dev & ~unsure),
            ("held out, judge unsure", dev & unsure),
        ):
            found, error = f1(values[part], y[part], weights), calibration_error(values[part], y[part], weights)
            print(
                f"{told}, {name}: {int(part.sum())} documents, {int(y[part].sum())} relevant, F1 {found:.3f}, calibration error {error:.3f}"
            )
    for told, same, many in again(rows, Path(__file__).parent / "annotations" / "agreement"):
        print(f"judged twice, judge {told}: {same} of {many} alike")
    if not args.dry:
        save(weights, WEIGHTS)
    return 0


def again(rows: list[dict], folder: Path) -> list[tuple[str, int, int]]:
    """Return how many of the documents that were judged a second time, blindly, were judged alike: where the first judge was sure, and unsure."""
    first = {(r["set"], r["id"]): r for r in rows}
    second = [json.loads(line) for file in sorted(folder.glob("relevance-*.jsonl")) for line in file.read_text().splitlines()]
    pairs = [(first[r["set"], r["id"]], r) for r in second]
    made = []
    for told, wanted in (("sure", False), ("unsure", True)):
        part = [a["relevant"] == b["relevant"] for a, b in pairs if bool(a.get("unsure")) == wanted]
        made.append((told, sum(part), len(part)))
    return made


def save(weights: np.ndarray, path: Path) -> None:
    """Write the weights of the features, of the subject's numbers, and the bias, which is the last."""
    features, about = weights[: len(FEATURES)], weights[len(FEATURES) : -1]
    named = {name: round(float(w), 4) for name, w in zip(FEATURES, features, strict=True)}
    held = {"bias": round(float(weights[-1]), 4), "features": named, "about": [round(float(w), 5) for w in about]}
    path.write_text(json.dumps(held) + "\n")


def f1(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> float:
    said = x @ weights[:-1] + weights[-1] >= 0
    return float(2 * (said & (y > 0)).sum() / (said.sum() + y.sum()))


def calibration_error(x: np.ndarray, y: np.ndarray, weights: np.ndarray, bins: int = 10) -> float:
    """Return how far mean probability and share of relevant ones lie apart: the mean over bins of equal width, weighed by their documents."""
    chance = 1 / (1 + np.exp(-np.clip(x @ weights[:-1] + weights[-1], -30, 30)))
    where = np.minimum((chance * bins).astype(int), bins - 1)
    return float(sum(abs(chance[where == b].sum() - y[where == b].sum()) for b in range(bins)) / len(y))


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
