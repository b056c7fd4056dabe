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
from tocsin.model.reading import Argument, Frame, Offsets, Reading, Sentence, Status
from tocsin.model.record import Date, Evidence, Place, Role, Voice, Voicer
from tocsin.model.span import Span
from tocsin.resolve.actors import Actors
from tocsin.resolve.date_told import Times
from tocsin.resolve.dates import DateValue, Undated, resolve_date
from tocsin.resolve.discretion import Discretion, is_refuge
from tocsin.resolve.place_event import (
    clause_at,
    completes,
    is_done_at_its_target,
    is_its_own,
    is_located,
    is_where_clause,
    modifies,
    owned_by_others,
)
from tocsin.resolve.place_phrase import is_nameless
from tocsin.resolve.spans import Spans
from tocsin.resolve.speakers import Speech

_LONG_AGO = timedelta(days=300)
_DENIAL = re.compile(r"(?i)\b(den(?:y|ies|ied|ying|ial)|refut\w+|dismiss\w+|reject\w* (?:claims?|reports?|allegations?|accusations?))")
_DATELINE = re.compile(
    r"[*_#\s]*[A-Z][A-Z .'’-]{2,}(?:,\s*[A-Z][\w .]+)?(?:,\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s+\d{4})?)?"
    r"\s*(?:\([^)\n]{2,40}\))?[*_\s]*[—–-]{1,2}\s+"
)
_EDGE = re.compile(r"^[\s,;:“”\"'‘’()\-–—]+|[\s,;:“”\"‘(\-–—]+$")
_COUNTED = re.compile(r"(?i)(?:(?:the|a|many|most|some|several|tens|hundreds|thousands|dozens|scores|number|rest)\s+of\s+)+")
_FRAGMENT = re.compile(
    r"(?i)(?:the|an?|its?|their|his|her|our|my|your|this|that|these|those|for|of|at|in|on|by|to|any|some|every|more|most|nearly|about|both|who|"
    r"which|what|where|when|and|or|one|states?|other|others)"
)
_WORD_END = re.compile(r"(?:['’]s\b|\w)*")
_HELD_BY = re.compile(
    r"(?:,|,?\s+(?:in|of))\s+(?:the\s+)?(?:(?:far\s+)?(?:north|south|east|west|central)[\w-]*\s+)?(?:part\s+of\s+)?", re.IGNORECASE
)
_TO_WHERE = len(", where ")


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

    def begin(self, number: int) -> int:
        """Return where a sentence's own words begin, behind a dateline ("YEREVAN, April 9 (Wire) — ")."""
        sentence = self.sentence(number)
        dateline = _DATELINE.match(self.text, sentence.start, sentence.end)
        return dateline.end() if dateline else sentence.start

    def trimmed(self, start: int, end: int) -> Offsets:
        """Take blanks, commas and stray quotation marks off the edges of a span."""
        piece = self.text[start:end]
        while (match := _EDGE.search(piece)) and match.group():
            if match.start() == 0:
                start += match.end()
            else:
                end -= len(match.group())
            piece = self.text[start:end]
        return (start, end) if start < end else (start, start + 1)

    def role(self, start: int, end: int) -> Role:
        """Return a party with its actor; a people gets none, so that nothing ties it to the act."""
        start, end = self.trimmed(start, end)
        span = self.reading.document.span(start, end)
        actor = None if self.is_people(start, end) else self.actors.at(start, end)
        return Role(start=span.start, end=span.end, text=span.text, within=span.within, actor=actor)

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
        span = self.reading.document.span(start, end)
        return Evidence(
            start=span.start, end=span.end, text=span.text, within=span.within, part=sentence.part, said_by=chain, status=status,
            hedges=tuple(self.span(h) for h in hedges), voice=voice,
        )  # fmt: skip

    def attributed(self, chain: Sequence[Voicer]) -> bool:
        """Tell whether somebody other than outlets says it."""
        return any(v.quotation is not None for v in chain)

    def place(self, number: int, arguments: Sequence[Argument], *, sole: bool = True, frame: Frame | None = None) -> Place | None:
        """Return the place of an act: of its place argument, else of what it was done to, else the only place that its own clause names.

        The last is taken with ``sole`` only: for deeds and counts, since a speech act is seldom made where the thing is that it speaks of.
        A place that another act of the sentence has for its own is not lent. Without a frame (a count) the clause is the whole sentence.
        """
        for role in ("place", "recipient") if frame is None or is_done_at_its_target(frame) else ("place",):
            for argument in arguments:
                if (
                    argument.role == role
                    and argument.start >= self.begin(number)
                    and (found := self._place_in(number, argument.start, argument.end, party=role == "recipient"))
                ):
                    return found
        if sole and frame is not None and (found := self._place_after(number, frame)):
            return found
        return self._place_beside(number, arguments, frame) if sole else None

    def _place_after(self, number: int, frame: Frame) -> Place | None:
        """Return the place that completes an act's word directly: "the battle for X", "the siege of the town of X"."""
        if not is_done_at_its_target(frame):
            return None
        parties = [(a.start, a.end) for a in frame.arguments if a.role == "actor"]
        for i in self.by_sentence.get(number, ()):
            start = self.reading.mentions[i].start
            placed = i in self.places and self.places[i].lat is not None and not any(s <= start < e for s, e in parties)
            if placed and completes(self.text, frame.end, start):
                return self.places[i]
        return None

    def _place_beside(self, number: int, arguments: Sequence[Argument], frame: Frame | None) -> Place | None:
        """Return the only place that an act's clause names as where something is, unless it is a party of the act or another act's place."""
        clause = self.begin(number), self.sentence(number).end
        taken = [(a.start, a.end) for a in arguments if a.role in ("actor", "recipient")]
        lent: tuple[int, ...] = ()
        if frame is not None:
            clause = clause_at(self.text, clause, frame.start)
            taken += owned_by_others(self.text, frame, [self.reading.frames[n] for n in self.frames_in.get(number, ())], clause)
        placed = [
            (i, self.reading.mentions[i]) for i in self.by_sentence.get(number, ())
            if i in self.places and self.places[i].precision != "unlocated"
        ]  # fmt: skip
        here = tuple(i for i, m in placed if clause[0] <= m.start < clause[1] and is_located(self.text, m.start))
        if not here and frame is not None and is_where_clause(self.text, clause):
            lent = tuple(i for i, m in placed if m.end <= clause[0] <= m.end + _TO_WHERE)
        names = {self.places[i].name for i in here}
        free = [i for i in here if not any(s <= self.reading.mentions[i].start < e for s, e in taken)]
        return self.places[(free or lent)[0]] if lent or (len(names) == 1 and free) else None

    def discreet(self, place: Place | None, number: int, within: Sequence[Argument] | None = None, *, always: bool = False) -> Place | None:
        """Return a place coarsened where a refuge or an aid site stands beside it: in the arguments of an act, else in its sentence."""
        if place is None or always:
            return self.discretion.coarse(place) if place else None
        for mention in (self.reading.mentions[i] for i in self.by_sentence.get(number, ())):
            if mention.type in ("FACILITY", "LOCATION") and is_refuge(self.text, mention.start, mention.end):
                roles = ((a.start, a.end) for a in within or () if a.role in ("place", "recipient"))
                if within is None or any(s <= mention.start < e for s, e in roles):
                    return self.discretion.coarse(place)
        return place

    def _place_in(self, number: int, start: int, end: int, *, party: bool = False) -> Place | None:
        """Return the finest place named in a span; a name that the gazetteer lacks is kept unlocated, in the country that stands beside it.

        Two places that bound a stretch ("the east of X between Y and Z") are finer than what they lie in. In a party's words only a name
        that tells where it is counts.
        """
        found: list[Place] = []
        unknown: list[int] = []
        for i in self.by_sentence.get(number, ()):
            mention = self.reading.mentions[i]
            if not (start <= mention.start and mention.end <= end + 1):
                continue
            if party and not is_its_own(self.text, (start, end), mention.start):
                continue
            if i in self.places:
                if self.places[i].precision != "unlocated" or not is_nameless(self.text[mention.start : mention.end]):
                    found.append(self.places[i])
            elif mention.type == "LOCATION" and self.text[mention.start].isupper() and not modifies(self.text, mention.end, end):
                unknown.append(i)
        rank = {"point": 0, "near": 1, "linear": 2, "admin2": 2, "admin1": 3, "sea": 4, "country": 5, "unlocated": 6}
        between = [p for p in found if p.precision == "near" and p.geonameid is None]
        best = min(between or found, key=lambda p: rank[p.precision], default=None)
        if unknown and (best is None or best.precision == "linear" or rank[best.precision] >= rank["admin1"]):
            mention = self.reading.mentions[unknown[0]]
            best = best or self._holder(number, mention.end)
            return Place(
                name=self.text[mention.start : mention.end],
                geonameid=None,
                country=best.country if best else None,
                admin1=best.admin1 if best else None,
                lat=None,
                lon=None,
                precision="unlocated",
                uncertainty_km=None,
                mention=f"m{unknown[0] + 1}",
            )
        return best

    def _holder(self, number: int, end: int) -> Place | None:
        """Return the place that is said to hold one whose name ends at ``end``: "Loi Hpa in northern Shan State", "Pandi, Bulacan"."""
        for i in self.by_sentence.get(number, ()):
            start = self.reading.mentions[i].start
            if i in self.places and start >= end and _HELD_BY.fullmatch(self.text, end, start):
                return self.places[i]
        return None

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
        span = self.reading.document.span(*where)
        inside = span.within is None
        self.issues.append(
            Issue(stage="resolve", code=code, message=message, start=span.start if inside else None, end=span.end if inside else None)
        )
