"""Fitting the ranker of antecedents: it learns which sign tells the right one, and its thresholds keep their aims."""

from __future__ import annotations

import numpy as np

import train_links
from queries import Query
from tocsin.resolve.antecedent_columns import SIGNS


def toy(rng: np.random.Generator) -> train_links.Case:
    """A question of three candidates and nobody, of whom the one with the same head noun is right."""
    rows = rng.random((4, len(SIGNS))).astype(np.float32) * 0.1
    right = np.zeros(4, dtype=bool)
    at = int(rng.integers(4))
    right[at] = True
    rows[:, SIGNS.index("head_same")] = right & (np.arange(4) < 3)
    rows[3, SIGNS.index("none")] = 1
    return train_links.Case(rows, right, 1.0)


def test_the_fit_learns_the_sign_that_tells(monkeypatch):
    monkeypatch.setattr(train_links, "EPOCHS", 6)
    rng = np.random.default_rng(1)
    weights = train_links.fit([toy(rng) for _ in range(200)])
    tried = [toy(rng) for _ in range(40)]
    hits = sum(bool(c.right[int(weights.chances(c.rows).argmax())]) for c in tried)
    assert hits >= 36


def test_the_threshold_is_the_lowest_that_keeps_its_aim():
    found = [(False, 0.3, False, True), (False, 0.5, True, True), (False, 0.6, True, True), (True, 0.9, True, True)]
    assert train_links.measure(found, least=0.2, pronouns=False) == (2 / 3, 2 / 3)
    pronouns, phrases = train_links.thresholds(found)
    assert (pronouns, phrases) == (0.3, 0.31)


def test_kinds_of_phrases():
    said = {"He": "he, she", "Their": "they", "its": "it", "the group": "the + noun", "the Tehran-backed group": "the X-backed + noun"}
    said |= {"these two groups": "this + noun", "its fighters": "its + noun"}
    assert {words: Query(0, len(words), words, ()).kind for words in said} == said
