"""Who says what: each quotation's speaker followed through the text, and the chain from the outlet to the innermost speaker."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Final

from tocsin.model.reading import Offsets, Reading
from tocsin.model.reading import Quotation as Seen
from tocsin.model.record import Quotation, Voicer
from tocsin.resolve.actor_names import head_of, parse_name
from tocsin.resolve.actor_persons import OFFICIALS
from tocsin.resolve.actor_reference import IT, PERSON, THEY, WE, is_pronoun
from tocsin.resolve.actors import Actors
from tocsin.resolve.credits import CreditFound, same_outlet
from tocsin.resolve.register import Register, fold, unowned
from tocsin.resolve.spans import Spans
from tocsin.resolve.speaker_links import LinkedVoices
from tocsin.resolve.speaker_names import Voice, is_anonymous, quoted_regions, share_inside, singular, trimmed
from tocsin.resolve.speaker_people import People
from tocsin.resolve.speaker_records import place_of, record_quotation

_DEFINITE = re.compile(r"^(?:the|this|that|both|these|those)\s", re.IGNORECASE)
_MEMBER = re.compile(r"(?:an?|one|another)\s+.*\b(?:of|with|from|at|in|for)\b", re.IGNORECASE)
_LINKED = re.compile(r"\b(?:of|for|to|with|from|by|at)\s+(?:the\s+)?$")
_OWNS = re.compile(r"['’]s?\s+\w")
_COVERED: Final = 0.6
_VERBATIM: Final = 0.8
_REACH: Final = 3


@dataclass(frozen=True)
class Speech:
    """The quotations of one report as the record shows them, and who says any of its words."""

    quotations: tuple[Quotation, ...]
    _room: _Room | None = field(default=None, repr=False, compare=False)

    def chain(self, start: int, end: int, sentence_index: int) -> tuple[Voicer, ...]:
        """Return who says the words at a span of ``Document.words``, from the outlet through its credits to the innermost speaker."""
        return self._room.chain(start, end, sentence_index) if self._room else ()


class SpeakerResolver:
    """Follows speakers through readings."""

    def __init__(self, register: Register | None = None) -> None:
        self._register = register or Register.load()

    def resolve(self, reading: Reading, actors: Actors, credits: Sequence[CreditFound]) -> Speech:  # noqa: A002
        """Return the quotations of a report with their speakers; a cue without a source ("reportedly") has none."""
        room = _Room(self._register, reading, actors, credits)
        return Speech(tuple(room.recorded(i) for i in range(len(reading.quotations))), room)


class _Room:
    """The state of one report's speech."""

    def __init__(self, register: Register, reading: Reading, actors: Actors, credited: Sequence[CreditFound]) -> None:
        self.register = register
        self.reading = reading
        self.actors = actors
        self.text = reading.document.words
        self.shift = reading.document.shift
        self._ids = {a.id for a in actors.actors}
        source = reading.document.source
        self._outlet = (source.name or source.domain) if source else None
        self._credited: dict[str | int, list[str]] = {}
        for credit in credited:
            self._credited.setdefault(credit.scope, []).append(credit.credit.name or self.text[credit.name_start : credit.name_end])
        self._outermost = self._voicer(self._outlet)
        self._throughout = [self._outermost]
        for name in self._credited.get("document", ()):
            if not any(same_outlet(register, name, v.name) for v in self._throughout):
                self._throughout.append(self._voicer(name))
        self._starts = [s.start for s in reading.sentences]
        self._opens = frozenset(self._starts)
        self._quoted = quoted_regions(self.text)
        self._people = People(register, reading, actors.persons)
        self._extents = Spans((n, (q.content[0][0], q.content[-1][1])) for n, q in enumerate(reading.quotations) if q.content)
        self._named_by: dict[str, list[int]] = {}
        for number, actor in sorted(actors.of_mention.items()):
            self._named_by.setdefault(actor, []).append(number)
        self._full: dict[tuple[str, bool], Offsets | None] = {}
        self._voices: dict[int, Voice | None] = {}
        self._sources: dict[int, int] = {}
        self._linked = LinkedVoices(reading, actors, self._sources, self._voices, self._person_at, partial(self._fullest, person=False))
        self._spoken: list[tuple[int, int]] = []
        self._verbatim: dict[int, list[tuple[int, int]]] = {}
        self._letter: dict[int, bool] = {}
        for index in sorted(range(len(reading.quotations)), key=lambda i: place_of(reading.quotations[i])):
            self._hear(index)

    def _sentence(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    def _zone(self, position: int) -> bool:
        return position < self.shift

    def _hear(self, index: int) -> None:
        quotation, voice = self.reading.quotations[index], self._voice(index)
        self._voices[index] = voice
        if quotation.source:
            self._sources.setdefault(quotation.source[0][0], index)
        if voice is None:
            return
        if quotation.source:
            self._spoken.append((quotation.source[0][0], index))
        if quotation.content and self.reading.sentences and self._is_verbatim(index):
            start = quotation.content[0][0]
            insort(self._verbatim.setdefault(self.reading.sentences[self._sentence(start)].paragraph, []), (start, index))

    def _voice(self, index: int) -> Voice | None:
        quotation = self.reading.quotations[index]
        if not quotation.source:
            return self._continued(quotation) if not quotation.cue else None
        start, end = trimmed(self.text, *quotation.source[0])
        return self._speaker(start, end, index) if start < end else None

    def _continued(self, quotation: Seen) -> Voice | None:
        """Return the speaker of the quoted sentences before, where a quotation without source goes on in the same paragraph."""
        if not quotation.content or share_inside(*quotation.content[0], self._quoted) < _VERBATIM:
            return None
        found = self._quoting(quotation.content[0][0])
        return self._voices.get(found) if found is not None else None

    def _quoting(self, position: int) -> int | None:
        """Return the nearest quotation to the letter in the paragraph of a position, those before it first."""
        if not self.reading.sentences:
            return None
        paragraph = self.reading.sentences[self._sentence(position)].paragraph
        spoken = self._verbatim.get(paragraph, [])
        after = bisect_left(spoken, (position + 1, 0))
        if after == 0:
            return spoken[0][1] if spoken else None
        return spoken[bisect_left(spoken, (spoken[after - 1][0], 0))][1]

    def _is_verbatim(self, index: int) -> bool:
        """Tell whether a quotation is to the letter; looked up once."""
        if index not in self._letter:
            pieces = self.reading.quotations[index].content if self._quoted else ()
            inside = sum([share_inside(s, e, self._quoted) * (e - s) for s, e in pieces])
            self._letter[index] = pieces != () and inside >= _VERBATIM * sum([e - s for s, e in pieces])
        return self._letter[index]

    def _speaker(self, start: int, end: int, index: int) -> Voice:
        words = self.text[start:end]
        if is_pronoun(words):
            return self._pronoun(start, end, index)
        actor = self.actors.at(start, end)
        held = self._person_in(start, end)
        if held is not None:
            return self._named(start, end, held, actor)
        if actor is not None and actor.startswith(OFFICIALS):
            return self._fullest(start, end, actor, person=True)
        if actor is None and all(w[:1].isupper() for w in words.split()) and start not in self._opens:
            return self._named(start, end, words, None)
        if actor is None and _DEFINITE.match(words):
            noun = singular(head_of(_DEFINITE.sub("", words)))
            earlier = self._linked.person(start, end, noun) or self._earlier(noun, start)
            if earlier is not None:
                return earlier
        organisation = actor is not None and _MEMBER.match(words) is None  # "a member of the group" is one person of it
        context = self.text[start : self.reading.sentences[self._sentence(start)].end] if self.reading.sentences else words
        anonymous = is_anonymous(words, context, person=False, organisation=organisation)
        if organisation and actor is not None:
            return self._fullest(start, end, actor, person=False)
        return Voice(start, end, None if anonymous else actor, anonymous, person=actor is None)

    def _person_in(self, start: int, end: int) -> str | None:
        """Return the proper name of the person whose mention is the source, or stands in apposition to it."""
        for mention in self._people.within(start, end):
            if mention.end <= end + 1:
                between = self.text[start : mention.start]
                if between and "," not in between and _LINKED.search(between):
                    continue
                name, said = self._people.person(mention.start, mention.end).name, self.text[mention.start : mention.end]
                if name and not _OWNS.match(self.text, mention.end, end) and unowned(said) == said:
                    return name
        return None

    def _named(self, start: int, end: int, name: str, actor: str | None) -> Voice:
        full = self._people.fullest(name, title=self._zone(start))
        best = full if full and full[1] - full[0] > end - start else (start, end)
        return Voice(*best, actor, anonymous=False, person=True)

    def _fullest(self, start: int, end: int, actor: str, *, person: bool) -> Voice:
        """Return an actor's voice at the first mention that names it in full, unless the source does so itself."""
        words = self.text[start:end]
        if parse_name(words, start in self._opens).proper is not None and not person:
            return Voice(start, end, actor, anonymous=False, person=person)
        full = self._in_full(actor, self._zone(start))
        if full is None and (held := self._named_by.get(actor)):
            first = self.reading.mentions[held[0]]
            full = (first.start, first.end) if first.end <= start and self._zone(first.start) == self._zone(start) else None
        return Voice(*(full or (start, end)), actor, anonymous=False, person=person)

    def _in_full(self, actor: str, zone: bool) -> Offsets | None:
        """Return the first of an actor's fullest proper names in a zone."""
        if (actor, zone) not in self._full:
            best, widest = None, 0
            for index in self._named_by.get(actor, ()):
                mention = self.reading.mentions[index]
                name = parse_name(self.text[mention.start : mention.end], mention.start in self._opens)
                if name.proper and self._zone(mention.start) == zone and len(name.bare) > widest:
                    best, widest = (mention.start, mention.end), len(name.bare)
            self._full[(actor, zone)] = best
        return self._full[(actor, zone)]

    def _before(self, position: int, reach: int = _REACH) -> Iterator[tuple[int, Voice]]:
        """Yield the voices that spoke before a position in the same zone, nearest first, at most ``reach`` sentences back."""
        here = self._sentence(position)
        for number in range(bisect_left(self._spoken, (position, 0)) - 1, -1, -1):
            at, index = self._spoken[number]
            if here - self._sentence(at) > reach or self._zone(at) != self._zone(position):
                return
            if (voice := self._voices[index]) is not None:
                yield at, voice

    def _earlier(self, noun: str, start: int) -> Voice | None:
        """Return the speaker that "the member" or "the official" points back to: the last one introduced by that noun."""
        for at, voice in self._before(start, reach=40):
            if voice.end <= start and noun in {singular(head_of(self.text[voice.start : voice.end])), self._noun_at(at)}:
                return voice
        mention = self._people.introduced(noun, start)
        if mention is None:
            return None
        where = (mention.start, mention.end)
        person = self._people.person(*where)
        if person.name and person.office and singular(person.office.split()[-1]) == noun:
            return self._named(*where, person.name, self.actors.at(*where))
        said = self.text[mention.start : mention.end]
        return Voice(*where, None, anonymous=is_anonymous(said, said, person=False, organisation=False), person=True)

    def _noun_at(self, position: int) -> str:
        found = self._sources.get(position)
        return "" if found is None else singular(head_of(self.text[slice(*self.reading.quotations[found].source[0])]))

    def _pronoun(self, start: int, end: int, index: int) -> Voice:
        word = fold(self.text[start:end])
        if word in WE:
            outer = self._outer(start, index)
            if outer is not None:
                return outer
            actor = self.actors.at(start, end)
            return self._fullest(start, end, actor, person=False) if actor else Voice(start, end, None, anonymous=False, person=True)
        spoken = list(self._before(start))
        if word in PERSON:
            found = self._linked.person(start, end) or self._person_before(start, spoken)
            return found or Voice(start, end, None, anonymous=True, person=True)
        if (linked := self._linked.organisation(start, end)) is not None:
            return linked
        actor = self.actors.at(start, end)
        if word in THEY:
            for _, voice in spoken:
                if voice.anonymous or not voice.person:
                    return voice
        if word in IT:
            bodies = [v for _, v in spoken if not v.person]
            if actor is None and bodies:
                return bodies[0]
        if actor:
            return self._fullest(start, end, actor, person=False)
        return Voice(start, end, None, anonymous=word in THEY, person=word in THEY)

    @cached_property
    def _contents(self) -> Spans:
        """What is quoted, by the numbers of the quotations."""
        return Spans((n, piece) for n, q in enumerate(self.reading.quotations) for piece in q.content)

    def _outer(self, position: int, index: int) -> Voice | None:
        found = [self._voices[i] for i in self._contents.at(position) if i != index and self._voices.get(i) is not None]
        return found[-1] if found else None

    def _person_before(self, position: int, spoken: list[tuple[int, Voice]]) -> Voice | None:
        """Return the person that "he" or "she" means: the last speaker, unless a later sentence opens with another person."""
        last = next(((at, v) for at, v in spoken if v.person), None)
        here = self._sentence(position)
        for mention in self._people.back(position):
            number = self._sentence(mention.start)
            if here - number > 2 or (last is not None and mention.start <= last[0]):
                break
            sentence = self._people.within(self._starts[number] if number else 0, position)
            others = [m for m in sentence if m is not mention and self._sentence(m.start) == number and m.end <= position]
            opening = mention.start - self._starts[number] < 40 or number == here or not others
            if opening and not re.match(r"['’]s", self.text[mention.end : mention.end + 2]):
                return self._speaker_of_mention(mention.start, mention.end)
        return last[1] if last else None

    def _speaker_of_mention(self, start: int, end: int) -> Voice:
        name = self._person_in(start, end)
        actor = self.actors.at(start, end)
        if name:
            return self._named(start, end, name, actor)
        words = self.text[start:end]
        anonymous = actor is None and is_anonymous(words, words, person=False, organisation=False)
        return Voice(start, end, actor, anonymous, person=True)

    def _person_at(self, start: int, end: int) -> Voice | None:
        return self._speaker_of_mention(start, end) if self._person_in(start, end) else None

    def recorded(self, index: int) -> Quotation:
        """Return one quotation as the record shows it."""
        seen = self.reading.quotations[index]
        voice = self._voices[index]
        span = (voice.start, voice.end) if voice else None
        actor, anonymous = (voice.actor, voice.anonymous) if voice else (None, False)
        return record_quotation(self.reading.document, seen, index + 1, span, actor, anonymous=anonymous, verbatim=self._is_verbatim(index))

    def chain(self, start: int, end: int, number: int) -> tuple[Voicer, ...]:
        """Return the chain of voices for a span, as ``Speech.chain`` says."""
        voices = [(i, v) for i, v in self._around(start, end) if not same_outlet(self.register, self._outlet, self.text[v.start : v.end])]
        names = {self.text[v.start : v.end] for _, v in voices}
        told = {number} | {self._sentence(v.start) for _, v in voices if v.person}
        headline = bool(self.reading.sentences) and self.reading.sentences[number].part == "headline"
        said = [self._outermost] if headline else list(self._throughout)
        for scope in sorted(told):
            for name in self._credited.get(scope, ()):
                spoken = any(same_outlet(self.register, name, n) or fold(name) in fold(n) for n in names)
                if not spoken and not any(same_outlet(self.register, name, v.name) for v in said):
                    said.append(self._voicer(name))
        for index, voice in voices:
            name = " ".join(self.text[voice.start : voice.end].split())
            last = said[-1]
            if last.quotation is not None and (last.name == name or (voice.actor is not None and last.actor == voice.actor)):
                continue
            said.append(Voicer(name=name, actor=voice.actor, quotation=f"q{index + 1}", anonymous=voice.anonymous))
        return tuple(said)

    def _around(self, start: int, end: int) -> list[tuple[int, Voice]]:
        """Return the quotations whose content holds most of a span, outer to inner; a quoted sentence goes on with the one before."""
        found: list[tuple[int, int, Voice]] = []
        for index in self._extents.over(start, end):
            q, voice = self.reading.quotations[index], self._voices[index]
            if voice is not None and share_inside(start, end, sorted(q.content)) >= _COVERED:
                found.append((-(q.content[-1][1] - q.content[0][0]), index, voice))
        if not found and self._quoted and share_inside(start, end, self._quoted) >= _VERBATIM:
            index_near = self._quoting(start)
            near = self._voices.get(index_near) if index_near is not None else None
            if index_near is not None and near is not None:
                return [(index_near, near)]
        return [(index, voice) for _, index, voice in sorted(found, key=lambda f: (f[0], f[1]))]

    def _voicer(self, name: str | None) -> Voicer:
        entry = self.register.outlet(name) if name else None
        return Voicer(name=name, actor=entry.id if entry is not None and entry.id in self._ids else None, quotation=None, anonymous=False)
