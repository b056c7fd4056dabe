"""Which outlets a report credits: for all of it ("Original source: …", "(AP) -") or for one sentence ("told Reuters")."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from tocsin.model.reading import Reading
from tocsin.model.source import Credit
from tocsin.resolve.register import Register, bag, fold

_NEWLINE = re.compile("\n")
_NAME = (
    r"(?:al-|el-)?[A-Z\u00c0-\u024f][\w'’&-]*(?:\.(?:com|org|net))?"
    r"(?:\s+(?:(?:of|the|for|and|de|la|le|du)\s+)?(?:al-|el-)?[A-Z\u00c0-\u024f][\w'’&-]*){0,4}"
)
_HOST = r"(?:https?://)?(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?"
_LINE = re.compile(
    rf"^[ \t]*(?:[-–—*(\[]\s*)?(?:original(?:ly)?\s+(?:source|article|story|report|text|published\s+(?:in|by|on|at)|appeared\s+(?:in|"
    rf"on))|sources?|"
    rf"(?:this\s+(?:article|story|report)\s+(?:was\s+)?)?(?:first|originally)\s+(?:published|appeared)\s+(?:in|by|on|at)|via|credit|"
    rf"(?:re)?published\s+(?:from|with\s+permission\s+of)|with\s+(?:additional\s+)?(?:material|reporting|files|information)\s+(?:from|by))"
    rf"\s*:?\s*(?:the\s+)?(?:(?:news\s+agency|newspaper|daily|website)\s+)?(?:(?P<host>{_HOST})|(?P<name>{_NAME}|[a-z]{{3}}))",
    re.MULTILINE | re.IGNORECASE,
)
_SLUG = re.compile(r"^[^\n()]{0,70}\((?P<name>[A-Z][\w./& -]{1,30})\)\s*[-–—]{1,2}\s", re.MULTILINE)
_HELPED = re.compile(rf"(?P<name>{_NAME})\s+contributed\s+to\s+this\s+(?:report|story|article)")
_DESCRIBED = (
    r"(?:(?:the|a|an|its|state|official|local|private|independent|pro-government|semi-official)\s+)*(?P<what>(?:[\w'’-]+\s+){0,3}?)"
)
_TO = re.compile(
    r"\b(?:told|informed|[Ii]n\s+(?:an?\s+)?(?:\w+\s+)?(?:interview|statement|message|call)\s+(?:with|to)|[Ss]peaking\s+to|spoke\s+to|"
    r"[Aa]ccording\s+to|quoted\s+by|cited\s+by|carried\s+by|broadcast\s+by|published\s+(?:by|in)|a\s+report\s+(?:by|in|from)|"
    r"reported\s+by|seen\s+by)\s+"
    rf"{_DESCRIBED}(?P<name>{_NAME})"
)
_BY = re.compile(
    rf"(?P<as>\b[Aa]s\s+)?(?:\b[Tt]he\s+)?(?P<what>(?:[a-z-]+\s+){{0,3}}?)(?P<name>{_NAME})\s*,?\s+(?:has\s+|had\s+|"
    rf"was\s+the\s+)?(?P<first>first\s+|also\s+|later\s+)?"
    r"(?:reported|reports|wrote|writes|is\s+reporting|first\s+to\s+report)\b"
)
_REPORTED = re.compile(  # each way begins with its letter and then looks back, so that a search leaps to the next one
    r"(?:r(?<!\wr)eport(?:ed|s)|w(?<!\ww)r(?:ote|ites)|i(?<!\wi)s\s+reporting|f(?<!\wf)irst\s+to\s+report)\b"
)
_MEDIUM = re.compile(
    r"\b(?:news ?agency|agency|newspaper|paper|daily|weekly|magazine|broadcaster|radio|television|tv|channel|website|news ?site|"
    r"outlet|media|"
    r"press|gazette|herald|tribune|chronicle|courier|times|post|news|journal|observer|reporter|monitor|mail|standard)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(r"\b(?:in|of|for|from|at|to|on)\s*$")
_NOMINAL = re.compile(
    r"told(?<!\wtold)\s+(?P<name>the\s+(?:news\s+)?(?:newspaper|paper|daily|weekly|agency|broadcaster|magazine|station|channel|website|"
    r"news\s+site))\b"
)
_ACRONYM: Final = re.compile(r"[A-Z]{2,6}(?:/[A-Z]{2,6})?|[A-Z][a-z]+ ?/ ?[A-Z]+")
_NOT_A_SLUG: Final = bag("UPDATE OPINION VIDEO PHOTOS LIVE BREAKING ANALYSIS")


@dataclass(frozen=True, slots=True)
class CreditFound:
    """A credit with its reach: the whole document, or the number of one sentence.

    ``start``, ``end`` (the words that credit) and ``name_start``, ``name_end`` (the outlet's name) count in ``Document.words``;
    ``credit`` is the same for the record, whose offsets count in the text.
    """

    credit: Credit
    scope: Literal["document"] | int
    start: int
    end: int
    name_start: int
    name_end: int


def find_credits(reading: Reading, register: Register | None = None) -> tuple[CreditFound, ...]:
    """Return the credits of a report in the order of the text; "told reporters" credits nobody, and neither does a title kept apart."""
    finder = _Finder(reading, register or Register.load())
    found = sorted((*finder.of_document(), *finder.of_sentences()), key=lambda c: (c.start, c.end))
    kept: list[CreditFound] = []
    named: list[tuple[int, int]] = []
    for credit in found:
        at = bisect_left(named, (credit.name_end, 0))
        if not (at and named[at - 1][1] > credit.name_start):
            kept.append(credit)
            named.insert(at, (credit.name_start, credit.name_end))
    kept.extend(finder.of_nominals(kept))
    return tuple(sorted(kept, key=lambda c: (c.start, c.end)))


class _Finder:
    def __init__(self, reading: Reading, register: Register) -> None:
        self.reading = reading
        self.register = register
        self.text = reading.document.words
        self.shift = reading.document.shift
        self._starts = [s.start for s in reading.sentences]
        self._begins = [0, *(m.end() for m in _NEWLINE.finditer(self.text))]

    def of_document(self) -> Iterator[CreditFound]:
        for match in self._lines(_LINE):
            line = self.text.find("\n", match.end())
            rest = self.text[match.end() : line if line >= 0 else len(self.text)]
            if len(rest) > 60 or (match["name"] and rest[:1].isalnum()):
                continue
            if match["host"]:
                host = re.sub(r"^https?://", "", match["host"]).removeprefix("www.").split("/")[0].rstrip(".")
                yield self._made(None, host.lower(), "document", match, "host")
            elif match["name"][:1].isupper():
                yield self._named(match, "document")
        for match in self._lines(_SLUG):
            name = match["name"]
            if (self.register.outlet(name) or _ACRONYM.fullmatch(name)) and name not in _NOT_A_SLUG:
                yield self._named(match, "document")
        helped = "contributed" in self.text  # without the word, no name needs to be tried
        for match in (
            _HELPED.finditer(self.text, self.shift) if helped else ()
        ):  # who helped is credited, but is not whom the report has it from
            if self._medium(match["name"], ""):
                yield self._named(match, self._sentence(match.start()))

    def _lines(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield where a pattern matches from the beginning of a line on; a match that runs over several lines takes them all."""
        last = self.shift
        for begin in self._begins:
            if begin >= last and (match := pattern.match(self.text, begin)):
                last = match.end()
                yield match

    def of_sentences(self) -> Iterator[CreditFound]:
        for match in _TO.finditer(self.text, self.shift):
            if self._medium(match["name"], match["what"]):
                yield self._named(match, self._sentence(match.start("name")))
        for verb in _REPORTED.finditer(self.text, self.shift):
            near = _BY.search(self.text, max(self.shift, verb.start() - 100), verb.end())
            if near is None or near.end() != verb.end():
                continue
            credited = bool(near["as"]) and bool(near["first"])
            if credited or self._medium(near["name"], near["what"]):
                yield self._named(near, self._sentence(near.start("name")))

    def of_nominals(self, named: list[CreditFound]) -> Iterator[CreditFound]:
        """Yield "told the newspaper" as a credit of the last outlet that a sentence before it credits by name."""
        told = [c for c in named if c.scope != "document" and c.credit.name]
        for match in _NOMINAL.finditer(self.text, self.shift):
            if before := bisect_left(told, match.start(), key=lambda c: c.start):
                credit = Credit(
                    name=told[before - 1].credit.name,
                    domain=told[before - 1].credit.domain,
                    start=match.start() - self.shift,
                    end=match.end() - self.shift,
                )
                yield CreditFound(credit, self._sentence(match.start()), match.start(), match.end(), *match.span("name"))

    def _sentence(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    def _medium(self, name: str, what: str) -> bool:
        """Tell whether a name is an outlet's: by the register, by its own words, or by the words before it."""
        if _AWAY.search(what):
            return False
        return self.register.outlet(name) is not None or bool(_MEDIUM.search(what) or _MEDIUM.search(name))

    def _named(self, match: re.Match[str], scope: Literal["document"] | int) -> CreditFound:
        name = re.sub(r"['’]s$", "", match["name"])
        entry = self.register.outlet(name)
        return self._made(name, entry.domain if entry else None, scope, match, "name", len(name))

    def _made(
        self,
        name: str | None,
        domain: str | None,
        scope: Literal["document"] | int,
        match: re.Match[str],
        group: str,
        length: int | None = None,
    ) -> CreditFound:
        start, name_start = match.start(), match.start(group)
        while self.text[start].isspace():
            start += 1
        if scope == "document" and group == "name" and self.text[name_start - 1] == "(":
            start = name_start - 1
        name_end = name_start + length if length else match.end(group)
        end = name_end + 1 if self.text[name_end : name_end + 1] == ")" and self.text[start] == "(" else name_end
        credit = Credit(name=name, domain=domain, start=start - self.shift, end=end - self.shift)
        return CreditFound(credit, scope, start, end, name_start, name_end)


@lru_cache(maxsize=4096)
def same_outlet(register: Register, one: str | None, other: str | None) -> bool:
    """Tell whether two names or domains are one outlet's."""
    if not one or not other:
        return False
    a, b = register.outlet(one), register.outlet(other)
    if a is not None and b is not None:
        return a.id == b.id
    short, long = sorted((fold(one).removeprefix("www."), fold(other).removeprefix("www.")), key=len)
    return short == long or long.endswith(f" {short}") or short == "".join(w[0] for w in long.split())
