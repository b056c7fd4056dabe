"""Fit the weights by which places of one name are told apart, on the training part of LGL alone.

    PYTHONPATH=src .venv/bin/python training/rank_places.py            # says what was fitted, writes nothing
    PYTHONPATH=src .venv/bin/python training/rank_places.py --write    # keeps it in src/tocsin/resolve/data/place_weights.json

A conditional logit (softmax over the candidates of a name and "none of them") with a small ridge, by Newton's method in numpy. Right is the
candidate with the gold GeoNames id, else every candidate within 161 km of the gold point, else none. The first round's weights are fitted
without what other names mean, the later rounds' beside what the weights so far take them for, twice. Three signs are given and not fitted,
since grammar tells them and LGL hardly has them (`GIVEN`). The chance below which a name is left open is the lowest that holds, in five folds
of documents, a precision three points above that of the hand-set weights before it (.850; two points until the ranker saw countries told of
other bearers, whose gain is taken as surety, not as more dots): a wrong dot is worse than none.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from score_places import WITHIN_KM, rows
from tocsin.model.reading import Reading
from tocsin.resolve import places
from tocsin.resolve.gazetteer import Candidate, Gazetteer
from tocsin.resolve.place_rank import ALONE, AROUND, NONE, WEIGHTS, Ask, Weights, alone_of, around_of, choose, gather, kilometres, none_of

Floats = NDArray[np.float64]
SET = "toponyms_lgl.train"
RIDGE = 1.0
FIRM = 1e6
GIVEN = {  # "Idlib province", "Pandi, Bulacan": by grammar, rare in LGL
    "kind_asked": 2.0, "kind_not_asked": -2.0, "holds_another": 2.0,
}  # fmt: skip
FOLDS = 5
ROUNDS = 2
PRECISION = 0.88
UNFITTED = Weights(*((0.0,) * len(names) for names in (ALONE, ALONE, AROUND, NONE, NONE)), least=0.0)


@dataclass
class Item:
    """One name of a document: its ask, the signs of its candidates, how often it is meant and which candidates are right."""

    ask: Ask
    signs: Floats
    none: list[float]
    right: NDArray[np.bool_]
    weight: int
    gold: list[tuple[float, float]]


class Collector(places.PlaceResolver):
    """Keeps what the resolver asks of the ranker."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__(gazetteer, UNFITTED)
        self.asks: dict[int, Ask] = {}

    def collect(self, reading: Reading) -> tuple[dict[int, Ask], list[Ask], dict[str, float]]:
        """Return the asks by mention, the leaders that are ranked, and the countries told."""
        kept: list[Any] = []

        def keep(asks: Sequence[Ask], told: dict[str, float], _: Weights) -> None:
            kept.append((list(asks), dict(told)))
            for ask in asks:
                ask.best = ask.candidates[0]

        before, places.rank = places.rank, keep
        try:
            self.resolve(reading)
        finally:
            places.rank = before
        leaders, told = kept[0] if kept else ([], {})
        return self.asks, leaders, told

    def _rank(self, asks: dict[int, Ask], text: str) -> Mapping[str, float]:  # type: ignore[override]
        self.asks = dict(asks)
        return super()._rank(asks, text)


def items() -> list[list[Item]]:
    """Return the names of each document of LGL train that have gold coordinates and any candidate."""
    gazetteer = Gazetteer()
    made = []
    collector = Collector(gazetteer)
    for reading, toponyms in rows(SET):
        asks, leaders, told = collector.collect(reading)
        signs = {id(ask): alone_of(ask, told, leaders) for ask in leaders}
        found = []
        for leader in leaders:
            gold = [toponyms[i] for i, ask in asks.items() if ask is leader or (_alike(ask, leader) and toponyms[i].get("lat") is not None)]
            gold = [one for one in gold if one.get("lat") is not None]
            right = np.zeros(len(leader.candidates) + 1, dtype=bool)
            for one in gold:
                right[: len(leader.candidates)] |= _right(leader.candidates, one)
            right[-1] = not right.any()
            points = [(one["lat"], one["lon"]) for one in gold]
            found.append(Item(leader, np.array(signs[id(leader)], dtype=float), none_of(leader), right, len(gold), points))
        made.append(found)
    return made


def _alike(ask: Ask, leader: Ask) -> bool:
    return (ask.key, ask.phrase.kinds, ask.phrase.capital, ask.holders) == (
        leader.key, leader.phrase.kinds, leader.phrase.capital, leader.holders,
    )  # fmt: skip


def _right(candidates: Sequence[Candidate], gold: dict[str, Any]) -> NDArray[np.bool_]:
    same = np.array([str(one.geonameid) == str(gold.get("geonameid")) for one in candidates])
    if same.any():
        return same
    return np.array([kilometres(one.lat, one.lon, gold["lat"], gold["lon"]) <= WITHIN_KM for one in candidates])


def design(item: Item, around: Floats | None) -> Floats:
    """Return the signs of the candidates, and in the last row those of "none of them"."""
    wide = np.hstack([item.signs, around]) if around is not None else item.signs
    top = np.hstack([wide, np.zeros((len(wide), len(NONE)))])
    return np.vstack([top, [*np.zeros(wide.shape[1]), *item.none]])


