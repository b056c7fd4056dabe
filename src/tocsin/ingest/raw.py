"""The bytes of one input as they were captured."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import BinaryIO

from tocsin import __version__
from tocsin.errors import InputError
from tocsin.model.source import Capture

COLLECTOR = f"tocsin/{__version__}"


def now() -> datetime:
    """Return the time of capture, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Raw:
    """Captured bytes, transfer and gzip compression undone.

    ``left`` counts the bytes beyond the limit, which were not captured; None where there are more and nobody knows how many.
    ``charset`` is what the server or the mail declares.
    """

    ref: str
    data: bytes
    media_type: str
    left: int | None = 0
    charset: str | None = None
    url: str | None = None
    final_url: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    collected: datetime = field(default_factory=now)

    @property
    def whole(self) -> bool:
        """Whether nothing was left out."""
        return self.left == 0

    @property
    def sha256(self) -> str:
        """SHA-256 of the captured bytes, in hexadecimal."""
        return sha256(self.data).hexdigest()

    def capture(self) -> Capture:
        """Return where the bytes came from, when, and what they were."""
        return Capture(
            ref=self.ref,
            url=self.url,
            final_url=self.final_url,
            collected=self.collected,
            collector=COLLECTOR,
            sha256=self.sha256,
            media_type=self.media_type,
            headers=self.headers,
        )


def read_raw(stream: BinaryIO, ref: str, media_type: str, *, limit: int, size: int | None = None) -> Raw:
    """Capture at most ``limit`` bytes of ``stream``; ``size`` is how many it has, where that is known. Raises InputError ``empty``."""
    data = _read(stream, limit + 1)
    if not data.strip():
        raise InputError(f"{ref}: the input is empty; check that it was saved, or leave it out", "empty")
    if len(data) <= limit:
        return Raw(ref, data, media_type)
    return Raw(ref, data[:limit], media_type, left=None if size is None else max(size - limit, 1))


def _read(stream: BinaryIO, limit: int) -> bytes:
    # A pipe may hand over less than asked for, so one call is not enough.
    parts = []
    while limit > 0 and (part := stream.read(min(limit, 1 << 20))):
        parts.append(part)
        limit -= len(part)
    return b"".join(parts)
