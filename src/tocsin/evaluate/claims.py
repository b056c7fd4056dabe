"""Claims scored against the gold: which claim is which, then what each says, who says it, and what the report tells again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tocsin.codebook import codebook
from tocsin.evaluate.events import score_events
from tocsin.evaluate.gold import GoldAssertion, GoldClaim, GoldEvidence, GoldFigure, GoldRelation, GoldReport, GoldWarning
from tocsin.evaluate.metrics import Counts, overlap, pair_up, set_counts
from tocsin.evaluate.names import any_same_name, fold
from tocsin.evaluate.parties import Parties
from tocsin.evaluate.sheet import Sheet
from tocsin.evaluate.values import agree, show
from tocsin.model.reading import Status
from tocsin.model.record import AssertionClaim, Claim, Evidence, FigureClaim, Record, RelationClaim, Role, Voicer, WarningClaim
from tocsin.model.span import Span

_EITHER_WAY = frozenset({"alliance", "opposition"})
_FIRM: dict[Status, int] = {"negated": 0, "hypothetical": 1, "future": 2, "historical": 3, "ongoing": 3, "occurred": 3}
_VOICES = {"attributed": 0, "hedged": 1, "own": 2}
F = TypeVar("F", FigureClaim, RelationClaim, AssertionClaim, WarningClaim)
G = TypeVar("G", GoldFigure, GoldRelation, GoldAssertion, GoldWarning)


@dataclass(frozen=True, slots=True)
class _Bench:
    """What the scoring of one report's claims shares."""

    record: Record
    sheet: Sheet
    parties: Parties

    @property
    def gold(self) -> GoldReport:
        return self.sheet.gold

    def touch(self, a: Span | None, b: Span | None) -> int:
        """Return how many characters two spans share."""
        return overlap(self.gold.place(a), self.gold.place(b)) if a and b else 0

    def evidence(self, found: Claim, wanted: GoldClaim) -> int:
        """Return how many characters the evidences of two claims share at most."""
        return max(self.touch(e, g.text) for e in found.evidence for g in wanted.evidence)

    def match(self, key: str, found: Sequence[F], wanted: Sequence[G], score: Callable[[F, G], float]) -> list[tuple[F, G]]:
        """Pair claims, count them under ``key`` and write down what is missed and added."""
        pairs = pair_up(len(found), len(wanted), lambda i, j: score(found[i], wanted[j]))
        self.sheet.add(key, Counts(len(pairs), len(found), len(wanted)))
        for j in sorted(set(range(len(wanted))) - {j for _, j in pairs}):
            self.sheet.blame(key, "missed", self.gold.place(_anchor(wanted[j])), describe(wanted[j]))
        for i in sorted(set(range(len(found))) - {i for i, _ in pairs}):
            self.sheet.blame(key, "false alarm", self.gold.place(_anchor(found[i])), describe(found[i]))
        return [(found[i], wanted[j]) for i, j in pairs]

    def ends(self, key: str, found: Iterable[Role | None], wanted: Iterable[Span | None]) -> Counts:
        """Count parties that must each stand in their own place, and write the wrong ones down."""
        counts = Counts()
        for one, other in zip(found, wanted, strict=True):
            hit = bool(one and other and self.parties.same(one, other))
            counts += Counts(int(hit), int(one is not None), int(other is not None))
            if not hit and (where := other or one):
                note = f"found {one.text if one else None!r}, wanted {other.text if other else None!r}"
                self.sheet.blame(key, "wrong", self.gold.place(where), note)
        return counts


def score_claims(record: Record, sheet: Sheet) -> None:
    """Score the claims of every kind, then chains, hedges, voices, merging and drift over all that were found."""
    bench = _Bench(record, sheet, Parties(record, sheet.gold))
    pairs: list[tuple[Claim, GoldClaim]] = []
    pairs += score_events(record, sheet, bench.parties)
    pairs += _score_figures(bench)
    pairs += _score_relations(bench)
    pairs += _score_assertions(bench)
    pairs += _score_warnings(bench)
    for found, wanted in pairs:
        _score_evidence(bench, found, wanted)


def _anchor(claim: Claim | GoldClaim) -> Span:
    if isinstance(claim, (GoldWarning, WarningClaim)):
        return claim.outcome
    if isinstance(claim, GoldFigure):
        return claim.text
    first = claim.evidence[0]
    return first.text if isinstance(first, GoldEvidence) else first


