"""The actor register: states and what belongs to them, intergovernmental bodies, media and armed groups, each row with its source."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Final

from tocsin.errors import GazetteerError

_FAMILIES: Final = ("states", "forces", "organisations", "media", "armed_groups", "peoples")
#: The families of bodies that each state has: kind, PLOVER sector, name.
ORGANS: Final = {
    "gov": ("government", "GOV", "government of {}"),
    "mil": ("armed force", "MIL", "armed forces of {}"),
    "cop": ("police", "COP", "police of {}"),
    "mfa": ("government", "GOV", "foreign ministry of {}"),
    "mod": ("government", "GOV", "defence ministry of {}"),
    "moi": ("government", "GOV", "interior ministry of {}"),
    "moh": ("government", "GOV", "health ministry of {}"),
    "leg": ("government", "LEG", "parliament of {}"),
    "jud": ("court", "JUD", "judiciary of {}"),
    "coalition": ("armed force", "MIL", "coalition led by {}"),
}
_ARTICLES: Final = frozenset({"the", "an", "a"})
#: States whose names take an article in English.
_THE = re.compile(
    r"(?:United |Democratic Republic|Republic of|Central African|Dominican Republic|Netherlands|Philippines|Gambia|Bahamas|Maldives|Comoros)"
    r"|(?:Marshall|Solomon) Islands$|Palestinian Territories$"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_QUOTES = str.maketrans("’‘ʼ`“”–—đĐłŁøØı", "''''\"\"--dDlLoOi")
#: Names of the register that are ordinary words or places: an actor only where the text tells what is meant ("The Dawn", dawn.com).
_WORDS: Final = frozenset(
    "amal base contra dawn fars freedom guardian herald hope independent justice liberty mirror nation observer people post progress "
    "resistance standard star sun telegraph times tribune unity victory".split()
)
#: Short names of states in the gazetteer that are other things where a party is meant.
_NO_STATES: Final = frozenset({"Saudi", "the States", "Islamic Republic"})
#: Acronyms that are names of people or places when they are written with one capital.
_NOT_TITLED: Final = frozenset({"Abin", "Aisi", "Ansa", "Asis", "Kuna", "Nisa", "Sana", "Suna", "Telo"})


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Return a name as it is compared: lower case, without accents, articles, edge punctuation or doubled blanks."""
    if name.isascii():
        text = name.replace("`", "'")
    else:
        text = name.translate(_QUOTES)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = " ".join(text.split()).strip(" \"',;:()").casefold()
    first, _, rest = text.partition(" ")
    return rest if rest and first in _ARTICLES else text


def unowned(words: str) -> str:
    """Return words without the ending of a possessive: "Kenya" of "Kenya's"."""
    return _POSSESSIVE.sub("", words) if "'" in words or "’" in words else words


