"""A known group with an adjective before its name: "Kurdish YPG", "Lebanese Hezbollah", "Lebanon's Iran-backed Hezbollah".

An adjective either describes the group or tells another body apart from it. A creed or a cause describes. A nation's adjective describes a
group of that country and tells apart what it names elsewhere ("Iraqi Hezbollah"); of a group that the register gives no country it may name
a branch, so it says nothing; so it is with a state that owns it. Who backs or leads it describes. A people's adjective describes unless the register has other groups of that name ("Kurdish Hezbollah").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from tocsin.resolve.actor_names import SPONSORED
from tocsin.resolve.actor_people import CREEDS, MEMBERS, PEOPLE_ADJECTIVES
from tocsin.resolve.actor_variants import common
from tocsin.resolve.register import Entry, Register, bag, fold

_CAUSES: Final = bag(
    "islamist jihadist salafist salafi wahhabi takfiri marxist maoist leninist leftist shi'ite shi'a sunni-muslim shiite-muslim muslim coptic "
    "maronite"
)
_ADJECTIVES: Final = _CAUSES | CREEDS | PEOPLE_ADJECTIVES
_KINDS: Final = frozenset({"armed group", "armed force", "party", "organisation"})
_SPONSORED: Final = re.compile(rf"-(?:{SPONSORED})$")
_MOST: Final = 3


@lru_cache(maxsize=4096)
def described(register: Register, name: str) -> Entry | None:
    """Return the known group that a name calls with adjectives before it, and common nouns between or behind; None where it is another body."""
    words = name.split()
    adjectives: list[str] = []
    while len(adjectives) < min(_MOST, len(words) - 1) and _is_adjective(register, words[len(adjectives)]):
        adjectives.append(words[len(adjectives)])
    if not adjectives:
        return None
    for many in range(1, len(adjectives) + 1):
        found = _known(register, words[many:])
        if found is not None:
            bare, entry = found
            fits = entry.kind in _KINDS and not common(bare) and not register.apart(name, entry.id)
            return entry if fits and all(_describes(register, a, bare, entry) for a in adjectives[:many]) else None
    return None


def _known(register: Register, rest: list[str]) -> tuple[str, Entry] | None:
    """Return the known group that words name, common nouns before it and behind left out, with its name there."""
    while len(rest) > 1 and rest[0].islower() and not rest[0].startswith("al-"):
        rest = rest[1:]
    while rest:
        bare = " ".join(rest)
        if (entry := register.find(bare)) is not None:
            return bare, entry
        if not rest[-1].islower() and fold(rest[-1]) not in MEMBERS:
            return None
        rest = rest[:-1]
    return None


def _is_adjective(register: Register, word: str) -> bool:
    """Tell whether a word is an adjective of a creed, a cause, a people or a state, or several joined ("Kurdish-Arab")."""
    if not word[:1].isupper():
        return False
    if _SPONSORED.search(word) or _owner(register, word) is not None:
        return True
    whole = fold(word) in _ADJECTIVES or register.adjective(word) is not None
    return whole or ("-" in word and all(fold(w) in _ADJECTIVES or register.adjective(w) is not None for w in word.split("-")))


def _describes(register: Register, adjective: str, bare: str, entry: Entry) -> bool:
    """Tell whether an adjective says of a group what it is, and does not tell another apart from it."""
    word = fold(adjective)
    if word in _CAUSES or word in CREEDS or _SPONSORED.search(adjective):
        return True
    if "-" in adjective and word not in PEOPLE_ADJECTIVES and register.adjective(adjective) is None:
        return all(_describes(register, piece, bare, entry) for piece in adjective.split("-"))
    if word in PEOPLE_ADJECTIVES:
        return not _namesakes(register, bare, entry.id)
    return entry.country is not None and entry.country in (register.adjective(adjective), _owner(register, adjective))


def _owner(register: Register, word: str) -> str | None:
    """Return the state that a possessive names ("Lebanon's")."""
    return register.state(word[:-2]) if word.endswith(("'s", "’s")) else None


def _namesakes(register: Register, bare: str, identity: str) -> bool:
    """Tell whether other groups of the register have this name within theirs."""
    core = f" {fold(bare)} "
    others = (e for e in register.entries.values() if e.id != identity and e.kind in _KINDS)
    return any(core in f" {fold(name)} ".replace("-", " ") for e in others for name in (e.name, *e.aliases))
