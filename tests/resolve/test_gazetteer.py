"""The gazetteer: what it knows, how forgiving it is, and what it says when it cannot be read."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from tocsin.errors import GazetteerError
from tocsin.resolve.gazetteer import APPLICATION_ID, DEFAULT, Candidate, Gazetteer, fold


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Deir ez-Zor", "deir ez zor"),
        ("Sana’a", "sanaa"),
        ("São Tomé", "sao tome"),
        ("St. Petersburg", "saint petersburg"),
        ("The Gambia", "gambia"),
        ("Luhans'k", "luhansk"),
        ("W.Va.", "wva"),
        ("Syria's", "syria"),
        ("Türkiye", "turkiye"),
        ("Gdańsk", "gdansk"),
        ("Łódź", "lodz"),
    ],
)
def test_names_fold_to_one_key_however_they_are_written(written: str, key: str) -> None:
    assert fold(written) == key


def test_a_name_may_be_all_article() -> None:
    assert fold("The") == "the"
    assert fold("") == ""


def test_the_most_populous_place_of_a_name_comes_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("Tripoli")
    assert [one.population for one in found] == sorted((one.population for one in found), reverse=True)
    assert {"LBY", "LBN"} <= {one.country for one in found}


def test_alternate_spellings_and_scripts_find_the_same_place(gazetteer: Gazetteer) -> None:
    mosul = gazetteer.lookup("Mosul")[0]
    for spelling in ("MOSUL", "Mossoul", "الموصل", "Мосул"):
        assert mosul.geonameid in {one.geonameid for one in gazetteer.lookup(spelling)}


def test_an_arabic_article_may_be_missing_or_added(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("al-Mosul")[0].geonameid == gazetteer.lookup("Mosul")[0].geonameid
    assert any(one.country == "IRQ" for one in gazetteer.lookup("Anbar"))


def test_a_place_tells_its_country_region_and_id(gazetteer: Gazetteer) -> None:
    kutum = next(one for one in gazetteer.lookup("Kutum") if one.country == "SDN")
    assert (kutum.kind, kutum.admin1, kutum.geonameid) == ("settlement", "North Darfur", 371745)
    assert (kutum.lat, kutum.lon) == pytest.approx((14.2, 24.667), abs=0.01)


def test_short_names_of_countries_are_known(gazetteer: Gazetteer) -> None:
    for name, iso3 in (("UK", "GBR"), ("U.S.", "USA"), ("DRC", "COD"), ("UAE", "ARE"), ("Ivory Coast", "CIV"), ("Kosovo", "XKX")):
        assert any(one.kind == "country" and one.country == iso3 for one in gazetteer.lookup(name)), name


def test_countries_have_a_centre_and_a_radius(gazetteer: Gazetteer) -> None:
    syria = gazetteer.country("SYR")
    assert syria is not None
    assert syria.radius_km is not None
    assert 300 < syria.radius_km < 600
    assert gazetteer.country("XXX") is None


def test_demonyms_tell_a_country_and_names_that_two_bear_tell_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.demonym("Syrians") == "SYR"
    assert gazetteer.demonym("South Sudanese") == "SSD"
    assert gazetteer.demonym("Mosul") is None
    assert gazetteer.country_told("Ukraine") == "UKR"
    assert gazetteer.country_told("Georgian") == "GEO"
    assert gazetteer.country_told("Georgia") is None


def test_the_countries_in_a_run_of_words_are_told_by_their_longest_names(gazetteer: Gazetteer) -> None:
    assert gazetteer.countries_in("South Sudan and Sudan") == ("SSD", "SDN")
    assert gazetteer.countries_in("Georgia and the Turkish Army") == ("TUR",)
    assert gazetteer.countries_in("South Sudan and Sudan") == ("SSD", "SDN")  # the same when asked again
    assert gazetteer.countries_in("Qwxzabad") == ()


@pytest.mark.parametrize(
    "name", ["Crimea", "Abkhazia", "South Ossetia", "Kashmir", "West Bank", "Western Sahara", "Golan Heights", "Transnistria"]
)
def test_disputed_areas_are_flagged(gazetteer: Gazetteer, name: str) -> None:
    assert any(one.disputed for one in gazetteer.lookup(name))


@pytest.mark.parametrize(("name", "country"), [("Sevastopol", "UKR"), ("Hargeisa", "SOM"), ("Hebron", "PSE"), ("Tskhinvali", "GEO")])
def test_towns_in_disputed_areas_are_flagged(gazetteer: Gazetteer, name: str, country: str) -> None:
    assert any(one.disputed and one.country == country for one in gazetteer.lookup(name))


def test_towns_beside_a_disputed_area_are_not_flagged(gazetteer: Gazetteer) -> None:
    for name, country in (("Tbilisi", "GEO"), ("Kyiv", "UKR"), ("Rostov-on-Don", "RUS"), ("Mogadishu", "SOM")):
        found = [one for one in gazetteer.lookup(name) if one.country == country]
        assert found, name
        assert not any(one.disputed for one in found), name


def test_seas_rivers_and_regions_are_known(gazetteer: Gazetteer) -> None:
    kinds = {name: {one.kind for one in gazetteer.lookup(name)} for name in ("Black Sea", "Euphrates", "Sahel", "Lake Chad")}
    assert "sea" in kinds["Black Sea"]
    assert "river" in kinds["Euphrates"]
    assert "region" in kinds["Sahel"]
    assert "lake" in kinds["Lake Chad"]


def test_an_unknown_name_finds_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Qwxzabad") == ()
    assert gazetteer.lookup("") == ()


def test_the_file_says_where_it_comes_from(gazetteer: Gazetteer) -> None:
    sources = gazetteer.sources()
    assert "CC BY 4.0" in sources["places"]
    assert "Natural Earth" in sources["regions"]
    assert sources["date"]


def test_the_file_stays_small_and_opens_fast() -> None:
    assert DEFAULT.stat().st_size < 30_000_000
    start = time.perf_counter()
    with Gazetteer() as fresh:
        assert fresh.lookup("Bamako")
    assert time.perf_counter() - start < 0.25  # 15 ms on an idle machine


def test_a_closed_gazetteer_opens_again() -> None:
    with Gazetteer() as fresh:
        first = fresh.lookup("Bamako")
    fresh.close()
    assert fresh.lookup("Goma")[0].country == "COD"
    assert isinstance(first[0], Candidate)
    fresh.close()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"nowhere\.sqlite.*no gazetteer"):
        Gazetteer(tmp_path / "nowhere.sqlite").lookup("Mosul")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"not a database" * 500)
    with pytest.raises(GazetteerError, match="not a gazetteer"):
        Gazetteer(path).lookup("Mosul")


def _database(path: Path, application: int, version: int) -> Path:
    made = sqlite3.connect(path)
    made.executescript(f"pragma application_id = {application}; pragma user_version = {version}; create table other (x);")
    made.close()
    return path


def test_another_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no gazetteer"):
        Gazetteer(_database(tmp_path / "other.sqlite", 0, 0)).lookup("Mosul")


def test_another_version_is_refused_with_its_number(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="version 99"):
        Gazetteer(_database(tmp_path / "new.sqlite", APPLICATION_ID, 99)).lookup("Mosul")


def test_a_gazetteer_without_its_tables_is_damaged(tmp_path: Path) -> None:
    path = _database(tmp_path / "empty.sqlite", APPLICATION_ID, 1)
    with Gazetteer(path) as damaged, pytest.raises(GazetteerError, match="damaged"):
        damaged.lookup("Mosul")


def test_a_path_with_odd_characters_can_be_opened(tmp_path: Path) -> None:
    folder = tmp_path / "a #b?c%20d"
    folder.mkdir()
    with pytest.raises(GazetteerError, match="version 99"):
        Gazetteer(_database(folder / "new.sqlite", APPLICATION_ID, 99)).lookup("Mosul")
