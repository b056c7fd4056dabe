"""Naming the parties of one report: which names are one actor's, what kind it is, and under which id it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from tocsin.model.record import Actor
from tocsin.resolve.actor_names import country_of, kind_of, mint, parse_name
from tocsin.resolve.register import Entry, Register, bag, fold

_SMALL: Final = bag("of the for and in on de del la los du des al")
_INSTITUTIONS: Final = bag("army police government military forces state national")
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
    _tokens: frozenset[str] = frozenset()
    _counted: int = -1

    @property
    def tokens(self) -> frozenset[str]:
        """All folded words of its names."""
        if self._counted != len(self.forms):
            self._counted = len(self.forms)
            self._tokens = frozenset(w for form in (self.name, *self.forms) for w in fold(form).split()) - _SMALL
        return self._tokens

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


class Cabinet:
    """The clusters of one report, found again by name."""

    def __init__(self, register: Register, document: str) -> None:
        self.register = register
        self.document = document
        self.clusters: dict[str, Cluster] = {}
        self._by_name: dict[str, str] = {}

    def known(self, name: str) -> Cluster | None:
        """Return the cluster that already has this name."""
        found = self._by_name.get(fold(name))
        return self.clusters[found] if found else None

    def listed(self, entry: Entry, form: str) -> Cluster:
        """Return the cluster of an actor of the register, with the form that the text uses."""
        cluster = self.clusters.get(entry.id)
        if cluster is None:
            cluster = Cluster(entry.id, entry.name, entry.kind, entry.sector, entry.country, listed=True)
            self.clusters[entry.id] = cluster
        self.also(cluster, form)
        return cluster

    def also(self, cluster: Cluster, form: str) -> None:
        """Give a cluster one more form of its name."""
        bare = re.sub(r"^(?:the|a|an)\s+", "", form.strip(" ,'\"“”‘’"), flags=re.IGNORECASE)
        if bare:
            cluster.forms.setdefault(bare)
            self._by_name.setdefault(fold(bare), cluster.id)

    def absorb(self, gone: Cluster, into: Cluster) -> None:
        """Join one cluster into another: its names lead there from now on."""
        self.clusters.pop(gone.id, None)
        for form in gone.forms:
            into.forms.setdefault(form)
        for key, identity in self._by_name.items():
            if identity == gone.id:
                self._by_name[key] = into.id

    def new(self, name: str, *, proper: bool, family: str = "org", descriptor: str = "", local: bool = False) -> Cluster:
        """Return the cluster of a name that the register does not know; ``local`` keeps its id within this report."""
        found = self.known(name)
        if found is not None:
            return found
        made = mint(family, name, "" if proper and not local else self.document)
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

    def proper(self, names: Iterable[tuple[str, str]]) -> dict[str, Cluster]:
        """Cluster proper names, each given with the common words before it; return the cluster of each by its folded form.

        The longer name holds the shorter one ("the Front" of "Northern Vigil Front") where only one name holds it.
        """
        wanted = sorted(dict.fromkeys(names), key=lambda n: -len(n[0].split()))
        made: dict[str, Cluster] = {}
        for name, descriptor in wanted:
            key = fold(name)
            if key in made:
                self._describe(made[key], descriptor)
                continue
            entry = self.register.find(name)
            cluster = self.listed(entry, name) if entry else self.known(name) or self._holder(name, made.values())
            if cluster is None:
                words = name.split()
                local = words[-1].islower() and (self.register.adjective(words[0]) is not None or bool(_ADJECTIVE.search(words[0])))
                cluster = self.new(name, proper=True, descriptor=descriptor, local=local)
            self.also(cluster, name)
            self._describe(cluster, descriptor)
            made[key] = cluster
        return made

    def _describe(self, cluster: Cluster, descriptor: str) -> None:
        if descriptor and not cluster.listed:
            kind, sector = kind_of(descriptor)
            if kind and cluster.kind in {None, "organisation"}:
                cluster.kind, cluster.sector = kind, sector

    def _holder(self, name: str, others: Iterable[Cluster]) -> Cluster | None:
        tokens = fold(name).split()
        if not tokens or (len(tokens) == 1 and tokens[0] in _INSTITUTIONS) or country_of(self.register, name):
            return None
        letters = name.replace(".", "")
        found: dict[str, Cluster] = {}
        for other in others:
            for form in other.forms:
                words = fold(form).split()
                if letters.isupper() and 2 <= len(letters) <= 7 and " " not in name:
                    initials = "".join(w[0] for w in words if w not in _SMALL)
                    if initials == letters.casefold() and len(words) > 1:
                        found[other.id] = other
                elif len(words) > len(tokens) and any(words[i : i + len(tokens)] == tokens for i in (0, len(words) - len(tokens))):
                    found[other.id] = other
        return next(iter(found.values())) if len(found) == 1 else None

    def gloss(self, cluster: Cluster, text: str, end: int) -> None:
        """Take aliases, kind and country from the words behind a name: "(FBF)", ", also known as Y", ", a rebel group in Z"."""
        bracket = _BRACKET.match(text, end)
        if bracket and sum(c.isupper() for c in bracket.group(1)) >= 2:
            self.also(cluster, bracket.group(1))
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


_ADJECTIVE = re.compile(r"(?:ish|ian|ean|ese|ite|ic|ern)$")


def short(text: str) -> str:
    """Return a mention without its bracketed acronym."""
    return _BRACKET.sub("", text).strip() or text


def stem(words: str) -> str:
    """Return a name without the common noun behind it ("Salt Road" of "Salt Road fighters")."""
    parts = words.split()
    while len(parts) > 1 and parts[-1].islower():
        parts.pop()
    return re.sub(r"['’]s?$", "", " ".join(parts))


__all__ = ["Cabinet", "Cluster", "parse_name", "short", "stem"]
