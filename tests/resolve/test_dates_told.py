"""A date is read where it stands: from the dates told before it, its verb, its prepositions and the dateline."""

from datetime import date

import pytest
from actor_reading import Story
from record_reading import event, resolved

from tocsin.resolve.date_told import Times, with_times
from tocsin.resolve.dates import DateValue

WEDNESDAY = date(2026, 3, 18)


def told(text, words, published=WEDNESDAY):
    """Return the interval that the words give to what happened then."""
    story = Story(text, published=published)
    return _days(Times(story.reading()).value(*story.find(words)))


def named(text, words, published=WEDNESDAY):
    """Return the interval that the words themselves name."""
    story = Story(text, published=published)
    return _days(Times(story.reading()).named(*story.find(words)))


def _days(value):
    return (str(value.start), str(value.end)) if isinstance(value, DateValue) else None


def day(text):
    return text, text


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("Rebels took the mine on 3 March. Two days later the army came back.", "Two days later", day("2026-03-05")),
        ("Rebels took the mine on 3 March. The army had left two days earlier.", "two days earlier", day("2026-03-01")),
        ("Shells hit the port on 3 March. The next morning it was empty.", "The next morning", day("2026-03-04")),
        ("The clans met two days after the raid on 3 March.", "two days after", day("2026-03-05")),
        ("The pact broke in 2003. In June a year on, both sides armed.", "June a year on", ("2004-06-01", "2004-06-30")),
        ("In 2014 the army took the hills. In June it lost them.", "June", ("2014-06-01", "2014-06-30")),
        ("In early 2003 the army came. Later that year it left.", "that year", ("2003-01-01", "2003-12-31")),
        ("Gunmen struck on Monday. In the afternoon troops came.", "the afternoon", day("2026-03-16")),
        ("Gunmen struck in the early hours of Sunday.", "early hours of Sunday", day("2026-03-15")),
        ("The mayor said on Thursday that he will stay.", "Thursday", day("2026-03-12")),
        ("The council will meet on Thursday.", "Thursday", day("2026-03-19")),
        ("The council met this Friday.", "this Friday", day("2026-03-13")),
        ("The council meets this Friday.", "this Friday", day("2026-03-20")),
        ("The council offered to meet in April.", "April", ("2026-04-01", "2026-04-30")),
        ("Gunmen struck overnight on Sunday.", "overnight on Sunday", ("2026-03-15", "2026-03-16")),
        ("Gunmen struck overnight into Monday.", "overnight into Monday", ("2026-03-15", "2026-03-16")),
        ("Gunmen struck overnight.", "overnight", ("2026-03-17", "2026-03-18")),
        ("Rebels held the town by the end of February.", "the end of February", ("2026-02-20", "2026-02-28")),
        ("Next Thursday the council meets.", "Next Thursday", day("2026-03-19")),
        ("The dam was hit on 18 December.", "18 December", day("2025-12-18")),
        ("Police fired on the second anniversary of the 24 February 2022 march.", "24 February 2022", day("2024-02-24")),
        ("Between March and June 2024 rebels burned farms.", "March", ("2024-03-01", "2024-06-30")),
        ("Rebels burned farms in 2014 and 2015.", "2014", ("2014-01-01", "2015-12-31")),
        ("Raids doubled in the past year.", "past year", ("2025-03-18", "2026-03-18")),
        ("Over the last week police made raids.", "last week", ("2026-03-11", "2026-03-18")),
        ("Last week police made raids.", "Last week", ("2026-03-09", "2026-03-15")),
        ("Some 60 died in the last 48 hours.", "last 48 hours", ("2026-03-16", "2026-03-18")),
        ("He was killed in the first half of 2018.", "first half of 2018", ("2018-01-01", "2018-06-30")),
        ("He was killed in the second half of last year.", "second half of last year", ("2025-07-01", "2025-12-31")),
        ("They were held on the first day of Ramadan.", "first day of Ramadan", ("2026-02-17", "2026-02-19")),
        ("GOMA, 15 March (Wire) - Rebels shelled the port yesterday.", "yesterday", day("2026-03-14")),
        ("GOMA, March 15, 2026 (Wire) - Rebels shelled the port on Sunday.", "Sunday", day("2026-03-15")),
        ("GOMA, 15 January (Wire) - Rebels shelled the port yesterday.", "yesterday", day("2026-03-17")),
    ],
)
def test_a_time_is_counted_from_what_the_text_has_told(text, words, days):
    assert told(text, words) == days


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("The town has starved since the 2014 war.", "2014", ("2014-01-01", "2026-03-18")),
        ("Shells fell from 3 May to 5 June 2024.", "3 May", ("2024-05-03", "2024-06-05")),
        ("Shells fell from 3 May to 5 June 2024.", "5 June 2024", ("2024-05-03", "2024-06-05")),
        ("Raids went on between 3 and 5 May 2024.", "3 and 5 May 2024", ("2024-05-03", "2024-05-05")),
        ("The camp will be shut by the end of the month.", "the end of the month", ("2026-03-18", "2026-03-31")),
    ],
)
def test_the_words_around_a_time_bound_what_happened_then(text, words, days):
    assert told(text, words) == days


