"""The grammar of English time expressions: patterns over the letters of their tokens, the more specific first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tocsin.resolve.date_names import ALONE, MONTHS_OF
from tocsin.resolve.date_tokens import Token, tokens

_NUMBER = r"(?:j*(?:ak?f?|kf?|[dny](?:(?:-|T|A)?n)*)(?:jU?)?)"
_OF_UNIT = r"(?:,?f?O?(?:t?[lxh]u|t?Zu|(?:an?|n|d|k)[uU]b|tub))"
_DAY_MONTH = rf"(?:(?:t?o|d)f?m(?:,?y|{_OF_UNIT})?|m[do](?:,?y|{_OF_UNIT})?)"
_PART = r"(?:t?(?:eU|e?-?p))"
_WEEKDAY = rf"(?:(?:[lxhe]|te)*w(?:,?\(?{_DAY_MONTH}|f?t?[lxhZ]u)?)"
_DAY = rf"(?:i|N|{_WEEKDAY}|{_DAY_MONTH}|[rv])"

_RULES: tuple[tuple[str, str], ...] = (
    ("calendar", r"t?[do]f?C(?:,?(?:y|J))?|t?oufC(?:,?(?:y|J))?|C[do]?(?:,?f?(?:y|J))?|t?J"),
    ("iso", r"i"),
    ("numeric", r"N"),
    ("clock", rf"j?c(?:zz?)?,?(?:O?{_DAY})?"),
    ("overnight", rf"v[OFT]?(?:{_WEEKDAY}|{_DAY_MONTH})"),
    ("day_range", r"[do](?:-|T|A)[do]f?m(?:,?y)?|m[do](?:-|T|A)[do](?:,?y)?(?!m)"),
    ("part_of_day", rf"{_PART}(?:f|O|,)?{_DAY}"),
    ("weekday", rf"[Ee]?{_WEEKDAY}p?"),
    ("day_month", rf"{_DAY_MONTH}p?"),
    ("month_range", r"m(?:,?y)?(?:-|T)m(?:,?y)?"),
    ("week_of", rf"(?:t|[xl])?uf(?:t?{_DAY_MONTH}|N|i)"),
    ("half", r"t?oMf(?:t?u|[lxh]u|y|m(?:,?f?y)?)"),
    ("edge", r"t?[Ee]f(?:t?u|[lxh]u|ty|y|m(?:,?f?y)?|t?s(?:f?y)?|tK)"),
    ("month", rf"(?:t?e-?)?[lxh]?m(?:(?:,|f)?y|{_OF_UNIT})?"),
    ("year_range", r"y(?:-|T)(?:y|d|n)"),
    ("decade", r"(?:t?e-?)?t?K"),
    ("quarter", rf"(?:t?o-?(?=.)u|H)(?:f?y|{_OF_UNIT})?"),
    ("season", rf"(?:t|t?e-?|(?<=O)|[lxh])s(?:f?y|{_OF_UNIT})?|s(?:f?y)"),
    ("ago", rf"{_NUMBER}-?[uU](?:U)?g"),
    ("shift", rf"{_NUMBER}-?[uU]b|t[lx]u|tub|t?Z(?:u|p|m)|txp"),
    ("age", r"[dny](?:-n)*-?[uU]-?G|[dny]+UG"),
    ("span", rf"t?[lx]{_NUMBER}[uU]|{_NUMBER}(?:l|x)[uU]|t?[lx]U"),
    ("relative", r"b?(?:e|E)?[lxh](?:u|p)|e[lxh]u"),
    ("relative_day", r"(?:e|b)?[rv]p?|t?e?-?p[rv]"),
    ("set", r"D|Q(?:[uwp]|d?[uU])|W"),
    ("year", r"(?:t?e-?)?y"),
    ("part", rf"{_PART}|(?<=O)tp"),
    ("the_unit", r"tu"),
    ("duration", rf"{_NUMBER}(?:-(?=u))?[uU](?:-?R|-L|-?(?=.))?|u-L|U-L"),
    ("vague", r"V|U"),
)
_GRAMMAR = re.compile("(?=[^.OASFBTPfgzLRYGX;,'’()-])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _RULES) + ")")
_YEAR_BEFORE = frozenset("OSFBTAPfetjlhx(,b-")
_BEFORE_NAMES = frozenset(("with", "mrs", "ms", "mr", "told", "said", "that"))
_NOT_COUNTED = re.compile(r"(?:[a-z]+(?:ed|ing|ly)|[a-z]*[^s]|[a-z]*(?:us|is|ss|as))$")


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: the grammar's rule, its tokens, and the token before it."""

    rule: str
    tokens: tuple[Token, ...]
    before: Token | None

    @property
    def letters(self) -> str:
        """The letters of its tokens."""
        return "".join(token.letter for token in self.tokens)

    @property
    def start(self) -> int:
        """Where it begins in the text, in characters."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text, end exclusive."""
        return self.tokens[-1].end

    def of(self, letters: str) -> list[Token]:
        """Return its tokens that have one of some letters."""
        return [token for token in self.tokens if token.letter in letters]


