"""Numbers: the words of a figure become low, best and high with a unit; what gives no number stays null."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.resolve.lower_case import lowered
from tocsin.resolve.number_words import (
    AREAS,
    BOUND,
    CURRENCIES,
    HOUSEHOLDS,
    MEASURES,
    PEOPLE,
    PERCENT,
    STARTS,
    VAGUE,
    VALUE,
    plain,
)

_QUOTE = r"[\"“”'‘’]?"
PHRASE = re.compile(
    rf"(?<![\w.,$€£-])(?:(?:{BOUND})\s+)?{_QUOTE}(?:"
    rf"(?P<between>between)\s+(?P<a>{VALUE})\s+and\s+(?P<b>{VALUE})|(?P<from>{VALUE})(?:(?:\s?%|\s?per\s?cent\b)?\s+(?:to|or)\s+|(?<=\d)\s?-\s?(?=\d)|\s?[–—]\s?)(?P<to>{VALUE})|"
    rf"(?P<one>{VALUE})|(?P<vague>{VAGUE}))(?![\w])"
)
_BEGINS = re.compile(rf"\d[\d,.]*|[$€£¥₹]|\b(?:{'|'.join(sorted(STARTS))})\b")
_MEASURES = frozenset(MEASURES.values())
_LEAD = re.compile(r"[\"“”'’\s-]*(?:,\s+(?:all|most)\s+|of\s+)?(?:(?:the|his|her|its|their|our|these|those)\b\s*)?", re.IGNORECASE)
_THEM = re.compile(r"them\b", re.IGNORECASE)
_SIGN = re.compile(r"us\$|[$€£¥₹]|\b(?:usd|eur|gbp)(?=\s)")
_AFTER = 90  # characters: how far after a number its unit is looked for
SHARES_AND_MONEY = frozenset(("percent", *CURRENCIES.values()))
_SHARE_OR_MONEY = re.compile(rf"%|\bper\s?cent|\b(?:{'|'.join(word for word in CURRENCIES if word.isalpha())})\b")
_NOUNS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NONE = re.compile(r"^(?:no\s+one|nobody|none|no(?=\s+[a-z]+))\b", re.IGNORECASE)
_PAIR = re.compile(r"^(?:the\s+pair|both)\b", re.IGNORECASE)
_HEAD_END = re.compile(
    r"[,;:.()\"“”]|\b(?:of|in|at|on|from|by|with|who|that|which|were|was|are|is|have|had|has|and|or|to|for|near|after|as|during|killed|dead|died|missing|fled|displaced|wounded|"
    r"injured|than|per|a|while|since|under|into|against|between|among)\b"
)


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A figure as the words give it; ``unit``: "people" for any kind of people, "percent", an ISO 4217 code, a measure or the counted noun.

    "more than 40" has low 40 alone; "at least 12" low and best 12; "about 40" best 40; "up to 40" and "fewer than 40" high 40; a range low
    and high. ``vague`` tells that words such as "dozens" give no number: all ends are null, which is not zero.
    """

    low: float | None
    best: float | None
    high: float | None
    unit: str | None
    vague: bool


def resolve_number(text: str) -> NumberValue | None:
    """Return the first figure in a text with its unit, or None where the text has none."""
    match = next(phrases(text), None)
    stripped = text.strip()
    if match is None or (_NONE.match(stripped) is not None and not match["least"] and not match["most"]):
        if _NONE.match(stripped):
            unit = unit_after(_NONE.sub("", stripped)) if stripped.lower().startswith("no ") else None
            return NumberValue(0, 0, 0, unit or "people", vague=False)
        if _PAIR.match(stripped):
            return NumberValue(2, 2, 2, unit_after(_PAIR.sub("", stripped)) or "people", vague=False)
    return value_of(match, sign_of(match) or unit_after(text[match.end() : match.end() + _AFTER])) if match else None


