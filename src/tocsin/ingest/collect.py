"""Collecting: from what a user names to documents, one at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from tocsin.errors import InputError
from tocsin.ingest.draft import Draft, finish
from tocsin.ingest.fetch import Fetcher
from tocsin.ingest.item import Item, Refused, refused
from tocsin.ingest.limits import DEFAULT_LIMITS, Limits
from tocsin.ingest.mail import read_mail
from tocsin.ingest.page import read_page
from tocsin.ingest.pdf import read_pdf
from tocsin.ingest.plain import read_markdown, read_text
from tocsin.ingest.raw import Raw, read_raw
from tocsin.ingest.rows import read_json, read_lines
from tocsin.ingest.sniff import HEAD, MEDIA_TYPES, Kind, kind_by_content, kind_by_media_type, kind_by_name
from tocsin.ingest.streams import GZIP, gunzipped, gzip_faults, rewound
from tocsin.ingest.walk import files_of, scheme_of, unreadable

_STDIN = "-"
_WEB = frozenset({"http", "https"})
_WIDEST = 4  # bytes a character takes at most


def collect(
    refs: Sequence[str], *, stdin: BinaryIO | None = None, fetcher: Fetcher | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Item]:
    """Yield a document, or why there is none, for each input that ``refs`` stand for, in their order and one at a time.

    A ref is a file, a folder, ``-`` for ``stdin``, or a web address, which ``fetcher`` fetches. Faults of an input never raise.
    """
    for ref in refs:
        scheme = scheme_of(ref)
        if ref == _STDIN:
            yield from _safely(ref, _stream(stdin, limits))
        elif scheme in _WEB:
            yield from _safely(ref, _page(ref, fetcher, limits))
        elif scheme is not None and not Path(ref).exists():
            yield refused(ref, "bad-url", f"{ref}: addresses of the kind {scheme}:// are not fetched; give http, https, or a file")
        else:
            yield from _safely(ref, _path(Path(ref), limits))


def count(refs: Sequence[str]) -> int | None:
    """Return how many items ``collect`` will yield, for a progress bar; None where only reading would tell (standard input, JSON, gzip)."""
    total = 0
    for ref in refs:
        if ref == _STDIN:
            return None
        if scheme_of(ref) is not None:
            total += 1
            continue
        try:
            for found in files_of(Path(ref)):
                one = 1 if isinstance(found, Refused) else _items_in(found)
                if one is None:
                    return None
                total += one
        except (InputError, OSError):
            total += 1
    return total


def _items_in(path: Path) -> int | None:
    kind = kind_by_name(path.name)
    if kind == "json" or kind is None or (kind == "lines" and path.suffix.lower() == ".gz"):
        return None
    if kind != "lines":
        return 1
    with path.open("rb") as stream:
        if b"\0" in stream.read(4):
            return None  # UTF-16, whose lines are not to be counted in bytes
        stream.seek(0)
        return max(sum(1 for line in stream if line.strip()), 1)


def _safely(ref: str, items: Iterator[Item]) -> Iterator[Item]:
    try:
        yield from items
    except InputError as fault:
        yield refused(ref, fault.code, str(fault))
    except OSError as fault:
        error = unreadable(ref, fault)
        yield refused(ref, error.code, str(error))


def _path(path: Path, limits: Limits) -> Iterator[Item]:
    for found in files_of(path):
        if isinstance(found, Refused):
            yield found
        else:
            yield from _safely(str(found), _file(found, limits))


def _file(path: Path, limits: Limits) -> Iterator[Item]:
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size or None
        yield from _bytes(stream, str(path), kind_by_name(path.name), limits, size)


def _stream(stdin: BinaryIO | None, limits: Limits) -> Iterator[Item]:
    if stdin is None:
        raise InputError(f"{_STDIN}: there is no standard input here; give a path", "no-stdin")
    yield from _bytes(stdin, _STDIN, None, limits, None)


def _bytes(stream: BinaryIO, ref: str, kind: Kind | None, limits: Limits, size: int | None) -> Iterator[Item]:
    head = stream.read(HEAD)
    opened: BinaryIO = rewound(head, stream)
    with gzip_faults(ref):
        if head.startswith(GZIP) and (kind is None or ref.lower().endswith(".gz")):
            opened, size = gunzipped(opened), None
            if kind is None:
                head = opened.read(HEAD)
                opened = rewound(head, opened)
        kind = kind or kind_by_content(head)
        if kind == "lines":
            yield from read_lines(opened, ref, limits)
            return
        most = min(limits.max_bytes, _WIDEST * limits.max_chars) if kind in {"text", "markdown"} else limits.max_bytes
        raw = read_raw(opened, ref, MEDIA_TYPES[kind], limit=most, size=size)
    yield from _read(raw, kind, limits)


def _page(url: str, fetcher: Fetcher | None, limits: Limits) -> Iterator[Item]:
    if fetcher is None:
        raise InputError(f"{url}: nothing is fetched from the network here; save the page, and read the file", "no-network")
    got = fetcher.fetch(url, limits.max_bytes)
    name = got.final_url.partition("?")[0].rpartition("/")[2]
    body = got.body
    with gzip_faults(url):
        if body.startswith(GZIP):
            inner = read_raw(gunzipped(BytesIO(body)), url, got.media_type, limit=limits.max_bytes)
            body, left = inner.data, inner.left
        else:
            left = 0
    kind = kind_by_media_type(got.media_type) or kind_by_name(name) or kind_by_content(body[:HEAD])
    media_type = got.media_type if body is got.body and got.media_type else MEDIA_TYPES[kind]
    raw = Raw(url, body, media_type, left, got.charset, url, got.final_url, got.headers, got.collected)
    yield from _read(raw, kind, limits)


def _read(raw: Raw, kind: Kind, limits: Limits) -> Iterator[Item]:
    if not raw.data.strip():
        raise InputError(f"{raw.ref}: the input is empty; check that it was saved, or leave it out", "empty")
    if kind in {"text", "markdown"}:
        yield finish(raw, read_markdown(raw) if kind == "markdown" else read_text(raw), limits)
        return
    if not raw.whole:
        remedy = f"{MEDIA_TYPES[kind]} cannot be read in part: split it, or raise the limit"
        message = f"{raw.ref}: larger than {limits.max_bytes:,} bytes. {remedy}"
        raise InputError(message, "too-large")
    if kind == "lines":
        yield from read_lines(BytesIO(raw.data), raw.ref, limits, raw)
    elif kind == "json":
        yield from read_json(raw, limits)
    else:
        yield finish(raw, _draft(raw, kind, limits), limits)


def _draft(raw: Raw, kind: Kind, limits: Limits) -> Draft:
    if kind == "pdf":
        return read_pdf(raw, limits)
    return read_mail(raw) if kind == "mail" else read_page(raw)
