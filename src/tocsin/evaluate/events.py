"""Events scored against the gold: found, then typed, dated, placed, and who did what to whom."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.evaluate.gold import GoldClaim, GoldDate, GoldEvent, GoldReport, GoldWarning
from tocsin.evaluate.metrics import Counts, Offsets, overlap, pair_up, set_counts
from tocsin.evaluate.names import alike, likeness
from tocsin.evaluate.parties import Parties
from tocsin.evaluate.sheet import Sheet
from tocsin.evaluate.values import agree, show
from tocsin.model.reading import Status
from tocsin.model.record import Casualty, Claim, Date, EventClaim, Record
from tocsin.model.span import Span

_NOT_DONE: frozenset[Status] = frozenset({"hypothetical", "future"})


def score_events(record: Record, sheet: Sheet, parties: Parties) -> list[tuple[Claim, GoldClaim]]:
    """Pair events with the gold's, count them and what they say, and return the pairs.

    Events that only restate what a gold warning warns of are optional: a hypothetical or future event whose trigger lies in a gold warning,
    the gold's own and the record's alike, is neither hit nor miss nor false alarm.
    """
    gold = sheet.gold
    wanted = [c for c in gold.claims if isinstance(c, GoldEvent)]
    found = [c for c in record.claims if isinstance(c, EventClaim)]
    pairs = pair_up(len(found), len(wanted), lambda i, j: strength(gold, found[i], wanted[j]))
    warned = warned_of(gold)
    spare_wanted = {j for j, g in enumerate(wanted) if g.status == "hypothetical" and _inside(gold.place(g.trigger), warned)}
    spare_found = {i for i, f in enumerate(found) if f.status in _NOT_DONE and _inside(gold.place(f.trigger), warned)}
    spare_found -= {i for i, j in pairs if j not in spare_wanted}
    spare_found |= {i for i, j in pairs if j in spare_wanted and found[i].status in _NOT_DONE}
    pairs = [(i, j) for i, j in pairs if j not in spare_wanted]
    typed = [(i, j) for i, j in pairs if found[i].event.plover.type == wanted[j].event.type]
    size = (len(found) - len(spare_found), len(wanted) - len(spare_wanted))
    sheet.add("events", Counts(len(pairs), *size))
    sheet.add("events.typed", Counts(len(typed), *size))
    for j in sorted(set(range(len(wanted))) - spare_wanted - {j for _, j in pairs}):
        sheet.blame("events", "missed", gold.place(wanted[j].trigger), f"{wanted[j].event.type} {wanted[j].status}")
    for i in sorted(set(range(len(found))) - spare_found - {i for i, _ in pairs}):
        again = any(strength(gold, found[i], wanted[j]) for _, j in pairs)
        note = f"{found[i].event.plover.type} {found[i].status}{'; told already, not merged' if again else ''}"
        sheet.blame("events", "false alarm", gold.place(found[i].trigger), note)
    for i, j in pairs:
        _score_pair(sheet, parties, found[i], wanted[j])
    return [(found[i], wanted[j]) for i, j in pairs]


def warned_of(gold: GoldReport) -> list[Offsets]:
    """Return where the gold's warnings stand: outcomes and conditions."""
    warnings = [c for c in gold.claims if isinstance(c, GoldWarning)]
    return [gold.place(s) for w in warnings for s in (w.outcome, w.condition) if s is not None]


def strength(gold: GoldReport, found: EventClaim, wanted: GoldEvent) -> float:
    """Return how surely two events are one, 0 where they are not; overlapping triggers first, then the same type, then the same status."""
    one, other = gold.place(found.trigger), gold.place(wanted.trigger)
    same_type = found.event.plover.type == wanted.event.type
    value = 4.0 if overlap(one, other) else 0.0
    if not value and same_type:
        covered = any(_covers(gold.place(e), other) for e in found.evidence) or any(
            _covers(gold.place(e.text), one) for e in wanted.evidence
        )
        value = 1.0 if covered else 0.0
    return value + 1.0 * same_type + 0.5 * (found.status == wanted.status) if value else 0.0


def _covers(outer: Offsets, inner: Offsets) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _inside(place: Offsets, spans: Sequence[Offsets]) -> bool:
    return any(overlap(place, s) for s in spans)


