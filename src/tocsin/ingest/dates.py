"""The day that a header line or a row's field gives."""

from __future__ import annotations

import re
from datetime import date

_NAMES = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTHS = {name: n for n, name in enumerate(_NAMES, 1)} | {name[:3]: n for n, name in enumerate(_NAMES, 1)} | {"sept": 9}
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_MONTH = r"([a-z]{3,9})\.?"
_FORMS = (
    (re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d)"), (1, 3, 4)),
    (re.compile(_WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH + r",?\s+(\d{4})(?!\d)", re.I), (3, 2, 1)),
    (re.compile(_WEEKDAY + _MONTH + r"\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)", re.I), (3, 1, 2)),
)


def leading_day(text: str) -> date | None:
    """Return the day that ``text`` begins with, or None; forms that can be read in two ways (3/4/2026) give None."""
    text = text.strip()
    for form, (year, month, day) in _FORMS:
        if found := form.match(text):
            number = found[month]
            at = int(number) if number.isdigit() else _MONTHS.get(number.lower(), 0)
            try:
                return date(int(found[year]), at, int(found[day]))
            except ValueError:
                return None
    return None
