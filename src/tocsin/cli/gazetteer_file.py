"""Which gazetteer a command uses: the one named, else the user's own, else the one that ships."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tocsin.resolve.gazetteer import DEFAULT

VARIABLE: Final = "TOCSIN_GAZETTEER"
NAME: Final = "gazetteer.sqlite"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A gazetteer file and why it is the one."""

    path: Path
    why: str

    @property
    def ships(self) -> bool:
        return self.path == DEFAULT


def choose(named: Path | None = None) -> Chosen:
    """Return the file that the option names, else TOCSIN_GAZETTEER, else the user's data folder if one lies there, else the shipped one."""
    if named is not None:
        return Chosen(named, "named by --gazetteer")
    if told := os.environ.get(VARIABLE):
        return Chosen(Path(told), f"named by {VARIABLE}")
    own = own_file()
    return Chosen(own, "found in your data folder") if own.is_file() else Chosen(DEFAULT, "shipped with Tocsin")


def own_file() -> Path:
    """Return where the user's own gazetteer lies, if there is one: the data folder that the system gives to programs."""
    home = Path.home()
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = home / "Library" / "Application Support"
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return folder / "tocsin" / NAME
