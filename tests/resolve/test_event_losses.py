"""Losses belong to the act that caused them, also where they are told in the sentences after it."""

from datetime import date

import pytest
from actor_reading import Story
from record_reading import event, figures, resolved

WEDNESDAY = date(2026, 3, 18)


def losses(text, *frames):
    """Return category and number of the losses of the first of some acts: (trigger, type, modes)."""
    story = Story(text, published=WEDNESDAY)
    for trigger, kind, *modes in frames:
        story.frame(trigger, kind, modes=tuple(modes))
    return [(c.category, c.best) for c in event(resolved(story), frames[0][0]).casualties]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gunmen attacked a village. Eleven people were killed and 14 wounded.", [("killed", 11), ("injured", 14)]),
        ("Gunmen attacked a village. At least six died. The ministry put the toll at nine.", [("killed", 6), ("killed", 9)]),
        ("Gunmen attacked a village. It rained. Elsewhere three people were killed.", []),
        ("Gunmen attacked a village on Monday. Three people were killed on 3 March.", []),
        ("Gunmen attacked a village. Some 300 people have been killed since 2022.", []),
    ],
)
def test_losses_told_after_an_attack_are_the_attack_s(text, found):
    assert losses(text, ("attacked", "ASSAULT")) == found


def test_an_arrest_leaves_none_dead_and_an_abduction_some_missing():
    assert losses("Police arrested a teacher. Seven people were hurt.", ("arrested", "COERCE", "arrest")) == []
    assert losses("Men abducted a priest. Eight are still missing.", ("abducted", "ASSAULT", "abduct")) == [("missing", 8)]


def test_who_fled_did_not_kill_those_whom_he_counted():
    assert losses("A priest who fled counted 52 bodies.", ("fled", "RETREAT")) == []


def test_parts_of_the_dead_point_to_the_whole():
    whole, *parts = figures(resolved(Story("At least 31 people, including 12 women and five children, were killed.")))
    assert [p.part_of for p in parts] == [whole.id, whole.id]


def test_what_people_suffered_is_known_by_the_act_whose_recipient_they_are():
    story = Story("Two lawyers who defended the bishop were detained.")
    made = resolved(story.frame("detained", "COERCE", modes=("arrest",), recipient="Two lawyers"))
    assert [(f.best, f.category) for f in figures(made)] == [(2, "captured")]


def test_speakers_and_known_things_are_no_figures():
    story = Story("Two diplomats said that the two capitals will talk.").quote("Two diplomats", "said", "that the two capitals will talk")
    assert figures(resolved(story)) == []


def test_several_people_who_speak_are_no_figure():
    story = Story("Several people said that shops had closed.").quote("Several people", "said", "that shops had closed")
    assert figures(resolved(story)) == []
