"""Who says what, and through whom it came."""

from __future__ import annotations

import pytest
from actor_reading import Story

from tocsin.model.source import Source
from tocsin.resolve.actors import ActorResolver
from tocsin.resolve.credits import find_credits
from tocsin.resolve.speakers import SpeakerResolver, Speech


def speech_of(story: Story) -> Speech:
    reading = story.reading()
    return SpeakerResolver().resolve(reading, ActorResolver().resolve(reading), find_credits(reading))


def chain_of(story: Story, piece: str) -> list[str | None]:
    reading = story.reading()
    start, end = story.find(piece)
    number = next(i for i, s in enumerate(reading.sentences) if s.start <= start < s.end)
    return [v.name for v in speech_of(story).chain(start, end, number)]


def test_a_member_of_the_group_is_followed_through_the_text() -> None:
    story = Story(
        "The Salt Road Movement wants allies. A member of the group said envoys had met elders. The member added that guides were found. "
        "They also claimed that the army was tired."
    )
    story.mention("ORGANIZATION", "The Salt Road Movement", "the group")
    story.quote("A member of the group", "said", "envoys had met elders")
    story.quote("The member", "added", "guides were found").quote("They", "claimed", "the army was tired")
    speakers = [q.speaker for q in speech_of(story).quotations]
    assert [s.text for s in speakers] == ["A member of the group"] * 3
    assert all(s.anonymous and s.actor is None for s in speakers)


def test_a_surname_and_he_lead_to_the_full_name_with_its_office() -> None:
    story = Story("General Hassan Tidei toured the camp. Tidei said it was calm. He added that the road was open.")
    story.mention("PERSON", "General Hassan Tidei", "Tidei@2")
    story.quote("Tidei@2", "said", "it was calm").quote("He", "added", "the road was open")
    speakers = [q.speaker for q in speech_of(story).quotations]
    assert [s.text for s in speakers] == ["General Hassan Tidei"] * 2
    assert not any(s.anonymous for s in speakers)
    assert speakers[0].actor is not None


@pytest.mark.parametrize(
    ("source", "anonymous"),
    [
        ("officials", True),
        ("a senior official in the capital", True),
        ("a diplomat", True),
        ("witnesses", True),
        ("a source who asked not to be named", True),
        ("the defence ministry", False),
        ("the mayor", False),
        ("a police spokesman", False),
        ("the 2012 census", False),
        ("Human Rights Watch", False),
    ],
)
def test_who_has_neither_name_nor_office_is_anonymous(source: str, anonymous: bool) -> None:
    story = Story(f"According to {source} the road was cut.").quote(source, "According to", "the road was cut")
    if source[0].isupper() or source == "the defence ministry":
        story.mention("ORGANIZATION", source)
    assert speech_of(story).quotations[0].speaker.anonymous is anonymous


def test_reportedly_has_no_speaker() -> None:
    story = Story("The group is said to seek allies.").quote(None, "is said", "to seek allies")
    speaker = speech_of(story).quotations[0].speaker
    assert (speaker.text, speaker.actor, speaker.anonymous) == (None, None, False)


def test_a_claim_of_a_group_about_itself_is_its_own() -> None:
    story = Story("The Reed Brigade formed in May. The group claims to be the largest in the delta.")
    story.mention("ORGANIZATION", "The Reed Brigade", "The group").quote("The group", "claims", "to be the largest in the delta")
    speaker = speech_of(story).quotations[0].speaker
    assert speaker.text == "The Reed Brigade"
    assert speaker.actor is not None
    assert not speaker.anonymous


def test_only_what_stands_in_quotation_marks_is_verbatim() -> None:
    story = Story('"We share an enemy," the envoy said. The envoy said the pass was closed.')
    story.quote("the envoy", "said", '"We share an enemy,"').quote("The envoy", "said@2", "the pass was closed")
    assert [q.verbatim for q in speech_of(story).quotations] == [True, False]


def test_the_chain_runs_from_the_outlet_through_the_credit_to_the_speaker() -> None:
    story = Story(
        "A fighter said the camp was full.\n\nOriginal source: www.airgazette.example",
        title="Camp is full",
        source=Source(name="Transit Monitor", domain=None),
    )
    story.quote("A fighter", "said", "the camp was full")
    assert chain_of(story, "the camp was full") == ["Transit Monitor", "www.airgazette.example", "A fighter"]
    assert chain_of(story, "Camp is full") == ["Transit Monitor"]


def test_what_is_told_to_an_agency_comes_through_it_wherever_the_speaker_goes_on() -> None:
    story = Story(
        "An aide told Reuters the talks had failed. The aide said a new date was set.", source=Source(name="Baltic Brief", domain=None)
    )
    story.mention("ORGANIZATION", "Reuters")
    story.quote("An aide", "told Reuters", "the talks had failed").quote("The aide", "said", "a new date was set")
    assert chain_of(story, "the talks had failed") == ["Baltic Brief", "Reuters", "An aide"]
    assert chain_of(story, "a new date was set") == ["Baltic Brief", "Reuters", "An aide"]


def test_nested_speakers_stand_outer_to_inner() -> None:
    story = Story(
        "A sheikh said a former officer told the meeting that half would desert.", source=Source(name=None, domain="gulf.example")
    )
    story.quote("A sheikh", "said", "a former officer told the meeting that half would desert")
    story.quote("a former officer", "told", "half would desert", parent=0)
    assert chain_of(story, "half would desert") == ["gulf.example", "A sheikh", "a former officer"]


def test_a_statement_in_the_outlets_own_voice_has_the_outlet_alone() -> None:
    story = Story("The bridge fell. An aide said it was old.", source=Source(name="Baltic Brief", domain=None))
    story.quote("An aide", "said", "it was old")
    assert chain_of(story, "The bridge fell") == ["Baltic Brief"]


def test_an_unknown_outlet_is_a_link_without_a_name() -> None:
    assert chain_of(Story("The bridge fell."), "The bridge fell") == [None]


def test_a_wire_that_signs_with_its_own_initials_is_named_once() -> None:
    story = Story("SARAJEVO (VNA) - The bridge fell.", source=Source(name="Vardar News Agency", domain=None))
    assert chain_of(story, "The bridge fell") == ["Vardar News Agency"]


def test_quoted_sentences_of_one_paragraph_keep_their_speaker() -> None:
    story = Story('"We are tired," an aide said. "Nobody sleeps."\n\n"Go home," the sign read.')
    story.quote("an aide", "said", '"We are tired,"')
    assert chain_of(story, "Nobody sleeps") == [None, "an aide"]
    assert chain_of(story, "Go home") == [None]


def test_a_quotation_in_a_title_kept_apart_says_so_and_counts_there() -> None:
    story = Story("The bridge fell.", title="Army: bridge was mined").mention("ORGANIZATION", "Army")
    story.quote("Army", None, "bridge was mined")
    quotation = speech_of(story).quotations[0]
    assert quotation.within == "title"
    assert [story.words[s:e] for s, e in quotation.content] == ["bridge was mined"]


def test_offsets_of_quotations_count_in_the_text() -> None:
    story = Story("An aide said it was old.", title="Bridge falls").quote("An aide", "said", "it was old")
    quotation = speech_of(story).quotations[0]
    text = story.document.text
    assert (quotation.id, quotation.within) == ("q1", None)
    assert [text[s:e] for s, e in (*quotation.source, *quotation.cue, *quotation.content)] == ["An aide", "said", "it was old"]
    assert text[quotation.speaker.start : quotation.speaker.end] == quotation.speaker.text
