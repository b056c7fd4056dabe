"""Bodies of states: governments, ministries, parliaments, high courts, forces, police, and the coalitions that a state leads.

A government goes by its many names (regime, junta, authorities, administration) under one id, ``gov:SYR``. Each ministry, department or high
court is a body of its own (``mfa:RUS``, ``mod:RUS``, ``gov:EGY-oil-ministry``), since a ministry may say what its government does not; the chambers of a parliament
are one body (``leg:USA``), and so are the branches of the armed forces (``mil:IRN``). A coalition goes by its leader (``coalition:SAU``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from tocsin.resolve.register import ORGANS, Entry, Register, bag, fold, unowned, with_article

_HEADS: Final = {
    **dict.fromkeys(
        (
            "government", "authorities", "cabinet", "administration", "regime", "junta", "military junta", "military government",
            "military regime", "ruling junta", "military council", "central government", "federal government", "national government",
            "leadership", "political leadership",
        ),
        "gov",
    ),
    **dict.fromkeys(
        (
            "army", "military", "armed forces", "forces", "troops", "soldiers", "government forces", "government troops", "army forces",
            "army soldiers", "armed services", "defence forces", "defense forces", "defence force", "defense force", "air force", "navy",
            "military forces", "ground forces", "special forces", "marines", "marine corps", "warplanes", "fighter jets", "jets", "regime forces",
            "regime troops", "military leadership", "army command", "military command",
        ),
        "mil",
    ),
    **dict.fromkeys(("police", "police force", "police forces", "national police", "federal police", "police service"), "cop"),
    **dict.fromkeys(
        (
            "parliament", "national assembly", "senate", "congress", "house of representatives", "legislature", "lower house", "upper house",
            "lower house of parliament", "upper house of parliament", "house of commons", "house of lords", "duma", "state duma", "knesset", "bundestag",
        ),
        "leg",
    ),
    **dict.fromkeys(("judiciary", "courts"), "jud"),
    **{f"{court} court": f"jud-{court} court" for court in ("supreme", "constitutional", "high", "federal", "federal supreme", "top")},
    "foreign office": "mfa", "home office": "moi", "treasury": "gov-treasury",
}  # fmt: skip
#: Names that one state alone gives to a body of its own.
_NATIONAL: Final = {
    "state department": ("USA", "mfa"), "department of state": ("USA", "mfa"),
    "home office": ("GBR", "moi"), "house of lords": ("GBR", "leg"),
    "department of homeland security": ("USA", "gov-homeland security department"), "capitol hill": ("USA", "leg"),
    "knesset": ("ISR", "leg"), "duma": ("RUS", "leg"), "state duma": ("RUS", "leg"), "bundestag": ("DEU", "leg"), "bundesrat": ("DEU", "leg"),
    "verkhovna rada": ("UKR", "leg"), "sejm": ("POL", "leg"), "riksdag": ("SWE", "leg"), "storting": ("NOR", "leg"),
    "lok sabha": ("IND", "leg"), "rajya sabha": ("IND", "leg"), "national people's congress": ("CHN", "leg"),
}  # fmt: skip
#: Names of bodies that several states have and one is mostly meant by: that state, where the report names it.
_USUAL: Final = {
    "congress": "USA", "house of representatives": "USA", "house of commons": "GBR", "house of lords": "GBR", "commons": "GBR",
    "foreign office": "GBR", "home office": "GBR", "treasury": "USA",
}  # fmt: skip
_BRIEFS: Final = (
    "foreign|external|defen[cs]e|interior|internal|home|justice|finance|health|information|culture|education|agriculture|oil|petroleum|"
    "energy|transport|trade|economy|state|treasury|homeland security|public security|national security|security|intelligence|"
    "emergency situations|emergencies|labou?r|migration|environment|human rights|religious affairs|tourism|water|industry|reconciliation"
)
_MINISTRY = re.compile(rf"(?P<brief>{_BRIEFS})(?: affairs)? (?P<kind>ministry|department)$")
_OF_BRIEF = re.compile(rf"(?P<kind>ministry|department) (?:of|for) (?:the )?(?P<brief>{_BRIEFS})(?: affairs| relations)?$")
_SAME_BRIEF: Final = {"defense": "defence", "external": "foreign", "internal": "interior", "home": "interior", "labor": "labour"}
#: Ministries that the register calls by a family of their own; a "department" of foreign affairs or defence is the same.
_OF_MINISTRY: Final = {"foreign": "mfa", "defence": "mod", "interior": "moi", "health": "moh"}
_EITHER: Final = frozenset({"foreign", "defence", "health"})
_WORTH = re.compile(
    r"government|authorities|cabinet|administration|regime|junta|council|army|military|forces?\b|troops|soldiers|services|police|navy|"
    r"marine|jets|warplanes|parliament|assembly|senate|congress|house|legislature|duma|rada|knesset|bundes|sejm|riksdag|storting|sabha|hill$|"
    r"judiciary|court|leadership|command$|lords$|ministry|department|office|treasury|coalition|alliance|commons"
)
_OF = re.compile(r" of (?:the )?(?=[A-Z])")
_IN = re.compile(
    r"^(?P<organ>(?:(?:military|ruling) )?(?:regime|junta|government)|authorities|police|army|military|parliament) in (?:the )?"
    r"(?P<state>[A-Z].+)$",
    re.IGNORECASE,
)
_LED_BY = re.compile(r"^(?:the )?coalition led by (?P<state>.+)$", re.IGNORECASE)
_ID = re.compile(r"(?P<family>[a-z]+):(?P<state>[A-Z]{3})(?:-(?P<part>[a-z]+(?:-[a-z]+)*))?")
_LED = re.compile(
    r"^(?:an? )?(?P<state>[A-Z][\w.]*(?: [A-Z][\w.]*)?)-led (?:(?:[a-z]+|(?:anti|counter)-\w+) )*(?:coalition|alliance|forces)"
    r"(?: (?:against|fighting|battling|in|of|for)(?: .+)?)?$"
)
_OF_PLACE = re.compile(r"^(?:republic|kingdom|state|islamic republic|people'?s republic) of (?:the )?", re.IGNORECASE)
_LONGEST: Final = 5
#: By which word a body is shown.
_SHOWN: Final = {
    "gov": "government", "mil": "army", "cop": "police", "leg": "parliament", "mfa": "foreign ministry", "mod": "defence ministry",
    "moi": "interior ministry", "moh": "health ministry", "jud": "judiciary",
}  # fmt: skip
#: Bodies whose bare name speaks of a state's own; "troops" or "forces" alone may be anybody's.
_ANYBODY: Final = bag("forces troops soldiers jets warplanes marines courts commons leadership")


@lru_cache(maxsize=4096)
def body_kind(words: str) -> str | None:
    """Return which body of a state words without its name speak of, as :meth:`Register.organ` calls it; null where they speak of none."""
    text = fold(words)
    if text in _HEADS:
        return _HEADS[text]
    found = _MINISTRY.match(text) or _OF_BRIEF.match(text)
    if found is None:
        return None
    brief = _SAME_BRIEF.get(found["brief"], found["brief"])
    known = _OF_MINISTRY.get(brief) if found["kind"] == "ministry" or brief in _EITHER else None
    return known or f"gov-{brief} {found['kind']}"


def bare_body(words: str) -> str | None:
    """Return the body that a phrase without a state means ("the interior ministry", "police"); null for troops of anybody's."""
    kind = body_kind(words)
    return None if kind is None or fold(words) in _ANYBODY else kind


