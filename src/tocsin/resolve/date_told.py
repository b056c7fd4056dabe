"""Times told: each time expression of a report with what it means where it stands, counted from the dates told just before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tocsin.model.reading import Mention, Reading, Sentence
from tocsin.resolve.date_grammar import Expression, expressions
from tocsin.resolve.date_meaning import Anchors
from tocsin.resolve.date_tense import leaning
from tocsin.resolve.dates import DateValue, Undated, anniversary, joins, read, starts_ahead
from tocsin.resolve.lower_case import lowered
from tocsin.resolve.spans import Spans

_REACH = 3  # sentences: how long "two days later" may count from a date that the text has told
# The patterns up to _ANNIVERSARY are for words in lower case.
_LEAD = re.compile(
    r"\b(since|until|till|by|before|after|from|between)\s+(?:(?:at\s+least|about|around|the|early|late|mid)[\s-]+)*$"
    r"|\b(since)\s+(?:the|his|her|its|their|a|an)\s+(?:[\w’'-]+\s+){1,3}(?:of|in|on)\s+(?:the\s+)?$"
)
_RECORD = re.compile(
    r"\b(?:first|worst|the\s+most|\w{3,}iest|biggest|largest|highest|longest|lowest|greatest|gravest|fiercest|strongest)"
    r"(?:\s+[\w’'-]+){0,7}\s+$"
)
_ANNIVERSARY = re.compile(r"\b(?:[\w-]+\s+)?anniversary\s+of\s+(?:[\w’'-]+\s+){0,5}?$")
_OF_WHAT = re.compile(
    r"\s+(?:the|his|her|its|their|an?)\s+(?:[\w’'-]+\s+){0,3}?(?:(?:on|of|in)\s+)?(?:the\s+)?|\s+(?:the\s+)?", re.IGNORECASE
)
_NOUN_FOLLOWS = re.compile(r"\s+(?!(?:and|but|when|as|while|in|on|at|by|with|to|he|she|they|it|we|i|was|were|had|has)\b)\w", re.IGNORECASE)
_PRINTED = timedelta(days=7)  # after its dateline, at the latest
_PHRASE = 60  # characters: how long a phrase such as "since the 24 February 2022 full-scale invasion" may be
_HAPPENING = re.compile(r"\b(?:the|an?|its|his|her|their)\b", re.IGNORECASE)
_NAMED_BY = re.compile(r"(?:['’]s)?\s+(?:[\w’'-]+\s+){0,2}|,\s+when\s+(?:[\w’'-]+\s+){0,4}", re.IGNORECASE)
_DATELINE = re.compile(
    r"[*_#\s]*[A-Z][A-Z .'’-]{2,}(?:,\s*[A-Z][\w .]+)?,\s*(?P<day>(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s+\d{4})?)\s*"
    r"(?:\([^)\n]{2,40}\))?[*_\s]*[—–-]{1,2}\s"
)
_IN = re.compile(r"^\W*(?:in|by|since|during)\s+(?:(?:the|early|late|mid)[\s-]+)*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """One time expression: offsets in ``Document.words`` without the preposition before it, and what it means.

    ``own`` is what its own words name; ``value`` what the words around make of it: "since 2014" runs on, "from 3 May to 5 June" is one
    interval, "the anniversary of 3 May" is of another year. ``ahead`` is the value where the sentence is known to look ahead.
    """

    start: int
    end: int
    lead: int
    own: DateValue | Undated
    value: DateValue | Undated
    ahead: DateValue | Undated


class Times:
    """All that a report tells of time. Its words count from the dateline where there is one, else from the day of publication."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.document.words
        self._published = reading.document.published
        self._written = dateline(self._text, reading.sentences, self._published) or self._published
        self.told = tuple(self._tell(reading.sentences))
        self._at = Spans((n, (t.start, t.end)) for n, t in enumerate(self.told))
        self._led = Spans((n, (t.lead, t.start)) for n, t in enumerate(self.told) if t.lead < t.start)

    def over(self, start: int, end: int) -> list[Told]:
        """Return what is told in the words ``start:end``, in the order of the text."""
        return [self.told[n] for n in self._at.over(start, end)]

    def named(self, start: int, end: int) -> DateValue | Undated:
        """Return what the words themselves name, with the preposition where they hold it; undated where they hold no time expression."""
        return _first([t.value if start <= t.lead < t.start else t.own for t in self.over(start, end)])

    def value(self, start: int, end: int, *, future: bool = False) -> DateValue | Undated:
        """Return the interval that the words give to what happened then; ``future``: it lies ahead whatever the verb says."""
        told = self.over(start, end) or [self.told[n] for n in self._led.over(start, end)]
        return _first([t.ahead if future else t.value for t in told])

    def naming(self, start: int, end: int) -> Told | None:
        """Return the words of time that only name a happening ``start:end`` within a longer phrase: "since the coup of 30 July", "since the
        2014 war", "the anniversary of the 3 July attack"; None elsewhere."""
        for told in (self.told[n] for n in self._led.over(max(0, start - _PHRASE), end)):
            lead = self._text[told.lead : told.start]
            if told.own != told.value and _HAPPENING.search(lead):
                if told.lead <= start and end <= told.start:
                    return told
                if told.end < start and _NAMED_BY.fullmatch(self._text, told.end, start):
                    return told
        return None

    def _tell(self, sentences: Sequence[Sentence]) -> Iterator[Told]:
        last: tuple[int, DateValue] | None = None
        year: tuple[int, int] | None = None
        for number, sentence in enumerate(sentences):
            text = self._text[sentence.start : sentence.end]
            found = expressions(text)
            before: Expression | None = None
            for index, one in enumerate(found):
                near = last[1] if last and number - last[0] <= _REACH else None
                named = year[1] if year and year[0] >= number - 1 else None
                anchors = self._anchors(text, found, index, near, named)
                told = self._read(text, sentence.start, _group(text, found, index, before), one, anchors)
                yield told
                before = one
                if isinstance(told.own, DateValue):
                    last = number, told.own
                if isinstance(told.own, DateValue) and one.of("y"):
                    past = self._written is not None and told.own.end < self._written.replace(month=1, day=1)
                    year = (number, told.own.start.year) if past and _IN.search(text, 0, one.start) else None

    def _anchors(self, text: str, found: Sequence[Expression], index: int, near: DateValue | None, year: int | None) -> Anchors:
        """Return what an expression counts from: "two days after the raid on 3 May" from 3 May, "after the raid" from nothing."""
        one = found[index]
        leans = leaning(text, one.start)
        ahead = leans > 0
        context = near
        if one.rule == "shift" and one.tokens[-1].low in ("before", "after"):
            following = found[index + 1] if index + 1 < len(found) else None
            if following and _OF_WHAT.fullmatch(text, one.end, following.start):
                value = read(text, (following,), "", Anchors(self._written, near, ahead, year=year))
                context = value if isinstance(value, DateValue) else None
            elif _NOUN_FOLLOWS.match(text, one.end):
                context = None
        return Anchors(self._written, context, ahead, context.anchored_on if context else "text", year, leans < 0)

    def _read(self, text: str, begin: int, group: tuple[Expression, ...], one: Expression, anchors: Anchors) -> Told:
        low = lowered(text)
        lead = _LEAD.search(low, 0, group[0].start)
        word = lead[1] or lead[2] if lead else ""
        if word in ("before", "after") and one.rule in ("part", "part_of_day"):
            word = ""
        if not anchors.ahead and starts_ahead(word, one) and not _is_over(text, word, one, anchors):
            anchors = replace(anchors, ahead=True)
        forward = anchors if anchors.ahead else replace(anchors, ahead=True)
        remembers = _ANNIVERSARY.search(low, 0, one.start) if "anniversary" in low else None
        own = read(text, (one,), "", _with_year_of_last(group, one, anchors))
        value: DateValue | Undated
        ahead: DateValue | Undated
        if word == "since" and lead and _RECORD.search(low, 0, lead.start()):
            value = ahead = Undated("date-vague")
        elif remembers:
            value, ahead = (anniversary(remembers.group(), (one,), a) for a in (anchors, forward))
        else:
            value = read(text, group, word, anchors) if word or len(group) > 1 else own
            ahead = value if anchors.ahead else read(text, group, word, forward)
        if self._written != self._published:
            own, value, ahead = (replace(v, anchored_on="text") if isinstance(v, DateValue) else v for v in (own, value, ahead))
        start = remembers.start() if remembers else lead.start() if lead else one.start
        return Told(begin + one.start, begin + one.end, begin + start, own, value, ahead)


