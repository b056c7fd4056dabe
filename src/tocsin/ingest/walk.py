"""From what was named to the files that it stands for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from tocsin.errors import InputError
from tocsin.ingest.item import Refused, refused
from tocsin.ingest.sniff import SUFFIXES, kind_by_name

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.I)


def scheme_of(ref: str) -> str | None:
    """Return the scheme of a web address in lower case; None for a path."""
    found = _SCHEME.match(ref)
    return found[1].lower() if found else None


def files_of(path: Path) -> Iterator[Path | Refused]:
    """Yield the file itself, or a folder's files of known formats in the order of their names, folders within it included.

    Hidden ones are skipped, links to folders not followed; how many files were ignored comes last, as a Refused of code ``ignored-files``.
    Raises InputError ``missing``, ``unreadable`` or ``empty-folder``.
    """
    try:
        is_folder = path.is_dir()
        if not is_folder and not path.exists():
            raise InputError(f"{path}: there is no such file or folder; check the path", "missing")
    except OSError as fault:
        raise unreadable(str(path), fault) from fault
    if not is_folder:
        yield path
        return
    read = ignored = 0
    for found in _within(path):
        if isinstance(found, Path) and kind_by_name(found.name) is None:
            ignored += 1
        else:
            read += 1
            yield found
    known = " ".join(SUFFIXES)
    if not read:
        others = f"; {ignored:,} files of other kinds were ignored" if ignored else ""
        raise InputError(
            f"{path}: nothing to read in this folder{others}. Files that are read end in {known}, with or without .gz", "empty-folder"
        )
    if ignored:
        message = f"{path}: {ignored:,} files were ignored, for they end in none of {known}; name such a file itself to have it read"
        yield refused(str(path), "ignored-files", message)


def unreadable(ref: str, fault: OSError) -> InputError:
    """Return the error for an input that the system does not let be read."""
    remedy = (
        "change its permissions, or run as a user who may read it" if isinstance(fault, PermissionError) else "check the path and the disk"
    )
    return InputError(f"{ref}: cannot be read ({fault.strerror or fault}); {remedy}", "unreadable")


def _within(folder: Path) -> Iterator[Path | Refused]:
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError as fault:
        error = unreadable(str(folder), fault)
        yield refused(str(folder), error.code, str(error))
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _within(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)
