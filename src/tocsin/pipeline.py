"""The one place that joins the stages: inputs to documents to readings to records, and records to the store."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TypeVar

from tocsin import __version__
from tocsin.codebook import VERSION as CODEBOOK
from tocsin.ingest import Item, Refused
from tocsin.model.document import Document
from tocsin.model.issue import Issue
from tocsin.model.reading import Reading
from tocsin.model.record import Coder, Header, Record
from tocsin.read.reader import NeuralReader, Reader
from tocsin.resolve.gazetteer import Gazetteer
from tocsin.resolve.learned import Learned
from tocsin.resolve.resolver import Resolution, Resolver

_LOOKAHEAD = 256
_LOOKAHEAD_CHARS = 1_000_000
_NOT_REPORTING = 0.5


@dataclass(frozen=True, slots=True)
class Read:
    """A document with its record; ``kept`` tells that the record was there already and the document was not read again."""

    document: Document
    record: Record
    kept: bool = False


Outcome = Read | Refused
T = TypeVar("T")


class Pipeline:
    """Reads documents into records. The model is loaded when the first document is read, and once.

    ``learned`` is the register with a person's judgements over it; without it the shipped register holds.
    """

    def __init__(
        self,
        reader: Reader | None = None,
        resolver: Resolver | None = None,
        learned: Learned | None = None,
        gazetteer: Gazetteer | None = None,
    ) -> None:
        self._given_reader, self._given_resolver, self._learned, self._gazetteer = reader, resolver, learned, gazetteer

    @cached_property
    def reader(self) -> Reader:
        return self._given_reader or NeuralReader()

    @cached_property
    def resolver(self) -> Resolver:
        made = self._given_resolver or Resolver(self._learned.register if self._learned else None, self._gazetteer)
        gc.freeze()  # the register and the model stay as long as the process: the collector need not go through them again and again
        return made

    @cached_property
    def coder(self) -> Coder:
        """What signs each record; a gazetteer other than the shipped one is part of the version, as it makes other records."""
        judged = self._learned.digest if self._learned else None
        mark = self._gazetteer.mark() if self._gazetteer else None
        version = f"{__version__}+gazetteer.{mark}" if mark else __version__
        return Coder(version=version, model=self.reader.name, model_sha256=self.reader.sha256, codebook=CODEBOOK, judgements=judged)

    def records(self, documents: Iterable[Document]) -> Iterator[Record]:
        """Yield one record a document, in input order; a document that cannot be read yields a record that says why."""
        waiting: deque[tuple[Document, Issue | None]] = deque()

        def readable() -> Iterator[Document]:
            for document in documents:
                waiting.append((document, _abstention(document)))
                if waiting[-1][1] is None:
                    yield document

        def abstained() -> Iterator[Record]:
            while waiting and (issue := waiting[0][1]) is not None:
                yield self._abstain(waiting.popleft()[0], issue)

        for reading in self.reader.read(readable()):
            yield from abstained()
            waiting.popleft()
            yield self._record(reading)
        yield from abstained()

    def run(self, items: Iterable[Item], known: Callable[[Document], Record | None] = lambda _: None) -> Iterator[Outcome]:
        """Yield the outcome of each input, in input order; ``known`` gives the record of a document that was read before, or None."""
        pending = iter(items)
        while batch := list(_batch(pending)):
            before = {id(i): known(i) for i in batch if isinstance(i, Document)}
            fresh = self.records(i for i in batch if isinstance(i, Document) and before[id(i)] is None)
            for item in batch:
                if isinstance(item, Refused):
                    yield item
                elif (record := before[id(item)]) is not None:
                    yield Read(item, record, kept=True)
                else:
                    yield Read(item, next(fresh))

    def _record(self, reading: Reading) -> Record:
        made = self.resolver.resolve(reading)
        document = reading.document
        issues = (*document.issues, *made.issues)
        if reading.relevance < _NOT_REPORTING:
            message = f"this does not read like a report on conflict (relevance {reading.relevance:.2f}); its records need a second look"
            issues = (Issue(stage="read", code="not-reporting", message=message), *issues)
        return Record(
            coder=self.coder,
            document=_header(document, reading.relevance, made),
            mentions=made.mentions,
            quotations=made.quotations,
            claims=made.claims,
            actors=made.actors,
            issues=issues,
        )

    def _abstain(self, document: Document, issue: Issue) -> Record:
        return Record(
            coder=self.coder, document=_header(document, 0.0, None), mentions=(), quotations=(), claims=(), actors=(),
            issues=(issue, *document.issues),
        )  # fmt: skip


def _header(document: Document, relevance: float, made: Resolution | None) -> Header:
    return Header(
        id=document.id, ref=document.ref, sha256=document.sha256, relevance=relevance, title=document.title, text=document.text,
        published=document.published, language=document.language, url=document.url, source=document.source,
        credits=made.credits if made else (),
    )  # fmt: skip


def _abstention(document: Document) -> Issue | None:
    if not document.words.strip():
        return Issue(stage="read", code="empty", message="there are no words to read")
    if document.language and document.language.split("-")[0].lower() != "en":
        message = f"the language is {document.language}; this version reads English only, so nothing was read"
        return Issue(stage="read", code="not-english", message=message)
    return None


def _batch(pending: Iterator[T]) -> Iterator[T]:
    size = 0
    for item in islice(pending, _LOOKAHEAD):
        yield item
        size += len(item.text) if isinstance(item, Document) else 0
        if size >= _LOOKAHEAD_CHARS:
            return
