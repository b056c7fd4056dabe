"""Other calendars and feasts that a text names become Gregorian days, or are honestly not known."""

from datetime import date

import pytest

from tocsin.resolve.date_others import first_day
from tocsin.resolve.dates import DateValue, Undated, find_dates, resolve_date

WEDNESDAY = date(2026, 3, 18)


def days(text, published=WEDNESDAY, **more):
    found = resolve_date(text, published, **more)
    assert isinstance(found, DateValue), found
    return str(found.start), str(found.end), found.precision


@pytest.mark.parametrize(
    ("calendar", "year", "month", "gregorian"),
    [
        ("persian", 1357, 11, "1979-01-21"),
        ("persian", 1402, 1, "2023-03-21"),
        ("persian", 1403, 1, "2024-03-20"),
        ("persian", 1401, 7, "2022-09-23"),
        ("ethiopian", 2000, 1, "2007-09-12"),
        ("ethiopian", 2013, 3, "2020-11-10"),
        ("hijri", 1445, 1, "2023-07-19"),
        ("hijri", 1444, 9, "2023-03-23"),
    ],
)
def test_a_month_of_another_calendar_begins_on_its_gregorian_day(calendar, year, month, gregorian):
    assert str(first_day(calendar, year, month)) == gregorian


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("22 Bahman 1357", ("1979-02-11", "1979-02-11", "day")),
        ("Mehr 1401", ("2022-09-23", "2022-10-22", "month")),
        ("in the Persian year 1402", ("2023-03-21", "2024-03-19", "year")),
        ("the 1st of Hidar 2013", ("2020-11-10", "2020-11-10", "day")),
        ("in 2013 by the Ethiopian calendar", ("2020-09-11", "2021-09-10", "year")),
        ("Easter Sunday 2024", ("2024-03-31", "2024-03-31", "day")),
        ("Christmas Eve", ("2025-12-24", "2025-12-24", "day")),
        ("Thanksgiving Day", ("2025-11-27", "2025-11-27", "day")),
    ],
)
def test_a_date_of_another_calendar_becomes_its_interval(text, interval):
    assert days(text) == interval


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("10 Muharram 1445", ("2023-07-27", "2023-07-29", "range")),
        ("12 Rabi al-Awwal 1445", ("2023-09-26", "2023-09-28", "range")),
        ("Ramadan 2023", ("2023-03-22", "2023-04-22", "range")),
        ("in 1445 AH", ("2023-07-18", "2024-07-08", "range")),
        ("during Ramadan", ("2026-02-17", "2026-03-20", "range")),
        ("Eid al-Fitr", ("2025-03-30", "2025-04-03", "range")),
    ],
)
def test_a_hijri_date_is_wider_by_a_day_at_both_ends_since_the_moon_decides(text, interval):
    assert days(text) == interval


def test_a_feast_ahead_is_the_next_one():
    assert days("on Eid al-Fitr", future=True)[0] == "2026-03-19"
    assert days("on Christmas Eve", future=True)[0] == "2026-12-24"


@pytest.mark.parametrize("text", ["over Eid", "Passover", "31 Muharram 1445", "Mehr 1100"])
def test_what_cannot_be_told_is_not_guessed(text):
    assert isinstance(resolve_date(text, WEDNESDAY), Undated)


@pytest.mark.parametrize("text", ["Mehr reported it.", "Asad met the elders.", "Rajab left.", "The 2013 EC rules hold."])
def test_names_that_are_months_elsewhere_are_no_times(text):
    assert all(text[s:e] == "2013" for s, e in find_dates(text))
