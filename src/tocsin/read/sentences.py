"""Where sentences begin and end.

Own rules, measured on UD GUM against the libraries that DEPENDENCIES.md lists; none did better for news at this size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEVER_LAST = _set(
    "mr mrs ms dr prof sen rep gov gen col lt capt sgt cpl maj adm cmdr brig spc pvt pfc rev hon st sr jr messrs insp supt pres sec dep "
    "asst det ofc"
)
_ABBREVIATIONS = _NEVER_LAST | _set(
    "vs etc eg ie cf inc ltd co corp no vol pp fig approx est dept univ assn bros jan feb mar apr jun jul aug sep sept oct nov dec mon "
    "tue wed thu fri sat sun al ca"
)
_STARTERS = _set(
    "The A An In On At It He She They But And This That These Those We I However Meanwhile After Before When While If As For There Some "
    "Many Its His Her Their"
)
_CLOSERS = "\"'”’)]»"
_CANDIDATE = re.compile(r"[.!?…]+[" + re.escape(_CLOSERS) + r"]*(?=\s|$)|\n\s*\n|\n(?=\s*[-•*–]\s)|\n(?=[A-Z“\"])")
_OPENER = re.compile(r"\s*[\"'“‘(\[«]*\s*(\S)")
_LAST_WORD = re.compile(r"([\w.&'’-]+)$")
_INITIAL = re.compile(r"(?:^|[.\s])[A-Z]$")
_DOTTED = re.compile(r"^(?:[A-Za-z]\.)+[A-Za-z]$")
_CAPITAL = re.compile(r"[A-Z]")
_RARE = 300  # characters a capital in text that was put into lower case; plain text has one in fewer than 100


def _is_end(text: str, start: int, end: int, lower: bool) -> bool:
    mark = text[start:end]
    if mark[0] == "\n":
        return True
    following = _OPENER.match(text, end)
    first = following.group(1) if following else ""
    if mark[0] in "!?":
        return not first.islower() or (lower and len(mark) == 1)
    if mark.startswith("..") or mark[0] == "…":
        return first.isupper()
    if first.islower() and not lower:
        return False
    last = _LAST_WORD.search(text, max(0, start - 24), start)
    word = last.group(1) if last else ""
    if lower:
        apart = text[end : end + 2].isspace() and len(text[end : end + 2]) == 2
        return apart or not (len(word) == 1 or word.rstrip(".") in _ABBREVIATIONS or _DOTTED.match(word))
    if word.lower().rstrip(".") in _NEVER_LAST and len(mark) == 1:
        return False
    if _INITIAL.search(word) and len(word) == 1:
        return False
    if _DOTTED.match(word):
        return first.isupper() and _starts_sentence(text, end)
    if word.lower() in _ABBREVIATIONS and word[:1].isupper() is False and len(mark) == 1:
        return False
    return not (word.lower() in _ABBREVIATIONS and len(mark) == 1 and (first.isdigit() or word.lower() in {"co", "inc", "corp", "ltd"}))


def _starts_sentence(text: str, end: int) -> bool:
    nxt = re.match(r"\s*[\"'“‘(]*([A-Za-z’']+)", text[end : end + 40])
    return nxt is not None and nxt.group(1) in _STARTERS


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ``(start, end)`` character offsets of each sentence of ``text``, blank edges left out.

    In text without capitals a sentence may begin with a small letter; two blanks end it even behind an abbreviation.
    """
    begin = 0
    lower = sum(1 for _ in _CAPITAL.finditer(text)) * _RARE < len(text)
    for match in _CANDIDATE.finditer(text):
        if match.start() < begin or not _is_end(text, match.start(), match.end(), lower):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
