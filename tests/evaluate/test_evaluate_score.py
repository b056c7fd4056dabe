"""Records scored against a gold report, each mistake seen by the measure that names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gold_builder import TEXT, TITLE, perfect, raw_report, record, write_gold

from tocsin.evaluate.gold import GoldReport, read_gold
from tocsin.evaluate.measures import MEASURES
from tocsin.evaluate.metrics import Counts
from tocsin.evaluate.score import main_event, score
from tocsin.evaluate.sheet import Sheet


@pytest.fixture
def gold(tmp_path: Path) -> GoldReport:
    return read_gold("open", write_gold(tmp_path, raw_report()))[0]


@pytest.fixture
def made(gold: GoldReport) -> dict[str, Any]:
    return perfect(gold)


def scored(made: dict[str, Any], gold: GoldReport) -> Sheet:
    return score(record(made), gold)


def notes(sheet: Sheet, key: str) -> list[str]:
    return [f"{f.side}: {f.words} [{f.note}]" for f in sheet.faults if f.key == key]


def at(words: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def test_a_reader_without_mistakes_reaches_every_measure_on_every_open_report() -> None:
    for report in read_gold("open"):
        sheet = score(record(perfect(report)), report)
        assert not sheet.faults
        assert {k for k, c in sheet.counts.items() if c.f1 < 1} == set()


def test_every_measure_has_a_meaning_and_is_counted(made: dict[str, Any], gold: GoldReport) -> None:
    assert len({m.key for m in MEASURES}) == len(MEASURES)
    assert set(scored(made, gold).counts) == {m.key for m in MEASURES}


def test_a_report_without_a_record_finds_nothing(gold: GoldReport) -> None:
    sheet = score(None, gold)
    assert sheet.counts["events"] == Counts(0, 0, 2)
    assert sheet.counts["relevance"] == Counts(0, 1, 1)


def test_a_mention_told_again_is_neither_hit_nor_false_alarm(made: dict[str, Any], gold: GoldReport) -> None:
    again = {**at("The Dun Front is"), "id": "m9", "type": "ORGANIZATION"}
    made["mentions"].append({**again, "end": again["end"] - 3, "text": "The Dun Front"})
    assert scored(made, gold).counts["mentions"] == Counts(3, 3, 3)


def test_a_mention_with_another_edge_misses_strictly_and_hits_by_overlap(made: dict[str, Any], gold: GoldReport) -> None:
    made["mentions"][0].update(at("Dun Front"))
    sheet = scored(made, gold)
    # folded, "Dun Front" is the same words as "the Dun Front", so it is no false alarm either
    assert sheet.counts["mentions"] == Counts(2, 2, 3)
    assert sheet.counts["mentions.overlap"] == Counts(3, 3, 3)
    assert notes(sheet, "mentions") == ["missed: the Dun Front [ORGANIZATION; found: 'Dun Front' ORGANIZATION]"]


def test_a_quotation_with_another_source_is_not_whole(made: dict[str, Any], gold: GoldReport) -> None:
    driver = at("a driver")
    made["quotations"][0]["source"] = [(driver["start"], driver["end"])]
    made["quotations"][0]["speaker"]["text"] = "a driver"
    sheet = scored(made, gold)
    assert sheet.counts["quotations"] == Counts(1, 2, 2)
    assert sheet.counts["quotations.speaker"] == Counts(1, 2, 2)
    assert sheet.counts["quotations.content"].f1 == 1
    assert sheet.counts["quotations.source"] == Counts(hits=2, found=2, wanted=4)


def test_an_event_is_found_by_its_trigger_and_typed_apart(made: dict[str, Any], gold: GoldReport) -> None:
    made["claims"][0]["event"]["plover"]["type"] = "COERCE"
    sheet = scored(made, gold)
    assert sheet.counts["events"] == Counts(2, 2, 2)
    assert sheet.counts["events.typed"] == Counts(1, 2, 2)
    assert sheet.counts["events.type"] == Counts(1, 2, 2)
    assert notes(sheet, "events.type") == ["wrong: shelled [COERCE is not ASSAULT]"]


def test_an_event_is_found_by_another_trigger_of_its_evidence_where_the_type_is_right(made: dict[str, Any], gold: GoldReport) -> None:
    made["claims"][0]["trigger"] = at("killed")
    sheet = scored(made, gold)
    assert sheet.counts["events"] == Counts(2, 2, 2)
    assert sheet.counts["events.type"] == Counts(1, 1, 1)
    made["claims"][0]["event"]["plover"]["type"] = "PROTEST"
    assert scored(made, gold).counts["events"] == Counts(1, 2, 2)


def test_an_event_told_twice_and_not_merged_is_a_false_alarm_that_says_so(made: dict[str, Any], gold: GoldReport) -> None:
    again = {**made["claims"][0], "id": "again", "trigger": at("killed")}
    made["claims"].append(again)
    sheet = scored(made, gold)
    assert sheet.counts["events"] == Counts(2, 3, 2)
    assert notes(sheet, "events") == ["false alarm: killed [ASSAULT occurred; told already, not merged]"]


def test_a_hypothetical_event_that_restates_a_warning_is_optional(made: dict[str, Any], gold: GoldReport) -> None:
    assert scored(made, gold).counts["events"] == Counts(2, 2, 2)
    del made["claims"][2]
    assert scored(made, gold).counts["events"] == Counts(2, 2, 2)


def test_a_warning_that_is_also_an_event_that_occurred_is_wrong_twice(made: dict[str, Any], gold: GoldReport) -> None:
    made["claims"][2]["status"] = "occurred"
    sheet = scored(made, gold)
    assert sheet.counts["events"] == Counts(2, 3, 2)
    assert sheet.counts["checks.warnings"] == Counts(0, 1, 1)


def test_a_party_is_right_by_its_words_or_by_a_name_of_its_actor(made: dict[str, Any], gold: GoldReport) -> None:
    made["claims"][0]["actors"] = [{**at("it fled"), "actor": "a0"}]
    assert scored(made, gold).counts["events.actor"] == Counts(2, 2, 2)
    made["claims"][0]["actors"][0]["actor"] = "a1"
    assert scored(made, gold).counts["events.actor"] == Counts(1, 2, 2)


def test_a_date_is_right_to_the_day_and_a_guessed_place_is_wrong(made: dict[str, Any], gold: GoldReport) -> None:
    made["claims"][0]["date"]["start"] = "2026-03-01"
    made["claims"][0]["place"]["country"] = "TCD"
    made["claims"][1]["place"] = {**made["claims"][0]["place"]}
    sheet = scored(made, gold)
    assert sheet.counts["events.date"] == Counts(0, 1, 1)
    assert sheet.counts["events.place"] == Counts(1, 2, 1)
    assert sheet.counts["places.country"] == Counts(0, 1, 1)


def test_casualties_need_category_and_words_and_their_number_is_judged_apart(made: dict[str, Any], gold: GoldReport) -> None:
    made["claims"][0]["casualties"][0]["best"] = None
    assert scored(made, gold).counts["casualties.value"] == Counts(1, 1, 1)
    made["claims"][0]["casualties"][0]["low"] = 7
    assert scored(made, gold).counts["casualties.value"] == Counts(0, 1, 1)
    made["claims"][0]["casualties"][0]["category"] = "injured"
    assert scored(made, gold).counts["casualties"] == Counts(0, 1, 1)


def test_a_figure_needs_value_and_place(made: dict[str, Any], gold: GoldReport) -> None:
    made["claims"][3]["low"] = 60
    sheet = scored(made, gold)
    assert (sheet.counts["figures"], sheet.counts["figures.found"]) == (Counts(0, 1, 1), Counts(1, 1, 1))
    assert notes(sheet, "figures")[0] == "missed: at least six people [6 or more people]"


def test_the_ends_of_an_alliance_may_change_places_but_those_of_support_may_not(made: dict[str, Any], gold: GoldReport) -> None:
    tie = made["claims"][4]
    tie["from"], tie["to"] = tie["to"], tie["from"]
    assert scored(made, gold).counts["relations.party"] == Counts(2, 2, 2)
    raw = raw_report()
    raw["claims"][4]["relation"] = tie["relation"] = "support"
    support = GoldReport.model_validate(raw, context=gold.input)
    assert scored(made, support).counts["relations.party"] == Counts(0, 2, 2)


def test_a_warning_needs_its_condition(made: dict[str, Any], gold: GoldReport) -> None:
    made["claims"][6]["condition"] = None
    sheet = scored(made, gold)
    assert (sheet.counts["warnings"], sheet.counts["warnings.outcome"]) == (Counts(0, 1, 1), Counts(1, 1, 1))


def test_a_chain_is_right_from_the_outlet_to_the_innermost_speaker(made: dict[str, Any], gold: GoldReport) -> None:
    right = scored(made, gold).counts["said_by"]
    chain = made["claims"][4]["evidence"][0]["said_by"]
    chain.insert(1, {"name": "the paper", "actor": None, "quotation": None, "anonymous": False})
    sheet = scored(made, gold)
    assert sheet.counts["said_by"].hits == right.hits - 1
    assert sheet.counts["said_by.innermost"] == right
    assert notes(sheet, "said_by") == [
        "wrong: The Dun Front is allied with the Masa Committee [Vale Wire > the paper > a driver is not Vale Wire > a driver]"
    ]


def test_an_outlet_that_credits_itself_adds_no_link(made: dict[str, Any], gold: GoldReport) -> None:
    chain = made["claims"][4]["evidence"][0]["said_by"]
    chain.insert(1, {"name": "VW", "actor": None, "quotation": None, "anonymous": False})
    assert scored(made, gold).counts["said_by"].f1 == 1


def test_an_evidence_that_was_not_merged_and_a_drift_that_is_not_there_are_seen(made: dict[str, Any], gold: GoldReport) -> None:
    made["claims"][0]["evidence"].pop()
    made["claims"][0]["drift"] = [{"from": 0, "to": 0, "what": "hedge dropped"}]
    sheet = scored(made, gold)
    assert sheet.counts["merging"] == Counts(0, 0, 1)
    assert sheet.counts["drift"] == Counts(0, 1, 0)


def test_a_span_that_does_not_match_the_text_is_seen(made: dict[str, Any], gold: GoldReport) -> None:
    made["mentions"][1]["text"] = "Barrow"
    sheet = scored(made, gold)
    counts = sheet.counts["checks.spans"]
    assert counts.wanted - counts.hits == 1


def test_a_people_linked_as_party_of_violence_is_seen(made: dict[str, Any], gold: GoldReport) -> None:
    made["actors"].append({"id": "p", "name": "Villagers", "kind": "people", "country": None, "sector": None, "aliases": []})
    assert scored(made, gold).counts["checks.peoples"].f1 == 1
    made["claims"][0]["recipients"] = [{**at("Villagers"), "actor": "p"}]
    sheet = scored(made, gold)
    assert sheet.counts["checks.peoples"].wanted - sheet.counts["checks.peoples"].hits == 1


def test_a_fault_shows_its_words_in_their_sentence(made: dict[str, Any], gold: GoldReport) -> None:
    del made["claims"][1]
    (fault,) = [f for f in scored(made, gold).faults if f.key == "events"]
    assert (fault.words, fault.sentence) == ("fled", "The army denies that it fled.")
    assert "missed" in str(fault)
    assert "harrow-01" in str(fault)


def test_the_main_event_is_the_surest_one_that_is_not_history_and_the_first_of_equals(made: dict[str, Any]) -> None:
    first, second = made["claims"][0], made["claims"][1]
    assert main_event(record(made)).trigger.text == "shelled"  # type: ignore[union-attr]
    second["confidence"] = 0.95
    assert main_event(record(made)).trigger.text == "fled"  # type: ignore[union-attr]
    second["status"] = "historical"
    assert main_event(record(made)).trigger.text == "shelled"  # type: ignore[union-attr]
    second.update(status="occurred", confidence=first["confidence"], trigger={**at("Shelling", TITLE), "in": "title"})
    assert main_event(record(made)).trigger.text == "Shelling"  # type: ignore[union-attr]
    made["claims"] = made["claims"][3:]
    assert main_event(record(made)) is None
