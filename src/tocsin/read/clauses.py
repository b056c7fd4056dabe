"""Where a clause begins and ends by its words: the speaker's tag cut off, the nearest edge before a place, subjects that name a happening."""

from __future__ import annotations

import re

from tocsin.model.reading import Offsets
from tocsin.read.phrases import is_body

_SPEECH = re.compile(
    r"(?:[,”\"]+\s*(?:said|says|added|warned|wrote|argued)\s+(?!that\b).*$)|"
    r"[,”\"]\s*(?:[A-Z“][\w .’'-]{0,60}|he|she|they|the [\w ]{3,60}|an? [\w ]{3,60}|one [\w ]{3,40}|it|[a-z]+(?: [a-z]+){0,2}) "
    r"(?:said|says?|added|warn(?:ed|s)?|told [\w ]+|wrote|argued?|believes?|thinks?|fears?|insisted)\b(?!\s+that\b).*$|"
    r",\s+according to\b.*$"
)
_TOLD = re.compile(
    r"[^,;“\"]{2,90}?\b(?:said|says|warned|warns|added|believes?|argued|insisted|fears?|told [\w ]{2,30}|vowed|threatened)\s+"
    r"(?:that\s+|on \w+\s+(?:that\s+)?)?(?=\w)"
)
_SPEAKS = (
    r"\b(?:sa(?:y|ys|id|ying)|insist\w*|argu\w+|claim\w*|warn\w*|believ\w+|fear\w*|think\w*|agree\w*|not(?:es|ed|ing)|add(?:s|ed|ing)|suggest\w*|"
    r"clear|hop(?:e|es|ed|ing)|told(?: \w+){1,3}|mean(?:s|ing)?|announc\w+|vow\w*|threaten(?:ed|ing)|stat\w+|possible|likely|predict\w*|conclud\w+|show\w*)"
)
_EDGE = re.compile(
    rf"{_SPEAKS}\s+that\s+|\b(?:said|says|believes?|warned|thinks?|added)\s+(?!that\b|to\b|on\b|in\b)|[;:—“\"(]\s*|\s[–-]{{1,2}}\s|,[”\"]?\s+(?:(?:and|but|so|because|although|though|or|as|since|yet|that)\s+)?|"
    r"\b(?:because|although|though|while|whereas|but)\s+"
)
_FINITE = re.compile(
    r"(?i)\b(?:is|are|was|were|be|has|have|had|will|would|could|may|might|can|cannot|shall|should|must|do|does|did|needs?|\w{3,}ed|says?)\b|(?:['’](?:ll|s|re|ve|d)|n['’]t)\b"
)
_RELATIVE = re.compile(r"\b(?:that|which|who|whom|whose|where|when|what|how|if|whether|as|by|after|before|since|and)\s")
_HEAD_END = re.compile(
    r"\s+(?:of|in|by|for|to|with|on|from|against|between|at|among|over|into|through|within|under|around|like|that|last|this|near|toward|towards|about)\b"
)
_DEED = re.compile(
    r"(?i)(?:\w{3,}(?:tions?|sions?|ments?|[aei]nces?|[rstvw]als?|ures?|ings?)|fall|collapse|death|defeat|loss|departure|breakdown|end|attacks?|strikes?|"
    r"airstrikes?|offensives?|spread|return|rise|growth|vacuum|moves?|steps?|delays?|shortages?|split|rift|push|advance|cuts?|vote|victory|win|exit|assault|siege|"
    r"killings?|coup|clash(?:es)?|war|campaign|deal|law|bill|threats?|decrees?|crisis|conflict|drop|decline|surge|increase|reform|plan|policy|visit|raids?|failure|seizure)"
)
_THIS = re.compile(r"(?i)(?:this|that|it|such(?: an?)? \w+|doing so|which|either|these)$")
_PERSON = re.compile(r"(?i)(?:he|she|they|we|i|you|who|people|there|one|what|nobody|no one|everyone|some|many|others|those)$")
_GERUND = re.compile(
    r"(?:not )?(?!(?:King|Morning|Evening|Nothing|Anything|Something|Everything|Beijing|During|According|Being|Sterling)\b)[A-Z]?[a-z]{2,}ing\s+\S|[Tt]o\s+[a-z]+\s"
)


def without_speech(words: str) -> str:
    """Return a sentence without the speaker's tag at its end ("..., he said")."""
    speech = _SPEECH.search(words)
    return words[: speech.start()] if speech else words


def without_telling(text: str, where: Offsets) -> Offsets:
    """Return a span without the words at its start that say who tells it ("officials warned that ...")."""
    told = _TOLD.match(text, *where)
    return (told.end(), where[1]) if told else where


def clause_start(body: str, at: int) -> int:
    """Return where the clause that ends at ``at`` begins: behind the last edge that leaves it a verb."""
    start = 0
    for edge in _EDGE.finditer(body, 0, at):
        if _FINITE.search(body, edge.end(), at):
            start = edge.end()
    return start


def subject_start(body: str, at: int) -> int:
    """Return where the noun phrase that ends at ``at`` begins: behind the last edge, verb or joining word that a phrase may follow."""
    start = max((m.end() for p in (_EDGE, _RELATIVE) for m in p.finditer(body, 0, at) if m.end() < at), default=0)
    for verb in _FINITE.finditer(body, start, at):
        if not _PREPOSITION.match(body, verb.end(), at) and body[verb.end() : at].strip():
            start = verb.end()
    return start


_PREPOSITION = re.compile(r"\s*(?:$|(?:of|in|by|for|to|with|on|from|against|at|into|and|or)\b)")


_LOOSE_END = re.compile(r"\b(?:that|and|or|which|who|to|of|low|high|the)$")
_SAYING = re.compile(
    r"(?i)(?:say|fear|announc|warn|add|argu|believ|claim|hop|think|insist|suggest|predict|stat)ing\b|(?:while|and|or|but|if)\b"
)


def eventive(subject: str, strongly: bool) -> bool:
    """Tell whether a subject names what may happen and not who acts.

    ``strongly``: the verb is one of causing ("trigger", "lead to"), whose subject is a cause unless it is a person or a body of people.
    """
    if _PERSON.match(subject) or _LOOSE_END.search(subject) or _SAYING.match(subject):
        return False
    if _THIS.match(subject) or _GERUND.match(subject):
        return True
    head = _HEAD_END.split(subject, maxsplit=1)[0].split()
    last = head[-1].strip("”\"'’,") if head else ""
    if not last or is_body(last):
        return False
    return _DEED.fullmatch(last) is not None or (strongly and last.islower() and not _AGENT.fullmatch(last))


_AGENT = re.compile(r"\w+(?:ers?|ors?|ists?|ians?|men|people|forces|troops)")
