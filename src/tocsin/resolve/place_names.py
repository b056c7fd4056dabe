"""The names of places in a reading made whole: cut ones widened, directions alone left out, the country found that an official is of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from tocsin.model.reading import Mention, Offsets, Reading
from tocsin.resolve.gazetteer import Candidate, Gazetteer

_LINK_WORDS: Final = frozenset("of the and do da dos das de del des du di la las le les los el al au aux en sur upon y e".split())
_LINKS: Final = rf"(?:{'|'.join(sorted(_LINK_WORDS))})"
_GLANCE: Final = 24
_CAPITAL: Final = r"(?:(?:St|Ste|Mt|Ft)\.|[^\W\d_a-z][\w’']*)"
_JOIN: Final = rf"(?:\s(?:{_LINKS}\s){{0,2}}(?:[dl][’'])?|[-–](?:{_LINKS}[-–]){{0,2}})"
_BEFORE: Final = re.compile(rf"(?:(?<![\w’'-]){_CAPITAL}{_JOIN}){{1,3}}$")
_AFTER: Final = re.compile(rf"(?:{_JOIN}{_CAPITAL}){{1,3}}")
_NAME: Final = re.compile(_CAPITAL)
_LOOSE: Final = re.compile(r"[\s–-]+$")
_OWNED: Final = re.compile(r"[’']s?$")
_REACH: Final = 48
_DIRECTION: Final = re.compile(
    r"(?:the\s+)?(?:far\s+)?(?:(?:north|south)?[\s-]?(?:east|west)(?:ern)?|(?:north|south)(?:ern)?|central|upper|lower|greater|inner|outer)",
    re.IGNORECASE,
)
_PIECE: Final = re.compile(
    r"(?:New|San|Santa|Santo|Sao|São|Fort|Ft\.?|Port|Mount|Mt\.?|Lake|Los|Las|La|El|Old|Little|Great|Rio|Cape|North|South|East|West)"
)
_KIND: Final = re.compile(r"\s(?:City|CITY|Beach|Springs|Falls|Heights)$")
_HALL: Final = re.compile(r"\sHall\b")
_LEADS: Final = re.compile(  # words that a capital at the head of a sentence, or a kind, puts before a name
    r"(?:The|THE|A|An|As|At|In|On|Of|From|For|To|By|With|When|While|After|And|But)\s|"
    r"(?:City|Town|Township|Village|State|Province|County|Region|District|Commonwealth|Municipality|Borough|Governorate)\sof\s"
)
_SIZEABLE: Final = 100_000
_AS_LARGE: Final = 0.8
_WIDE: Final = frozenset(("region", "sea", "lake", "mountains", "desert", "river"))
_ARTICLE: Final = re.compile(r"the\s+", re.IGNORECASE)
_LAND: Final = re.compile(r"[A-Z][\w-]*(?:\.(?:[A-Z]\.)*)?(?:\s(?:of\s|the\s|and\s)*[A-Z][\w-]*){0,4}")
_SMALL: Final = re.compile(r"(?:(?:The|A|An|[a-z]+(?:-[a-z]+)*)\s+)*")
_PERTAINS: Final = re.compile(r"[’']s\s|\s[a-z]")
_OF: Final = re.compile(r"[a-z]\s+of\s+(?:the\s+)?$")
_BEARERS: Final = frozenset(("ORGANIZATION", "GROUP", "PERSON"))


@lru_cache(maxsize=1 << 13)
def is_direction(words: str) -> bool:
    """Tell whether words are a direction and no more ("South", "the far north-east"), which by themselves name no place."""
    return _DIRECTION.fullmatch(words.strip()) is not None


def with_whole_names(reading: Reading, gazetteer: Gazetteer) -> Reading:
    """Return a reading whose places bear their whole names: those that the reader cut short are widened to the longest that the gazetteer knows.

    "Northern" of "health minister of Northern Ireland", "Mexico" of "Mexico City Mayor". Words join a name that are written with a capital, with
    a hyphen or a link ("of the", "do", "au") between; never across another sort of mention's edge. What is found must be a country, a region,
    or a town of 100,000, or of any size where the words alone would be a piece of a name ("East" of "East Hampton").

    ``names`` are the names within other mentions: those that the reader saw, a whole organisation that is a country, and the country that
    leads or ends the words for its own ("US health officials", "Brazil's president", "the government of Brazil"), not a firm or an office
    that bears its name ("Bank of America"). "the British" is no name of a place.
    """
    text = reading.document.words
    others = [m for m in reading.mentions if m.type != "LOCATION"]
    starts, ends = sorted(m.start for m in others), sorted(m.end for m in others)
    mentions: list[Mention] = []
    for seen in reading.mentions:
        if seen.type == "LOCATION":
            wide = _widened(text, seen, _room(text, seen, starts, ends), gazetteer) if _may_join(text, seen) else seen
            if mentions and mentions[-1].type == "LOCATION" and wide.start < mentions[-1].end:
                if wide.end <= mentions[-1].end:
                    continue
                if wide.start <= mentions[-1].start:
                    mentions.pop()
                else:
                    wide = seen if seen.start >= mentions[-1].end else replace(wide, start=mentions[-1].end)
            mentions.append(wide)
        else:
            mentions.append(seen)
    return replace(reading, mentions=tuple(mentions), names=tuple(_names(reading, gazetteer, others)))


def _may_join(text: str, name: Mention) -> bool:
    """Tell at a glance whether the words beside a name can belong to it: nearly all that stand beside names cannot."""
    before, after = text[max(0, name.start - _GLANCE) : name.start], text[name.end : name.end + _GLANCE]
    last, first = before.split()[-1:], after.split(maxsplit=1)[:1]
    return (
        (bool(last) and (last[0][0].isupper() or last[0] in _LINK_WORDS or not before[-1].isspace()))
        or (bool(first) and (first[0][0].isupper() or first[0] in _LINK_WORDS or first[0][0] in "-–"))
        or text[name.end - 1] in "-–"
    )


def _room(text: str, seen: Mention, starts: Sequence[int], ends: Sequence[int]) -> Offsets:
    """Return how far a name can reach before it meets a mention of another sort; ``starts`` and ``ends`` are those of all, in order."""
    before, after = bisect_right(ends, seen.start), bisect_left(starts, seen.end)
    low = ends[before - 1] if before else 0
    high = starts[after] if after < len(starts) else len(text)
    return max(low, seen.start - _REACH), min(high, seen.end + _REACH)


def _names(reading: Reading, gazetteer: Gazetteer, others: Sequence[Mention]) -> Iterator[Mention]:
    text = reading.document.words
    made: list[Mention] = []
    for name in reading.names:
        holder = next((m for m in others if m.start <= name.start and name.end <= m.end), None) if _may_join(text, name) else None
        if holder is not None:
            name = _widened(text, name, (holder.start, holder.end), gazetteer)  # noqa: PLW2901 - the name made whole
        words = text[name.start : name.end]
        if not is_direction(words) and not (" " in words and gazetteer.demonym(words)):  # "South Sudanese" was seen as "South"
            made.append(name)
    for seen in others:
        if seen.type in _BEARERS and (land := _land(text, seen, gazetteer)):
            inner = [n for n in made if land[0] < n.end and n.start < land[1]]
            if not any(n.start <= land[0] and land[1] <= n.end for n in inner):
                made = [n for n in made if n not in inner]
                made.append(Mention(*land, "LOCATION", seen.score))
    made.sort(key=lambda n: (n.start, -n.end))
    end = -1
    for name in made:
        if name.end > end:
            end = name.end
            yield name


def _land(text: str, seen: Mention, gazetteer: Gazetteer) -> Offsets | None:
    """Return the country that a mention is, that leads it as whose it is ("US officials", "Brazil's army"), or that ends it after "of"."""
    whole = _ARTICLE.match(text, seen.start, seen.end)
    start = whole.end() if whole else seen.start
    if seen.type == "ORGANIZATION" and text[start].isupper() and _is_land(text[start : seen.end], gazetteer):
        return start, seen.end
    small = _SMALL.match(text, seen.start, seen.end)
    at = small.end() if small else seen.start
    met = _LAND.match(text, at, seen.end)
    if met is None:
        return None
    for end in _ends(met):
        fits = _PERTAINS.match(text, end, seen.end) if end < seen.end else _OF.search(text, seen.start, at)
        if fits and _is_land(text[at:end], gazetteer):
            return at, end
    return None


def _ends(met: re.Match[str]) -> Iterator[int]:
    """Yield where the first words of a run of capitals end, the longest first."""
    words = met.group()
    while words:
        yield met.start() + len(words)
        words = words[: -len(words.rsplit(maxsplit=1)[-1])].rstrip()


def _is_land(words: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.country_told(words) is not None and gazetteer.demonym(words) is None


def _widened(text: str, name: Mention, room: Offsets, gazetteer: Gazetteer) -> Mention:
    """Return a name of a place as the longest that the gazetteer knows in the capitalised words around it."""
    start, end = name.start, name.end
    if loose := _LOOSE.search(text, start, end):
        end = loose.start()
    before, after = _BEFORE.search(text, room[0], start), _AFTER.match(text, end, room[1])
    if (before is None and after is None) or end <= start or not any(letter.isupper() for letter in text[start:end]):
        return name
    starts = [met.start() for met in _NAME.finditer(text, before.start(), start)] if before else []
    ends = [met.end() for met in _NAME.finditer(text, end, after.end())] if after else []
    spans = {(s, e) for s in (*starts, start) for e in (*ends, end) if (s, e) != (start, end)}
    for s, e in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        owned = _OWNED.search(text, s, e)
        until = owned.start() if owned else e
        words = text[s:until]
        if _LEADS.match(words):
            continue
        if gazetteer.demonym(words):
            return replace(name, start=s, end=until)
        if _is_name(words, text[start:end], gazetteer) and not (_KIND.search(words) and _HALL.match(text, until)):
            return replace(name, start=s, end=until)
    return name


def _is_name(words: str, part: str, gazetteer: Gazetteer) -> bool:
    """Tell whether words that hold a shorter name are themselves one: a country's, a region's, a town's.

    A town of the shorter name that is as large tells against it: "Dublin" of "Dublin City Council", "Arlington" of "North Arlington".
    """
    found = gazetteer.lookup(words)
    if not found:
        return False
    directed = is_direction(words.split(maxsplit=1)[0])
    known = -1
    if not (is_direction(part) or _PIECE.fullmatch(part)) and (directed or _KIND.search(words)):
        known = max((one.population for one in gazetteer.lookup(part) if one.kind == "settlement" and one.main), default=-1)
    least = 0 if is_direction(part) or _PIECE.match(words) or _KIND.search(words) else _SIZEABLE
    for one in found:
        if one.kind == "country" or (one.kind == "admin1" and one.main and (directed or known < _AS_LARGE * one.population)):
            return True
        if (
            one.kind in {"settlement", "district"}
            and one.main
            and not one.minor
            and one.population >= least
            and known < _AS_LARGE * one.population
        ):
            return True
        if one.kind in _WIDE and one.main and not one.minor and (not directed or _is_own(one, part, gazetteer)):
            return True
    return False


def _is_own(region: Candidate, part: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a region with a direction in its name is no side of what the rest names: Northern Ireland lies in another country."""
    if region.country is None:
        return False
    return is_direction(part) or any(one.kind == "country" and one.main and one.country != region.country for one in gazetteer.lookup(part))
