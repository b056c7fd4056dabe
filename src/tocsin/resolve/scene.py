"""A scene: one reading with everything that its claims look up, so that each kind of claim is built by a function of its own."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from tocsin.codebook import codebook
from tocsin.model.issue import Issue
from tocsin.model.reading import Argument, Offsets, Reading, Sentence, Status
from tocsin.model.record import Date, Evidence, Place, Role, Voice, Voicer
from tocsin.model.span import Span
from tocsin.resolve.actors import Actors
from tocsin.resolve.date_told import Times
from tocsin.resolve.dates import DateValue, Undated, resolve_date
from tocsin.resolve.discretion import Discretion
from tocsin.resolve.place_finder import PlaceFinder
from tocsin.resolve.spans import Spans
from tocsin.resolve.speakers import Speech

_LONG_AGO = timedelta(days=300)
_DENIAL = re.compile(r"(?i)\b(den(?:y|ies|ied|ying|ial)|refut\w+|dismiss\w+|reject\w* (?:claims?|reports?|allegations?|accusations?))")
_DATELINE = re.compile(
    r"[*_#\s]*[A-Z][A-Z .'’-]{2,}(?:,\s*[A-Z][\w .]+)?(?:,\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s+\d{4})?)?"
    r"\s*(?:\([^)\n]{2,40}\))?[*_\s]*[—–-]{1,2}\s+"
)
_OPENING = frozenset(",;:“”\"'‘’()-–—")
_CLOSING = frozenset(',;:“”"‘(-–—')
_COUNTED = re.compile(r"(?i)(?:(?:the|a|many|most|some|several|tens|hundreds|thousands|dozens|scores|number|rest)\s+of\s+)+")
_FRAGMENT = re.compile(
    r"(?i)(?:the|an?|its?|their|his|her|our|my|your|this|that|these|those|for|of|at|in|on|by|to|any|some|every|more|most|nearly|about|both|who|"
    r"which|what|where|when|and|or|one|states?|other|others)"
)
_WORD_END = re.compile(r"(?:['’]s\b|\w)*")


@dataclass
class Scene:
    """What the builders of claims share. Offsets count in ``Document.words``; ``issues`` gathers their abstentions."""

    reading: Reading
    actors: Actors
    speech: Speech
    places: Mapping[int, Place]
    discretion: Discretion
    issues: list[Issue] = field(default_factory=list)
    told: Times | None = None
    _hedged: dict[int, list[Offsets]] = field(default_factory=dict, init=False, repr=False)
    _contexts: dict[int, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def text(self) -> str:
        return self.reading.document.words

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.reading.sentences]

    @cached_property
    def by_sentence(self) -> Mapping[int, tuple[int, ...]]:
        """The indices of the mentions of each sentence."""
        made: dict[int, list[int]] = {}
        for index, mention in enumerate(self.reading.mentions):
            made.setdefault(self.sentence_at(mention.start), []).append(index)
        return {k: tuple(v) for k, v in made.items()}

    @cached_property
    def frames_in(self) -> Mapping[int, tuple[int, ...]]:
        """The indices of the frames of each sentence."""
        made: dict[int, list[int]] = {}
        for index, frame in enumerate(self.reading.frames):
            made.setdefault(frame.sentence, []).append(index)
        return {k: tuple(v) for k, v in made.items()}

    @cached_property
    def placing(self) -> PlaceFinder:
        """Where acts and counts are put."""
        return PlaceFinder(self.reading, self.places, self.discretion, self.by_sentence, self.frames_in, self._begins)

    @cached_property
    def times(self) -> Times:
        """All that the report tells of time."""
        return self.told or Times(self.reading)

    @cached_property
    def sectors(self) -> Mapping[str, str | None]:
        """The sector of each actor, by its id."""
        return {a.id: a.sector for a in self.actors.actors}

    @cached_property
    def _denials(self) -> Spans:
        denying = [q for q in self.reading.quotations if q.cue and _DENIAL.search(self.text[q.cue[0][0] : q.cue[-1][1]])]
        return Spans((n, piece) for n, q in enumerate(denying) for piece in q.content)

    @cached_property
    def _mentioned(self) -> Spans:
        return Spans((index, (m.start, m.end)) for index, m in enumerate(self.reading.mentions))

    def sentence_at(self, position: int) -> int:
        """Return the number of the sentence that holds a character."""
        return max(0, bisect_right(self._starts, position) - 1)

    def sentence(self, number: int) -> Sentence:
        return self.reading.sentences[number]

    @cached_property
    def _begins(self) -> tuple[int, ...]:
        matches = ((s, _DATELINE.match(self.text, s.start, s.end)) for s in self.reading.sentences)
        return tuple(found.end() if found else s.start for s, found in matches)

    def begin(self, number: int) -> int:
        """Return where a sentence's own words begin, behind a dateline ("YEREVAN, April 9 (Wire) — ")."""
        return self._begins[number]

    def trimmed(self, start: int, end: int) -> Offsets:
        """Take blanks, commas and stray quotation marks off the edges of a span."""
        text = self.text
        while start < end and (text[start] in _OPENING or text[start].isspace()):
            start += 1
        while start < end and (text[end - 1] in _CLOSING or text[end - 1].isspace()):
            end -= 1
        return (start, end) if start < end else (start, start + 1)

    def role(self, start: int, end: int) -> Role:
        """Return a party with its actor; a people gets none, so that nothing ties it to the act."""
        start, end = self.trimmed(start, end)
        actor = None if self.is_people(start, end) else self.actors.at(start, end)
        return Role(**self.reading.document.cut(start, end), actor=actor)

    def is_people(self, start: int, end: int) -> bool:
        """Tell whether words name a people, count one ("hundreds of Yazidis"), or point back to one ("they")."""
        counted = _COUNTED.match(self.text, start, end)
        name = counted.end() if counted else start
        named = self.actors.is_people(start, end) or (name > start and self.actors.is_people(name, end))
        return named or self.actors.at(start, end) in self.actors.peoples

    def is_fragment(self, start: int, end: int) -> bool:
        """Tell whether words name nobody: an article, a preposition or a pronoun's stump, cut off from its noun."""
        words = self.text[slice(*self.trimmed(start, end))]
        return not any(c.isalpha() for c in words) or _FRAGMENT.fullmatch(words) is not None

    def span(self, where: Offsets) -> Span:
        return self.reading.document.span(*where)

    def hedges(self, number: int, start: int, end: int) -> tuple[Offsets, ...]:
        """Return the hedges of a sentence that reach the words ``start:end``: those before them or close behind."""
        if number not in self._hedged:
            sentence = self.sentence(number)
            self._hedged[number] = codebook().hedges.find(self.text, sentence.start, sentence.end)
        return tuple(h for h in self._hedged[number] if h[0] < end + 48 and h[1] > start - 160)

    def contexts(self, number: int) -> tuple[str, ...]:
        """Return the PLOVER contexts that the words of a sentence give."""
        if number not in self._contexts:
            sentence = self.sentence(number)
            self._contexts[number] = codebook().contexts(self.text[sentence.start : sentence.end])
        return self._contexts[number]

    def denied(self, start: int) -> bool:
        """Tell whether the words stand in the content of a denial."""
        return bool(self._denials.at(start))

    def evidence(self, number: int, parts: Iterable[Offsets], status: Status, anchor: Offsets) -> Evidence:
        """Return the evidence that spans ``parts`` within one sentence, with chain, hedges and voice."""
        sentence = self.sentence(number)
        begin = self.begin(number)
        inside = [p for p in parts if begin <= p[0] < p[1] <= sentence.end]
        hedges = self.hedges(number, *anchor)
        around = [*inside, anchor, *(h for h in hedges if h[1] <= anchor[1])]
        start, end = self.trimmed(min(p[0] for p in around), max(p[1] for p in around))
        rest = _WORD_END.match(self.text, end, sentence.end)
        end = rest.end() if rest else end
        chain = self.speech.chain(anchor[0], anchor[1], number)
        voice: Voice = "own"
        if self.attributed(chain):
            voice = "attributed"
        elif hedges:
            voice = "hedged"
        return Evidence(
            **self.reading.document.cut(start, end), part=sentence.part, said_by=chain, status=status,
            hedges=tuple(self.span(h) for h in hedges), voice=voice,
        )  # fmt: skip

    def attributed(self, chain: Sequence[Voicer]) -> bool:
        """Tell whether somebody other than outlets says it."""
        return any(v.quotation is not None for v in chain)

    def date(self, number: int, arguments: Sequence[Argument], *, sole: bool = True, future: bool = False) -> Date | None:
        """Return the interval of an act: of its date argument, else of the only time its sentence names, else null."""
        spans = [(a.start, a.end) for a in arguments if a.role == "date" and a.start >= self.begin(number)]
        times = [self.reading.mentions[i] for i in self.by_sentence.get(number, ()) if self.reading.mentions[i].type == "TIME"]
        times = [t for t in times if t.start >= self.begin(number)]
        if sole and not spans and len(times) == 1:
            spans = [(times[0].start, times[0].end)]
        for start, end in spans:
            if (made := self.date_of(start, end, future=future)) is not None:
                return made
        return None

    def aged(self, status: Status, date: Date | None) -> Status:
        """Return a deed's status, historical where it is dated long before the report."""
        published = self.reading.document.published
        old = status in ("occurred", "ongoing") and date and published and date.end < published - _LONG_AGO
        return "historical" if old else status

    def date_of(self, start: int, end: int, *, future: bool = False) -> Date | None:
        """Return when something was whose time these words tell; null where they give no interval. ``future``: they look ahead, not back."""
        return self._date(start, end, self.times.value(start, end, future=future))

    def date_named(self, start: int, end: int) -> Date | None:
        """Return the interval that the words of a time expression name by themselves; null where they name none."""
        return self._date(start, end, self.times.named(start, end))

    def _date(self, start: int, end: int, value: DateValue | Undated | None) -> Date | None:
        if value is None:
            value = resolve_date(self.text[start:end], self.reading.document.published)
        if not isinstance(value, DateValue):
            return None
        return Date(
            start=value.start, end=value.end, precision=value.precision, mention=self.mention_at(start, end), anchored_on=value.anchored_on
        )

    def mention_at(self, start: int, end: int) -> str:
        """Return the id of the mention that overlaps a span, or an id for the span itself."""
        over = self._mentioned.over(start, end)
        return f"m{over[0] + 1}" if over else f"t{start}-{end}"

    def claim_id(self, kind: str, evidence: Evidence, trigger: Span) -> str:
        """Return a claim's id: SHA-256 of document id, kind, and the offsets of its first evidence and trigger."""
        where = f"{evidence.within or ''}:{evidence.start}:{evidence.end}:{trigger.within or ''}:{trigger.start}:{trigger.end}"
        return hashlib.sha256(f"{self.reading.document.id}\n{kind}\n{where}".encode()).hexdigest()

    def note(self, code: str, message: str, where: Offsets) -> None:
        """Add an abstention of the resolver with its reason."""
        cut = self.reading.document.cut(*where)
        inside = "within" not in cut
        self.issues.append(
            Issue(stage="resolve", code=code, message=message, start=cut["start"] if inside else None, end=cut["end"] if inside else None)
        )
