"""Role fillers come from the records by the stated mapping and are aligned one to one."""

from __future__ import annotations

import pytest
from bench_records import event, mention, record, role, span

from bench.muc4 import aligned, fillers, holds, normal, perpetrator, plural_people, role_counts, sufferer
from tocsin.evaluate.metrics import Counts
from tocsin.model.record import Actor

TEXT = (
    "guerrillas of the front attacked the power station with dynamite and wounded a peasant. "
    "the guerrillas fled; the front denied it killed him."
)


def test_strings_are_compared_without_case_signs_and_articles() -> None:
    assert normal('The "Santo Tomas" farm, a U.S. one') == "santo tomas farm us one"


def test_a_found_entity_is_right_where_each_of_its_mentions_is_one_of_the_wanted() -> None:
    wanted = [["fmln", "national front"], ["urng"]]
    assert role_counts([["national front"]], wanted, str.__eq__) == Counts(1, 1, 2)
    assert role_counts([["national front", "urng"]], wanted, str.__eq__) == Counts(0, 1, 2)
    assert role_counts([["front"]], wanted, str.__eq__) == Counts(0, 1, 2)
    assert role_counts([["front"]], wanted, holds) == Counts(1, 1, 2)


def test_two_found_entities_are_never_aligned_with_one() -> None:
    assert role_counts([["fmln"], ["national front"]], [["fmln", "national front"]], str.__eq__) == Counts(1, 2, 1)


def test_the_alignment_is_the_largest_and_not_the_first() -> None:
    assert aligned([[0, 1], [0]]) == 2
    assert aligned([[0], [0, 1], [1]]) == 2
    assert aligned([[], []]) == 0


def test_words_are_held_whole() -> None:
    assert holds("station", "power station")
    assert not holds("station", "power stations")
    assert not holds("", "power")


@pytest.mark.parametrize(
    ("text", "kind", "types", "wanted"),
    [
        ("general lopez", None, {"PERSON"}, "PerpInd"),
        ("guerrillas", "armed group", {"ORGANIZATION"}, "PerpInd"),
        ("members of the front", None, {"ORGANIZATION"}, "PerpInd"),
        ("the national front", "armed group", {"ORGANIZATION"}, "PerpOrg"),
        ("the armed forces", "armed force", {"ORGANIZATION"}, "PerpOrg"),
        ("the farm", None, {"LOCATION"}, None),
    ],
)
def test_actors_are_persons_or_organisations(text: str, kind: str | None, types: set[str], wanted: str | None) -> None:
    assert perpetrator(text, kind, frozenset(types)) == wanted


@pytest.mark.parametrize(
    ("text", "types", "wanted"),
    [
        ("the mayor", {"PERSON"}, "Victim"),
        ("three nuns", set(), "Victim"),
        ("the embassy", {"FACILITY"}, "Target"),
        ("the power station", {"LOCATION"}, "Target"),
        ("san salvador", {"PLACED"}, None),
        ("the ministry", {"ORGANIZATION"}, "Target"),
    ],
)
def test_recipients_are_victims_or_targets(text: str, types: set[str], wanted: str | None) -> None:
    assert sufferer(text, None, frozenset(types)) == wanted


def test_the_fillers_of_a_record_are_one_mention_an_entity_without_pronouns() -> None:
    actor = Actor(id="a1", name="guerrillas of the front", kind="armed group", country=None, sector=None, aliases=())
    attack = event(
        "attacked", text=TEXT, actors=(role("guerrillas of the front", TEXT, "a1"),), recipients=(role("the power station", TEXT),),
        instrument=span("dynamite", TEXT),
    )  # fmt: skip
    wound = event("wounded", text=TEXT, actors=(role("the guerrillas", TEXT, "a1"),), recipients=(role("a peasant", TEXT),))
    denied = event("killed", text=TEXT, status="negated", actors=(role("the front", TEXT),), recipients=(role("him", TEXT),))
    fled = event("fled", "RETREAT", TEXT, actors=(role("the front", TEXT),))
    mentions = (
        mention("guerrillas of the front", "ORGANIZATION", TEXT), mention("the power station", "LOCATION", TEXT, 2),
        mention("a peasant", "PERSON", TEXT, 3), mention("the guerrillas", "ORGANIZATION", TEXT, 4),
    )  # fmt: skip
    assert fillers(record(attack, wound, denied, fled, text=TEXT, mentions=mentions, actors=(actor,))) == {
        "PerpInd": [["guerrillas of front"]], "PerpOrg": [], "Target": [["power station"]], "Victim": [["peasant"]],
        "Weapon": [["dynamite"]],
    }  # fmt: skip


def test_people_show_by_a_plural_before_of_or_who() -> None:
    assert plural_people("the soldiers who fled")
    assert plural_people("eight young men")
    assert not plural_people("the front of the rebels")
    assert not plural_people("congress")
