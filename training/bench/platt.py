"""Platt scaling: the two numbers that turn a score into a probability."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

PULL = 1.0  # weight of the pull towards the raw score, in items


def fit(pairs: Sequence[tuple[float, bool]], pull: float = PULL, rounds: int = 50) -> tuple[float, float]:
    """Return slope and shift of ``p = sigmoid(slope * logit(score) + shift)`` for pairs of a score and whether it was right.

    Newton's method on the log loss, halving a step that overshoots; ``pull`` draws towards slope 1 and shift 0. Source: Platt 1999.
    """
    score = np.clip(np.asarray([p for p, _ in pairs], dtype=float), 1e-4, 1 - 1e-4)
    x = np.stack([np.log(score / (1 - score)), np.ones(len(score))], axis=1)
    y = np.asarray([right for _, right in pairs], dtype=float)
    w = prior = np.asarray([1.0, 0.0])

    def loss(v: NDArray[np.float64]) -> float:
        z = x @ v
        return float((np.logaddexp(0, z) - y * z).sum() + pull / 2 * ((v - prior) ** 2).sum())

    for _ in range(rounds):
        p = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (p - y) + pull * (w - prior)
        bend = (x * (p * (1 - p))[:, None]).T @ x + pull * np.eye(2)
        step = np.linalg.solve(bend, slope)
        while loss(w - step) > loss(w) and np.abs(step).max() > 1e-9:
            step = step / 2
        w = w - step
        if np.abs(step).max() < 1e-6:
            break
    return float(w[0]), float(w[1])
