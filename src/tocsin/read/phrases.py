"""The noun phrases of a sentence that can be parties: names, nominals with a group noun, pronouns; and the status that the words around a cue give."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, KeysView, Sequence
from functools import cached_property, lru_cache

from tocsin.model.reading import Mention, Offsets, Status

_GROUPS = frozenset(
    """group militia militiaman militiamen rebel fighter militant insurgent guerrilla guerilla jihadist jihadi islamist separatist extremist terrorist
    gunman gunmen force troops troop soldier army armies unit brigade battalion column front movement party parties alliance coalition bloc faction
    organisation organization outfit network cell gang cartel tribe clan tribesman tribesmen council government regime state junta authority
    authorities administration opposition police military leadership protester resident villager civilian refugee minority minorities community
    communities population people peoples man men woman women child children student paramilitary paramilitaries peacekeeper mercenary mercenaries
    warlord partisan country countries nation power committee agency union league guard guards corps entity republic veteran volunteer adviser
    dissident exile family families schoolgirl teenager activist loyalist settler nationalist official generals hackers bomber bombers
    regional herder farmer kurds turks arabs journalist national nationals citizen citizens""".split()
)
_TITLES = frozenset(
    """leader head chief commander founder co-founder chairman chairwoman chair president ruler boss emir chancellor minister king secretary
    member ally allies supporter backer follower loyalists rival enemy enemies foe opponent critic partner proxy proxies wing arm branch affiliate
    offshoot remnant spokesman spokeswoman spokesperson deputy director operative mr mrs ms dr gen col lt maj captain prince sheikh
    president-elect""".split()
)
_DETERMINERS = frozenset(
    """a an the this these those its their his her our my your some several many most all both any every each no another other two three four
    five six seven eight nine ten dozens hundreds thousands around about more few so-called various certain numerous former rival such
    fellow""".split()
)
_PRONOUNS = frozenset("it they he she we them him us i themselves itself".split())
_PARTY_WORDS = _PRONOUNS | frozenset("its their his her our who which".split())
_PARTY_TYPES = frozenset({"ORGANIZATION", "GROUP", "PERSON", "LOCATION"})
_STOPS = frozenset(
    """and or but nor yet if unless while when where as than because since until though although after before during in on at for to from with by of
    into over under between among against about through within across near off out up down not is are was were be been being am has have had having
    will would could can may might shall should must do does did who whom whose which what there here how why said says told say according also
    then now still just only even never ever once meanwhile however instead despite amid upon toward towards via per too very well yes so such
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
    december today yesterday tomorrow reuters ap afp later earlier last next whether like that""".split()
)
_MODIFIER = re.compile(
    r"(?:armed|main|ruling|rebel|local|foreign|security|border|special|tribal|hardline|moderate|secular|other|own|proxy|terror|small|tiny|big|large|"
    r"largest|key|senior|young|new|western|eastern|northern|southern|central|banned|outlawed|allied|exiled|breakaway|rival|militant|radical|"
    r"\w+(?:ist|al|ic|ive|ary|ish|ese|ian)|\w+(?:-\w+)+)$"
)
_WORD = re.compile(
    r"[^\W_](?:[\w&/]|-(?=\w)|\.(?=\w)|\.(?=-\w)|,(?=\d{3}\b)|['’](?=[A-Za-z])(?!s\b))*(?:(?<=ople)['’]s(?= [A-Z])|(?<=kers)['’](?= ))?"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_NOT_NAME = re.compile(r"(?:\w+(?:ly|ing))$")
_SHAPE = re.compile(r"(?:(?:[DN]+w?[aw]?)?[aH]*C+N?(?:oD?C+)*(?:[aCH]*H)?|(?:[DN]+w?)?[aH]*H|P)")
_BRACKET = re.compile(r"\s\([A-Z][\w’'/-]*\)")
_NAMED = frozenset(("ORGANIZATION", "GROUP", "PERSON", "LOCATION", "FACILITY"))


AUXILIARY = (
    r"(?:is|are|was|were|has|have|had|been|be|being|also|now|still|long|already|once|not|never|no longer|will|would|could|may|might|can|did|does|do|"
    r"said|says|believed|thought|understood|known|reported|suspected|alleged|accused of|claims?|claimed|to|of|as|and|seeking|looking|hoping|trying|seeks|"
    r"aims?|wants?|plans?|hopes|vowed|who|which|that|themselves|itself|heavily|well|often|[a-z]+ly)"
)
VERB = re.compile(rf"(?:\s*\([^)]*\))?(?:\s*,)?(?:\s+(?:who|which|that))?(?:\s*,\s*[^,]{{3,40}},)?(?:\s+{AUXILIARY})*\s+", re.IGNORECASE)
NEXT = re.compile(r"\s*(?:(?:both|either|the so-called|so-called|mainly|mostly|largely|all|its|their)\s+)?[“\"‘]?")
NOTHING = re.compile("")


class Phrases:
    """The party-like noun phrases of one sentence, in order and without overlap; offsets count in the text that the sentence stands in.

    ``mentions`` are the document's, in order.
    """

    def __init__(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> None:
        self.text, self.start, self.end = text, start, end
        first, last = bisect_left(mentions, start, key=_begin), bisect_left(mentions, end, key=_begin)
        self._mentions = [m for m in mentions[first:last] if m.type in _NAMED]

    @cached_property
    def spans(self) -> list[Offsets]:
        """The phrases: those of the pattern, widened to the mentions that hold them, and the mentions that it missed."""
        made = list(self._shaped())
        for m in self._mentions:
            inside = [s for s in made if s[0] < m.end and m.start < s[1]]
            if not inside:
                made.append((m.start, m.end))
            elif len(inside) > 1 or m.end > inside[-1][1]:
                made = [s for s in made if s not in inside]
                made.append((min(m.start, inside[0][0]), max(m.end, inside[-1][1])))
        return sorted(made)

    @cached_property
    def _starts(self) -> list[int]:
        return [s for s, _ in self.spans]

    @cached_property
    def _ends(self) -> list[int]:
        return [e for _, e in self.spans]

    def _shaped(self) -> Iterator[Offsets]:
        shape, places, last = [], [], self.start
        for match in _WORD.finditer(self.text, self.start, self.end):
            gap = self.text[last : match.start()]
            if last != self.start and gap not in {" ", "\n"}:
                shape.append("|")
                places.append((last, last))
            shape.append(_tag(match.group(), not places))
            places.append(match.span())
            last = match.end()
        for match in _SHAPE.finditer("".join(shape)):
            a, b = places[match.start()][0], places[match.end() - 1][1]
            bracket = _BRACKET.match(self.text, b, self.end)
            yield a, (bracket.end() if bracket else b)

    def left(self, at: int, bridge: re.Pattern[str]) -> Offsets | None:
        """Return the last phrase that ends before ``at`` with nothing but the bridge between."""
        n = bisect_right(self._ends, at) - 1
        return self.spans[n] if n >= 0 and bridge.fullmatch(self.text, self._ends[n], at) else None

    def subject(self, at: int, bridge: re.Pattern[str]) -> Offsets | None:
        """Return the phrase that a verb at ``at`` is about: across a relative clause, a gloss or the first half of a pair of verbs."""
        found = self.left(at, bridge)
        if found is None:
            first = self.spans[0] if self.spans else None
            apart = self.text[first[1] : at] if first else ""
            return first if first and first[0] - self.start < 20 and "," not in apart and _PAIRED.search(apart) else None
        if self.text[found[1] : found[1] + 1] == ",":
            comma = self.text.rfind(",", self.start, found[0])
            if comma > 0 and _ASIDE.match(self.text, comma):
                return self.left(comma, NOTHING) or found
        return self.named(found)

    def before(self, span: Offsets) -> Offsets | None:
        """Return the phrase before another."""
        n = bisect_left(self._starts, span[0]) - 1
        return self.spans[n] if n >= 0 else None

    def right(self, at: int, bridge: re.Pattern[str]) -> Offsets | None:
        """Return the first phrase that starts after ``at`` with nothing but the bridge between."""
        n = bisect_left(self._starts, at)
        return self.spans[n] if n < len(self.spans) and bridge.fullmatch(self.text, at, self._starts[n]) else None

    def holding(self, at: int) -> Offsets | None:
        """Return the phrase that holds the place ``at``."""
        n = bisect_right(self._starts, at) - 1
        return self.spans[n] if n >= 0 and at < self._ends[n] else None

    def named(self, span: Offsets) -> Offsets:
        """Return the name that an indefinite phrase glosses ("the Movement, a rebel group"), or the phrase itself."""
        if re.match(r"(?i)an? ", self.text[span[0] : span[1]]):
            before = self.left(span[0], _COMMA)
            if before and self.is_name(before):
                return before
        return span

    def listed(self, first: Offsets) -> Iterator[Offsets]:
        """Yield a phrase and those that a list joins to it."""
        yield first
        last, found = first, [first]
        while (after := self.right(last[1], _LIST)) and len(found) < 6:
            found.append(after)
            closes = self.text[last[1] : after[0]].rstrip().endswith("and")
            last = after
            if closes:
                yield from found[1:]
                return

    def is_name(self, span: Offsets) -> bool:
        """Tell whether a phrase ends in a name, so is no nominal or pronoun."""
        word = self.text[span[0] : span[1]].rsplit(None, 1)[-1]
        return word[:1] in "(“" or word[:1].isupper() or any(m.start >= span[0] and m.end == span[1] for m in self._mentions)

    def is_group(self, span: Offsets) -> bool:
        """Tell whether a phrase is a body of people by its noun or its mention's type."""
        words = self.text[span[0] : span[1]].lower().split()
        return _group(words[-1]) or any(
            m.type in {"ORGANIZATION", "GROUP"} and m.start < span[1] and span[0] < m.end for m in self._mentions
        )

    def is_place(self, span: Offsets) -> bool:
        """Tell whether a phrase was marked as a place."""
        return any(m.type in {"LOCATION", "FACILITY"} and m.end == span[1] for m in self._mentions)