def phrases(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of ``PHRASE`` in a text, its words in lower case; it is tried only where one may begin, which is many times faster."""
    text = lowered(text)
    at = 0
    for word in _BEGINS.finditer(text):
        start = word.start()
        match = PHRASE.match(text, start) if start >= at else None
        if match is not None and match["from"] and _falls(match):
            match = PHRASE.match(text, start, match.end("from")) or match
        if match is not None:
            at = match.end()
            yield match


def _falls(match: re.Match[str]) -> bool:
    """Tell whether two numbers fall ("57-29", "74 to 13"): two shares or a score, and no range."""
    first, last = match["from"], match["to"]
    return first.replace(",", "").isdigit() and last.replace(",", "").isdigit() and plain(first) > plain(last)


def value_of(match: re.Match[str], unit: str | None) -> NumberValue:
    """Return the figure of one match of ``PHRASE`` with its unit."""
    if match["vague"]:
        return NumberValue(None, None, None, unit, vague=True)
    pair = (match["a"], match["b"]) if match["between"] else (match["from"], match["to"]) if match["from"] else None
    if pair:
        low, high = _pair(*pair)
        return NumberValue(low, None, high, unit, vague=False)
    number = plain(match["one"])
    if match["above"]:
        return NumberValue(number, None, None, unit, vague=False)
    if match["least"]:
        return NumberValue(number, number, None, unit, vague=False)
    if match["most"] or match["below"]:
        return NumberValue(None, None, number, unit, vague=False)
    if match["near"]:
        return NumberValue(None, number, None, unit, vague=False)
    return NumberValue(number, number, number, unit, vague=False)


def _pair(first: str, last: str) -> tuple[float, float]:
    """Read both ends of a range; a scale said once holds for both ("2 to 3 million")."""
    low, high = plain(first), plain(last)
    scale = re.search(r"(million|billion|thousand|lakh|crore)s?$", last, re.IGNORECASE)
    if scale and low < 1000 and not re.search(r"(?:hundred|thousand|million|billion|dozen|lakh|crore)s?$", first, re.IGNORECASE):
        low *= plain(f"1 {scale[1]}")
    return min(low, high), max(low, high)


def sign_of(match: re.Match[str]) -> str | None:
    """Return the currency whose sign stands before a number."""
    sign = _SIGN.search(match.group())
    return CURRENCIES[sign.group()] if sign else None


def share_or_money(match: re.Match[str], text: str) -> str | None:
    """Return the unit of a number that is a share or a sum of money: "percent" or the currency."""
    rest = text[match.end() : match.end() + _AFTER]
    unit = sign_of(match) or (unit_after(rest) if _SHARE_OR_MONEY.search(lowered(rest)) else None)
    return unit if unit in SHARES_AND_MONEY else None


def unit_after(rest: str) -> str | None:
    """Return the unit that the words after a number name; None where they name none."""
    if PERCENT.match(rest):
        return "percent"
    area = AREAS.match(rest)
    if area:
        low = (area[1] or "km").lower()
        return "square " + ("kilometres" if low.startswith("k") else "miles" if low.startswith("mi") else "metres")
    lead = _LEAD.match(rest)
    rest = rest[lead.end() :] if lead else rest
    if _THEM.match(rest):
        return "people"
    end = _HEAD_END.search(lowered(rest))
    phrase = rest[: end.start()] if end and end.start() > 0 else (end.group() if end.group() in PEOPLE else "") if end else rest
    words = [word for word in _NOUNS.findall(phrase) if word.lower() != "more"]
    if not words:
        return None
    for word in (words[0].lower(), words[-1].lower()):
        known = CURRENCIES.get(word) or MEASURES.get(word) or (word if word in _MEASURES else None)
        if known:
            return known
    for word in words[:5]:
        if word.lower() in HOUSEHOLDS:
            return "families" if word.lower().startswith("famil") else "households"
        if word.lower() in PEOPLE or f"{word.lower()}s" in PEOPLE:
            return "people"
    return words[-1].lower() if len(words) <= 3 and not words[-1][0].isupper() else None
