"""How many: units and whom a number counts, sides apart, running totals and parts that no sum adds, names and measures that are no counts."""

from __future__ import annotations

import json

import jsonschema
import pytest
from actor_reading import Story
from record_reading import event, figures, resolved

from tocsin.codebook.casualties import Estimate, adds, losses
from tocsin.resolve.number_counts import find_counts
from tocsin.views.lines import schema_json


def counts(text):
    """Return number words, unit, counted words and role of each count."""
    return [(text[c.start : c.end], c.value.unit, text[slice(*c.noun)] if c.noun else None, c.role) for c in find_counts(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12 soldiers and 30 rebels were killed.", [("12", "people", "soldiers", "killed"), ("30", "people", "rebels", "killed")]),
        ("Shelling killed 12 women and children.", [("12", "people", "women and children", "killed")]),
        ("Some 57% of voters backed the truce.", [("Some 57%", "percent", "voters", "other")]),
        ("Between 5 and 6 percent of refugees return.", [("Between 5 and 6 percent", "percent", "refugees", "other")]),
        ("Donors pledged $3.3bn.", [("$3.3bn", "USD", None, "other")]),
        ("Camps stand 40 miles north of the town.", [("40", "miles", "miles", "other")]),
        ("The 1,500 delegates made their way home.", [("1,500", "people", "delegates", "other")]),
        ("Jets hit six positions of the Ardoun Guard at dawn.", [("six", "positions", "positions of the Ardoun Guard", "other")]),
        ("Some 5,000 of them rallied.", [("Some 5,000", "people", "them", "other")]),
        ("Some 850 Britons left.", [("Some 850", "people", "Britons", "other")]),
        ("Two countries share intelligence.", [("Two", "countries", "countries", "other")]),
        ("Two opposition senators alleged fraud.", [("Two", "people", "opposition senators", "other")]),
        (
            "Eight of the 14 British citizens left.",
            [("Eight", "people", "British citizens", "other"), ("14", "people", "British citizens", "other")],
        ),
        ("Four other European countries helped.", [("Four", "countries", "other European countries", "other")]),
        (
            "The raid killed 5 civilians and 3 fighters, wounded 20 and left 4 missing; 6 rebels were captured.",
            [
                ("5", "people", "civilians", "killed"),
                ("3", "people", "fighters", "killed"),
                ("20", "people", None, "injured"),
                ("4", "people", None, "missing"),
                ("6", "people", "rebels", "captured"),
            ],
        ),
        (
            "Eleven farmers were seized; three were freed.",
            [("Eleven", "people", "farmers", "captured"), ("three", "people", None, "other")],
        ),
        ("A haven for 2.5 million internally displaced people.", [("2.5 million", "people", "internally displaced people", "other")]),
        ("Thirty foreign extremists left.", [("Thirty", "people", "foreign extremists", "other")]),
        ("The army lost 12 men and the rebels 30.", [("12", "people", "men", "killed"), ("30", "people", None, "killed")]),
        ("Police freed 35 students and another 45 later.", [("35", "people", "students", "other"), ("45", "people", None, "other")]),
        ("Photographs show 600 people who died in jail.", [("600", "people", "people", "killed")]),
        ("He has three children and lives there.", [("three", "people", "children", "other")]),
    ],
)
def test_a_count_has_its_unit_whom_it_counts_and_what_befell_them(text, found):
    assert counts(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "“I saw it,” said Jumah Hamdan, 53.",
        "For more than three and a half years they fought.",
        "He serves a seven-and-a-half year term.",
        "It met 223 Battalion at dawn.",
        "The court found that Jan Hall, 24, died of his wounds.",
        "Anna, at 28 the eldest, spoke.",
        "He told Channel 9 so.",
        "There was a 12-minute delay.",
        "The four-star general has a two-room house.",
        "A girl of six was there.",
        "It lasted eight long years.",
        "It was day 12 of the siege.",
    ],
)
def test_ages_lengths_of_time_and_names_are_no_counts(text):
    assert counts(text) == []


def test_a_range_of_shares_is_a_range():
    last = list(find_counts("From 2.25% to 2.5% of voters stayed away."))[-1]
    assert (last.value.low, last.value.high, last.value.unit) == (2.25, 2.5, "percent")


def test_two_shares_are_no_range():
    first = next(find_counts("The vote went 57-29 against the pact."))
    assert (first.value.low, first.value.high) == (57, 57)


