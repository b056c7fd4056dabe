"""Whom the links of a report lead to: from a pronoun or phrase back through the phrases between, unless a quotation parts the two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from tocsin.model.reading import Link, Offsets, Reading
from tocsin.resolve.actor_reference import PRONOUNS
from tocsin.resolve.register import fold
from tocsin.resolve.spans import Spans
from tocsin.resolve.speaker_names import quoted_regions, share_inside

_VERBATIM: Final = 0.8
_LONGEST: Final = 8


class Links:
    """What was found to be taken up, by the span from which a link leads; offsets count in ``Document.words``."""

    def __init__(self, reading: Reading, links: Iterable[Link]) -> None:
        self._text = reading.document.words
        self._shift = reading.document.shift
        self._quotations = reading.quotations
        self._from: dict[int, list[Link]] = {}
        for link in links:
            self._from.setdefault(link.start, []).append(link)
        self._quoted = quoted_regions(self._text) if self._from else ()

    @cached_property
    def _contents(self) -> Spans:
        """What is quoted, by the numbers of the quotations."""
        return Spans((n, piece) for n, q in enumerate(self._quotations) for piece in q.content)

    def targets(self, start: int, end: int) -> Iterator[Offsets]:
        """Yield what a pronoun or phrase takes up, nearest first; a target that takes something up itself leads on."""
        for _ in range(_LONGEST):
            link = self._at(start, end)
            if link is None or link.to_end > start or (link.to_start < self._shift) != (start < self._shift) or self._parted(link):
                return
            start, end = link.to_start, link.to_end
            yield start, end

    def _at(self, start: int, end: int) -> Link | None:
        """Return the link of a span: a phrase is linked without what follows its head noun, but never by the owner that opens it."""
        found = [k for k in self._from.get(start, ()) if k.end <= end and (k.end == end or not self._is_owner(k))]
        return max(found, key=lambda k: k.end, default=None)

    def _is_owner(self, link: Link) -> bool:
        """Tell whether a link is that of "its" in "its men" or of "the group" in "the group's men"."""
        return self._text[link.end : link.end + 1] in {"'", "’"} or fold(self._text[link.start : link.end]) in PRONOUNS

    def _parted(self, link: Link) -> bool:
        """Tell whether a link leads from a speaker's own words to that speaker, who would have said "I" or "we"."""
        for number in self._contents.at(link.start):
            quotation = self._quotations[number]
            for start, end in quotation.content:
                if start <= link.start < end and share_inside(start, end, self._quoted) >= _VERBATIM:
                    return any(a < link.to_end and link.to_start < b for a, b in quotation.source)
        return False