def describe(claim: Claim | GoldClaim) -> str:
    """Return what a claim says in a few words, for the list of faults."""
    if isinstance(claim, (FigureClaim, GoldFigure)):
        return f"{show(claim)} {claim.unit or ''}".strip()
    if isinstance(claim, (RelationClaim, GoldRelation)):
        return (
            f"{claim.relation} {claim.status}: {claim.origin.text if claim.origin else None!r} to {claim.to.text if claim.to else None!r}"
        )
    if isinstance(claim, (AssertionClaim, GoldAssertion)):
        return f"{claim.topic} {claim.status}: {claim.about.text if claim.about else None!r}"
    if isinstance(claim, (WarningClaim, GoldWarning)):
        return f"condition {claim.condition.text if claim.condition else None!r}"
    return claim.status


def _score_figures(bench: _Bench) -> list[tuple[Claim, GoldClaim]]:
    gold, sheet = bench.gold, bench.sheet
    found = [c for c in bench.record.claims if isinstance(c, FigureClaim)]
    wanted = [c for c in gold.claims if isinstance(c, GoldFigure)]

    def covers(one: FigureClaim, other: GoldFigure) -> bool:
        return any(bench.touch(e, other.text) for e in one.evidence)

    hits = bench.match("figures", found, wanted, lambda f, g: float(covers(f, g) and agree(f, g)))
    near = pair_up(len(found), len(wanted), lambda i, j: covers(found[i], wanted[j]) * (1 + agree(found[i], wanted[j])))
    sheet.add("figures.found", Counts(len(near), len(found), len(wanted)))
    for one, other in hits:
        same = fold(one.unit or "")[:1] == fold(other.unit or "")[:1]
        sheet.judge("figures.unit", same, gold.place(other.text), f"{one.unit!r} is not {other.unit!r}")
        if other.of:
            counted = one.of.text if one.of else None
            right = bool(one.of and bench.parties.same(one.of, other.of))
            sheet.judge("figures.of", right, gold.place(other.of), f"{counted!r} is not {other.of.text!r}")
    return [(one, other) for one, other in hits]


def _score_relations(bench: _Bench) -> list[tuple[Claim, GoldClaim]]:
    found = [c for c in bench.record.claims if isinstance(c, RelationClaim)]
    wanted = [c for c in bench.gold.claims if isinstance(c, GoldRelation)]

    def straight(f: RelationClaim, g: GoldRelation) -> int:
        return sum(bool(a and b and bench.parties.same(a, b)) for a, b in ((f.origin, g.origin), (f.to, g.to)))

    def turned(f: RelationClaim, g: GoldRelation) -> int:
        return sum(bool(a and b and bench.parties.same(a, b)) for a, b in ((f.to, g.origin), (f.origin, g.to)))

    def score(f: RelationClaim, g: GoldRelation) -> float:
        if f.relation != g.relation or not bench.evidence(f, g):
            return 0.0
        return 1.0 + max(straight(f, g), turned(f, g) if f.relation in _EITHER_WAY else 0)

    pairs = bench.match("relations", found, wanted, score)
    for one, other in pairs:
        turn = one.relation in _EITHER_WAY and turned(one, other) > straight(one, other)
        ends = (one.to, one.origin) if turn else (one.origin, one.to)
        bench.sheet.add("relations.party", bench.ends("relations.party", ends, (other.origin, other.to)))
        _judge_status(bench, "relations.status", one, other)
    return [(one, other) for one, other in pairs]


def _score_assertions(bench: _Bench) -> list[tuple[Claim, GoldClaim]]:
    found = [c for c in bench.record.claims if isinstance(c, AssertionClaim)]
    wanted = [c for c in bench.gold.claims if isinstance(c, GoldAssertion)]
    pairs = bench.match("assertions", found, wanted, lambda f, g: bench.evidence(f, g) if f.topic == g.topic else 0)
    for one, other in pairs:
        bench.sheet.add("assertions.about", bench.ends("assertions.about", [one.about], [other.about]))
        _judge_status(bench, "assertions.status", one, other)
    return [(one, other) for one, other in pairs]


def _score_warnings(bench: _Bench) -> list[tuple[Claim, GoldClaim]]:
    found = [c for c in bench.record.claims if isinstance(c, WarningClaim)]
    wanted = [c for c in bench.gold.claims if isinstance(c, GoldWarning)]

    def conditioned(f: WarningClaim, g: GoldWarning) -> bool:
        return bool(bench.touch(f.condition, g.condition)) or (f.condition is None and g.condition is None)

    bench.match("warnings", found, wanted, lambda f, g: bench.touch(f.outcome, g.outcome) if conditioned(f, g) else 0)
    size = (len(found), len(wanted))
    near = pair_up(*size, lambda i, j: bench.touch(found[i].outcome, wanted[j].outcome))
    bench.sheet.add("warnings.outcome", Counts(len(near), *size))
    for i, j in near:
        one, other = (x.text if x else "" for x in (found[i].likelihood, wanted[j].likelihood))
        bench.sheet.judge("warnings.likelihood", fold(one) == fold(other), bench.gold.place(wanted[j].outcome), f"{one!r} is not {other!r}")
    return [(found[i], wanted[j]) for i, j in near]


