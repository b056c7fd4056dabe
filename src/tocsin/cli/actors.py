"""`tocsin actors`: list, show, and the judgements."""

from __future__ import annotations

import difflib
import getpass
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from tocsin.cli.exits import OK, USAGE, say
from tocsin.cli.output import out, terminal_width
from tocsin.errors import ConfigError
from tocsin.model.judgement import ActorCard, Judgement
from tocsin.resolve.actor_bodies import body_forms, body_named
from tocsin.resolve.actor_names import parse_name
from tocsin.resolve.judgements import default_path, read_journal
from tocsin.resolve.learned import Learned
from tocsin.resolve.number_words import HOUSEHOLDS, PEOPLE
from tocsin.resolve.register import Register, fold
from tocsin.review import Review
from tocsin.store.parties import Party
from tocsin.store.view import View

_SHOWN_DOCUMENTS = 20
_WHERE = frozenset({"of", "in", "from", "at", "near"})
_ID_WIDTH = 16  # that of the ids of organisations
_NAME_WIDTH = 30


@dataclass(frozen=True, slots=True)
class Filter:
    """Which actors are asked for; null lets all through."""

    kind: str | None = None
    country: str | None = None
    text: str | None = None

    def lets(self, card: ActorCard) -> bool:
        """Tell whether an actor is asked for."""
        if self.kind is not None and (card.kind or "").casefold() != self.kind.strip().casefold():
            return False
        if self.country is not None and card.country != (_code(self.country) or self.country):
            return False
        if self.text is None or any(fold(self.text) in fold(words) for words in (card.id, *card.names, *card.external.values())):
            return True
        body = body_named(Register.load(), self.text)
        return body is not None and body.id == card.id

    def fault(self, kinds: frozenset[str]) -> str | None:
        """Return which filter can let nobody through, with the remedy; null where all can."""
        if self.kind is not None and (asked := self.kind.strip().casefold()) not in {k.casefold() for k in kinds}:
            near = difflib.get_close_matches(asked, kinds, n=1)
            return f"--kind {self.kind}: not one of {', '.join(sorted(kinds))}" + (f"; did you mean “{near[0]}”?" if near else "")
        if self.country is not None and _code(self.country) is None:
            return f"--country {self.country}: no state's name or ISO 3166-1 alpha-3 code, such as Chad or TCD"
        return None