def usual_state(words: str) -> str | None:
    """Return the ISO code of the state that is mostly meant by a name that several states' bodies have, such as ``Congress``."""
    return _USUAL.get(fold(words)) if words.strip()[:1].isupper() or fold(words) == "foreign office" else None


@lru_cache(maxsize=8192)
def organ_of(register: Register, words: str) -> tuple[str, str] | None:
    """Return state and body where words name a state's own, such as "Syrian army", "the police of Kenya" or "the regime in Damascus"."""
    if not _WORTH.search(words.lower()):
        return None
    text = " ".join(words.split())
    text = text[4:] if text[:4].casefold() == "the " else text
    if (national := _NATIONAL.get(fold(text))) is not None:
        return national
    if led := _LED.match(text) or _LED_BY.match(text):
        code = register.nation(led["state"])
        return (code, "coalition") if code else None
    known = register.find(text)
    if known is None:
        return _told(register, text)
    told = _told(register, text) if known.id.partition(":")[0] in ORGANS else None
    return told if told and (register.settled(register.organ(*told).id) or known).id == known.id else None


def _told(register: Register, text: str) -> tuple[str, str] | None:
    """Return state and body where the words themselves tell both."""
    if (match := _IN.match(text)) is not None:
        code = register.state(match["state"]) or register.capital(match["state"])
        return _body(code, match["organ"])
    for link in _OF.finditer(text):
        organ, state = text[: link.start()], text[link.end() :]
        if body_kind(organ) and (found := _body(register.state(state) or register.state(_OF_PLACE.sub("", state)), organ)):
            return found
    return _owned(register, text.split())


