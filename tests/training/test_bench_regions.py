"""The annotated passages are told apart by the set that they were drawn from."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import regions
from bench.judged import Judged
from bench.rows import NONE
from bench.setting import Bench
from tocsin.evaluate.metrics import Counts


def judged(found: int) -> Judged:
    pairs = [("ASSAULT", "ASSAULT")] * found + [("AID", "ASSAULT"), (NONE, "ASSAULT"), ("AID", NONE)]
    return Judged(counts={"attribution": Counts(1, 2, 3)}, pairs={"type": pairs})


def test_an_event_counts_where_its_type_is_right() -> None:
    assert regions.typed(judged(4)) == Counts(4, 6, 6)


def test_sets_with_few_events_have_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = {"news_syria.raw/1": judged(20), "news_syria.raw/2": judged(10), "class_satp.train/1": judged(3)}
    monkeypatch.setattr(regions, "judgements", lambda _: (documents, 3))
    (row,) = regions.regions(Bench(Path()))
    assert (row.key, row.of) == ("regions.news_syria.events", 34)
    assert row.value == pytest.approx(60 / 68)
    assert "the war in Syria" in row.meaning
