"""Relations, assertions and warnings: who is tied to whom, what is said of whom, and what is feared if what."""

from __future__ import annotations

import pytest
from actor_reading import Story
from record_reading import assertions, codes, event, events, relations, resolved, warnings


def test_a_relation_has_both_ends_its_speaker_and_its_status() -> None:
    story = Story("The mayor said the Reed Brigade is allied with the Marsh League.").mention("PERSON", "The mayor")
    story.mention("ORGANIZATION", "the Reed Brigade", "the Marsh League")
    story.quote("The mayor", "said", "the Reed Brigade is allied with the Marsh League")
    (tie,) = relations(resolved(story.tie("alliance", "allied with", "the Reed Brigade", "the Marsh League")))
    assert tie.origin is not None
    assert tie.to is not None
    assert (tie.origin.text, tie.to.text) == ("the Reed Brigade", "the Marsh League")
    assert None not in (tie.origin.actor, tie.to.actor)
    assert (tie.status, tie.said_by[-1].name) == ("ongoing", "The mayor")


def test_a_relation_that_names_nobody_is_left_out_and_an_issue_says_so() -> None:
    made = resolved(Story("An alliance was in the air.").tie("alliance", "alliance", None, None))
    assert relations(made) == []
    assert "no-party" in codes(made)


@pytest.mark.parametrize("kind", ["relation", "assertion"])
def test_what_is_denied_is_negated_in_the_claim_and_in_its_evidence(kind: str) -> None:
    text = "The Reed Brigade denied that it is allied with the Marsh League."
    story = Story(text).mention("ORGANIZATION", "The Reed Brigade", "the Marsh League")
    story.quote("The Reed Brigade", "denied", "that it is allied with the Marsh League")
    if kind == "relation":
        made = resolved(story.tie("alliance", "allied with", "The Reed Brigade", "the Marsh League"))
    else:
        made = resolved(story.remark("other", "allied with", "The Reed Brigade"))
    (claim,) = made.claims
    assert claim.kind == kind
    assert claim.status == claim.evidence[0].status == "negated"


def test_several_members_of_one_group_are_several_relations() -> None:
    text = "Reportedly the Reed Brigade, the Marsh League and the Dune Guard joined the Salt Front."
    story = Story(text).mention("ORGANIZATION", "the Reed Brigade", "the Marsh League", "the Dune Guard", "the Salt Front")
    for member in ("the Reed Brigade", "the Marsh League", "the Dune Guard"):
        story.tie("membership", "joined", member, "the Salt Front")
    made = resolved(story)
    assert {t.origin.text for t in relations(made) if t.origin} == {"the Reed Brigade", "the Marsh League", "the Dune Guard"}
    assert len({c.id for c in made.claims}) == 3


def test_a_self_claim_is_said_by_the_one_it_is_about() -> None:
    story = Story("The Reed Brigade claims to be the largest such group.").mention("ORGANIZATION", "The Reed Brigade")
    story.quote("The Reed Brigade", "claims", "to be the largest such group").remark("rank", "largest such group", "The Reed Brigade")
    (claim,) = assertions(resolved(story))
    assert claim.about is not None
    assert claim.about.actor == claim.said_by[-1].actor
    assert claim.topic == "rank"


def test_a_warning_has_condition_outcome_and_likelihood_word() -> None:
    story = Story("If the cabinet falls, fighting is very likely to spread.")
    story.conditional("If the cabinet falls", "fighting is very likely to spread", "very likely")
    (warning,) = warnings(resolved(story))
    assert warning.condition is not None
    assert (warning.condition.text, warning.outcome.text) == ("If the cabinet falls", "fighting is very likely to spread")
    assert warning.likelihood is not None
    assert (warning.likelihood.text, warning.likelihood.band) == ("very likely", (80, 95))
    assert warning.status == "hypothetical"


@pytest.mark.parametrize(
    ("word", "band"),
    [
        ("almost certain", (95, 99)),
        ("likely", (55, 80)),
        ("unlikely", (20, 45)),
        ("could", None),
        ("may", None),
        ("would", None),
        ("risk of", None),
    ],
)
def test_a_likelihood_has_the_band_of_icd_203_or_none(word: str, band: tuple[int, int] | None) -> None:
    (warning,) = warnings(resolved(Story(f"Clashes: {word} war by June.").conditional(None, f"{word} war by June", word)))
    assert warning.likelihood is not None
    assert warning.likelihood.band == band
    assert warning.condition is None


def test_a_warning_is_never_an_event_that_occurred() -> None:
    story = Story("As the group grows, an invasion of the valley could follow, and troops could seize the ford.")
    story.conditional("As the group grows", "an invasion of the valley could follow, and troops could seize the ford", "could")
    made = resolved(story.frame("invasion", "ASSAULT").frame("seize", "COERCE").frame("grows", "MOBILIZE"))
    assert events(made) == []
    assert len(warnings(made)) == 1


def test_a_threat_is_linked_to_its_warning() -> None:
    text = "The Reed Brigade threatened to shell the town if the army enters."
    story = Story(text).mention("ORGANIZATION", "The Reed Brigade", "the army").frame("threatened", "THREATEN", actor="The Reed Brigade")
    made = resolved(story.conditional("if the army enters", "to shell the town"))
    assert warnings(made)[0].threat == event(made, "threatened").id


def test_a_threat_of_another_sentence_is_not_linked() -> None:
    story = Story("The Reed Brigade threatened the town. If the army enters, war could follow.")
    made = resolved(story.frame("threatened", "THREATEN").conditional("If the army enters", "war could follow"))
    assert warnings(made)[0].threat is None


def test_a_threat_told_twice_keeps_its_link() -> None:
    text = (
        "The Reed Brigade threatened the town on Monday.\n\nThe hills are quiet.\n\n"
        "The Reed Brigade threatened to shell the town if the army enters."
    )
    story = Story(text).mention("ORGANIZATION", "The Reed Brigade", "The Reed Brigade@2")
    story.frame("threatened", "THREATEN", actor="The Reed Brigade").frame("threatened@2", "THREATEN", actor="The Reed Brigade@2")
    made = resolved(story.conditional("if the army enters", "to shell the town").alike("threatened", "threatened@2"))
    (threat,) = events(made)
    assert len(threat.evidence) == 2
    assert warnings(made)[0].threat == threat.id
