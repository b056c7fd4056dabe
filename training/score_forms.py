"""Scores the relation and assertion rules on the project's annotations: rules alone, head alone, both; a tool for tuning, run by hand.

``python training/score_forms.py DATA [--part dev] [--show relations --kind support]``; a find is right where kind and sentence agree and its cue or
a party overlaps the annotated one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data import held_out, rows
from tocsin.model.document import Document
from tocsin.model.reading import Offsets, Reading, Remark, Tie
from tocsin.read import reader as reading_room
from tocsin.read.assertions import find_remarks
from tocsin.read.relations import find_ties


@dataclass(frozen=True)
class Item:
    kind: str
    cue: Offsets
    parties: tuple[Offsets | None, ...]
    status: str


def items(found: Sequence[Tie | Remark]) -> list[Item]:
    return [
        Item(f.relation, f.cue, (f.source, f.target), f.status) if isinstance(f, Tie) else Item(f.topic, f.cue, (f.about,), f.status)
        for f in found
    ]


def touch(a: Offsets | None, b: Offsets | None) -> bool:
    return bool(a and b and a[0] < b[1] and b[0] < a[1])


def read(data: Path, part: str) -> list[tuple[Reading, Reading, list[Item], list[Item]]]:
    """Read every annotated sentence, with the head alone and as the reader does; the gold's offsets are moved to the sentence."""
    texts: dict[str, dict[str, str]] = {}
    documents, wanted = [], []
    for file in sorted((Path(__file__).parent / "annotations").glob("*.jsonl")):
        for row in map(json.loads, file.read_text().splitlines()):
            if held_out(row) != (part == "dev"):
                continue
            name = row["set"]
            if name not in texts:
                texts[name] = {
                    str(r.get("id", r.get("docid", n))): r.get("text") or r.get("doctext") for n, r in enumerate(rows(data, name))
                }
            base = row["start"]

            def moved(item: dict, key: str, base: int = base) -> Offsets | None:
                return (item[key][0] - base, item[key][1] - base) if key in item else None

            documents.append(Document(id="0", ref=f"{name}/{row['id']}", sha256="0", text=texts[name][row["id"]][base : row["end"]]))
            wanted.append(
                (
                    [Item(i["k"], moved(i, "t") or (0, 0), (moved(i, "f"), moved(i, "to")), i.get("s", "")) for i in row.get("re", [])],
                    [Item(i["k"], moved(i, "t") or (0, 0), (moved(i, "x"),), i.get("s", "")) for i in row.get("as", [])],
                )
            )
    reader = reading_room.NeuralReader()
    both = list(reader.read(documents))
    reading_room.find_ties = reading_room.find_remarks = lambda *_: iter(())
    alone = list(reader.read(documents))
    return [(h, b, *w) for h, b, w in zip(alone, both, wanted, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--part", default="train", choices=("train", "dev"))
    parser.add_argument("--show", choices=("relations", "assertions"))
    parser.add_argument("--kind", default="")
    args = parser.parse_args()
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for head, both, ties, remarks in read(args.data, args.part):
        text = head.document.text
        for layer, gold, rules, alone, joined in (
            ("relations", ties, list(find_ties(text, head.sentences, head.mentions)), head.ties, both.ties),
            ("assertions", remarks, list(find_remarks(text, head.sentences, head.mentions)), head.remarks, both.remarks),
        ):
            for name, found in (("rules", items(rules)), ("head", items(alone)), ("both", items(joined))):
                left = list(gold)
                for one in found:
                    hit = next(
                        (
                            g
                            for g in left
                            if g.kind == one.kind
                            and (touch(one.cue, g.cue) or any(touch(a, b) for a, b in zip(one.parties, g.parties, strict=True)))
                        ),
                        None,
                    )
                    if hit:
                        left.remove(hit)
                    for key in (one.kind, f"all {layer}"):
                        count = counts[key, name]
                        count["found"] += 1
                        count["hits"] += hit is not None
                        if hit:
                            count["parties"] += sum(touch(a, b) for a, b in zip(one.parties, hit.parties, strict=True))
                            count["sought"] += sum(b is not None for b in hit.parties)
                            count["status"] += one.status == hit.status
                    if args.show == layer and name == "rules" and not hit and args.kind in one.kind:
                        spans = [text[a[0] : a[1]] if a else "-" for a in (one.cue, *one.parties)]
                        print(f"FALSE {one.kind} {' | '.join(spans)} [{one.status}]\n      {' '.join(text.split())}")
                for g in gold:
                    for key in (g.kind, f"all {layer}"):
                        counts[key, name]["wanted"] += 1
                if args.show == layer and name == "rules":
                    for g in left:
                        if args.kind in g.kind:
                            spans = [text[a[0] : a[1]] if a else "-" for a in (g.cue, *g.parties)]
                            print(f"MISSED {g.kind} {' | '.join(spans)}\n      {' '.join(text.split())}")
    print(f"{'kind':<16}{'finder':<18}wanted found right    P    R    F  party status")
    for (kind, name), c in sorted(counts.items()):
        p, r = c["hits"] / max(1, c["found"]), c["hits"] / max(1, c["wanted"])
        f = 2 * p * r / (p + r) if p + r else 0.0
        party, status = c["parties"] / max(1, c["sought"]), c["status"] / max(1, c["hits"])
        print(f"{kind:<16}{name:<18}{c['wanted']:6}{c['found']:6}{c['hits']:6}  {p:.2f} {r:.2f} {f:.2f}  {party:.2f} {status:.2f}")


if __name__ == "__main__":
    main()
