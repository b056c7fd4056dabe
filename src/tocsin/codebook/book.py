"""The codebook: every standard behind one object. Each data file is read when it is first asked for, once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, cast

from tocsin.codebook.acled import Acled, AcledCode, Deed, load_acled
from tocsin.codebook.entry import Entry
from tocsin.codebook.index import entries
from tocsin.codebook.plover import Plover, load_plover
from tocsin.codebook.table import table
from tocsin.codebook.wording import Band, Hedges, Likelihoods, load_hedges, load_likelihoods
from tocsin.model.reading import Status

VERSION = "1.0"
"""The version of the codebook that every record names; it changes with any code, choice or crosswalk rule."""

_LETHAL_STATUSES = ("occurred", "ongoing", "historical")


@dataclass(frozen=True)
class Codebook:
    """The standards that records follow. What is looked up often is typed; the rest are plain tables."""

    version: str = VERSION

    @cached_property
    def plover(self) -> Plover:
        """PLOVER 2: types, modes, contexts, sectors."""
        return load_plover()

    @cached_property
    def acled_layout(self) -> Acled:
        """The ACLED layout and the crosswalk's rules."""
        return load_acled()

    @cached_property
    def likelihoods(self) -> Likelihoods:
        """ICD 203 and the likelihood words outside it."""
        return load_likelihoods()

    @cached_property
    def hedges(self) -> Hedges:
        """The hedges."""
        return load_hedges()

    @cached_property
    def ucdp(self) -> Mapping[str, Any]:
        """UCDP's types of violence and precision codes, with the crosswalk's rules."""
        return table("ucdp")

    @cached_property
    def admiralty(self) -> Mapping[str, Any]:
        """The Admiralty code: ``letters`` for the source, ``numbers`` for the information."""
        return table("admiralty")

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, str]]:
        """The project's own words: by kind: mention types, record kinds, relations, topics, issue codes and more."""
        return table("terms")

    @cached_property
    def status(self) -> Mapping[str, Any]:
        """The six statuses with their meaning, and ``caution``: from the most cautious to the least."""
        return table("status")

    @property
    def hedge_pattern(self) -> re.Pattern[str]:
        """Finds the words by which a text keeps its distance ("reportedly", "is believed to")."""
        return self.hedges.pattern

    @property
    def likelihood_pattern(self) -> re.Pattern[str]:
        """Finds likelihood words, with and without a band."""
        return self.likelihoods.pattern

    def band(self, word: str) -> Band | None:
        """Return the ICD 203 band of a likelihood word in per cent, or None where it carries no number."""
        return self.likelihoods.band(word)

    def contexts(self, words: str) -> tuple[str, ...]:
        """Return the PLOVER contexts that ``words`` give a cue for, in the standard's order."""
        return self.plover.find_contexts(words)

    def most_cautious(self, statuses: Iterable[Status]) -> Status:
        """Return the most cautious of some statuses; raise ValueError where there are none."""
        order: list[str] = self.status["caution"]
        return min(statuses, key=order.index)

    def acled(
        self,
        type: str,  # noqa: A002
        mode: str | Iterable[str] | None,
        actor_sector: str | None,
        recipient_sector: str | None,
        status: Status = "occurred",
        *,
        lethal: bool = False,
        territory: bool = False,
    ) -> AcledCode | None:
        """Return the ACLED layout's code of a deed, or None where no rule surely holds.

        ``mode``: one mode, several (the first that fits), or None. Sectors are PLOVER's; None means that nobody is named or known. Pass no
        sector for a population: a people is no party. ``lethal``: somebody died; ``territory``: ground changed hands.
        """
        layout = self.acled_layout
        if status not in layout.statuses:
            return None
        modes = ("",) if not mode else (mode,) if isinstance(mode, str) else tuple(mode) or ("",)
        actor, recipient = self._side(actor_sector), self._side(recipient_sector)
        for one in modes:
            code = layout.code(Deed(type, one, actor, recipient, actor_sector, recipient_sector, lethal, territory))
            if code is not None:
                return code
        return None

    def ucdp_type(
        self,
        actor_sector: str | None,
        recipient_sector: str | None,
        lethal: bool,
        status: Status = "occurred",
    ) -> Literal[1, 2, 3] | None:
        """Return UCDP's type of violence of a deed that cost lives, or None: not lethal, not done, or a side that is not known."""
        if not lethal or status not in _LETHAL_STATUSES:
            return None
        actor, recipient = self._side(actor_sector), self._side(recipient_sector)
        for rule in self.ucdp["rules"]:
            if actor in rule["actor"] and recipient in rule["recipient"]:
                return cast(Literal[1, 2, 3], rule["type"])
        return None

    def explain(self, term: str) -> Entry | None:
        """Return the first entry of :meth:`lookup`, or None."""
        found = self.lookup(term)
        return found[0] if found else None

    def lookup(self, term: str) -> tuple[Entry, ...]:
        """Return every entry that a code, pair (``COERCE-arrest``), word or alias names in any standard, whatever its letters' case."""
        return self._entries.get(_key(term), ())

    def suggest(self, term: str, most: int = 5) -> tuple[str, ...]:
        """Return codes whose spelling is near ``term``, the nearest first."""
        near = difflib.get_close_matches(_key(term), self._entries, n=most, cutoff=0.6)
        return tuple(dict.fromkeys(self._entries[key][0].code for key in near))

    @cached_property
    def _entries(self) -> dict[str, tuple[Entry, ...]]:
        made: dict[str, list[Entry]] = {}
        for words, entry in entries(self.plover, self.acled_layout, self.likelihoods, self.hedges, self._tables()):
            for word in words:
                at = made.setdefault(_key(word), [])
                if entry not in at:
                    at.append(entry)
        return {key: tuple(found) for key, found in made.items()}

    def _tables(self) -> dict[str, Mapping[str, Any]]:
        return {"ucdp": self.ucdp, "admiralty": self.admiralty, "status": self.status, "terms": self.terms}

    def _side(self, sector: str | None) -> str:
        known = self.plover.sectors.get(sector) if sector else None
        return known.side if known else "unknown"


def _key(term: str) -> str:
    return re.sub(r"[\s_/.-]+", "-", term.strip().lower())


@cache
def codebook() -> Codebook:
    """Return the codebook, one object a process."""
    return Codebook()
