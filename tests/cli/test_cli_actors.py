"""`tocsin actors`: listing, showing, judging, importing and exporting; and that reading takes the judgements into account."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli_fakes import FakeReader, FakeResolver

from tocsin.cli.app import app
from tocsin.pipeline import Pipeline
from tocsin.resolve.learned import Learned

ARMY = "a1"  # the actor of the fake reader's reports


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "judged" / "j.jsonl"


@pytest.fixture
def actors(fake, journal: Path):
    """Give a command of `tocsin actors` with the test's own journal."""

    def give(*arguments: object):
        return fake("actors", *arguments, "--judgements", journal)

    return give


@pytest.fixture
def judge(actors):
    """Give a judgement, and return the id that it is noted under."""

    def give(*arguments: object) -> str:
        ended = actors(*arguments, "--reason", "two reports say so", "--author", "ana")
        assert ended.code == 0, ended.err
        return re.search(r"noted as (\w+)", ended.err)[1]

    return give


@pytest.fixture
def db(fake, folder, tmp_path: Path) -> Path:
    path = tmp_path / "kept.db"
    assert fake("read", folder, "--db", path).code == 0
    return path


def names(ended) -> list[str]:
    return [record["name"] for record in ended.records]


def test_the_list_is_a_table_that_fits_and_says_how_many(actors) -> None:
    ended = actors("list", "--limit", 7, "--width", 70)
    lines = ended.out.splitlines()
    assert lines[0].split() == ["id", "kind", "country", "name", "and", "aliases"]
    assert sum(not line.startswith(" ") for line in lines) == 8
    assert max(map(len, lines)) <= 70
    assert re.search(r"7 of \d+ actors; see more with --limit and --offset", ended.err)


def test_a_long_id_stands_on_a_line_of_its_own_so_that_names_have_room(actors) -> None:
    told = actors("list", "--text", "justice and equality", "--width", 80).out
    assert re.search(r"(?m)^armed:justice-and-equality-movement\n +armed group +SDN +Justice and Equality Movement", told)


@pytest.mark.parametrize(
    ("option", "given", "meant"), [("--kind", "armed groups", "did you mean “armed group”?"), ("--country", "XX", "such as Chad or TCD")]
)
@pytest.mark.parametrize("command", [("list",), ("export", "-")])
def test_a_filter_that_lets_nobody_through_is_a_usage_error(actors, command, option, given, meant) -> None:
    ended = actors(*command, option, given)
    assert (ended.code, ended.out) == (2, "")
    assert meant in ended.err


def test_a_name_that_is_nearly_right_is_met_with_the_right_one(actors) -> None:
    ended = actors("show", "Hezbolla")
    assert ended.code == 2
    assert "did you mean “Hezbollah”" in ended.err


def test_an_alias_says_whose_it_was_and_is_refused_where_it_says_nothing_new(actors, judge) -> None:
    ended = actors("alias", "armed:hezbollah", "Hamas", "--reason", "a test", "--author", "ana")
    assert "until now “Hamas” was Hamas (armed:hamas)" in ended.err
    again = actors("alias", "armed:hezbollah", "Hamas", "--reason", "a test", "--author", "ana")
    assert again.code == 2
    assert "is called “Hamas” already" in again.err
    assert actors("rename", "armed:hezbollah", "Hezbollah", "--reason", "a test", "--author", "ana").code == 2


def test_filters_hold_at_once_and_jsonl_tells_all(actors) -> None:
    found = actors("list", "--kind", "Armed Group", "--country", "lbn", "--format", "jsonl")
    assert "Hezbollah" in names(found)
    assert {(r["kind"], r["country"]) for r in found.records} == {("armed group", "LBN")}
    assert names(actors("list", "--text", "HIZBOLLAH", "--format", "jsonl")) == ["Hezbollah"]
    assert "0 of 0 actors" in actors("list", "--text", "no such actor").err


def test_pages_follow_each_other(actors) -> None:
    both = names(actors("list", "--limit", 6, "--format", "jsonl"))
    assert names(actors("list", "--limit", 3, "--format", "jsonl")) == both[:3]
    assert names(actors("list", "--limit", 3, "--offset", 3, "--format", "jsonl")) == both[3:]


def test_show_tells_names_with_their_origin_sources_and_judgements(actors, judge) -> None:
    noted = judge("alias", "armed:hezbollah", "Party of God")
    undone = judge("rename", "Hezbollah", "Hizb")
    judge("undo", undone[:10])
    told = actors("show", "party of god").out
    assert told.startswith("armed:hezbollah  Hezbollah\n")
    assert "Hizballah: the shipped register" in told
    assert re.search(rf"Party of God: alias of \d{{4}}-\d\d-\d\d by ana \({noted}\)", told)
    assert f"{noted}  " in told
    assert "ana  rename “Hizb”, undone: two reports say so" in told
    assert f"undo of {undone}" in told
    assert "euaa.europa.eu" in told


