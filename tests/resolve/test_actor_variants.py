"""Which names are one organisation's, in one report and across reports, and which need a country to mean anything."""

from __future__ import annotations

import pytest
from actor_reading import Story

from tocsin.resolve.actor_variants import common, country_context, mint, minted_by, variant
from tocsin.resolve.actors import ActorResolver, Actors
from tocsin.resolve.register import Register


def actors_of(story: Story) -> Actors:
    return ActorResolver().resolve(story.reading())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Reed Valley Organisation", "the Reed Valley Organization"),
        ("Reed Defence Front", "Reed Defense Front"),
        ("Free Border Workers' Party", "Free Border Workers Party"),
        ("Free-Border Front", "Free Border Front"),
        ("Al Marsa Brigade", "al-Marsa Brigade"),
        ("F.B.F.", "FBF"),
        ("Marsh & Delta Council", "Marsh and Delta Council"),
        ("Delta Cement Ltd.", "Delta Cement"),
        ("Façade Watch", "Facade Watch"),
    ],
)
def test_spellings_of_one_name_have_one_id(one: str, other: str) -> None:
    assert mint("org", one) == mint("org", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Reed Front", "Marsh Front"),
        ("Reed Front", "Reed Front for Unity"),
        ("Army of the Reed", "Army of the Marsh"),
        ("Inc", "Ltd"),
    ],
)
def test_other_words_are_another_name(one: str, other: str) -> None:
    assert mint("org", one) != mint("org", other)
    assert variant(one) != variant(other)


def test_a_persons_name_is_only_folded() -> None:
    assert mint("person", "Ana Defense") != mint("person", "Ana Defence")


@pytest.mark.parametrize("name", ["Ministry of Defence", "Supreme Court", "the National Liberation Front", "Central Bank", "Armed Forces"])
def test_a_name_that_any_country_has_is_common(name: str) -> None:
    assert common(name)


@pytest.mark.parametrize("name", ["Reed Liberation Front", "Sudanese Ministry of Defence", "Kachin Independence Army"])
def test_a_word_of_its_own_makes_a_name(name: str) -> None:
    assert not common(name)


def test_the_same_name_keeps_its_id_from_report_to_report() -> None:
    one = Story("The Upland League shelled the town of Asosa in Ethiopia.", name="1").mention("ORGANIZATION", "The Upland League")
    other = Story("Elders met the Upland-League near Goma in Congo and in Rwanda.", name="2").mention("ORGANIZATION", "the Upland-League")
    assert actors_of(one).actors[0].id == actors_of(other).actors[0].id == mint("org", "Upland League")


def test_two_spellings_in_one_report_are_one_actor() -> None:
    story = Story("The Reed Defence Council met. Later the Reed Defense Council denied it.")
    story.mention("ORGANIZATION", "The Reed Defence Council", "the Reed Defense Council")
    actors = actors_of(story)
    assert len(actors.actors) == 1
    assert set(actors.actors[0].aliases) | {actors.actors[0].name} == {"Reed Defence Council", "Reed Defense Council"}


def ministry(name: str, *places: str) -> str | None:
    story = Story(f"The Ministry of Interior Affairs spoke in {' and '.join(places) or 'the capital'}.", name=name)
    story.mention("ORGANIZATION", "The Ministry of Interior Affairs").mention("LOCATION", *places)
    return next((a.id for a in actors_of(story).actors if not a.id.startswith("state:")), None)


def test_a_ministry_is_the_only_country_s_of_its_report() -> None:
    assert ministry("1", "Chad") == ministry("2", "Chad") == "moi:TCD"
    assert ministry("1", "Niger") == "moi:NER"


def test_a_ministry_without_a_country_stays_in_its_report_and_with_two_it_is_nobody() -> None:
    assert ministry("1") != ministry("2")
    assert ministry("1", "Chad", "Niger") is None


def test_the_country_of_a_report_is_the_only_one_that_it_names() -> None:
    register = Register.load()
    story = Story("Chadian troops left N'Djamena.").mention("ORGANIZATION", "Chadian troops").mention("LOCATION", "N'Djamena")
    assert country_context(register, story.reading()) == "TCD"
    assert country_context(register, Story("Troops left.").reading()) is None


def test_another_spelling_of_a_name_of_the_register_is_that_actor() -> None:
    story = Story("The Kurdistan Worker's Party denied it.").mention("ORGANIZATION", "The Kurdistan Worker's Party")
    assert [a.id for a in actors_of(story).actors] == ["armed:kurdistan-workers-party"]


def test_only_a_name_that_gives_the_id_may_be_learned() -> None:
    identity = mint("org", "Upland League")
    assert minted_by(identity, ("League", "Upland-League", "the army")) == ("Upland-League",)
