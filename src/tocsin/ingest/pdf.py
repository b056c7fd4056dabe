"""PDF files, through pypdf."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.ingest.draft import Draft
from tocsin.ingest.item import issue
from tocsin.ingest.limits import Limits
from tocsin.ingest.origin import source_of
from tocsin.ingest.page import headed
from tocsin.ingest.plain import headers_of
from tocsin.ingest.raw import Raw
from tocsin.ingest.unwrap import flows_on, paragraphs, unwrap
from tocsin.model.issue import Issue

if TYPE_CHECKING:
    from pypdf import PdfReader

_NOT_A_TITLE = re.compile(r"untitled|microsoft word|\.(?:docx?|pdf|indd|qxd|odt|rtf|pptx?|tmp)\b|^document\s*\d*$|^[\w-]+$", re.I)
_LONGEST_TITLE = 250
_LETTER = re.compile(r"[^\W\d_]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
# What pypdf lets through from a damaged file besides its own PyPdfError.
_DAMAGE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, AssertionError, EOFError, zlib.error)


def read_pdf(raw: Raw, limits: Limits) -> Draft:
    """Return a PDF's text, wrapped lines joined. Raises InputError ``pdf-encrypted``, ``pdf-no-text`` or ``pdf-broken``."""
    # Slow optional path: pypdf is needed for PDF files alone.
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    if b"%PDF-" not in raw.data[:1024]:
        raise InputError(
            f"{raw.ref}: this is not a PDF, for it does not begin as one; check the download, or rename the file", "pdf-broken"
        )
    try:
        reader = PdfReader(BytesIO(raw.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked(raw.ref)
        title = _title(reader)
        pages, issues = _pages(reader, raw.ref, limits)
    except (FileNotDecryptedError, DependencyError) as fault:
        raise _locked(raw.ref) from fault
    except (PyPdfError, *_DAMAGE) as fault:
        remedy = "Open it in a PDF viewer and print it to a new PDF, or save it as text"
        raise InputError(f"{raw.ref}: the PDF is damaged ({fault or type(fault).__name__}). {remedy}", "pdf-broken") from fault
    body = _bound(pages)
    if not _LETTER.search(body):
        remedy = "It may be a scan: run it through text recognition (such as ocrmypdf) first"
        raise InputError(f"{raw.ref}: none of the {len(pages)} pages of this PDF has text. {remedy}", "pdf-no-text")
    said = headers_of(body, raw.ref)
    url = raw.final_url or said.url
    return Draft(
        text=headed(title, body) if title else body,
        title=title or said.title,
        published=said.published,
        url=url,
        source=source_of(said.source, url),
        issues=(*issues, *said.issues),
    )


def _pages(reader: PdfReader, ref: str, limits: Limits) -> tuple[list[str], tuple[Issue, ...]]:
    pages: list[str] = []
    bare: list[str] = []
    issues: list[Issue] = []
    held, total = 0, len(reader.pages)
    for n, page in enumerate(reader.pages, 1):
        if held > limits.max_chars:
            message = (
                f"{ref}: pages {n} to {total} were left out, for the text is longer than {limits.max_chars:,} characters. Split the PDF"
            )
            issues.append(issue("truncated", message))
            break
        text = _CONTROL.sub(" ", page.extract_text()).encode("utf-8", "replace").decode()
        if not _LETTER.search(text):
            bare.append(str(n))
        held += len(text)
        pages.append(text)
    if bare and len(bare) < len(pages):
        listed = ", ".join(bare[:10]) + (" and more" if len(bare) > 10 else "")
        message = f"{ref}: no text on page {listed}; if these are scans, run the PDF through text recognition first"
        issues.append(issue("pdf-page-without-text", message))
    return pages, tuple(issues)


def _bound(pages: list[str]) -> str:
    body = ""
    for page in pages:
        text = paragraphs(unwrap(page))
        if text:
            body += (" " if flows_on(body, text) else "\n\n" if body else "") + text
    return body


def _title(reader: PdfReader) -> str | None:
    title = " ".join(str(getattr(reader.metadata, "title", None) or "").split())
    return title if title and len(title) <= _LONGEST_TITLE and not _NOT_A_TITLE.search(title) else None


def _locked(ref: str) -> InputError:
    return InputError(f"{ref}: this PDF is encrypted; open it with its password and save it without one", "pdf-encrypted")
