"""On whose word a report stands: its own, somebody's, nobody's; conditional or planned; and that it cannot confirm itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tocsin.model.record import Claim, Record, Voicer
from tocsin.model.span import Span
from tocsin.views.phrase import cautious
from tocsin.views.plain import count, credits_of, described, party, peoples
from tocsin.views.screen import Piece, Sentence, in_prose, sentence
from tocsin.views.visible import quoted


@dataclass
class _Heard:
    voicer: Voicer
    label: str
    claims: list[str] = field(default_factory=list)
    quotations: list[str] = field(default_factory=list)


def voices(record: Record) -> list[Sentence]:
    """Return sentences on how many statements there are, on whose word, through whom, and how many are confirmed."""
    claims = record.claims
    if not claims:
        return []
    own, attributed, hedged = (_ids(c for c in claims if cautious(c).voice == v) for v in ("own", "attributed", "hedged"))
    words = [h for c in claims if cautious(c).voice == "hedged" for h in cautious(c).hedges]
    parts = []
    if own:
        parts.append(Piece(f"{len(own):,} in the outlet's own voice", own))
    if attributed:
        parts.append(Piece(f"{len(attributed):,} on somebody's word", attributed))
    if hedged:
        example = f" ({quoted(words[0].text, 30)})" if words else ""
        parts.append(Piece(f"{len(hedged):,} hedged, with no speaker{example}", hedged, spans=tuple(words[:1])))
    if len(parts) == 1:
        only = parts[0].text.split(" ", 1)[1]
        parts = [Piece(only if len(claims) == 1 else f"all {only}", parts[0].claims, spans=parts[0].spans)]
    divider = ", " if len(claims) == 1 else ": "
    made = [sentence(f"The report makes {count(len(claims), 'statement')}{divider}", in_prose(parts), ".")]
    made += _through(record, len(attributed))
    made += _unfinished(claims)
    made.append(_confirmed(record))
    return made


def _unfinished(claims: Sequence[Claim]) -> list[Sentence]:
    conditional = _ids(c for c in claims if c.status == "hypothetical" or c.kind == "warning")
    planned = _ids(c for c in claims if c.status == "future" and c.kind != "warning")
    denied = _ids(c for c in claims if c.status == "negated")
    parts = []
    if conditional:
        parts.append(Piece(f"{len(conditional):,} {_is(conditional)} conditional or feared", conditional))
    if planned:
        parts.append(Piece(f"{len(planned):,} {_is(planned)} planned or expected", planned))
    made = []
    if parts:
        number = len(conditional) + len(planned)
        verb = "it tells" if number == 1 else "they tell"
        whole = f"Of all {len(claims):,}, " if len(claims) > number else ""
        made.append(sentence(whole, in_prose(parts), f": {verb} what may come, not what happened."))
    if denied:
        made.append(sentence(Piece("1 is a denial" if len(denied) == 1 else f"{len(denied):,} are denials", denied), "."))
    return made


def _through(record: Record, attributed: int) -> list[Sentence]:
    heard = _speakers(record)
    if not heard:
        return []
    counted = len(heard) > 1
    pieces = [Piece(f"{h.label} ({len(h.claims):,})" if counted else h.label, tuple(h.claims), tuple(h.quotations)) for h in heard]
    made = [sentence("Its speakers are " if counted else "Its one speaker is ", in_prose(pieces, most=5), ".")]
    hidden = tuple(dict.fromkeys(c for h in heard if h.voicer.anonymous for c in h.claims))
    if hidden and counted:
        rest = "rests" if len(hidden) == 1 else "rest"
        subject = "All of this" if len(hidden) == attributed else f"{len(hidden):,} of these {attributed:,} statements"
        made.append(sentence(Piece(f"{subject} {rest} on people who are not named".replace("this rest ", "this rests "), hidden), "."))
    return made


def _speakers(record: Record) -> list[_Heard]:
    """The innermost speakers of attributed claims, the most heard first."""
    words = {q.id: q.speaker.text for q in record.quotations}
    actors = {a.id: a for a in record.actors}
    populations = peoples(record)
    found: dict[str, _Heard] = {}
    for claim in record.claims:
        if cautious(claim).voice != "attributed" or not claim.said_by:
            continue
        voicer = claim.said_by[-1]
        actor = actors.get(voicer.actor or "")
        said = voicer.name or words.get(voicer.quotation or "")
        if voicer.anonymous:
            label = f"{described(said)}, not named" if said else "somebody not named"
        elif actor is not None and actor.id not in populations:
            label = party(actor.name)
        elif said:
            label = party(said) if voicer.quotation is None or voicer.actor else described(said)
        else:
            label = "somebody not named"
        heard = found.setdefault(label.lower(), _Heard(voicer, label))
        heard.claims.append(claim.id)
        if voicer.quotation and voicer.quotation not in heard.quotations:
            heard.quotations.append(voicer.quotation)
    return sorted(found.values(), key=lambda h: -len(h.claims))


def _confirmed(record: Record) -> Sentence:
    document = record.document
    found = credits_of(record)
    if not found:
        return sentence("None is confirmed independently: this is one report, and a report cannot confirm itself.")
    many = len({(c.name or c.domain or "").lower() for c in found}) > 1
    origin = Piece(
        "the outlets that it credits are" if many else "the outlet that it credits is",
        spans=tuple(Span(start=c.start, end=c.end, text=document.text[c.start : c.end]) for c in found if c.end > c.start),
    )
    ending = f" where it has the story from, not {'second witnesses' if many else 'a second witness'}."
    return sentence("None is confirmed independently: this is one report, and ", origin, ending)


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(c.id for c in claims)


def _is(ids: Sequence[str]) -> str:
    return "is" if len(ids) == 1 else "are"
