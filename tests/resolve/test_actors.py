"""Who the parties of a report are; readings are made by hand."""

from __future__ import annotations

import csv
import time
from importlib.resources import files

import pytest
from actor_reading import Story

from tocsin.model.record import Actor
from tocsin.resolve.actors import ActorResolver, Actors
from tocsin.resolve.register import Register, fold


def actors_of(story: Story) -> Actors:
    return ActorResolver().resolve(story.reading())


def named(actors: Actors, name: str) -> Actor:
    return next(a for a in actors.actors if a.name == name)


def test_a_name_its_acronym_and_its_short_form_are_one_actor() -> None:
    story = Story("The Free Border Front (FBF) took a hill on Monday. The Front lost four men, and the FBF buried them.")
    story.mention("ORGANIZATION", "The Free Border Front", "The Front", "the FBF")
    actors = actors_of(story)
    assert len(actors.actors) == 1
    assert actors.actors[0].name == "Free Border Front"
    assert set(actors.actors[0].aliases) >= {"FBF", "Front"}
    assert len(set(actors.of_mention.values())) == 1


def test_a_gloss_gives_kind_country_and_alias() -> None:
    story = Story("The Salt Road Movement, a rebel group in the Agadez region of Niger, and the Dune Guard, also known as Zarzara, met.")
    story.mention("ORGANIZATION", "The Salt Road Movement", "the Dune Guard")
    actors = actors_of(story)
    movement = named(actors, "Salt Road Movement")
    assert (movement.kind, movement.sector, movement.country) == ("armed group", "REB", "NER")
    assert "Zarzara" in named(actors, "Dune Guard").aliases


def test_a_country_that_neither_text_nor_register_gives_is_null() -> None:
    story = Story("The Upland League shelled the town.").mention("ORGANIZATION", "The Upland League")
    assert actors_of(story).actors[0].country is None


def test_the_group_it_and_its_fighters_find_their_antecedent() -> None:
    text = "The Northern Vigil Front opened a camp. The group wants allies. It has envoys abroad, and its fighters train at night."
    story = Story(text).mention("ORGANIZATION", "The Northern Vigil Front", "The group")
    actors = actors_of(story)
    front = actors.actors[0].id
    for piece in ("The group", "It", "its fighters"):
        assert actors.at(*story.find(piece)) == front


def test_an_unsure_antecedent_is_nobody() -> None:
    text = "The Reed Brigade and the Marsh Brigade met in the delta. The group left before dawn."
    story = Story(text).mention("ORGANIZATION", "The Reed Brigade", "the Marsh Brigade", "The group")
    assert actors_of(story).at(*story.find("The group")) is None


def test_the_forces_of_a_state_are_its_armed_forces() -> None:
    story = Story("Syrian government forces entered the valley; the Syrian army denied it. Kosovo police watched.")
    story.mention("ORGANIZATION", "Syrian government forces", "the Syrian army", "Kosovo police")
    actors = actors_of(story)
    assert actors.at(*story.find("Syrian government forces")) == actors.at(*story.find("the Syrian army"))
    assert [(a.kind, a.country, a.sector) for a in actors.actors] == [("armed force", "SYR", "MIL"), ("police", "XKX", "COP")]


def test_the_seat_of_a_government_and_its_administration_are_the_government() -> None:
    story = Story("The Kremlin denied it. The White House doubted the Kremlin. The US administration waited.")
    story.mention("ORGANIZATION", "The Kremlin", "The White House", "the Kremlin", "The US administration")
    actors = actors_of(story)
    assert actors.at(*story.find("The Kremlin")) == actors.at(*story.find("the Kremlin")) == "gov:RUS"
    assert actors.at(*story.find("The White House")) == actors.at(*story.find("The US administration")) == "gov:USA"


def test_a_capital_that_speaks_is_the_government_and_one_that_is_shelled_is_not() -> None:
    story = Story("Moscow said the talks were over. Rockets hit Kyiv at dawn.").mention("LOCATION", "Moscow", "Kyiv")
    story.quote("Moscow", "said", "the talks were over").frame("hit", "ASSAULT", recipient="Kyiv")
    actors = actors_of(story)
    assert actors.at(*story.find("Moscow")) == "gov:RUS"
    assert actors.at(*story.find("Kyiv")) is None


