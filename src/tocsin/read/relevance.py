"""How likely a document reports on conflict: from what its sentences look like, from the acts found in them, and from what they are about."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tocsin.errors import ModelError
from tocsin.model.reading import Frame
from tocsin.read.decode import Floats

FEATURES = ("mean", "upper", "violent", "acts", "sure")
_VIOLENT = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "THREATEN", "RETREAT"})
_FEW = 2  # sentences without any act that count as much as one that is no report on conflict


@dataclass(frozen=True, slots=True)
class Relevance:
    """The weights of a logistic regression: a bias, one for each of ``FEATURES``, one for each number of a ``subject`` (none: not asked)."""

    bias: float
    features: Mapping[str, float]
    about: Floats

    @classmethod
    def load(cls, path: Path) -> Relevance:
        """Read what ``tune_relevance.py`` wrote; ``PLAIN`` where there is no such file yet. Raises ``ModelError`` where it cannot be read."""
        if not path.is_file():
            return PLAIN
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            features = {name: float(held["features"][name]) for name in FEATURES}
            return cls(float(held["bias"]), features, np.asarray(held["about"], dtype=np.float32))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{path}: the weights of relevance cannot be read ({error!r}); reinstall tocsin") from error

    def judge(self, conflict: Sequence[float], frames: Sequence[Frame], vectors: Floats) -> float:
        """Return the probability that a document reports on conflict; 0 where it has no words.

        ``conflict`` is the probability a sentence that it reports on conflict, ``vectors`` are ``[sentences, width]``.
        """
        if not conflict:
            return 0.0
        score = self.bias + sum(self.features[name] * value for name, value in zip(FEATURES, features(conflict, frames), strict=True))
        if len(self.about):
            score += float(subject(vectors) @ self.about)
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 4)


PLAIN = Relevance(-5.0, {"mean": 4.0, "upper": 4.0, "violent": 1.0, "acts": 0.0, "sure": 1.0}, np.zeros(0, dtype=np.float32))
"""What judges with a model that was just exported and has no weights of its own yet."""


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