def _with_year_of_last(group: Sequence[Expression], one: Expression, anchors: Anchors) -> Anchors:
    """Return the anchors of the "March" of "between March and June 2024", which has the year of the range's end."""
    years = group[-1].of("y") if one is not group[-1] and not one.of("y") else []
    return replace(anchors, year=int(years[-1].text), ahead=False) if years else anchors


def _is_over(text: str, word: str, one: Expression, anchors: Anchors) -> bool:
    """Tell whether "by the end of April" after a past verb is over: where the last one lies nearer to the report than the next."""
    if word != "by" or not anchors.behind or anchors.published is None:
        return False
    last, following = (read(text, (one,), "", replace(anchors, ahead=ahead)) for ahead in (False, True))
    if not (isinstance(last, DateValue) and isinstance(following, DateValue)):
        return False
    return last.end < anchors.published and anchors.published - last.end < following.start - anchors.published


def _first(found: Sequence[DateValue | Undated]) -> DateValue | Undated:
    return next((v for v in found if isinstance(v, DateValue)), found[0] if found else Undated("undated"))


def _group(text: str, found: Sequence[Expression], index: int, before: Expression | None) -> tuple[Expression, ...]:
    """Return an expression, or it and the neighbour with which it makes a range."""
    one = found[index]
    for two in ((before, one) if before else (), tuple(found[index : index + 2])):
        if len(two) == 2:
            lead = _LEAD.search(lowered(text), 0, two[0].start)
            if joins(text, two, lead[1] or lead[2] if lead else ""):
                return two
    return (one,)


