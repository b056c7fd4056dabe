"""Where a command writes: standard output or a file, at which width, and whether in colour."""

from __future__ import annotations

import os
import shutil
import sys
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from tocsin.cli.exits import drop_output
from tocsin.errors import TocsinError

_NARROWEST = 40


class CannotWriteError(TocsinError):
    """The output cannot be written: its folder is missing, its disk is full, or it may not be written to."""


class Sink:
    """Standard output, or a file that is made when the first words are written, so that a run that reads nothing leaves it alone."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.written = False
        self._file: TextIO | None = None
        if path is not None:
            _check(path)

    def write(self, text: str) -> None:
        """Write ``text`` and a line's end at once; raise CannotWriteError, or BrokenPipeError where the reader has left."""
        try:
            stream = self._stream()
            stream.write(text if text.endswith("\n") else text + "\n")
            stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            if self.path is None:
                drop_output()
            name = self.path or "standard output"
            raise CannotWriteError(f"{name}: writing failed ({error.strerror or error}); free some space, then run again") from error
        self.written = True

    def _stream(self) -> TextIO:
        if self.path is None:
            return sys.stdout
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8")
        return self._file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is not None:
            try:
                self._file.close()
            except OSError:
                # The fault was told when the words were handed on; closing only finds the same words again.
                return


def _check(path: Path) -> None:
    if path.is_dir():
        raise CannotWriteError(f"{path}: is a folder; give the path of a file in it with --output")
    if not path.parent.is_dir():
        raise CannotWriteError(f"{path}: its folder {path.parent} does not exist; make it first, or choose another file with --output")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise CannotWriteError(f"{path}: cannot be written; change the permissions, or choose another file with --output")


def out(text: str) -> None:
    """Write to standard output, with a line's end."""
    Sink().write(text)


def speak_utf8() -> None:
    """Make the standard streams take any character: UTF-8 in a pipe or file, the terminal's own encoding with escapes elsewhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def terminal_width(wanted: int | None) -> int:
    """Return the columns to use: those asked for, those of the terminal, 80 in a pipe."""
    if wanted:
        return max(_NARROWEST, wanted)
    return max(_NARROWEST, shutil.get_terminal_size((80, 24)).columns) if sys.stdout.isatty() else 80


def colours(wanted: bool | None) -> bool:
    """Tell whether to use colour: as asked, else on a terminal that wants it (NO_COLOR is honoured)."""
    if wanted is not None:
        return wanted
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
