"""Names of the months and feasts of other calendars, as English reports spell them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

Calendar = Literal["hijri", "persian", "ethiopian"]
_HIJRI: Final = (
    "muharram", "safar", "rabi al-awwal", "rabi al-thani", "jumada al-awwal", "jumada al-thani", "rajab", "shaban", "ramadan", "shawwal",
    "dhu al-qada", "dhu al-hijja",
)  # fmt: skip
_PERSIAN: Final = (
    "farvardin", "ordibehesht", "khordad", "tir", "mordad", "shahrivar", "mehr", "aban", "azar", "dey", "bahman", "esfand",
)  # fmt: skip
_AFGHAN: Final = ("hamal", "sawr", "jawza", "saratan", "asad", "sunbula", "mizan", "aqrab", "qaws", "jadi", "dalw", "hut")
_ETHIOPIAN: Final = (
    "meskerem", "tikimt", "hidar", "tahsas", "tir", "yekatit", "megabit", "miyazya", "ginbot", "sene", "hamle", "nehase", "pagume",
)  # fmt: skip
SPELT: Final = {
    "rabi al-akhir": "rabi al-thani", "jumada al-ula": "jumada al-awwal", "jumada al-akhira": "jumada al-thani", "sha'ban": "shaban",
    "ramazan": "ramadan", "ramadhan": "ramadan", "dhul qada": "dhu al-qada", "dhul hijja": "dhu al-hijja", "dhu al-hijjah": "dhu al-hijja",
    "dhul hijjah": "dhu al-hijja", "dhu al-qadah": "dhu al-qada", "saur": "sawr", "tekemt": "tikimt", "miazia": "miyazya",
}  # fmt: skip
FEASTS: Final[dict[str, tuple[Calendar, int, int, int]]] = {
    "ashura": ("hijri", 1, 10, 1), "arbaeen": ("hijri", 2, 20, 1), "mawlid": ("hijri", 3, 12, 1), "eid al-fitr": ("hijri", 10, 1, 3),
    "eid al-adha": ("hijri", 12, 10, 4), "nowruz": ("persian", 1, 1, 1),
}  # fmt: skip
FIXED: Final = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26), "new year's day": (1, 1), "new year's eve": (12, 31),
    "may day": (5, 1),
}  # fmt: skip
EASTER: Final = {"palm sunday": -7, "good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0}
ALONE: Final = frozenset(("ramadan", "muharram"))
_DAY_UNKNOWN: Final = ("eid", "passover", "diwali")
MONTHS_OF: Final[dict[str, tuple[Calendar, int]]] = {
    **{name: ("ethiopian", n) for n, name in enumerate(_ETHIOPIAN, 1)},
    **{name: ("persian", n) for names in (_PERSIAN, _AFGHAN) for n, name in enumerate(names, 1)},
    **{name: ("hijri", n) for n, name in enumerate(_HIJRI, 1)},
}


def names() -> Iterator[str]:
    """Yield every name that a text may use for a month or a feast of another calendar, the longer before its beginnings."""
    every = {*MONTHS_OF, *SPELT, *FEASTS, *FIXED, *EASTER, *_DAY_UNKNOWN, "thanksgiving day", "thanksgiving"}
    yield from sorted(every, key=lambda name: (-len(name), name))
