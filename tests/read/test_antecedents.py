"""What pronouns and phrases may take up: who is asked about, and what the head says of each mention before."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

import numpy as np

from tocsin.model.reading import Mention
from tocsin.read.antecedents import find_links

TEXT = "Anna Berg met the Front of the River in Kaduna. Its fighters left the town, she said."


@dataclass
class Window:
    """A window of which the antecedent head points at chosen words with a chosen strength."""

    points_at: dict[str, dict[str, float]] = field(default_factory=dict)
    text: str = TEXT
    skip: int = 0

    def __post_init__(self) -> None:
        found = list(re.finditer(r"\w+|[^\w\s]", self.text))
        self.words = [m.group() for m in found]
        self.starts, self._ends = [m.start() for m in found], [m.end() for m in found]
        self.size = len(found)

    def rows(self, start: int, end: int) -> tuple[int, int]:
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def chars(self, first: int, last: int) -> tuple[int, int]:
        return self.starts[first], self._ends[last - 1]

    def pointed(self, _head: str, at: list[int], places: np.ndarray) -> np.ndarray:
        chances = np.zeros((len(at), len(places)), dtype=np.float32)
        for n, i in enumerate(at):
            for words, chance in self.points_at.get(self.words[i], {}).items():
                for k, place in enumerate(places.tolist()):
                    if self.words[place] in words.split():
                        chances[n, k] = chance
        return chances


def mention(words: str, kind: str) -> Mention:
    start = TEXT.index(words)
    return Mention(start, start + len(words), kind, 0.9)  # type: ignore[arg-type]


MENTIONS = [mention("Anna Berg", "PERSON"), mention("the Front of the River", "ORGANIZATION"), mention("Kaduna", "LOCATION")]


def hints(window: Window, *phrases: str) -> dict[tuple[str, str], float]:
    spans = [(TEXT.index(p), TEXT.index(p) + len(p)) for p in phrases]
    found = find_links(window, MENTIONS, spans)  # type: ignore[arg-type]
    return {(TEXT[link.start : link.end], TEXT[link.to_start : link.to_end]): round(link.score, 2) for link in found}


def test_each_mention_that_the_head_points_at_is_told_with_its_chance():
    window = Window({"Its": {"the Front": 0.9, "Anna Berg": 0.1}, "she": {"Anna Berg": 0.8}})
    assert hints(window) == {("Its", "Anna Berg"): 0.1, ("Its", "the Front of the River"): 0.9, ("she", "Anna Berg"): 0.8}


def test_a_definite_phrase_is_asked_about_by_its_head_noun():
    window = Window({"town": {"Kaduna": 0.9}})
    assert hints(window, "the town") == {("the town", "Kaduna"): 0.9}


def test_a_name_with_an_article_takes_up_nothing():
    window = Window({"Front": {"Anna Berg": 0.9}, "River": {"Anna Berg": 0.9}})
    assert hints(window, "the Front of the River") == {}


def test_next_to_nothing_is_left_out():
    assert hints(Window({"Its": {"the Front": 0.01}})) == {}


def test_what_stands_behind_a_phrase_is_not_taken_up():
    text = "Its fighters left the town, said Anna Berg."
    later = Mention(text.index("Anna"), text.index("Anna") + 9, "PERSON", 0.9)
    assert find_links(Window({"Its": {"Anna Berg": 0.9}}, text=text), [later], []) == []  # type: ignore[arg-type]
