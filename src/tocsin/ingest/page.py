"""Web pages: trafilatura finds the article, htmldate the day of first publication."""

from __future__ import annotations

import re
from datetime import date

from tocsin.errors import InputError
from tocsin.ingest.decode import decode
from tocsin.ingest.draft import Draft
from tocsin.ingest.origin import host_of, source_of
from tocsin.ingest.raw import Raw

_HEAD = 4_096
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.I)
_SENTENCE = re.compile(r"(?:\S+\s+){5,}\S*[.!?…。؟։][\"'”’»)]*(?:\s|$)|[\u3040-\u9fff]{12,}")
_BLOCK_BREAK = re.compile(r"\n+(?![-|*]\s?)")
# What trafilatura's with_metadata search would otherwise give is the day of the last change, or the year of a copyright line.
_DAY = {"original_date": True, "extensive_search": False}


def read_page(raw: Raw) -> Draft:
    """Return the article of an HTML page: title, blank line, body. Raises InputError ``no-article`` or ``binary``."""
    declared = raw.charset
    if declared is None and (found := _CHARSET.search(raw.data, 0, _HEAD)):
        declared = (found[1] or found[2]).decode("ascii", "replace")
    decoded = decode(raw.data, raw.ref, declared=declared, whole=raw.whole)
    draft = article(decoded.text, raw.ref, raw.final_url)
    return Draft(
        text=draft.text,
        title=draft.title,
        published=draft.published,
        url=draft.url,
        source=draft.source,
        issues=decoded.issues,
    )


def article(html: str, ref: str, url: str | None = None) -> Draft:
    """Return the article in ``html``; ``url`` is where it was fetched, else the page's own canonical address counts."""
    # Slow optional path: trafilatura brings lxml, dateparser and more, half a second that only pages need.
    import trafilatura

    found = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False, date_extraction_params=dict(_DAY))
    body = (getattr(found, "text", None) or "").strip()
    if not _SENTENCE.search(body):
        remedy = "Open the page, and save the article itself as text; pages that need a login or a script give nothing"
        raise InputError(f"{ref}: no article was found on this page. {remedy}", "no-article")
    title = _line(getattr(found, "title", None))
    day = getattr(found, "date", None)
    own = getattr(found, "url", None)
    address = url or (own if host_of(own) else None)
    name = _line(getattr(found, "sitename", None))
    if name and host_of(address) and name.lower().removeprefix("www.") == host_of(address):
        name = None
    return Draft(
        text=headed(title, _BLOCK_BREAK.sub("\n\n", body)),
        title=title,
        published=date.fromisoformat(day) if day else None,
        url=address,
        source=source_of(name, address),
    )


def headed(title: str | None, body: str) -> str:
    """Return ``title``, a blank line and ``body``; a body that begins with the title as a line of its own is not given it twice."""
    if not title:
        return body
    first, _, rest = body.partition("\n")
    if " ".join(first.split()).casefold() == title.casefold():
        body = rest.lstrip("\n")
    return f"{title}\n\n{body}"


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None
