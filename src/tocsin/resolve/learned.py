"""The register with a person's judgements laid over it: what was merged, split, named, renamed and imported."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Final

from tocsin.model.judgement import ActorCard, Judgement
from tocsin.resolve.actor_bodies import state_bodies, state_body
from tocsin.resolve.actor_variants import common, mint, minted_by
from tocsin.resolve.judgements import Journal
from tocsin.resolve.register import Entry, Register, fold

_LONGEST_WALK: Final = 1000
SHIPPED: Final = "the shipped register"
"""The origin of a name that no judgement gave."""
DERIVED: Final = "made of the state's name"
"""The origin of the name of a state's body that has no row of its own."""


@dataclass(slots=True, eq=False)
class LearnedRegister(Register):
    """A register that may be changed: ids lead to other actors, and names move between them. The shipped one stays as it is."""

    gone: dict[str, str] = field(default_factory=dict)
    parted: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def over(cls, shipped: Register) -> LearnedRegister:
        """Return a copy of the shipped register to change."""
        made = cls()
        for kept in fields(shipped):
            value = getattr(shipped, kept.name)
            setattr(made, kept.name, value.copy() if isinstance(value, dict | set | list) else value)
        return made

    def follow(self, identity: str) -> str:
        """Return the id that an id leads to after all merges, itself where it was not merged."""
        for _ in range(_LONGEST_WALK):
            if identity not in self.gone:
                return identity
            identity = self.gone[identity]
        return identity

    def settled(self, identity: str) -> Entry | None:
        """Return the actor that an id stands for after all merges, also a body of a state that has no row."""
        return self.held(self.follow(identity))

    def held(self, identity: str) -> Entry | None:
        """Return the actor with just this id, merged away or not; the body of a state is made where it has no row."""
        return self.entries.get(identity) or state_body(self, identity)

    def apart(self, name: str, identity: str) -> bool:
        """Tell whether a person has split this name from this actor."""
        return bool(self.parted) and (fold(name), identity) in self.parted

    def holder(self, name: str) -> str | None:
        """Return the id of the actor that a name is looked up as."""
        table, key = self._shelf(name)
        return table.get(key)

    def give(self, name: str, identity: str, *, firm: bool) -> bool:
        """Let a name lead to an actor and return whether it does; not ``firm``, it stays with an actor that has it already."""
        family = identity.partition(":")[0]
        if family in {"person", "office"}:
            other = mint("person", name)
            if other != identity and (firm or (other not in self.gone and other not in self.entries)):
                self.gone[other] = identity
            return self.follow(other) == identity
        table, key = self._shelf(name)
        held = table.setdefault(key, identity)
        if held != identity and firm:
            table[key] = held = identity
        if held == identity:
            if table is self._names and not name.islower():
                self._cased.add(key)
            other = mint("org", name)
            if other != identity and other not in self.entries and not common(name):
                self.gone[other] = identity
            self.parted.discard((fold(name), identity))
        return held == identity

    def take(self, name: str, identity: str) -> None:
        """Take a name from an actor, for good: a report that joins them again is not followed."""
        table, key = self._shelf(name)
        if table.get(key) == identity:
            del table[key]
        for other in (mint(family, name) for family in ("org", "person")):
            if self.gone.get(other) == identity:
                del self.gone[other]
        self.parted.add((fold(name), identity))


@dataclass(frozen=True, slots=True)
class Naming:
    """A name of an actor and where it has it from; ``leads`` is the actor that it is looked up as where that is another."""

    name: str
    origin: str
    leads: str | None = None


@dataclass(slots=True)
class Profile:
    """What is known of an actor beyond its entry: the origin of its names, its sources, other ids, and the judgements about it."""

    origins: dict[str, str] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    external: dict[str, str] = field(default_factory=dict)
    offices: dict[str, None] = field(default_factory=dict)
    website: str | None = None
    since: str | None = None
    until: str | None = None
    judgements: list[Judgement] = field(default_factory=list)


