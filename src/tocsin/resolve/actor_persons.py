"""Persons with a public role: by a title before the name, an office behind it, or an office and its state without a name."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, NamedTuple

from tocsin.resolve.actor_names import country_of
from tocsin.resolve.register import Register, bag, fold, unowned

_OFFICES: Final = (
    ("GOV", r"president|prime minister|premier|minister|chancellor|king|queen|emir|sultan|emperor|supreme leader|taoiseach|"
            r"governor|mayor|ambassador|envoy|secretary|"
            r"secretary[- ]general|chief of staff|administrator|commissioner|councillor|councilor|prefect|consul|deputy minister|"
            r"presidential adviser|adviser|vice[- ]president|head of state|crown prince|prince|foreign secretary|senator|lawmaker|mp|"
            r"member of parliament|speaker|congressman|congresswoman|government spokesman|government spokeswoman|government spokesperson"),
    ("COP", r"police captain|police chief|police commissioner|police spokesman|police spokeswoman|police spokesperson|"
            r"police inspector|police superintendent|inspector|superintendent|sheriff"),
    ("MIL", r"general|gen|colonel|col|major|maj|captain|capt|lieutenant|lt|brigadier|brig|admiral|adm|marshal|field marshal|"
            r"army chief|commander|commandant|warlord|army spokesman|army spokeswoman|army spokesperson|"
            r"military spokesman|military spokeswoman|military spokesperson"),
    ("JUD", r"judge|justice|prosecutor|prosecutor[- ]general|attorney[- ]general|magistrate"),
    ("REL", r"pope|archbishop|bishop|patriarch|ayatollah|grand mufti|mufti|cardinal"),
    (None, r"spokesman|spokeswoman|spokesperson|leader|chairman|chairwoman|chairperson|head|chief|director|secretary|coordinator|high commissioner|"
           r"rapporteur|founder|deputy leader"),
)  # fmt: skip
_RANKS: Final = r"(?:former|ex|deputy|acting|interim|late|outgoing)[ -]"
_BRIEFS: Final = (
    r"(?:foreign|defen[cs]e|interior|home|information|finance|justice|health|education|culture|security|transport|energy|oil|agriculture|"
    r"trade|labou?r|environment|state|army|police|rebel|opposition|party|district|regional|provincial) "
)
#: Asked of words in lower case, which is far quicker than to leave the case open.
_OFFICE = re.compile("|".join(rf"(?P<s{i}>\b(?:{_RANKS})?(?:{_BRIEFS})?(?:{words})\b)" for i, (_, words) in enumerate(_OFFICES)))
#: With which words the names of offices end: where none of them stands, no office needs to be looked for.
_LAST: Final = frozenset(re.split(r"\W+", office)[-1] for _, words in _OFFICES for office in words.split("|"))
_RUN = re.compile(r"\w+")
#: Titles of people who hold the office no more, or stand below it.
RANKED = re.compile(r"(?:former|ex|deputy|late|outgoing)[ -]", re.IGNORECASE)
#: How the ids of persons in office begin.
OFFICIALS: Final = ("person:", "office:")
_NO_NAMES: Final = bag("the mr mrs ms miss dr sir dame hon prof professor sheikh haji imam mullah maulana u daw")
_PARTICLES: Final = bag("al bin ibn de van von el da del")
_WORD = re.compile(r"[^\s,()\"“”]+")
_BEHIND = re.compile(
    r"\s*,\s+(?:(?:the|a|an|its|his|her|their|who is|[A-Z][\w-]+['’]s)\s+)?((?:[\w'’-]+\s+){0,5}?[\w'’-]+)(?=[,.;)]|\s+(?:of|in|for|"
    r"at|and|who|said|told)\b)"
)
_BEFORE = re.compile(r"(?<![\w'’.-])((?:[\w'’.-]++\s++){1,5})$")
_PHRASE = re.compile(r"\s(?:of|in|from|at|with|for|who|which|that|near|to)\b", re.IGNORECASE)
_APPOSED = re.compile(
    r"(?:^|[\s(])((?:the|an?|its|their|[A-Z][\w-]+['’]s)\s+(?:[\w'’-]+\s+){0,4}?[\w'’-]+(?:\s+of\s+(?:the\s+)?(?:[\w'’-]+\s*){1,4})?),\s+$"
)
#: How like each other two spellings of one first name are at least.
_ALIKE: Final = 0.5
_REGNAL = bag("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv jr sr")


class Person(NamedTuple):
    """A person as a mention gives them: ``name`` is null for an office-holder who is not named, ``office`` for a private person."""

    name: str | None
    office: str | None
    sector: str | None
    country: str | None


@lru_cache(maxsize=8192)
def office_in(words: str) -> tuple[str, str | None] | None:
    """Return the first public office that words name, with its PLOVER sector."""
    text = words.lower()
    if _LAST.isdisjoint(_RUN.findall(text)):
        return None
    best: re.Match[str] | None = None
    for match in _OFFICE.finditer(text):
        if best is None or len(match.group()) > len(best.group()):
            best = match
    if best is None:
        return None
    sector = next(_OFFICES[i][0] for i in range(len(_OFFICES)) if best.group(f"s{i}"))
    return best.group().casefold(), sector


def is_title(register: Register, words: str) -> bool:
    """Tell whether words are a state with a title of one person ("US president", "Syrian foreign minister"), and no more."""
    office = office_in(words)
    if office is None or not fold(words).endswith(office[0]):
        return False
    state = words[: len(words) - len(office[0])].strip()
    return bool(state) and (register.state(unowned(state)) or register.adjective(state)) is not None


def _names(words: str) -> list[str]:
    """Return the capitalised words at the end of a phrase, titles and courtesies left out."""
    found: list[str] = []
    for word in reversed(_WORD.findall(words)):
        core = unowned(word).strip(".")
        small = core.lower()
        if not (core[:1].isupper() or (found and small in _PARTICLES) or "-" in core[:4]):
            break
        if small in _NO_NAMES or (not _LAST.isdisjoint(_RUN.findall(small)) and _OFFICE.fullmatch(small)):
            break
        found.append(core)
    return found[::-1]


def read_person(register: Register, text: str, start: int, end: int) -> Person:
    """Take a PERSON mention apart, with the title before it and the office behind it."""
    words = text[start:end]
    last = _PHRASE.split(words.rsplit(",", 1)[-1].strip(), maxsplit=1)[0]
    names = _names(last)
    while len(names) > 1 and register.nation(names[0]):
        names = names[1:]
    name = " ".join(names) or None
    if name and register.nation(name):
        name = None
    title = words[: words.rfind(names[0])] if name else words
    office = office_in(title)
    said = title
    if office is None and name and _LAST.issuperset(_RUN.findall(text[max(0, start - 60) : start].lower())[-1:]):
        before = _BEFORE.search(text, max(0, start - 60), start)
        near = before.group(1) if before else ""
        small = near.lower()
        match = list(_OFFICE.finditer(small))
        if (
            match
            and not re.search(r"[.,;]\s|\b(?:of|to|by|and)\s+$", small[match[-1].start() :])
            and small[match[-1].end() :].strip(" .") == ""
        ):
            office, said = office_in(small[match[-1].start() :]), near
            wider = office_in(small)
            office = wider if wider and wider[0].endswith(office[0] if office else "") else office
    if office is None and name and text[max(0, start - 80) : start].rstrip().endswith(","):
        apposed = _APPOSED.search(text, max(0, start - 80), start)
        if apposed and (found := office_in(apposed.group(1))):
            office, said = found, apposed.group(1)
    if office is None and name:
        behind = _BEHIND.match(text, end, min(len(text), end + 90))
        if behind and (found := office_in(behind.group(1))):
            office, said = found, text[end : end + 90].split(".", maxsplit=1)[0].split(",")[1]
    if office is None:
        return Person(name, None, None, None)
    return Person(name, office[0], office[1], country_of(register, said))


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without a regnal number."""
    return tuple(w for w in fold(name).split() if w not in _REGNAL)


