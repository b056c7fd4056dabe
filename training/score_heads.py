"""Score single heads of a model on the dev sets, before any rule: tags by the best path, classes by the greatest number.

    python training/score_heads.py                        # the committed model
    python training/score_heads.py build/weights --only frames   # another exported model

What the pipeline makes of the same numbers is measured by ``benchmark.py``; the gap between the two is what decoding costs or brings.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.rows import NONE, macro_of
from data import RE3D, Example, annotations, frames, polnear, quads, rows, tagged, toponyms
from tocsin.codebook import codebook
from tocsin.evaluate.metrics import Counts, macro_f1, set_counts, token_counts
from tocsin.model.document import Document
from tocsin.read.decode import runs
from tocsin.read.engine import HERE, Engine, Words
from tocsin.read.labels import FRAME_ROLES, HEADS, LAYOUT, PLOVER_TYPES
from tocsin.read.reader import NeuralReader
from tocsin.read.view import View

_LABELS = {h.name: h.labels for h in HEADS}
_CHUNK = 64
Marked = list[tuple[int, int, str]]


class Shapeless(Engine):
    """An engine that hides the shapes of words from its model."""

    def words(self, text: str) -> Words:
        """Split a text into words and word pieces, all of the shape "none"."""
        seen = super().words(text)
        return replace(seen, shapes=np.zeros_like(seen.shapes))


class Heads:
    """The views of a model's windows on example texts, without thresholds or biases."""

    def __init__(self, engine: Engine) -> None:
        self.reader = NeuralReader(engine)

    def views(self, texts: Sequence[str], *, every: bool = False) -> Iterator[tuple[int, View]]:
        """Yield ``(index of the text, view)`` of every window; with ``every`` all words are looked at again."""
        engine = self.reader.engine
        for at in range(0, len(texts), _CHUNK):
            some = enumerate(texts[at : at + _CHUNK], at)
            drafts = [self.reader._draft(Document(id=f"{n:064x}", ref=str(n), sha256=f"{n:064x}", text=t)) for n, t in some]
            for number, seen in engine.run([(d.words, d.breaks) for d in drafts], every=every):
                draft = drafts[number]
                yield (
                    at + number,
                    View(draft.document.words, draft.words, seen, draft.sentence_of[seen.first : seen.last], engine.pairs, {}),
                )


def marked(heads: Heads, examples: Sequence[Example], layer: str) -> list[Marked]:
    """Return the spans (start, end, label) that a tagging head marks in each text, in characters."""
    found: list[Marked] = [[] for _ in examples]
    for n, view in heads.views([e.text for e in examples]):
        for a, b, kind in runs(view.tags(layer)[0]):
            if a >= view.skip:
                found[n].append((*view.chars(a, b), _LABELS[layer][2 * kind + 1][2:]))
    return found


def spans(heads: Heads, examples: Sequence[Example], layer: str, *, strict: bool) -> list[Counts]:
    """Count tagged spans text by text: strict with their label, or the words that lie in any."""
    made = []
    for e, some in zip(examples, marked(heads, examples, layer), strict=True):
        wanted = e.spans[layer]
        if strict:
            made.append(set_counts(some, wanted))
        else:
            made.append(token_counts(e.text, [(a, b) for a, b, _ in some], [(a, b) for a, b, _ in wanted]))
    return made


def sentence_class(heads: Heads, texts: Sequence[str], layer: str) -> list[int]:
    """Return the class of each text by a sentence head: the greatest sum over its words."""
    sums = [np.zeros(LAYOUT.scores[layer].stop - LAYOUT.scores[layer].start) for _ in texts]
    for n, view in heads.views(texts):
        sums[n] += view.scores(layer)[view.skip :].sum(axis=0)
    return [int(s.argmax()) for s in sums]


def frame_arguments(heads: Heads, examples: Sequence[Example], *, gold: bool) -> list[Counts]:
    """Count PropBank arguments text by text, labelled spans, of the gold predicates or of those found (chance over a half)."""
    found: list[set[tuple[int, int, int, str]]] = [set() for _ in examples]
    for n, view in heads.views([e.text for e in examples], every=True):
        starts = {view.chars(i, i + 1)[0]: i for i in range(view.skip, view.size)}
        if gold:
            at = sorted({starts[a] for a, _ in examples[n].words["predicate"] if a in starts})
        else:
            at = [i for i in np.flatnonzero(view.chances("predicate")[:, 1] > 0.5).tolist() if i >= view.skip]
        for i, parts in zip(at, view.parts("frame", at), strict=True):
            found[n] |= {(view.chars(i, i + 1)[0], *view.chars(p.first, p.last), FRAME_ROLES[p.role]) for p in parts}
    made = []
    for e, some in zip(examples, found, strict=True):
        made.append(set_counts(some, {(at, s, t, role) for at, parts in e.pairs["frame"] for role, s, t in parts}))
    return made


