"""Words from documents made safe to show: nothing in them can steer a terminal, reverse a line or break a page."""

from __future__ import annotations

import re

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
_LINE_ENDS = dict.fromkeys(map(ord, "\r\x0b\x0c\x85"), "\n")
_BLANKS = re.compile(r"\s+")
_OPENING, _CLOSING = frozenset('“„"«'), frozenset('”“"»')
_INNER = str.maketrans({"“": "‘", "”": "’", "„": "‚", '"': "'", "«": "‹", "»": "›"})


def visible(text: str) -> str:
    """Return ``text`` with controls, direction overrides and lone surrogates shown as U+FFFD; its length, and so every offset, is kept."""
    lines = text.replace("\r\n", " \n").translate(_LINE_ENDS)
    return _STEERING.sub("\ufffd", lines)


def shortened(text: str, most: int) -> str:
    """Return one line of at most ``most`` characters, cut between words where it can be, with an ellipsis where it was cut."""
    line = _BLANKS.sub(" ", visible(text)).strip()
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    if (blank := cut.rfind(" ")) > most // 2:
        cut = cut[:blank]
    return cut.rstrip(" ,;:–—-(") + "…"


def quoted(text: str, most: int = 90) -> str:
    """Return somebody's words in quotation marks on one line; marks around them are not doubled, marks inside become single ones."""
    line = text.strip()
    if len(line) > 2 and line[0] in _OPENING and line[-1] in _CLOSING and not set(line[1:-1]) & (_OPENING | _CLOSING):
        line = line[1:-1]
    return f"“{shortened(line, most).translate(_INNER)}”"
