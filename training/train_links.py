"""Fit the ranker of antecedents: whom a pronoun or a definite phrase takes up (``src/tocsin/resolve/data/links.npz``).

    python training/train_links.py            # reads GUM train and the train part of the passages, fits, writes, and scores dev (minutes)
    python training/train_links.py --dry      # the same without writing

A conditional logit over the candidates and "nobody", through one hidden layer; all candidates that are the entity count as right together. The
first fit sees the phrases before answered as the set has them, the second also as the first fit answers them. The reader's hints are hidden
from a share of the phrases, since its head was trained on the same texts and is surer of them than of others.
The thresholds are the lowest, from .3, at which three answers in four are right, of pronouns and of phrases, on GUM dev and, counted double as in
the fit, the dev passages.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from queries import PRONOUNS, Query, Text, gum, passages
from score_links import HERE, documents
from tocsin.model.reading import Reading
from tocsin.read.engine import Engine
from tocsin.read.reader import NeuralReader
from tocsin.resolve.antecedent_columns import SIGNS
from tocsin.resolve.antecedent_ranker import WEIGHTS, Walk, Weights
from tocsin.resolve.antecedent_signs import Named
from tocsin.resolve.register import Register

Floats = NDArray[np.float32]
HINTS = [SIGNS.index(n) for n in ("hint", "hint_share", "hint_best", "hint_margin", "most_hint", "any_hint")]
HIDDEN, EPOCHS, RATE, DECAY, BATCH = 24, 24, 3e-3, 1e-4, 32
HINTS_HIDDEN, UNITS_HIDDEN, OURS = 0.6, 0.1, 2.0
AIM = 0.75


@dataclass(frozen=True)
class Case:
    """A question with its answer: ``right`` marks the candidates that are the entity, or nobody."""

    rows: Floats
    right: NDArray[np.bool_]
    weight: float


def is_entity(named: Named, query: Query) -> bool:
    """Tell whether what names a candidate is an earlier mention of a query's entity: its names, else its phrases."""
    for forms in (("name",), ("definite", "other"), ("pronoun",)):
        if spots := [s for s in named.spots if s.form in forms]:
            return any(s.start < e <= s.end for s in spots for e in query.earlier)
    return False


def cases(register: Register, texts: list[Text], readings: list[Reading], weights: Weights | None, weight: float) -> list[Case]:
    """Return the questions of texts that their sets answer; ``weights`` answers those before, the sets do where it is none."""
    made = []
    for text, reading in zip(texts, readings, strict=True):
        told = {q.end: q for q in text.queries}
        walk = Walk(register, reading)
        for question in walk.questions():
            spot = question.asked.spot
            query = told.get(spot.end)
            own, chance = question.likeliest(weights) if weights else (None, 0.0)
            own = own if chance >= 0.5 else None
            if query is None:
                walk.answer(spot, own)
                continue
            right = np.asarray([is_entity(n, query) for n in question.before] + [False])
            true = next((n for n in reversed(question.before) if is_entity(n, query)), None)
            right[-1] = true is None
            made.append(Case(question.rows, right, weight))
            walk.answer(spot, own if weights else true)
    return made


def fit(told: Sequence[Case], seed: int = 5) -> Weights:
    """Fit by Adam; the same cases and seed give the same weights."""
    rng = np.random.default_rng(seed)
    parts = [
        rng.normal(0, 1.5 / np.sqrt(len(SIGNS)), (len(SIGNS), HIDDEN)).astype(np.float32),
        np.zeros(HIDDEN, dtype=np.float32),
        rng.normal(0, 0.2, HIDDEN).astype(np.float32),
    ]
    first, second = [np.zeros_like(p) for p in parts], [np.zeros_like(p) for p in parts]
    step = 0
    for epoch in range(EPOCHS):
        order = rng.permutation(len(told))
        for at in range(0, len(order), BATCH):
            step += 1
            slopes = _slopes([told[i] for i in order[at : at + BATCH]], parts, rng)
            for k, slope in enumerate(slopes):
                first[k] = 0.9 * first[k] + 0.1 * slope
                second[k] = 0.999 * second[k] + 0.001 * slope**2
                size = RATE * (1 - epoch / EPOCHS) / (1 - 0.9**step)
                parts[k] = (parts[k] - size * first[k] / (np.sqrt(second[k] / (1 - 0.999**step)) + 1e-8)).astype(np.float32)
    return Weights(parts[0], parts[1], parts[2], 0.5, 0.5)


