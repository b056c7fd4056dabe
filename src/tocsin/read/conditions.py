"""Conditionals that their form gives away: if, unless, should, "the fall of X would trigger Y", "as X grows the risk of Y", "otherwise".

They serve the condition head, which finds the rest: what a rule finds has sharper edges, and the head's overlapping finds give way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tocsin.model.reading import Conditional, Offsets, Sentence
from tocsin.read.clauses import clause_start, eventive, subject_start, without_speech, without_telling

Found = tuple[Offsets | None, Offsets]
_SURE = (
    r"(?:even |only )?if|unless|as long as|so long as|provided that|providing that|on (?:the )?condition(?: that)?|assuming(?: that)?(?! (?:the )?\w+ of)|"
    r"supposing(?: that)?|in (?:the )?(?:case|event)(?: that| of)?"
)
_WEAK = r"once(?! and for| again| more)|as soon as(?! possible)|until|till|only when|only after|without|failing|absent|barring"
_CONNECTIVE = re.compile(rf"(?<![\w-])(?:(?P<sure>{_SURE})|(?P<weak>{_WEAK}))(?=[\s,])", re.IGNORECASE)
_INVERTED = re.compile(
    r"(?<![\w-])[Ss]hould\s+(?=the\b|an?\b|any|its|their|his|her|this|that|these|those|s?he\b|they\b|it\b|we\b|you\b|one\b|[A-Z])"
    r"|^[“\"]?Should\s+"
    r"|(?<![\w-])[Ww]ere\s+(?=\S+\s+(?:\S+\s+){0,4}?to\s)"
)
_SHORT = re.compile(
    r"(?i)(?:even |only )?if\s+(?:anything|any\b|so\b|ever\b|only\b|not\s*,|not (?!for\b|met\b|\w+(?:ed|[kstvw]en)\b)|(?:\w+\s+)?[\w-]+\s*(?:,|$))"
)
_NO_CONDITION = re.compile(
    r"(?i)(?:\b(?:ask|wonder|know|see|sure|unclear|doubt|check|question|determine|decide|clear|tell|say|unsure|matter|care|whether|what|as|"
    r"than|up|at|least|now)(?:s|ed|ing)?\s*,?|[\"“]\s*)$"
)
_CLAUSAL = re.compile(
    r"(?i)(?:only )?(?:once|as soon as|until|till|when|after)\s+(?:[\w’'-]+\s+){1,8}?(?:is|are|was|were|has|have|had|\w+s|\w{3,}ed|make|reach)\b"
)
_CLEFT = re.compile(
    r"\s(?=(?:it|he|she|they|we|you|i|there|this|that|the [a-z]+|[A-Z]\w+)(?:\s+(?:would|will|could|may|might|can|cannot|must|should)\b|['’](?:ll|d)\b|\s+\w+n['’]t\b))"
)
_DENIED = re.compile(r"(?i)\b(?:not|never|no|nothing|cannot|nobody|only|hard\w*|impossible|unlikely)\b|n['’]t\b")
_FRONT = re.compile(r"(?:^[\s“\"'‘—–-]*|[,;:—–“\"(]\s*|\b(?:that|but|and|said|says|warned|added|because|so|then)\s*)$")
_COMMA = re.compile(
    r",[”\"]?\s+(?:then\s+)?(?!(?:who|which|whom|whose|where|and|or|including|such|like|said|says|according|as|nor)\b)(?=[\w“\"'’])"
)
_NEXT = re.compile(r";|,\s+(?:and|but|so)\s+(?=\w+ (?:will|would|is|are|was|were|has|had)\b)")
_JOINS = re.compile(r"(?:[;:“\"]|\b(?:that|and|but|or|who|which|what|how|why|where))\s*$")
_OPENS = re.compile(r"(?:^|[,;:“\"]\s*|\bthat\s+|\bbut\s+)$")
_ASIDE = re.compile(r"(?:[Ii]f|[Uu]nless|[Oo]nce),\s[^,]{2,40},\s")
_AHEAD = re.compile(
    r"(?i)\b(?:will|would|could|may|might|can|cannot|shall|should|must|won['’]t|risks?|likely|ready to|going to|to [a-z]+|not)\b|(?:['’]ll|n['’]t|['’]d)\b"
)
_NOW = re.compile(r"(?i)\b(?:is|are|has|have|needs?|remains?)\b|['’](?:s|re|ve)\b")
_DENIES = re.compile(r"(?i)\b(?:not|no|nothing|never|nobody|none|cannot|refus\w+|only|must|will|would|continu\w+)\b|(?:n['’]t|['’]ll)\b")
_NEEDS = re.compile(
    r"(?P<if>\b\w[^;:“”\"]{3,120}?\b(?:must|ha(?:s|ve) to|needs? to)\b[^;:“”\"]{4,120}?)\s+before\s+(?P<then>(?:the |an? |its |their )?[\w’' -]{1,40}?\b(?:can|will|would|could|may|is|are)\b[^;]{4,})"
)
_HANGS = re.compile(
    r"(?P<then>[^;:]{4,}?),?\s+(?:(?:is|are|was|were|be|would be|will be|made|makes)\s+)?(?:contingent|conditional|conditioned|dependent)\s+(?:up)?on\s+(?P<if>[^;:,]{4,})"
)
_HINGE = re.compile(r"(?:contingent|condition(?:al|ed)|dependent)\s+(?:up)?on\s")  # without it, _HANGS would be tried from every word
_MODAL = (
    r"(?P<l>\b(?:would|could|may|might|will|can)\b(?:\s+(?:not|also|soon|well|even|only|further|then|simply|still|yet|\w+ly))*|"
    r"\brisks(?= \w+ing)|\bthreatens? to|\b(?:is|are) (?:likely|bound|set|certain|sure) to)"
)
_TRIGGER = (
    r"(?:trigger|spark|ignite|lead to|cause|plunge|unleash|provoke|set off|result in|bring|open the (?:door|way)|tip|push|drag|draw|"
    r"reignite|rekindle|destabili[sz]e|mean|invite|fuel|deepen|worsen|escalate|end in|turn into|spill over|backfire|undermine|complicate|jeopardi[sz]e|"
    r"endanger|embolden|prompt|create|increase|strain|expose|allow|enable|prevent|force|make|leave)"
)
_SUBJECT = re.compile(rf"(?<=[\w”\"’)]) ?(?P<gap>,?\s+){_MODAL}\s+(?P<then>[a-z][^;]{{5,}})$")
_CAUSES = re.compile(rf"(?i){_TRIGGER}(?:s|es)?\b")
_SUPPOSED = re.compile(r"(?i)(?:an?|any|another|further|such(?: an?)?|more)\s.*\b(?:would|could|might|may)\b")
_STRONG = re.compile(
    r"(?i)(?:trigger|spark|(?:re)?ignite|lead to|cause|unleash|provoke|set off|result in|rekindle|fuel|deepen|worsen|destabili[sz]e|backfire)\b"
)
_GROWING = re.compile(r"(?P<if>(?:as|the (?:longer|more|closer))\s+[^,;:]{6,160}?),\s*(?P<then>[^;]{6,})$", re.IGNORECASE)
_RISK = re.compile(r"(?i)\b(?:risks?|danger|likel(?:y|ihood)|chance|could|may|might|threat)\b")
_CHANGING = re.compile(r"(?i)\b(?:grow|ris|spread|deepen|worsen|drag|continu|weak|increas|near|longer|more|advanc|shrink|escalat)")
_REST = r"(?:[^,;]|,(?=\d)){3,160}"
_BARE_VERB = (
    r"(?:trigger|spark|ignite|lead to|cause|plunge|unleash|provoke|set off|result in|bring|open the (?:door|way)|tip|push|drag|draw|"
    r"reignite|rekindle|destabili[sz]e|mean|invite|fuel|deepen|worsen|escalate|end in|turn into|spill over)"
)
_BARE = re.compile(
    r"\b(?:could|may|might|would|threaten(?:s|ed|ing)? to|risk(?:s|ed|ing)?)\s+(?:also\s+|soon\s+|still\s+|yet\s+)?"
    rf"(?P<then>{_BARE_VERB}\b{_REST})",
    re.IGNORECASE,
)
_FEARED = re.compile(
    r"\b(?:warn(?:s|ed|ing)?(?: \w+){0,3} (?:of|against|about)|rais(?:es|ed|ing) (?:the )?(?:fears?|risks?|spectre|specter|prospect) of|"
    rf"fears? (?:of|that)|for fear of|at risk of|(?:the )?(?:risk|danger|threat) of)\s+(?P<then>{_REST})",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"(?:(?:^|[,;]\s*)otherwise,?|\bor else,?|,?\s+or(?=\s+(?:face|risk)\b))\s+(?P<then>[^;]{6,})$", re.IGNORECASE)
_LIKELY = re.compile(
    r"(?i)\b(almost certain(?:ly)?|almost no chance|remote|(?:very |highly )?(?:un)?likely|(?:highly )?probabl[ey]|improbable|could|may|might|would|"
    r"will|risks?|danger|fears?|threat(?:ens?)?|warn\w*)\b"
)
_TAIL = re.compile(r"[\s.,;:!?\"”’)\]]+$")
_CLAUSE = re.compile(r"\s(?:is|are|was|were|has|have|had|will|would|who|which)\s")
_HINTS = (
    "if ", "if,", "unless", "should ", "were ", "would ", "could ", "may ", "might ", "will ", "can ", "risk", "fear", "warn", "danger", "threat",
    "otherwise", "or else", "likely to", "as long as", "provided", "assuming", "until ", "conditional", "contingent", "or face", "in case", "in the case",
    "in the event", "before ", "bound to",
)  # fmt: skip


def find_conditionals(text: str, sentences: tuple[Sentence, ...]) -> Iterator[Conditional]:
    """Yield the conditionals that the rules see, without overlap; of one sentence those of the surest form first."""
    for number, sentence in enumerate(sentences):
        words = text[sentence.start : sentence.end]
        if len(words) > 600 or not _hint(words):
            continue
        for condition, outcome in _all(words):
            placed = condition and (sentence.start + condition[0], sentence.start + condition[1])
            then = sentence.start + outcome[0], sentence.start + outcome[1]
            word = _LIKELY.search(text, *then) or _LIKELY.search(text, max(sentence.start, then[0] - 24), then[0])
            yield Conditional(placed, then, word.span() if word else None, 0.7 if placed else 0.55, number)


def _hint(words: str) -> bool:
    folded = words.lower()
    return any(h in folded for h in _HINTS) or folded.startswith("as ")


def _all(words: str) -> Iterator[Found]:
    body = without_speech(words)
    taken: list[Offsets] = []
    for rule in (_connected, _inverted, _needed, _hanging, _subject, _growing, _bare):
        for condition, outcome in rule(body):
            spans = [outcome, *([condition] if condition else [])]
            if not any(a < d and c < b for a, b in spans for c, d in taken):
                taken += spans
                yield condition, outcome


def _connected(body: str) -> Iterator[Found]:
    """ "If A, B", "B unless A", "not B until A"."""
    at = 0
    while match := _CONNECTIVE.search(body, at):
        at = match.end()
        found = _joined(body, match.start(), match["sure"] is not None)
        if found:
            at = max(at, found[0][1])
            yield found


def _joined(body: str, at: int, sure: bool) -> tuple[Offsets, Offsets] | None:
    before, rest = body[:at], body[at:]
    if _SHORT.match(rest) or _NO_CONDITION.search("" if _FRONT.search(before) else before.rstrip('“" ')) or "?" in rest:
        return None
    word = rest.split(None, 1)[0].lower()
    if word in {"once", "as", "until", "till", "only"} and not sure and not _CLAUSAL.match(rest):
        return None
    bare = word in {"without", "failing", "absent", "barring"}
    if _FRONT.search(before) and not _NO_CONDITION.search(before.rstrip('“" ,')):
        aside = _ASIDE.match(rest)
        for comma in _COMMA.finditer(body, at + (aside.end() if aside else 3)):
            stop = body.find(";", comma.end())
            then = comma.end(), stop if stop > 0 else len(body)
            if comma.start() - at > 6 and ((_DENIED if bare else _AHEAD).search(body, *then) or (sure and _NOW.search(body, *then))):
                return _pair(body, (at, comma.start()), then)
        if sure and (cleft := _CLEFT.search(body, at + 14)):
            return _pair(body, (at, cleft.start()), (cleft.end(), len(body)))
    if bare:  # "B without A" says as a rule how B is done
        return None
    start = clause_start(body, at)
    said = body[start:at]
    ahead = _AHEAD.search(said) or (sure and _NOW.search(said))
    if len(said.strip()) < 8 or not ahead or (not sure and not _DENIES.search(said)):
        return None
    end = _NEXT.search(body, at + 4)
    return _pair(body, (at, end.start() if end else len(body)), (start, at))


def _inverted(body: str) -> Iterator[Found]:
    """ "Should A, B", "were A to do C, B", and the other way round."""
    for match in _INVERTED.finditer(body):
        before, rest = body[: match.start()], body[match.start() :]
        if "?" in rest or re.match(r"(?i)should\s+(?:have|be|not|also|now)\b", rest):
            continue
        if _OPENS.search(before):
            comma = _COMMA.search(body, match.end())
            if (
                comma
                and _AHEAD.search(body, comma.end())
                and (found := _pair(body, (match.start(), comma.start()), (comma.end(), len(body))))
            ):
                yield found
                continue
        follows = rest[0] == "s" and len(before) > 8 and _AHEAD.search(before) and not _JOINS.search(before.rstrip(", "))
        if follows and (found := _pair(body, (match.start(), len(body)), (clause_start(body, match.start()), match.start()))):
            yield found


def _needed(body: str) -> Iterator[Found]:
    """ "A must B before it can C"."""
    if "before" in body and (match := _NEEDS.search(body)):
        start = clause_start(body, match.end("if"))
        if found := _pair(body, (max(start, match.start("if")), match.end("if")), match.span("then")):
            yield found


def _hanging(body: str) -> Iterator[Found]:
    """ "B is conditional on A"."""
    if _HINGE.search(body) and (match := _HANGS.search(body)):
        start = clause_start(body, match.end("then"))
        if found := _pair(body, match.span("if"), (max(start, match.start("then")), match.end("then"))):
            yield found


def _subject(body: str) -> Iterator[Found]:
    """ "The fall of A would trigger B": the subject names a happening; of "A did so, which could trigger B" it is the clause before."""
    for match in _SUBJECT.finditer(body):
        at = match.start()
        start = subject_start(body, at)
        subject = body[start:at].strip(" ,")
        supposed = _SUPPOSED.match(f"{subject} {match['l']}") is not None
        causes = supposed or _CAUSES.match(match["then"]) is not None
        if subject.lower() == "which" and causes:
            inner = body.rfind(",", 0, start + 1)
            edge = clause_start(body, inner) if inner > 8 else 0
            if inner > 8 and (found := _pair(body, (edge, inner), (match.start("l"), match.end("then")))):
                yield found
                return
        elif subject and causes and eventive(subject, _STRONG.match(match["then"]) is not None):
            begin = body.index(subject, start)
            if found := _pair(body, (begin, begin + len(subject)), (match.start("l"), match.end("then"))):
                yield found
                return


def _growing(body: str) -> Iterator[Found]:
    """ "As A grows, the risk of B rises"."""
    match = _GROWING.match(body)
    if (
        match
        and _RISK.search(match["then"])
        and _CHANGING.search(match["if"])
        and (found := _pair(body, match.span("if"), match.span("then")))
    ):
        yield found


def _bare(body: str) -> Iterator[Found]:
    """ "Otherwise B", "could lead to B", "warned of B": an outcome without a condition."""
    for pattern in (_OTHERWISE, _BARE, _FEARED):
        if match := pattern.search(body):
            outcome = _trim(body, match.span("then"))
            if pattern is _FEARED and (clause := _CLAUSE.search(body, *outcome)) and not re.search(r"(?i)\bthat\s*$", body[: outcome[0]]):
                outcome = outcome[0], clause.start()  # a thing is feared; what follows is said of it
            if " " in body[slice(*outcome)] and not body[slice(*outcome)].endswith(("'s", "’s")):
                yield None, outcome
                return


def _trim(text: str, where: Offsets) -> Offsets:
    start, end = without_telling(text, where)
    while start < end and text[start] in " ,“\"‘'":
        start += 1
    tail = _TAIL.search(text, start, end)
    return start, (tail.start() if tail else end)


def _pair(text: str, condition: Offsets, outcome: Offsets) -> tuple[Offsets, Offsets] | None:
    made = _trim(text, condition), _trim(text, outcome)
    return made if all(e - s > 3 for s, e in made) else None
