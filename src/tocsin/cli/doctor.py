"""`tocsin doctor`."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import shutil
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tocsin import __version__
from tocsin.cli.exits import OK, TROUBLE
from tocsin.cli.gazetteer_file import choose
from tocsin.cli.output import out
from tocsin.codebook import VERSION
from tocsin.errors import TocsinError

_LIBRARIES = (
    "onnxruntime",
    "tokenizers",
    "numpy",
    "pydantic",
    "sqlalchemy",
    "trafilatura",
    "pypdf",
    "httpx2",
    "py3langid",
    "typer",
    "rich",
)
_SENTENCE = "Soldiers shelled the depot in Khartoum on Tuesday, a local official said."


def run_doctor() -> int:
    """Print what is installed, then read one sentence with the network shut; return the exit code."""
    lines = [f"tocsin      {__version__}, codebook {VERSION}"]
    lines.append(f"python      {platform.python_version()} on {platform.platform(terse=True)}, SQLite {sqlite3.sqlite_version}")
    whole = True
    for name in _LIBRARIES:
        try:
            lines.append(f"{name:11s} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            lines.append(f"{name:11s} MISSING: install Tocsin again, with pip install --force-reinstall")
            whole = False
    try:
        lines += _try_reader()
    except (TocsinError, ImportError) as error:
        lines.append(f"reader      FAILS: {error}")
        whole = False
    chosen = choose()
    lines.append(
        f"gazetteer   {chosen.path}, {chosen.why}" + ("" if chosen.path.is_file() else " – IS NOT THERE; put it there, or name another")
    )
    whole = whole and chosen.path.is_file()
    lines.append(f"disk        {shutil.disk_usage('.').free // 1_000_000:,} MB free here")
    lines.append("all is well" if whole else "NOT all is well: see above")
    out("\n".join(lines))
    return OK if whole else TROUBLE


def _try_reader() -> list[str]:
    from tocsin.model.document import Document  # the reader takes a second to load, and may be what is broken
    from tocsin.pipeline import Pipeline

    digest = hashlib.sha256(_SENTENCE.encode()).hexdigest()
    document = Document(id=digest, ref="doctor", sha256=digest, text=_SENTENCE, language="en")
    began = time.perf_counter()
    with _network_shut() as tried:
        pipeline = Pipeline()
        record = next(pipeline.records([document]))
    took = time.perf_counter() - began
    kinds = ", ".join(sorted({claim.kind for claim in record.claims})) or "nothing"
    placed = sum(mention.place is not None for mention in record.mentions)
    coder = pipeline.coder
    return [
        f"model       {coder.model}, SHA-256 {coder.model_sha256}",
        f"reader      read a test sentence in {took:.2f} s, the model's loading included; found: {kinds}; places on the map: {placed}",
        "network     not needed: reading opened no connection" if not tried else f"network     WAS TRIED: {', '.join(tried)}",
    ]


@contextmanager
def _network_shut() -> Iterator[list[str]]:
    """Refuse every connection while the block runs; what was tried comes in the list."""
    tried: list[str] = []
    connect = socket.socket.connect

    def refuse(_: socket.socket, address: object) -> None:
        tried.append(str(address))
        raise OSError("tocsin doctor shuts the network while it tries the reader")

    setattr(socket.socket, "connect", refuse)  # noqa: B010 - mypy knows no other way to put a method in another's place
    try:
        yield tried
    finally:
        setattr(socket.socket, "connect", connect)  # noqa: B010
