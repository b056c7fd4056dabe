"""Reading a file of actors into cards, whichever of the known forms its items have."""

from __future__ import annotations

from pathlib import Path

from tocsin.resolve.actor_files import Gleaned, numbered, own_card
from tocsin.resolve.actor_ftm import Offices, Sides, is_entity, read_entity
from tocsin.resolve.actor_wikidata import NO_ITEM, Labels, is_item, is_no_item, read_item
from tocsin.resolve.register import Register

_OWN = "tocsin/actor/1"


def read_actors(path: Path, register: Register) -> Gleaned:
    """Return the cards of a file with what was left out and why; raise InputError where the file cannot be read.

    The file is read twice: what it says of offices, sides, classes and countries may stand behind the actors that need it.
    """
    offices, sides, labels = Offices(), Sides(), Labels(register)
    for found in numbered(path, []):
        if isinstance(found.item, dict) and is_entity(found.item):
            offices.note(found.item)
            sides.note(found.item)
        elif isinstance(found.item, dict) and is_item(found.item):
            labels.note(found.item)
    gleaned = Gleaned()
    for found in numbered(path, gleaned.faults):
        try:
            if not isinstance(found.item, dict):
                raise ValueError("is no object")
            if found.item.get("schema") == _OWN:
                gleaned.cards.append(own_card(found.item))
            elif is_entity(found.item):
                read_entity(found, f"FollowTheMoney, {path.name}", offices, sides, gleaned)
            elif is_item(found.item):
                read_item(found, f"Wikidata, {path.name}, {found.item['id']}", labels, gleaned)
            elif is_no_item(found.item):
                gleaned.leave(NO_ITEM, found.item["id"])
            else:
                raise ValueError(f"is no actor ({_OWN}), FollowTheMoney entity or Wikidata item")
        except ValueError as error:
            gleaned.faults.append(f"{path}, {found.where}: {error}; mend it or take it out, the others are read")
    return gleaned