_ASIDE = re.compile(r",\s+(?:which|who|whose|an?|the|near|once|\w+ed by)\b")
_PAIRED = re.compile(
    r"\b(?:and|but) (?:is|are|was|were|has|have|had)\b(?: (?:been|be|being|believed|said|thought|known|reported|to|also|now))*\s+$"
)


def is_party(text: str, span: Offsets, mentions: Sequence[Mention]) -> bool:
    """Tell whether words can stand for a party: a name, a body of people, a pronoun, or what overlaps a mention of either."""
    words = text[span[0] : span[1]].split()
    return (
        any(w[:1].isupper() and w.lower() not in _DETERMINERS for w in words)
        or any(_group(w.lower()) for w in words)
        or " ".join(words).lower() in _PARTY_WORDS
        or any(m.type in _PARTY_TYPES and m.start < span[1] and span[0] < m.end for m in mentions)
    )


def _begin(mention: Mention) -> int:
    return mention.start


_COMMA = re.compile(r"\s*,\s+")
_LIST = re.compile(r",\s+(?:and\s+)?|\s+and\s+(?:the\s+)?")


def is_body(word: str) -> bool:
    """Tell whether a noun, whatever its case or number, is one for a body of people or who holds an office ("troops", "minister")."""
    folded = word.lower()
    return _group(folded) or folded in _TITLES or folded.removesuffix("s") in _TITLES


