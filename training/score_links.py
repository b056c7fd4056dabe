"""How often the reader says rightly what a pronoun or a definite phrase takes up.

    python training/score_links.py            # GUM dev, and the dev quarter of the project's own passages
    python training/score_links.py --sweep    # the same at other thresholds

A link is right where it points at any earlier mention of the same entity. Asked are the pronouns of the third person and the phrases with
"the", "this", "its" and so on that the set marks; what the reader links beyond them is not judged.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path

from data import Example, passages
from gum import antecedents
from tocsin.model.document import Document
from tocsin.model.reading import Reading
from tocsin.read.engine import Engine
from tocsin.read.reader import NeuralReader

HERE = Path(__file__).resolve().parent
PRONOUNS = frozenset("he him his himself she her hers herself it its itself they them their theirs themselves".split())


def documents(examples: list[Example]) -> Iterator[Document]:
    for e in examples:
        digest = hashlib.sha256(e.text.encode()).hexdigest()
        yield Document(id=digest, ref=e.key, sha256=digest, text=e.text)


def judge(examples: list[Example], readings: list[Reading], least: float, pronouns: bool) -> tuple[int, int, int]:
    """Return right links, links judged, and queries with an antecedent."""
    right = judged = asked = 0
    for example, reading in zip(examples, readings, strict=True):
        links = {}
        for link in reading.links:
            if link.score >= least:
                links[link.start] = links[link.end] = link
        for at, parts in example.pairs["antecedent"]:
            word = example.text[at : at + 12].split()[0].strip(".,;:'’\"”").lower()
            if (word in PRONOUNS) != pronouns:
                continue
            asked += bool(parts)
            end = at
            while end < len(example.text) and (example.text[end].isalnum() or example.text[end] == "-"):
                end += 1
            link = links.get(at) or links.get(end)
            if link:
                judged += 1
                right += any(s < link.to_end and link.to_start < e for _, s, e in parts)
    return right, judged, asked


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", type=Path, help="folder of another model than the committed one")
    parser.add_argument("--sweep", action="store_true")
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no reference data here; give its folder with --data")
    engine = Engine(args.model) if args.model else Engine()
    least = engine.settings.get("link", 0.5)
    engine.__dict__["settings"] = {**engine.settings, "link": 0.1}
    for name, examples in (
        ("GUM dev", antecedents(args.data, "coref_gum.dev")),
        ("passages", passages(args.data, HERE / "annotations")[1]),
    ):
        readings = list(NeuralReader(engine).read(documents(examples)))
        for threshold in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7) if args.sweep else (least,):
            for pronouns in (True, False):
                right, judged, asked = judge(examples, readings, threshold, pronouns)
                precision, recall = right / max(judged, 1), right / max(asked, 1)
                what = "pronouns" if pronouns else "phrases "
                print(f"{name:9s} {what} at {threshold}: precision {precision:.3f} of {judged}, recall {recall:.3f} of {asked}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
