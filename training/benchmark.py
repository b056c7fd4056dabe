"""The reader measured through the public pipeline on the dev halves of the reference data, and its speed beside the bare encoder's.

Opt-in: the reference data are no part of the project. Prints a Markdown table; ``--write`` keeps it with its JSON under ``docs/``. Sections
that are left out by ``--only`` keep their rows there, if they are of the same model and machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]

from bench.annotated import annotated  # noqa: E402
from bench.beside import heads110  # noqa: E402
from bench.calibration import calibration  # noqa: E402
from bench.conditions import conditions  # noqa: E402
from bench.frames import frames  # noqa: E402
from bench.muc4 import muc4  # noqa: E402
from bench.page import markdown, write  # noqa: E402
from bench.public import attribution, entities, parties, plover  # noqa: E402
from bench.regions import regions  # noqa: E402
from bench.relevance import relevance  # noqa: E402
from bench.rows import Row  # noqa: E402
from bench.setting import ANNOTATIONS, Bench, say  # noqa: E402
from bench.speed import speed  # noqa: E402
from bench.timeml import timeml  # noqa: E402
from bench.whereabouts import times, toponyms  # noqa: E402

SETS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "speed": speed, "attribution": attribution, "entities": entities, "parties": parties, "frames": frames, "plover": plover,
    "annotated": annotated, "regions": regions, "calibration": calibration, "conditions": conditions, "timeml": timeml,
    "relevance": relevance, "muc4": muc4, "toponyms": toponyms, "times": times, "heads110": heads110,
}  # fmt: skip
ANNOTATED = ("annotated", "calibration", "regions")
PARTS = ("dev", "plain", "test", "last", "check")


def main() -> int:
    """Run the sections that were asked for; return 2 where the reference data are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the reference data")
    parser.add_argument("--annotations", type=Path, default=ANNOTATIONS, help="folder of the project's annotations (training/annotations)")
    parser.add_argument(
        "--part",
        choices=PARTS,
        default="dev",
        help="which annotations to score: held out (dev; plain: of those drawn at random), kept aside (test, and last, which is newer), for calibration alone (check)",
    )
    parser.add_argument(
        "--only", nargs="+", choices=sorted(SETS), default=list(SETS), help="which sections to run; all where it is not given"
    )
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
    bench = Bench(args.data, args.limit, args.annotations, args.part)
    coder = bench.pipeline.coder
    given = {
        "date": f"{datetime.now(UTC):%Y-%m-%d}", "version": coder.version, "model": coder.model, "model_sha256": coder.model_sha256,
        "cores": os.cpu_count() or 1, "machine": f"{platform.machine()}, Python {platform.python_version()}", "limit": args.limit,
    }  # fmt: skip
    made: dict[str, list[Row]] = {}
    for name in SETS:
        parts = PARTS if name in ANNOTATED else ("dev",)
        for part in parts:
            made[name if part == "dev" else f"{name}.{part}"] = []
    for name in (n for n in SETS if n in args.only):
        section = name if name not in ANNOTATED or args.part == "dev" else f"{name}.{args.part}"
        for row in SETS[name](bench):
            made[section].append(row)
            say(f"{row.key} {row.value:,.3f}")
    print(markdown(given, [row for rows in made.values() for row in rows], bench.appendix))
    if args.write:
        write(args.write, given, made, bench.appendix, bench.plots)
    return 0


if __name__ == "__main__":
    sys.exit(main())
