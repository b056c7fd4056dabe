"""Gold reports and records made by hand over a text written for these tests, and the record that a perfect reader would give."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tocsin.codebook import codebook
from tocsin.evaluate.gold import GoldClaim, GoldDate, GoldEvent, GoldEvidence, GoldReport
from tocsin.model.document import Document
from tocsin.model.record import Record
from tocsin.model.span import Span

TITLE = "Shelling kills six in Harrow, mayor says"
TEXT = (
    "Gunmen of the Dun Front shelled the depot at Harrow on Monday and killed at least six people, the mayor said. "
    "The army denies that it fled. "
    "The Dun Front is allied with the Masa Committee, a driver told the paper. "
    "If the talks fail, the fighting could spread. "
    "Villagers are pressed to give up their land."
)
CODER = {"version": "0", "model": "by hand", "model_sha256": "0", "codebook": "1"}


def evidence(text: str, *said_by: str, status: str = "occurred", hedges: Iterable[str] = (), part: str = "body") -> dict[str, Any]:
    voice = "attributed" if len(said_by) > 1 else "hedged" if hedges else "own"
    return {"text": text, "part": part, "said_by": ["Vale Wire", *said_by[1:]], "status": status, "hedges": list(hedges), "voice": voice}


def raw_report() -> dict[str, Any]:
    """The gold of the report above as a JSON file holds it."""
    shelled = "Gunmen of the Dun Front shelled the depot at Harrow on Monday and killed at least six people"
    return {
        "id": "harrow-01",
        "style": "wire",
        "region": "invented",
        "input": {"text": TEXT, "title": TITLE, "published": "2026-03-04", "source": "Vale Wire", "url": None},
        "relevant": True,
        "mentions": [
            {"text": "the Dun Front", "type": "ORGANIZATION"},
            {"text": "Harrow", "type": "LOCATION"},
            {"text": "Monday", "type": "TIME"},
        ],
        "quotations": [
            {"source": "the mayor", "cue": "said", "content": shelled, "speaker": "the mayor", "anonymous": False, "verbatim": False},
            {
                "source": "a driver",
                "cue": "told",
                "content": "The Dun Front is allied with the Masa Committee",
                "speaker": "a driver",
                "anonymous": True,
                "verbatim": False,
            },
        ],
        "claims": [
            {
                "kind": "event",
                "status": "occurred",
                "trigger": "shelled",
                "evidence": [
                    evidence(shelled, "", "the mayor", part="lede"),
                    evidence("title:Shelling kills six in Harrow", "", "mayor", part="headline"),
                ],
                "event": {"type": "ASSAULT", "modes": ["heavy-weapons"]},
                "acled": ["Explosions/Remote violence", "Shelling/artillery/missile attack"],
                "actors": ["Gunmen of the Dun Front"],
                "recipients": ["the depot"],
                "place": {"text": "Harrow", "name": "Harrow", "country": None, "precision": "unlocated"},
                "date": {"text": "on Monday", "start": "2026-03-02", "end": "2026-03-02", "precision": "day"},
                "casualties": [{"text": "at least six people", "category": "killed", "low": 6, "best": 6, "high": None}],
                "instrument": None,
            },
            {
                "kind": "event",
                "status": "negated",
                "trigger": "fled",
                "evidence": [evidence("it fled", "", "The army", status="negated")],
                "event": {"type": "RETREAT", "modes": ["withdraw"]},
                "acled": None,
                "actors": ["The army"],
                "recipients": [],
                "place": None,
                "date": None,
                "casualties": [],
                "instrument": None,
            },
            {
                "kind": "event",
                "status": "hypothetical",
                "trigger": "fighting",
                "evidence": [evidence("the fighting could spread", "", status="hypothetical")],
                "event": {"type": "ASSAULT", "modes": []},
                "acled": None,
                "actors": [],
                "recipients": [],
                "place": None,
                "date": None,
                "casualties": [],
                "instrument": None,
            },
            {
                "kind": "figure",
                "status": "occurred",
                "text": "at least six people",
                "low": 6,
                "best": None,
                "high": None,
                "unit": "people",
                "of": "people",
                "as_of": "on Monday",
                "evidence": [evidence(shelled, "", "the mayor", part="lede")],
            },
            {
                "kind": "relation",
                "relation": "alliance",
                "status": "ongoing",
                "from": "The Dun Front",
                "to": "the Masa Committee",
                "evidence": [evidence("The Dun Front is allied with the Masa Committee", "", "a driver", status="ongoing")],
            },
            {
                "kind": "assertion",
                "topic": "grievance",
                "status": "ongoing",
                "about": "Villagers",
                "evidence": [evidence("Villagers are pressed to give up their land", "", status="ongoing")],
            },
            {
                "kind": "warning",
                "status": "hypothetical",
                "condition": "If the talks fail",
                "outcome": "the fighting could spread",
                "likelihood": "could",
                "evidence": [evidence("If the talks fail, the fighting could spread", "", status="hypothetical")],
            },
        ],
        "actors": [
            {"name": "the Dun Front", "kind": "armed group", "country": None, "aliases": ["Gunmen of the Dun Front"]},
            {"name": "The army", "kind": "state force", "country": "TCD", "aliases": []},
        ],
        "abstain": [],
    }


def write_gold(folder: Path, *reports: dict[str, Any], half: str = "open") -> Path:
    """Write reports as gold files and return the folder of both halves."""
    (folder / half).mkdir(parents=True, exist_ok=True)
    for number, report in enumerate(reports, 1):
        name = f"blind-{number:02}.json" if half == "blind" else f"{report.get('id', number)}.json"
        (folder / half / name).write_text(json.dumps(report), encoding="utf-8")
    return folder


def plain(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text, "in": span.within}


def perfect(gold: GoldReport) -> dict[str, Any]:
    """Return, as plain values that a test may spoil, the record of a reader that makes no mistake."""
    given = gold.input
    actors = [
        {"id": f"a{n}", "name": a.name, "kind": a.kind, "country": a.country, "sector": None, "aliases": a.aliases}
        for n, a in enumerate(gold.actors)
    ]
    shift = 0
    return {
        "coder": CODER,
        "document": {
            "id": gold.sha256,
            "ref": gold.id,
            "sha256": gold.sha256,
            "relevance": 0.9 if gold.relevant else 0.1,
            "title": given.title,
            "text": given.text,
            "published": given.published,
            "language": "en",
            "url": None,
            "source": None,
            "credits": (),
        },
        "mentions": [{**plain(m.text), "id": f"m{n}", "type": m.type} for n, m in enumerate(gold.mentions)],
        "quotations": [
            {
                "id": f"q{n}",
                **{part: [(s.start + shift, s.end + shift) for s in getattr(q, part)] for part in ("source", "cue", "content")},
                "speaker": {"actor": None, "start": None, "end": None, "text": q.speaker, "anonymous": q.anonymous},
                "verbatim": q.verbatim,
                "in": next((s.within for s in (*q.source, *q.cue, *q.content)), None),
            }
            for n, q in enumerate(gold.quotations)
        ],
        "claims": [_claim(c, n) for n, c in enumerate(gold.claims)],
        "actors": actors,
        "issues": [],
    }


def record(values: dict[str, Any]) -> Record:
    return Record.model_validate(values)


def reader(*values: dict[str, Any]) -> Any:
    """Return a function that reads documents by handing out these records, whatever it is given."""

    def read(documents: Iterable[Document]) -> Iterator[Record]:
        known = {v["document"]["id"]: record(v) for v in values}
        return iter([known[d.id] for d in documents if d.id in known])

    return read


def _saying(found: GoldEvidence) -> dict[str, Any]:
    chain = [{"name": n or None, "actor": None, "quotation": None, "anonymous": False} for n in found.said_by]
    hedges = [plain(h) for h in found.hedges]
    return {**plain(found.text), "part": found.part, "said_by": chain, "status": found.status, "hedges": hedges, "voice": found.voice}


def _days(found: GoldDate | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"start": found.start, "end": found.end, "precision": found.precision, "mention": "m0", "anchored_on": "text"}


def _claim(claim: GoldClaim, number: int) -> dict[str, Any]:
    from tocsin.evaluate.claims import drifts

    first = _saying(claim.evidence[0])
    made: dict[str, Any] = {
        "id": f"c{number}",
        "kind": claim.kind,
        "status": claim.status,
        "confidence": 0.9,
        "evidence": [_saying(e) for e in claim.evidence],
        "said_by": first["said_by"],
        "hedges": first["hedges"],
        "drift": [{"from": 0, "to": 1, "what": what} for what in sorted(drifts(claim.evidence))],
    }
    if isinstance(claim, GoldEvent):
        return made | _event(claim)
    for name in ("low", "best", "high", "unit", "relation", "topic"):
        if hasattr(claim, name):
            made[name] = getattr(claim, name)
    for name in ("of", "origin", "to", "about", "condition", "outcome", "likelihood"):
        if hasattr(claim, name):
            span = getattr(claim, name)
            made["from" if name == "origin" else name] = plain(span) if span else None
    extra: dict[str, Any] = {"figure": {"place": None, "as_of": None}, "warning": {"threat": None}}
    made |= extra.get(claim.kind, {})
    if made.get("likelihood"):
        made["likelihood"]["band"] = None
    return made


def _event(claim: GoldEvent) -> dict[str, Any]:
    acled = {"event_type": claim.acled[0], "sub_event_type": claim.acled[1]} if claim.acled else None
    code = {"type": claim.event.type, "modes": claim.event.modes, "contexts": (), "quad": codebook().plover.type(claim.event.type).quad}
    place = None
    if claim.place:
        place = {
            "name": claim.place.name,
            "geonameid": None,
            "country": claim.place.country,
            "admin1": None,
            "lat": None,
            "lon": None,
            "precision": claim.place.precision,
            "uncertainty_km": None,
            "mention": "m0",
        }
    return {
        "event": {"plover": code, "acled": acled, "ucdp": None},
        "trigger": plain(claim.trigger),
        "actors": [plain(s) for s in claim.actors],
        "recipients": [plain(s) for s in claim.recipients],
        "place": place,
        "date": _days(claim.date),
        "casualties": [
            {**plain(c.text), "category": c.category, "low": c.low, "best": c.best, "high": c.high, "figure": None}
            for c in claim.casualties
        ],
        "instrument": plain(claim.instrument) if claim.instrument else None,
    }
