"""The sides of armed groups: who backs them and whom they fight, each an actor of the register and told by a source."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from tocsin.resolve.actor_files import table
from tocsin.resolve.register import Entry, Register

SIDED = [e for e in Register.load().entries.values() if e.backed_by or e.fights]


def test_the_register_tells_sides_of_armed_groups_alone() -> None:
    assert {e.kind for e in SIDED} == {"armed group"}
    told = Register.load().entries["armed:hezbollah"]
    assert "IRN" in told.backed_by
    assert "ISR" in told.fights
    assert (Register.load().entries["state:IRN"].backed_by, Register.load().entries["state:IRN"].fights) == ((), ())


@pytest.mark.parametrize("entry", SIDED, ids=lambda e: e.id)
def test_each_side_is_a_state_or_an_actor_that_is_not_the_group_itself(entry: Entry) -> None:
    register = Register.load()
    sides = (*entry.backed_by, *entry.fights)
    assert len(set(entry.backed_by)) + len(set(entry.fights)) == len(sides)
    for side in sides:
        assert side in register.entries if ":" in side else register.is_state(side), side
        assert side != entry.id
        assert not side.startswith("state:")


def test_nobody_both_backs_a_group_and_is_fought_by_it() -> None:
    assert {e.id: set(e.backed_by) & set(e.fights) for e in SIDED if set(e.backed_by) & set(e.fights)} == {}


def test_a_row_with_a_side_has_a_source() -> None:
    assert [e.id for e in SIDED if not e.source.strip()] == []


def test_the_columns_are_read_as_they_stand() -> None:
    rows = {row["id"]: row for row in table("actors/armed_groups.csv")}
    for identity, row in rows.items():
        entry = Register.load().entries[identity]
        assert ("|".join(entry.backed_by), "|".join(entry.fights)) == (row["backed_by"], row["fights"])


def test_the_description_of_the_register_counts_them_as_they_are() -> None:
    words = (files("tocsin.resolve") / "data" / "ACTORS.md").read_text(encoding="utf-8")
    many = Counter(field for e in SIDED for field in ("backed_by", "fights") if getattr(e, field))
    assert f"`fights` for {many['fights']} groups, `backed_by` for {many['backed_by']}" in words
