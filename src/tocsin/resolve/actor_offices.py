"""Which person mentions of a report are one office-holder, and who held the office on the day that the report speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from tocsin.model.reading import Mention, Offsets, Reading
from tocsin.resolve.actor_clusters import Cabinet, Cluster
from tocsin.resolve.actor_names import country_of
from tocsin.resolve.actor_persons import OFFICIALS, RANKED, Person, asked_under, filed_under, read_person, same_person
from tocsin.resolve.date_calendar import Interval, day
from tocsin.resolve.dates import DateValue, resolve_date
from tocsin.resolve.office_terms import Term, Terms, name_words, office_of
from tocsin.resolve.register import Register, fold

#: "The minister" is looked for among so many mentions before it.
_REACH: Final = 400
#: What may stand between a date and the title that it dates: "In 2011 the French president", "the president of France in 2011".
_DATED_BEFORE = re.compile(r"[\s,]*(?:then[\s-]+)?", re.IGNORECASE)
_LEAD = re.compile(r"(?:(?:in|on|during|back in)\s+)?(?:the\s+)?", re.IGNORECASE)
#: States in whose names the family's stands first.
_FAMILY_FIRST: Final = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "KHM"})
#: Days between two times from which they may have had two holders.
_LONG: Final = 60
_RULES: Final = {
    **dict.fromkeys(("regime", "government", "administration", "cabinet", "junta"), "gov"),
    **dict.fromkeys(("forces", "army", "troops", "soldiers", "military"), "mil"),
    "police": "cop",
}
_NAME: Final = r"(?P<name>[A-Z\u00c0-\u024f][\w'’-]+?(?: (?:al-)?[A-Z\u00c0-\u024f][\w'’-]+?)*)"
_OF_LEADER = re.compile(
    rf"(?:[Tt]he )?(?:(?P<of>{'|'.join(_RULES)}) of {_NAME}|{_NAME.replace('name', 'whose')}(?:['’]s?)? (?P<organ>{'|'.join(_RULES)}))$"
)
_DATED_BEHIND = re.compile(r",?\s+(?:in|at|on|during|of|back in|as of)?\s*(?:the\s+)?", re.IGNORECASE)


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
        self.persons: dict[Offsets, Person] = {}
        self._holders: dict[str, str] = {}

    def person(self, mention: Mention) -> Cluster | None:
        """Return the office-holder that a mention is, null for a private person."""
        person = self._read(mention)
        if person.name is None:
            return self._office_holder(person, mention)
        matches = self.cabinet.persons(person.name)
        if len(matches) == 1 and (person.office is None or not matches[0].id.startswith("office:")):
            self.cabinet.also(matches[0], person.name)
            return matches[0]
        full = person if person.office else self._introduced(person.name)
        term = self._term(full or person, mention)
        if term is not None:
            return self._in_term(term, person.name)
        if full is None or full.name is None or full.office is None:
            return None
        cluster = self.cabinet.new(full.name, proper=True, family="person")
        self.cabinet.also(cluster, person.name)
        cluster.kind, cluster.sector, cluster.country = "person in office", full.sector, full.country
        return cluster

    def organ(self, words: str) -> tuple[str, str] | None:
        """Return state and organ (``gov``, ``mil``, ``cop``) of "the Assad regime": whose head of state or government had that name then.

        The last name tells, in Chinese and Korean names the first; where it fits the heads of two states, the one that the report names.
        """
        match = _OF_LEADER.match(" ".join(words.split()))
        published = self.reading.document.published
        if match is None or published is None:
            return None
        name = re.sub(r"['’]s?$", "", match["name"] or match["whose"])
        last = name_words(name)[-1:]
        found = [t for t in Terms.load().named(name, day(published)) if last in (t.words[-1:], t.words[:1])]
        found = [t for t in found if last == t.words[-1:] or t.country in _FAMILY_FIRST]
        states = {t.country for t in found}
        if len(states) > 1:
            states &= self._countries
        return (states.pop(), _RULES[match["of"] or match["organ"]]) if len(states) == 1 else None

    def _read(self, mention: Mention) -> Person:
        where = (mention.start, mention.end)
        if where not in self.persons:
            self.persons[where] = read_person(self.register, self.text, *where)
        return self.persons[where]

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
        words = self.text[mention.start : mention.end]
        if person.country and RANKED.match(person.office):
            state = self.register.entries[f"state:{person.country}"].name
            cluster = self.cabinet.new(f"{person.office} of {state}", proper=True, family="person")
            cluster.kind, cluster.sector, cluster.country = "person in office", person.sector, person.country
            cluster.listed = True
            self.cabinet.also(cluster, words)
            return cluster
        if person.country:
            when = self._when(mention)
            office = office_of(person.office)
            term = Terms.load().holder(person.country, office, when) if when and not self._elsewhere(mention, when) else None
            if term is not None:
                return self._in_term(term, words)
            return self._seat(person.country, office, person.sector, words)
        nouns = fold(self.text[mention.start : mention.end]).split()
        if (
            nouns
            and nouns[-1] == person.office.split()[-1]
            and not re.match(r"(?:an?|one)\s", self.text[mention.start : mention.end], re.IGNORECASE)
        ):
            last = bisect_left(self._begins, mention.start)
            for before in reversed(self._order[max(0, last - _REACH) : last]):
                held = self.of_mention.get(before, "")
                if not held.startswith(OFFICIALS) or self.reading.mentions[before].end > mention.start:
                    continue
                near = self.text[max(0, self.reading.mentions[before].start - 40) : self.reading.mentions[before].end + 40]
                if re.search(rf"\b{re.escape(nouns[-1])}\b", near, re.IGNORECASE):
                    return self.cabinet.clusters.get(held)
        return None

    def _term(self, person: Person, mention: Mention) -> Term | None:
        """Return the term of a named person who was in office on the day that the report speaks of; None where two may be meant.

        A title, a whole name or the state in the text has to agree with the table; a last name counts only with its title.
        """
        when = self._when(mention)
        if person.name is None or when is None or (person.office and RANKED.match(person.office)):
            return None
        titled = person.office is not None
        if not titled and len(person.name.split()) < 2:
            return None
        office = office_of(person.office) if person.office else None
        found = Terms.load().named(person.name, when, office=office, sure=not titled)
        fitting = [t for t in found if t.country == person.country or (person.country is None and t.country in self._countries)]
        return fitting[0] if len(fitting) == 1 else None

    def _in_term(self, term: Term, form: str) -> Cluster:
        """Return the actor of an office in one holder's time; a second holder in the same report gets an id of their own."""
        seat = f"office:{term.country}-{term.office.replace(' ', '-')}"
        if seat not in self._holders:
            now = self.reading.document.published
            present = Terms.load().holder(term.country, term.office, day(now)) if now else None
            self._holders[seat] = (present or term).id
        same = self._holders[seat] == term.id
        cluster = self._seat(term.country, term.office, "GOV", form, "" if same else f"@{term.began.start.year}")
        self.cabinet.also(cluster, term.person)
        return cluster

    def _seat(self, country: str, office: str, sector: str | None, form: str, suffix: str = "") -> Cluster:
        """Return the actor of an office of a state."""
        made = f"office:{country}-{office.replace(' ', '-')}{suffix}"
        cluster = self.cabinet.clusters.get(made)
        if cluster is None:
            name = f"{office} of {self.register.entries[f'state:{country}'].name}"
            cluster = Cluster(made, name, "person in office", sector, country, listed=True)
            self.cabinet.clusters[made] = cluster
        self.cabinet.also(cluster, form)
        return cluster

    def _when(self, mention: Mention) -> Interval | None:
        """Return the days that a title is meant for: a date next to it, else the day of publication."""
        for time in self._times_near(mention):
            between = self.text[time.end : mention.start] if time.end <= mention.start else self.text[mention.end : time.start]
            link = _DATED_BEFORE if time.end <= mention.start else _DATED_BEHIND
            opens = time.end > mention.start or time.start in self._opens or self.text[: time.start].rstrip().endswith((".", "\n"))
            if link.fullmatch(between) and opens and (told := self._dated(time)):
                return told
        published = self.reading.document.published
        return day(published) if published else None

    def _elsewhere(self, mention: Mention, when: Interval) -> bool:
        """Tell whether the sentence speaks of another time too, so that nobody can say whose holder a bare title means."""
        told = [self._dated(t) for t in self._times_near(mention)]
        return any(d is not None and (d.end < when.start or d.start > when.end) and abs((d.start - when.start).days) > _LONG for d in told)

    def _dated(self, time: Mention) -> DateValue | None:
        value = resolve_date(self.text[time.start : time.end], self.reading.document.published)
        return value if isinstance(value, DateValue) else None

    def _times_near(self, mention: Mention) -> list[Mention]:
        """Return the time expressions of the sentence in which a mention stands."""
        at = max(0, bisect_right(self._sentences, mention.start) - 1)
        if not self._sentences:
            return []
        start, end = self.reading.sentences[at].start, self.reading.sentences[at].end
        low, high = bisect_left(self._begins, start), bisect_left(self._begins, end)
        return [m for m in (self.reading.mentions[i] for i in self._order[low:high]) if m.type == "TIME"]

    @cached_property
    def _sentences(self) -> list[int]:
        return [s.start for s in self.reading.sentences]

    @cached_property
    def _opens(self) -> frozenset[int]:
        """Where sentences begin, a leading "In" or "On" passed over."""
        return frozenset(at + len(_LEAD.match(self.text, at).group()) for at in self._sentences)  # type: ignore[union-attr]

    @cached_property
    def _countries(self) -> frozenset[str]:
        """The states that the report names, by name, adjective or capital."""
        found: set[str] = set()
        for mention in self.reading.mentions:
            if mention.type in {"LOCATION", "ORGANIZATION", "GROUP", "PERSON"}:
                words = self.text[mention.start : mention.end]
                code = self.register.state(words) or self.register.capital(words) or country_of(self.register, words)
                found |= {code} if code else set()
        return frozenset(found)
