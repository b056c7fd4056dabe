"""Which person mentions of a report are one office-holder, and who held the office on the day that the report speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from tocsin.model.reading import Mention, Offsets, Reading
from tocsin.resolve.actor_clusters import Cabinet, Cluster
from tocsin.resolve.actor_names import state_of
from tocsin.resolve.actor_persons import OFFICIALS, RANKED, Person, asked_under, filed_under, read_person, same_person
from tocsin.resolve.actor_variants import country_context
from tocsin.resolve.date_calendar import Interval, day
from tocsin.resolve.dates import DateValue, resolve_date
from tocsin.resolve.office_terms import Term, Terms, name_words, office_of
from tocsin.resolve.register import Register, bag, fold, unowned, with_article

#: So many days after its source was written, a term without an end still counts for a whole name: few leave within that time unnoticed.
_LATELY: Final = 730
#: Titles that holders of an office bear beside it.
_STYLES = re.compile(
    r"leader|ruler|general|gen|colonel|col|field marshal|marshal|admiral|ayatollah|grand ayatollah|commander|head of state", re.IGNORECASE
)
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Sheikh)\.?\s+$")
_JUNIOR = re.compile(r"\b(?:Jr|Junior)\b", re.IGNORECASE)  # a son who bears his father's name is not his father
#: States whose holders bear common English names: "Mr Brown" is anybody where his state is not named.
_ENGLISH: Final = bag("USA GBR IRL CAN AUS NZL JAM BHS BRB TTO GRD LCA VCT KNA ATG DMA GUY BLZ LBR GHA ZAF ZMB ZWE NAM")
_DEFINITE = re.compile(r"(?:the|this|that)\s", re.IGNORECASE)
_OPENS: Final = 15
_REACH: Final = 400  # mentions before "the minister", among which he is looked for
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
    rf"(?:[Tt]he )?(?:(?P<of>{'|'.join(_RULES)}) of {_NAME}|{_NAME.replace('name', 'whose')}(?:['’]s?)? (?P<organ>(?i:{'|'.join(_RULES)})))$"
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
        self._bears: dict[str, set[str]] = {}

    def person(self, mention: Mention) -> Cluster | None:
        """Return the office-holder that a mention is, null for a private person."""
        person = self.read(mention)
        if person.name is None:
            return self._office_holder(person, mention)
        matches = [] if _JUNIOR.search(person.name) else self.cabinet.persons(person.name)
        if len(matches) == 1 and (person.office is None or not matches[0].id.startswith("office:")):
            self.cabinet.also(matches[0], person.name)
            return matches[0]
        full = person if person.office else self._introduced(person.name)
        term = self._term(full or person, mention) or (None if full else self._in_full(person.name) or self._unintroduced(person, mention))
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
        published = self.reading.document.published
        match = _OF_LEADER.match(" ".join(words.split())) if published else None
        if match is None or published is None:
            return None
        name = unowned(match["name"] or match["whose"])
        last = name_words(name)[-1:]
        found = [t for t in Terms.load().named(name, day(published)) if last in (t.words[-1:], t.words[:1])]
        found = [t for t in found if last == t.words[-1:] or t.country in _FAMILY_FIRST]
        states = {t.country for t in found}
        if len(states) > 1:
            states &= self._countries
        return (states.pop(), _RULES[(match["of"] or match["organ"]).lower()]) if len(states) == 1 else None

    def read(self, mention: Mention) -> Person:
        """Return what a mention of a person says of them, taken apart once."""
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
            person = self.read(mention)
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
            state = with_article(self.register.entries[f"state:{person.country}"].name)
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
        return self._bare_title(person.office, mention)

    def _bare_title(self, title: str, mention: Mention) -> Cluster | None:
        """Return whom "the president" means: the only holder before it, the only one near it, the subject of the sentence before, or the one of
        whom the report speaks most; else the holder in the only state that the report names. "A president" and "the former president" are nobody.
        """
        words = self.text[mention.start : mention.end]
        definite = _DEFINITE.match(words) or re.search(r"\b[Tt]he\s+$", self.text[max(0, mention.start - 5) : mention.start])
        if not definite or RANKED.match(title) or fold(words).split()[-1:] != title.split()[-1:]:
            return None
        held = list(self._titled(title, mention))
        here = self._sentence(mention.start)
        near = [(at, who) for at, who in held if here - self._sentence(at) <= 1]
        before = [(at, who) for at, who in near if self._sentence(at) < here] or near
        counts = Counter(who for _, who in held).most_common(2)
        chosen: str | None = None
        if len(counts) == 1 or len({who for _, who in near}) == 1:
            chosen = (near or held)[0][1]
        elif before:
            at, who = min(before)
            chosen = who if at - self._sentences[self._sentence(at)] < _OPENS else None
        elif counts and counts[0][1] >= 2 * counts[1][1]:
            chosen = counts[0][0]
        return self.cabinet.clusters.get(chosen) if chosen else None if held else self._only_seat(title, mention)

    def _titled(self, title: str, mention: Mention) -> Iterator[tuple[int, str]]:
        """Yield where those who bear a title stand before a mention, nearest first."""
        wanted = office_of(title)
        last = bisect_left(self._begins, mention.start)
        for number in reversed(self._order[max(0, last - _REACH) : last]):
            held, other = self.of_mention.get(number, ""), self.reading.mentions[number]
            if not held.startswith(OFFICIALS) or other.end > mention.start:
                continue
            borne = self._bears.setdefault(held, set())
            said = self.read(other).office if other.type == "PERSON" else None
            borne |= {office_of(said)} if said else set()
            seat = held.partition("-")[2].partition("@")[0].replace("-", " ") if held.startswith("office:") else ""
            if any(b == wanted or b.endswith(f" {wanted}") for b in (*borne, seat)):
                yield other.start, held

    def _only_seat(self, title: str, mention: Mention) -> Cluster | None:
        """Return the office of the only state that a report names, where the table knows who held it then."""
        country, when, office = self._only_state, self._when(mention), office_of(title)
        term = Terms.load().holder(country, office, when) if country and when and not self._elsewhere(mention, when) else None
        return self._in_term(term, self.text[mention.start : mention.end]) if term else None

    @cached_property
    def _only_state(self) -> str | None:
        return country_context(self.register, self.reading)

    def _sentence(self, position: int) -> int:
        return max(0, bisect_right(self._sentences, position) - 1)

    def _in_full(self, name: str) -> Term | None:
        """Return the term of a holder whose whole name stands elsewhere in the report; a headline gives the last name alone."""
        if len(name.split()) > 1:
            return None
        others = {
            fold(p.name): (p, m) for key in asked_under(name) for p, m in self._whole.get(key, ()) if p.name and same_person(name, p.name)
        }
        if len(others) != 1:
            return None
        ((other, mention),) = others.values()
        return self._term(other, mention)

    def _unintroduced(self, person: Person, mention: Mention) -> Term | None:
        """Return the term of whom a bare last name means that the report nowhere introduces: readers know the holder of a state that it names.

        Null where two holders have the name, where English names are common, and where a person of the report has it with another first name.
        """
        when = self._when(mention)
        if person.name is None or " " in person.name or when is None or any(self._whole.get(key) for key in asked_under(person.name)):
            return None
        last = name_words(person.name)[-1:]
        found = [t for t in Terms.load().named(person.name, when) if t.lately(when, _LATELY) and t.country not in _ENGLISH]
        found = [t for t in found if t.country in self._countries and last == (t.words[:1] if t.country in _FAMILY_FIRST else t.words[-1:])]
        return found[0] if len({t.words for t in found}) == 1 and len({t.country for t in found}) == 1 else None

    @cached_property
    def _whole(self) -> dict[str, list[tuple[Person, Mention]]]:
        """The first mention of each name of several words."""
        made: dict[str, list[tuple[Person, Mention]]] = {}
        told: set[str] = set()
        for mention in self.reading.mentions:
            person = self.read(mention) if mention.type == "PERSON" else None
            if person and person.name and " " in person.name and fold(person.name) not in told:
                told.add(fold(person.name))
                for key in filed_under(person.name):
                    made.setdefault(key, []).append((person, mention))
        return made

    def _term(self, person: Person, mention: Mention) -> Term | None:
        """Return the term of a named person who was in office on the day that the report speaks of; None where two may be meant.

        A whole name, or a title with the last name, is enough where one holder in the world had it then; of several, the one whose state the
        report names. "Mr", a rank or "leader" supports a last name too, that of an English-speaking state's holder only where it is named.
        """
        when = self._when(mention)
        if person.name is None or when is None or (person.office and RANKED.match(person.office)):
            return None
        office = office_of(person.office) if person.office else None
        if office and not Terms.load().knows(office):
            if not _STYLES.fullmatch(office):
                return None
            office = None
        whole = len(person.name.split()) > 1
        styled = person.office is not None or self._courtesy(person.name, mention)
        if not (whole or styled):
            return None
        found = [t for t in Terms.load().named(person.name, when, office=office) if office or t.lately(when, _LATELY)]
        if person.country:
            found = [t for t in found if t.country == person.country]
        named = [t for t in found if t.country in self._countries]
        if len(found) > 1 or (not person.country and not office and not whole and any(t.country in _ENGLISH for t in found)):
            found = named
        found = [t for t in found if _JUNIOR.search(t.person) or not _JUNIOR.search(person.name or "")]
        return found[0] if len(found) == 1 else None

    def _courtesy(self, name: str, mention: Mention) -> bool:
        """Tell whether "Mr" or the like stands before a name, within its mention or before it."""
        at = self.text.find(name.split(maxsplit=1)[0], mention.start, mention.end)
        return at >= 0 and _COURTESY.search(self.text, max(0, at - 12), at) is not None

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
            name = f"{office} of {with_article(self.register.entries[f'state:{country}'].name)}"
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

    def _times_near(self, mention: Mention) -> Sequence[Mention]:
        """Return the time expressions of the sentence in which a mention stands."""
        return self._times.get(self._sentence(mention.start), ())

    @cached_property
    def _times(self) -> dict[int, list[Mention]]:
        """The time expressions of each sentence, in the order of the text."""
        made: dict[int, list[Mention]] = {}
        for mention in (self.reading.mentions[i] for i in self._order):
            at = self._sentence(mention.start)
            if mention.type == "TIME" and self._sentences and self._sentences[at] <= mention.start < self.reading.sentences[at].end:
                made.setdefault(at, []).append(mention)
        return made

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
                if code := state_of(self.register, words):
                    found.add(code)
        return frozenset(found)
