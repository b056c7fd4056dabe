"""Which person mentions of a report are one office-holder."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from tocsin.model.reading import Mention, Offsets, Reading
from tocsin.resolve.actor_clusters import Cabinet, Cluster
from tocsin.resolve.actor_persons import Person, asked_under, filed_under, read_person, same_person
from tocsin.resolve.register import Register, fold

#: "The minister" is looked for among so many mentions before it.
_REACH: Final = 400


class Desk:
    """Keeps the persons in office of one report in its cabinet; private persons are turned away."""

    def __init__(self, register: Register, reading: Reading, cabinet: Cabinet, of_mention: Mapping[int, str], order: Sequence[int]) -> None:
        self.register = register
        self.reading = reading
        self.text = reading.document.words
        self.cabinet = cabinet
        self.of_mention = of_mention
        self._order = order
        self._begins = [reading.mentions[i].start for i in order]
        self._persons: dict[Offsets, Person] = {}

    def person(self, mention: Mention) -> Cluster | None:
        """Return the office-holder that a mention is, null for a private person."""
        person = self._read(mention)
        if person.name is None:
            return self._office_holder(person, mention)
        matches = self.cabinet.persons(person.name)
        if len(matches) == 1:
            self.cabinet.also(matches[0], person.name)
            return matches[0]
        full = person if person.office else self._introduced(person.name)
        if full is None or full.name is None or full.office is None:
            return None
        cluster = self.cabinet.new(full.name, proper=True, family="person")
        self.cabinet.also(cluster, person.name)
        cluster.kind, cluster.sector, cluster.country = "person in office", full.sector, full.country
        return cluster

    def _read(self, mention: Mention) -> Person:
        where = (mention.start, mention.end)
        if where not in self._persons:
            self._persons[where] = read_person(self.register, self.text, *where)
        return self._persons[where]

    def _introduced(self, name: str) -> Person | None:
        """Return the same person as introduced elsewhere with an office; a headline names before the body explains."""
        found = [p for key in asked_under(name) for p in self._in_office.get(key, ()) if same_person(name, p[1].name or "")]
        return min(found, key=lambda p: p[0])[1] if found else None

    @cached_property
    def _in_office(self) -> dict[str, list[tuple[int, Person]]]:
        """The first mention of each name that is introduced with an office, in the order of the text."""
        made: dict[str, list[tuple[int, Person]]] = {}
        told: set[str] = set()
        for number, mention in enumerate(self.reading.mentions):
            if mention.type != "PERSON":
                continue
            person = self._read(mention)
            if person.office and person.name and person.name not in told:
                told.add(person.name)
                for key in filed_under(person.name):
                    made.setdefault(key, []).append((number, person))
        return made

    def _office_holder(self, person: Person, mention: Mention) -> Cluster | None:
        if person.office is None:
            return None
        if person.country:
            state = self.register.entries[f"state:{person.country}"].name
            cluster = self.cabinet.new(f"{person.office} of {state}", proper=True, family="person")
            cluster.kind, cluster.sector, cluster.country = "person in office", person.sector, person.country
            cluster.listed = True
            self.cabinet.also(cluster, self.text[mention.start : mention.end])
            return cluster
        words = fold(self.text[mention.start : mention.end]).split()
        if (
            words
            and words[-1] == person.office.split()[-1]
            and not re.match(r"(?:an?|one)\s", self.text[mention.start : mention.end], re.IGNORECASE)
        ):
            last = bisect_left(self._begins, mention.start)
            for before in reversed(self._order[max(0, last - _REACH) : last]):
                held = self.of_mention.get(before, "")
                if not held.startswith("person:") or self.reading.mentions[before].end > mention.start:
                    continue
                near = self.text[max(0, self.reading.mentions[before].start - 40) : self.reading.mentions[before].end + 40]
                if re.search(rf"\b{re.escape(words[-1])}\b", near, re.IGNORECASE):
                    return self.cabinet.clusters.get(held)
        return None
