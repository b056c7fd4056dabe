"""The reader: a document in, a Reading out. ``Reader`` is the protocol; ``NeuralReader`` is the committed network with its decoding."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tocsin.model.document import Document
from tocsin.model.issue import Issue
from tocsin.model.reading import Conditional, Mention, Offsets, Part, Quotation, Reading, Remark, Sentence, Tie
from tocsin.read.assertions import find_remarks
from tocsin.read.calibration import Calibration
from tocsin.read.conditions import find_conditionals
from tocsin.read.engine import Engine, Seen, Words
from tocsin.read.phrases import is_party
from tocsin.read.relations import find_ties
from tocsin.read.relevance import PLAIN, Relevance
from tocsin.read.sentences import sentence_spans
from tocsin.read.window import Found, WindowDecoder

_CHUNK_CHARS = 40_000
_AHEAD = 2  # chunks that the network looks at while the caller works on one
_SUMMARY = re.compile(r"(?i)^(summary|in summary|in brief|key points|highlights|tl;?dr|bottom line)\b[:.]?")
_CREDIT = re.compile(r"(?i)^\W*(original source|source|via|first published|republished from|originally published)\b\s*(:|in\b|by\b|at\b)")
_HEADER = re.compile(r"(?i)^(published|date|source|url|by|author|from|subject|to|location)\s*:")


class Reader(Protocol):
    """Anything that can read documents; another engine may stand in."""

    @property
    def name(self) -> str: ...

    @property
    def sha256(self) -> str: ...

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Yield one reading a document, in order."""
        ...


@dataclass
class _Draft:
    document: Document
    sentences: tuple[Sentence, ...]
    words: Words
    breaks: list[int]
    sentence_of: NDArray[np.int64]
    found: list[Found] = field(default_factory=list)


class NeuralReader:
    """Reads with the committed network; documents are batched together, outputs come in input order."""

    def __init__(self, engine: Engine | None = None) -> None:
        self.engine = engine or Engine()
        self._decoder = WindowDecoder(self.engine.settings, self.engine.pairs)

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def sha256(self) -> str:
        return self.engine.sha256

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Yield one reading a document, in input order.

        About 40,000 characters are in work at a time. The network looks at the next ones, and at those after them, while the caller works on
        these, so that no core waits for another.
        """
        pending = iter(documents)
        with ThreadPoolExecutor(_AHEAD) as ahead:
            looking = deque(ahead.submit(self._look, chunk) for chunk in islice(_chunks(pending), _AHEAD))
            while looking:
                drafts, seen = looking.popleft().result()
                looking += (ahead.submit(self._look, chunk) for chunk in islice(_chunks(pending), 1))
                for number, one in seen:
                    drafts[number].found.append(self._decode(drafts[number], one))
                seen.clear()
                for draft in drafts:
                    yield _assemble(draft, self.engine.settings, self.engine.relevance)

    def _look(self, chunk: list[Document]) -> tuple[list[_Draft], list[tuple[int, Seen]]]:
        drafts = [self._draft(document) for document in chunk]
        return drafts, list(self.engine.run([(d.words, d.breaks) for d in drafts]))

    def _draft(self, document: Document) -> _Draft:
        sentences = tuple(split(document))
        words = self.engine.words(document.words)
        starts = np.asarray([s.start for s in sentences], dtype=np.int64)
        first_words = np.searchsorted(words.start, starts)
        sentence_of = np.maximum(np.searchsorted(first_words, np.arange(len(words.start)), side="right") - 1, 0)
        breaks = sorted({w for w in first_words.tolist() if w < len(words.start)})
        if breaks:
            breaks[0] = 0
        return _Draft(document, sentences, words, breaks, sentence_of)

    def _decode(self, draft: _Draft, seen: Seen) -> Found:
        return self._decoder.decode(draft.document.words, draft.words, seen, draft.sentence_of[seen.first : seen.last])


def _chunks(pending: Iterator[Document]) -> Iterator[list[Document]]:
    while some := list(_chunk(pending)):
        yield some


def _chunk(pending: Iterator[Document]) -> Iterator[Document]:
    size = 0
    for document in islice(pending, 64):
        yield document
        size += len(document.words)
        if size >= _CHUNK_CHARS:
            return


def split(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a document with paragraph and part: headline, lede (the first two of the body), body, summary or credit."""
    text = document.words
    title_end = document.shift
    if not title_end and document.title and text.lstrip().startswith(document.title):
        title_end = text.index(document.title) + len(document.title)
    paragraph, last_end, lede = 0, 0, 0
    summary = False
    for start, end in _bounded(text, title_end):
        gap = text[last_end:start]
        if "\n" in gap:
            paragraph += 1
            summary = False
        words = text[start:end]
        if _SUMMARY.match(words):
            summary = True
        part: Part
        if start < title_end:
            part = "headline"
        elif _CREDIT.match(words):
            part = "credit"
        elif summary:
            part = "summary"
        elif lede < 2 and not _HEADER.match(words):
            part = "lede"
            lede += 1
        else:
            part = "body"
        yield Sentence(start, end, paragraph, part)
        last_end = end


