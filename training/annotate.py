"""Draw sentences to annotate, and turn finished sheets into stored labels (offsets, never text).

    python training/annotate.py draw --out training/work/sheets             # the first 2,800 sentences, by words of conflict
    python training/annotate.py draw --plan unsure --out training/work/sheets   # where the committed reader is least sure
    python training/annotate.py draw --plan test --out training/work/sheets     # runs of sentences at random, for the untouched part
    python training/annotate.py draw --plan plain --out training/work/sheets    # the same of train parts, and more for the untouched part
    python training/annotate.py store training/work/sheets/*.labels.jsonl

A sheet ``NAME.txt`` shows numbered sentences in their order, documents apart; its key ``NAME.key.jsonl`` says where each stands. Labels
are written by hand to ``NAME.labels.jsonl`` by the guideline, one object a line: ``{"n": 3, "ev": [...], ...}``. A value is a piece of
the sentence; ``piece@2`` means its second occurrence.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from data import documents_of, held_out
from tocsin.model.document import Document
from tocsin.read.decode import softmax
from tocsin.read.labels import LAYOUT, PLOVER_TYPES
from tocsin.read.reader import NeuralReader
from tocsin.read.sentences import sentence_spans

Sentence = dict[str, object]

CONFLICT = re.compile(
    r"\b(attack|kill|shell|bomb|strike|struck|raid|clash|fight|fought|battle|troop|militar|army|rebel|milit|insurg|terror|war\b|ceasefire|truce|"
    r"talks|negotiat|sanction|protest|demonstrat|riot|arrest|detain|seiz|captur|retreat|withdr|surrend|siege|besieg|blockad|threat|warn|vow|accus|condemn|"
    r"denounc|demand|urg|refus|reject|agree|deal|treaty|aid\b|refugee|displac|flee|fled|hostage|kidnap|abduct|execut|assassin|missile|rocket|drone|"
    r"airstrike|offensive|deploy|coup|curfew|crackdown|massacre|genocide|alliance|allied|backed|guerrilla|gunm[ae]n|explo|if\b|unless|would)",
    re.IGNORECASE,
)
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
RARITY = np.asarray(
    [0.0 if t in ("ASSAULT", "COERCE") else 0.6 if t in ("ACCUSE", "AGREE", "RETREAT", "REQUEST") else 1.0 for t in PLOVER_TYPES]
)
STATUS = ["occurred", "ongoing", "future", "hypothetical", "negated", "historical"]
RELATIONS = ["alliance", "opposition", "membership", "support", "leadership", "split"]
TOPICS = ["grievance", "momentum", "presence", "rank", "other"]


def documents(data: Path, name: str) -> list[tuple[str, str]]:
    """Return ``(id, text)`` of each row of a reference file; rows with no id are numbered."""
    return list(documents_of(data, name).items())


def draw(data: Path, out: Path, seed: int) -> None:
    """Write the sheets: runs of neighbouring sentences, richest in conflict words first within each document."""
    rng = random.Random(seed)
    plan = [  # reference file, documents, sentences in a run, sheets
        ("news_syria.raw", 118, 6, 3),
        ("class_cameo.train", 460, 1, 2),
        ("attribution_polnear.train", 40, 5, 1),
        ("class_satp.train", 40, 4, 1),
        ("toponyms_lgl.train", 25, 3, 0),
    ]
    out.mkdir(parents=True, exist_ok=True)
    spill: list[list[dict[str, object]]] = []
    for name, many, run, sheets in plan:
        blocks = []
        docs = documents(data, name)
        rng.shuffle(docs)
        ranked = sorted(docs, key=lambda d: -min(len(CONFLICT.findall(d[1])) / (len(d[1]) + 400), 0.02))[: many * 2]
        chosen = rng.sample(ranked, min(many, len(ranked)))
        for identity, text in chosen:
            spans = [s for s in sentence_spans(text) if 25 < s[1] - s[0] < 600]
            if not spans:
                continue
            starts = range(max(1, len(spans) - run + 1))
            best = max(starts, key=lambda i: sum(len(CONFLICT.findall(text[a:b])) for a, b in spans[i : i + run]) + rng.random() * 4)
            block = [{"set": name, "id": identity, "start": a, "end": b, "text": text[a:b]} for a, b in spans[best : best + run]]
            blocks.append(block)
        if sheets == 0:
            spill += blocks
            continue
        if name == "attribution_polnear.train":
            blocks += spill
        rng.shuffle(blocks)
        for k in range(sheets):
            _write(out / f"{name.split('.')[0]}-{k + 1}", blocks[k::sheets])


UNSURE = (  # reference file, sentences: train parts only
    ("roles_cameo.train", 340), ("attribution_polnear.train", 360), ("news_syria.raw", 300), ("class_insightcrime.train", 180),
    ("templates_muc4.train", 220), ("entities_re3d.train", 160), ("toponyms_lgl.train", 160), ("class_satp.train", 120),
)  # fmt: skip
RARE = (
    ("roles_cameo.train", 360),
    ("attribution_polnear.train", 240),
    ("news_syria.raw", 160),
    ("entities_re3d.train", 100),
    ("templates_muc4.train", 100),
)
RARE_CUES = re.compile(
    r"\b(threat|warn|vow|deploy|mobili|troops|joint|cooperat|coordinat|back(?:s|ed|ing)\b|support|endors|welcom|prais|recogni|ratif|lift|eas(?:e|ed|ing)\b|conced|"
    r"apolog|pardon|sanction|expel|cancel|suspend|refus|reject|veto|den(?:y|ied)|demand|urg|call(?:s|ed) (?:on|for)|appeal|ask|accus|blam|condemn|critici[sz]|"
    r"charg|sue|protest|rall|strike|march|release|withdr|surrender|ceasefire|talks|met\b|meet|visit|negotiat|aid\b|sent\b|provid|donat|evacuat|arrest|detain|"
    r"seiz|siege|raid|kill|attack|bomb)",
    re.IGNORECASE,
)
AT_RANDOM = (  # reference file, documents: dev parts, and the Syria stories that are never trained on
    ("news_syria.raw", 120), ("attribution_polnear.dev", 70), ("class_insightcrime.dev", 75), ("class_satp.dev", 75),
    ("toponyms_lgl.dev", 50), ("toponyms_geovirus.dev", 20), ("templates_muc4.dev", 75), ("roles_cameo.dev", 80),
)  # fmt: skip

PLAIN = (  # reference file, documents: train parts, and the Syria stories that are trained on
    ("attribution_polnear.train", 150), ("class_insightcrime.train", 110), ("class_satp.train", 95), ("toponyms_lgl.train", 95),
    ("templates_muc4.train", 70), ("roles_cameo.train", 100), ("news_syria.raw", 45),
)  # fmt: skip


def sentences_left(data: Path, name: str, labelled: set[tuple[str, str, int]], trained: bool) -> Iterator[list[Sentence]]:
    """Yield a document's unlabelled sentences in order; of a file without dev part, those of the train or of the held-out documents."""
    for identity, text in documents(data, name):
        if name.endswith(".raw") and held_out({"set": name, "id": identity}) == trained:
            continue
        spans = [s for s in sentence_spans(text) if 25 < s[1] - s[0] < 600 and (name, identity, s[0]) not in labelled]
        yield [{"set": name, "id": identity, "start": a, "end": b, "text": text[a:b]} for a, b in spans]


