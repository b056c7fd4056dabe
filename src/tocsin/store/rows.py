"""A record taken apart into rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from tocsin.errors import StoreError
from tocsin.model.record import AssertionClaim, Claim, Coder, Date, EventClaim, FigureClaim, Place, Record, RelationClaim, Role

Values = dict[str, Any]


def fold(words: str) -> str:
    """Return ``words`` as searches compare them: case-folded, any run of white space one space."""
    return " ".join(words.split()).casefold()


def folded(names: Iterable[str | None]) -> str:
    """Return the distinct ``names``, folded, one a line; a folded query holds no line break, so it matches within one name."""
    return "\n".join(dict.fromkeys(fold(name) for name in names if name))


def key_of(coder: Coder) -> str:
    """Return the SHA-256 of all that makes a coder: the same version with another model is another coder."""
    return hashlib.sha256(json.dumps(coder.model_dump(), sort_keys=True).encode()).hexdigest()


def name_of(coder: Coder) -> str:
    """Return how a coder is named in reasons and lists."""
    judged = f", judgements {coder.judgements[:12]}" if coder.judgements else ""
    return f"tocsin {coder.version} with {coder.model} {coder.model_sha256[:12]}, codebook {coder.codebook}{judged}"


def check(record: Record) -> None:
    """Raise StoreError where a record contradicts itself, so that it could not be kept whole."""
    seen: set[str] = set()
    listed = {actor.id for actor in record.actors}
    if len(listed) < len(record.actors):
        raise StoreError(f"{record.document.ref}: two actors of the record share an id; nothing of it was kept")
    for claim in record.claims:
        if claim.id in seen:
            raise StoreError(f"{record.document.ref}: two claims share the id {claim.id}; nothing of it was kept")
        seen.add(claim.id)
        for _, role in parties(claim):
            if role.actor is not None and role.actor not in listed:
                raise StoreError(
                    f"{record.document.ref}: claim {claim.id} names the actor {role.actor}, who is not listed; nothing of it was kept"
                )


def parties(claim: Claim) -> list[tuple[str, Role]]:
    """Return a claim's parties with their part in it: actor, recipient, of, from, to, about."""
    found: Sequence[tuple[str, Role | None]] = ()
    if isinstance(claim, EventClaim):
        found = [("actor", role) for role in claim.actors] + [("recipient", role) for role in claim.recipients]
    elif isinstance(claim, FigureClaim):
        found = [("of", claim.of)]
    elif isinstance(claim, RelationClaim):
        found = [("from", claim.origin), ("to", claim.to)]
    elif isinstance(claim, AssertionClaim):
        found = [("about", claim.about)]
    return [(part, role) for part, role in found if role is not None]


def reading_row(record: Record, kept_text: str, now: datetime) -> Values:
    """Return the row of a reading; its text is left out where it is the document's as first kept."""
    header = record.document
    source = header.source
    body = record.model_dump(mode="json", by_alias=True)
    del body["document"]["text"]
    return {
        "document_id": header.id,
        "coder_key": key_of(record.coder),
        "coder": name_of(record.coder),
        "title": header.title,
        "published": header.published,
        "language": header.language,
        "url": header.url,
        "source_name": source.name if source else None,
        "source_domain": source.domain if source else None,
        "outlet_folded": folded((source.name, source.domain) if source else ()),
        "relevance": header.relevance,
        "text": None if header.text == kept_text else header.text,
        "record": json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        "valid_from": now,
    }


def record_from(body: str, text: str) -> Record:
    """Put a record together again from its row."""
    made = json.loads(body)
    made["document"]["text"] = text
    return Record.model_validate(made)


def claim_row(record: Record, claim: Claim, version: int, reading_id: int, now: datetime) -> Values:
    """Return the row of one version of a claim; it stands where its first evidence stands."""
    first = claim.evidence[0]
    place = _place(claim)
    date = _date(claim)
    domains = {credit.name: credit.domain for credit in record.document.credits if credit.name}
    voices = [voicer.name for chain in (claim.said_by, *(evidence.said_by for evidence in claim.evidence)) for voicer in chain]
    return {
        "id": claim.id,
        "version": version,
        "document_id": record.document.id,
        "reading_id": reading_id,
        "kind": claim.kind,
        "status": claim.status,
        "confidence": claim.confidence,
        "span_start": first.start,
        "span_end": first.end,
        "within": first.within,
        "plover": claim.event.plover.type if isinstance(claim, EventClaim) else None,
        "country": place.country if place else None,
        "place": place.name if place else None,
        "date_start": date.start if date else None,
        "date_end": date.end if date else None,
        "said_by": json.dumps([voicer.name for voicer in claim.said_by], ensure_ascii=False),
        "voices_folded": folded([*voices, *(domains.get(name) for name in voices if name)]),
        "words_folded": folded(evidence.text for evidence in claim.evidence),
        "body": claim.model_dump_json(by_alias=True),
        "valid_from": now,
    }


def party_rows(claim: Claim, version: int, reading_id: int) -> list[Values]:
    """Return a row for each party of a claim."""
    return [
        {
            "claim_id": claim.id,
            "version": version,
            "number": number,
            "role": part,
            "reading_id": reading_id,
            "actor_id": role.actor,
            "words": role.text,
            "folded": fold(role.text),
        }
        for number, (part, role) in enumerate(parties(claim))
    ]


def actor_rows(record: Record, reading_id: int) -> list[Values]:
    """Return a row for each actor that a record lists."""
    return [
        {
            "reading_id": reading_id,
            "id": actor.id,
            "name": actor.name,
            "kind": actor.kind,
            "country": actor.country,
            "sector": actor.sector,
            "aliases": json.dumps(actor.aliases, ensure_ascii=False),
            "folded": folded([actor.id, actor.name, *actor.aliases]),
        }
        for actor in record.actors
    ]


def _place(claim: Claim) -> Place | None:
    return claim.place if isinstance(claim, EventClaim | FigureClaim) else None


def _date(claim: Claim) -> Date | None:
    if isinstance(claim, EventClaim):
        return claim.date
    return claim.as_of if isinstance(claim, FigureClaim) else None
