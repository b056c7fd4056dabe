"""Encoder and heads beside an encoder of 110 million parameters, and beside what the machine can multiply, in one run."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from bench.rows import Row
from bench.setting import Bench, document, say
from bench.speed import encode, seconds
from tocsin.model.document import Document
from tocsin.read.engine import Engine
from tocsin.read.reader import split

_SAMPLE = 12_000  # words: enough for a steady rate, little enough for the large encoder
_LAYERS, _WIDTH, _INNER = 6, 384, 1536  # of the encoder in the package, MiniLM-L6
_BASE = {"layers": 12, "width": 768, "inner": 3072, "heads": 12, "vocabulary": 30522, "positions": 512, "tags": 9}
_PIECES = 2048  # a batch, as the engine's
_ROUNDS, _AGAIN = 3, 3
_SIDE = 2048  # of the square matrices by which the machine's peak is measured
Batch = list[list[int]]


def heads110(bench: Bench) -> Iterator[Row]:
    """Words a second of encoder and heads, of a BERT-base shape in PyTorch on the same windows, and the share of the machine's peak."""
    documents = sample(bench)
    engine = bench.engine
    words = sum(len(d.text.split()) for d in documents)
    windows = list(pieces(engine, documents))
    list(encode(engine, documents[:1]))
    torch = optional("torch", "heads110.base, heads110.ratio and the int8 rows")
    works: dict[str, Callable[[], object]] = {"ours": lambda: list(encode(engine, documents)), "float32": _float_product()}
    if torch:
        works["base"] = base_encoder(torch, windows)
        if product := _byte_product(torch):
            works["int8"] = product
        else:
            say("heads110.peak.int8: left out, for this build of PyTorch has no 8-bit product for this processor")
    best = in_turn(works)
    done = 2 * multiplications([len(w) for w in windows], output_widths(engine)) / best["ours"]
    what = f"{words:,} words of news_syria in {len(windows)} windows, the best of {_ROUNDS} rounds in turn with the others"
    yield Row(
        "heads110.ours", words / best["ours"], None, None, words, None, "words/s", f"encoder and heads (ONNX, with tokenising), {what}"
    )
    if "base" in best:
        note = "the same windows through 12 layers, 768 wide, 32 bits, random weights, in PyTorch, 9 tags; tokenising not counted"
        yield Row("heads110.base", words / best["base"], None, None, words, None, "words/s", note)
        note = "heads110.ours over heads110.base, of the same run"
        yield Row("heads110.ratio", best["base"] / best["ours"], None, None, words, 10, "times", note)
    formula = (
        "2 x multiply-adds of the windows' own pieces (6 layers of 4 x 384 x 384 + 2 x 384 x 1536 a piece, 2 x 384 x pieces a layer for"
        " attention, 384 x the width of each output; the heads' inner layers are not counted), by the seconds of heads110.ours"
    )
    many = sum(map(len, windows))
    yield Row("heads110.done", done / 1e9, None, None, many, None, "billion operations/s", formula)
    for name, by in (("float32", "NumPy"), ("int8", "PyTorch")):
        if name in best:
            most = 2 * _SIDE**3 / best[name]
            note = f"2 x {_SIDE}^3 by the seconds of one product of square {name} matrices by {by}, the best of {_ROUNDS * _AGAIN}"
            yield Row(f"heads110.peak.{name}", most / 1e9, None, None, _ROUNDS * _AGAIN, None, "billion operations/s", note)
            note = f"heads110.done over heads110.peak.{name}"
            yield Row(f"heads110.share.{name}", done / most, None, None, many, None, "ratio", note)


