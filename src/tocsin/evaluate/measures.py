"""What is measured on the gold: every key of the table, how it is counted, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Way = Literal["f1", "rate"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A line of the table. ``f1``: hits, found and wanted give precision, recall, F1; ``rate``: a share, with its Wilson interval."""

    key: str
    way: Way
    meaning: str


MEASURES = (
    Measure("relevance", "rate", "reports judged rightly: relevance of .5 or more, or less"),
    Measure("mentions", "f1", "mentions with the same start, end and type; the same words told again count neither way"),
    Measure("mentions.overlap", "f1", "mentions that share a character and the type"),
    Measure("actors", "f1", "actors one of whose names is that of a gold actor"),
    Measure("actors.kind", "rate", "kinds of the actors found, by family (armed force and police are state forces)"),
    Measure("actors.country", "f1", "countries of the actors found; null is no country"),
    Measure("quotations.source", "f1", "words that lie in a source"),
    Measure("quotations.cue", "f1", "words that lie in a cue"),
    Measure("quotations.content", "f1", "words that lie in a content"),
    Measure("quotations", "f1", "contents that overlap, with sources that overlap or are both missing, one to one"),
    Measure("quotations.speaker", "rate", "speakers named rightly, of quotations whose contents overlap"),
    Measure("quotations.anonymous", "rate", "anonymous or not, of the same"),
    Measure("quotations.verbatim", "rate", "verbatim or not, of the same"),
    Measure(
        "events", "f1", "triggers that overlap, or, types being equal, where an evidence of one covers the trigger of the other; one to one"
    ),
    Measure("events.typed", "f1", "the same, with the right type"),
    Measure("events.type", "rate", "right types, of the events whose triggers overlap"),
    Measure("events.mode", "f1", "modes of the events with the right type"),
    Measure("events.status", "rate", "right statuses, of the events found"),
    Measure("events.acled", "rate", "right ACLED event and sub-event types, of the events with the right type that have one in the gold"),
    Measure("events.actor", "f1", "actors of the events found: words (or a name of the actor) that overlap by half"),
    Measure("events.recipient", "f1", "recipients of the events found, likewise"),
    Measure("events.place", "f1", "places of the events found: names that overlap by half"),
    Measure("events.date", "f1", "dates of the events found: the same first and last day"),
    Measure("events.instrument", "f1", "instruments of the events found: words that overlap by half"),
    Measure("casualties", "f1", "casualties of the events found: the same category, and words that overlap"),
    Measure("casualties.value", "rate", "right numbers (low, best, high), of the casualties found"),
    Measure("places.country", "rate", "right countries, of the event places found"),
    Measure("places.precision", "rate", "right precision, of the event places found"),
    Measure("figures", "f1", "figures with the right value whose evidence covers the gold words"),
    Measure("figures.found", "f1", "figures whose evidence covers the gold words, whatever their value"),
    Measure("figures.unit", "rate", "right units, of the figures with the right value"),
    Measure(
        "figures.of", "rate", "what is counted, of the figures with the right value for which the gold says it: words that overlap by half"
    ),
    Measure("relations", "f1", "relations of the right kind whose evidences overlap"),
    Measure("relations.party", "f1", "parties in their places (either, for alliance and opposition), of the relations found"),
    Measure("relations.status", "rate", "right statuses, of the relations found"),
    Measure("assertions", "f1", "assertions of the right topic whose evidences overlap"),
    Measure("assertions.about", "f1", "whom they are about, of the assertions found"),
    Measure("assertions.status", "rate", "right statuses, of the assertions found"),
    Measure("warnings", "f1", "warnings whose outcomes overlap and whose conditions overlap or are both missing"),
    Measure("warnings.outcome", "f1", "warnings whose outcomes overlap"),
    Measure("warnings.likelihood", "rate", "right likelihood words, of the warnings whose outcomes overlap"),
    Measure("said_by", "rate", "speaker chains right from first to last, of the evidences that overlap, of the claims found"),
    Measure("said_by.innermost", "rate", "innermost speakers right, of the same"),
    Measure("hedges", "f1", "hedges of the same evidences: words that overlap"),
    Measure("voice", "rate", "own, attributed or hedged, of the same evidences"),
    Measure("merging", "f1", "evidences after the first that a claim found has in common with the gold claim"),
    Measure("drift", "f1", "kinds of drift between the evidences of the claims found (wording raised left out)"),
    Measure("checks.spans", "rate", "spans of the record that match the text to the character"),
    Measure("checks.peoples", "rate", "parties of violence or of a relation that are not linked to a people as an actor"),
    Measure("checks.warnings", "rate", "warnings whose outcome is not also a deed that occurred"),
)
WAYS = {m.key: m.way for m in MEASURES}
