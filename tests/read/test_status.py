"""What the words before a trigger state outright."""

from __future__ import annotations

import pytest

from tocsin.read.status import stated_status


@pytest.mark.parametrize(
    ("before", "status"),
    [
        ("The army did not ", "negated"),
        ("Baku denies ", "negated"),
        ("The ministry denied that its forces had ", "negated"),
        ("Rebels could ", "hypothetical"),
        ("They fear the risk of a new ", "hypothetical"),
        ("The junta plans to ", "future"),
        ("Troops will soon ", "future"),
        ("The envoy called on the two towns to ", "hypothetical"),
        ("Guilds urged the council to quickly ", "hypothetical"),
        ("He called the guards, who came to ", None),
        ("Soldiers ", None),
        ("They will not ", None),
        ("Nobody denied that the town was hungry when rebels ", None),
    ],
)
def test_only_a_plain_form_states_a_status(before: str, status: str | None) -> None:
    assert stated_status(before) == status
