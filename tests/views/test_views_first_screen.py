"""The first screen: what a reader with no codebook is told, and in what words."""

from __future__ import annotations

import re
from datetime import date

import pytest
from samples import Report
from stories import allies, empty, foreign, hostile, recipe, shelling, unsigned

from tocsin.codebook import codebook
from tocsin.model.record import Record
from tocsin.model.source import Source
from tocsin.views.first_screen import first_screen, main_claims
from tocsin.views.plain import count, days, of


def words(record: Record, key: str) -> str:
    section = first_screen(record).section(key)
    return " ".join(s.text for s in section.sentences) if section else ""


def test_it_names_the_outlet_the_day_and_whom_it_credits() -> None:
    assert words(allies(), "who") == (
        "Northern Digest published this on 14 May 2024. It credits Valley Courier, so at least part of it is second-hand."
    )


def test_it_says_when_neither_outlet_nor_day_is_given() -> None:
    assert words(unsigned(), "who") == "Neither the outlet nor the day of publication is given."


def test_it_counts_whose_word_each_statement_rests_on() -> None:
    told = words(allies(), "voices")
    assert "makes 12 statements: 6 in the outlet's own voice, 5 on somebody's word and 1 hedged, with no speaker (“is said to be”)." in told
    assert "1 is conditional or feared and 1 is planned or expected: they tell what may come, not what happened." in told


def test_it_names_the_speakers_and_how_many_statements_rest_on_the_unnamed() -> None:
    told = words(allies(), "voices")
    assert "Its speakers are “a member of the group”, not named (4) and “the 2015 census” (1)." in told
    assert "4 of these 5 statements rest on people who are not named." in told


def test_one_statement_is_told_in_the_singular() -> None:
    told = words(unsigned(), "voices")
    assert "The report makes 1 statement, on somebody's word." in told
    assert "Its one speaker is “a shopkeeper”, not named." in told


def test_nothing_in_one_report_is_confirmed_and_a_credit_is_no_second_witness() -> None:
    assert "None is confirmed independently: this is one report, and a report cannot confirm itself." in words(shelling(), "voices")
    assert "the outlet that it credits is where it has the story from, not a second witness." in words(allies(), "voices")


def test_it_gives_each_warning_with_its_condition_its_speaker_and_its_likelihood() -> None:
    assert words(allies(), "warnings") == (
        "“conflict may follow in the hills”, on the condition “If the government falters”: in the outlet's own voice. "
        "“may” gives no measure of how likely it is."
    )
    assert "said by “a diplomat from the Lake Union” (not named). “likely” is read as 55 to 80 in 100." in words(shelling(), "warnings")


def test_it_shows_where_the_headline_is_firmer_than_the_opening() -> None:
    assert words(allies(), "drift") == (
        "The headline tells as done what the opening tells as planned and drops the doubt (“is said to be”): "
        "“Ridge rebels win over hill people of the Oram” against "
        "“The Ridge Front, which fights the government of Verania, is said to be courting the Oram”."
    )


def test_a_statement_repeated_with_the_same_care_is_no_drift() -> None:
    assert words(shelling(), "drift") == "Nothing: 1 statement is told more than once, with the same care each time."


def test_it_lists_numbers_without_a_source_and_losses_without_a_number() -> None:
    told = words(allies(), "numbers")
    assert "1 of 2 numbers has no source: “60,000 more”." in told
    assert "1 loss is told without a number: “many dead”." in told
    assert "1 amount is only told in words: “several hundred Oram”." in told


def test_rival_tolls_stand_side_by_side_with_their_speakers() -> None:
    told = words(shelling(), "numbers")
    assert "“17 people were killed” (Lower Dorn's emergency ministry) and “the toll at 11” (“a doctor at the hospital in Gorsk”)" in told
    assert "none is preferred here" in told


def test_it_says_who_is_blamed_and_not_heard() -> None:
    told = words(shelling(), "unheard")
    assert told.startswith("Lower Dorn is blamed (“shelling” and “accused”) and is not heard.")
    assert "Upper Dorn" not in told


