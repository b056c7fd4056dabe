"""Faults that were seen on news: who is no organisation, whose people they are, and why somebody is left without identity."""

from __future__ import annotations

from datetime import date

import pytest
from actor_reading import Story
from record_reading import resolved

from tocsin.resolve.actor_people import crowd, population
from tocsin.resolve.actor_persons import another_person, is_title
from tocsin.resolve.actors import ActorResolver, Actors
from tocsin.resolve.register import Register


def named(text: str, *mentions: tuple[str, str], published: str | None = "2018-04-12") -> dict[str, str | None]:
    """Return the actor of each mention by its words."""
    found, story = read(text, *mentions, published=published)
    return {text[m.start : m.end]: found.of_mention.get(n) for n, m in enumerate(story.mentions)}


def read(text: str, *mentions: tuple[str, str], published: str | None = "2018-04-12") -> tuple[Actors, object]:
    story = Story(text, published=date.fromisoformat(published) if published else None)
    for kind, words in mentions:
        story.mention(kind, words)
    reading = story.reading()
    return ActorResolver().resolve(reading), reading


def organisation(words: str, text: str = "{} crossed the river at night.", **more: str) -> str | None:
    return named(text.format(words), ("ORGANIZATION", words), **more)[words]


@pytest.mark.parametrize(
    ("words", "identity"),
    [
        ("Islamic State terrorists", "armed:islamic-state"), ("Islamic State fighters", "armed:islamic-state"),
        ("the Islamic State terrorist group", "armed:islamic-state"), ("the US and", "state:USA"), ("the Kurdish-led SDF and", None),
        ("Russian leadership", "gov:RUS"), ("The Home Office", "moi:GBR"), ("Kurdish YPG", "armed:people-s-protection-units"),
        ("the mostly-Kurdish Syrian Democratic Forces", None), ("the Kurdish-Arab Syrian Democratic Forces", "armed:syrian-democratic-forces"),
        ("the Guardian", "media:guardian"), ("the Kurdistan Workers' Party (PKK", "armed:kurdistan-workers-party"),
    ],
)  # fmt: skip
def test_a_known_actor_is_found_within_the_words_around_it(words: str, identity: str | None) -> None:
    found = organisation(words)
    assert found == identity if identity else found is not None


@pytest.mark.parametrize(
    "words",
    [
        "Anna’s family and friends", "Begum’s family", "European countries", "Western states", "Isis suspects", "Pro-regime officials", "US allies",
        "Idlib residents", "Europe", "the West", "Kurdish", "Coptic civilians and",
    ],
)  # fmt: skip
def test_crowds_kin_and_parts_of_the_world_are_no_organisations(words: str) -> None:
    assert organisation(words) is None


@pytest.mark.parametrize("words", ["Sisters of the Plain", "Friends of the Front", "Hamas officials", "Free Syrian Army"])
def test_names_that_look_like_crowds_are_none(words: str) -> None:
    assert not crowd(Register.load(), words)


def test_a_long_name_with_a_known_acronym_behind_it_is_that_actor() -> None:
    text = "He served with the Kurdistan People’s Protection Units (YPG) near Raqqa."
    assert named(text, ("ORGANIZATION", "the Kurdistan People’s Protection Units"))["the Kurdistan People’s Protection Units"] == (
        "armed:people-s-protection-units"
    )


def test_fighters_from_a_group_are_its_own() -> None:
    text = "Turkish troops stayed behind, but fighters from the Free Syrian Army went in."
    found = named(text, ("ORGANIZATION", "fighters"), ("ORGANIZATION", "the Free Syrian Army"))
    assert found["fighters"] == found["the Free Syrian Army"] is not None


def test_a_persons_men_are_no_organisation_of_that_name() -> None:
    text = "Abu Bakr al-Baghdadi fled. Baghdadi’s men stayed."
    found = named(text, ("PERSON", "Abu Bakr al-Baghdadi"), ("ORGANIZATION", "Baghdadi’s men"))
    assert found["Baghdadi’s men"] is None


def test_another_first_name_is_another_person() -> None:
    text = "US President Barack Obama left. Michelle Obama spoke later. Obama agreed."
    found = named(text, ("PERSON", "US President Barack Obama"), ("PERSON", "Michelle Obama"), ("PERSON", "Obama"), published="2016-04-12")
    assert found["US President Barack Obama"] == "office:USA-president"
    assert found["Michelle Obama"] is None
    assert another_person("Hillary Clinton", "Bill Clinton")
    assert not another_person("Joe Biden", "Joseph Biden")
    assert not another_person("Mohammed Ali", "Muhammad Ali")


