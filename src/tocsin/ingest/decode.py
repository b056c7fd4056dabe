"""From bytes to text: byte order marks, UTF-8, UTF-16, what the wrapping declares, and Windows-1252 as the last guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from tocsin.errors import InputError
from tocsin.ingest.item import issue
from tocsin.model.issue import Issue

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF; rename it to end in .pdf"),
    (b"\x1f\x8b", "gzip data; rename it to end in .gz"),
    (b"PK\x03\x04", "a ZIP archive or an office document; save it as .txt, .html or .pdf"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as .txt, .html or .pdf"),
    (b"\x89PNG", "an image; give the report's text"),
    (b"\xff\xd8\xff", "an image; give the report's text"),
    (b"GIF8", "an image; give the report's text"),
    (b"SQLite format 3", "a database; to read what it keeps, use `tocsin show`"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROLS_SHARE = 0.02
_UTF16_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the codec that gave it and what was wrong on the way."""

    text: str
    codec: str
    issues: tuple[Issue, ...] = ()


def decode(data: bytes, ref: str, *, declared: str | None = None, whole: bool = True) -> Decoded:
    """Return ``data`` as text; ``whole`` is false where it was cut, so that its end may be torn. Raises InputError ``binary``."""
    for mark, what in _MAGIC:
        if data.startswith(mark):
            raise InputError(f"{ref}: this is not text but {what}", "binary")
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _checked(_by_codec(data[len(bom) :], codec, ref, whole=whole), ref)
    if b"\0" in data:
        return _checked(_without_mark(data, ref, declared, whole=whole), ref)
    return _checked(_plain(data, ref, declared, whole=whole), ref)


def _strictly(data: bytes, codec: str, *, whole: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(codec)("strict").decode(data, final=whole)
    except UnicodeError:
        return None


def _by_codec(data: bytes, codec: str, ref: str, *, whole: bool) -> Decoded:
    text = _strictly(data, codec, whole=whole)
    if text is not None:
        return Decoded(text, codec)
    return Decoded(data.decode(codec, "replace"), codec, (_mixed(data, codec, ref),))


def _without_mark(data: bytes, ref: str, declared: str | None, *, whole: bool) -> Decoded:
    # Western text in UTF-16 has a NUL in every other byte; a NUL anywhere else means that this is no text.
    half = max(len(data) // 2, 1)
    odd, even = data[1::2].count(0) / half, data[::2].count(0) / half
    guesses = [
        codec for codec, share, other in (("utf-16-le", odd, even), ("utf-16-be", even, odd)) if share > _UTF16_SHARE and other < 0.01
    ]
    if declared and declared.lower().replace("_", "-").startswith(("utf-16", "utf-32")):
        guesses.insert(0, declared)
    for codec in guesses:
        text = _strictly(data, codec, whole=whole)
        if text is not None and "\0" not in text:
            return Decoded(text, codec)
    at = data.index(0)
    raise InputError(f"{ref}: this is not text: there is a NUL byte at byte {at:,}; give the report as text, HTML, PDF or e-mail", "binary")


def _plain(data: bytes, ref: str, declared: str | None, *, whole: bool) -> Decoded:
    text = _strictly(data, "utf-8", whole=whole)
    if text is not None:
        return Decoded(text, "utf-8")
    replaced = data.decode("utf-8", "replace")
    kept = data.count("�".encode())
    bad = replaced.count("�") - kept
    good = sum(1 for character in re.findall(r"[^\x00-\x7f]", replaced) if character != "�")
    named = _codec(declared)
    if good > bad or (good and not named):
        return Decoded(replaced, "utf-8", (_mixed(data, "utf-8", ref),))
    if named:
        text = _strictly(data, named, whole=whole)
        if text is not None:
            return Decoded(text, named)
    guess = _by_codec(data, "cp1252", ref, whole=whole)
    if guess.issues:
        return guess
    message = f"{ref}: the text is neither UTF-8 nor says what it is; it was read as Windows-1252. If letters look wrong, save it as UTF-8"
    return Decoded(guess.text, "cp1252", (issue("encoding-guessed", message),))


def _codec(declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        b"".decode(declared)
        name = codecs.lookup(declared).name
    except (LookupError, UnicodeError, ValueError):
        return None
    # Browsers read these two as Windows-1252 too (WHATWG Encoding Standard).
    return "cp1252" if name in {"iso8859-1", "ascii"} else name


def _mixed(data: bytes, codec: str, ref: str) -> Issue:
    at = 0
    try:
        data.decode(codec)
    except UnicodeDecodeError as fault:
        at = fault.start
    line = f", line {data.count(10, 0, at) + 1:,}" if b"\n" in data else ""
    message = (
        f"{ref}{line} (byte {at:,}): not all of the text is {codec.upper()}; what could not be read stands as \ufffd. Save it as UTF-8"
    )
    return issue("encoding-mixed", message)


def _checked(decoded: Decoded, ref: str) -> Decoded:
    controls = len(_CONTROLS.findall(decoded.text))
    if "\0" in decoded.text or controls > _CONTROLS_SHARE * len(decoded.text):
        message = (
            f"{ref}: this is not text: {controls:,} of {len(decoded.text):,} characters are control characters; give the report as text"
        )
        raise InputError(message, "binary")
    return decoded
