"""Where actors stand in a database: which there are, and in which documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, distinct, func, select

from tocsin.store.rows import fold
from tocsin.store.schema import actors, claim_actors, claims, documents, readings


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as present readings list it, with all names that they give it, and in how many documents it stands."""

    id: str
    names: tuple[str, ...]
    kind: str | None
    country: str | None
    sector: str | None
    documents: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A document in which an actor stands: the names that it has there, and in how many standing claims it is a party."""

    document_id: str
    ref: str
    title: str | None
    published: date | None
    names: tuple[str, ...]
    claims: int


def listed(connection: Connection, *, text: str | None = None, kind: str | None = None, country: str | None = None) -> Iterator[Party]:
    """Give the actors of present readings, those in most documents first; ``text`` is looked for in ids and names, folded."""
    present = readings.c.withdrawn_at.is_(None)
    joined = actors.join(readings, readings.c.id == actors.c.reading_id)
    wanted: list[ColumnElement[bool]] = []
    if text is not None:
        wanted.append(actors.c.folded.contains(fold(text), autoescape=True))
    if kind is not None:
        wanted.append(actors.c.kind == kind)
    if country is not None:
        wanted.append(actors.c.country == country)
    # A document has one present reading, and a reading lists an actor once: rows are documents.
    number = func.count()
    told = (actors.c.id, actors.c.name, actors.c.aliases, actors.c.kind, actors.c.country, actors.c.sector)
    forms = select(*told, number).select_from(joined).where(present).group_by(*told).order_by(number.desc(), actors.c.name)
    if wanted:
        forms = forms.where(actors.c.id.in_(select(actors.c.id).select_from(joined).where(present, *wanted)))
    made: dict[str, list[tuple[Any, ...]]] = {}
    for row in connection.execute(forms).all():
        made.setdefault(row[0], []).append(tuple(row))
    found = [_party(identity, rows) for identity, rows in made.items()]
    yield from sorted(found, key=lambda p: (-p.documents, p.id))


def _party(identity: str, rows: list[tuple[Any, ...]]) -> Party:
    names = dict.fromkeys([*(row[1] for row in rows), *(alias for row in rows for alias in json.loads(row[2]))])
    kind, country, sector = (next((row[n] for row in rows if row[n] is not None), None) for n in (3, 4, 5))
    return Party(identity, tuple(names), kind, country, sector, sum(row[6] for row in rows))


def named(connection: Connection, name: str) -> tuple[Party, ...]:
    """Return the actors of present readings that have exactly this name or alias, folded, or this id."""
    line = fold(name)
    return tuple(p for p in listed(connection, text=name) if line in {fold(n) for n in (p.id, *p.names)})


def occurrences(connection: Connection, identities: frozenset[str]) -> tuple[Occurrence, ...]:
    """Return the documents whose present reading lists one of these actors, latest published first, undated last."""
    joined = actors.join(readings, readings.c.id == actors.c.reading_id).join(documents, documents.c.id == readings.c.document_id)
    wanted = (
        select(documents.c.id, documents.c.ref, readings.c.title, readings.c.published, readings.c.id, actors.c.name, actors.c.aliases)
        .select_from(joined)
        .where(actors.c.id.in_(sorted(identities)), readings.c.withdrawn_at.is_(None))
        .order_by(readings.c.published.is_(None), readings.c.published.desc(), documents.c.kept_at, documents.c.id)
    )
    made: dict[str, Occurrence] = {}
    for document, ref, title, published, _, name, aliases in connection.execute(wanted).all():
        before = made[document].names if document in made else ()
        names = tuple(dict.fromkeys((*before, name, *json.loads(aliases))))
        made[document] = Occurrence(document, ref, title, published, names, 0)
    return tuple(
        Occurrence(o.document_id, o.ref, o.title, o.published, o.names, _claims(connection, o.document_id, identities))
        for o in made.values()
    )


def _claims(connection: Connection, document: str, identities: frozenset[str]) -> int:
    same = (claim_actors.c.claim_id == claims.c.id) & (claim_actors.c.version == claims.c.version)
    standing = (claims.c.document_id == document, claims.c.withdrawn_at.is_(None), claim_actors.c.actor_id.in_(sorted(identities)))
    return connection.execute(
        select(func.count(distinct(claims.c.id))).select_from(claims.join(claim_actors, same)).where(*standing)
    ).scalar_one()
