"""What a person decides: judgements about actors, checked against what is known and appended to the journal."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tocsin.errors import ConfigError, InputError
from tocsin.model.judgement import Action, ActorCard, Judgement
from tocsin.resolve.actor_bodies import body_named
from tocsin.resolve.actor_variants import common, mint
from tocsin.resolve.judgements import read_journal
from tocsin.resolve.learned import Learned, learnable
from tocsin.resolve.register import Entry, fold

_ALONE: Final = frozenset({"person", "office", "state"})
_SMALL: Final = frozenset({"of", "the", "in", "for", "and", "by"})
_WINGED: Final = {"armed group", "party"}
_PERSONAL: Final = "person in office"


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Passed:
    """A card that was not imported, and why."""

    name: str
    reason: str


@dataclass(slots=True)
class Imported:
    """What became of the cards of a file: how many are new, how many told more of a known actor or nothing new, and who was left out."""

    added: int = 0
    extended: int = 0
    known: int = 0
    shared: list[str] = field(default_factory=list)
    left: list[Passed] = field(default_factory=list)


class Review:
    """Takes a person's decisions. ``seen`` gives the card of an actor that stands in reports only, by id or exact name; none is empty."""

    def __init__(
        self,
        journal: Path,
        author: str,
        *,
        seen: Callable[[str], tuple[ActorCard, ...]] = lambda _: (),
        clock: Callable[[], datetime] = _now,
        learned: Learned | None = None,
    ) -> None:
        self.path = journal
        self._author = author
        self._seen = seen
        self._clock = clock
        self.learned = learned or Learned(read_journal(journal))
        self.taken_from: Entry | None = None
        """The actor that the last alias led to before."""

    def merge(self, actor: str, into: str, reason: str) -> Judgement:
        """Judge that one actor is another, which keeps its id; raise ConfigError where one is not known, or they cannot be one."""
        if (before := self.learned.register.follow(actor.strip())) != actor.strip():
            raise ConfigError(f"{actor} was merged into {before} before; undo that first, or merge {before}: tocsin actors show {actor}")
        gone, kept = self._party(actor), self._party(into)
        if gone.id == kept.id:
            raise ConfigError(f"{actor} and {into} are one actor already ({kept.id}); see: tocsin actors show {kept.id}")
        families = {gone.id.partition(":")[0], kept.id.partition(":")[0]}
        if families & _ALONE and (len(families) > 1 or "state" in families):
            raise ConfigError(
                f"{gone.id} and {kept.id} cannot be one actor: states and persons in office are no organisations; give two organisations"
            )
        return self._append("merge", gone.id, reason, into=kept.id, cards=self._cards(gone, kept))

    def split(self, alias: str, actor: str, reason: str, name: str | None = None) -> Judgement:
        """Judge that an alias is another actor's: that which was merged in with it, else a new one, called ``name`` or the alias."""
        whole = self._party(actor)
        names = {fold(n): n for n in whole.names}
        meant = self._by_name(alias.strip())
        if meant is not None and meant.id == whole.id:
            names.setdefault(fold(alias), alias.strip())  # “Chadian army” means mil:TCD, though no row has the name
        if fold(alias) not in names and not any(fold(alias) == fold(n) for card in self._seen(whole.id) for n in card.names):
            have = ", ".join(f"“{n}”" for n in whole.names[:6])
            raise ConfigError(f"{whole.id} is not called “{alias}”; its names are {have}")
        if len(names) == 1 and fold(alias) in names:
            raise ConfigError(
                f"“{alias}” is the only name of {whole.id}; give it another first: tocsin actors rename {whole.id} NAME --reason …"
            )
        part = self._before(alias, whole.id)
        if part is None:
            family = "person" if whole.id.startswith(("person:", "office:")) else "org"
            own = mint(family, alias)
            taken = own == whole.id or self.learned.register.held(own) is not None
            part = ActorCard(
                id=mint(family, alias, whole.id) if taken else own, name=name or alias, kind=whole.kind, country=whole.country,
                sector=whole.sector, source=f"split from {whole.name} ({whole.id})",
            )  # fmt: skip
        cards = (*self._cards(whole), *(() if self.learned.register.held(part.id) else (part,)))
        made = self._append("split", whole.id, reason, into=part.id, name=names.get(fold(alias), alias), cards=cards)
        if name and name != part.name:
            self._append("rename", part.id, reason, name=name)
        return made

    def alias(self, actor: str, name: str, reason: str) -> Judgement:
        """Judge that an actor is also called ``name``; a name that led to another actor leads here from then on, see ``taken_from``."""
        register = self.learned.register
        before = register.settled(register.holder(name.strip()) or "") or body_named(register, name.strip())
        made = self._named("alias", actor, name, reason)
        self.taken_from = before if before is not None and before.id != register.follow(made.actor) else None
        return made

    def rename(self, actor: str, name: str, reason: str) -> Judgement:
        """Judge that an actor is called ``name`` first; its old name stays an alias."""
        return self._named("rename", actor, name, reason)

    def undo(self, identity: str, reason: str) -> Judgement:
        """Judge that a judgement does not hold; what it changed is as before, and both stay in the journal."""
        found = [e.judgement for e in self.learned.journal.standing if e.judgement.id.startswith(identity.strip().lower())]
        if len(found) != 1:
            what = "several judgements that stand begin" if found else "no judgement that stands begins"
            raise ConfigError(f"{self.path}: {what} with “{identity}”; tocsin actors show lists them with their ids")
        return self._append("undo", found[0].id, reason)

    def take_in(self, cards: Iterable[ActorCard], reason: str) -> Imported:
        """Judge that what a file says of actors is so; private persons and peoples are left out, with the reason.

        An actor is known again by its id, by another's id for it, or by its name where kind and country do not speak against it.
        """
        told = Imported()
        fresh: list[Judgement] = []
        at = self._clock()
        ours: dict[str, ActorCard] = {}
        for card in cards:
            why = _unwanted(card)
            if why:
                told.left.append(Passed(card.name, why))
                continue
            placed, new = self._place(card, ours)
            if not new and not self._tells_more(placed):
                told.known += 1
                continue
            told.shared += [n for n in placed.names if (h := self.learned.register.holder(n)) and h != placed.id]
            told.added, told.extended = told.added + new, told.extended + (not new)
            ours[placed.id] = placed
            fresh.append(Judgement.made("import", placed.id, at=at, author=self._author, reason=reason, cards=(placed,)))
        if fresh:
            self._write(fresh)
        return told

    def find(self, words: str) -> ActorCard:
        """Return the actor with this id or exact name, from the register or from reports; raise ConfigError where none or several are."""
        asked = words.strip()
        register = self.learned.register
        entry = register.settled(asked) or self._by_name(asked)
        if entry is not None:
            return self.learned.card(entry)
        found = {card.id: card for card in self._seen(asked)}
        settled = {held.id: held for identity in found if (held := register.settled(identity))}
        if settled:
            found = {identity: self.learned.card(held) for identity, held in settled.items()}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            some = ", ".join(f"{c.id} ({c.name}, {c.country or 'country not known'})" for c in list(found.values())[:5])
            raise ConfigError(f"“{asked}” is the name of several actors: {some}; give the id of one")
        names = {fold(n): n for e in self.learned.entries() for n in (e.name, *e.aliases, e.id)}
        near = [f"“{names[n]}”" for n in difflib.get_close_matches(fold(asked), names, n=3, cutoff=0.8)]
        meant = f"did you mean {' or '.join(near)}? Else " if near else ""
        remedy = "find it with: tocsin actors list --text …; one that stands in reports only needs the database: --db FILE"
        raise ConfigError(f"no actor has the id or name “{asked}”; {meant}{remedy}")

    def _party(self, words: str) -> ActorCard:
        """Return the actor with this id or name; raise ConfigError where it is a people, which is no party and has no judgements."""
        card = self.find(words)
        if card.id.startswith("people:"):
            raise ConfigError(f"{card.id} ({card.name}) is a people, no actor; give an organisation that speaks or acts")
        return card

    def _by_name(self, words: str) -> Entry | None:
        register = self.learned.register
        made = (mint(family, words) for family in ("org", "person"))
        found = body_named(register, words) or register.find(words)
        found = found or next((e for identity in made if (e := register.settled(identity))), None) or register.outlet(words)
        found = found or register.people(words)
        if found is None and words.islower():
            written = " ".join(w if w in _SMALL else w.capitalize() for w in words.split())
            return body_named(register, written) or register.find(written) or register.find(words.upper()) or register.people(written)
        return found

    def _named(self, action: Action, actor: str, name: str, reason: str) -> Judgement:
        if not name.strip():
            raise ConfigError("the name is empty; give one")
        card = self._party(actor)
        held = self.learned.register.holder(name.strip())
        known = held == card.id and fold(name) in {fold(n) for n in card.names}
        body = body_named(self.learned.register, name.strip()) if action == "alias" else None
        known = known or (body is not None and body.id == card.id)
        if card.name == name.strip() if action == "rename" else known:
            raise ConfigError(f"{card.id} is called “{name.strip()}” already; see: tocsin actors show {card.id}")
        return self._append(action, card.id, reason, name=name.strip(), cards=self._cards(card))

    def _cards(self, *cards: ActorCard) -> tuple[ActorCard, ...]:
        """Return the cards of actors that only reports have, with the names that mean them everywhere."""
        return tuple(learnable(c) for c in cards if self.learned.register.held(c.id) is None)

    def _before(self, alias: str, whole: str) -> ActorCard | None:
        """Return the actor that was merged into another and bore this name."""
        register = self.learned.register
        for gone in register.gone:
            entry = register.held(gone)
            if entry is not None and register.follow(gone) == whole and fold(alias) == fold(entry.name):
                return self.learned.card(entry)
        return None

    def _place(self, card: ActorCard, ours: dict[str, ActorCard]) -> tuple[ActorCard, bool]:
        """Return a card with the id that it has here, and whether that is new."""
        register = self.learned.register
        known = register.settled(card.id)
        held = self.learned.by_external(card.external.items())
        if known is None and held is not None:
            known = register.settled(held)
        if known is None:
            named = register.find(card.name)
            known = named if named is not None and _alike(named.kind, named.country, card) else None
        if known is not None:
            return card.model_copy(update={"id": known.id}), False
        family = card.id.partition(":")[0]
        if family != "import":
            return card, True
        family = "person" if card.kind == _PERSONAL else "org"
        told = next(iter(sorted(card.external.items())), ("", ""))
        for salt in ("", card.country or "", " ".join(told)):
            made = mint(family, card.name, salt)
            entry = register.settled(made)
            before = ours.get(made)
            if entry is not None and _alike(entry.kind, entry.country, card):
                return card.model_copy(update={"id": entry.id}), False
            if entry is None and (before is None or (_alike(before.kind, before.country, card) and before.external == card.external)):
                return card.model_copy(update={"id": made}), before is None
        return card.model_copy(update={"id": mint(family, card.name, card.source)}), True

    def _tells_more(self, card: ActorCard) -> bool:
        entry = self.learned.register.settled(card.id)
        if entry is None:
            return True
        known = self.learned.card(entry)
        names = {fold(n) for n in known.names}
        gaps = any(getattr(known, f) is None and getattr(card, f) is not None for f in ("country", "sector", "website", "since", "until"))
        fresh = any(fold(n) not in names for n in card.names) or set(card.offices) - set(known.offices)
        sides = set(card.backed_by) - {*known.backed_by, known.id} or set(card.fights) - {*known.fights, known.id}
        return bool(gaps or fresh or sides or any(known.external.get(k) != v for k, v in card.external.items()))

    def _append(
        self, action: Action, actor: str, reason: str, *, into: str | None = None, name: str | None = None,
        cards: tuple[ActorCard, ...] = (),
    ) -> Judgement:  # fmt: skip
        if not reason.strip():
            raise ConfigError("the reason is empty; say why, so that another person can judge it: --reason …")
        made = Judgement.made(
            action, actor, at=self._clock(), author=self._author, reason=reason.strip(), into=into, name=name, cards=cards
        )
        self._write([made])
        return made

    def _write(self, made: list[Judgement]) -> None:
        """Add lines to the journal, at once and at its end, and look at it anew; a line that was torn off before is closed first."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab+") as file:
                file.seek(0, os.SEEK_END)
                torn = False
                if file.tell():
                    file.seek(-1, os.SEEK_END)
                    torn = file.read(1) != b"\n"
                lines = "".join(judgement.to_json() + "\n" for judgement in made)
                file.write((b"\n" if torn else b"") + lines.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            message = f"{self.path}: the judgement cannot be written ({error.strerror}); name another file with --judgements"
            raise InputError(message) from error
        self.learned = Learned(read_journal(self.path))


def _alike(kind: str | None, country: str | None, card: ActorCard) -> bool:
    """Tell whether kind and country of an actor of the same name do not speak against a card.

    A party may have an armed wing: an armed group and a party of one name are one where the country is the same, or the name a distinctive one.
    """
    loose = {None, "", "organisation"}
    winged = {kind, card.kind} == _WINGED and (not common(card.name) or (country is not None and country == card.country))
    person = (kind == _PERSONAL) == (card.kind == _PERSONAL)
    return (
        person
        and (kind == card.kind or kind in loose or card.kind in loose or winged)
        and (country == card.country or None in {country, card.country})
    )


def _unwanted(card: ActorCard) -> str | None:
    """Return why an actor is not taken in."""
    if card.id.startswith("people:") or card.kind == "people":
        return "a people is no party and no organisation"
    if card.id.startswith("state:") and card.kind != "state":
        return "its id is a state's"
    personal = card.kind in {_PERSONAL, "person"} or card.id.startswith("person:")
    if personal and not card.offices:
        return "a person for whom the file gives no public office; private persons stay mentions in their report"
    return None
