"""Single heads before any rule: PropBank arguments and the auxiliary quad class. See ``score_heads.py`` for the others."""

from __future__ import annotations

from collections.abc import Iterator

from bench.rows import Row, by_document, f1_row, macro_row
from bench.setting import Bench, say
from data import frames as propbank
from data import quads
from score_heads import Heads, frame_arguments, sentence_class


def frames(bench: Bench) -> Iterator[Row]:
    """PropBank EWT dev: arguments of gold and of found predicates; CAMEO dev: the quad head."""
    heads = Heads(bench.engine)
    examples = bench.first(propbank(bench.data, "frames_propbank_ewt.dev"))
    keys = [e.key for e in examples]
    say(f"frames_propbank_ewt.dev: {len(examples)} passages of {len(set(keys))} documents")
    meaning = "PropBank EWT dev, arguments with the same words and role (labels mapped by data.FRAME_LABELS, others left out)"
    for name, gold, reach in (("gold", True, 0.82), ("found", False, 0.78)):
        parts = by_document(keys, frame_arguments(heads, examples, gold=gold))
        whose = "of gold predicates" if gold else "of predicates that the predicate head finds (chance over a half)"
        yield f1_row(f"frames.{name}", parts, reach, f"{meaning}, {whose}; the frame head by its best path")
    texts = bench.first(quads(bench.data, "class_cameo.dev"))
    said = sentence_class(heads, [e.text for e in texts], "quad")
    pairs = [[(str(s), e.sentence["quad"])] for s, e in zip(said, texts, strict=True)]
    yield macro_row("quad.head", pairs, 0.88, "CAMEO quad dev, macro-F1 over the five classes; the auxiliary quad head")
