"""One record judged against the annotations of its passage: which found item is which wanted one, and what of it is right. Pure functions.

Every match is one to one, the best first (``pair_up``); two spans match where they share a character.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bench.gold import GoldAttribution, GoldEvent, GoldTie, GoldWarning, Passage
from bench.rows import NONE, Pairs
from tocsin.evaluate.metrics import Counts, Offsets, overlap, overlap_counts, pair_up
from tocsin.model.record import AssertionClaim, EventClaim, Record, RelationClaim, WarningClaim
from tocsin.model.span import Span

_EITHER_WAY = frozenset({"alliance", "opposition"})
T = TypeVar("T")
PARTS = ("actors", "recipients", "place", "date")


@dataclass(frozen=True, slots=True)
class Told:
    """What a record says, in the shape of the annotations; the confidences are in the order of the items."""

    events: tuple[GoldEvent, ...] = ()
    attributions: tuple[GoldAttribution, ...] = ()
    relations: tuple[GoldTie, ...] = ()
    assertions: tuple[GoldTie, ...] = ()
    warnings: tuple[GoldWarning, ...] = ()
    confidence: dict[str, tuple[float, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One found item: its kind, its confidence (None for a quotation, which has none), and whether it is right."""

    kind: str
    confidence: float | None
    right: bool


@dataclass
class Judged:
    """Counts and label pairs (found, wanted) of one passage by measure, and a verdict on each found item."""

    counts: dict[str, Counts] = field(default_factory=dict)
    pairs: dict[str, Pairs] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)

    def add(self, other: Judged) -> None:
        """Add the judgement of another passage of the same document."""
        for key, counts in other.counts.items():
            self.counts[key] = self.counts.get(key, Counts()) + counts
        for key, pairs in other.pairs.items():
            self.pairs.setdefault(key, []).extend(pairs)
        self.verdicts += other.verdicts


def told(record: Record) -> Told:
    """Return what a record says in the shape of the annotations; places and dates by the mention that they were read from."""
    at = {m.id: (m.start, m.end) for m in record.mentions}
    events = [c for c in record.claims if isinstance(c, EventClaim)]
    relations = [c for c in record.claims if isinstance(c, RelationClaim)]
    assertions = [c for c in record.claims if isinstance(c, AssertionClaim)]
    warnings = [c for c in record.claims if isinstance(c, WarningClaim)]
    return Told(
        events=tuple(_event(c, at) for c in events),
        attributions=tuple(GoldAttribution(list(q.source), list(q.cue), list(q.content)) for q in record.quotations),
        relations=tuple(GoldTie(c.relation, _place(c.evidence[0]), (_end(c.origin), _end(c.to))) for c in relations),
        assertions=tuple(GoldTie(c.topic, _place(c.evidence[0]), (_end(c.about), None)) for c in assertions),
        warnings=tuple(GoldWarning(_end(c.condition), _place(c.outcome)) for c in warnings),
        confidence={
            kind: tuple(c.confidence for c in some)
            for kind, some in (("event", events), ("relation", relations), ("assertion", assertions), ("warning", warnings))
        },
    )


def _event(claim: EventClaim, at: dict[str, Offsets]) -> GoldEvent:
    plover = claim.event.plover
    parts = {"actors": [_place(r) for r in claim.actors], "recipients": [_place(r) for r in claim.recipients]}
    for name, value in (("place", claim.place), ("date", claim.date)):
        parts[name] = [at[value.mention]] if value and value.mention in at else []
    return GoldEvent(_place(claim.trigger), plover.type, plover.modes[0] if plover.modes else None, claim.status, parts)


def _place(span: Span) -> Offsets:
    return span.start, span.end


def _end(span: Span | None) -> Offsets | None:
    return _place(span) if span else None


def judge(found: Told, wanted: Passage) -> Judged:
    """Judge what a record says against the annotations of its passage."""
    made = Judged()
    _judge_events(found, wanted, made)
    _judge_attributions(found, wanted, made)
    for kind, score, one, other in (
        ("relation", relation_score, found.relations, wanted.relations),
        ("assertion", assertion_score, found.assertions, wanted.assertions),
    ):
        pairs = pairs_of(score, one, other)
        made.counts[kind] = Counts(len(pairs), len(one), len(other))
        _verdicts(made, found, kind, len(one), {i for i, _ in pairs})
    loose = pairs_of(loose_relation_score, found.relations, wanted.relations)
    made.counts["relation.loose"] = Counts(len(loose), len(found.relations), len(wanted.relations))
    _judge_warnings(found, wanted, made)
    return made


