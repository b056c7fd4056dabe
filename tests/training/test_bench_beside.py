"""The work of a network is counted as the legend says, and what is not installed is named."""

from __future__ import annotations

from types import ModuleType

import pytest

from bench.beside import batches, multiplications, optional, output_widths, peak, pieces
from bench.setting import document
from tocsin.read.engine import Engine


def test_the_multiply_adds_of_a_window_grow_with_its_pieces_and_their_pairs() -> None:
    layer = 4 * 384 * 384 + 2 * 384 * 1536
    assert multiplications([1], []) == 6 * (layer + 2 * 384)
    assert multiplications([10], [100, 50]) == 10 * (6 * layer + 384 * 150) + 6 * 2 * 384 * 100
    assert multiplications([3, 4], [7]) == multiplications([3], [7]) + multiplications([4], [7])


def test_batches_hold_windows_of_like_length_and_no_more_than_2048_pieces() -> None:
    windows = [[1] * n for n in (500, 10, 400, 20, 300, 30, 510, 505, 480)]
    made = list(batches(windows))
    assert sorted(len(w) for batch in made for w in batch) == sorted(map(len, windows))
    assert all(max(map(len, batch)) * len(batch) <= 2048 for batch in made)
    assert [len(w) for batch in made for w in batch] == sorted(map(len, windows))


def test_windows_are_those_of_the_engine() -> None:
    engine = Engine()
    text = "Troops shelled the town on Monday, officials said. " * 30
    made = list(pieces(engine, [document(text, "test")]))
    words = engine.words(text)
    assert len(made) > 1
    assert all(w[0] == 101 and w[-1] == 102 and 2 < len(w) <= 510 for w in made)
    assert made[0][1:6] == words.ids[:5].tolist()
    assert made[-1][-6:-1] == words.ids[-5:].tolist()
    assert len(output_widths(engine)) == 4


def test_what_is_not_installed_is_named_with_the_rows_it_costs(capsys: pytest.CaptureFixture[str]) -> None:
    assert optional("no_such_module_here", "a.row") is None
    assert "a.row: left out, for no_such_module_here is not installed here" in capsys.readouterr().err
    assert isinstance(optional("json", "a.row"), ModuleType)


def test_a_peak_is_operations_by_the_best_time() -> None:
    calls = []
    made = peak(lambda: calls.append(1))
    assert made is not None
    assert made > 0
    assert len(calls) == 6
    assert peak(None) is None
