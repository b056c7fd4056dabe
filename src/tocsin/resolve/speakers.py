"""Who says what: each quotation's speaker followed through the text, and the chain from the outlet to the innermost speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from tocsin.model.reading import Offsets, Reading
from tocsin.model.reading import Quotation as Seen
from tocsin.model.record import Quotation, Voicer
from tocsin.resolve.actor_names import head_of, parse_name
from tocsin.resolve.actor_persons import Person, read_person, same_person
from tocsin.resolve.actor_reference import IT, PERSON, PRONOUNS, THEY, WE
from tocsin.resolve.actors import Actors
from tocsin.resolve.credits import CreditFound, same_outlet
from tocsin.resolve.register import Register, fold
from tocsin.resolve.speaker_names import Voice, is_anonymous, quoted_regions, share_inside, singular
from tocsin.resolve.speaker_records import record_quotation

_DEFINITE = re.compile(r"^(?:the|this|that|both|these|those)\s", re.IGNORECASE)
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
        self.credits = credited
        self.text = reading.document.words
        self.shift = reading.document.shift
        self._ids = {a.id for a in actors.actors}
        self._starts = [s.start for s in reading.sentences]
        self._quoted = quoted_regions(self.text)
        self._persons = [(i, m) for i, m in enumerate(reading.mentions) if m.type == "PERSON"]
        self._extent = [(q.content[0][0], q.content[-1][1]) if q.content else (0, 0) for q in reading.quotations]
        self._read: dict[Offsets, Person] = {}
        self._voices: dict[int, Voice | None] = {}
        for index in sorted(range(len(reading.quotations)), key=lambda i: _place(reading.quotations[i])):
            self._voices[index] = self._voice(index)

    def _sentence(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    def _zone(self, position: int) -> bool:
        return position < self.shift

    def _voice(self, index: int) -> Voice | None:
        quotation = self.reading.quotations[index]
        if not quotation.source:
            return self._continued(quotation) if not quotation.cue else None
        start, end = self._trim(*quotation.source[0])
        return self._speaker(start, end, index) if start < end else None

    def _trim(self, start: int, end: int) -> Offsets:
        while start < end and self.text[start] in ' \t\n,;:-–—"“”':
            start += 1
        while end > start and self.text[end - 1] in ' \t\n,;:-–—"“”':
            end -= 1
        return start, end

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
        best: tuple[bool, int, int] | None = None
        for index, voice in self._voices.items():
            q = self.reading.quotations[index]
            if voice is None or not q.content or self.reading.sentences[self._sentence(q.content[0][0])].paragraph != paragraph:
                continue
            if not self._is_verbatim(q):
                continue
            away = position - q.content[0][0]
            key = (away < 0, abs(away), index)
            best = min(best, key) if best else key
        return best[2] if best else None

    def _is_verbatim(self, quotation: Seen) -> bool:
        if not quotation.content or not self._quoted:
            return False
        whole = sum(e - s for s, e in quotation.content)
        return sum(share_inside(s, e, self._quoted) * (e - s) for s, e in quotation.content) >= _VERBATIM * whole

    def _speaker(self, start: int, end: int, index: int) -> Voice:
        words = self.text[start:end]
        if fold(words) in PRONOUNS:
            return self._pronoun(start, end, index)
        actor = self.actors.at(start, end)
        held = self._person_in(start, end)
        if held is not None:
            return self._named(start, end, held, actor)
        if actor is not None and actor.startswith("person:"):
            return self._fullest(start, end, actor, person=True)
        if actor is None and all(w[:1].isupper() for w in words.split()) and start not in self._starts:
            return self._named(start, end, words, None)
        if actor is None and _DEFINITE.match(words):
            earlier = self._earlier(words, start)
            if earlier is not None:
                return earlier
        organisation = actor is not None and not self._single(words)
        context = self.text[start : self.reading.sentences[self._sentence(start)].end] if self.reading.sentences else words
        anonymous = is_anonymous(words, context, person=False, organisation=organisation)
        if organisation and actor is not None:
            return self._fullest(start, end, actor, person=False)
        return Voice(start, end, None if anonymous else actor, anonymous, person=actor is None)

    def _single(self, words: str) -> bool:
        """Tell whether a source is one person of an organisation ("a member of the group") rather than the organisation."""
        return re.match(r"(?:an?|one|another)\s+.*\b(?:of|with|from|at|in|for)\b", words, re.IGNORECASE) is not None

    def _person_in(self, start: int, end: int) -> str | None:
        """Return the proper name of the person whose mention is the source, or stands in apposition to it."""
        for _, mention in self._persons:
            if start <= mention.start < end and mention.end <= end + 1:
                between = self.text[start : mention.start]
                if re.search(r"\b(?:of|for|to|with|from|by|at)\s+(?:the\s+)?$", between) and "," not in between:
                    continue
                name = self._person(mention.start, mention.end).name
                rest = self.text[mention.end : end]
                if name and not re.match(r"['’]s?\s+\w", rest) and not re.search(r"['’]s?$", self.text[mention.start : mention.end]):
                    return name
        return None

    def _person(self, start: int, end: int) -> Person:
        if (start, end) not in self._read:
            self._read[(start, end)] = read_person(self.register, self.text, start, end)
        return self._read[(start, end)]

    def _named(self, start: int, end: int, name: str, actor: str | None) -> Voice:
        best = (start, end)
        for _, mention in self._persons:
            if self._zone(mention.start) != self._zone(start) or mention.end - mention.start <= best[1] - best[0]:
                continue
            other = self._person(mention.start, mention.end).name
            if other and same_person(name, other) and len(name.split()) <= len(other.split()):
                best = (mention.start, mention.end)
        return Voice(*best, actor, anonymous=False, person=True)

    def _fullest(self, start: int, end: int, actor: str, *, person: bool) -> Voice:
        """Return an actor's voice at the first mention that names it in full, unless the source does so itself."""
        words = self.text[start:end]
        if parse_name(words, start in self._starts).proper is not None and not person:
            return Voice(start, end, actor, anonymous=False, person=person)
        first = next((m for i, m in enumerate(self.reading.mentions) if self.actors.of_mention.get(i) == actor), None)
        best = (first.start, first.end) if first and first.end <= start and self._zone(first.start) == self._zone(start) else (start, end)
        widest = 0
        for index, held in sorted(self.actors.of_mention.items()):
            mention = self.reading.mentions[index]
            name = parse_name(self.text[mention.start : mention.end], mention.start in self._starts)
            if held == actor and name.proper and self._zone(mention.start) == self._zone(start) and len(name.bare) > widest:
                best, widest = (mention.start, mention.end), len(name.bare)
        return Voice(*best, actor, anonymous=False, person=person)

    def _before(self, position: int, reach: int = _REACH) -> list[tuple[int, Voice]]:
        """Return the voices that spoke before a position in the same zone, nearest first, at most ``reach`` sentences back."""
        here = self._sentence(position)
        found: list[tuple[int, int, Voice]] = []
        for index, voice in self._voices.items():
            q = self.reading.quotations[index]
            if voice is None or not q.source or q.source[0][0] >= position or self._zone(q.source[0][0]) != self._zone(position):
                continue
            if here - self._sentence(q.source[0][0]) <= reach:
                found.append((q.source[0][0], index, voice))
        return [(at, v) for at, _, v in sorted(found, key=lambda f: (f[0], f[1]), reverse=True)]

    def _earlier(self, words: str, start: int) -> Voice | None:
        """Return the speaker that "the member" or "the official" points back to: the last one introduced by that noun."""
        noun = singular(head_of(_DEFINITE.sub("", words)))
        for at, voice in self._before(start, reach=40):
            if voice.end <= start and noun in {singular(head_of(self.text[voice.start : voice.end])), self._noun_at(at)}:
                return voice
        for _, mention in reversed(self._persons):
            if mention.end <= start and self._zone(mention.start) == self._zone(start):
                person = self._person(mention.start, mention.end)
                if person.name and person.office and singular(person.office.split()[-1]) == noun:
                    return self._named(mention.start, mention.end, person.name, self.actors.at(mention.start, mention.end))
                said = self.text[mention.start : mention.end]
                if re.match(r"(?:an?|one|two|another)\s", said, re.IGNORECASE) and singular(head_of(said)) == noun:
                    return Voice(
                        mention.start, mention.end, None, anonymous=is_anonymous(said, said, person=False, organisation=False), person=True
                    )
        return None

    def _noun_at(self, position: int) -> str:
        for q in self.reading.quotations:
            if q.source and q.source[0][0] == position:
                return singular(head_of(self.text[q.source[0][0] : q.source[0][1]]))
        return ""

    def _pronoun(self, start: int, end: int, index: int) -> Voice:
        word = fold(self.text[start:end])
        if word in WE:
            outer = self._outer(start, index)
            if outer is not None:
                return outer
            actor = self.actors.at(start, end)
            return self._fullest(start, end, actor, person=False) if actor else Voice(start, end, None, anonymous=False, person=True)
        spoken = self._before(start)
        if word in PERSON:
            found = self._person_before(start, spoken)
            return found or Voice(start, end, None, anonymous=True, person=True)
        actor = self.actors.at(start, end)
        if word in THEY:
            for _, voice in spoken:
                if voice.anonymous or not voice.person:
                    return voice
        if word in IT:
            bodies = [v for _, v in spoken if not v.person]
            if actor is None and bodies:
                return bodies[0]
        return (
            self._fullest(start, end, actor, person=False)
            if actor
            else Voice(start, end, None, anonymous=word in THEY, person=word in THEY)
        )

    def _outer(self, position: int, index: int) -> Voice | None:
        holding = [i for i, q in enumerate(self.reading.quotations) if i != index and any(s <= position < e for s, e in q.content)]
        found = [self._voices[i] for i in holding if self._voices.get(i) is not None]
        return found[-1] if found else None

    def _person_before(self, position: int, spoken: list[tuple[int, Voice]]) -> Voice | None:
        """Return the person that "he" or "she" means: the last speaker, unless a later sentence opens with another person."""
        last = next(((at, v) for at, v in spoken if v.person), None)
        here = self._sentence(position)
        for _, mention in reversed(self._persons):
            if mention.end > position or self._zone(mention.start) != self._zone(position):
                continue
            number = self._sentence(mention.start)
            if here - number > 2 or (last is not None and mention.start <= last[0]):
                break
            others = [m for _, m in self._persons if m is not mention and self._sentence(m.start) == number and m.end <= position]
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

    def recorded(self, index: int) -> Quotation:
        """Return one quotation as the record shows it."""
        seen = self.reading.quotations[index]
        voice = self._voices[index]
        span = (voice.start, voice.end) if voice else None
        actor, anonymous = (voice.actor, voice.anonymous) if voice else (None, False)
        return record_quotation(self.reading.document, seen, index + 1, span, actor, anonymous=anonymous, verbatim=self._is_verbatim(seen))

    def chain(self, start: int, end: int, number: int) -> tuple[Voicer, ...]:
        """Return the chain of voices for a span, as ``Speech.chain`` says."""
        source = self.reading.document.source
        outlet = (source.name or source.domain) if source else None
        said = [Voicer(name=outlet, actor=self._outlet(outlet), quotation=None, anonymous=False)]
        voices = [(i, v) for i, v in self._around(start, end) if not same_outlet(self.register, outlet, self.text[v.start : v.end])]
        names = {self.text[v.start : v.end] for _, v in voices}
        told = {number} | {self._sentence(v.start) for _, v in voices if v.person}
        headline = bool(self.reading.sentences) and self.reading.sentences[number].part == "headline"
        for scope in ("document", *sorted(told)):
            for credit in self.credits:
                if credit.scope != scope or (scope == "document" and headline):
                    continue
                name = credit.credit.name or self.text[credit.name_start : credit.name_end]
                if any(same_outlet(self.register, name, v.name) for v in said):
                    continue
                spoken = any(same_outlet(self.register, name, n) or fold(name) in fold(n) for n in names)
                if not (scope != "document" and spoken):
                    said.append(Voicer(name=name, actor=self._outlet(name), quotation=None, anonymous=False))
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
        for index, q in enumerate(self.reading.quotations):
            voice = self._voices[index]
            lo, hi = self._extent[index]
            if voice is not None and lo < end and start < hi and share_inside(start, end, list(q.content)) >= _COVERED:
                found.append((-(q.content[-1][1] - q.content[0][0]), index, voice))
        if not found and self._quoted and share_inside(start, end, self._quoted) >= _VERBATIM:
            index_near = self._quoting(start)
            near = self._voices.get(index_near) if index_near is not None else None
            if index_near is not None and near is not None:
                return [(index_near, near)]
        return [(index, voice) for _, index, voice in sorted(found, key=lambda f: (f[0], f[1]))]

    def _outlet(self, name: str | None) -> str | None:
        entry = self.register.outlet(name) if name else None
        return entry.id if entry is not None and entry.id in self._ids else None


def _place(quotation: Seen) -> int:
    pieces = quotation.source or quotation.cue or quotation.content
    return pieces[0][0] if pieces else 0


_Zone = Literal["title"]
