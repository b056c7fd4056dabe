"""What the words of a name say: which of them are proper, what kind of party it is, and of which state."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from tocsin.resolve.register import Register, bag, unowned

_WORD = re.compile(r"[^\s,;:()\"“”]+")
_DETERMINERS: Final = bag("the a an this that these those its their his her our my your some several many both all")
_PREPOSITIONS: Final = bag("of in from at with for by near on under loyal who that which")
_CUT = re.compile(
    r"\s(?:of|in|from|at|near|with|on|under|by|for|among|who|whom|which|that|whose|where|loyal|based|known|calling)\b|[,(;]|\s[–—-]\s",
    re.IGNORECASE,
)
#: What is said behind a hyphen of who stands behind a group: "Tehran-backed".
SPONSORED: Final = "backed|led|linked|allied|aligned|supported|sponsored|funded|armed|trained"
_MODIFIER = re.compile(rf"^(?:pro|anti|ex|non)-|-(?:{SPONSORED}|based|controlled|held|born|speaking|run)$", re.I)
_KINDS: Final = tuple(  # asked of words in lower case, which is far quicker than to leave the case open
    (re.compile(rf"\b(?:{words})\b"), kind, sector)
    for words, kind, sector in (
        (r"united nations|u\.?n\.?|peacekeepers?|african union|european union|nato|arab league|security council", "igo", "IGO"),
        (r"monitoring mission|development bank|organi[sz]ation of \w+ states|eu (?:force|mission)", "igo", "IGO"),
        (r"courts?|tribunal|judiciary", "court", "JUD"),
        (r"newspaper|paper|dail(?:y|ies)|weekly|news ?agency|press agency|radio|television|tv|broadcaster|gazette|herald", "media", "JRN"),
        (r"tribune|chronicle|courier|times|post|news|website|news ?site|channel|magazine|outlet", "media", "JRN"),
        (r"rebels?|insurgents?|insurgency|guerr?illas?|separatists?|mutineers|rebellion", "armed group", "REB"),
        (r"militia(?:s|m[ae]n)?|paramilitar\w+|vigilantes?|self-defen[cs]e (?:group|force|unit)s?", "armed group", "PRM"),
        (r"armed (?:\w+ )?(?:groups?|movement|faction|organi[sz]ation|wing)|militants?|jihadis\w*|gunmen|fighters", "armed group", "UAF"),
        (r"brigades?|commandos?|mujahid\w+|liberation (?:army|front|movement|forces)|resistance (?:army|front)", "armed group", "UAF"),
        (r"people'?s army|terrorist (?:group|organi[sz]ation)|armed men", "armed group", "UAF"),
        (r"police|gendarmer\w+|constabulary", "police", "COP"),
        (r"parliament|national assembly|senate|congress|house of representatives|duma|knesset", "government", "LEG"),
        (r"security service|intelligence (?:service|agency|directorate)|secret service", "government", "SPY"),
        (r"security forces|government (?:forces|troops|soldiers)|armed forces|military|air force|navy|coast ?guard", "armed force", "MIL"),
        (r"special forces|defen[cs]e forces?|units|national guard|border guards?|troops|soldiers|marines|warplanes", "armed force", "MIL"),
        (r"governments?|ministr(?:y|ies)|cabinet|authorit(?:y|ies)|presidency|president'?s office|embass(?:y|ies)", "government", "GOV"),
        (r"junta|regime|foreign office|state department|kremlin|white house|office of the president\w*", "government", "GOV"),
        (r"human rights|rights (?:group|monitor|watch\w*)|charity|aid (?:group|agency)|red cross|red crescent|ngo", "ngo", "NGO"),
        (r"amnesty|observatory|relief|foundation|protection network", "ngo", "NGO"),
        (r"party", "party", "PTY"),
        (r"trade unions?|workers'? union|labou?r union", "organisation", "LAB"),
        (r"compan(?:y|ies)|corporation|inc|ltd|plc|holdings|airlines?|bank", "company", "BUS"),
        (r"universit(?:y|ies)|school|college", "organisation", "EDU"),
        (r"hospital|clinic", "organisation", "MED"),
    )
)
_FORCES = re.compile(r"\b(?:army|forces|guard|column)\b")


class Name(NamedTuple):
    """A name taken apart: its proper form (null for a nominal), the common words before it, its head noun, and all but its article."""

    proper: str | None
    descriptor: str
    head: str
    bare: str


def _is_proper(word: str) -> bool:
    core = word.strip("'’.-")
    if core.isdigit() or not (core[:1].isdigit() or (not core.islower() and any(map(str.isupper, core)))):
        return False
    return not ("-" in core and _MODIFIER.search(core))


@lru_cache(maxsize=8192)
def head_of(words: str) -> str:
    """Return the folded head noun of a noun phrase: its last word before "of", "in", "who" or a comma."""
    core = _CUT.split(words, maxsplit=1)[0].split()
    return unowned(core[-1]).casefold().strip("'\"“”.,") if core else ""


@lru_cache(maxsize=4096)
def parse_name(text: str, opens: bool = False) -> Name:
    """Take a mention's words apart; ``opens`` tells that it opens a sentence, so that its first capital says nothing."""
    words = [w for w in _WORD.findall(text) if w.strip("'’.-")]
    while words and words[0].casefold() in _DETERMINERS:
        words = words[1:]
        opens = False
    bare = unowned(" ".join(words))
    head = head_of(bare)
    first = next((i for i, w in enumerate(words) if _is_proper(w)), None)
    common = bool(words) and not (words[0].isupper() and len(words[0]) > 1) and (words[0].casefold() in _COMMON or len(words) > 1)
    if first == 0 and opens and common and not any(_is_proper(w) for w in words[1:]):
        first = None
    if first is None or any(w.casefold() in _PREPOSITIONS for w in words[:first]):
        return Name(None, bare, head, bare)
    return Name(unowned(" ".join(words[first:])), " ".join(words[:first]), head, bare)


