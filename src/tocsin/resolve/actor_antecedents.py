"""Which actor a pronoun, a definite phrase or a bare title takes up, where link and actor agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from tocsin.model.reading import Mention, Offsets, Reading
from tocsin.resolve.actor_clusters import Cabinet
from tocsin.resolve.actor_links import Links
from tocsin.resolve.actor_names import SPONSORED, country_of, head_of, parse_name
from tocsin.resolve.actor_persons import OFFICIALS, RANKED
from tocsin.resolve.actor_reference import PERSON, THIRD
from tocsin.resolve.antecedent_ranker import find_antecedents
from tocsin.resolve.office_terms import office_of
from tocsin.resolve.register import Register, bag, fold, unowned

_POINTS = re.compile(r"(?:the|this|that|these|those|both|its|their|our|his|her)\s+", re.IGNORECASE)
_ANOTHER = re.compile(r"\w+\s+(?:new|other|rival|opposing|enemy|only|main|next|second|third)\s", re.IGNORECASE)
_SPONSORED: Final = re.compile(
    r"(?P<by>(?i:the|this|that|these|those)\s+)(?P<sponsor>[A-Z][\w.]*(?:\s[A-Z]\w*)?)-"
    rf"(?:{SPONSORED})\s+(?=[a-z])"
)
_ARMED: Final = bag(
    "militia militias militants militant rebels insurgents guerrillas gunmen fighters jihadists separatists insurgency rebellion militiamen "
    "extremists attackers partisans army military troops soldiers forces police brigade brigades battalion column commandos wing"
)
_PRESS: Final = bag("newspaper paper daily outlet broadcaster website channel station magazine")
_SEATS: Final = bag("president chancellor king queen emir sultan minister premier taoiseach")
_LANDS: Final = bag("country nation state republic kingdom emirate island government regime junta authorities administration")


class Antecedents:
    """Follows the links of one reading to its actors, as far as these are known; offsets count in ``Document.words``."""

    def __init__(self, register: Register, reading: Reading, cabinet: Cabinet, of_mention: Mapping[int, str]) -> None:
        self.register = register
        self.reading = reading
        self.cabinet = cabinet
        self.of_mention = of_mention
        self.links = Links(reading, find_antecedents(register, reading))
        self._at = {(m.start, m.end): n for n, m in enumerate(reading.mentions)}

    def pronoun(self, word: str, position: int) -> str | None:
        """Return the actor that a pronoun of the third person is linked to; "he" takes a person alone, "it" and "they" take none."""
        noun = fold(word)

        def fits(identity: str, _: str) -> bool:
            return identity.startswith(OFFICIALS) == (noun in PERSON)

        return self._follow((position, position + len(word)), fits) if noun in THIRD else None

    def phrase(self, start: int, words: str) -> str | None:
        """Return the actor that a definite phrase is linked to; none where it cannot stand for it: "the new council" brings in another."""
        if not _POINTS.match(words) or _ANOTHER.match(words) or parse_name(words).proper is not None:
            return None
        sponsored = _SPONSORED.match(words)
        bare = sponsored["by"] + words[sponsored.end() :] if sponsored else words
        sponsor = self._state(sponsored["sponsor"]) if sponsored else None
        head, country = head_of(_POINTS.sub("", bare)), country_of(self.register, bare)

        def fits(identity: str, _: str) -> bool:
            found = self.cabinet.clusters.get(identity) or self.register.entries[identity]
            far = country and found.country and country != found.country
            # a group that others back is meant by no sponsor of another name, and no state backs its own army
            other = sponsor is not None and (found.country == sponsor or bool(self._backers(identity)))
            return not far and not other and not identity.startswith(OFFICIALS) and phrase_takes(head, found.kind)

        return (self._backed(start, head, sponsor) if sponsor else None) or self._follow((start, start + len(words)), fits)

    def _state(self, words: str) -> str | None:
        return self.register.nation(words) or self.register.capital(words)

    def _backers(self, identity: str) -> tuple[str, ...]:
        entry = self.register.entries.get(identity)
        return entry.backed_by if entry else ()

    def _backed(self, start: int, head: str, sponsor: str) -> str | None:
        """Return the actor named last before a position that a state backs: of "the Tehran-backed group" one that Iran backs."""
        before = sorted((m.start, n) for n, m in enumerate(self.reading.mentions) if m.start < start)
        for _, index in reversed(before):
            found = self.of_mention.get(index)
            if found and sponsor in self._backers(found) and phrase_takes(head, self.cabinet.clusters[found].kind):
                return found
        return None

    def title(self, mention: Mention) -> str | None:
        """Return the person in office that a title without a name or state ("the minister") is linked to; who once held it is not told."""
        words = self.reading.document.words[mention.start : mention.end]
        if not _POINTS.match(words) or RANKED.match(_POINTS.sub("", words)) or any(w[:1].isupper() for w in words.split()[1:]):
            return None
        noun = head_of(words)

        def fits(identity: str, said: str) -> bool:
            other = head_of(said)  # of "Pakistan's foreign minister" the office, which is none of "the officer"
            seat = fold(identity.partition("-")[2].replace("-", " ")).split()[-1:] if identity.startswith("office:") else []
            if noun in _SEATS and seat and seat != office_of(noun).split()[-1:]:
                return False
            return identity.startswith(OFFICIALS) and (other == noun or not re.search(rf"\b{re.escape(other)}\b", said))

        return self._follow((mention.start, mention.end), fits)

    def _follow(self, where: Offsets, fits: Callable[[str, str], bool]) -> str | None:
        """Return the nearest actor on the way back from a span, if it fits."""
        for target in self.links.targets(*where):
            index = self._at.get(target)
            found = self.of_mention.get(index) or self._land(index) if index is not None else None
            if found is not None:
                if not fits(found, self.reading.document.words[slice(*target)]):
                    return None
                known = found in self.cabinet.clusters
                return found if known else self.cabinet.listed(self.register.entries[found], self.register.entries[found].name).id
        return None

    def _land(self, index: int) -> str | None:
        """Return the state that a place is: "it" may be one, though the state is no party where it is named."""
        mention = self.reading.mentions[index]
        words = unowned(self.reading.document.words[mention.start : mention.end])
        code = self.register.state(words) if mention.type == "LOCATION" else None
        return f"state:{code}" if f"state:{code}" in self.register.entries else None  # of Hong Kong there is a place, and no state


def phrase_takes(head: str, kind: str | None) -> bool:
    """Tell whether "the ``head``" may stand for an actor of a kind: no troops are a newspaper, no group is a state or a people."""
    noun = fold(head)
    if kind == "people":
        return False
    if kind == "state":
        return noun in _LANDS
    if kind == "media":
        return noun not in _ARMED and noun not in _LANDS
    return noun not in _PRESS and not (noun in _ARMED and kind in {"court", "company", "ngo"})
