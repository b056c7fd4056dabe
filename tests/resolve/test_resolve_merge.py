"""What a report tells again: one claim, every evidence kept, the most cautious in front, the drift listed."""

from __future__ import annotations

from datetime import date

import pytest
from actor_reading import Story
from record_reading import event, events, figures, relations, resolved

from tocsin.model.reading import Status
from tocsin.model.record import Claim

BRIGADE = "the Reed Brigade"


def drift(claim: Claim) -> set[str]:
    return {d.what for d in claim.drift}


def retold(headline: str, body: str, *, again: Status = "occurred", first: Status = "occurred", speaker: str | None = None) -> Story:
    story = Story(body, title=headline).mention("ORGANIZATION", "Reed Brigade", "Reed Brigade@2").alike("attack@1", "attack@2")
    if speaker:
        story.quote(speaker, "said", body[body.index("said ") + 5 : -1])
    story.frame("attack@1", "ASSAULT", status=again, actor="Reed Brigade")
    return story.frame("attack@2", "ASSAULT", status=first, actor="Reed Brigade@2")


def test_a_headline_joins_the_claim_of_the_body() -> None:
    (claim,) = events(resolved(retold("Reed Brigade attacks town", "The Reed Brigade attacked the town.")))
    assert [(e.part, e.within) for e in claim.evidence] == [("headline", "title"), ("lede", None)]
    assert claim.drift == ()
    assert claim.trigger.text == "attack"


def test_a_hedge_that_the_headline_drops_is_drift() -> None:
    (claim,) = events(resolved(retold("Reed Brigade attacks town", "The Reed Brigade reportedly attacked the town.")))
    assert drift(claim) == {"hedge dropped"}
    assert [h.text for h in claim.hedges] == ["reportedly"]
    assert (claim.drift[0].origin, claim.drift[0].to) == (1, 0)


def test_a_speaker_that_the_headline_drops_is_drift_and_the_claim_keeps_the_speaker() -> None:
    body = "The mayor said the Reed Brigade attacked the town."
    (claim,) = events(resolved(retold("Reed Brigade attacks town", body, speaker="The mayor")))
    assert drift(claim) == {"speaker dropped"}
    assert claim.said_by[-1].name == "The mayor"


@pytest.mark.parametrize("status", ["future", "hypothetical"])
def test_a_plan_that_the_headline_tells_as_done_is_drift_and_stays_a_plan(status: Status) -> None:
    made = resolved(retold("Reed Brigade attacks town", "The Reed Brigade will attack the town.", first=status))
    (claim,) = events(made)
    assert claim.status == status
    assert drift(claim) == {"status raised"}


def test_a_bound_that_the_headline_drops_is_drift() -> None:
    story = Story("The blast killed at least 12 soldiers.", title="Blast kills 12 soldiers").alike("Blast kills", "The blast")
    (claim,) = figures(resolved(story))
    assert len(claim.evidence) == 2
    assert "wording raised" in drift(claim)
    assert (claim.low, claim.high) == (12, None)


def test_the_most_cautious_status_speaker_and_hedges_come_from_one_evidence() -> None:
    body = "The mayor said the Reed Brigade reportedly attacked the town."
    (claim,) = events(resolved(retold("Reed Brigade attacks town", body, speaker="The mayor")))
    cautious = claim.evidence[1]
    assert (claim.said_by, claim.hedges, claim.status) == (cautious.said_by, cautious.hedges, cautious.status)
    assert drift(claim) == {"hedge dropped", "speaker dropped"}


def test_a_claim_that_is_told_once_has_no_drift() -> None:
    made = resolved(Story("The army reportedly shelled the ford.").frame("shelled", "ASSAULT"))
    assert events(made)[0].drift == ()


def twice(first: str, second: str, *, alike: bool = True, places: tuple[str, ...] = ()) -> Story:
    story = Story(f"The Reed Brigade attacked {first}.\n\nThe Reed Brigade attacked {second}.", published=date(2026, 5, 20))
    story.mention("ORGANIZATION", "The Reed Brigade", "The Reed Brigade@2")
    story.mention("LOCATION", *places)
    roles = [{"place": p} for p in places] or [{}, {}]
    story.frame("attacked", "ASSAULT", actor="The Reed Brigade", **roles[0])
    story.frame("attacked@2", "ASSAULT", actor="The Reed Brigade@2", **roles[1])
    return story.alike("attacked", "attacked@2") if alike else story


