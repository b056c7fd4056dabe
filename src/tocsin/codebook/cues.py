"""Cues: stems and words by which a text is recognised to speak of something."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

_WORD = re.compile(r"[a-z][a-z'-]*")
_HEAD = 3


class Cues:
    """Words and stems (``word``, ``stem*``, ``two wor*``), each pointing to a name. Looking up costs one dictionary access a word."""

    def __init__(self, cues: Mapping[str, tuple[str, ...]]) -> None:
        self._heads: dict[str, list[tuple[str, bool, str]]] = defaultdict(list)
        for name, words in cues.items():
            for cue in words:
                self._heads[cue[:_HEAD]].append((cue.removesuffix("*"), cue.endswith("*"), name))

    def find(self, words: str) -> frozenset[str]:
        """Return the names that have a cue in ``words``, whatever their letters' case."""
        low = " ".join(words.lower().split())
        found: set[str] = set()
        for word in _WORD.finditer(low):
            start = word.start()
            for cue, stem, name in self._heads.get(word.group()[:_HEAD], ()):
                if name not in found and low.startswith(cue, start):
                    end = start + len(cue)
                    if stem or end >= len(low) or not (low[end].isalnum() or low[end] == "-"):
                        found.add(name)
        return frozenset(found)