def dateline(text: str, sentences: Sequence[Sentence], published: date | None = None) -> date | None:
    """Return the day of a dateline ("GOMA, 3 May 2026 (Wire) — "), or None: it names its year, or lies in the week up to publication."""
    for sentence in sentences[:3]:
        found = _DATELINE.match(text, sentence.start, sentence.end)
        if found:
            value = read(found["day"], expressions(found["day"])[:1], "", Anchors(published, None, ahead=False))
            if isinstance(value, DateValue) and value.precision == "day":
                return value.start if published is None or timedelta(0) <= published - value.start <= _PRINTED else None
    return None


def with_times(reading: Reading, times: Times) -> Reading:
    """Give each time expression one mention: those that the entity head missed are added, those that it broke up are joined."""
    mentions = Spans((n, (m.start, m.end)) for n, m in enumerate(reading.mentions) if m.type == "TIME")
    added: list[Mention] = []
    dropped: set[int] = set()
    for told in times.told:
        over = [n for n in mentions.over(told.start, told.end) if n not in dropped]
        pieces = [reading.mentions[n] for n in over]
        if len(pieces) == 1 and pieces[0].start <= told.start and told.end <= pieces[0].end:
            continue
        dropped.update(over)
        start, end = min([told.start, *(m.start for m in pieces)]), max([told.end, *(m.end for m in pieces)])
        added.append(Mention(start, end, "TIME", max((m.score for m in pieces), default=0.9)))
    if not added:
        return reading
    kept = (m for n, m in enumerate(reading.mentions) if n not in dropped)
    return replace(reading, mentions=tuple(sorted((*kept, *added), key=lambda m: m.start)))
