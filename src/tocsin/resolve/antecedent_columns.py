"""The columns of the signs that the ranker of antecedents weighs, by name and by what they stand for."""

from __future__ import annotations

from typing import Final

import numpy as np

_TYPES: Final = ("PERSON", "ORGANIZATION", "GROUP", "LOCATION", "FACILITY", "")
_ASKING: Final = ("he", "it", "they", "one person", "one body", "persons", "bodies", "place", "other")
FAR: Final = (0, 1, 2, 5, 9)  # sentences
PAIR: Final = (
    "hint", "hint_share", "hint_best", "hint_margin", *(f"far_{n}" for n in FAR), "nearness", "nearest", "count", "share_of_count", "often_most",
    "last_opens", "last_pronoun", "last_source", "last_acts", "last_suffers", "last_named", "first_seen", "both_open", "named",
    "number_same", "number_other", "gender_same", "gender_other", "of_its_speaker", "of_its_speaker_quoted", "spoke_last",
    "same_frame", "owner_in_clause", "head_same", "head_in_name", "head_stem", "modifiers_held", "modifiers_strange", "kind_fits",
    "kind_strange", "country_same", "country_other", "same_words", "land_fits", "town_fits", "collective",
    *(f"{a}:{t or 'unknown'}" for a in _ASKING for t in _TYPES),
)  # fmt: skip
ASKED: Final = (
    *(f"asks_{a}" for a in _ASKING), "this", "another", "modifiers", "proper_modifier", "followed", "opens", "quoted", "source", "acts",
    "suffers", "idle_it", "object", "owning", "self", "noun_known", "in_first",
)  # fmt: skip
AROUND: Final = ("none", "most_hint", "any_head", "any_kind", "any_hint", "crowd", "any_near")
SIGNS: Final = (*PAIR, *ASKED, *AROUND)
AT: Final = {name: n for n, name in enumerate(SIGNS)}
SHOWN: Final = [
    AT[n] for n in ("last_opens", "last_pronoun", "last_source", "last_acts", "last_suffers", "last_named", "first_seen", "named")
]
MEETS: Final = {a: {t: AT[f"{a}:{t or 'unknown'}"] for t in _TYPES} for a in _ASKING}
APART: Final = [AT[f"far_{n}"] for n in FAR]
ASKS: Final = {a: AT[f"asks_{a}"] for a in _ASKING}
WEIGHED: Final = np.asarray([AT[n] for n in ("hint", "hint_share", "hint_best", "hint_margin", "count")])
OF_ITSELF: Final = [AT[n] for n in ("followed", "opens", "quoted", "source", "acts", "suffers")]
COUNT, SHARE, NEARNESS, IDLE_IT, IN_FIRST = (AT[n] for n in ("count", "share_of_count", "nearness", "idle_it", "in_first"))
OF_ALL: Final = np.asarray([AT[n] for n in ("most_hint", "any_hint", "crowd", "any_head", "any_kind", "any_near")])
NUMBER: Final = {True: AT["number_same"], False: AT["number_other"]}
GENDER: Final = {True: AT["gender_same"], False: AT["gender_other"]}
NEAREST, OFTEN_MOST, SPOKE_LAST, NOBODY = (AT[n] for n in ("nearest", "often_most", "spoke_last", "none"))
BOTH_OPEN, SAME_FRAME, OWNER = (AT[n] for n in ("both_open", "same_frame", "owner_in_clause"))
OF_ITS_SPEAKER: Final = {True: AT["of_its_speaker_quoted"], False: AT["of_its_speaker"]}
HEAD_SAME, HEAD_IN_NAME, HEAD_STEM = (AT[n] for n in ("head_same", "head_in_name", "head_stem"))
HELD, STRANGE, SAME_WORDS = (AT[n] for n in ("modifiers_held", "modifiers_strange", "same_words"))
KIND: Final = {True: AT["kind_fits"], False: AT["kind_strange"]}
COUNTRY: Final = {True: AT["country_same"], False: AT["country_other"]}
LAND_FITS, TOWN_FITS, COLLECTIVE = (AT[n] for n in ("land_fits", "town_fits", "collective"))
