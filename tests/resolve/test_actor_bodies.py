"""States by all their names, the bodies that belong to them, and the coalitions that they lead; readings are made by hand."""

from __future__ import annotations

import pytest
from actor_reading import Story

from tocsin.resolve.actor_bodies import organ_of
from tocsin.resolve.actors import ActorResolver, Actors
from tocsin.resolve.register import Register, with_article


def actors_of(story: Story) -> Actors:
    return ActorResolver().resolve(story.reading())


@pytest.mark.parametrize("words", ["The US", "the US", "US", "The U.S.", "The U.S", "U.S.", "The United States", "America", "the USA"])
def test_the_us_is_a_state_under_all_its_names(words: str) -> None:
    story = Story(f"{words} struck the base on Monday.").mention("ORGANIZATION", words).frame("struck", "ASSAULT", actor=words)
    actors = actors_of(story)
    assert [(a.id, a.name) for a in actors.actors] == [("state:USA", "United States")]
    assert actors.at(*story.find(words)) == "state:USA"


def test_us_as_a_pronoun_is_no_state() -> None:
    story = Story("Washington will help us, he said. Us too, she said.").mention("ORGANIZATION", "us", "Us")
    assert actors_of(story).of_mention == {}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("the Emirates", "ARE"), ("Britain", "GBR"), ("the U.K.", "GBR"), ("DRC", "COD"), ("Congo-Kinshasa", "COD"), ("CAR", "CAF"),
        ("the Republic of Korea", "KOR"), ("ROK", "KOR"), ("Holland", "NLD"), ("the Ivory Coast", "CIV"), ("Burma", "MMR"), ("KSA", "SAU"),
        ("the Holy See", "VAT"), ("the Hashemite Kingdom of Jordan", "JOR"), ("PNG", "PNG"), ("Turkiye", "TUR"), ("the car", None),
        ("Car", None), ("Us", None), ("the States", None), ("Islamic Republic", None),
    ],
)  # fmt: skip
def test_a_state_is_known_by_its_common_and_short_names(words: str, code: str | None) -> None:
    assert Register.load().state(words) == code


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("United States", "the United States"), ("Philippines", "the Philippines"), ("Netherlands", "the Netherlands"), ("France", "France"),
        ("Central African Republic", "the Central African Republic"), ("Marshall Islands", "the Marshall Islands"), ("Finland", "Finland"),
    ],
)  # fmt: skip
def test_names_of_states_take_their_article(name: str, shown: str) -> None:
    assert with_article(name) == shown
    assert Register.load().organ("USA", "gov").name == "government of the United States"
    assert Register.load().organ("USA", "mil").name == "armed forces of the United States"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The Syrian regime", ("SYR", "gov")),
        ("the regime in Damascus", ("SYR", "gov")),
        ("the junta in Myanmar", ("MMR", "gov")),
        ("Myanmar's military junta", ("MMR", "gov")),
        ("Kyiv authorities", ("UKR", "gov")),
        ("the authorities in Kyiv", ("UKR", "gov")),
        ("troops in Syria", None),
        ("the Russian foreign ministry", ("RUS", "mfa")),
        ("the Ministry of Foreign Affairs of Russia", ("RUS", "mfa")),
        ("Ukraine's Ministry of Defence", ("UKR", "mod")),
        ("the US state department", ("USA", "mfa")),
        ("the State Department", ("USA", "mfa")),
        ("the US Department of Defense", ("USA", "mod")),
        ("Egypt's oil ministry", ("EGY", "gov-oil ministry")),
        ("the Iraqi parliament", ("IRQ", "leg")),
        ("the US Senate", ("USA", "leg")),
        ("the Knesset", ("ISR", "leg")),
        ("the Indian Congress", None),
        ("the Supreme Court of Kenya", ("KEN", "jud-supreme court")),
        ("the Israeli air force", ("ISR", "mil")),
        ("Syrian National Army", None),
        ("the Free Syrian Army", None),
        ("London police", None),
        ("the Saudi-led coalition", ("SAU", "coalition")),
        ("the US-led coalition against Isis", ("USA", "coalition")),
        ("the American-led coalition", ("USA", "coalition")),
        ("US-led forces", ("USA", "coalition")),
        ("the Kurdish-led forces", None),
        ("Israel's coalition", None),
    ],
)
def test_a_body_belongs_to_the_state_that_is_named_with_it(words: str, found: tuple[str, str] | None) -> None:
    assert organ_of(Register.load(), words) == found


