"""The gold reports: read, checked to the last piece, and handed on as documents."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo, model_validator

from tocsin.codebook import codebook
from tocsin.errors import TocsinError
from tocsin.ingest.item import Refused
from tocsin.ingest.limits import Limits
from tocsin.ingest.rows import read_lines
from tocsin.model.document import Document
from tocsin.model.reading import MentionType, Part, Relation, Status, Topic
from tocsin.model.record import Precision, Voice
from tocsin.model.span import Noun, Span

GOLD = Path(__file__).resolve().parent / "gold"
Half = Literal["open", "blind"]
_NUMBERED = re.compile(r"(?s)^(.*)@(\d+)$")
_GAP = 2  # characters between a title that is kept apart and the text, as in Document.words


class GoldError(TocsinError):
    """A gold report is damaged, or the blind ones are not those whose digest was committed."""


class GoldInput(Noun):
    """What the reader is given."""

    text: str = Field(min_length=1)
    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None

    @cached_property
    def title_apart(self) -> bool:
        """Tell whether the title is no part of the text, as ingest judges it."""
        return bool(self.title) and not self.text.lstrip().startswith(self.title or "")

    @cached_property
    def shift(self) -> int:
        """How many characters of ``Document.words`` stand before the text."""
        return len(self.title or "") + _GAP if self.title_apart else 0

    def find(self, piece: str) -> Span:
        """Return the span that ``piece``, ``piece@2`` or ``title:piece`` stands for; raise ValueError where there is none."""
        wording, in_title, number = piece, False, 1
        if wording.startswith("title:"):
            wording, in_title = wording.removeprefix("title:"), True
        if match := _NUMBERED.match(wording):
            wording, number = match[1], int(match[2])
        where = (self.title or "") if in_title else self.text
        start = -1
        for _ in range(number):
            start = where.find(wording, start + 1) if wording else -1
            if start < 0:
                raise ValueError(f"the piece {piece!r} does not stand in the {'title' if in_title else 'text'}")
        if in_title and not self.title_apart:
            return Span(start=start + (base := self.text.index(self.title or "")), end=start + base + len(wording), text=wording)
        return Span(start=start, end=start + len(wording), text=wording, within="title" if in_title else None)


def _found(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str) and isinstance(info.context, GoldInput):
        return info.context.find(value)
    return value


def _listed(value: object) -> object:
    return [] if value is None else [value] if isinstance(value, str) else value


def _unmarked(value: object) -> object:
    if not isinstance(value, str):
        return value
    name = value.removeprefix("title:")
    match = _NUMBERED.match(name)
    return match[1] if match else name


Piece = Annotated[Span, BeforeValidator(_found)]
Pieces = Annotated[tuple[Piece, ...], BeforeValidator(_listed)]
Name = Annotated[str, BeforeValidator(_unmarked)]


class GoldMention(Noun):
    """A mention that a careful reader marks; one that repeats is listed once."""

    text: Piece
    type: MentionType


class GoldQuotation(Noun):
    """An attribution: source, cue and content as spans, and whom the source names."""

    source: Pieces
    cue: Pieces
    content: Pieces
    speaker: Name | None
    anonymous: bool
    verbatim: bool


class GoldEvidence(Noun):
    """Words that state a claim, with their own speaker chain, status and hedges."""

    text: Piece
    part: Part
    said_by: tuple[Name, ...]
    status: Status
    hedges: Pieces
    voice: Voice


class GoldPlace(Noun):
    """Where an event happened, by the words and by the gazetteer."""

    text: Piece
    name: str
    country: str | None
    precision: Precision


class GoldDate(Noun):
    """When: an interval of days, both ends included."""

    text: Piece
    start: date
    end: date
    precision: Literal["day", "week", "month", "year", "range"]


class GoldCasualty(Noun):
    """People hurt in an event, by one wording."""

    text: Piece
    category: Literal["killed", "injured", "missing", "captured", "displaced"]
    low: float | None
    best: float | None
    high: float | None


class GoldCode(Noun):
    """A PLOVER type and its modes."""

    type: str
    modes: tuple[str, ...]

    @model_validator(mode="after")
    def _by_the_codebook(self) -> Self:
        plover = codebook().plover
        if self.type not in plover.types:
            raise ValueError(f"{self.type!r} is no PLOVER type")
        for mode in self.modes:
            if plover.mode(self.type, mode) != mode:
                raise ValueError(f"{mode!r} is no mode of {self.type}")
        return self


class _GoldClaim(Noun):
    status: Status
    evidence: tuple[GoldEvidence, ...] = Field(min_length=1)


class GoldEvent(_GoldClaim):
    """An event that the report states."""

    kind: Literal["event"]
    trigger: Piece
    event: GoldCode
    acled: tuple[str, str] | None
    actors: Pieces
    recipients: Pieces
    place: GoldPlace | None
    date: GoldDate | None
    casualties: tuple[GoldCasualty, ...]
    instrument: Piece | None


class GoldFigure(_GoldClaim):
    """A number of something."""

    kind: Literal["figure"]
    text: Piece
    low: float | None
    best: float | None
    high: float | None
    unit: str | None
    of: Piece | None
    as_of: GoldDate | Piece | None


class GoldRelation(_GoldClaim):
    """A tie between two parties."""

    kind: Literal["relation"]
    relation: Relation
    origin: Piece | None = Field(alias="from")
    to: Piece | None


class GoldAssertion(_GoldClaim):
    """A grievance, momentum, presence or rank."""

    kind: Literal["assertion"]
    topic: Topic
    about: Piece | None


class GoldWarning(_GoldClaim):
    """An outcome that somebody warns of."""

    kind: Literal["warning"]
    condition: Piece | None
    outcome: Piece
    likelihood: Piece | None


GoldClaim = Annotated[GoldEvent | GoldFigure | GoldRelation | GoldAssertion | GoldWarning, Field(discriminator="kind")]


class GoldActor(Noun):
    """A party of the report."""

    name: Name
    kind: str | None
    country: str | None
    aliases: tuple[Name, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Name and aliases."""
        return (self.name, *self.aliases)


