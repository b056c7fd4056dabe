"""What a number counts: the noun phrase after it, and the unit that its head word names."""

from __future__ import annotations

import re

from tocsin.resolve.lower_case import lowered
from tocsin.resolve.number_words import AREAS, CURRENCIES, HOUSEHOLDS, MEASURES, PEOPLE, PERCENT
from tocsin.resolve.numbers import unit_after

_STOP = re.compile(
    r"[,;:.()\"“”!?—–]|\b(?:in|at|on|from|by|with|who|that|which|whose|were|was|are|is|be|been|have|had|has|and|or|to|for|near|after|as|during|killed|dead|died|"
    r"wounded|injured|missing|while|since|under|into|against|between|among|including|targeting|belonging|carrying|calling|when|captured|arrested|detained|fled|displaced|said|than|"
    r"lived?|living|live|hurt|abducted|kidnapped|will|would|could|may|might|must|can|did|do|does|remain|a|an|per|out|off|over|across|along|inside|outside|through|within|without|"
    r"around|about|if|because|until|(?:north|south|east|west)\s+of|left|made|make|come|came|say|says|went|go|took|take|met|held|still|also|not|now|later|earlier|ago|away|back|"
    r"the|being|get|got|gave|give|where|so|but|then|this|these|those|via|towards?|upon|down|up|alone|each|both|all|share|sit|stood|stand|fight|fought|joined|working|"
    r"fighting|trying|seeking|using|holding|hiding|waiting|attempting|fleeing|escaping|wearing|linked|caught|trapped|crammed|based|born|taken|seen|known)\b"
)
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_ARTICLE = re.compile(r"(?:the|his|her|its|their|our|these|those|all)\s+")
_OF = re.compile(r"\s+of\s+")
_NUMBER = re.compile(r"(?:about\s+|some\s+|around\s+)?\d[\d,.]*\s+")
_SUCH = re.compile(r"such\s+")
_AND = re.compile(r"\s+(?:and|or)\s+([^\W\d_]+)(?=\s*(?:[.,;:)]|$|\s(?!and\b|of\b)))")
_DESCRIBED = re.compile(
    rf"(?:\w+ly\s+)?(?:displaced|wounded|injured|missing|captured|detained|abducted|kidnapped|(?:\w+(?:ed|ing)\s+(?:and|or)\s+)?\w{{3,}}ed)\s+"
    rf"(?:\w+\s+)?(?:{'|'.join(sorted(PEOPLE - {'dead', 'wounded', 'injured', 'displaced', 'others', 'lives'}, key=lambda w: (-len(w), w)))})\b"
)
_OF_THEM = re.compile(r"\s*(?:of\s+(?:them|whom)|others)\b", re.IGNORECASE)
_JOINT = re.compile(r"\s+(?:and|or|of)\s+")
_MOST = 5


def noun_after(sentence: str, end: int) -> tuple[int, int] | None:
    """Return the offsets of the noun phrase after a number that ends at ``end``, or None.

    At most five words, before a verb, a preposition or a mark; "of their comrades" and "% of voters" included, "women and children" whole.
    """
    low = lowered(sentence)
    percent = PERCENT.match(low, end)
    at = percent.end() if percent else end
    of = _OF.match(low, at)
    if of:
        at = of.end()
        for lead, words_of in ((_ARTICLE, low), (_NUMBER, sentence)):
            skipped = lead.match(words_of, at)
            at = skipped.end() if skipped else at
    elif percent:
        return None
    else:
        while at < len(sentence) and sentence[at] in " \"“”'’-":
            at += 1
    such = _SUCH.match(low, at)
    at = such.end() if such else at
    if described := _DESCRIBED.match(low, at):
        return at, described.end()
    window = sentence[at : at + 60]
    stop = _STOP.search(low[at : at + 60])
    if stop and stop.start() == 0:
        return (at, at + stop.end()) if of and stop.group() in PEOPLE else None
    phrase = window[: stop.start()] if stop else window
    words = list(_WORD.finditer(phrase))[:_MOST]
    for index, word in enumerate(words):
        after = words[index + 1].group().lower() if index + 1 < len(words) else ""
        if _is_people(word.group().lower()) and not (after in PEOPLE or after.endswith("s")):
            words = words[: index + 1]
            break
    words = _to_plural(words) if words and not words[0].group()[0].isdigit() else []
    if words and words[-1].group().endswith("ed") and words[-1].group().lower() not in PEOPLE:
        words.pop()
    while words and words[-1].group().endswith("ly") and words[-1].group() != "family":
        words.pop()
    if not words or [word.group().lower() for word in words] in (["more"], ["other"]):
        return None
    words = words[words[0].group().lower() == "more" :]
    start, end = at + words[0].start(), at + words[-1].end()
    if words[-1].group().lower() in PEOPLE and (two := _AND.match(low, end)) and two[1] in PEOPLE - _STATES - _VERBS:
        end = two.end(1)
    return start, end if of else _with_of(sentence, low, end)


