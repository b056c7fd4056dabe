"""The reader measured through the public pipeline on the dev halves of the reference data, and its speed beside the bare encoder's.

Opt-in: the reference data are no part of the project. Prints a Markdown table; ``--write`` keeps it with its JSON under ``docs/``.
"""

from __future__ import annotations

import argparse
import calendar
import json
import math
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]
import numpy as np  # noqa: E402

from data import RE3D, bio_spans, joined, rows  # noqa: E402
from tocsin.codebook import codebook  # noqa: E402
from tocsin.evaluate.metrics import Counts, bootstrap, macro_f1, overlap, overlap_counts, pair_up, set_counts, token_counts, wilson  # noqa: E402
from tocsin.evaluate.score import main_event  # noqa: E402
from tocsin.model.document import Document  # noqa: E402
from tocsin.model.record import EventClaim, Record  # noqa: E402
from tocsin.pipeline import Pipeline  # noqa: E402
from tocsin.read.engine import Engine  # noqa: E402
from tocsin.read.reader import split  # noqa: E402

_NEAR = 161.0  # kilometres, 100 miles: the distance that toponym resolution is reported at
_SHORT = "Gunmen attacked the village of Abtouyour on Sunday and killed at least 12 people, the governor told reporters.\n"
_TYPES = {ours: theirs for theirs, ours in RE3D.items()} | {"FACILITY": "Location"}


@dataclass(frozen=True, slots=True)
class Row:
    """One number of the benchmark: value, 95 % interval, how many items it rests on, and what was to be reached."""

    key: str
    value: float
    low: float | None
    high: float | None
    of: int
    reach: float | None
    unit: str
    meaning: str


def f1_row(key: str, parts: Sequence[Counts], reach: float | None, meaning: str) -> Row:
    """Return a micro-averaged F1 with its bootstrap interval by document."""
    total = sum(parts, Counts())
    low, high = bootstrap(parts, rounds=400)
    note = f"{meaning} (precision {total.precision:.3f}, recall {total.recall:.3f})"
    return Row(key, total.f1, low, high, total.wanted, reach, "F1", note)


def share_row(key: str, hits: int, of: int, reach: float | None, meaning: str) -> Row:
    """Return a share with its Wilson interval."""
    return Row(key, hits / of if of else 0.0, *wilson(hits, of), of, reach, "share", meaning)


def document(text: str, name: str, published: str | None = None) -> Document:
    """Return a reference text as a document, in English and without a title."""
    digest = sha256(text.encode()).hexdigest()
    day = date.fromisoformat(published[:10]) if published else None
    return Document(id=digest, ref=name, sha256=digest, text=text, language="en", published=day)


def say(text: str) -> None:
    """Print a line of progress with the time of day (UTC)."""
    print(f"{datetime.now(UTC):%H:%M:%S} {text}", file=sys.stderr, flush=True)


