"""Which sentences to annotate: the plans by which ``annotate.py draw`` makes its sheets."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from data import documents_of, held_out, judged
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
RARITY = np.asarray(
    [0.0 if t in ("ASSAULT", "COERCE") else 0.6 if t in ("ACCUSE", "AGREE", "RETREAT", "REQUEST") else 1.0 for t in PLOVER_TYPES]
)


def draw(data: Path, out: Path, seed: int, _sheets: int = 0) -> None:
    """Write the sheets: runs of neighbouring sentences, richest in conflict words first within each document."""
    rng = random.Random(seed)
    plan = [  # reference file, documents, sentences in a run, sheets
        ("news_syria.raw", 118, 6, 3),
        ("class_cameo.train", 460, 1, 2),
        ("attribution_polnear.train", 40, 5, 1),
        ("class_satp.train", 40, 4, 1),
        ("toponyms_lgl.train", 25, 3, 0),
    ]
    spill: list[list[dict[str, object]]] = []
    for name, many, run, sheets in plan:
        blocks = []
        docs = list(documents_of(data, name).items())
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

NAMED = (("news_syria.raw", 260), ("roles_cameo.train", 120), ("attribution_polnear.train", 120), ("class_insightcrime.train", 60))
NAMES = re.compile(r"(?<![.!?] )\b[A-Z][a-z]+|\b\d|\b[A-Z]{2,}\b|\b(?:fighters|troops|forces|soldiers|rifle|tank|missile|drone|jet)s?\b")


def sentences_left(data: Path, name: str, labelled: set[tuple[str, str, int]], trained: bool) -> Iterator[list[Sentence]]:
    """Yield a document's unlabelled sentences in order; of a file without dev part, those of the train or of the held-out documents."""
    for identity, text in documents_of(data, name).items():
        if name.endswith(".raw") and held_out({"set": name, "id": identity}) == trained:
            continue
        spans = [s for s in sentence_spans(text) if 25 < s[1] - s[0] < 600 and (name, identity, s[0]) not in labelled]
        yield [{"set": name, "id": identity, "start": a, "end": b, "text": text[a:b]} for a, b in spans]


def labelled_already(kind: str = "") -> set[tuple[str, str, int]]:
    """Return the sentences that have labels; of one ``kind`` alone, where its folder is named."""
    found = set()
    for file in (Path(__file__).parent / "annotations" / kind).rglob("*.jsonl"):
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


def draw_test(data: Path, out: Path, seed: int, _sheets: int = 0) -> None:
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


def draw_entities(data: Path, out: Path, seed: int, sheets: int) -> None:
    """Write sheets of sentences rich in names and numbers, for the entity labels; they may have other labels already."""
    rng = random.Random(seed)
    blocks: list[list[Sentence]] = []
    for name, many in NAMED:
        pool = [r for rows in sentences_left(data, name, labelled_already("entities"), trained=True) for r in rows]
        some = rng.sample(pool, min(len(pool), many * 6))
        order = sorted(some, key=lambda r: -len(NAMES.findall(str(r["text"]))) / (len(str(r["text"])) + 60))
        blocks += [[r] for r in order[:many]]
    rng.shuffle(blocks)
    for k in range(sheets):
        _write(out / f"entities-{k + 1}", blocks[k::sheets])


CLAUSES = re.compile(
    r"\b(if|unless|otherwise|should (?:the|a|they|he|it|any)|as long as|provided that|in case|would|could|might|risk|threaten|lead to|trigger|fear|warn)",
    re.I,
)
BONDS = re.compile(
    r"\b(back(?:ed|ing|s)|all(?:y|ies|ied)|alliance|coalition|support(?:ed|s|ing)? by|loyal|wing|member|part of|faction|split|splinter|offshoot|rival|enem|oppos|led by|"
    r"leader|commander|head of|chief|founder|affiliat|linked|proxy|fund(?:ed|s)|arm(?:ed|s) by|join|largest|strongest|last stronghold|gaining|losing|weaken|"
    r"presence|active in|control(?:s|led)|based in|stronghold|discriminat|marginal|oppress|persecut|deprived)",
    re.I,
)
RICH = (
    ("news_syria.raw", 130), ("attribution_polnear.train", 110), ("class_insightcrime.train", 110), ("roles_cameo.train", 60),
    ("templates_muc4.train", 40), ("class_satp.train", 30), ("entities_re3d.train", 40),
)  # fmt: skip
PASSAGES = (("news_syria.raw", 34), ("attribution_polnear.train", 30), ("class_insightcrime.train", 16))
PASSAGES_LAST = (("news_syria.raw", 7), ("attribution_polnear.dev", 8), ("class_insightcrime.dev", 5))


