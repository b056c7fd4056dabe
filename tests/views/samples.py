"""Fictional reports, written for these tests, with the records that a careful reader would make of them. Offsets are found in the text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from tocsin.model.issue import Issue
from tocsin.model.record import (
    Acled,
    Actor,
    AssertionClaim,
    Casualty,
    Claim,
    Coder,
    Coding,
    Date,
    Drift,
    EventClaim,
    Evidence,
    FigureClaim,
    Header,
    Likelihood,
    Mention,
    Place,
    Plover,
    Quotation,
    Record,
    RelationClaim,
    Role,
    Speaker,
    Value,
    Voicer,
    WarningClaim,
)
from tocsin.model.source import Credit
from tocsin.model.span import Span

CODER = Coder(version="0.1.0", model="tocsin-small", model_sha256="ab" * 32, codebook="1.0")


class Report:
    """Builds one record over one text; words are looked up in the text (or in the title kept apart with ``title=True``)."""

    def __init__(self, text: str, **header: Any) -> None:
        self.text = text
        sha = hashlib.sha256(text.encode(errors="replace")).hexdigest()
        given: dict[str, Any] = {
            "id": sha, "ref": "report.txt", "sha256": sha, "relevance": 0.93, "title": None, "text": text, "published": None,
            "language": "en", "url": None, "source": None, "credits": (),
        }  # fmt: skip
        self.header = given | header
        self.mentions: list[Mention] = []
        self.quotations: list[Quotation] = []
        self.claims: list[Claim] = []
        self.actors: list[Actor] = []
        self.issues: list[Issue] = []

    def at(self, words: str, *, title: bool = False, nth: int = 0) -> dict[str, Any]:
        text = self.header["title"] if title else self.text
        start = -1
        for _ in range(nth + 1):
            start = text.index(words, start + 1)
        return {"start": start, "end": start + len(words), "text": words} | ({"in": "title"} if title else {})

    def span(self, words: str, **where: Any) -> Span:
        return Span(**self.at(words, **where))

    def role(self, words: str, actor: str | None = None, **where: Any) -> Role:
        return Role(**self.at(words, **where), actor=actor)

    def credit(self, words: str, name: str | None, domain: str | None = None) -> None:
        found = self.at(words)
        self.header["credits"] = (*self.header["credits"], Credit(name=name, domain=domain, start=found["start"], end=found["end"]))

    def actor(self, id_: str, name: str, kind: str | None = None, country: str | None = None, aliases: tuple[str, ...] = ()) -> None:
        self.actors.append(Actor(id=id_, name=name, kind=kind, country=country, sector=None, aliases=aliases))

    def mention(self, words: str, type_: str, **rest: Any) -> str:
        id_ = f"m{len(self.mentions) + 1}"
        self.mentions.append(Mention(**self.at(words), id=id_, type=type_, **rest))
        return id_

    def place(self, name: str, precision: str = "point", km: float | None = 2.0, **rest: Any) -> Place:
        given: dict[str, Any] = {
            "name": name, "geonameid": None, "country": None, "admin1": None, "lat": None, "lon": None, "precision": precision,
            "uncertainty_km": km, "mention": "",
        }  # fmt: skip
        place = Place(**(given | {"mention": f"m{len(self.mentions) + 1}"} | rest))
        self.mention(name, "LOCATION", place=place)
        return place

    def date(self, words: str, start: date, end: date | None = None, precision: str = "day") -> Date:
        made = Date(start=start, end=end or start, precision=precision, mention=f"m{len(self.mentions) + 1}", anchored_on="text")
        self.mention(words, "TIME", date=made)
        return made

    def quote(
        self,
        source: str | None,
        cue: str | None,
        content: str,
        actor: str | None = None,
        *,
        anonymous: bool = False,
        verbatim: bool = False,
    ) -> str:
        id_ = f"q{len(self.quotations) + 1}"
        spans = [((s["start"], s["end"]),) if (s := self.at(w)) else () for w in (source, cue, content) if w]
        found = self.at(source) if source else None
        speaker = Speaker(
            actor=actor, start=found and found["start"], end=found and found["end"], text=source, anonymous=anonymous
        )  # fmt: skip
        self.quotations.append(
            Quotation(
                id=id_,
                source=spans[0] if source else (),
                cue=spans[-2] if cue else (),
                content=spans[-1],
                speaker=speaker,
                verbatim=verbatim,
            )
        )
        return id_

    def said(
        self, *speakers: str | None, quotation: str | None = None, actor: str | None = None, anonymous: bool = False
    ) -> tuple[Voicer, ...]:
        """The chain from the outlet inwards; the last is the one with the quotation."""
        last = len(speakers) - 1
        return tuple(
            Voicer(
                name=name,
                actor=actor if i == last else None,
                quotation=quotation if i == last else None,
                anonymous=anonymous if i == last else False,
            )
            for i, name in enumerate(speakers)
        )

    def evidence(
        self, words: str, said: tuple[Voicer, ...], *, part: str = "body", status: str = "occurred", hedges: Sequence[str] = (),
        voice: str | None = None, title: bool = False,
    ) -> Evidence:  # fmt: skip
        spans = tuple(self.span(h, title=title) for h in hedges)
        attributed = any(v.quotation for v in said)
        return Evidence(
            **self.at(words, title=title), part=part, said_by=said, status=status, hedges=spans,
            voice=voice or ("attributed" if attributed else "hedged" if hedges else "own"),
        )  # fmt: skip

    def common(self, kind: str, evidence: Sequence[Evidence], cautious: int = 0, drift: Sequence[Drift] = ()) -> dict[str, Any]:
        first, base = evidence[0], evidence[cautious]
        id_ = hashlib.sha256(f"{self.header['id']}{kind}{first.within}{first.start}{first.end}{len(self.claims)}".encode()).hexdigest()
        return {
            "id": id_, "status": base.status, "confidence": 0.82, "evidence": tuple(evidence), "said_by": base.said_by,
            "hedges": base.hedges, "drift": tuple(drift),
        }  # fmt: skip

    def event(self, type_: str, mode: str | None, quad: int, trigger: Span, evidence: Sequence[Evidence], **rest: Any) -> str:
        more: dict[str, Any] = {"actors": (), "recipients": (), "place": None, "date": None, "casualties": (), "instrument": None}
        acled = rest.pop("acled", None)
        coding = Coding(
            plover=Plover(type=type_, modes=(mode,) if mode else (), contexts=(), quad=quad),
            acled=Acled(event_type=acled[0], sub_event_type=acled[1]) if acled else None,
            ucdp=rest.pop("ucdp", None),
        )
        head = self.common("event", evidence, rest.pop("cautious", 0), rest.pop("drift", ()))
        claim = EventClaim(**head, event=coding, trigger=trigger, **(more | rest))
        self.claims.append(claim)
        return claim.id

    def figure(
        self, evidence: Sequence[Evidence], best: float | None, *, low: float | None = None, high: float | None = None, **rest: Any
    ) -> str:
        more: dict[str, Any] = {"unit": None, "of": None, "place": None, "as_of": None}
        claim = FigureClaim(**self.common("figure", evidence), low=low, best=best, high=high, **(more | rest))
        self.claims.append(claim)
        return claim.id

    def relation(self, relation: str, origin: Role | None, to: Role | None, evidence: Sequence[Evidence], **how: Any) -> None:
        self.claims.append(RelationClaim(**self.common("relation", evidence, **how), relation=relation, origin=origin, to=to))

    def assertion(self, topic: str, about: Role | None, evidence: Sequence[Evidence]) -> None:
        self.claims.append(AssertionClaim(**self.common("assertion", evidence), topic=topic, about=about))

    def warning(
        self, condition: str | None, outcome: str, evidence: Evidence, likelihood: str | None = None, band: tuple[int, int] | None = None
    ) -> None:
        likely = Likelihood(**self.at(likelihood), band=band) if likelihood else None
        found = self.span(condition) if condition else None
        self.claims.append(
            WarningClaim(**self.common("warning", [evidence]), condition=found, outcome=self.span(outcome), likelihood=likely, threat=None)
        )

    def casualty(
        self, words: str, category: str, best: float | None = None, figure: str | None = None, low: float | None = None
    ) -> Casualty:
        return Casualty(**self.at(words), category=category, low=low, best=best, high=None, figure=figure)

    def issue(self, code: str, message: str, words: str | None = None, stage: str = "resolve") -> None:
        found = self.at(words) if words else {}
        self.issues.append(Issue(stage=stage, code=code, message=message, start=found.get("start"), end=found.get("end")))

    def record(self) -> Record:
        return Record(
            coder=CODER, document=Header(**self.header), mentions=tuple(self.mentions), quotations=tuple(self.quotations),
            claims=tuple(self.claims), actors=tuple(self.actors), issues=tuple(self.issues),
        )  # fmt: skip


def value(best: float | None, low: float | None = None, high: float | None = None, unit: str | None = None) -> Value:
    return Value(low=low, best=best, high=high, unit=unit)
