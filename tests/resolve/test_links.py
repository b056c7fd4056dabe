"""What the reader's hints come to: whom pronouns and definite phrases take up, as parties and as speakers."""

from __future__ import annotations

import pytest
from actor_reading import Story

from tocsin.resolve.actors import ActorResolver
from tocsin.resolve.credits import find_credits
from tocsin.resolve.speakers import SpeakerResolver, Speech

TWO = "The Reed Brigade met the Salt Road Movement in the delta. "


def actor_of(story: Story, piece: str) -> str | None:
    actors = ActorResolver().resolve(story.reading())
    found = actors.at(*story.find(piece))
    return next((a.name for a in actors.actors if a.id == found), None)


def speech_of(story: Story) -> Speech:
    reading = story.reading()
    return SpeakerResolver().resolve(reading, ActorResolver().resolve(reading), find_credits(reading))


def told(rest: str) -> Story:
    return Story(TWO + rest).mention("ORGANIZATION", "The Reed Brigade", "the Salt Road Movement")


@pytest.mark.parametrize("target", ["The Reed Brigade", "the Salt Road Movement"])
@pytest.mark.parametrize(
    ("rest", "phrase", "linked"),
    [
        ("It burnt the bridge.", "It", "It"),
        ("They burnt the bridge.", "They", "They"),
        ("Its fighters burnt the bridge.", "Its fighters", "Its"),
        ("The tired militants in the reeds burnt the bridge.", "The tired militants in the reeds", "The tired militants"),
    ],
)
def test_a_link_decides_between_two_groups(rest: str, phrase: str, linked: str, target: str) -> None:
    story = told(rest).link(linked, target).frame("burnt", "ASSAULT", actor=phrase)
    may = (
        {None} if "reeds" in phrase and "Reed" not in target else set()
    )  # the words speak for the brigade, the hint for the other: left open
    assert actor_of(story, phrase) in {target.removeprefix("The ").removeprefix("the "), *may}
    assert actor_of(told(rest).frame("burnt", "ASSAULT", actor=phrase), phrase) not in {"Salt Road Movement"}


def test_a_link_leads_on_through_a_phrase_that_is_linked_itself() -> None:
    story = told("The militants slept. It was late. They burnt the bridge.").mention("GROUP", "The militants")
    story.frame("burnt", "ASSAULT", actor="They").link("The militants", "the Salt Road Movement").link("They", "The militants")
    assert actor_of(story, "They") == "Salt Road Movement"


def test_a_marked_phrase_gets_the_actor_and_keeps_its_words() -> None:
    story = told("The ministry denied it.").mention("ORGANIZATION", "The ministry").link("The ministry", "the Salt Road Movement")
    actors = ActorResolver().resolve(story.reading())
    assert actors.of_mention[2] == actors.of_mention[1]
    assert len(actors.actors) == 2


@pytest.mark.parametrize(("pronoun", "verb"), [("It", "burnt"), ("They", "burnt")])
def test_a_body_is_no_single_person(pronoun: str, verb: str) -> None:
    story = Story(f"The Reed Brigade met General Hassan Tidei. {pronoun} {verb} the bridge.")
    story.mention("ORGANIZATION", "The Reed Brigade").mention("PERSON", "General Hassan Tidei")
    story.frame(verb, "ASSAULT", actor=pronoun).link(pronoun, "General Hassan Tidei")
    assert actor_of(story, pronoun) in {None, "Reed Brigade"}


def test_he_is_no_organisation() -> None:
    story = Story("General Hassan Tidei met the Reed Brigade. He left.")
    story.mention("ORGANIZATION", "the Reed Brigade").mention("PERSON", "General Hassan Tidei")
    story.frame("left", "RETREAT", actor="He").link("He", "the Reed Brigade")
    assert actor_of(story, "He") != "Reed Brigade"


def test_soldiers_are_no_newspaper() -> None:
    story = Story("The Delta Herald met the Reed Brigade. The rebels left.").mention("ORGANIZATION", "The Delta Herald", "the Reed Brigade")
    story.frame("left", "RETREAT", actor="The rebels").link("The rebels", "The Delta Herald")
    assert actor_of(story, "The rebels") in {None, "Reed Brigade"}


def test_it_may_be_a_state_that_was_no_party_where_it_was_named() -> None:
    story = Story("Snow fell in Norway. It closed the border.").mention("LOCATION", "Norway").link("It", "Norway")
    story.frame("closed", "SANCTION", actor="It")
    assert actor_of(story, "It") == "Norway"


def test_the_minister_is_who_the_link_says() -> None:
    story = Story("Foreign minister Ana Lorca met defence minister Jon Berg. The minister left.")
    story.mention("PERSON", "Foreign minister Ana Lorca", "defence minister Jon Berg", "The minister")
    story.link("The minister", "Foreign minister Ana Lorca").frame("left", "RETREAT", actor="The minister")
    assert actor_of(story, "The minister") == "Ana Lorca"


