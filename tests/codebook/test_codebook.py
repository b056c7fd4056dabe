"""The codebook tells what a code means and never gives a code that does not surely hold."""

import time
from typing import get_args

import pytest

from tocsin.codebook import VERSION, AcledCode, Codebook, codebook
from tocsin.model.reading import MentionType, Relation, Status, Topic

BOOK = codebook()


def test_the_codebook_is_loaded_once_and_has_a_version():
    assert codebook() is BOOK
    assert BOOK.version == VERSION


def test_a_fresh_codebook_loads_in_less_than_fifteen_milliseconds():
    def load() -> float:
        began = time.process_time()
        book = Codebook()
        book.plover.type("ASSAULT")
        book.acled("ASSAULT", "aerial", "MIL", None)
        book.ucdp_type("MIL", "REB", lethal=True)
        book.contexts("troops")
        book.band("likely")
        book.most_cautious(["occurred"])
        return time.process_time() - began

    assert min(load() for _ in range(5)) < 0.015


def test_plover_has_sixteen_types_thirty_seven_contexts_and_four_quads():
    assert len(BOOK.plover.types) == 16
    assert len(BOOK.plover.contexts) == 37
    assert {event.quad for event in BOOK.plover.types.values()} == {1, 2, 3, 4}


def test_scores_and_quads_are_those_of_the_standard_with_the_choice_for_sanction():
    assert BOOK.plover.type("ASSAULT").quad == 4
    assert BOOK.plover.type("ASSAULT").score == -9
    assert BOOK.plover.type("SANCTION").quad == 4
    assert BOOK.plover.type("AID").score == 10


def test_a_recipient_is_required_for_three_types():
    assert {name for name, event in BOOK.plover.types.items() if event.recipient_required} == {"COOPERATE", "AID", "SANCTION"}


def test_modes_belong_to_their_type():
    assert "arrest" in BOOK.plover.modes_of("COERCE")
    assert "arrest" in BOOK.plover.modes_of("THREATEN")
    assert "arrest" not in BOOK.plover.modes_of("ASSAULT")
    assert BOOK.plover.modes_of("AGREE") == ()


@pytest.mark.parametrize(
    ("name", "type_"), [("DEMAND", "REQUEST"), ("disapprove", "ACCUSE"), ("INVESTIGATE", "ACCUSE"), ("FIGHT", "ASSAULT")]
)
def test_names_seen_in_data_find_their_type(name, type_):
    assert BOOK.plover.type(name).name == type_


@pytest.mark.parametrize(
    ("type_", "name", "mode"),
    [("COERCE", "ban", "restrict"), ("ASSAULT", "ASSASSINATE", "targeted"), ("ASSAULT", "massacre", "targeted"), ("COERCE", "visit", None)],
)
def test_modes_seen_in_data_find_the_nearest_mode(type_, name, mode):
    assert BOOK.plover.mode(type_, name) == mode


def test_every_alias_ends_at_a_code_that_exists():
    for alias, name in BOOK.plover.type_aliases.items():
        assert name in BOOK.plover.types, alias
    for type_, aliases in BOOK.plover.mode_aliases.items():
        assert all(not mode or mode in BOOK.plover.modes_of(type_) for mode in aliases.values()), type_


def test_contexts_are_recognised_by_stems_and_whole_words():
    assert BOOK.contexts("Soldiers fired on voters near the polling station") == ("military", "election")
    assert BOOK.contexts("the armyworm ate the maize") == ()
    assert BOOK.contexts("He asked for HUMAN  RIGHTS monitors") == ("human_rights",)


def test_every_rule_of_the_crosswalk_names_codes_that_exist():
    layout = BOOK.acled_layout
    for rule in layout.rules:
        assert (rule.code.event_type, rule.code.sub_event_type) in layout.sub_event_types
        assert all(mode in ("", *BOOK.plover.modes_of(rule.type)) for mode in rule.modes)
        assert rule.recipient in (None, "any", "crowd", *layout.parties)


def test_battles_need_two_armed_parties():
    assert BOOK.acled("ASSAULT", None, "MIL", "REB") == AcledCode("Battles", "Armed clash")
    assert BOOK.acled("ASSAULT", "firearms", "MIL", None) is None
    assert BOOK.acled("ASSAULT", None, None, "REB") is None
    assert BOOK.acled("ASSAULT", None, "MIL", "GOV") is None


def test_a_population_is_never_a_party_of_a_battle_or_of_violence():
    assert BOOK.acled("ASSAULT", None, None, None) is None
    assert BOOK.ucdp_type(None, "REB", lethal=True) is None
    assert BOOK.ucdp_type("REB", None, lethal=True) is None


def test_ground_that_changed_hands_is_told_by_who_took_it():
    assert BOOK.acled("ASSAULT", None, "MIL", "REB", territory=True) == AcledCode("Battles", "Government regains territory")
    assert BOOK.acled("ASSAULT", None, "REB", "MIL", territory=True) == AcledCode("Battles", "Non-state actor overtakes territory")


