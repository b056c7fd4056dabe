"""Plain words for counts, days, places, amounts, statuses and speakers; no codes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from tocsin.model.reading import Part, Status
from tocsin.model.record import Claim, Date, EventClaim, Place, Precision, Record, Voicer
from tocsin.model.source import Credit, Source
from tocsin.views.visible import quoted, shortened, visible

_ARTICLE = re.compile(r"(?i)^(?:the|a|an|its|their|his|her)\s+")

_POPULATIONS = frozenset({"people", "population", "ethnic group", "religious group", "group"})
_BODIES = frozenset(
    [
        "agency",
        "alliance",
        "army",
        "assembly",
        "authority",
        "brigade",
        "brigades",
        "bureau",
        "caucus",
        "coalition",
        "command",
        "commission",
        "committee",
        "congress",
        "corps",
        "council",
        "court",
        "department",
        "directorate",
        "faction",
        "federation",
        "force",
        "forces",
        "front",
        "government",
        "group",
        "guard",
        "guards",
        "league",
        "legion",
        "militia",
        "ministry",
        "mission",
        "movement",
        "navy",
        "network",
        "office",
        "organisation",
        "organization",
        "parliament",
        "party",
        "police",
        "post",
        "republic",
        "resistance",
        "state",
        "states",
        "taliban",
        "times",
        "union",
        "unit",
    ]
)

_LANGUAGES = {
    "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh",
    "ko": "Korean", "ku": "Kurdish", "lt": "Lithuanian", "lv": "Latvian",
    "my": "Burmese", "nb": "Norwegian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "sk": "Slovak", "so": "Somali", "sq": "Albanian", "sr": "Serbian",
    "sv": "Swedish", "sw": "Swahili", "th": "Thai", "ti": "Tigrinya", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

STATUS: dict[Status, str] = {
    "occurred": "occurred",
    "ongoing": "under way",
    "future": "planned or expected",
    "hypothetical": "conditional",
    "negated": "denied",
    "historical": "earlier background",
}
PART: dict[Part, str] = {
    "headline": "the headline",
    "lede": "the opening",
    "body": "the body",
    "summary": "the summary",
    "credit": "the credit line",
}
PRECISION: dict[Precision, str] = {
    "point": "the place itself",
    "near": "nearby",
    "admin2": "district",
    "admin1": "region",
    "linear": "along a line",
    "country": "whole country",
    "sea": "at sea",
    "unlocated": "not located",
}


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: ``1 statement``, ``2 statements``, ``no statements``."""
    many = plural or f"{noun}s"
    return f"1 {noun}" if number == 1 else f"{number:,} {many}" if number else f"no {many}"


def of(number: int, total: int, noun: str, plural: str | None = None) -> str:
    """Return a share in words that begin a sentence: ``The only number``, ``Both numbers``, ``All 4 numbers``, ``1 of 4 numbers``."""
    many = plural or f"{noun}s"
    if number == total:
        return f"The only {noun}" if total == 1 else f"Both {many}" if total == 2 else f"All {total:,} {many}"
    return f"{number:,} of {count(total, noun, plural)}"


def lacking(number: int, total: int, noun: str, what: str) -> str:
    """Return how many of some things lack something: ``1 of 4 events has no date``, ``Neither event has a date``."""
    if number < total:
        return f"{number:,} of {count(total, noun)} {'has' if number == 1 else 'have'} no {what}"
    return (
        f"The only {noun} has no {what}"
        if total == 1
        else f"{'Neither' if total == 2 else f'None of the {total:,}'} {noun}{'' if total == 2 else 's'} has a {what}"
    )


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Return parts as a list in prose: ``a``, ``a and b``, ``a, b and c``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}" if parts else ""


def day(when: datetime.date) -> str:
    """Return a day as ``3 March 2021``."""
    return f"{when.day} {when:%B} {when.year}"


def days(when: Date) -> str:
    """Return an interval in words, as precise as its source: ``3 March 2021``, ``March 2021``, ``2021``, ``1 to 9 March 2021``."""
    start, end = when.start, when.end
    if when.precision == "year" and start.year == end.year:
        return str(start.year)
    if when.precision == "month" and (start.year, start.month) == (end.year, end.month):
        return f"{start:%B} {start.year}"
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {day(end)}"
    first = f"{start.day} {start:%B}" if start.year == end.year else day(start)
    return f"{first} to {day(end)}"