def in_turn(works: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return the best seconds of each work over rounds in which they take turns, so that what else the machine does falls on all alike.

    A work that takes less than a second is done three times a round.
    """
    best: dict[str, float] = {}
    for turn in range(_ROUNDS):
        for name, work in works.items():
            took = [seconds(work)]
            if took[0] < 1:
                took += [seconds(work) for _ in range(_AGAIN - 1)]
            best[name] = min(best.get(name, took[0]), *took)
        say(f"heads110, round {turn + 1}: " + ", ".join(f"{name} {value:.2f} s" for name, value in best.items()))
    return best


def sample(bench: Bench) -> list[Document]:
    """Return the first stories of news_syria, up to 12,000 words."""
    made: list[Document] = []
    words = 0
    for row in bench.rows("news_syria.raw"):
        if words >= _SAMPLE:
            break
        made.append(document(row["text"], row["id"], row["published"]))
        words += len(row["text"].split())
    return made


def pieces(engine: Engine, documents: Sequence[Document]) -> Iterator[list[int]]:
    """Yield the word pieces of every window that the engine runs over, with the signs before and after."""
    for d in documents:
        words = engine.words(d.words)
        starts = np.searchsorted(words.start, [s.start for s in split(d)]).tolist()
        breaks = sorted({0, *(w for w in starts[1:] if w < len(words.start))})
        for first, _, last in engine.windows(words, breaks):
            begin = int(words.first_piece[first])
            stop = int(words.first_piece[last]) if last < len(words.first_piece) else len(words.ids)
            yield [101, *words.ids[begin:stop].tolist()[:508], 102]


def batches(windows: Sequence[list[int]]) -> Iterator[Batch]:
    """Yield windows of like length together, up to 2,048 pieces a batch with its padding, as the engine does."""
    batch: Batch = []
    for window in sorted(windows, key=len):
        if batch and len(window) * (len(batch) + 1) > _PIECES:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def multiplications(lengths: Sequence[int], outputs: Sequence[int]) -> int:
    """Return the multiply-adds of windows with so many pieces each; ``outputs`` are the widths of the network's outputs."""
    each = _LAYERS * (4 * _WIDTH * _WIDTH + 2 * _WIDTH * _INNER) + _WIDTH * sum(outputs)
    return sum(n * (each + _LAYERS * 2 * _WIDTH * n) for n in lengths)


def output_widths(engine: Engine) -> list[int]:
    """Return how many numbers the network gives a piece in each of its outputs."""
    return [int(o.shape[-1]) for o in engine._session.get_outputs()]


def optional(name: str, rows: str) -> ModuleType | None:
    """Return a module that the project does not need, or None with a line that says which rows are left out."""
    try:
        return importlib.import_module(name)  # here and not above: it is no dependency, and takes seconds to load
    except ImportError:
        say(f"{rows}: left out, for {name} is not installed here; install it into this environment to have them")
        return None


def base_encoder(torch: ModuleType, windows: Sequence[list[int]]) -> Callable[[], object]:
    """Return the work of tagging windows with an encoder of BERT-base's shape and random weights."""
    torch.set_num_threads(min(4, os.cpu_count() or 1))
    torch.manual_seed(1)
    nn = torch.nn
    layer = nn.TransformerEncoderLayer(_BASE["width"], _BASE["heads"], _BASE["inner"], 0.1, "gelu", batch_first=True)
    parts: Any = {
        "words": nn.Embedding(_BASE["vocabulary"], _BASE["width"]),
        "places": nn.Embedding(_BASE["positions"], _BASE["width"]),
        "encoder": nn.TransformerEncoder(layer, _BASE["layers"], enable_nested_tensor=False),
        "tags": nn.Linear(_BASE["width"], _BASE["tags"]),
    }
    net = nn.ModuleDict(parts).eval()
    many = sum(p.numel() for p in net.parameters())
    say(f"heads110: the large encoder has {many / 1e6:.0f} million parameters")
    made = []
    for batch in batches(windows):
        width = len(batch[-1])
        ids = torch.tensor([[*w, *[0] * (width - len(w))] for w in batch])
        made.append((ids, ids == 0))

    def work() -> None:
        with torch.inference_mode():
            for ids, padding in made:
                seen = net["words"](ids) + net["places"](torch.arange(ids.shape[1]))
                net["tags"](net["encoder"](seen, src_key_padding_mask=padding)).argmax(-1)

    with torch.inference_mode():
        net["encoder"](torch.zeros(1, 8, _BASE["width"]))
    return work


def _float_product() -> Callable[[], object]:
    draw = np.random.default_rng(1)
    a, b = (draw.standard_normal((_SIDE, _SIDE), dtype=np.float32) for _ in range(2))
    return lambda: a @ b


def _byte_product(torch: ModuleType) -> Callable[[], object] | None:
    """Return a product of 8-bit matrices into 32-bit sums, where this build of PyTorch has one for the processor."""
    if not hasattr(torch, "_int_mm"):
        return None
    a, b = (torch.randint(-64, 64, (_SIDE, _SIDE), dtype=torch.int8) for _ in range(2))
    try:
        torch._int_mm(a, b)
    except RuntimeError:
        return None
    return lambda: torch._int_mm(a, b)