class Learned:
    """The register after all judgements that stand, with the reasons; ``faults`` are judgements that could not be followed."""

    def __init__(self, journal: Journal, shipped: Register | None = None) -> None:
        self.shipped = shipped or Register.load()
        self.register = LearnedRegister.over(self.shipped)
        self.profiles: dict[str, Profile] = {}
        self.journal = journal
        self.faults: list[str] = list(journal.faults)
        self._external: dict[tuple[str, str], str] = {}
        self._brought: dict[str, tuple[str, ...]] = {}
        follow: dict[str, Callable[[Judgement], str | None]] = {
            "merge": self._merge, "split": self._split, "alias": self._alias, "rename": self._rename, "import": self._import,
        }  # fmt: skip
        for entered in journal.standing:
            judgement = entered.judgement
            if judgement.action == "undo":
                continue
            trouble = follow[judgement.action](judgement)
            if trouble:
                self.faults.append(f"{journal.path}, line {entered.line}: {trouble}")

    @property
    def digest(self) -> str | None:
        """SHA-256 of the judgements taken into account, null where there are none: what a record's coder names."""
        if not self.journal.entered:
            return None
        return hashlib.sha256("\n".join(e.judgement.id for e in self.journal.entered).encode()).hexdigest()

    def profile(self, identity: str) -> Profile:
        """Return what is known of an actor beyond its entry, to add to."""
        return self.profiles.setdefault(identity, Profile())

    def entries(self) -> Iterator[Entry]:
        """Yield the actors that stand, in the order in which they came; the bodies of states that have no row stand last."""
        first = list(self.register.entries)
        bodies = (body.id for body in state_bodies(self.register))
        for identity in dict.fromkeys((*first, *bodies)):
            if identity not in self.register.gone:
                yield self.register.entries[identity]

    def ships(self, identity: str) -> bool:
        """Tell whether an actor is the register's own, by a row or as the body of a state."""
        return state_body(self.shipped, identity) is not None or identity in self.shipped.entries

    def changed(self, entry: Entry) -> bool:
        """Tell whether judgements made an actor other than the register ships it; one that was undone changed nothing."""
        before = state_body(self.shipped, entry.id) or self.shipped.entries.get(entry.id)
        told = self.profiles.get(entry.id)
        return before != entry or bool(told and (told.external or told.offices or told.website or told.since or told.until))

    def namings(self, entry: Entry) -> tuple[Naming, ...]:
        """Return an actor's names with their origins, its own name first."""
        origins = self.profiles[entry.id].origins if entry.id in self.profiles else {}
        made = []
        own = DERIVED if entry.id in self.register.derived else SHIPPED if self.ships(entry.id) else "reports"
        for name in (entry.name, *entry.aliases):
            holder = self.register.holder(name)
            leads = holder if holder not in {None, entry.id} and not entry.id.startswith(("person:", "office:")) else None
            made.append(Naming(name, origins.get(name, own), leads))
        return tuple(made)

    def card(self, entry: Entry) -> ActorCard:
        """Return all that is known of an actor, for export."""
        told = self.profiles.get(entry.id, Profile())
        sources = dict.fromkeys([*([entry.source] if entry.source else []), *told.sources])
        return ActorCard(
            id=entry.id, name=entry.name, kind=entry.kind, country=entry.country, sector=entry.sector,
            aliases=entry.aliases, offices=tuple(told.offices), website=told.website or (f"https://{entry.domain}" if entry.domain else None),
            since=told.since, until=told.until, external=dict(told.external), backed_by=entry.backed_by, fights=entry.fights,
            source="; ".join(sources) or "not stated",
        )  # fmt: skip

    def by_external(self, external: Iterable[tuple[str, str]]) -> str | None:
        """Return the actor that has one of these ids of others."""
        return next((self.register.follow(self._external[pair]) for pair in external if pair in self._external), None)

    def _introduce(self, card: ActorCard, judgement: Judgement, *, firm: bool) -> None:
        """Add an actor, or what its card knows more than the register; names go where they are free, or here if ``firm``.

        A card that goes with another judgement gives only names that mean its actor in any report.
        """
        identity = self.register.follow(card.id)
        entry = self.register.held(identity)
        origin = _origin(judgement)
        domain = _host(card.website) if card.kind == "media" else None
        if entry is None:
            entry = Entry(identity, card.name, card.kind or "organisation", card.country, card.sector, (), card.source, domain)
        else:
            kind = card.kind if card.kind and entry.kind in {"", "organisation"} else entry.kind
            entry = replace(
                entry, kind=kind, country=entry.country or card.country, sector=entry.sector or card.sector, domain=entry.domain or domain
            )
        backed_by, fights = (
            tuple(dict.fromkeys((*have, *(side for side in more if side != identity))))
            for have, more in ((entry.backed_by, card.backed_by), (entry.fights, card.fights))
        )
        self.register.entries[identity] = replace(entry, backed_by=backed_by, fights=fights)
        self._named(identity, card.names if judgement.action == "import" else minted_by(card.id, card.names), origin, firm=firm)
        if domain:
            self.register._domains.setdefault(domain, identity)
        told = self.profile(identity)
        told.sources.append(card.source)
        told.external.update(card.external)
        told.offices.update(dict.fromkeys(card.offices))
        told.website, told.since, told.until = told.website or card.website, told.since or card.since, told.until or card.until
        for pair in card.external.items():
            self._external.setdefault(pair, identity)

    def _named(self, identity: str, names: Iterable[str], origin: str, *, firm: bool) -> None:
        entry = self.register.entries[identity]
        told = self.profile(identity)
        have = {fold(n) for n in (entry.name, *entry.aliases)}
        fresh = []
        for name in names:
            self.register.give(name, identity, firm=firm)
            if fold(name) not in have or not self.ships(identity):
                told.origins.setdefault(name, origin)
            if fold(name) not in have:
                have.add(fold(name))
                fresh.append(name)
        self.register.entries[identity] = replace(entry, aliases=(*entry.aliases, *fresh))

    def _cards(self, judgement: Judgement) -> None:
        for card in judgement.cards:
            if self.register.settled(card.id) is None:
                self._introduce(card, judgement, firm=False)

    def _merge(self, judgement: Judgement) -> str | None:
        self._cards(judgement)
        gone, into = judgement.actor, self.register.follow(judgement.into or "")
        if self.register.follow(gone) == into:
            return f"merges {gone} into {judgement.into}, where it is already; undo it with: tocsin actors undo {judgement.id}"
        kept = self.register.held(into)
        if kept is None:
            return f"merges into {into}, which is not known here; undo it with: tocsin actors undo {judgement.id}"
        lost = self.register.held(gone)
        names = (lost.name, *lost.aliases) if lost else ()
        whole = gone in self.register.derived
        moved = tuple(n for n in names if whole or self.register.holder(n) in {gone, into} or gone in {mint("org", n), mint("person", n)})
        self.register.gone[gone] = into
        for name in moved:
            self.register.take(name, gone)
        self._named(into, moved, _origin(judgement), firm=True)
        self._brought[gone] = moved
        for identity in (gone, into):
            self.profile(identity).judgements.append(judgement)
        told, lost_told = self.profile(into), self.profile(gone)
        told.external = {**lost_told.external, **told.external}
        return None

    def _split(self, judgement: Judgement) -> str | None:
        alias, part = judgement.name or "", judgement.into or ""
        restored = self._brought.pop(part, ())
        self.register.gone.pop(part, None)
        self._cards(judgement)
        whole = self.register.follow(judgement.actor)
        if self.register.held(whole) is None:
            return f"splits from {whole}, which is not known here; undo it with: tocsin actors undo {judgement.id}"
        entry = self.register.entries[whole]
        leaving = {fold(n) for n in (alias, *restored)}
        left = tuple(n for n in entry.aliases if fold(n) not in leaving)
        name = next((n for n in (entry.name, *left) if fold(n) not in leaving), entry.name)
        self.register.entries[whole] = replace(entry, name=name, aliases=tuple(n for n in left if n != name))
        for one in (alias, *restored):
            self.register.take(one, whole)
        if self.register.held(part) is None:
            return f"gives “{alias}” to {part}, which is not known here; undo it with: tocsin actors undo {judgement.id}"
        chosen = tuple(c.name for c in judgement.cards if c.id == part and fold(c.name) not in leaving)
        self._named(part, (alias, *restored, *chosen), _origin(judgement), firm=True)
        for identity in (whole, part):
            self.profile(identity).judgements.append(judgement)
        return None

    def _alias(self, judgement: Judgement) -> str | None:
        self._cards(judgement)
        identity = self.register.follow(judgement.actor)
        if self.register.held(identity) is None:
            return f"names {identity}, which is not known here; undo it with: tocsin actors undo {judgement.id}"
        self._named(identity, (judgement.name or "",), _origin(judgement), firm=True)
        self.profile(identity).judgements.append(judgement)
        return None

    def _rename(self, judgement: Judgement) -> str | None:
        if (now := self.register.follow(judgement.actor)) != judgement.actor:
            return f"renames {judgement.actor}, which is {now} by now; undo it with: tocsin actors undo {judgement.id}"
        trouble = self._alias(judgement)
        if trouble is None:
            identity, name = self.register.follow(judgement.actor), judgement.name or ""
            entry = self.register.entries[identity]
            others = tuple(n for n in (entry.name, *entry.aliases) if n != name)
            self.register.entries[identity] = replace(entry, name=name, aliases=others)
        return trouble

    def _import(self, judgement: Judgement) -> str | None:
        for card in judgement.cards:
            self._introduce(card, judgement, firm=False)
            self.profile(self.register.follow(card.id)).judgements.append(judgement)
        return None


def learnable(card: ActorCard) -> ActorCard:
    """Return a card with only those names that mean its actor in any report, for a judgement to keep."""
    firm = minted_by(card.id, card.names)
    name = card.name if card.name in firm or not firm else firm[0]
    return card.model_copy(update={"name": name, "aliases": tuple(n for n in firm if n != name)})


def _origin(judgement: Judgement) -> str:
    return f"{judgement.action} of {judgement.at:%Y-%m-%d} by {judgement.author} ({judgement.id})"


def _host(website: str | None) -> str | None:
    if not website:
        return None
    return website.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.").lower() or None


__all__ = ["Learned", "LearnedRegister", "Naming", "Profile", "learnable"]
