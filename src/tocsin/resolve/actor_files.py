"""Files of actors: our own JSON Lines, FollowTheMoney entities and Wikidata items, told apart line by line; what cannot be used is named."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, Final, cast

from pydantic import ValidationError

from tocsin.errors import InputError
from tocsin.model.judgement import ActorCard

Item = dict[str, Any]
_WHOLE: Final = 256_000_000
_NO_JSON: Final = "is no JSON"
_NOT_UTF8: Final = "is not in UTF-8, so its letters cannot be told"
_SIDES: Final = "must be an ISO 3166-1 alpha-3 code such as TCD, or an id such as armed:hamas"
_WANTED: Final = {
    "id": "must be one word without blanks", "name": "must not be empty", "source": "must say where this is known from",
    "country": "must be an ISO 3166-1 alpha-3 code such as TCD", "backed_by": _SIDES, "fights": _SIDES,
}  # fmt: skip


@dataclass(slots=True)
class Gleaned:
    """The cards of a file, what was not taken by reason, and the lines that cannot be used, each told with its remedy."""

    cards: list[ActorCard] = field(default_factory=list)
    passed: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def leave(self, reason: str, name: str) -> None:
        """Note an item that is not taken."""
        self.passed.setdefault(reason, []).append(name)


@dataclass(frozen=True, slots=True)
class Numbered:
    """One item of a file and where it stands, as words for a message."""

    where: str
    item: Any


def numbered(path: Path, faults: list[str]) -> Iterator[Numbered]:
    """Yield the items of a JSON Lines file, of a JSON array (also with one item a line, as Wikidata's dumps are) or of an API answer.

    Lines that are no JSON are added to ``faults``; raise InputError where the file cannot be read, or holds no JSON at all.
    """
    try:
        with _opened(path) as file:
            head = [line for _, line in zip(range(2), (raw for raw in file if raw.strip()), strict=False)]
            file.seek(0)
            if not head:
                return
            first = _json(head[0])
            if not isinstance(first, dict) or isinstance(first.get("entities"), dict):
                dumped = head[0].strip() == b"[" and len(head) > 1 and isinstance(_json(head[1]), dict)
                if not dumped:
                    data = file.read(_WHOLE + 1)
                    if len(data) > _WHOLE:
                        raise InputError(f"{path}: one JSON value of more than {_WHOLE:,} bytes; write one item a line")
                    whole = _json(data)
                    if whole is not None:
                        yield from _items(whole)
                        return
                    file.seek(0)
            any_read = False
            for number, line in enumerate(file, start=1):
                text = line.strip().strip(b",")
                if text in {b"", b"[", b"]"}:
                    continue
                item = _json(text)
                if item is None:
                    faults.append(f"{path}, line {number}: {_fault(text)}; mend it or take it out, the other lines are read")
                else:
                    any_read = True
                    yield Numbered(f"line {number}", item)
            if not any_read:
                if _fault(head[0]) == _NOT_UTF8:
                    raise InputError(f"{path}: {_NOT_UTF8}; save it as UTF-8, then import it again")
                raise InputError(
                    f"{path}: holds no JSON; give JSON Lines or a JSON array of actors, FollowTheMoney entities or Wikidata items"
                )
    except (OSError, EOFError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: cannot be read ({why}); check the path and that the file is whole") from error


def _opened(path: Path) -> IO[bytes]:
    match path.suffix.lower():
        case ".gz":
            return cast("IO[bytes]", gzip.open(path, "rb"))
        case ".bz2":
            return cast("IO[bytes]", bz2.open(path, "rb"))
        case _:
            return path.open("rb")


def _json(data: bytes) -> Any:
    """Return what JSON says, null where it is none."""
    try:
        return json.loads(data.strip().rstrip(b",").decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _fault(data: bytes) -> str:
    """Return what is wrong with a line that is no JSON."""
    try:
        data.decode("utf-8-sig")
    except ValueError:
        return _NOT_UTF8 if data.strip().startswith((b"{", b"[")) else _NO_JSON
    return _NO_JSON


def _items(whole: Any) -> Iterator[Numbered]:
    if isinstance(whole, dict) and isinstance(whole.get("entities"), dict):
        whole = list(whole["entities"].values())
    for number, item in enumerate(whole if isinstance(whole, list) else [whole], start=1):
        yield Numbered(f"item {number}", item)


def own_card(item: Item) -> ActorCard:
    """Return the actor of a line of our own; raise ValueError with the reason."""
    try:
        return ActorCard.model_validate(item)
    except ValidationError as error:
        raise ValueError(_wanting(error)) from error


def _wanting(error: ValidationError) -> str:
    """Return which field of a card does not fit and what it must be."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or "the line"
    told = {
        "missing": "is missing", "extra_forbidden": "is no field of an actor",
        "string_pattern_mismatch": _WANTED.get(where.partition(".")[0], first["msg"]),
    }  # fmt: skip
    return f"{where}: {told.get(first['type'], first['msg'])}"


def card_of(where: str, **told: Any) -> ActorCard:
    """Return a card; raise ValueError with the reason where a field does not fit."""
    try:
        return ActorCard(**told)
    except ValidationError as error:
        raise ValueError(f"{where}: {_wanting(error)}") from error


@lru_cache(maxsize=1)
def iso3_by_iso2() -> dict[str, str]:
    """Return the alpha-3 codes of the states of the register by their alpha-2 codes."""
    return {row["iso2"]: row["iso3"] for row in table("actors/states.csv") if row.get("iso2")}


def table(name: str) -> Iterable[dict[str, str]]:
    """Return the rows of a shipped data file."""
    path = files("tocsin.resolve") / "data" / name
    return csv.DictReader(path.read_text(encoding="utf-8").splitlines())


def strings(value: Any) -> tuple[str, ...]:
    """Return the strings of a list, or a string as the only one; anything else says nothing."""
    if isinstance(value, str):
        value = [value]
    return tuple(v.strip() for v in value if isinstance(v, str) and v.strip()) if isinstance(value, list | tuple) else ()


def telling(names: Iterable[str], first: str) -> tuple[str, ...]:
    """Return the aliases that can stand for an actor in a report: longer than a letter, and not all in lower case, as common nouns are."""
    kept = dict.fromkeys(n for n in names if n != first and len(n) > 1 and (n != n.lower() or n == n.upper()))
    return tuple(kept)
