"""Draw sentences to annotate, and turn finished sheets into stored labels (offsets, never text).

    python training/annotate.py draw --out training/work/sheets             # the first 2,800 sentences, by words of conflict
    python training/annotate.py draw --plan unsure --out training/work/sheets   # where the committed reader is least sure
    python training/annotate.py draw --plan test --out training/work/sheets     # runs of sentences at random, for the untouched part
    python training/annotate.py draw --plan plain --out training/work/sheets    # the same of train parts, and more for the untouched part
    python training/annotate.py store training/work/sheets/*.labels.jsonl

A sheet ``NAME.txt`` shows numbered sentences in their order, documents apart; its key ``NAME.key.jsonl`` says where each stands. Labels
are written by hand to ``NAME.labels.jsonl`` by the guideline, one object a line: ``{"n": 3, "ev": [...], ...}``. A value is a piece of
the sentence; ``piece@2`` means its second occurrence. ``en`` (entities) holds ``[kind, piece]``; ``co`` (what a phrase takes up) holds
``[phrase, number of the sentence, piece]``, or ``[phrase]`` where it takes up nothing in the passage.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from data import documents_of
from draws import PLANS
from tocsin.read.labels import ENTITIES

TYPES = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "REJECT",
    "ACCUSE",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
STATUS = ["occurred", "ongoing", "future", "hypothetical", "negated", "historical"]
RELATIONS = ["alliance", "opposition", "membership", "support", "leadership", "split"]
TOPICS = ["grievance", "momentum", "presence", "rank", "other"]


Others = Mapping[int, tuple[str, int]]


def find(piece: str, sentence: str) -> tuple[int, int]:
    """Return where ``piece`` (or ``piece@k``) stands in ``sentence``, white space folded; raise ValueError where it does not."""
    which = 1
    if match := re.fullmatch(r"(.*)@(\d)", piece, re.DOTALL):
        piece, which = match.group(1), int(match.group(2))
    pattern = r"\s+".join(re.escape(word) for word in piece.split())
    if piece[:1].isalnum():
        pattern = r"(?<!\w)" + pattern
    if piece[-1:].isalnum():
        pattern += r"(?!\w)"
    found = list(re.finditer(pattern, sentence))
    if not piece.strip() or len(found) < which:
        raise ValueError(f"{piece!r} (occurrence {which}) does not stand in the sentence")
    return found[which - 1].span()


FIELDS = {
    "ev": ({"t": "one", "a": "many", "r": "many", "p": "one", "d": "one", "i": "one", "c": "many"}, {"k": TYPES, "s": STATUS, "m": None}),
    "at": ({"s": "one", "c": "one", "x": "one"}, {}),
    "wa": ({"if": "one", "then": "one", "l": "one"}, {}),
    "re": ({"t": "one", "f": "one", "to": "one"}, {"k": RELATIONS, "s": STATUS}),
    "as": ({"t": "one", "x": "one"}, {"k": TOPICS, "s": STATUS}),
}


def convert(row: dict[str, object], sentence: str, base: int, others: Others) -> tuple[dict[str, object], list[str]]:
    """Turn pieces into document offsets; return the labels and what was wrong with them. ``others``: the passage's sentences by number."""
    wrong: list[str] = []
    labels: dict[str, object] = {}

    def place(piece: object) -> list[int] | None:
        try:
            a, b = find(str(piece), sentence)
        except ValueError as error:
            wrong.append(f"{row['n']}: {error}")
            return None
        return [base + a, base + b]

    for kind, (spans, values) in FIELDS.items():
        items = []
        for item in row.get(kind) or []:  # type: ignore[attr-defined]
            made: dict[str, object] = {}
            for key, value in item.items():
                if value in (None, "", []):
                    continue
                if spans.get(key) == "one":
                    made[key] = place(value)
                elif spans.get(key) == "many":
                    made[key] = [p for v in (value if isinstance(value, list) else [value]) if (p := place(v))]
                elif key in values:
                    if values[key] and value not in values[key]:
                        wrong.append(f"{row['n']}: {key}={value!r} is not one of {values[key]}")
                    made[key] = value
                else:
                    wrong.append(f"{row['n']}: unknown key {key!r} under {kind}")
            if kind in ("ev", "re", "as") and not made.get("t"):
                wrong.append(f"{row['n']}: {kind} without a trigger")
                continue
            items.append({k: v for k, v in made.items() if v is not None})
        if items:
            labels[kind] = items
    if "en" in row:
        labels["en"] = []
        for kind, piece in row["en"]:  # type: ignore[attr-defined]
            if kind not in ENTITIES:
                wrong.append(f"{row['n']}: {kind!r} is not one of {', '.join(ENTITIES)}")
            if where := place(piece):
                labels["en"].append([kind, *where])  # type: ignore[attr-defined]
    if "co" in row:
        labels["co"] = []
        for phrase, *rest in row["co"]:  # type: ignore[attr-defined]
            taken = None
            if rest:
                try:
                    other, at = others[rest[0]]
                    if at > base:
                        raise ValueError(f"sentence {rest[0]} does not stand before this one")
                    a, b = find(rest[1], other)
                    taken = [at + a, at + b]
                except (KeyError, ValueError) as error:
                    wrong.append(f"{row['n']}: {phrase}: {error}")
            if (where := place(phrase)) and (taken or not rest):
                labels["co"].append([where, taken])  # type: ignore[attr-defined]
    return labels, wrong


