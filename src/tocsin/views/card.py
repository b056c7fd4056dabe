"""A claim as a card: what every view shows of it, in plain words and in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tocsin.codebook import codebook
from tocsin.model.record import Actor, Claim, EventClaim, Evidence, FigureClaim, Header, Record, Role
from tocsin.model.span import Span
from tocsin.views.derived import counted, derived, precise
from tocsin.views.drifting import drift_words
from tocsin.views.phrase import phrase
from tocsin.views.plain import PART, PRECISION, STATUS, amount, chain, code, count, days, listed, party, short, where
from tocsin.views.visible import quoted, shortened

GROUPS: tuple[tuple[str, str], ...] = (
    ("event", "Events"),
    ("figure", "Figures"),
    ("relation", "Relations"),
    ("assertion", "Assertions"),
    ("warning", "Warnings"),
)
LETTERS = {"event": "E", "figure": "F", "relation": "R", "assertion": "A", "warning": "W"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled property of a claim; ``span`` is its words in the document, where it has some."""

    label: str
    words: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """One evidence of a claim as it is shown: its words, where they stand, on whose word, how surely."""

    evidence: Evidence
    words: str
    part: str
    chain: tuple[str, ...]
    status: str
    hedges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A claim in plain words. ``label`` numbers it within its kind (``E1``), ``code`` is for those who know the codebook.

    ``precise`` is how precise date and place are, ``counted`` the losses by both conventions, each by the names of the standards; ``uncertain``
    are those of ``counted`` to which the conventions add something, such as a number for a vague word.
    """

    claim: Claim
    label: str
    short: str
    kind: str
    title: str
    status: str
    chain: tuple[str, ...]
    code: str
    facts: tuple[Fact, ...]
    proofs: tuple[Proof, ...]
    drift: tuple[str, ...]
    condition: str | None = None
    outcome: str | None = None
    hedges: tuple[str, ...] = ()
    precise: str = ""
    counted: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()


def cards(record: Record) -> tuple[Card, ...]:
    """Return one card a claim, by kind in the order of GROUPS, numbered within each kind."""
    known = {a.id: a for a in record.actors}
    made: list[Card] = []
    for kind, _ in GROUPS:
        alike = [c for c in record.claims if c.kind == kind]
        made.extend(card(claim, record.document, known, f"{LETTERS[kind]}{number}", record.claims) for number, claim in enumerate(alike, 1))
    return tuple(made)


def card(claim: Claim, header: Header, actors: Mapping[str, Actor], label: str = "", claims: Sequence[Claim] = ()) -> Card:
    """Return the card of one claim; ``actors`` gives names to ids, and ids that it lacks go without; ``claims`` are those of its record."""
    coded = derived(claim, claims)
    warning = claim if claim.kind == "warning" else None
    return Card(
        claim=claim,
        label=label,
        short=short(claim.id),
        kind=claim.kind,
        title=phrase(claim, header=header),
        status=STATUS[claim.status],
        chain=chain(claim.said_by),
        code=_codes(claim),
        facts=tuple(_facts(claim, actors)),
        proofs=tuple(_proof(e) for e in claim.evidence),
        drift=drift_words(claim, header),
        condition=quoted(warning.condition.text, 300) if warning and warning.condition else None,
        outcome=quoted(warning.outcome.text, 300) if warning else None,
        hedges=tuple(quoted(h.text, 60) for h in claim.hedges),
        precise=precise(coded),
        counted=tuple(counted(loss) for loss in coded.losses),
        uncertain=tuple(counted(loss) for loss in coded.losses if not loss.plain),
    )


def _proof(evidence: Evidence) -> Proof:
    return Proof(
        evidence=evidence,
        words=quoted(evidence.text, 600),
        part=PART[evidence.part],
        chain=chain(evidence.said_by),
        status=STATUS[evidence.status],
        hedges=tuple(quoted(h.text, 60) for h in evidence.hedges),
    )


def _facts(claim: Claim, actors: Mapping[str, Actor]) -> Iterable[Fact]:
    match claim.kind:
        case "event":
            yield from _event_facts(claim, actors)
        case "figure":
            yield from _figure_facts(claim, actors)
        case "relation":
            if claim.origin:
                yield _role("Who", claim.origin, actors)
            yield Fact("Tie", f"{claim.relation} ({codebook().terms['relation'][claim.relation]})")
            if claim.to:
                yield _role("Whom", claim.to, actors)
        case "assertion":
            yield Fact("Topic", "something else of weight" if claim.topic == "other" else claim.topic)
            if claim.about:
                yield _role("About", claim.about, actors)
        case "warning":
            if claim.likelihood:
                band = claim.likelihood.band
                measure = f"{band[0]} to {band[1]} in 100" if band else "no measure"
                yield Fact("How likely", f"{quoted(claim.likelihood.text, 40)} – {measure}", claim.likelihood)
            if claim.threat:
                yield Fact("Threat", f"record {short(claim.threat)}")


def _event_facts(claim: EventClaim, actors: Mapping[str, Actor]) -> Iterable[Fact]:
    yield Fact("Deed", quoted(claim.trigger.text, 60), claim.trigger)
    for label, roles in (("Who", claim.actors), ("To whom", claim.recipients)):
        for role in roles:
            yield _role(label, role, actors)
    if claim.place:
        placed = PRECISION[claim.place.precision]
        radius = f", within {claim.place.uncertainty_km:,.0f} km" if claim.place.uncertainty_km else ""
        known = claim.place.precision == "unlocated"
        yield Fact("Where", where(claim.place) if known else f"{where(claim.place)} – {placed}{radius}")
    if claim.date:
        anchored = " (counted from the day of publication)" if claim.date.anchored_on == "published" else ""
        yield Fact("When", f"{days(claim.date)}{anchored}")
    for casualty in claim.casualties:
        number = amount(casualty.low, casualty.best, casualty.high)
        yield Fact(casualty.category.capitalize(), f"{number} – {quoted(casualty.text, 60)}", casualty)
    if claim.instrument:
        yield Fact("With", quoted(claim.instrument.text, 60), claim.instrument)


def _figure_facts(claim: FigureClaim, actors: Mapping[str, Actor]) -> Iterable[Fact]:
    unit = f" {shortened(claim.unit, 30)}" if claim.unit else ""
    told_ = (claim.low, claim.best, claim.high) == (None, None, None)
    yield Fact("Number", "only told in words" if told_ else f"{amount(claim.low, claim.best, claim.high)}{unit}")
    if claim.of:
        yield _role("Of", claim.of, actors)
    if claim.place:
        yield Fact("Where", where(claim.place))
    if claim.as_of:
        yield Fact("As of", days(claim.as_of))


def _role(label: str, role: Role, actors: Mapping[str, Actor]) -> Fact:
    actor = actors.get(role.actor or "")
    words = quoted(role.text, 80)
    same = actor is not None and party(actor.name).removeprefix("the ").lower() == party(role.text).removeprefix("the ").lower()
    return Fact(label, f"{words} – {party(actor.name)}" if actor and not same else words, role)


def _codes(claim: Claim) -> str:
    made: list[str] = []
    if claim.kind == "event":
        made.append(code(claim))
        if claim.event.acled:
            made.append(f"ACLED {claim.event.acled.event_type}: {claim.event.acled.sub_event_type}")
        if claim.event.ucdp:
            made.append(f"UCDP type {claim.event.ucdp}")
        if claim.event.plover.contexts:
            made.append(f"contexts {listed(claim.event.plover.contexts)}")
    return " · ".join(made)


def told(cards_: Iterable[Card]) -> str:
    """Return how many records of each kind there are, in words."""
    kinds = [c.kind for c in cards_]
    nouns = {"event": "event", "figure": "figure", "relation": "relation", "assertion": "assertion", "warning": "warning"}
    parts = [count(kinds.count(kind), noun) for kind, noun in nouns.items() if kind in kinds]
    return listed(parts) if parts else "no records"
