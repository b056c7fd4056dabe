"""Conditionals that their form gives away: if, unless, should, "the fall of X would trigger Y", "as X grows the risk of Y", "otherwise".

They serve the condition head, which finds the rest: what a rule finds has sharper edges, and the head's overlapping finds give way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tocsin.model.reading import Conditional, Offsets, Sentence

_MODAL = r"(?:would|could|may|might|will|can|shall|risks?|threatens? to|is likely to|are likely to|is bound to)"
_TRIGGER = (
    r"(?:trigger|spark|ignite|lead to|cause|plunge|unleash|provoke|set off|result in|bring|open the (?:door|way)|tip|push|drag|draw|"
    r"reignite|rekindle|destabili[sz]e|mean|invite|fuel|deepen|worsen|escalate|end in|turn into|spill over)"
)
_FRONT = re.compile(
    r"(?P<if>(?:if|unless|as long as|so long as|provided(?: that)?|in case|in the event (?:that|of)|once|without|failing|absent)\b"
    r"[^,;:]{3,240}?),"
    r"\s*(?:then\s+)?(?P<then>[^;]{8,})",
    re.IGNORECASE,
)
_INVERTED = r"should\s+(?-i:(?=the\b|an?\b|any|its|their|his|her|this|that|these|those|s?he\b|they\b|it\b|we\b|you\b|one\b|[A-Z]))"
_SHOULD = re.compile(r"(?P<if>should\s+(?!have\b|be\b|not\b|also\b|now\b)[^,;:?]{4,200}?),\s*(?P<then>[^;?]{8,})$", re.IGNORECASE)
_BACK = re.compile(
    rf"(?P<then>[^;:]{{8,}}?),?\s+(?P<if>(?:(?<!even )(?<!as )(?<!only )(?:if|unless|as long as|in the event (?:that|of))\s+|{_INVERTED})[^;]{{4,}})$",
    re.IGNORECASE,
)
_BACK_CUE = re.compile(rf"\s(?:(?:if|unless|as long as|in the event (?:that|of))\s|{_INVERTED})", re.IGNORECASE)
_IF_NOT = re.compile(r"(?i)if not (?!for\b|met\b|\w+(?:ed|[kstvw]en)\b)")
_NOT_CONDITION = re.compile(
    r"(?i)(?:\b(?:ask|wonder|know|see|sure|unclear|doubt|check|question|determine|decide|clear|tell|say|unsure|matter|care|whether|what|even|as|"
    r"and|or|than)(?:s|ed|ing)?\s*,?|[\"“]\s*)$"
)
_SUBJECT = re.compile(
    r"\b(?P<if>(?:the|a|an|any|another|further|such|its|their|his|her|new|more|[A-Z])[^,;:.]{4,120}?)\s+"
    rf"(?P<l>{_MODAL})\s+(?P<then>[^;]{{6,}})$",
)
_EVENTUAL = re.compile(
    r"\b(?:fall|collapse|failure|death|defeat|loss|withdrawal|departure|breakdown|end|closure|seizure|capture|attack|strike|offensive|escalation|"
    r"spread|return|rise|growth|lifting|vacuum|move|step|delay|shortage|rejection|assassination|intervention|invasion|split|rift|push|advance)\b",
    re.IGNORECASE,
)
_GROWING = re.compile(r"(?P<if>(?:as|the (?:longer|more|closer))\s+[^,;:]{6,160}?),\s*(?P<then>[^;]{6,})$", re.IGNORECASE)
_RISK = re.compile(r"(?i)\b(?:risks?|danger|likel(?:y|ihood)|chance|could|may|might|threat)\b")
_REST = r"(?:[^,;]|,(?=\d)){3,160}"
_BARE = re.compile(
    r"\b(?:could|may|might|would|threaten(?:s|ed|ing)? to|risk(?:s|ed|ing)?)\s+(?:also\s+|soon\s+|still\s+|yet\s+)?"
    rf"(?P<then>{_TRIGGER}\b{_REST})",
    re.IGNORECASE,
)
_FEARED = re.compile(
    r"\b(?:warn(?:s|ed|ing)?(?: \w+){0,3} (?:of|against|about)|rais(?:es|ed|ing) (?:the )?(?:fears?|risks?|spectre|specter|prospect) of|"
    rf"fears? (?:of|that)|for fear of|at risk of|(?:the )?(?:risk|danger|threat) of)\s+(?P<then>{_REST})",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"(?:^|[,;]\s*)(?:otherwise|or else),?\s+(?P<then>[^;]{6,})$", re.IGNORECASE)
_LIKELY = re.compile(
    r"(?i)\b(almost certain(?:ly)?|almost no chance|remote|(?:very |highly )?(?:un)?likely|(?:highly )?probabl[ey]|improbable|could|may|might|would|"
    r"will|risks?|danger|fears?|threat(?:ens?)?|warn\w*)\b"
)
_TAIL = re.compile(r"[\s.,;:!?\"”’)\]]+$")
_SPEECH = re.compile(
    r"(?:[,”\"]+\s*(?:said|says|added|warned|wrote|argued)\s+(?!that\b).*$)|"
    r"[,”\"]\s*(?:[A-Z“][\w .’'-]{0,60}|he|she|they|the [\w ]{3,60}|an? [\w ]{3,60}|one [\w ]{3,40}|it|[a-z]+(?: [a-z]+){0,2}) "
    r"(?:said|says?|added|warn(?:ed|s)?|told [\w ]+|wrote|argued?|believes?|thinks?|fears?|insisted)\b(?!\s+that\b).*$"
)

_TOLD = re.compile(
    r"[^,;“\"]{2,90}?\b(?:said|says|warned|warns|added|believes?|argued|insisted|fears?|told [\w ]{2,30}|vowed|threatened)\s+"
    r"(?:that\s+|on \w+\s+(?:that\s+)?)?(?=\w)"
)
_SAYING = re.compile(
    r"(?i)\b(?:sa(?:y|ys|id|ying)|insist\w*|argu\w+|claim\w*|warn\w*|believ\w+|fear\w*|think\w*|agree\w*|not(?:e[sd]?|ing)|add(?:s|ed|ing)) that\b"
)
_CLAUSE = re.compile(r"\s(?:is|are|was|were|has|have|had|will|would|who|which)\s")
_BEFORE_FRONT = re.compile(r"(?:^[\s“\"'‘—–-]*|[,;:—–“\"]\s*|\b(?:that|but|and|said|says|warned|added)\s*)$")
_BEFORE_SHOULD = re.compile(r"(?:^|[,;:“\"]\s*|\bthat\s+|\bbut\s+)$")
_CHANGING = re.compile(r"(?i)\b(?:grow|ris|spread|deepen|worsen|drag|continu|weak|increas|near|longer|more|advanc|shrink|escalat)")
_AHEAD = re.compile(
    r"(?i)\b(?:will|would|could|may|might|can|shall|should|must|won['’]t|risks?|likely|ready to|going to|to [a-z]+|not)\b|['’]ll\b"
)
Found = tuple[Offsets | None, Offsets]


def find_conditionals(text: str, sentences: tuple[Sentence, ...]) -> Iterator[Conditional]:
    """Yield the conditionals that the rules see, at most one a sentence."""
    for number, sentence in enumerate(sentences):
        words = text[sentence.start : sentence.end]
        if len(words) > 600 or not _hint(words):
            continue
        if found := _first(words):
            condition, outcome = (part and (sentence.start + part[0], sentence.start + part[1]) for part in found)
            assert outcome is not None
            word = _LIKELY.search(text, *outcome) or _LIKELY.search(text, max(sentence.start, outcome[0] - 24), outcome[0])
            yield Conditional(condition, outcome, word.span() if word else None, 0.7 if condition else 0.55, number)


_HINTS = (
    "if ",
    "unless",
    "should ",
    "would ",
    "could ",
    "may ",
    "might ",
    "risk",
    "fear",
    "warn",
    "danger",
    "threat",
    "otherwise",
    "or else",
)


def _hint(words: str) -> bool:
    folded = words.lower()
    return any(h in folded for h in _HINTS) or folded.startswith("as ")


def _first(words: str) -> Found | None:
    speech = _SPEECH.search(words)
    body = words[: speech.start()] if speech else words
    for rule in (_front, _inverted, _back, _subject, _growing, _bare):
        if found := rule(body):
            return found
    return None


def _front(body: str) -> Found | None:
    """ "If A, B"; an outcome looks ahead: a plain past tense after "if" is a question or a report."""
    for match in _FRONT.finditer(body):
        before = body[: match.start()]
        if _IF_NOT.match(match["if"]):
            continue
        if _BEFORE_FRONT.search(before) and not _NOT_CONDITION.search(before.rstrip('“" ')) and _AHEAD.search(match["then"]):
            return _pair(body, match.span("if"), match.span("then"))
    return None


def _inverted(body: str) -> Found | None:
    """ "Should A, B"."""
    match = _SHOULD.search(body)
    if match and _BEFORE_SHOULD.search(body[: match.start()]):
        return _pair(body, match.span("if"), match.span("then"))
    return None


def _back(body: str) -> Found | None:
    """ "B if A", "B unless A"."""
    match = _BACK.search(body) if _BACK_CUE.search(body) else None
    if not match or _NOT_CONDITION.search(body[: match.start("if")]) or not _AHEAD.search(match["then"]):
        return None
    if "?" in match["if"] or _IF_NOT.match(match["if"]):
        return None
    return _pair(body, match.span("if"), match.span("then"))


def _subject(body: str) -> Found | None:
    """ "The fall of A would trigger B": the subject names a happening."""
    match = _SUBJECT.search(body)
    if match and _EVENTUAL.search(match["if"]) and not _TOLD.match(match["if"] + " x") and not _SAYING.search(match["if"]):
        return _pair(body, match.span("if"), (match.start("l"), match.end("then")))
    return None


def _growing(body: str) -> Found | None:
    """ "As A grows, the risk of B rises"."""
    match = _GROWING.match(body)
    if match and _RISK.search(match["then"]) and _CHANGING.search(match["if"]):
        return _pair(body, match.span("if"), match.span("then"))
    return None


def _bare(body: str) -> Found | None:
    """ "Otherwise B", "could lead to B", "warned of B": an outcome without a condition."""
    for pattern in (_OTHERWISE, _BARE, _FEARED):
        if match := pattern.search(body):
            outcome = _trim(body, match.span("then"))
            if pattern is _FEARED and (clause := _CLAUSE.search(body, *outcome)) and not re.search(r"(?i)\bthat\s*$", body[: outcome[0]]):
                outcome = outcome[0], clause.start()  # a thing is feared; what follows is said of it
            if " " in body[slice(*outcome)] and not body[slice(*outcome)].endswith(("'s", "’s")):
                return None, outcome
    return None


def _trim(text: str, where: Offsets) -> Offsets:
    start, end = where
    if told := _TOLD.match(text, start, end):
        start = told.end()
    while start < end and text[start] in " ,“\"‘'":
        start += 1
    tail = _TAIL.search(text, start, end)
    return start, (tail.start() if tail else end)


def _pair(text: str, condition: Offsets, outcome: Offsets) -> Found | None:
    made = _trim(text, condition), _trim(text, outcome)
    return made if all(e - s > 3 for s, e in made) else None
