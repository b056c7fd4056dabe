"""Sentences end where a reader would end them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read.sentences import sentence_spans


def pieces(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gen. A. Hamdan met Mr. Lee. He left.", ["Gen. A. Hamdan met Mr. Lee.", "He left."]),
        ("He fled to the U.S. on Jan. 5. Nobody followed.", ["He fled to the U.S. on Jan. 5.", "Nobody followed."]),
        ("“We hold the bridge.” The caller hung up.", ["“We hold the bridge.”", "The caller hung up."]),
        ("Will they talk? Nobody knows!", ["Will they talk?", "Nobody knows!"]),
        ("Some 2.4 million people fled. They walked.", ["Some 2.4 million people fled.", "They walked."]),
        ("A headline\n\nThe lede follows.", ["A headline", "The lede follows."]),
        ("It began… and it ended.", ["It began… and it ended."]),
        ("gen. a. hamdan met mr. lee. he left.", ["gen. a. hamdan met mr. lee.", "he left."]),
        ("he fled to the u.s.  nobody followed.", ["he fled to the u.s.", "nobody followed."]),
        ("“will they stop?” he asked. nobody knew!", ["“will they stop?” he asked.", "nobody knew!"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, wanted: list[str]) -> None:
    assert pieces(text) == wanted


@given(st.text(alphabet=st.sampled_from("aB. !?\n\"”'1…"), max_size=80))
def test_no_character_but_space_is_lost_or_told_twice(text: str) -> None:
    spans = list(sentence_spans(text))
    assert all(a < b for a, b in spans)
    assert all(x[1] <= y[0] for x, y in pairwise(spans))
    outside = "".join(text[b:a] for b, a in zip([0, *[s[1] for s in spans]], [*[s[0] for s in spans], len(text)], strict=True))
    assert not outside.strip()
