"""What the words in and around a mention say of a place: its kind, its part, its distance, what holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tocsin.resolve.gazetteer import Kind

_KIND_WORDS: Final[dict[str, frozenset[Kind]]] = {
    **dict.fromkeys(
        (
            "town",
            "city",
            "village",
            "municipality",
            "suburb",
            "hamlet",
            "settlement",
            "capital",
            "port",
            "township",
            "borough",
            "neighbourhood",
            "neighborhood",
        ),
        frozenset[Kind](("settlement", "district")),
    ),
    **dict.fromkeys(
        ("province", "state", "governorate", "oblast", "department", "prefecture", "krai", "republic", "canton"),
        frozenset[Kind](("admin1",)),
    ),
    **dict.fromkeys(("provinces", "states", "governorates", "oblasts", "departments", "prefectures"), frozenset[Kind](("admin1",))),
    **dict.fromkeys(("county", "counties", "parish", "parishes"), frozenset[Kind](("admin2", "admin1"))),
    **dict.fromkeys(("region", "regions", "area", "enclave"), frozenset[Kind](("admin1", "region"))),
    "district": frozenset[Kind](("admin2", "admin1", "district", "settlement")),
    "country": frozenset[Kind](("country",)),
    "river": frozenset[Kind](("river",)),
    "sea": frozenset[Kind](("sea",)),
    "strait": frozenset[Kind](("sea",)),
    "lake": frozenset[Kind](("lake",)),
    "mountains": frozenset[Kind](("mountains",)),
}
_FACILITY_WORDS: Final = (
    "hospital", "clinic", "camp", "airport", "airbase", "base", "airfield", "prison", "jail", "school", "university", "mosque", "church",
    "bridge", "crossing", "checkpoint", "market", "stadium", "station", "plant", "dam", "barracks", "refinery", "depot", "museum", "hotel",
    "embassy", "consulate", "palace", "square", "street", "road", "highway", "harbour", "harbor", "factory", "mine", "border", "cathedral",
    "courthouse", "palace", "park", "terminal", "shelter", "monastery", "temple", "headquarters", "compound", "outpost",
)  # fmt: skip
_KIND: Final = "|".join(sorted(_KIND_WORDS, key=len, reverse=True))
_FACILITY: Final = re.compile(rf"\b(?:{'|'.join(_FACILITY_WORDS)})s?\b|\bair (?:base|field)s?\b", re.IGNORECASE)
_SITE: Final = re.compile(r"\s(?:mines?|dam|(?:[a-z]+\s)?plant|refinery|factory|bridge|park|hotel|depot|terminal|oil\s?field|quarry)\b")
_POINTS: Final = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
_COMPASS: Final = r"(?:north|south)?[\s-]?(?:east|west)|north|south"
_PART_INSIDE: Final = re.compile(
    rf"^(?:the\s+)?(?:far\s+)?(?:(?P<point>{_COMPASS})(?:ern)?(?:most)?|(?P<middle>central|mid|inner|downtown|rural))[\s-]+(?:of\s+)?(?P<rest>.+)$",
    re.IGNORECASE,
)
_PART_BEFORE: Final = re.compile(
    rf"\b(?:(?P<point>{_COMPASS})(?:ern)?|(?P<middle>central|rural))\s+(?:(?:parts?\s+)?of\s+)?(?:the\s+)?(?:(?:{_KIND})\s+of\s+)?$",
    re.IGNORECASE,
)
_AWAY: Final = re.compile(
    rf"(?P<number>\d+(?:[.,]\d+)?)[\s-]*(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b\.?\s*(?:\([^)]*\)\s*)?(?:to\s+the\s+)?(?:due\s+)?"
    rf"(?P<point>{_COMPASS})?\s*(?:of|from|outside|away from)?\s+(?:the\s+)?(?:(?:{_KIND})\s+of\s+)?$",
    re.IGNORECASE,
)
_PART_OF: Final = re.compile(rf"\b(?:in|across|throughout)\s+the\s+(?:far\s+)?(?P<point>{_COMPASS})\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_JUST: Final = re.compile(
    rf"\b(?:(?:just|immediately)\s+)?(?P<point>{_COMPASS})\s+of\s+(?:the\s+)?(?:(?:{_KIND})\s+of\s+)?$", re.IGNORECASE
)
_NEAR: Final = re.compile(
    rf"\b(?:near|nearby|close to|not far from|outside|around|outskirts of|edge of|vicinity of|suburbs? of|countryside of|approaches to|"
    rf"next to)"
    rf"\s+(?:the\s+)?(?:[a-z]+\s+)?(?:(?:{_KIND})\s+of\s+)?$",
    re.IGNORECASE,
)
_NEAR_INSIDE: Final = re.compile(
    r"^(?:near|outside|around|close to|(?:the\s+)?(?:outskirts|edge|vicinity|suburbs?|countryside) of)\s+(?P<rest>.+)$", re.IGNORECASE
)
_NEAR_WORDS: Final = ("near", "close to", "not far", "outside", "around", " of", "approaches to", "next to")
_SIDES: Final = ("north", "south", "east", "west", "central", "rural")
_OUTSKIRTS: Final = re.compile(r"\b(?:outskirts|edge|suburbs?)\b", re.IGNORECASE)
_WORD_BEFORE: Final = re.compile(r"\b(?P<word>\w+)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_WORD_AFTER: Final = re.compile(r"['’]?[sS]?\s+(?P<word>\w+)")
_KIND_LEADS: Final = re.compile(rf"^(?:the\s+)?(?:[\w'’-]+\s+){{0,3}}?(?P<kind>{_KIND})\s+of\s+(?P<rest>.+)$", re.IGNORECASE)
_KIND_TRAILS: Final = re.compile(rf"^(?P<rest>.+?)['’]?s?\s+(?P<kind>{_KIND})$", re.IGNORECASE)
_COUNTY: Final = re.compile(r"\bCo\.?$")
_TOWNSHIP: Final = re.compile(r"\s+Twp\.?$")
_COMPASS_LETTER: Final = re.compile(r"^(?P<letter>[NSEW])\.\s*(?=[A-Z]\w)")
_COMPASS_LETTERS: Final = {"N": "North", "S": "South", "E": "East", "W": "West"}
_ISLAND: Final = re.compile(r"^(?:(?:the|a)\s+)?(?:[\w'’-]+\s+){0,2}?islands?\s+(?:of\s+)?(?P<rest>[^\W\d_a-z].*)$")
_LED: Final = re.compile(r"^(?P<lead>[^A-Z]*\d[^A-Z]*\b(?:of|from)\s+)(?P<rest>[A-Z].*)$")
_LETTERS: Final = {"L.A.": "Los Angeles", "N.Y.C.": "New York City"}  # "La." is Louisiana
_CAPITAL: Final = re.compile(r"\bcapital(?:\s+city)?,?\s+(?:of\s+)?$", re.IGNORECASE)
_BETWEEN: Final = re.compile(
    rf"(?P<lead>(?:[\w'’-]+\W+){{0,4}})\bbetween\s+(?:the\s+)?(?:(?:{_KIND}|cities|villages)s?\s+of\s+)?$", re.IGNORECASE
)
_AND: Final = re.compile(rf"^\s+and\s+(?:the\s+)?(?:(?:{_KIND})\s+of\s+)?$", re.IGNORECASE)
_STRETCH: Final = re.compile(
    r"\b(?:road|highway|motorway|route|railway|line|stretch|corridor|area|belt|zone|somewhere|halfway|midway|located|lies|lying|situated|positions?|"
    r"villages?|towns?|settlements?|strip|bridge|checkpoint|crossing|forest|fields?|land|half-way|convoy)\b",
    re.IGNORECASE,
)
_DEALINGS: Final = re.compile(
    r"\b(?:talks?|wars?|relations?|ties|tensions?|agreements?|deals?|treat(?:y|ies)|truce|ceasefire|peace|dispute|rivalry|rift|trade|flights?|"
    r"negotiations?|cooperation|match|game|exchanges?|dialogue|mediat\w+|meeting|calls?|contacts?|differences?|choose|choice|borders?)\b",
    re.IGNORECASE,
)

_NAME: Final = r"(?:[^\W\d_a-z][\w.'’-]*)(?:\s+(?:and|of|the|al|el|de|del)?\s*(?:[^\W\d_a-z][\w.'’-]*)){0,3}"
_ITEM: Final = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:\s+(?:(?:da|de|del|do|dos|of)\s+)?[^\W\d_a-z][\w.'’-]*){0,3}")
_COMMA: Final = r"(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+)(?:[a-z\d]+\s+(?:[a-z]+\s+)?in\s+)?"  # "two in Ohio, and one more in Utah"
_LIST_BEFORE: Final = re.compile(rf"(?:{_ITEM.pattern}{_COMMA})+$")
_LIST_AFTER: Final = re.compile(rf"^(?:{_COMMA}{_ITEM.pattern})+")
_JOINED_BEFORE: Final = re.compile(rf"(?P<name>{_ITEM.pattern})\s+(?:and|or)\s+(?:the\s+)?$")
_JOINED_AFTER: Final = re.compile(rf"^\s+(?:and|or)\s+(?:the\s+)?(?P<name>{_ITEM.pattern})")
_HOLDER_AFTER: Final = re.compile(
    rf"^(?:\s*,\s*|\s+\(|\s+in\s+|,?\s+in\s+)(?:in\s+)?(?:the\s+)?(?:[a-z-]+\s+)?(?:(?:{_KIND})\s+of\s+)?(?P<name>{_NAME})", re.UNICODE
)
_OWN_NOUN: Final = re.compile(  # "promised by Washington, the UK mission was": the name behind the comma belongs to a noun of its own
    rf"^\s*,\s+the\s+{_NAME}\s+(?!(?:{_KIND}|capital|and|or|in|on|at|by|to|for|from|with|as|but|of|where|when|while|who|which|that|is|was|are|were|has|had|have|"
    r"will|would|after|before|since|during|last|this|next)\b)[a-z]"
)
_HOLDER_BEFORE: Final = re.compile(rf"(?P<name>{_NAME})(?P<own>['’]s?)?\s+(?P<words>(?:[a-z][\w-]*,?\s+){{0,4}})$", re.UNICODE)
_MEMBER: Final = re.compile(rf"\b(?:{_KIND}|{_COMPASS}|\w+ern|central)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_][\w.'’-]*")
_DIGIT: Final = re.compile(r"\d")
_MILE: Final = 1.609


_PEOPLES: Final = frozenset(
    "arab arabs arabic basque basques catalan catalans christian christians cornish cossack cossacks dari english englishman englishmen "
    "farsi hausa hebrew igbo jewish kurd kurdish kurds latin muslim muslims nuer pashto pashtun pashtuns persian scots scottish slavic tatar "
    "tatars turkmen welsh yoruba".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention taken apart: the names to try (best first), the kinds asked for, and how the place stands to the name.

    ``bearing`` is in degrees from north, ``away_km`` a distance from the name; ``part`` tells that only a part of the named area is meant,
    ``near`` that the place lies by the name and not in it; ``spread_km`` is how far "near" reaches.
    """

    names: tuple[str, ...]
    kinds: frozenset[Kind] = frozenset()
    part: bool = False
    near: bool = False
    bearing: float | None = None
    away_km: float | None = None
    spread_km: float = 0.0
    capital: bool = False


