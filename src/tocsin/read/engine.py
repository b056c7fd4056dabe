"""The network at run time: documents in, numbers for each word out, in overlapping windows batched by length."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import cast

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from tocsin.errors import ModelError
from tocsin.read.anchors import Anchor, SecondLook, doubtful, sentences
from tocsin.read.decode import Floats
from tocsin.read.labels import LAYOUT, shape_of
from tocsin.read.relevance import Relevance

_CLS, _SEP = 101, 102
_OWN, _CONTEXT = 200, 48  # word pieces that a window answers for, and those before it that it only sees
_BATCH = 512  # word pieces: what one core can keep at hand; larger batches take a tenth more time, and more memory
_FILES = ("reader.onnx", "second.onnx", "pairs.npz", "settings.json")  # what decides a reading
_RELEVANCE = "relevance.json"  # decides of relevance alone; a model that was just exported has none yet
_MOST = 508  # pieces that a window can hold; a single word of more is cut
HERE = Path(__file__).resolve().parent / "weights"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: character offsets, and the index of each word's first piece."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    first_piece: NDArray[np.int64]
    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Seen:
    """The network's numbers for the words ``[first, last)`` of a text; ``own`` is the first word that the window answers for.

    ``scores`` and ``vectors`` have a row a word; ``heads_of`` and ``parts_of`` a row a word piece, of which ``pick`` names each word's
    first: they are wide, and few of their numbers are asked for. ``roles`` has, for each word that was looked at again, a row for each word of
    its sentence; ``scores`` hold what the second look said of those words themselves.
    """

    first: int
    own: int
    last: int
    scores: Floats
    heads_of: Floats
    parts_of: Floats
    vectors: Floats
    pick: NDArray[np.int64]
    roles: Mapping[int, Floats] = field(default_factory=dict)


Read = tuple[Words, Sequence[int]]  # the words of a text, and those at which its sentences begin
Split = tuple[Words, Sequence[tuple[int, int, int]]]  # the words of a text, and its windows: first, own, last
Job = tuple[int, int, int, int, int]  # pieces, index of the text, first, own, last


class Engine:
    """The committed network and its tokenizer, loaded once.

    ``threads`` run at a time, each a batch of its own: two halves of one batch would have to wait for each other at every step.
    """

    def __init__(self, folder: Path = HERE, threads: int | None = None) -> None:
        path = folder / "reader.onnx"
        if not all((folder / name).is_file() for name in _FILES):
            raise ModelError(f"{folder}: the reader's model is missing; reinstall tocsin, or build it with 'make train'")
        self.path = path
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.threads = threads or min(4, os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(self.threads, "network")
        try:
            self._session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(f"{path}: the reader's model cannot be loaded ({error}); reinstall tocsin") from error
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        width = self._session.get_outputs()[0].shape[-1]
        if width != LAYOUT.n_scores:
            raise ModelError(
                f"{path}: the model has {width} outputs a word where this version of tocsin reads {LAYOUT.n_scores}; reinstall tocsin"
            )
        self._second = SecondLook(folder / "second.onnx", options)
        with np.load(folder / "pairs.npz") as pairs:
            self.pairs = {name: (pairs[f"{name}.distance"], pairs[f"{name}.judge"]) for name in LAYOUT.pairs}
        self.relevance = Relevance.load(folder / _RELEVANCE)
        self.metadata: dict[str, str] = dict(self._session.get_modelmeta().custom_metadata_map)

    @property
    def name(self) -> str:
        return self.metadata.get("name", "tocsin-reader")

    @cached_property
    def sha256(self) -> str:
        """SHA-256 over what decides a reading: both networks, the pair heads' weights, the settings, the weights of relevance, in this order."""
        whole = hashlib.sha256()
        for name in (*_FILES, _RELEVANCE):
            if (self.path.parent / name).is_file():
                whole.update((self.path.parent / name).read_bytes())
        return whole.hexdigest()

    @cached_property
    def settings(self) -> dict[str, float]:
        """Thresholds and calibration that were tuned with this model."""
        path = self.path.parent / "settings.json"
        try:
            loaded: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"{path}: the reader's settings cannot be read ({error}); reinstall tocsin") from error
        return loaded

    def words(self, text: str) -> Words:
        """Split a text into words and word pieces."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        ids = np.asarray(encoding.ids, dtype=np.int64)
        if not len(ids):
            empty = np.zeros(0, dtype=np.int64)
            return Words(empty, empty, empty, empty, empty)
        offsets = np.asarray(encoding.offsets, dtype=np.int64)
        word_ids = np.asarray([-1 if w is None else w for w in encoding.word_ids], dtype=np.int64)
        first_piece = np.flatnonzero(np.r_[True, word_ids[1:] != word_ids[:-1]])
        last_piece = np.r_[first_piece[1:], len(ids)] - 1
        start, end = offsets[first_piece, 0], offsets[last_piece, 1]
        shapes = np.fromiter((shape_of(text[a:b]) for a, b in zip(start.tolist(), end.tolist(), strict=True)), np.int64, len(start))
        return Words(start, end, first_piece, ids, np.repeat(shapes, last_piece - first_piece + 1))

    def windows(self, words: Words, breaks: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """Yield ``(first, own, last)`` word indices of windows over whole sentences, which begin at the word indices ``breaks``."""
        ends = [*breaks[1:], len(words.start)]
        piece = [*words.first_piece.tolist(), len(words.ids)]
        own = 0
        index = 0
        while index < len(breaks):
            begin = breaks[index]
            stop = index
            while stop + 1 < len(breaks) and piece[ends[stop + 1]] - piece[begin] <= _OWN:
                stop += 1
            last = ends[stop]
            first = begin
            back = index
            while back > 0 and piece[begin] - piece[breaks[back - 1]] <= _CONTEXT:
                back -= 1
                first = breaks[back]
            if piece[last] - piece[begin] > _OWN:  # one very long sentence: cut it
                own = begin
                while own < last:
                    cut = own
                    while cut < last and piece[cut + 1] - piece[own] <= _OWN:
                        cut += 1
                    cut = max(cut, own + 1)
                    seen = max(begin, own - _CONTEXT // 2) if own > begin else own
                    yield seen, own, cut
                    own = cut
            else:
                yield first, begin, last
            index = stop + 1

    def run(self, texts: Sequence[Read], *, every: bool = False) -> Iterator[tuple[int, Seen]]:
        """Yield ``(index of the text, Seen)`` for every window of every text, windows of like length together.

        Looked at again are the words that may be an event, a relation or an assertion; ``every`` looks at all, to measure the heads by themselves.
        """
        split = [(words, list(self.windows(words, breaks))) for words, breaks in texts]
        made: list[tuple[int, Seen, dict[int, Floats]]] = []
        asked: list[Anchor] = []
        as_words: list[Floats] = []
        as_anchors: list[Floats] = []
        batches = list(_batches(split))
        for batch, outputs in zip(batches, self._pool.map(lambda b: self._outputs(split, b), batches), strict=True):
            scores, heads_of, parts_of, vectors, as_word, as_anchor = outputs
            for row, (_, index, first, own, last) in enumerate(batch):
                words, breaks = texts[index]
                pick = np.minimum(words.first_piece[first:last] - words.first_piece[first] + 1, scores.shape[1] - 1)
                roles: dict[int, Floats] = {}
                seen = Seen(first, own, last, scores[row][pick], heads_of[row], parts_of[row], vectors[row][pick], pick, roles)
                some = range(own - first, last - first) if every else doubtful(seen.scores)
                asked += [
                    Anchor(len(made), i, a, b) for a, b in sentences(breaks, first, last) for i in some if max(a, own - first) <= i < b
                ]
                made.append((index, seen, roles))
                as_words.append(as_word[row][pick])
                as_anchors.append(as_anchor[row][pick])
        for anchor, parts, classes in self._second.look(asked, as_words, as_anchors, self._pool):
            _, seen, roles = made[anchor.window]
            roles[anchor.word] = parts
            for head, where in LAYOUT.second.items():
                seen.scores[anchor.word, LAYOUT.scores[head]] += classes[where]
        yield from ((index, seen) for index, seen, _ in made)

    def _outputs(self, texts: Sequence[Split], batch: list[Job]) -> list[Floats]:
        width = min(batch[-1][0], _MOST) + 2
        ids = np.zeros((len(batch), width), dtype=np.int64)
        shapes = np.zeros_like(ids)
        for row, (pieces, number, first, _, _) in enumerate(batch):
            words = texts[number][0]
            begin, size = int(words.first_piece[first]), min(pieces, _MOST)
            ids[row, 0], ids[row, size + 1] = _CLS, _SEP
            ids[row, 1 : size + 1] = words.ids[begin : begin + size]
            shapes[row, 1 : size + 1] = words.shapes[begin : begin + size]
        return cast(list[Floats], self._session.run(None, {"ids": ids, "shapes": shapes}))


def _batches(texts: Sequence[Split]) -> Iterator[list[Job]]:
    jobs: list[Job] = []
    for number, (words, windows) in enumerate(texts):
        piece = [*words.first_piece.tolist(), len(words.ids)]
        jobs += [(piece[last] - piece[first], number, first, own, last) for first, own, last in windows]
    jobs.sort()
    at = 0
    while at < len(jobs):
        stop = at + 1
        while stop < len(jobs) and (jobs[stop][0] + 2) * (stop - at + 1) <= _BATCH:
            stop += 1
        yield jobs[at:stop]
        at = stop
