"""Import of GeoNames' own files: what comes in, what is left out and said, and that a stop at any moment loses and doubles nothing."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import geonames_sample as sample
import pytest

from tocsin.errors import GazetteerError
from tocsin.resolve.gazetteer import DEFAULT, Candidate, Gazetteer
from tocsin.resolve.gazetteer_search import find
from tocsin.resolve.geonames_import import Report, Step, import_geonames, work_path
from tocsin.resolve.geonames_taker import Filters
from tocsin.resolve.geonames_work import WorkFile, work_file

ALL = Filters(classes=frozenset("AHLPRSTV"))
HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped gazetteer with all countries and five countries' regions and larger towns: small, so that tests are quick."""
    path = tmp_path_factory.mktemp("base") / "gazetteer.sqlite"
    shutil.copyfile(DEFAULT, path)
    with closing(sqlite3.connect(path)) as made:
        made.executescript(
            """create temp table kept as select id from place where kind in (0, 6)
                or (country in ('SDN', 'SYR', 'UKR', 'COD', 'CHN') and (kind = 1 or (kind = 3 and population >= 20000)));
            create unique index temp.kept_id on kept (id);
            delete from name where place not in (select id from kept);
            delete from place where id not in (select id from kept);
            drop table search;"""
        )
        made.execute("vacuum")
    return path


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return sample.write_all(tmp_path_factory.mktemp("files"), bad=True)


Make = Callable[..., Report]


@pytest.fixture(scope="session")
def make(base: Path) -> Make:
    def give(paths: list[Path], out: Path, filters: Filters = ALL, **more: object) -> Report:
        return import_geonames(paths, out, filters, base=base, batch=50, **more)  # type: ignore[arg-type]

    return give