def labelled_already() -> set[tuple[str, str, int]]:
    found = set()
    for file in (Path(__file__).parent / "annotations").rglob("*.jsonl"):
        found |= {(r["set"], r["id"], r["start"]) for r in map(json.loads, file.read_text().splitlines()) if "start" in r}
    return found


def draw_unsure(data: Path, out: Path, seed: int, sheets: int) -> None:
    """Write sheets of the sentences in which the committed reader is least sure of triggers and types, rarer types first."""
    rng = random.Random(seed)
    reader = NeuralReader()
    labelled = labelled_already()
    blocks: list[list[Sentence]] = []
    for name, many in UNSURE:
        pool = [row for rows in sentences_left(data, name, labelled, trained=True) for row in rows]
        pool = rng.sample(pool, min(len(pool), many * 12))
        made = [Document(id=f"{n:064x}", ref=name, sha256=f"{n:064x}", text=str(row["text"])) for n, row in enumerate(pool)]
        doubt = [_doubt(reader, document) for document in made]
        order = sorted(range(len(pool)), key=lambda n: -doubt[n])[:many]
        blocks += [[pool[n]] for n in order]
        print(name, len(order), "sentences", flush=True)
    rng.shuffle(blocks)
    for k in range(sheets):
        _write(out / f"unsure-{k + 1}", blocks[k::sheets])


def draw_rare(data: Path, out: Path, seed: int, sheets: int) -> None:
    """Write sheets of single sentences with the most cues of the rarer types."""
    rng = random.Random(seed)
    labelled = labelled_already()
    blocks: list[list[Sentence]] = []
    for name, many in RARE:
        pool = [r for rows in sentences_left(data, name, labelled, trained=True) for r in rows if RARE_CUES.search(str(r["text"]))]
        some = rng.sample(pool, min(len(pool), many * 6))
        order = sorted(some, key=lambda r: -len({m.group(1).lower() for m in RARE_CUES.finditer(str(r["text"]))}) - rng.random() * 2)
        blocks += [[r] for r in order[:many]]
    rng.shuffle(blocks)
    for k in range(sheets):
        _write(out / f"rare-{k + 1}", blocks[k::sheets])


