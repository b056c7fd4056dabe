"""From a head's own score to a probability: what share of finds with such a score were right on annotated text."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from tocsin.model.reading import Reading

_EDGE = 1e-4


class Calibration:
    """Platt scaling a record kind: ``p = sigmoid(slope * logit(score) + shift)``.

    The numbers stand in the model's settings as ``calibrate.KIND.slope`` and ``.shift`` (``training/calibrate.py`` fits them on annotated
    sentences); a kind without them keeps its scores. Source: Platt 1999, Probabilistic outputs for support vector machines.
    """

    def __init__(self, settings: Mapping[str, float]) -> None:
        self._settings = settings

    def probability(self, kind: str, score: float) -> float:
        """Return the probability that a find of this kind and score (0 to 1) is right."""
        slope = self._settings.get(f"calibrate.{kind}.slope")
        if slope is None:
            return score
        held = min(max(score, _EDGE), 1 - _EDGE)
        shift = self._settings.get(f"calibrate.{kind}.shift", 0.0)
        return 1 / (1 + math.exp(-(slope * math.log(held / (1 - held)) + shift)))

    def apply(self, reading: Reading) -> Reading:
        """Return the reading with the scores of its events, relations, assertions and conditionals as probabilities."""
        return replace(
            reading,
            frames=tuple(replace(f, type_score=self.probability("event", f.type_score)) for f in reading.frames),
            ties=tuple(replace(t, score=self.probability("relation", t.score)) for t in reading.ties),
            remarks=tuple(replace(r, score=self.probability("assertion", r.score)) for r in reading.remarks),
            conditionals=tuple(replace(c, score=self.probability("warning", c.score)) for c in reading.conditionals),
        )
