"""Who owns up to a deed is its actor."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tocsin.model.reading import Argument
from tocsin.read.claimed import with_claimant
from tocsin.read.engine import Seen, Words
from tocsin.read.view import Part, View

SOURCE, TARGET = 0, 1


def view(text: str) -> View:
    """A view of one sentence whose words are cut at blanks; its numbers are all zero."""
    ends = np.cumsum([len(w) + 1 for w in text.split()]) - 1
    starts = np.asarray([e - len(w) for e, w in zip(ends, text.split(), strict=True)])
    size = np.arange(len(ends))
    none: Any = np.zeros((len(ends), 1), dtype=np.float32)
    words = Words(starts, ends, size, size, np.zeros_like(size))
    return View(text, words, Seen(0, 0, len(ends), none, none, none, none, size), np.zeros_like(size), {}, {})


def part(seen: View, words: str, role: int) -> Part:
    start = seen.text.index(words)
    return Part(*seen.rows(start, start + len(words)), role, 0.9)


def claimant(words: str, deed: str, *, source: str | None = None, target: str | None = None, name: str | None = None) -> list[str]:
    seen = view(words)
    head = part(seen, deed, 0).first
    parties = [part(seen, w, role) for w, role in ((source, SOURCE), (target, TARGET)) if w]
    named = part(seen, name, 0) if name else None
    found = with_claimant(seen, head, [], parties, [(named.first, named.last)] if named else [])
    return [seen.text[a.start : a.end] for a in found]


@pytest.mark.parametrize(
    "words",
    [
        "The Red Front claimed responsibility for the raid on Hafen",
        "The Red Front on Monday took full responsibility for a deadly raid",
        "The Red Front has claimed credit for the raid",
        "They condemned the raid for which The Red Front has claimed responsibility",
    ],
)
def test_who_claims_responsibility_for_a_deed_did_it(words: str) -> None:
    assert claimant(words, "raid", source="The Red Front") == ["The Red Front"]
    assert claimant(words, "raid", name="The Red Front") == ["The Red Front"]


@pytest.mark.parametrize(
    "words",
    [
        "The Red Front condemned the raid on Hafen",
        "The Red Front claimed responsibility for the fire that the raid ended",
        "The raid came after The Red Front claimed responsibility",
        "No Front claimed responsibility for the raid",
    ],
)
def test_nobody_is_tied_to_a_deed_that_is_not_claimed(words: str) -> None:
    assert claimant(words, "raid", source="The Red Front" if "The Red" in words else "Front") == []


def test_the_target_claims_nothing() -> None:
    assert claimant("After Hafen fell guards claimed responsibility for the raid", "raid", target="Hafen") == []


def test_a_deed_with_an_actor_keeps_it() -> None:
    seen = view("The Red Front claimed responsibility for the raid by guards")
    guards = Argument("actor", *seen.chars(part(seen, "guards", SOURCE).first, seen.size), 0.9)
    assert with_claimant(seen, part(seen, "raid", 0).first, [guards], [part(seen, "The Red Front", SOURCE)], []) == [guards]
