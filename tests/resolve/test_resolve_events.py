"""Event claims: what was done, whether it was, when, where, and with what losses."""

from __future__ import annotations

from datetime import date

import pytest
from actor_reading import Story
from record_reading import codes, event, events, figures, resolved, warnings

from tocsin.model.reading import Status

PUBLISHED = date(2026, 5, 20)


def raid(text: str, *, published: date | None = PUBLISHED, status: Status = "occurred", **roles: str) -> Story:
    story = Story(text, published=published).mention("ORGANIZATION", "The Reed Brigade")
    return story.frame("attacked", "ASSAULT", status=status, actor="The Reed Brigade", **roles)


def test_an_event_has_its_codes_parties_and_trigger() -> None:
    story = Story("The Reed Brigade shelled the army's depot.").mention("ORGANIZATION", "The Reed Brigade", "the army")
    made = resolved(story.frame("shelled", "ASSAULT", modes=("heavy-weapons",), actor="The Reed Brigade", recipient="the army's depot"))
    (claim,) = events(made)
    assert (claim.event.plover.type, claim.event.plover.modes, claim.event.plover.quad) == ("ASSAULT", ("heavy-weapons",), 4)
    assert claim.event.acled is not None
    assert claim.event.acled.event_type == "Explosions/Remote violence"
    assert [r.text for r in (*claim.actors, *claim.recipients)] == ["The Reed Brigade", "the army's depot"]
    assert claim.said_by[-1].quotation is None


@pytest.mark.parametrize(
    ("words", "day"), [("on Monday", date(2026, 5, 18)), ("yesterday", date(2026, 5, 19)), ("on 3 May 2026", date(2026, 5, 3))]
)
def test_a_day_is_resolved_from_the_words(words: str, day: date) -> None:
    claim = event(resolved(raid(f"The Reed Brigade attacked the ford {words}.")), "attacked")
    assert claim.date is not None
    assert (claim.date.start, claim.date.end) == (day, day)


def test_the_day_of_publication_is_never_the_day_of_the_event() -> None:
    made = resolved(raid("The Reed Brigade attacked the ford."))
    assert event(made, "attacked").date is None
    assert any(i.code == "not-said" and "no date" in i.message for i in made.issues)


def test_without_a_day_of_publication_yesterday_is_no_date() -> None:
    assert event(resolved(raid("The Reed Brigade attacked the ford yesterday.", published=None)), "attacked").date is None


def test_what_was_done_is_not_dated_by_a_day_after_the_report() -> None:
    story = Story("The president cancelled a visit planned for Friday.", published=PUBLISHED).mention("TIME", "Friday")
    assert event(resolved(story.frame("cancelled", "REJECT", date="Friday")), "cancelled").date is None


def test_an_event_dated_long_before_publication_is_historical() -> None:
    claim = event(resolved(raid("The Reed Brigade attacked the ford in March 2021.")), "attacked")
    assert claim.status == claim.evidence[0].status == "historical"


def test_an_event_of_last_month_is_not_historical() -> None:
    assert event(resolved(raid("The Reed Brigade attacked the ford in April.")), "attacked").status == "occurred"


def test_a_plan_that_names_an_old_year_stays_a_plan() -> None:
    story = raid("The Reed Brigade attacked the ford in March 2021.", status="hypothetical")
    assert event(resolved(story), "attacked").status == "hypothetical"


def test_a_loss_in_a_historical_event_is_historical_too() -> None:
    made = resolved(raid("The Reed Brigade attacked the ford in March 2021, killing 12 soldiers."))
    assert figures(made)[0].status == "historical"


def test_a_dateline_is_neither_place_nor_date_nor_evidence() -> None:
    story = Story("SUMY, May 19 (Wire) - The Reed Brigade attacked the ford.", published=PUBLISHED).mention("LOCATION", "SUMY")
    story.mention("ORGANIZATION", "The Reed Brigade").mention("TIME", "May 19")
    claim = event(resolved(story.frame("attacked", "ASSAULT", actor="The Reed Brigade", place="SUMY", date="May 19")), "attacked")
    assert claim.place is None
    assert claim.date is None
    assert claim.evidence[0].text.startswith("The Reed Brigade")


def test_a_denial_is_a_negated_claim_of_the_one_who_denies() -> None:
    story = Story("The ministry denied that the army attacked the ford.").mention("ORGANIZATION", "The ministry", "the army")
    story.quote("The ministry", "denied", "that the army attacked the ford").frame("attacked", "ASSAULT", actor="the army")
    claim = event(resolved(story), "attacked")
    assert claim.status == claim.evidence[0].status == "negated"
    assert claim.said_by[-1].name == "The ministry"
    assert claim.evidence[0].voice == "attributed"


def test_losses_in_words_only_have_no_number() -> None:
    made = resolved(raid("The Reed Brigade attacked the ford and left many dead."))
    (loss,) = event(made, "attacked").casualties
    assert loss.category == "killed"
    assert (loss.low, loss.best, loss.high) == (None, None, None)
    assert "many" in loss.text


