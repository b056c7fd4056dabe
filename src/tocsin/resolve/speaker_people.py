"""The persons that a report names, found by place, by name and by the noun that introduced them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from tocsin.model.reading import Mention, Offsets, Reading
from tocsin.resolve.actor_names import head_of
from tocsin.resolve.actor_persons import Person, asked_under, filed_under, read_person, same_person
from tocsin.resolve.register import Register
from tocsin.resolve.speaker_names import singular

_ONE = re.compile(r"(?:an?|one|two|another)\s", re.IGNORECASE)


class People:
    """The PERSON mentions of one report. Title and text are zones apart: ``True`` is the title.

    ``read`` are those that were taken apart before, with the same register.
    """

    def __init__(self, register: Register, reading: Reading, read: dict[Offsets, Person] | None = None) -> None:
        self._register = register
        self._text = reading.document.words
        self._shift = reading.document.shift
        self._mentions = sorted((m for m in reading.mentions if m.type == "PERSON"), key=lambda m: m.start)
        self._starts = [m.start for m in self._mentions]
        self._read: dict[Offsets, Person] = {} if read is None else read
        self._fullest: dict[tuple[str, bool], Offsets | None] = {}

    def person(self, start: int, end: int) -> Person:
        """Return the person that a mention gives."""
        if (start, end) not in self._read:
            self._read[(start, end)] = read_person(self._register, self._text, start, end)
        return self._read[(start, end)]

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that begin in a span."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def back(self, position: int) -> Iterator[Mention]:
        """Yield the mentions that end before a position in its zone, nearest first."""
        for number in range(bisect_left(self._starts, position + 1) - 1, -1, -1):
            mention = self._mentions[number]
            if (mention.start < self._shift) != (position < self._shift):
                return
            if mention.end <= position:
                yield mention

    def introduced(self, noun: str, position: int) -> Mention | None:
        """Return the last person before a position whom a noun introduced: an office with a name, or "a resident"."""
        numbers = self._by_noun.get((noun, position < self._shift), [])
        for at in range(bisect_left(numbers, position + 1, key=lambda n: self._starts[n]) - 1, -1, -1):
            if self._mentions[numbers[at]].end <= position:
                return self._mentions[numbers[at]]
        return None

    def fullest(self, name: str, *, title: bool) -> Offsets | None:
        """Return the longest mention in a zone that names the same person with as many words or more."""
        if (name, title) not in self._fullest:
            found = [
                where
                for key in asked_under(name)
                for (other, zone), where in self._by_name.get(key, {}).items()
                if zone == title and same_person(name, other) and len(name.split()) <= len(other.split())
            ]
            self._fullest[(name, title)] = min(found, key=lambda w: (w[0] - w[1], w[0]), default=None)
        return self._fullest[(name, title)]

    @cached_property
    def _by_name(self) -> dict[str, dict[tuple[str, bool], Offsets]]:
        made: dict[str, dict[tuple[str, bool], Offsets]] = {}
        for m in self._mentions:
            name = self.person(m.start, m.end).name
            for key in filed_under(name) if name else ():
                held = made.setdefault(key, {})
                where = held.setdefault((name or "", m.start < self._shift), (m.start, m.end))
                if m.end - m.start > where[1] - where[0]:
                    held[(name or "", m.start < self._shift)] = (m.start, m.end)
        return made

    @cached_property
    def _by_noun(self) -> dict[tuple[str, bool], list[int]]:
        made: dict[tuple[str, bool], list[int]] = {}
        for number, m in enumerate(self._mentions):
            person, said = self.person(m.start, m.end), self._text[m.start : m.end]
            nouns = {singular(person.office.split()[-1])} if person.name and person.office else set()
            nouns |= {singular(head_of(said))} if _ONE.match(said) else set()
            for noun in nouns:
                made.setdefault((noun, m.start < self._shift), []).append(number)
        return made