class Bench:
    """The data, the pipeline that is measured, and how many rows of each set are read (all where ``limit`` is 0)."""

    def __init__(self, data: Path, limit: int = 0) -> None:
        self.data, self.limit, self.pipeline = data, limit, Pipeline()

    def rows(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = rows(self.data, name)
        return found[: self.limit] if self.limit else found

    def read(self, name: str, texts: Iterable[tuple[str, str | None]]) -> list[Record]:
        documents = [document(text, f"{name}:{n}", day) for n, (text, day) in enumerate(texts)]
        say(f"{name}: reading {len(documents)} texts")
        return list(self.pipeline.records(documents))


def attribution(bench: Bench) -> Iterator[Row]:
    """PolNeAR: words of sources, cues and contents; and whole attributions."""
    given = bench.rows("attribution_polnear.dev")
    records = bench.read("attribution_polnear.dev", ((r["text"], r["published"]) for r in given))
    for part, reach in (("source", 0.83), ("cue", 0.74), ("content", 0.92)):
        parts = []
        for record, row in zip(records, given, strict=True):
            found = [s for q in record.quotations for s in getattr(q, part)]
            parts.append(token_counts(row["text"], found, [(s, e) for a in row["attributions"] for s, e in a[part]]))
        yield f1_row(f"attribution.{part}", parts, reach, f"PolNeAR dev, words (runs of \\w or single signs) that lie in a {part}")
    whole = [_whole(record, row["attributions"]) for record, row in zip(records, given, strict=True)]
    yield f1_row(
        "attribution.whole", whole, 0.70, "PolNeAR dev, contents that overlap with sources that overlap or are both missing, 1 to 1"
    )


def _whole(record: Record, wanted: list[dict[str, Any]]) -> Counts:
    def shared(i: int, j: int, part: str) -> int:
        return sum(overlap(a, (s, e)) for a in getattr(record.quotations[i], part) for s, e in wanted[j][part])

    def score(i: int, j: int) -> int:
        bare = not record.quotations[i].source and not wanted[j]["source"]
        return shared(i, j, "content") if bare or shared(i, j, "source") else 0

    return Counts(len(pair_up(len(record.quotations), len(wanted), score)), len(record.quotations), len(wanted))


def entities(bench: Bench) -> Iterator[Row]:
    """re3d: entity spans with their types, sentences that nearly repeat a training sentence left out."""
    train = [_shingles(r["tokens"]) for r in rows(bench.data, "entities_re3d.train")]
    every = bench.rows("entities_re3d.dev")
    given = [r for r in every if not any(len(s & t) >= 0.5 * len(s | t) for t in train for s in [_shingles(r["tokens"])])]
    say(f"entities_re3d.dev: {len(every) - len(given)} of {len(every)} sentences nearly repeat training ones and are left out")
    texts = [joined(r["tokens"]) for r in given]
    records = bench.read("entities_re3d.dev", ((text, None) for text, _ in texts))
    parts, loose = [], []
    for record, row, (_, places) in zip(records, given, texts, strict=True):
        wanted = bio_spans(row["labels"], places)
        found = [(m.start, m.end, _TYPES[m.type]) for m in record.mentions]
        parts.append(set_counts(found, wanted))
        loose.append(overlap_counts(found, wanted))
    yield f1_row("entities.strict", parts, 0.70, "re3d dev without near-duplicates of train, same start, end and type")
    yield f1_row("entities.overlap", loose, None, "the same, spans that share a character and the type")


def _shingles(tokens: list[str], size: int = 5) -> set[tuple[str, ...]]:
    low = [t.lower() for t in tokens]
    return {tuple(low[i : i + size]) for i in range(max(1, len(low) - size + 1))}


def parties(bench: Bench) -> Iterator[Row]:
    """CAMEO: source and target actors as the parties of the main event, and of any event; the quad of the main event."""
    given = bench.rows("roles_cameo.dev")
    texts = [joined(r["tokens"]) for r in given]
    records = bench.read("roles_cameo.dev", ((text, None) for text, _ in texts))
    for way, pick in (("main", _main), ("any", _events)):
        parts = []
        for record, row, (_, places) in zip(records, given, texts, strict=True):
            wanted = [s for s in bio_spans(row["labels"], places) if s[2] in "ST"]
            found = [(r.start, r.end, label) for e in pick(record) for label, side in (("S", e.actors), ("T", e.recipients)) for r in side]
            parts.append(set_counts(found, wanted))
        what = "the main event" if way == "main" else "any event"
        yield f1_row(
            f"parties.{way}", parts, 0.75 if way == "main" else None, f"CAMEO roles dev, S and T as actors and recipients of {what}, strict"
        )
    quads = bench.rows("class_cameo.dev")
    read = bench.read("class_cameo.dev", ((r["text"], None) for r in quads))
    pairs = [
        (str(e[0].event.plover.quad) if (e := _main(record)) else "0", str(r["labels"][0])) for record, r in zip(read, quads, strict=True)
    ]
    meaning = "CAMEO quad dev, macro-F1 over the five classes; the quad of the main event, 0 where there is none"
    yield Row("quad.events", macro_f1(pairs), None, None, len(pairs), 0.75, "macro-F1", meaning)


def _main(record: Record) -> list[EventClaim]:
    found = main_event(record)
    return [found] if found else []


def _events(record: Record) -> list[EventClaim]:
    return [c for c in record.claims if isinstance(c, EventClaim)]


def plover(bench: Bench) -> Iterator[Row]:
    """PLOVER gold sentences: the type of the main event."""
    given = bench.rows("plover_gold.dev")
    records = bench.read("plover_gold.dev", ((r["text"], None) for r in given))
    found, anywhere = ([{e.event.plover.type for e in pick(r)} for r in records] for pick in (_main, _events))
    wanted = [codebook().plover.type(r["event"]).name for r in given]
    hits, somewhere = (sum(w in some for some, w in zip(side, wanted, strict=True)) for side in (found, anywhere))
    meaning = (
        "PLOVER gold sentences, older names mapped; the main event is the surest that is not historical, on ties the first; none is wrong"
    )
    yield share_row("plover.type", hits, len(given), 0.75, meaning)
    yield share_row("plover.any", somewhere, len(given), None, "the same, the type of any event")
    yield share_row("plover.found", sum(map(bool, found)), len(given), None, "PLOVER gold sentences in which any event was found")


def toponyms(bench: Bench) -> Iterator[Row]:
    """LGL and GeoVirus: places found, and how near they were put."""
    for name in ("lgl", "geovirus"):
        given = bench.rows(f"toponyms_{name}.dev")
        records = bench.read(f"toponyms_{name}.dev", ((r["text"], None) for r in given))
        strict, loose = [], []
        near = resolved = of = 0
        for record, row in zip(records, given, strict=True):
            found = [m for m in record.mentions if (m.type == "LOCATION" or m.place) and m.text != m.text.lower()]
            wanted = [(t["start"], t["end"], "") for t in row["toponyms"]]
            strict.append(set_counts([(m.start, m.end, "") for m in found], wanted))
            loose.append(overlap_counts([(m.start, m.end, "") for m in found], wanted))
            for t in row["toponyms"]:
                if t.get("lat") is None:
                    continue
                of += 1
                put = [m.place for m in found if overlap((m.start, m.end), (t["start"], t["end"])) and m.place]
                at = [(p.lat, p.lon) for p in put if p.lat is not None and p.lon is not None]
                resolved += bool(at)
                near += bool(at) and kilometres(at[0], (t["lat"], t["lon"])) <= _NEAR
        yield f1_row(f"toponyms.{name}", strict, None, f"{name} dev, names of places with the same start and end")
        yield f1_row(f"toponyms.{name}.overlap", loose, None, f"{name} dev, names of places that share a character")
        yield share_row(f"toponyms.{name}.161km", near, of, None, f"{name} dev, places put within 161 km, of all that have coordinates")
        yield share_row(f"toponyms.{name}.161km.resolved", near, resolved, None, f"{name} dev, the same, of those that were put anywhere")


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance of two points (latitude, longitude in degrees) on a sphere of 6,371 km."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, p)) for p in (a, b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def times(bench: Bench) -> Iterator[Row]:
    """TimeML: time expressions found, and the days that they were resolved to."""
    given = bench.rows("times_timeml.dev")
    records = bench.read("times_timeml.dev", ((r["text"], r["created"]) for r in given))
    parts = []
    right = resolved = of = 0
    for record, row in zip(records, given, strict=True):
        found = [m for m in record.mentions if m.type == "TIME"]
        parts.append(overlap_counts([(m.start, m.end, "") for m in found], [(t["start"], t["end"], "") for t in row["times"]]))
        for t in row["times"]:
            if (wanted := interval(t["value"])) is None:
                continue
            of += 1
            dates = [m.date for m in found if overlap((m.start, m.end), (t["start"], t["end"])) and m.date]
            resolved += bool(dates)
            right += any((d.start, d.end) == wanted for d in dates)
    yield f1_row("times.span", parts, None, "TimeML, TIMEX3 of every type and TIME mentions that share a character, one to one")
    yield share_row("times.value", right, of, None, "TimeML, expressions whose value is a day, week, month, quarter or year: the same days")
    yield share_row("times.value.resolved", right, resolved, None, "the same, of those that were resolved to any days")


def interval(value: str | None) -> tuple[date, date] | None:
    """Return the first and last day of a TIMEX3 value that names a day, week, month, quarter or year; None for any other."""
    match = re.fullmatch(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d)(?:T.*)?)?|W(\d\d)|Q([1-4])))?", value or "")
    if not match:
        return None
    year, month, day, week, quarter = (int(g) if g else None for g in match.groups())
    try:
        if year and day and month:
            return date(year, month, day), date(year, month, day)
        if year and week:
            return (start := date.fromisocalendar(year, week, 1)), start + timedelta(days=6)
        first, last = (month, month) if month else (3 * quarter - 2, 3 * quarter) if quarter else (1, 12)
        return date(year or 0, first, 1), date(year or 0, last, calendar.monthrange(year or 0, last)[1])
    except ValueError:
        return None


