"""The committed model read with: spans that fit, windows without seams, order kept."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tocsin.errors import ModelError
from tocsin.model.document import Document
from tocsin.model.reading import Reading
from tocsin.read.engine import HERE, Engine
from tocsin.read.reader import NeuralReader, split

REPORT = (
    "Army shells market town\n\nSoldiers shelled the market of Kaduna on Tuesday, killing at least nine people, a local official said.\n\n"
    "“They fired without warning,” the official added. The army denied the attack.\n\n"
    "If the truce fails, fighting could spread to the north.\n\nOriginal source: www.gazette.example"
)


def make(text: str, title: str | None = None) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(id=digest, ref="test", sha256=digest, text=text, title=title, title_apart=title is not None)


@pytest.fixture(scope="module")
def reader() -> Iterator[NeuralReader]:
    yield NeuralReader()


@pytest.fixture(scope="module")
def reading(reader: NeuralReader) -> Reading:
    return next(reader.read([make(REPORT)]))


def test_a_missing_model_is_named_with_the_remedy(tmp_path: object) -> None:
    with pytest.raises(ModelError, match="reinstall tocsin"):
        Engine(tmp_path)  # type: ignore[arg-type]


def test_other_settings_are_another_model_and_broken_ones_are_named(tmp_path: Path) -> None:
    for name in ("pairs.npz", "second.onnx", "tokenizer.json"):
        shutil.copy(HERE / name, tmp_path / name)
    (tmp_path / "reader.onnx").symlink_to(HERE / "reader.onnx")
    (tmp_path / "settings.json").write_text('{"trigger": 0.9}')
    changed = Engine(tmp_path)
    assert changed.settings == {"trigger": 0.9}
    assert changed.sha256 != Engine().sha256
    (tmp_path / "settings.json").write_text("{")
    with pytest.raises(ModelError, match=r"settings\.json.*reinstall tocsin"):
        _ = Engine(tmp_path).settings


def test_an_attack_is_found_with_its_type(reading: Reading) -> None:
    found = {REPORT[f.start : f.end]: f for f in reading.frames}
    assert found["shelled"].type == "ASSAULT"


def test_the_one_who_said_it_is_found(reading: Reading) -> None:
    said = [q for q in reading.quotations if any(REPORT[a:b] == "said" for a, b in q.cue)]
    assert any("official" in REPORT[a:b] for q in said for a, b in q.source)


def test_the_warning_is_found_once(reading: Reading) -> None:
    assert [REPORT[slice(*c.outcome)] for c in reading.conditionals] == ["fighting could spread to the north"]


def test_every_span_lies_within_the_text(reading: Reading) -> None:
    spans = [(m.start, m.end) for m in reading.mentions] + [(f.start, f.end) for f in reading.frames]
    spans += [p for q in reading.quotations for p in (*q.source, *q.cue, *q.content)]
    assert all(0 <= a < b <= len(REPORT) for a, b in spans)


def test_there_is_a_unit_vector_for_each_sentence(reading: Reading) -> None:
    assert reading.vectors.shape == (len(reading.sentences), 384)
    assert ((reading.vectors**2).sum(axis=1) - 1 < 1e-4).all()


def test_parts_are_told_apart() -> None:
    parts = [s.part for s in split(make(REPORT))]
    assert parts[0] == "lede" or parts[0] == "headline"
    assert parts[-1] == "credit"


def test_a_title_kept_apart_is_the_headline() -> None:
    document = make("The army shelled the depot. Nobody was hurt. It rained.", title="Depot shelled")
    assert [s.part for s in split(document)] == ["headline", "lede", "lede", "body"]


def test_documents_come_back_in_order_and_alone_as_together(reader: NeuralReader) -> None:
    texts = [REPORT, "The ministers met in Geneva on Monday.", "", "Rebels freed two hostages near the river."]
    together = list(reader.read([make(t) for t in texts]))
    assert [r.document.text for r in together] == texts
    alone = next(reader.read([make(texts[3])]))
    assert [(f.start, f.type) for f in alone.frames] == [(f.start, f.type) for f in together[3].frames]


def test_order_and_readings_are_the_same_on_one_core_and_on_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.read.reader._CHUNK_CHARS", 100)
    towns = ["Kaduna", "Maiduguri", "Jos", "Kano", "Lagos", "Yola", "Damaturu"]
    texts = [f"{REPORT}\n\nRebels attacked a depot in {town} on Monday." for town in towns]
    one, many = ([*NeuralReader(Engine(threads=n)).read(make(t) for t in texts)] for n in (1, 3))
    assert [r.document.text for r in many] == texts
    assert [(r.frames, r.mentions, r.quotations) for r in one] == [(r.frames, r.mentions, r.quotations) for r in many]


def test_a_long_text_has_no_seams(reader: NeuralReader) -> None:
    sentence = "Rebels attacked the barracks near the river on Sunday. "
    text = sentence * 60
    frames = next(reader.read([make(text)])).frames
    hits = [f for f in frames if text[f.start : f.end] == "attacked"]
    assert len(hits) == len({f.start for f in hits}) >= 55


def test_a_sentence_longer_than_a_window_is_read_to_its_end(reader: NeuralReader) -> None:
    text = "Rebels attacked the barracks and " + "the depot and the bridge and the mill and " * 60 + "soldiers then shelled the town."
    frames = next(reader.read([make(text)])).frames
    assert any(text[f.start : f.end] == "shelled" for f in frames)


def test_an_empty_text_says_so(reader: NeuralReader) -> None:
    empty = next(reader.read([make("")]))
    assert not empty.frames
    assert [i.code for i in empty.issues] == ["empty"]