def _owned(register: Register, tokens: list[str]) -> tuple[str, str] | None:
    """Return state and body of "Syrian army", "Iran's foreign ministry" or "Kyiv authorities"."""
    for many in range(min(_LONGEST, len(tokens) - 1), 0, -1):
        organ, state = " ".join(tokens[many:]), unowned(" ".join(tokens[:many]))
        kind = body_kind(organ)
        if kind is None:
            continue
        if (found := _body(register.nation(state), organ)) is not None:
            return found
        seat = register.capital(state) if kind == "gov" else None
        if seat:
            return seat, kind
    return None


def _body(code: str | None, organ: str) -> tuple[str, str] | None:
    """Return a state with its body; the Congress of India is a party, and only the United States have a department of that name."""
    kind = body_kind(organ)
    if kind == "gov-state department" and code == "USA":
        return code, "mfa"
    if code is None or kind is None or (code == "IND" and fold(organ) == "congress"):
        return None
    return (code, kind)


def state_body(register: Register, identity: str) -> Entry | None:
    """Return the body of a state that an id means, a row or not; null where it is no id of one, as ``gov:XXX`` or ``gov:TCD-magic-ministry``."""
    if (held := register.entries.get(identity)) is not None:
        return held if identity.partition(":")[0] in ORGANS else None
    match = _ID.fullmatch(identity)
    if match is None or match["family"] not in ORGANS or f"state:{match['state']}" not in register.entries:
        return None
    if match["part"] is None:
        return register.organ(match["state"], match["family"])
    kind = f"{match['family']}-{match['part'].replace('-', ' ')}"
    return register.organ(match["state"], kind) if body_kind(match["part"].replace("-", " ")) == kind else None


def state_bodies(register: Register) -> Iterator[Entry]:
    """Yield one body of each family for each state, rows or not; ministries and courts beyond them (``gov:EGY-oil-ministry``) are countless."""
    states = [entry.country for entry in register.entries.values() if entry.kind == "state" and entry.country]
    for code in states:
        for family in ORGANS:
            yield register.organ(code, family)


def body_named(register: Register, words: str) -> Entry | None:
    """Return the body of a state that words name, such as "Chad's parliament"; the register's own names go before."""
    found = organ_of(register, words)
    return register.settled(register.organ(*found).id) if found else None


def body_forms(register: Register, entry: Entry) -> tuple[str, ...]:
    """Return phrases of texts that mean a body of a state, to show by way of example."""
    family, _, rest = entry.id.partition(":")
    state = register.entries.get(f"state:{rest[:3]}")
    head = _SHOWN.get(family)
    if state is None or head is None or len(rest) > 3:
        return ()
    adjective = next((word for word in register.adjectives(rest) if "-" not in word), None)
    forms = (f"{adjective} {head}" if adjective else "", f"{head} of {with_article(state.name)}", f"{state.name}'s {head}")
    return tuple(form for form in forms if form and body_named(register, form) == entry)