def test_a_people_is_never_a_party_that_should_have_answered() -> None:
    assert "Oram" not in words(allies(), "unheard")
    made = Report("The Oram burned the mill, the mayor said.")
    made.actor("p", "Oram", "people")
    made.actor("g", "Oram elders", None)
    made.mention("The Oram", "GROUP", actor="g")
    said = made.said("Digest", "the mayor", quotation=made.quote("the mayor", "said", "The Oram burned the mill"))
    found = made.evidence("The Oram burned the mill", said)
    made.event("ASSAULT", "destroy", 4, made.span("burned"), [found], actors=(made.role("The Oram", "p"), made.role("The Oram", "g")))
    assert words(made.record(), "unheard") == ""
    assert "Oram" not in "".join(u.text for s in first_screen(made.record()).section("checks").sentences for u in s.under)  # type: ignore[union-attr]


def test_a_group_heard_only_through_an_unnamed_member_is_said_to_be_so() -> None:
    made = Report("A Ridge Front commander said it shelled Karsa.", source=Source(name="Digest", domain=None))
    made.actor("r", "Ridge Front", "armed group")
    quote = made.quote("A Ridge Front commander", "said", "it shelled Karsa", anonymous=True)
    found = made.evidence("it shelled Karsa", made.said("Digest", "A Ridge Front commander", quotation=quote, anonymous=True))
    made.event("ASSAULT", "heavy-weapons", 4, made.span("shelled"), [found], actors=(made.role("it", "r"),))
    assert words(made.record(), "unheard") == "The Ridge Front is blamed (“shelled”) and is heard only through people who are not named."


def test_a_shelling_asks_for_imagery_of_that_place_dated_after_it_and_for_an_independent_source() -> None:
    section = first_screen(shelling()).section("checks")
    assert section is not None
    assert section.sentences[0].text == "For each of these, first of all, a second source that does not copy this one."
    first = section.sentences[1]
    assert "“Artillery fire struck a market and a bridge outside Karsa on Thursday”" in first.text
    assert "imagery or video of damage at “Karsa” dated on or after 9 April 2026" in first.under[0].text
    assert "hospital or burial records" in first.under[0].text
    assert first.under[1].text.startswith("To refute: ")


def test_a_second_source_must_not_copy_whom_the_report_credits() -> None:
    assert "copies neither this report nor Valley Courier" in words(allies(), "checks")


def test_a_denial_asks_what_would_overturn_it() -> None:
    section = first_screen(shelling()).section("checks")
    assert section is not None
    denial = next(s for s in section.sentences if "denied by the army of Upper Dorn" in s.text)
    assert [u.text.split(":")[0] for u in denial.under] == ["To overturn the denial", "To bear it out"]


def test_warnings_and_background_are_no_main_claims() -> None:
    assert all(c.kind != "warning" and c.status != "historical" for c in main_claims(shelling(), most=99))


def test_it_says_what_has_no_date_and_no_place() -> None:
    told = words(shelling(), "unknown")
    assert "2 of 3 events have no date: “accused” and “shelling”." in told
    assert "Named, and without a point on the map: “Karsa”." in told
    assert "opened fire" not in told


@pytest.mark.parametrize(
    ("record", "begin"),
    [
        (empty(), "This document has no text that could be read"),
        (foreign(), "This text is in French; Tocsin reads English only. Nothing was recorded from it."),
        (recipe(), "This does not read like a report on conflict"),
    ],
)
def test_what_is_no_report_on_conflict_in_english_says_so_first(record: Record, begin: str) -> None:
    assert first_screen(record).sections[0].key == "notice"
    assert first_screen(record).sections[0].sentences[0].text.startswith(begin)


@pytest.mark.parametrize("record", [allies(), shelling(), unsigned(), recipe(), foreign(), empty()])
def test_no_sentence_carries_a_code(record: Record) -> None:
    plover = codebook().plover
    codes = {*plover.types, *plover.sectors} | {f"{t}/{m.name}" for t, e in plover.types.items() for m in e.modes}
    told = first_screen(record).text
    assert not codes & set(re.findall(r"[A-Za-z/-]+", told))
    assert not re.search(r"\b[a-z]+_[a-z]+\b|\bq\d\b|[0-9a-f]{16}", told)