def read_phrase(text: str, before: str, after: str) -> Phrase:
    """Take a mention apart, given the words before and after it (some 60 characters are enough)."""
    if led := _LED.match(text):
        return read_phrase(led["rest"], before + led["lead"], after)
    inside = _read_inside(text)
    kinds, part, near, bearing, spread = inside.kinds, inside.part, inside.near, inside.bearing, inside.spread_km
    low = before.lower()
    of, sided = "of" in low, _has(low, _SIDES)
    kinds = kinds or (of and _kind_told(_WORD_BEFORE.search(before))) or _kind_told(_WORD_AFTER.match(after))
    capital = "capital" in low and _CAPITAL.search(before) is not None
    away: float | None = None
    if _DIGIT.search(before) and (met := _AWAY.search(before)):
        away = float(met["number"].replace(",", ".")) * (_MILE if met["unit"].lower().startswith("mi") else 1.0)
        near, bearing = True, _bearing(met["point"])
    elif of and sided and (met := _PART_OF.search(before)):
        part, bearing = True, _bearing(met["point"])
    elif of and sided and _JUST.search(before):
        near, spread, bearing = True, 25.0, None
    elif _has(low, _NEAR_WORDS) and (met := _NEAR.search(before)):
        near, spread = True, 10.0 if _OUTSKIRTS.search(met.group()) else 25.0
    elif sided and not part and (met := _PART_BEFORE.search(before)):
        return Phrase(inside.names, kinds, part=True, bearing=_bearing(met["point"]), capital=capital)
    return Phrase(inside.names, kinds, part and not near, near, bearing, away, spread, capital)


