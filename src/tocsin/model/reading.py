"""A reading: what the reader saw in a document, before anything is resolved. Offsets count in ``Document.words``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tocsin.model.document import Document
from tocsin.model.issue import Issue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MentionType = Literal[
    "PERSON", "ORGANIZATION", "GROUP", "LOCATION", "FACILITY", "TIME", "QUANTITY", "MONEY", "WEAPON", "PLATFORM", "DOCUMENT"
]
Status = Literal["occurred", "ongoing", "future", "hypothetical", "negated", "historical"]
Relation = Literal["alliance", "opposition", "membership", "support", "leadership", "split"]
Topic = Literal["grievance", "momentum", "presence", "rank", "other"]
Part = Literal["headline", "lede", "body", "summary", "credit"]
Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its offsets, its paragraph's number, and the part of the report that it stands in."""

    start: int
    end: int
    paragraph: int
    part: Part


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, nominal or number that the entity head marked; ``score`` is the mean probability of its words."""

    start: int
    end: int
    type: MentionType
    score: float


@dataclass(frozen=True, slots=True)
class Quotation:
    """An attribution: source, cue and content, each a tuple of offsets that may be empty.

    ``parent`` is the index of the quotation whose content holds it.
    """

    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]
    score: float
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a frame. ``role`` is ``actor``, ``recipient``, ``place``, ``date``, ``instrument`` or ``casualties``."""

    role: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Frame:
    """An event trigger, verb or noun, with its PLOVER type and mode, its status and its arguments."""

    start: int
    end: int
    type: str
    type_score: float
    modes: tuple[str, ...]
    status: Status
    status_score: float
    arguments: tuple[Argument, ...]
    sentence: int


@dataclass(frozen=True, slots=True)
class Link:
    """A pronoun or definite phrase, and a mention before it that it may take up (``to_start``, ``to_end``) with its probability."""

    start: int
    end: int
    to_start: int
    to_end: int
    score: float


@dataclass(frozen=True, slots=True)
class Conditional:
    """A conditional or a feared outcome: ``condition`` may be unknown; ``likelihood`` is the word that says how likely."""

    condition: Offsets | None
    outcome: Offsets
    likelihood: Offsets | None
    score: float
    sentence: int


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation that the text states between two parties."""

    relation: Relation
    cue: Offsets
    source: Offsets | None
    target: Offsets | None
    status: Status
    score: float
    sentence: int


@dataclass(frozen=True, slots=True)
class Remark:
    """An assertion that is neither event nor relation: grievance, momentum, presence, rank."""

    topic: Topic
    cue: Offsets
    about: Offsets | None
    status: Status
    score: float
    sentence: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the reader saw in one document.

    ``vectors`` has one row of 384 numbers a sentence, unit length; ``conflict`` the probability a sentence that it reports on conflict.
    ``names`` are names of places within mentions of another kind ("Benghazi" in "the Benghazi hospital", "Egypt" as an organisation).
    """

    document: Document
    relevance: float
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]
    frames: tuple[Frame, ...]
    conditionals: tuple[Conditional, ...]
    ties: tuple[Tie, ...]
    remarks: tuple[Remark, ...]
    vectors: NDArray[np.float32]
    issues: tuple[Issue, ...]
    conflict: tuple[float, ...] = ()
    names: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()
