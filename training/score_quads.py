"""How far the quad classes of CAMEO agree with those of PLOVER types, on sentences whose types were annotated by hand.

    python training/score_quads.py

No reader takes part: what is printed is the macro-F1 that ``quad.events`` of the benchmark would reach with every type right, the first event
of a sentence or the best one as its main event, and what it would be were a type's class another one.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.rows import macro_of
from data import annotations, quads
from tocsin.codebook import codebook

NAME = "class_cameo.train"
OTHERWISE: tuple[tuple[str, dict[str, str]], ...] = (
    ("by the codebook", {}),
    ("SANCTION in 3", {"SANCTION": "3"}),
    ("CONCEDE in 2", {"CONCEDE": "2"}),
    ("REQUEST in 0", {"REQUEST": "0"}),
    ("all three", {"SANCTION": "3", "CONCEDE": "2", "REQUEST": "0"}),
)
Told = tuple[str, Sequence[str]]
"""A sentence: its class in the set, and the types of its events in order, background left out."""


def quad_of(kind: str | None, otherwise: Mapping[str, str]) -> str:
    """Return the quad class of a type, 0 where there is none."""
    return otherwise.get(kind, str(codebook().plover.type(kind).quad)) if kind else "0"


def reached(sentences: Sequence[Told], otherwise: Mapping[str, str], *, best: bool = False) -> float:
    """Return the macro-F1 over the classes; the main event is the first, or with ``best`` the one of the wanted class where there is one."""
    pairs = []
    for wanted, kinds in sentences:
        found = [quad_of(kind, otherwise) for kind in kinds] or ["0"]
        pairs.append([(wanted if best and wanted in found else found[0], wanted)])
    return macro_of(pairs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no reference data here; give its folder with --data")
    wanted = {e.text: e.sentence["quad"] for e in quads(args.data, NAME)}
    sentences: list[Told] = []
    for example in (e for part in annotations(args.data, Path(__file__).parent / "annotations") for e in part):
        if example.key.startswith(f"{NAME}/") and example.text in wanted:
            status = dict(example.words["status"])
            kinds = [k for at, k in sorted(example.words["trigger"]) if status.get(at) != "historical"]
            sentences.append((wanted[example.text], kinds))
    print(f"{len(sentences)} sentences of {NAME}")
    for name, otherwise in OTHERWISE:
        print(f"{name:18s} first event {reached(sentences, otherwise):.3f}  best event {reached(sentences, otherwise, best=True):.3f}")
    for quad in "01234":
        kinds = Counter(k[0] if k else "none" for w, k in sentences if w == quad)
        print(quad, ", ".join(f"{kind} {many}" for kind, many in kinds.most_common()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
