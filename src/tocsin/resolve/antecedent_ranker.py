"""The ranker: whom a pronoun or a definite phrase takes up of all that the report named before, or nobody.

The candidates are the persons, bodies and places that were named before, each with all its spots so far; a small network of one hidden layer
scores the signs of each and of "nobody", and the softmax over them is the chance of each. `training/train_links.py` fits it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple, Self

import numpy as np

from tocsin.errors import ModelError
from tocsin.model.reading import Link, Reading
from tocsin.resolve.antecedent_columns import SIGNS
from tocsin.resolve.antecedent_signs import Asked, Floats, Named, Signs, name_of
from tocsin.resolve.antecedent_spots import Spot, spots_of
from tocsin.resolve.register import Register, fold

WEIGHTS: Final = Path(__file__).parent / "data" / "links.npz"
_MOST: Final = {"pronoun": 8, "definite": 10}  # candidates; more cost the most time, and bring as much as they take
_REACH: Final = {"pronoun": 5, "definite": 25}
_JOINED: Final = re.compile(r",?\s+and\s+(?:the\s+)?")
_SHORTEST: Final = 2
_WIDEST: Final = 12
_BODIES: Final = frozenset({"ORGANIZATION", "GROUP"})
_SMALL: Final = frozenset({"of", "the", "for", "and", "in", "de", "del"})


@dataclass(frozen=True, slots=True)
class Weights:
    """What was fitted: ``[signs, hidden]`` and so on, and the chance below which nobody is taken up, of pronouns and of phrases."""

    into: Floats
    bias: Floats
    out: Floats
    least_pronoun: float
    least_phrase: float

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Self:
        """Read the weights; raise ModelError where they are missing or were fitted to other signs."""
        try:
            with np.load(path) as kept:
                signs = tuple(str(s) for s in kept["signs"])
                made = cls(kept["into"], kept["bias"], kept["out"], float(kept["least"][0]), float(kept["least"][1]))
        except (OSError, KeyError, ValueError) as error:
            raise ModelError(f"{path}: the weights of antecedents cannot be read ({error}); reinstall tocsin") from error
        if signs != SIGNS:
            raise ModelError(f"{path}: the weights of antecedents were fitted to other signs; run training/train_links.py")
        return made

    def save(self, path: Path, model: str) -> None:
        """Write the weights; ``model`` is the SHA-256 of the reader whose hints they were fitted on."""
        least = np.asarray([self.least_pronoun, self.least_phrase], dtype=np.float32)
        signs, model_sha256 = np.asarray(SIGNS), np.asarray(model)
        np.savez_compressed(path, signs=signs, model_sha256=model_sha256, least=least, into=self.into, bias=self.bias, out=self.out)

    def least(self, spot: Spot) -> float:
        """Return the chance below which nobody is taken up."""
        return self.least_pronoun if spot.form == "pronoun" else self.least_phrase

    def chances(self, rows: Floats) -> Floats:
        """Return the chance of each candidate and, last, of nobody."""
        hidden = rows @ self.into
        hidden += self.bias
        np.maximum(hidden, 0, out=hidden)
        scores = hidden @ self.out
        grown = np.exp(scores - np.maximum.reduce(scores))
        return np.asarray(grown / np.add.reduce(grown), dtype=np.float32)


@cache
def _shipped() -> Weights:
    return Weights.load()


class Question(NamedTuple):
    """A phrase with its candidates and their signs, the last row being nobody's; ``text`` is the report's."""

    asked: Asked
    before: tuple[Named, ...]
    rows: Floats
    text: str

    def likeliest(self, weights: Weights) -> tuple[Named | None, float]:
        """Return the likeliest candidate and its chance; none where "and" joins it to the next likeliest, as neither is then meant before the other.

        "He" may be the first of two, and "the president" the one of two who was called so.
        """
        if not self.before:
            return None, 0.0
        chances = weights.chances(self.rows).tolist()[:-1]
        chance = max(chances)
        first = chances.index(chance)
        best = self.before[first]
        told_apart = self.asked.by == "he" or (self.asked.by == "one person" and self.asked.spot.head in best.heads)
        if len(chances) > 1 and not told_apart:
            chances[first] = -1.0
            one, other = sorted((best.spots[-1].whole, self.before[chances.index(max(chances))].spots[-1].whole))
            if _JOINED.fullmatch(self.text, one[1], other[0]):
                return None, 0.0
        return best, chance


class Walk:
    """Goes through a report from phrase to phrase; after each question it is told the answer."""

    def __init__(self, register: Register, reading: Reading) -> None:
        self.register = register
        self.reading = reading
        self._signs = Signs(register, reading)
        self._known = 0
        self._recent: dict[int, Named] = {}
        self._by_name: dict[str, Named] = {}
        self._by_entry: dict[str, Named] = {}
        self._by_edge: dict[tuple[str, ...], dict[int, Named]] = {}
        self._speaker: Named | None = None
        self._shift = reading.document.shift
        self._text = reading.document.words

    def questions(self) -> Iterator[Question]:
        """Yield the questions in the order of the text; ``answer`` is to be called after each."""
        for spot in spots_of(self.reading):
            if not spot.asks:
                self._settle(spot, self._same(spot))
                continue
            asked = self._signs.asked(spot)
            before = self._candidates(spot)
            yield Question(asked, tuple(before), self._signs.rows(asked, before, self._speaker), self._text)

    def answer(self, spot: Spot, found: Named | None) -> None:
        """Say whom a phrase takes up; a definite phrase that takes up nobody names somebody itself, a pronoun does not."""
        if found is not None or spot.form != "pronoun":
            self._settle(spot, found)

    def _candidates(self, spot: Spot) -> list[Named]:
        reach, most = _REACH[spot.form], _MOST[spot.form]
        near: list[Named] = []
        for named in reversed(self._recent.values()):
            last = named.spots[-1]
            if spot.sentence - last.sentence > reach or len(near) == most:
                break
            if last.end <= spot.start and (last.start < self._shift) == (spot.start < self._shift):
                near.append(named)
        return near[::-1]

    def _settle(self, spot: Spot, found: Named | None) -> None:
        if found is None:
            found = self._signs.introduce(self._known, spot)
            self._known += 1
        else:
            self._recent.pop(found.number)
            self._signs.join(found, spot)
        self._recent[found.number] = found
        if spot.form == "name":
            for name in found.names:
                if self._by_name.setdefault(name, found) is found:
                    for edge in _edges(name, found.kind):
                        self._by_edge.setdefault(edge, {})[found.number] = found
            if found.entry:
                self._by_entry.setdefault(found.entry, found)
        if spot.source:
            self._speaker = found

    def _same(self, spot: Spot) -> Named | None:
        """Return whoever has this name already: the same words, the same actor of the register, a shorter or a longer form of one name."""
        if spot.form != "name":
            return None
        name, entry = name_of(spot.words), self._signs.entry(spot)
        if found := self._by_name.get(name) or (self._by_entry.get(entry) if entry else None):
            return found
        words = tuple(name.split())
        if spot.kind == "PERSON":
            others = self._by_edge.get(("person", words[-1]), {}) if words else {}
            return next((o for o in reversed(others.values()) if any(_shorter(words, n.split()) for n in o.names)), None)
        letters = spot.words.replace(".", "")
        short = ("initials", fold(letters)) if letters.isupper() else ("edge", *words) if len(words) >= _SHORTEST else ()
        return next(reversed(self._by_edge.get(short, {}).values()), None) if spot.kind in _BODIES else None


def _edges(name: str, kind: str) -> Iterator[tuple[str, ...]]:
    """Yield what a shorter form of a name is looked up by: a person's last name, a body's initials and the words that open or close its name."""
    words = name.split()
    if kind == "PERSON":
        yield from [("person", words[-1])] if words else []
    elif kind in _BODIES:
        yield "initials", "".join(w[0] for w in words if w not in _SMALL)
        for many in range(_SHORTEST, min(len(words), _WIDEST)):
            yield "edge", *words[:many]
            yield "edge", *words[-many:]


def _shorter(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether one name of a person is the other without some words, with the same last one."""
    return bool(one and other) and one[-1] == other[-1] and (set(one) <= set(other) or set(other) <= set(one))


def find_antecedents(register: Register, reading: Reading, weights: Weights | None = None) -> tuple[Link, ...]:
    """Return whom each pronoun and definite phrase of a report takes up, where the likeliest candidate is likely enough.

    A link leads to the last spot before the phrase that names the candidate: to a name where there is one, else to a phrase.
    """
    weights = weights or _shipped()
    walk = Walk(register, reading)
    made = []
    for question in walk.questions():
        spot = question.asked.spot
        found, chance = question.likeliest(weights)
        if found is not None and chance >= weights.least(spot):
            telling = found.telling or found.spots[-1]
            made.append(Link(spot.whole[0], spot.end, *telling.whole, chance))
        else:
            found = None
        walk.answer(spot, found)
    return tuple(made)
