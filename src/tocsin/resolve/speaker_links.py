"""Whom the reader's links give as the speaker behind "he", "they" or "the official"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tocsin.model.reading import Reading
from tocsin.resolve.actor_names import head_of, parse_name
from tocsin.resolve.actor_persons import OFFICIALS
from tocsin.resolve.actors import Actors
from tocsin.resolve.speaker_names import Voice, singular, trimmed


@dataclass(frozen=True, slots=True)
class LinkedVoices:
    """Follows links to the voices of one report.

    ``sources`` are its quotations by where their sources begin, ``voices`` those heard so far; ``named`` gives the voice of a span with a
    person's name, null where there is none, and ``body`` that of an organisation.
    """

    reading: Reading
    actors: Actors
    sources: Mapping[int, int]
    voices: Mapping[int, Voice | None]
    named: Callable[[int, int], Voice | None]
    body: Callable[[int, int, str], Voice]

    def person(self, start: int, end: int, noun: str | None = None) -> Voice | None:
        """Return the person that a span is linked to: one with a name, or one who spoke before.

        Behind a phrase ("the officer") the latter counts only under the phrase's own ``noun``: another office is another person.
        """
        if noun is not None and parse_name(self.reading.document.words[start:end]).proper is not None:
            return None  # a name of its own
        for where in self.actors.takes_up(start, end):
            voice = self._heard(*where)
            said = self.reading.document.words[slice(*where)]
            if voice is not None and voice.person and noun in {None, singular(head_of(said))}:
                return voice
            if (named := self.named(*where)) is not None:
                return named
        return None

    def organisation(self, start: int, end: int) -> Voice | None:
        """Return the organisation, or the unnamed people who spoke before, that "it" or "they" is linked to."""
        for where in self.actors.takes_up(start, end):
            voice = self._heard(*where)
            if voice is not None and (voice.anonymous or not voice.person):
                return voice
            actor = self.actors.at(*where)
            if actor is not None and actor not in self.actors.peoples and not actor.startswith(OFFICIALS):
                return self.body(*where, actor)
        return None

    def _heard(self, start: int, end: int) -> Voice | None:
        """Return the voice of an earlier quotation whose source is a span, or begins with it."""
        index = self.sources.get(start)
        if index is None or trimmed(self.reading.document.words, *self.reading.quotations[index].source[0])[1] < end:
            return None
        return self.voices.get(index)
