"""How far two codings agree is counted with the first event, or the best one, as the main event."""

from __future__ import annotations

import pytest

from score_quads import quad_of, reached

TOLD = [("4", ["ACCUSE", "ASSAULT"]), ("3", ["ACCUSE"]), ("0", []), ("0", ["REQUEST"])]


def test_a_type_has_the_class_of_the_codebook_unless_told_otherwise() -> None:
    assert (quad_of("SANCTION", {}), quad_of("SANCTION", {"SANCTION": "3"}), quad_of(None, {})) == ("4", "3", "0")


def test_the_best_event_of_a_sentence_counts_where_asked_and_another_class_can_be_tried() -> None:
    assert reached(TOLD, {}) == pytest.approx((0 + 0.5 + 2 / 3) / 3)
    assert reached(TOLD, {}, best=True) == pytest.approx((1 + 2 / 3 + 2 / 3) / 3)
    assert reached(TOLD, {"REQUEST": "0"}, best=True) == pytest.approx(1)