@lru_cache(maxsize=2048)
def expressions(text: str) -> tuple[Expression, ...]:
    """Return the time expressions of a text from left to right; ages ("a 20-year-old") and counts ("2000 people") are none.

    The last 2048 texts are kept: the mentions, the counts and the claims of a report each look at its sentences.
    """
    return tuple(_expressions(text))


def _expressions(text: str) -> Iterator[Expression]:
    words = tokens(text)
    letters = words.letters
    at = 0
    while (match := _GRAMMAR.search(letters, at)) is not None:
        start, end = match.span()
        rule = match.lastgroup or ""
        found = Expression(rule, words.cut(start, end), words.at(start - 1))
        if end == start or not _holds(found, words.at(end)):
            at = start + 1
            continue
        at = end
        if rule != "age":
            yield found


def _holds(found: Expression, after: Token | None) -> bool:
    first, last = found.tokens[0], found.tokens[-1]
    if found.rule == "quarter":
        units = found.of("u")
        return not units or units[0].low == "quarter"
    if found.rule == "year":
        return _is_year(found, after)
    if found.rule == "calendar" and found.letters == "C":
        return first.low in ALONE or first.low not in MONTHS_OF
    if found.rule == "calendar" and found.of("u") and found.of("u")[0].low != "day":
        return False
    if found.rule == "week_of":
        return found.of("u")[0].low in ("week", "weekend")
    if found.rule in ("vague", "set"):
        return _is_vague_time(found, after)
    if found.rule in ("relative", "shift", "span") and last.low == "minute":
        return False
    if found.rule == "relative_day" and first.text[0].isupper() and found.before is not None and found.before.text[-1].isalnum():
        return first.text.isupper()
    if found.rule == "season" and last.low == "fall" and first.letter == "t":
        return len(found.tokens) > 2
    if found.rule == "season":
        return first.text[0].islower() or len(found.tokens) > 1
    if found.rule == "month" and len(found.tokens) == 1:
        abbreviated = len(first.low) == 3 and first.low != "may" and not first.text.endswith(".")
        named = first.low == "may" and found.before is not None and found.before.low in _BEFORE_NAMES
        return not abbreviated and not named and not (first.low in ("may", "march") and found.before is None)
    if found.rule == "part":
        return last.low not in ("night", "nights") or len(found.tokens) > 1
    return True


def _is_year(found: Expression, after: Token | None) -> bool:
    number = int(found.tokens[-1].text)
    if len(found.tokens) > 1 or (found.before is not None and found.before.letter in "SFBPf("):
        return number >= 1000
    if not 1850 <= number <= 2060:
        return False
    if after is not None and after.text.lower() in (
        "people",
        "men",
        "women",
        "children",
        "troops",
        "police",
        "km",
        "miles",
        "metres",
        "meters",
    ):
        return False
    if found.before is not None and found.before.letter in _YEAR_BEFORE:
        return found.before.letter != "j" and not _counted(after)
    return not _counted(after)


def _counted(after: Token | None) -> bool:
    return after is not None and after.letter == "." and after.text.islower() and _NOT_COUNTED.match(after.text) is None


def _is_vague_time(found: Expression, after: Token | None) -> bool:
    low = found.tokens[0].low
    if low in ("seconds", "quarters", "moments") or (low == "daily" and after is not None and after.text[0].isupper()):
        return False
    return low != "then" or (found.before is not None and found.before.low in ("since", "by", "until"))