def draw_rich(data: Path, out: Path, seed: int, sheets: int, stem: str, pattern: re.Pattern[str]) -> None:
    """Write sheets of the sentences with the most different words of a kind; only that kind is labelled, so they may have other labels."""
    rng = random.Random(seed)
    blocks: list[list[Sentence]] = []
    for name, many in RICH:
        pool = [
            r for rows in sentences_left(data, name, labelled_already(stem), trained=True) for r in rows if pattern.search(str(r["text"]))
        ]
        some = rng.sample(pool, min(len(pool), many * 6))
        order = sorted(some, key=lambda r: -len({m[0].lower() for m in pattern.finditer(str(r["text"]))}) - rng.random())
        blocks += [[r] for r in order[:many]]
    rng.shuffle(blocks)
    for k in range(sheets):
        _write(out / f"{stem}-{k + 1}", blocks[k::sheets])


def draw_passages(data: Path, out: Path, seed: int, sheets: int) -> None:
    """Write sheets of runs of seven sentences rich in words of conflict, for the labels of what pronouns and phrases take up."""
    rng = random.Random(seed)
    blocks = _passages(data, PASSAGES, trained=True, rng=rng)
    for k in range(sheets):
        _write(out / f"antecedents-{k + 1}", blocks[k::sheets])


def draw_last_passages(data: Path, out: Path, seed: int, _sheets: int = 0) -> None:
    """Write the sheet of passages that stay apart, of documents that are never trained on."""
    _write(out / "antecedents-last", _passages(data, PASSAGES_LAST, trained=False, rng=random.Random(seed)))


def _passages(data: Path, plan: tuple[tuple[str, int], ...], trained: bool, rng: random.Random) -> list[list[Sentence]]:
    blocks: list[list[Sentence]] = []
    for name, many in plan:
        runs = []
        for rows in sentences_left(data, name, labelled_already("antecedents"), trained=trained):
            if len(rows) >= 8:
                at = rng.randrange(len(rows) - 7)
                runs.append(rows[at : at + 7])
        runs.sort(key=lambda run: -sum(len(CONFLICT.findall(str(r["text"]))) for r in run))
        blocks += rng.sample(runs[: many * 3], min(many, len(runs)))
    rng.shuffle(blocks)
    return blocks


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


OPENINGS = (
    ("toponyms_lgl.train", 280), ("attribution_polnear.train", 420), ("class_insightcrime.train", 330), ("class_satp.train", 150),
    ("templates_muc4.train", 120),
)  # fmt: skip


def draw_openings(data: Path, out: Path, seed: int, sheets: int) -> None:
    """Write sheets of documents to judge as conflict reports or not, by their opening; half of them those with the most words of conflict."""
    rng = random.Random(seed)
    known = {(r["set"], r["id"]) for r in judged(Path(__file__).parent / "annotations")}
    chosen: list[tuple[str, str, str]] = []
    for name, many in OPENINGS:
        left = [(name, identity, text) for identity, text in documents_of(data, name).items() if (name, identity) not in known]
        rng.shuffle(left)
        rich = sorted(left, key=lambda d: -len(CONFLICT.findall(d[2][:1500])))[: many // 2]
        chosen += [*rich, *[d for d in left if d not in rich][: many - len(rich)]]
    rng.shuffle(chosen)
    for k in range(sheets):
        stem = out / f"relevance-{k + 4}"
        rows = list(enumerate(chosen[k::sheets], 1))
        stem.with_suffix(".txt").write_text("".join(f"[{n}] {' '.join(text[:700].split())} ...\n" for n, (_, _, text) in rows))
        stem.with_suffix(".key.jsonl").write_text("".join(json.dumps({"n": n, "set": s, "id": i}) + "\n" for n, (s, i, _) in rows))
        print(stem.name, len(rows), "documents")


PLANS: dict[str, Callable[[Path, Path, int, int], None]] = {
    "first": draw,
    "unsure": draw_unsure,
    "rare": draw_rare,
    "test": draw_test,
    "plain": draw_plain,
    "entities": draw_entities,
    "conditions": lambda data, out, seed, sheets: draw_rich(data, out, seed, sheets, "conditions", CLAUSES),
    "ties": lambda data, out, seed, sheets: draw_rich(data, out, seed, sheets, "ties", BONDS),
    "antecedents": draw_passages,
    "antecedents-last": draw_last_passages,
    "relevance": draw_openings,
}
