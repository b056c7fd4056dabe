"""An act has the date of its frame or of its own clause, never that of another clause."""

from datetime import date

import pytest
from actor_reading import Story
from record_reading import event, resolved

WEDNESDAY = date(2026, 3, 18)


def days(text, trigger, kind="ASSAULT", **roles):
    """Return the day that an act of one sentence is given."""
    found = event(resolved(Story(text, published=WEDNESDAY).frame(trigger, kind, **roles)), trigger)
    return str(found.date.start) if found.date else None


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Rebels attacked the port on Monday and burned a ship.", "burned", "2026-03-16"),
        ("On Monday rebels attacked the port, killing two men.", "killing", "2026-03-16"),
        ("The blast on Monday that killed two men shook the port.", "killed", "2026-03-16"),
        ("More than 20 men were killed on Monday.", "killed", "2026-03-16"),
        ("The army said on Monday that rebels had attacked the port.", "attacked", None),
        ("The mayor resigned on Monday after rebels attacked the port.", "attacked", None),
        ("The mayor resigned on Monday; rebels attacked the port.", "attacked", None),
        ("Rebels attacked the port on Sunday; the army shelled the hills on Monday.", "attacked", "2026-03-15"),
        ("Rebels attacked the port on Sunday; the army shelled the hills on Monday.", "shelled", "2026-03-16"),
        ("Rebels attacked the port for two hours on Monday.", "attacked", "2026-03-16"),
    ],
)
def test_words_of_time_date_the_acts_of_their_own_clause(text, trigger, day):
    assert days(text, trigger) == day


def test_the_date_of_the_frame_goes_before_that_of_the_clause():
    assert days("On Monday he told of the raid of 3 March on the port.", "raid", date="3 March") == "2026-03-03"