def test_a_last_name_that_nobody_introduces_is_the_holder_of_a_named_state() -> None:
    assert named("Syria says Assad won.", ("PERSON", "Assad"), ("LOCATION", "Syria"))["Assad"] == "office:SYR-president"
    assert named("Assad won, they say.", ("PERSON", "Assad"))["Assad"] is None
    other = named("In Syria Rifaat Assad spoke. Assad won.", ("LOCATION", "Syria"), ("PERSON", "Rifaat Assad"), ("PERSON", "Assad"))
    assert other["Assad"] is None


def test_its_leader_is_the_one_who_is_named_behind() -> None:
    text = "Donald Trump spoke of the caliphate declared by its leader, Abu Bakr al-Baghdadi, in 2014."
    found = named(text, ("PERSON", "Donald Trump"), ("PERSON", "its leader"), ("PERSON", "Abu Bakr al-Baghdadi"))
    assert found["its leader"] == found["Abu Bakr al-Baghdadi"] != found["Donald Trump"]


def test_titles_peoples_and_citizens_that_the_reader_calls_organisations_get_their_type() -> None:
    text = "The US president met the Kurds. Syrians waited. The British fled. The front shelled Raqqa."
    words = ("The US president", "the Kurds", "Syrians", "The British", "The front")
    made, reading = read(text, *(("ORGANIZATION", w) for w in words))
    types = {text[reading.mentions[n].start : reading.mentions[n].end]: kind for n, kind in made.types.items()}  # type: ignore[attr-defined]
    assert types == {"The US president": "PERSON", "the Kurds": "GROUP", "Syrians": "GROUP", "The British": "GROUP"}
    assert not population(Register.load(), "British forces")
    assert not is_title(Register.load(), "US presidential office")


def left(text: str, *mentions: tuple[str, str]) -> dict[str, str]:
    made, reading = read(text, *mentions)
    return {text[reading.mentions[n].start : reading.mentions[n].end]: why for n, why in made.left.items()}  # type: ignore[attr-defined]


def test_a_bare_body_or_title_tells_why_it_is_nobodys() -> None:
    lands = (("LOCATION", "Chad"), ("LOCATION", "Niger"))
    several = left(
        "In Chad and Niger the army waits, says the president.", *lands, ("ORGANIZATION", "the army"), ("PERSON", "the president")
    )
    assert several == dict.fromkeys(("the army", "the president"), "several states are named near it, and each may be meant: Niger, Chad")
    assert left("All day the president waits.", ("PERSON", "the president")) == {
        "the president": "the report names no state whose it could be"
    }
    assert "nobody named before it" in left("All day the ministry waits.", ("ORGANIZATION", "the ministry"))["the ministry"]
    assert "nobody named before it" in left("Nobody knows the group.", ("ORGANIZATION", "the group"))["the group"]


def test_private_persons_crowds_and_those_in_passing_are_no_abstentions() -> None:
    text = "Ana Reed said villagers in Chad and Niger and a court saw her. A former president and a president fled."
    mentions = (("PERSON", "Ana Reed"), ("ORGANIZATION", "villagers"), ("ORGANIZATION", "a court"), ("PERSON", "A former president"))
    assert left(text, *mentions, ("PERSON", "a president"), ("PERSON", "her")) == {}


def test_the_reason_stands_in_the_issues_of_the_record_at_its_words() -> None:
    story = Story("In Chad and Niger the army waits.")
    story.mention("LOCATION", "Chad", "Niger").mention("ORGANIZATION", "the army")
    [issue] = [i for i in resolved(story).issues if i.code == "no-actor"]
    assert issue.message.startswith("“the army” was left without identity: several states")
    assert (issue.stage, issue.start, issue.end) == ("resolve", 18, 26)


def test_police_where_no_state_is_are_nobodys_and_stop_nothing() -> None:
    story = Story("Police in Hong Kong arrested protesters. The police said it was calm.").mention("LOCATION", "Hong Kong")
    reading = story.mention("ORGANIZATION", "Police", "The police").reading()
    found = ActorResolver().resolve(reading, {0: "HKG"})
    assert all(identity == "state:CHN" or not identity.startswith("cop:") for identity in found.of_mention.values())
    assert not Register.load().is_state("HKG")
