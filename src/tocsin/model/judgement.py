"""A judgement: what a person decided about actors. Judgements are appended, never changed; undoing one is another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AwareDatetime, Field

from tocsin.model.span import Noun

Action = Literal["merge", "split", "alias", "rename", "import", "undo"]
Side = Annotated[str, Field(pattern=r"^(?:[A-Z]{3}|[a-z]+:\S+)$")]
"""A state's ISO 3166-1 alpha-3 code, or the id of an actor."""
_LATER: Final = ("backed_by", "fights")
"""Fields of a card that older journals do not have: where they are empty, a judgement's id is made without them."""


class ActorCard(Noun):
    """What is known of one actor, and a line of `tocsin actors export`; null is what its source does not say.

    ``country`` is ISO 3166-1 alpha-3, ``sector`` a PLOVER sector, ``since`` and ``until`` are YYYY, YYYY-MM or YYYY-MM-DD as the source gives
    them. ``offices`` are the public offices of a person; ``external`` are the ids that others use, by who uses them (``wikidata``, ``ftm``).
    ``backed_by`` are those who back, arm, fund or command an armed group, ``fights`` those whom it fights or rose against, at some time.
    """

    schema_: Literal["tocsin/actor/1"] = Field(default="tocsin/actor/1", alias="schema")
    id: str = Field(pattern=r"^\S+$")
    name: str = Field(pattern=r"\S")
    kind: str | None = None
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    sector: str | None = None
    aliases: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    website: str | None = None
    since: str | None = None
    until: str | None = None
    external: Mapping[str, str] = {}
    backed_by: tuple[Side, ...] = ()
    fights: tuple[Side, ...] = ()
    source: str = Field(pattern=r"\S")

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


class Judgement(Noun):
    """One decision, one line of a journal.

    ``actor`` is whom it is about: the actor that is merged away, from whom an alias is split, who gets a name; in an undoing the judgement's
    id. ``into`` is the actor that a merge ends in, or that has the split alias from then on. ``name`` is the alias or the new name.
    ``cards`` hold what was known of actors that the shipped register does not have, so that the journal stands alone.
    """

    schema_: Literal["tocsin/judgement/1"] = Field(default="tocsin/judgement/1", alias="schema")
    id: str
    at: AwareDatetime
    author: str = Field(pattern=r"\S")
    reason: str = Field(pattern=r"\S")
    action: Action
    actor: str
    into: str | None = None
    name: str | None = None
    cards: tuple[ActorCard, ...] = ()

    @classmethod
    def made(
        cls, action: Action, actor: str, *, at: datetime, author: str, reason: str, into: str | None = None, name: str | None = None,
        cards: tuple[ActorCard, ...] = (),
    ) -> Self:  # fmt: skip
        """Return the judgement with its id."""
        bare = cls(id="", at=at, author=author, reason=reason, action=action, actor=actor, into=into, name=name, cards=cards)
        return bare.model_copy(update={"id": bare.fingerprint()})

    def fingerprint(self) -> str:
        """Return the 16 first hex digits of the SHA-256 of everything but the id, as JSON with sorted keys: the id that it must have."""
        told: dict[str, Any] = self.model_dump(mode="json", by_alias=True, exclude={"id"})
        told["cards"] = [{name: value for name, value in card.items() if value or name not in _LATER} for card in told["cards"]]
        return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]

    def to_json(self) -> str:
        """Return the judgement as one line of JSON, without what is empty."""
        told = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        told["cards"] = [card.model_dump(mode="json", by_alias=True, exclude_defaults=True) for card in self.cards]
        return json.dumps({k: v for k, v in told.items() if v != []}, ensure_ascii=False)
