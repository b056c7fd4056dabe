"""The second look: which words are looked at again, and that each sees the words of its own sentence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
import pytest

from tocsin.errors import ModelError
from tocsin.model.document import Document
from tocsin.read.anchors import Anchor, SecondLook, doubtful, sentences
from tocsin.read.engine import HERE, Engine
from tocsin.read.labels import HEADS, LAYOUT
from tocsin.read.reader import NeuralReader


class Echo:
    """Stands in for the network: says of each word the first number of its row, and of each anchor that of the anchor's."""

    def __init__(self) -> None:
        self.fed: list[dict[str, Any]] = []

    def run(self, _: None, feed: dict[str, Any]) -> tuple[Any, Any]:
        self.fed.append(feed)
        return feed["words"], feed["anchors"]


def test_sentences_are_cut_at_the_edges_of_the_window() -> None:
    assert sentences([0, 4, 9, 15], 4, 15) == [(0, 5), (5, 11)]
    assert sentences([0, 4, 9, 15], 6, 12) == [(0, 3), (3, 6)]


def test_words_that_may_be_an_event_or_a_relation_are_looked_at_again() -> None:
    scores = np.zeros((4, LAYOUT.n_scores), dtype=np.float32)
    for head in HEADS:
        scores[:, LAYOUT.scores[head.name].start] = 9
    scores[1, LAYOUT.scores["trigger"].start + 3] = 8
    scores[2, LAYOUT.scores["tie"].start + 1] = 12
    scores[3, LAYOUT.scores["entity"].start + 1] = 12
    assert doubtful(scores) == [1, 2]


def test_each_anchor_sees_its_own_sentence_and_knows_its_place_in_it() -> None:
    look = SecondLook.__new__(SecondLook)
    look._session = echo = Echo()
    as_words = [np.asarray([[1.0], [2], [4], [5], [6]], dtype=np.float32), np.asarray([[13.0], [15], [17]], dtype=np.float32)]
    asked = [Anchor(0, 1, 0, 2), Anchor(0, 3, 2, 5), Anchor(1, 0, 0, 3)]
    made = {
        a: (roles[:, 0].tolist(), classes[0])
        for a, roles, classes in look.look(asked, as_words, [-w for w in as_words], ThreadPoolExecutor(2))
    }
    assert made == {asked[0]: ([1, 2], -2), asked[1]: ([4, 5, 6], -5), asked[2]: ([13, 15, 17], -13)}
    for feed in echo.fed:
        assert ((feed["distance"] == 0).sum(axis=1) == 1).all()


def test_sentences_of_all_windows_are_looked_at_together_those_of_like_length_first() -> None:
    look = SecondLook.__new__(SecondLook)
    look._session = echo = Echo()
    sizes = [60, 3, 60, 3] * 20
    as_words = [np.ones((n, 1), dtype=np.float32) for n in sizes]
    found = list(look.look([Anchor(k, 0, 0, n) for k, n in enumerate(sizes)], as_words, as_words, ThreadPoolExecutor(2)))
    assert len(found) == len(sizes)
    assert sum(feed["real"].size for feed in echo.fed) <= 1.5 * sum(sizes)
    assert list(look.look([], [], [], ThreadPoolExecutor(2))) == []


def test_a_second_network_of_another_version_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"reader\.onnx: the model has .* outputs a word"):
        SecondLook(HERE / "reader.onnx", ort.SessionOptions())
    (tmp_path / "second.onnx").write_bytes(b"no network")
    with pytest.raises(ModelError, match=r"second\.onnx: the reader's model cannot be loaded .*reinstall tocsin"):
        SecondLook(tmp_path / "second.onnx", ort.SessionOptions())


def test_all_words_can_be_looked_at_and_only_those_that_a_window_answers_for() -> None:
    engine = Engine()
    reader = NeuralReader(engine)
    text = "Rebels shelled the town. The army said it fled. " * 12
    drafts = [reader._draft(Document(id="0" * 64, ref="x", sha256="0" * 64, text=text))]
    few = [seen for _, seen in engine.run([(d.words, d.breaks) for d in drafts])]
    every = [seen for _, seen in engine.run([(d.words, d.breaks) for d in drafts], every=True)]
    for some, all_ in zip(few, every, strict=True):
        assert sorted(all_.roles) == list(range(all_.own - all_.first, all_.last - all_.first))
        assert 0 < len(some.roles) < len(all_.roles)
        for word, parts in some.roles.items():
            np.testing.assert_allclose(parts, all_.roles[word], rtol=0.1, atol=0.2)
