"""How likely a document reports on conflict: from what its sentences look like, from the acts found in them, and from what they are about."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from tocsin.model.reading import Frame
from tocsin.read.decode import Floats

FEATURES = ("mean", "upper", "violent", "acts", "sure")
_VIOLENT = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "THREATEN", "RETREAT"})
_FEW = 2  # sentences without any act that count as much as one that is no report on conflict
_DEFAULT = {"mean": 4.0, "upper": 4.0, "violent": 1.0, "acts": 0.0, "sure": 1.0, "bias": -5.0}


def features(conflict: Sequence[float], frames: Sequence[Frame]) -> tuple[float, ...]:
    """Return the numbers that relevance follows from, in the order of ``FEATURES``.

    ``conflict`` is the probability a sentence that it reports on conflict. ``mean`` and ``upper`` are the means of all sentences and of the
    likelier half, less sure of a few sentences in which no act was found; ``violent`` and ``acts`` count frames a sentence, at most 2; ``sure``
    is the best score of a violent frame.
    """
    if not conflict:
        return (0.0,) * len(FEATURES)
    weight = 1.0 if frames else len(conflict) / (len(conflict) + _FEW)
    ordered = sorted((c * weight for c in conflict), reverse=True)
    upper = ordered[: max(1, (len(ordered) + 1) // 2)]
    violent = [f for f in frames if f.type in _VIOLENT]
    return (
        sum(ordered) / len(ordered),
        sum(upper) / len(upper),
        min(2.0, sum(f.type_score for f in violent) / len(conflict)),
        min(2.0, len(frames) / len(conflict)),
        max((f.type_score for f in violent), default=0.0),
    )


def subject(vectors: Floats) -> Floats:
    """Return what a document is about: the mean of its sentence vectors ``[sentences, width]``, those without words left out."""
    told = vectors[np.any(vectors != 0, axis=1)]
    return np.asarray(told.mean(axis=0) if len(told) else np.zeros(vectors.shape[-1]), dtype=np.float32)


def relevance(
    conflict: Sequence[float],
    frames: Sequence[Frame],
    settings: Mapping[str, float],
    about: Floats | None = None,
    weights: Floats | None = None,
) -> float:
    """Return the probability that a document reports on conflict; 0 where it has no words.

    ``about`` is its ``subject``, ``weights`` says how far each of its numbers speaks for conflict; without them the other features decide.
    """
    if not conflict:
        return 0.0
    values = features(conflict, frames)
    score = settings.get("relevance.bias", _DEFAULT["bias"])
    if about is not None and weights is not None:
        score += float(about @ weights)
    score += sum(settings.get(f"relevance.{name}", _DEFAULT[name]) * value for name, value in zip(FEATURES, values, strict=True))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 4)
