"""A reader and a resolver that find one claim in any text, at once: for tests in which the model is not the point."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator

import numpy as np

from tocsin.model.document import Document
from tocsin.model.reading import Reading
from tocsin.model.record import Actor, Claim, Coding, Date, EventClaim, Evidence, Place, Plover, Role, Voicer
from tocsin.pipeline import Pipeline
from tocsin.resolve.resolver import Resolution

OUTLET = Voicer(name="Caspian Wire", actor=None, quotation=None, anonymous=False)
ARMY = Actor(id="a1", name="the army", kind="armed force", country="SDN", sector="MIL", aliases=("army",))


class FakeReader:
    """Sees nothing, slowly if it is told to: ``pause`` seconds a document."""

    name = "fake"
    sha256 = "f" * 64

    def __init__(self, pause: float = 0.0) -> None:
        self.pause = pause
        self.read_so_far = 0

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        for document in documents:
            time.sleep(self.pause)
            self.read_so_far += 1
            yield Reading(document, 0.9, (), (), (), (), (), (), (), np.zeros((0, 384), dtype=np.float32), ())


class FakeResolver:
    """Makes of the first word of each text the trigger of one event, dated and placed where the text says "dated"."""

    def resolve(self, reading: Reading) -> Resolution:
        return Resolution((), (), (_claim(reading.document),), (ARMY,), (), ())


def fake_pipeline(pause: float = 0.0) -> Pipeline:
    return Pipeline(FakeReader(pause), FakeResolver())


def _claim(document: Document) -> Claim:
    text = document.text
    start = len(text) - len(text.lstrip())
    word = text[start:].split()[0]
    trigger = document.span(document.shift + start, document.shift + start + len(word))
    line = document.span(document.shift + start, document.shift + start + len(text[start:].split("\n")[0].rstrip()))
    status = "negated" if "denied" in line.text else "occurred"
    where = {"name": "Kutum", "geonameid": 1, "country": "SDN", "admin1": None, "lat": 14.2, "lon": 24.7}
    day = {"start": "2026-03-03", "end": "2026-03-03", "precision": "day", "anchored_on": "text"}
    dated = "dated" in line.text
    evidence = Evidence(**line.model_dump(), part="lede", said_by=(OUTLET,), status=status, hedges=(), voice="own")
    return EventClaim(
        id=hashlib.sha256(f"{document.id} event {line.start}".encode()).hexdigest(),
        status=status,
        confidence=0.8,
        evidence=(evidence,),
        said_by=(OUTLET,),
        hedges=(),
        drift=(),
        event=Coding(plover=Plover(type="ASSAULT", modes=("heavy-weapons",), contexts=(), quad=4), acled=None, ucdp=None),
        trigger=trigger,
        actors=(Role(**trigger.model_dump(), actor="a1"),),
        recipients=(),
        place=Place(**where, precision="point", uncertainty_km=5.0, mention="m1") if dated else None,
        date=Date(**day, mention="m2") if dated else None,
        casualties=(),
        instrument=None,
    )
