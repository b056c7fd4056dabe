"""Conditions on text that nobody in the project annotated: GUM's contingency-condition relations against the pipeline's warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.rows import Row, f1_row
from bench.setting import Bench
from tocsin.evaluate.metrics import Counts, Offsets, overlap, pair_up
from tocsin.model.record import Record, WarningClaim

_RELATION = re.compile(r"([\w-]+):(\d+)(?:->(\d+))?")
Unit = list[Offsets]


@dataclass
class Discourse:
    """A document's text, its discourse units by number (each a list of spans, for it may be cut in two), and their relations.

    A relation is (name, unit, unit that it depends on).
    """

    text: str = ""
    units: dict[int, Unit] = field(default_factory=dict)
    relations: list[tuple[str, int, int]] = field(default_factory=list)

    def conditions(self) -> list[tuple[Unit, Unit]]:
        """Return the conditions with what depends on them: both units, with the units that continue them after an interruption."""
        return [(self._whole(one), self._whole(other)) for name, one, other in self.relations if name == "contingency-condition"]

    def _whole(self, unit: int) -> Unit:
        more = [one for name, one, other in self.relations if name.startswith("same-unit") and other == unit]
        return [span for n in (unit, *more) for span in self.units.get(n, [])]


def read_conllu(conllu: str) -> Discourse:
    """Return text, units and relations of a CoNLL-U document whose MISC column has ``Discourse=relation:unit->unit:...`` (GUM, eRST).

    A unit runs from the token that opens it to the next one that opens another. Tokens are joined by blanks save after ``SpaceAfter=No``,
    sentences by blanks, paragraphs (``# newpar``) by blank lines.
    """
    made = Discourse()
    current, covered, gap = 0, 0, ""
    for line in conllu.split("\n"):
        if line.startswith("# newpar") and made.text:
            gap = "\n\n"
        columns = line.split("\t")
        if len(columns) < 10:  # a comment, or the blank line after a sentence
            covered = 0
            continue
        number, misc = columns[0], columns[9]
        if "." in number:  # an empty node, which has no words
            continue
        first, _, last = number.partition("-")
        if not last and int(first) <= covered:  # part of a contraction, whose words stand in the text already
            start = len(made.text) - len(columns[1])
        else:
            covered = int(last or 0)
            start = len(made.text) + len(gap)
            made.text += gap + columns[1]
            gap = "" if "SpaceAfter=No" in misc else " "
        opened = _relations(misc)
        if opened:
            if current in made.units:
                made.units[current][-1] = (made.units[current][-1][0], min(made.units[current][-1][1], start))
            current = opened[0][1]
            made.relations += [(name, one, other) for name, one, other in opened if other is not None]
            made.units.setdefault(current, []).append((start, len(made.text)))
        elif current in made.units:
            made.units[current][-1] = (made.units[current][-1][0], len(made.text))
    return made


def _relations(misc: str) -> list[tuple[str, int, int | None]]:
    found = next((m.removeprefix("Discourse=") for m in misc.split("|") if m.startswith("Discourse=")), "")
    matches = (_RELATION.match(part) for part in found.split(";"))
    return [(m[1], int(m[2]), int(m[3]) if m[3] else None) for m in matches if m]


def conditions(bench: Bench) -> Iterator[Row]:
    """GUM dev: contingency-condition relations as conditions and outcomes of warnings."""
    given = [read_conllu(r["conllu"]) for r in bench.rows("coref_gum.dev")]
    records = bench.read("coref_gum.dev", ((d.text, None) for d in given))
    many = sum(len(d.conditions()) for d in given)
    judged = [gum_counts(warnings_of(record), d.conditions()) for record, d in zip(records, given, strict=True)]
    where = (
        f"GUM dev, {many} contingency-condition relations in {len(given)} documents that are mostly no conflict reports; the discourse unit"
        " of the condition and the one that it depends on, against warnings that have a condition, by overlap"
    )
    for n, (name, reach, what) in enumerate(
        (
            ("span", 0.70, "conditions and outcomes taken together"),
            ("condition", None, "conditions alone"),
            ("outcome", None, "outcomes alone"),
            ("both", None, "warnings of which both overlap"),
        )
    ):
        yield f1_row(f"conditions.{name}", [j[n] for j in judged], reach, f"{where}; {what}")


def warnings_of(record: Record) -> list[tuple[Offsets, Offsets]]:
    """Return condition and outcome of the warnings that have a condition."""
    warnings = (c for c in record.claims if isinstance(c, WarningClaim))
    return [((w.condition.start, w.condition.end), (w.outcome.start, w.outcome.end)) for w in warnings if w.condition]


def gum_counts(found: list[tuple[Offsets, Offsets]], wanted: list[tuple[Unit, Unit]]) -> tuple[Counts, Counts, Counts, Counts]:
    """Return the counts of one document: conditions and outcomes together, conditions, outcomes, and pairs of which both overlap."""

    def shared(i: int, j: int, side: int) -> int:
        return sum(overlap(found[i][side], span) for span in wanted[j][side])

    size = (len(found), len(wanted))
    one = Counts(len(pair_up(*size, lambda i, j: shared(i, j, 0))), *size)
    other = Counts(len(pair_up(*size, lambda i, j: shared(i, j, 1))), *size)
    both = pair_up(*size, lambda i, j: shared(i, j, 0) + shared(i, j, 1) if shared(i, j, 0) and shared(i, j, 1) else 0)
    return one + other, one, other, Counts(len(both), *size)
