"""Names of places made whole: widened where the reader cut them, dropped where they are a direction, found where an official is of a country."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tocsin.model.document import Document
from tocsin.model.reading import Mention, MentionType, Reading
from tocsin.resolve.gazetteer import Gazetteer
from tocsin.resolve.place_names import is_direction, with_whole_names


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


def reading(text: str, *marked: tuple[str, MentionType], names: tuple[str, ...] = ()) -> Reading:
    document = Document(id="d", ref="d", sha256="", text=text)
    mentions = tuple(Mention(text.index(words), text.index(words) + len(words), kind, 1.0) for words, kind in marked)
    made = Reading(document, 1.0, (), mentions, (), (), (), (), (), np.zeros((0, 384), np.float32), ())
    return replace(made, names=tuple(Mention(text.index(words), text.index(words) + len(words), "LOCATION", 1.0) for words in names))


def words(text: str, mentions: tuple[Mention, ...]) -> list[str]:
    return [text[m.start : m.end] for m in mentions]


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("Shells fell on the city of Port-au-Prince.", ("Port-",), ["Port-au-Prince"]),
        ("Rain fell in Rio Grande do Sul on Monday.", ("Rio Grande", "Sul"), ["Rio Grande do Sul"]),
        ("He left the Democratic Republic of the Congo in May.", ("Democratic Republic", "Congo"), ["Democratic Republic of the Congo"]),
        ("Clashes broke out in Guinea-Bissau.", ("Guinea", "Bissau"), ["Guinea-Bissau"]),
        ("Clashes broke out in Côte d'Ivoire.", ("Ivoire",), ["Côte d'Ivoire"]),
        ("A bomb went off in Mexico City on Monday.", ("Mexico",), ["Mexico City"]),
        ("A bomb went off in East Hampton on Monday.", ("East", "Hampton"), ["East Hampton"]),
    ],
)
def test_a_name_that_was_cut_short_is_made_whole(gazetteer: Gazetteer, text: str, cut: tuple[str, ...], whole: list[str]) -> None:
    marked: list[tuple[str, MentionType]] = [(part, "LOCATION") for part in cut]
    assert words(text, with_whole_names(reading(text, *marked), gazetteer).mentions) == whole


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nothing is left of Paris, Texas, after the storm.", "Paris"),
        ("The Killeen council met.", "Killeen"),
        ("In the state of Ohio they met.", "Ohio"),
        ("Dublin City Council met on Monday.", "Dublin"),
        ("He moved to North Texas in May.", "Texas"),
        ("In Zimbabwe the rains began.", "Zimbabwe"),
    ],
)
def test_what_is_no_part_of_the_name_stays_out(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert words(text, with_whole_names(reading(text, (name, "LOCATION")), gazetteer).mentions) == [name]


def test_a_name_does_not_reach_over_the_edge_of_another_mention(gazetteer: Gazetteer) -> None:
    text = "Forces of South Sudan Airways staff met."
    made = with_whole_names(reading(text, ("South", "LOCATION"), ("Sudan Airways", "ORGANIZATION")), gazetteer)
    assert words(text, made.mentions) == ["South", "Sudan Airways"]


@pytest.mark.parametrize(
    ("text", "holder", "names", "found"),
    [
        (
            "The health minister of Northern Ireland spoke.",
            "The health minister of Northern Ireland",
            ("Northern", "Ireland"),
            ["Northern Ireland"],
        ),
        ("The South Sudanese government agreed.", "The South Sudanese government", ("South",), []),
        ("The American South is dry.", "The American South", ("South",), []),
        ("US health officials came.", "US health officials", (), ["US"]),
        ("Indonesia's health minister came.", "Indonesia's health minister", (), ["Indonesia"]),
        ("The government of the United Kingdom agreed.", "The government of the United Kingdom", (), ["United Kingdom"]),
        ("The Bank of America closed.", "The Bank of America", (), []),
        ("The non-United Russia candidates lost.", "The non-United Russia candidates", (), []),
        ("The British agreed.", "The British", (), []),
    ],
)
def test_within_other_mentions_names_are_whole_and_countries_found(
    gazetteer: Gazetteer, text: str, holder: str, names: tuple[str, ...], found: list[str]
) -> None:
    made = with_whole_names(reading(text, (holder, "ORGANIZATION"), names=names), gazetteer)
    assert words(text, made.names) == found


def test_a_direction_is_no_name() -> None:
    assert all(is_direction(one) for one in ("South", "the far north-east", "Northern", "Central"))
    assert not any(is_direction(one) for one in ("South Sudan", "Westland", "Easter", "Southampton"))
