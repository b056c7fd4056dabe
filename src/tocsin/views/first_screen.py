"""The first screen of one report, made by rules from its record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tocsin.model.record import Claim, Record
from tocsin.model.span import Span
from tocsin.views.checks import checks, second_source
from tocsin.views.drifting import drift_sentence
from tocsin.views.heard import unheard
from tocsin.views.numbers import numbers
from tocsin.views.phrase import cautious, phrase
from tocsin.views.plain import chain, count, credits_of, day, lacking, language_name, listed
from tocsin.views.screen import FirstScreen, Piece, Section, Sentence, in_prose, sentence
from tocsin.views.visible import quoted, shortened
from tocsin.views.voices import voices

_MAIN = 3
_WARNINGS = 4
_DRIFTS = 4
_TIES = {"alliance": 4, "support": 4, "split": 3, "opposition": 1}


def first_screen(record: Record) -> FirstScreen:
    """Return what a reader with no codebook understands of one report at once: sections in order of weight, empty ones left out."""
    notice = _notice(record)
    if not record.document.text.strip() and not record.document.title:
        return FirstScreen((Section("notice", "Before you read", notice),))
    makers: tuple[tuple[str, str, Callable[[Record], Sequence[Sentence]]], ...] = (
        ("who", "Who reports", _who),
        ("voices", "On whose word", voices),
        ("warnings", "Warned of", _warnings),
        ("drift", "Said more firmly than itself", _drift),
        ("numbers", "Numbers and losses", numbers),
        ("unheard", "Accused or named, but not heard", unheard),
        ("checks", "What would settle it", _settle),
        ("unknown", "Not known", _unknown),
    )
    sections = [Section("notice", "Before you read", notice)] if notice else []
    for key, heading, make in makers:
        if made := tuple(make(record)):
            sections.append(Section(key, heading, made))
    return FirstScreen(tuple(sections))


def main_claims(record: Record, most: int = _MAIN) -> tuple[Claim, ...]:
    """Return the claims that carry the report, the weightiest first: deeds before words, headline and opening before the rest."""
    ranked = sorted(enumerate(record.claims), key=lambda item: (-_weight(item[1]), item[0]))
    made: list[Claim] = []
    for _, claim in ranked:
        # Of several claims over the same words the weightiest stands for them.
        if len(made) < most and _weight(claim) > 0 and not any(_overlap(claim, other) for other in made):
            made.append(claim)
    return tuple(made)


def _overlap(a: Claim, b: Claim) -> bool:
    return any(x.within == y.within and x.start < y.end and y.start < x.end for x in a.evidence for y in b.evidence)


def _weight(claim: Claim) -> int:
    if claim.kind == "warning" or claim.status == "historical":
        return 0
    early = 3 if any(e.part in ("headline", "lede") for e in claim.evidence) else 0
    again = min(len(claim.evidence) - 1, 2)
    if claim.kind == "event":
        deed = {4: 4, 2: 2}.get(claim.event.plover.quad, 1)
        return deed + early + again + (2 if claim.casualties else 0)
    if claim.kind == "relation":
        return _TIES.get(claim.relation, 2) + early + again
    return 1 + again if claim.kind == "assertion" else 0


def _notice(record: Record) -> tuple[Sentence, ...]:
    document, codes = record.document, {i.code for i in record.issues}
    if not document.text.strip() and not document.title:
        return (sentence("This document has no text that could be read, so nothing can be said of it."),)
    language = (document.language or "en").split("-")[0].lower()
    if "not-english" in codes or language != "en":
        told = f"in {language_name(document.language)}" if document.language and language != "en" else "not in English"
        rest = "What is recorded below should not be relied on." if record.claims else "Nothing was recorded from it."
        return (sentence(f"This text is {told}; Tocsin reads English only. {rest}"),)
    made = []
    if "not-reporting" in codes or document.relevance < 0.5:
        made.append(sentence("This does not read like a report on conflict or politics. What follows may be beside the point."))
    if "truncated" in codes:
        made.append(sentence("The text is longer than Tocsin reads at once: only its beginning was read."))
    if not record.claims:
        made.append(sentence("Nothing in this text could be recorded as a statement about conflict."))
    return tuple(made)


def _who(record: Record) -> tuple[Sentence, ...]:
    document = record.document
    name = document.source and (document.source.name or document.source.domain)
    if name and document.published:
        first = f"{shortened(name, 60)} published this on {day(document.published)}."
    elif name:
        first = f"{shortened(name, 60)} published this; on which day is not given."
    elif document.published:
        first = f"The outlet is not named. The report is dated {day(document.published)}."
    else:
        first = "Neither the outlet nor the day of publication is given."
    found = credits_of(record)
    if not found:
        return (sentence(first),)
    seen: dict[str, Piece] = {}
    for credit in found:
        label = shortened(credit.name or credit.domain or "another outlet", 60)
        words = document.text[credit.start : credit.end]
        spans = (Span(start=credit.start, end=credit.end, text=words),) if words else ()
        seen.setdefault(label.lower(), Piece(label, spans=spans))
    second = sentence("It credits ", in_prose(seen.values()), ", so at least part of it is second-hand.")
    return (sentence(first), second)


def _warnings(record: Record) -> list[Sentence]:
    warnings = [c for c in record.claims if c.kind == "warning"]
    made = []
    for claim in warnings[:_WARNINGS]:
        outcome = Piece(quoted(claim.outcome.text, 110), (claim.id,), spans=(claim.outcome,))
        parts: list[str | Piece] = [outcome]
        if claim.condition:
            parts += [", on the condition ", Piece(quoted(claim.condition.text, 90), (claim.id,), spans=(claim.condition,))]
        else:
            parts.append(", with no condition given")
        parts.append(f": {_speaker(claim)}.")
        if claim.likelihood:
            word = Piece(quoted(claim.likelihood.text, 30), (claim.id,), spans=(claim.likelihood,))
            band = claim.likelihood.band
            said = f" is read as {band[0]} to {band[1]} in 100." if band else " gives no measure of how likely it is."
            parts += [" ", word, said]
        made.append(sentence(*parts))
    return [*made, *_rest(len(warnings) - _WARNINGS, "warning", warnings[_WARNINGS:])]


def _drift(record: Record) -> list[Sentence]:
    drifting = [c for c in record.claims if c.drift]
    if drifting:
        told = [drift_sentence(c, record.document) for c in drifting[:_DRIFTS]]
        return [*told, *_rest(len(drifting) - _DRIFTS, "such statement", drifting[_DRIFTS:])]
    again = [c for c in record.claims if len(c.evidence) > 1]
    if not again:
        return []
    words = f"{count(len(again), 'statement')} {'is' if len(again) == 1 else 'are'} told more than once"
    return [sentence("Nothing: ", Piece(words, tuple(c.id for c in again)), ", with the same care each time.")]


def _settle(record: Record) -> list[Sentence]:
    main = main_claims(record)
    made = [sentence(f"For {'each of these' if len(main) > 1 else 'this'}, first of all, {second_source(record)}.")] if main else []
    for claim in main:
        found = checks(claim, record)
        denied = claim.status == "negated"
        confirm, refute = ("overturn the denial", "bear it out") if denied else ("confirm", "refute")
        under = [sentence(f"To {confirm}: {'; '.join(found.confirm)}.")]
        if found.refute:
            under.append(sentence(f"To {refute}: {'; '.join(found.refute)}."))
        head = Piece(phrase(claim, 120, record.document), (claim.id,), spans=(cautious(claim),))
        made.append(sentence(head, f" – {_speaker(claim)}:", under=under))
    return made


def _unknown(record: Record) -> list[Sentence]:
    # A denied event took no time or place; words seldom have a place that matters, and a speech always has its speaker.
    events = [c for c in record.claims if c.kind == "event" and c.status != "negated"]
    deeds = [c for c in events if c.event.plover.quad in (2, 4)]
    undated = [c for c in events if c.date is None]
    nowhere = [c for c in deeds if c.place is None]
    lost = {c.place.name: c for c in events if c.place and c.place.precision == "unlocated"}
    nobody = [c for c in deeds if not c.actors]
    made = []
    whole = {"date": len(events), "place": len(deeds), "named actor": len(deeds)}
    for missing, what in ((undated, "date"), (nowhere, "place"), (nobody, "named actor")):
        if missing:
            triggers = in_prose((Piece(quoted(c.trigger.text, 30), (c.id,), spans=(c.trigger,)) for c in missing), most=3)
            subject = "event" if whole[what] == len(events) else "deed"
            made.append(sentence(f"{lacking(len(missing), whole[what], subject, what)}: ", triggers, "."))
    if lost:
        names = in_prose(Piece(quoted(name, 40), (claim.id,)) for name, claim in lost.items())
        made.append(sentence("Named, and without a point on the map: ", names, "."))
    several = [i for i in record.issues if i.code == "place-ambiguous"]
    if several:
        made.append(sentence(f"{count(len(several), 'place name')} could mean more than one place."))
    if any(i.code == "no-published" for i in record.issues):
        made.append(sentence("Words such as “yesterday” stay undated, since the day of publication is not known."))
    return made


def _speaker(claim: Claim) -> str:
    evidence = cautious(claim)
    denied = "denied" if claim.status == "negated" else "said"
    if evidence.voice == "own":
        return "in the outlet's own voice"
    names = chain(claim.said_by)
    if evidence.voice == "hedged":
        words = listed([quoted(h.text, 40) for h in evidence.hedges[:2]])
        return f"hedged, with no speaker ({words})" if words else "hedged, with no speaker"
    return f"{denied} by {names[-1]}, by way of {names[-2]}" if len(names) > 2 else f"{denied} by {names[-1]}"


def _rest(number: int, noun: str, claims: Sequence[Claim]) -> list[Sentence]:
    return [sentence(Piece(f"And {count(number, f'more {noun}')}", tuple(c.id for c in claims)), ".")] if number > 0 else []


__all__ = ["FirstScreen", "Piece", "Section", "Sentence", "first_screen", "main_claims"]
