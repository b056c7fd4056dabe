"""`tocsin gazetteer`: find, info and import."""

from __future__ import annotations

import difflib
import json
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from tocsin.cli.exits import INTERRUPTED, OK, SOME_REFUSED, USAGE, say
from tocsin.cli.gazetteer_file import choose, own_file
from tocsin.cli.gazetteer_shape import say_absent
from tocsin.cli.output import out, terminal_width
from tocsin.errors import ConfigError, GazetteerError
from tocsin.resolve.gazetteer import DEFAULT, KINDS, Gazetteer, Kind
from tocsin.resolve.gazetteer_search import Found, find
from tocsin.resolve.geonames_import import Report, Step, import_geonames, work_path
from tocsin.resolve.geonames_rows import CLASSES
from tocsin.resolve.geonames_taker import Filters
from tocsin.resolve.region_shapes import RegionShapes

_LISTED = 20
_FIRST_NOTES = ("places", "regions", "middles", "counties", "names")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `import` was asked for."""

    files: Sequence[Path]
    output: Path | None = None
    countries: Sequence[str] = ()
    min_population: int = 0
    classes: str = "AP"
    restart: bool = False


def run_find(name: str, countries: Sequence[str], kinds: Sequence[str], limit: int, form: str, width: int | None, path: Path | None) -> int:
    """Print the places that bear a name; return the exit code."""
    with Gazetteer(choose(path).path) as gazetteer:
        try:
            lands, sorts = _countries(gazetteer, countries), [_kind(kind) for kind in kinds]
        except ConfigError as error:
            say(f"tocsin: {error}")
            return USAGE
        found = find(gazetteer, name, countries=lands, kinds=sorts, limit=limit)
        for one in found:
            out(json.dumps(_object(one), ensure_ascii=False) if form == "jsonl" else _line(one, terminal_width(width)))
        if not found:
            others = find(gazetteer, name, limit=1) if lands or sorts else ()
            say_absent(gazetteer, name, " with these filters; without them there are some" if others else "", spelt=not others)
    return OK


def run_info(path: Path | None) -> int:
    """Print the account of the gazetteer in use; return the exit code."""
    chosen = choose(path)
    with Gazetteer(chosen.path) as gazetteer:
        told = gazetteer.sources()
        lines = [f"file      {chosen.path}", f"          {chosen.why}; {chosen.path.stat().st_size / 1e6:,.1f} MB"]
        lines.append(f"holds     {int(told['rows']):,} places, {int(told['keys']):,} names; made {told['date']}")
        for kind, count in gazetteer.rows("select kind, count(*) from place group by kind order by 2 desc, 1"):
            lines.append(f"          {count:>12,}  {KINDS[kind]}")
        ships = f", as shipped on {told['shipped date']}" if "shipped date" in told else ""
        lines.append(f"sources{ships}")
        lines += [f"          {key}: {told[key]}" for key in _FIRST_NOTES if key in told]
        lines.append(f"          shapes: {RegionShapes().as_of}")
        imported = gazetteer.rows("select 1 from sqlite_master where name = 'source'")
        if imported:
            lines += _imported(gazetteer, json.loads(told["account"]))
    if chosen.ships:
        lines.append(f"yours     none; `tocsin gazetteer import` would write {own_file()}")
    out("\n".join(lines))
    return OK


def run_import(wanted: Wanted) -> int:
    """Import GeoNames' files; return the exit code."""
    target = wanted.output or own_file()
    with ExitStack() as stack:
        try:
            _check_output(target, wanted)
            with Gazetteer() as shipped:
                countries = _countries(shipped, wanted.countries)
            filters = Filters(frozenset(countries), wanted.min_population, _classes(wanted.classes))
        except ConfigError as error:
            say(f"tocsin: {error}")
            return USAGE
        shown = stack.enter_context(_Shown(terminal=sys.stderr.isatty()))
        try:
            report = import_geonames(wanted.files, target, filters, shown.tell, restart=wanted.restart)
        except KeyboardInterrupt:
            shown.stop()
            say(f"tocsin: interrupted; what was done is kept in {work_path(target)}, and the same command goes on from there")
            return INTERRUPTED
        shown.stop()
    _tell(report, wanted.output is None)
    return SOME_REFUSED if report.refusals else OK


def _tell(report: Report, by_default: bool) -> None:
    for one in report.refused[:_LISTED]:
        say(f"tocsin: {one.told()}; the row was left out")
    if report.refusals > _LISTED:
        say(f"tocsin: and {report.refusals - _LISTED:,} more; `tocsin gazetteer info` tells where they are listed")
    done = "was made of these files before; nothing was left to do" if report.known else "is written"
    say(
        f"tocsin: {report.out} {done}: {report.places:,} places, {report.names:,} names; of the files' rows {report.taken:,} taken,"
        f" {report.left_out:,} left out by the filters, {report.refusals:,} refused"
    )
    say("tocsin: `tocsin read` uses it from now on" if by_default else f"tocsin: use it with --gazetteer {report.out}")


def _check_output(target: Path, wanted: Wanted) -> None:
    if target.resolve() == DEFAULT.resolve() or any(target.resolve() == one.resolve() for one in wanted.files):
        raise ConfigError(f"--output {target}: this file is needed as it is; choose another")
    if target.is_dir():
        raise ConfigError(f"--output {target}: is a folder; give the path of a file in it")
    if wanted.output is None:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(f"{target.parent}: cannot be made ({error.strerror}); choose another place with --output") from error
    elif not target.parent.is_dir():
        raise ConfigError(f"--output {target}: its folder does not exist; make it first")
    if target.is_file():
        try:
            with Gazetteer(target) as before:
                before.sources()
        except GazetteerError as error:
            if "no gazetteer" in str(error) or "not a gazetteer" in str(error):
                raise ConfigError(f"--output {target}: is there and is no gazetteer; choose another file") from error