@pytest.mark.parametrize(
    ("words", "identity", "sector"),
    [
        ("The Syrian regime", "gov:SYR", "GOV"),
        ("The Russian foreign ministry", "mfa:RUS", "GOV"),
        ("The Iraqi parliament", "leg:IRQ", "LEG"),
        ("The Kenyan supreme court", "jud:KEN-supreme-court", "JUD"),
        ("The Saudi-led coalition", "coalition:SAU", "MIL"),
    ],
)
def test_bodies_and_coalitions_have_one_id_in_every_report(words: str, identity: str, sector: str) -> None:
    for name in ("0", "1"):
        story = Story(f"{words} spoke on Monday.", name=name).mention("ORGANIZATION", words)
        assert [(a.id, a.sector) for a in actors_of(story).actors] == [(identity, sector)]


@pytest.mark.parametrize(
    ("text", "words", "places", "found"),
    [
        ("The regime in Damascus denied it.", "The regime", ("Damascus",), "gov:SYR"),
        ("Police fired tear gas in Nairobi.", "Police", ("Nairobi",), "cop:KEN"),
        ("Snow fell on Kenya. The interior ministry sent ploughs.", "The interior ministry", ("Kenya",), "moi:KEN"),
        ("Turkey and Russia met in Ankara. The army advanced.", "The army", ("Turkey", "Russia"), None),
        (
            "Turkey met Russia. Turkey left. The army of Turkey's rival, said Turkey. Parliament met.",
            "Parliament",
            ("Turkey", "Russia"),
            None,
        ),
        ("Nobody was named. Police came.", "Police", (), "org:"),
    ],
)
def test_a_bare_body_is_of_the_only_state_in_play_or_nobody(text: str, words: str, places: tuple[str, ...], found: str | None) -> None:
    actors = actors_of(Story(text).mention("ORGANIZATION", words).mention("LOCATION", *places))
    held = next((actors.of_mention[n] for n in actors.of_mention if not actors.of_mention[n].startswith("state:")), None)
    assert (held or "").startswith(found) if found else held is None


def test_the_army_is_the_one_that_was_named_and_of_two_the_one_beside_it() -> None:
    text = "Turkish troops entered Syria. The army took a hill. Later Russian troops came. Snow fell. Rain fell. The military left."
    story = Story(text).mention("ORGANIZATION", "Turkish troops", "The army", "Russian troops", "The military").mention("LOCATION", "Syria")
    actors = actors_of(story)
    assert actors.at(*story.find("The army")) == "mil:TUR"
    assert actors.at(*story.find("The military")) is None


@pytest.mark.parametrize("words", ["The Kurds", "The Syrian Kurds", "Gulf Arabs", "Sunni Arabs", "The Sunnis", "The Toubou"])
def test_a_people_that_is_marked_as_an_organisation_is_a_people_and_no_party(words: str) -> None:
    story = Story(f"{words} attacked the town.").mention("ORGANIZATION", words).frame("attacked", "ASSAULT", actor=words)
    actors = actors_of(story)
    assert {a.kind for a in actors.actors} == {"people"}
    assert actors.is_people(*story.find(words))


@pytest.mark.parametrize(
    "words", ["The Russians", "The British", "Residents", "Protesters", "US officials", "The Arab world", "Palestinians", "Turkish"]
)
def test_citizens_and_crowds_are_no_organisation(words: str) -> None:
    story = Story(f"{words} attacked the town.").mention("ORGANIZATION", words).frame("attacked", "ASSAULT", actor=words)
    assert actors_of(story).actors == ()


def test_rebels_without_a_name_stay_a_party_of_their_report() -> None:
    story = Story("Syrian rebels attacked the town.").mention("ORGANIZATION", "Syrian rebels")
    assert [a.kind for a in actors_of(story).actors] == ["armed group"]
