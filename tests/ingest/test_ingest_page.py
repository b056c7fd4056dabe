from __future__ import annotations

from datetime import date

import pytest

from tocsin.ingest import Limits

BODY = (
    "<p>Shells fell on the market of Orlava on Tuesday, the mayor said. He said that two traders were killed and the road was closed.</p>"
    "<p>The army denied that it had fired on the town, and said that it would open an inquiry into the deaths.</p>"
    "<p>Residents told the Courier that the shelling began at noon and that it went on until the evening bell.</p>"
)
HEAD = (
    '<title>Shells fall on Orlava | Orlava Courier</title><meta property="og:site_name" content="Orlava Courier">'
    '<meta property="article:published_time" content="2026-03-04T10:00:00Z"><meta property="article:modified_time" content="2026-04-01">'
    '<meta name="author" content="Vesna Example"><link rel="canonical" href="https://www.courier.example/a">'
)
NAV = "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
FOOT = "<footer>Copyright 2021 Courier</footer>"


def page(body=BODY, head=HEAD):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{NAV}<article><h1>Shells fall on Orlava</h1>{body}</article>{FOOT}</body></html>"


def test_a_page_gives_title_and_body_and_nothing_around_them(reader):
    document = reader.document("a.html", page())
    assert document.title == "Shells fall on Orlava"
    assert document.text.startswith("Shells fall on Orlava\n\nShells fell on the market")
    assert document.text.count("Shells fall on Orlava") == 1
    assert "Sport" not in document.text
    assert "Copyright" not in document.text
    assert not document.title_apart


def test_a_page_says_its_day_its_outlet_and_its_address(reader):
    document = reader.document("a.htm", page())
    assert document.published == date(2026, 3, 4)
    assert (document.source.name, document.source.domain) == ("Orlava Courier", "courier.example")
    assert document.url == "https://www.courier.example/a"
    assert document.capture.media_type == "text/html"


def test_the_author_is_not_kept(reader):
    assert "Vesna" not in reader.document("a.html", page()).model_dump_json()


def test_a_copyright_year_is_no_day_of_publication(reader):
    assert reader.document("a.html", page(head="<title>Shells fall on Orlava</title>")).published is None


def test_a_page_without_a_site_name_has_no_invented_one(reader):
    document = reader.document("a.html", page(head='<link rel="canonical" href="https://www.courier.example/a">'))
    assert (document.source.name, document.source.domain) == (None, "courier.example")


def test_paragraphs_are_set_apart(reader):
    assert "closed.\n\nThe army denied" in reader.document("a.html", page()).text


def test_broken_html_is_still_read(reader):
    broken = page().replace("</p>", "").replace("</article>", "</div></b>").replace("</html>", "")[: -len(FOOT)]
    assert "The army denied that it had fired" in reader.document("a.html", broken).text


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><nav><a href='/'>Home</a><a href='/a'>Sport</a></nav><form><input name='q'></form></body></html>",
        "<html><head><title>Log in</title></head><body><form>Name <input> Password <input></form></body></html>",
        "<html><body></body></html>",
        "<html><body><script>window.location = '/elsewhere and so on. And on.';</script></body></html>",
        "<",
    ],
)
def test_a_page_with_no_article_is_refused(reader, html):
    assert reader.refusal("a.html", html).issue.code == "no-article"


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r"])
def test_the_declared_charset_is_believed_where_it_is_not_unicode(reader, charset):
    body = "<p>Двое военных погибли в понедельник при нападении на колонну у границы, сообщила армия региона.</p>" * 3
    document = reader.document("a.html", page(body, f'<meta charset="{charset}">').encode(charset))
    assert "Двое военных погибли" in document.text
    assert document.issues == ()


def test_an_xml_declaration_does_no_harm(reader):
    data = ('<?xml version="1.0" encoding="iso-8859-1"?>' + page().replace("Orlava", "Orlåva")).encode("iso-8859-1")
    document = reader.document("a.html", data)
    assert document.title == "Shells fall on Orlåva"
    assert document.issues == ()


def test_a_charset_that_does_not_exist_is_passed_over(reader):
    data = page(head="<meta charset='no-such'>").replace("Orlava", "Orlåva").encode("cp1252")
    assert [issue.code for issue in reader.document("a.html", data).issues] == ["encoding-guessed"]


def test_binary_under_an_html_name_is_refused(reader):
    assert reader.refusal("a.html", b"<html>\0\1\2</html>").issue.code == "binary"


def test_a_page_beyond_the_limit_is_refused_for_it_cannot_be_read_in_part(reader):
    assert reader.refusal("a.html", page(), Limits(max_bytes=100)).issue.code == "too-large"
