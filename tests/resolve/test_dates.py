"""Time expressions become intervals with a precision, counted from the right day, or say why they do not."""

import time
from datetime import date

import pytest

from tocsin.resolve.date_tense import looks_ahead
from tocsin.resolve.dates import DateValue, Interval, Undated, find_dates, resolve_date, timex_value

WEDNESDAY = date(2026, 3, 18)


def days(text, published=WEDNESDAY, context=None, future=False):
    found = resolve_date(text, published, context, future=future)
    assert isinstance(found, DateValue), found
    return str(found.start), str(found.end), found.precision


def one(text, **more):
    start, end, precision = days(text, **more)
    assert (end, precision) == (start, "day")
    return start


def reason(text, published=WEDNESDAY, context=None):
    found = resolve_date(text, published, context)
    assert isinstance(found, Undated), found
    return found.reason


@pytest.mark.parametrize(
    "text",
    [
        "4 March 2026",
        "March 4, 2026",
        "2026-03-04",
        "the 4th of March 2026",
        "Wednesday, 4 March 2026",
        "2026-03-04T06:30:00Z",
        "04.03.2026",
    ],
)
def test_absolute_dates_need_no_publication_day(text):
    found = resolve_date(text, None)
    assert found == DateValue(date(2026, 3, 4), date(2026, 3, 4), "day", "text")


def test_a_numeric_date_that_could_be_either_way_round_abstains():
    assert reason("4/3/2026") == "date-ambiguous"
    assert one("14/3/2026") == one("3/14/2026") == "2026-03-14"
    assert one("3/3/2026") == "2026-03-03"


@pytest.mark.parametrize("text", ["31 February 2026", "30/2/2026", "5-3 May 2026", "2014 to 2011"])
def test_days_that_do_not_exist_abstain(text):
    assert isinstance(resolve_date(text, WEDNESDAY), Undated)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("on Tuesday", "2026-03-17"),
        ("on Wednesday", "2026-03-18"),
        ("last Wednesday", "2026-03-11"),
        ("last Thursday", "2026-03-12"),
        ("next Friday", "2026-03-20"),
        ("for Friday", "2026-03-20"),
        ("Monday last week", "2026-03-09"),
        ("in the early hours of Sunday", "2026-03-15"),
        ("before dawn on Tuesday", "2026-03-17"),
        ("late on Monday", "2026-03-16"),
        ("yesterday", "2026-03-17"),
        ("tomorrow morning", "2026-03-19"),
        ("last night", "2026-03-17"),
        ("this morning", "2026-03-18"),
        ("on the night of 9 March", "2026-03-09"),
        ("10 days ago", "2026-03-08"),
        ("six hours ago", "2026-03-18"),
        ("23 hours ago", "2026-03-17"),
        ("on 27 December", "2025-12-27"),
        ("on Aug. 3", "2025-08-03"),
        ("on April 3", "2026-04-03"),
    ],
)
def test_days_count_from_the_day_of_publication(text, start):
    assert one(text) == start
    assert resolve_date(text, WEDNESDAY).anchored_on == "published"


def test_a_weekday_in_a_sentence_that_looks_ahead_is_the_next_one():
    assert one("on Friday") == "2026-03-13"
    assert one("on Friday", future=True) == "2026-03-20"


@pytest.mark.parametrize(
    "sentence",
    [
        "The council will vote on Friday.",
        "Rebels agreed to leave the town on Friday.",
        "The court ordered the miners to return by Friday.",
        "The funeral is to be held on Friday.",
        "The vote was postponed to Friday.",
        "Both sides expect to meet on Friday.",
        "The camp could open as soon as Friday.",
        "On Friday the council will vote.",
    ],
)
def test_the_verb_that_governs_a_time_says_that_it_lies_ahead(sentence):
    assert looks_ahead(sentence, sentence.index("Friday"))


@pytest.mark.parametrize(
    "sentence",
    [
        "The council will vote. Gunmen struck on Friday.",
        "The truce that will end the war was signed on Friday.",
        "The minister, who will travel soon, said on Friday that she was well.",
        "On Friday troops shelled the bridge that will be mended.",
        "Planes bombed the port on Friday.",
        "The road has been shut since Friday.",
        "Shelling was heard on Friday and the army will answer.",
    ],
)
def test_the_verb_that_governs_a_time_says_that_it_is_over(sentence):
    assert not looks_ahead(sentence, sentence.index("Friday"))


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("March 2019", ("2019-03-01", "2019-03-31", "month")),
        ("in January", ("2026-01-01", "2026-01-31", "month")),
        ("in November", ("2025-11-01", "2025-11-30", "month")),
        ("last December", ("2025-12-01", "2025-12-31", "month")),
        ("June last year", ("2025-06-01", "2025-06-30", "month")),
        ("last month", ("2026-02-01", "2026-02-28", "month")),
        ("three months ago", ("2025-12-01", "2025-12-31", "month")),
        ("in 2014", ("2014-01-01", "2014-12-31", "year")),
        ("this year", ("2026-01-01", "2026-12-31", "year")),
        ("two years ago", ("2024-01-01", "2024-12-31", "year")),
        ("last week", ("2026-03-09", "2026-03-15", "week")),
        ("a week ago", ("2026-03-09", "2026-03-15", "week")),
        ("the third quarter of 2024", ("2024-07-01", "2024-09-30", "range")),
        ("Q1 2025", ("2025-01-01", "2025-03-31", "range")),
        ("last summer", ("2025-06-01", "2025-08-31", "range")),
        ("the 1990s", ("1990-01-01", "1999-12-31", "range")),
        ("mid-2017", ("2017-05-01", "2017-08-31", "range")),
        ("early March", ("2026-03-01", "2026-03-10", "range")),
        ("earlier this month", ("2026-03-01", "2026-03-18", "range")),
        ("overnight", ("2026-03-17", "2026-03-18", "range")),
        ("between 3 and 5 May", ("2026-05-03", "2026-05-05", "range")),
        ("3-5 May 2024", ("2024-05-03", "2024-05-05", "range")),
        ("from 2011 to 2014", ("2011-01-01", "2014-12-31", "range")),
        ("from January to March 2024", ("2024-01-01", "2024-03-31", "range")),
        ("between November 2021 and February 2022", ("2021-11-01", "2022-02-28", "range")),
        ("since the 2014 war", ("2014-01-01", "2026-03-18", "range")),
        ("since January", ("2026-01-01", "2026-03-18", "range")),
        ("by the end of the month", ("2026-03-18", "2026-03-31", "range")),
        ("before June 2027", ("2026-03-18", "2027-05-31", "range")),
        ("the past 20 months", ("2024-07-18", "2026-03-18", "range")),
        ("more than two years ago", ("2024-01-01", "2024-03-18", "range")),
        ("15 hours ago", ("2026-03-17", "2026-03-18", "range")),
        ("the week of 6 March", ("2026-03-02", "2026-03-08", "week")),
    ],
)
def test_coarser_words_give_their_interval_and_precision(text, interval):
    assert days(text) == interval