def _judge_status(bench: _Bench, key: str, one: Claim, other: GoldClaim) -> None:
    bench.sheet.judge(key, one.status == other.status, bench.gold.place(_anchor(other)), f"{one.status} is not {other.status}")


def _score_evidence(bench: _Bench, found: Claim, wanted: GoldClaim) -> None:
    sheet = bench.sheet
    pairs = pair_up(len(found.evidence), len(wanted.evidence), lambda i, j: bench.touch(found.evidence[i], wanted.evidence[j].text))
    for i, j in pairs:
        _score_saying(bench, found.evidence[i], wanted.evidence[j])
    again = Counts(max(0, len(pairs) - 1), len(found.evidence) - 1, len(wanted.evidence) - 1)
    sheet.add("merging", again)
    if again.hits < again.wanted:
        sheet.blame("merging", "missed", bench.gold.place(_anchor(wanted)), f"{again.hits} of {again.wanted} further evidences")
    ours, theirs = {d.what for d in found.drift} - {"wording raised"}, drifts(wanted.evidence)
    sheet.add("drift", set_counts(ours, theirs))
    if ours != theirs:
        sheet.blame("drift", "wrong", bench.gold.place(_anchor(wanted)), f"{sorted(ours)} is not {sorted(theirs)}")


def _score_saying(bench: _Bench, one: Evidence, other: GoldEvidence) -> None:
    sheet, at = bench.sheet, bench.gold.place(other.text)
    chain, wanted = links(bench.parties, one.said_by), collapsed(other.said_by)
    right = len(chain) == len(wanted) and all(bench.parties.is_link(a, b) for a, b in zip(chain, wanted, strict=True))
    sheet.judge("said_by", right, at, f"{' > '.join(n[0] if n else '-' for n in chain)} is not {' > '.join(wanted)}")
    inner = (len(chain) > 1) == (len(wanted) > 1) and bench.parties.is_link(chain[-1] if chain else (), wanted[-1] if wanted else "")
    sheet.judge("said_by.innermost", inner)
    hedges = pair_up(len(one.hedges), len(other.hedges), lambda i, j: bench.touch(one.hedges[i], other.hedges[j]))
    sheet.add("hedges", Counts(len(hedges), len(one.hedges), len(other.hedges)))
    if len(hedges) < max(len(one.hedges), len(other.hedges)):
        sheet.blame("hedges", "wrong", at, f"{[h.text for h in one.hedges]} is not {[h.text for h in other.hedges]}")
    sheet.judge("voice", one.voice == other.voice, at, f"{one.voice} is not {other.voice}")


def links(parties: Parties, chain: Sequence[Voicer]) -> list[tuple[str, ...]]:
    """Return the names of each link of a chain, its actor's among them; a link that repeats the one before is left out."""
    made: list[tuple[str, ...]] = []
    for voicer in chain:
        names = tuple(n for n in (voicer.name, *parties.names(voicer.actor)) if n)
        if not (made and names and any_same_name(names, made[-1])):
            made.append(names)
    return made


def collapsed(names: Sequence[str]) -> list[str]:
    """Return the gold's chain without links that repeat the one before, as an agency does that credits itself."""
    made: list[str] = []
    for name in names:
        if not (made and name and any_same_name([name], [made[-1]])):
            made.append(name)
    return made


def drifts(evidence: Sequence[GoldEvidence | Evidence]) -> set[str]:
    """Return the kinds of drift between evidences, from the most cautious to the others: hedge dropped, speaker dropped, status raised."""
    caution = codebook().status["caution"].index
    base = min(evidence, key=lambda e: (caution(e.status), _VOICES[e.voice], -len(e.hedges)))
    made: set[str] = set()
    for other in evidence:
        if other is base:
            continue
        made |= {"hedge dropped"} if base.hedges and not other.hedges else set()
        made |= {"speaker dropped"} if base.voice == "attributed" and other.voice != "attributed" else set()
        made |= {"status raised"} if _FIRM[other.status] > _FIRM[base.status] else set()
    return made