_COMMON: Final = bag(
    "police army government military troops soldiers rebels militants insurgents authorities fighters gunmen officials security "
    "local state government parliament protesters opposition separatists jihadists guerrillas peacekeepers drivers "
    "terrorists extremists partisans bandits mutineers mercenaries assailants attackers militiamen bombers snipers criminals traitors"
)


@lru_cache(maxsize=8192)
def kind_of(words: str, *, foreign: bool = False) -> tuple[str | None, str | None]:
    """Return kind and PLOVER sector that words speak of, both null where they speak of none.

    ``foreign`` tells that no state stands in the name, so that an "Army" of its own is an armed group, not a state's.
    """
    text = words.lower()
    for pattern, kind, sector in _KINDS:
        if pattern.search(text):
            return kind, sector
    if _FORCES.search(text):
        return ("armed group", "UAF") if foreign else ("armed force", "MIL")
    return None, None


@lru_cache(maxsize=8192)
def country_of(register: Register, words: str) -> str | None:
    """Return the ISO code of the only state that words name by name or adjective; null where they name none or several."""
    tokens = [word if word.isupper() else unowned(word.strip(".")) for word in _WORD.findall(words)]
    found: set[str] = set()
    at = 0
    while at < len(tokens):
        first = tokens[at]
        widest = 0 if not first[:1].isupper() else min(4, len(tokens) - at) if register.opens_state(first) else 1
        for width in range(widest, 0, -1):
            piece = " ".join(tokens[at : at + width])
            code = register.nation(piece)
            if code:
                found.add(code)
                at += width - 1
                break
        at += 1
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=8192)
def state_of(register: Register, words: str) -> str | None:
    """Return the ISO code of the state that words are the name or the capital of, or the only one that they name."""
    return register.state(words) or register.capital(words) or country_of(register, words)


COUNTED = re.compile(
    r"(?i)(?:at least |more than |about |some |around |up to )?(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|dozens|"
    r"scores|hundreds|thousands|both|many|few)\b)"
)
"""How a counted company begins: some men of an organisation, not the organisation."""
BELONGS = frozenset({"of", "of the", "from", "from the", "with", "with the", "loyal to", "loyal to the"})
"""What joins men to the organisation that they belong to."""
_CORE = re.compile(
    r"\s(?:of|in|from|at|near|with|on|by|for|among|who|which|that|whose|where|loyal|based|known|calling)\b|[,(;]|\s[–—]\s", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def core(words: str) -> str:
    """Return a noun phrase up to its head: what stands before "of", "who" or a comma."""
    match = _CORE.search(words)
    return words[: match.start()] if match else words
