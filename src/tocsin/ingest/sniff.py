"""Which format an input is in: by the end of its name, by its media type, or by how it begins."""

from __future__ import annotations

import json
import re
from typing import Literal

from tocsin.ingest.rows import JSON_LINES

Kind = Literal["text", "markdown", "html", "pdf", "mail", "lines", "json"]
HEAD = 1 << 16

_BY_SUFFIX: dict[str, Kind] = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".eml": "mail",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
}
_BY_MEDIA_TYPE: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/markdown": "markdown",
    "message/rfc822": "mail",
    JSON_LINES: "lines",
    "application/x-ndjson": "lines",
    "application/x-jsonlines": "lines",
    "application/json": "json",
}
MEDIA_TYPES: dict[Kind, str] = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "pdf": "application/pdf",
    "mail": "message/rfc822",
    "lines": JSON_LINES,
    "json": "application/json",
}
SUFFIXES = tuple(_BY_SUFFIX)

_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|article|main|div|meta|title)\b", re.I | re.S
)
_MAIL_LINE = re.compile(
    r"(From|To|Subject|Date|Message-ID|MIME-Version|Received|Return-Path|Delivered-To|Content-Type|[A-Z][\w-]*):\s|[ \t]\S|From \S+@"
)
_MAIL_MARKS = frozenset({"Subject", "Message-ID", "MIME-Version", "Received", "Return-Path"})


def kind_by_name(name: str) -> Kind | None:
    """Return the format that the end of a file name stands for, ``.gz`` set aside; None where it is not known."""
    base = name.lower().removesuffix(".gz")
    dot = base.rfind(".")
    return _BY_SUFFIX.get(base[dot:]) if dot > 0 or base.startswith(".") else None


def kind_by_media_type(media_type: str) -> Kind | None:
    """Return the format that a media type names; None for those that say little, such as ``text/plain``."""
    return _BY_MEDIA_TYPE.get(media_type.lower())


def kind_by_content(head: bytes) -> Kind:
    """Return the format that an input begins like: its first 64 KB are enough. What is like none of the others is text."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    codec = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = head.decode(codec, "replace").lstrip()
    if text.startswith("{"):
        return _object(text)
    if re.match(r"\[\s*[{\]]", text):
        return "json"
    if _HTML.match(text):
        return "html"
    return "mail" if _is_mail(text) else "text"


def _object(text: str) -> Kind:
    first, newline, _ = text.partition("\n")
    if not newline:
        return "lines" if len(first) > 1 else "json"
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        # A broken first row still ends as a row does; an object over several lines does not.
        return "lines" if first.rstrip().endswith("}") or re.search(r"\n\s*\{\"", text) else "json"
    return "lines"


def _is_mail(text: str) -> bool:
    named: set[str] = set()
    for line in text.splitlines():
        if not line.strip():
            break
        found = _MAIL_LINE.match(line)
        if not found:
            return False
        if found[1]:
            named.add(found[1])
    return "From" in named and bool(named & _MAIL_MARKS)
