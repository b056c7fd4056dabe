"""What the tests of this room share."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tocsin.ingest import Item, Limits, Refused, collect
from tocsin.model.document import Document

REPORT = (
    "Shells fell on the market of Orlava on Tuesday, the mayor said. He said that two traders were killed and that the road to the "
    "north had been closed. The army denied that it had fired on the town."
)


class Reader:
    """Writes an input to disk and reads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def items(self, name: str, data: bytes | str, limits: Limits | None = None) -> list[Item]:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return list(collect([str(path)], limits=limits or Limits()))

    def document(self, name: str, data: bytes | str, limits: Limits | None = None) -> Document:
        [item] = self.items(name, data, limits)
        assert isinstance(item, Document), item
        return item

    def refusal(self, name: str, data: bytes | str, limits: Limits | None = None) -> Refused:
        [item] = self.items(name, data, limits)
        assert isinstance(item, Refused), item
        assert name in item.issue.message
        return item

    @staticmethod
    def piped(data: bytes | str) -> list[Item]:
        return list(collect(["-"], stdin=BytesIO(data.encode() if isinstance(data, str) else data)))


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


@pytest.fixture
def report() -> str:
    return REPORT


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    return make_pdf


def make_pdf(*pages: list[str], title: str | None = None) -> bytes:
    """Return a PDF whose pages show these lines; written out by hand, so that no writer of PDFs is needed."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line.replace('(', '').replace(')', '')}) Tj T*" for line in lines)
        content = f"BT /F1 11 Tf 14 TL 60 760 Td {shown} ET"
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        resources = "<< /Font << /F1 3 0 R >> >>"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Resources {resources} >>"
        objects.append(page)
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    info = ""
    if title is not None:
        objects.append(f"<< /Title ({title}) >>")
        info = f" /Info {len(objects)} 0 R"
    out = "%PDF-1.4\n"
    places = []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{info} >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")
