"""Which spans name a people itself: an ethnic or religious population, never a party (DESIGN.md, "Peoples are not parties")."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from tocsin.resolve.actor_names import SPONSORED
from tocsin.resolve.actor_reference import COLLECTIVES
from tocsin.resolve.register import Register, bag, fold, unowned

_MARKED = re.compile(
    r"\b(?:minorit(?:y|ies)|ethnic groups?|ethnic communit(?:y|ies)|communit(?:y|ies)|populations?|people|peoples|tribes?|"
    r"tribespeople|clans?|"
    r"ethnicity|diaspora|speakers|faithful)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^(?:(?:some|about|around|nearly|almost|over|more than|at least|up to|hundreds of|thousands of|tens of thousands of|dozens of|"
    r"many|most|"
    r"several|few|all|other|the|these|those|local|young|ordinary|ethnic|displaced|minority|two|three|four|five|six|seven|eight|nine|ten|"
    r"[\d.,]+|thousand|million|hundred)\s+)+",
    re.IGNORECASE,
)
CREEDS: Final = bag(
    "muslim muslims christian christians jew jews hindu hindus sikh sikhs buddhist buddhists baptist baptists adventist adventists "
    "methodist "
    "methodists sunni sunnis shia shias shiite shiites alawite alawites druze druse yazidi yazidis yezidi yezidis copt copts catholic "
    "catholics "
    "protestant protestants orthodox anglican anglicans ahmadi ahmadis bahai bahais zoroastrian zoroastrians ismaili ismailis sufi sufis"
)
"""Adjectives and nouns of creeds."""
_BELIEFS = re.compile(r"(?:ists?|crats?|icans?|atives?|liberals?|socialists?|communists?|greens|loyalists?|hardliners?)$", re.IGNORECASE)
_ROLES: Final = bag(
    "fighter fighters rebel rebels militant militants soldier soldiers troop troops forces force militia militias militiamen gunman gunmen "
    "commander commanders leader leaders elder elders chief chiefs official officials politician politicians lawmaker lawmakers protester "
    "protesters demonstrator demonstrators activist activists refugee refugees migrant migrants villager villagers resident residents "
    "civilian "
    "civilians citizen citizens family families child children woman women man men boy boys girl girls youth youths worker workers farmer "
    "farmers herder herders trader traders student students journalist journalists party parties group groups movement movements "
    "organisation "
    "organisations organization organizations separatist separatists insurgent insurgents guerrilla guerrillas jihadist jihadists partisan "
    "partisans member members supporter supporters envoy envoys delegation cleric clerics scholar scholars council government army police "
    "authorities opposition victim victims prisoner prisoners settler settlers returnees volunteers mercenaries fans voters pilgrims "
    "area areas "
    "region regions village villages land lands town towns city cities language festival brothers allies enemy enemies alliance"
)
_TAIL = re.compile(
    r"\s(?:of|in|from|at|near|living|who|which|that|whose|where|across|around|along|inside)\b.*$|[,(;].*$", re.IGNORECASE | re.DOTALL
)
_ETHNIC = re.compile(r"\bethnic\s+[A-Z]", re.UNICODE)
_PROPER = re.compile(r"^[A-Z\u00c0-\u024f'’ʼ][\w'’ʼ-]*(?:[ -][A-Z\u00c0-\u024f][\w'’ʼ-]*){0,2}$")


_CROWDS: Final = bag(
    "residents inhabitants villagers civilians citizens locals people persons men women children boys girls youths families neighbours protesters "
    "demonstrators marchers activists campaigners refugees migrants returnees settlers workers farmers herders traders students teachers doctors "
    "medics nurses journalists reporters media analysts experts observers diplomats officials politicians lawmakers leaders voters worshippers "
    "pilgrims tourists prisoners hostages victims survivors witnesses supporters critics opponents donors investors world community public "
    "nationals exiles aides advisers sources others countries states nations governments powers allies backers proxies mps ministers senators "
    "suspects recruits sympathisers brides"
)
#: Kin and friends of somebody: private persons, whosever they are.
_KIN: Final = bag(
    "family families relatives relations friends parents mother mothers father fathers son sons daughter daughters brother sister sisters wife "
    "wives husband husbands widow widows children siblings cousins uncle aunt grandparents neighbours colleagues classmates"
)
#: Parts of the world are no parties.
_WORLDS: Final = frozenset(
    {
        "europe",
        "asia",
        "africa",
        "america's",
        "latin america",
        "west",
        "east",
        "middle east",
        "global south",
        "gulf",
        "international community",
    }
)
MEMBERS: Final = COLLECTIVES | bag(
    "terrorists jihadis extremists operatives personnel staff combatants bombers snipers cadres followers loyalists"
)
"""Plural nouns for people who act as their organisation."""
PEOPLE_ADJECTIVES: Final = bag(
    "kurdish arab palestinian turkmen assyrian rohingya uighur uyghur hazara pashtun baloch baluch tamil sinhalese tuareg fulani hausa igbo yoruba "
    "dinka nuer masalit zaghawa oromo amhara tigrayan afar hutu tutsi banyamulenge hema lendu bosniak serb croat chechen ingush ossetian abkhaz "
    "circassian tatar karen kachin shan chin moro mapuche tibetan berber bedouin dogon bambara toubou"
)
"""Adjectives of peoples; ordinary vocabulary, complete for no region."""
_SIDED = re.compile(rf"^(?:pro|anti|ex|non)-|-(?:{SPONSORED})$", re.IGNORECASE)
_SIDES: Final = CREEDS | bag(
    "western eastern northern southern central gulf european african asian arab kurdish latin tribal islamist islamic un eu"
)
_PEOPLES = frozenset(
    fold(name)
    for name in (
        "Kurds Arabs Druze Yazidis Alawites Turkmens Turkmen Assyrians Chaldeans Rohingya Uighurs Uyghurs Hazaras Pashtuns Baloch Baluch "
        "Tamils Sinhalese Tuareg Tuaregs Fulani Hausa Igbo Yoruba Dinka Nuer Shilluk Masalit Fur Zaghawa Oromo Amhara Tigrayans Afar Hutu "
        "Hutus Tutsi Tutsis Banyamulenge Hema Lendu Bosniaks Serbs Croats Roma Chechens Ingush Ossetians Abkhaz Circassians Tatars Karen "
        "Kachin Shan Chin Moro Mapuche Tibetans Berbers Copts Maronites Bedouin Bedouins Dogon Bambara Toubou"
    ).split()
)
"""Peoples that are widely written of, known without the reader's mark; ordinary vocabulary, complete for no region."""