@pytest.fixture(scope="session")
def whole(make: Make, files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The import of the whole sample, not stopped."""
    return make(files, tmp_path_factory.mktemp("whole") / "own.sqlite")


@pytest.fixture
def own(whole: Report) -> Gazetteer:
    return Gazetteer(whole.out)


def one(gazetteer: Gazetteer, name: str, country: str = "SDN") -> Candidate:
    (found,) = [place for place in gazetteer.lookup(name) if place.country == country]
    return found


def content(path: Path) -> dict[str, list[tuple]]:
    """All that a gazetteer holds, save the moment of its making."""
    with closing(sqlite3.connect(path)) as made:
        tables = [row[0] for row in made.execute("select name from sqlite_master where type = 'table' order by 1") if row[0] != "meta"]
        held = {table: made.execute(f"select * from {table}").fetchall() for table in tables if not table.startswith("search")}
        held["source"] = made.execute("select number, sha256, upto, lines, taken, left_out, refused from source").fetchall()
        held["words"] = made.execute("select rowid from search where search match 'harir*' order by 1").fetchall()
        return held


def test_the_sample_has_a_thousand_rows() -> None:
    assert len(sample.places()) == sample.ROWS
    assert len({line.split("\t")[0] for line in sample.places()}) == sample.ROWS


def test_new_villages_are_known_with_their_region_and_district(own: Gazetteer) -> None:
    village = one(own, "Tundubaya")
    assert (village.kind, village.admin1, village.population, village.geonameid) == ("settlement", "North Darfur", 300, 980004)
    assert one(own, "Harir").kind == "admin2"
    assert own.lookup("Tundubaya Town")[0].main
    assert not own.lookup("Toundoubaïa")[0].main


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("تندباية", 980004),
        ("通杜巴亚", 980004),
        ("Тундубая", 980004),
        ("新河口镇", 980011),
        ("Верхня Зоря", 980012),
        ("أبو قمرة الجديدة", 980003),
        ("abu qamra al-jadida", 980003),
    ],
)
def test_names_in_any_script_lead_to_the_place(own: Gazetteer, name: str, number: int) -> None:
    assert [place.geonameid for place in own.lookup(name)] == [number]


def test_codes_and_links_are_no_names(own: Gazetteer) -> None:
    assert own.lookup("AQJ") == ()
    assert own.lookup("https://example.org/Tundubaya") == ()


def test_what_ships_stays_and_a_known_place_is_not_doubled(own: Gazetteer) -> None:
    kutum = one(own, "Kutum")
    assert (kutum.geonameid, kutum.admin1) == (371745, "North Darfur")
    assert own.country("SDN") is not None
    assert own.demonym("Syrian") == "SYR"
    assert own.country_told("Ukraine") == "UKR"


def test_a_region_that_ships_lends_its_borders_and_takes_the_id(own: Gazetteer) -> None:
    (region,) = [place for place in own.lookup("North Darfur") if place.kind == "admin1"]
    assert region.geonameid == 980001
    assert region.radius_km is not None
    assert region.radius_km > 300
    assert own.lookup("شمال دارفور")[0].id == region.id


def test_a_newer_region_is_one_of_its_own_with_an_extent_that_reaches_its_towns(own: Gazetteer) -> None:
    region = one(own, "Upper Wenga", "COD")
    assert region.kind == "admin1"
    assert region.radius_km is not None
    assert 10 < region.radius_km < 60
    assert one(own, "Wengatown", "COD").region == region.id


def test_a_place_without_a_code_takes_the_region_of_its_neighbour(own: Gazetteer) -> None:
    assert one(own, "Verkhnia Zoria", "UKR").admin1 is not None


def test_a_place_in_a_disputed_area_is_flagged(own: Gazetteer) -> None:
    assert one(own, "Verkhnia Zoria", "UKR").disputed
    assert not one(own, "Tundubaya").disputed


def test_sites_and_waters_come_as_minor_and_what_is_gone_or_undersea_stays_out(own: Gazetteer) -> None:
    assert (one(own, "Wadi Harir").kind, one(own, "Wadi Harir").minor) == ("river", True)
    assert (one(own, "Harir Camp").kind, one(own, "Harir Camp").minor) == ("facility", True)
    assert one(own, "South Side").kind == "district"
    assert not one(own, "Tundubaya").minor
    assert own.lookup("Old Harir") == ()
    assert own.lookup("Harir Deep") == ()


def test_bad_rows_are_left_out_counted_and_listed_with_file_line_and_remedy(whole: Report) -> None:
    assert whole.refusals == len(whole.refused) == 7
    told = {(row.file, row.line): row.reason for row in whole.refused}
    assert [line for file, line in told if file == "allCountries.zip"] == [1, 201, 401, 601, 801]
    assert "20 fields where 19 are expected" in told["allCountries.zip", 1]
    assert "geonameid '99000x'" in told["allCountries.zip", 201]
    assert "latitude '94.1'" in told["allCountries.zip", 401]
    assert "both 0" in told["allCountries.zip", 601]
    assert "country 'QQ'" in told["allCountries.zip", 801]
    assert ("admin1CodesASCII.txt", 3) in told
    assert ("alternateNamesV2.zip", 8) in told
    assert all(";" in reason for reason in told.values()), "each says how to mend it"


def test_the_file_says_where_it_comes_from(own: Gazetteer, whole: Report, files: list[Path]) -> None:
    rows = own.rows("select file, sha256, dated, licence, address, lines, taken, left_out, refused from source")
    assert {row[0] for row in rows} == {path.name for path in files}
    assert all(len(row[1]) == 64 and row[3] == "CC BY 4.0" and "geonames.org" in row[4] for row in rows)
    assert all(lines == taken + left_out + refused for *_, lines, taken, left_out, refused in rows)
    assert next(row[2] for row in rows if row[0] == "allCountries.zip") == "2026-01-02"
    assert own.sources()["places"].startswith("GeoNames")
    assert not [key for key in own.sources() if key.startswith("work")]


def test_a_line_that_is_no_utf8_or_endless_is_refused_and_the_rest_is_read(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "XX.txt"
    good = "\n".join(sample.invented()).encode()
    path.write_bytes(b"\xff\xfe\tbroken\n" + b"x" * (3 << 20) + b"\n\n" + good + b"\n")
    made = make([path], tmp_path / "own.sqlite")
    assert [(row.line, row.reason.split(";")[0]) for row in made.refused] == [(1, "byte 1 is not UTF-8"), (2, "longer than a megabyte")]
    with Gazetteer(made.out) as own:
        assert own.lookup("Wengatown")


def test_filters_by_country_population_and_class(make: Make, files: list[Path], tmp_path: Path) -> None:
    few = make(files, tmp_path / "few.sqlite", Filters(frozenset({"SDN"}), 500, frozenset("P")))
    with Gazetteer(few.out) as own:
        assert own.lookup("Abu Qamra al Jadida")
        for name in ("Tundubaya", "Wengatown", "Harir Locality", "Umm Tulayh", "Wadi Harir"):
            assert own.lookup(name) == (), name
        assert own.lookup("شمال دارفور")
    assert few.left_out > 700


def test_a_plain_table_of_one_country_is_enough(make: Make, tmp_path: Path) -> None:
    path = sample.write(tmp_path / "SD.txt", sample.invented())
    with Gazetteer(make([path], tmp_path / "own.sqlite").out) as own:
        assert one(own, "Tundubaya").geonameid == 980004


class StopError(Exception):
    """Ends an import from within."""


def stop_at(number: int) -> Callable[[Step], None]:
    heard = 0

    def tell(_: Step) -> None:
        nonlocal heard
        heard += 1
        if heard == number:
            raise StopError

    return tell


@pytest.mark.parametrize("every", [2, 3, 7])
def test_stopped_again_and_again_it_comes_to_the_same(make: Make, files: list[Path], whole: Report, tmp_path: Path, every: int) -> None:
    out, stops = tmp_path / "own.sqlite", 0
    hashing = 4
    while True:
        try:
            made = make(files, out, tell=stop_at(hashing + every))
            break
        except StopError:
            stops += 1
            assert not out.exists()
            assert work_path(out).exists()
            assert stops < 200
    assert stops > 3
    assert content(out) == content(whole.out)
    assert (made.taken, made.refusals) == (whole.taken, whole.refusals)
    assert list(tmp_path.iterdir()) == [out]


def test_killed_in_the_middle_it_goes_on_where_it_was(make: Make, files: list[Path], base: Path, whole: Report, tmp_path: Path) -> None:
    out = tmp_path / "own.sqlite"
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from tocsin.resolve.geonames_import import import_geonames\n"
        "from tocsin.resolve.geonames_taker import Filters\n"
        "def tell(step):\n"
        "    print(step.rows if step.doing.startswith('places of') else 0, flush=True)\n"
        "    time.sleep(0.02)\n"
        "import_geonames([Path(one) for one in sys.argv[3:]], Path(sys.argv[1]), Filters(classes=frozenset('AHLPRSTV')), tell,"
        " base=Path(sys.argv[2]), batch=50)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, out, base, *files], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= 300:
                break
        child.kill()
    assert child.returncode != 0
    with closing(sqlite3.connect(work_path(out))) as half:
        lines = half.execute("select lines from source where role = 'places'").fetchone()[0]
    assert 300 <= lines < 1_000
    steps: list[Step] = []
    make(files, out, tell=steps.append)
    read = [step.rows for step in steps if step.doing.startswith("places of")]
    assert read[:2] == [lines, lines + 50], "what was done is not done again"
    assert not [step for step in steps if step.doing.startswith("regions' codes")]
    assert content(out) == content(whole.out)


def test_done_once_it_is_not_done_twice(make: Make, files: list[Path], whole: Report) -> None:
    before = whole.out.stat().st_mtime_ns
    steps: list[Step] = []
    again = make(files, whole.out, tell=steps.append)
    assert again.known
    assert (again.places, again.taken, again.refusals) == (whole.places, whole.taken, whole.refusals)
    assert all(step.doing.startswith("checking") for step in steps)
    assert whole.out.stat().st_mtime_ns == before


def test_an_import_of_other_files_is_not_mixed_in(make: Make, files: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "own.sqlite"
    with pytest.raises(StopError):
        make(files, out, tell=stop_at(9))
    with pytest.raises(GazetteerError, match="--restart"):
        make(files[:1], out)
    assert make(files[:1], out, restart=True).refusals == 5


def test_two_imports_do_not_write_one_file(make: Make, files: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "own.sqlite"

    def meanwhile(step: Step) -> None:
        if step.rows == 100:
            with pytest.raises(GazetteerError, match="another import is at work"):
                make(files, out, restart=True)
            raise StopError

    with pytest.raises(StopError):
        make(files, out, tell=meanwhile)
    assert make(files, out).refusals == 7


def test_the_old_file_stays_until_the_new_one_is_whole(make: Make, files: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "own.sqlite"
    first = make(files[:1], out)
    before = out.read_bytes()
    with pytest.raises(StopError):
        make(files, out, tell=stop_at(20))
    assert out.read_bytes() == before
    assert make(files, out).names > first.names


def test_a_full_disk_is_told_and_the_work_so_far_is_kept(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "work"
    with pytest.raises(GazetteerError, match=r"disk is full.*goes on from there"), work_file(path, base, "{}", [], restart=False) as work:
        _fill(work)
    assert path.exists()


def _fill(work: WorkFile) -> None:
    pages = work.number("pragma page_count")
    work.connection.execute(f"pragma max_page_count = {pages}")
    work.connection.executemany("insert into stage_name values (?, 1, 1)", (("x" * 4_000,) for _ in range(5_000)))


@pytest.mark.parametrize(
    ("name", "write", "told"),
    [
        ("XX.zip", lambda path: None, "no such file"),
        ("XX.csv", lambda path: path.write_text("name,lat,lon\nKutum,14,24\n"), "none of GeoNames' files"),
        ("XX.zip", lambda path: path.write_bytes(b"PK\x03\x04 cut short"), "not a zip, or cut short"),
        ("XX.zip", lambda path: sample.write(path, ["nothing"], "picture.jpg"), "holds no table"),
        ("XX.txt", lambda path: sample.write(path, sample.ADMIN2), "none of the files holds places"),
    ],
)
def test_a_file_that_is_none_of_them_is_named_with_what_is_wanted(
    make: Make, tmp_path: Path, name: str, write: Callable[[Path], object], told: str
) -> None:
    path = tmp_path / name
    write(path)
    with pytest.raises(GazetteerError, match=told) as caught:
        make([path], tmp_path / "own.sqlite")
    assert "GeoNames" in str(caught.value) or "allCountries.zip or" in str(caught.value)


def test_a_zip_damaged_in_the_middle_is_named_with_its_line(make: Make, tmp_path: Path) -> None:
    path = sample.write(tmp_path / "allCountries.zip", sample.places(), "allCountries.txt")
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2 : len(damaged) // 2 + 200] = b"\x00" * 200
    path.write_bytes(damaged)
    with pytest.raises(GazetteerError, match=r"allCountries\.zip:allCountries\.txt: damaged or unreadable after line \d+"):
        make([path], tmp_path / "own.sqlite")


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell the most memory of a process")
def test_memory_does_not_grow_with_the_file(tmp_path: Path, base: Path) -> None:
    lines = (sample.row(2_000_000 + n, f"Village {n}", 10 + n / 1e5, 20 + n / 1e5, "SD.55", people=n) for n in range(20_000))
    path = sample.write(tmp_path / "SD.txt", lines)
    watch = (
        "import resource, sys\nfrom pathlib import Path\n"
        "from tocsin.resolve.geonames_import import import_geonames\nfrom tocsin.resolve.geonames_taker import Filters\n"
        "at = {}\n"
        "def tell(step):\n"
        "    if step.doing.startswith('places of'): at[step.rows] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "import_geonames([Path(sys.argv[1])], Path(sys.argv[2]), Filters(), tell, base=Path(sys.argv[3]), batch=2000)\n"
        "print((at[20000] - at[6000]) // (1024 if sys.platform == 'darwin' else 1))\n"
    )
    done = subprocess.run([sys.executable, "-c", watch, path, tmp_path / "o.sqlite", base], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 8_000, "kilobytes more at row 20,000 than at row 6,000"


def test_search_answers_within_a_moment_in_the_imported_file(own: Gazetteer) -> None:
    find(own, "har")
    start = time.perf_counter()
    assert find(own, "harir")
    assert time.perf_counter() - start < 1.0
