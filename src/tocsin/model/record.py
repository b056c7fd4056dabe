"""A record: what `tocsin read --format jsonl` gives for one document, field by field the published contract ``tocsin/reading/1``."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from tocsin.model.issue import Issue
from tocsin.model.reading import MentionType, Part, Relation, Status, Topic
from tocsin.model.source import Credit, Source
from tocsin.model.span import Noun, Span, without_empty_in

SCHEMA = "tocsin/reading/1"
_SELDOM = frozenset(("category", "cumulative", "part_of"))
Voice = Literal["own", "attributed", "hedged"]
Precision = Literal["point", "near", "admin2", "admin1", "linear", "country", "sea", "unlocated"]
Category = Literal["killed", "injured", "missing", "captured", "displaced"]
Drifting = Literal["hedge dropped", "speaker dropped", "status raised", "wording raised"]


class Coder(Noun):
    """What made the record: Tocsin's version, the model's name and SHA-256, the codebook's version, a person's judgements about actors."""

    version: str
    model: str
    model_sha256: str
    codebook: str
    judgements: str | None = None

    @model_serializer(mode="wrap")
    def _without_judgements(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {k: v for k, v in handler(self).items() if v is not None}


class Header(Noun):
    """The document as the record shows it; ``relevance`` is the probability (0 to 1) that it reports on conflict."""

    id: str
    ref: str
    sha256: str
    relevance: float = Field(ge=0, le=1)
    title: str | None
    text: str
    published: datetime.date | None
    language: str | None
    url: str | None
    source: Source | None
    credits: tuple[Credit, ...]


class Place(Noun):
    """A place as resolved: WGS84 degrees, precision, and the radius in kilometres within which it lies; null where not known."""

    name: str
    geonameid: int | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    uncertainty_km: float | None
    mention: str
    disputed: bool = False


class Date(Noun):
    """An interval of days, both ends included, and how precise the words were."""

    start: datetime.date
    end: datetime.date
    precision: Literal["day", "week", "month", "year", "range"]
    mention: str
    anchored_on: Literal["text", "published"]


class Value(Noun):
    """A number as the words give it; a bound leaves the other ends null."""

    low: float | None
    best: float | None
    high: float | None
    unit: str | None


class Mention(Span):
    """A mention with what it was resolved to."""

    id: str
    type: MentionType
    actor: str | None = None
    place: Place | None = None
    date: Date | None = None
    value: Value | None = None


class Speaker(Noun):
    """Who a quotation comes from; an anonymous speaker has no actor, and an unnamed one ("reportedly") no words either."""

    actor: str | None
    start: int | None
    end: int | None
    text: str | None
    anonymous: bool


class Quotation(Noun):
    """Source, cue and content of one attribution, each a list of ``[start, end]``."""

    id: str
    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    speaker: Speaker
    verbatim: bool
    within: Literal["title"] | None = Field(default=None, alias="in")

    @model_serializer(mode="wrap")
    def _without_empty_in(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_empty_in(handler(self))


class Voicer(Noun):
    """One link of the chain from the outlet to the innermost speaker."""

    name: str | None
    actor: str | None
    quotation: str | None
    anonymous: bool


class Evidence(Span):
    """Words that state a claim, with their own speaker chain, status, hedges and voice."""

    part: Part
    said_by: tuple[Voicer, ...]
    status: Status
    hedges: tuple[Span, ...]
    voice: Voice


class Drift(Noun):
    """What one evidence says more firmly than another: indices into the claim's evidence."""

    origin: int = Field(alias="from")
    to: int
    what: Drifting


class Role(Span):
    """A party of a claim, with the actor it was resolved to."""

    actor: str | None = None


class Plover(Noun):
    """A PLOVER 2 coding: type, modes, contexts and quad class (1 verbal, 2 material cooperation; 3 verbal, 4 material conflict)."""

    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: int


class Acled(Noun):
    """The crosswalk to the ACLED layout."""

    event_type: str
    sub_event_type: str


class Coding(Noun):
    """An event's codes; ``ucdp`` is the type of violence (1 state-based, 2 non-state, 3 one-sided) where the event was lethal."""

    plover: Plover
    acled: Acled | None
    ucdp: Literal[1, 2, 3] | None


class Casualty(Span):
    """People hurt in an event, by one wording; null numbers are unknown, not zero. ``figure`` is the claim that holds the number."""

    category: Category
    low: float | None
    best: float | None
    high: float | None
    figure: str | None


class Likelihood(Span):
    """The likelihood word and its ICD 203 band in per cent, null where it has none."""

    band: tuple[int, int] | None


class _Claim(Noun):
    id: str
    status: Status
    confidence: float = Field(ge=0, le=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    said_by: tuple[Voicer, ...]
    hedges: tuple[Span, ...]
    drift: tuple[Drift, ...]


class EventClaim(_Claim):
    """Something that is said to have been done or to be about to be done."""

    kind: Literal["event"] = "event"
    event: Coding
    trigger: Span
    actors: tuple[Role, ...]
    recipients: tuple[Role, ...]
    place: Place | None
    date: Date | None
    casualties: tuple[Casualty, ...]
    instrument: Span | None


class FigureClaim(_Claim):
    """A number of something, by whose count.

    Three fields are written only where they say something: ``category`` of people hurt; ``cumulative`` where the number includes earlier
    losses ("bringing the toll to 41"), so that it is not added to them; ``part_of``, the figure that already counts these ("12 people,
    including three children"), by its claim id.
    """

    kind: Literal["figure"] = "figure"
    low: float | None
    best: float | None
    high: float | None
    unit: str | None
    of: Role | None
    place: Place | None
    as_of: Date | None
    category: Category | None = None
    cumulative: bool = False
    part_of: str | None = None

    @model_serializer(mode="wrap")
    def _without_what_says_nothing(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        made: dict[str, Any] = handler(self)
        return {k: v for k, v in made.items() if k not in _SELDOM or v}


class RelationClaim(_Claim):
    """A tie between two parties that somebody states."""

    kind: Literal["relation"] = "relation"
    relation: Relation
    origin: Role | None = Field(alias="from")
    to: Role | None


class AssertionClaim(_Claim):
    """A grievance, momentum, presence or rank that somebody asserts."""

    kind: Literal["assertion"] = "assertion"
    topic: Topic
    about: Role | None


class WarningClaim(_Claim):
    """An outcome that somebody warns of, and the condition under which; never an event that occurred."""

    kind: Literal["warning"] = "warning"
    condition: Span | None
    outcome: Span
    likelihood: Likelihood | None
    threat: str | None


Claim = Annotated[EventClaim | FigureClaim | RelationClaim | AssertionClaim | WarningClaim, Field(discriminator="kind")]


class Actor(Noun):
    """A party of the report: its kind, country (ISO 3166-1 alpha-3) and PLOVER sector are null where neither text nor register says."""

    id: str
    name: str
    kind: str | None
    country: str | None
    sector: str | None
    aliases: tuple[str, ...]


class Record(Noun):
    """The whole record of one document."""

    schema_: Literal["tocsin/reading/1"] = Field(default="tocsin/reading/1", alias="schema")
    coder: Coder
    document: Header
    mentions: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]
    claims: tuple[Claim, ...]
    actors: tuple[Actor, ...]
    issues: tuple[Issue, ...]

    def to_json(self) -> str:
        """Return the record as one line of JSON by the contract."""
        return self.model_dump_json(by_alias=True)
