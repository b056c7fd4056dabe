"""Plain text and Markdown: the report is the file; its first lines may say title, day and outlet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tocsin.ingest.dates import leading_day
from tocsin.ingest.decode import decode
from tocsin.ingest.draft import Draft
from tocsin.ingest.item import issue
from tocsin.ingest.origin import source_of
from tocsin.ingest.raw import Raw
from tocsin.model.issue import Issue

_LONGEST_TITLE = 150
_TOP = 4_000
_TOP_LINES = 12
_NO_TITLE = re.compile(r"[.!:;,…][\"'”’)\]]*$")
_HEADER = re.compile(r"(title|headline|published|date|source|outlet|url|link)\s*:\s*(.+)", re.I)
_PUBLISHED = re.compile(r"published(?:\s+on)?\s+(?=\S)(.+)", re.I)
_HEADING = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.M)
_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_FIELD = re.compile(r"([A-Za-z_]+)\s*:\s*(.*)")
_MEANING = {"headline": "title", "date": "published", "outlet": "source", "link": "url", "lang": "language"}


@dataclass(frozen=True, slots=True)
class Headers:
    """What the first lines say of the report; None where they do not."""

    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    issues: tuple[Issue, ...] = ()


def read_text(raw: Raw) -> Draft:
    """Return plain text as it stands; title and header lines stay in it. Raises InputError ``binary``."""
    decoded = decode(raw.data, raw.ref, declared=raw.charset, whole=raw.whole)
    text = newlines(decoded.text)
    return _draft(raw, text, headers_of(text, raw.ref), decoded.issues)


def read_markdown(raw: Raw) -> Draft:
    """Return Markdown with its marks; its first ``# `` line is the title; front matter is taken off. Raises InputError ``binary``."""
    decoded = decode(raw.data, raw.ref, declared=raw.charset, whole=raw.whole)
    text = newlines(decoded.text)
    fields: dict[str, str] = {}
    if front := _FRONT.match(text):
        fields = _fields(front[1])
        text = text[front.end() :].lstrip("\n")
    said = headers_of(text, raw.ref)
    heading = _HEADING.search(text)
    title = heading[1] if heading else fields.get("title") or said.title
    if title and title == fields.get("title") and title not in text[:_TOP]:
        text = f"{title}\n\n{text}"
    day = leading_day(fields["published"]) if "published" in fields else None
    merged = Headers(title, day or said.published, fields.get("source") or said.source, fields.get("url") or said.url, said.issues)
    if "published" in fields and day is None:
        merged = Headers(merged.title, merged.published, merged.source, merged.url, (*said.issues, _bad_date(raw.ref, fields["published"])))
    return _draft(raw, text, merged, decoded.issues, fields.get("language"))


def newlines(text: str) -> str:
    """Return ``text`` with every line end as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def headers_of(text: str, ref: str) -> Headers:
    """Read title, day, outlet and address from the first lines of ``text``, up to the first line that is none of these."""
    found: dict[str, str] = {}
    issues: tuple[Issue, ...] = ()
    lines = text[:_TOP].split("\n")[:_TOP_LINES]
    published = None
    for n, raw_line in enumerate(lines):
        line = raw_line.strip()
        header, dated = _HEADER.fullmatch(line), _PUBLISHED.match(line)
        if header:
            key = header[1].lower()
            found.setdefault(_MEANING.get(key, key), header[2].strip())
        elif dated and leading_day(dated[1]):
            found.setdefault("published", dated[1])
        elif line and "title" not in found and _is_title(line, lines[n + 1 : n + 2]):
            found["title"] = line
        elif line:
            break
    if "published" in found:
        published = leading_day(found["published"])
        if published is None:
            issues = (_bad_date(ref, found["published"]),)
    return Headers(found.get("title"), published, found.get("source"), found.get("url"), issues)


def _is_title(line: str, after: list[str]) -> bool:
    return len(line) <= _LONGEST_TITLE and bool(after) and not after[0].strip() and not _NO_TITLE.search(line) and not line.startswith("#")


def _fields(front: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in front.split("\n"):
        if field := _FIELD.fullmatch(line.rstrip()):
            value = field[2].strip().strip("\"'")
            if value:
                key = field[1].lower()
                fields.setdefault(_MEANING.get(key, key), value)
    return fields


def _bad_date(ref: str, words: str) -> Issue:
    return issue("bad-date", f"{ref}: the day of publication, {words!r}, cannot be read for certain; write it as 2026-03-04")


def _draft(raw: Raw, text: str, said: Headers, issues: tuple[Issue, ...], language: str | None = None) -> Draft:
    url = raw.final_url or said.url
    return Draft(
        text=text,
        title=said.title,
        published=said.published,
        language=language,
        url=url,
        source=source_of(said.source, url),
        issues=(*issues, *said.issues),
    )
