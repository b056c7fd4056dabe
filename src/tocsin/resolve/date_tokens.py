"""Tokens of English time expressions: each word becomes a letter, so that the grammar is patterns over letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tocsin.resolve.date_names import names

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = ("minute", "hour", "day", "night", "weekend", "week", "fortnight", "month", "quarter", "year", "decade", "century")
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
CARDINALS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
PARTS = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "noon": "T12:00", "midday": "T12:00", "midnight": "T24:00",
    "dawn": "TMO", "dusk": "TEV", "daybreak": "TMO", "nightfall": "TNI", "sunset": "TEV", "sunrise": "TMO", "lunchtime": "T12:00",
}  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
RELATIVE_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "overnight": 0}
# The letters. m month, w weekday, W weekdays in general, y year, d 1 to 31, n other number, k vague number, o ordinal, u unit,
# U units, p part of a day, s season, l last, x next, h this, a a/an, t the, f of, e early/mid/late, E edge (end, start), g ago,
# b earlier/later, r today, v overnight, i ISO date, N numeric date, c clock, K decade, V now/soon, D daily, Q every, Z same/that, S since, F from,
# B between, T to, A and, P by, O on/in/at, j about, G old, C month or feast of another calendar, J its year,
# H quarter as Q3, z time zone, L long, R period, Y anniversary, M half
_LETTERS: dict[str, str] = {}


def _put(letter: str, words: str) -> None:
    _LETTERS.update(dict.fromkeys(words.split(), letter))


_put("m", " ".join((*MONTHS, *(name[:3] for name in MONTHS), "sept")))
_put("w", " ".join((*WEEKDAYS, "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri")))
_put("W", " ".join(f"{day}s" for day in WEEKDAYS))
_put("n", " ".join(CARDINALS))
_put("k", "several few couple some many")
_put("o", " ".join(ORDINALS))
_put("u", " ".join(UNITS))
_put("U", "minutes hours days nights weekends weeks fortnights months quarters years decades centuries seconds moments")
_put("p", " ".join(PARTS) + " mornings afternoons evenings")
_put("s", " ".join(SEASONS))
_put("l", "last past previous preceding latest prior")
_put("x", "next coming following upcoming")
_put("h", "this current")
_put("a", "a an")
_put("t", "the")
_put("f", "of")
_put("e", "early mid late middle")
_put("E", "end start beginning close")
_put("g", "ago")
_put("b", "earlier later before after previously afterward afterwards hence")
_put("r", " ".join(RELATIVE_DAYS))
_put("v", "overnight")
_put("V", "now currently recently soon nowadays presently formerly then recent future")
_put("D", "daily weekly monthly yearly annually annual nightly hourly quarterly")
_put("Q", "every each")
_put("Z", "same that")
_put("S", "since")
_put("F", "from")
_put("B", "between")
_put("T", "to until till through into")
_put("A", "and")
_put("P", "by")
_put("O", "on in at during around for")
_put("j", "about almost nearly more than over roughly approximately least nearly less only up")
_put("G", "old")
_put("z", "est edt gmt utc cet eest eet local time pst pdt")
_put("L", "long")
_put("R", "period")
_put("Y", "anniversary")
_put("M", "half")

_NAMES = ["".join({" ": r"\s+", "-": r"[\s-]", "'": "['’]"}.get(letter, letter) for letter in name) for name in names()]
_WORDS_OF_NAMES = [re.findall(r"[a-z]+", name) for name in names()]
_CALENDAR_WORDS = ("ethiopian", "persian", "iranian", "afghan", "islamic", "hijri", "solar", "lunar")
_CALENDAR = rf"(?:{'|'.join(_CALENDAR_WORDS)})"
_RARE = (
    r"(?P<H>\bQ[1-4]\b)"
    rf"|(?P<C>\b(?-i:(?=[A-Z]))(?:{'|'.join(_NAMES)})\b)"
    rf"|(?P<J>\b{_CALENDAR}(?:\s+calendar)?\s+year\s+\d{{4}}\b|\b\d{{4}},?\s+(?:by|in|of|on|under|according\s+to)\s+the\s+{_CALENDAR}\s+calendar\b"
    r"|\b\d{4}\s*(?-i:AH|A\.H\.|SH|E\.C\.|EC(?=[.,;)]))|\b\d{4}\s*\(\s*(?-i:AH|SH|EC)\s*\))"
)
_COMMON = (
    r"(?P<word>[^\W\d_]+(?:\.(?=\s+\d))?)"
    r"|(?P<i>\d{4}-\d{2}-\d{2}(?:T\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\d-]))"
    r"|(?P<N>\d{1,4}[/.]\d{1,2}[/.]\d{2,4}(?!\d))"
    r"|(?P<c>\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\b\.?)|[01]?\d:[0-5]\d(?::[0-5]\d)?|2[0-3]:[0-5]\d(?::[0-5]\d)?)"
    r"|(?P<K>\d{3}0s\b|['’‘]\d0s\b)"
    r"|(?P<o>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<X>[$€£]\s?\d[\d.,]*|\d+(?:[.,]\d+)+%?|\d+%)"
    r"|(?P<num>\d+)"
    r"|(?P<punct>[^\w\s])"
)
_TOKEN = re.compile(rf"(?=\S)(?:{_COMMON})", re.IGNORECASE)
_TOKEN_OR_RARE = re.compile(rf"(?=\S)(?:{_RARE}|{_COMMON})", re.IGNORECASE)
#: The words without one of which a text holds no quarter ("Q3") and nothing of another calendar ("May Day", "1445 AH").
_RARE_WORDS = frozenset((*(words[0] for words in _WORDS_OF_NAMES), *_CALENDAR_WORDS, "q", "ah", "h", "sh", "ec", "c"))
_ON = re.compile(r"\s*(?:[,.;:)]|$|from\b)")
_CAPITAL = frozenset("mwW")
_SHORT = frozenset(("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "mar", "jan", "dec", "may"))
_NAMES_TOO = frozenset(("may", "march", "april", "june", "august", "mar"))
_DASHES = "-–—"
_WORDS = re.compile(r"[a-z]+")
_CUE_LETTERS = frozenset("mwWuUpsrvDV")
_CUE_WORDS = frozenset(word for word, letter in _LETTERS.items() if letter in _CUE_LETTERS) | {
    max(words, key=len) for words in _WORDS_OF_NAMES
}
_CUE_NUMBER = re.compile(r"\d(?:\d{3}|[-/.:]\d|\s?[ap]\.?m|0s\b|(?<=\bQ[1-4])\b)", re.IGNORECASE)


class Token(NamedTuple):
    """A word with its letter; ``low`` is the word in lower case without a closing full stop."""

    letter: str
    text: str
    low: str
    start: int
    end: int


class Tokens:
    """The tokens of a text: ``letters`` has the letter of each; few are asked for, and only these are made."""

    __slots__ = ("_matches", "letters")

    def __init__(self, letters: str, matches: Sequence[re.Match[str]]) -> None:
        self.letters = letters
        self._matches = matches

    def cut(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens from ``start`` to ``end``, counted in tokens."""
        return tuple(map(_token, self.letters[start:end], self._matches[start:end]))

    def at(self, number: int) -> Token | None:
        """Return one token; None before the first and after the last."""
        return _token(self.letters[number], self._matches[number]) if 0 <= number < len(self.letters) else None


