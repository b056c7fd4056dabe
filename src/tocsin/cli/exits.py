"""Exit codes, and what ends a command: the errors that a person can mend become one line on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import MappingProxyType

from tocsin.errors import StoreError, TocsinError

OK, SOME_REFUSED, USAGE, TROUBLE, STORE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 3, 4, 130, 141

EXITS = MappingProxyType(
    {
        OK: "Done: every input was read, or every score of `tocsin evaluate` stands on its floor or above.",
        SOME_REFUSED: "Done in part: some inputs were refused, each named with its reason; or a score of `tocsin evaluate` is too low.",
        USAGE: "The command was not understood: an option, a value, a code or an output file that cannot be.",
        TROUBLE: "Nothing was done: no input could be read, the model or gazetteer is missing, or the output could not be written.",
        STORE: "The database failed: locked, of a newer schema, not a database, or its disk is full. What was kept before is safe.",
        INTERRUPTED: "Interrupted with Ctrl-C. With `--db`, what was read is kept, and the same command goes on from there.",
        PIPE_CLOSED: "The program that took the output went away, as `head` does when it has seen enough.",
    }
)
"""What each exit code means, for the reference and its test."""


def say(message: str) -> None:
    """Write one line to standard error."""
    sys.stderr.write(message + "\n")


def guarded(work: Callable[[], int]) -> int:
    """Do the work of a command and return its exit code, whatever ends it."""
    try:
        code = work()
        sys.stdout.flush()
    except StoreError as error:
        say(f"tocsin: {error}")
        return STORE
    except TocsinError as error:
        say(f"tocsin: {error}")
        return TROUBLE
    except KeyboardInterrupt:
        say("tocsin: interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        drop_output()
        return PIPE_CLOSED
    return code


def drop_output() -> None:
    """Let standard output lead nowhere, so that what is left in its buffer raises no second fault when Python ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