@lru_cache(maxsize=1 << 13)
def _read_inside(text: str) -> Phrase:
    """Take the words of a mention apart by themselves; ``part`` and ``near`` may both be told."""
    names = spelled_out(text)
    kinds: frozenset[Kind] = frozenset()
    bearing: float | None = None
    part = near = False
    spread = 0.0
    rest = text
    if met := _NEAR_INSIDE.match(rest):
        near, spread, rest = True, 10.0 if _OUTSKIRTS.search(rest) else 25.0, met["rest"]
        names = [rest]
    if (met := _KIND_LEADS.match(rest)) or (met := _KIND_TRAILS.match(rest)):
        kinds, rest = _KIND_WORDS[met["kind"].lower()], met["rest"]
        names.append(rest)
    if met := _PART_INSIDE.match(rest):
        names.append(met["rest"])
        part, bearing = True, _bearing(met["point"])
        if trail := _KIND_TRAILS.match(met["rest"]):
            names.append(trail["rest"])
    return Phrase(tuple(names), kinds, part, near, bearing, None, spread)


def _kind_told(met: re.Match[str] | None) -> frozenset[Kind]:
    return _KIND_WORDS.get(met["word"].lower(), frozenset()) if met else frozenset()


def _has(low: str, words: Iterable[str]) -> bool:
    """Tell at a glance whether any of some words stands in a text in small letters."""
    for word in words:  # noqa: SIM110 - asked of every name, and half the price of any()
        if word in low:
            return True
    return False


