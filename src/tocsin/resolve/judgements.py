"""The journal of judgements: where it lies, and how it is read. Lines that cannot be used are faults, and the others hold."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from tocsin.errors import InputError
from tocsin.model.judgement import Judgement

VARIABLE: Final = "TOCSIN_JUDGEMENTS"
"""The environment variable that names the journal."""
_FILE: Final = "judgements.jsonl"


@dataclass(frozen=True, slots=True)
class Entered:
    """A judgement with the line of the journal on which it stands."""

    line: int
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Journal:
    """What a journal holds: the judgements in order, and the lines that cannot be used, each told with its remedy."""

    path: Path
    entered: tuple[Entered, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def standing(self) -> tuple[Entered, ...]:
        """The judgements that no later one undoes; an undoing that is itself undone undoes nothing."""
        undone: set[str] = set()
        kept: list[Entered] = []
        for entry in reversed(self.entered):
            if entry.judgement.id in undone:
                continue
            if entry.judgement.action == "undo":
                undone.add(entry.judgement.actor)
            kept.append(entry)
        return tuple(reversed(kept))

    @property
    def undone(self) -> frozenset[str]:
        """The ids of judgements that do not stand."""
        return frozenset(e.judgement.id for e in self.entered) - {e.judgement.id for e in self.standing}


def default_path(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return where the journal lies if nothing else is said: in the environment variable's file, else in the user's data folder."""
    if named := environment.get(VARIABLE):
        return Path(named).expanduser()
    if platform == "win32":
        folder = Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif platform == "darwin":
        folder = Path.home() / "Library" / "Application Support"
    else:
        given = Path(environment.get("XDG_DATA_HOME") or "")
        folder = given if given.is_absolute() else Path.home() / ".local" / "share"
    return folder / "tocsin" / _FILE


def read_journal(path: Path) -> Journal:
    """Return what a journal holds, nothing where there is no file; raise InputError where the file cannot be read at all."""
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return Journal(path)
    except OSError as error:
        message = (
            f"{path}: the judgements cannot be read ({error.strerror}); change its permissions, or name another file with --judgements"
        )
        raise InputError(message) from error
    return _sifted(path, lines)


def _sifted(path: Path, lines: Iterable[bytes]) -> Journal:
    entered: list[Entered] = []
    faults: list[str] = []
    known: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        reason = None
        try:
            found = Judgement.model_validate_json(line)
        except ValidationError as error:
            reason = _why(line, error)
        else:
            if found.id != found.fingerprint():
                reason = "was changed after it was written (its id does not fit); restore it, and record what changed as another judgement"
            elif found.id in known:
                reason = "is there twice; the second is left out"
            elif found.action == "undo" and found.actor not in known:
                reason = f"undoes {found.actor}, which does not stand before it; see the ids with: tocsin actors show"
            else:
                known.add(found.id)
                entered.append(Entered(number, found))
        if reason:
            faults.append(f"{path}, line {number}: {reason}")
    return Journal(path, tuple(entered), tuple(faults))


def _why(line: bytes, error: ValidationError) -> str:
    try:
        made = json.loads(line)
    except ValueError:
        return "is no JSON; restore it or take the line out, the other judgements hold"
    if not isinstance(made, dict) or made.get("schema") != "tocsin/judgement/1":
        return "is no judgement (schema tocsin/judgement/1); take it out, or read lists of actors with: tocsin actors import"
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or "the line"
    return f"{where}: {first['msg']}; restore it or take the line out, the other judgements hold"