def test_show_tells_where_an_actor_stands(actors, db: Path) -> None:
    told = actors("show", "the army", "--db", db).out
    assert "stands in 12 documents:" in told
    assert "1 claim  as “the army”, “army”" in told
    assert "stands in 0 documents" in actors("show", "Hezbollah", "--db", db).out


def test_the_list_of_a_database_holds_those_that_stand_in_reports_only(actors, judge, db: Path) -> None:
    first = actors("list", "--db", db, "--limit", 1).out.splitlines()[1].split()
    assert first[:6] == [ARMY, "armed", "force", "SDN", "12", "the"]
    judge("merge", ARMY, "mil:SDN", "--db", db)
    listed = actors("list", "--db", db, "--limit", 1).out.splitlines()[1].split()
    assert listed[:5] == ["mil:SDN", "armed", "force", "SDN", "12"]
    told = actors("show", ARMY, "--db", db).out
    assert told.startswith(f"{ARMY} was merged into mil:SDN\n")
    assert "stands in 12 documents" in told


def test_parties_without_a_name_of_their_own_are_listed_on_request(actors, db: Path) -> None:
    with closing(sqlite3.connect(db)) as kept, kept:
        kept.execute("UPDATE actors SET id = 'org:0123456789ab'")
    told = actors("list", "--text", "org:0123", "--db", db)
    assert "the army" not in told.out
    assert "0 of 0 actors; 1 without a name of their own left out, see them with --unnamed" in told.err
    assert "the army" in actors("list", "--text", "org:0123", "--db", db, "--unnamed").out


def test_what_was_judged_is_said_with_how_to_undo_it(actors) -> None:
    ended = actors("alias", "Hezbollah", "Party of God", "--reason", "a report", "--author", "ana")
    assert ended.out == "“Party of God” is Hezbollah (armed:hezbollah)\n"
    assert re.search(r"noted as (\w{16}) in .*j\.jsonl; undo it with: tocsin actors undo \1 --reason", ended.err)


def test_a_judgement_bears_date_author_reason_and_action(actors, judge, journal: Path) -> None:
    judge("split", "Hizbollah", "Hezbollah", "--name", "Another Hizbollah")
    told = json.loads(journal.read_text(encoding="utf-8").splitlines()[0])
    assert (told["author"], told["reason"], told["action"], told["name"]) == ("ana", "two reports say so", "split", "Hizbollah")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", told["at"])
    assert names(actors("list", "--text", "hizbollah", "--format", "jsonl")) == ["Another Hizbollah"]


def test_the_login_name_judges_where_nobody_else_does(actors, journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "desk-4")
    actors("alias", "Hezbollah", "Party of God", "--reason", "a report")
    assert json.loads(journal.read_text(encoding="utf-8"))["author"] == "desk-4"

    def nobody() -> str:
        raise OSError("no login")

    monkeypatch.setattr("getpass.getuser", nobody)
    ended = actors("alias", "Hezbollah", "God's Party", "--reason", "a report")
    assert ended.code == 2
    assert "--author NAME" in ended.err


@pytest.mark.parametrize(
    "command",
    [
        ("merge", "Hezbollah", "armed:nobody"),
        ("split", "No Such Name", "Hezbollah"),
        ("rename", "armed:nobody", "X"),
        ("undo", "ffff"),
    ],
)
def test_what_cannot_be_judged_ends_with_2_and_writes_nothing(actors, journal: Path, command: tuple[str, ...]) -> None:
    ended = actors(*command, "--reason", "why", "--author", "ana")
    assert ended.code == 2
    assert ended.err.startswith("tocsin: ")
    assert not journal.exists()


def test_a_judgement_without_a_reason_is_not_understood(actors) -> None:
    assert actors("alias", "Hezbollah", "Party of God").code == 2


