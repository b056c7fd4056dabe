"""Relations that their form gives away: "X-backed Y", "armed by X", "Y's leader, X", "made up mostly of X and Y", "split from X", "X's ally Y".

They serve the tie head, which finds the rest: what a rule finds has both its parties, and the head's overlapping finds give way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tocsin.model.reading import Mention, Offsets, Relation, Sentence, Status, Tie
from tocsin.read.leadership import APPOSED, BARE, LEADERS, find_leaders
from tocsin.read.phrases import AUXILIARY, NEXT, NOTHING, VERB, Phrases, status_of, words_of

Side = Literal["left", "right", "cue", "none"]
_NOUN = re.compile(
    rf"(?:\s*\([^)]*\))?(?:\s*,)?(?:\s+(?:who|which|that))?(?:\s+{AUXILIARY})*(?:\s+(?:as|become|became|considered))?"
    r"(?:\s+(?:an?|the|its|their|one of the|among the)(?:\s+[A-Za-z-]+){0,2})?\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Form:
    """Cue words with what must follow them, and where the parties stand: the phrase left of the cue, right of it, or the cue itself."""

    relation: Relation
    cues: str
    after: str
    source: Side
    target: Side
    score: float
    before: re.Pattern[str] = VERB
    both: bool = True
    default: Status = "ongoing"


_BY = r"(?:(?:,| and|,? or)(?: \w+ly)? \w+ed)?(?: \w+ly)? by\b"
_FORMS = (
    _Form("support", "backed armed funded supported financed trained equipped sponsored bankrolled aided", _BY, "right", "left", 0.7),
    _Form("support", "propped", r" up by\b", "right", "left", 0.7),
    _Form("support", "backs supports funds arms finances sponsors bankrolls trains", "", "left", "right", 0.65),
    _Form("support", "backing funding arming financing sponsoring bankrolling", r"(?! by| from| for| of)", "left", "right", 0.65),
    _Form("support", "supporting", "", "left", "right", 0.55),
    _Form("support", "backed sponsored", r"(?! by| away| down| out| up| off)", "left", "right", 0.55),
    _Form("support", "backing support sponsorship", r" (?:of|for|to)\b", "left", "right", 0.65, re.compile(r"['’]s?\s+(?:[a-z]+\s+){0,2}")),
    _Form("support", "loyal", r" to\b", "left", "right", 0.75),
    _Form("support", "supporters backers loyalists followers", r" of\b", "cue", "right", 0.65),
    _Form("leadership", "led headed commanded founded run", r"(?: \w+ly)? by\b", "right", "left", 0.7),
    _Form("leadership", "leads heads commands", "", "left", "right", 0.65),
    _Form("membership", "member members", r" of\b", "left", "right", 0.7, _NOUN, both=False),
    _Form(
        "membership",
        "part",
        r" of\b",
        "left",
        "right",
        0.6,
        re.compile(rf"(?:\s*,)?(?:\s+(?:who|which|that))?(?:\s+{AUXILIARY})+\s+", re.I),
    ),
    _Form("membership", "operative", r" of\b", "left", "right", 0.65, _NOUN),
    _Form("membership", "wing arm branch faction", r" of\b", "left", "right", 0.65, _NOUN),
    _Form("membership", "belonging belongs belong", r" to\b", "left", "right", 0.65),
    _Form(
        "membership",
        "joined join joining",
        r"(?! forces| hands| the (?:talks|protest|fight|war|rally))",
        "left",
        "right",
        0.65,
        default="occurred",
    ),
    _Form("membership", "fighting serving", r" (?:with|for)\b", "left", "right", 0.55),
    _Form("membership", "made", r" up(?: \w+ly)? of\b", "right", "left", 0.75),
    _Form("membership", "composed consists consisting", r"(?: \w+ly)? of\b", "right", "left", 0.7),
    _Form("membership", "comprising comprises", "", "right", "left", 0.6),
    _Form("membership", "formed", r" (?:in \d{4} )?(?:from|out of)\b", "right", "left", 0.65),
    _Form("membership", "including includes", "", "right", "left", 0.55),
    _Form("alliance", "allied aligned affiliated", r" (?:with|to)\b", "left", "right", 0.7),
    _Form("alliance", "linked", r" to\b", "left", "right", 0.65),
    _Form("alliance", "ally allies affiliate partner", r" of\b", "left", "right", 0.65, _NOUN),
    _Form("alliance", "alliance pact", r" (?:with)\b", "left", "right", 0.65, _NOUN),
    _Form(
        "alliance",
        "links ties",
        r" (?:with|to)\b",
        "left",
        "right",
        0.55,
        re.compile(r"['’]s?\s+(?:[a-z]+\s+){0,3}|\s+(?:has|have|had|with|of)\s+"),
    ),
    _Form(
        "alliance",
        "partners allies recruits",
        r" among\b",
        "left",
        "right",
        0.65,
        re.compile(rf"(?:\s*,)?(?:\s+{AUXILIARY}|\s+for|\s+new|\s+courting)+\s+"),
    ),
    _Form("alliance", "joined joining", r" forces with\b", "left", "right", 0.65),
    _Form("alliance", "sided siding sides", r" with\b", "left", "right", 0.6),
    _Form("opposition", "opposes oppose opposing", "", "left", "right", 0.65),
    _Form("opposition", "opposed hostile", r" to\b", "left", "right", 0.65),
    _Form(
        "opposition",
        "rival rivals enemy enemies foe foes opponent opponents critic critics",
        r" of\b",
        "left",
        "right",
        0.65,
        _NOUN,
        both=False,
    ),
    _Form("opposition", "odds war", r" with\b", "left", "right", 0.65, re.compile(rf"(?:\s+{AUXILIARY})*\s+at\s+")),
    _Form("split", "split splintered broke defected seceded", r"(?: off| away)? from\b", "left", "right", 0.75, default="occurred"),
    _Form("split", "split", r" off\b(?! from)", "left", "none", 0.6, both=False, default="occurred"),
    _Form("split", "breakaway splinter", r" (?:group|faction|wing) (?:of|from)\b", "left", "right", 0.7, _NOUN, both=False),
    _Form("split", "offshoot", r" of\b", "left", "right", 0.7, _NOUN, both=False),
)
_COMPOUND: dict[str, Relation] = {
    "backed": "support", "funded": "support", "armed": "support", "supported": "support", "sponsored": "support", "trained": "support",
    "led": "leadership", "run": "leadership",
    "allied": "alliance", "aligned": "alliance", "linked": "alliance", "affiliated": "alliance",
}  # fmt: skip
_JOINED = re.compile(rf"(?<![\w-])(?P<x>(?:[A-Z][\w.]* )?[\w.’']+(?:-[A-Z]\w+)*)[-–](?P<c>{'|'.join(_COMPOUND)})(?=\s)")
_SPACED = re.compile(r"(?<![\w-])(?P<x>[A-Z][\w.]*) (?P<c>backed)(?=\s+(?!by\b))")
_PREFIXED = re.compile(r"(?<![\w-])(?P<c>[Pp]ro|[Aa]nti)-(?P<x>(?:al-)?[A-Z][\w.]*|government|regime|opposition|junta|coup)(?=\s)")
_NOT_LEADER = frozenset("nuclear military well un self dis locally heavily newly foreign donor highly".split())
_FACING = re.compile(r"\b(?P<c>alliance|pact|rivalry|enmity|tensions?|hostility|feud)\s+between\s+", re.IGNORECASE)
_PARTNERS = re.compile(
    r"\b(?P<c>allies|ally|backers?|proxies|proxy|enemy|enemies|foes?|rivals?|opponents|supporters|affiliate|partners?)\b(?!\s+of\b)"
)
_NOUNS: dict[str, Relation] = {
    "all": "alliance",
    "bac": "support",
    "pro": "support",
    "sup": "support",
    "aff": "alliance",
    "par": "alliance",
}
_OWNED = re.compile(r"(?P<own>\b(?:its|their)\b|['’]s?)\s+(?P<kind>(?:[A-Za-z-]+\s+){0,2})$")
_MEMBERS = re.compile(r"\b(?P<c>members|operatives?)\b(?! of\b| states?\b| countries)")
_ACCUSED = re.compile(
    r"(?:,\s+(?:which|whom)\s+(?P<by>[^,]{2,40}?)\s+(?:accuses|accused|has accused|suspects)\s+of|\s+of)\s+(?P<c>arming|funding|backing|supporting|training|"
    r"financing|sponsoring)\s+"
)
_LEXICON: dict[str, list[_Form]] = {}
for _form in _FORMS:
    for _word in _form.cues.split():
        _LEXICON.setdefault(_word, []).append(_form)
_PATTERNS = {form: re.compile(rf"\b(?P<c>{'|'.join(form.cues.split())}){form.after}(?=\s|$|[.,])", re.IGNORECASE) for form in _FORMS}
_SPECIAL = LEADERS | frozenset(
    "backed funded armed supported sponsored trained led run allied aligned linked affiliated pro anti alliance pact rivalry enmity tension tensions "
    "hostility feud members operative operatives allies ally backer backers proxies proxy enemy enemies foe foes rival rivals opponents supporters "
    "affiliate partner partners arming funding backing supporting training financing sponsoring".split()
)
Bond = tuple[Relation, Offsets, Offsets | None, Offsets | None, float, Status]


def find_ties(text: str, sentences: tuple[Sentence, ...], mentions: Iterable[Mention]) -> Iterator[Tie]:
    """Yield the relations that the rules see, in order; a cue word gives one relation for each of its listed parties."""
    named = sorted(mentions, key=lambda m: m.start)
    for number, sentence in enumerate(sentences):
        words = words_of(text, sentence.start, sentence.end)
        forms = list(dict.fromkeys(f for w in words if w in _LEXICON for f in _LEXICON[w]))
        special = not words.isdisjoint(_SPECIAL)
        if not (forms or special) or sentence.end - sentence.start > 900:
            continue
        phrases = Phrases(text, sentence.start, sentence.end, named)
        seen: dict[Offsets, Bond] = {}
        made: list[Bond] = []
        for bond in (*(_special(phrases) if special else ()), *(b for f in forms for b in _formed(phrases, f))):
            first = seen.setdefault(bond[1], bond)
            again = any(b[0] == bond[0] and b[1] != bond[1] and bond[3] and bond[3] in b[2:4] for b in made)
            if first[0] == bond[0] and bond[:4] not in [b[:4] for b in made] and not again:
                made.append(bond)
        for relation, cue, source, target, score, status in sorted(made, key=lambda b: b[1]):
            yield Tie(relation, cue, source, target, status, score, number)


def _formed(phrases: Phrases, form: _Form) -> Iterator[Bond]:
    for match in _PATTERNS[form].finditer(phrases.text, phrases.start, phrases.end):
        cue = match.span("c")
        left, right = phrases.subject(cue[0], form.before), phrases.right(match.end(), NEXT)
        if left and form.before is _NOUN and not phrases.text[left[1] : cue[0]].strip():
            left = phrases.left(left[0], _NOUN)
        if right and _OWNED_THING.match(phrases.text, right[1]):
            thing = phrases.right(right[1], _POSSESSIVE)
            if thing is None:
                continue
            right = right[0], thing[1]
        if "join" in form.cues and left and right is None and _COUNTED.match(phrases.text, left[0]) and _END.match(phrases.text, cue[1]):
            yield form.relation, cue, left, None, 0.55, "occurred"
            continue
        if "join" in form.cues and left:
            left = _goer(phrases, left)
        sides: dict[Side, Offsets | None] = {"left": left, "right": right, "cue": cue, "none": None}
        if form.relation == "membership" and not _joins(phrases, form, left, right):
            continue
        if form.both and not (sides[form.source] and sides[form.target]):
            continue
        if not form.both and not left and not right:
            continue
        if form.relation != "membership" and not _party(phrases, left, right):
            continue
        status = _status(phrases, left, cue, match.end(), form.default)
        for one in phrases.listed(right) if right else [None]:
            sides["right"] = one
            source = sides[form.source]
            if source is None and form.relation in {"membership", "opposition", "split"} and form.source == "left":
                source = cue
            yield form.relation, cue, source, sides[form.target], form.score, status


_OWNED_THING = re.compile(r"['’]s?\s")
_POSSESSIVE = re.compile(r"['’]s?\s+")
_COUNTED = re.compile(r"(?i)(?:some |about |around |at least |more than |over )*(?:\d|dozens|hundreds|thousands|several|many)")
_END = re.compile(r"\s*[.,;]")
_GONE = re.compile(r"\b(?:to|in|from|into|through)\s+$")


def _goer(phrases: Phrases, left: Offsets) -> Offsets:
    """Return who joined: "X went to Syria to join" is about X."""
    while (phrases.is_place(left) or _GONE.search(phrases.text, max(phrases.start, left[0] - 8), left[0])) and (
        one := phrases.before(left)
    ):
        left = one
    return left


_LOOSE = re.compile(r"\b(?:famil\w+|communit\w+|cabinet|council|parliament|security forces|public|government|staff|congress|senate)\b")
_ARMED = re.compile(r"\b(?:coalition|alliance|factions?|militias?|groups?|force|forces|rebels|insurgents|movement|brigades)$")


def _joins(phrases: Phrases, form: _Form, left: Offsets | None, right: Offsets | None) -> bool:
    """What is a member of something is a member of a body of people."""
    body = left if form.source == "right" else right
    if body is None:
        return "joined" in form.cues and left is not None and phrases.is_group(left)
    words = phrases.text[body[0] : body[1]].lower()
    if "including" in form.cues and not (right and _ARMED.search(words) and phrases.is_name(right) and phrases.is_group(right)):
        return False
    return phrases.is_group(body) and not phrases.is_place(body) and not _LOOSE.search(words)


def _party(phrases: Phrases, left: Offsets | None, right: Offsets | None) -> bool:
    """A relation holds between named parties or bodies of people; two pronouns tell nothing."""
    return any(s and (phrases.is_name(s) or phrases.is_group(s)) for s in (left, right))


def _status(phrases: Phrases, left: Offsets | None, cue: Offsets, end: int, default: Status = "ongoing") -> Status:
    start = left[1] if left else max(phrases.start, cue[0] - 30)
    return status_of(phrases.text, (start, cue[0]), cue, (end, min(phrases.end, end + 60)), default)


def _special(phrases: Phrases) -> Iterator[Bond]:
    yield from _compounds(phrases)
    for cue, source, target, score, status in find_leaders(phrases):
        yield "leadership", cue, source, target, score, status
    yield from _between(phrases)
    yield from _partners(phrases)
    yield from _accused(phrases)
    for match in _MEMBERS.finditer(phrases.text, phrases.start, phrases.end):
        body = phrases.left(match.start(), BARE)
        if body and phrases.is_group(body):
            yield "membership", match.span("c"), (body[0], match.end()), body, 0.7, _status(phrases, body, match.span("c"), match.end())


def _compounds(phrases: Phrases) -> Iterator[Bond]:
    """ "X-backed Y", "pro-X Y": the phrase that holds the compound, or the one behind it, is Y."""
    text = phrases.text
    for pattern in (_JOINED, _SPACED, _PREFIXED):
        for match in pattern.finditer(text, phrases.start, phrases.end):
            cue, one, word = match.span("c"), match.span("x"), match["c"].lower()
            if match["x"].lower() in _NOT_LEADER:
                continue
            if " " in match["x"] and match["x"].split()[-1][0].isupper():
                one = (one[0] + match["x"].index(" ") + 1, one[1])
            at = match.end() + 1
            holder = phrases.holding(at)
            if not holder or not (phrases.is_group(holder) or phrases.is_name(holder)):
                continue
            other = (max(at, holder[0]), holder[1])
            if word == "anti":
                yield "opposition", cue, other, one, 0.65, "ongoing"
            elif word == "pro":
                yield "support", cue, other, one, 0.65, "ongoing"
            elif _COMPOUND[word] == "alliance":
                yield "alliance", cue, other, one, 0.7, "ongoing"
            else:
                yield _COMPOUND[word], cue, one, other, 0.75, "ongoing"


def _between(phrases: Phrases) -> Iterator[Bond]:
    """ "The alliance between X and Y"."""
    for match in _FACING.finditer(phrases.text, phrases.start, phrases.end):
        first = phrases.right(match.end(), NEXT)
        second = phrases.right(first[1], re.compile(r"\s+and\s+")) if first else None
        if first and second:
            kind: Relation = "alliance" if match["c"].lower() in {"alliance", "pact"} else "opposition"
            yield kind, match.span("c"), first, second, 0.7, _status(phrases, None, match.span("c"), match.end())


def _partners(phrases: Phrases) -> Iterator[Bond]:
    """ "X and its Kurdish allies", "X's ally Y", "Y, X's backer", "Y is X's closest ally"."""
    text = phrases.text
    for match in _PARTNERS.finditer(text, phrases.start, phrases.end):
        cue = match.span("c")
        owned = _OWNED.search(text, max(phrases.start, cue[0] - 40), cue[0])
        if not owned:
            continue
        at = owned.start()
        kind: Relation = _NOUNS.get(match["c"][:3].lower(), "opposition")
        described = owned["kind"].strip()
        adjective = (owned.start("kind"), owned.start("kind") + len(described)) if described[:1].isupper() else None
        if owned["own"] in {"its", "their"}:
            holder = phrases.left(at, re.compile(r"\s+and\s+|\s*,\s+|\s+with\s+"))
        else:
            holder = phrases.left(at, NOTHING)
        other = phrases.right(cue[1], APPOSED)
        if other and not phrases.is_name(other):
            other = None
        if holder and owned["own"] not in {"its", "their"} and not other:
            other = phrases.left(holder[0], re.compile(r"\s+(?:is|are|was|remains)\s+|\s*,\s+"))
        elif not holder and other is None:
            continue
        if owned["own"] in {"its", "their"} and holder and re.search(r",\s+$", text[holder[1] : at]) and not other:
            pronoun = owned.span("own")
            yield kind, cue, *((holder, pronoun) if kind == "support" else (pronoun, holder)), 0.55, "ongoing"
            continue
        if party := other or adjective:
            source, target = (party, holder) if kind == "support" else (holder, party)
            if "prox" in match["c"]:
                source, target = target, source
            yield kind, cue, source, target, 0.6, "ongoing"


def _accused(phrases: Phrases) -> Iterator[Bond]:
    """ "Y accuses X of arming Z", "X, which Y accuses of arming Z"."""
    for match in _ACCUSED.finditer(phrases.text, phrases.start, phrases.end):
        source, target = phrases.left(match.start(), NOTHING), phrases.right(match.end(), NEXT)
        accuses = match["by"] or re.search(
            r"(?i)\baccus\w+|suspect\w*", phrases.text[max(phrases.start, match.start() - 80) : match.start()]
        )
        if source and target and accuses:
            yield "support", match.span("c"), source, target, 0.7, "ongoing"
