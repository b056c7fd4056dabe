"""Which triggers stand inside another act's own frame, so that they do not lead a sentence: "strike" in "called off a strike"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tocsin.read.decode import Ints
from tocsin.read.view import Part, View

_BEARS = re.compile(
    r"(?i)(?:launch(?:e[sd]|ing)?|mount(?:s|ed|ing)?|stag(?:es?|ed|ing)|wag(?:es?|ed|ing)|h[eo]ld(?:s|ing)?|conduct(?:s|ed|ing)?|carr(?:y|ies|ied|ying)|"
    r"beg[aiu]n(?:s|ning)?|start(?:s|ed|ing)?|resum(?:es?|ed|ing)|renew(?:s|ed|ing)?|continu(?:es?|ed|ing)|intensif(?:y|ies|ied|ying)|step(?:s|ped|ping)?|"
    r"open(?:s|ed|ing)?)"
)  # verbs that only bear or begin what their object names


def governed(view: View, best: Ints, frames: Mapping[int, Sequence[Part]]) -> frozenset[int]:
    """Return the triggers that stand in a part of the PropBank frame of another trigger of another type.

    ``frames`` holds the parts of each trigger's frame, ``best`` the likeliest type of each word. Not governed are the object of a verb that
    only bears it ("launched an attack"), as it alone says what was done, and an infinitive ("sent a team to investigate").
    """
    rulers = [(i, parts) for i, parts in frames.items() if not _BEARS.fullmatch(view.text, *view.chars(i, i + 1))]
    return frozenset(
        j
        for j in frames
        if not _is_infinitive(view, j)
        and any(best[i] != best[j] and any(p.first <= j < p.last for p in parts) for i, parts in rulers if i != j)
    )


def _is_infinitive(view: View, at: int) -> bool:
    return at > 0 and view.text[slice(*view.chars(at - 1, at))].lower() == "to"
