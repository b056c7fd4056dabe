"""Why a mention that might be an actor was left without identity: the reasons that travel as issues beside the record."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from tocsin.model.reading import Mention, Offsets
from tocsin.resolve.actor_context import Context
from tocsin.resolve.actor_names import head_of
from tocsin.resolve.actor_persons import office_in
from tocsin.resolve.actor_reference import ANAPHORS, IT, THEY, is_pronoun
from tocsin.resolve.register import bag, fold

_DEFINITE: Final = re.compile(r"(?:the|this|that|these|those)\s", re.IGNORECASE)
_OTHERS: Final = re.compile(r"(?:former|ex|deputy|late|outgoing|vice)[ -]", re.IGNORECASE)
_POINTING: Final = ANAPHORS | bag(
    "militias militants rebels insurgents guerrillas gunmen fighters jihadists separatists troops soldiers forces army military police "
    "government authorities regime junta"
)
_THINGS: Final = IT | THEY
_MANY: Final = 4
_NOBODY: Final = "nobody named before it is surely meant"


class Abstention:
    """Tells the reason of each abstention in one report; ``roles`` are the spans of its parties and speakers."""

    def __init__(self, context: Context, roles: Container[Offsets]) -> None:
        self.context = context
        self._text = context.reading.document.words
        self._roles = roles

    def why(self, mention: Mention) -> str | None:
        """Return why nobody was found for a mention; null where nobody is looked for: private persons with their pronouns, crowds, names in passing."""
        words = self._text[mention.start : mention.end].strip()
        if is_pronoun(words):
            party = fold(words) in _THINGS and mention.type != "PERSON" and (mention.start, mention.end) in self._roles
            return _NOBODY if party else None
        if mention.type == "PERSON":
            return self._title(words, mention.start)
        if mention.type not in {"ORGANIZATION", "GROUP"}:
            return None
        if self.context.body(words) is not None:
            return self._states(mention.start)
        if _DEFINITE.match(words) and fold(head_of(words)) in _POINTING and words[4:].islower():
            return _NOBODY
        return None

    def _title(self, words: str, position: int) -> str | None:
        """Return why "the president" is nobody; null where the words name a person or an office that is no more held."""
        if _DEFINITE.match(words):
            words = words.partition(" ")[2]
        elif not _DEFINITE.search(self._text, max(0, position - 4), position):
            return None
        office = office_in(words)
        return self._states(position) if office and office[0] == words.casefold() and not _OTHERS.match(words) else None

    def _states(self, position: int) -> str:
        """Return which states a body or an office might belong to."""
        register = self.context.register
        names = [register.entries[f"state:{code}"].name if register.is_state(code) else code for code in self.context.in_play(position)]
        if not names:
            return "the report names no state whose it could be"
        if len(names) == 1:
            return f"{names[0]} is named near it, and nothing tells surely that its own is meant"
        some = ", ".join(names[:_MANY]) + (", …" if len(names) > _MANY else "")
        return f"several states are named near it, and each may be meant: {some}"
