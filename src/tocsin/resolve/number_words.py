"""The lexicon of English numbers: words, scales, bounds, units, and the patterns made of them."""

from __future__ import annotations

import re
from functools import lru_cache

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7,
    "dozen": 12, "score": 20, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12,
}  # fmt: skip
_PEOPLE = (
    "people persons person civilians civilian soldiers soldier fighters fighter refugees refugee rebels rebel children child "
    "women woman men man troops servicemen militants militant insurgents insurgent gunmen gunman police policemen policeman "
    "officers officer villagers villager residents resident inhabitants protesters protester demonstrators demonstrator "
    "prisoners prisoner hostages hostage members member victims victim others workers worker teachers teacher students "
    "student farmers farmer herders herder miners journalists journalist citizens citizen migrants combatants combatant "
    "recruits deputies guards guard passengers passenger patients doctors nurses medics commanders commander leaders leader "
    "lawyers suspects suspect attackers attacker bombers kidnappers kidnapper peacekeepers peacekeeper diplomats aides "
    "comrades crew tribesmen militiamen paramilitaries jihadists girls boys girl boy babies infants adults pupils monks "
    "priests worshippers mourners dead wounded injured casualties bodies body corpses deaths lives fatalities detainees "
    "detainee internees engineers sailors pilots marines commandos reservists conscripts volunteers activists activist voters "
    "supporters elders travellers travelers fishermen traders drivers staff employees personnel contractors mercenaries "
    "separatists partisans terrorists terrorist bandits deserters defectors escapees nationals men-at-arms bystanders "
    "gendarmes rangers lawmakers politicians officials official settlers pilgrims shepherds shoppers tourists survivors "
    "believers displaced idps returnees evacuees asylum-seekers dissidents convicts inmates legionnaires brothers "
    "sisters youths individuals individual newcomers arrivals delegates senators ministers jihadis schoolgirls schoolboys schoolchildren "
    "youngsters teenagers relatives parents mothers fathers widows orphans sons daughters wives husbands cousins neighbours colleagues "
)
PEOPLE = frozenset(_PEOPLE.split())
HOUSEHOLDS = frozenset(("families", "family", "households", "household"))
CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollars": "USD", "dollar": "USD", "€": "EUR", "eur": "EUR", "euros": "EUR", "euro": "EUR",
    "£": "GBP", "gbp": "GBP", "yen": "JPY", "¥": "JPY", "yuan": "CNY", "₹": "INR", "roubles": "RUB", "rubles": "RUB", "naira": "NGN",
    "hryvnia": "UAH", "hryvnias": "UAH", "afghanis": "AFN", "shekels": "ILS", "birr": "ETB", "baht": "THB", "kyat": "MMK", "rand": "ZAR",
}  # fmt: skip
MEASURES = {
    "km": "kilometres", "kms": "kilometres", "kilometre": "kilometres", "kilometer": "kilometres",
    "kilometers": "kilometres", "mile": "miles",
    "metre": "metres", "meter": "metres", "meters": "metres", "m": "metres", "hectare": "hectares", "ha": "hectares", "acre": "acres",
    "tonne": "tonnes", "ton": "tons", "kg": "kilograms", "kilos": "kilograms", "kilogram": "kilograms", "kilogrammes": "kilograms",
    "litre": "litres", "liter": "litres", "liters": "litres", "barrel": "barrels", "foot": "feet",
}  # fmt: skip
AREAS = re.compile(r"\s*-?(?:square|sq\.?)\s?-?(k(?:ilo)?m(?:et(?:re|er)s?)?s?|miles?|met(?:re|er)s?)\b|\s?(km2|km²)", re.IGNORECASE)
PERCENT = re.compile(r"\s?%|\s?-?per\s?cent(?:age points?)?\b", re.IGNORECASE)

_DIGITS = r"(?:\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+(?:\.\d+)?)"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|lakhs?|crores?|dozen|(?:bn|mn|tn|k|m)\b(?!\w))"
_ONE = "|".join(sorted(ONES, key=lambda word: -len(word)))
_WORDS = rf"(?:(?:{_ONE}|an?(?=\s+(?:hundred|thousand|million|billion|dozen|lakh|crore)))(?:(?:\s+and\s+|[\s-]+)(?:{_ONE}|{_SCALE})\b)*)"
VALUE = (
    rf"(?:(?:us\$|[$€£¥₹]|(?:usd|eur|gbp)\s)\s?)?{_DIGITS}(?:[\s\u00a0-]?{_SCALE}\b)*|half\s+an?\s+(?:dozen|million|billion)|"
    rf"a\s+quarter\s+of\s+a\s+million|{_WORDS}"
)
VAGUE = (
    r"(?:(?:many|several|a\s+few)\s+)?(?:tens|dozens|scores|hundreds|thousands|millions)(?:\s+of\s+(?:dozens|hundreds|thousands|millions))?|"
    r"(?:several|a\s+few)\s+(?:dozen|hundred|thousand|million)|many|several|numerous|countless|a\s+handful|a\s+(?:large\s+|small\s+)?number|a\s+few|an?\s+(?:unknown|unspecified)\s+number"
)
BOUNDS = {
    "above": r"(?:well\s+|far\s+)?(?:more\s+than|over|above)|in\s+excess\s+of|upwards?\s+of|exceeding|greater\s+than",
    "least": r"at\s+(?:the\s+very\s+)?least|no\s+(?:fewer|less)\s+than|not\s+less\s+than|a\s+minimum\s+of",
    "most": r"up\s+to|as\s+many\s+as|at\s+most|no\s+more\s+than|not\s+more\s+than|a\s+maximum\s+of",
    "below": r"(?:well\s+)?(?:fewer\s+than|less\s+than|under|below)",
    "near": r"nearly|almost|close\s+to|just\s+under|about|around|some|roughly|approximately|an\s+estimated|"
    r"estimated|circa|perhaps|approx\.?",
}
BOUND = "|".join(f"(?P<{name}>{words})" for name, words in BOUNDS.items())
STARTS = frozenset(
    """more over above well far in upward upwards exceeding greater at no not a an up as fewer less under below nearly almost close just
    about around some roughly approximately estimated circa perhaps approx between half many several few numerous countless tens dozens
    scores hundreds thousands millions us usd eur gbp""".split()
) | frozenset(ONES)
_SIGN = re.compile(r"^(?:us\$|usd|eur|gbp|[$€£¥₹])\s?")
_PARTS = re.compile(rf"{_DIGITS}|[a-z]+")
#: The words, besides digits, without one of which a text counts nothing.
NUMBER_WORDS = frozenset(ONES) | frozenset(
    "dozen dozens tens scores hundred hundreds thousand thousands million millions half many several numerous countless handful number few".split()
)


@lru_cache(maxsize=1024)
def plain(text: str) -> float:
    """Return the number that digits or words say; raise ValueError where they say none."""
    low = _SIGN.sub("", text.strip().lower())
    if low.startswith("half"):
        return SCALES[low.split()[-1]] / 2
    if low.startswith("a quarter"):
        return 250_000.0
    total = current = 0.0
    seen = False
    for part in _PARTS.findall(low):
        if part[0].isdigit():
            current += float(re.sub(r"[,\s\u00a0]", "", part))
        elif part in ONES:
            current += ONES[part]
        elif part in ("a", "an"):
            current += 1
        elif part in SCALES:
            scale = SCALES[part]
            current = (current or 1) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
        elif part != "and":
            raise ValueError(f"{text!r} is no number")
        seen = True
    if not seen:
        raise ValueError(f"{text!r} is no number")
    return total + current