def speed(bench: Bench) -> Iterator[Row]:
    """The whole pipeline beside the bare encoder over the same windows, in turn, the better of two rounds; memory; cold start."""
    documents = [document(r["text"], r["id"], r["published"]) for r in bench.rows("news_syria.raw")]
    words = sum(len(d.text.split()) for d in documents)
    list(bench.pipeline.records(documents[:1]))
    engine = Engine()
    list(_encode(engine, documents[:1]))
    whole, bare = [], []
    for turn in (1, 2):
        whole.append(_seconds(lambda: list(bench.pipeline.records(documents))))
        bare.append(_seconds(lambda: list(_encode(engine, documents))))
        say(f"speed, round {turn}: pipeline {words / whole[-1]:,.0f} words/s, encoder {words / bare[-1]:,.0f} words/s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rates = words / min(whole), words / min(bare)
    text = "words (between blanks) of news_syria a second"
    yield Row("speed.pipeline", rates[0], None, None, words, 2500, "words/s", f"{text}, from documents to records, the model loaded")
    yield Row(
        "speed.encoder", rates[1], None, None, words, None, "words/s", f"{text}, tokenising and network over the same windows, undecoded"
    )
    yield Row("speed.ratio", rates[0] / rates[1], None, None, words, 0.7, "ratio", "pipeline over encoder, of the same run")
    yield Row("speed.memory", peak, None, None, len(documents), 1024, "MiB at most", "peak resident memory of that run, both models loaded")
    if (cold := _cold()) is not None:
        yield Row(
            "speed.cold", cold, None, None, 3, 2.0, "s at most", "tocsin read of one short file from a new process, the best of three"
        )


def _encode(engine: Engine, documents: Sequence[Document]) -> Iterator[int]:
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
            texts.append((split_words, list(engine.windows(split_words, breaks))))
        yield sum(1 for _ in engine.run(texts))
        at = stop


def _seconds(work: Callable[[], object]) -> float:
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
            return min(_seconds(run) for _ in range(3))
        except (OSError, subprocess.CalledProcessError) as fault:
            say(f"cold start: not measured, for {fault}; install the project into this environment")
            return None


SETS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "speed": speed, "attribution": attribution, "entities": entities, "parties": parties, "plover": plover, "toponyms": toponyms,
    "times": times,
}  # fmt: skip