def _bounded(text: str, title_end: int) -> Iterator[tuple[int, int]]:
    if title_end:
        begin = len(text[:title_end]) - len(text[:title_end].lstrip())
        end = len(text[:title_end].rstrip())
        if begin < end:
            yield begin, end
    for start, end in sentence_spans(text[title_end:]):
        yield start + title_end, end + title_end


def _assemble(draft: _Draft, settings: Mapping[str, float], relevance: Relevance = PLAIN) -> Reading:
    """Join what the windows found: order by place, contents that run over a seam closed up, sentence vectors averaged."""
    found = sorted(draft.found, key=lambda f: f.own)
    mentions: list[Mention] = [m for f in found for m in f.mentions]
    quotations = _nested(_closed([q for f in found for q in f.quotations], [t for f in found for t in f.loose], draft.document.words))
    vectors = np.zeros((len(draft.sentences), found[0].vectors.shape[-1] if found else 384), dtype=np.float32)
    conflict = [0.0] * len(draft.sentences)
    for f in found:
        for row, number in enumerate(f.sentence_numbers):
            vectors[number] += f.vectors[row]
            conflict[number] = float(f.conflict[row])
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(norms > 0, norms, 1)
    issues: list[Issue] = []
    if not draft.sentences:
        issues.append(Issue(stage="read", code="empty", message="there are no words to read"))
    frames = tuple(x for f in found for x in f.frames)
    made = Reading(
        document=draft.document,
        relevance=relevance.judge(conflict, frames, vectors),
        sentences=draft.sentences,
        mentions=tuple(mentions),
        names=tuple(m for f in found for m in f.names),
        quotations=tuple(quotations),
        frames=frames,
        conditionals=_conditionals(draft, [x for f in found for x in f.conditionals]),
        ties=_ties(draft, [x for f in found for x in f.ties], mentions),
        remarks=_remarks(draft, [x for f in found for x in f.remarks], mentions),
        vectors=vectors,
        issues=tuple(issues),
        conflict=tuple(conflict),
        links=tuple(x for f in found for x in f.links),
    )
    return Calibration(settings).apply(made)


def _conditionals(draft: _Draft, seen: list[Conditional]) -> tuple[Conditional, ...]:
    """Join the rules' finds and the head's; of two that share words the rule's stands, unless it has no condition."""

    def share(one: Conditional, other: Conditional) -> bool:
        return any(_touch(a, b) for a in (one.condition, one.outcome) for b in (other.condition, other.outcome))

    ruled = [r for r in find_conditionals(draft.document.words, draft.sentences) if r.condition or not any(share(r, c) for c in seen)]
    made = [*ruled, *(c for c in seen if not any(share(r, c) for r in ruled))]
    return tuple(sorted(made, key=lambda c: c.outcome))


_NAMED = re.compile(
    r"\b(?!(?:The|An?|His|Her|Its|Their|This|That|Senior|Former|Some|Many|Most|Other|Top|New)\b)((?:[A-Z][\w’'-]*\s+(?:of\s+(?:the\s+)?)?)*[A-Z][\w-]*)(?:['’]s?)?\s+$"
)


