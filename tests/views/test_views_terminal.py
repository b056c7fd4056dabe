"""The terminal view: readable at 80 columns, plain in a pipe."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from stories import allies, empty, foreign, hostile, recipe, shelling, unsigned

from tocsin.model.record import Record
from tocsin.views.terminal import claim_in_context, claim_line, render

EVERY = [allies(), shelling(), hostile(), unsigned(), empty(), foreign(), recipe()]


@pytest.mark.parametrize("record", EVERY)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_told(record: Record, width: int) -> None:
    assert max(len(line) for line in render(record, width=width, colour=False).splitlines()) <= width


@pytest.mark.parametrize("record", EVERY)
def test_a_pipe_gets_no_escapes_and_no_line_ends_in_blanks(record: Record) -> None:
    made = render(record, width=80, colour=False)
    assert "\x1b" not in made
    assert not re.search(r"[ \t]+\n", made)
    assert made.endswith("\n")


def test_colour_is_there_when_told() -> None:
    assert "\x1b[" in render(allies(), width=80, colour=True)


def test_words_of_a_document_cannot_steer_the_terminal() -> None:
    record = hostile()
    coloured = render(record, width=80, colour=True)
    ours = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert "\x1b" not in ours
    assert not set(ours) & set("\x00\u202e\u202c\r")
    assert "\x1b[31mshelled" not in coloured
    for made in (claim_line(record.claims[0], 100), claim_in_context(record.claims[0], record.document, 80, colour=False)):
        assert not set(made) & set("\x00\x1b\u202e\u202c")


def test_it_begins_with_outlet_day_and_credit_and_then_the_first_screen() -> None:
    lines = render(allies(), width=80, colour=False).splitlines()
    assert lines[0] == "Northern Digest · 14 May 2024 · credits Valley Courier"
    assert lines[1] == "Ridge rebels win over hill people of the Oram"
    order = [line for line in lines if line.isupper() and not line.startswith(" ")]
    assert order[0] == "WHO REPORTS"
    assert order.index("NOT KNOWN") < order.index("EVENTS (2)") < order.index("WARNINGS (1)") < order.index("LEFT OPEN, AND WHY")


def test_an_event_shows_its_words_its_chain_and_its_code_after_them() -> None:
    made = re.sub(r"\s+", " ", render(allies(), width=80, colour=False))
    assert "occurred; said by Northern Digest < Valley Courier < “a member of the group” (not named) CONSULT/visit" in made


def test_a_warning_reads_if_then() -> None:
    made = re.sub(r"\s+", " ", render(allies(), width=80, colour=False))
    assert "IF “If the government falters” THEN “conflict may follow in the hills”" in made


def test_issues_are_summed_up_by_code_with_their_count() -> None:
    assert "people-not-party – 1 time\n" in render(allies(), width=80, colour=False)


def test_a_claim_on_one_line_fits_the_width() -> None:
    for record in (allies(), shelling()):
        for claim in record.claims:
            line = claim_line(claim, 80)
            assert "\n" not in line
            assert len(line) <= 80
            assert line.startswith(claim.id[:8])


def test_a_claim_in_context_marks_its_words_and_shows_its_whole_id() -> None:
    record = allies()
    claim = record.claims[0]
    made = claim_in_context(claim, record.document, 80, colour=False)
    flat = re.sub(r"\s+", " ", made)
    assert ">>>Ridge rebels win over hill people of the Oram<<<" in flat
    assert "is said to be courting the Oram<<<, a people of the eastern hills" in flat
    assert "planned or expected; said by Northern Digest < Valley Courier; hedged: “is said to be”" in flat
    assert claim.id in made
    assert ">>>" not in claim_in_context(claim, record.document, 80, colour=True)


def test_importing_the_view_does_not_load_rich_or_jinja() -> None:
    script = "import sys, tocsin.views.terminal, tocsin.views.lines; print(sorted({'rich', 'jinja2'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip() == "[]"
