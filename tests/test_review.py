"""A person's judgements: what they do to the register and to the actors of a report, what is refused, and that nothing is rewritten."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "resolve"))

from actor_reading import Story
from jsonschema import Draft202012Validator
from record_reading import StoryReader

from tocsin.errors import ConfigError, InputError
from tocsin.model.judgement import ActorCard
from tocsin.pipeline import Pipeline
from tocsin.resolve.actor_variants import mint
from tocsin.resolve.actors import ActorResolver, Actors
from tocsin.resolve.judgements import read_journal
from tocsin.resolve.learned import Learned
from tocsin.resolve.register import Register
from tocsin.review import Review
from tocsin.views.lines import schema_json

LEAGUE, FRONT = mint("org", "Upland League"), mint("org", "Free Border Front")
WHY = "two reports say so"


def card(name: str, *aliases: str, identity: str | None = None, **more: object) -> ActorCard:
    told = {"kind": "armed group", "sector": "UAF", "source": "reports in kept.db", **more}
    return ActorCard(id=identity or mint("org", name), name=name, aliases=aliases, **told)  # type: ignore[arg-type]


SEEN = {
    LEAGUE: card("Upland League", "League", "the Highlanders"),
    FRONT: card("Free Border Front", "FBF", "Front"),
    "org:0000local000": card("armed men", identity="org:0000local000"),
    "people:aaa": card("Ardoun", identity="people:aaa", kind="people", sector=None),
    "person:bbb": card("Ana Reed", identity="person:bbb", kind="person in office", sector="GOV"),
}


def clock() -> Iterator[datetime]:
    moment = datetime(2026, 5, 4, 12, tzinfo=UTC)
    while True:
        yield moment
        moment += timedelta(seconds=1)


@pytest.fixture
def review(tmp_path: Path) -> Review:
    ticks = clock()

    def seen(words: str) -> tuple[ActorCard, ...]:
        return tuple(c for c in SEEN.values() if words in {c.id, *c.names})

    return Review(tmp_path / "own" / "j.jsonl", "ana", seen=seen, clock=lambda: next(ticks))


def actors_of(review: Review, text: str, *names: str) -> Actors:
    story = Story(text).mention("ORGANIZATION", *names)
    return ActorResolver(Learned(read_journal(review.path)).register).resolve(story.reading())


def only(review: Review, name: str) -> str:
    [actor] = actors_of(review, f"{name} shelled the town.", name).actors
    return actor.id


def test_an_unknown_organisation_that_is_merged_is_the_other_from_then_on(review: Review) -> None:
    review.merge(LEAGUE, "Hamas", WHY)
    [actor] = actors_of(review, "The Upland League shelled the town.", "The Upland League").actors
    assert (actor.id, actor.name) == ("armed:hamas", "Hamas")
    assert "Upland League" in actor.aliases
    assert only(review, "The Upland-League") == "armed:hamas"


def test_what_a_name_means_in_one_report_only_is_not_learned(review: Review) -> None:
    review.merge(LEAGUE, "armed:hamas", WHY)
    review.merge("org:0000local000", "armed:hamas", WHY)
    assert only(review, "The League") != "armed:hamas"
    assert review.learned.register.find("armed men") is None
    assert review.learned.register.settled("org:0000local000").id == "armed:hamas"  # type: ignore[union-attr]


def test_two_unknown_organisations_can_be_one(review: Review) -> None:
    review.merge("Upland League", FRONT, WHY)
    assert only(review, "The Upland League") == only(review, "The Free Border Front") == FRONT
    told = actors_of(review, "The Upland League met the Free Border Front.", "The Upland League", "the Free Border Front")
    assert len(told.actors) == 1
    assert told.actors[0].name == "Free Border Front"


def test_a_merge_leads_on_where_the_second_is_merged_later(review: Review) -> None:
    review.merge(LEAGUE, FRONT, WHY)
    review.merge(FRONT, "armed:hamas", WHY)
    assert only(review, "The Upland League") == only(review, "The Free Border Front") == "armed:hamas"


def test_the_register_learns_an_alias_and_an_acronym(review: Review) -> None:
    review.alias("armed:hamas", "Reed Brigade", WHY)
    review.alias(FRONT, "FBF", WHY)
    assert only(review, "The Reed Brigade") == "armed:hamas"
    assert only(review, "FBF") == FRONT
    assert review.learned.register.find("REED BRIGADE").id == "armed:hamas"  # type: ignore[union-attr]
    assert review.learned.register.find("the reed brigade") is None


def test_an_alias_of_another_actor_moves(review: Review) -> None:
    assert Register.load().find("ASG").id == "armed:abu-sayyaf-group"  # type: ignore[union-attr]
    review.alias("armed:hamas", "ASG", WHY)
    assert review.learned.register.find("ASG").id == "armed:hamas"  # type: ignore[union-attr]
    entry = review.learned.register.entries["armed:abu-sayyaf-group"]
    assert {n.name: n.leads for n in review.learned.namings(entry)}["ASG"] == "armed:hamas"


def test_a_new_name_stands_first_and_the_old_one_is_an_alias(review: Review) -> None:
    review.rename(LEAGUE, "League of the Uplands", WHY)
    [actor] = actors_of(review, "The Upland League shelled the town.", "The Upland League").actors
    assert (actor.id, actor.name) == (LEAGUE, "League of the Uplands")
    assert only(review, "The League of the Uplands") == LEAGUE


def test_a_split_alias_is_an_actor_of_its_own_and_stays_apart(review: Review) -> None:
    made = review.split("FBF", FRONT, WHY, name="Farmers of the Border")
    told = actors_of(review, "The Free Border Front (FBF) met. Later the FBF left.", "The Free Border Front", "the FBF")
    by_name = {a.name: a for a in told.actors}
    assert set(by_name) == {"Free Border Front", "Farmers of the Border"}
    assert by_name["Farmers of the Border"].id == made.into == mint("org", "FBF")
    assert "FBF" not in by_name["Free Border Front"].aliases


def test_splitting_the_name_that_gave_the_id_leaves_the_id(review: Review) -> None:
    review.alias(LEAGUE, "Highland League", WHY)
    made = review.split("Upland League", LEAGUE, WHY)
    assert made.into not in {LEAGUE, None}
    assert only(review, "The Upland League") == made.into
    assert only(review, "The Highland League") == LEAGUE


def test_splitting_off_what_was_merged_restores_it_with_its_names(review: Review) -> None:
    review.alias(LEAGUE, "Highland League", WHY)
    review.merge(LEAGUE, "armed:hamas", WHY)
    assert only(review, "The Highland League") == "armed:hamas"
    made = review.split("Upland League", "armed:hamas", WHY)
    assert made.into == LEAGUE
    assert only(review, "The Upland League") == only(review, "The Highland League") == LEAGUE
    assert review.learned.register.entries["armed:hamas"].aliases == Register.load().entries["armed:hamas"].aliases


def test_undoing_gives_back_what_was_and_can_be_undone(review: Review) -> None:
    before = only(review, "The Upland League")
    made = review.merge(LEAGUE, "armed:hamas", WHY)
    undone = review.undo(made.id[:8], "it was another league")
    assert only(review, "The Upland League") == before == LEAGUE
    review.undo(undone.id, "it was the same after all")
    assert only(review, "The Upland League") == "armed:hamas"
    with pytest.raises(ConfigError, match="no judgement that stands"):
        review.undo(undone.id, WHY)


def test_undoing_a_split_takes_the_name_that_it_gave_too(review: Review) -> None:
    review.alias("armed:hezbollah", "Party of God", "a report")
    made = review.split("Party of God", "armed:hezbollah", "another body", "Party of God (Turkey)")
    assert review.find("Party of God (Turkey)").id == review.find("Party of God").id == made.into
    review.undo(made.id, "a slip")
    held = review.find("Party of God")
    assert (held.id, held.name) == ("armed:hezbollah", "Hezbollah")
    assert "Party of God (Turkey)" not in held.names
    with pytest.raises(ConfigError):
        review.find("Party of God (Turkey)")


def test_a_new_name_never_passes_to_another_actor_when_a_split_is_undone(review: Review) -> None:
    review.merge("armed:hamas", "armed:hezbollah", "a test")
    made = review.split("Hamas", "armed:hezbollah", "another body", "Hamas of Gaza")
    review.undo(made.id, "a slip")
    assert review.find("armed:hezbollah").name == "Hezbollah"
    assert any("renames armed:hamas, which is armed:hezbollah by now" in fault for fault in review.learned.faults)


def test_a_party_of_the_same_name_is_its_armed_wing_where_the_country_is_the_same(review: Review) -> None:
    told = review.take_in([card("Hezbollah", identity="import:Q1", kind="party", country="LBN", external={"wikidata": "Q1"})], "a list")
    assert (told.added, told.extended) == (0, 1)
    other = review.take_in([card("Hezbollah", identity="import:Q2", kind="party", country="TUR", external={"wikidata": "Q2"})], "a list")
    assert (other.added, other.extended) == (1, 0)


def test_the_journal_only_grows(review: Review) -> None:
    sizes = []
    for judge in (
        lambda: review.alias("armed:hamas", "Reed Brigade", WHY),
        lambda: review.split("Reed Brigade", "armed:hamas", WHY),
        lambda: review.undo(review.learned.journal.entered[0].judgement.id, WHY),
    ):
        before = review.path.read_bytes() if review.path.exists() else b""
        judge()
        assert review.path.read_bytes().startswith(before)
        sizes.append(len(review.path.read_bytes()))
    assert sizes == sorted(set(sizes))
    assert len({j.judgement.id for j in review.learned.journal.entered}) == 3


def test_a_line_torn_off_by_a_crash_is_closed_before_the_next(review: Review) -> None:
    review.alias("armed:hamas", "Reed Brigade", WHY)
    with review.path.open("ab") as file:
        file.write(b'{"schema": "tocsin/judg')
    review.alias("armed:hamas", "Marsh Brigade", WHY)
    journal = read_journal(review.path)
    assert [e.judgement.name for e in journal.entered] == ["Reed Brigade", "Marsh Brigade"]
    assert "line 2" in journal.faults[0]


def test_the_digest_changes_with_every_judgement(review: Review) -> None:
    digests = [review.learned.digest]
    made = review.alias("armed:hamas", "Reed Brigade", WHY)
    digests.append(review.learned.digest)
    review.undo(made.id, WHY)
    digests.append(review.learned.digest)
    assert digests[0] is None
    assert len(set(digests)) == 3


def test_the_shipped_register_is_left_alone(review: Review) -> None:
    review.rename("armed:hamas", "Another Name", WHY)
    review.merge("armed:hezbollah", "armed:hamas", WHY)
    shipped = Register.load()
    assert shipped.entries["armed:hamas"].name == "Hamas"
    assert shipped.find("Hezbollah").id == "armed:hezbollah"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("org:unheard", "armed:hamas", "tocsin actors list"),
        (LEAGUE, "nobody at all", "--db FILE"),
        ("armed:hamas", "Islamic Resistance Movement", "are one actor already"),
        ("people:aaa", LEAGUE, "is a people, no actor"),
        (LEAGUE, "people:aaa", "is a people, no actor"),
        ("person:bbb", LEAGUE, "cannot be one actor"),
        (LEAGUE, "state:TCD", "cannot be one actor"),
        ("state:NER", "state:TCD", "cannot be one actor"),
    ],
)
def test_what_cannot_be_merged_is_refused_with_the_remedy(review: Review, one: str, other: str, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason):
        review.merge(one, other, WHY)
    assert not review.path.exists()


def test_an_actor_that_was_merged_away_is_not_merged_again(review: Review) -> None:
    review.merge(LEAGUE, FRONT, WHY)
    with pytest.raises(ConfigError, match=f"merged into {FRONT} before"):
        review.merge(LEAGUE, "armed:hamas", WHY)


def test_a_name_that_is_not_an_actors_or_its_only_one_cannot_be_split(review: Review) -> None:
    with pytest.raises(ConfigError, match="is not called"):
        review.split("Reed Brigade", "armed:hamas", WHY)
    with pytest.raises(ConfigError, match="only name"):
        review.split("armed men", "org:0000local000", WHY)


def test_a_judgement_needs_a_reason_and_a_name(review: Review) -> None:
    with pytest.raises(ConfigError, match="reason"):
        review.alias("armed:hamas", "Reed Brigade", "  ")
    with pytest.raises(ConfigError, match="name is empty"):
        review.alias("armed:hamas", " ", WHY)


def test_a_name_of_several_actors_asks_for_the_id(tmp_path: Path) -> None:
    twins = (card("Reed Watch", identity="org:1"), card("Reed Watch", identity="org:2", country="TCD"))
    with pytest.raises(ConfigError, match=r"org:1 .*org:2 \(Reed Watch, TCD\)"):
        Review(tmp_path / "j", "ana", seen=lambda _: twins).find("Reed Watch")


def test_a_people_has_no_judgements(review: Review) -> None:
    for judge in (
        lambda: review.alias("people:aaa", "Ardouni", WHY),
        lambda: review.rename("people:aaa", "Ardouni", WHY),
        lambda: review.split("Ardoun", "people:aaa", WHY),
    ):
        with pytest.raises(ConfigError, match="is a people, no actor"):
            judge()
    assert not review.path.exists()


def test_a_journal_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    review = Review(tmp_path / "j.jsonl", "ana")
    review.path = tmp_path / "file" / "j.jsonl"
    with pytest.raises(InputError, match="--judgements"):
        review.alias("armed:hamas", "Reed Brigade", WHY)


def test_a_judgement_about_an_actor_that_is_not_known_here_is_a_fault_and_the_rest_holds(review: Review) -> None:
    from tocsin.model.judgement import Judgement

    lost = Judgement.made("alias", "armed:gone-from-the-register", at=datetime(2026, 1, 1, tzinfo=UTC), author="b", reason="r", name="X Y")
    review.path.parent.mkdir()
    review.path.write_text(lost.to_json() + "\n")
    review.alias("armed:hamas", "Reed Brigade", WHY)
    assert review.learned.register.find("Reed Brigade").id == "armed:hamas"  # type: ignore[union-attr]
    [fault] = review.learned.faults
    assert f"{review.path}, line 1" in fault
    assert f"tocsin actors undo {lost.id}" in fault


def test_an_office_holder_can_have_another_name(review: Review) -> None:
    story = Story("President Anna Reed spoke. Later President Nan Reed left.").mention(
        "PERSON", "President Anna Reed", "President Nan Reed"
    )
    before = ActorResolver(review.learned.register).resolve(story.reading())
    ids = [a.id for a in before.actors if a.id.startswith("person:")]
    assert len(ids) == 2
    seen = {a.id: card(a.name, identity=a.id, kind="person in office", sector="GOV") for a in before.actors}
    review._seen = lambda words: tuple(c for c in seen.values() if words == c.id)
    review.merge(ids[1], ids[0], WHY)
    after = ActorResolver(Learned(read_journal(review.path)).register).resolve(story.reading())
    assert [a.id for a in after.actors if a.id.startswith("person:")] == [ids[0]]


def test_the_record_of_a_report_follows_the_judgements_and_its_coder_names_them(review: Review) -> None:
    story = Story("The Upland League shelled a post, the Upland League said.").mention("ORGANIZATION", "The Upland League")
    story.frame("shelled", "ASSAULT", actor="The Upland League").quote("the Upland League", "said", "The Upland League shelled a post")
    review.merge(LEAGUE, "armed:hamas", WHY)
    learned = Learned(read_journal(review.path))
    [plain] = Pipeline(StoryReader(story)).records([story.document])
    [judged] = Pipeline(StoryReader(story), learned=learned).records([story.document])
    assert (plain.coder.judgements, judged.coder.judgements) == (None, learned.digest)
    assert [c.actors[0].actor for c in plain.claims if c.kind == "event"] == [LEAGUE]
    assert [c.actors[0].actor for c in judged.claims if c.kind == "event"] == ["armed:hamas"]
    assert [q.speaker.actor for q in judged.quotations] == ["armed:hamas"]
    assert [c.id for c in plain.claims] == [c.id for c in judged.claims]
    assert "judgements" not in plain.model_dump(by_alias=True)["coder"]
    for record in (plain, judged):
        Draft202012Validator(json.loads(schema_json())).validate(json.loads(record.to_json()))


def imported(review: Review, *cards: ActorCard) -> tuple[int, int, int]:
    told = review.take_in(cards, "a list")
    return told.added, told.extended, told.known


def test_an_imported_actor_is_known_again_by_id_by_anothers_id_or_by_name(review: Review) -> None:
    new = card("Reed Front", "RF", identity="import:Q1", external={"wikidata": "Q1"})
    assert imported(review, new) == (1, 0, 0)
    made = review.learned.register.find("Reed Front")
    assert made is not None
    assert made.id == mint("org", "Reed Front")
    again = card("Front of Reeds", identity="import:x", external={"wikidata": "Q1"})
    assert imported(review, again, card("Reed-Front", identity=made.id), card("Hamas", identity="import:y")) == (0, 2, 1)
    assert only(review, "The Front of Reeds") == only(review, "RF") == made.id


def test_namesakes_of_other_countries_are_kept_apart(review: Review) -> None:
    one = card("Reed Watch", identity="import:1", country="TCD", external={"list": "1"})
    other = card("Reed Watch", identity="import:2", country="NER", external={"list": "2"})
    assert imported(review, one, other) == (2, 0, 0)
    assert len({e.id for e in review.learned.entries() if e.name == "Reed Watch"}) == 2
    assert imported(review, one, other) == (0, 0, 2)


def test_an_import_fills_what_the_register_does_not_know_and_overrules_nothing(review: Review) -> None:
    assert Register.load().entries["armed:hamas"].country is None
    imported(
        review,
        card("Hamas", identity="import:1", country="PSE"),
        card("Hezbollah", identity="import:2", kind="organisation", country="LBN", sector="PTY", since="1985"),
    )
    register = review.learned.register
    assert register.entries["armed:hamas"].country == "PSE"
    assert (register.entries["armed:hezbollah"].kind, register.entries["armed:hezbollah"].sector) == ("armed group", "REB")
    assert review.learned.card(register.entries["armed:hezbollah"]).since == "1985"


def test_an_imported_medium_is_found_by_its_domain(review: Review) -> None:
    imported(review, card("Reed Courier", identity="import:1", kind="media", sector="JRN", website="https://www.reedcourier.example/en"))
    found = review.learned.register.outlet("reedcourier.example")
    assert found is not None
    assert found.name == "Reed Courier"