def test_the_same_attack_told_twice_is_one_claim_with_two_evidences() -> None:
    (claim,) = events(resolved(twice("the ford", "the ford again, residents said")))
    assert len(claim.evidence) == 2


def test_what_the_second_telling_adds_is_kept() -> None:
    (claim,) = events(resolved(twice("the ford", "the ford on Monday, killing 12 soldiers")))
    assert claim.date is not None
    assert claim.date.start == date(2026, 5, 18)
    assert [c.best for c in claim.casualties] == [12]


def test_two_attacks_on_two_days_stay_two() -> None:
    assert len(events(resolved(twice("the ford on Monday", "the ford on Tuesday")))) == 2


def test_an_attack_of_long_ago_is_not_the_attack_of_today() -> None:
    assert [e.status for e in events(resolved(twice("the ford on Monday", "the ford in March 2021")))] == ["occurred", "historical"]


@pytest.mark.parametrize(("one", "other"), [("Kharkiv", "Sumy"), ("Qwerzal", "Norvasht"), ("Kharkiv", "Norvasht")])
def test_two_attacks_in_two_towns_stay_two_even_where_the_gazetteer_lacks_them(one: str, other: str) -> None:
    story = twice(f"a post in {one}", f"a post in {other}", places=(one, other))
    assert [e.place.name for e in events(resolved(story)) if e.place] == [one, other]


def test_a_town_and_its_country_are_no_two_attacks() -> None:
    story = twice("a post in Kharkiv", "a post in Ukraine", places=("Kharkiv", "Ukraine"))
    (claim,) = events(resolved(story))
    assert claim.place is not None
    assert claim.place.name == "Kharkiv"


def test_sentences_that_mean_different_things_are_not_joined() -> None:
    assert len(events(resolved(twice("the ford", "the village", alike=False)))) == 2


def test_an_act_and_its_denial_stay_two_claims() -> None:
    story = Story("The army attacked the ford.\n\nThe ministry denied that the army attacked the ford.")
    story.mention("ORGANIZATION", "The army", "The ministry", "the army")
    story.quote("The ministry", "denied", "that the army attacked the ford").alike("attacked", "attacked@2")
    story.frame("attacked", "ASSAULT", actor="The army").frame("attacked@2", "ASSAULT", actor="the army")
    assert [e.status for e in events(resolved(story))] == ["occurred", "negated"]


def test_a_relation_and_its_denial_stay_two_claims() -> None:
    story = Story(
        "The Reed Brigade is allied with the Marsh League.\n\nAn envoy denied that the Reed Brigade is allied with the Marsh League."
    )
    story.mention("ORGANIZATION", "The Reed Brigade", "the Marsh League", BRIGADE, "the Marsh League@2")
    story.quote("An envoy", "denied", "that the Reed Brigade is allied with the Marsh League").alike("allied", "allied@2")
    story.tie("alliance", "allied with", "The Reed Brigade", "the Marsh League")
    story.tie("alliance", "allied with@2", BRIGADE, "the Marsh League@2")
    assert [r.status for r in relations(resolved(story))] == ["ongoing", "negated"]


def test_a_count_and_its_denial_stay_two_claims() -> None:
    story = Story("The blast killed 12 soldiers.\n\nThe army denied that the blast killed 12 soldiers.").mention("ORGANIZATION", "The army")
    story.quote("The army", "denied", "that the blast killed 12 soldiers").alike("killed", "killed@2")
    assert [f.status for f in figures(resolved(story))] == ["occurred", "negated"]


def test_equal_losses_of_two_towns_are_two_figures() -> None:
    story = Story("In Kharkiv, 12 soldiers were killed.\n\nIn Sumy, 12 soldiers were killed.").mention("LOCATION", "Kharkiv", "Sumy")
    assert len(figures(resolved(story.alike("Kharkiv", "Sumy")))) == 2


def test_equal_counts_of_different_things_are_two_figures() -> None:
    story = Story("The blast killed 12 soldiers.\n\nThe blast destroyed 12 trucks.").alike("soldiers", "trucks")
    assert len(figures(resolved(story))) == 2


def test_a_loss_keeps_its_link_when_its_figure_is_joined_to_another() -> None:
    story = Story("The attack killed 12 soldiers.", title="12 soldiers killed in attack").alike("attack", "attack@2")
    made = resolved(story.frame("attack@2", "ASSAULT"))
    (figure,) = figures(made)
    assert len(figure.evidence) == 2
    assert [c.figure for c in event(made, "attack").casualties] == [figure.id]
