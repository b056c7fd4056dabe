"""The rows of the shipped register, and what its lookups must not find."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest
from actor_reading import Story
from record_reading import event, resolved

from tocsin.resolve.actors import ActorResolver
from tocsin.resolve.office_terms import Terms, period
from tocsin.resolve.register import Register, fold, unowned

ACTORS = files("tocsin.resolve") / "data" / "actors"
SECTORS = {"GOV", "MIL", "COP", "SPY", "REB", "UAF", "IGO", "UNO", "IMG", "EUR", "ISM", "JRN", "NGO", "LEG", "CRM", "OPP"}


def rows(family: str) -> list[dict[str, str]]:
    return list(csv.DictReader((ACTORS / f"{family}.csv").read_text(encoding="utf-8").splitlines()))


def states() -> set[str]:
    return {row["iso3"] for row in rows("states")}


@pytest.mark.parametrize("family", ["armed_groups", "forces", "organisations", "media", "offices", "peoples"])
def test_each_row_has_its_own_id_a_name_a_source_and_no_loose_blanks(family: str) -> None:
    table = rows(family)
    assert len({row["id"] for row in table}) == len(table)
    for row in table:
        assert row["source"].strip(), row
        assert row.get("name", row.get("person")), row
        assert all(cell == cell.strip() and "||" not in cell for cell in row.values()), row


@pytest.mark.parametrize("family", ["armed_groups", "forces", "organisations", "offices", "peoples"])
def test_countries_are_codes_of_states_that_the_register_has(family: str) -> None:
    known = states()
    gone = {"ANT", "CSK", "DDR", "SCG", "SUN", "YUG", "YMD"}
    for row in rows(family):
        for code in row.get("country", row.get("countries", "")).split("|"):
            assert not code or code in known | gone, row


@pytest.mark.parametrize("family", ["armed_groups", "forces", "organisations"])
def test_sectors_are_known_ones(family: str) -> None:
    assert {row["sector"] for row in rows(family)} <= SECTORS


def test_every_medium_is_found_by_its_domain_and_no_two_share_one() -> None:
    table = [row for row in rows("media") if row["domain"]]
    assert len({row["domain"] for row in table}) == len(table) > 300
    for row in table:
        assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", row["domain"]), row
        assert (found := Register.load().outlet(f"https://www.{row['domain']}/")) is not None
        assert (found.id, found.agency) == (row["id"], row["agency"] == "yes")


def test_acronyms_of_agencies_are_not_first_names() -> None:
    register = Register.load()
    assert [register.find(word) and register.find(word).id for word in ("SANA", "Sana", "SDF")] == [
        "media:syrian-arab-news-agency", None, "armed:syrian-democratic-forces",
    ]  # fmt: skip


def test_every_term_is_an_office_held_by_somebody_in_the_order_of_time() -> None:
    for row in rows("offices"):
        assert row["office"]
        assert row["start"]
        assert bool(row["end"]) != bool(row["as_of"]), row
        assert period(row["start"]).start <= period(row["end"] or row["as_of"]).end, row


def test_no_person_is_in_the_register_without_an_office() -> None:
    kinds = {entry.kind for entry in Register.load().entries.values()}
    assert not {kind for kind in kinds if "person" in kind}


def test_an_alias_that_two_rows_share_is_nobodys() -> None:
    register = Register.load()
    holders: dict[str, set[str]] = {}
    names = {entry.name for entry in register.entries.values()}
    for entry in register.entries.values():
        for alias in entry.aliases:
            holders.setdefault(alias, set()).add(entry.id)
    shared = {alias for alias, ids in holders.items() if len(ids) > 1 and alias not in names}
    assert {"JEM", "UPC"} <= shared
    assert [alias for alias in shared if register.find(alias) is not None] == []


def test_a_row_keeps_its_own_name_from_the_aliases_of_others() -> None:
    register = Register.load.__wrapped__()  # a fresh one: other tests let the shared one make organs of states, which no row names
    own: dict[str, set[str]] = {}
    for entry in register.entries.values():
        if entry.kind not in {"people", "media"}:
            own.setdefault(fold(entry.name), set()).add(entry.id)
    for entry in register.entries.values():
        if entry.kind not in {"people", "media"} and len(own[fold(entry.name)]) == 1:
            assert register.find(entry.name) == entry, entry.name


@pytest.mark.parametrize(
    "words",
    [
        "Unity", "The Base", "the base", "Dawn", "dawn", "at dawn", "Amal", "let", "Let", "fama", "provos", "contras", "Nisa", "Fars",
        "times", "independent", "security council", "world bank", "is", "the taliban commander", "kurds", "Kurds", "Tuareg", "fur",
        "17 November", "Killed in action", "KIA",
    ],
)  # fmt: skip
def test_ordinary_words_and_peoples_are_no_actors_of_the_register(words: str) -> None:
    assert Register.load().find(words) is None


@pytest.mark.parametrize(
    ("words", "identity"),
    [
        ("FAMa", "mil:MLI"),
        ("LeT", "armed:lashkar-e-tayyiba"),
        ("the ISI", "spy:PAK-inter-services-intelligence"),
        ("Mossad", "spy:ISR-mossad"),
        ("Ecowas", "igo:ECOWAS"),
        ("ICTY", "court:ICTY"),
        ("the UN Security Council", "igo:UNSC"),
        ("Hizballah", "armed:hezbollah"),
        ("Êzîdxan Protection Force", "armed:ezidxan-protection-force"),
        ("March 23 Movement", "armed:m23"),
        ("dpa", "media:dpa"),
    ],
)
def test_names_acronyms_and_spellings_lead_to_their_row(words: str, identity: str) -> None:
    entry = Register.load().find(words)
    assert entry is not None
    assert entry.id == identity


def test_a_paper_with_a_name_of_ordinary_words_is_known_as_an_outlet() -> None:
    outlet = Register.load().outlet("Dawn")
    assert outlet is not None
    assert outlet.domain == "dawn.com"
    assert Register.load().outlet("dawn.com") == outlet


def test_spellings_of_a_people_share_the_id_of_its_row_and_it_is_no_party() -> None:
    story = Story("The Reed Brigade attacked the Tuareg. Tuaregs fled.").mention("ORGANIZATION", "The Reed Brigade")
    story.mention("GROUP", "the Tuareg", "Tuaregs")
    found = ActorResolver().resolve(story.reading())
    assert [a.id for a in found.actors if a.kind == "people"] == ["people:tuareg"]
    made = resolved(story.frame("attacked", "ASSAULT", actor="The Reed Brigade", recipient="the Tuareg"))
    assert event(made, "attacked").recipients == ()


def test_a_militia_of_a_state_is_no_rebel() -> None:
    register = Register.load()
    for name in ("Shabiha", "National Defence Forces", "Popular Mobilization Forces"):
        entry = register.find(name)
        assert entry is not None
        assert entry.sector == "UAF"


@pytest.mark.parametrize(
    ("words", "identity", "sector"),
    [
        ("Jaish al-Islam", "armed:jaysh-al-islam", "REB"),
        ("ISWAP", "armed:islamic-state-west-africa-province", "REB"),
        ("the Oromo Liberation Army", "armed:oromo-liberation-army", "REB"),
        ("CJNG", "armed:jalisco-new-generation-cartel", "CRM"),
        ("Viv Ansanm", "armed:viv-ansanm", "CRM"),
        ("the White Helmets", "ngo:WHITE-HELMETS", "NGO"),
        ("the Syrian Observatory for Human Rights", "ngo:SOHR", "NGO"),
        ("the Red Cross", "ngo:RED-CROSS-MOVEMENT", "NGO"),
        ("the ICRC", "ngo:ICRC", "ISM"),
        ("Doctors Without Borders", "ngo:MSF", "NGO"),
        ("UNIFIL", "igo:UNIFIL", "UNO"),
        ("CJTF-OIR", "igo:CJTF-OIR", "IMG"),
        ("the Global Coalition", "igo:CJTF-OIR", "IMG"),
        ("the Knesset", "leg:ISR", "LEG"),
        ("the Duma", "leg:RUS", "LEG"),
        ("Iranian parliament", "leg:IRN", "LEG"),
        ("US Congress", "leg:USA", "LEG"),
        ("the US Senate", "leg:USA", "LEG"),
        ("the Lok Sabha", "leg:IND", "LEG"),
        ("the Russian Defence Ministry", "mod:RUS", "GOV"),
        ("Syrian Foreign Ministry", "mfa:SYR", "GOV"),
        ("the State Department", "mfa:USA", "GOV"),
        ("IDF", "mil:ISR", "MIL"),
    ],
)
def test_groups_parliaments_ministries_and_relief_bodies_lead_to_their_row(words: str, identity: str, sector: str) -> None:
    entry = Register.load().find(words)
    assert entry is not None
    assert (entry.id, entry.sector) == (identity, sector)


@pytest.mark.parametrize(
    "words",
    [
        "parliament",
        "the parliament",
        "National Assembly",
        "Senate",
        "Congress",
        "Ministry of Defence",
        "Foreign Ministry",
        "Home Affairs Ministry",
    ],
)
def test_a_parliament_or_ministry_without_its_state_is_nobodys(words: str) -> None:
    assert Register.load().find(words) is None


@pytest.mark.parametrize(
    ("country", "office", "day", "person"),
    [
        ("NGA", "president", "2024-06-01", "Bola Tinubu"),
        ("IRN", "president", "2024-10-01", "Masoud Pezeshkian"),
        ("IRQ", "prime minister", "2023-10-07", "Mohammed Shia al-Sudani"),
        ("COL", "president", "2023-01-01", "Gustavo Petro"),
        ("PAK", "prime minister", "2023-01-01", None),
        ("GRC", "prime minister", "2023-06-10", None),
    ],
)
def test_who_held_an_office_after_2019_is_told_only_where_a_source_tells_it(
    country: str, office: str, day: str, person: str | None
) -> None:
    term = Terms.load().holder(country, office, period(day))
    assert (term.person if term else None) == person


def test_a_nation_is_found_by_name_or_adjective_and_a_short_small_word_is_none() -> None:
    register = Register.load()
    assert {register.nation(words) for words in ("Kenya", "Kenyan", "the Kenya")} == {"KEN"}
    assert register.nation("the United Arab Emirates") == "ARE"
    assert {register.nation(words) for words in ("Us", "us", "Nairobi")} == {None}


def test_every_name_of_a_state_opens_with_a_word_that_is_known_to_open_one() -> None:
    register = Register.load()
    names = [n for e in register.entries.values() if e.kind == "state" for n in (e.name, *e.aliases) if " " in n]
    assert names
    assert [n for n in names if not register.opens_state(n.split()[0])] == []
    assert not register.opens_state("Kenya")


def test_a_possessive_ending_is_taken_off_and_nothing_else() -> None:
    assert [unowned(w) for w in ("Kenya's", "the rebels’", "Côte d'Ivoire", "Laos")] == ["Kenya", "the rebels", "Côte d'Ivoire", "Laos"]
