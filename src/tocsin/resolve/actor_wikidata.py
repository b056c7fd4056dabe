"""Wikidata items of a dump or a part of one, read into cards. Their shape: mediawiki.org/wiki/Wikibase/DataModel/JSON.

P31 (instance of) says what an item is, P17 its country, else that of its headquarters (P159), P856 its website, P571 or P580 since when it is,
P576 or P582 until when, P1813 its short and P1448 its official names, P39 a person's office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from tocsin.model.judgement import ActorCard
from tocsin.resolve.actor_files import Gleaned, Item, Numbered, card_of, iso3_by_iso2, table, telling
from tocsin.resolve.actor_ftm import PRIVATE
from tocsin.resolve.actor_names import kind_of
from tocsin.resolve.register import Register

PEOPLES: Final = "peoples, which are no parties"
UNKNOWN: Final = "no organisations as far as the file says (P31, its label, or the English description)"
NO_ITEM: Final = "properties and words, which are no items"
NAMELESS: Final = "items without a label in English or for all languages"
_ID: Final = re.compile(r"Q[1-9]\d*")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_TONGUES: Final = ("en", "mul")
_DAY: Final = 11
_MONTH: Final = 10
_PEOPLE: Final = re.compile(r"\b(?:ethnic group|ethnic minority|people group|tribe|religious group|human population)\b", re.IGNORECASE)


def is_item(item: Item) -> bool:
    """Tell whether an item is one of Wikidata's: a Q-id with labels or claims."""
    return isinstance(item.get("id"), str) and _ID.fullmatch(item["id"]) is not None and ("labels" in item or "claims" in item)


def is_no_item(item: Item) -> bool:
    """Tell whether something is of Wikidata's dumps but no item: a property or a word."""
    return item.get("type") in {"property", "lexeme", "mediainfo"} and isinstance(item.get("id"), str)


@lru_cache(maxsize=1)
def _classes() -> dict[str, tuple[str, str | None]]:
    return {row["item"]: (row["kind"], row["sector"] or None) for row in table("wikidata_classes.csv")}


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    return {row["item"]: row["iso3"] for row in table("wikidata_states.csv")}


class Labels:
    """The English labels of a file's items, and the states among them, so that classes, offices and countries can be told by name."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._labels: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._lands: dict[str, list[str]] = {}

    def note(self, item: Item) -> None:
        """Keep an item's label, the countries that it lies in and, of a state, its code."""
        name = _label(item)
        if name:
            self._labels[item["id"]] = name
        code = next((v for v in _values(item, "P298") if isinstance(v, str)), None)
        short = next((v for v in _values(item, "P297") if isinstance(v, str)), None)
        code = code or iso3_by_iso2().get(short or "")
        if code and f"state:{code}" in self._register.entries:
            self._codes[item["id"]] = code
        if lands := _lands(item):
            self._lands[item["id"]] = lands

    def of(self, identity: str) -> str | None:
        """Return the label of an item of the file."""
        return self._labels.get(identity)

    def country(self, identity: str) -> str | None:
        """Return the ISO code of a country: by the file, the shipped list, or its label."""
        found = self._codes.get(identity) or _states().get(identity)
        label = self._labels.get(identity)
        return found or (self._register.state(label) if label else None)

    def countries(self, item: Item) -> frozenset[str | None]:
        """Return the ISO codes of an item's countries, else of those in which its headquarters lie as far as the file says."""
        seats = (v["id"] for v in _values(item, "P159") if isinstance(v, dict) and isinstance(v.get("id"), str))
        lands = _lands(item) or [land for seat in seats for land in self._lands.get(seat, ())]
        return frozenset(map(self.country, lands))


def read_item(found: Numbered, source: str, labels: Labels, gleaned: Gleaned) -> None:
    """Add the card of an item, or why there is none; raise ValueError where a field does not fit."""
    item = found.item
    identity, name = item["id"], _label(item)
    if name is None:
        gleaned.leave(NAMELESS, identity)
        return
    classes = [v["id"] for v in _values(item, "P31") if isinstance(v, dict) and isinstance(v.get("id"), str)]
    offices = tuple(_offices(item, labels))
    kind, sector = _kind(item, classes, labels)
    if kind == "person" and not offices:
        gleaned.leave(PRIVATE, name)
    elif kind == "people":
        gleaned.leave(PEOPLES, name)
    elif kind is None or identity in _states():
        gleaned.leave(UNKNOWN, name)
    else:
        gleaned.cards.append(_card(item, name, kind, sector, offices, source, labels))


