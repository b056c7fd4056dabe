"""Agreement of two labellings of the same sentences, by kind: how often one annotator finds what the other found.

    python training/agreement.py

The annotators are of one make and worked from the guideline alone, in different order: this is their agreement with each other, not with the field.
An F1 is symmetric here: neither labelling is the right one. Kappa is Cohen's, over the events whose triggers both found.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from tocsin.evaluate.metrics import Counts, overlap_counts, set_counts

Row = dict[str, list[dict]]
Span = tuple[int, int, str]
FOLDER = Path(__file__).resolve().parent / "annotations" / "agreement"


def load(folder: Path, name: str) -> dict[tuple[str, str, int], Row]:
    """Return the labelled sentences of ``NAME-*.jsonl`` by set, document and start."""
    found = [json.loads(line) for file in sorted(folder.glob(f"{name}-*.jsonl")) for line in file.read_text().splitlines()]
    return {(r["set"], r["id"], r["start"]): r for r in found}


def kappa(pairs: Iterable[tuple[str, str]]) -> float:
    """Cohen's kappa of paired labels; 1 where all agree, 0 where they agree as often as chance would have it."""
    pairs = list(pairs)
    if not pairs:
        return float("nan")
    same = sum(a == b for a, b in pairs) / len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[k] * right[k] for k in left) / len(pairs) ** 2
    return 1.0 if chance == 1 else (same - chance) / (1 - chance)


def both(a: Row, b: Row) -> list[tuple[dict, dict]]:
    """Return the events of two labellings of a sentence whose triggers overlap, one to one."""
    left = list(b.get("ev", []))
    made = []
    for event in a.get("ev", []):
        near = next((e for e in left if e["t"][0] < event["t"][1] and event["t"][0] < e["t"][1]), None)
        if near:
            left.remove(near)
            made.append((event, near))
    return made


def spans(row: Row, kind: str, key: str, label: str = "") -> list[Span]:
    return [(*item[key], item[label] if label else "") for item in row.get(kind, []) if key in item]


def roles(pair: tuple[dict, dict], key: str) -> Counts:
    def listed(event: dict) -> list[Span]:
        value = event.get(key) or []
        return [(*s, "") for s in (value if value and isinstance(value[0], list) else [value] if value else [])]

    return overlap_counts(listed(pair[0]), listed(pair[1]))


def table(folder: Path) -> list[tuple[str, str, float, int]]:
    """Return (what, measure, value, items) a kind."""
    first, second = load(folder, "twice"), load(folder, "again")
    pairs = [(first[k], second[k]) for k in sorted(first.keys() & second.keys())]
    events = [p for a, b in pairs for p in both(a, b)]

    def f1(count: Callable[[Row, Row], Counts]) -> tuple[float, int]:
        total = sum((count(a, b) for a, b in pairs), Counts())
        return total.f1, total.wanted

    made = [("sentences labelled alike", "share", sum(_bare(a) == _bare(b) for a, b in pairs) / len(pairs), len(pairs))]
    made.append(("events: trigger", "F1, overlap", *f1(lambda a, b: overlap_counts(spans(a, "ev", "t"), spans(b, "ev", "t")))))
    made.append(
        ("events: trigger and type", "F1, overlap", *f1(lambda a, b: overlap_counts(spans(a, "ev", "t", "k"), spans(b, "ev", "t", "k"))))
    )
    for what, key in (("type", "k"), ("mode", "m"), ("status", "s")):
        made.append(
            (f"events: {what} of the same trigger", "kappa", kappa((str(a.get(key)), str(b.get(key))) for a, b in events), len(events))
        )
    for what, key in (("actor", "a"), ("recipient", "r"), ("place", "p"), ("date", "d"), ("casualties", "c")):
        total = sum((roles(p, key) for p in events), Counts())
        made.append((f"events: {what} of the same trigger", "F1, overlap", total.f1, total.wanted))
    for what, kind, key in (
        ("attribution: source", "at", "s"), ("attribution: cue", "at", "c"), ("attribution: content", "at", "x"), ("warning: condition", "wa", "if"),
        ("warning: outcome", "wa", "then"), ("relation: cue", "re", "t"), ("assertion: cue", "as", "t"),
    ):  # fmt: skip
        made.append((what, "F1, overlap", *f1(lambda a, b, kind=kind, key=key: overlap_counts(spans(a, kind, key), spans(b, kind, key)))))
    made.append(("attribution: cue, same words", "F1, strict", *f1(lambda a, b: set_counts(spans(a, "at", "c"), spans(b, "at", "c")))))
    return made


def _bare(row: Row) -> object:
    return {k: sorted(map(json.dumps, v)) for k, v in row.items() if isinstance(v, list)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    args = parser.parse_args()
    print("| what | measure | value | items |\n|---|---|---|---|")
    for what, measure, value, items in table(args.folder):
        print(f"| {what} | {measure} | {value:.2f} | {items} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