def test_a_state_is_an_actor_only_where_it_acts() -> None:
    story = Story("Turkey condemned the raid in Iraq.").mention("LOCATION", "Turkey", "Iraq").frame("condemned", "ACCUSE", actor="Turkey")
    actors = actors_of(story)
    assert [a.id for a in actors.actors] == ["state:TUR"]


def test_the_army_of_an_unnamed_state_is_kept_within_its_report() -> None:
    one = Story("The army shelled the hills.").mention("ORGANIZATION", "The army")
    other = Story("The army shelled the coast.").mention("ORGANIZATION", "The army")
    object.__setattr__(other, "document", other.document.model_copy(update={"id": "1" * 64}))
    assert actors_of(one).actors[0].id != actors_of(other).actors[0].id


def test_a_named_organisation_has_the_same_id_in_every_report() -> None:
    one = Story("The Reed Brigade took the ford.").mention("ORGANIZATION", "The Reed Brigade")
    other = Story("Nobody saw the reed brigade's men; the Reed Brigade denied it.").mention("ORGANIZATION", "the Reed Brigade")
    assert actors_of(one).actors[0].id == actors_of(other).actors[0].id
    assert actors_of(one).actors[0].id.startswith("org:")


def test_a_person_with_an_office_is_an_actor_and_a_private_one_is_not() -> None:
    text = "The governor of Guéra, General Hassan Tidei, spoke first. Tidei left early. Mariam Abakar, a nurse, stayed."
    story = Story(text).mention("PERSON", "General Hassan Tidei", "Tidei@2", "Mariam Abakar")
    actors = actors_of(story)
    assert [a.name for a in actors.actors] == ["Hassan Tidei"]
    assert actors.actors[0].id.startswith("person:")
    assert actors.at(*story.find("Tidei@2")) == actors.actors[0].id
    assert actors.at(*story.find("Mariam Abakar")) is None


def test_an_office_of_a_state_is_an_actor_without_a_name() -> None:
    story = Story("Croatia's president praised the verdict.").mention("PERSON", "Croatia's president")
    assert [(a.kind, a.country) for a in actors_of(story).actors] == [("person in office", "HRV")]


def test_two_ministers_of_a_state_are_two_and_a_former_president_is_not_the_president() -> None:
    story = Story("Turkey's defence minister met Turkey's foreign minister. Chad's president wrote to Chad's former president.")
    story.mention("PERSON", "Turkey's defence minister", "Turkey's foreign minister", "Chad's president", "Chad's former president")
    assert [a.name for a in actors_of(story).actors] == [
        "defence minister of Turkey",
        "foreign minister of Turkey",
        "president of Chad",
        "former president of Chad",
    ]


@pytest.mark.parametrize(
    ("piece", "people"),
    [
        ("the Ardoun", True),
        ("Yazidis", True),
        ("ethnic Albanians", True),
        ("Muslims", True),
        ("the Toubou minority", True),
        ("Kurdish fighters", False),
        ("Ardoun elders", False),
        ("protesters", False),
        ("civilians", False),
        ("Syrians", False),
        ("Islamists", False),
        ("the Houthis", False),
    ],
)
def test_peoples_are_told_from_people_with_a_role(piece: str, people: bool) -> None:
    story = Story(f"They spoke of {piece} all night.")
    marked = piece.removesuffix(" fighters").removesuffix(" elders")
    story.mention("GROUP", marked)
    assert actors_of(story).is_people(*story.find(piece)) is people


def test_a_people_is_kept_apart_and_organisations_that_speak_for_it_are_organisations() -> None:
    story = (
        Story("The Ardoun Council met. Many Ardoun stayed away.").mention("ORGANIZATION", "The Ardoun Council").mention("GROUP", "Ardoun@2")
    )
    actors = actors_of(story)
    assert {a.kind for a in actors.actors if a.id in actors.peoples} == {"people"}
    assert not actors.is_people(*story.find("The Ardoun Council"))
    assert actors.at(*story.find("The Ardoun Council")) not in actors.peoples