@lru_cache(maxsize=8192)
def _headed(words: str) -> tuple[str, str]:
    """Return a phrase up to its head, and the same without a count before it."""
    text = _TAIL.sub("", " ".join(words.split())).strip()
    return text, _COUNTED.sub("", text + " ").strip() if _COUNTED.match(text) else text


@lru_cache(maxsize=8192)
def people_name(register: Register, words: str, *, marked_group: bool) -> str | None:
    """Return the bare name of the people that words name; null where they name a role, a state's citizens or an organisation.

    ``marked_group`` tells that the reader marked a GROUP there; without it only "ethnic", "minority" and the like or a creed's name count.
    """
    text, body = _headed(words)
    ethnic = _ETHNIC.search(text) is not None
    body = body.removeprefix("The ").removeprefix("the ")
    mark = _MARKED.search(body)
    named = body[: mark.start()].strip() if mark else body
    for word in ("minority", "ethnic", "Muslim-majority"):
        named = named.removesuffix(" " + word).removeprefix(word + " ")
    if not named or not _PROPER.match(named):
        return None
    last = fold(named.split()[-1])
    if last in _ROLES:
        return None
    if last in CREEDS or fold(named) in CREEDS or fold(named) in _PEOPLES or _described(register, named):
        return named
    if not (marked_group or ethnic or (mark and fold(mark.group()) in {"minority", "tribe", "ethnic group", "clan"})):
        return None
    if _BELIEFS.search(named) or register.find(named) is not None:
        return None
    if ethnic or (mark and fold(mark.group()) != "people"):
        return named
    if register.citizens(named) or register.citizens(f"the {named}") or register.adjective(named) or register.state(named):
        return None
    return named


@lru_cache(maxsize=8192)
def crowd(register: Register, words: str) -> bool:
    """Tell whether words name people who are no organisation: a people, a state's citizens, or people by what they are ("US officials").

    An adjective alone ("Turkish") is no organisation either.
    """
    _, text = _headed(words)
    bare = text[4:] if text[:4].casefold() == "the " else text
    if not bare or register.find(words) is not None or register.find(bare) is not None:
        return False
    if (register.citizens(bare) or register.adjective(bare)) and register.state(bare) is None:
        return True
    if fold(bare) in _WORLDS or (bare[:1].isupper() and fold(bare) in PEOPLE_ADJECTIVES):
        return True
    *before, head = bare.split()
    noun = fold(head)
    if noun in _KIN and (head.islower() or bare == words or words[4:] == bare):
        return True
    if noun in _CROWDS and (head.islower() or not before):
        acts = noun in COLLECTIVES
        return not acts or all(
            w.islower() or _SIDED.search(w) is not None or _is_adjective(register, w) or _owned_state(register, w) for w in before
        )
    if head[:1].isupper() and (noun in _PEOPLES or register.citizens(head)) and before:
        return all(w.islower() or unowned(w) != w or _SIDED.search(w) or _is_adjective(register, w) for w in before)
    plural = head.endswith("s") or words[:4].casefold() == "the " or bool(before)
    return plural and (people_name(register, words, marked_group=False) is not None or (not before and register.people(bare) is not None))


def population(register: Register, words: str) -> bool:
    """Tell whether words name a population by people, creed or state: "the Kurds", "Syrians", "Sunni Muslims"."""
    _, bare = _headed(words)
    bare = bare[4:] if bare[:4].casefold() == "the " else bare
    if not bare or not bare[0].isupper() or register.find(words) is not None:
        return False
    if bare.split()[-1].islower():
        return people_name(register, words, marked_group=False) is not None
    head = bare.split()[-1]
    whole = words[:4].casefold() == "the " or register.adjective(head) is None  # “British” alone is an adjective, “the British” are people
    plural = fold(head) in _PEOPLES or (register.citizens(head) is not None and whole) or (fold(head) in CREEDS and head.endswith("s"))
    return plural and crowd(register, words)


def _owned_state(register: Register, word: str) -> bool:
    state = unowned(word)
    return state != word and register.state(state) is not None


def _described(register: Register, named: str) -> bool:
    """Tell whether words are a people with adjectives before it: "Syrian Kurds", "Sunni Arabs"."""
    *before, head = named.split()
    return bool(before) and fold(head) in _PEOPLES and all(_is_adjective(register, w) for w in before)


def _is_adjective(register: Register, word: str) -> bool:
    return fold(word) in _SIDES or register.adjective(word) is not None


def is_belief(noun: str) -> bool:
    """Tell whether a word names people by what they stand for: "Democrats", "communists"."""
    return _BELIEFS.search(noun) is not None


def is_role(noun: str) -> bool:
    """Tell whether a noun gives people a role ("elders", "fighters"), so that the name before it is no more than an adjective."""
    return fold(noun) in _ROLES
