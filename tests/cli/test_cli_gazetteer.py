"""`tocsin gazetteer`: find, info and import as a person gives them, and `tocsin read` with the file that an import made."""

from __future__ import annotations

import functools
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tocsin.cli import gazetteer as command
from tocsin.cli.gazetteer_file import choose, own_file
from tocsin.resolve.gazetteer import DEFAULT, Gazetteer
from tocsin.resolve.geonames_import import Step, import_geonames

sys.path.insert(0, str(Path(__file__).parents[1] / "resolve"))
import geonames_sample as sample


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data folder of one's own, empty, and no variable set."""
    monkeypatch.delenv("TOCSIN_GAZETTEER", raising=False)
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "data"))
    return own_file()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return sample.write(tmp_path / "SD.txt", [*sample.invented(), sample.BAD[2]])


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Import on top of a gazetteer of the countries alone, so that the tests are quick."""
    path = tmp_path / "small.sqlite"
    path.write_bytes(DEFAULT.read_bytes())
    with closing(sqlite3.connect(path)) as made:
        made.execute("delete from place where kind <> 0")
        made.execute("delete from name where place not in (select id from place)")
        made.execute("drop table search")
        made.commit()
        made.execute("vacuum")
    monkeypatch.setattr(command, "import_geonames", functools.partial(import_geonames, base=path))


def test_find_lists_places_with_kind_region_country_people_and_coordinates(fake):
    ended = fake("gazetteer", "find", "Kutum")
    assert ended.code == 0
    assert "Kutum  (settlement; North Darfur, SDN)" in ended.out
    assert "14.2" in ended.out
    assert "people" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80


def test_find_gives_one_object_a_line_and_null_for_what_is_not_known(fake):
    rows = fake("gazetteer", "find", "darfur", "--format", "jsonl", "--country", "Sudan").records
    region = next(row for row in rows if row["name"] == "Darfur")
    assert (region["kind"], region["country"], region["population"], region["geonameid"]) == ("region", "SDN", None, None)
    assert {row["country"] for row in rows} == {"SDN"}
    assert rows[0]["match"] == "exact"


@pytest.mark.parametrize("country", ["SD", "sdn", "Sudan"])
def test_a_country_is_told_by_name_or_code(fake, country):
    rows = fake("gazetteer", "find", "khart", "--country", country, "--kind", "settlement", "-f", "jsonl").records
    assert rows
    assert {(row["country"], row["kind"]) for row in rows} == {("SDN", "settlement")}


@pytest.mark.parametrize(
    ("option", "value", "told"), [("--country", "Atlantis", "no country"), ("--kind", "setlement", "did you mean settlement?")]
)
def test_a_filter_that_cannot_be_is_told(fake, option, value, told):
    ended = fake("gazetteer", "find", "Kutum", option, value)
    assert ended.code == 2
    assert told in ended.err


def test_a_name_that_is_not_there_is_said(fake):
    ended = fake("gazetteer", "find", "Qxqxqx")
    assert (ended.code, ended.out) == (0, "")
    assert "no place of the name" in ended.err
    assert "spelt like it" not in ended.err
    assert "tocsin gazetteer import" in ended.err


@pytest.mark.parametrize("command", ["find", "info"])
def test_names_that_are_spelt_alike_are_told(fake, command):
    ended = fake("gazetteer", command, "Khartuom")
    assert (ended.code, ended.out) == (0, "")
    assert "spelt like it: Khartoum (admin1, SDN); Khartoum (settlement, Khartoum, SDN)" in ended.err


def test_filters_that_leave_nothing_are_not_taken_for_a_name_that_is_not_there(fake):
    ended = fake("gazetteer", "find", "Kutum", "--country", "France")
    assert (ended.code, ended.out) == (0, "")
    assert "with these filters; without them there are some" in ended.err
    assert "import" not in ended.err


def test_numbers_are_no_name(fake):
    assert "a name has letters" in fake("gazetteer", "find", "13.5, 24.2").err


def test_info_tells_the_shipped_file_its_counts_and_licences(fake, home):
    ended = fake("gazetteer", "info")
    assert ended.code == 0
    for word in (str(DEFAULT), "shipped with Tocsin", "settlement", "CC BY 4.0", "public domain", str(home)):
        assert word in ended.out
    with Gazetteer() as shipped:
        assert f"{int(shipped.sources()['rows']):,} places" in ended.out


def test_info_of_a_name_tells_how_far_it_reaches_and_what_is_disputed(fake):
    told = fake("gazetteer", "info", "Crimea").out
    for word in (
        "Crimea  (admin1; UKR)",
        "radius 177 km",
        "177 km cover all of it",
        "the whole of it",
        "different states",
        "Natural Earth",
    ):
        assert word in told
    assert "disputed" not in fake("gazetteer", "info", "Khartoum").out
    assert "old provinces" in fake("gazetteer", "info", "Katanga").out
    assert "none on the map" in fake("gazetteer", "info", "Martinique").out
    france = fake("gazetteer", "info", "France").out
    assert "583 km reach its main parts" in france


def test_info_of_a_name_that_is_not_there_is_said(fake):
    ended = fake("gazetteer", "info", "Qxqxqx")
    assert (ended.code, ended.out) == (0, "")
    assert "no place of the name" in ended.err


def test_what_is_imported_is_used_from_then_on(fake, home, small, files, report):
    ended = fake("gazetteer", "import", files)
    assert ended.code == 1, "one row was refused"
    assert "SD.txt, line 16: latitude '94.1'" in ended.err
    assert "`tocsin read` uses it from now on" in ended.err
    assert choose().path == home
    told = fake("gazetteer", "info").out
    for word in (str(home), "data folder", "SD.txt", "SHA-256", "CC BY 4.0", "line 16", "classes AP"):
        assert word in told
    assert fake("gazetteer", "find", "Tundubaya", "-f", "jsonl").records[0]["geonameid"] == 980004
    again = fake("gazetteer", "import", files)
    assert "nothing was left to do" in again.err


def test_the_option_goes_before_the_variable_and_the_variable_before_the_folder(home, monkeypatch, tmp_path):
    assert choose().ships
    home.parent.mkdir(parents=True)
    home.write_bytes(b"")
    assert choose().path == home
    monkeypatch.setenv("TOCSIN_GAZETTEER", str(tmp_path / "b"))
    assert choose().path == tmp_path / "b"
    assert choose(tmp_path / "a").path == tmp_path / "a"


def test_doctor_names_the_gazetteer_and_misses_one_that_is_not_there(fake, monkeypatch, tmp_path):
    assert f"gazetteer   {DEFAULT}" in fake("doctor").out
    monkeypatch.setenv("TOCSIN_GAZETTEER", str(tmp_path / "nowhere.sqlite"))
    ended = fake("doctor")
    assert ended.code == 3
    assert "nowhere.sqlite, named by TOCSIN_GAZETTEER – IS NOT THERE" in ended.out


def test_reading_with_a_file_that_is_no_gazetteer_ends_before_anything_is_read(fake, report, tmp_path):
    ended = fake("read", report, "--gazetteer", tmp_path / "nowhere.sqlite")
    assert (ended.code, ended.out) == (3, "")
    assert "there is no gazetteer; make it anew with: tocsin gazetteer import" in ended.err


def test_another_gazetteer_marks_the_records_that_it_helped_to_make(home, small, fake, files, tmp_path):
    from tocsin.pipeline import Pipeline
    from tocsin.read.reader import NeuralReader

    own = tmp_path / "own.sqlite"
    assert fake("gazetteer", "import", files, "--output", own, "--country", "SDN", "--min-population", 200, "--classes", "P").code == 1
    reader = NeuralReader()
    with Gazetteer(own) as gazetteer:
        marked = Pipeline(reader, gazetteer=gazetteer).coder.version
    assert "+gazetteer." in marked
    assert Pipeline(reader, gazetteer=Gazetteer()).coder.version == Pipeline(reader).coder.version
    assert marked.startswith(Pipeline(reader).coder.version)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--classes", "XY"], "--classes XY"),
        (["--country", "Atlantis"], "no country"),
        (["--output", DEFAULT], "needed as it is"),
        (["--output", Path("no/such/folder/own.sqlite")], "does not exist"),
    ],
)
def test_an_import_that_cannot_be_is_told_before_it_begins(fake, home, files, options, told):
    ended = fake("gazetteer", "import", files, *options)
    assert ended.code == 2
    assert told in ended.err


def test_a_file_that_is_no_gazetteer_is_not_written_over(fake, home, files, tmp_path):
    other = tmp_path / "letter.txt"
    other.write_text("Dear friend")
    ended = fake("gazetteer", "import", files, "--output", other)
    assert ended.code == 2
    assert other.read_text() == "Dear friend"


def test_an_interrupted_import_says_that_it_goes_on(fake, home, files, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "import_geonames", interrupted)
    ended = fake("gazetteer", "import", files)
    assert ended.code == 130
    assert "the same command goes on from there" in ended.err


def test_progress_tells_each_step_once_where_there_is_no_terminal(capsys):
    with command._Shown(terminal=False) as shown:
        for done in (0, 1, 2):
            shown.tell(Step("places of SD.txt", done, 2, done))
        for done in (1, 2):
            shown.tell(Step("places in regions", done, 2, done, unit="places"))
        shown.tell(Step("sorting names", 0, 1, 0))
    said = ["places of SD.txt", "places in regions", "sorting names"]
    assert capsys.readouterr().err.splitlines() == [f"tocsin: {one}" for one in said]


def test_a_resumed_import_tells_from_which_row_on(capsys):
    with command._Shown(terminal=False) as shown:
        for done in (10, 20):
            shown.tell(Step("places of SD.txt", done, 20, done))
    assert capsys.readouterr().err.splitlines() == ["tocsin: places of SD.txt, from row 11 on"]


def test_progress_on_a_terminal_tells_done_total_rate_and_refusals():
    with command._Shown(terminal=True) as shown:
        shown.tell(Step("places of SD.txt", 1_000_000, 4_000_000, 0))
        shown.tell(Step("places of SD.txt", 2_000_000, 4_000_000, 10_000, refused=3))
        assert shown._bar is not None
        (task,) = shown._bar.tasks
        assert (task.description, task.percentage) == ("places of SD.txt", 50)
        for word in ("2 of 4 MB", "10,000 rows", "/s", "3 refused"):
            assert word in task.fields["rows"]
        shown.tell(Step("sorting names", 0, 1, 0, unit=""))
        assert [one.description for one in shown._bar.tasks] == ["sorting names"]


def test_objects_are_json_with_the_letters_as_they_are(fake):
    line = fake("gazetteer", "find", "الموصل", "-f", "jsonl").out.splitlines()[0]
    assert json.loads(line)["name"] == "Mosul"
    assert "الموصل" in line
