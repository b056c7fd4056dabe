"""The names of one report before anybody is resolved: which are of organisations, and which that the reader calls so are of persons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

from tocsin.model.reading import Mention, MentionType, Reading
from tocsin.resolve.actor_clusters import Cabinet, Cluster, short, stem
from tocsin.resolve.actor_described import described
from tocsin.resolve.actor_mentions import Names
from tocsin.resolve.actor_names import COUNTED
from tocsin.resolve.actor_offices import Desk
from tocsin.resolve.actor_people import MEMBERS, crowd, population
from tocsin.resolve.actor_persons import is_title
from tocsin.resolve.actor_reference import is_pronoun
from tocsin.resolve.register import Register, bag, fold

_DESCRIBED = re.compile(r"\b(?:the|an?)\s+((?:[a-z-]+\s+){1,4})$")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
#: Nouns behind the name of a group that say what it is: "the Islamic State terrorist group".
_COMMON: Final = MEMBERS | bag("group movement organisation organization militia network faction insurgency")


class Roster:
    """The named parties and persons of one report."""

    def __init__(self, register: Register, reading: Reading, names: Names, cabinet: Cabinet, desk: Desk) -> None:
        self.register = register
        self.reading = reading
        self.names = names
        self.cabinet = cabinet
        self.desk = desk
        self.text = reading.document.words
        self._persons: dict[str, bool] = {}

    def _words(self, mention: Mention) -> str:
        return self.text[mention.start : mention.end]

    def type_of(self, mention: Mention, kind: str | None) -> MentionType | None:
        """Return what an ORGANIZATION is instead, ``kind`` that of its actor: a title or a person, a people or a state's citizens."""
        if self.is_person(mention):
            return "PERSON"
        return "GROUP" if kind == "people" or (kind is None and population(self.register, short(self._words(mention)))) else None

    def is_person(self, mention: Mention) -> bool:
        """Tell whether an ORGANIZATION is a title ("US president"), or a name that the report gives to a person."""
        words = self._words(mention)
        if words not in self._persons:
            self._persons[words] = self._is_persons(short(words))
        return self._persons[words]

    def _is_persons(self, words: str) -> bool:
        bare = _ARTICLE.sub("", words)
        if is_title(self.register, bare):
            return True
        return (
            fold(bare) in self._surnames and bare[:1].isupper() and self.register.find(bare) is None and self.register.state(bare) is None
        )

    @cached_property
    def person_at(self) -> dict[int, Mention]:
        """The mentions of persons by where they begin."""
        return {m.start: m for m in self.reading.mentions if m.type == "PERSON"}

    @cached_property
    def _surnames(self) -> frozenset[str]:
        """The whole and the last names of the persons whom the report calls by more than one word."""
        made: set[str] = set()
        for mention in self.person_at.values():
            name = self.desk.read(mention).name
            if name and " " in name:
                made |= {fold(name), fold(name).split()[-1]}
        return frozenset(made)

    def proper_names(self, order: Iterable[int], is_body: Callable[[str], bool]) -> dict[str, Cluster]:
        """Return the clusters of all named organisations by the folded form of each name.

        ``order`` numbers the mentions as they stand in the text; ``is_body`` tells the bodies of states.
        """
        names: list[tuple[str, str]] = []
        spots: list[tuple[str, int]] = []
        for index in order:
            mention = self.reading.mentions[index]
            if mention.type not in {"ORGANIZATION", "GROUP"}:
                continue
            words = short(self._words(mention))
            name = self.names.parsed(mention, words)
            if name.proper is None or is_body(words) or COUNTED.match(words) or is_pronoun(words) or crowd(self.register, words):
                continue
            if mention.type == "GROUP" and not self.is_organised(words, name.proper):
                continue
            proper = self.names.with_article(words, name.proper) or name.proper
            if fold(name.head) in _COMMON and self.register.find(proper) is None and name.proper.split()[-1].islower():
                proper = stem(proper)
                alone = fold(name.head) in MEMBERS and self.names.stands_alone(proper)
                if crowd(self.register, proper) or self.register.adjective(proper) or (self.register.find(proper) is None and not alone):
                    proper = name.proper
                elif self._is_owner(proper, name.proper):
                    continue
            names.append((proper, name.descriptor or self._described_before(mention.start)))
            spots.append((proper, mention.end if words == self._words(mention) else mention.start + len(words)))
        made = self.cabinet.proper(names)
        for proper, end in spots:
            before_gloss = made[fold(proper)]
            glossed = self.cabinet.gloss(before_gloss, self.text, end)
            if glossed is not before_gloss:
                made.update({key: glossed for key, cluster in made.items() if cluster is before_gloss})
        return self.cabinet.merged(made)

    def _described_before(self, position: int) -> str:
        """Return the common words between an article and a name."""
        near = _DESCRIBED.search(self.text[max(0, position - 40) : position])
        return near.group(1).strip() if near else ""

    def is_organised(self, words: str, proper: str) -> bool:
        """Tell whether a name that the reader gives to a group is a known organisation's."""
        known = self.register.find(words) or self.register.find(stem(proper)) or described(self.register, proper)
        return known is not None

    def _is_owner(self, stemmed: str, whole: str) -> bool:
        """Tell whether "Baghdadi's men" are a person's, who is no organisation."""
        owned = re.match(rf"{re.escape(stemmed)}['’]", whole)
        return owned is not None and fold(stemmed) in self._surnames
