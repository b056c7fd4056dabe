"""Whether a time expression looks ahead or back: by the verb that governs it, the one nearest before it in its clause, else after it."""

from __future__ import annotations

import re

_REACH = 90
# The patterns of ``leaning`` are for words in lower case: without IGNORECASE they are several times faster.
_MEANT = (
    r"agree[ds]?|plan(?:s|ned|ning)?|vow(?:s|ed)?|promis(?:es?|ed|ing)|pledg(?:es?|ed|ing)|hop(?:es?|ed|ing)|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?|"
    r"prepar(?:es?|ed|ing)|ready|schedul(?:ed|ing)|want(?:s|ed)?|decid(?:es?|ed)|order(?:s|ed)?|urg(?:es?|ed)|call(?:s|ed)?|threaten(?:s|ed|ing)?|"
    r"seek(?:s|ing)?|set|due|told|ask(?:s|ed)?|appeal(?:s|ed)?|offer(?:s|ed|ing)?"
)
_FUTURE = re.compile(
    rf"\b(?:will|shall|won['’]t|would|should|must|going\s+to|about\s+to|scheduled|planned|plans?|planning|expect(?:s|ed)?|"
    rf"due|set\s+for|postponed|ahead\s+of|upcoming|called\s+for|calls\s+for|call\s+for|deadline|as\s+(?:soon|early)\s+as|effective|"
    rf"(?:is|are|was|were)\s+to\s+\w+|to\s+be(?:gin)?(?:\s+\w+)?|(?:{_MEANT})(?:\s+[\w-]+){{0,4}}?\s+(?:not\s+)?to\s+\w+)\b|['’]ll\b"
)
_IRREGULAR = (
    r"said|told|met|went|came|took|gave|made|held|left|began|broke|blew|hit|struck|shot|fought|fell|fled|flew|rose|won|lost|"
    r"led|sent|saw|spoke|wrote|seized|became|ran|drew|drove|found|kept|put|set|cut|brought|built|bought|sold|caught|stood|sat|threw|withdrew"
)
_PAST = re.compile(rf"\b(?:was|were|had|did|has|have|{_IRREGULAR}|[a-z]{{2,}}ed)\b")
_PASSIVE = re.compile(r"(?:\b(?:be|being|get|to|are|is|will|would)\s+(?:\w+ly\s+|not\s+)?)$")
_NOT_VERBS = frozenset(
    ("need", "speed", "seed", "indeed", "united", "armed", "hundred", "unprecedented", "so-called", "alleged", "proposed", "planned")
)
_CLAUSE = re.compile(r"[.;:!?\n“”\"](?=\s|$|\w)")
_BEHIND = re.compile(r"\b(?:since|last|ago|past)\W*$")
_FORM = re.compile(rf"(?:[a-z]+ed|{_IRREGULAR}|burnt|hurt|beaten|taken|driven|overran|overrun|slain)(?:\s+\w+)?", re.IGNORECASE)
_NOUN = re.compile(r"\b(?:the|an?|this|that|his|her|its|their|in|\w+['’]s)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_JOINT = re.compile(r"[,;:—]\s|\s[–-]\s")
_NOT_TOLD = re.compile(
    r"\b(?:who|whom|whose|which|that|if|unless|whether|because|when|where|after|as|while|than|to|would|could|may|might|should|must|can|will|used|"
    r"not|never|nearly|almost|be|being|been|is|are|am)\b|n['’]t\b",
    re.IGNORECASE,
)
_WAS = re.compile(r"\b(?:was|were)\b", re.IGNORECASE)
_REDUCED = re.compile(r"\s+(?:by|in|during|at|on|from|for|with|near)\b", re.IGNORECASE)
_BARE = re.compile(r"^\W*(?:\w+\W+){0,8}?(?:will|shall|(?:is|are)\s+to|(?:is|are)\s+(?:due|set|expected|scheduled)\s+to)\b")


def looks_ahead(sentence: str, start: int) -> bool:
    """Tell whether the time expression that begins at ``start`` lies ahead, by its verb: "will meet on Friday", "agreed to leave by May".

    The last verb before it in its clause decides ("said on Friday that it will" looks back); where its clause has none before it, the next
    one after it does ("On Friday the council will vote").
    """
    return leaning(sentence, start) > 0


def leaning(sentence: str, start: int) -> int:
    """Return 1 where the time expression that begins at ``start`` looks ahead, -1 where its verb tells what is over ("struck this Monday"), else 0."""
    before = _CLAUSE.split(sentence[max(0, start - _REACH) : start])[-1].lower()
    if _BEHIND.search(before[-12:]):
        return 0
    ahead = max((m.end() for m in _FUTURE.finditer(before)), default=-1)
    back = next((m.start() for m in reversed([*_PAST.finditer(before)]) if _is_past(before, m)), -1)
    if ahead >= 0 or back >= 0:
        return 1 if ahead > back else -1
    after = _CLAUSE.split(sentence[start : start + _REACH], maxsplit=1)[0].lower()
    will, was = _BARE.match(after), next((m for m in _PAST.finditer(after) if _is_past(after, m)), None)
    if will is not None and (was is None or was.start() > will.end()):
        return 1
    return 0 if was is None else -1


def is_told(sentence: str, start: int, end: int) -> bool | None:
    """Tell whether the verb ``start:end`` tells its act in the simple past of the main line; None where it is no past form but a noun.

    "was burnt" is told, "had been burnt", "which burnt", "to burn" and the "burnt" of "the truck burnt in the raid" are not.
    """
    if not _FORM.fullmatch(sentence, start, end):
        return None if _NOUN.search(sentence, 0, start) else False
    clause = _JOINT.split(sentence[:start])[-1]
    if _NOT_TOLD.search(clause) or re.search(r"\b(?:has|have|had|having)\b[^,;]*$", sentence[:start], re.IGNORECASE):
        return False
    return _WAS.search(clause) is not None or _REDUCED.match(sentence, end) is None


def _is_past(text: str, verb: re.Match[str]) -> bool:
    return verb.group() not in _NOT_VERBS and _PASSIVE.search(text, 0, verb.start()) is None