def fit(cases: list[tuple[Floats, NDArray[np.bool_], int]], names: Sequence[str]) -> Floats:
    """Return the weights that maximise the chance of the right rows; Newton steps on the ridge-penalised likelihood."""
    prior = np.array([GIVEN.get(name, 0.0) for name in names])
    firm = np.array([FIRM if name in GIVEN else RIDGE for name in names])
    weights = prior.copy()
    for _ in range(25):
        slope, curve = firm * (weights - prior), np.diag(firm)
        for x, right, many in cases:
            score = x @ weights
            chance = np.exp(score - score.max())
            chance /= chance.sum()
            held = np.where(right, chance, 0.0)
            held = held / max(held.sum(), 1e-12)
            mean = chance @ x
            slope = slope + many * (mean - held @ x)
            curve = curve + many * ((x * chance[:, None]).T @ x - np.outer(mean, mean))
        step = np.linalg.solve(curve, slope)
        weights = weights - step * min(1.0, 2.0 / max(1e-9, float(np.abs(step).max())))
        if np.abs(step).max() < 1e-4:
            break
    return weights


def _choose(item: Item, beside: Floats | None, weights: Floats) -> None:
    score = design(item, beside) @ weights
    choose(item.ask, score[:-1].tolist(), float(score[-1]))


def run(documents: list[list[Item]], first: Floats, then: Floats | None) -> list[list[Floats]]:
    """Rank each document with weights so far and return what stands around each name's candidates."""
    made = []
    for found in documents:
        asks = [item.ask for item in found]
        for ask in asks:
            ask.best, ask.chance = None, 0.0
        for item in found:
            _choose(item, None, first)
        around = gather(asks)
        for _ in range(2):
            if then is None or len(found) == 1:
                break
            for item in sorted(found, key=lambda one: one.ask.chance):
                before = item.ask.best
                _choose(item, np.array([around_of(item.ask, one, around) for one in item.ask.candidates]), then)
                around = around if item.ask.best is before else gather(asks)
        around = gather(asks)
        made.append([np.array([around_of(item.ask, one, around) for one in item.ask.candidates]) for item in found])
    return made


def train(documents: list[list[Item]]) -> tuple[Floats, Floats]:
    """Return the weights of the first round and of the later ones."""
    known = [item for found in documents for item in found if item.weight]
    first = fit([(design(item, None), item.right, item.weight) for item in known], (*ALONE, *NONE))
    then: Floats | None = None
    for _ in range(ROUNDS):
        beside = run(documents, first, then)
        then = fit(
            [
                (design(item, around), item.right, item.weight)
                for found, arounds in zip(documents, beside, strict=True)
                for item, around in zip(found, arounds, strict=True)
                if item.weight and len(found) > 1
            ],
            (*ALONE, *AROUND, *NONE),
        )
    assert then is not None
    return first, then


def judged(documents: list[list[Item]]) -> list[tuple[float, int, int]]:
    """Return chance, how many mentions lie within 161 km of the pick, and how many there are, of each name as last ranked."""
    return [
        (item.ask.chance, sum(kilometres(item.ask.best.lat, item.ask.best.lon, *at) <= WITHIN_KM for at in item.gold), item.weight)
        for found in documents
        for item in found
        if item.weight and item.ask.best is not None
    ]


def main() -> None:
    """Fit, choose the threshold, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"keep the weights in {WEIGHTS.name}")
    asked = parser.parse_args()
    documents = items()
    seen: list[tuple[float, int, int]] = []
    for fold in range(FOLDS):
        rest = [found for n, found in enumerate(documents) if n % FOLDS != fold]
        held = [found for n, found in enumerate(documents) if n % FOLDS == fold]
        run(held, *train(rest))
        seen += judged(held)
    total = sum(many for _, _, many in seen)
    print("chance at least: right of those placed, share placed (five folds of LGL train, names that have candidates)")
    best = 1.0
    for least in np.arange(0.9, 0.0, -0.02).round(2):
        kept = [(right, many) for chance, right, many in seen if chance >= least]
        precision, share = sum(r for r, _ in kept) / max(1, sum(m for _, m in kept)), sum(m for _, m in kept) / total
        best = float(least) if precision >= PRECISION else best
        print(f"  {least:.2f}: {precision:.3f} {share:.3f}")
    first, then = train(documents)
    names = {"alone": (*ALONE, *NONE), "full": (*ALONE, *AROUND, *NONE)}
    weights = {
        key: {name: round(float(one), 3) for name, one in zip(names[key], told, strict=True)}
        for key, told in (("alone", first), ("full", then))
    }
    for name in names["full"]:
        print(f"{name:28}{weights['alone'].get(name, float('nan')):8.3f}{weights['full'][name]:8.3f}")
    print(f"least {best}")
    if asked.write:
        told = {"fitted": f"training/rank_places.py on {SET}, {total} mentions", "least": best, "weights": weights}
        WEIGHTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        print(f"{WEIGHTS}", file=sys.stderr)


if __name__ == "__main__":
    main()
