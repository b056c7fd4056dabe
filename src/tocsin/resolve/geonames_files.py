"""GeoNames' dump files: which of them a file is, its lines from any place on, and the provenance that it brings.

The layout is that of GeoNames' own readme (https://download.geonames.org/export/dump/readme.txt): UTF-8, tabs, no header, no quotes.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Final, Literal

from tocsin.errors import GazetteerError

Role = Literal["places", "admin1", "admin2", "alternates"]
LICENCE: Final = "CC BY 4.0"
ADDRESS: Final = "https://www.geonames.org"
FIELDS: Final[dict[Role, tuple[int, ...]]] = {"places": (19,), "admin1": (4,), "admin2": (4,), "alternates": (10, 8)}
WANTED: Final = "allCountries.zip or a country's XX.zip, admin1CodesASCII.txt, admin2Codes.txt, alternateNamesV2.zip, each as zip or txt"
LONGEST: Final = 1 << 20
_BLOCK: Final = 1 << 20
_SAMPLE: Final = 200
_ASIDE: Final = frozenset({"readme.txt", "iso-languagecodes.txt"})


@dataclass(frozen=True, slots=True)
class Dump:
    """One of GeoNames' files: ``size`` in bytes unpacked, ``sha256`` of the file as it lies there, ``dated`` its day by zip or disk."""

    path: Path
    member: str | None
    role: Role
    size: int
    dated: date
    sha256: str = ""

    @property
    def label(self) -> str:
        return f"{self.path}:{self.member}" if self.member else str(self.path)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number from 1, where the next begins (bytes unpacked), and its bytes; None where it is longer than a megabyte."""

    number: int
    end: int
    raw: bytes | None


def recognise(path: Path) -> Dump:
    """Tell which of GeoNames' files this is, by its first lines; raise GazetteerError where it is none, with what is wanted."""
    if not path.is_file():
        raise GazetteerError(f"{path}: there is no such file; give {WANTED}")
    member, size, dated = _inside(path)
    seen: Counter[Role] = Counter()
    for line in lines(Dump(path, member, "places", size, dated)):
        cells = (line.raw or b"").rstrip(b"\r\n").split(b"\t")
        for role, counts in FIELDS.items():
            dots = cells[0].count(b".")
            if len(cells) in counts and (role not in {"admin1", "admin2"} or dots == {"admin1": 1, "admin2": 2}[role]):
                seen[role] += 1
        if line.number >= _SAMPLE:
            break
    if not seen:
        raise GazetteerError(f"{path}: this is none of GeoNames' files, no line has their number of fields; give {WANTED}")
    return Dump(path, member, seen.most_common(1)[0][0], size, dated)


def digest(path: Path, tell: Callable[[int], None]) -> str:
    """Return the SHA-256 of a file, telling the bytes done."""
    made, done = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                made.update(block)
                done += len(block)
                tell(done)
    except OSError as error:
        raise GazetteerError(f"{path}: cannot be read ({error.strerror or error}); look at its permissions and its disk") from error
    return made.hexdigest()


def lines(dump: Dump, offset: int = 0, number: int = 0) -> Iterator[Line]:
    """Yield the lines from a place on (bytes unpacked, lines before it); raise GazetteerError where the file is damaged."""
    try:
        with _open(dump) as file:
            _skip(file, offset)
            while raw := file.readline(LONGEST):
                number, offset = number + 1, offset + len(raw)
                whole = raw.endswith(b"\n") or len(raw) < LONGEST
                while not whole and (more := file.readline(LONGEST)):
                    offset += len(more)
                    whole = more.endswith(b"\n")
                    raw = b""
                yield Line(number, offset, raw or None)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        why = getattr(error, "strerror", None) or error
        raise GazetteerError(f"{dump.label}: damaged or unreadable after line {number} ({why}); fetch it from GeoNames again") from error


def _skip(file: IO[bytes], offset: int) -> None:
    if not isinstance(file, _Member):
        file.seek(offset)
        return
    while offset > 0 and (block := file.read(min(_BLOCK, offset))):
        offset -= len(block)


def _open(dump: Dump) -> IO[bytes]:
    if dump.member is None:
        return dump.path.open("rb")
    return _Member(dump.path, dump.member)


class _Member(io.BufferedReader):
    """A member of a zip, which closes the zip with itself."""

    def __init__(self, path: Path, member: str) -> None:
        self._zip = zipfile.ZipFile(path)
        super().__init__(self._zip.open(member), _BLOCK)  # type: ignore[arg-type]

    def close(self) -> None:
        super().close()
        self._zip.close()


def _inside(path: Path) -> tuple[str | None, int, date]:
    """The member to read, its size unpacked and its day; of a plain file, the file's own."""
    try:
        if not zipfile.is_zipfile(path):
            if path.suffix.lower() == ".zip":
                raise GazetteerError(f"{path}: not a zip, or cut short while it was fetched; fetch it from GeoNames again")
            about = path.stat()
            return None, about.st_size, datetime.fromtimestamp(about.st_mtime, UTC).date()
        with zipfile.ZipFile(path) as packed:
            held = [one for one in packed.infolist() if one.filename.lower().endswith(".txt")]
    except (OSError, zipfile.BadZipFile) as error:
        raise GazetteerError(f"{path}: cannot be read ({error}); fetch it from GeoNames again") from error
    held = [one for one in held if one.filename.rpartition("/")[2].lower() not in _ASIDE]
    if not held:
        raise GazetteerError(f"{path}: the zip holds no table; give {WANTED}")
    one = max(held, key=lambda info: info.file_size)
    return one.filename, one.file_size, date(*one.date_time[:3])
