"""The index: every code of every standard as an entry, with the words that find it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tocsin.codebook.acled import Acled
from tocsin.codebook.entry import Entry
from tocsin.codebook.plover import Plover
from tocsin.codebook.wording import Hedges, Likelihoods

Found = Iterator[tuple[tuple[str, ...], Entry]]
_TERMS = {
    "mention": "mention type",
    "kind": "record kind",
    "relation": "relation",
    "topic": "assertion topic",
    "casualty": "casualty category",
    "voice": "voice",
    "drift": "drift",
    "part": "part of a report",
    "issue": "issue code",
}


def entries(plover: Plover, acled: Acled, likelihoods: Likelihoods, hedges: Hedges, tables: Mapping[str, Mapping[str, Any]]) -> Found:
    """Yield each entry with the words that find it; ``tables`` has ``ucdp``, ``admiralty``, ``status`` and ``terms``."""
    yield from _plover(plover)
    yield from _status(tables["status"])
    yield from _acled(acled)
    yield from _ucdp(tables["ucdp"])
    yield from _admiralty(tables["admiralty"])
    yield from _likelihoods(likelihoods)
    for part, kind in _TERMS.items():
        for code, meaning in tables["terms"][part].items():
            yield (code,), Entry("Tocsin", kind, code, meaning)
    for word in hedges.words:
        yield (word,), Entry("Tocsin", "hedge", word, "the text keeps its distance from what it tells")


def _plover(plover: Plover) -> Found:
    for event in plover.types.values():
        aliases = tuple(alias for alias, name in plover.type_aliases.items() if name == event.name)
        facts = [("quad", f"{event.quad}, {plover.quads[event.quad]}"), ("score", f"{event.score:g}")]
        facts.append(("recipient", "required" if event.recipient_required else "optional"))
        if event.modes:
            facts.append(("modes", ", ".join(mode.name for mode in event.modes)))
        if aliases:
            facts.append(("also written", ", ".join(aliases)))
        yield (event.name, *aliases), Entry(plover.standard, "event type", event.name, event.meaning, tuple(facts))
    for event in plover.types.values():
        renamed = plover.mode_aliases.get(event.name, {})
        for mode in event.modes:
            aliases = tuple(alias for alias, name in renamed.items() if name == mode.name)
            entry = Entry(plover.standard, "mode", f"{event.name}-{mode.name}", mode.meaning, (("type", event.meaning),))
            yield (entry.code, mode.name, *aliases, *(f"{event.name}-{alias}" for alias in aliases)), entry
    for context in plover.contexts.values():
        yield (
            (context.name,),
            Entry(plover.standard, "context", context.name, context.meaning, (("recognised by", ", ".join(context.cues)),)),
        )
    for sector in plover.sectors.values():
        kind = "supranational code" if sector.supranational else "sector"
        yield (sector.name,), Entry(plover.standard, kind, sector.name, sector.meaning, (("side in the crosswalks", sector.side),))
    for name, text in plover.choices.items():
        yield (name,), Entry(plover.standard, "choice of the project", name, text)
    for number, text in plover.quads.items():
        yield (f"quad {number}",), Entry(plover.standard, "quad class", f"quad {number}", text)


def _status(status: Mapping[str, Any]) -> Found:
    order = ", ".join(status["caution"])
    for name, meaning in status["statuses"].items():
        yield (name,), Entry("Tocsin", "status", name, meaning, (("from the most cautious to the least", order),))


def _acled(acled: Acled) -> Found:
    for name, meaning in acled.event_types.items():
        subs = ", ".join(sub for event, sub in acled.sub_event_types if event == name)
        yield (name, *name.split("/")), Entry(acled.standard, "event type", name, meaning, (("sub-event types", subs),))
    for (name, sub), meaning in acled.sub_event_types.items():
        yield (sub, *sub.split("/")), Entry(acled.standard, "sub-event type", sub, meaning, (("event type", name),))


def _ucdp(ucdp: Mapping[str, Any]) -> Found:
    for number, row in ucdp["violence"].items():
        facts = (("number", number), ("exported", ucdp["lethal_only"]))
        yield (row["name"], f"ucdp {number}"), Entry(ucdp["standard"], "type of violence", row["name"], row["meaning"], facts)
    for part, kind in (("date_precision", "date precision"), ("place_precision", "place precision")):
        for number, meaning in ucdp[part].items():
            yield (f"{kind} {number}",), Entry(ucdp["standard"], kind, f"{kind} {number}", meaning)


def _admiralty(admiralty: Mapping[str, Any]) -> Found:
    rules = tuple(("rule", rule) for rule in admiralty["rules"])
    for part, kind in (("letters", "reliability of the source"), ("numbers", "credibility of the information")):
        for code, meaning in admiralty[part].items():
            yield (code, f"admiralty {code}"), Entry(admiralty["standard"], kind, code, meaning, rules)


def _likelihoods(likelihoods: Likelihoods) -> Found:
    for word, band in likelihoods.bands.items():
        meaning = f"{band[0]} to {band[1]} per cent" if band else "carries no number: the word is kept, the band stays empty"
        yield (word,), Entry(likelihoods.standard, "likelihood word", word, meaning)