def test_the_words_of_a_time_name_their_own_days_all_the_same():
    text = "Shells fell from 3 May 2024 to 5 June 2024, as they have since 2014."
    assert named(text, "3 May 2024") == day("2024-05-03")
    assert named(text, "2014") == ("2014-01-01", "2014-12-31")
    assert named(text, "since 2014") == ("2014-01-01", "2026-03-18")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gunmen struck at noon.", "noon"),
        ("The guards left two days before the murder.", "two days before"),
        ("Rebels struck on 3 March. The guards had left two days before the murder.", "two days before"),
        ("Crowds marched on the anniversary of the 2014 war.", "2014"),
        ("The army left two days later.", "two days later"),
        ("It was the deadliest attack since 2014.", "2014"),
    ],
)
def test_the_day_of_publication_never_stands_in_for_a_day_not_told(text, words):
    assert told(text, words) is None


def test_a_date_of_the_text_is_forgotten_after_some_sentences():
    text = "Rebels struck on 3 March. It rained. It rained. It rained. Two days later they came back."
    assert told(text, "Two days later") is None


def test_a_dateline_with_its_year_stands_in_for_the_day_of_publication():
    text = "GOMA, 18 March 2026 (Wire) — Rebels struck on Tuesday."
    assert told(text, "Tuesday", published=None) == day("2026-03-17")
    assert told("Rebels struck on Tuesday.", "Tuesday", published=None) is None


def test_a_date_counted_from_one_that_was_counted_from_publication_says_so():
    story = Story(
        "Rebels struck on Monday. Two days earlier, the army left. Rain fell on 3 May 2025. A day later it went.", published=WEDNESDAY
    )
    times = Times(story.reading())
    assert times.value(*story.find("Two days earlier")).anchored_on == "published"
    assert times.value(*story.find("A day later")).anchored_on == "text"


def test_a_broken_up_time_becomes_one_mention():
    story = Story("The pact of April 4, 1949 holds.", published=WEDNESDAY).mention("TIME", "April 4,", "1949")
    reading = story.reading()
    (mention,) = [m for m in with_times(reading, Times(reading)).mentions if m.type == "TIME"]
    assert story.words[mention.start : mention.end] == "April 4, 1949"


def test_an_event_is_dated_by_the_words_around_its_date_and_its_mention_by_its_own():
    story = Story("Troops have shelled the port since 2014.", published=WEDNESDAY).frame("shelled", "ASSAULT", date="2014")
    made = resolved(story)
    assert (event(made, "shelled").date.start.year, event(made, "shelled").date.end) == (2014, WEDNESDAY)
    (mention,) = [m for m in made.mentions if m.type == "TIME"]
    assert (str(mention.date.start), str(mention.date.end)) == ("2014-01-01", "2014-12-31")


def test_today_in_a_name_is_no_day():
    assert Times(Story("He told the Today programme so.", published=WEDNESDAY).reading()).told == ()


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        ("Rebels have cut the road since the coup of 30 July 2023.", "coup", day("2023-07-30")),
        ("The region has been quiet since the 2014 war.", "war", ("2014-01-01", "2014-12-31")),
        ("Police fired on the anniversary of the 3 July 2013 coup.", "coup", day("2013-07-03")),
        ("Police fired on the anniversary of the 3 July 2013 coup.", "fired", day("2025-07-03")),
        ("Many fled since the siege of May 2022, when police shot a man.", "shot", ("2022-05-01", "2022-05-31")),
        ("The army has bombed the hills since the 2014 war.", "bombed", ("2014-01-01", "2026-03-18")),
    ],
)
def test_a_happening_that_a_phrase_of_time_only_names_has_the_day_that_names_it(text, trigger, days):
    found = event(resolved(Story(text, published=WEDNESDAY).frame(trigger, "ASSAULT")), trigger)
    assert (str(found.date.start), str(found.date.end)) == days
