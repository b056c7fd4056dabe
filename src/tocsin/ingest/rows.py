"""JSON Lines and JSON: rows that already hold the text, whose offsets are kept."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from tocsin.errors import InputError
from tocsin.ingest.dates import leading_day
from tocsin.ingest.decode import decode
from tocsin.ingest.draft import Draft, finish
from tocsin.ingest.item import Item, Refused, issue, refused
from tocsin.ingest.limits import Limits
from tocsin.ingest.origin import host_of, source_of
from tocsin.ingest.raw import Raw
from tocsin.ingest.streams import rewound
from tocsin.model.issue import Issue
from tocsin.model.source import Source

JSON_LINES = "application/jsonl"
_SURROGATE = re.compile("[\ud800-\udfff]")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_lines(stream: BinaryIO, ref: str, limits: Limits, origin: Raw | None = None) -> Iterator[Item]:
    """Yield a document for each line of JSON Lines, or why there is none, one line in memory at a time; blank lines are passed over.

    ``origin`` is the captured page where the rows were fetched. Raises InputError ``empty`` where there is no line at all.
    """
    n = 0
    some = False
    for n, (line, whole) in enumerate(_lines(stream, limits.max_bytes), 1):
        place = f"{ref}:{n}"
        if not line.strip():
            continue
        some = True
        if not whole:
            yield refused(place, "too-large", f"{ref}, line {n:,}: longer than {limits.max_bytes:,} bytes; split it, or raise the limit")
            continue
        yield _one(line, ref, n, limits, origin)
    if not some:
        raise InputError(f"{ref}: the input is empty ({n:,} lines, none with a row); check that it was saved, or leave it out", "empty")


def read_json(raw: Raw, limits: Limits) -> Iterator[Item]:
    """Yield a document for each row of a JSON object or list of objects. Raises InputError ``bad-json``."""
    decoded = decode(raw.data, raw.ref, declared=raw.charset)
    try:
        found = json.loads(decoded.text)
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno:,}, column {fault.colno:,}"
        raise InputError(
            f"{raw.ref}, {where}: not valid JSON ({fault.msg}); mend it, or name the file .jsonl if it has a row a line", "bad-json"
        ) from fault
    except (ValueError, RecursionError) as fault:
        raise InputError(f"{raw.ref}: this JSON cannot be read ({fault}); give one object, or a list of objects", "bad-json") from fault
    rows = found if isinstance(found, list) else [found]
    if not rows:
        raise InputError(f"{raw.ref}: the list has no rows; check how it was made, or leave it out", "empty")
    for n, row in enumerate(rows, 1):
        place = f"{raw.ref}:{n}" if isinstance(found, list) else raw.ref
        yield _document(row, raw, limits, place=place, where=f"{raw.ref}, row {n:,}", issues=decoded.issues)


def _lines(stream: BinaryIO, most: int) -> Iterator[tuple[bytes, bool]]:
    mark = stream.read(3)
    readline: Callable[[int], bytes] = rewound(mark.removeprefix(b"\xef\xbb\xbf"), stream).readline
    if mark.startswith(_UTF16_MARKS):
        # Windows tools write UTF-16, where a line ends at a character, not at a byte.
        text = io.TextIOWrapper(rewound(mark, stream), "utf-16", errors="replace", newline="\n")

        def readline(size: int) -> bytes:
            return text.readline(size).encode()

    while line := readline(most + 1):
        yield line, len(line) <= most or line.endswith(b"\n")
        while not line.endswith(b"\n") and (line := readline(most + 1)):
            pass


def _one(line: bytes, ref: str, n: int, limits: Limits, origin: Raw | None) -> Item:
    place, where = f"{ref}:{n}", f"{ref}, line {n:,}"
    raw = Raw(
        place,
        line.rstrip(b"\r\n"),
        JSON_LINES,
        url=origin.url if origin else None,
        final_url=origin.final_url if origin else None,
        headers=origin.headers if origin else (),
    )
    try:
        decoded = decode(raw.data, where)
        row = json.loads(decoded.text)
    except InputError as fault:
        return refused(place, fault.code, str(fault))
    except json.JSONDecodeError as fault:
        message = f"{where}, column {fault.colno:,}: not valid JSON ({fault.msg}); the line was left out. Mend it, and read the file again"
        return refused(place, "bad-json-line", message)
    except (ValueError, RecursionError) as fault:
        return refused(place, "bad-json-line", f"{where}: this JSON cannot be read ({fault}); the line was left out")
    return _document(row, raw, limits, place=place, where=where, issues=decoded.issues)


def _document(row: object, raw: Raw, limits: Limits, *, place: str, where: str, issues: tuple[Issue, ...]) -> Item:
    if not isinstance(row, dict):
        return refused(place, "bad-json-line", f'{where}: not an object but {json.dumps(row)[:40]}; a row looks like {{"text": "..."}}')
    own = row.get("id")
    ref = str(own) if isinstance(own, (str, int)) and not isinstance(own, bool) and str(own).strip() else place
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        what = "no field text" if "text" not in row else "nothing in its field text" if text in {"", None} else "no words in its field text"
        return Refused(ref, issue("no-text", f"{where}: the row has {what}; it was left out"))
    try:
        return finish(raw, _draft(row, text, raw, ref=ref, where=where, issues=issues), limits)
    except InputError as fault:
        return refused(ref, fault.code, str(fault))


def _draft(row: dict[str, Any], text: str, raw: Raw, *, ref: str, where: str, issues: tuple[Issue, ...]) -> Draft:
    found: list[Issue] = list(issues)
    whole = _SURROGATE.sub("\ufffd", text)
    if whole != text:
        found.append(
            issue("encoding-mixed", f"{where}: the text holds halves of characters; each stands as \ufffd. Write the file anew as UTF-8")
        )

    def words(name: str) -> str | None:
        value = row.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, str):
            return _SURROGATE.sub("\ufffd", value.strip())
        found.append(issue("bad-field", f"{where}: {name} is not text but {json.dumps(value)[:40]}; it was passed over"))
        return None

    title, url, given = words("title"), words("url"), words("published")
    published = leading_day(given) if given else None
    if given and published is None:
        found.append(issue("bad-date", f"{where}: the day of publication, {given!r}, cannot be read for certain; write it as 2026-03-04"))
    if url and not host_of(url):
        found.append(issue("bad-field", f"{where}: url is no web address: {url[:60]!r}"))
    return Draft(
        text=whole,
        title=title,
        title_apart=bool(title) and not whole.lstrip().startswith(title or ""),
        published=published,
        language=words("language"),
        url=url or raw.final_url,
        source=_source(row.get("source"), url or raw.final_url, where, found),
        issues=tuple(found),
        ref=ref,
        of_text=True,
    )


def _source(value: object, url: str | None, where: str, found: list[Issue]) -> Source | None:
    if isinstance(value, dict):
        name, domain = value.get("name"), value.get("domain")
        if all(part is None or isinstance(part, str) for part in (name, domain)):
            made = source_of(name, url)
            domain = str(domain).strip().lower().removeprefix("www.") if domain else made.domain if made else None
            return Source(name=name or None, domain=domain or None) if name or domain else None
    elif value is None or isinstance(value, str):
        return source_of(value, url)
    found.append(
        issue("bad-field", f"{where}: source is neither text nor {{name, domain}} but {json.dumps(value)[:40]}; it was passed over")
    )
    return source_of(None, url)
