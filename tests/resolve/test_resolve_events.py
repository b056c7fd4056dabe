"""Event claims: what was done, whether it was, when, where, and with what losses."""

from __future__ import annotations

from datetime import date

import pytest
from actor_reading import Story
from record_reading import codes, event, events, figures, resolved, warnings

from tocsin.model.reading import Status
from tocsin.resolve.resolver import Resolution

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


def test_an_accord_told_in_a_warning_is_an_event_of_its_own() -> None:
    story = Story("After they rejected the truce, the Reed Brigade could shell the town.").mention("ORGANIZATION", "the Reed Brigade")
    story.conditional("they rejected the truce", "the Reed Brigade could shell the town", "could")
    made = resolved(story.frame("rejected", "REJECT", status="occurred").frame("shell", "ASSAULT", status="hypothetical"))
    assert [e.trigger.text for e in events(made)] == ["rejected"]


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


def two_acts(words: str, *frames: tuple[str, str, dict[str, str]], places: tuple[str, ...]) -> Resolution:
    """Resolve a sentence with acts, each a trigger, a type and its arguments."""
    story = Story(words, published=PUBLISHED).mention("LOCATION", *places)
    for trigger, kind, roles in frames:
        story.frame(trigger, kind, **roles)
    return resolved(story)


def test_a_place_of_another_clause_is_not_lent() -> None:
    made = two_acts(
        "Gunmen seized the depot while the army shelled rebels in Kutum.",
        ("seized", "COERCE", {}),
        ("shelled", "ASSAULT", {}),
        places=("Kutum",),
    )
    assert event(made, "seized").place is None
    lent = event(made, "shelled").place
    assert lent is not None
    assert lent.name == "Kutum"


def test_another_acts_place_is_not_lent_but_one_act_told_twice_shares_it() -> None:
    made = two_acts(
        "The army withdrew and rebels killed ten in an attack in Kutum.",
        ("withdrew", "RETREAT", {}), ("killed", "ASSAULT", {}), ("attack", "ASSAULT", {"place": "Kutum"}), places=("Kutum",),
    )  # fmt: skip
    assert event(made, "withdrew").place is None
    told = [c.place.name for c in events(made) if c.event.plover.type == "ASSAULT" and c.place]
    assert set(told) == {"Kutum"}


def test_a_clause_led_by_where_is_at_the_place_before_it() -> None:
    made = two_acts("He lives in Kutum, where soldiers burned a market.", ("burned", "ASSAULT", {}), places=("Kutum",))
    place = event(made, "burned").place
    assert place is not None
    assert place.name == "Kutum"


@pytest.mark.parametrize(
    ("words", "trigger", "kind", "recipient", "place"),
    [
        ("The army attacked men from Kutum.", "attacked", "ASSAULT", "men from Kutum", None),
        ("The army attacked a post in Kutum.", "attacked", "ASSAULT", "a post in Kutum", "Kutum"),
        ("The army attacked the town of Kutum.", "attacked", "ASSAULT", "the town of Kutum", "Kutum"),
        ("The council sanctioned Sudan.", "sanctioned", "SANCTION", "Sudan", None),
    ],
)
def test_what_an_act_is_done_to_tells_its_place_where_it_is_done_there(
    words: str, trigger: str, kind: str, recipient: str, place: str | None
) -> None:
    name = "Sudan" if "Sudan" in words else "Kutum"
    found = event(two_acts(words, (trigger, kind, {"recipient": recipient}), places=(name,)), trigger).place
    assert (found.name if found else None) == place


def test_an_act_in_a_part_of_the_world_has_it_without_a_point() -> None:
    made = two_acts("Gunmen attacked a convoy in West Africa.", ("attacked", "ASSAULT", {"place": "West Africa"}), places=("West Africa",))
    place = event(made, "attacked").place
    assert place is not None
    assert (place.name, place.lat, place.precision) == ("West Africa", None, "unlocated")
    assert "unresolved-place" in codes(made)


def test_a_purpose_is_not_where_its_end_was_and_a_noun_has_the_place_that_completes_it() -> None:
    made = two_acts(
        "A man who went away to fight was killed in Kutum.",
        ("fight", "ASSAULT", {}), ("killed", "ASSAULT", {"place": "Kutum"}), places=("Kutum",),
    )  # fmt: skip
    assert event(made, "fight").place is None
    siege = event(two_acts("They won the siege of the town of Kutum.", ("siege", "ASSAULT", {}), places=("Kutum",)), "siege").place
    assert siege is not None
    assert siege.name == "Kutum"


def test_a_town_that_the_gazetteer_lacks_is_not_put_on_its_river() -> None:
    made = two_acts(
        "The army advanced on Qwerzal on the Euphrates.",
        ("advanced", "ASSAULT", {"place": "Qwerzal on the Euphrates"}), places=("Qwerzal", "Euphrates"),
    )  # fmt: skip
    place = event(made, "advanced").place
    assert place is not None
    assert (place.name, place.lat) == ("Qwerzal", None)


def test_whose_land_it_is_is_no_place_and_a_fronted_adjunct_is_no_part_of_the_clause() -> None:
    made = two_acts("Jets bombed YPX positions.", ("bombed", "ASSAULT", {"recipient": "YPX positions"}), places=("YPX",))
    assert event(made, "bombed").place is None
    made = two_acts("After a month in Kutum, they were seized.", ("seized", "COERCE", {}), places=("Kutum",))
    assert event(made, "seized").place is None
