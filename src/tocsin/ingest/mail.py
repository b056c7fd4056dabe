"""E-mail messages: the subject is the title, the sender's domain the outlet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.ingest.decode import Decoded, decode
from tocsin.ingest.draft import Draft
from tocsin.ingest.item import issue
from tocsin.ingest.page import article, headed
from tocsin.ingest.plain import newlines
from tocsin.ingest.raw import Raw
from tocsin.ingest.unwrap import unwrap
from tocsin.model.issue import Issue
from tocsin.model.source import Source

if TYPE_CHECKING:
    from email.message import EmailMessage

# What the header parser of the standard library raises on malformed headers.
_MALFORMED = (ValueError, LookupError, AttributeError, TypeError)


def read_mail(raw: Raw) -> Draft:
    """Return a message: subject, blank line, body; its plain text goes before its HTML.

    Raises InputError ``mail-no-text`` or ``no-article``.
    """
    # Needed for mail alone; the package pulls in a score of modules.
    from email import message_from_bytes, policy

    message = message_from_bytes(raw.data, policy=policy.default)
    title = _header(message, "Subject")
    published = _day(message)
    parts = [part for part in message.walk() if not part.is_multipart()]
    bodies = [part for part in parts if part.get_content_maintype() == "text" and not _attached(part)]
    issues = _others(parts, bodies, raw.ref)
    for kind in ("plain", "html"):
        decoded = [_text(part, raw.ref) for part in bodies if part.get_content_subtype() == kind]
        found = [one for one in decoded if one.text.strip()]
        if not found:
            continue
        issues = (*issues, *(fault for one in found for fault in one.issues))
        if kind == "plain":
            body = unwrap(newlines("\n\n".join(one.text.strip() for one in found)), narrowest=55)
        else:
            # The page's own title and day say less than the headers do; its text begins with that title, if it has one.
            body = article("\n".join(one.text for one in found), raw.ref).text
        return Draft(text=headed(title, body), title=title, published=published, source=_sender(message), issues=issues)
    raise InputError(f"{raw.ref}: this message has no text; save what is attached to it, and read that", "mail-no-text")


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
        # A header that was cut or wrongly encoded may hold lone surrogates, which no text file can.
        return " ".join(str(value).encode("utf-8", "replace").decode().split()) or None if value is not None else None
    except _MALFORMED:
        return None


def _day(message: EmailMessage) -> date | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(str(message["Date"])).date() if message["Date"] else None
    except _MALFORMED:
        return None


def _sender(message: EmailMessage) -> Source | None:
    from email.utils import parseaddr

    # The name before the address may be a person's, so it is not taken for an outlet's.
    _, address = parseaddr(_header(message, "From") or "")
    domain = address.rpartition("@")[2].lower().removeprefix("www.") if "@" in address else ""
    return Source(name=None, domain=domain) if domain else None


def _attached(part: EmailMessage) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except _MALFORMED:
        return False


def _text(part: EmailMessage, ref: str) -> Decoded:
    payload = part.get_payload(decode=True)
    try:
        charset = part.get_content_charset()
    except _MALFORMED:
        charset = None
    return decode(payload, ref, declared=charset) if isinstance(payload, bytes) and payload else Decoded("", "utf-8")


def _others(parts: list[EmailMessage], bodies: list[EmailMessage], ref: str) -> tuple[Issue, ...]:
    names = [_file_name(part) for part in parts if part not in bodies]
    if not names:
        return ()
    listed = ", ".join(names[:5]) + (" and more" if len(names) > 5 else "")
    message = f"{ref}: what is attached was not read ({listed}); save it, and read it by itself"
    return (issue("attachment-ignored", message),)


def _file_name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or part.get_content_type()
    except _MALFORMED:
        return "unnamed"
