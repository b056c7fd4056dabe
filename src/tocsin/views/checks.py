"""What would confirm or refute a claim: rules by the kind of claim and deed, written as an editor would ask for it."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.model.record import AssertionClaim, Claim, EventClaim, FigureClaim, Record, RelationClaim, Role
from tocsin.views.plain import credited, day, days, listed, party, peoples, where
from tocsin.views.visible import quoted


@dataclass(frozen=True, slots=True)
class Checks:
    """What would confirm a claim and what would refute it, each a list of noun phrases."""

    confirm: tuple[str, ...]
    refute: tuple[str, ...]


_DAMAGE = frozenset({"heavy-weapons", "aerial", "drone", "explosives", "suicide-attack", "destroy"})
_BODIES = frozenset({"torture", "beat", "sexual", "unconventional"})
_WORDS = frozenset({"ACCUSE", "THREATEN", "REJECT", "REQUEST"})
_DEALS = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT", "CONCEDE"})
_HURT = frozenset({"killed", "injured"})


def checks(claim: Claim, record: Record) -> Checks:
    """Return what would confirm or refute ``claim`` besides a second source; a denied claim keeps the checks of what it denies."""
    match claim.kind:
        case "event":
            return _plan(claim, record) if claim.status == "future" else _event(claim, record)
        case "relation":
            return _relation(claim)
        case "figure":
            return _figure(claim)
        case "assertion":
            return _assertion(claim)
        case "warning":
            return Checks((), ())


def second_source(record: Record) -> str:
    """Return which further source would count, in words: one that copies neither the report nor whom it credits."""
    names = credited(record)
    if names:
        return f"a second source that copies neither this report nor {listed(names, 'nor')}"
    return "a second source that does not copy this one"


def _event(claim: EventClaim, record: Record) -> Checks:
    plover = claim.event.plover
    modes = set(plover.modes)
    at, since = _at(claim), _since(claim)
    accused = _names(claim.actors, record) or "the speaker"
    if plover.type == "ASSAULT":
        return _assault(claim, modes, at, since, _names(claim.actors, record))
    if plover.type == "COERCE":
        return _coerce(modes, at, since, _names(claim.actors, record) or "whoever ordered it")
    if plover.type == "PROTEST":
        return Checks(
            (f"video{at}{since}", "the organisers' and the authorities' own accounts, side by side"),
            (f"pictures{at} from that day that show none", "the same pictures found under an older date"),
        )
    if plover.type == "MOBILIZE":
        return Checks(
            (f"imagery or video of the forces{at}{since}", f"an order or announcement by {accused}"),
            ("imagery of the same place that shows no change", "a notice that it was a planned exercise or rotation"),
        )
    if any(c.category == "displaced" for c in claim.casualties):
        return Checks(
            ("registrations where people arrived", f"word from several who left, apart from each other{since}"),
            ("a count at the place of arrival that differs",),
        )
    if plover.type == "SANCTION":
        return Checks(
            ("the published text of the act, with its date", f"word from {_names(claim.recipients, record) or 'whoever it concerns'}"),
            ("the act itself, where it says otherwise",),
        )
    if plover.type == "RETREAT":
        return Checks(
            (f"word from residents or monitors{at}{since}", "a statement by the other side"),
            (f"signs that nothing changed{at}",),
        )
    if plover.type == "AID":
        return Checks(
            (f"word from those who are said to have received it{at}", "delivery or payment records"),
            ("a denial by those who are said to have received it",),
        )
    if plover.type in _WORDS:
        return Checks(
            ("the original words: a recording, a transcript or the post itself",),
            ("the full statement, where it says otherwise", f"a correction by {accused}"),
        )
    if plover.type in _DEALS:
        return Checks(("a statement by each of the other parties", "the text, if one was signed"), ("a denial by any of the parties",))
    return Checks((f"pictures or documents{since}",), ("a denial that comes with evidence",))


def _assault(claim: EventClaim, modes: set[str], at: str, since: str, accused: str) -> Checks:
    confirm: list[str] = []
    refute = ["the same words or pictures traced to an older event"]
    if modes & _DAMAGE:
        confirm.append(f"imagery or video of damage{at}{since}")
        refute.insert(0, f"imagery{at} taken afterwards that shows no damage")
    elif "abduct" in modes:
        confirm.append("word from the captives, their families or whoever holds them")
        refute.insert(0, "the missing seen free")
    elif modes & _BODIES:
        confirm.append("medical records, or testimony taken by a body that protects its witnesses")
    elif "crowd-control" in modes:
        confirm.append(f"video{at}{since}")
    else:
        confirm.append(f"pictures or video{at}{since}")
    if any(c.category in _HURT for c in claim.casualties):
        confirm.append("hospital or burial records of the dead and wounded")
    confirm.append(f"a statement by {accused}" if accused else "a claim of responsibility")
    if accused:
        refute.append(f"a denial by {accused} that comes with evidence")
    return Checks(tuple(confirm), tuple(refute))


def _coerce(modes: set[str], at: str, since: str, accused: str) -> Checks:
    if "arrest" in modes or "deport" in modes:
        return Checks(
            (f"a charge sheet, or word from a lawyer or the family{since}", f"a statement by {accused}"), ("the person seen free",)
        )
    if "seize" in modes:
        return Checks(
            (f"word from residents, owners or monitors{at}{since}", f"imagery of who holds it{since}"),
            ("proof that the owner still holds it",),
        )
    if "cyber" in modes:
        return Checks(("a technical report by a body that is not a party",), ("the operator's logs for that time",))
    return Checks(
        (f"the text of the order, or word from people{at} who are bound by it", f"a statement by {accused}"),
        (f"signs that nothing was restricted{at}",),
    )


def _plan(claim: EventClaim, record: Record) -> Checks:
    actor = _names(claim.actors, record) or "those who would act"
    return Checks(
        (f"a statement of intent by {actor}", "preparations seen by somebody else"),
        (f"a denial by {actor}", "the announced time passing without it" if claim.date else "time passing without any step towards it"),
    )


def _relation(claim: RelationClaim) -> Checks:
    match claim.relation:
        case "alliance":
            return Checks(
                (
                    "word from those who are said to be the partners, not only from the one who says so",
                    "joint acts, bases or supplies seen by somebody else",
                ),
                ("a denial by the other side", "fighting between the two"),
            )
        case "support":
            return Checks(
                ("deliveries or payments traced from giver to taker", "an admission by either"), ("the goods traced to another giver",)
            )
        case "membership":
            return Checks(
                ("accounts of members themselves, or lists with names and dates",), ("a count by somebody else that shows another make-up",)
            )
        case "leadership":
            return Checks(("an announcement by the group itself",), ("another name given by the group",))
        case "split":
            return Checks(("a statement by those who left", "the two acting apart"), ("both acting together afterwards",))
        case "opposition":
            return Checks(("statements by both sides",), ("the two acting together",))


def _figure(claim: FigureClaim) -> Checks:
    of = f" of {quoted(claim.of.text, 40)}" if claim.of else ""
    as_of = f" as of {days(claim.as_of)}" if claim.as_of else ", with its day"
    return Checks((f"the count itself{of}{as_of}, from whoever made it",), ("a count of the same people, area and day that differs",))


def _assertion(claim: AssertionClaim) -> Checks:
    match claim.topic:
        case "grievance":
            return Checks(
                ("laws, decisions or records that show it", "accounts of several people concerned, apart from each other"),
                ("the same rules shown to hold for everybody",),
            )
        case "momentum":
            return Checks(
                ("who holds what on two dates, by somebody who is not a party",), ("losses in the same period that the speaker leaves out",)
            )
        case "presence":
            return Checks(
                ("word from residents or monitors who do not depend on the speaker",), ("the same people saying that nobody is there",)
            )
        case "rank":
            return Checks(("numbers for its rivals by the same measure",), ("a rival that is larger by the same measure",))
        case "other":
            return Checks(("documents or witnesses who do not depend on the speaker",), ("documents that show otherwise",))


def _at(claim: EventClaim) -> str:
    if claim.place is None or claim.place.precision == "unlocated":
        return f" at {quoted(claim.place.name, 40)}" if claim.place else ""
    site = "at" if claim.place.name[:1].islower() else "in"
    word = {"near": "near", "linear": "along", "sea": "in"}.get(claim.place.precision, site)
    return f" {word} {where(claim.place)}"


def _since(claim: EventClaim) -> str:
    return f" dated on or after {day(claim.date.start)}" if claim.date else " with a date that can be checked"


def _names(roles: tuple[Role, ...], record: Record) -> str:
    actors = {a.id: a for a in record.actors if a.id not in peoples(record)}
    known = [actors[r.actor] for r in roles if r.actor in actors]
    names = [party(a.name) for a in known]
    if names:
        return listed(tuple(dict.fromkeys(names)), "or")
    return "the side that is accused" if roles else ""
