"""Where the time goes: the share of each stage in reading the Syria stories, one stage after the other.

    python training/stages.py                # all stories, the table in Markdown
    python training/stages.py --limit 40

The times are processor time (seconds of all cores together), the least of three rounds for each stage, so that waiting does not count. The
pipeline runs the network beside the other stages: its pace, and that of the bare encoder, come from ``make benchmark`` (``speed``).
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]

from bench.setting import Bench, document  # noqa: E402
from bench.speed import forget  # noqa: E402
from tocsin.model.document import Document  # noqa: E402
from tocsin.model.reading import Reading  # noqa: E402
from tocsin.pipeline import Pipeline  # noqa: E402
from tocsin.read.reader import NeuralReader, _assemble, _chunk  # noqa: E402
from tocsin.resolve.resolver import Resolution, Resolver  # noqa: E402

STAGES = {
    "tokenise": "sentences, words, word pieces",
    "network": "the encoder and its heads, over windows",
    "decode": "the heads' numbers to a reading: mentions, quotations, frames, ties",
    "resolve": "who, where, when, how many; claims built and joined",
    "record": "the record made and written as JSON",
}
_ROUNDS = 3


class Watch:
    """Adds up processor time by stage."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._since = time.process_time()

    def stop(self, stage: str) -> None:
        """Give a stage the time since the last stop."""
        now = time.process_time()
        self.seconds[stage] += now - self._since
        self._since = now


class Watched(Resolver):
    """The resolver, with a watch: what runs before it in a pipeline's work on a reading belongs to the record."""

    watch: Watch

    def resolve(self, reading: Reading) -> Resolution:
        self.watch.stop("record")
        made = super().resolve(reading)
        self.watch.stop("resolve")
        return made


def spent(reader: NeuralReader, resolver: Watched, documents: Sequence[Document]) -> dict[str, float]:
    """Return the processor seconds of each stage over some documents, which are batched as the reader does it."""
    pipeline = Pipeline(reader, resolver)
    forget()
    resolver.watch = watch = Watch()
    pending: Iterator[Document] = iter(documents)
    while chunk := list(_chunk(pending)):
        drafts = [reader._draft(d) for d in chunk]
        jobs = [(d.words, d.breaks) for d in drafts]
        watch.stop("tokenise")
        seen = list(reader.engine.run(jobs))
        watch.stop("network")
        for number, one in seen:
            drafts[number].found.append(reader._decode(drafts[number], one))
        readings = [_assemble(draft, reader.engine.settings) for draft in drafts]
        watch.stop("decode")
        for reading in readings:
            pipeline._record(reading).model_dump_json()
        watch.stop("record")
    return watch.seconds


def table(seconds: dict[str, float], words: int) -> str:
    """Return the table of stages: share of all time, and microseconds a word."""
    whole = sum(seconds.values())
    rows = [f"| {stage} | {what} | {seconds[stage] / whole:.0%} | {1e6 * seconds[stage] / words:.0f} |" for stage, what in STAGES.items()]
    return "\n".join(["| Stage | What it does | Share | µs a word |", "|---|---|--:|--:|", *rows])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("TOCSIN_DATA", ROOT.parent / "shared" / "data")))
    parser.add_argument("--limit", type=int, default=0, help="stories that are read (all)")
    args = parser.parse_args()
    documents = [document(r["text"], r["id"], r["published"]) for r in Bench(args.data, args.limit).rows("news_syria.raw")]
    if not documents:
        sys.exit(f"{args.data}: news_syria.raw has no stories; name the folder of the reference data with --data")
    reader, resolver = NeuralReader(), Watched()
    spent(reader, resolver, documents[:1])
    rounds = [spent(reader, resolver, documents) for _ in range(_ROUNDS)]
    words = sum(len(d.text.split()) for d in documents)
    print(table({stage: min(r[stage] for r in rounds) for stage in STAGES}, words))


if __name__ == "__main__":
    main()