@pytest.mark.parametrize(
    "text",
    [
        "The blast brought the toll to 41.",
        "The death toll rose to 41.",
        "This brought to 41 the number of dead.",
        "At least 41 have now died since Monday.",
        "More than 41 people have been killed in three months.",
        "The war has killed 41 people so far.",
    ],
)
def test_a_number_that_includes_earlier_losses_is_cumulative(text):
    (count,) = find_counts(text)
    assert (count.role, count.cumulative) == ("killed", True)


@pytest.mark.parametrize(
    "text", ["The blast killed 41 people.", "41 people have been killed in the blast.", "41 died since help came late."]
)
def test_losses_of_one_happening_are_not_cumulative(text):
    (count,) = find_counts(text)
    assert (count.role, count.cumulative) == ("killed", False)


STORY = "A blast killed 12 people, including three children, bringing the toll to 41. Another blast wounded dozens."


def made():
    story = Story(STORY).frame("killed", "ASSAULT", actor=["A blast"], recipient=["12 people"])
    return resolved(story)


def test_a_part_names_the_figure_that_counts_it_and_a_running_total_says_so():
    whole, part, toll, vague = figures(made())
    assert (whole.category, whole.cumulative, whole.part_of) == ("killed", False, None)
    assert (part.best, part.part_of) == (3, whole.id)
    assert (toll.best, toll.category, toll.cumulative) == (41, "killed", True)
    assert [adds(f) for f in (whole, part, toll, vague)] == [True, False, False, True]


def test_no_sum_adds_a_part_or_a_running_total():
    resolution = made()
    blast = event(resolution, "killed")
    assert losses(resolution.claims, blast, "killed") == Estimate(12, 12, 12)
    assert losses(resolution.claims, blast, "injured") is None


def test_some_of_the_dead_are_part_of_the_last_count_of_them_also_a_sentence_later():
    resolution = resolved(Story("Shells killed 17 people and wounded 40. Three of the dead were children.").frame("killed", "ASSAULT"))
    dead, hurt, some = figures(resolution)
    assert (dead.part_of, hurt.part_of, some.part_of) == (None, None, dead.id)
    assert losses(resolution.claims, event(resolution, "killed"), "killed") == Estimate(17, 17, 17)


def test_a_running_total_alone_stands_for_what_went_on_for_long():
    story = Story("The siege has killed 26 people since May.").frame("siege", "ASSAULT")
    resolution = resolved(story)
    (figure,) = figures(resolution)
    assert figure.cumulative
    assert losses(resolution.claims, event(resolution, "siege"), "killed") == Estimate(26, 26, 26)


def test_marks_that_say_nothing_are_left_out_of_the_record():
    plain, part = (f.model_dump(by_alias=True) for f in (figures(resolved(Story("They own 12 houses.")))[0], figures(made())[1]))
    assert not {"category", "cumulative", "part_of"} & set(plain)
    assert {"category", "part_of"} <= set(part)
    schema = json.loads(schema_json())
    figure = jsonschema.Draft202012Validator({"$ref": "#/$defs/FigureClaim", "$defs": schema["$defs"]})
    for claim in (*figures(made()), *figures(resolved(Story("They own 12 houses.")))):
        figure.validate(claim.model_dump(mode="json", by_alias=True))
    assert "cumulative" not in part


def test_a_sentence_that_goes_on_counting_counts_the_same_people():
    (_, freed) = figures(resolved(Story("Gunmen seized eleven farmers. Three were freed.")))
    assert (freed.best, freed.unit) == (3, "people")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The raid killed nine people, including three children.", [False, True]),
        ("At least 31 people, including 12 women and five children, were killed.", [False, True, True]),
        ("It killed nine people, including three children, and 12 soldiers.", [False, True, False]),
        ("The army killed 15 people, six of them civilians.", [False, True]),
        ("Eighteen people died: ten fighters and eight civilians.", [False, True, True]),
        ("Eighteen people died: ten fighters and nine dogs.", [False, False, False]),
        ("Eleven farmers were seized; three of them were freed.", [False, False]),
        ("Two soldiers and five rebels were killed.", [False, False]),
    ],
)
def test_a_part_of_a_loss_says_so_however_it_is_told(text, parts):
    assert [c.part for c in find_counts(text)] == parts


def test_so_far_before_the_count_makes_a_running_total():
    assert [c.cumulative for c in find_counts("So far 230 people have been killed in the fighting.")] == [True]


def test_seven_or_eight_is_a_range():
    (count,) = find_counts("It ruled some seven or eight million people.")
    assert (count.value.low, count.value.high) == (7_000_000, 8_000_000)


def test_a_number_of_deaths_that_is_reached_is_a_running_total():
    assert [(c.role, c.cumulative) for c in find_counts("The number of infant deaths in the camp reached 100.")] == [("killed", True)]
