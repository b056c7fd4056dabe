"""The ACLED layout and the crosswalk to it, cautious: where no rule surely holds there is no code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.codebook.table import table


@dataclass(frozen=True, slots=True)
class AcledCode:
    """A pair of event type and sub-event type of the layout."""

    event_type: str
    sub_event_type: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What the crosswalk looks at: type and mode, both parties' sides and sectors, whether people died, whether ground was taken."""

    type: str
    mode: str
    actor: str
    recipient: str
    actor_sector: str | None
    recipient_sector: str | None
    lethal: bool
    territory: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the crosswalk; a field that is None fits anything."""

    type: str
    modes: frozenset[str]
    actor: str | None
    recipient: str | None
    lethal: bool | None
    territory: bool | None
    code: AcledCode


@dataclass(frozen=True)
class Acled:
    """Event types with their sub-event types and meanings, and the crosswalk's rules. Source: the layout in the ACLED codebook."""

    standard: str
    event_types: Mapping[str, str]
    sub_event_types: Mapping[tuple[str, str], str]
    rules: tuple[Rule, ...]
    statuses: frozenset[str]
    exported: frozenset[str]
    crowd: frozenset[str]
    parties: Mapping[str, frozenset[str]]

    def code(self, deed: Deed) -> AcledCode | None:
        """Return the code of the first rule that fits the deed, or None."""
        for rule in self.rules:
            if rule.type == deed.type and deed.mode in rule.modes and self._fits(rule, deed):
                return rule.code
        return None

    def _fits(self, rule: Rule, deed: Deed) -> bool:
        return (
            self._party(rule.actor, deed.actor, deed.actor_sector)
            and self._party(rule.recipient, deed.recipient, deed.recipient_sector)
            and (rule.lethal is None or rule.lethal == deed.lethal)
            and (rule.territory is None or rule.territory == deed.territory)
        )

    def _party(self, wanted: str | None, side: str, sector: str | None) -> bool:
        if wanted in (None, "any"):
            return True
        if wanted == "crowd":
            return sector in self.crowd
        return side in self.parties[wanted or ""]


def load_acled() -> Acled:
    """Return the layout and its crosswalk from their data file."""
    data = table("acled")
    walk = data["crosswalk"]
    types = data["event_types"]
    return Acled(
        standard=data["standard"],
        event_types={name: row["meaning"] for name, row in types.items()},
        sub_event_types={(name, sub): meaning for name, row in types.items() for sub, meaning in row["sub"].items()},
        rules=tuple(
            Rule(
                row["type"],
                frozenset(row["modes"]),
                row.get("actor"),
                row.get("recipient"),
                row.get("lethal"),
                row.get("territory"),
                AcledCode(*row["code"]),
            )
            for row in walk["rules"]
        ),
        statuses=frozenset(walk["statuses"]),
        exported=frozenset(walk["exported"]),
        crowd=frozenset(walk["crowd"]),
        parties={name: frozenset(sides) for name, sides in walk["parties"].items()},
    )
