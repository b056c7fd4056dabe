"""The journal of judgements: where it lies, what of it holds, and how a bad line is told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.model.judgement import ActorCard, Judgement
from tocsin.resolve.judgements import default_path, read_journal

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def judged(action: str = "alias", actor: str = "armed:hezbollah", **more: object) -> Judgement:
    return Judgement.made(action, actor, at=NOON, author="ana", reason="seen in two reports", **more)  # type: ignore[arg-type]


def written(path: Path, *judgements: Judgement | str) -> Path:
    path.write_text("".join((j if isinstance(j, str) else j.to_json()) + "\n" for j in judgements), encoding="utf-8")
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    card = ActorCard(id="org:1", name="Reed Front", aliases=("RF",), external={"wikidata": "Q1"}, source="a report")
    made = (judged(name="Party of God"), judged("merge", "org:1", into="armed:hamas", cards=(card,)))
    journal = read_journal(written(tmp_path / "j.jsonl", *made))
    assert [e.judgement for e in journal.entered] == list(made)
    assert [e.line for e in journal.entered] == [1, 2]
    assert journal.faults == ()


def test_a_journal_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read_journal(tmp_path / "none.jsonl").entered == ()


def test_a_folder_is_no_journal(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--judgements"):
        read_journal(tmp_path)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "is no JSON; restore it"),
        ('{"schema": "tocsin/actor/1"}', "tocsin actors import"),
        ("[]", "is no judgement"),
        (judged(name="x").to_json().replace('"alias"', '"crown"'), "action: "),
        (judged(name="x").to_json().replace("two reports", "three reports"), "was changed after it was written"),
        (judged("undo", "0123456789abcdef").to_json(), "undoes 0123456789abcdef, which does not stand before it"),
        (judged(name="Party of God").to_json(), "is there twice"),
    ],
)
def test_a_bad_line_is_told_with_file_line_and_remedy_and_the_others_hold(tmp_path: Path, line: str, reason: str) -> None:
    path = written(tmp_path / "j.jsonl", judged(name="Party of God"), line, judged(name="Hezb"))
    journal = read_journal(path)
    assert [e.judgement.name for e in journal.entered] == ["Party of God", "Hezb"]
    [fault] = journal.faults
    assert fault.startswith(f"{path}, line 2: ")
    assert reason in fault


def test_bytes_that_are_no_utf8_are_a_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(b'{"schema": "\xff"}\n' + judged(name="Hezb").to_json().encode() + b"\n")
    journal = read_journal(path)
    assert len(journal.entered) == 1
    assert "line 1" in journal.faults[0]


def test_an_undoing_can_be_undone(tmp_path: Path) -> None:
    first = judged(name="Party of God")
    undo = judged("undo", first.id)
    again = judged("undo", undo.id)
    assert read_journal(written(tmp_path / "a", first, undo)).undone == {first.id}
    journal = read_journal(written(tmp_path / "b", first, undo, again))
    assert journal.undone == {undo.id}
    assert [e.judgement for e in journal.standing] == [first, again]


def test_the_option_the_variable_and_the_data_folder_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(Path("/somewhere")))
    home = Path.home()
    assert default_path({"TOCSIN_JUDGEMENTS": "mine.jsonl"}, "linux") == Path("mine.jsonl")
    assert default_path({}, "linux") == home / ".local" / "share" / "tocsin" / "judgements.jsonl"
    assert default_path({"XDG_DATA_HOME": str(home / "data")}, "linux") == home / "data" / "tocsin" / "judgements.jsonl"
    assert default_path({"XDG_DATA_HOME": "relative"}, "linux") == home / ".local" / "share" / "tocsin" / "judgements.jsonl"
    assert default_path({}, "darwin") == home / "Library" / "Application Support" / "tocsin" / "judgements.jsonl"
    assert default_path({"LOCALAPPDATA": "C:/Data"}, "win32") == Path("C:/Data") / "tocsin" / "judgements.jsonl"


def test_the_id_of_a_judgement_is_that_of_its_words() -> None:
    assert judged(name="a").id == judged(name="a").id
    assert judged(name="a").id != judged(name="b").id


def test_a_journal_from_before_cards_had_sides_still_fits_its_ids() -> None:
    card = ActorCard(id="org:1", name="Reed Front", source="a list")
    told = {"at": datetime(2026, 1, 2, tzinfo=UTC), "author": "ana", "reason": "a list"}
    assert Judgement.made("import", "org:1", cards=(card,), **told).id == "5170e7b389b878e5"
    sided = card.model_copy(update={"fights": ("TCD",)})
    assert Judgement.made("import", "org:1", cards=(sided,), **told).id != "5170e7b389b878e5"


def test_sides_stand_in_the_journal(tmp_path: Path) -> None:
    card = ActorCard(id="org:1", name="Reed Front", backed_by=("SDN", "armed:hamas"), fights=("TCD",), source="a report")
    made = judged("import", "org:1", cards=(card,))
    journal = read_journal(written(tmp_path / "j.jsonl", made))
    assert journal.faults == ()
    assert journal.entered[0].judgement == made