@lru_cache(maxsize=4096)
def filed_under(full: str) -> tuple[str, ...]:
    """Return the keys under which a name is filed; a name that may be its shorter form has one of them (see :func:`same_person`)."""
    words = _words(full)
    return (f"… {words[-1]}", f"{words[0]} …") if words else ()


def asked_under(short: str) -> tuple[str, ...]:
    """Return the keys under which the fuller forms of a name are filed."""
    keys = filed_under(short)
    return keys if len(_words(short)) == 1 else keys[:1]


def another_person(name: str, other: str) -> bool:
    """Tell whether two whole names with one last name are two persons' ("Michelle Obama", "Barack Obama"); "Joe" may be "Joseph"."""
    a, b = _words(name), _words(other)
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-1] or any(n.split()[0].isupper() for n in (name, other)):
        return False  # “AG Underwood” has a title of letters
    first, second = a[0].strip("."), b[0].strip(".")
    if first in b or second in a:
        return False
    return first[:1] != second[:1] or (min(len(first), len(second)) > 1 and SequenceMatcher(None, first, second).ratio() < _ALIKE)


def same_person(short: str, full: str) -> bool:
    """Tell whether one name may be the other's shorter form: the same last word, and no first name against it."""
    a, b = _words(short), _words(full)
    if not a or not b or (a[-1] != b[-1] and not (len(a) == 1 and a[0] == b[0])):
        return False
    return len(a) == 1 or len(b) == 1 or a[0] == b[0]
