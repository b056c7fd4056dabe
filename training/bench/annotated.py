"""The whole pipeline on the project's own annotations: events with their codes and parts, and every other kind of record."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bench.gold import passages
from bench.judged import PARTS, Judged, judge, told
from bench.rows import Row, f1_row, macro_row, share_row
from bench.setting import Bench

_HOW = {
    "actors": "actors of matched events; a name that the record puts for an annotated pronoun is no overlap",
    "recipients": "recipients of matched events, likewise",
    "place": "places of matched events, by the mention that the record's place was read from",
    "date": "dates of matched events, by the mention that the record's date was read from; words that name no day are null, and missed",
    "conditions": "conditions and outcomes of warnings, each by overlap",
    "conditions.condition": "the conditions alone",
    "conditions.outcome": "the outcomes alone",
    "warning": "warnings whose outcomes overlap and whose conditions overlap or are both missing",
    "attribution": "attributions whose contents overlap and whose sources overlap or are both missing",
    "relation": "relations of the same kind with each party that is annotated overlapping (alliance and opposition in either order)",
    "relation.loose": "relations of the same kind with a party that overlaps",
    "assertion": "assertions of the same topic whose 'about' overlaps; where none is annotated, none found and the cue within the evidence",
}
_REACH = {"conditions": 0.70}
_RIGHT = {
    "event": "trigger overlaps and the type is the same", "quotation": "matched as in attribution", "relation": "matched as in relation",
    "assertion": "matched as in assertion", "warning": "matched as in warning",
}  # fmt: skip


@lru_cache(maxsize=2)
def judgements(bench: Bench) -> tuple[dict[str, Judged], int]:
    """Return the judgement of each annotated document, and how many passages there are; made once and shared by the sections."""
    given = bench.first(passages(bench.data, bench.folder, bench.part))
    made: dict[str, Judged] = {}
    for record, passage in zip(bench.read(f"annotations.{bench.part}", ((p.text, p.published) for p in given)), given, strict=True):
        made.setdefault(passage.key, Judged()).add(judge(told(record), passage))
    return made, len(given)


def prefix(bench: Bench, name: str) -> str:
    """Return what the keys of a section on annotations begin with: its name, and the part unless it is dev."""
    return name if bench.part == "dev" else f"{name}.{bench.part}"


def annotated(bench: Bench) -> Iterator[Row]:
    """Events, conditions, attributions, relations and assertions on the annotated passages; precision of each kind of record."""
    documents, many = judgements(bench)
    every = list(documents.values())
    start = prefix(bench, "annotated")
    where = f"project annotations, {bench.part} part ({many} passages of {len(every)} documents, each passage read by itself)"
    meaning = f"{where}, events one to one by triggers that share a character"
    yield f1_row(f"{start}.found", [d.counts["found"] for d in every], None, meaning)
    for measure, reach, least, note in (
        ("type", 0.65, 20, "types annotated 20 times or more; one that is wrong, missed or added counts against it"),
        ("type.matched", None, 20, "the same on matched events alone"),
        ("mode", 0.50, 5, "modes annotated 5 times or more, by name; one that is wrong, missed or added counts against it"),
        ("mode.matched", None, 5, "the same on matched events alone"),
        ("status", 0.75, 1, "the six statuses, of matched events"),
    ):
        yield macro_row(f"{start}.{measure}", [d.pairs[measure] for d in every], reach, f"{where}, {note}", least)
    for part in PARTS:
        yield f1_row(f"{start}.{part}", [d.counts[part] for d in every], None, f"{where}, {_HOW[part]}, spans by overlap")
    for measure in ("conditions", "conditions.condition", "conditions.outcome", "warning"):
        yield f1_row(f"{start}.{measure}", [d.counts[measure] for d in every], _REACH.get(measure), f"{where}, {_HOW[measure]}")
    for measure in ("attribution", "relation", "relation.loose", "assertion"):
        yield f1_row(f"{start}.{measure}", [d.counts[measure] for d in every], None, f"{where}, {_HOW[measure]}")
    verdicts = [v for d in every for v in d.verdicts]
    for kind, right in _RIGHT.items():
        some = [v.right for v in verdicts if v.kind == kind]
        note = f"{where}, precision of {kind} records at the default threshold: {right}"
        yield share_row(f"{start}.precision.{kind}", sum(some), len(some), None, note)