class GoldReport(Noun):
    """One report with the records that a careful analyst would make of it; ``abstain`` says in words what must stay null."""

    id: str
    style: str
    region: str
    input: GoldInput
    relevant: bool
    mentions: tuple[GoldMention, ...]
    quotations: tuple[GoldQuotation, ...]
    claims: tuple[GoldClaim, ...]
    actors: tuple[GoldActor, ...]
    abstain: tuple[str, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text, which is the id of its document."""
        return hashlib.sha256(self.input.text.encode()).hexdigest()

    @cached_property
    def words(self) -> str:
        """Title, where it is kept apart, and text: what offsets are compared in."""
        return f"{self.input.title}\n\n{self.input.text}" if self.input.title_apart else self.input.text

    def place(self, span: Span) -> tuple[int, int]:
        """Return the offsets of a span, the record's or the gold's, in ``words``."""
        shift = 0 if span.within else self.input.shift
        return span.start + shift, span.end + shift


def digest(folder: Path, pattern: str = "*.json") -> str:
    """Return the SHA-256 of the files of a folder, in order of their names, as ``cat blind-*.json | sha256sum`` gives it."""
    whole = hashlib.sha256()
    for file in sorted(folder.glob(pattern)):
        whole.update(file.read_bytes())
    return whole.hexdigest()


def read_gold(half: Half, folder: Path = GOLD) -> tuple[GoldReport, ...]:
    """Read and check one half of the gold, in order of file names.

    Raises GoldError, naming file, field and piece, where a report is damaged, and where the blind half differs from its committed digest.
    """
    files = sorted((folder / half).glob("*.json"))
    if not files:
        raise GoldError(f"{folder / half}: no gold reports are here; reinstall tocsin, or check out src/tocsin/evaluate/gold")
    if half == "blind":
        _check_blind(folder)
    reports = tuple(_read(file) for file in files)
    for kind, values in (("id", [r.id for r in reports]), ("text", [r.sha256 for r in reports])):
        for number, value in enumerate(values):
            if value in values[:number]:
                raise GoldError(f"{files[number]}: another report has the same {kind}; give it its own")
    return reports


def _check_blind(folder: Path) -> None:
    committed = folder / "blind.sha256"
    if not committed.is_file():
        raise GoldError(f"{committed}: the digest of the blind reports is missing; restore it from the history")
    wanted, got = committed.read_text(encoding="utf-8").split()[0], digest(folder / "blind", "blind-*.json")
    if got != wanted:
        raise GoldError(
            f"{folder / 'blind'}: the blind reports were changed after their digest was committed ({got[:12]}... is not {wanted[:12]}...); "
            "restore them with git checkout, for scores on changed ones mean nothing"
        )


def _read(file: Path) -> GoldReport:
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        context = GoldInput.model_validate(raw.get("input") if isinstance(raw, dict) else None)
        return GoldReport.model_validate(raw, context=context)
    except (UnicodeDecodeError, json.JSONDecodeError) as fault:
        raise GoldError(f"{file}: not valid JSON ({fault}); mend it") from fault
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "input"
        more = f" (and {fault.error_count() - 1} more)" if fault.error_count() > 1 else ""
        raise GoldError(f"{file}: {where}: {first['msg'].removeprefix('Value error, ')}{more}; mend the report") from fault


def as_documents(reports: Iterable[GoldReport]) -> list[Document]:
    """Return the documents that a JSON Lines input of the reports would give; raise GoldError where ingest refuses one."""
    made = []
    for report in reports:
        row = {"id": report.id, **report.input.model_dump(mode="json")}
        for item in read_lines(io.BytesIO(json.dumps(row).encode()), f"gold/{report.id}", Limits()):
            if isinstance(item, Refused):
                raise GoldError(f"{report.id}: ingest refuses the report: {item.issue.message}")
            made.append(item)
    return made
