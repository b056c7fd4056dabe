"""Filters: which claims are asked for, as one value, and as conditions on the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select

from tocsin.model.reading import Status
from tocsin.store.rows import fold
from tocsin.store.schema import actors, claim_actors, claims, readings

PARTS = claim_actors.outerjoin(actors, and_(actors.c.reading_id == claim_actors.c.reading_id, actors.c.id == claim_actors.c.actor_id))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a claim must satisfy, all at once; words compare case-folded and anywhere within the name.

    ``actor``: a party's name, alias, id or wording. ``country``: ISO 3166-1 alpha-3 of the place or of a party. ``type``: a PLOVER type or
    a kind of claim. ``since`` and ``until``: days, both included, that the claim's date must overlap; a claim without a date is then
    left out (``View.undated`` counts those). ``source``: the outlet's name or domain, or any speaker. ``text``: words of the evidence.
    ``as_of``: what was known at that moment (UTC where it has no zone); null is now. ``limit`` and ``offset`` count claims.
    """

    actor: str | None = None
    country: str | None = None
    type: str | None = None
    status: Status | None = None
    since: date | None = None
    until: date | None = None
    source: str | None = None
    text: str | None = None
    as_of: datetime | None = None
    limit: int | None = None
    offset: int = 0

    @property
    def dated(self) -> bool:
        """Whether a day is asked for, so that claims without a date are left out."""
        return self.since is not None or self.until is not None


def but_for_days(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions of ``filters`` on ``claims`` and ``readings``, without those on the claim's date."""
    return [*_known(filters.as_of), *_named(filters)]


def on_days(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions of ``filters`` on the claim's date: its interval overlaps the one asked for."""
    found: list[ColumnElement[bool]] = []
    if filters.since is not None:
        found.append(claims.c.date_end >= filters.since)
    if filters.until is not None:
        found.append(claims.c.date_start <= filters.until)
    return found


def _known(moment: datetime | None) -> list[ColumnElement[bool]]:
    if moment is None:
        return [claims.c.withdrawn_at.is_(None)]
    return [claims.c.valid_from <= moment, or_(claims.c.withdrawn_at.is_(None), claims.c.withdrawn_at > moment)]


def _named(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.actor is not None:
        name = fold(filters.actor)
        found.append(_party(or_(actors.c.folded.contains(name, autoescape=True), claim_actors.c.folded.contains(name, autoescape=True))))
    if filters.country is not None:
        code = filters.country.strip().upper()
        found.append(or_(claims.c.country == code, _party(actors.c.country == code)))
    if filters.type is not None:
        word = filters.type.strip()
        found.append(or_(claims.c.plover == word.upper(), claims.c.kind == word.lower()))
    if filters.status is not None:
        found.append(claims.c.status == filters.status)
    if filters.source is not None:
        name = fold(filters.source)
        found.append(or_(readings.c.outlet_folded.contains(name, autoescape=True), claims.c.voices_folded.contains(name, autoescape=True)))
    if filters.text is not None:
        found.append(claims.c.words_folded.contains(fold(filters.text), autoescape=True))
    return found


def _party(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    same = and_(claim_actors.c.claim_id == claims.c.id, claim_actors.c.version == claims.c.version)
    return exists(select(1).select_from(PARTS).where(same, condition).correlate(claims))
