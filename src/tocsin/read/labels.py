"""The heads of the reader: their labels and where their numbers stand in the model's output. Training and reading share this page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import get_args

from tocsin.model.reading import MentionType, Relation, Status, Topic

PLOVER_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "REJECT", "ACCUSE", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
MODES = (
    "abduct", "access", "aerial", "allege", "arrest", "assist", "beat", "boycott", "ceasefire", "censor", "change", "convict",
    "crowd-control", "curfew", "cyber", "demo", "deport", "destroy", "disapprove", "disarm", "discontinue", "drone", "expel", "explosives",
    "firearms", "heavy-weapons", "hunger", "investigate", "martial-law", "meet", "militia", "misinformation", "multilateral", "obstruct",
    "phone", "police", "primitive", "relations", "release", "resign", "restrict", "return", "riot", "seize", "sexual", "strike",
    "suicide-attack", "targeted", "territory", "third-party", "torture", "troops", "unconventional", "vandalize", "violence", "visit",
    "weapons", "withdraw", "withhold", "yield",
)  # fmt: skip
ENTITIES: tuple[str, ...] = tuple(t for t in get_args(MentionType) if t != "FACILITY")
STATUSES: tuple[str, ...] = get_args(Status)
RELATIONS: tuple[str, ...] = get_args(Relation)
TOPICS: tuple[str, ...] = get_args(Topic)
EVENT_ROLES = ("actor", "recipient", "place", "date", "instrument", "casualties")
FRAME_ROLES = ("A0", "A1", "A2", "A3", "TMP", "LOC", "NEG", "MOD", "ADV", "MNR", "CAU", "DIR", "EXT", "DIS", "R-A0", "R-A1")


def bio(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the BIO labels of some span names: ``O``, then ``B-x`` and ``I-x`` of each."""
    return ("O", *(f"{tag}-{name}" for name in names for tag in "BI"))


@dataclass(frozen=True, slots=True)
class Head:
    """A head that gives each word ``len(labels)`` numbers.

    ``kind``: ``spans`` (BIO), ``word`` (one class a word) or ``sentence`` (the mean of its words).
    """

    name: str
    kind: str
    labels: tuple[str, ...]


HEADS = (
    Head("entity", "spans", bio(ENTITIES)),
    Head("toponym", "spans", bio(("LOC",))),
    Head("source", "spans", bio(("SOURCE",))),
    Head("cue", "spans", bio(("CUE",))),
    Head("content", "spans", bio(("CONTENT",))),
    Head("party", "spans", bio(("S", "T", "R"))),
    Head("condition", "spans", bio(("CONDITION", "OUTCOME"))),
    Head("predicate", "word", ("O", "P")),
    Head("trigger", "word", ("O", *PLOVER_TYPES)),
    Head("mode", "word", ("O", *MODES)),
    Head("status", "word", STATUSES),
    Head("tie", "word", ("O", *RELATIONS)),
    Head("remark", "word", ("O", *TOPICS)),
    Head("quad", "sentence", ("0", "1", "2", "3", "4")),
    Head("story", "sentence", ("O", *PLOVER_TYPES)),
    Head("conflict", "sentence", ("no", "yes")),
)


@dataclass(frozen=True, slots=True)
class PairHead:
    """A head that labels each word by its part in the frame of a given word; each label is a dot product of ``rank`` numbers.

    What all labels but "none" share, that the word belongs to the frame at all, is a dot product of ``arc`` numbers.
    """

    name: str
    roles: tuple[str, ...]
    rank: int
    arc: int

    @property
    def labels(self) -> tuple[str, ...]:
        return bio(self.roles)

    @property
    def width(self) -> int:
        return len(self.labels) * self.rank


PAIR_HIDDEN = 128
"""Width of the additive part of the pair heads: a word as head, a word as part and their distance are summed, rectified, and scored."""
DISTANCES = (1, 2, 3, 5, 8, 13, 21, 41)
"""Word distances at which a new bucket begins, on either side; bucket 0 is the head word itself."""
PAIR_HEADS = (
    PairHead("attribution", ("SOURCE", "CONTENT"), 32, 64),
    PairHead("antecedent", ("same",), 24, 64),
)