def _card(item: Item, name: str, kind: str, sector: str | None, offices: tuple[str, ...], source: str, labels: Labels) -> ActorCard:
    personal = kind == "person"
    codes = set(labels.countries(item))
    site = next((v for v in _values(item, "P856") if isinstance(v, str)), None)
    return card_of(
        "item", id=f"import:{item['id']}", name=name, kind="person in office" if personal else kind,
        country=codes.pop() if len(codes) == 1 and not personal else None, sector=sector, aliases=telling(_names(item), name),
        offices=offices, website=None if personal else site, since=None if personal else _time(item, "P571") or _time(item, "P580"),
        until=None if personal else _time(item, "P576") or _time(item, "P582"), external={"wikidata": item["id"]}, source=source,
    )  # fmt: skip


def _kind(item: Item, classes: list[str], labels: Labels) -> tuple[str | None, str | None]:
    """Return kind and sector: by the classes that are known, by the labels of others, by the description; the most telling of them."""
    known = [_classes()[c] for c in classes if c in _classes()]
    apart = next((k for k, _ in known if k in {"person", "people"}), None)
    if apart:
        return apart, None
    words = [*(label for c in classes if (label := labels.of(c))), *([d] if (d := _in_english(item.get("descriptions"))) else [])]
    if any(_PEOPLE.search(w) for w in words):
        return "people", None
    told = [pair for w in words if (pair := kind_of(w))[0]]
    return next(iter((*(p for p in known if p[0] != "organisation"), *told, *known)), (None, None))


def _label(item: Item) -> str | None:
    return _in_english(item.get("labels"))


def _in_english(terms: Any) -> str | None:
    held = terms if isinstance(terms, dict) else {}
    return next((v for tongue in _TONGUES for v in _texts(held.get(tongue))), None)


def _names(item: Item) -> Iterator[str]:
    """Yield English aliases, short and official names, then labels of other languages, these in Latin letters.

    Wikibase writes an empty map as an empty list.
    """
    aliases = item.get("aliases")
    for tongue in _TONGUES:
        yield from _texts(aliases.get(tongue) if isinstance(aliases, dict) else None)
    for value in (*_values(item, "P1813"), *_values(item, "P1448")):
        text = value.get("text") if isinstance(value, dict) else None
        if isinstance(text, str) and _LATIN.match(text.strip()):
            yield text.strip()
    labels = item.get("labels")
    for term in labels.values() if isinstance(labels, dict) else ():
        yield from (text for text in _texts(term) if _LATIN.match(text))


def _texts(terms: Any) -> Iterator[str]:
    for term in terms if isinstance(terms, list) else [terms]:
        value = term.get("value") if isinstance(term, dict) else term
        if isinstance(value, str) and value.strip():
            yield value.strip()


def _statements(item: Item, wanted: str) -> list[dict[str, Any]]:
    """Return the statements of a property: the preferred ones where there are any, never deprecated ones."""
    claims = item.get("claims")
    held = claims.get(wanted) if isinstance(claims, dict) else None
    some = [s for s in held if isinstance(s, dict) and s.get("rank") != "deprecated"] if isinstance(held, list) else []
    return [s for s in some if s.get("rank") == "preferred"] or some


def _value(snak: Any) -> Any:
    held = snak.get("datavalue") if isinstance(snak, dict) else None
    return held.get("value") if isinstance(held, dict) else None


def _lands(item: Item) -> list[str]:
    """Return the items of the countries that something is of; of several only those that it has not ceased to be of."""
    held = _statements(item, "P17")
    present = [s for s in held if _value(_first(s.get("qualifiers"), "P582")) is None]
    values = (_value(s.get("mainsnak")) for s in present or held)
    return [v["id"] for v in values if isinstance(v, dict) and isinstance(v.get("id"), str)]


def _values(item: Item, wanted: str) -> list[Any]:
    return [v for s in _statements(item, wanted) if (v := _value(s.get("mainsnak"))) is not None]


def _offices(item: Item, labels: Labels) -> Iterator[str]:
    for statement in _statements(item, "P39"):
        value = _value(statement.get("mainsnak"))
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            held = statement.get("qualifiers")
            since, until = (_moment(_value(_first(held, p))) for p in ("P580", "P582"))
            days = f" ({since or '?'} to {until or '?'})" if since or until else ""
            yield (labels.of(value["id"]) or value["id"]) + days


def _first(qualifiers: Any, wanted: str) -> Any:
    held = qualifiers.get(wanted) if isinstance(qualifiers, dict) else None
    return held[0] if isinstance(held, list) and held else None


def _time(item: Item, wanted: str) -> str | None:
    return next((t for v in _values(item, wanted) if (t := _moment(v))), None)


def _moment(value: Any) -> str | None:
    """Return a time value as YYYY, YYYY-MM or YYYY-MM-DD by its precision (9 year, 10 month, 11 day); coarser ones say too little."""
    if not isinstance(value, dict) or not isinstance(value.get("time"), str):
        return None
    precision = value.get("precision", _DAY)
    found = re.match(r"\+(\d{4})-(\d\d)-(\d\d)", value["time"])
    if found is None or not isinstance(precision, int) or precision < _MONTH - 1:
        return None
    return "-".join(found.groups()[: min(precision, _DAY) - _MONTH + 2])
