"""Figures keep their bounds and their unit; counts know what was counted, and what gives no number stays null."""

import pytest

from tocsin.resolve.number_counts import find_counts
from tocsin.resolve.numbers import NumberValue, resolve_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("86,000", 86_000),
        ("2.4 million", 2_400_000),
        ("two hundred and six", 206),
        ("twenty-five", 25),
        ("half a million", 500_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("three thousand four hundred", 3400),
        ("3 lakh", 300_000),
        ("5 crore", 50_000_000),
        ("1.5bn", 1_500_000_000),
        ("10 000", 10_000),
        ("1,50,000", 150_000),
    ],
)
def test_exact_numbers_in_digits_and_words(text, number):
    value = resolve_number(text)
    assert (value.low, value.best, value.high) == (number, number, number)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("more than 40", (40, None, None)),
        ("over 40", (40, None, None)),
        ("at least 12", (12, 12, None)),
        ("no fewer than 12", (12, 12, None)),
        ("up to 300", (None, None, 300)),
        ("fewer than 30", (None, None, 30)),
        ("about 800", (None, 800, None)),
        ("some 2.4 million", (None, 2_400_000, None)),
        ("nearly 50", (None, 50, None)),
        ("10,000 to 15,000", (10_000, None, 15_000)),
        ("30-40", (30, None, 40)),
        ("between 35 and 40 people", (35, None, 40)),
        ("2-3 million people", (2_000_000, None, 3_000_000)),
        ("No one", (0, 0, 0)),
        ("the pair", (2, 2, 2)),
    ],
)
def test_bounds_and_ranges_leave_the_other_ends_null(text, ends):
    value = resolve_number(text)
    assert (value.low, value.best, value.high) == ends


@pytest.mark.parametrize(
    "text", ["dozens", "scores of villagers", "many", "tens of thousands", "several hundred fighters", "hundreds of thousands"]
)
def test_vague_quantities_have_no_number(text):
    value = resolve_number(text)
    assert value.vague
    assert (value.low, value.best, value.high) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12 people", "people"),
        ("six soldiers", "people"),
        ("two of their comrades", "people"),
        ("one engineer", "people"),
        ("2,000 families", "families"),
        ("45 percent", "percent"),
        ("12%", "percent"),
        ("$5 million", "USD"),
        ("over 9 billion euros", "EUR"),
        ("45,000 pesos", "pesos"),
        ("10 km", "kilometres"),
        ("six miles north-east of the dam", "miles"),
        ("20 square kilometres", "square kilometres"),
        ("300 tonnes of flour", "tonnes"),
        ("140 fuel lorries", "lorries"),
        ("41", None),
    ],
)
def test_units_are_people_money_measures_or_the_counted_noun(text, unit):
    assert resolve_number(text).unit == unit


def test_a_text_without_a_figure_has_none():
    assert resolve_number("the army") is None
    assert resolve_number("") is None


def counts(sentence):
    return [(sentence[c.start : c.end], sentence[slice(*c.noun)] if c.noun else None, c.role) for c in find_counts(sentence)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The raid killed at least 12 people and wounded 30 others.", [("at least 12", "people", "killed"), ("30", "others", "injured")]),
        ("12 people were killed when a bomb went off.", [("12", "people", "killed")]),
        ("A blast left 30 wounded.", [("30", None, "injured")]),
        ("The attack had a death toll of 41.", [("41", None, "killed")]),
        ("Fighting displaced some 2,000 families.", [("some 2,000", "families", "displaced")]),
        ("There were 86,000 Ardoun by the 2012 census.", [("86,000", "Ardoun", "population")]),
        ("The group has 3,000 fighters.", [("3,000", "fighters", "membership")]),
        ("The 3,000-strong militia left.", [("3,000", None, "membership")]),
        ("Four soldiers and two civilians were killed.", [("Four", "soldiers", "killed"), ("two", "civilians", "killed")]),
        ("It killed three soldiers and two civilians.", [("three", "soldiers", "killed"), ("two", "civilians", "killed")]),
        ("Gunmen abducted eleven farmers and eight are missing.", [("eleven", "farmers", "captured"), ("eight", None, "missing")]),
        ("The detention of three citizens drew protests.", [("three", "citizens", "captured")]),
        ("They fired two missiles.", [("two", "missiles", "other")]),
        ("The army freed six prisoners.", [("six", "prisoners", "other")]),
        ("Police seized three telephones.", [("three", "telephones", "other")]),
        ("The region, home to 3,000 herders, is dry.", [("3,000", "herders", "population")]),
        ("About 300 residents, with their elders, held a vigil.", [("About 300", "residents", "other")]),
        ("It killed a dozen people, one of several attacks.", [("a dozen", "people", "killed")]),
        ("Eleven were killed and four surrendered.", [("Eleven", None, "killed"), ("four", None, "captured")]),
    ],
)
def test_counts_have_their_noun_and_role(sentence, found):
    assert counts(sentence) == found


def test_many_dead_is_a_count_without_a_number():
    for sentence in ("The raid left many dead.", "The raid left scores dead."):
        (count,) = find_counts(sentence)
        assert count.role == "killed"
        assert count.value == NumberValue(None, None, None, "people", vague=True)


def test_no_one_was_hurt_is_zero_and_not_one():
    (count,) = find_counts("No one was hurt.")
    assert (count.role, count.value.best) == ("injured", 0)


def test_a_toll_that_grew_is_cumulative_and_an_earlier_one_is_not():
    _, total = find_counts("Two more died, bringing the toll to 41.")
    assert (total.role, total.value.best, total.cumulative) == ("killed", 41, True)
    (headline,) = find_counts("Death Toll Rises to 41")
    assert (headline.role, headline.cumulative) == ("killed", True)
    (earlier,) = find_counts("It raised an earlier toll of five.")
    assert (earlier.role, earlier.cumulative) == ("killed", False)


def test_including_marks_a_part_of_the_count_before_it():
    total, part = find_counts("Shells killed nine people, including three children.")
    assert (total.part, part.part, part.role) == (False, True, "killed")


@pytest.mark.parametrize(
    "sentence",
    [
        "In March 2021 they met at 14:05.",
        "The 53rd Brigade left on 5 May 2014.",
        "John Adu, 34, spoke under Article 5.",
        "The last was John Adu, also 34, who spoke.",
        "She was 15 when she left.",
        "A 20-year-old student spoke.",
        "M23 rebels carried AK-47 rifles.",
        "Resolution 1701 held for three years.",
        "Unit 731 and Flight 17 are names.",
        "One day one of these may change.",
    ],
)
def test_dates_ages_designations_and_sections_are_no_counts(sentence):
    assert counts(sentence) == []


def test_known_time_expressions_may_be_given():
    sentence = "On 5 May it killed 12 people."
    assert [c.value.best for c in find_counts(sentence, [(3, 8)])] == [12]
