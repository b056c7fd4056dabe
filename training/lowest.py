"""Write out the stories whose claims have the lowest mean confidence, with their claims, to be read and judged by eye.

python training/lowest.py --out training/work/lowest        # twenty stories of news_syria.raw
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]

from bench.setting import Bench  # noqa: E402
from tocsin.model.record import Claim, EventClaim, FigureClaim, Record, RelationClaim, WarningClaim  # noqa: E402


def line(claim: Claim) -> str:
    """Return one claim in a line: confidence, kind and status, what it says, who says it, and its words."""
    said = " < ".join(s.name or "?" for s in claim.said_by) or "own voice"
    what = ""
    if isinstance(claim, EventClaim):
        place = claim.place.name if claim.place else None
        date = f"{claim.date.start}..{claim.date.end}" if claim.date else None
        sides = " -> ".join(" + ".join(r.text for r in side) or "?" for side in (claim.actors, claim.recipients))
        what = f"{claim.event.plover.type} {','.join(claim.event.plover.modes)} “{claim.trigger.text}” {sides} @{place} on {date}"
    elif isinstance(claim, FigureClaim):
        what = f"{claim.low}/{claim.best}/{claim.high} {claim.unit} of {claim.of.text if claim.of else None}"
    elif isinstance(claim, RelationClaim):
        what = f"{claim.relation}: {claim.origin.text if claim.origin else None} / {claim.to.text if claim.to else None}"
    elif isinstance(claim, WarningClaim):
        what = f"if {claim.condition.text if claim.condition else None} then {claim.outcome.text}"
    words = " ".join(claim.evidence[0].text.split())[:160]
    return f"{claim.confidence:.2f} {claim.kind} {claim.status} | {what} | said by {said} | {words}"


def mean(record: Record) -> float:
    return sum(c.confidence for c in record.claims) / len(record.claims)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--many", type=int, default=20)
    parser.add_argument("--out", type=Path, default=Path("training/work/lowest"))
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no reference data here; give its folder with --data")
    bench = Bench(args.data)
    rows = bench.rows("news_syria.raw")
    records = bench.read("news_syria.raw", ((r["text"], r["published"]) for r in rows))
    found = sorted((mean(r), n) for n, r in enumerate(records) if r.claims)[: args.many]
    args.out.mkdir(parents=True, exist_ok=True)
    for rank, (confidence, n) in enumerate(found, 1):
        record = records[n]
        claims = "\n".join(f"{k}. {line(c)}" for k, c in enumerate(record.claims, 1))
        head = f"story {rows[n]['id']}, mean confidence {confidence:.3f}, {len(record.claims)} claims"
        (args.out / f"{rank:02d}.txt").write_text(f"{head}\n\n{rows[n]['text']}\n\n== claims ==\n{claims}\n", encoding="utf-8")
        print(rank, head)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
