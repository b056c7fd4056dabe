"""Import of GeoNames' own tables into a gazetteer file, on top of what ships: streamed, filtered, and resumed where it was stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tocsin.errors import GazetteerError
from tocsin.resolve.gazetteer import DEFAULT, Gazetteer
from tocsin.resolve.gazetteer_search import add_search
from tocsin.resolve.geonames_files import WANTED, Dump, Line, Role, digest, lines, recognise
from tocsin.resolve.geonames_regions import assign_regions, choose_regions, set_extents
from tocsin.resolve.geonames_rows import BadRowError, key_of
from tocsin.resolve.geonames_taker import Filters, Taker
from tocsin.resolve.geonames_work import Refused, WorkFile, account, publish, remove, stamp, work_file

BATCH: Final = 10_000
_SLICE: Final = 20_000
_TRIAL: Final = 1_000
_ORDER: Final[tuple[Role, ...]] = ("admin1", "admin2", "places", "alternates")
_DOING: Final[dict[Role, str]] = {"admin1": "regions' codes", "admin2": "districts' codes", "places": "places", "alternates": "names"}


@dataclass(frozen=True, slots=True)
class Step:
    """How far the import is: what it does now, and how much of it is done; ``rows`` read so far, of those that were ``refused``.

    ``unit`` of ``done`` and ``total`` is "bytes" or "places"; it is empty for a step that is done as one.
    """

    doing: str
    done: int
    total: int
    rows: int
    refused: int = 0
    unit: str = "bytes"


@dataclass(frozen=True, slots=True)
class Report:
    """What an import came to; ``refused`` lists at most the first hundred rows of those counted in ``refusals``."""

    out: Path
    places: int
    names: int
    taken: int
    left_out: int
    refusals: int
    refused: tuple[Refused, ...]
    known: bool = False


Tell = Callable[[Step], None]


def work_path(out: Path) -> Path:
    """Return where an import keeps what it has done so far."""
    return out.with_name(out.name + ".partial")


def import_geonames(
    paths: Sequence[Path],
    out: Path,
    filters: Filters,
    tell: Tell = lambda _: None,
    *,
    restart: bool = False,
    base: Path = DEFAULT,
    batch: int = BATCH,
) -> Report:
    """Make the gazetteer ``out`` from the shipped one and GeoNames' files; raise GazetteerError where one of them cannot be used.

    A second call with the same files and filters goes on where the first was stopped, or finds the work done. Rows that cannot be used are
    left out, counted and listed. ``tell`` hears of each batch of rows; what it raises stops the import, which keeps what was done.
    """
    dumps = _dumps(paths, tell)
    told = account(dumps, {**filters.told(), "base": digest(base, lambda _: None)})
    if not restart and out.is_file() and not work_path(out).exists() and _account_of(out) == told:
        return _report(out, known=True)
    with work_file(work_path(out), base, told, dumps, restart=restart) as work:
        numbers = dict(work.connection.execute("select sha256, number from source").fetchall())
        taker = Taker(work, filters)
        for role in () if work.remembered("closed") else _ORDER:
            if role == "alternates":
                _regions(work, tell)
            for dump in (one for one in dumps if one.role == role):
                _read(work, dump, numbers[dump.sha256], taker, tell, batch)
        if not work.remembered("closed"):
            _settle_names(work, tell)
            _index(work, tell)
            _close(work, told)
        tell(Step("writing the gazetteer", 0, 1, 0, unit=""))
        publish(work, out)
    remove(work_path(out))
    return _report(out)


def _dumps(paths: Sequence[Path], tell: Tell) -> list[Dump]:
    """The files, each recognised and hashed, in the order of reading; the same file given twice counts once."""
    found: dict[str, Dump] = {}
    for path in paths:
        dump, size = recognise(path), path.stat().st_size
        sha256 = digest(path, lambda done, of=path.name, size=size: tell(Step(f"checking {of}", done, size, 0)))  # type: ignore[misc]
        found.setdefault(sha256, replace(dump, sha256=sha256))
    if not any(dump.role == "places" for dump in found.values()):
        given = ", ".join(str(path) for path in paths)
        raise GazetteerError(f"{given}: none of the files holds places; give {WANTED}")
    return sorted(found.values(), key=lambda dump: (_ORDER.index(dump.role), dump.sha256))


def _read(work: WorkFile, dump: Dump, source: int, taker: Taker, tell: Tell, batch: int) -> None:
    """Read a file from where it was left, a batch at a time; each batch is kept with the note of where it ends."""
    if work.number("select imported_at is not null from source where number = ?", source):
        return
    query = "select upto, lines, taken, left_out, refused from source where number = ?"
    upto, read, taken, left_out, refused = work.connection.execute(query, (source,)).fetchone()
    doing = f"{_DOING[dump.role]} of {dump.path.name}"

    def keep(done: int, at: int) -> None:
        change = "update source set upto = ?, lines = ?, taken = ?, left_out = ?, refused = ? where number = ?"
        work.connection.execute(change, (done, at, taken, left_out, refused, source))
        work.commit()
        tell(Step(doing, done, dump.size, at, refused))

    tell(Step(doing, upto, dump.size, read, refused))
    line = Line(read, upto, b"")
    for line in lines(dump, upto, read):
        try:
            if line.raw is not None and not line.raw.strip():
                left_out += 1
            elif taker.take(dump.role, line.raw):
                taken += 1
            else:
                left_out += 1
        except BadRowError as error:
            refused += 1
            work.refuse(source, line.number, str(error))
            if line.number == refused == _TRIAL:
                raise GazetteerError(
                    f"{dump.label}: none of the first {_TRIAL} lines can be used; line 1: {error}; give {WANTED}"
                ) from error
        if line.number % batch == 0:
            keep(line.end, line.number)
    work.connection.execute("update source set imported_at = ? where number = ?", (stamp(), source))
    keep(line.end, line.number)


def _regions(work: WorkFile, tell: Tell) -> None:
    """Give each new place its first-order region, and each new region its extent."""
    if work.remembered("extents"):
        return
    shipped = int(work.remembered("shipped") or 0)
    if not work.remembered("regions"):
        tell(Step("regions", 0, 1, 0, unit=""))
        _code_names(work)
        choose_regions(work.connection, shipped)
        work.remember("regions", 1)
        work.commit()
    assign_regions(work, shipped, _SLICE, lambda done, total: tell(Step("places in regions", done, total, done, unit="places")))
    set_extents(work.connection, shipped)
    work.remember("extents", 1)
    work.commit()


def _code_names(work: WorkFile) -> None:
    """Regions and districts that came with their row are also known by the name of the table of codes."""
    query = "select s.name, p.id from stage_code s join place p on p.geonameid = s.geonameid"
    named = [(key, place, 1) for name, place in work.connection.execute(query).fetchall() if (key := key_of(name))]
    work.connection.executemany("insert into stage_name values (?, ?, ?)", named)


def _settle_names(work: WorkFile, tell: Tell) -> None:
    """Join the new names with those that ship, sorted, and let names be found by their place."""
    if work.remembered("names"):
        return
    tell(Step("sorting names", 0, 1, 0, unit=""))
    for statement in (
        "create table settled (key text not null, place integer not null, main integer not null, primary key (key, place)) without rowid",
        "insert into settled select key, place, max(main) from (select * from name union all select * from stage_name) group by key, place",
        "drop table name",
        "drop table stage_name",
        "alter table settled rename to name",
        "create index name_place on name (place)",
    ):
        work.connection.execute(statement)
    work.remember("names", 1)
    work.commit()


def _index(work: WorkFile, tell: Tell) -> None:
    """Build the index of words, a slice of places at a time."""
    last, begin = work.number("select max(id) from place"), int(work.remembered("indexed") or 0)
    for first in range(begin, last + 1, _SLICE):
        add_search(work.connection, first, first + _SLICE - 1)
        work.remember("indexed", first + _SLICE)
        work.commit()
        tell(Step("index of words", min(first + _SLICE, last), last, min(first + _SLICE, last), unit="places"))


def _close(work: WorkFile, told: str) -> None:
    """Take the scaffolding down and say in the file what it is."""
    sql = work.connection
    for statement in (
        "drop table if exists stage_code",
        "drop table if exists stage_place",
        "drop table if exists stage_target",
        "update meta set key = 'shipped date' where key = 'date' and not exists (select 1 from meta where key = 'account')",
    ):
        sql.execute(statement)
    counts = {"rows": "select count(*) from place", "keys": "select count(*) from name"}
    for key, value in {"account": told, "date": stamp()[:10], **{key: str(work.number(query)) for key, query in counts.items()}}.items():
        sql.execute("insert or replace into meta values (?, ?)", (key, value))
    work.remember("closed", 1)
    work.commit()


def _account_of(path: Path) -> str | None:
    try:
        with Gazetteer(path) as made:
            return made.sources().get("account")
    except GazetteerError:
        return None


def _report(out: Path, *, known: bool = False) -> Report:
    with Gazetteer(out) as made:
        told = made.sources()
        taken, left_out, refusals = made.rows("select sum(taken), sum(left_out), sum(refused) from source")[0]
        listed = made.rows("select s.file, r.line, r.reason from refused r join source s on s.number = r.source order by 1, 2 limit 100")
    return Report(out, int(told["rows"]), int(told["keys"]), taken, left_out, refusals, tuple(Refused(*row) for row in listed), known)
