"""Score the place resolver on LGL and GeoVirus (spans given).

    .venv/bin/python training/score_places.py            # dev sets
    .venv/bin/python training/score_places.py --misses 40 --set toponyms_lgl.train

Accuracy is the share of toponyms within 161 km of the gold point: of all toponyms that have coordinates (an unresolved one is wrong), of
those without the demonyms ("Egyptian", which LGL places at its country and Tocsin, by design, does not), and of those resolved. The last share also
counts as right a place whose own circle holds the gold point: a country has no one point, and sets choose it hundreds of kilometres apart. Spans are
the gold ones.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.model.document import Document
from tocsin.model.reading import Mention, Reading
from tocsin.model.record import Place
from tocsin.resolve.gazetteer import Gazetteer
from tocsin.resolve.place_rank import kilometres
from tocsin.resolve.places import PlaceResolver

DATA = Path(__file__).parents[2] / "shared" / "data"
WITHIN_KM = 161.0


@dataclass
class Score:
    """Counts over one set."""

    gold: int = 0
    resolved: int = 0
    right: int = 0
    held: int = 0
    demonyms: int = 0
    seconds: float = 0.0
    misses: list[str] = field(default_factory=list)

    def line(self) -> str:
        """One line of figures."""
        names = self.gold - self.demonyms
        return (
            f"all {self.right / self.gold:.3f} ({self.gold}) | without demonyms {self.right / names:.3f} ({names}) | "
            f"of resolved {self.right / max(1, self.resolved):.3f} | unresolved {1 - self.resolved / self.gold:.3f} | "
            f"of resolved, in its own circle {self.held / max(1, self.resolved):.3f} | "
            f"{1e3 * self.seconds / self.gold:.2f} ms a mention"
        )


def rows(name: str) -> list[tuple[Reading, list[dict[str, Any]]]]:
    """Read a set as readings whose mentions are the gold toponyms."""
    path = DATA / f"{name}.jsonl"
    if not path.is_file():
        sys.exit(f"{path} is not there: the toponym sets are handed out apart from this repository (see its README)")
    made = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            document = Document(id=row["id"], ref=row["id"], sha256="", text=row["text"])
            mentions = tuple(Mention(t["start"], t["end"], "LOCATION", 1.0) for t in row["toponyms"])
            vectors = np.zeros((0, 384), np.float32)
            made.append((Reading(document, 1.0, (), mentions, (), (), (), (), (), vectors, ()), row["toponyms"]))
    return made


def judge(resolver: PlaceResolver, told: list[tuple[Reading, list[dict[str, Any]]]], gazetteer: Gazetteer) -> Score:
    """Score a resolver on a set."""
    score = Score()
    for reading, toponyms in told:
        start = time.perf_counter()
        answers = resolver.resolve(reading)
        score.seconds += time.perf_counter() - start
        for index, gold in enumerate(toponyms):
            if gold.get("lat") is None:
                continue
            score.gold += 1
            score.demonyms += gazetteer.demonym(gold["text"]) is not None
            found = answers[index]
            if not isinstance(found, Place) or found.lat is None or found.lon is None:
                score.misses.append(f"{gold['text']}: {found}")
                continue
            score.resolved += 1
            away = kilometres(found.lat, found.lon, gold["lat"], gold["lon"])
            score.right += away <= WITHIN_KM
            score.held += away <= max(WITHIN_KM, found.uncertainty_km or 0.0)
            if away > WITHIN_KM:
                there = f"{found.name}, {found.admin1}, {found.country} {found.precision}"
                score.misses.append(f"{gold['text']} @{gold['lat']},{gold['lon']} -> {there} {away:.0f} km")
    return score


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--misses", type=int, default=0)
    asked = parser.parse_args()
    gazetteer = Gazetteer()
    for name in asked.set or ["toponyms_lgl.dev", "toponyms_geovirus.dev"]:
        score = judge(PlaceResolver(gazetteer), rows(name), gazetteer)
        print(f"{name}: {score.line()}")
        for miss in score.misses[: asked.misses]:
            print("   ", miss)


if __name__ == "__main__":
    main()
