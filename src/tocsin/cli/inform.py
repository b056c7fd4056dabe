"""`tocsin codebook`, `tocsin doctor` and `tocsin schema`."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import socket
import textwrap
import time
from collections.abc import Iterable

from tocsin import __version__
from tocsin.cli.exits import OK, TROUBLE, USAGE, out, say, terminal_width
from tocsin.codebook import VERSION, codebook
from tocsin.codebook.entry import Entry
from tocsin.errors import TocsinError
from tocsin.views.lines import schema_json

_LIBRARIES = ("onnxruntime", "tokenizers", "numpy", "pydantic", "sqlalchemy", "trafilatura", "pypdf", "httpx2", "py3langid", "typer", "rich")


def run_codebook(term: str | None) -> int:
    """Explain one code, or list the codebook's entries by standard."""
    book = codebook()
    width = terminal_width(None)
    if term is None:
        out(_listing(book.all_entries(), width))
        return OK
    found = book.lookup(term)
    if not found:
        near = book.suggest(term)
        say(f"tocsin: the codebook has no entry “{term}”" + (f"; did you mean {', '.join(near)}?" if near else "; see 'tocsin codebook'"))
        return USAGE
    out("\n\n".join(_told(entry, width) for entry in found))
    return OK


def _told(entry: Entry, width: int) -> str:
    lines = [f"{entry.code}  ({entry.standard}, {entry.kind})", *textwrap.wrap(entry.meaning, width - 2, initial_indent="  ", subsequent_indent="  ")]
    for name, value in entry.facts:
        lines += textwrap.wrap(f"{name}: {value}", width - 2, initial_indent="  ", subsequent_indent="      ")
    return "\n".join(lines)


def _listing(entries: Iterable[Entry], width: int) -> str:
    groups: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        groups.setdefault((entry.standard, entry.kind), []).append(entry.code)
    lines = []
    for (standard, kind), codes in groups.items():
        lines.append(f"{standard}, {kind}")
        lines += textwrap.wrap(", ".join(dict.fromkeys(codes)), width - 2, initial_indent="  ", subsequent_indent="  ")
    lines.append("\n'tocsin codebook CODE' explains one.")
    return "\n".join(lines)


def run_schema() -> int:
    """Print the contract as JSON Schema."""
    out(schema_json())
    return OK


def run_doctor() -> int:
    """Print what is installed and try the reader on one sentence with the network shut."""
    lines = [f"tocsin      {__version__}, codebook {VERSION}", f"python      {platform.python_version()} on {platform.platform(terse=True)}"]
    for name in _LIBRARIES:
        try:
            lines.append(f"{name:11s} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            lines.append(f"{name:11s} MISSING - reinstall with 'pip install --force-reinstall tocsin'")
    trouble = False
    try:
        lines += _try_reader()
    except TocsinError as error:
        lines.append(f"reader      FAILS: {error}")
        trouble = True
    lines.append(f"disk        {shutil.disk_usage('.').free // 1_000_000:,} MB free here")
    out("\n".join(lines))
    return TROUBLE if trouble else OK


def _try_reader() -> list[str]:
    import hashlib

    from tocsin.model.document import Document  # the reader takes half a second to load; the other commands of this page need none
    from tocsin.pipeline import Pipeline

    began = time.perf_counter()
    text = "Soldiers shelled the depot on Tuesday, a local official said."
    digest = hashlib.sha256(text.encode()).hexdigest()
    connect = socket.socket.connect
    tried: list[str] = []

    def refuse(self: socket.socket, address: object) -> None:
        tried.append(str(address))
        raise OSError("tocsin doctor shuts the network while it tries the reader")

    socket.socket.connect = refuse  # type: ignore[method-assign,assignment]
    try:
        pipeline = Pipeline()
        record = next(pipeline.records([Document(id=digest, ref="doctor", sha256=digest, text=text, language="en")]))
    finally:
        socket.socket.connect = connect  # type: ignore[method-assign]
    took = time.perf_counter() - began
    coder = pipeline.coder
    kinds = ", ".join(sorted({c.kind for c in record.claims})) or "nothing"
    offline = "works offline: no connection was tried" if not tried else f"TRIED THE NETWORK: {', '.join(tried)}"
    return [
        f"model       {coder.model}, SHA-256 {coder.model_sha256[:16]}…",
        f"reader      read a test sentence in {took:.2f} s with the model's loading, found: {kinds}",
        f"network     {offline}",
    ]


__all__ = ["run_codebook", "run_doctor", "run_schema"]