@pytest.mark.parametrize("record", [allies(), shelling(), unsigned(), hostile()])
def test_every_link_leads_to_a_record_or_to_exact_words(record: Record) -> None:
    claims, quotations = {c.id for c in record.claims}, {q.id for q in record.quotations}
    linked = 0
    for section in first_screen(record).sections:
        for sentence in section.sentences:
            linked += bool(sentence.claims or sentence.spans or sentence.quotations)
            assert set(sentence.claims) <= claims
            assert set(sentence.quotations) <= quotations
            for span in sentence.spans:
                whole = record.document.title if span.within else record.document.text
                assert whole is not None
                assert whole[span.start : span.end] == span.text
    assert linked > 3


def test_counts_are_grammatical() -> None:
    assert [count(n, "loss", "losses") for n in (0, 1, 2, 1200)] == ["no losses", "1 loss", "2 losses", "1,200 losses"]
    assert [of(n, t, "number") for n, t in ((1, 1), (2, 2), (3, 3), (1, 4))] == [
        "The only number", "Both numbers", "All 3 numbers", "1 of 4 numbers",
    ]  # fmt: skip


def test_days_are_told_as_precisely_as_the_words_were() -> None:
    made = Report("x")
    made.text = "a"
    for start, end, precision, told in (
        (date(2021, 3, 3), date(2021, 3, 3), "day", "3 March 2021"),
        (date(2021, 3, 1), date(2021, 3, 31), "month", "March 2021"),
        (date(2021, 1, 1), date(2021, 12, 31), "year", "2021"),
        (date(2021, 3, 1), date(2021, 3, 7), "week", "1 to 7 March 2021"),
        (date(2021, 3, 30), date(2021, 4, 2), "range", "30 March to 2 April 2021"),
        (date(2020, 12, 30), date(2021, 1, 2), "range", "30 December 2020 to 2 January 2021"),
    ):
        assert days(made.date("a", start, end, precision)) == told


def test_many_warnings_are_cut_short_and_the_rest_is_counted() -> None:
    outcomes = [f"town {n} may fall" for n in range(7)]
    made = Report(". ".join(outcomes), source=Source(name="Digest", domain=None))
    for outcome in outcomes:
        made.warning(None, outcome, made.evidence(outcome, made.said("Digest"), status="hypothetical"))
    told = words(made.record(), "warnings")
    assert "“town 0 may fall”, with no condition given: in the outlet's own voice." in told
    assert told.endswith("And 3 more warnings.")


def test_an_outlet_that_was_told_something_itself_credits_nobody() -> None:
    made = Report("The front shelled Karsa, he told the Valley Courier.", source=Source(name="Valley Courier", domain=None))
    made.credit("the Valley Courier", "The Valley Courier")
    made.event("ASSAULT", "heavy-weapons", 4, made.span("shelled"), [made.evidence("The front shelled Karsa", made.said("Valley Courier"))])
    told = first_screen(made.record()).text
    assert "credits" not in told
    assert "a report cannot confirm itself" in told


def test_a_few_words_are_shown_with_their_sentence() -> None:
    made = Report("Nothing stirred. Late at night a shell hit the depot at Karsa, twice. Then it rained.")
    made.event("ASSAULT", "heavy-weapons", 4, made.span("hit"), [made.evidence("hit", made.said(None))])
    assert "“Late at night a shell hit the depot at Karsa, twice” – in the outlet's own voice:" in words(made.record(), "checks")


def test_of_claims_over_the_same_words_one_is_called_a_main_claim() -> None:
    made = Report("The front shelled Karsa and burned it.")
    for trigger in ("shelled", "burned"):
        found = made.evidence("The front shelled Karsa and burned it", made.said("Digest"))
        made.event("ASSAULT", "destroy", 4, made.span(trigger), [found])
    assert len(main_claims(made.record())) == 1