def where(place: Place) -> str:
    """Return a place by the name that the report uses, with its region where one is known, and how far it was placed."""
    name = shortened(place.name, 60)
    region = f", {shortened(place.admin1, 40)}" if place.admin1 and place.admin1 != place.name else ""
    if place.precision == "unlocated":
        return f"{name} (not located)"
    return f"{name}{region}" + (" (disputed)" if place.disputed else "")


def amount(low: float | None, best: float | None, high: float | None) -> str:
    """Return a number with its bounds in words, ``no number`` where all are null."""
    if best is not None and (low is None or low == best) and (high is None or high == best):
        return _number(best)
    if best is not None:
        ends = f"{_number(low) if low is not None else '?'} to {_number(high) if high is not None else '?'}"
        return f"{_number(best)} ({ends})"
    if low is not None and high is not None:
        return f"{_number(low)} to {_number(high)}"
    if low is not None:
        return f"{_number(low)} or more"
    return f"{_number(high)} or fewer" if high is not None else "no number"


def voice_name(voicer: Voicer, *, outermost: bool = False) -> str:
    """Return one speaker of a chain: a name as it is, a description in quotation marks, and that somebody is not named."""
    if voicer.name is None:
        return "the outlet (not named)" if outermost and voicer.quotation is None else "somebody not named"
    if voicer.anonymous:
        return f"{described(voicer.name)} (not named)"
    return _inside(shortened(voicer.name, 60)) if voicer.actor or voicer.quotation is None else described(voicer.name)


def described(words: str) -> str:
    """Return a report's description of a speaker in quotation marks, its article in small letters."""
    return quoted(_inside(shortened(words, 60)), 60)


def language_name(code_: str) -> str:
    """Return the English name of an ISO 639-1 code, or the code itself in quotation marks."""
    return _LANGUAGES.get(code_.split("-", maxsplit=1)[0].lower()) or quoted(code_, 12)


def chain(said_by: Sequence[Voicer]) -> tuple[str, ...]:
    """Return the speakers of a chain from the outlet inwards; an unknown outlet stands in it as such."""
    return tuple(voice_name(v, outermost=i == 0) for i, v in enumerate(said_by)) or ("the outlet (not named)",)


def speaker(claim: Claim) -> str:
    """Return the innermost speaker of a claim in words."""
    return chain(claim.said_by)[-1]


def short(name: str) -> str:
    """Return the first eight characters of an id, enough for a person to ask for it by."""
    return visible(name)[:8]


def party(name: str) -> str:
    """Return an actor's name as it stands inside a sentence: with an article where it is named after what it is."""
    bare = _ARTICLE.sub("", shortened(name, 60))
    words = bare.lower().split()
    owned = any(w.endswith(("'s", "’s", "s'", "s’")) for w in words[:-1])
    return f"the {bare}" if (len(words) > 1 or bare.islower()) and not owned and (words[-1] in _BODIES or words[0] in _BODIES) else bare


def credits_of(record: Record) -> tuple[Credit, ...]:
    """Return whom a report credits besides itself ("told this newspaper" is no credit to another)."""
    own = {_bare(n) for n in _names(record.document.source)}
    return tuple(c for c in record.document.credits if not own & {_bare(n) for n in _names(c)})


def credited(record: Record) -> tuple[str, ...]:
    """Return the names of those whom a report credits, each once."""
    return tuple(dict.fromkeys(shortened(n, 60) for n in (c.name or c.domain for c in credits_of(record)) if n))


def peoples(record: Record) -> frozenset[str]:
    """Return the ids of actors that are populations: by their kind, or because the report names them as nothing else."""
    types: dict[str, set[str]] = {}
    for mention in record.mentions:
        if mention.actor:
            types.setdefault(mention.actor, set()).add(mention.type)
    return frozenset(a.id for a in record.actors if (a.kind or "").lower() in _POPULATIONS or types.get(a.id) == {"GROUP"})


def code(claim: EventClaim) -> str:
    """Return the code of an event as it is written (``ASSAULT/heavy-weapons``), for those who know the codebook."""
    plover = claim.event.plover
    return "/".join((plover.type, *plover.modes))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


def _inside(line: str) -> str:
    """The words as they stand inside a sentence."""
    first = line.split(" ", 1)[0]
    return first.lower() + line[len(first) :] if first in ("A", "An", "The", "One", "Some", "Several", "Its", "Their") else line


def _names(outlet: Source | Credit | None) -> tuple[str, ...]:
    return tuple(n for n in (outlet.name, outlet.domain) if n) if outlet else ()


def _bare(name: str) -> str:
    return name.lower().removeprefix("www.").removeprefix("the ")
