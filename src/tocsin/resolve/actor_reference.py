"""The words by which a report points back, and where its actors stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from tocsin.model.reading import Sentence
from tocsin.resolve.register import bag, fold

IT: Final = bag("it its itself")
THEY: Final = bag("they them their theirs themselves")
WE: Final = bag("we us our ours ourselves i me my")
PERSON: Final = bag("he him his himself she her hers herself")
THIRD: Final = PERSON | IT | THEY
PRONOUNS: Final = THIRD | WE
_OWNER = re.compile(r"^(its|their|our|his|her|my)\s", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_pronoun(words: str) -> bool:
    """Tell whether words are a pronoun; "US" in capitals and "the US" are a state."""
    return fold(words) in PRONOUNS and words != "US" and " " not in words.strip()


#: Plural nouns for people who act as their organisation; one of them alone ("a fighter") does not.
COLLECTIVES: Final = bag(
    "fighters forces troops soldiers militants rebels insurgents gunmen units militiamen men guerrillas jihadists warplanes jets artillery "
    "drones warships commandos peacekeepers commandos army navy police leadership members ranks envoys commanders leaders officials allies "
    "column battalion brigade wing commando force military air-force partisans separatists"
)
_ANY: Final = frozenset({"armed group", "party", "ngo", "organisation", "company", None})
_NOUNS: Final[dict[str, frozenset[str | None]]] = {
    **dict.fromkeys(bag("group movement organisation organization faction front alliance coalition network"), _ANY - {"company"}),
    **dict.fromkeys(
        bag(
            "militia militias militants militant rebels insurgents guerrillas gunmen fighters jihadists separatists insurgency rebellion "
            "brigade brigades column militiamen extremists attackers"
        ),
        frozenset({"armed group"}),
    ),
    **dict.fromkeys(bag("party"), frozenset({"party"})),
    **dict.fromkeys(bag("army military troops soldiers forces"), frozenset({"armed force"})),
    **dict.fromkeys(bag("police officers"), frozenset({"police"})),
    **dict.fromkeys(bag("government authorities regime junta cabinet administration ministry embassy office"), frozenset({"government"})),
    **dict.fromkeys(bag("newspaper paper daily outlet broadcaster website channel station magazine agency"), frozenset({"media"})),
    **dict.fromkeys(bag("company firm"), frozenset({"company"})),
    **dict.fromkeys(bag("court tribunal"), frozenset({"court"})),
    **dict.fromkeys(bag("charity ngo watchdog"), frozenset({"ngo", "organisation", None})),
    **dict.fromkeys(bag("bloc body"), frozenset({"igo"})),
}


def kinds_of_noun(noun: str) -> frozenset[str | None] | None:
    """Return the kinds of actor that "the ``noun``" may stand for; null for a noun of no kind."""
    return _NOUNS.get(noun)


#: Nouns that always point back; the others may also introduce a party of their own.
ANAPHORS: Final = bag(
    "group movement organisation organization faction front alliance coalition network militia party newspaper paper daily outlet "
    "broadcaster "
    "website channel station magazine agency company firm court tribunal charity ngo watchdog bloc body ministry embassy office union "
    "council "
    "league committee commission brigade brigades column"
)


class Anchor(NamedTuple):
    """A place in the text where an actor stands."""

    start: int
    end: int
    actor: str


@dataclass
class Trail:
    """The actors in the order of the text; offsets count in ``Document.words``."""

    sentences: Sequence[Sentence]
    _starts: list[int] = field(default_factory=list)
    _anchors: dict[int, list[Anchor]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._starts = [s.start for s in self.sentences]

    def sentence_at(self, position: int) -> int:
        """Return the number of the sentence that holds a character."""
        return max(0, bisect_right(self._starts, position) - 1)

    def add(self, anchor: Anchor) -> None:
        """Put an actor where it stands, in the order of the text."""
        self._anchors.setdefault(self.sentence_at(anchor.start), []).append(anchor)

    def back(self, position: int, reach: int) -> Iterator[tuple[int, Anchor]]:
        """Yield the actors before a position, nearest first, each with how many sentences back it stands, at most ``reach``."""
        here = self.sentence_at(position)
        for number in range(here, max(-1, here - reach - 1), -1):
            yield from ((here - number, a) for a in reversed(self._anchors.get(number, [])) if a.end <= position)


def owner(words: str) -> str | None:
    """Return the possessive pronoun that opens a noun phrase, such as "its" of "its fighters"."""
    match = _OWNER.match(words)
    return match.group(1) if match else None
