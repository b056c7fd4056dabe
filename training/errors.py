"""List errors of the reader on dev data, a hundred a head, to be read and sorted by class: what was found, what was wanted, in which words.

    python training/errors.py --out training/work/errors            # all heads
    python training/errors.py --only cue type --many 100

The classes and what was done about them are kept by hand in ``training/errors.md``.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]

from bench.gold import passages  # noqa: E402
from bench.judged import told  # noqa: E402
from bench.setting import Bench  # noqa: E402
from data import RE3D, polnear, tagged  # noqa: E402
from tocsin.evaluate.metrics import overlap, pair_up  # noqa: E402

HEADS = (
    "source",
    "cue",
    "content",
    "entity",
    "trigger",
    "type",
    "mode",
    "status",
    "actors",
    "recipients",
    "place",
    "date",
    "warning",
    "relation",
)
Span = tuple[int, int]


def shown(text: str, spans: list[Span], reach: int = 110) -> str:
    """Return the words round some spans, each in brackets."""
    begin, end = max(0, min(a for a, _ in spans) - reach), min(len(text), max(b for _, b in spans) + reach)
    made, at = "", begin
    for a, b in sorted(spans):
        made += text[at : max(a, at)] + "[" + text[max(a, at) : b] + "]"
        at = max(b, at)
    return " ".join((made + text[at:end]).split())


def spans_of(text: str, found: list[Span], wanted: list[Span]) -> Iterator[str]:
    """Yield the spans that only one side has, those that overlap as pairs."""
    loose_found, loose_wanted = set(found) - set(wanted), set(wanted) - set(found)
    pairs = pair_up(len(one := sorted(loose_found)), len(two := sorted(loose_wanted)), lambda i, j: overlap(one[i], two[j]))
    for i, j in pairs:
        yield f"EDGE found “{text[slice(*one[i])]}” wanted “{text[slice(*two[j])]}” | {shown(text, [two[j]])}"
    for i in set(range(len(one))) - {i for i, _ in pairs}:
        yield f"ADDED | {shown(text, [one[i]])}"
    for j in set(range(len(two))) - {j for _, j in pairs}:
        yield f"MISSED | {shown(text, [two[j]])}"


def public(bench: Bench, wanted: set[str]) -> Iterator[tuple[str, str]]:
    parts = wanted & {"source", "cue", "content"}
    if parts:
        examples = polnear(bench.data, "attribution_polnear.dev")
        for example, record in zip(examples, bench.read("polnear", ((e.text, None) for e in examples)), strict=True):
            for part in sorted(parts):
                found = [s for q in record.quotations for s in getattr(q, part)]
                for line in spans_of(example.text, found, [(a, b) for a, b, _ in example.spans[part]]):
                    yield part, line
    if "entity" in wanted:
        examples = tagged(bench.data, "entities_re3d.dev", "entity", RE3D)
        for example, record in zip(examples, bench.read("re3d", ((e.text, None) for e in examples)), strict=True):
            gold = {(a, b): kind for a, b, kind in example.spans["entity"]}
            found = {(m.start, m.end): "LOCATION" if m.type == "FACILITY" else m.type for m in record.mentions}
            for span in sorted(gold.keys() & found.keys()):
                if gold[span] != found[span]:
                    yield "entity", f"KIND found {found[span]} wanted {gold[span]} | {shown(example.text, [span])}"
            for line in spans_of(example.text, list(found), list(gold)):
                yield "entity", line


def annotated(bench: Bench) -> Iterator[tuple[str, str]]:
    given = passages(bench.data, bench.folder, "dev")
    for passage, record in zip(given, bench.read("annotations", ((p.text, p.published) for p in given)), strict=True):
        text, said = passage.text, told(record)
        pairs = pair_up(len(said.events), len(passage.events), lambda i, j: overlap(said.events[i].trigger, passage.events[j].trigger))  # noqa: B023
        for i in set(range(len(said.events))) - {i for i, _ in pairs}:
            yield "trigger", f"ADDED {said.events[i].type} {record_score(said, i)} | {shown(text, [said.events[i].trigger])}"
        for j in set(range(len(passage.events))) - {j for _, j in pairs}:
            yield "trigger", f"MISSED {passage.events[j].type} | {shown(text, [passage.events[j].trigger])}"
        for i, j in pairs:
            one, two = said.events[i], passage.events[j]
            for what in ("type", "mode", "status"):
                if str(getattr(one, what)) != str(getattr(two, what)):
                    yield what, f"found {getattr(one, what)} wanted {getattr(two, what)} ({two.type}) | {shown(text, [two.trigger])}"
            for part in ("actors", "recipients", "place", "date"):
                for line in spans_of(text, one.parts[part], two.parts[part]):
                    yield part, f"{two.type} “{text[slice(*two.trigger)]}” {line}"
        for kind, ends, others in (
            ("warning", [w.outcome for w in said.warnings if w.outcome], [w.outcome for w in passage.warnings if w.outcome]),
            ("relation", [r.cue for r in said.relations], [r.cue for r in passage.relations]),
        ):
            for line in spans_of(text, ends, others):
                if kind == "warning" or not line.startswith("EDGE"):
                    yield kind, line


def record_score(said: object, i: int) -> str:
    return f"{said.confidence['event'][i]:.2f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--only", nargs="+", choices=HEADS, default=list(HEADS))
    parser.add_argument("--many", type=int, default=100)
    parser.add_argument("--out", type=Path, default=Path("training/work/errors"))
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no reference data here; give its folder with --data")
    bench, wanted = Bench(args.data), set(args.only)
    made: dict[str, list[str]] = {name: [] for name in args.only}
    for name, line in public(bench, wanted):
        made[name].append(line)
    if wanted - {"source", "cue", "content", "entity"}:
        for name, line in annotated(bench):
            if name in wanted:
                made[name].append(line)
    args.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(1)
    for name, lines in made.items():
        some = rng.sample(lines, min(args.many, len(lines)))
        (args.out / f"{name}.txt").write_text("".join(f"{n}. {line}\n" for n, line in enumerate(some, 1)), encoding="utf-8")
        print(f"{name}: {len(lines)} errors, {len(some)} written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
