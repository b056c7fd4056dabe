"""The project's own annotations as passages: neighbouring sentences of one document, with what was marked in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data import documents_of, held_out
from tocsin.evaluate.metrics import Offsets

_GAP, _LONGEST = 400, 700  # characters: sentences so near are one passage, as in data.annotations
TUNED = ("dev", "plain")
_EVENT_PARTS = {"actors": "a", "recipients": "r", "place": "p", "date": "d"}


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """A trigger with its codes; ``parts`` are the spans of actors, recipients, place and date."""

    trigger: Offsets
    type: str
    mode: str | None
    status: str | None
    parts: dict[str, list[Offsets]]


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """Source, cue and content, each at most one span."""

    source: list[Offsets]
    cue: list[Offsets]
    content: list[Offsets]


@dataclass(frozen=True, slots=True)
class GoldTie:
    """A relation or an assertion: kind, cue, and its ends (of an assertion the first alone)."""

    kind: str
    cue: Offsets
    ends: tuple[Offsets | None, Offsets | None]


@dataclass(frozen=True, slots=True)
class GoldWarning:
    """A condition and an outcome, either of which may be missing."""

    condition: Offsets | None
    outcome: Offsets | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage, the key of its document, its day of publication, and the gold; offsets count in ``text``."""

    key: str
    text: str
    published: str | None
    events: tuple[GoldEvent, ...]
    attributions: tuple[GoldAttribution, ...]
    relations: tuple[GoldTie, ...]
    assertions: tuple[GoldTie, ...]
    warnings: tuple[GoldWarning, ...]


def passages(data: Path, folder: Path, part: str) -> list[Passage]:
    """Return the annotated passages of a part.

    ``dev`` is held out of ``folder``, ``plain`` of its folder; ``test``, ``last`` and ``check`` are folders. Raises SystemExit where there are
    none, or where a reference text is not the one that was annotated.
    """
    where = folder if part == "dev" else folder / part
    lines = [json.loads(line) for file in sorted(where.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
    chosen = [row for row in lines if part not in TUNED or held_out(row)]
    if not chosen:
        raise SystemExit(
            f"{where}: no annotations of the part '{part}' lie here; annotate some by GUIDELINE.md, or name another with --part"
        )
    texts = {name: documents_of(data, name) for name in {row["set"] for row in chosen}}
    days = {name: _published(data, name) for name in texts}
    return [_passage(block, texts[block[0]["set"]], days[block[0]["set"]]) for block in blocks(chosen)]


def blocks(lines: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Join annotated sentences that stand near each other in one document into blocks; the order of the lines counts."""
    block: list[dict[str, Any]] = []
    for row in lines:
        if block and not _near(block, row):
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _near(block: list[dict[str, Any]], row: dict[str, Any]) -> bool:
    last = block[-1]
    same = (last["set"], last["id"]) == (row["set"], row["id"])
    return same and 0 <= row["start"] - last["end"] < _GAP and row["end"] - block[0]["start"] < _LONGEST


def _published(data: Path, name: str) -> dict[str, str]:
    lines = [json.loads(line) for line in (data / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if line.strip()]
    return {str(row["id"]): row["published"] for row in lines if row.get("published") and "id" in row}


def _passage(block: list[dict[str, Any]], texts: dict[str, str], days: dict[str, str]) -> Passage:
    first = block[0]
    text, base = texts[first["id"]], first["start"]
    for row in block:
        if hashlib.sha256(text[row["start"] : row["end"]].encode()).hexdigest()[:8] != row["sha"]:
            raise SystemExit(
                f"{row['set']} {row['id']} at {row['start']}: the reference text has changed; put the old one back, or annotate it anew"
            )
    return passage(block, text[base : block[-1]["end"]], base, days.get(first["id"]))


def passage(block: list[dict[str, Any]], text: str, base: int = 0, published: str | None = None) -> Passage:
    """Return the passage that a block of stored sentences makes; ``base`` is where ``text`` begins in its document."""

    def spans(value: list[Any] | None) -> list[Offsets]:
        listed = [] if not value else value if isinstance(value[0], list) else [value]
        return [(s - base, e - base) for s, e in listed]

    def span(value: list[int] | None) -> Offsets | None:
        return next(iter(spans(value)), None)

    def items(key: str) -> Iterator[dict[str, Any]]:
        for row in block:
            yield from row.get(key, [])

    return Passage(
        key=f"{block[0]['set']}/{block[0]['id']}",
        text=text,
        published=published,
        events=tuple(
            GoldEvent(spans(e["t"])[0], e["k"], e.get("m"), e.get("s"), {name: spans(e.get(k)) for name, k in _EVENT_PARTS.items()})
            for e in items("ev")
        ),
        attributions=tuple(GoldAttribution(spans(a.get("s")), spans(a.get("c")), spans(a.get("x"))) for a in items("at")),
        relations=tuple(GoldTie(r["k"], spans(r["t"])[0], (span(r.get("f")), span(r.get("to")))) for r in items("re")),
        assertions=tuple(GoldTie(a["k"], spans(a["t"])[0], (span(a.get("x")), None)) for a in items("as")),
        warnings=tuple(GoldWarning(span(w.get("if")), span(w.get("then"))) for w in items("wa")),
    )