def test_an_officer_is_no_minister_whatever_the_link_says() -> None:
    story = Story("Norway's foreign minister spoke. The officer left.").mention("PERSON", "Norway's foreign minister", "The officer")
    story.link("The officer", "Norway's foreign minister").frame("left", "RETREAT", actor="The officer")
    assert actor_of(story, "The officer") is None


@pytest.mark.parametrize("phrase", ["The new militia", "The rival militants", "The Tolvan militants"])
def test_a_phrase_that_brings_in_another_is_not_linked(phrase: str) -> None:
    story = told(f"{phrase} burnt the bridge.").link(phrase, "the Salt Road Movement").frame("burnt", "ASSAULT", actor=phrase)
    assert actor_of(story, phrase) != "Salt Road Movement"


def test_a_name_with_an_article_speaks_for_itself() -> None:
    story = Story("Ana Lorca met aides. The High Commissioner for Rivers said the road was open.").mention("PERSON", "Ana Lorca")
    story.quote("The High Commissioner for Rivers", "said", "the road was open").link("The High Commissioner", "Ana Lorca")
    assert speech_of(story).quotations[0].speaker.text == "The High Commissioner for Rivers"


def test_the_group_with_a_state_behind_it_is_linked() -> None:
    story = told("The Tehran-backed group burnt the bridge.").link("The Tehran-backed group", "the Salt Road Movement")
    story.frame("burnt", "ASSAULT", actor="The Tehran-backed group")
    assert actor_of(story, "The Tehran-backed group") == "Salt Road Movement"


def test_he_who_speaks_is_whom_the_link_names() -> None:
    story = Story("Mayor Ana Lorca met Jon Berg at the port. He said the road was open.")
    story.mention("PERSON", "Mayor Ana Lorca", "Jon Berg").quote("He", "said", "the road was open")
    assert speech_of(story.link("He", "Jon Berg")).quotations[0].speaker.text == "Jon Berg"


def test_the_official_who_speaks_is_whom_the_link_names() -> None:
    story = Story("Ana Lorca met Jon Berg at the port. The official said the road was open.").mention("PERSON", "Ana Lorca", "Jon Berg")
    story.quote("The official", "said", "the road was open").link("The official", "Ana Lorca")
    speaker = speech_of(story).quotations[0].speaker
    assert (speaker.text, speaker.anonymous) == ("Ana Lorca", False)


def test_another_office_is_another_person_whatever_the_link_says() -> None:
    story = Story("A guard said it rained. The officer said the road was open.").mention("PERSON", "A guard")
    story.quote("A guard", "said", "it rained").quote("The officer", "said@2", "the road was open").link("The officer", "A guard")
    assert speech_of(story).quotations[1].speaker.text == "The officer"


def test_they_who_speak_are_those_that_the_link_gives_not_the_last_who_spoke() -> None:
    story = told("A guard said it rained. They said the road was open.").quote("A guard", "said", "it rained")
    story.quote("They", "said@2", "the road was open").link("They", "the Salt Road Movement")
    speaker = speech_of(story).quotations[1].speaker
    assert (speaker.text, speaker.anonymous) == ("the Salt Road Movement", False)
    assert speaker.actor is not None


def test_he_who_speaks_on_is_the_unnamed_man_of_the_link() -> None:
    story = Story("A guard said it rained. Mayor Ana Lorca laughed. He said the road was open.").mention("PERSON", "Mayor Ana Lorca")
    story.mention("PERSON", "A guard").quote("A guard", "said", "it rained").quote("He", "said@2", "the road was open").link(
        "He", "A guard"
    )
    speaker = speech_of(story).quotations[1].speaker
    assert (speaker.text, speaker.anonymous) == ("A guard", True)


@pytest.mark.parametrize(("quoted", "joined"), [("“It burnt the bridge,”", False), ("that it burnt the bridge", True)])
def test_whoever_speaks_in_quotation_marks_would_call_itself_we(quoted: str, joined: bool) -> None:
    story = Story(f"The Reed Brigade hid. The Salt Road Movement said {quoted} at night.")
    story.mention("ORGANIZATION", "The Reed Brigade", "The Salt Road Movement").quote("The Salt Road Movement", "said", quoted)
    word = "It" if not joined else "it"
    story.frame("burnt", "ASSAULT", actor=word).link(word, "The Salt Road Movement")
    linked = ActorResolver().resolve(story.reading())
    assert bool(list(linked.takes_up(*story.find(word)))) is joined


def test_we_is_never_linked() -> None:
    story = told("A guard said we left.").quote("A guard", "said", "we left").link("we", "The Reed Brigade")
    story.frame("left", "RETREAT", actor="we")
    assert actor_of(story, "we") is None


def test_the_groups_men_are_not_the_group_nor_whom_it_takes_up() -> None:
    story = told("The group's men burnt the bridge.").link("The group", "the Salt Road Movement")
    story.frame("burnt", "ASSAULT", actor="The group's men")
    assert actor_of(story, "The group's men") is None
