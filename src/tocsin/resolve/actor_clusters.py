"""Naming the parties of one report: which names are one actor's, what kind it is, and under which id it is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Final

from tocsin.model.record import Actor
from tocsin.resolve.actor_described import described
from tocsin.resolve.actor_names import country_of, kind_of, parse_name
from tocsin.resolve.actor_people import MEMBERS
from tocsin.resolve.actor_persons import OFFICIALS, another_person, asked_under, filed_under, same_person
from tocsin.resolve.actor_variants import common, known_variants, mint, variant
from tocsin.resolve.register import Entry, Register, bag, fold, unowned

_SMALL: Final = bag("of the for and in on de del la los du des al")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_WIDEST: Final = 16
_NO_NAMES: Final = MEMBERS | bag("army police government military forces state national")  # short forms of no name by themselves
_BRACKET = re.compile(r"\s*\((?:the\s+)?[\"“']?([A-Z][\w.&/-]{1,11})[\"”']?(?:,[^)]{0,40})?\)")
_KNOWN = re.compile(
    r",?\s*\(?(?:(?:also|better|formerly|locally|commonly|previously|widely)\s+(?:known|called)\s+as|known\s+(?:by\s+its\s+acronym|"
    r"as)|dubbed|or)\s+"
    r"(?:the\s+)?[\"“']?((?:al-)?[A-Z\u00c0-\u024f][\w'’.-]*(?:\s+(?:of|the|for|and|al-\w+|[A-Z\u00c0-\u024f][\w'’.-]*)){0,5})",
    re.UNICODE,
)
_GLOSS = re.compile(
    r"\s*(?:\([^)]{1,40}\))?,\s+(?:an?|the|one of the|Niger's|[A-Z][\w-]+['’]s)\s+"
    r"((?:[\w'’-]+\s+){0,5}?(?:group|groups|movement|militia|faction|party|organi[sz]ation|army|newspaper|daily|agency|company|charity|"
    r"network|alliance|coalition|broadcaster|ngo|court|union)\b(?=\s*[,.]|\s+(?:in|of|based|that|which|from|with|backed|active|"
    r"operating|led|close)\b)[^,.;()]{0,60})"
)
_WHERE = re.compile(
    r"\b(?:in|of|from)\s+(?:(?:the\s+)?[\w'’ -]{0,40}?\b(?:region|province|state|district|mountains|valley|north|south|east|west|desert|"
    r"highlands|countryside|part|area)\s+of\s+)?(?:the\s+)?(?:(?:northern|southern|eastern|western|central|north-\w+|south-\w+)\s+)?"
    r"([A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,3})"
)


@dataclass
class Cluster:
    """One actor of a report while it is being put together."""

    id: str
    name: str
    kind: str | None = None
    sector: str | None = None
    country: str | None = None
    listed: bool = False
    proper: bool = True
    forms: dict[str, None] = field(default_factory=dict)

    def actor(self) -> Actor:
        """Return the actor of the record; the longest form of the text is its name unless the register has one."""
        name = self.name
        if not self.listed and self.proper:
            name = max((self.name, *self.forms), key=len)
        seen = {fold(name)}
        aliases: list[str] = []
        for form in (self.name, *self.forms):
            if fold(form) not in seen:
                seen.add(fold(form))
                aliases.append(form)
        return Actor(id=self.id, name=name, kind=self.kind, country=self.country, sector=self.sector, aliases=tuple(aliases))


class _Forms:
    """The forms of several clusters by their initials and by the words with which they begin or end."""

    def __init__(self) -> None:
        self.by_initials: dict[str, dict[str, Cluster]] = {}
        self.by_edge: dict[tuple[str, ...], dict[str, Cluster]] = {}
        self._seen: dict[str, int] = {}

    def add(self, cluster: Cluster) -> None:
        for form in islice(cluster.forms, self._seen.get(cluster.id, 0), None):
            words = tuple(fold(form).split())
            if len(words) > 1:
                initials = "".join(w[0] for w in words if w not in _SMALL)
                self.by_initials.setdefault(initials, {})[cluster.id] = cluster
            for many in range(1, min(len(words), _WIDEST)):
                self.by_edge.setdefault(words[:many], {})[cluster.id] = cluster
                self.by_edge.setdefault(words[-many:], {})[cluster.id] = cluster
        self._seen[cluster.id] = len(cluster.forms)


class Cabinet:
    """The clusters of one report, found again by name."""

    def __init__(self, register: Register, document: str, country: Callable[[], str | None] = lambda: None) -> None:
        self.register = register
        self.document = document
        self._country = country
        self.clusters: dict[str, Cluster] = {}
        self._by_name: dict[str, str] = {}
        self._names: dict[str, dict[str, None]] = {}
        self._persons: dict[str, dict[str, None]] = {}

    def known(self, name: str) -> Cluster | None:
        """Return the cluster that already has this name."""
        found = self._by_name.get(fold(name))
        return self.clusters[found] if found else None

    def persons(self, name: str) -> list[Cluster]:
        """Return the persons in office whose names a name may shorten."""
        found = dict.fromkeys(identity for key in asked_under(name) for identity in self._persons.get(key, ()))
        clusters = [self.clusters[identity] for identity in found if identity in self.clusters]
        alike = [c for c in clusters if c.proper and any(same_person(name, form) for form in c.forms)]
        return [c for c in alike if not any(another_person(name, form) for form in c.forms)]

    def listed(self, entry: Entry, form: str) -> Cluster:
        """Return the cluster of an actor of the register, with the form that the text uses; one that was merged away is the other."""
        entry = self.register.settled(entry.id) or entry
        cluster = self.clusters.get(entry.id)
        if cluster is None:
            cluster = Cluster(entry.id, entry.name, entry.kind, entry.sector, entry.country, listed=True)
            self.clusters[entry.id] = cluster
        self.also(cluster, form)
        return cluster

    def also(self, cluster: Cluster, form: str) -> None:
        """Give a cluster one more form of its name."""
        bare = _ARTICLE.sub("", form.strip(" ,'\"“”‘’"))
        if bare and bare not in cluster.forms and not self.register.apart(bare, cluster.id):
            cluster.forms.setdefault(bare)
            key = fold(bare)
            if self._by_name.setdefault(key, cluster.id) == cluster.id:
                self._names.setdefault(cluster.id, {}).setdefault(key)
            if cluster.id.startswith(OFFICIALS):
                for filed in filed_under(bare):
                    self._persons.setdefault(filed, {}).setdefault(cluster.id)

    def absorb(self, gone: Cluster, into: Cluster) -> None:
        """Join one cluster into another: its names lead there from now on."""
        self.clusters.pop(gone.id, None)
        for form in gone.forms:
            into.forms.setdefault(form)
        for key in self._names.pop(gone.id, {}):
            self._by_name[key] = into.id
            self._names.setdefault(into.id, {}).setdefault(key)

    def new(self, name: str, *, proper: bool, family: str = "org", descriptor: str = "", local: bool = False) -> Cluster:
        """Return the cluster of a name that the register does not know; ``local`` keeps its id within this report.

        Spellings of one name share the id, here and in other reports; a name that any country has ("Ministry of Defence") is kept by the only
        country that the report names, else within the report.
        """
        found = self.known(name)
        if found is not None:
            return found
        made = mint(family, name, self._salt(family, name, descriptor) if proper and not local else self.document)
        entry = self.register.settled(made)
        if entry is None and family == "org" and proper and not local:
            entry = self._spelt(name)
        if entry is not None:
            return self.listed(entry, name)
        if made in self.clusters:
            self.also(self.clusters[made], name)
            return self.clusters[made]
        cluster = Cluster(made, name, proper=proper)
        cluster.country = country_of(self.register, name)
        if family == "org":
            cluster.kind, cluster.sector = kind_of(descriptor) if descriptor else (None, None)
            if cluster.kind is None:
                cluster.kind, cluster.sector = kind_of(name, foreign=proper and cluster.country is None)
            cluster.kind = cluster.kind or "organisation"
            cluster.country = cluster.country or (country_of(self.register, descriptor) if descriptor else None)
        self.clusters[made] = cluster
        self.also(cluster, name)
        return cluster

    def _salt(self, family: str, name: str, descriptor: str) -> str:
        if family != "org" or not common(name):
            return ""
        return country_of(self.register, descriptor) or self._country() or self.document

    def _spelt(self, name: str) -> Entry | None:
        """Return the actor of the register that has this name in another spelling."""
        held = known_variants(self.register).get(variant(name))
        return self.register.entries[held] if held and not self.register.apart(name, held) else None

    def proper(self, names: Iterable[tuple[str, str]]) -> dict[str, Cluster]:
        """Cluster proper names, each given with the common words before it; return the cluster of each by its folded form.

        The longer name holds the shorter one ("the Front" of "Northern Vigil Front") where only one name holds it.
        """
        wanted = sorted(dict.fromkeys(names), key=lambda n: -len(n[0].split()))
        made: dict[str, Cluster] = {}
        forms = _Forms()
        for name, descriptor in wanted:
            key = fold(name)
            if key in made:
                self._describe(made[key], descriptor)
                continue
            entry = self.register.find(name) or described(self.register, name)
            cluster = self.listed(entry, name) if entry else self.known(name) or self._holder(name, forms)
            if cluster is None:
                words = name.split()
                local = words[-1].islower() and (self.register.adjective(words[0]) is not None or bool(_ADJECTIVE.search(words[0])))
                cluster = self.new(name, proper=True, descriptor=descriptor, local=local)
            self.also(cluster, name)
            self._describe(cluster, descriptor)
            made[key] = cluster
            forms.add(cluster)
        return made

    def merged(self, made: dict[str, Cluster]) -> dict[str, Cluster]:
        """Join what a gloss found out to be one: the acronym in brackets that is also a mention of its own."""
        rank = {identity: n for n, identity in enumerate(self.clusters)}
        holders: dict[str, set[str]] = {}
        for cluster in self.clusters.values():
            for form in cluster.forms:
                holders.setdefault(fold(form), set()).add(cluster.id)
        keys: dict[str, list[str]] = {}
        for key, cluster in made.items():
            keys.setdefault(cluster.id, []).append(key)
        for key in list(made):
            cluster = made[key]
            if cluster.listed or cluster.id not in self.clusters:
                continue
            held = [self.clusters[i] for i in sorted(holders.get(key, ()), key=rank.__getitem__) if i in self.clusters]
            other = next((o for o in held if o is not cluster and len(fold(o.name)) > len(key)), None)
            if other is not None:
                self.absorb(cluster, other)
                for form in cluster.forms:
                    holders.setdefault(fold(form), set()).add(other.id)
                moved = keys.pop(cluster.id, [])
                keys.setdefault(other.id, []).extend(moved)
                made.update(dict.fromkeys(moved, other))
        return made

    def _describe(self, cluster: Cluster, descriptor: str) -> None:
        if descriptor and not cluster.listed:
            kind, sector = kind_of(descriptor)
            if kind and cluster.kind in {None, "organisation"}:
                cluster.kind, cluster.sector = kind, sector

    def _holder(self, name: str, forms: _Forms) -> Cluster | None:
        tokens = fold(name).split()
        if not tokens or (len(tokens) == 1 and tokens[0] in _NO_NAMES) or country_of(self.register, name):
            return None
        letters = name.replace(".", "")
        if letters.isupper() and 2 <= len(letters) <= 7 and " " not in name:
            found = forms.by_initials.get(letters.casefold(), {})
        else:
            found = forms.by_edge.get(tuple(tokens), {})
        return next(iter(found.values())) if len(found) == 1 else None

    def gloss(self, cluster: Cluster, text: str, end: int) -> Cluster:
        """Take aliases, kind and country from the words behind a name: "(FBF)", ", also known as Y", ", a rebel group in Z".

        Return the cluster, another one where the acronym is a known actor's that has this name within its own, or its own within this.
        """
        bracket = _BRACKET.match(text, end)
        if bracket and sum(c.isupper() for c in bracket.group(1)) >= 2:
            acronym = bracket.group(1)
            entry = None if cluster.listed else self.register.find(acronym)
            if entry is not None and any(_within(cluster.name, name) for name in (entry.name, *entry.aliases)):
                into = self.listed(entry, cluster.name)
                if into is not cluster:
                    self.absorb(cluster, into)
                cluster = into
            self.also(cluster, acronym)
            end = bracket.end()
        alias = _KNOWN.match(text, end)
        if alias:
            self.also(cluster, alias.group(1))
        gloss = _GLOSS.match(text, end)
        if gloss and not cluster.listed:
            kind, sector = kind_of(gloss.group(1))
            if kind:
                cluster.kind, cluster.sector = kind, sector
            where = _WHERE.search(gloss.group(1))
            if where and cluster.country is None:
                cluster.country = self.register.state(where.group(1)) or country_of(self.register, where.group(1))
        return cluster


def _within(one: str, other: str) -> bool:
    """Tell whether one name of several words has the other's words within its own."""
    a, b = (frozenset(variant(name).split()) - _SMALL for name in (one, other))
    return min(len(a), len(b)) > 1 and (a <= b or b <= a)


_OPENED = re.compile(r"\s\((?:the\s+)?[A-Z][\w.&/-]{1,11}$")
_DANGLING = re.compile(r"(?:,?\s+(?:and|or|but|of|in|the|with|by|for|to|from|who|that|which|as|at|known|called|dubbed))+$")
_ADJECTIVE = re.compile(r"(?:ish|ian|ean|ese|ite|ic|ern)$")


@lru_cache(maxsize=8192)
def short(text: str) -> str:
    """Return a mention without its bracketed acronym, closed or not, and without a word behind it that joins another ("the US and")."""
    whole = _OPENED.sub("", _BRACKET.sub("", text)) if "(" in text else text
    return _DANGLING.sub("", whole).strip(" ,") or text


def stem(words: str) -> str:
    """Return a name without the common noun behind it ("Salt Road" of "Salt Road fighters")."""
    parts = words.split()
    while len(parts) > 1 and parts[-1].islower():
        parts.pop()
    return unowned(" ".join(parts))


__all__ = ["Cabinet", "Cluster", "parse_name", "short", "stem"]
