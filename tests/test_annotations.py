"""The project's annotations: the untouched part is as it was committed, labels are well formed, and no text lies among them."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import math
from pathlib import Path

import pytest

TRAINING = Path(__file__).resolve().parent.parent / "training"
FOLDER = TRAINING / "annotations"
STATUS = {"occurred", "ongoing", "future", "hypothetical", "negated", "historical"}

spec = importlib.util.spec_from_file_location("agreement", TRAINING / "agreement.py")
assert spec and spec.loader
agreement = importlib.util.module_from_spec(spec)
spec.loader.exec_module(agreement)


def rows(folder: Path) -> list[dict]:
    return [json.loads(line) for file in sorted(folder.glob("*.jsonl")) for line in file.read_text().splitlines()]


def test_the_untouched_part_is_as_committed():
    listed = dict(reversed(line.split()) for line in (FOLDER / "untouched.sha256").read_text().splitlines())
    files = {
        str(f.relative_to(FOLDER)): hashlib.sha256(f.read_bytes()).hexdigest()
        for part in ("test", "last", "check", "antecedents/last")
        for f in (FOLDER / part).glob("*")
    }
    assert files == listed


@pytest.mark.parametrize("part", [".", "plain", "test", "last", "check"])
def test_labels_lie_within_their_sentence_and_hold_no_text(part: str):
    found = rows(FOLDER / part)
    assert len(found) > 300
    for row in found:
        for kind in ("ev", "at", "wa", "re", "as"):
            for item in row.get(kind, []):
                for key, value in item.items():
                    if isinstance(value, str):
                        assert key in "kms", (row, key)
                        assert key != "s" or value in STATUS
                    for a, b in [value] if value and isinstance(value[0], int) else value if isinstance(value, list) else []:
                        assert row["start"] <= a < b <= row["end"], row


def test_untouched_sentences_are_not_among_the_others():
    trained = [row for part in (".", "plain", "entities") for row in rows(FOLDER / part)]
    known = {(r["set"], r["id"], r["start"]) for r in trained}
    untouched = [(r["set"], r["id"], r["start"]) for part in ("test", "last", "check") for r in rows(FOLDER / part)]
    assert len(untouched) == len(set(untouched)) and not known & set(untouched)


def test_kappa_is_one_for_agreement_and_zero_for_chance():
    assert agreement.kappa([("a", "a"), ("b", "b")]) == 1.0
    assert agreement.kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0.0
    assert math.isnan(agreement.kappa([]))


def test_agreement_counts_what_only_one_has_marked():
    key = {"set": "s", "id": "1", "start": 0, "end": 40}
    a = {**key, "ev": [{"t": [0, 4], "k": "ASSAULT", "s": "occurred"}, {"t": [9, 12], "k": "AID", "s": "future"}]}
    b = {**key, "ev": [{"t": [0, 4], "k": "COERCE", "s": "occurred"}]}
    [(left, right)] = agreement.both(a, b)
    assert (left["k"], right["k"]) == ("ASSAULT", "COERCE")
