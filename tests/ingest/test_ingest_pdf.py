from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from tocsin.ingest import Limits

LINES = [
    "Shells fell on the market of Orlava on Tuesday, the mayor of the town said on",
    "Wednesday. He said that two traders were killed and that a self-defence group had closed",
    "the road to the north. The army denied that it had fired, and spoke of an inves-",
    "tigation into the deaths.",
    "Residents said that the shelling began at noon.",
]


def test_a_pdf_gives_its_words_with_wrapped_lines_joined(reader, pdf):
    document = reader.document("a.pdf", pdf(LINES))
    assert "said on Wednesday. He said" in document.text
    assert "spoke of an investigation into the deaths.\n\nResidents said" in document.text
    assert document.capture.media_type == "application/pdf"
    assert document.published is None


def test_a_sentence_runs_on_over_the_end_of_a_page(reader, pdf):
    assert "said on\n" not in reader.document("a.pdf", pdf(LINES[:1], ["the radio. " + LINES[3]])).text


def test_a_title_in_the_metadata_is_taken_when_it_is_one(reader, pdf):
    document = reader.document("a.pdf", pdf(LINES, title="Shells fall on Orlava"))
    assert document.title == "Shells fall on Orlava"
    assert document.text.startswith("Shells fall on Orlava\n\nShells fell")


@pytest.mark.parametrize("title", ["Microsoft Word - report3.docx", "untitled", "report_final", ""])
def test_a_title_that_software_left_behind_is_none(reader, pdf, title):
    document = reader.document("a.pdf", pdf(LINES, title=title))
    assert document.title is None
    assert document.text.startswith("Shells fell")


def test_a_pdf_without_text_is_refused_with_the_remedy(reader, pdf):
    refusal = reader.refusal("a.pdf", pdf([], []))
    assert refusal.issue.code == "pdf-no-text"
    assert "text recognition" in refusal.issue.message


def test_a_page_without_text_among_others_is_named(reader, pdf):
    document = reader.document("a.pdf", pdf(LINES, [], LINES))
    [issue] = document.issues
    assert issue.code == "pdf-page-without-text"
    assert "page 2" in issue.message


def _encrypted(data: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_encrypted_pdf_is_refused(reader, pdf):
    assert reader.refusal("a.pdf", _encrypted(pdf(LINES), "secret")).issue.code == "pdf-encrypted"


def test_a_pdf_that_opens_without_a_password_is_read(reader, pdf):
    assert "two traders" in reader.document("a.pdf", _encrypted(pdf(LINES), "")).text


def test_a_broken_pdf_is_refused(reader, pdf):
    whole = pdf(LINES)
    for data in (b"%PDF-1.4\nnothing more", whole[:200], b"no PDF at all", b"%PDF-1.7\n" + bytes(range(256))):
        refusal = reader.refusal("a.pdf", data)
        assert refusal.issue.code in {"pdf-broken", "pdf-no-text"}
    assert reader.refusal("a.pdf", b"no PDF at all").issue.code == "pdf-broken"


def test_pages_beyond_the_limit_are_left_out_and_said(reader, pdf):
    document = reader.document("a.pdf", pdf(LINES, LINES, LINES), Limits(max_chars=300))
    assert len(document.text) <= 300
    assert {issue.code for issue in document.issues} == {"truncated"}
    assert "pages 2 to 3" in document.issues[0].message