def _slopes(batch: list[Case], parts: list[Floats], rng: np.random.Generator) -> list[Floats]:
    rows = np.concatenate([c.rows for c in batch])
    sizes = [len(c.rows) for c in batch]
    starts = np.cumsum([0, *sizes[:-1]])
    for start, size in zip(starts, sizes, strict=True):
        if rng.random() < HINTS_HIDDEN:
            rows[start : start + size, HINTS] = 0
            rows[start : start + size, HINTS[0]] = -1
    of = np.repeat(np.arange(len(sizes)), sizes)
    hidden = np.maximum(rows @ parts[0] + parts[1], 0)
    kept = (rng.random(hidden.shape[1]) > UNITS_HIDDEN).astype(np.float32) / (1 - UNITS_HIDDEN)
    scores = (hidden * kept) @ parts[2]
    grown = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
    right = grown * np.concatenate([c.right for c in batch])
    off = grown / np.add.reduceat(grown, starts)[of] - right / np.add.reduceat(right, starts)[of]
    off = (off * np.asarray([c.weight for c in batch])[of] / len(batch)).astype(np.float32)
    back = np.outer(off, parts[2]) * kept * (hidden > 0)
    return [rows.T @ back + DECAY * parts[0], back.sum(0), (hidden * kept).T @ off + DECAY * parts[2]]


def judged(register: Register, texts: list[Text], readings: list[Reading], weights: Weights) -> list[tuple[bool, float, bool, bool]]:
    """Return for each query: whether it is a pronoun, the best candidate's chance, whether that is right, and whether there is an antecedent."""
    made = []
    for text, reading in zip(texts, readings, strict=True):
        told = {q.end: q for q in text.queries}
        walk = Walk(register, reading)
        for question in walk.questions():
            spot = question.asked.spot
            found, chance = question.likeliest(weights)
            if query := told.pop(spot.end, None):
                right = found is not None and is_entity(found, query)
                made.append((query.words.lower() in PRONOUNS, chance, right, bool(query.earlier)))
            walk.answer(spot, found if chance >= weights.least(spot) else None)
        made += [(q.words.lower() in PRONOUNS, 0.0, False, bool(q.earlier)) for q in told.values()]
    return made


def measure(found: list[tuple[bool, float, bool, bool]], pronouns: bool, least: float) -> tuple[float, float]:
    """Return precision and recall at a threshold."""
    some = [f for f in found if f[0] == pronouns]
    said = [f for f in some if f[1] >= least]
    right = sum(f[2] for f in said)
    return right / max(1, len(said)), right / max(1, sum(f[3] for f in some))


def thresholds(found: list[tuple[bool, float, bool, bool]]) -> tuple[float, float]:
    """Return the lowest thresholds that reach the aims."""
    made = []
    for pronouns in (True, False):
        steps = [n / 100 for n in range(30, 80)]
        made.append(next((s for s in steps if measure(found, pronouns, s)[0] >= AIM), steps[-1]))
    return made[0], made[1]


def main() -> int:
    """Fit, choose the thresholds, write; print the scores on dev."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no reference data here; give its folder with --data")
    reader, register = NeuralReader(Engine()), Register.load()
    ours = list(passages(args.data, HERE / "annotations" / "antecedents"))
    sets = {
        "GUM train": list(gum(args.data, "coref_gum.train")), "our train": [t for held, t in ours if not held],
        "GUM dev": list(gum(args.data, "coref_gum.dev")), "our dev": [t for held, t in ours if held],
    }  # fmt: skip
    readings = {name: list(reader.read(documents(texts))) for name, texts in sets.items()}
    trained = (("GUM train", 1.0), ("our train", OURS))
    told = [c for name, weight in trained for c in cases(register, sets[name], readings[name], None, weight)]
    weights = fit(told)
    told += [c for name, weight in trained for c in cases(register, sets[name], readings[name], weights, weight)]
    weights = fit(told)
    dev = {name: judged(register, sets[name], readings[name], weights) for name in ("GUM dev", "our dev")}
    least = thresholds([*dev["GUM dev"], *dev["our dev"], *dev["our dev"]])
    weights = Weights(weights.into, weights.bias, weights.out, *least)
    print(f"{len(told)} cases; thresholds {least[0]} for pronouns, {least[1]} for phrases")
    for name in dev:
        found = judged(register, sets[name], readings[name], weights)
        for what, pronouns, threshold in (("pronouns", True, least[0]), ("phrases", False, least[1])):
            precision, recall = measure(found, pronouns, threshold)
            print(f"{name:8s} {what:8s} precision {precision:.3f} recall {recall:.3f}")
    if not args.dry:
        weights.save(args.out, reader.sha256)
        print(f"{args.out}: {args.out.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
