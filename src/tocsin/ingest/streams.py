"""Byte streams: putting back what was looked at, and undoing gzip."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from tocsin.errors import InputError

GZIP = b"\x1f\x8b"


class _Rewound(io.RawIOBase):
    """A head that was read already, then the rest of its stream; closing it leaves that stream open."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed asks for any writable buffer; BufferedReader gives this
        size = len(buffer)
        if self._head:
            part, self._head = self._head[:size], self._head[size:]
        else:
            part = self._rest.read(size)
        buffer[: len(part)] = part
        return len(part)


def rewound(head: bytes, rest: BinaryIO) -> io.BufferedReader:
    """Return a stream that gives ``head`` and then ``rest``."""
    return io.BufferedReader(_Rewound(head, rest), 1 << 16)


def gunzipped(stream: BinaryIO) -> BinaryIO:
    """Return ``stream`` without its gzip compression, undone as it is read, so that a bomb costs no more than what is asked for."""
    return gzip.GzipFile(fileobj=stream, mode="rb")  # type: ignore[return-value]  # GzipFile is a BinaryIO in all but name


@contextmanager
def gzip_faults(ref: str) -> Iterator[None]:
    """Turn what a damaged gzip stream raises into InputError ``gzip-broken``."""
    try:
        yield
    except (gzip.BadGzipFile, EOFError, zlib.error) as fault:
        message = f"{ref}: the gzip data is damaged or cut short ({fault}); fetch it again, or unpack what is left of it with gunzip"
        raise InputError(message, "gzip-broken") from fault