@dataclass(frozen=True, slots=True)
class RoleHead:
    """A head that labels the words of a sentence by their part in the frame of one of them, the anchor, after a second look at the sentence."""

    name: str
    roles: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        return bio(self.roles)


ROLE_HEADS = (RoleHead("frame", FRAME_ROLES), RoleHead("event", EVENT_ROLES), RoleHead("party_of", ("from", "to", "about")))
SECOND = ("trigger", "mode", "status", "tie", "remark")
"""The word heads whose numbers the second look corrects at an anchor."""
ASKING = ("trigger", "tie", "remark")
"""The word heads that make a word an anchor."""
ANCHOR_WIDTH, ANCHOR_DEPTH, ANCHOR_ATTENTION = 192, 2, 4
VECTOR = 384
SHAPES = ("none", "lower", "initial", "upper", "mixed", "digits", "alnum", "punct", "quote")


class Layout:
    """Where each head stands in the last axis of the model's outputs ``scores``, ``heads_of`` and ``parts_of``."""

    @cached_property
    def scores(self) -> dict[str, slice]:
        return _slices([(h.name, len(h.labels)) for h in HEADS])

    @cached_property
    def pairs(self) -> dict[str, slice]:
        return _slices([(h.name, h.width) for h in PAIR_HEADS])

    @cached_property
    def n_scores(self) -> int:
        return sum(len(h.labels) for h in HEADS)

    @cached_property
    def n_pairs(self) -> int:
        return sum(h.width for h in PAIR_HEADS)

    @cached_property
    def roles(self) -> dict[str, slice]:
        """Where each role head stands in what the second look says of a word."""
        return _slices([(h.name, len(h.labels)) for h in ROLE_HEADS])

    @cached_property
    def n_roles(self) -> int:
        return sum(len(h.labels) for h in ROLE_HEADS)

    @cached_property
    def second(self) -> dict[str, slice]:
        """Where each word head stands in what the second look says of the anchor itself."""
        return _slices([(h.name, len(h.labels)) for h in HEADS if h.name in SECOND])

    @cached_property
    def n_second(self) -> int:
        return sum(len(h.labels) for h in HEADS if h.name in SECOND)

    @cached_property
    def hidden(self) -> dict[str, slice]:
        """Where the additive factors stand, behind the ``n_pairs`` bilinear ones."""
        return {h.name: slice(self.n_pairs + n * PAIR_HIDDEN, self.n_pairs + (n + 1) * PAIR_HIDDEN) for n, h in enumerate(PAIR_HEADS)}

    @cached_property
    def arcs(self) -> dict[str, slice]:
        """Where the factors that all labels share stand, behind the additive ones."""
        return _slices([(h.name, h.arc) for h in PAIR_HEADS], self.n_pairs + PAIR_HIDDEN * len(PAIR_HEADS))

    @cached_property
    def n_arcs(self) -> int:
        return sum(h.arc for h in PAIR_HEADS)


def _slices(widths: list[tuple[str, int]], at: int = 0) -> dict[str, slice]:
    made = {}
    for name, width in widths:
        made[name] = slice(at, at + width)
        at += width
    return made


LAYOUT = Layout()
N_BUCKETS = 2 * len(DISTANCES) + 1


def bucket(distance: int) -> int:
    """Return the bucket of a word distance, part minus head."""
    size = sum(abs(distance) >= d for d in DISTANCES)
    return size if distance >= 0 else len(DISTANCES) + size


@lru_cache(maxsize=1 << 15)
def shape_of(word: str) -> int:
    """Return the index in ``SHAPES`` of a word as written, which the lower-casing tokenizer would lose."""
    if word.isdigit():
        return 5
    if not any(c.isalnum() for c in word):
        return 8 if any(c in "\"'“”‘’«»„`" for c in word) else 7
    if any(c.isdigit() for c in word):
        return 6
    if word.islower():
        return 1
    if word[:1].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    if word.isupper():
        return 3
    return 4
