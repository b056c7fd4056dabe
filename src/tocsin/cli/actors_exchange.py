"""`tocsin actors import` and `export`."""

from __future__ import annotations

import json
from pathlib import Path

from tocsin.cli.actors import Filter, author_of, gather, learned_from
from tocsin.cli.exits import OK, SOME_REFUSED, TROUBLE, USAGE, say
from tocsin.cli.output import Sink
from tocsin.errors import ConfigError, TocsinError
from tocsin.resolve.actor_files import iso3_by_iso2
from tocsin.resolve.actor_ftm import entity, links
from tocsin.resolve.actor_import import read_actors
from tocsin.resolve.actor_persons import OFFICIALS
from tocsin.resolve.judgements import default_path
from tocsin.resolve.learned import learnable
from tocsin.review import Review

_NAMED = 5


def run_import(file: Path, reason: str | None, author: str | None, judgements: Path | None) -> int:
    """Take in the actors of a file, and say what became of each; return the exit code."""
    path = judgements or default_path()
    try:
        review = Review(path, author_of(author))
    except ConfigError as error:
        say(f"tocsin: {error}")
        return USAGE
    for fault in review.learned.faults:
        say(f"tocsin: {fault}")
    gleaned = read_actors(file, review.learned.register)
    told = review.take_in(gleaned.cards, (reason or "").strip() or f"imported from {file.name}")
    for fault in gleaned.faults:
        say(f"tocsin: {fault}")
    left = {why: list(names) for why, names in gleaned.passed.items()}
    for passed in told.left:
        left.setdefault(passed.reason, []).append(passed.name)
    for why, names in left.items():
        some = ", ".join(names[:_NAMED]) if "person" not in why else ""
        more = f": {some}{', …' if len(names) > _NAMED else ''}" if some else ""
        say(f"tocsin: {len(names)} left out, {why}{more}")
    if told.shared:
        shared = list(dict.fromkeys(told.shared))
        some = ", ".join(f"“{n}”" for n in shared[:_NAMED]) + (", …" if len(shared) > _NAMED else "")
        they = "name is another actor's already and stays" if len(shared) == 1 else "names are other actors' already and stay"
        say(f"tocsin: {len(shared)} {they} with it: {some}; move one with: tocsin actors alias")
    if not (gleaned.cards or gleaned.faults or gleaned.passed):
        say(f"tocsin: {file}: holds nobody; give JSON Lines or a JSON array of actors, FollowTheMoney entities or Wikidata items")
    noted = f"noted in {path}" if told.added or told.extended else "nothing to note"
    say(f"tocsin: {told.added} added, {told.extended} told more of, {told.known} known as they are; {noted}")
    if gleaned.faults:
        return SOME_REFUSED if told.added or told.extended or told.known else TROUBLE
    return OK


def run_export(file: Path, form: str, wanted: Filter, learned_only: bool, judgements: Path | None, db: str | None = None) -> int:
    """Write the actors that the filters let through, with ``db`` also organisations that stand in its reports only; return the exit code.

    ``learned_only`` leaves out what the shipped register has as it is. Office-holders whom only reports name are not written: their
    register would be one of persons.
    """
    learned = learned_from(judgements)
    iso2 = {three: two for two, three in iso3_by_iso2().items()}
    number = peoples = persons = 0
    found = gather(wanted, learned, db)
    if not found.cards and (fault := wanted.fault(found.kinds)):
        say(f"tocsin: {fault}")
        return USAGE
    try:
        with Sink(None if str(file) == "-" else file) as sink:
            for identity, card in sorted(found.cards.items(), key=lambda one: one[0] in found.seen):
                seen = identity in found.seen
                if learned_only and not seen and not learned.changed(learned.register.entries[identity]):
                    continue
                if seen and identity.startswith(OFFICIALS):
                    persons += 1
                    continue
                if form == "ftm" and card.kind == "people":
                    peoples += 1
                    continue
                firm = learnable(card) if seen else card
                for told in [entity(firm, iso2), *links(firm)] if form == "ftm" else [firm.model_dump(mode="json", by_alias=True)]:
                    sink.write(json.dumps(told, ensure_ascii=False))
                number += 1
    except TocsinError as error:
        say(f"tocsin: {str(error).replace(' with --output', '')}")
        return USAGE
    if peoples:
        say(f"tocsin: {peoples} left out, peoples, for which FollowTheMoney has no schema that is not a party")
    if persons:
        say(f"tocsin: {persons} left out, office-holders whom only reports name; no register of persons is made")
    if found.left_out:
        say(f"tocsin: {found.left_out} left out, parties of one report without a name of their own")
    if not number:
        say("tocsin: there is nobody to write" + ("" if str(file) == "-" else f"; no file {file} was made"))
        return OK
    say(f"tocsin: {number} actor{'s' * (number != 1)} written" + ("" if str(file) == "-" else f" to {file}"))
    return OK
