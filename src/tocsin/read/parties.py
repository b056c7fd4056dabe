"""The parties that a sentence is about: what the party head marks, with whole edges, and what it says of the event that leads the sentence.

The party head sees one act a sentence and its two sides; the event head sees the parts of every trigger by itself. Each is surer where the
other is not: the first of who acts on whom, the second of which trigger it is done by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tocsin.model.reading import Argument
from tocsin.read.decode import confidence, runs
from tocsin.read.labels import EVENT_ROLES
from tocsin.read.phrases import is_body
from tocsin.read.view import Part, View

Words = tuple[int, int]
PARTIES = frozenset(EVENT_ROLES.index(role) for role in ("actor", "recipient"))
_SOURCE, _TARGET = 0, 1
_SIDES = {"actor": (0, 2), "recipient": (1, 2)}  # the party head's source, target and related
_LINK = re.compile(r"(?i)of|in|at|from|on|to|by|for|with|near|across|inside|outside|around|the|an?|other")
_STUMPS = frozenset("of in at from on to by for with near across inside outside around and the a an - – , (".split())
_LOOSE = _STUMPS | frozenset("or but as such that which who whom is are was were be been has have had".split())
_CLAUSE = re.compile(r"((?:[A-Z][\w-]*\s+)+(?:[a-z][\w-]*\s+)+?)[a-z]+[^s\W]s\s+((?:[A-Z][\w-]*\s+)+[a-z][\w-]*)")
_LIST = re.compile(r"(?i)\s*(?:,|(?P<last>,?\s*(?:and|or)|&))\s*(?:the\s+)?")
_PARTICIPLE = re.compile(r"(?i)\w{2,}(?:ed|ing)")
_PEOPLE = re.compile(r"(?i)\w{2,}(?:[eo]rs?|ists?|[ae]nts?|ees?|ians?|men|women)")
_ORIGIN = re.compile(r"(?i)from|at")
_GOVERNED_BY = re.compile(r"(?i)to|of|from|in|at|near|with|by|for|on|against")
_BEFORE = 6  # words that a party may have in front of a name it holds


def named_parties(view: View, names: Sequence[Words]) -> list[Part]:
    """Return the parties that the party head marks in a window, whatever act they belong to; ``names`` are the words of entities in it."""
    path, chances = view.tags("party")
    marked = [Part(*_lettered(view, a, b), role, confidence(chances, a, b)) for a, b, role in runs(path)]
    return [p for p in whole(view, marked, names) if not _alone(view, p)]


def whole(view: View, parts: Iterable[Part], names: Sequence[Words], roles: frozenset[int] | None = None) -> list[Part]:
    """Give parts whole edges: no name cut in two, no function word at the end, "the workers at" and "the mill" joined.

    ``roles`` are those that are mended; without it, all.
    """
    made: list[Part] = []
    for part in parts:
        if roles is not None and part.role not in roles:
            made.append(part)
            continue
        first, last = (clause_parted(view, part.first, part.last) or ((part.first, part.last),))[0]
        for a, b in names:
            if a < last < b and first <= a + _BEFORE:
                last = b
            if a < first < b <= last:
                first = a
        before = made[-1] if made and made[-1].role == part.role else None
        if before and first < before.last:
            made[-1] = Part(min(before.first, first), max(before.last, last), part.role, max(before.score, part.score))
        elif before and _linked(view, before, first):
            made[-1] = Part(before.first, last, part.role, min(before.score, part.score))
        else:
            made.append(Part(first, last, part.role, part.score))
    return [p if roles is not None and p.role not in roles else _trimmed(view, p) for p in made]


def _word(view: View, at: int) -> str:
    start, end = view.chars(at, at + 1)
    return view.text[start:end]


def _lettered(view: View, first: int, last: int) -> Words:
    """Take the rest of an abbreviation in: "U" of "U.S."."""
    stop = view.bounds[view.row_of[first] + 1]
    while last < stop and view.chars(last, last + 1)[0] == view.chars(last - 1, last)[1]:
        pair = _word(view, last - 1), _word(view, last)
        if "." not in pair or not all(len(w) == 1 and (w == "." or w.isupper()) for w in pair):
            break
        if pair[1] == "." and (last + 1 == stop or view.chars(last + 1, last + 2)[0] != view.chars(last, last + 1)[1]):
            break  # a full stop
        last += 1
    return first, last


def _linked(view: View, before: Part, first: int) -> bool:
    """Tell whether a part goes on where another broke off: at a preposition or an article, or with one between that hangs on a noun.

    Such are "of", the one that a participle asks for ("firms linked to X"), and where people are from or at ("the workers at X"): other things
    may be taken from somebody, or done somewhere.
    """
    if before.last - before.first < 2:
        return False
    end, gap = _word(view, before.last - 1), first - before.last
    if gap == 1:
        link = _word(view, before.last)
        people = end != "arms" and (is_body(end) or _PEOPLE.fullmatch(end) is not None)
        return (
            link == "of"
            or (people and _ORIGIN.fullmatch(link) is not None)
            or (_PARTICIPLE.fullmatch(end) is not None and _GOVERNED_BY.fullmatch(link) is not None)
        )
    return gap == 0 and _LINK.fullmatch(end) is not None


def _trimmed(view: View, part: Part) -> Part:
    """Take function words off the end of a part, and its closing bracket in."""
    last = without_loose_end(view, part.first, part.last)
    if last < view.size and _word(view, last) == ")":
        words = view.text[slice(*view.chars(part.first, last))]
        last += words.count("(") > words.count(")")
    return Part(part.first, last, part.role, part.score)


def without_loose_end(view: View, first: int, last: int) -> int:
    """Return where the words ``first:last`` end without the function words that stand last among them."""
    while last - first > 1 and _word(view, last - 1).lower() in _LOOSE:
        last -= 1
    return last


def _alone(view: View, part: Part) -> bool:
    return part.last - part.first == 1 and _word(view, part.first).lower() in _STUMPS


def taken(view: View, arguments: Iterable[Argument], parties: Sequence[Part]) -> float:
    """Return which share of a sentence's parties an event takes, each by its probability and in its role; 1 where there are none."""
    every = sum(p.score for p in parties)
    given = tuple(arguments)
    got = sum(p.score for p in parties if any(p.role in _SIDES.get(a.role, ()) and _meet(view, a, p) for a in given))
    return got / every if every else 1.0