def store(data: Path, files: list[Path], out: Path) -> int:
    """Check finished sheets and write ``NAME.jsonl`` of offsets beside the guideline; return how many faults were found."""
    faults = 0
    texts: dict[str, dict[str, str]] = {}
    for file in files:
        keys = {k["n"]: k for k in map(json.loads, Path(str(file).replace(".labels.", ".key.")).read_text().splitlines())}
        made, seen = [], set()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                key = keys[row["n"]]
            except (json.JSONDecodeError, KeyError) as error:
                print(f"{file.name}:{number}: {error!r}")
                faults += 1
                continue
            if "start" not in key:  # a document judged whole
                made.append(
                    {"set": key["set"], "id": key["id"], "relevant": row["relevant"], **({"unsure": True} if row.get("unsure") else {})}
                )
                seen.add(row["n"])
                continue
            if key["set"] not in texts:
                texts[key["set"]] = documents_of(data, key["set"])
            sentence = texts[key["set"]][key["id"]][key["start"] : key["end"]]
            of_passage = [k for k in keys.values() if (k["set"], k["id"]) == (key["set"], key["id"])]
            others = {k["n"]: (texts[key["set"]][key["id"]][k["start"] : k["end"]], k["start"]) for k in of_passage}
            labels, wrong = convert(row, sentence, key["start"], others)
            for message in wrong:
                print(f"{file.name}: {message}")
            faults += len(wrong)
            seen.add(row["n"])
            digest = hashlib.sha256(sentence.encode()).hexdigest()[:8]
            made.append({**{k: key[k] for k in ("set", "id", "start", "end")}, "sha": digest, **labels})
        missing = sorted(set(keys) - seen)
        print(
            f"{file.name}: {len(made)} sentences, {sum(len(m.get('ev', [])) for m in made)} events, {len(missing)} missing {missing[:12]}"
        )
        (out / f"{file.name.split('.')[0]}.jsonl").write_text("".join(json.dumps(m) + "\n" for m in made))
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the reference data")
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("--out", type=Path, default=Path("training/work/sheets"))
    drawing.add_argument("--plan", choices=PLANS, default="first")
    drawing.add_argument("--sheets", type=int, default=8, help="sheets, where the plan leaves it open")
    drawing.add_argument("--seed", type=int, default=20261122)
    storing = commands.add_parser("store")
    storing.add_argument("files", type=Path, nargs="+")
    storing.add_argument("--out", type=Path, default=Path("training/annotations"))
    args = parser.parse_args()
    if not args.data.is_dir():
        print(f"{args.data}: no reference data here; give its folder with --data", file=sys.stderr)
        return 2
    if args.command == "draw":
        args.out.mkdir(parents=True, exist_ok=True)
        PLANS[args.plan](args.data, args.out, args.seed, args.sheets)
        return 0
    return 1 if store(args.data, args.files, args.out) else 0


if __name__ == "__main__":
    raise SystemExit(main())