def spelled_out(text: str) -> list[str]:
    """Return the names that a mention may write short, best first: "Platte Co." is a county, "Madison Twp." a township, "W. Columbia" a West."""
    if text in _LETTERS:
        return [_LETTERS[text]]
    found = [text]
    for pattern, long in ((_COUNTY, "County"), (_TOWNSHIP, "")):
        if (short := pattern.search(text)) and short.start():
            found.insert(0, text[: short.start()] + long)
    if point := _COMPASS_LETTER.match(text):
        found.insert(0, f"{_COMPASS_LETTERS[point['letter']]} {text[point.end() :]}")
    if island := _ISLAND.match(text):
        found.append(island["rest"])
    return found


def beside_in_list(before: str, after: str) -> tuple[str, ...]:
    """Return the other names of the list that a name stands in: of "Utah, Ohio and" before it and ", Texas" after it, all three."""
    found: list[str] = []
    if met := _LIST_BEFORE.search(before):
        found += _ITEM.findall(met.group())
    if met := _LIST_AFTER.match(after):
        found += _ITEM.findall(met.group())
    return tuple(found)


def joined_with(before: str, after: str) -> tuple[str, ...]:
    """Return the names that stand joined with a name by "and" or "or" and nothing else: of "Haiti and" before it, Haiti."""
    return tuple(met["name"] for met in (_JOINED_BEFORE.search(before), _JOINED_AFTER.match(after)) if met)


def lies_between(before: str, middle: str, *, capital: bool) -> bool:
    """Tell whether two names make one stretch of land, "the road between X and Y"; "talks between X and Y" tells of parties.

    ``before`` is what stands before the first name, ``middle`` between the two; a capital may stand for its government, and needs a word
    such as "road" before it.
    """
    met = _BETWEEN.search(before) if "between" in before.lower() else None
    if met is None or _AND.match(middle) is None or _DEALINGS.search(met["lead"]):
        return False
    return not capital or _STRETCH.search(met["lead"]) is not None


def names_people(text: str) -> bool:
    """Tell whether the words are a language, a faith or a people that has no state of its name; those of states are in the gazetteer."""
    return text.lower() in _PEOPLES


@lru_cache(maxsize=1 << 13)
def is_facility(text: str) -> bool:
    """Tell whether the words name a building, a base, a crossing or the like."""
    return _FACILITY.search(text) is not None


def bears_site(after: str) -> bool:
    """Tell whether the word behind a name is that of a site, so that the name may be the site's own and no town's: "the Yanacocha mine"."""
    return _SITE.match(after) is not None


@lru_cache(maxsize=1 << 13)
def is_nameless(text: str) -> bool:
    """Tell whether the words hold no name at all ("the hospital", "a camp")."""
    return not any(word[0].isupper() for word in _WORD.findall(text) if word.lower() not in {"the", "a", "an"})


def inner_names(text: str) -> tuple[str, ...]:
    """Return the runs of capitalised words inside a facility's name, longest first, without the facility words themselves."""
    words = [word for word in _WORD.findall(_FACILITY.sub(" ", text)) if word.lower() not in {"the", "a", "an", "of", "in"}]
    runs = [
        " ".join(words[start : start + length])
        for length in range(min(3, len(words)), 0, -1)
        for start in range(len(words) - length + 1)
        if all(word[0].isupper() or "-" in word for word in words[start : start + length])
    ]
    return tuple(dict.fromkeys(runs))


def place_after(after: str) -> tuple[str, ...]:
    """Return the names that may say where a facility stands ("… in Gaza City"), longest first."""
    return holders("", after)


def holders(before: str, after: str) -> tuple[str, ...]:
    """Return the names that may hold a place: "Kutum in North Darfur", "Pandi, Bulacan", "the Syrian town of Douma", "Iraq's Mosul"."""
    found: list[str] = []
    if (met := _HOLDER_AFTER.match(after)) and not _OWN_NOUN.match(after):
        words = met["name"].split()
        found += [" ".join(words[:length]).rstrip(".,") for length in range(len(words), 0, -1)]
    met = _HOLDER_BEFORE.search(before)
    if met and (met["own"] or _MEMBER.search(met["words"])):
        words = met["name"].split()
        found += [" ".join(words[start:]) for start in range(len(words))]
    return tuple(found)


def _bearing(point: str | None) -> float | None:
    if not point:
        return None
    named = [_POINTS[word] for word in re.findall("north|south|east|west", point.lower())]
    if named == [0.0, 270.0]:
        return 315.0
    return sum(named) / len(named)