def _meet(view: View, argument: Argument, party: Part) -> bool:
    start, end = view.chars(party.first, party.last)
    return argument.start < end and start < argument.end


def without_strays(view: View, arguments: Sequence[Argument], parties: Sequence[Part], sure: float) -> list[Argument]:
    """Drop the actors and recipients that the party head does not see beside others of the role that it sees, unless surer than ``sure``.

    One that is listed with a party that is seen ("Norland and its allies") stays.
    """
    seen = [a for a in arguments if any(p.role in _SIDES.get(a.role, ()) and _meet(view, a, p) for p in parties)]
    backed = {a.role for a in seen}
    for a in sorted(arguments, key=lambda a: a.start, reverse=True):
        seen += [a] if a not in seen and any(a.role == b.role and _listed(view, a, b) for b in seen) else []
    for a in sorted(arguments, key=lambda a: a.start):
        seen += [a] if a not in seen and any(a.role == b.role and _listed(view, b, a) for b in seen) else []
    return [a for a in arguments if a in seen or a.role not in backed or a.score > sure]


def _listed(view: View, one: Argument, other: Argument) -> bool:
    return one.end <= other.start and _LIST.fullmatch(view.text, one.end, other.start) is not None


def with_target(view: View, head: int, arguments: Sequence[Argument], parties: Sequence[Part], sure: float, stray: float) -> list[Argument]:
    """Add the targets that the party head is ``sure`` of to an event that has its source as actor and no recipient.

    Recipients that the party head does not see, none of them surer than ``stray``, give way. A target may be the place of the act as well:
    a curfew in a district falls on the district.
    """
    sources = [p for p in parties if p.role == _SOURCE]
    received = [a for a in arguments if a.role == "recipient"]
    if any(a.score > stray or any(_meet(view, a, p) for p in parties) for a in received) or not any(
        a.role == "actor" and _meet(view, a, p) for a in arguments for p in sources
    ):
        return list(arguments)
    actors = [a for a in arguments if a.role == "actor"]
    lent = [
        Argument("recipient", *view.chars(p.first, p.last), p.score)
        for p in parties
        if p.role == _TARGET and p.score >= sure and not p.first <= head < p.last and not any(_meet(view, a, p) for a in actors)
    ]
    return [*(a for a in arguments if a not in received), *lent] if lent else list(arguments)


def with_listed(view: View, head: int, arguments: Sequence[Argument], parties: Sequence[Part], least: float) -> list[Argument]:
    """Add the targets that a closed list ("A, B and C") joins to a recipient of an event, where the party head is sure of them by ``least``.

    The list may stand within one target ("a quarter and the villages near it") of which the event has the first member alone. Those before the
    recipient count only behind the trigger: in "killed by rebels and the driver was found" two clauses meet.
    """
    made = list(arguments)
    targets = [
        (p.first > head, Argument("recipient", *view.chars(p.first, p.last), p.score))
        for p in parties
        if p.role == _TARGET and p.score >= least
    ]
    for held in [a for a in arguments if a.role == "recipient"]:
        end, open_list = held.end, list[Argument]()
        for behind, target in targets:
            if (
                target.start == held.start
                and held.end < target.end
                and (link := _LIST.match(view.text, held.end, target.end))
                and link["last"]
            ):
                made += _new([Argument("recipient", link.end(), target.end, target.score)], made)
            elif end <= target.start and (link := _LIST.fullmatch(view.text, end, target.start)):
                open_list.append(target)
                end = target.end
                if link["last"]:
                    made += _new(open_list, made)
                    open_list = []
            elif behind and target.end <= held.start and (link := _LIST.fullmatch(view.text, target.end, held.start)) and link["last"]:
                made += _new([target], made)
    return made


def _new(found: Iterable[Argument], known: Sequence[Argument]) -> list[Argument]:
    """Return those found that share no character with a known actor or recipient."""
    sides = [a for a in known if a.role in _SIDES]
    return [f for f in found if not any(f.start < a.end and a.start < f.end for a in sides)]


def clause_parted(view: View, first: int, last: int) -> tuple[Words, Words] | None:
    """Return the two parties of a headline that was taken for one name: "Desert militia courts Toubou fighters" has a verb in its middle."""
    found = _CLAUSE.fullmatch(view.text, *view.chars(first, last)) if last - first > 4 else None  # two words and two, and a verb
    return (view.rows(*found.span(1)), view.rows(*found.span(2))) if found else None