def test_the_variable_names_the_journal(fake, journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_JUDGEMENTS", str(journal))
    assert fake("actors", "alias", "Hezbollah", "Party of God", "--reason", "r", "--author", "a").code == 0
    assert journal.is_file()


def test_a_bad_line_of_the_journal_is_told_and_the_rest_holds(actors, judge, journal: Path) -> None:
    judge("alias", "Hezbollah", "Party of God")
    with journal.open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    ended = actors("list", "--text", "party of god", "--format", "jsonl")
    assert names(ended) == ["Hezbollah"]
    assert f"{journal}, line 2: is no JSON; restore it" in ended.err


def line(**told: object) -> str:
    return json.dumps({"schema": "tocsin/actor/1", "kind": "armed group", "source": "a list", **told}) + "\n"


def test_import_says_what_became_of_each(actors, tmp_path: Path, journal: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text(
        line(id="import:1", name="Reed Front", aliases=["RF", "Hizbollah"], external={"list": "17"})
        + line(id="import:2", name="Hezbollah", aliases=["Party of God"])
        + line(id="import:3", name="Hamas")
        + line(id="import:4", name="Ana Reed", kind="person in office")
        + line(id="import:5", name="Ben Reed", kind="person in office", offices=["Mayor of Kutum"])
        + line(id="people:6", name="Ardoun", kind="people")
        + "{broken\n",
        encoding="utf-8",
    )
    ended = actors("import", path, "--author", "ana")
    assert ended.code == 1
    assert "2 added, 1 told more of, 1 known as they are" in ended.err
    assert "1 left out, a person for whom the file gives no public office; private persons stay mentions" in ended.err
    assert "Ana Reed" not in ended.err + journal.read_text(encoding="utf-8")
    assert "1 left out, a people is no party and no organisation: Ardoun" in ended.err
    assert "1 name is another actor's already and stays with it: “Hizbollah”" in ended.err
    assert f"{path}, line 7: is no JSON" in ended.err
    told = {r["name"]: r for r in actors("list", "--limit", 5000, "--format", "jsonl").records}
    assert told["Reed Front"]["external"] == {"list": "17"}
    assert told["Reed Front"]["id"].startswith("org:")
    assert "Party of God" in told["Hezbollah"]["aliases"]
    assert told["Ben Reed"]["offices"] == ["Mayor of Kutum"]
    assert "Ana Reed" not in told
    again = actors("import", path, "--author", "ana")
    assert "0 added, 0 told more of, 4 known as they are" in again.err


def test_a_file_that_cannot_be_read_ends_with_3(actors, tmp_path: Path, journal: Path) -> None:
    ended = actors("import", tmp_path / "none.json", "--author", "ana")
    assert ended.code == 3
    assert "none.json: cannot be read" in ended.err
    (tmp_path / "bad.json").write_text('{"a": 1}\n')
    assert actors("import", tmp_path / "bad.json", "--author", "ana").code == 3
    (tmp_path / "empty.json").write_text("")
    empty = actors("import", tmp_path / "empty.json", "--author", "ana")
    assert "empty.json: holds nobody" in empty.err
    assert not journal.exists()


@pytest.mark.parametrize("form", ["jsonl", "ftm"])
def test_what_is_exported_is_known_when_it_is_imported(actors, judge, fake, tmp_path: Path, form: str) -> None:
    judge("alias", "Hezbollah", "Party of God")
    path = tmp_path / f"all.{form}"
    assert actors("export", path, "--format", form).code == 0
    many = sum(
        '"kind": "people"' not in told and '"schema": "UnknownLink"' not in told for told in path.read_text(encoding="utf-8").splitlines()
    )
    ended = fake("actors", "import", path, "--author", "b", "--judgements", tmp_path / "other.jsonl")
    assert ended.code == 0, ended.err
    added, more, known = map(int, re.search(r"(\d+) added, (\d+) told more of, (\d+) known", ended.err).groups())
    assert (added, added + more + known) == (0, many)
    [found] = fake("actors", "list", "--text", "Party of God", "--format", "jsonl", "--judgements", tmp_path / "other.jsonl").records
    assert found["id"] == "armed:hezbollah"


def test_only_what_judgements_changed_is_exported_on_request(actors, judge) -> None:
    judge("alias", "Hezbollah", "Party of God")
    assert names(actors("export", "-", "--learned")) == ["Hezbollah"]
    [told, *sides] = actors("export", "-", "--format", "ftm", "--text", "hizballah").records
    assert told["properties"]["name"] == ["Hezbollah"]
    assert {side["schema"] for side in sides} == {"UnknownLink"}


def test_an_export_with_a_database_holds_organisations_of_reports_and_no_persons(actors, fake, judge, db: Path, tmp_path: Path) -> None:
    rows = {
        "a1": ("org:25c41dbfb6ea", "Northern Vigil Front", '["the Front"]', "armed group"),
        "a2": ("person:182bf5618c82", "Rosa Quill", "[]", "person in office"),
        "a3": ("org:e1c0624695f4", "Families", "[]", "organisation"),
        "a4": ("org:4326024b7697", "Residents of Kutum", "[]", "organisation"),
    }
    with closing(sqlite3.connect(db)) as kept, kept:
        columns = [c[1] for c in kept.execute("PRAGMA table_info(actors)")]
        [template, *_] = kept.execute("SELECT * FROM actors")
        for identity, name, aliases, kind in rows.values():
            row = dict(zip(columns, template, strict=True)) | {
                "id": identity, "name": name, "aliases": aliases, "kind": kind, "country": None, "folded": name.lower(),
            }  # fmt: skip
            row.pop("rowid", None)
            kept.execute(f"INSERT INTO actors ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    ended = actors("export", "-", "--db", db, "--learned")
    assert ended.code == 0, ended.err
    assert names(ended) == ["the army", "Northern Vigil Front"]
    assert ended.records[1]["aliases"] == []
    assert "1 left out, office-holders whom only reports name" in ended.err
    assert "2 left out, parties of one report without a name of their own" in ended.err
    everyone = names(actors("export", "-", "--db", db))
    assert {"Hezbollah", "Northern Vigil Front"} <= set(everyone)
    assert "Northern Vigil Front" not in names(actors("export", "-"))
    entity = actors("export", "-", "--db", db, "--learned", "--format", "ftm", "--text", "vigil").records[0]
    assert (entity["id"], entity["properties"]["name"]) == ("tocsin-org-25c41dbfb6ea", ["Northern Vigil Front"])
    path = tmp_path / "seen.jsonl"
    assert actors("export", path, "--db", db, "--learned").code == 0
    taken = fake("actors", "import", path, "--author", "b", "--judgements", tmp_path / "other.jsonl")
    assert "2 added, 0 told more of, 0 known" in taken.err


def test_an_export_of_the_register_as_entities_tells_nothing_new_when_it_is_imported(actors, fake, tmp_path: Path) -> None:
    path = tmp_path / "all.ftm.json"
    assert actors("export", path, "--format", "ftm").code == 0
    ended = fake("actors", "import", path, "--author", "b", "--judgements", tmp_path / "other.jsonl")
    assert re.search(r"0 added, 0 told more of, \d+ known as they are; nothing to note", ended.err)


def test_an_export_into_a_folder_that_is_not_there_is_refused(actors, tmp_path: Path) -> None:
    ended = actors("export", tmp_path / "none" / "a.jsonl")
    assert ended.code == 2
    assert "does not exist" in ended.err


def pipeline(learned: Learned | None = None, gazetteer: object = None) -> Pipeline:
    return Pipeline(FakeReader(), FakeResolver(), learned)


def test_reading_signs_with_the_judgements_and_reads_again_when_they_change(fake, judge, report, journal, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tocsin.cli.read.Pipeline", pipeline)
    db, told = tmp_path / "kept.db", ("--format", "jsonl")
    [plain] = fake("read", report, "--db", db, *told).records
    assert "judgements" not in plain["coder"]
    judge("alias", "Hezbollah", "Party of God")
    first = fake("read", report, "--db", db, "--judgements", journal, *told)
    assert "1 read" in first.err
    assert "1 known from before" in fake("read", report, "--db", db, "--judgements", journal, *told).err
    judge("alias", "Hezbollah", "Hizb")
    second = fake("read", report, "--db", db, "--judgements", journal, *told)
    assert "1 read" in second.err
    signs = [ended.records[0]["coder"]["judgements"] for ended in (first, second)]
    assert len(set(signs)) == 2
    with closing(sqlite3.connect(db)) as connection:
        assert signs[1][:12] in connection.execute("SELECT coder FROM readings WHERE withdrawn_at IS NULL").fetchone()[0]


def test_a_bad_journal_does_not_stop_the_reading(fake, report, journal: Path, monkeypatch) -> None:
    monkeypatch.setattr("tocsin.cli.read.Pipeline", pipeline)
    journal.parent.mkdir()
    journal.write_text("{broken\n", encoding="utf-8")
    ended = fake("read", report, "--judgements", journal, "--format", "jsonl")
    assert ended.code == 0
    assert len(ended.records) == 1
    assert f"{journal}, line 1: is no JSON" in ended.err


def test_a_journal_that_was_named_and_is_not_there_is_told(fake, report, journal: Path) -> None:
    ended = fake("read", report, "--judgements", journal)
    assert ended.code == 3
    assert f"{journal}: there are no judgements here" in ended.err


def test_read_says_in_its_help_that_it_takes_judgements(fake) -> None:
    assert "--judgements" in fake("read", "--help").out
    assert {g.typer_instance.info.name for g in app.registered_groups} >= {"actors"}
