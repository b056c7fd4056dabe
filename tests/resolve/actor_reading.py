"""Readings made by hand: pieces of a text that a test wrote, found by their words and never by the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from tocsin.model.document import Document
from tocsin.model.reading import (
    Argument,
    Conditional,
    Frame,
    Link,
    Mention,
    MentionType,
    Offsets,
    Part,
    Quotation,
    Reading,
    Relation,
    Remark,
    Sentence,
    Status,
    Tie,
    Topic,
)
from tocsin.model.source import Source

_SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”’)]*(?=\s|$)|(?=\n\n)|$)", re.DOTALL)


class Story:
    """One report under construction; a piece is named by its words, ``words@2`` is their second occurrence."""

    def __init__(
        self, text: str, *, title: str | None = None, source: Source | None = None, published: date | None = None, name: str = "0"
    ) -> None:
        digest = name * 64
        self.document = Document(
            id=digest, ref="story", sha256=digest, text=text, title=title, title_apart=title is not None, source=source,
            published=published, language="en",
        )  # fmt: skip
        self.words = self.document.words
        self._mentions: list[Mention] = []
        self._quotations: list[Quotation] = []
        self._frames: list[Frame] = []
        self._conditionals: list[Conditional] = []
        self._ties: list[Tie] = []
        self._remarks: list[Remark] = []
        self._links: list[Link] = []
        self._alike: list[tuple[str, ...]] = []
        self._parts: dict[str, Part] = {}

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

    def frame(
        self, trigger: str, kind: str, *, status: Status = "occurred", modes: tuple[str, ...] = (), **roles: str | Sequence[str]
    ) -> Story:
        """Mark an event with its arguments by role."""
        arguments = [
            Argument(role, *self.find(p), 0.9) for role, pieces in roles.items() for p in ([pieces] if isinstance(pieces, str) else pieces)
        ]
        self._frames.append(Frame(*self.find(trigger), kind, 0.9, modes, status, 0.9, tuple(arguments), 0))
        return self

    def conditional(self, condition: str | None, outcome: str, likelihood: str | None = None) -> Story:
        """Mark a conditional or a feared outcome."""
        spans = [self.find(p) if p else None for p in (condition, likelihood)]
        self._conditionals.append(Conditional(spans[0], self.find(outcome), spans[1], 0.9, 0))
        return self

    def tie(self, relation: Relation, cue: str, source: str | None, target: str | None, *, status: Status = "ongoing") -> Story:
        """Mark a relation between two parties."""
        ends = [self.find(p) if p else None for p in (source, target)]
        self._ties.append(Tie(relation, self.find(cue), ends[0], ends[1], status, 0.9, 0))
        return self

    def remark(self, topic: Topic, cue: str, about: str | None, *, status: Status = "ongoing") -> Story:
        """Mark a grievance, momentum, presence or rank."""
        self._remarks.append(Remark(topic, self.find(cue), self.find(about) if about else None, status, 0.9, 0))
        return self

    def link(self, phrase: str, target: str) -> Story:
        """Let a pronoun or phrase take up a mention before it."""
        self._links.append(Link(*self.find(phrase), *self.find(target), 0.9))
        return self

    def alike(self, *pieces: str) -> Story:
        """Let the sentences that hold these pieces mean the same; all other sentences have nothing in common."""
        self._alike.append(pieces)
        return self

    def part(self, piece: str, part: Part) -> Story:
        """Say in which part of the report the sentence that holds a piece stands."""
        self._parts[piece] = part
        return self

    def reading(self) -> Reading:
        """Return what was marked as a reading."""
        sentences: list[Sentence] = []
        shift = self.document.shift
        for match in _SENTENCE.finditer(self.words):
            paragraph = self.words.count("\n\n", 0, match.start())
            part: Part = "headline" if match.start() < shift else "lede" if paragraph <= 1 else "body"
            sentences.append(Sentence(match.start(), match.end(), paragraph, part))

        def row(position: int) -> int:
            return next(i for i, s in enumerate(sentences) if s.start <= position < s.end)

        for piece, named in self._parts.items():
            number = row(self.find(piece)[0])
            sentences[number] = replace(sentences[number], part=named)
        vectors = np.eye(len(sentences), 384, dtype=np.float32)
        for pieces in self._alike:
            rows = [row(self.find(p)[0]) for p in pieces]
            vectors[rows] = vectors[rows[0]]
        return Reading(
            self.document,
            0.9,
            tuple(sentences),
            tuple(sorted(self._mentions, key=lambda m: m.start)),
            tuple(self._quotations),
            tuple(replace(f, sentence=row(f.start)) for f in self._frames),
            tuple(replace(c, sentence=row(c.outcome[0])) for c in self._conditionals),
            tuple(replace(t, sentence=row(t.cue[0])) for t in self._ties),
            tuple(replace(r, sentence=row(r.cue[0])) for r in self._remarks),
            vectors,
            (),
            links=tuple(self._links),
        )
