"""Draw fifty resolved places, actors, dates and figures at random from the Syria stories, to be judged by eye.

python training/fifty.py --out training/work/fifty
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]

from bench.setting import Bench  # noqa: E402
from tocsin.model.record import FigureClaim  # noqa: E402

MANY, REACH = 50, 90


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--seed", type=int, default=50)
    parser.add_argument("--out", type=Path, default=Path("training/work/fifty"))
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no reference data here; give its folder with --data")
    rows = Bench(args.data).rows("news_syria.raw")
    records = Bench(args.data).read("news_syria.raw", ((r["text"], r["published"]) for r in rows))
    found: dict[str, list[str]] = {"places": [], "actors": [], "dates": [], "figures": []}
    for row, record in zip(rows, records, strict=True):
        text, day = row["text"], row["published"]
        names = {a.id: a for a in record.actors}

        def shown(start: int, end: int, text: str = text) -> str:
            return " ".join(f"{text[max(0, start - REACH) : start]}[{text[start:end]}]{text[end : end + REACH]}".split())

        for m in record.mentions:
            here = shown(m.start, m.end)
            if p := m.place:
                found["places"].append(
                    f"{p.name}: {p.country}, {p.admin1}, {p.lat}, {p.lon}, {p.precision}, {p.uncertainty_km} km | {here}"
                )
            if m.actor and (a := names.get(m.actor)):
                found["actors"].append(f"{a.id} {a.name} ({a.kind}, {a.country}, {a.sector}) | {here}")
            if d := m.date:
                found["dates"].append(f"{d.start} to {d.end}, {d.precision}, from {d.anchored_on}; published {day} | {here}")
        for c in record.claims:
            if isinstance(c, FigureClaim):
                e = c.evidence[0]
                found["figures"].append(f"{c.low}/{c.best}/{c.high} {c.unit} of {c.of.text if c.of else None} | {shown(e.start, e.end)}")
    args.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(args.seed)
    for name, lines in found.items():
        some = rng.sample(lines, min(MANY, len(lines)))
        (args.out / f"{name}.txt").write_text("".join(f"{n}. {line}\n" for n, line in enumerate(some, 1)), encoding="utf-8")
        print(f"{name}: {len(some)} of {len(lines)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
