"""Assertions that their form gives away: grievance, momentum, presence and rank.

They serve the remark head, which finds the rest: what a rule finds says whom it is about, and the head's overlapping finds give way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tocsin.model.reading import Mention, Offsets, Remark, Sentence, Status, Topic
from tocsin.read.assertion_words import GRIEVANCE, MOMENTUM, PRESENCE, RANK
from tocsin.read.phrases import AUXILIARY, NEXT, NOTHING, VERB, Phrases, status_of, words_of

Side = Literal["left", "right", "named", "none"]
_AUXILIARY = (
    rf"(?:{AUXILIARY}|under|badly|far from|close to|near|routinely|complain|complained|feel|felt|fear|gets?|got|becom(?:e|es|ing)|became|remain(?:s|ed)?|"
    r"continues?|began|started)"
)
_VERB = re.compile(VERB.pattern.replace(AUXILIARY, _AUXILIARY), re.IGNORECASE)
_OWNS = re.compile(r"['’]s?\s+(?:[a-z-]+\s+){0,2}|\s+(?:[a-z]+\s+)?", re.IGNORECASE)
_PLACE = (
    r"(?:territor(?:y|ies)|areas?|regions?|towns?|villages?|cit(?:y|ies)|provinces?|districts?|enclaves?|coast|border|crossings?|roads?|highways?|"
    r"land|valleys?|strip|camps?|airports?|airbase|ports?|parts|half|third|thirds|much|most|portions?|swathes?|swaths?|pockets?|north|south|east|west|centre|"
    r"center|capital|countryside|suburbs?|neighbou?rhoods?|ground|hills?|mountains?|islands?|dam|mines?|oilfields?|fields|stretch(?:es)?)"
)
_PLACES = re.compile(rf"\b{_PLACE}\b", re.IGNORECASE)
_SITES = (
    r"(?:bases?|camps?|cells?|hide-?outs?|strongholds?|footholds?|outposts?|positions|bastions?|training camps?|headquarters|stations?|checkpoints?|"
    r"sleeper cells?|presence|networks?)"
)


@dataclass(frozen=True, slots=True)
class _Form:
    """Cue words with what must follow them, and where the party stands that the assertion is about."""

    topic: Topic
    cues: str
    after: str
    about: Side
    score: float
    before: re.Pattern[str] = _VERB
    place: Side = "none"
    default: Status = "ongoing"


_IN = r"(?: \w+){0,2} (?:in|across|throughout|along|around|near|at|from|over|on)\b"
_FORMS = (
    _Form("presence", "held controlled occupied", r"(?: \w+ly)? by\b", "right", 0.7, place="left"),
    _Form("presence", "controls occupies governs", r"(?! by)", "left", 0.7, place="right"),
    _Form("presence", "holds hold control", r"(?! talks| elections| a |[^.,;]* (?:responsible|accountable))", "left", 0.65, place="right"),
    _Form(
        "presence",
        "control",
        r" (?:of|over)\b",
        "left",
        0.6,
        re.compile(
            r"(?:\s+[a-z]+){0,2}\s+(?:in|has|have|had|with|tightened its|its|retains?|maintains?)\s+(?:(?:full|firm|sole|effective|total|de facto)\s+)?"
        ),
    ),
    _Form("presence", "active", r" (?:in|across|along|around|near)\b", "left", 0.7),
    _Form("presence", "operates operate operating", r" (?:mainly |mostly )?(?:in|across|along|from|inside|out of)\b", "left", 0.65),
    _Form("presence", "based stationed headquartered", r"(?: mainly)? (?:in|at|along|inside|near|on)\b(?! part)", "left", 0.65),
    _Form("presence", "holding", r" out\b", "left", 0.65),
    _Form("presence", "holed dug", r" (?:up|in)\b", "left", 0.6),
    _Form("presence", "entrenched", r"(?= in| around| along)", "left", 0.65),
    _Form("presence", "presence", r"(?= of)", "none", 0.6),
)
_HELD = re.compile(r"(?<![\w-])(?P<x>(?:[A-Z][\w.]* )?[\w.’']+(?:-[A-Z]\w+)*)[-–](?P<c>held|controlled|occupied)(?=\s)")
_HAS_SITES = re.compile(
    rf"\b(?:has|have|had|maintains?|established?|establishes|establishing|runs|with|keeps|set up)\s+(?:[a-z0-9,]+\s+){{0,3}}(?P<c>{_SITES})\s+"
    r"(?:in|across|from|at|throughout|along|near|over|on)\b"
)
_OWN_SITES = re.compile(r"\b(?P<c>bases|camps|cells|hide-?outs?|strongholds?|footholds?|bastions?|presence|sway)\b", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|for)\s+")
_GLOSS = re.compile(
    r",\s+(?P<c>an?\s+(?:[a-z-]+\s+){0,3}(?:group|militia|movement|outfit|faction|force|gang|network|organi[sz]ation|coalition|alliance))\s+"
    r"(?:in|based in|from|active in)\s+(?=[A-Z]|the\s)"
)
_RANK = re.compile(
    r"\b(?P<c>(?:(?:second|third|fourth)[- ])?(?:largest|biggest|strongest|deadliest|most powerful|most influential|best[- ]armed|most feared|most senior)|"
    r"last|final|only|closest|leading|main|dominant|foremost|sole)\b(?P<n>(?:\s+(?:[\w’'-]+)){0,4})"
)
_LAST_OF = re.compile(
    r"\b(?:strongholds?|bastions?|pockets?|enclaves?|holdouts?|redoubts?|refuges?|swathe|strip|piece|territory|province|foothold|town|sanctuary|scrap)\b"
)
_BODY_OF = re.compile(
    r"\b(?:groups?|militias?|forces?|army|armies|part(?:y|ies)|movements?|factions?|organi[sz]ations?|allian\w+|ally|backers?|donors?|cit(?:y|ies)|towns?|"
    r"employer|coalition|bloc|cell|network|tribe|community|minority|province|camp|base|powers?|supplier|exporter|producer|strongholds?|rebel|insurgent|armed|"
    r"opposition|separatist|jihadist|militant)\b"
)
_MOVING = re.compile(
    r"\b(?P<c>(?:gain(?:ing|ed|s)?|los(?:ing|t|es?)|regain(?:ing|ed|s)?|mak(?:ing|es?)|made|giving up|ceding|ceded)\s+(?:[a-z]+\s+){0,2}"
    r"(?:ground|momentum|strength|territory|traction|influence|support|the upper hand|gains|steam|inroads)|"
    r"on the (?:back foot|defensive|ropes|retreat|rise|wane|verge of (?:defeat|collapse)|brink of (?:defeat|collapse))|"
    r"(?:been|be|was|were|is|are|badly|severely|greatly|being|far from|totally|almost|nearly|all but|completely)\s+(?:[a-z]+ly\s+)?"
    r"(?:weakened|defeated|depleted|exhausted|demorali[sz]ed|overstretched|crippled|degraded|battered|routed|cornered|vanquished|strengthened|emboldened|fragmented|fractured)|"
    r"(?:collapsed|crumbled|crumbling|crumbles|collapsing|dwindl(?:ed|es|ing)|shrink(?:s|ing)|shrunk|withers?|withering|fraying|frayed|resurging|"
    r"(?:grow(?:s|n|ing)?|grew|becom(?:e|es|ing)|became|getting)\s+(?:stronger|weaker|bolder|more powerful|in strength)|close to (?:defeat|collapse)|"
    r"closer to (?:defeat|collapse)|stretched thin|in disarray|under (?:growing|mounting|heavy|intense) pressure|at its weakest|in retreat|"
    r"tired after|suffered (?:heavy|major|serious|severe|big) (?:losses|setbacks|defeats?)|steadily (?:advancing|retreating)|"
    r"(?:expand|strengthen|tighten|increas|consolidat|extend|weaken)(?:ing|ed|e?s|e)? (?:its|their) (?:[a-z]+ ){0,2}"
    r"(?:influence|reach|territory|presence|grip|power|control|hold|position|ranks|role)))\b"
)
_MOVED = re.compile(
    r"\b(?P<c>defeat|collapse|demise|resurgence|decline|comeback|disintegration|expansion|fragmentation|rout|weakness|weakening|ascendancy|downfall)\b(?=\s+of\s+)"
)
_OWN_MOVE = re.compile(
    r"['’]s?\s+(?:[a-z]+\s+)?(?P<c>defeat|collapse|demise|resurgence|decline|comeback|weakest point|downfall|contraction|resurrection|expansion|"
    r"(?:growing|waning|declining|increasing|shrinking|dwindling|diminishing|expanding|rising) "
    r"(?:influence|reach|presence|grip|power|control|ranks|role|strength|clout|territory))\b"
)
_RESURGENT = re.compile(r"\b(?P<c>resurgent|weakened|battered|demorali[sz]ed|emboldened)\s+(?=[A-Za-z])")
_LISTED = re.compile(r"\s*,(?!\s+(?:who|which|that|now|still|already)\b)[^,]*$")
_OVER = re.compile(r"(?:collapsed?|crumbled|defeat|demise|(?:been|was|were) .*defeated|lost|made|gained|suffered|downfall)\b")
_FIGHTS = re.compile(
    r"(?i)\b(?:talks?|building|buildings|bridge|economy|house|market|ceasefire|truce|negotiations|deal|roof|wall|health)\b"
)
_WRONGED = re.compile(
    r"\b(?P<c>discriminated against|discrimination against|marginali[sz]ed|oppressed|persecuted|disenfranchised|second-class citizens?|"
    r"(?:ha(?:s|ve|d)|with|given) (?:little|no|scant) (?:say|voice)|"
    r"(?:been )?deprived of|denied (?:their |basic |the |equal |full )?(?:basic |human |political |civil )?(?:rights?|access|citizenship|education|"
    r"aid|services|a voice)|treated (?:as|like) (?:second|enem|animals|criminals|outsiders|foreigners|terrorists|children|traitors|slaves|strangers|aliens)\w*|"
    r"(?:pressed|forced|pressured|made|compelled|obliged) to (?:give up|abandon|renounce|hide|deny) (?:their|its)|"
    r"(?:excluded|shut out|barred|sidelined|kept out|cut out) (?:from|of)|neglected by|ignored by|abandoned by|left behind by|"
    r"complain(?:s|ed|ing)? (?:of|about) (?:[a-z]+ ){0,2}(?:discrimination|neglect|harassment|abuse|marginali[sz]ation|mistreatment|exclusion|repression|"
    r"persecution|injustice|unfair)\w*|(?:face|faces|faced|facing|suffer|suffers|suffered|endured?) (?:[a-z]+ ){0,2}(?:discrimination|persecution|repression|"
    r"oppression|stigma|marginali[sz]ation|neglect|exclusion|injustice))\b"
)
_WRONG_OF = re.compile(
    r"\b(?P<c>oppression|persecution|marginali[sz]ation|discrimination|repression|mistreatment|subjugation|neglect|terroris(?:ing|es|ed)|terroriz(?:ing|es|ed)|"
    r"oppress(?:es|ing)?|marginali[sz](?:es|ing)|persecut(?:es|ing)|abandoning|discriminat(?:es?|ing)|neglecting)(?:\s+(?:of|against|towards?))?\s+"
)
_DEPRIVED = re.compile(r"(?:\s*,)?(?:\s+(?:who|which|that))?(?:\s+[a-z]+ly)?(?:\s+" + _AUXILIARY + r")*\s+", re.IGNORECASE)
_LEXICON: dict[str, list[_Form]] = {}
for _form in _FORMS:
    for _word in _form.cues.split():
        _LEXICON.setdefault(_word, []).append(_form)
_PATTERNS = {form: re.compile(rf"(?<!-)\b(?P<c>{'|'.join(form.cues.split())}){form.after}(?=\s|$|[.,])", re.IGNORECASE) for form in _FORMS}
Found = tuple[Topic, Offsets, Offsets | None, float, Status]


def find_remarks(text: str, sentences: tuple[Sentence, ...], mentions: Iterable[Mention]) -> Iterator[Remark]:
    """Yield the assertions that the rules see, in order, at most one a cue."""
    named = sorted(mentions, key=lambda m: m.start)
    for number, sentence in enumerate(sentences):
        if sentence.end - sentence.start > 900:
            continue
        words = words_of(text, sentence.start, sentence.end)
        forms = list(dict.fromkeys(f for w in words if w in _LEXICON for f in _LEXICON[w]))
        rules = [rule for cues, rule in _RULES if not words.isdisjoint(cues)]
        if not (forms or rules):
            continue
        phrases = Phrases(text, sentence.start, sentence.end, named)
        seen: dict[Offsets, Found] = {}
        for rule in rules:
            for found in rule(phrases):
                seen.setdefault(found[1], found)
        for form in forms:
            for found in _formed(phrases, form):
                seen.setdefault(found[1], found)
        for topic, cue, about, score, status in sorted(seen.values(), key=lambda f: f[1]):
            yield Remark(topic, cue, about, status, score, number)


def _status(phrases: Phrases, party: Offsets | None, cue: Offsets, default: Status = "ongoing") -> Status:
    start = party[1] if party and party[1] <= cue[0] else max(phrases.start, cue[0] - 20)
    return status_of(phrases.text, (start, cue[0]), cue, (cue[1], min(phrases.end, cue[1] + 60)), default)


def _formed(phrases: Phrases, form: _Form) -> Iterator[Found]:
    for match in _PATTERNS[form].finditer(phrases.text, phrases.start, phrases.end):
        cue = match.span("c")
        left, right = phrases.subject(cue[0], form.before), phrases.right(match.end(), NEXT)
        party = left if form.about == "left" else right
        if form.cues == "presence":
            party = phrases.right(match.end(), re.compile(r"\s+of\s+"))
        if party is None or (phrases.is_place(party) and form.about == "left"):
            continue
        if form.cues.startswith("based") and not _ARMED.search(phrases.text, *party):
            continue
        if form.place == "right" and not (
            _PLACES.match(phrases.text, _word_after(phrases, match.end()))
            or (right and (phrases.is_place(right) or _PLACES.search(phrases.text, *right)))
        ):
            continue
        if form.place == "left" and not (
            _PLACES.search(phrases.text, max(phrases.start, cue[0] - 60), cue[0]) or (left and phrases.is_place(left))
        ):
            continue
        yield form.topic, cue, party, form.score, _status(phrases, left, cue)


_ARMED = re.compile(
    r"(?i)\b(?:forces?|troops|militias?|militants|rebels|fighters|soldiers|groups?|insurgents|units?|brigades?|army|factions?|peacekeepers|men)\b"
)
_DETERMINED = re.compile(
    r"\s+(?:(?:the|a|an|much|most|large|vast|some|all|its|their|entire|whole|last|of|key|strategic|several|[a-z]+ern)\s+){0,4}"
)


def _word_after(phrases: Phrases, at: int) -> int:
    match = _DETERMINED.match(phrases.text, at, phrases.end)
    return match.end() if match else at


def _presence(phrases: Phrases) -> Iterator[Found]:
    """ "X-held", "with cells from A to B", "X's stronghold", "a rebel group in the A region"."""
    text = phrases.text
    for match in _HELD.finditer(text, phrases.start, phrases.end):
        one = match.span("x")
        if " " in match["x"] and match["x"].split()[-1][0].isupper():
            one = (one[0] + match["x"].index(" ") + 1, one[1])
        yield "presence", match.span("c"), one, 0.75, "ongoing"
    for match in _HAS_SITES.finditer(text, phrases.start, phrases.end):
        party = phrases.subject(match.start(), _VERB)
        if party and not phrases.is_place(party):
            party = phrases.named(party)
            yield "presence", match.span("c"), party, 0.7, _status(phrases, party, match.span("c"))
    for match in _OWN_SITES.finditer(text, phrases.start, phrases.end):
        party = phrases.left(match.start(), _OWNS) or phrases.right(match.end(), _OF)
        if party and not phrases.is_place(party) and any(c.isupper() for c in text[party[0] + 1 : party[1]]):
            yield "presence", match.span("c"), party, 0.6, _status(phrases, None, match.span("c"))
    for match in _GLOSS.finditer(text, phrases.start, phrases.end):
        party = phrases.left(match.start(), NOTHING)
        if party:
            yield "presence", match.span("c"), party, 0.65, "ongoing"


def _rank(phrases: Phrases) -> Iterator[Found]:
    """ "X is the largest group", "Y, the last stronghold", "claims to be the largest"."""
    text = phrases.text
    for match in _RANK.finditer(text, phrases.start, phrases.end):
        cue, word, after = match.span("c"), match["c"].lower(), match["n"]
        if word in {"last", "final"}:
            if not _LAST_OF.search(after):
                continue
        elif word in {"only", "sole", "leading", "main", "closest", "dominant", "foremost"}:
            if not _BODY_OF.search(after) or not re.search(
                r"(?i)\b(?:the|its|their)\s+(?:[a-z]+['’]s\s+)?$|['’]s?\s+$", text[max(phrases.start, cue[0] - 20) : cue[0]]
            ):
                continue
        elif not (_BODY_OF.search(after) or re.search(r"(?:claims?|claimed) to be the $", text[max(phrases.start, cue[0] - 24) : cue[0]])):
            continue
        party = _ranked(phrases, cue)
        if party:
            yield "rank", cue, party, 0.65, _status(phrases, None, cue)


def _ranked(phrases: Phrases, cue: Offsets) -> Offsets | None:
    start = max(phrases.start, cue[0] - 40)
    for article in _ARTICLES.finditer(phrases.text, start, cue[0]):
        if _BETWEEN.fullmatch(phrases.text, article.start(), cue[0]) and (party := phrases.subject(article.start(), _RANKED)):
            return party
    return None


_ARTICLES = re.compile(r"(?=(?<=\s)(?:the|its|their|one of the|among the|[A-Z][\w-]*['’]s?|the \w+['’]s?|[A-Z]\w+ \w+['’]s?)\s+)")
_BETWEEN = re.compile(r"(?:(?:one of |among )?(?:the|its|their)\s+)?(?:(?:[\w-]+\s+)?[\w-]+['’]s?\s+)?(?:[a-z]+\s+)?")
_RANKED = re.compile(rf"(?:\s*\([^)]*\))?(?:\s*,\s+(?:(?:which|who|that)\s+)?|\s+)(?:(?:{_AUXILIARY}|one of|among)\s+)*", re.IGNORECASE)


def _momentum(phrases: Phrases) -> Iterator[Found]:
    """ "X is losing ground", "the collapse of X", "X's defeat", "a resurgent X"."""
    text = phrases.text
    for match in _MOVING.finditer(text, phrases.start, phrases.end):
        cue = match.span("c")
        party = phrases.subject(cue[0], _VERB)
        if party is None or re.search(r"\b(?:little|no)\b", match["c"]) or _LISTED.match(text, party[1], cue[0]):
            continue
        yield "momentum", cue, party, 0.65, _status(phrases, party, cue, _tense(match["c"]))
    for pattern in (_MOVED, _RESURGENT):
        for match in pattern.finditer(text, phrases.start, phrases.end):
            party = phrases.right(match.end(), re.compile(r"\s+of\s+(?:the\s+)?|\s*"))
            party = party or phrases.holding(match.end())
            if (
                party
                and (phrases.is_group(party) or (phrases.is_name(party) and not phrases.is_place(party)))
                and not _FIGHTS.search(text, *party)
            ):
                yield "momentum", match.span("c"), party, 0.6, _status(phrases, None, match.span("c"), _tense(match["c"]))
    for match in _OWN_MOVE.finditer(text, phrases.start, phrases.end):
        party = phrases.left(match.start(), NOTHING)
        if party and not _FIGHTS.search(text, *party):
            yield "momentum", match.span("c"), party, 0.6, _status(phrases, None, match.span("c"), _tense(match["c"]))


def _tense(cue: str) -> Status:
    return "occurred" if _OVER.match(cue) else "ongoing"


def _grievance(phrases: Phrases) -> Iterator[Found]:
    """ "X are marginalised", "has little say", "the oppression of X"."""
    text = phrases.text
    for match in _WRONGED.finditer(text, phrases.start, phrases.end):
        cue = match.span("c")
        party = phrases.left(cue[0], _DEPRIVED)
        if match["c"].startswith("discrimination"):
            party = phrases.right(cue[1], NEXT)
        if party is None and not re.search(r"(?i)discrim|second-class|marginal|oppress|persecut|pressed to|deprived", match["c"]):
            continue
        party = phrases.named(party) if party else None
        yield "grievance", cue, party, 0.65 if party else 0.55, _status(phrases, party, cue)
    for match in _WRONG_OF.finditer(text, phrases.start, phrases.end):
        party = phrases.right(match.end(), NEXT)
        if party and (phrases.is_group(party) or phrases.is_name(party)):
            yield "grievance", match.span("c"), party, 0.6, _status(phrases, None, match.span("c"))


_RULES = ((PRESENCE, _presence), (RANK, _rank), (MOMENTUM, _momentum), (GRIEVANCE, _grievance))
