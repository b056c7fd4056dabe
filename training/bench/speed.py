"""Speed and memory: the whole pipeline beside the bare encoder, in one run, and the start from cold."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import _lru_cache_wrapper
from pathlib import Path
from statistics import median
from typing import Never, cast

import numpy as np

from bench.rows import Row
from bench.setting import ROOT, Bench, document, say
from tocsin.model.document import Document
from tocsin.model.reading import Reading
from tocsin.model.record import Place
from tocsin.pipeline import Pipeline
from tocsin.read.anchors import SecondLook
from tocsin.read.engine import Engine
from tocsin.read.reader import NeuralReader, split
from tocsin.resolve import resolver as stage
from tocsin.resolve.actors import ActorResolver, Actors
from tocsin.resolve.dates import Undated
from tocsin.resolve.places import PlaceResolver

_SHORT = "Gunmen attacked the village of Abtouyour on Sunday and killed at least 12 people, the governor told reporters.\n"


def speed(bench: Bench) -> Iterator[Row]:
    """The whole pipeline beside the bare encoder over the same windows, in turn, the best of three rounds; memory; cold start.

    Each round starts with nothing remembered of the words of the last one.
    """
    documents = [document(r["text"], r["id"], r["published"]) for r in bench.rows("news_syria.raw")]
    words = sum(len(d.text.split()) for d in documents)
    whole = [seconds(lambda: sum(1 for _ in bench.pipeline.records(documents)))]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # before the bare encoder is loaded beside it
    engine = bench.engine
    list(encode(engine, documents[:1]))
    bare, first, alone, bald = [], [], [], []
    reader = NeuralReader(engine)
    for turn in (1, 2, 3):
        forget()
        whole.append(seconds(lambda: sum(1 for _ in bench.pipeline.records(documents))))
        forget()
        with unresolved(bench.pipeline):
            bald.append(seconds(lambda: sum(1 for _ in bench.pipeline.records(documents))))
        alone.append(seconds(lambda: sum(1 for _ in reader.read(documents))))
        bare.append(seconds(lambda: list(encode(engine, documents))))
        with first_look(engine):
            first.append(seconds(lambda: list(encode(engine, documents))))
        say(
            f"speed, round {turn}: pipeline {words / whole[-1]:,.0f} words/s, unresolved {words / bald[-1]:,.0f}, reader {words / alone[-1]:,.0f}, "
            f"network {words / bare[-1]:,.0f}, first look {words / first[-1]:,.0f}"
        )
    rates = words / min(whole[1:]), words / min(bare), words / min(first)
    text = "words (between blanks) of news_syria a second"
    yield Row("speed.pipeline", rates[0], None, None, words, 2500, "words/s", f"{text}, from documents to records, the model loaded")
    yield Row("speed.encoder", rates[1], None, None, words, None, "words/s", f"{text}, tokenising and both looks of the network, undecoded")
    yield Row(
        "speed.encoder.first", rates[2], None, None, words, None, "words/s", f"{text}, tokenising and the first look alone, undecoded"
    )
    yield Row(
        "speed.ratio", rates[0] / rates[1], None, None, words, 0.7, "ratio", "pipeline over the network of both looks, of the same run"
    )
    yield Row(
        "speed.ratio.first", rates[0] / rates[2], None, None, words, 0.7, "ratio", "pipeline over the first look alone, of the same run"
    )
    behind = "the pipeline over the same one that makes its claims without them, the median of three rounds"
    yield Row(
        "speed.resolving", _added(whole[1:], bald), None, None, words, 0.15, "share at most",
        f"wall time that who, where, when and how many add: {behind}",
    )  # fmt: skip
    yield Row(
        "speed.claims", _added(whole[1:], alone), None, None, words, None, "share",
        "wall time that all behind the reader adds to it, the median of three rounds: resolving, claims built and joined, records",
    )  # fmt: skip
    yield Row(
        "speed.memory",
        peak,
        None,
        None,
        len(documents),
        1024,
        "MiB at most",
        "peak resident memory of the pipeline over these stories, records let go as they come",
    )
    if (cold := _cold()) is not None:
        yield Row(
            "speed.cold", cold, None, None, 3, 2.0, "s at most", "tocsin read of one short file from a new process, the best of three"
        )


class _NoPlaces:
    """Stands in for the resolver of places and places nothing."""

    def whole(self, reading: Reading) -> Reading:
        return reading

    def resolve(self, _: Reading) -> dict[int, Place]:
        return {}


class _NoActors:
    """Stands in for the resolver of actors and knows nobody."""

    def resolve(self, *_: object) -> Actors:
        return Actors((), {}, frozenset())


class _NoTimes:
    """Stands in for what a report tells of time and knows none."""

    told = ()

    def __init__(self, _: Reading) -> None:
        pass

    def over(self, *_: object) -> list[Never]:
        return []

    def naming(self, *_: object) -> None:
        return None

    def value(self, *_: object, **__: object) -> Undated:
        return Undated("not asked")

    named = value


@contextmanager
def unresolved(pipeline: Pipeline) -> Iterator[None]:
    """Leave out for a while who, where, when and how many: claims are made with their spans, without actors, places, dates and figures."""
    resolver = pipeline.resolver
    kept = resolver._places, resolver._actors
    resolver._places, resolver._actors = cast(PlaceResolver, _NoPlaces()), cast(ActorResolver, _NoActors())
    stands_in = {
        "Times": _NoTimes,
        "with_times": lambda reading, _: reading,
        "find_tallies": lambda _: [],
        "resolve_number": lambda _: None,
    }
    own = {name: getattr(stage, name) for name in stands_in}
    for name, other in stands_in.items():
        setattr(stage, name, other)
    try:
        yield
    finally:
        resolver._places, resolver._actors = kept
        for name, before in own.items():
            setattr(stage, name, before)


class _NoLook:
    """Stands in for the second look and says nothing."""

    def look(self, *_: object) -> Iterator[Never]:
        return iter(())


@contextmanager
def first_look(engine: Engine) -> Iterator[None]:
    """Leave the second look out for a while."""
    kept = engine._second
    engine._second = cast(SecondLook, _NoLook())
    try:
        yield
    finally:
        engine._second = kept


def encode(engine: Engine, documents: Sequence[Document]) -> Iterator[int]:
    """Tokenise documents and run the network over their windows, as the reader does; yield how many windows each batch of documents had."""
    at = 0
    while at < len(documents):
        stop, size = at, 0
        while stop < len(documents) and size < 60_000 and stop - at < 64:
            size += len(documents[stop].words)
            stop += 1
        texts = []
        for d in documents[at:stop]:
            split_words = engine.words(d.words)
            starts = np.searchsorted(split_words.start, [s.start for s in split(d)]).tolist()
            breaks = sorted({0, *(w for w in starts[1:] if w < len(split_words.start))})
            texts.append((split_words, breaks))
        yield sum(1 for _ in engine.run(texts))
        at = stop


def forget() -> None:
    """Empty what the package remembers of words it has met, so that a text read again is as new."""
    modules = [module for name, module in sys.modules.items() if name.startswith("tocsin.")]
    for found in {id(f): f for module in modules for f in vars(module).values() if isinstance(f, _lru_cache_wrapper)}.values():
        if found.cache_parameters()["maxsize"]:
            found.cache_clear()


def _added(longer: Sequence[float], shorter: Sequence[float]) -> float:
    """Return by which share one measure is longer than another of the same round: the median, as what else the machine does comes and goes."""
    return median(a / b - 1 for a, b in zip(longer, shorter, strict=True))


def seconds(work: Callable[[], object]) -> float:
    """Return how many seconds a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _cold() -> float | None:
    command = Path(sys.executable).with_name("tocsin")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.txt"
        report.write_text(_SHORT, encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}

        def run() -> None:
            subprocess.run([command, "read", str(report)], check=True, stdout=subprocess.DEVNULL, env=environment)

        try:
            return min(seconds(run) for _ in range(3))
        except (OSError, subprocess.CalledProcessError) as fault:
            say(f"cold start: not measured, for {fault}; install the project into this environment")
            return None