def test_a_verb_behind_a_name_is_no_gloss() -> None:
    story = Story("They handed the men to the Red Cross, the army said.").mention("ORGANIZATION", "the Red Cross", "the army")
    actors = actors_of(story)
    assert [a.kind for a in actors.actors] == ["ngo", "armed force"]


def test_a_description_never_makes_anybody_a_terrorist() -> None:
    story = Story("Officials blamed the terrorist group Red Hand.").mention("ORGANIZATION", "the terrorist group Red Hand")
    actor = actors_of(story).actors[0]
    assert (actor.name, actor.kind, actor.sector) == ("Red Hand", "armed group", "UAF")


def test_every_row_of_the_register_has_a_source_and_its_own_id() -> None:
    seen: set[str] = set()
    for path in (files("tocsin.resolve") / "data" / "actors").iterdir():
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            assert row["source"].strip(), row
            key = row.get("id") or f"state:{row['iso3']}"
            assert key not in seen, key
            seen.add(key)


def test_the_register_folds_names_and_keeps_pronouns_apart() -> None:
    register = Register.load()
    assert register.adjective("us") is None
    assert register.adjective("US") == "USA"
    assert register.adjective("Congolese") is None
    assert fold("The Côte d’Ivoire ") == "cote d'ivoire"
    assert register.state("Côte d’Ivoire") == "CIV"
    assert register.find("is") is None
    assert register.find("Hindu") is None
    found = register.outlet("https://www.reuters.com/")
    assert found is not None
    assert found.name == "Reuters"


def test_the_register_loads_in_a_blink() -> None:
    Register.load.cache_clear()
    begun = time.process_time()
    Register.load()
    assert time.process_time() - begun < 0.1


def test_names_that_gloss_each_other_in_turn_end_as_one_actor() -> None:
    text = (
        "The Northern Salvation Front (NSF) and the NSF Council (Northern Salvation Front Council) met. The NSF Council spoke. "
        "The Northern Salvation Front answered. The NSF left."
    )
    story = Story(text)
    for name in ("Northern Salvation Front", "NSF", "NSF Council", "Northern Salvation Front Council"):
        story.mention("ORGANIZATION", name)
    found = ActorResolver().resolve(story.reading())
    assert set(found.of_mention.values()) <= {a.id for a in found.actors}


def test_a_counted_company_is_not_the_army() -> None:
    story = Story("Two soldiers wounded in blast. Two soldiers were wounded near the bridge, the army said.")
    story.mention("ORGANIZATION", "Two soldiers", "the army")
    found = ActorResolver().resolve(story.reading())
    assert "Two soldiers" not in {a.name for a in found.actors}


@pytest.mark.parametrize(("form", "found"), [("Nato", "igo:NATO"), ("Isis", "armed:islamic-state"), ("It", None), ("Who", None)])
def test_a_long_acronym_is_known_in_the_form_of_a_name(form: str, found: str | None) -> None:
    entry = Register.load().find(form)
    assert (entry.id if entry else None) == found


def test_a_capital_that_is_marked_as_a_party_is_the_government() -> None:
    story = Story("Ankara said that it had shelled the hills. Aides in Ankara's embassy agreed.").mention(
        "ORGANIZATION", "Ankara", "Ankara@2"
    )
    story.quote("Ankara", "said", "it had shelled the hills")
    assert set(actors_of(story).of_mention.values()) == {"gov:TUR"}


def test_a_capital_that_speaks_or_is_spoken_to_is_the_government_but_not_where_it_is_a_place() -> None:
    story = Story("Ankara urged Damascus to talk. Snow fell on Ankara.").mention("LOCATION", "Ankara", "Damascus", "Ankara@2")
    story.frame("urged", "REQUEST", actor="Ankara", recipient="Damascus")
    assert actors_of(story).of_mention == {0: "gov:TUR", 1: "gov:SYR"}


def test_namesakes_of_two_countries_are_two_actors() -> None:
    ids = set()
    for state in ("Morocco", "Pakistan"):
        story = Story(f"The Freedom and Reform Party met in {state}.", name=str(len(ids))).mention(
            "ORGANIZATION", "The Freedom and Reform Party"
        )
        ids.add(actors_of(story.mention("LOCATION", state)).actors[0].id)
    assert len(ids) == 2