def _doubt(reader: NeuralReader, document: Document) -> float:
    _, seen = reader._look([document])
    if not seen:
        return 0.0
    chance = softmax(np.concatenate([s.scores[:, LAYOUT.scores["trigger"]] for _, s in seen]))
    deed = 1 - chance[:, 0]
    sharp = (chance[:, 1:] / np.maximum(deed[:, None], 1e-6)).max(axis=1)
    rare = chance[:, 1:] @ RARITY
    return float((deed * chance[:, 0]).max() + (deed * (1 - sharp)).max() + 0.5 * rare.max())


def runs_at_random(data: Path, plan: Sequence[tuple[str, int]], *, trained: bool, rng: random.Random) -> list[list[Sentence]]:
    """Return runs of up to four unlabelled neighbours, from documents at random among those with any word of conflict."""
    labelled = labelled_already()
    blocks: list[list[Sentence]] = []
    for name, many in plan:
        found = [
            rows
            for rows in sentences_left(data, name, labelled, trained)
            if rows and CONFLICT.search(" ".join(str(r["text"]) for r in rows))
        ]
        for rows in rng.sample(found * 3, min(many, 3 * len(found))):
            at = rng.randrange(max(1, len(rows) - 3))
            run = rows[at : at + (1 if name.startswith("roles") else 4)]
            if not any(r in block for block in blocks for r in run):
                blocks.append(run)
    rng.shuffle(blocks)
    return blocks


def draw_test(data: Path, out: Path, seed: int) -> None:
    """Write the sheets of the untouched part: ``twice`` is for two annotators and a third."""
    rng = random.Random(seed)
    size = 0
    parts: dict[str, list[list[Sentence]]] = {"twice": [], "test": [], "check": []}
    for block in runs_at_random(data, AT_RANDOM, trained=False, rng=rng):
        size += len(block)
        parts["twice" if size <= 300 else "test" if size <= 1080 else "check"].append(block)
    for name, chosen in parts.items():
        half = (len(chosen) + 1) // 2
        quarters = [chosen[k::4] for k in range(4)] if name == "test" else [chosen[:half], chosen[half:]]
        for k, some in enumerate(quarters):
            _write(out / f"{name}-{k + 1}", some)
            if name == "twice":
                _write(out / f"again-{k + 1}", rng.sample(some, len(some)))


def draw_plain(data: Path, out: Path, seed: int, sheets: int) -> None:
    """Write sheets of plain news for training and tuning (``plain``), and of the same kind for the untouched part (``later``, ``check``)."""
    rng = random.Random(seed)
    plain = runs_at_random(data, PLAIN, trained=True, rng=rng)
    for k in range(sheets):
        _write(out / f"plain-{k + 1}", plain[k::sheets])
    untouched = runs_at_random(data, AT_RANDOM, trained=False, rng=rng)
    for k, name in enumerate(("later-1", "later-2", "check-3", "check-4", "check-5")):
        _write(out / name, untouched[k::5])


def _write(stem: Path, blocks: list[list[Sentence]]) -> None:
    n = 0
    with stem.with_suffix(".txt").open("w", encoding="utf-8") as sheet, stem.with_suffix(".key.jsonl").open("w") as key:
        for block in blocks:
            sheet.write("---\n")
            for row in block:
                n += 1
                sheet.write(f"[{n}] {' '.join(str(row['text']).split())}\n")
                key.write(json.dumps({"n": n, **{k: v for k, v in row.items() if k != "text"}}) + "\n")
    print(stem.name, n, "sentences")


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


def convert(row: dict[str, object], sentence: str, base: int) -> tuple[dict[str, object], list[str]]:
    """Turn pieces into document offsets; return the labels and what was wrong with them."""
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
            if key["set"] not in texts:
                texts[key["set"]] = dict(documents(data, key["set"]))
            sentence = texts[key["set"]][key["id"]][key["start"] : key["end"]]
            labels, wrong = convert(row, sentence, key["start"])
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
    drawing.add_argument("--plan", choices=("first", "unsure", "rare", "test", "plain"), default="first")
    drawing.add_argument("--sheets", type=int, default=8, help="sheets of the unsure, the rare and the plain plan")
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
        if args.plan == "unsure":
            draw_unsure(args.data, args.out, args.seed, args.sheets)
        elif args.plan == "rare":
            draw_rare(args.data, args.out, args.seed, args.sheets)
        elif args.plan == "test":
            draw_test(args.data, args.out, args.seed)
        elif args.plan == "plain":
            draw_plain(args.data, args.out, args.seed, args.sheets)
        else:
            draw(args.data, args.out, args.seed)
        return 0
    return 1 if store(args.data, args.files, args.out) else 0


if __name__ == "__main__":
    raise SystemExit(main())
