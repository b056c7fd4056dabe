"""Variants of a name: spellings that are one name, and names so common that they say nothing without a country."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tocsin.resolve.register import bag, fold

if TYPE_CHECKING:
    from tocsin.model.reading import Reading
    from tocsin.resolve.register import Register

_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_JOINED = re.compile(r"[-/–—_.]+")
_APOSTROPHE = re.compile(r"(?:'s?|s')(?=\s|$)|'")
_PREFIX = re.compile(r"\b(?:al|el|ul)\s+(?=\w)")
_IZE = re.compile(r"\b(\w{3,})iz(e|ed|es|ing|ation|ations|er|ers)\b")
_SPELT: Final = {
    "defense": "defence", "center": "centre", "labor": "labour", "&": "and", "harbor": "harbour", "program": "programme",
    "mujahedin": "mujahideen", "mujahidin": "mujahideen", "mujahedeen": "mujahideen", "mojahedin": "mujahideen", "moslem": "muslim",
    "workers": "worker",
}  # fmt: skip
_LEGAL: Final = bag("inc ltd llc plc co corp gmbh ag sa spa")
_COMMON: Final = bag(
    "of for and the in on national state federal central supreme constitutional high appeal court ministry ministries department "
    "office bureau directorate agency service services commission committee council assembly parliament senate congress house "
    "representatives chamber deputies cabinet government presidency president defence interior foreign affairs external internal health "
    "justice finance economy education information communications energy oil agriculture trade industry transport labour religious "
    "culture environment security intelligence police army navy air force forces armed military general staff command guard republican "
    "presidential border coast special operations bank reserve electoral election independent high human rights emergency management "
    "disaster civil protection red transitional interim sovereign popular people liberation resistance revolutionary front movement "
    "union alliance coalition opposition party democratic liberal conservative socialist communist workers worker labour nationalist "
    "progressive united unity patriotic salvation legislative executive judicial authority local provincial regional district "
    "municipal city town public prosecution prosecutor attorney customs tax statistics "
    "freedom justice development reform reforms progress hope future peace dignity change renewal stability solidarity salvation struggle new "
    "islamic muslim christian catholic orthodox green left right centre free citizens nation homeland youth women students teachers doctors "
    "lawyers journalists farmers veterans writers society federation confederation league association organisation institute foundation "
    "university college school hospital academy chamber commerce bar broadcasting television radio news press company corporation group "
    "holding airlines railways railway ports shipping electricity water post telecommunications insurance investment stock exchange"
)


_NO_ORGANISATIONS: Final = frozenset({"people", "person in office", "ethnic group", "religious group"})


@lru_cache(maxsize=8192)
def variant(name: str) -> str:
    """Return the form that all spellings of a name share.

    Dots in acronyms, hyphens, apostrophes, -ize for -ise, "Defense" for "Defence", a loose "al", "&" and "Ltd" make no other name.
    """
    text = _DOTTED.sub(lambda m: m.group().replace(".", ""), fold(name))
    text = _APOSTROPHE.sub("", _JOINED.sub(" ", text.replace("s'", "s")))
    text = _PREFIX.sub("al-", _IZE.sub(r"\1is\2", text))
    words = [_SPELT.get(word, word) for word in text.split() if word not in _LEGAL]
    words = [word for word in words if word != "the"] or text.split()
    return " ".join(words) or fold(name)


def common(name: str) -> bool:
    """Tell whether a name is made of words that any country has ("Ministry of Defence"), so that it is a name only within one."""
    words = variant(name).split()
    return bool(words) and all(word in _COMMON or word.rstrip("s") in _COMMON for word in words)


def mint(family: str, name: str, salt: str = "") -> str:
    """Return ``family:`` and 12 hex digits of the SHA-256 of a name, the same for all its spellings where it is an organisation's.

    ``salt`` is what the name means nothing without: a country's code, or the id of the only report that it stands in.
    """
    shared = variant(name) if family == "org" else fold(name)
    digest = hashlib.sha256((f"{salt}\n" if salt else "").encode() + shared.encode())
    return f"{family}:{digest.hexdigest()[:12]}"


def minted_by(identity: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of some names that give an actor its id everywhere, without a country or a report: what may be learned as its name."""
    family = identity.partition(":")[0]
    return tuple(name for name in names if mint(family, name) == identity)


@lru_cache(maxsize=4)
def known_variants(register: Register) -> dict[str, str]:
    """Return the register's names of several words by their variant, where only one actor has it."""
    made: dict[str, str] = {}
    for entry in register.entries.values():
        if entry.id.startswith(("people:", "person:")) or entry.kind in _NO_ORGANISATIONS:
            continue
        owner = register.settled(entry.id) or entry
        for name in (entry.name, *entry.aliases):
            key = variant(name)
            if " " in key and not common(name):
                made[key] = owner.id if made.get(key, owner.id) == owner.id else ""
    return made


def country_context(register: Register, reading: Reading) -> str | None:
    """Return the ISO code of the only state that a report names, by name, adjective, citizens or capital; null where there are several."""
    found: set[str] = set()
    for mention in reading.mentions:
        if mention.type not in {"LOCATION", "FACILITY", "ORGANIZATION", "GROUP"}:
            continue
        words = reading.document.words[mention.start : mention.end]
        for piece in (words, *words.split()):
            code = register.nation(piece) or register.citizens(piece) or register.capital(piece)
            if code:
                found.add(code)
        if len(found) > 1:
            return None
    return found.pop() if found else None
