"""Which language a text is in."""

from __future__ import annotations

import re

_SAMPLE = 4_000
_SHORTEST = 40
_LETTERS = re.compile(r"[^\W\d_]+")
# Function words that no other written language shares as a set; "in", "was" or "is" would not do.
_ENGLISH = frozenset(["the", "and", "of", "to", "that", "were", "with", "said", "from", "by", "has", "have", "had", "its", "their"])
_ENGLISH_SHARE = 0.14
_ENGLISH_KINDS = 4


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of ``text``, judged by its first 4,000 characters; None up to 40 characters."""
    sample = text.strip()[:_SAMPLE]
    if len(sample) <= _SHORTEST or not _LETTERS.search(sample):
        return None
    if _plainly_english(sample):
        return "en"
    # Slow optional path: py3langid unpacks its model for half a second, which plain English need not wait for.
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)


def _plainly_english(sample: str) -> bool:
    words = _LETTERS.findall(sample.lower())
    known = [word for word in words if word in _ENGLISH]
    return len(known) >= _ENGLISH_SHARE * len(words) and len(set(known)) >= _ENGLISH_KINDS