@lru_cache(maxsize=8)
def _code(country: str) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of a state that is given by it or by name."""
    code, register = country.strip().upper(), Register.load()
    return code if f"state:{code}" in register.entries else register.state(country.strip())


def learned_from(judgements: Path | None) -> Learned:
    """Return the register with the judgements of a journal; what of it cannot be followed is said on standard error."""
    learned = Learned(read_journal(judgements or default_path()))
    for fault in learned.faults:
        say(f"tocsin: {fault}")
    return learned


def author_of(given: str | None) -> str:
    """Return who judges: as given, else the login name; raise ConfigError where there is none."""
    if given and given.strip():
        return given.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise ConfigError("the system gives no login name; say who judges with --author NAME") from error


def card_of(party: Party, db: str) -> ActorCard:
    """Return an actor of reports as a card."""
    name, *aliases = party.names or (party.id,)
    return ActorCard(
        id=party.id, name=name, kind=party.kind, country=party.country, sector=party.sector, aliases=tuple(aliases),
        source=f"reports in {Path(db).name if '://' not in db else 'a database'}",
    )  # fmt: skip


def reviewing(judgements: Path | None, author: str | None, db: str | None, judge: Callable[[Review], Judgement]) -> int:
    """Let a person judge, and say what was noted; return the exit code."""
    path = judgements or default_path()
    with ExitStack() as stack:
        view = stack.enter_context(View.open(db)) if db else None

        def seen(words: str) -> tuple[ActorCard, ...]:
            return tuple(card_of(party, db or "") for party in view.party(words)) if view else ()

        try:
            review = Review(path, author_of(author), seen=seen)
            before = len(review.learned.faults)
            made = judge(review)
        except ConfigError as error:
            say(f"tocsin: {error}")
            return USAGE
    out(_noted(made, review.learned))
    if review.taken_from is not None:
        say(f"tocsin: until now “{made.name}” was {review.taken_from.name} ({review.taken_from.id})")
    for fault in review.learned.faults[before:]:
        say(f"tocsin: {fault}")
    say(f"tocsin: noted as {made.id} in {path}; undo it with: tocsin actors undo {made.id} --reason …")
    return OK


def _noted(made: Judgement, learned: Learned) -> str:
    def named(identity: str) -> str:
        entry = learned.register.held(identity)
        return f"{entry.name} ({identity})" if entry else identity

    match made.action:
        case "merge":
            return f"{named(made.actor)} is {named(learned.register.follow(made.into or ''))}"
        case "split":
            return f"“{made.name}” is {named(made.into or '')}, no more {named(learned.register.follow(made.actor))}"
        case "alias":
            return f"“{made.name}” is {named(learned.register.follow(made.actor))}"
        case "rename":
            return f"{made.actor} is called “{made.name}”"
        case _:
            return f"judgement {made.actor} does not hold"


@dataclass(frozen=True, slots=True)
class Found:
    """Actors of the register and of reports: their cards by id, in how many reports each stands, and how many without a name are left out.

    ``seen`` are the ids of those that stand in reports only, ``kinds`` all kinds there are, whatever the filters.
    """

    cards: dict[str, ActorCard]
    counts: dict[str, int]
    seen: frozenset[str]
    left_out: int
    kinds: frozenset[str]


def _is_named(party: Party) -> bool:
    """Tell whether an organisation of reports has a name of its own: "Families", "Border guards" or "Residents of Kutum" is none."""

    def names(words: str) -> bool:
        first, _, rest = words.partition(" ")
        people = first.casefold() in PEOPLE or first.casefold() in HOUSEHOLDS
        if people and (not rest or rest.partition(" ")[0] in _WHERE):
            return False
        return parse_name(words, opens=party.country is None).proper is not None

    return any(names(words) for words in party.names)


def gather(wanted: Filter, learned: Learned, db: str | None, *, unnamed: bool = False) -> Found:
    """Return the actors that the filters let through; parties without a name of their own ("the residents") come if ``unnamed``."""
    cards = {entry.id: learned.card(entry) for entry in learned.entries()}
    counts: dict[str, int] = {}
    seen: set[str] = set()
    left_out = 0
    if db is not None:
        with View.open(db) as view:
            for party in view.parties():
                entry = learned.register.settled(party.id)
                if entry is None and not unnamed and party.id.startswith("org:") and not _is_named(party):
                    left_out += wanted.lets(card_of(party, db))
                    continue
                identity = entry.id if entry else party.id
                counts[identity] = counts.get(identity, 0) + party.documents
                if entry is None:
                    cards[party.id] = card_of(party, db)
                    seen.add(party.id)
                else:
                    cards.setdefault(entry.id, learned.card(entry))
    kinds = frozenset(card.kind for card in cards.values() if card.kind)
    return Found({i: card for i, card in cards.items() if wanted.lets(card)}, counts, frozenset(seen), left_out, kinds)


def run_list(
    wanted: Filter, db: str | None, limit: int, offset: int, form: str, width: int | None, judgements: Path | None, *, unnamed: bool = False
) -> int:
    """List the actors that the filters let through; return the exit code. Parties without a name of their own come if ``unnamed``."""
    everyone = gather(wanted, learned_from(judgements), db, unnamed=unnamed)
    if not everyone.cards and (fault := wanted.fault(everyone.kinds)):
        say(f"tocsin: {fault}")
        return USAGE
    counts, left_out = everyone.counts, everyone.left_out
    found = sorted(everyone.cards.values(), key=lambda c: (-counts.get(c.id, 0), fold(c.name), c.id))
    page = list(islice(found, offset, offset + limit))
    if form == "jsonl":
        for card in page:
            out(card.model_dump_json(by_alias=True))
        return OK
    for line in _table(page, counts if db is not None else None, terminal_width(width)):
        out(line)
    more = "; see more with --limit and --offset" if offset + len(page) < len(found) else ""
    aside = f"; {left_out} without a name of their own left out, see them with --unnamed" if left_out else ""
    say(f"tocsin: {len(page)} of {len(found)} actors{more}{aside}")
    return OK


def _table(cards: Iterable[ActorCard], counts: dict[str, int] | None, width: int) -> Iterator[str]:
    head = ("id", "kind", "country", *(("reports",) if counts is not None else ()), "name and aliases")
    rows = [
        (
            c.id, c.kind or "–", c.country or "–", *((str(counts.get(c.id, 0)),) if counts is not None else ()),
            c.name + (f" ({', '.join(c.aliases)})" if c.aliases else ""),
        )
        for c in cards
    ]  # fmt: skip
    if not rows:
        return
    wide = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head) - 1)]
    # A long id stands on a line of its own, so that the names still have room.
    wide[0] = min(wide[0], max(_ID_WIDTH, width - sum(wide[1:]) - 2 * len(wide) - _NAME_WIDTH))
    for row in (head, *rows):
        if len(row[0]) > wide[0]:
            yield row[0] if len(row[0]) <= width else row[0][: width - 1] + "…"
            row = ("", *row[1:])  # noqa: PLW2901
        line = "  ".join([*(cell.ljust(w) for cell, w in zip(row, wide, strict=False)), row[-1]])
        yield line if len(line) <= width else line[: width - 1] + "…"


def run_show(words: str, db: str | None, judgements: Path | None) -> int:
    """Show one actor; return the exit code."""
    learned = learned_from(judgements)
    with ExitStack() as stack:
        view = stack.enter_context(View.open(db)) if db else None

        def seen(asked: str) -> tuple[ActorCard, ...]:
            return tuple(card_of(party, db or "") for party in view.party(asked)) if view else ()

        try:
            card = Review(learned.journal.path, "", seen=seen, learned=learned).find(words)
        except ConfigError as error:
            say(f"tocsin: {error}")
            return USAGE
        out("\n".join(_shown(words, card, learned)))
        if view is not None:
            out("\n".join(_standing(card, learned, view)))
    return OK


def _shown(words: str, card: ActorCard, learned: Learned) -> Iterator[str]:
    if words.strip() in learned.register.gone:
        yield f"{words.strip()} was merged into {card.id}"
    yield f"{card.id}  {card.name}"
    yield f"  kind        {card.kind or 'not known'}"
    yield f"  country     {card.country or 'not known'}"
    yield f"  sector      {card.sector or 'not known'}"
    for label, sides in (("backed by", card.backed_by), ("fights", card.fights)):
        if sides:
            yield f"  {label:10s}  {', '.join(_side(side, learned) for side in sides)}"
    for label, told in (("website", card.website), ("since", card.since), ("until", card.until)):
        if told:
            yield f"  {label:10s}  {told}"
    for office in card.offices:
        yield f"  office      {office}"
    for whose, other in sorted(card.external.items()):
        yield f"  {whose:10s}  {other}"
    yield f"  source      {card.source}"
    yield "  names"
    entry = learned.register.held(card.id)
    for naming in learned.namings(entry) if entry else ():
        elsewhere = f"; looked up as {naming.leads}" if naming.leads else ""
        yield f"    {naming.name}: {naming.origin}{elsewhere}"
    for name in card.names if entry is None else ():
        yield f"    {name}: {card.source}"
    if entry is not None and (forms := body_forms(learned.register, entry)):
        yield f"  also called  {', '.join(f'“{form}”' for form in forms)} and the like"
    told_of = [e.judgement for e in learned.journal.entered if _concerns(e.judgement, card.id, learned)]
    if told_of:
        yield "  judgements"
    for judgement in told_of:
        undone = ", undone" if judgement.id in learned.journal.undone else ""
        yield f"    {judgement.id}  {judgement.at:%Y-%m-%d}  {judgement.author}  {_action(judgement)}{undone}: {judgement.reason}"


def _side(side: str, learned: Learned) -> str:
    """Return a backer or an opponent with its name, where the register has one."""
    entry = learned.register.settled(side if ":" in side else f"state:{side}")
    return f"{entry.name} ({side})" if entry else side


def _concerns(judgement: Judgement, identity: str, learned: Learned) -> bool:
    if judgement.action == "undo":
        about = next((e.judgement for e in learned.journal.entered if e.judgement.id == judgement.actor), None)
        return about is not None and _concerns(about, identity, learned)
    follow = learned.register.follow
    return identity in {judgement.actor, judgement.into, follow(judgement.actor), follow(judgement.into or "")}


def _action(judgement: Judgement) -> str:
    match judgement.action:
        case "merge":
            return f"merge of {judgement.actor} into {judgement.into}"
        case "split":
            return f"split of “{judgement.name}” from {judgement.actor}"
        case "undo":
            return f"undo of {judgement.actor}"
        case "import":
            return "import"
        case _:
            return f"{judgement.action} “{judgement.name}”"


def _standing(card: ActorCard, learned: Learned, view: View) -> Iterator[str]:
    same = {card.id, *(gone for gone in learned.register.gone if learned.register.follow(gone) == card.id)}
    found = view.occurrences(same)
    yield f"  stands in {len(found)} document{'s' * (len(found) != 1)}" + (":" if found else "")
    for one in found[:_SHOWN_DOCUMENTS]:
        day = f"{one.published}" if one.published else "undated   "
        named = ", ".join(f"“{n}”" for n in one.names)
        yield f"    {one.document_id[:12]}  {day}  {one.claims} claim{'s' * (one.claims != 1)}  as {named}: {one.title or one.ref}"
    if len(found) > _SHOWN_DOCUMENTS:
        yield f"    and {len(found) - _SHOWN_DOCUMENTS} more; see: tocsin show --actor “{card.name}”"
