"""How the names of a report are read in the light of all of it: a capital that opens a sentence, a word that is a name elsewhere."""

from __future__ import annotations

import re
from functools import cached_property

from tocsin.model.reading import Mention, Reading
from tocsin.resolve.actor_names import Name, parse_name
from tocsin.resolve.actor_people import MEMBERS
from tocsin.resolve.register import Register, fold

_RUN = re.compile(r"\w*")
_INNER = re.compile(r" (?<=[a-z,] )(?P<word>(?![a-z\s])(?P<run>\w*)\S*)")


class Names:
    """What the whole of one report tells of the names in it."""

    def __init__(self, register: Register, reading: Reading) -> None:
        self.register = register
        self.reading = reading
        self.text = reading.document.words
        self._opens = {s.start for s in reading.sentences}

    def parsed(self, mention: Mention, words: str) -> Name:
        """Take a mention apart; a capital that opens a sentence counts where register or text have the word as a name."""
        name = parse_name(words, mention.start in self._opens)
        if name.proper is None and mention.start in self._opens and words[:1].isupper():
            first = words.split(maxsplit=1)[0]
            known = self.register.find(first) or self.register.adjective(first) or self.register.state(first)
            run = _RUN.match(first)
            again = re.compile(rf"{re.escape(first)}\b")
            if known or any(again.match(word) for word in self._inner.get(run.group() if run else "", ())):
                return parse_name(words)
        return name

    def with_article(self, words: str, proper: str) -> str | None:
        """Return a name with its article where the register has it with one alone ("the Guardian") and no longer name of the text ends so."""
        if words[:4].casefold() != "the " or " " in proper or self.register.find(proper) or self.register.find(f"The {proper}") is None:
            return None
        return None if fold(proper) in self._ends else f"The {proper}"

    @cached_property
    def _ends(self) -> frozenset[str]:
        """The last words of the names of several words."""
        names = (fold(self.text[m.start : m.end]).split() for m in self.reading.mentions)
        return frozenset(words[-1] for words in names if len(words) > 1)

    @cached_property
    def _inner(self) -> dict[str, set[str]]:
        """The words that stand within a sentence and begin with no small letter of English, by the letters with which they begin."""
        made: dict[str, set[str]] = {}
        for found in _INNER.finditer(self.text):
            made.setdefault(found["run"], set()).add(found["word"])
        return made

    def stands_alone(self, name: str) -> bool:
        """Tell whether an organisation goes by a name without the noun of its people behind it."""
        tokens = fold(name).split()
        return any(
            words[: len(tokens)] == tokens
            and (words != [*tokens, words[-1]] or words == tokens or (len(words) > len(tokens) and words[-1] not in MEMBERS))
            for words in self._organisations.get(tokens[0] if tokens else "", ())
        )

    @cached_property
    def _organisations(self) -> dict[str, list[list[str]]]:
        """The folded words of each organisation's names, by the first of them."""
        names = dict.fromkeys(fold(self.text[m.start : m.end]) for m in self.reading.mentions if m.type == "ORGANIZATION")
        made: dict[str, list[list[str]]] = {}
        for words in (n.split() for n in names if n.split()):
            made.setdefault(words[0], []).append(words)
        return made
