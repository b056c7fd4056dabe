"""Who is accused or named in a report and not heard in it."""

from __future__ import annotations

from tocsin.model.record import Actor, Record
from tocsin.views.plain import party, peoples
from tocsin.views.screen import Piece, Sentence, in_prose, sentence
from tocsin.views.visible import quoted

_DONE = frozenset({"occurred", "ongoing"})
_SURE = 0.5  # what the reader hardly believes blames nobody


def unheard(record: Record) -> list[Sentence]:
    """Return sentences on parties that are accused, or named as parties, and to whom no words are given; populations are no parties."""
    outlets = [record.document.source, *record.document.credits]
    names = {n.lower() for o in outlets if o for n in (o.name, o.domain) if n} | set(peoples(record))
    actors = {a.id: a for a in record.actors if a.kind != "media" and not {a.id, a.name.lower()} & names}
    heard, through_others = _heard(record, actors)
    accused: dict[str, list[Piece]] = {}
    named: dict[str, list[str]] = {}
    for claim in record.claims:
        if claim.status == "negated":
            continue
        if claim.kind == "event":
            type_ = claim.event.plover.type
            told = claim.confidence >= _SURE
            blamed = claim.actors if type_ == "ASSAULT" and claim.status in _DONE and told else ()
            blamed = claim.recipients if type_ == "ACCUSE" and claim.confidence >= _SURE else blamed
            for role in blamed:
                if role.actor:
                    deed = Piece(quoted(claim.trigger.text, 30), (claim.id,), spans=(claim.trigger,))
                    # A deed says more than that there was an accusation.
                    accused.setdefault(role.actor, []).insert(0 if type_ == "ASSAULT" else 99, deed)
            parties = [*claim.actors, *claim.recipients]
        elif claim.kind == "relation":
            parties = [r for r in (claim.origin, claim.to) if r]
        elif claim.kind == "assertion":
            parties = [claim.about] if claim.about else []
        else:
            parties = []
        for role in parties:
            if role.actor:
                named.setdefault(role.actor, []).append(claim.id)
    made = []
    for id_, pieces in accused.items():
        if id_ in actors and id_ not in heard:
            words = in_prose({p.text.lower(): p for p in pieces}.values(), most=3)
            made.append(sentence(f"{_begin(party(actors[id_].name))} is blamed (", words, _ending(id_, through_others)))
    silent = [
        Piece(party(actors[i].name), tuple(dict.fromkeys(c)))
        for i, c in named.items()
        if i in actors and i not in heard and i not in accused and i not in through_others
    ]
    if silent:
        lead = "Named as a party, without a word of its own: " if len(silent) == 1 else "Named as parties, without a word of their own: "
        made.append(sentence(lead, in_prose(silent, most=6), "."))
    return made


def _ending(id_: str, through_others: set[str]) -> str:
    return ") and is heard only through people who are not named." if id_ in through_others else ") and is not heard."


def _heard(record: Record, actors: dict[str, Actor]) -> tuple[set[str], set[str]]:
    """Actors with words of their own, and those heard only through somebody unnamed whom the report describes by their name."""
    heard = {v.actor for c in record.claims for e in c.evidence for v in e.said_by if v.actor and not v.anonymous}
    heard |= {q.speaker.actor for q in record.quotations if q.speaker.actor and not q.speaker.anonymous}
    hidden = [q.speaker.text.lower() for q in record.quotations if q.speaker.anonymous and q.speaker.text]
    hidden += [v.name.lower() for c in record.claims for e in c.evidence for v in e.said_by if v.anonymous and v.name]
    through = {
        i for i, a in actors.items() if any(name.lower() in words for name in (a.name, *a.aliases) if len(name) > 2 for words in hidden)
    }
    return heard, through - heard


def _begin(name: str) -> str:
    return name[:1].upper() + name[1:]
