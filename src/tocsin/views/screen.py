"""The first screen as a value: sections of sentences, each of whose words may link to records and to words of the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.model.span import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence with what they link to: ids of claims and quotations, and words of the document."""

    text: str
    claims: tuple[str, ...] = ()
    quotations: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def linked(self) -> bool:
        """Whether these words link to anything."""
        return bool(self.claims or self.quotations or self.spans)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One plain sentence, in pieces; ``under`` holds sentences that explain it and are shown indented below it."""

    pieces: tuple[Piece, ...]
    under: tuple[Sentence, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as a person reads it."""
        return "".join(p.text for p in self.pieces)

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims that the sentence links to, in its order."""
        return tuple(dict.fromkeys(c for p in self.pieces for c in p.claims))

    @property
    def quotations(self) -> tuple[str, ...]:
        """Ids of the quotations that the sentence links to, in its order."""
        return tuple(dict.fromkeys(q for p in self.pieces for q in p.quotations))

    @property
    def spans(self) -> tuple[Span, ...]:
        """Words of the document that the sentence links to, in its order."""
        return tuple(s for p in self.pieces for s in p.spans)


@dataclass(frozen=True, slots=True)
class Section:
    """Some sentences under one heading; ``key`` is a word that views and tests may rely on."""

    key: str
    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """What a reader with no codebook understands of one report at once, main things first."""

    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """The whole screen as plain lines."""
        made: list[str] = []
        for section in self.sections:
            made.append(section.heading)
            for sentence in section.sentences:
                made.append(f"  {sentence.text}")
                made.extend(f"    {u.text}" for u in sentence.under)
        return "\n".join(made)

    def section(self, key: str) -> Section | None:
        """Return the section of that key, or None where the report gives no cause for it."""
        return next((s for s in self.sections if s.key == key), None)


def sentence(*parts: str | Piece | Iterable[Piece], under: Iterable[Sentence] = ()) -> Sentence:
    """Return a sentence of words and linked pieces."""
    pieces: list[Piece] = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(Piece(part))
        elif isinstance(part, Piece):
            pieces.append(part)
        else:
            pieces.extend(part)
    return Sentence(tuple(p for p in pieces if p.text), tuple(under))


def in_prose(pieces: Iterable[Piece], last: str = "and", most: int = 4, *, divider: str = ", ") -> tuple[Piece, ...]:
    """Return pieces as a list in prose, the first ``most`` of them, then how many more there are."""
    given = list(pieces)
    shown = given if len(given) <= most + 1 else given[:most]
    rest = given[len(shown) :]
    if rest:
        claims = tuple(dict.fromkeys(c for p in rest for c in p.claims))
        shown = [*shown, Piece(f"{len(rest)} more", claims)]
    made: list[Piece] = []
    for index, piece in enumerate(shown):
        if index:
            made.append(Piece(f" {last} " if index == len(shown) - 1 else divider))
        made.append(piece)
    return tuple(made)
