"""Attributions, entities, parties and types through the pipeline, on the dev halves of public sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.rows import Row, f1_row, macro_row, share_row
from bench.setting import Bench, say
from data import RE3D, bio_spans, joined, rows
from tocsin.codebook import codebook
from tocsin.evaluate.metrics import Counts, overlap, overlap_counts, pair_up, set_counts, token_counts
from tocsin.evaluate.score import main_event
from tocsin.model.record import EventClaim, Record

_TYPES = {ours: theirs for theirs, ours in RE3D.items()} | {"FACILITY": "Location"}


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
    parts, outer, loose = [], [], []
    for record, row, (_, places) in zip(records, given, texts, strict=True):
        wanted = bio_spans(row["labels"], places)
        found = [(m.start, m.end, _TYPES[m.type]) for m in record.mentions]
        alone = [f for f in found if not any(o[0] <= f[0] and f[1] <= o[1] and o[:2] != f[:2] for o in found)]
        parts.append(set_counts(found, wanted))
        outer.append(set_counts(alone, wanted))
        loose.append(overlap_counts(found, wanted))
    yield f1_row("entities.strict", parts, 0.70, "re3d dev without near-duplicates of train, same start, end and type")
    yield f1_row("entities.outer", outer, None, "the same, mentions within others left out, as the set nests none")
    yield f1_row("entities.overlap", loose, None, "the same, spans that share a character and the type")


def _shingles(tokens: list[str], size: int = 5) -> set[tuple[str, ...]]:
    low = [t.lower() for t in tokens]
    return {tuple(low[i : i + size]) for i in range(max(1, len(low) - size + 1))}


def parties(bench: Bench) -> Iterator[Row]:
    """CAMEO: source and target actors as the parties of the main event, and of any event; the quad of the main event."""
    given = bench.rows("roles_cameo.dev")
    texts = [joined(r["tokens"]) for r in given]
    records = bench.read("roles_cameo.dev", ((text, None) for text, _ in texts))
    for way, pick, what in (
        ("main", _main, "the main event"),
        ("main.sided", _main, "the main event, parties that the set marks as related, neither S nor T, left out"),
        ("any", _events, "any event"),
    ):
        parts = []
        for record, row, (_, places) in zip(records, given, texts, strict=True):
            marked = bio_spans(row["labels"], places)
            found = [(r.start, r.end, label) for e in pick(record) for label, side in (("S", e.actors), ("T", e.recipients)) for r in side]
            if way == "main.sided":
                found = [f for f in found if not any(overlap(f[:2], m[:2]) for m in marked if m[2] == "R")]
            parts.append(set_counts(found, [m for m in marked if m[2] in "ST"]))
        reach = 0.75 if way == "main" else None
        yield f1_row(f"parties.{way}", parts, reach, f"CAMEO roles dev, S and T as actors and recipients of {what}, strict")
    quads = bench.rows("class_cameo.dev")
    read = bench.read("class_cameo.dev", ((r["text"], None) for r in quads))
    pairs = [
        [(str(e[0].event.plover.quad) if (e := _main(record)) else "0", str(r["labels"][0]))] for record, r in zip(read, quads, strict=True)
    ]
    meaning = "CAMEO quad dev, macro-F1 over the five classes; the quad of the main event, 0 where there is none"
    yield macro_row("quad.events", pairs, 0.75, meaning)


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