def at_triggers(heads: Heads, examples: Sequence[Example], layer: str) -> list[tuple[str, str]]:
    """Return (said, wanted) at the gold triggers of annotated sentences; for ``trigger`` the likeliest type if there is an event."""
    pairs = []
    for n, view in heads.views([e.text for e in examples], every=True):
        wanted, types = dict(examples[n].words[layer]), dict(examples[n].words["trigger"])
        scores = view.scores(layer)
        for i in range(view.skip, view.size):
            start = view.chars(i, i + 1)[0]
            if start in types and start in wanted:
                said = 1 + int(scores[i, 1:].argmax()) if layer == "trigger" else int(scores[i].argmax())
                pairs.append((_LABELS[layer][said], wanted[start]))
    return pairs


def triggers(heads: Heads, examples: Sequence[Example]) -> tuple[Counts, Counts]:
    """Count triggers (chance over a half), first bare, then with their type."""
    bare, typed = Counts(), Counts()
    found: list[set[tuple[int, str]]] = [set() for _ in examples]
    for n, view in heads.views([e.text for e in examples]):
        chance = view.chances("trigger")
        for i in np.flatnonzero(chance[:, 0] < 0.5).tolist():
            if i >= view.skip:
                found[n].add((view.chars(i, i + 1)[0], PLOVER_TYPES[int(chance[i, 1:].argmax())]))
    for e, some in zip(examples, found, strict=True):
        typed += set_counts(some, e.words["trigger"])
        bare += set_counts({a for a, _ in some}, {a for a, _ in e.words["trigger"]})
    return bare, typed


def scores(heads: Heads, data: Path, folder: Path, only: set[str]) -> Iterator[tuple[str, float]]:
    """Yield (name, score) of the heads in ``only``; ``folder`` holds the project's annotations."""
    if "attribution" in only:
        examples = polnear(data, "attribution_polnear.dev")
        for layer in ("source", "cue", "content"):
            yield f"polnear.{layer}", f1(spans(heads, examples, layer, strict=False))
    if "entities" in only:
        yield "entities.strict", f1(spans(heads, tagged(data, "entities_re3d.dev", "entity", RE3D), "entity", strict=True))
        for name in ("lgl", "geovirus"):
            yield f"toponyms.{name}.strict", f1(spans(heads, toponyms(data, f"toponyms_{name}.dev"), "toponym", strict=True))
    if "parties" in only:
        examples = tagged(data, "roles_cameo.dev", "party")
        found = marked(heads, examples, "party")
        yield (
            "parties.strict",
            f1([set_counts(_sides(some), _sides(e.spans["party"])) for e, some in zip(examples, found, strict=True)]),
        )
        texts = quads(data, "class_cameo.dev")
        said = sentence_class(heads, [e.text for e in texts], "quad")
        yield "quad.macro", macro_f1([(str(s), e.sentence["quad"]) for s, e in zip(said, texts, strict=True)])
    if "frames" in only:
        examples = frames(data, "frames_propbank_ewt.dev")
        yield "frames.gold", f1(frame_arguments(heads, examples, gold=True))
        yield "frames.found", f1(frame_arguments(heads, examples, gold=False))
    if "plover" in only:
        given = rows(data, "plover_gold.dev")
        said = sentence_class(heads, [r["text"] for r in given], "story")
        wanted = [codebook().plover.type(r["event"]).name for r in given]
        yield "plover.story", sum(s > 0 and PLOVER_TYPES[s - 1] == w for s, w in zip(said, wanted, strict=True)) / len(wanted)
    if "ours" in only:
        dev = annotations(data, folder)[1]
        bare, typed = triggers(heads, dev)
        yield "ours.trigger", bare.f1
        yield "ours.typed", typed.f1
        yield "ours.type", macro_f1(at_triggers(heads, dev, "trigger"), at_least=20)
        modes = [(NONE if a == "O" else a, NONE if b == "O" else b) for a, b in at_triggers(heads, dev, "mode")]
        yield "ours.mode", macro_of([modes], at_least=5)
        yield "ours.status", macro_f1(at_triggers(heads, dev, "status"))


def _sides(found: Marked) -> Marked:
    return [s for s in found if s[2] in "ST"]


def f1(parts: Sequence[Counts]) -> float:
    """Return the micro-averaged F1 of some texts."""
    return sum(parts, Counts()).f1


PARTS = ("attribution", "entities", "parties", "frames", "plover", "ours")


def main() -> int:
    """Print the scores of the parts that were asked for; return 2 where the reference data are absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, nargs="?", default=HERE, help="folder of an exported model")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--no-shapes", action="store_true", help="hide the shapes of words, for a model trained without them")
    args = parser.parse_args()
    if not args.data.is_dir():
        print(f"{args.data}: no reference data here; give its folder with --data", file=sys.stderr)
        return 2
    heads = Heads(Shapeless(args.model) if args.no_shapes else Engine(args.model))
    made = {}
    for key, value in scores(heads, args.data, Path(__file__).resolve().parent / "annotations", set(args.only)):
        made[key] = round(value, 4)
        print(f"{key:24s} {value:.3f}", flush=True)
    print(json.dumps(made))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
