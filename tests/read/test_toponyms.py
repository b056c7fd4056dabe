"""Names of places within place phrases."""

import re

import pytest

from tocsin.read.toponyms import is_bare_name, is_institution, trimmed, whole_names, with_object
from tocsin.read.window import _NO_NAME


@pytest.mark.parametrize(
    ("phrase", "tagged", "wanted"),
    [
        ("the town of Marenda, Kessaby", ["Marenda", "Kessaby"], ["Marenda", "Kessaby"]),
        ("northern Kessaby", ["Kessaby"], ["Kessaby"]),
        ("Gulf of Ardan", ["Gulf", "Ardan"], ["Gulf of Ardan"]),
        ("the Ardan river", ["Ardan"], ["Ardan"]),
        ("the Ardan River", ["Ardan"], ["Ardan River"]),
        ("Al Huwara", ["Huwara"], ["Al Huwara"]),
        ("Ar Rakka province", ["Ar"], ["Ar Rakka"]),
        ("Marenda’s outskirts", ["Marenda’s"], ["Marenda"]),
        ("Kessaby's Marenda district", ["Kessaby", "Marenda"], ["Kessaby", "Marenda"]),
        ("The Lower Ardan", ["Ardan"], ["Ardan"]),
        ("Marenda farms", ["Marenda"], ["Marenda"]),
        ("Marenda Public Library", ["Marenda"], ["Marenda"]),
        ("the University of Kessaby", ["Kessaby"], ["Kessaby"]),
        ("Marenda, Okla.", ["Marenda", "Okla"], ["Marenda", "Okla."]),
    ],
)
def test_whole_names(phrase: str, tagged: list[str], wanted: list[str]) -> None:
    text = f"Fighting went on in {phrase} on Friday."
    at = text.index(phrase)
    names = [m.span() for name in tagged for m in [re.compile(re.escape(name)).search(text, at)] if m]
    assert [text[a:b] for a, b in whole_names(text, (at, at + len(phrase)), names)] == wanted


def test_names_are_clipped_to_their_phrase() -> None:
    text = "Talks in Marenda Kessaby failed."
    assert whole_names(text, (9, 16), [(9, 24)]) == [(9, 16)]


@pytest.mark.parametrize(("name", "wanted"), [("Line", "Line of Control"), ("Marenda", "Marenda"), ("Port Askar", "Port Askar")])
def test_a_name_of_one_word_takes_its_object(name: str, wanted: str) -> None:
    text = "They fired across the Line of Control, at Marenda and at Port Askar of old."
    at = text.index(name)
    a, b = with_object(text, (at, at + len(name)))
    assert text[a:b] == wanted


@pytest.mark.parametrize(
    ("words", "bare"), [("the", True), ("walls of", True), ("an", True), ("the town", False), ("the Hague", False), ("— — — —" * 40, True)]
)
def test_function_words_alone_are_no_entity(words: str, bare: bool) -> None:
    assert bool(_NO_NAME.fullmatch(words)) is bare


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("He left Norman, Okla. It rained.", "Okla", "Okla."),
        ("A U.S. envoy left.", "U.S", "U.S."),
        ("They met in Marenda. It rained.", "Marenda", "Marenda"),
        ("A senator, R-Marenda, spoke.", "R-Marenda", "Marenda"),
        ("In Marenda’s centre.", "Marenda’s", "Marenda"),
        ("Shots in South L.A.. Two fled.", "South L.A..", "South L.A."),
    ],
)
def test_a_name_keeps_its_stop_and_loses_what_is_not_its_own(text: str, name: str, wanted: str) -> None:
    at = text.index(name)
    a, b = trimmed(text, (at, at + len(name)))
    assert text[a:b] == wanted


@pytest.mark.parametrize(
    ("words", "institution", "bare"),
    [
        ("Marenda Public Library", True, False),
        ("the Marenda Hotel", True, False),
        ("Verduin", False, True),
        ("the Hesco", False, True),
        ("Hibra Village", False, False),
        ("these highways", False, False),
        ("the new city", False, False),
    ],
)
def test_the_last_word_tells_what_a_phrase_is(words: str, institution: bool, bare: bool) -> None:
    assert (is_institution(words), is_bare_name(words)) == (institution, bare)
