"""Tune the reader's thresholds and biases on the dev parts, one at a time, and keep the best in its settings.

    python training/tune.py            # prints each sweep and writes the model's settings.json

What is tuned here is tuned on dev: scores on the same sets are labelled so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from data import RE3D, Example, annotations, polnear, tagged
from export import TARGET
from tocsin.evaluate.metrics import Counts
from tocsin.model.document import Document
from tocsin.model.reading import Reading
from tocsin.read.engine import Engine, Seen
from tocsin.read.labels import PLOVER_TYPES
from tocsin.read.reader import NeuralReader

SETTINGS = TARGET / "settings.json"
CLEARLY = 0.001
WORD = re.compile(r"\w+|[^\w\s]")
SWEEPS: tuple[tuple[str, str, tuple[float, ...]], ...] = (
    ("trigger", "ours", (0.3, 0.4, 0.45, 0.5, 0.55)),
    ("plain", "ours", (0.0, 0.1, 0.2, 0.3)),
    *((f"trigger.{name}", "ours", (0.25, 0.35, 0.45, 0.55)) for name in PLOVER_TYPES),
    ("bias.event", "ours", (-0.3, 0.0, 0.3, 0.6)),
    ("bias.frame", "ours", (-1.0, 0.0)),
    ("tie", "ours", (0.3, 0.4, 0.5, 0.6)),
    ("remark", "ours", (0.3, 0.4, 0.5, 0.6)),
    ("bias.condition", "ours", (-0.5, 0.0, 0.5, 1.0)),
    ("bias.cue", "polnear", (0.0, 0.3, 0.6, 0.9, 1.2, 1.5)),
    ("bias.source", "polnear", (-0.3, 0.0, 0.3, 0.6, 0.9)),
    ("bias.content", "polnear", (-0.4, 0.0, 0.4, 0.8)),
    ("bias.entity", "re3d", (-0.3, 0.0, 0.3, 0.6, 0.9)),
)


@dataclass
class Bench:
    """A dev set with what the network says of it, so that a sweep only decodes."""

    examples: list[Example]
    seen: list[list[Seen]]
    documents: list[Document]


class Replay(Engine):
    """An engine that answers from memory."""

    def __init__(self, settings: dict[str, float]) -> None:
        super().__init__()
        self.settings_now = settings
        self.bench: Bench | None = None

    def run(self, texts):  # type: ignore[no-untyped-def]
        if self.bench is None:
            yield from super().run(texts)
            return
        for number, _ in enumerate(texts):
            for seen in self.bench.seen[self.at + number]:
                yield number, seen
        self.at += len(texts)

    at = 0


def make(example: Example, name: str) -> Document:
    digest = hashlib.sha256((name + example.key + example.text).encode()).hexdigest()
    return Document(id=digest, ref=example.key, sha256=digest, text=example.text)


def remember(engine: Replay, name: str, examples: list[Example]) -> Bench:
    documents = [make(e, name) for e in examples]
    reader = NeuralReader(engine)
    drafts = [reader._draft(d) for d in documents]
    seen: list[list[Seen]] = [[] for _ in documents]
    for number, one in engine.run([(d.words, d.breaks) for d in drafts]):
        seen[number].append(one)
    return Bench(examples, seen, documents)


def tokens(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    places = [m.span() for m in WORD.finditer(text)]
    return {i for a, b in spans for i, (x, y) in enumerate(places) if x >= a and y <= b}


def overlaps(wanted: list[tuple[str, int, int]], found: list[tuple[str, int, int]]) -> Counts:
    right = sum(any(r == s and a < y and x < b for s, x, y in wanted) for r, a, b in found)
    return Counts(right, len(found), len(wanted))


def score(name: str, setting: str, bench: Bench, readings: list[Reading]) -> float:
    total = Counts()
    for example, reading in zip(bench.examples, readings, strict=True):
        total = total + _one(name, setting, example, reading)
    return total.f1


def _one(name: str, setting: str, example: Example, reading: Reading) -> Counts:
    if name == "polnear":
        part = setting.removeprefix("bias.")
        wanted = tokens(example.text, [(a, b) for a, b, _ in example.spans[part]])
        found = tokens(example.text, [p for q in reading.quotations for p in getattr(q, part)])
        return Counts(len(found & wanted), len(found), len(wanted))
    if name == "re3d":
        marks = {(a, b, t) for a, b, t in example.spans["entity"]}
        seen = {(m.start, m.end, "LOCATION" if m.type == "FACILITY" else m.type) for m in reading.mentions}
        return Counts(len(seen & marks), len(seen), len(marks))
    if setting.startswith("trigger") or setting == "plain":
        types = set(example.words["trigger"])
        frames = {(f.start, f.type) for f in reading.frames}
        return Counts(len(frames & types), len(frames), len(types))
    if setting in ("tie", "remark"):
        heads = {a for a, _ in example.words[setting]}
        cues = {x.cue[0] for x in (reading.ties if setting == "tie" else reading.remarks)}
        return Counts(len(cues & heads), len(cues), len(heads))
    if setting == "bias.condition":
        return overlaps(
            [(t, a, b) for a, b, t in example.spans["condition"] if t == "OUTCOME"], [("OUTCOME", *c.outcome) for c in reading.conditionals]
        )
    arguments = dict(example.pairs["event"])
    result = Counts()
    for frame in reading.frames:
        if frame.start in arguments:
            result = result + overlaps(arguments[frame.start], [(a.role, a.start, a.end) for a in frame.arguments])
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--documents", type=int, default=40, help="PolNeAR dev documents to tune on")
    parser.add_argument("--types", action="store_true", help="try a threshold of its own for each event type too: ten minutes more")
    parser.add_argument("--dry", action="store_true", help="do not write the settings")
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no reference data here; give its folder with --data")
    engine = Replay({})
    benches = {
        "ours": remember(engine, "ours", annotations(args.data, Path(__file__).parent / "annotations")[1]),
        "polnear": remember(engine, "polnear", polnear(args.data, "attribution_polnear.dev")[: args.documents]),
        "re3d": remember(engine, "re3d", tagged(args.data, "entities_re3d.dev", "entity", RE3D)),
    }
    kept = json.loads(SETTINGS.read_text())
    swept = {name for name, _, _ in SWEEPS}
    settings = {k: v for k, v in kept.items() if k not in swept and not k.startswith("calibrate.")}

    def read(bench: Bench, trial: dict[str, float]) -> list[Reading]:
        engine.bench, engine.at = bench, 0
        engine.__dict__["settings"] = trial
        return list(NeuralReader(engine).read(bench.documents))

    chosen = [s for s in SWEEPS if args.types or not s[0].startswith("trigger.")]
    sweep(chosen, settings, benches, read)
    print(json.dumps(settings))
    if not args.dry:
        SETTINGS.write_text(json.dumps(settings, indent=1) + "\n")
    return 0


def _no_trial(_value: float) -> float:
    raise RuntimeError("no setting is being tried")


_trial: Callable[[float], float] = _no_trial


def _try(value: float) -> float:
    return _trial(value)


def sweep(
    sweeps: Iterable[tuple[str, str, tuple[float, ...]]],
    settings: dict[str, float],
    benches: dict[str, Bench],
    read: Callable[[Bench, dict[str, float]], list[Reading]],
) -> None:
    """Set each threshold in turn to the value that scores best on its dev set."""
    for setting, name, values in sweeps:
        if setting.startswith("trigger."):  # a type keeps to the common threshold, unless another is clearly better
            values = (settings["trigger"], *(v for v in values if v != settings["trigger"]))  # noqa: PLW2901
        global _trial  # noqa: PLW0603  - what the forked processes see
        _trial = lambda v: score(name, setting, benches[name], read(benches[name], {**settings, setting: v}))  # noqa: B023, E731
        with multiprocessing.get_context("fork").Pool(min(len(values), os.cpu_count() or 1)) as pool:
            scores = dict(zip(values, pool.map(_try, values, chunksize=1), strict=True))
        best = max(scores, key=lambda v: (round(scores[v], 4), -abs(v)))
        if setting.startswith("trigger.") and scores[best] < scores[values[0]] + CLEARLY:
            continue
        settings[setting] = best
        print(setting, " ".join(f"{v}: {s:.3f}" for v, s in scores.items()), "->", settings[setting], flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
