"""A progress line for work on many inputs: done, total, rate, time left; on standard error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

T = TypeVar("T")


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


class Shown:
    """The progress of one piece of work; silent where there is nothing to show it on."""

    def __init__(self, bar: Progress | None, total: int | None, label: str) -> None:
        self._bar = bar
        self._task = bar.add_task(label, total=total) if bar else None

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items, counting them."""
        for item in items:
            if self._bar is not None and self._task is not None:
                self._bar.advance(self._task)
            yield item

    def stop(self) -> None:
        """Take the line away."""
        if self._bar is not None:
            self._bar.stop()


@contextmanager
def progress(total: int | None, label: str, *, shown: bool) -> Iterator[Shown]:
    """Show progress while the block runs, if that is wanted and there is more than one item."""
    if total == 1 or not shown:
        yield Shown(None, total, label)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Shown(bar, total, label)
