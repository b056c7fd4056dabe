"""The HTML page: self-contained, linked both ways, safe with hostile text, usable without a mouse or a script."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise

import pytest
from lxml import html
from stories import allies, empty, foreign, hostile, recipe, shelling, unsigned

from tocsin.model.record import Record
from tocsin.views.page import page

SETS: list[list[Record]] = [
    [], [allies()], [shelling()], [hostile()], [unsigned()], [empty()], [foreign()], [recipe()],
    [allies(), shelling(), hostile(), empty(), allies()],
]  # fmt: skip
VOID = {"meta", "br", "img", "input", "link", "hr"}


def tree(records: list[Record]) -> html.HtmlElement:
    return html.document_fromstring(page(records))


def words_of(node: html.HtmlElement) -> str:
    """The text of a node without the labels of records."""
    return "".join(t for t in node.xpath(".//text()[not(parent::a[contains(@class, 'ref')])]"))


@pytest.mark.parametrize("records", SETS)
def test_every_tag_is_closed_in_order(records: list[Record]) -> None:
    body = re.sub(r"<(style|script)>.*?</\1>", "", page(records), flags=re.DOTALL)
    open_tags: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z][a-z0-9]*)(?:\s+[a-z-]+(?:=\"[^\"]*\")?)*\s*>", body):
        if closing:
            assert open_tags.pop() == name
        elif name not in VOID:
            open_tags.append(name)
    assert open_tags == []


@pytest.mark.parametrize("records", SETS)
def test_ids_are_unique_and_every_anchor_resolves(records: list[Record]) -> None:
    page_ = tree(records)
    ids = page_.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = page_.xpath("//a/@href")
    assert all(link.startswith("#") for link in links)
    assert {link[1:] for link in links} <= set(ids)
    assert set(page_.xpath("//@aria-labelledby")) <= set(ids)


@pytest.mark.parametrize("records", SETS)
def test_nothing_is_asked_for_from_outside(records: list[Record]) -> None:
    page_ = tree(records)
    assert not page_.xpath("//@src | //link | //iframe | //object | //form | //@style")
    assert not [a for a in page_.xpath("//@*") if a.strip().lower().startswith(("http:", "https:", "javascript:", "data:", "//"))]
    assert "url(" not in page_.xpath("string(//style)")
    assert "@import" not in page_.xpath("string(//style)")


def test_only_the_pages_own_style_and_script_may_act() -> None:
    page_ = tree([hostile()])
    policy = page_.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        found = page_.xpath(f"//{tag}")
        assert len(found) == 1
        digest = base64.b64encode(hashlib.sha256(found[0].text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_hostile_text_is_shown_as_text() -> None:
    page_ = tree([hostile()])
    assert not page_.xpath("//img | //i | //u")
    assert not page_.xpath("//@*[starts-with(name(), 'on')]")
    shown = page_.xpath("string(//div[@class='words'])")
    assert "<script>alert('xss')</script>" in shown
    assert "{{ 7*7 }}" in shown
    assert not set(page([hostile()])) & set("\x00\x1b\u202e\u202c")


def test_the_text_is_whole_between_its_marks() -> None:
    record = allies()
    words = tree([record]).xpath("//div[@class='words']")[0]
    paragraphs = [words_of(p) for p in words.xpath("./p")]
    assert paragraphs == [record.document.title, *record.document.text.split("\n\n")]


def test_every_evidence_is_marked_and_leads_to_its_record_and_back() -> None:
    record = shelling()
    page_ = tree([record])
    assert len(page_.xpath("//li[starts-with(@id, 'r1-') and @data-key]")) == len(record.claims) + len(record.quotations)
    for card in page_.xpath("//li[contains(@class, 'card')]"):
        key = card.get("data-key")
        marked = page_.xpath(f"//div[@class='words']//span[contains(concat(' ', @data-keys, ' '), ' {key} ')]")
        assert marked
        start = card.xpath(".//a[contains(@class, 'label')]/@href")[0][1:]
        assert start in [m.get("id") for m in marked]
        if not key.startswith("Q"):
            assert page_.xpath(f"//div[@class='words']//a[@href='#{card.get('id')}']")


def test_overlapping_records_share_their_words() -> None:
    page_ = tree([allies()])
    both = page_.xpath("//div[@class='words']//span[contains(@data-keys, 'R1') and contains(@data-keys, 'R2')]")
    assert "".join(b.text_content() for b in both) == "The Ridge Front, which fights the government of Verania"


def test_kinds_differ_by_more_than_colour() -> None:
    style = tree([]).xpath("string(//style)")
    shapes = re.findall(r"\.m-(\w+) \{[^}]*text-decoration-style: (\w+)", style)
    assert len(shapes) == len({shape for _, shape in shapes}) == 5


def test_the_first_screen_stands_before_the_text_and_the_records() -> None:
    made = page([allies()])
    assert made.index("On whose word") < made.index("The report’s words") < made.index("What was recorded")


def test_the_speaker_chain_and_the_warning_are_visible() -> None:
    page_ = tree([allies()])
    chains = [re.sub(r"\s+", " ", c.text_content()) for c in page_.xpath("//span[@class='chain']")]
    assert "Northern Digest › , from Valley Courier › , from “a member of the group” (not named)" in chains
    assert "If “If the government falters” then “conflict may follow in the hills”" in page_.xpath("string(//span[@class='rule'])")
    assert "Said more firmly in the headline" in page_.xpath("string(//p[@class='drift'])")


def test_there_are_landmarks_headings_in_order_and_a_skip_link() -> None:
    for records in SETS[1:]:
        page_ = tree(records)
        assert page_.xpath("//html/@lang") == ["en"]
        assert page_.xpath("//body/a[@class='skip']/@href") == ["#main"]
        assert len(page_.xpath("//main")) == len(page_.xpath("//h1")) == 1
        levels = [int(h.tag[1]) for h in page_.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
        assert all(b - a <= 1 for a, b in pairwise(levels))


def test_the_text_is_marked_with_its_language() -> None:
    assert tree([foreign()]).xpath("//div[@class='words']/@lang") == ["fr"]
    assert tree([empty()]).xpath("//div[@class='words']/@lang") == ["und"]


def test_several_reports_have_a_list_on_top_and_an_article_each() -> None:
    page_ = tree([allies(), shelling(), empty()])
    assert page_.xpath("//nav//a/@href") == ["#r1", "#r2", "#r3"]
    assert page_.xpath("//article/@id") == ["r1", "r2", "r3"]


def test_places_have_precision_and_radius_and_no_coordinates() -> None:
    page_ = tree([allies()])
    cells = [re.sub(r"\s+", " ", r.text_content()) for r in page_.xpath("//table[1]/tbody/tr")]
    assert "TashkEastern Hills, VRNnearby25 km" in cells


def contrast(a: str, b: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b_ = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b_

    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [r":root \{", r':root\[data-theme="dark"\] \{'])
def test_colours_reach_contrast_aa(theme: str) -> None:
    found = re.search(theme + r"(.*?)\}", tree([]).xpath("string(//style)"), re.DOTALL)
    assert found
    colour = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", found.group(1)))
    for kind in ("event", "figure", "relation", "assertion", "warning", "quotation"):
        assert contrast(colour[kind], colour[f"{kind}-t"]) >= 4.5, kind
        assert contrast(colour["ink"], colour[f"{kind}-t"]) >= 4.5, kind
    for ink in ("ink", "soft", "link"):
        for ground in ("paper", "sheet", "warm"):
            assert contrast(colour[ink], colour[ground]) >= 4.5, (ink, ground)


def test_the_two_dark_themes_are_one() -> None:
    style = tree([]).xpath("string(//style)")
    blocks = re.findall(r'(?:data-theme="dark"\]|not\(\[data-theme="light"\]\)) \{(.*?)\}', style, re.DOTALL)
    assert len(blocks) >= 2
    assert len({re.sub(r"\s+", " ", b).strip() for b in blocks[:2]}) == 1
