"""A record scored against its gold report, kind by kind; the measures are defined in ``measures.py``."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.evaluate.claims import score_claims
from tocsin.evaluate.gold import GoldQuotation, GoldReport
from tocsin.evaluate.metrics import Counts, Offsets, overlap, overlap_counts, pair_up, token_counts
from tocsin.evaluate.names import any_same_name, fold
from tocsin.evaluate.sheet import Sheet
from tocsin.model.reading import Status
from tocsin.model.record import EventClaim, Quotation, Record, RelationClaim, Role, WarningClaim
from tocsin.model.span import Span

VIOLENT = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_RELEVANT = 0.5
_MATERIAL = (2, 4)
_DONE: frozenset[Status] = frozenset({"occurred", "ongoing"})
_PEOPLES = frozenset({"people", "peoples", "population", "ethnic group", "religious group", "ethnic", "religious"})
_FAMILY = {
    "armed force": "state force", "police": "state force", "military": "state force", "igo": "intergovernmental", "media": "outlet",
    "ngo": "organisation", "organization": "organisation", "company": "organisation", "court": "government", "people": "population",
    "ethnic group": "population", "religious group": "population",
}  # fmt: skip


def main_event(record: Record) -> EventClaim | None:
    """Return the main event: the one with the highest confidence, on ties the earliest; a historical one only where there is no other."""
    events = [c for c in record.claims if isinstance(c, EventClaim)]
    return max(events, key=lambda c: (c.status != "historical", c.confidence, c.trigger.within is not None, -c.trigger.start), default=None)


def score(record: Record | None, gold: GoldReport) -> Sheet:
    """Return the score sheet of one report; a report without a record counts as one with nothing in it."""
    sheet = Sheet(gold)
    found = record or _empty(gold)
    score_relevance(found, sheet)
    score_mentions(found, sheet)
    score_actors(found, sheet)
    score_quotations(found, sheet)
    score_claims(found, sheet)
    check(found, sheet)
    return sheet


def _empty(gold: GoldReport) -> Record:
    header = {
        "id": gold.sha256, "ref": gold.id, "sha256": gold.sha256, "relevance": 0.0, "title": gold.input.title, "text": gold.input.text,
        "published": gold.input.published, "language": None, "url": None, "source": None, "credits": (),
    }  # fmt: skip
    coder = {"version": "", "model": "", "model_sha256": "", "codebook": ""}
    return Record.model_validate(
        {"coder": coder, "document": header, "mentions": (), "quotations": (), "claims": (), "actors": (), "issues": ()}
    )


def score_relevance(record: Record, sheet: Sheet) -> None:
    """Judge whether the report was rightly called conflict reporting."""
    probability = record.document.relevance
    whole = (0, min(len(sheet.gold.words), 80))
    sheet.judge("relevance", (probability >= _RELEVANT) == sheet.gold.relevant, whole, f"relevance {probability:.2f}")


def score_mentions(record: Record, sheet: Sheet) -> None:
    """Count mentions. The gold lists words once, so that a repeat of gold words with their type is neither hit nor false alarm."""
    gold = sheet.gold
    wanted = {(*gold.place(m.text), str(m.type)) for m in gold.mentions}
    known = {(tuple(fold(m.text.text)), str(m.type)) for m in gold.mentions}
    found = {
        (*gold.place(m), str(m.type))
        for m in record.mentions
        if (*gold.place(m), str(m.type)) in wanted or (tuple(fold(m.text)), str(m.type)) not in known
    }
    loose = {(*gold.place(m), str(m.type)) for m in record.mentions}
    sheet.add("mentions", Counts(len(found & wanted), len(found), len(wanted)))
    touching = {f for f in loose if any(overlap(f[:2], w[:2]) and f[2] == w[2] for w in wanted)}
    sheet.add("mentions.overlap", overlap_counts(sorted(found | touching), sorted(wanted)))
    for side, some, others in (("missed", wanted - found, loose), ("false alarm", found - wanted, wanted)):
        for start, end, kind in sorted(some):
            near = [f"{gold.words[s:e]!r} {k}" for s, e, k in sorted(others) if s < end and start < e]
            note = f"{kind}; {'found' if side == 'missed' else 'gold'}: {', '.join(near)}" if near else kind
            sheet.blame("mentions", "missed" if side == "missed" else "false alarm", (start, end), note)


def score_actors(record: Record, sheet: Sheet) -> None:
    """Pair actors by their names; a second actor of the record for one of the gold is a false alarm."""
    gold = sheet.gold
    named = [(a.name, *a.aliases) for a in record.actors]

    def score_of(i: int, j: int) -> float:
        one, other = {tuple(fold(n)) for n in named[i]} - {()}, {tuple(fold(n)) for n in gold.actors[j].names}
        return 2.0 * bool(one & other) + any_same_name(named[i], gold.actors[j].names)

    pairs = pair_up(len(named), len(gold.actors), score_of)
    sheet.add("actors", Counts(len(pairs), len(named), len(gold.actors)))
    for i, j in pairs:
        found, wanted = record.actors[i], gold.actors[j]
        at = _where(gold, wanted.name)
        if wanted.kind:
            note = f"{found.name}: {found.kind} is not {wanted.kind}"
            sheet.judge("actors.kind", _family(found.kind) == _family(wanted.kind), at, note)
        right = bool(found.country and found.country == wanted.country)
        sheet.add("actors.country", Counts(int(right), int(found.country is not None), int(wanted.country is not None)))
        if found.country != wanted.country:
            sheet.blame("actors.country", "wrong", at, f"{found.name}: {found.country} is not {wanted.country}")
    for j in sorted(set(range(len(gold.actors))) - {j for _, j in pairs}):
        sheet.blame("actors", "missed", _where(gold, gold.actors[j].name), gold.actors[j].kind or "")
    for i in sorted(set(range(len(named))) - {i for i, _ in pairs}):
        sheet.blame("actors", "false alarm", _where(gold, named[i][0]), f"{named[i][0]}: {record.actors[i].kind}")


def _family(kind: str | None) -> str:
    return _FAMILY.get(kind or "", kind or "")


def _where(gold: GoldReport, name: str) -> Offsets:
    start = max(gold.words.find(name), 0)
    return start, start + len(name)


def score_quotations(record: Record, sheet: Sheet) -> None:
    """Count attributions by their words and whole, and judge the speakers of those whose contents overlap."""
    gold = sheet.gold
    shift = gold.input.shift
    for part in ("source", "cue", "content"):
        found = [s for q in record.quotations for s in _parts(q, part, shift)]
        wanted = [gold.place(s) for q in gold.quotations for s in _gold_parts(q, part)]
        sheet.add(f"quotations.{part}", token_counts(gold.words, found, wanted))

    def shared(i: int, j: int, part: str) -> int:
        ours = _parts(record.quotations[i], part, shift)
        return sum(overlap(a, gold.place(b)) for a in ours for b in _gold_parts(gold.quotations[j], part))

    def same_source(i: int, j: int) -> bool:
        bare = not record.quotations[i].source and not gold.quotations[j].source
        return bare or shared(i, j, "source") > 0

    size = (len(record.quotations), len(gold.quotations))
    whole = pair_up(*size, lambda i, j: shared(i, j, "content") if same_source(i, j) else 0)
    sheet.add("quotations", Counts(len(whole), *size))
    _blame_quotations(record, sheet, whole)
    actors = {a.id: (a.name, *a.aliases) for a in record.actors}
    for i, j in pair_up(*size, lambda i, j: shared(i, j, "content") + 10_000 * same_source(i, j) * bool(shared(i, j, "content"))):
        speaker, wanted_quotation = record.quotations[i].speaker, gold.quotations[j]
        at = gold.place((wanted_quotation.source or wanted_quotation.content or wanted_quotation.cue)[0])
        names = [n for n in (speaker.text, *actors.get(speaker.actor or "", ())) if n]
        right = same_speaker(names, wanted_quotation.speaker, gold)
        sheet.judge("quotations.speaker", right, at, f"{names[:2]} is not {wanted_quotation.speaker!r}")
        note = f"anonymous is {speaker.anonymous}"
        sheet.judge("quotations.anonymous", speaker.anonymous == wanted_quotation.anonymous, at, note)
        verbatim = record.quotations[i].verbatim
        sheet.judge("quotations.verbatim", verbatim == wanted_quotation.verbatim, at, f"verbatim is {verbatim}")


def same_speaker(names: list[str], wanted: str | None, gold: GoldReport) -> bool:
    """Tell whether one of ``names`` is the wanted speaker, by that name or another of the same gold actor; null wants nobody."""
    if not wanted:
        return not names
    known = {wanted, *(n for a in gold.actors if any(fold(n) == fold(wanted) for n in a.names) for n in a.names)}
    return any_same_name(names, known)


def _blame_quotations(record: Record, sheet: Sheet, pairs: list[tuple[int, int]]) -> None:
    gold = sheet.gold
    for j, wanted in enumerate(gold.quotations):
        if j not in {p[1] for p in pairs}:
            where = wanted.content or wanted.cue or wanted.source
            sheet.blame("quotations", "missed", gold.place(where[0]), f"by {wanted.speaker!r}")
    for i, found in enumerate(record.quotations):
        spans = (
            _parts(found, "content", gold.input.shift)
            or _parts(found, "cue", gold.input.shift)
            or _parts(found, "source", gold.input.shift)
        )
        if i not in {p[0] for p in pairs} and spans:
            sheet.blame("quotations", "false alarm", spans[0], f"by {found.speaker.text!r}")


def _parts(quotation: Quotation, part: str, shift: int) -> list[Offsets]:
    spans = {"source": quotation.source, "cue": quotation.cue, "content": quotation.content}[part]
    move = 0 if quotation.within else shift
    return [(s + move, e + move) for s, e in spans]


def _gold_parts(quotation: GoldQuotation, part: str) -> tuple[Span, ...]:
    return {"source": quotation.source, "cue": quotation.cue, "content": quotation.content}[part]


def check(record: Record, sheet: Sheet) -> None:
    """Check that nothing was added: spans match the text, no people is a party of violence, no warning is an event that occurred.

    Only deeds count for the last: a threat or a refusal is spoken, and so has occurred, in the very words of its warning.
    """
    gold = sheet.gold
    texts = {None: gold.input.text, "title": gold.input.title or ""}
    for span in spans_of(record):
        right = texts[span.within][span.start : span.end] == span.text
        sheet.judge("checks.spans", right, (0, 0), f"{span.text!r} does not stand at {span.start}:{span.end}")
    kinds = {a.id: a.kind for a in record.actors}
    for claim in record.claims:
        if isinstance(claim, EventClaim) and claim.event.plover.type in VIOLENT:
            parties: tuple[Role | None, ...] = (*claim.actors, *claim.recipients)
        elif isinstance(claim, RelationClaim):
            parties = (claim.origin, claim.to)
        else:
            parties = ()
        for party in parties:
            if party is not None:
                right = party.actor is None or kinds.get(party.actor) not in _PEOPLES
                sheet.judge("checks.peoples", right, gold.place(party), f"a people as party of a {claim.kind}")
    done = [c for c in record.claims if isinstance(c, EventClaim) and c.status in _DONE and c.event.plover.quad in _MATERIAL]
    for warning in (c for c in record.claims if isinstance(c, WarningClaim)):
        outcome = gold.place(warning.outcome)
        inside = [e for e in done if overlap(gold.place(e.trigger), outcome)]
        sheet.judge("checks.warnings", not inside, outcome, f"{[e.trigger.text for e in inside]} occurred")


def spans_of(record: Record) -> Iterator[Span]:
    """Yield every span of a record that stands beside its words."""
    yield from record.mentions
    for claim in record.claims:
        for evidence in claim.evidence:
            yield evidence
            yield from evidence.hedges
        for name in type(claim).model_fields:
            value = getattr(claim, name)
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Span) and name != "evidence":
                    yield item
