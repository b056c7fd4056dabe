"""Exit codes, and how the command speaks to a person."""

from __future__ import annotations

import os
import shutil
import sys

OK, SOME_REFUSED, USAGE, TROUBLE, STORE, INTERRUPTED = 0, 1, 2, 3, 4, 130


def say(message: str) -> None:
    """Write one line to standard error."""
    sys.stderr.write(message + "\n")


def out(text: str) -> None:
    """Write to standard output, with a line's end."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def terminal_width(wanted: int | None) -> int:
    """Return the columns to use: those asked for, those of the terminal, 80 in a pipe."""
    if wanted:
        return max(40, wanted)
    return shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 80


def colours(wanted: bool | None) -> bool:  # noqa: FBT001 - three-valued
    """Tell whether to use colour: as asked, else on a terminal that wants it (NO_COLOR is honoured)."""
    if wanted is not None:
        return wanted
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
