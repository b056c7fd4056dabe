"""Deeds that somebody owns up to: who claims responsibility for an attack is, by the report, the one who did it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tocsin.model.reading import Argument
from tocsin.read.labels import EVENT_ROLES
from tocsin.read.view import Part, View

_CLAIMED = re.compile(
    r"(?i)\b(?:claim(?:ed|s|ing)?|took|tak(?:es?|en|ing)|accept(?:ed|s)?|assum(?:ed|es)|admit(?:ted|s)?|acknowledged)\s+"
    r"(?:(?:the|full|sole|joint|public)\s+)?(?:responsibility|credit)\b"
)
_FOR = re.compile(r"(?i)\s+(?:for|of|in)\b(?:(?!\b(?:that|which|who|after|but|while)\b|\band\s+said\b)[^.;:])*")
_FOR_WHICH = re.compile(r"(?i)\bfor which\b")
_NOBODY = re.compile(r"(?i)\b(?:no|nobody|none|neither)\b")
_TARGET = EVENT_ROLES.index("recipient")
_SCORE = 0.7


def with_claimant(
    view: View, head: int, arguments: Sequence[Argument], parties: Sequence[Part], names: Sequence[tuple[int, int]]
) -> list[Argument]:
    """Give a deed without an actor the one who claims responsibility for it: the last party before the claim, else the last name.

    ``parties`` are what the party head sees in the sentence, ``names`` the words of entities. "No group claimed responsibility" gives nobody.
    """
    given = list(arguments)
    first, last = (view.bounds[view.row_of[head] + n] for n in (0, 1))
    claim = _CLAIMED.search(view.text, *view.chars(first, last))
    if claim is None or any(a.role == "actor" for a in given):
        return given
    at, since = view.chars(head, head + 1)[0], first
    if at < claim.start():  # "attacks for which X has claimed responsibility"
        since = head
        if not _FOR_WHICH.search(view.text, at, claim.start()):
            return given
    elif not _FOR.fullmatch(view.text, claim.end(), at):
        return given
    stop = view.rows(*claim.span())[0]
    seen = [(p.first, p.last) for p in parties if p.role != _TARGET] or list(names)
    found = max(((a, b) for a, b in seen if since <= a and b <= stop), key=lambda words: words[1], default=None)
    if found is None or _NOBODY.search(view.text, *view.chars(max(first, found[0] - 1), min(found[0] + 1, found[1]))):
        return given
    return [*given, Argument("actor", *view.chars(*found), _SCORE)]