def _token(letter: str, match: re.Match[str]) -> Token:
    text = match.group()
    low = text.lower().rstrip(".") if match.lastgroup == "word" else text.lower() if match.lastgroup == "C" else text
    return Token(letter, text, low, match.start(), match.end())


def tokens(text: str) -> Tokens:
    """Return the tokens of a text; none where no word of it can belong to a time expression."""
    words = _WORDS.findall(text.lower())
    if _CUE_WORDS.isdisjoint(words) and _CUE_NUMBER.search(text) is None:
        return _NONE
    pattern = _TOKEN if _RARE_WORDS.isdisjoint(words) else _TOKEN_OR_RARE
    matches = list(pattern.finditer(text))
    letters: list[str] = []
    for n, match in enumerate(matches):
        word = match.group()
        if match.lastgroup != "word":
            letters.append(_letter(match.lastgroup or "", word))
            continue
        low = word.lower().rstrip(".")
        letter = _LETTERS.get(low, ".")
        if letter in _CAPITAL:
            before = matches[n - 1].group() if n and letters[-1] == "." else ""
            letter = letter if word[0].isupper() and _may_be_name(low, word, before) else "."
        elif low == "on" and n and letters[-1] in "uU" and _ON.match(text, match.end()):
            letter = "b"
        letters.append(letter)
    return Tokens("".join(letters), matches)


_NONE = Tokens("", ())


def _letter(kind: str, word: str) -> str:
    if kind == "num":
        number = int(word) if len(word) < 5 else 0
        if len(word) == 4 and 1000 <= number <= 2100:
            return "y"
        return "d" if len(word) <= 2 and 1 <= number <= 31 else "n"
    if kind == "punct":
        return "-" if word in _DASHES else word if word in ",'’()" else ";"
    return kind


def _may_be_name(low: str, word: str, before: str) -> bool:
    """Tell whether a capitalised word may be a month or a day, and not somebody's name ("Theresa May") or a sentence's first verb.

    ``before`` is the word before it, empty where that has to do with time or there is none.
    """
    if word.isupper() and len(word) == 3 and low in _SHORT:
        return False
    return low not in _NAMES_TOO or not before[:1].isupper() or before.isupper()