def bag(words: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(words.split())


def with_article(state: str) -> str:
    """Return the name of a state as it stands within a sentence: ``the United States``, ``France``."""
    return f"the {state}" if _THE.match(state) or _THE.search(state, max(0, len(state) - 24)) else state


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor of the register; ``source`` names what was opened for it, and a field that no source gave is null.

    ``backed_by`` and ``fights`` are the sides of an armed group, as ISO 3166-1 alpha-3 codes of states and ids; empty says nothing.
    """

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    aliases: tuple[str, ...]
    source: str
    domain: str | None = None
    agency: bool = False
    backed_by: tuple[str, ...] = ()
    fights: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Register:
    """Lookups over the shipped rows. Names are folded; an alias that two rows share is left out, one row's name keeps it from others.

    Peoples are looked up apart (``people``), so that ``find`` never returns one: a people is no party.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _titled: dict[str, str] = field(default_factory=dict)
    _acronyms: dict[str, str] = field(default_factory=dict)
    _domains: dict[str, str] = field(default_factory=dict)
    _adjectives: dict[str, str] = field(default_factory=dict)
    _peoples: dict[str, str] = field(default_factory=dict)
    _groups: dict[str, str] = field(default_factory=dict)
    _cased: set[str] = field(default_factory=set)
    _capitals: dict[str, str] = field(default_factory=dict)
    _openings: set[str] = field(default_factory=lambda: set(_ARTICLES))
    _states: dict[str, str] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    """The ids of the bodies of states among the entries that have no row; each is made when it is asked for."""

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> Register:
        """Return the shipped register, read once; raise GazetteerError where a file is missing or a row does not fit."""
        register = Register()
        for family in _FAMILIES:
            for number, row in enumerate(_rows(family), start=2):
                try:
                    _ADDERS[family](register, row)
                except KeyError as fault:
                    raise GazetteerError(f"actor register: {family}.csv, line {number}: no column {fault}; reinstall tocsin") from fault
        register._settle()
        return register

    @lru_cache(maxsize=8192)  # noqa: B019 - the register is one for the life of the process
    def find(self, name: str) -> Entry | None:
        """Return the actor with this name, alias or acronym, none for words in lower case alone; an acronym counts in its own case.

        From four letters on it counts as a name too (Isis).
        """
        text = name.strip()
        bare = text[4:] if text[:4] in {"the ", "The "} else text
        key = fold(text)
        dotted = self._acronyms.get(f"{bare}.") if "." in bare else None
        found = self._acronyms.get(bare) or dotted or self._names.get(key) or (self._titled.get(key) if bare != text else None)
        if found and bare.islower() and key in self._cased:
            return None
        if found is None and len(bare) >= 4 and bare.isalpha() and bare.istitle() and bare not in _NOT_TITLED:
            found = self._acronyms.get(bare.upper())
        return self.entries[found] if found else None

    @lru_cache(maxsize=4096)  # noqa: B019 - the register is one for the life of the process
    def outlet(self, name: str) -> Entry | None:
        """Return the medium with this name or web domain."""
        host = name.strip().lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
        if host in self._domains:
            return self.entries[self._domains[host]]
        entry = self.find(name)
        return entry if entry is not None and entry.kind == "media" else None

    def state(self, name: str) -> str | None:
        """Return the ISO 3166-1 alpha-3 code of the state with this name."""
        key = fold(name)
        found = self._states.get(key) or (self._states.get(f"{key}.") if "." in key else None)
        return found if found and not _small(name) else None

    def adjective(self, word: str) -> str | None:
        """Return the ISO code of the state that this adjective stands for, such as ``Syrian``; None where two states share it."""
        found = self._adjectives.get(fold(word))
        return found if found and not _small(word) else None

    def nation(self, words: str) -> str | None:
        """Return the ISO code of the state that a name or an adjective stands for."""
        key = fold(words)
        found = self._states.get(key) or (self._states.get(f"{key}.") if "." in key else None) or self._adjectives.get(key)
        return found if found and not _small(words) else None

    def opens_state(self, word: str) -> bool:
        """Tell whether a name or an adjective of several words that stands for a state begins with this word."""
        return fold(word) in self._openings

    def adjectives(self, iso3: str) -> tuple[str, ...]:
        """Return the adjectives that stand for a state alone, with capitals."""
        return tuple(word.title() for word, code in self._adjectives.items() if code == iso3)

    def citizens(self, word: str) -> str | None:
        """Return the ISO code of the state whose citizens this plural names, such as ``Syrians``."""
        return self._peoples.get(fold(word)) or None

    def capital(self, word: str) -> str | None:
        """Return the ISO code of the state whose capital this is."""
        return self._capitals.get(fold(word)) or None

    def is_state(self, iso3: str) -> bool:
        """Tell whether a country code is that of a state of the register: Hong Kong and Greenland are countries to a gazetteer alone."""
        return f"state:{iso3}" in self.entries

    def organ(self, iso3: str, kind: str) -> Entry:
        """Return a body of a state as a register actor of its own, the same in every report.

        ``gov`` is the government, ``mil`` the armed forces, ``cop`` the police, ``leg`` the parliament with its chambers, ``mfa``,
        ``mod``, ``moi`` and ``moh`` the ministries of foreign affairs, defence, the interior and health, ``coalition`` the allies that the state
        leads. A part stands behind the family: ``gov-oil ministry``, ``jud-supreme court``.
        """
        family, _, body = kind.partition("-")
        key = f"{family}:{iso3}-{body.replace(' ', '-')}" if body else f"{family}:{iso3}"
        if key not in self.entries:
            state = self.entries[f"state:{iso3}"]
            label, sector, pattern = ORGANS[family]
            name = (f"{body} of {{}}" if body else pattern).format(with_article(state.name))
            country = None if family == "coalition" else iso3
            self.entries[key] = Entry(key, name, label, country, sector, (), state.source)
            self.derived.add(key)
        return self.entries[key]

    def settled(self, identity: str) -> Entry | None:
        """Return the actor that an id stands for; a person's judgements may have led it to another (see ``LearnedRegister``)."""
        return self.entries.get(identity)

    def apart(self, name: str, identity: str) -> bool:  # noqa: ARG002 - nothing is judged of the shipped register
        """Tell whether a person has judged that a name is not this actor's (see ``LearnedRegister``)."""
        return False

    def people(self, name: str) -> Entry | None:
        """Return the people, an ethnic or religious group, with this name."""
        found = self._groups.get(fold(name))
        return self.entries[found] if found and not name.islower() else None

    def _settle(self) -> None:
        """Give each name to the row that has it: first the rows' own names, then the aliases that one row alone has."""
        for firm in (True, False):
            claims: dict[tuple[int, str], tuple[dict[str, str], str]] = {}
            for entry in self.entries.values():
                for name in (entry.name,) if firm else entry.aliases:
                    table, key = (self._groups, fold(name)) if entry.kind == "people" else self._shelf(name)
                    if table is self._names and key in _WORDS:
                        table = self._domains if entry.kind == "media" else self._titled
                    elif table is self._names and not name.islower():
                        self._cased.add(key)
                    held = claims.get((id(table), key))
                    claims[id(table), key] = (table, entry.id if held is None or held[1] == entry.id else "")
            for (_, key), (table, holder) in claims.items():
                if holder:
                    table.setdefault(key, holder)

    def _shelf(self, name: str) -> tuple[dict[str, str], str]:
        """Return the table in which a name is looked up, and its key there."""
        if len(name) <= 5 and " " not in name and (name.isupper() or (name.isalpha() and sum(map(str.isupper, name)) > 1)):
            return self._acronyms, name
        if name.startswith("The ") and name.count(" ") == 1:
            return self._titled, fold(name)
        return self._names, fold(name)


def _rows(family: str) -> Iterator[dict[str, str]]:
    path = files("tocsin.resolve") / "data" / "actors" / f"{family}.csv"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as fault:
        raise GazetteerError(f"actor register: {family}.csv cannot be read ({fault.strerror}); reinstall tocsin") from fault
    return iter(csv.DictReader(text.splitlines()))


def _small(word: str) -> bool:
    """Tell whether a word is a short one without capitals of its own, so that the pronoun "us" is no state and a car no republic."""
    bare = word[4:] if word[:4] in {"the ", "The "} else word
    return len(bare) <= 3 and (bare.islower() or (bare.istitle() and bare != "Lao" and "." not in bare))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _claim(table: dict[str, str], word: str, iso3: str) -> None:
    """Give a word to a state; a word that two states claim belongs to neither."""
    key = fold(word)
    table[key] = iso3 if table.get(key, iso3) == iso3 else ""


def _put(register: Register, entry: Entry) -> None:
    register.entries[entry.id] = entry


def _add_state(register: Register, row: dict[str, str]) -> None:
    iso3 = row["iso3"]
    aliases = tuple(dict.fromkeys((*_parts(row["aliases"]), *_also().get(iso3, ()))))
    aliases = tuple(a for a in aliases if a not in _parts(row["adjectives"]) or a in _parts(row["aliases"]))
    _put(register, Entry(f"state:{iso3}", row["name"], "state", iso3, "GOV", aliases, row["source"]))
    for name in (row["name"], *aliases):
        register._states.setdefault(fold(name), iso3)
    for word in _parts(row["adjectives"]):
        _claim(register._adjectives, word, iso3)
    for word in _parts(row["people"]):
        _claim(register._peoples, word, iso3)
    for word in _parts(row["capitals"]):
        _claim(register._capitals, word, iso3)
    many = (fold(name).split(maxsplit=1) for name in (row["name"], *aliases, *_parts(row["adjectives"])))
    register._openings.update(words[0] for words in many if len(words) > 1)


@lru_cache(maxsize=1)
def _also() -> dict[str, tuple[str, ...]]:
    """Return the other names of states that the gazetteer knows, such as ``DR Congo`` or ``Holland``, by ISO code."""
    try:
        text = (files("tocsin.resolve") / "data" / "countries.csv").read_text(encoding="utf-8")
    except OSError as fault:
        raise GazetteerError(f"actor register: countries.csv cannot be read ({fault.strerror}); reinstall tocsin") from fault
    return {row["iso3"]: tuple(n for n in _parts(row["names"]) if n not in _NO_STATES) for row in csv.DictReader(text.splitlines())}


def _add_force(register: Register, row: dict[str, str]) -> None:
    family, _, country = row["id"].partition(":")
    if family in ORGANS and country == row["country"]:
        state = register.entries[f"state:{country}"].name
        pattern = ORGANS[family][2]
        row = {**row, "name": pattern.format(with_article(state))} if row["name"] == pattern.format(state) else row
    _put(register, Entry(row["id"], row["name"], row["kind"], row["country"], row["sector"], _parts(row["aliases"]), row["source"]))


def _add_organisation(register: Register, row: dict[str, str]) -> None:
    entry = Entry(row["id"], row["name"], row["kind"], row["country"] or None, row["sector"], _parts(row["aliases"]), row["source"])
    _put(register, entry)


def _add_medium(register: Register, row: dict[str, str]) -> None:
    domain = row["domain"] or None
    agency = row["agency"] == "yes"
    _put(register, Entry(row["id"], row["name"], "media", None, "JRN", _parts(row["aliases"]), row["source"], domain, agency))
    if domain:
        register._domains[domain] = row["id"]


def _add_armed_group(register: Register, row: dict[str, str]) -> None:
    entry = Entry(
        row["id"], row["name"], "armed group", row["country"] or None, row["sector"], _parts(row["aliases"]), row["source"],
        backed_by=_parts(row["backed_by"]), fights=_parts(row["fights"]),
    )  # fmt: skip
    _put(register, entry)


def _add_people(register: Register, row: dict[str, str]) -> None:
    _put(register, Entry(row["id"], row["name"], "people", None, None, _parts(row["aliases"]), row["source"]))


_ADDERS: Final = {
    "states": _add_state,
    "forces": _add_force,
    "organisations": _add_organisation,
    "media": _add_medium,
    "armed_groups": _add_armed_group,
    "peoples": _add_people,
}
