"""Relation, assertion and warning claims from ties, remarks and conditionals."""

from __future__ import annotations

import re

from tocsin.codebook import codebook
from tocsin.model.reading import Offsets, Status
from tocsin.model.record import AssertionClaim, EventClaim, Likelihood, RelationClaim, WarningClaim
from tocsin.resolve.scene import Scene
from tocsin.resolve.spans import Spans

_THREATS = frozenset({"THREATEN"})


def build_relations(scene: Scene) -> list[RelationClaim]:
    """Return one claim a tie that names at least one of its parties."""
    made = []
    for tie in scene.reading.ties:
        source, target = (None if e is None or scene.is_fragment(*e) else e for e in (tie.source, tie.target))
        ends = [e for e in (source, target) if e]
        if not ends:
            scene.note(
                "no-party", f"“{scene.text[tie.cue[0] : tie.cue[1]]}” tells of a relation whose parties the sentence does not name", tie.cue
            )
            continue
        status: Status = "negated" if scene.denied(tie.cue[0]) else tie.status
        evidence = scene.evidence(tie.sentence, ends, status, tie.cue)
        made.append(
            RelationClaim(
                id=scene.claim_id("relation", evidence, scene.span(tie.cue)),
                status=status,
                confidence=round(min(0.99, tie.score), 4),
                evidence=(evidence,),
                said_by=evidence.said_by,
                hedges=evidence.hedges,
                drift=(),
                relation=tie.relation,
                origin=scene.role(*source) if source else None,
                to=scene.role(*target) if target else None,
            )
        )
    return made


def build_assertions(scene: Scene) -> list[AssertionClaim]:
    """Return one claim a remark."""
    made = []
    for remark in scene.reading.remarks:
        parts = [remark.about] if remark.about else []
        status: Status = "negated" if scene.denied(remark.cue[0]) else remark.status
        evidence = scene.evidence(remark.sentence, parts, status, remark.cue)
        made.append(
            AssertionClaim(
                id=scene.claim_id("assertion", evidence, scene.span(remark.cue)),
                status=status,
                confidence=round(min(0.99, remark.score), 4),
                evidence=(evidence,),
                said_by=evidence.said_by,
                hedges=evidence.hedges,
                drift=(),
                topic=remark.topic,
                about=scene.role(*remark.about) if remark.about else None,
            )
        )
    return made


def build_warnings(scene: Scene, events: list[EventClaim]) -> list[WarningClaim]:
    """Return one claim a conditional; a threat of the same sentence is linked to it."""
    made = []
    threats = Spans((n, _trigger(scene, e)) for n, e in enumerate(events) if e.event.plover.type in _THREATS)
    for conditional in scene.reading.conditionals:
        parts = [p for p in (conditional.condition, conditional.outcome) if p]
        evidence = scene.evidence(conditional.sentence, parts, "hypothetical", conditional.outcome)
        outcome = scene.span(scene.trimmed(*conditional.outcome))
        sentence = scene.sentence(conditional.sentence)
        threat = next((events[n].id for n in threats.over(sentence.start, sentence.end)), None)
        likelihood = None
        if conditional.likelihood:
            word = scene.span(conditional.likelihood)
            band = codebook().band(re.sub(r"\s+", " ", word.text.lower()))
            likelihood = Likelihood(start=word.start, end=word.end, text=word.text, within=word.within, band=band)
        made.append(
            WarningClaim(
                id=scene.claim_id("warning", evidence, outcome),
                status="hypothetical",
                confidence=round(min(0.99, conditional.score), 4),
                evidence=(evidence,),
                said_by=evidence.said_by,
                hedges=evidence.hedges,
                drift=(),
                condition=scene.span(scene.trimmed(*conditional.condition)) if conditional.condition else None,
                outcome=outcome,
                likelihood=likelihood,
                threat=threat,
            )
        )
    return made


def _trigger(scene: Scene, event: EventClaim) -> Offsets:
    start = event.trigger.start + (0 if event.trigger.within else scene.reading.document.shift)
    return start, start + 1
