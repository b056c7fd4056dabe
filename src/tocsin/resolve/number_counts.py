"""Counts: who or what a sentence counts, and as what: killed, injured, missing, captured, displaced, population, membership."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from tocsin.resolve.dates import find_dates
from tocsin.resolve.lower_case import lowered
from tocsin.resolve.number_lists import Count, CountRole, joined
from tocsin.resolve.number_nouns import noun_after, unit_of
from tocsin.resolve.number_words import NUMBER_WORDS, ONES, PERCENT
from tocsin.resolve.numbers import NumberValue, phrases, share_or_money, value_of

# The patterns are for words in lower case, but those that ask for capitals.
_DONE: dict[CountRole, str] = {
    "killed": r"killed|dead|died|slain|murdered|executed|"
    r"massacred|beheaded|assassinated|perished|martyred|shot\s+dead|lost\s+their\s+lives|deaths?|"
    r"fatalities|lives|bodies|corpses|fatally\s+\w+",
    "injured": r"injured|wounded|hurt|injuries|harmed|beaten|treated\s+for\s+(?:\w+\s+)?(?:wounds|injuries|burns)",
    "missing": r"missing|unaccounted\s+for|disappeared|vanished",
    "captured": r"captured|detained|arrested|abducted|kidnapped|"
    r"taken\s+(?:hostage|prisoner|captive)|seized|held|hostages|prisoners|rounded\s+up|imprisoned|surrendered|gave\s+themselves\s+up",
    "displaced": r"displaced|fled|flee|forced\s+(?:from|to\s+flee|to\s+leave|out)|"
    r"uprooted|driven\s+from|homeless|evacuated|left\s+their\s+homes|fleeing",
}
_DOING: dict[CountRole, str] = {
    "killed": r"kill(?:ed|ing|s)?|murder(?:ed|ing|s)|execut(?:ed|ing|es)|"
    r"massacr(?:ed|ing)|behead(?:ed|ing)|assassinat(?:ed|ing)|shot\s+dead|"
    r"claim(?:ed|ing|s)\s+the\s+lives\s+of|(?:deaths?|killings?|murders?|execution|massacre)\s+of|slaughter(?:ed|ing)|t(?:ake|ook|aking)\s+the\s+lives\s+of",
    "injured": r"injur(?:ed|ing|es)|wound(?:ed|ing|s)|hurt(?:ing)?|wounding\s+of",
    "captured": r"captur(?:ed|ing|es)|detain(?:ed|ing|s)|arrest(?:ed|ing|s)|"
    r"abduct(?:ed|ing|s)|kidnapp(?:ed|ing)|seiz(?:ed|ing)|tak(?:en|ing)\s+hostage|"
    r"t(?:ook|aking)\s+away|(?:detention|arrests?|abduction|kidnapping|capture|seizure)\s+of",
    "displaced": r"displac(?:e[ds]?|ing)|uproot(?:ed|ing|s)|evacuat(?:ed|ing)|driv(?:en|ing)\s+out|displacement\s+of",
}
_ADVERB = r"(?:(?:also|another|a\s+further|an\s+additional|further|the|them|all|reportedly|allegedly|only|wounded\s+and)\s+)*"
_RIGHT = re.compile(
    r"^[\"”'’]?(?:\s+who(?=\s+(?:\w+ly\s+)?(?:died|were|had|have|fled|disappeared|lost)\b))?(?:,[^,.;]{3,60},(?=\s+(?:was|were|has|have|had|are|is)\b))?,?\s*(?:of\s+(?:them|whom|the\s+\w+)\s+)?(?:(?:more|others?|people|were|was|are|is|have|has|had|been|be|being|reported|reportedly|"
    r"confirmed|left|known|thought|presumed|believed|said|feared|also|still|now|already|since|to|later|lay|had\s+to)\s+)*(?:"
    + "|".join(f"(?P<{role}>{words})" for role, words in _DONE.items())
    + r")\b"
)
_LEFT = re.compile(
    r"\b(?:" + "|".join(f"(?P<{role}>{words})" for role, words in _DOING.items()) + rf")(?:\s+or\s+\w+ed)?\s+{_ADVERB}[\"“]?$"
)
_TOLL = re.compile(
    r"(?P<cumulative>(?:(?:bring|rais|tak|push)(?:ing|e?s)|brought|raised|took|pushed)\s+)?(?:the|a|an|its)?\s*(?:earlier\s+|total\s+|official\s+|overall\s+)*(?:death\s+)?toll\b[^.,;]{0,40}?"
    r"(?P<grown>\s(?:rose|risen|rises|climb\w+|grew|grown|jumped|reached|reaching|stands?|stood|now)\b)?(?:\s+(?:of|to|at|is|was))?\s+$"
)
_BRINGING = re.compile(r"\b(?:bring\w*|brought|rais\w+|tak\w+|took|push\w+)\s+to\s+(?:at\s+least\s+)?$")
_TOLL_AFTER = re.compile(r"\s*(?:the\s+|its\s+|their\s+)?(?:\w+\s+)?(?:number\s+of\s+)?(?:death|dead|deaths|toll|killed|victims)\b")
_NUMBER_OF_DEAD = re.compile(r"\b(?P<grown>number\s+of\s+)?(?:\w+\s+)?(?:dead|deaths)\b[^.,;]{0,30}?\s(?:to|at|reach(?:ed|ing))\s+$")
_OBJECT = re.compile(
    r"\s+(?:(?:at\s+least|some|about|another|up\s+to|more\s+than)\s+)?(?:\d+|" + "|".join(ONES) + r"|dozens|scores|hundreds)\b"
)
_FREED = re.compile(r"\b(?:freed|freeing|releas\w+|rescued|rescuing|exchanged|swapped|traded|hand\w+\s+over)\s+(?:the\s+|all\s+)?$")
_AT_LARGE = re.compile(r"\s+(?:who\s+)?(?:(?:had|have|has)\s+)?(?:(?:were|was|been)\s+)?(?:escaped|fled|freed|released|rescued)\b")
_CASUALTIES = re.compile(r".*\b(?:(?P<killed>dead|deaths|fatalities|bodies|corpses|lives)|(?P<captured>hostages|prisoners|detainees))")
_GOES_ON = re.compile(r"\s*,|\s+and\b")
_LOST = re.compile(r"\b(?:lost|losing|loses)\s+$")
_ZERO = re.compile(
    r"\b(?:(?P<zero>no\s+one|nobody|none\s+of\s+them|no\s+(?P<noun>[^\W\d_]+(?:\s+[^\W\d_]+)?))|(?P<two>the\s+pair))"
    r"(?=\s+(?:was|were|has|have|had|is|are)\b)"
)
_ZERO_CUES = frozenset({"no", "nobody", "none", "pair"})
_LETTERS = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"\d")
_PART = re.compile(r"\b(?:including|among\s+them|of\s+them|of\s+whom|most\s+of\s+them|at\s+least)\s*,?\s*(?:at\s+least\s+)?$")
_OF_THE_DEAD = re.compile(
    r"\s+of\s+(?:the|those|these)\s+(?:\d+\s+)?(?:dead|deaths|killed|victims|casualties|fatalities|wounded|injured|hurt|missing|hostages|captives|abducted|"
    r"displaced)\b"
)
_POPULATION = re.compile(
    r"\bpopulation\b[^.;,]{0,25}?\b(?:of|at|is|was|exceeds|exceeded)\s+(?:some\s+\w+\s+or\s+)?$|\b(?:home\s+to|inhabited\s+by|numbers?|numbered)\s+$"
)
_POPULATION_AFTER = re.compile(
    r"[^.;]{0,40}\bcensus\b|\s*(?:who\s+|that\s+)?(?:live|lived|living|reside[sd]?)\s+(?:in|there|on|along)\b|\s+inhabitants\b"
)
_MEMBERS = re.compile(
    r"\b(?:ha[sd]|have|with|commands?|fields?|boasts?|number(?:s|ed|ing)?|strength\s+of|made\s+up\s+of|consists?\s+of|comprises?|employs)\s+$"
)
_MEMBER_NOUNS = re.compile(
    r"\b(?:fighters|members|men|troops|combatants|militants|soldiers|recruits|partisans|rebels|personnel|followers)\b"
)
_NOT_COUNT_LEFT = re.compile(
    r"(?:\b(?:articles?|sections?|chapter|resolution|no\.|number|flight|route|highway|room|page|paragraph|unit|brigade|battalion|division|regiment|"
    r"district|zone|block|ward|camp|phase|stage|level|category|magnitude|version|point|grade|area|corps|squadron|aged?|channel|day|week|note|signal|round|"
    r"line|decree|law|gate|hill|height|item|step|option|terminal|pier|(?:girl|boy|child|son|daughter|man|woman)\s+of)\s*#?|[a-z]-?|/|\d[.:])$"
)
_NOT_COUNT_RIGHT = re.compile(
    r"^(?:[-\s]and[-\s]a[-\s]half[-\s](?:hours?|days?|weeks?|months?|years?)\b|st\b|nd\b|rd\b|th\b|[-\s]years?[-\s]old|,?\s+years\s+old|\s?[ap]\.?m\b|[:/]\d|-?(?:hours?|minutes?|days?|weeks?|months?|years?|decades?)\b|"
    r"-(?!(?:strong|odd|miles?|met(?:re|er)s?|kilomet(?:re|er)s?|tonnes?|tons?|hectares?|acres?|barrels?|percent|per)\b)[a-z]{3,}\b|\s+(?:(?:trading|long|full|whole|consecutive|straight)\s+)?(?:hours?|minutes?|seconds?|days?|weeks?|months?|years?|decades?|centuries)\b|mm\b|-mm\b|\s?mm\b|\s+(?:degrees|o['’]clock))"
)
_DESIGNATION = re.compile(r"\s+(?:[A-Z]\w+\s+)?(?:Battalion|Brigade|Squadron|Regiment|Division|Corps|Wing|Fleet)\b")
_STRONG = re.compile(r"-strong\b")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_AGE = re.compile(r"^,(?=\s)")
_WAS = re.compile(r"\b(?:was|is|were|turned)\s(?:only\s|just\s|about\s)?$")
_WHEN = re.compile(r"\s?,?\s*(?:when|at the time|last|this|in|on)\b")
_NAMED_AGE = re.compile(r"\b[A-Z][\w’'-]+,\s$")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|on|of)\s(?:[a-z][\w’'-]+\s)*[a-z][\w’'-]+,\s$")
_AT_AGE = re.compile(r",\sat\s$")
_PLAIN_VAGUE = re.compile(r"\b(?:tens|dozens|scores|hundreds|thousands|millions)$")
_OF_THEM = re.compile(r"\s+(?:of|more)\b")
_AGE_ENDS = re.compile(r"\s?[,.;)]|\s?$")
_CLAUSE = re.compile(r"[.;]|\b(?:after|when|while|including)\b")
_STOP = re.compile(r"[.;]")
_PERFECT = re.compile(r"\b(?:has|have)\s+(?:now\s+|already\s+|since\s+|so\s+far\s+)?(?:been\s+)?\w+", re.IGNORECASE)
_SO_FAR = re.compile(
    r"\b(?:since|so\s+far|to\s+date|this\s+(?:year|month|week)|(?:in|over|during)\s+(?:the\s+)?(?:past|last)|in\s+\w+\s+(?:days|weeks|months|years))\b",
    re.IGNORECASE,
)
_WORDS_ONLY = re.compile(r"one|a|an")
_IGNORED_VAGUE = ("many", "several", "numerous", "countless", "number", "few", "handful")


def find_counts(sentence: str, times: Sequence[tuple[int, int]] | None = None) -> Iterator[Count]:
    """Yield the counts of a sentence from left to right; years, dates, times, ages, unit designations and section numbers are none.

    ``times``: the sentence's time expressions, where they are known already; they are looked for otherwise.
    """
    low = lowered(sentence)
    words = _LETTERS.findall(low)
    nothing = [] if _ZERO_CUES.isdisjoint(words) else list(_zeros(low))
    if NUMBER_WORDS.isdisjoint(words) and _DIGIT.search(sentence) is None:
        yield from nothing
        return
    found: list[Count] = []
    for match in phrases(sentence):
        start, end = match.span()
        if low[max(0, start - 3) : start] == "no ":
            continue
        if _NOT_COUNT_LEFT.search(low[max(0, start - 14) : start]) or _NOT_COUNT_RIGHT.match(low[end : end + 24]):
            continue
        if _DESIGNATION.match(sentence[end : end + 24]):
            continue
        if times is None:
            times = list(find_dates(sentence))
        if any(a < end and start < b for a, b in times):
            continue
        count = _count(sentence, low, match)
        if count is not None:
            found.append(count)
    yield from sorted([*joined(sentence, found), *nothing], key=lambda count: count.start) if found else nothing


def _count(sentence: str, low: str, match: re.Match[str]) -> Count | None:
    start, end = match.span()
    written, before, after = sentence[max(0, start - 70) : start], low[max(0, start - 70) : start], low[end:]
    strong = _STRONG.match(after) is not None
    bare_vague = _PLAIN_VAGUE.search(match.group()) is not None and _OF_THEM.match(after) is None
    noun = None if strong or bare_vague else noun_after(sentence, end)
    words = sentence[noun[0] : noun[1]] if noun else ""
    unit = share_or_money(match, sentence) or unit_of(words, sentence[end : noun[0] if noun else len(sentence)])
    if strong or (bare_vague and unit is None):
        unit = "people"
    number = match["one"] or match["vague"] or ""
    role, cumulative = _role(before, after, sentence[noun[1] if noun else end :], lowered(words))
    if role == "other" and unit == "people" and _LOST.search(before):
        role = "killed"
    if role == "population" and match["vague"]:
        role = "other"
    if role != "other" and _unit_is_thing(unit, words):
        role = "other"
    toll = cumulative
    if not cumulative and role in _DONE:
        cumulative = _so_far(written, sentence[end:])
    if noun is None and number.isdigit() and _AGE.match(after) and _NAMED_AGE.search(written) and not _PLACE_BEFORE.search(before):
        return None
    if role == "other" and noun is None and _AT_AGE.search(written):
        return None
    if role == "other" and not unit and _AGE_ENDS.match(after) and _NAMED_AGE.search(written):
        return None
    if role == "other" and ((_AGE.match(after) and written.endswith((", ", ", also "))) or (_WHEN.match(after) and _WAS.search(before))):
        return None
    people = unit in ("people", "families", "households") or role != "other"
    if not people and (number == "zero" or _BARE_YEAR.fullmatch(number) or low.strip(" .)(") == match.group()):
        return None
    if not people and (_WORDS_ONLY.fullmatch(number) or any(word in number for word in _IGNORED_VAGUE)):
        return None
    if unit is None and role != "other":
        unit = "people"
    part = _PART.search(before) is not None and not written.rstrip().endswith(("killed at least", "at least")) and role != "population"
    part = part or _OF_THE_DEAD.match(after) is not None
    percent = PERCENT.match(sentence, end) if unit == "percent" else None
    return Count(start, percent.end() if percent else end, noun, role, value_of(match, unit), cumulative, part, toll)


def _so_far(before: str, after: str) -> bool:
    """Tell whether a figure of losses is a running total: "at least 41 have died since", "has killed 41 people this year"."""
    clause = _CLAUSE.split(after, maxsplit=1)[0]
    lead = _STOP.split(before)[-1]
    perfect = _PERFECT.search(clause) or _PERFECT.search(before[-30:])
    return perfect is not None and (_SO_FAR.search(clause) or _SO_FAR.search(lead)) is not None


def _unit_is_thing(unit: str | None, noun: str) -> bool:
    return unit is not None and unit not in ("people", "families", "households") and not noun[:1].isupper()


def _zeros(low: str) -> Iterator[Count]:
    """Yield "no one was hurt" as a count of zero and "the pair were kidnapped" as one of two, only where a role follows."""
    for match in _ZERO.finditer(low):
        right = _RIGHT.match(low[match.end() :])
        if right:
            number = 2.0 if match["two"] else 0.0
            noun = match.span("noun") if match["noun"] else None
            yield Count(match.start(), match.end(), noun, _named(right), NumberValue(number, number, number, "people", vague=False))


def _role(before: str, after: str, rest: str, noun: str) -> tuple[CountRole, bool]:
    """Return the role by the nearest cue: a toll, a verb right before, a participle right after; and whether the figure is cumulative.

    ``rest`` is the end of ``after`` as it is written, the others are in lower case.
    """
    toll = _TOLL.search(before) if "toll" in before else None
    if toll:
        return "killed", bool(toll["cumulative"] or toll["grown"]) and "earlier" not in before[toll.start() :]
    if _TOLL_AFTER.match(after) and _BRINGING.search(before):
        return "killed", True
    dead = _NUMBER_OF_DEAD.search(before) if "dea" in before else None
    if dead:
        return "killed", dead["grown"] is not None
    if _FREED.search(before):
        return "other", False
    next_words = after[len(after) - len(rest) :]
    left = _LEFT.search(before[-45:])
    right = _RIGHT.match(next_words) or (_RIGHT.match(after) if len(rest) < len(after) else None)
    if right and right.group().lstrip().startswith(",") and _OBJECT.match(right.string, right.end()):
        right = None
    if right and not (left and _GOES_ON.match(rest)):
        return _named(right), False
    if left:
        return _named(left), False
    inside = _CASUALTIES.fullmatch(noun)
    if inside and not (inside["captured"] and _AT_LARGE.match(next_words)):
        return _named(inside), False
    if _MEMBER_NOUNS.search(noun) and _MEMBERS.search(before):
        return "membership", False
    if _STRONG.match(after):
        return "membership", False
    if _POPULATION.search(before) or _POPULATION_AFTER.match(next_words):
        return "population", False
    return "other", False


def _named(match: re.Match[str]) -> CountRole:
    """Return the role whose words a pattern found: the only group of it that can match."""
    return cast(CountRole, match.lastgroup)
