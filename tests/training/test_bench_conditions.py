"""GUM's discourse units are read with their places in the text, and matched with warnings by overlap."""

from __future__ import annotations

from bench_records import TEXT, at, record, warning

from bench.conditions import gum_counts, read_conllu, warnings_of
from tocsin.evaluate.metrics import Counts


def line(number: str, form: str, misc: str = "_") -> str:
    return "\t".join([number, form, *["_"] * 7, misc])


CONLLU = "\n".join(
    [
        "# newdoc id = made", "# newpar", "# text = If it rains, we won't go.",
        line("1", "If", "Discourse=contingency-condition:1->2:0:dm-if-1"), line("2", "it"), line("3", "rains", "SpaceAfter=No"),
        line("4", ","),
        line("5", "we", "Discourse=ROOT:2"), line("6-7", "won't"), line("6", "wo"), line("7", "n't"), line("8", "go", "SpaceAfter=No"),
        line("9", "."), "",
        "# newpar", "# text = Roads, if wet, close.",
        line("1", "Roads", "Discourse=joint-list_m:3->2:0|SpaceAfter=No"), line("2", ","),
        line("3", "if", "Discourse=contingency-condition:4->3:0;elaboration-additional:4->2:1"), line("4", "wet", "SpaceAfter=No"),
        line("5", ","), line("6", "close", "Discourse=same-unit_m:5->3:0|SpaceAfter=No"), line("7", "."), "",
    ]
)  # fmt: skip


def test_the_text_has_its_blanks_contractions_and_paragraphs() -> None:
    assert read_conllu(CONLLU).text == "If it rains, we won't go.\n\nRoads, if wet, close."


def test_a_condition_has_its_unit_and_the_one_it_depends_on_with_what_continues_it() -> None:
    made = read_conllu(CONLLU)
    words = [[[made.text[a:b] for a, b in unit] for unit in pair] for pair in made.conditions()]
    assert words == [[["If it rains,"], ["we won't go."]], [["if wet,"], ["Roads,", "close."]]]


def test_a_unit_that_opens_within_a_contraction_ends_the_one_before() -> None:
    made = read_conllu(
        "\n".join(
            [
                line("1", "They", "Discourse=ROOT:1"),
                line("2-3", "said'll"),
                line("2", "said"),
                line("3", "'ll", "Discourse=joint-list_m:2->1:0"),
            ]
        )
    )
    assert {n: [made.text[a:b] for a, b in unit] for n, unit in made.units.items()} == {1: ["They said"], 2: ["'ll"]}


def test_conditions_outcomes_and_pairs_are_counted_apart() -> None:
    wanted = [([(0, 10)], [(12, 20), (30, 35)])]
    assert gum_counts([((5, 8), (31, 40))], wanted) == (Counts(2, 2, 2), Counts(1, 1, 1), Counts(1, 1, 1), Counts(1, 1, 1))
    assert gum_counts([((5, 8), (22, 28))], wanted) == (Counts(1, 2, 2), Counts(1, 1, 1), Counts(0, 1, 1), Counts(0, 1, 1))
    assert gum_counts([], wanted) == (Counts(0, 0, 2), Counts(0, 0, 1), Counts(0, 0, 1), Counts(0, 0, 1))


def test_a_warning_without_a_condition_is_not_asked_of_gum() -> None:
    found = warnings_of(record(warning("the truce fails", "fighting could spread"), warning(None, "fighting could spread")))
    assert found == [(at("the truce fails", TEXT), at("fighting could spread", TEXT))]
