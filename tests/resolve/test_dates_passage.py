"""An act without a time of its own has that of the act just told, where the text plainly goes on with it, and else none."""

from datetime import date

import pytest
from actor_reading import Story
from record_reading import event, resolved

from tocsin.resolve.date_tense import is_told

PUBLISHED = date(2026, 5, 20)
SUNDAY = date(2026, 5, 17)
OPENING = "Fighters attacked the bridge on Sunday."


def story(after, trigger, opening=OPENING, **more):
    """Return a story that opens with a dated attack and goes on with another act."""
    made = Story(f"{opening} {after}", published=PUBLISHED).mention("GROUP", "Fighters").mention("TIME", "Sunday")
    return made.frame("attacked", "ASSAULT", actor="Fighters", date="on Sunday").frame(trigger, more.pop("kind", "ASSAULT"), **more)


@pytest.mark.parametrize(
    ("after", "trigger"),
    [
        ("Two soldiers were killed and a truck was burnt.", "killed"),
        ("Two soldiers were killed and a truck was burnt.", "burnt"),
        ("The raid left two soldiers dead.", "raid"),
        ("No group claimed the raid.", "raid"),
    ],
)
def test_what_goes_on_with_a_dated_act_has_its_date(after, trigger):
    claim = event(resolved(story(after, trigger)), trigger)
    assert (claim.date.start, claim.date.end, claim.date.precision, claim.date.anchored_on) == (SUNDAY, SUNDAY, "day", "published")


def test_a_lent_date_keeps_the_mention_of_the_words_that_lend_it():
    made = resolved(story("Two soldiers were killed.", "killed"))
    (mention,) = [m for m in made.mentions if m.id == event(made, "killed").date.mention]
    assert mention.text == "Sunday"


def test_a_lent_date_is_no_finer_than_its_words():
    text = "Fighters attacked the bridge in April. Two soldiers were killed."
    made = Story(text, published=PUBLISHED).mention("TIME", "April").frame("attacked", "ASSAULT", date="April").frame("killed", "ASSAULT")
    claim = event(resolved(made), "killed")
    assert (claim.date.precision, claim.date.start, claim.date.end) == ("month", date(2026, 4, 1), date(2026, 4, 30))


def test_the_same_party_goes_on():
    after = "They burnt three houses."
    made = story(after, "burnt", actor="They").link("They", "Fighters")
    assert event(resolved(made), "burnt").date.start == SUNDAY


def test_the_next_paragraph_goes_on_only_where_it_names_the_act_again():
    text = "Fighters attacked the bridge on Sunday.\n\n"
    for after, trigger, lent in (("The raid went on for an hour.", "raid", True), ("Two soldiers were killed.", "killed", False)):
        made = Story(text + after, published=PUBLISHED).mention("TIME", "Sunday")
        made.frame("attacked", "ASSAULT", date="on Sunday").frame(trigger, "ASSAULT")
        assert (event(resolved(made), trigger).date is not None) is lent


@pytest.mark.parametrize(
    ("after", "trigger"),
    [
        ("Two soldiers had been killed.", "killed"),
        ("Two soldiers have been killed.", "killed"),
        ("Two soldiers are killed there.", "killed"),
        ("Long ago, in other years, two soldiers were killed.", "killed"),
        ("Soldiers were often killed there.", "killed"),
        ("In another village two soldiers were killed.", "killed"),
        ("The truck, which was burnt, held grain.", "burnt"),
        ("“Two soldiers were killed,” the mayor said.", "killed"),
        ("The raid on the port left two soldiers dead.", "raid"),
        ("The army shelled the port.", "shelled"),
        ("It rained. It rained. Two soldiers were killed.", "killed"),
    ],
)
def test_a_turn_ends_what_the_passage_lends(after, trigger):
    assert event(resolved(story(after, trigger)), trigger).date is None


@pytest.mark.parametrize("status", ["future", "hypothetical", "negated", "historical"])
def test_what_was_not_done_then_has_no_lent_date(status):
    assert event(resolved(story("Two soldiers were killed.", "killed", status=status)), "killed").date is None


def test_a_date_within_a_quotation_is_not_lent_outside_it():
    text = "The army said fighters attacked the bridge on Sunday. Two soldiers were killed."
    made = Story(text, published=PUBLISHED).mention("ORGANIZATION", "The army").mention("TIME", "Sunday")
    made.quote("The army", "said", "fighters attacked the bridge on Sunday")
    claim = event(resolved(made.frame("attacked", "ASSAULT", date="on Sunday").frame("killed", "ASSAULT")), "killed")
    assert claim.date is None


def test_a_sentence_with_two_dates_lends_none():
    opening = "Fighters attacked the bridge on Sunday and the port on Monday."
    assert event(resolved(story("Two soldiers were killed.", "killed", opening)), "killed").date is None


def test_a_long_span_of_time_is_not_lent():
    text = "Fighters have attacked the bridge since 2 March. Two soldiers were killed."
    made = Story(text, published=PUBLISHED).mention("TIME", "2 March").frame("attacked", "ASSAULT", date="2 March")
    assert event(resolved(made.frame("killed", "ASSAULT")), "killed").date is None


def test_another_town_ends_what_the_passage_lends():
    text = "Fighters attacked Bunia on Sunday. Two soldiers were killed in Goma."
    made = Story(text, published=PUBLISHED).mention("TIME", "Sunday").mention("LOCATION", "Bunia", "Goma")
    made.frame("attacked", "ASSAULT", date="on Sunday", place="Bunia").frame("killed", "ASSAULT")
    assert event(resolved(made), "killed").date is None


@pytest.mark.parametrize(
    ("sentence", "words", "told"),
    [
        ("Two soldiers were killed.", "killed", True),
        ("They burnt a truck.", "burnt", True),
        ("The truck burnt in the raid was new.", "burnt", False),
        ("Troops who attacked it fled.", "attacked", False),
        ("The attack failed.", "attack", None),
        ("Troops attack it.", "attack", False),
    ],
)
def test_the_simple_past_of_the_main_line_is_told(sentence, words, told):
    start = sentence.index(words)
    assert is_told(sentence, start, start + len(words)) is told