def _with_of(sentence: str, low: str, end: int) -> int:
    """Return the end of a noun phrase with its "of": "positions of the Euphrates Brigades", "tonnes of flour"."""
    of = _OF.match(low, end)
    if of is None:
        return end
    article = _ARTICLE.match(low, of.end())
    at = article.end() if article else of.end()
    window = sentence[at : at + 50]
    stop = _STOP.search(low[at : at + 50])
    words = _to_plural(list(_WORD.finditer(window[: stop.start()] if stop else window))[:4])
    if words and words[-1].group().endswith("ed"):
        words.pop()
    return at + words[-1].end() if words else end


def _to_plural(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """End a phrase at its last plural: what follows "countries" in "two countries share intelligence" is its verb."""
    plural = [i for i, word in enumerate(words) if _PLURAL.search(word.group()) or word.group().lower() in PEOPLE]
    return words[: plural[-1] + 1] if plural else words


_DEMONYM = re.compile(r"[A-Z][a-z]{2,}(?:ians|ans|is|ons|urds|ards|ks|ts|ese)")
_PLURAL = re.compile(r"[a-z](?<!s)(?<!u)(?<!i)s$")
_STATES = frozenset(("dead", "wounded", "injured", "displaced", "others"))
_VERBS = frozenset(("lives", "guards", "guard", "pilots"))  # "has three children and lives in"


_PERSONS = re.compile(r"\w{3,}(?:(?<!l)ists|eers|crats|goers|seekers|[^\W\d]men|women|folk)")


def _is_people(word: str) -> bool:
    return word in PEOPLE or word in HOUSEHOLDS or _PERSONS.fullmatch(word) is not None


def unit_of(noun: str, between: str) -> str | None:
    """Return the unit of a count of ``noun``: "people" for any kind of people, a measure, a currency, else the head in lower case.

    ``between`` is what stands between number and noun, or all that follows where there is no noun.
    """
    if not noun:
        return unit_after(between) if PERCENT.match(between) or _OF_THEM.match(between) else None
    if AREAS.match(between + noun):
        return unit_after(between + noun)
    noun = _JOINT.split(noun, maxsplit=1)[0]
    words = [word.lower() for word in _WORD.findall(noun)]
    head = words[-1]
    if head == "them":
        return "people"
    for word in (words[0], head):
        known = CURRENCIES.get(word) or MEASURES.get(word) or (word if word in MEASURES.values() else None)
        if known:
            return known
    if head in HOUSEHOLDS or words[0] in HOUSEHOLDS:
        return "families" if (head if head in HOUSEHOLDS else words[0]).startswith("famil") else "households"
    if head in PEOPLE or (head != "other" and f"{head}s" in PEOPLE) or _PERSONS.fullmatch(head):
        return "people"
    last = noun.rsplit(maxsplit=1)[-1]
    return "people" if _DEMONYM.fullmatch(last) else None if last[0].isupper() else head