def markdown(given: dict[str, Any], made: Sequence[Row]) -> str:
    """Return the table and its legend as Markdown."""
    lines = ["| measure | value | 95 % | of | reach | |", "|---|---|---|---|---|---|"]
    for r in made:
        value, places = r.value, 3 if r.unit in {"F1", "macro-F1", "share", "ratio"} else 1
        between = f"{r.low:.3f} to {r.high:.3f}" if r.low is not None and r.high is not None else ""
        short = r.reach is not None and ((value > r.reach) if "at most" in r.unit else (value < r.reach))
        reach = f"{r.reach:g}{' (not reached)' if short else ''}" if r.reach is not None else ""
        lines.append(f"| {r.key} | {value:,.{places}f} | {between} | {r.of:,} | {reach} | {r.unit} |")
    legend = [f"- **{r.key}**: {r.meaning}." for r in made]
    model = f"{given['model']} ({given['model_sha256'][:12]})"
    head = f"Measured on {given['date']} with model {model}, {given['cores']} cores, {given['machine']}."
    notes = "Intervals: bootstrap by document for F1, Wilson for shares. The dev halves were seen while the reader was tuned."
    return "\n".join(["# Benchmark", "", head, notes, "", *lines, "", *legend, ""])


def main() -> int:
    """Run the sets that were asked for; return 2 where the reference data are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the reference data")
    parser.add_argument("--only", nargs="+", choices=sorted(SETS), default=list(SETS), help="which sets to run; all where it is not given")
    parser.add_argument("--limit", type=int, default=0, help="read only the first rows of each set, to try the benchmark out")
    parser.add_argument(
        "--write", type=Path, nargs="?", const=ROOT / "docs", help="folder to keep benchmark.json and benchmark.md in (docs)"
    )
    args = parser.parse_args()
    if not (args.data / "README.md").is_file():
        print(
            f"{args.data}: the reference data are not here. They are no part of the project; name their folder with --data.",
            file=sys.stderr,
        )
        return 2
    bench = Bench(args.data, args.limit)
    coder = bench.pipeline.coder
    given = {
        "date": f"{datetime.now(UTC):%Y-%m-%d}", "version": coder.version, "model": coder.model, "model_sha256": coder.model_sha256,
        "cores": os.cpu_count() or 1, "machine": f"{platform.machine()}, Python {platform.python_version()}", "limit": args.limit,
    }  # fmt: skip
    made: list[Row] = []
    for name in (n for n in SETS if n in args.only):
        for row in SETS[name](bench):
            made.append(row)
            say(f"{row.key} {row.value:,.3f}")
    table = markdown(given, made)
    print(table)
    if args.write:
        args.write.mkdir(parents=True, exist_ok=True)
        (args.write / "benchmark.json").write_text(
            json.dumps({**given, "rows": [asdict(r) for r in made]}, indent=1) + "\n", encoding="utf-8"
        )
        (args.write / "benchmark.md").write_text(table, encoding="utf-8")
        say(f"written to {args.write / 'benchmark.json'} and benchmark.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
