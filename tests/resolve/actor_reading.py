"""Readings made by hand: pieces of a text that a test wrote, found by their words and never by the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tocsin.model.document import Document
from tocsin.model.reading import Argument, Frame, Mention, MentionType, Offsets, Quotation, Reading, Sentence
from tocsin.model.source import Source

_SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”’)]*(?=\s|$)|(?=\n\n)|$)", re.DOTALL)


class Story:
    """One report under construction; a piece is named by its words, ``words@2`` is their second occurrence."""

    def __init__(self, text: str, *, title: str | None = None, source: Source | None = None) -> None:
        digest = "0" * 64
        self.document = Document(
            id=digest, ref="story", sha256=digest, text=text, title=title, title_apart=title is not None, source=source
        )
        self.words = self.document.words
        self._mentions: list[Mention] = []
        self._quotations: list[Quotation] = []
        self._frames: list[Frame] = []

    def find(self, piece: str) -> Offsets:
        """Return where a piece stands in ``Document.words``."""
        words, _, nth = piece.partition("@")
        at = -1
        for _ in range(int(nth or 1)):
            at = self.words.index(words, at + 1)
        return at, at + len(words)

    def mention(self, kind: MentionType, *pieces: str) -> Story:
        """Mark mentions of one type."""
        self._mentions += [Mention(*self.find(p), kind, 0.9) for p in pieces]
        return self

    def quote(self, source: str | None, cue: str | None, content: str, *, parent: int | None = None) -> Story:
        """Mark an attribution."""
        spans = [(self.find(p),) if p else () for p in (source, cue, content)]
        self._quotations.append(Quotation(spans[0], spans[1], spans[2], 0.9, parent))
        return self

    def frame(self, trigger: str, kind: str, **roles: str | Sequence[str]) -> Story:
        """Mark an event with its arguments by role."""
        arguments = [
            Argument(role, *self.find(p), 0.9) for role, pieces in roles.items() for p in ([pieces] if isinstance(pieces, str) else pieces)
        ]
        self._frames.append(Frame(*self.find(trigger), kind, 0.9, (), "occurred", 0.9, tuple(arguments), 0))
        return self

    def reading(self) -> Reading:
        """Return what was marked as a reading."""
        sentences: list[Sentence] = []
        shift = self.document.shift
        for match in _SENTENCE.finditer(self.words):
            paragraph = self.words.count("\n\n", 0, match.start())
            part = "headline" if match.start() < shift else "lede" if paragraph <= 1 else "body"
            sentences.append(Sentence(match.start(), match.end(), paragraph, part))
        mentions = tuple(sorted(self._mentions, key=lambda m: m.start))
        numbered = [replace(f, sentence=next(i for i, s in enumerate(sentences) if s.start <= f.start < s.end)) for f in self._frames]
        empty = np.zeros((len(sentences), 384), dtype=np.float32)
        return Reading(self.document, 0.9, tuple(sentences), mentions, tuple(self._quotations), tuple(numbered), (), (), (), empty, ())