def test_late_in_a_year_is_its_last_third():
    assert days("late 2015") == ("2015-09-01", "2015-12-31", "range")


def test_words_that_count_from_another_date_need_that_date():
    context = Interval(date(2026, 3, 10), date(2026, 3, 10))
    assert reason("two days earlier") == "date-no-context"
    assert one("two days earlier", context=context) == "2026-03-08"
    assert one("two days later", context=context) == "2026-03-12"
    assert one("the same day", context=context) == "2026-03-10"
    assert one("at noon", context=context) == "2026-03-10"
    assert one("the next morning", context=context) == "2026-03-11"
    assert one("on 3 May of that year", context=context) == "2026-05-03"
    assert days("the following month", context=context) == ("2026-04-01", "2026-04-30", "month")
    year = Interval(date(2003, 1, 1), date(2003, 4, 30))
    assert days("in June a year on", context=year) == ("2004-06-01", "2004-06-30", "month")
    assert days("June of the following year", context=year) == ("2004-06-01", "2004-06-30", "month")
    assert days("March the year before", context=year) == ("2002-03-01", "2002-03-31", "month")
    assert days("later that year", context=year) == ("2003-01-01", "2003-12-31", "year")


@pytest.mark.parametrize("text", ["on Tuesday", "yesterday", "last month", "in May", "two weeks ago", "since 2014"])
def test_without_a_publication_day_relative_words_are_undated(text):
    assert reason(text, published=None) == "no-published"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("on the first anniversary of the 29 February 2024 attack", "date-impossible"),
        ("over Eid", "date-calendar"),
        ("14:05", "date-no-context"),
        ("in the afternoon", "date-no-context"),
        ("three years", "date-duration"),
        ("now", "date-vague"),
        ("several years ago", "date-vague"),
        ("near the bridge", "undated"),
        ("", "undated"),
        ("on the anniversary of the 2014 war", "date-vague"),
    ],
)
def test_words_that_name_no_day_say_why(text, why):
    assert reason(text) == why


def test_an_anniversary_is_not_the_day_that_it_remembers():
    assert one("on the second anniversary of the 24 February 2022 attack") == "2024-02-24"
    assert one("on the anniversary of the 24 February attack") == "2026-02-24"


def spans(text):
    return [text[start:end] for start, end in find_dates(text)]


def test_time_expressions_are_found_in_a_sentence():
    text = "On Tuesday, two days after the 3 May raid, talks resumed for three weeks; by late 2015 they had failed."
    assert spans(text) == ["Tuesday", "two days after", "3 May", "three weeks", "late 2015"]


@pytest.mark.parametrize(
    "text",
    [
        "He may march on the town.",
        "A 20-year-old man spoke.",
        "About 2000 people came.",
        "Theresa May spoke first.",
        "He met with May in the capital.",
        "The 53rd Brigade left.",
        "It cost $2,014 in all.",
        "Jan Kowal met the elders.",
        "They fall back.",
        "The fall of the town was a blow.",
        "He left at the last minute.",
    ],
)
def test_names_counts_ages_and_verbs_are_no_time_expressions(text):
    assert spans(text) == []


def test_timex_values_follow_timeml():
    assert timex_value("Friday", WEDNESDAY) == ("DATE", "2026-03-13")
    assert timex_value("last week", WEDNESDAY) == ("DATE", "2026-W11")
    assert timex_value("the past 20 months", WEDNESDAY) == ("DURATION", "P20M")
    assert timex_value("now", WEDNESDAY) == ("DATE", "PRESENT_REF")
    assert timex_value("Tuesday night", WEDNESDAY) == ("TIME", "2026-03-17TNI")


def test_any_text_is_survived():
    for text in (
        "9999 and 0000",
        "May",
        "March",
        "99/99/9999",
        "1.1.1",
        "’90s",
        "T\n\n- 3-3-3 -",
        "the 40th of May",
        "20000 years ago",
        "0000 BC",
    ):
        resolve_date(text, WEDNESDAY)
        timex_value(text, WEDNESDAY)


def test_a_sentence_without_time_costs_next_to_nothing():
    text = "The minister rejected the offer of the rebels who hold the northern towns. " * 3
    began = time.process_time()
    for _ in range(200):
        list(find_dates(text))
    assert (time.process_time() - began) / 200 < 0.0005