def _group(word: str) -> bool:
    return word in _GROUPS or (word.endswith("s") and word[:-1] in _GROUPS)


@lru_cache(maxsize=8192)
def _tag(word: str, first: bool) -> str:
    """N number, D determiner, P pronoun, T title, X stop, o of, H group noun, C name, a modifier, w any other word."""
    low = word.lower()
    upper = word[0].isupper() and not first and low not in {"the", "a", "an"}
    if low == "of":
        return "o"
    if low in _PRONOUNS and word not in {"US", "IT"}:
        return "P"
    if low in _TITLES or (low.endswith("s") and low[:-1] in _TITLES):
        return "T"
    if _group(low) and not (upper and low in {"state", "states", "nations", "people", "front"}):
        return "H"
    if word.isdigit():
        return "N"
    if (low in _DETERMINERS and word != "US") or word[0].isdigit():
        return "D"
    if low in _STOPS and word not in {"US"}:
        return "X"
    if "-" in word and re.search(
        r"-(?:led|backed|linked|allied|aligned|held|controlled|based|run|affiliated|funded|armed|supported|occupied)$", low
    ):
        return "a"
    if word[0].isupper() or re.match(r"(?:al|el|ar|as|ash|an|at)-[A-Z]|al-|d['’][A-Z]", word):
        return "w" if first and _NOT_NAME.match(low) else "C"
    return "a" if _MODIFIER.match(low) else "w"


_NEGATED = re.compile(r"(?i)\b(?:not|never|no longer|neither|nor|without|den(?:y|ies|ied|ying)|hardly|far from)\b|n['’]t\b")
_FUTURE = re.compile(
    r"(?i)\b(?:will|shall|seek(?:s|ing)?|aim(?:s|ing)?|plan(?:s|ning)?|hop(?:es|ing)|want(?:s|ing)?|intend(?:s|ing)?|looking|trying|vow(?:s|ed)|"
    r"pledge[sd]?|about to|set to|going to|courting)\b|['’]ll\b"
)
_HYPOTHETICAL = re.compile(r"(?i)\b(?:if|would|could|might|may|unless|should|accused of being|suspected of being)\b")
_PAST = re.compile(r"(?i)\b(?:had|was|were|once|former(?:ly)?|then|used to|until|late)\b|\bex-")
_DATED = re.compile(
    r"\b(?:in|since|until|before|by|of)\s+(?:\w+\s+)?(?:1[89]|20)\d\d\b|\b(?:years?|decades?|months?) (?:ago|earlier|before)\b|\bin the \d{4}s"
)


def status_of(text: str, before: Offsets, cue: Offsets, after: Offsets, default: Status = "ongoing") -> Status:
    """Return the status that the words give: ``before`` runs from the party to the cue, ``after`` from the cue to the end of its clause."""
    words = text[before[0] : before[1]]
    if _NEGATED.search(words):
        return "negated"
    if _FUTURE.search(words):
        return "future"
    if _HYPOTHETICAL.search(words):
        return "hypothetical"
    if re.search(r"(?i)\b(?:former|ex-|once|had|used to|late)\b", words) or (
        (_PAST.search(words) or default == "occurred") and _DATED.search(text, cue[0], after[1])
    ):
        return "historical"
    return default


def words_of(text: str, start: int, end: int) -> KeysView[str]:
    """Return the sentence's words in their order, lower-cased and split at hyphens, to be compared with the cue words of rules."""
    return dict.fromkeys(_LETTERS.findall(text[start:end].lower())).keys()