def _judge_events(found: Told, wanted: Passage, made: Judged) -> None:
    one, other = found.events, wanted.events
    pairs = pair_up(len(one), len(other), lambda i, j: overlap(one[i].trigger, other[j].trigger))
    made.counts["found"] = Counts(len(pairs), len(one), len(other))
    both = [(one[i], other[j]) for i, j in pairs]
    missed = [other[j] for j in sorted(set(range(len(other))) - {j for _, j in pairs})]
    added = [one[i] for i in sorted(set(range(len(one))) - {i for i, _ in pairs})]
    made.pairs["type.matched"] = [(f.type, w.type) for f, w in both]
    made.pairs["type"] = [*made.pairs["type.matched"], *((NONE, w.type) for w in missed), *((f.type, NONE) for f in added)]
    modes = [(f.mode or NONE, w.mode or NONE) for f, w in both]
    made.pairs["mode.matched"] = modes
    made.pairs["mode"] = [*modes, *((NONE, w.mode or NONE) for w in missed), *((f.mode or NONE, NONE) for f in added)]
    made.pairs["status"] = [(str(f.status), w.status) for f, w in both if w.status]
    for part in PARTS:
        made.counts[part] = sum(
            (overlap_counts([(*s, "") for s in f.parts[part]], [(*s, "") for s in w.parts[part]]) for f, w in both), Counts()
        )
    right = {i for i, j in pairs if one[i].type == other[j].type}
    _verdicts(made, found, "event", len(one), right)


def _judge_attributions(found: Told, wanted: Passage, made: Judged) -> None:
    pairs = pairs_of(attribution_score, found.attributions, wanted.attributions)
    made.counts["attribution"] = Counts(len(pairs), len(found.attributions), len(wanted.attributions))
    _verdicts(made, found, "quotation", len(found.attributions), {i for i, _ in pairs})


def _judge_warnings(found: Told, wanted: Passage, made: Judged) -> None:
    one, other = found.warnings, wanted.warnings
    for name in ("condition", "outcome"):
        sides = [[(*span, "") for w in side if (span := getattr(w, name))] for side in (one, other)]
        made.counts[f"conditions.{name}"] = overlap_counts(sides[0], sides[1])
    made.counts["conditions"] = made.counts["conditions.condition"] + made.counts["conditions.outcome"]
    pairs = pairs_of(warning_score, one, other)
    made.counts["warning"] = Counts(len(pairs), len(one), len(other))
    _verdicts(made, found, "warning", len(one), {i for i, _ in pairs})


def _verdicts(made: Judged, found: Told, kind: str, many: int, right: set[int]) -> None:
    chances = found.confidence.get(kind)
    made.verdicts += [Verdict(kind, chances[i] if chances else None, i in right) for i in range(many)]


def pairs_of(score: Callable[[T, T], int], found: Sequence[T], wanted: Sequence[T]) -> list[tuple[int, int]]:
    """Pair items by a score of one found and one wanted item."""
    return pair_up(len(found), len(wanted), lambda i, j: score(found[i], wanted[j]))


def attribution_score(one: GoldAttribution, other: GoldAttribution) -> int:
    """Return how many characters of content two attributions share; 0 unless their sources overlap or both have none."""
    bare = not one.source and not other.source
    return _shared(one.content, other.content) if bare or _shared(one.source, other.source) else 0


def relation_score(one: GoldTie, other: GoldTie) -> int:
    """Return 1 and more where two relations are of one kind and each end that ``other`` names overlaps; some kinds have no order."""
    wanted = sum(e is not None for e in other.ends)
    hits = loose_relation_score(one, other)
    return hits if wanted and hits == wanted else 0


def loose_relation_score(one: GoldTie, other: GoldTie) -> int:
    """Return how many ends of two relations of one kind overlap."""
    if one.kind != other.kind:
        return 0
    orders = [one.ends, one.ends[::-1]] if other.kind in _EITHER_WAY else [one.ends]
    return max(sum(_meet(a, b) for a, b in zip(ends, other.ends, strict=True)) for ends in orders)


def assertion_score(one: GoldTie, other: GoldTie) -> int:
    """Return 1 where two assertions have one topic and are about overlapping words, or about nothing where the evidence holds the cue."""
    if one.kind != other.kind:
        return 0
    if other.ends[0] is None:
        return int(one.ends[0] is None and overlap(one.cue, other.cue) > 0)
    return int(_meet(one.ends[0], other.ends[0]))


def warning_score(one: GoldWarning, other: GoldWarning) -> int:
    """Return how many characters two outcomes share; 0 unless their conditions overlap or both have none."""
    alike = _meet(one.condition, other.condition) or (one.condition is None and other.condition is None)
    return overlap(one.outcome, other.outcome) if alike and one.outcome and other.outcome else 0


def _meet(a: Offsets | None, b: Offsets | None) -> bool:
    return bool(a and b and overlap(a, b))


def _shared(some: Sequence[Offsets], others: Sequence[Offsets]) -> int:
    return sum(overlap(a, b) for a in some for b in others)