def _score_pair(sheet: Sheet, parties: Parties, found: EventClaim, wanted: GoldEvent) -> None:
    gold = sheet.gold
    at = gold.place(wanted.trigger)
    code, right = found.event.plover, wanted.event
    if overlap(gold.place(found.trigger), at):
        sheet.judge("events.type", code.type == right.type, at, f"{code.type} is not {right.type}")
    sheet.judge("events.status", found.status == wanted.status, at, f"{found.status} is not {wanted.status}")
    if code.type == right.type:
        modes = set_counts(code.modes, right.modes)
        sheet.add("events.mode", modes)
        if set(code.modes) != set(right.modes):
            sheet.blame("events.mode", "wrong", at, f"{code.type}: {list(code.modes)} is not {list(right.modes)}")
        if wanted.acled:
            layout = (found.event.acled.event_type, found.event.acled.sub_event_type) if found.event.acled else None
            same = layout is not None and [x.casefold() for x in layout] == [x.casefold() for x in wanted.acled]
            sheet.judge("events.acled", same, at, f"{layout} is not {wanted.acled}")
    for key, roles, spans in (("events.actor", found.actors, wanted.actors), ("events.recipient", found.recipients, wanted.recipients)):
        counts = parties.count(roles, spans)
        _add(sheet, key, counts, at=at, found=[r.text for r in roles], wanted=[s.text for s in spans])
    _score_place(sheet, found, wanted, at)
    one, other = found.date, wanted.date
    same = bool(one and other and (one.start, one.end) == (other.start, other.end))
    _add(sheet, "events.date", _one(one, other, same), at=at, found=_days(one), wanted=_days(other))
    tool, wanted_tool = found.instrument, wanted.instrument
    same = bool(tool and wanted_tool and likeness(tool.text, wanted_tool.text) >= 0.5)
    texts = [t.text if t else None for t in (tool, wanted_tool)]
    _add(sheet, "events.instrument", _one(tool, wanted_tool, same), at=at, found=texts[0], wanted=texts[1])
    _score_casualties(sheet, found, wanted, at)


def _one(found: object, wanted: object, same: bool) -> Counts:
    return Counts(int(same), int(found is not None), int(wanted is not None))


def _days(interval: Date | GoldDate | None) -> str | None:
    return f"{interval.start} to {interval.end}" if interval else None


def _add(sheet: Sheet, key: str, counts: Counts, *, at: Offsets, found: object, wanted: object) -> None:
    sheet.add(key, counts)
    if counts.hits < max(counts.found, counts.wanted):
        sheet.blame(key, "wrong", at, f"{found} is not {wanted}")


def _score_place(sheet: Sheet, found: EventClaim, wanted: GoldEvent, at: Offsets) -> None:
    one, other = found.place, wanted.place
    same = bool(one and other and alike([one.name], [other.name, other.text.text]))
    names = [p.name if p else None for p in (one, other)]
    _add(sheet, "events.place", _one(one, other, same), at=at, found=names[0], wanted=names[1])
    if same and one and other:
        sheet.judge("places.country", one.country == other.country, at, f"{one.name}: {one.country} is not {other.country}")
        sheet.judge("places.precision", one.precision == other.precision, at, f"{one.name}: {one.precision} is not {other.precision}")


def _score_casualties(sheet: Sheet, found: EventClaim, wanted: GoldEvent, at: Offsets) -> None:
    gold = sheet.gold

    def touch(one: Casualty, other: Span) -> bool:
        return overlap(gold.place(one), gold.place(other)) > 0 or likeness(one.text, other.text) >= 0.5

    def score(i: int, j: int) -> float:
        one, other = found.casualties[i], wanted.casualties[j]
        return (1.0 + agree(one, other)) * (one.category == other.category and touch(one, other.text))

    pairs = pair_up(len(found.casualties), len(wanted.casualties), score)
    counts = Counts(len(pairs), len(found.casualties), len(wanted.casualties))
    ours = [f"{c.category} {c.text!r}" for c in found.casualties]
    theirs = [f"{c.category} {c.text.text!r}" for c in wanted.casualties]
    _add(sheet, "casualties", counts, at=at, found=ours, wanted=theirs)
    for i, j in pairs:
        one, other = found.casualties[i], wanted.casualties[j]
        sheet.judge("casualties.value", agree(one, other), gold.place(other.text), f"{show(one)} is not {show(other)}")
