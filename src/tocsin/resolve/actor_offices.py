"""Which person mentions of a report are one office-holder."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tocsin.model.reading import Mention, Offsets, Reading
from tocsin.resolve.actor_clusters import Cabinet, Cluster
from tocsin.resolve.actor_persons import Person, read_person, same_person
from tocsin.resolve.register import Register, fold


class Desk:
    """Keeps the persons in office of one report in its cabinet; private persons are turned away."""

    def __init__(self, register: Register, reading: Reading, cabinet: Cabinet, of_mention: Mapping[int, str], order: Sequence[int]) -> None:
        self.register = register
        self.reading = reading
        self.text = reading.document.words
        self.cabinet = cabinet
        self.of_mention = of_mention
        self._order = order
        self._persons: dict[Offsets, Person] = {}

    def person(self, mention: Mention) -> Cluster | None:
        """Return the office-holder that a mention is, null for a private person."""
        person = self._read(mention)
        named = [c for c in self.cabinet.clusters.values() if c.id.startswith("person:")]
        if person.name is None:
            return self._office_holder(person, mention)
        matches = [c for c in named if c.proper and any(same_person(person.name, form) for form in c.forms)]
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
        for mention in self.reading.mentions:
            if mention.type == "PERSON":
                person = self._read(mention)
                if person.office and person.name and same_person(name, person.name):
                    return person
        return None

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
            for before in reversed([i for i in self._order if self.reading.mentions[i].end <= mention.start]):
                held = self.of_mention.get(before, "")
                near = self.text[max(0, self.reading.mentions[before].start - 40) : self.reading.mentions[before].end + 40]
                if held.startswith("person:") and re.search(rf"\b{re.escape(words[-1])}\b", near, re.IGNORECASE):
                    return self.cabinet.clusters.get(held)
        return None
