"""`tocsin actors` knows the bodies that each state has, though no row names them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tocsin.resolve.actor_bodies import body_forms, state_bodies, state_body
from tocsin.resolve.register import ORGANS, Register


@pytest.fixture
def actors(fake, tmp_path: Path):
    """Give a command of `tocsin actors` with the test's own journal."""

    def give(*arguments: object):
        return fake("actors", *arguments, "--judgements", tmp_path / "j.jsonl")

    return give


@pytest.fixture
def judge(actors):
    """Give a judgement that is noted."""

    def give(*arguments: object):
        ended = actors(*arguments, "--reason", "two reports say so", "--author", "ana")
        assert ended.code == 0, ended.err
        return ended

    return give


def first(ended) -> str:
    assert ended.code == 0, ended.err
    return ended.out.partition(" ")[0]


@pytest.mark.parametrize(
    ("words", "identity"),
    [
        ("gov:TCD", "gov:TCD"), ("government of Chad", "gov:TCD"), ("Chadian army", "mil:TCD"), ("chadian army", "mil:TCD"),
        ("Chad's parliament", "leg:TCD"), ("police of Chad", "cop:TCD"), ("Egyptian oil ministry", "gov:EGY-oil-ministry"),
        ("gov:EGY-oil-ministry", "gov:EGY-oil-ministry"), ("coalition led by Saudi Arabia", "coalition:SAU"), ("hamas", "armed:hamas"),
        ("kurds", "people:kurds"), ("dawn.com", "media:dawn"),
    ],
)  # fmt: skip
def test_a_body_is_shown_by_id_and_by_name(actors, words: str, identity: str) -> None:
    assert first(actors("show", words)) == identity


@pytest.mark.parametrize("words", ["gov:XXX", "gov:TCD-magic-ministry", "jud:TCD-oil-ministry", "army:TCD"])
def test_an_id_of_no_body_is_nobodys(actors, words: str) -> None:
    assert actors("show", words).code == 2


def test_show_says_that_the_name_is_made_and_what_texts_call_it(actors) -> None:
    told = actors("show", "mil:TCD").out
    assert "armed forces of Chad: made of the state's name" in told
    assert "“Chadian army”" in told


def test_the_list_has_them_under_every_filter(actors) -> None:
    listed = {r["id"] for r in actors("list", "--country", "Chad", "--limit", 99, "--format", "jsonl").records}
    assert {f"{family}:TCD" for family in ORGANS if family != "coalition"} <= listed
    police = actors("list", "--kind", "police", "--country", "TCD", "--format", "jsonl").records
    assert [r["id"] for r in police] == ["cop:TCD"]
    assert [r["id"] for r in actors("list", "--text", "Chadian army", "--format", "jsonl").records] == ["mil:TCD"]


def test_they_are_exported_and_known_when_they_are_imported_but_nobody_learned_them(actors, tmp_path: Path) -> None:
    whole, learned = tmp_path / "all.jsonl", tmp_path / "learned.jsonl"
    assert actors("export", whole).code == 0
    assert "mil:TCD" in {json.loads(line)["id"] for line in whole.read_text().splitlines()}
    ended = actors("import", whole)
    assert ended.code == 0
    assert re.search(r"0 added, 0 told more of, \d{4} known as they are; nothing to note", ended.err)
    assert "there is nobody to write" in actors("export", learned, "--learned").err
    assert not learned.exists()


def test_reports_that_name_them_teach_nothing(fake, actors, folder, tmp_path: Path) -> None:
    assert fake("read", folder, "--db", tmp_path / "kept.db").code == 0
    ids = [r["id"] for r in actors("export", "-", "--learned", "--db", tmp_path / "kept.db").records]
    assert not [i for i in ids if i.partition(":")[0] in ORGANS]


def test_a_judgement_about_one_is_followed_and_exported(actors, judge) -> None:
    judge("rename", "government of Chad", "Transitional Government")
    judge("alias", "mil:TCD", "Third Column")
    judge("merge", "cop:TCD", "armed:hamas")
    assert actors("show", "gov:TCD").out.startswith("gov:TCD  Transitional Government")
    assert first(actors("show", "Third Column")) == "mil:TCD"
    assert first(actors("show", "Chadian police")) == "armed:hamas"
    assert {r["id"] for r in actors("export", "-", "--learned").records} == {"gov:TCD", "mil:TCD", "armed:hamas"}
    judge("split", "police of Chad", "armed:hamas")
    assert first(actors("show", "Chadian police")) == "cop:TCD"
    assert {r["id"] for r in actors("export", "-", "--learned").records} == {"gov:TCD", "mil:TCD"}


def test_a_phrase_that_means_one_can_be_given_to_another(actors, judge) -> None:
    assert "is called “Chadian army” already" in actors("alias", "mil:TCD", "Chadian army", "--reason", "a test").err
    assert "until now “Chadian army” was armed forces of Chad (mil:TCD)" in judge("alias", "armed:hamas", "Chadian army").err
    assert first(actors("show", "Chadian army")) == "armed:hamas"
    judge("split", "Chadian police", "cop:TCD", "--name", "Municipal Guard")
    assert "Municipal Guard" in actors("show", "Chadian police").out
    assert first(actors("show", "police of Chad")) == "cop:TCD"


def test_a_row_is_the_body_of_its_state() -> None:
    register = Register.load()
    assert state_body(register, "mil:SDN") == register.entries["mil:SDN"]
    bodies = {body.id: body for body in state_bodies(register)}
    assert bodies["mil:SDN"].name == "Sudanese Armed Forces"
    assert len(bodies) == len(ORGANS) * sum(entry.kind == "state" for entry in register.entries.values())
    assert body_forms(register, bodies["coalition:SAU"]) == ()
