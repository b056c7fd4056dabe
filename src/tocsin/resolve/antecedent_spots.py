"""The noun phrases of a report in their order: what a pronoun or a definite phrase may take up, and which of them ask for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from tocsin.model.reading import MentionType, Offsets, Reading
from tocsin.resolve.actor_names import core, head_of, parse_name
from tocsin.resolve.register import bag, fold

Form = Literal["name", "pronoun", "definite", "other"]
PRONOUN: Final = re.compile(
    r"\b(?:he|him|his|himself|she|her|hers|herself|it|its|itself|they|them|their|theirs|themselves)\b", re.IGNORECASE
)
POINTS_BACK: Final = re.compile(
    r"(?P<by>(?i:the|this|that|these|those|both|its|their|his|her))\s+(?P<more>(?:[A-Za-z][\w-]*\s+){0,3}?)[a-z][\w-]*$"
)
_BEFORE: Final = re.compile(
    r"(?i)\b(?:the|this|that|these|those|both|its|their|his|her)\s+(?:(?:[\d-]+|two|three|four|five|six|[a-z-]{3,})\s+)?$"
)
LANDS: Final = bag("country nation state republic kingdom emirate island")
TOWNS: Final = bag(
    "city town village capital settlement neighbourhood neighborhood suburb district province region area camp base site department municipality "
    "enclave stronghold valley territory"
)
_PERSONS: Final = bag(
    "president minister premier chancellor senator governor mayor general colonel captain commander judge leader spokesman spokeswoman chairman chief "
    "director official officer man woman boy girl suspect victim candidate nominee lawmaker diplomat envoy ambassador king prince soldier "
    "fighter journalist reporter activist analyst expert lawyer prosecutor politician billionaire businessman author"
)
_BODIES: Final = bag(
    "group movement organisation organization faction front alliance coalition network militia militias militants rebels insurgents guerrillas gunmen "
    "fighters jihadists separatists insurgency brigade brigades extremists attackers party army military troops soldiers forces police government "
    "authorities regime junta cabinet administration ministry embassy newspaper paper agency company firm court charity ngo bloc council committee "
    "commission union cartel gang clan unit team side sides opposition parliament congress assembly body"
)
_NOUN: Final = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]h[eo]se|[Bb]oth|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\s+(?:(?!of\b|in\b|and\b|to\b|for\b|on\b|by\b|as\b)[\w-]+\s+){0,3}?"
    r"(?P<noun>"
    + "|".join(sorted(LANDS | TOWNS | _PERSONS | _BODIES, key=lambda w: (-len(w), w)))
    + r")(?=['’]|\b(?!-|\s+[a-z]+(?:er|or|ist|man|men|s)\b))"
)
_OWNERS: Final = bag("its their his her")
_DATELINE: Final = re.compile(r"[A-Z]{4,}(?:,[^.\n]{0,40})?\s*(?:\([^)\n]{2,20}\)\s*)?(?:--|[–—:-])\s")
_OWNER: Final = re.compile(r"['’]s?$")
_FOLLOWED: Final = re.compile(r"\s+(?:of|that|who|which|whose|where)\b")
_KINDS: Final = frozenset({"PERSON", "ORGANIZATION", "GROUP", "LOCATION", "FACILITY"})
_PLURAL: Final = bag(
    "people police men women children troops militiamen gunmen policemen both they them their theirs themselves these those"
)
_SINGULAR: Final = bag("he him his himself she her hers herself it its itself this that")
_HE: Final = bag("he him his himself mr sir lord king prince father son brother husband man boy spokesman chairman gentleman")
_SHE: Final = bag(
    "she her hers herself mrs ms miss lady queen princess mother daughter sister wife widow woman girl spokeswoman chairwoman actress"
)


class Spot(NamedTuple):
    """A noun phrase up to its head noun, with what its words say; ``whole`` is the span as the reader marked it.

    ``plural`` and ``female`` are null where the words do not tell. ``modifiers`` are the folded words between article and head noun of a definite phrase.
    """

    start: int
    end: int
    whole: Offsets
    sentence: int
    kind: MentionType | None
    form: Form
    words: str
    head: str
    modifiers: tuple[str, ...]
    by: str
    plural: bool | None
    female: bool | None
    opens: bool
    source: bool
    acts: bool
    suffers: bool
    followed: bool

    @property
    def asks(self) -> bool:
        """Tell whether it may take up what stands before it; "its leader" seldom does, but its "its"."""
        return self.form == "pronoun" or (self.form == "definite" and self.by not in _OWNERS)


def spots_of(reading: Reading) -> list[Spot]:
    """Return the noun phrases of a report by where they start, the longer first; of several with one head noun the first seen alone."""
    text = reading.document.words
    starts = [s.start for s in reading.sentences]
    roles: dict[Offsets, set[str]] = {}
    for frame in reading.frames:
        for a in frame.arguments:
            if a.role in {"actor", "recipient"}:
                roles.setdefault((a.start, a.end), set()).add(a.role)
    for tie in reading.ties:
        for party in (tie.source, tie.target):
            if party:
                roles.setdefault(party, set())
    for remark in reading.remarks:
        if remark.about:
            roles.setdefault(remark.about, set())
    for quotation in reading.quotations:
        for piece in quotation.source:
            roles.setdefault(piece, set()).add("source")
    made: dict[int, Spot] = {}
    taken = {where[0]: parts for where, parts in roles.items()}

    def put(start: int, end: int, kind: MentionType | None, *, pronoun: bool = False) -> None:
        whole = (start, end)
        words = _bare(text[start:end])
        at = start + len(words)
        if not words or at in made:
            return
        if not pronoun and words[-1].islower() and (found := _BEFORE.search(text, max(0, start - 24), start)):
            start, words = found.start(), text[found.start() : at]
        number = max(0, bisect_right(starts, start) - 1)
        begin = starts[number] if starts else 0
        part = roles.get((start, end)) or taken.get(start, set())
        said = _said_by(words, opening=start == begin, pronoun=pronoun)
        made[at] = Spot(
            start, at, whole, number, kind, said.form, words, said.head, said.modifiers, said.by, said.plural, said.female, start - begin < 4,
            "source" in part, "actor" in part, "recipient" in part, _FOLLOWED.match(text, at) is not None,
        )  # fmt: skip

    for found in PRONOUN.finditer(text):
        if found.group() != "US":
            put(found.start(), found.end(), None, pronoun=True)
    for mention in reading.mentions:
        if mention.type in _KINDS and not (mention.type == "PERSON" and _DATELINE.match(text, mention.start)):
            put(mention.start, mention.end, mention.type)
    for where in roles:
        put(*where, None)
    for found in _NOUN.finditer(text):
        noun = found["noun"]
        put(*found.span(), "PERSON" if noun in _PERSONS else "ORGANIZATION" if noun in _BODIES else "LOCATION")
    return sorted(made.values(), key=lambda s: (s.start, -s.end))


@lru_cache(maxsize=8192)
def _bare(words: str) -> str:
    return _OWNER.sub("", core(words).rstrip(' ,."“”'))


class _Said(NamedTuple):
    """What words say wherever they stand."""

    form: Form
    head: str
    modifiers: tuple[str, ...]
    by: str
    plural: bool | None
    female: bool | None


@lru_cache(maxsize=8192)
def _said_by(words: str, *, opening: bool, pronoun: bool) -> _Said:
    points = None if pronoun else POINTS_BACK.fullmatch(words)
    head = fold(words) if pronoun else head_of(words)
    proper = None if pronoun or points else parse_name(words, opening).proper
    form: Form = "pronoun" if pronoun else "definite" if points else "name" if proper else "other"
    modifiers = tuple(fold(w) for w in points["more"].split()) if points else ()
    title = {w.strip(".,") for w in words.casefold().split()}
    female = True if title & _SHE else False if title & _HE else None
    by = points["by"].casefold() if points else ""
    return _Said(form, head, modifiers, by, _is_plural(head, words, by, named=form == "name"), female)


def _is_plural(head: str, words: str, by: str, *, named: bool) -> bool | None:
    if head in _PLURAL or by in {"these", "those", "both"} or (" and " in words and not named):
        return True
    if head in _SINGULAR or by in {"this", "that"}:
        return False
    if named:
        return None if words.endswith("s") else False
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))
