"""Records made by hand over texts written for these tests; offsets are found in the text, ids made as the design says."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tocsin.model.issue import Issue
from tocsin.model.record import (
    Acled,
    Actor,
    Claim,
    Coder,
    Coding,
    Date,
    EventClaim,
    Evidence,
    FigureClaim,
    Header,
    Place,
    Plover,
    Record,
    RelationClaim,
    Role,
    Voicer,
    WarningClaim,
)
from tocsin.model.source import Credit, Source
from tocsin.model.span import Span

FIRST = Coder(version="0.1.0", model="tocsin-small", model_sha256="a1" * 32, codebook="plover-2")
SECOND = Coder(version="0.2.0", model="tocsin-small", model_sha256="b2" * 32, codebook="plover-2")

BRIDGE = (
    "Gunmen of the Harrow Front shelled the depot at Karsa on 3 March 2021, the Daily Ledger reported. "
    "More than 40 people fled. The Harrow Front is allied with the Straße Committee. "
    "If the talks fail, the fighting could spread."
)
MARKET = "Police closed the market in Dunmere in May 2022, a shopkeeper said."

FRONT = Actor(id="reg:harrow", name="Harrow Front", kind="armed group", country="SDN", sector="REB", aliases=("HF", "the Harrowers"))
COMMITTEE = Actor(id="a2", name="Straße Committee", kind="organization", country=None, sector=None, aliases=())
POLICE = Actor(id="a1", name="Dunmere police", kind="police", country="KEN", sector="COP", aliases=())


class Clock:
    """A clock that a test moves by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def next_day(self) -> None:
        self.now += timedelta(days=1)


def sha(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def place_of(words: str, text: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def span(words: str, text: str) -> Span:
    start, end = place_of(words, text)
    return Span(start=start, end=end, text=words)


def role(words: str, text: str, actor: Actor | None) -> Role:
    start, end = place_of(words, text)
    return Role(start=start, end=end, text=words, actor=actor.id if actor else None)


def voicers(*names: str | None) -> tuple[Voicer, ...]:
    return tuple(Voicer(name=name, actor=None, quotation=None, anonymous=name is None) for name in names)


def common(kind: str, words: str, text: str, *names: str | None, status: str = "occurred") -> dict[str, Any]:
    start, end = place_of(words, text)
    chain = voicers(*names)
    evidence = Evidence(start=start, end=end, text=words, part="body", said_by=chain, status=status, hedges=(), voice="attributed")
    return {
        "id": sha(f"{sha(text)} {kind} {start} {end}"),
        "status": status,
        "confidence": 0.75,
        "evidence": (evidence,),
        "said_by": chain,
        "hedges": (),
        "drift": (),
    }


def header(words: str, **changes: Any) -> Header:
    given: dict[str, Any] = {
        "id": sha(words),
        "ref": "bridge.txt",
        "sha256": sha(words),
        "relevance": 0.9,
        "title": None,
        "text": words,
        "published": None,
        "language": "en",
        "url": None,
        "source": None,
        "credits": (),
    }
    return Header(**(given | changes))


def days(start: date, end: date, precision: str) -> Date:
    return Date(start=start, end=end, precision=precision, mention="m1", anchored_on="text")


def where(name: str, country: str) -> Place:
    return Place(
        name=name,
        geonameid=None,
        country=country,
        admin1=None,
        lat=None,
        lon=None,
        precision="unlocated",
        uncertainty_km=None,
        mention="m2",
    )


def shelling() -> EventClaim:
    words = "Gunmen of the Harrow Front shelled the depot at Karsa on 3 March 2021"
    return EventClaim(
        **common("event", words, BRIDGE, "Northern Wire", "Daily Ledger"),
        event=Coding(
            plover=Plover(type="ASSAULT", modes=("heavy-weapons",), contexts=(), quad=4),
            acled=Acled(event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack"),
            ucdp=None,
        ),
        trigger=span("shelled", BRIDGE),
        actors=(role("Gunmen of the Harrow Front", BRIDGE, FRONT),),
        recipients=(),
        place=where("Karsa", "TCD"),
        date=days(date(2021, 3, 3), date(2021, 3, 3), "day"),
        casualties=(),
        instrument=None,
    )


def flight() -> FigureClaim:
    return FigureClaim(
        **common("figure", "More than 40 people fled", BRIDGE, "Northern Wire"),
        low=41,
        best=None,
        high=None,
        unit="people",
        of=role("people", BRIDGE, None),
        place=None,
        as_of=None,
    )


def alliance() -> RelationClaim:
    return RelationClaim(
        **common("relation", "The Harrow Front is allied with the Straße Committee", BRIDGE, "Northern Wire", status="ongoing"),
        relation="alliance",
        origin=role("The Harrow Front", BRIDGE, FRONT),
        to=role("the Straße Committee", BRIDGE, COMMITTEE),
    )


def spreading() -> WarningClaim:
    return WarningClaim(
        **common("warning", "If the talks fail, the fighting could spread", BRIDGE, "Northern Wire", status="hypothetical"),
        condition=span("If the talks fail", BRIDGE),
        outcome=span("the fighting could spread", BRIDGE),
        likelihood=None,
        threat=None,
    )


def bridge(*claims: Claim, coder: Coder = FIRST, **changes: Any) -> Record:
    """The report of the shelling, with the given claims (all four where none are given)."""
    start, end = place_of("Daily Ledger", BRIDGE)
    given: dict[str, Any] = {
        "title": "Depot shelled",
        "published": date(2021, 3, 5),
        "source": Source(name="Northern Wire", domain="wire.example"),
        "credits": (Credit(name="Daily Ledger", domain="ledger.example", start=start, end=end),),
    }
    return Record(
        coder=coder,
        document=header(BRIDGE, **(given | changes)),
        mentions=(),
        quotations=(),
        claims=claims or (shelling(), flight(), alliance(), spreading()),
        actors=(FRONT, COMMITTEE),
        issues=(Issue(stage="resolve", code="place-unknown", message="Karsa is in no gazetteer", start=48, end=53),),
    )


def market(coder: Coder = FIRST) -> Record:
    """The report of the closed market: no outlet, no day of publication, an anonymous speaker."""
    closing = EventClaim(
        **common("event", "Police closed the market in Dunmere in May 2022", MARKET, None),
        event=Coding(plover=Plover(type="COERCE", modes=("restrict",), contexts=(), quad=4), acled=None, ucdp=None),
        trigger=span("closed", MARKET),
        actors=(role("Police", MARKET, POLICE),),
        recipients=(),
        place=where("Dunmere", "KEN"),
        date=days(date(2022, 5, 1), date(2022, 5, 31), "month"),
        casualties=(),
        instrument=None,
    )
    return Record(
        coder=coder,
        document=header(MARKET, ref="market.txt"),
        mentions=(),
        quotations=(),
        claims=(closing,),
        actors=(POLICE,),
        issues=(),
    )