def _ties(draft: _Draft, seen: list[Tie], mentions: list[Mention]) -> tuple[Tie, ...]:
    """Join the rules' finds and the head's; a find of the head on a rule's cue, or of its kind in the sentence with a party of it, gives way.

    An end that is no party ("the splinters"), or is the cue itself ("members of the guard were freed"), leaves nothing to be related.
    """
    text = draft.document.words

    def parties(tie: Tie) -> bool:
        ends = [e for e in (tie.source, tie.target) if e]
        return tie.cue not in ends and all(is_party(text, e, mentions) for e in ends)

    ruled = [t for t in find_ties(text, draft.sentences, mentions) if parties(t)]

    def told(tie: Tie) -> bool:
        ends = [e for e in (tie.source, tie.target) if e]
        return any(
            _touch(r.cue, tie.cue)
            or (r.sentence == tie.sentence and r.relation == tie.relation and any(_touch(e, o) for e in ends for o in (r.source, r.target)))
            for r in ruled
        )

    every = [*ruled, *(t for t in seen if t.source and t.target and parties(t) and not told(t))]
    return tuple(sorted((t for t in (_between_two(text, t) for t in every) if t), key=lambda t: t.cue))


def _between_two(text: str, tie: Tie) -> Tie | None:
    """Return a tie whose ends lie apart: of one phrase ("an SDF commander") the name before the cue is what is led or belonged to; else None."""
    whole = tie.source
    if whole is None or not _touch(whole, tie.target):
        return tie
    if whole != tie.target or tie.relation not in ("leadership", "membership"):
        return None
    name = _NAMED.search(text, whole[0], max(whole[0], tie.cue[0]))
    return replace(tie, target=name.span(1)) if name else None


def _remarks(draft: _Draft, seen: list[Remark], mentions: list[Mention]) -> tuple[Remark, ...]:
    """Join the rules' finds and the head's; a find of the head on a rule's cue, or of its topic and party in the sentence, gives way."""
    ruled = list(find_remarks(draft.document.words, draft.sentences, mentions))

    def told(remark: Remark) -> bool:
        return any(
            _touch(r.cue, remark.cue) or (r.sentence == remark.sentence and r.topic == remark.topic and _touch(r.about, remark.about))
            for r in ruled
        )

    return tuple(sorted([*ruled, *(r for r in seen if r.about and not told(r))], key=lambda r: r.cue))


def _touch(a: Offsets | None, b: Offsets | None) -> bool:
    return bool(a and b and a[0] < b[1] and b[0] < a[1])


def _closed(quotations: list[Quotation], loose: list[tuple[int, int, float]], text: str) -> list[Quotation]:
    """Give content that no cue claimed to the quotation it continues, or keep it as a quotation without a cue."""
    made = list(quotations)
    for start, end, score in sorted(loose):
        before = [
            n
            for n, q in enumerate(made)
            if q.content and q.content[-1][1] <= start and not text[q.content[-1][1] : start].strip(" \n“\"”'")
        ]
        if before:
            q = made[before[-1]]
            made[before[-1]] = Quotation(q.source, q.cue, (*q.content[:-1], (q.content[-1][0], end)), q.score, q.parent)
        elif end - start > 20:
            made.append(Quotation((), (), ((start, end),), score))
    return sorted(made, key=lambda q: min(p[0] for p in (*q.content, *q.cue, *q.source)))


def _nested(quotations: list[Quotation]) -> list[Quotation]:
    """Set each quotation's parent: the innermost other one whose content holds its cue."""
    made = []
    for n, q in enumerate(quotations):
        parent, size = None, 1 << 60
        if q.cue:
            at = q.cue[0][0]
            for m, other in enumerate(quotations):
                for a, b in other.content:
                    if m != n and a <= at < b and b - a < size:
                        parent, size = m, b - a
        made.append(Quotation(q.source, q.cue, q.content, q.score, parent))
    return made
