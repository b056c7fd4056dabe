"""The parties of a report: which names stand for one another, in the record and in the gold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from tocsin.evaluate.gold import GoldReport
from tocsin.evaluate.metrics import Counts, pair_up
from tocsin.evaluate.names import alike, any_same_name, fold
from tocsin.model.record import Record, Role
from tocsin.model.span import Span


class Parties:
    """Compares roles of a record with words of the gold."""

    def __init__(self, record: Record, gold: GoldReport) -> None:
        self._record, self._gold = record, gold

    @cached_property
    def _actors(self) -> dict[str, tuple[str, ...]]:
        return {a.id: (a.name, *a.aliases) for a in self._record.actors}

    def names(self, actor: str | None) -> tuple[str, ...]:
        """Return the names of an actor of the record; none for null."""
        return self._actors.get(actor or "", ())

    def known(self, words: str) -> set[str]:
        """Return the words themselves and the names of the gold actor whom they name."""
        bare = fold(words)
        return {words, *(n for a in self._gold.actors if any(fold(x) == bare for x in a.names) for n in a.names)}

    def same(self, role: Role, wanted: Span) -> bool:
        """Tell whether a role is the wanted party: its words, or a name of its actor, overlap the gold's words or names by half."""
        return alike((role.text, *self.names(role.actor)), self.known(wanted.text))

    def count(self, roles: Sequence[Role], wanted: Sequence[Span]) -> Counts:
        """Count roles against wanted parties, one to one."""
        pairs = pair_up(len(roles), len(wanted), lambda i, j: float(self.same(roles[i], wanted[j])))
        return Counts(len(pairs), len(roles), len(wanted))

    def is_link(self, names: Sequence[str], wanted: str) -> bool:
        """Tell whether a link of a speaker chain is the wanted one; "" wants a link without a name."""
        return any_same_name(names, self.known(wanted)) if wanted else not names
