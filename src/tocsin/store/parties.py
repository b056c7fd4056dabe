"""Where actors stand in a database: which there are, and in which documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

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


def listed(
    connection: Connection, *, text: str | None = None, kind: str | None = None, country: str | None = None, identity: str | None = None
) -> Iterator[Party]:
    """Give the actors of present readings, those in most documents first; ``text`` is looked for in ids and names, folded."""
    wanted: list[ColumnElement[bool]] = [readings.c.withdrawn_at.is_(None)]
    if text is not None:
        wanted.append(actors.c.folded.contains(fold(text), autoescape=True))
    if kind is not None:
        wanted.append(actors.c.kind == kind)
    if country is not None:
        wanted.append(actors.c.country == country)
    if identity is not None:
        wanted.append(actors.c.id == identity)
    number = func.count(distinct(readings.c.document_id))
    joined = actors.join(readings, readings.c.id == actors.c.reading_id)
    least = (func.min(actors.c.kind), func.min(actors.c.country), func.min(actors.c.sector))
    grouped = (
        select(actors.c.id, *least, number).select_from(joined).where(*wanted).group_by(actors.c.id).order_by(number.desc(), actors.c.id)
    )
    for found, some_kind, some_country, sector, many in connection.execute(grouped).all():
        yield Party(found, _names(connection, found), some_kind, some_country, sector, many)


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


def _names(connection: Connection, identity: str) -> tuple[str, ...]:
    joined = actors.join(readings, readings.c.id == actors.c.reading_id)
    wanted = (
        select(actors.c.name, actors.c.aliases, func.count().label("many"))
        .select_from(joined)
        .where(actors.c.id == identity, readings.c.withdrawn_at.is_(None))
        .group_by(actors.c.name, actors.c.aliases)
        .order_by(func.count().desc(), actors.c.name)
    )
    rows = connection.execute(wanted).all()
    return tuple(dict.fromkeys([*(name for name, _, _ in rows), *(alias for _, aliases, _ in rows for alias in json.loads(aliases))]))
