"""Search: exact names, beginnings, words, any script; filters; and what the index costs."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tocsin.errors import GazetteerError
from tocsin.resolve.gazetteer import DEFAULT, Gazetteer, fold
from tocsin.resolve.gazetteer_search import find, words


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


def names(gazetteer: Gazetteer, asked: str, **more: object) -> list[tuple[str, str | None]]:
    return [(one.place.name, one.place.country) for one in find(gazetteer, asked, **more)]  # type: ignore[arg-type]


def test_the_exact_name_comes_first_however_few_live_there(gazetteer: Gazetteer) -> None:
    found = find(gazetteer, "San")
    exact = [one for one in found if one.rank == 0]
    assert found[: len(exact)] == tuple(exact)
    assert {one.matched for one in exact} == {"san"}
    assert max(one.place.population for one in found[len(exact) :]) > max(one.place.population for one in exact)


def test_the_last_word_may_be_unfinished(gazetteer: Gazetteer) -> None:
    assert ("Deir ez-Zor", "SYR") in names(gazetteer, "deir ez-z")
    assert names(gazetteer, "Khartou")[0] == ("Khartoum", "SDN")


def test_words_are_found_wherever_they_stand_in_the_name(gazetteer: Gazetteer) -> None:
    assert {"North Darfur", "Western Darfur"} <= {name for name, _ in names(gazetteer, "darfur")}
    assert ("S\xe3o Tom\xe9", "STP") in names(gazetteer, "tome sao")


@pytest.mark.parametrize(
    ("asked", "name", "country"),
    [("Москв", "Moscow", "RUS"), ("الموص", "Mosul", "IRQ"), ("北京", "Beijing", "CHN"), ("京", None, None), ("ХАРКІВ", "Kharkiv", "UKR")],
)
def test_any_script_finds(gazetteer: Gazetteer, asked: str, name: str | None, country: str | None) -> None:
    found = names(gazetteer, asked, limit=40)
    assert found if name is None else (name, country) in found


def test_words_of_two_names_of_one_place_are_no_name(gazetteer: Gazetteer) -> None:
    assert "moscou" in words("moscou")
    assert find(gazetteer, "moscou moskva") == ()


def test_filters_hold_for_exact_and_other_finds(gazetteer: Gazetteer) -> None:
    assert {country for _, country in names(gazetteer, "Tripoli", countries={"LBN"})} == {"LBN"}
    assert {one.place.kind for one in find(gazetteer, "khart", countries={"SDN"}, kinds={"admin1"})} == {"admin1"}
    assert len(find(gazetteer, "san", limit=7)) == 7


def test_nothing_is_found_of_nothing(gazetteer: Gazetteer) -> None:
    assert find(gazetteer, "") == ()
    assert find(gazetteer, "...") == ()
    assert find(gazetteer, "Qxqxqx") == ()
    assert all(one.rank == 0 for one in find(gazetteer, "a"))


@pytest.mark.parametrize("asked", ['"', "a* OR b", "NEAR(x y)", "words:mosul", "mosul'", "x AND", "%_", "\x00", "ma\u0301li \u0301"])
def test_no_query_is_taken_for_a_command(gazetteer: Gazetteer, asked: str) -> None:
    find(gazetteer, asked)


def test_a_script_without_spaces_is_cut_by_letters_and_marks_stay() -> None:
    assert words(fold("北京市")) == ["北", "京", "市"]
    assert words(fold("दिल्ली शहर"))[1] == "शहर"
    assert words("deir ez zor") == ["deir", "ez", "zor"]


def test_every_name_of_the_shipped_file_is_in_its_index() -> None:
    with closing(sqlite3.connect(DEFAULT)) as made:
        for place, key in made.execute("select place, key from name where place % 977 = 0").fetchall():
            asked = " AND ".join(f'"{word}"' for word in words(key))
            assert made.execute("select 1 from search where search match ? and rowid = ?", (asked, place)).fetchone(), key


def test_the_shipped_file_stays_within_its_size() -> None:
    assert DEFAULT.stat().st_size < 28_000_000


def test_a_file_without_an_index_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite"
    shutil.copyfile(DEFAULT, path)
    with closing(sqlite3.connect(path)) as made:
        made.execute("drop table search")
    with Gazetteer(path) as bare, pytest.raises(GazetteerError, match=r"no index of names.*gazetteer import"):
        find(bare, "darf")
