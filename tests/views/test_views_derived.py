"""What standards make of a claim: precision by UCDP and ACLED, losses by both conventions; in words and in JSON."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from lxml import html
from samples import Report
from stories import allies, shelling

from tocsin.codebook.casualties import Estimate, losses
from tocsin.model.record import EventClaim, Record
from tocsin.views.derived import as_json, counted, derived, precise
from tocsin.views.page import page
from tocsin.views.terminal import claim_in_context, render


def attack(text: str, told: list[tuple[str, dict[str, Any], str]], *speakers: str) -> tuple[Record, EventClaim]:
    """Return an attack told in sentences: for each its loss words, the numbers of the figure, whom it counts; and on whose word."""
    made = Report(text)
    evidence, casualties = [], []
    for number, (words, figure, of) in enumerate(told):
        sentence = next(s for s in re.findall(r"[^.]+\.", text) if words in s).strip()
        said = made.said("Wire", speakers[number]) if speakers else made.said("Wire")
        evidence.append(made.evidence(sentence, said))
        numbers = {k: v for k, v in figure.items() if k in ("low", "best", "high")}
        id_ = made.figure([made.evidence(words, said)], **({"best": None} | figure), unit="people", of=made.role(of), category="killed")
        held = made.casualty(words, "killed", figure=id_)
        casualties.append(held.model_copy(update=numbers))
    made.event("ASSAULT", None, 4, made.span("attack"), evidence, casualties=tuple(casualties))
    record = made.record()
    return record, next(c for c in record.claims if isinstance(c, EventClaim))


def exactly(number: int) -> dict[str, Any]:
    return {"low": number, "best": number, "high": number}


def test_numbers_of_one_telling_are_added() -> None:
    text = "The attack killed 12 soldiers and dozens of rebels."
    record, event = attack(text, [("12 soldiers", exactly(12), "soldiers"), ("dozens of rebels", {}, "rebels")])
    one = event.model_copy(update={"evidence": event.evidence[:1]})
    assert losses(record.claims, one, "killed") == Estimate(24, 24, None)


def test_two_numbers_of_the_same_people_are_rivals_and_never_added() -> None:
    text = "The attack killed 12 people. Residents counted 20 people."
    record, event = attack(text, [("12 people", exactly(12), "people"), ("20 people", exactly(20), "people")], "the army", "residents")
    assert losses(record.claims, event, "killed") == Estimate(12, None, 20)


def test_the_same_number_told_twice_is_that_number() -> None:
    text = "The attack killed 12 people. At least 12 people died."
    record, event = attack(text, [("12 people", exactly(12), "people"), ("At least 12 people", {"low": 12}, "people")])
    assert losses(record.claims, event, "killed") == Estimate(12, 12, None)


def test_tellings_that_count_different_people_are_added() -> None:
    text = "The attack killed 12 soldiers. It also killed three children."
    record, event = attack(text, [("12 soldiers", exactly(12), "soldiers"), ("three children", exactly(3), "children")])
    assert losses(record.claims, event, "killed") == Estimate(15, 15, 15)
    assert losses(record.claims, event, "killed", "civilians") == Estimate(3, 3, 3)
    assert losses(record.claims, event, "killed", "fighters") == Estimate(12, 12, 12)


def test_civilians_are_told_apart_though_another_figure_counts_them_already() -> None:
    text = "The attack killed 12 people, among them three children."
    record, event = attack(text, [("12 people", exactly(12), "people"), ("three children", exactly(3), "children")])
    whole, part = (c for c in record.claims if c.kind == "figure")
    claims = (whole, part.model_copy(update={"part_of": whole.id}), event)
    (loss,) = derived(event, claims).losses
    assert (loss.estimate, loss.civilians, loss.fighters) == (Estimate(12, 12, 12), Estimate(3, 3, 3), None)
    assert counted(loss) == "killed 12 (conservative); low 12, best 12, high 12 (UCDP); civilians 3"


def test_no_loss_follows_from_words_without_a_number() -> None:
    strike = next(c for c in allies().claims if c.kind == "event" and c.casualties)
    assert derived(strike).losses == ()


def test_precision_stands_in_words_with_both_codes() -> None:
    told = [precise(derived(c)) for c in allies().claims]
    assert "to the month (UCDP 4, ACLED 3), to 25 km (UCDP 2, ACLED 2)" in told
    assert "to the year (UCDP 5, no ACLED code), to the country (UCDP 6, no ACLED code)" in told
    assert precise(derived(shelling().claims[-1])) == ""


def test_a_place_that_was_not_located_has_no_code_and_is_not_spoken_of() -> None:
    struck = next(c for c in shelling().claims if c.kind == "event")
    assert precise(derived(struck)) == "to the day (UCDP 1, ACLED 1)"


@pytest.mark.parametrize("record", [allies(), shelling()])
def test_the_json_is_the_claim_with_what_follows_from_it_beside(record: Record) -> None:
    for claim in record.claims:
        told = json.loads(as_json(claim, record.claims))
        made = told.pop("derived")
        assert told == claim.model_dump(mode="json", by_alias=True)
        assert set(made) == {"date_precision", "place_precision", "losses"}


def test_the_json_has_codes_and_both_conventions() -> None:
    record = shelling()
    struck = next(c for c in record.claims if c.kind == "event")
    made = json.loads(as_json(struck, record.claims))["derived"]
    assert made["date_precision"] == {"ucdp": 1, "acled": 1}
    assert made["place_precision"] == {"ucdp": None, "acled": None}
    killed, injured = made["losses"]
    assert (killed["category"], killed["conservative"], killed["low"], killed["best"], killed["high"]) == ("killed", 11, 11, None, None)
    assert (injured["category"], injured["conservative"], injured["high"]) == ("injured", 40, None)


def test_every_view_shows_it_the_list_only_what_the_numbers_do_not_say() -> None:
    record = shelling()
    struck = next(c for c in record.claims if c.kind == "event")
    flat = re.sub(r"\s+", " ", render(record, width=80, colour=False))
    assert "precise to the day (UCDP 1, ACLED 1)" in flat
    assert "counted killed 11 (conservative); low 11, best not known, high not known (UCDP)" in flat
    assert "counted injured" not in flat
    alone = re.sub(r"\s+", " ", claim_in_context(struck, record.document, 80, colour=False, claims=record.claims))
    assert "counted injured 40 (conservative); low 40, best 40, high not known (UCDP)" in alone
    codes = html.document_fromstring(page([record])).xpath("//li[@id='r1-E1']/p[@class='code']")
    assert "precise to the day (UCDP 1, ACLED 1) · counted killed 11" in codes[0].text_content()


def test_a_date_longer_than_a_year_has_no_code() -> None:
    made = Report("Fighting since 2021 went on.")
    since = made.date("since 2021", date(2021, 1, 1), date(2026, 4, 9), "range")
    made.event("ASSAULT", None, 4, made.span("Fighting"), [made.evidence("Fighting since 2021", made.said("Wire"))], date=since)
    (claim,) = made.record().claims
    assert precise(derived(claim)) == ""
    assert json.loads(as_json(claim))["derived"]["date_precision"] == {"ucdp": None, "acled": None}
