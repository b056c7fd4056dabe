"""The work of a network is counted as the legend says, and what is not installed is named."""

from __future__ import annotations

from types import ModuleType

import pytest

from bench import beside
from bench.beside import batches, in_turn, multiplications, optional, output_widths, pieces
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
    assert len(output_widths(engine)) == 6


def test_what_is_not_installed_is_named_with_the_rows_it_costs(capsys: pytest.CaptureFixture[str]) -> None:
    assert optional("no_such_module_here", "a.row") is None
    assert "a.row: left out, for no_such_module_here is not installed here" in capsys.readouterr().err
    assert isinstance(optional("json", "a.row"), ModuleType)


def test_works_take_turns_and_short_ones_are_done_three_times_a_round() -> None:
    calls: list[str] = []
    best = in_turn({"one": lambda: calls.append("one"), "other": lambda: calls.append("other")})
    assert calls == (["one"] * 3 + ["other"] * 3) * 3
    assert all(0 < value < 1 for value in best.values())


def test_the_slowest_turn_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    took = iter([5.0, 3.0, 4.0])
    monkeypatch.setattr(beside, "seconds", lambda _: next(took))
    assert in_turn({"long": lambda: None}) == {"long": 3.0}
