"""What is negated and what stands under a modal: by the frame, and by the record."""

from __future__ import annotations

import pytest
from bench_records import at, event, record

from bench.timeml import Said, by_frames, wanted_modal, wanted_negated, with_records
from score_heads import Heads
from tocsin.read.engine import Engine


def test_a_plain_future_is_no_modality_but_counts_in_the_wide_measure() -> None:
    assert not Said(modals=("will",)).modal
    assert not Said(modals=("’ll",)).modal
    assert Said(modals=("will",)).wide
    assert Said(modals=("will", "could")).modal


def test_a_record_adds_its_status() -> None:
    start, end = at("shelled")
    events = [{"start": start, "end": end}, {"start": 0, "end": 4}]
    for status, negated, modal, wide in (
        ("negated", True, False, False),
        ("hypothetical", False, True, True),
        ("future", False, False, True),
        ("occurred", False, False, False),
    ):
        one, other = with_records([Said(), Said(negative=True)], events, record(event("shelled", status=status)))
        assert (one.negated, one.modal, one.wide) == (negated, modal, wide)
        assert other == Said(negative=True)


@pytest.mark.parametrize(("value", "modal"), [("would", True), ("COULD", True), ("none", False), (None, False), ("to", False), ("", False)])
def test_only_a_modal_word_is_wanted_as_modality(value: str | None, modal: bool) -> None:
    assert wanted_modal({"modality": value}) is modal


def test_polarity_is_wanted_where_it_is_negative() -> None:
    assert wanted_negated({"polarity": "NEG"})
    assert not wanted_negated({"polarity": "POS"})
    assert not wanted_negated({})


def test_the_frame_head_is_asked_at_the_word_in_which_the_event_begins() -> None:
    text = "The soldiers did not attack the village. The rebels attacked the camp."
    events = [{"start": a, "end": b} for a, b in (at("attack", text), at("attacked", text))]
    (said,) = by_frames(Heads(Engine()), [{"text": text, "events": events}])
    assert [s.negated for s in said] == [True, False]
