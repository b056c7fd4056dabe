"""Peoples are not parties, and what else a record must not do to anybody."""

from __future__ import annotations

import pytest
from actor_reading import Story
from record_reading import assertions, codes, event, figures, relations, resolved

from tocsin.model.record import Mention, Place
from tocsin.resolve.resolver import Resolution


def peoples(made: Resolution) -> set[str]:
    return {a.id for a in made.actors if a.kind == "people"}


def mention(made: Resolution, words: str) -> Mention:
    return next(m for m in made.mentions if m.text == words)


def place(made: Resolution, words: str) -> Place:
    found = mention(made, words).place
    assert found is not None
    return found


def is_coarse(where: Place | None, name: str) -> bool:
    return where is not None and where.name == name and where.precision in {"admin1", "country"} and (where.uncertainty_km or 0) > 20


@pytest.mark.parametrize("kind", ["ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "PROTEST"])
@pytest.mark.parametrize("role", ["actor", "recipient"])
def test_a_people_is_no_party_of_violence_and_an_issue_says_so(kind: str, role: str) -> None:
    other = "recipient" if role == "actor" else "actor"
    story = Story("The raid set the Ardoun against the Reed Brigade.")
    story.mention("GROUP", "the Ardoun").mention("ORGANIZATION", "the Reed Brigade")
    story.frame("raid", kind, **{role: "the Ardoun", other: "the Reed Brigade"})
    made = resolved(story)
    raid = event(made, "raid")
    assert [r.text for r in (*raid.actors, *raid.recipients)] == ["the Reed Brigade"]
    assert "people-not-party" in codes(made)


@pytest.mark.parametrize("piece", ["Muslims", "ethnic Ardoun", "the Ardoun minority", "hundreds of Yazidis"])
def test_creeds_minorities_and_counted_peoples_are_no_parties_either(piece: str) -> None:
    story = Story(f"The Reed Brigade attacked {piece} at dawn.").mention("ORGANIZATION", "The Reed Brigade").mention("GROUP", piece)
    made = resolved(story.frame("attacked", "ASSAULT", actor="The Reed Brigade", recipient=piece))
    assert event(made, "attacked").recipients == ()


def test_a_pronoun_that_means_a_people_is_no_party() -> None:
    story = Story("The Ardoun live by the river. They were attacked at dawn.").mention("GROUP", "The Ardoun")
    made = resolved(story.frame("attacked", "ASSAULT", recipient="They"))
    attacked = event(made, "attacked")
    assert not peoples(made) & {r.actor for r in attacked.recipients}


def test_a_people_in_a_list_of_parties_is_tied_to_nothing() -> None:
    story = Story("The Reed Brigade attacked the army and the Ardoun.").mention("GROUP", "the Ardoun")
    story.mention("ORGANIZATION", "The Reed Brigade", "the army")
    made = resolved(story.frame("attacked", "ASSAULT", actor="The Reed Brigade", recipient="the army and the Ardoun"))
    attacked = event(made, "attacked")
    assert [r.text for r in attacked.recipients] == ["the army"]
    assert attacked.recipients[0].actor not in {None, *peoples(made)}
    assert "people-not-party" in codes(made)


def test_a_word_of_blame_that_opens_a_sentence_is_nobodys_name() -> None:
    made = resolved(
        Story("Terrorists attacked the ford.").mention("ORGANIZATION", "Terrorists").frame("attacked", "ASSAULT", actor="Terrorists")
    )
    assert made.actors == ()
    assert [(r.text, r.actor) for r in event(made, "attacked").actors] == [("Terrorists", None)]


@pytest.mark.parametrize("piece", ["Ardoun fighters", "Ardoun elders", "supporters among the Ardoun", "Ardoun villagers"])
def test_fighters_elders_and_supporters_are_not_the_people(piece: str) -> None:
    story = Story(f"The army attacked {piece} on Monday.").mention("ORGANIZATION", "The army").mention("GROUP", "Ardoun")
    made = resolved(story.frame("attacked", "ASSAULT", actor="The army", recipient=piece))
    (recipient,) = event(made, "attacked").recipients
    assert recipient.text == piece
    assert recipient.actor not in peoples(made)


def test_an_organisation_that_speaks_for_a_people_is_a_party() -> None:
    story = Story("The army raided the Ardoun Council on Monday.").mention("ORGANIZATION", "The army", "the Ardoun Council")
    made = resolved(story.frame("raided", "ASSAULT", actor="The army", recipient="the Ardoun Council"))
    (recipient,) = event(made, "raided").recipients
    assert recipient.actor is not None
    assert recipient.actor not in peoples(made)


@pytest.mark.parametrize("relation", ["alliance", "support", "membership", "opposition"])
def test_a_relation_keeps_the_words_of_a_people_and_draws_no_line_to_it(relation: str) -> None:
    story = Story("The Reed Brigade is said to be courting the Ardoun.").mention("ORGANIZATION", "The Reed Brigade")
    story.mention("GROUP", "the Ardoun").tie(relation, "courting", "The Reed Brigade", "the Ardoun")  # type: ignore[arg-type]
    (tie,) = relations(resolved(story))
    assert tie.origin is not None
    assert tie.origin.actor is not None
    assert tie.to is not None
    assert (tie.to.text, tie.to.actor) == ("the Ardoun", None)


def test_supporters_among_a_people_are_claimed_by_the_speaker_and_are_not_the_people() -> None:
    story = Story("The Reed Brigade said it was backed by supporters among the Ardoun.").mention("ORGANIZATION", "The Reed Brigade")
    story.mention("GROUP", "the Ardoun").quote("The Reed Brigade", "said", "it was backed by supporters among the Ardoun")
    made = resolved(story.tie("support", "backed", "supporters among the Ardoun", "it"))
    (tie,) = relations(made)
    assert tie.origin is not None
    assert (tie.origin.text, tie.origin.actor) == ("supporters among the Ardoun", None)
    assert tie.said_by[-1].name == "The Reed Brigade"


def test_a_grievance_of_a_people_and_a_count_of_it_are_linked_to_nobody() -> None:
    story = Story("The Ardoun are pressed to give up their language. Some 40,000 Ardoun live in the hills.")
    story.mention("GROUP", "The Ardoun", "Ardoun@2").remark("grievance", "pressed to give up their language", "The Ardoun")
    made = resolved(story)
    about = assertions(made)[0].about
    assert about is not None
    assert (about.text, about.actor) == ("The Ardoun", None)
    assert all(f.of is None or f.of.actor is None for f in figures(made))


def test_anonymous_speakers_have_no_id_and_two_reports_share_none() -> None:
    linked = []
    for name in ("1", "2"):
        story = Story("A security official said the ford was shelled. A witness said the army fled.", name=name)
        story.mention("PERSON", "A security official", "A witness").mention("ORGANIZATION", "the army")
        story.quote("A security official", "said", "the ford was shelled").quote("A witness", "said@2", "the army fled")
        made = resolved(story.frame("shelled", "ASSAULT", recipient="the ford").frame("fled", "RETREAT", actor="the army"))
        assert all(q.speaker.anonymous and q.speaker.actor is None for q in made.quotations)
        voices = [v for c in made.claims for v in c.said_by if v.quotation]
        assert voices
        assert all(v.anonymous and v.actor is None for v in voices)
        linked.append({a.id for a in made.actors} | {c.id for c in made.claims})
    assert not linked[0] & linked[1]


@pytest.mark.parametrize("word", ["terrorists", "rebels", "partisans", "extremists", "bandits"])
def test_what_somebody_is_called_stays_with_who_calls_them_so(word: str) -> None:
    story = Story(f"The ministry said {word} of the Reed Brigade attacked the ford.").mention("ORGANIZATION", "The ministry")
    story.mention("ORGANIZATION", "the Reed Brigade").quote("The ministry", "said", f"{word} of the Reed Brigade attacked the ford")
    made = resolved(story.frame("attacked", "ASSAULT", actor=f"{word} of the Reed Brigade", recipient="the ford"))
    attacked = event(made, "attacked")
    assert attacked.actors[0].text == f"{word} of the Reed Brigade"
    assert attacked.said_by[-1].name == "The ministry"
    assert not any("terror" in f"{a.kind} {a.sector} {a.name}" or "extremis" in str(a.kind) for a in made.actors)


def test_a_disputed_place_keeps_the_name_of_the_report_and_says_so() -> None:
    story = Story("Shells fell on Stepanakert on Monday.").mention("LOCATION", "Stepanakert")
    made = resolved(story.frame("fell", "ASSAULT", place="Stepanakert"))
    where = event(made, "fell").place
    assert where is not None
    assert (where.name, where.disputed) == ("Stepanakert", True)


def test_a_town_that_is_shelled_keeps_its_point() -> None:
    story = Story("Shells fell on Kharkiv on Monday.").mention("LOCATION", "Kharkiv")
    where = event(resolved(story.frame("fell", "ASSAULT", place="Kharkiv")), "fell").place
    assert where is not None
    assert where.precision == "point"


def test_cells_and_members_are_placed_no_finer_than_a_region() -> None:
    text = "A member said the Reed Brigade has cells from Kharkiv to Poltava. Shells fell on Sumy."
    story = Story(text).mention("ORGANIZATION", "the Reed Brigade").mention("LOCATION", "Kharkiv", "Poltava", "Sumy")
    story.quote("A member", "said", "the Reed Brigade has cells from Kharkiv to Poltava").remark("presence", "cells", "the Reed Brigade")
    made = resolved(story)
    assert is_coarse(place(made, "Kharkiv"), "Kharkiv")
    assert is_coarse(place(made, "Poltava"), "Poltava")
    assert place(made, "Sumy").precision == "point"


@pytest.mark.parametrize("site", ["a hospital", "an aid warehouse", "a shelter", "a refugee camp", "a food distribution point"])
def test_a_place_of_refuge_or_aid_is_placed_no_finer_than_a_region(site: str) -> None:
    story = Story(f"Shells fell on {site} in Kharkiv on Monday.").mention("FACILITY", site).mention("LOCATION", "Kharkiv")
    made = resolved(story.frame("fell", "ASSAULT", recipient=f"{site} in Kharkiv"))
    assert is_coarse(event(made, "fell").place, "Kharkiv")
    assert is_coarse(place(made, "Kharkiv"), "Kharkiv")


def test_a_hospital_that_is_hit_keeps_its_event_coarse_where_the_town_stands_apart() -> None:
    story = Story("In Kharkiv on Monday, shells fell on a hospital.").mention("FACILITY", "a hospital").mention("LOCATION", "Kharkiv")
    made = resolved(story.frame("fell", "ASSAULT", recipient="a hospital", place="Kharkiv"))
    assert is_coarse(event(made, "fell").place, "Kharkiv")


@pytest.mark.parametrize(("camp", "seen"), [("an army camp", "an army camp"), ("its camp", "camp"), ("a rebel camp", "camp")])
def test_a_camp_of_soldiers_is_no_place_of_refuge(camp: str, seen: str) -> None:
    story = Story(f"Shells fell on {camp} in Kharkiv.").mention("FACILITY", seen).mention("LOCATION", "Kharkiv")
    where = event(resolved(story.frame("fell", "ASSAULT", recipient=camp, place="Kharkiv")), "fell").place
    assert where is not None
    assert where.precision == "point"


def test_a_witness_is_placed_no_finer_than_a_region() -> None:
    story = Story("A resident of Kharkiv said shells fell at dawn.").mention("LOCATION", "Kharkiv")
    made = resolved(story.quote("A resident of Kharkiv", "said", "shells fell at dawn").frame("fell", "ASSAULT"))
    assert is_coarse(place(made, "Kharkiv"), "Kharkiv")
    where = event(made, "fell").place
    assert where is None or is_coarse(where, "Kharkiv")


def test_an_attack_to_come_is_placed_no_finer_than_a_region() -> None:
    story = Story("The Reed Brigade plans to attack Kharkiv.").mention("LOCATION", "Kharkiv").mention("ORGANIZATION", "The Reed Brigade")
    made = resolved(story.frame("attack", "ASSAULT", status="future", actor="The Reed Brigade", recipient="Kharkiv"))
    assert is_coarse(event(made, "attack").place, "Kharkiv")
    assert is_coarse(place(made, "Kharkiv"), "Kharkiv")


def test_the_place_of_an_attack_that_is_warned_of_is_no_finer_than_a_region() -> None:
    story = Story("If talks fail, the Reed Brigade could attack Kharkiv.").mention("LOCATION", "Kharkiv")
    story.conditional("talks fail", "the Reed Brigade could attack Kharkiv", "could")
    made = resolved(story.frame("attack", "ASSAULT", status="hypothetical", recipient="Kharkiv"))
    assert is_coarse(place(made, "Kharkiv"), "Kharkiv")


def test_a_coarse_place_shows_neither_the_point_nor_its_id() -> None:
    fine = resolved(Story("Shells fell on Kharkiv.").mention("LOCATION", "Kharkiv"))
    coarse = resolved(
        Story("A hospital in Poltava was hit, and a hospital in Kharkiv.").mention("FACILITY", "a hospital").mention("LOCATION", "Kharkiv")
    )
    town, region = place(fine, "Kharkiv"), place(coarse, "Kharkiv")
    assert region.geonameid != town.geonameid
    assert (region.lat, region.lon) != (town.lat, town.lon)
    assert (region.country, region.admin1) == (town.country, town.admin1)
    assert (region.uncertainty_km or 0) > (town.uncertainty_km or 0)