@pytest.mark.parametrize(
    ("mode", "sub"),
    [("drone", "Air/drone strike"), ("heavy-weapons", "Shelling/artillery/missile attack"), ("suicide-attack", "Suicide bomb")],
)
def test_remote_violence_needs_no_known_party(mode, sub):
    assert BOOK.acled("ASSAULT", mode, None, None) == AcledCode("Explosions/Remote violence", sub)


def test_violence_against_civilians_needs_a_recipient_who_is_known_to_be_unarmed():
    assert BOOK.acled("ASSAULT", "firearms", "REB", "CVL") == AcledCode("Violence against civilians", "Attack")
    assert BOOK.acled("ASSAULT", "abduct", None, "JRN") == AcledCode("Violence against civilians", "Abduction/forced disappearance")
    assert BOOK.acled("ASSAULT", "abduct", "REB", "MIL") is None


def test_several_modes_take_the_first_that_fits():
    assert BOOK.acled("ASSAULT", ("unconventional", "aerial"), "MIL", "REB") == AcledCode("Explosions/Remote violence", "Air/drone strike")


def test_what_did_not_happen_has_no_acled_code_and_what_is_planned_is_not_exported():
    assert BOOK.acled("ASSAULT", "drone", "MIL", None, "negated") is None
    assert "future" not in BOOK.acled_layout.exported


def test_words_have_no_acled_code():
    assert BOOK.acled("ACCUSE", "disapprove", "GOV", "REB") is None
    assert BOOK.acled("THREATEN", "violence", "REB", "GOV") is None


@pytest.mark.parametrize(
    ("actor", "recipient", "type_"),
    [
        ("MIL", "REB", 1),
        ("REB", "GOV", 1),
        ("REB", "REB", 2),
        ("REB", "CVL", 3),
        ("COP", "OPP", 3),
        ("UAF", "CVL", None),
        ("CVL", "CVL", None),
    ],
)
def test_ucdp_types_follow_the_parties(actor, recipient, type_):
    assert BOOK.ucdp_type(actor, recipient, lethal=True) == type_


def test_ucdp_knows_only_lethal_deeds_that_were_done():
    assert BOOK.ucdp_type("MIL", "REB", lethal=False) is None
    assert BOOK.ucdp_type("MIL", "REB", lethal=True, status="hypothetical") is None


@pytest.mark.parametrize(
    ("word", "band"), [("likely", (55, 80)), ("Very  Likely", (80, 95)), ("could", None), ("banana", None), ("remote", (1, 5))]
)
def test_likelihood_words_have_the_band_of_icd_203_or_none(word, band):
    assert BOOK.band(word) == band


def test_the_longest_likelihood_word_wins():
    found = BOOK.likelihood_pattern.search("It is very unlikely that they may agree")
    assert found is not None
    assert found.group() == "very unlikely"


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The group is believed to hold the dam", "is believed to"),
        ("Gunmen reportedly fled", "reportedly"),
        ("They appear to have left", "appear to"),
        ("the so-called council met", "so-called"),
        ("They were said to be near", "were said to"),
    ],
)
def test_hedges_are_found_with_the_form_of_their_verb(text, hedge):
    found = BOOK.hedge_pattern.search(text)
    assert found is not None
    assert found.group() == hedge
    assert BOOK.hedges.find(f"Then. {text}", 6, 6 + len(text)) == [(6 + found.start(), 6 + found.end())]


def test_plain_words_are_no_hedge():
    text = "He appeared in court and believes them"
    assert BOOK.hedge_pattern.search(text) is None
    assert BOOK.hedges.find(text, 0, len(text)) == []
    assert BOOK.hedges.find("A reportedly dead man.", 13, 22) == []


def test_the_most_cautious_status_wins():
    assert BOOK.most_cautious(["occurred", "hypothetical", "future"]) == "hypothetical"
    assert BOOK.most_cautious(["occurred", "ongoing"]) == "ongoing"
    assert set(BOOK.status["caution"]) == set(get_args(Status)) == set(BOOK.status["statuses"])


def test_the_terms_cover_every_word_that_a_record_may_hold():
    assert set(get_args(MentionType)) == set(BOOK.terms["mention"])
    assert set(get_args(Relation)) == set(BOOK.terms["relation"])
    assert set(get_args(Topic)) == set(BOOK.terms["topic"])


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("assault", "ASSAULT"),
        ("coerce-arrest", "COERCE-arrest"),
        ("COERCE arrest", "COERCE-arrest"),
        ("fight", "ASSAULT"),
        ("Armed Clash", "Armed clash"),
        ("f", "F"),
        ("future", "future"),
        ("almost certain", "almost certain"),
    ],
)
def test_any_code_is_explained_whatever_its_case(term, code):
    entry = BOOK.explain(term)
    assert entry is not None
    assert entry.code == code
    assert entry.meaning


def test_a_word_of_several_standards_has_several_entries():
    assert {entry.code for entry in BOOK.lookup("arrest")} == {"COERCE-arrest", "THREATEN-arrest"}


def test_an_unknown_word_is_not_explained_but_near_ones_are_suggested():
    assert BOOK.explain("asault") is None
    assert "ASSAULT" in BOOK.suggest("asault")
    assert BOOK.suggest("qqqqqq") == ()
