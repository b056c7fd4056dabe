"""Figure claims: how many of what, where, as of when, by whose count."""

from __future__ import annotations

from datetime import date

import pytest
from actor_reading import Story
from record_reading import event, figures, resolved


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("12", (12, 12, 12)),
        ("at least 12", (12, 12, None)),
        ("more than 40", (40, None, None)),
        ("up to 300", (None, None, 300)),
        ("between 20 and 30", (20, None, 30)),
    ],
)
def test_a_bound_stays_a_bound(words: str, bounds: tuple[float | None, ...]) -> None:
    (figure,) = figures(resolved(Story(f"The blast killed {words} soldiers.")))
    assert (figure.low, figure.best, figure.high) == bounds


def test_a_population_has_its_speaker_its_place_and_its_year() -> None:
    text = "By the 2012 census, 450,000 people live in Kharkiv, the mayor said."
    story = Story(text, published=date(2026, 5, 20)).mention("LOCATION", "Kharkiv")
    story.quote("the mayor", "said", "By the 2012 census, 450,000 people live in Kharkiv")
    (figure,) = figures(resolved(story))
    assert figure.best == 450_000
    assert figure.said_by[-1].name == "the mayor"
    assert figure.place is not None
    assert figure.place.name == "Kharkiv"
    assert figure.as_of is not None
    assert figure.as_of.start.year == 2012
    assert figure.status == "ongoing"


def test_a_population_and_its_people_are_linked_to_nobody() -> None:
    story = Story("Some 40,000 Ardoun live along the river.").mention("GROUP", "Ardoun")
    (figure,) = figures(resolved(story))
    assert figure.of is not None
    assert (figure.of.text, figure.of.actor) == ("Ardoun", None)


def test_a_year_an_age_and_a_unit_are_no_counts() -> None:
    story = Story("In 2021 the 3rd Brigade arrested a 40-year-old man.", published=date(2026, 5, 20))
    assert figures(resolved(story)) == []


def test_a_number_of_words_only_has_no_claim_of_precision() -> None:
    (figure,) = figures(resolved(Story("The blast killed dozens of soldiers.")))
    assert figure.best is None


def test_a_denied_count_is_negated() -> None:
    story = Story("The army denied that 12 soldiers were killed.").mention("ORGANIZATION", "The army")
    (figure,) = figures(resolved(story.quote("The army", "denied", "that 12 soldiers were killed")))
    assert figure.status == figure.evidence[0].status == "negated"


def test_no_place_is_guessed_for_a_count_where_the_sentence_names_two() -> None:
    story = Story("In Kharkiv and in Sumy, 12 soldiers were killed.").mention("LOCATION", "Kharkiv", "Sumy")
    assert figures(resolved(story))[0].place is None


def test_the_losses_of_a_refuge_are_placed_by_region() -> None:
    story = Story("In Kharkiv, 12 patients were killed at a hospital.").mention("LOCATION", "Kharkiv").mention("FACILITY", "a hospital")
    place = figures(resolved(story))[0].place
    assert place is not None
    assert place.precision == "admin1"


def test_two_counts_of_one_sentence_are_two_claims_and_the_nearest_event_holds_each() -> None:
    story = Story("Rockets hit the ford, killing 12 soldiers, and troops stormed the camp, wounding 30.")
    made = resolved(story.frame("hit", "ASSAULT").frame("stormed", "ASSAULT"))
    assert len(figures(made)) == 2
    assert [c.best for c in event(made, "hit").casualties] == [12]
    assert [c.best for c in event(made, "stormed").casualties] == [30]
