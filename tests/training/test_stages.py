"""The table of where the time goes covers all of it, stage by stage."""

from __future__ import annotations

from bench.setting import document
from bench.speed import forget
from stages import STAGES, Watched, spent, table
from tocsin.codebook import codebook
from tocsin.read.reader import NeuralReader
from tocsin.resolve.actor_names import kind_of


def test_each_stage_takes_time_and_the_network_takes_most() -> None:
    text = "Rebel fighters attacked the airport in Aleppo on Sunday and killed 12 people, General Omar Haddad said. "
    seconds = spent(NeuralReader(), Watched(), [document(text * 20, "one"), document(text, "two")])
    assert list(seconds) == list(STAGES)
    assert all(s > 0 for s in seconds.values())
    assert max(seconds, key=lambda s: seconds[s]) == "network"


def test_shares_are_of_all_stages_together() -> None:
    rows = table({"tokenise": 0.0, "network": 3.0, "decode": 0.5, "resolve": 0.5, "record": 0.0}, 1000).splitlines()
    assert [row.split(" | ")[2] for row in rows[2:]] == ["0%", "75%", "12%", "12%", "0%"]
    assert rows[3].endswith(" 3000 |")


def test_a_text_read_again_is_as_new() -> None:
    book = codebook()
    assert kind_of("the northern army") == ("armed force", "MIL")
    forget()
    assert kind_of.cache_info().currsize == 0
    assert codebook() is book
