"""The status that the words right before a trigger state outright: "did not attack", "would attack", "plans to attack".

They correct the status head where the form leaves no doubt; elsewhere the head decides.
"""

from __future__ import annotations

import re

from tocsin.model.reading import Status

_ADVERB = r"(?:\w+ly\s+|also\s+|yet\s+|ever\s+|again\s+|soon\s+|now\s+|still\s+|even\s+|once\s+more\s+)?"
_AUXILIARY = r"(?:be\s+|been\s+|being\s+|have\s+|have\s+been\s+)?"
_NEGATED = re.compile(
    rf"(?:\b(?:did|does|do|was|were|is|are|has|have|had)\s+(?:not|never)|\b(?:did|does|do|was|were|is|are|has|have|had)n['’]t|\bnever|"
    rf"\bwithout|\bfailed\s+to|\bno)\s+{_ADVERB}{_AUXILIARY}{_ADVERB}$|"
    rf"\bden(?:y|ies|ied|ying)\s+(?:any\s+|having\s+|(?:that\s+)?(?:it|they|he|she|(?:its|their|the|his|her)\s+\w+)\s+(?:had\s+|has\s+|have\s+))?"
    rf"{_ADVERB}$",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    rf"\b(?:could|may|might)\s+{_ADVERB}{_AUXILIARY}{_ADVERB}$|"
    rf"\b(?:risk|threat|danger|fears?|possibility|prospect|chance)\s+(?:of|that)\s+(?:a\s+|an\s+|another\s+|more\s+|new\s+|further\s+)*(?:\w+\s+)?$",
    re.IGNORECASE,
)
_DEMANDED = re.compile(
    r"\b(?:call(?:s|ed|ing)?\s+(?:on|upon|for)|urg(?:es?|ed|ing)|ask(?:s|ed|ing)?|appeal(?:s|ed|ing)?\s+to|request(?:s|ed|ing)?|"
    rf"demand(?:s|ed|ing)?(?:\s+that)?)\s+[^,;:.]{{2,70}}?\bto\s+{_ADVERB}$",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    rf"(?:\b(?:will|shall)|['’]ll|\b(?:going|set|due|about|planning|preparing|ready|expected|scheduled|poised|determined)\s+to|"
    rf"\b(?:plan|intend|aim|seek|want|hope|vow|threaten|pledge|promise|prepare)(?:s|ed|ing|ning)?\s+to|\bplan(?:s|ned)?\s+(?:a|an|another)|"
    rf"\bupcoming|\bplanned|\bimpending|\bimminent)\s+{_ADVERB}{_AUXILIARY}{_ADVERB}$",
    re.IGNORECASE,
)


_ONGOING = re.compile(r"\b(?:continu(?:e|es|ed|ing)|keeps?|kept|still)\s+(?:to\s+)?$", re.IGNORECASE)


def stated_status(before: str) -> Status | None:
    """Return the status that ``before``, the words of the sentence up to the trigger, states outright; None where they leave it open."""
    before = before[-80:]
    if _ONGOING.search(before):
        return "ongoing"
    if _NEGATED.search(before):
        return "negated"
    if _HYPOTHETICAL.search(before) or _DEMANDED.search(before):
        return "hypothetical"
    if _FUTURE.search(before):
        return "future"
    return None