def test_a_loss_with_a_number_links_to_its_figure() -> None:
    made = resolved(raid("The Reed Brigade attacked the ford, killing at least 12 soldiers."))
    (loss,) = event(made, "attacked").casualties
    (figure,) = figures(made)
    assert (loss.category, loss.low, loss.figure) == ("killed", 12, figure.id)
    assert (figure.low, figure.high) == (12, None)


def test_killed_and_wounded_are_two_losses_of_one_event() -> None:
    made = resolved(raid("The Reed Brigade attacked the ford, killing 12 soldiers and wounding 30."))
    assert [(c.category, c.best) for c in event(made, "attacked").casualties] == [("killed", 12), ("injured", 30)]


def test_a_toll_that_adds_up_goes_to_no_event() -> None:
    made = resolved(raid("The Reed Brigade attacked the ford, bringing the death toll this year to 340."))
    assert event(made, "attacked").casualties == ()
    assert [f.best for f in figures(made)] == [340]


def test_what_only_restates_a_warning_is_no_event() -> None:
    story = Story("If the talks fail, the Reed Brigade could shell the town.").mention("ORGANIZATION", "the Reed Brigade")
    story.conditional("the talks fail", "the Reed Brigade could shell the town", "could")
    made = resolved(story.frame("fail", "REJECT", status="hypothetical").frame("shell", "ASSAULT", status="hypothetical"))
    assert events(made) == []
    assert len(warnings(made)) == 1


def test_the_innermost_speaker_ends_the_chain_and_the_outlet_begins_it() -> None:
    story = Story("The mayor said the army attacked the ford.").mention("ORGANIZATION", "the army").mention("PERSON", "The mayor")
    story.quote("The mayor", "said", "the army attacked the ford").frame("attacked", "ASSAULT", actor="the army")
    claim = event(resolved(story), "attacked")
    assert [v.name for v in claim.said_by] == [None, "The mayor"]


def test_a_hedge_is_kept_and_makes_the_voice_hedged() -> None:
    claim = event(resolved(raid("The Reed Brigade reportedly attacked the ford.")), "attacked")
    assert [h.text for h in claim.hedges] == ["reportedly"]
    assert claim.evidence[0].voice == "hedged"


def test_what_a_sentence_does_not_give_is_null_and_an_issue_says_so() -> None:
    made = resolved(Story("The depot was shelled.").frame("shelled", "ASSAULT"))
    claim = event(made, "shelled")
    assert (claim.actors, claim.recipients, claim.place, claim.date, claim.instrument) == ((), (), None, None, None)
    (issue,) = [i for i in made.issues if i.code == "not-said"]
    assert all(word in issue.message for word in ("no actor", "no place", "no date"))
    assert "The depot was shelled."[issue.start : issue.end] == "shelled"


def test_a_place_that_the_gazetteer_lacks_is_named_and_left_off_the_map() -> None:
    story = Story("The army shelled Qwerzal on Monday.").mention("LOCATION", "Qwerzal").mention("ORGANIZATION", "The army")
    made = resolved(story.frame("shelled", "ASSAULT", actor="The army", place="Qwerzal"))
    place = event(made, "shelled").place
    assert place is not None
    assert (place.name, place.lat, place.lon, place.precision) == ("Qwerzal", None, None, "unlocated")
    assert "unresolved-place" in codes(made)


def test_a_threat_is_an_event_of_words() -> None:
    story = Story("The Reed Brigade threatened to shell the town.").mention("ORGANIZATION", "The Reed Brigade")
    claim = event(resolved(story.frame("threatened", "THREATEN", modes=("violence",), actor="The Reed Brigade")), "threatened")
    assert (claim.status, claim.event.plover.quad, claim.event.ucdp) == ("occurred", 3, None)


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        ("The depot was shelled by the Reed Brigade.", "shelled", ["the Reed Brigade"], ["The depot"]),
        ("The insurgency against the Reed Brigade went on.", "insurgency", [], ["the Reed Brigade"]),
    ],
)
def test_a_form_that_leaves_no_doubt_corrects_who_acts(text: str, trigger: str, actor: list[str], recipient: list[str]) -> None:
    words = {r: w for r, w in (("actor", recipient[0]), ("recipient", actor[0] if actor else "")) if w}
    story = Story(text, published=PUBLISHED).mention("ORGANIZATION", "the Reed Brigade").frame(trigger, "ASSAULT", **words)
    claim = event(resolved(story), trigger)
    assert [r.text for r in claim.actors] == actor
    assert [r.text for r in claim.recipients] == recipient


def test_losses_that_may_come_have_not_come() -> None:
    (claim,) = figures(resolved(Story("Nobody spoke. Some 300 people could die this winter.", published=PUBLISHED)))
    assert claim.status == "hypothetical"