def _countries(gazetteer: Gazetteer, given: Iterable[str]) -> frozenset[str]:
    known: dict[str, str] = dict(gazetteer.rows("select iso2, iso3 from territory"))
    found = set()
    for one in given:
        code = one.strip().upper()
        lands = [known[code]] if code in known else [code] if code in known.values() else []
        lands = lands or [place.country for place in gazetteer.lookup(one) if place.kind == "country" and place.country]
        if not lands:
            raise ConfigError(f"--country {one}: no country of that name or code; give its English name, or SDN, or SD")
        found.add(lands[0])
    return frozenset(found)


def _kind(given: str) -> Kind:
    for kind in KINDS:
        if kind == given.strip().lower():
            return kind
    near = difflib.get_close_matches(given.lower(), KINDS, n=1)
    raise ConfigError(f"--kind {given}: not one of {', '.join(KINDS)}" + (f"; did you mean {near[0]}?" if near else ""))


def _classes(given: str) -> frozenset[str]:
    letters = frozenset(given.upper().replace(",", "").replace(" ", ""))
    if not letters or letters - frozenset(CLASSES):
        raise ConfigError(f"--classes {given}: give some of the letters {CLASSES}, such as AP")
    return letters


def _object(found: Found) -> dict[str, object]:
    place = found.place
    return {
        "name": place.name, "matched": found.matched, "match": ("exact", "prefix", "words")[found.rank], "kind": place.kind,
        "country": place.country, "admin1": place.admin1, "lat": place.lat, "lon": place.lon, "population": place.population or None,
        "radius_km": place.radius_km, "geonameid": place.geonameid, "capital": place.capital, "disputed": place.disputed,
    }  # fmt: skip


def _line(found: Found, width: int) -> str:
    place = found.place
    where = ", ".join(word for word in (place.admin1 if place.kind != "admin1" else None, place.country) if word)
    marks = [
        f"{place.population:,} people" if place.population else "",
        "disputed" if place.disputed else "",
        "capital" if place.capital else "",
    ]
    head = f"{place.name}  ({place.kind}" + (f"; {where})" if where else ")")
    tail = f"  {place.lat:.4f}, {place.lon:.4f}  " + "  ".join(mark for mark in marks if mark)
    other = f"  as “{found.matched}”" if found.rank or not place.main else ""
    ids = f"  geonameid {place.geonameid}" if place.geonameid else ""
    line = head + tail.rstrip() + other + ids
    return line if len(line) <= width else f"{head}\n   {(tail.rstrip() + other + ids).strip()}"


def _imported(gazetteer: Gazetteer, account: dict[str, object]) -> list[str]:
    lands = account["countries"]
    lines = [
        f"imported  countries {', '.join(lands) if isinstance(lands, list) and lands else 'all'}; classes {account['classes']};"
        f" settlements of {account['min_population']:,} people and more"
    ]
    query = "select file, sha256, dated, imported_at, licence, address, lines, taken, left_out, refused from source order by number"
    for file, sha256, dated, at, licence, address, count, taken, left_out, refused in gazetteer.rows(query):
        lines += [
            f"          {file} of {dated}, read {at}; {licence}, {address}",
            f"             SHA-256 {sha256}",
            f"             {count:,} rows: {taken:,} taken, {left_out:,} left out, {refused:,} refused",
        ]
    bad = gazetteer.rows(
        "select s.file, r.line, r.reason from refused r join source s on s.number = r.source order by 1, 2 limit ?", _LISTED
    )
    lines += [f"          refused: {file}, line {line}: {reason}" for file, line, reason in bad]
    if bad:
        lines.append("          all of them: the table `refused` of the file")
    return lines


class _Shown:
    """Progress of an import: done, total, rate, time left on a terminal; elsewhere a line when each step begins."""

    def __init__(self, *, terminal: bool) -> None:
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._doing, self._from, self._began = "", 0, 0.0
        if terminal:
            columns = (
                TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}% {task.fields[rows]}"),
                TimeRemainingColumn(),
            )  # fmt: skip
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)

    def __enter__(self) -> _Shown:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def tell(self, step: Step) -> None:
        """Show how far the import is."""
        now = time.monotonic()
        if step.doing != self._doing:
            self._doing, self._from, self._began = step.doing, step.rows, now
            if self._bar is None:
                say(f"tocsin: {step.doing}" + (f", from row {step.rows + 1:,} on" if step.rows and step.unit == "bytes" else ""))
            else:
                if self._task is not None:
                    self._bar.remove_task(self._task)
                self._task = self._bar.add_task(step.doing, total=step.total if step.unit else None, rows="")
        if self._bar is not None and self._task is not None:
            rate = (step.rows - self._from) / (now - self._began) if now > self._began else 0.0
            told = [f"{step.done / 1e6:,.0f} of {step.total / 1e6:,.0f} MB"] if step.unit == "bytes" else []
            told += [f"{step.done:,} of {step.total:,} places"] if step.unit == "places" else []
            told += [f"{step.rows:,} rows"] if step.rows and step.unit == "bytes" else []
            told += [f"{rate:,.0f}/s"] if rate else []
            told += [f"{step.refused:,} refused"] if step.refused else []
            rows = ", ".join(told)
            self._bar.update(self._task, completed=step.done, total=(step.total or 1) if step.unit else None, rows=rows)

    def stop(self) -> None:
        """Take the line away."""
        if self._bar:
            self._bar.stop()
