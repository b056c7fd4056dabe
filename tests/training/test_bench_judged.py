"""What a record says is matched with the annotations as the legend of the benchmark says."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from bench_records import TEXT, assertion, at, event, mention, quotation, record, relation, role, warning

from bench.gold import GoldTie, GoldWarning, Passage, blocks, passage, passages
from bench.judged import (
    Judged,
    Verdict,
    assertion_score,
    judge,
    loose_relation_score,
    relation_score,
    told,
    warning_score,
)
from bench.rows import NONE
from tocsin.evaluate.metrics import Counts
from tocsin.model.record import Date


def stored(**marks: object) -> dict[str, object]:
    return {"set": "made", "id": "1", "start": 0, "end": len(TEXT), "sha": "", **marks}


def gold(**marks: object) -> Passage:
    return passage([stored(**marks)], TEXT)


EVENT = {
    "t": list(at("shelled")), "k": "ASSAULT", "m": "heavy-weapons", "s": "occurred", "a": [list(at("Hill militia fighters"))],
    "r": [list(at("the depot"))], "d": list(at("on Sunday")),
}  # fmt: skip


def test_an_event_is_matched_by_its_trigger_and_its_parts_by_overlap() -> None:
    day = Date.model_validate({"start": "2021-03-07", "end": "2021-03-07", "precision": "day", "mention": "m1", "anchored_on": "published"})
    claim = event("shelled", mode="heavy-weapons", actors=(role("militia"),), recipients=(role("the mayor"),), date=day)
    made = judge(told(record(claim, mentions=(mention("Sunday", "TIME"),))), gold(ev=[EVENT]))
    assert made.counts["found"] == Counts(1, 1, 1)
    assert made.pairs["type"] == [("ASSAULT", "ASSAULT")]
    assert made.pairs["mode"] == [("heavy-weapons", "heavy-weapons")]
    assert made.pairs["status"] == [("occurred", "occurred")]
    assert made.counts["actors"] == Counts(1, 1, 1)
    assert made.counts["recipients"] == Counts(0, 1, 1)
    assert made.counts["date"] == Counts(1, 1, 1)
    assert made.counts["place"] == Counts(0, 0, 0)
    assert made.verdicts == [Verdict("event", 0.9, right=True)]


def test_a_missed_and_an_added_event_count_against_their_types() -> None:
    made = judge(told(record(event("backs", "SUPPORT"))), gold(ev=[EVENT]))
    assert made.counts["found"] == Counts(0, 1, 1)
    assert sorted(made.pairs["type"]) == sorted([(NONE, "ASSAULT"), ("SUPPORT", NONE)])
    assert made.pairs["type.matched"] == []
    assert made.pairs["status"] == []
    assert made.verdicts == [Verdict("event", 0.9, right=False)]


def test_an_event_of_another_type_is_found_but_not_right() -> None:
    made = judge(told(record(event("shelled", "COERCE", confidence=0.4))), gold(ev=[EVENT]))
    assert made.counts["found"] == Counts(1, 1, 1)
    assert made.verdicts == [Verdict("event", 0.4, right=False)]
    assert made.pairs["mode"] == [(NONE, "heavy-weapons")]


def test_an_attribution_needs_its_source() -> None:
    content = "Hill militia fighters shelled the depot"
    wanted = gold(at=[{"s": list(at("the mayor")), "c": list(at("said")), "x": list(at(content))}])
    for source, hits in (("mayor", 1), ("The Hill Front", 0), (None, 0)):
        made = judge(told(record(quotations=(quotation(source, "said", content),))), wanted)
        assert made.counts["attribution"] == Counts(hits, 1, 1)
        assert made.verdicts == [Verdict("quotation", None, right=bool(hits))]


def test_a_relation_needs_kind_and_both_ends_in_their_places() -> None:
    wanted = gold(re=[{"k": "support", "t": list(at("backs")), "f": list(at("The Hill Front")), "to": list(at("the militia"))}])
    for kind, ends, strict, loose in (
        ("support", ("Hill Front", "the militia"), 1, 1),
        ("support", ("Hill Front", "the ridge"), 0, 1),
        ("support", ("the militia", "The Hill Front"), 0, 0),
        ("alliance", ("The Hill Front", "the militia"), 0, 0),
    ):
        made = judge(told(record(relation(kind, "backs", *ends))), wanted)
        assert made.counts["relation"] == Counts(strict, 1, 1), (kind, ends)
        assert made.counts["relation.loose"] == Counts(loose, 1, 1), (kind, ends)


def test_an_alliance_has_no_order() -> None:
    one = GoldTie("alliance", (0, 1), ((5, 9), (20, 25)))
    other = GoldTie("alliance", (0, 1), ((21, 22), (6, 7)))
    assert relation_score(one, other) == 2
    assert relation_score(GoldTie("support", (0, 1), one.ends), GoldTie("support", (0, 1), other.ends)) == 0


def test_an_end_that_nobody_annotated_is_not_asked_for() -> None:
    wanted = GoldTie("support", (0, 1), ((5, 9), None))
    assert relation_score(GoldTie("support", (0, 1), ((5, 9), (20, 25))), wanted) == 1
    assert loose_relation_score(GoldTie("support", (0, 1), (None, (5, 9))), wanted) == 0


def test_an_assertion_needs_its_topic_and_whom_it_is_about() -> None:
    wanted = gold(**{"as": [{"k": "presence", "t": list(at("holds")), "x": list(at("The Front"))}]})
    for topic, about, hits in (("presence", "Front", 0), ("presence", "The Front", 1), ("rank", "The Front", 0), ("presence", None, 0)):
        made = judge(told(record(assertion(topic, "holds", about))), wanted)
        assert made.counts["assertion"] == Counts(hits, 1, 1), (topic, about)
    bare = GoldTie("presence", (3, 8), (None, None))
    assert assertion_score(GoldTie("presence", (0, 10), (None, None)), bare) == 1
    assert assertion_score(GoldTie("presence", (9, 10), (None, None)), bare) == 0


def test_a_warning_is_right_with_its_condition_and_counted_by_its_spans() -> None:
    wanted = gold(wa=[{"if": list(at("the truce fails")), "then": list(at("fighting could spread"))}])
    made = judge(told(record(warning(None, "fighting could spread"))), wanted)
    assert made.counts["warning"] == Counts(0, 1, 1)
    assert made.counts["conditions.condition"] == Counts(0, 0, 1)
    assert made.counts["conditions.outcome"] == Counts(1, 1, 1)
    assert made.counts["conditions"] == Counts(1, 1, 2)
    assert warning_score(GoldWarning((0, 5), (9, 20)), GoldWarning((3, 8), (15, 30))) == 5
    assert warning_score(GoldWarning(None, (9, 20)), GoldWarning(None, (15, 30))) == 5


def test_judgements_of_one_document_add_up() -> None:
    whole = Judged()
    for _ in range(2):
        whole.add(judge(told(record(event("shelled"))), gold(ev=[EVENT])))
    assert whole.counts["found"] == Counts(2, 2, 2)
    assert len(whole.pairs["type"]) == len(whole.verdicts) == 2


def rows_of(*places: tuple[str, int, int]) -> list[dict[str, object]]:
    return [{"set": "made", "id": name, "start": a, "end": b, "sha": ""} for name, a, b in places]


def test_sentences_that_stand_near_are_one_passage_and_no_longer_than_700_characters() -> None:
    made = blocks(rows_of(("1", 0, 100), ("1", 120, 300), ("1", 800, 900), ("2", 910, 950), ("2", 951, 1400), ("2", 1401, 1700)))
    assert [[(r["id"], r["start"]) for r in block] for block in made] == [
        [("1", 0), ("1", 120)], [("1", 800)], [("2", 910), ("2", 951)], [("2", 1401)],
    ]  # fmt: skip


def write_set(folder: Path, text: str, name: str = "made") -> None:
    (folder / f"{name}.jsonl").write_text(json.dumps({"id": "1", "text": text, "published": "2020-01-02"}) + "\n", encoding="utf-8")


def write_labels(folder: Path, sentence: str, start: int, **marks: object) -> None:
    folder.mkdir(exist_ok=True)
    sha = hashlib.sha256(sentence.encode()).hexdigest()[:8]
    row = {"set": "made", "id": "1", "start": start, "end": start + len(sentence), "sha": sha, **marks}
    (folder / "made-1.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")


@pytest.mark.parametrize("part", ["test", "last", "check"])
def test_a_part_kept_aside_is_all_that_lies_in_its_folder_with_offsets_in_the_passage(tmp_path: Path, part: str) -> None:
    text = "Before it. Troops shelled the town."
    write_set(tmp_path, text)
    write_labels(tmp_path / part, text[11:], 11, ev=[{"t": [18, 25], "k": "ASSAULT", "s": "occurred", "a": [[11, 17]]}])
    (one,) = passages(tmp_path, tmp_path, part)
    assert one.text == "Troops shelled the town."
    assert one.published == "2020-01-02"
    assert one.text[slice(*one.events[0].trigger)] == "shelled"
    assert one.text[slice(*one.events[0].parts["actors"][0])] == "Troops"


def test_a_part_without_annotations_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"test: no annotations of the part 'test' lie here.*--part"):
        passages(tmp_path, tmp_path, "test")


def test_a_reference_text_that_changed_is_named(tmp_path: Path) -> None:
    write_set(tmp_path, "Troops left the town.")
    write_labels(tmp_path / "test", "Troops held the town.", 0)
    with pytest.raises(SystemExit, match="made 1 at 0: the reference text has changed"):
        passages(tmp_path, tmp_path, "test")
