from __future__ import annotations

from datetime import date
from email.message import EmailMessage

from test_ingest_page import page

HEADERS = "From: Anna Example <anna@www.relief.example>\r\nSubject: Two killed in Orlava\r\nDate: Tue, 10 Mar 2026 23:30:00 +0200\r\n"


def test_subject_day_and_domain_are_those_of_the_headers(reader, report):
    document = reader.document("a.eml", f"{HEADERS}\r\n{report}\r\n")
    assert document.title == "Two killed in Orlava"
    assert document.text == f"Two killed in Orlava\n\n{report}"
    assert document.published == date(2026, 3, 10)
    assert (document.source.name, document.source.domain) == (None, "relief.example")
    assert not document.title_apart


def test_the_senders_name_is_not_kept(reader, report):
    assert "Anna" not in reader.document("a.eml", f"{HEADERS}\r\n{report}").model_dump_json()


def test_plain_text_goes_before_html_and_attachments_are_named(reader, report):
    message = EmailMessage()
    message["From"] = "desk@relief.example"
    message["Subject"] = "Zwei Tote in Orlåva"
    message.set_content(f"Orlåva. {report}", charset="iso-8859-15")
    message.add_alternative(page(), subtype="html")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="map.pdf")
    document = reader.document("a.eml", message.as_bytes())
    assert document.text.startswith("Zwei Tote in Orlåva\n\nOrlåva. Shells fell")
    assert "evening bell" not in document.text
    [issue] = document.issues
    assert issue.code == "attachment-ignored"
    assert "map.pdf" in issue.message
    assert document.published is None


def test_html_alone_is_read_as_a_page(reader):
    message = EmailMessage()
    message["Subject"] = "Bulletin"
    message.set_content(page(), subtype="html")
    document = reader.document("a.eml", message.as_bytes())
    assert document.text.startswith("Bulletin\n\nShells fall on Orlava\n\nShells fell on the market")
    assert document.source is None


def test_lines_that_the_mailer_wrapped_are_joined_and_lists_are_left(reader):
    body = (
        "Shells fell on the market of Orlava on Tuesday, said the mayor of\n"
        "the town, Mr Petrov, and his deputy, and two traders were killed.\n\n"
        "In short:\n- two dead\n- one road closed\n"
    )
    document = reader.document("a.eml", f"{HEADERS}\n{body}")
    assert "the mayor of the town" in document.text
    assert "In short:\n- two dead\n- one road closed" in document.text


def test_a_message_without_text_is_refused(reader):
    message = EmailMessage()
    message["Subject"] = "See attached"
    message.add_attachment(b"abc", maintype="image", subtype="png", filename="x.png")
    assert reader.refusal("a.eml", message.as_bytes()).issue.code == "mail-no-text"
    assert reader.refusal("b.eml", f"{HEADERS}\n\n").issue.code == "mail-no-text"


def test_malformed_headers_are_unknown_not_fatal(reader, report):
    headers = "From: <<<@>\nSubject: =?no-such?q?=ff?=\nDate: some day\nContent-Type: text/plain; charset=no-such\n"
    document = reader.document("a.eml", f"{headers}\n{report}")
    assert document.published is None
    assert document.text.endswith(report)


def test_the_declared_charset_of_a_message_is_believed(reader):
    body = "Двое военных погибли в понедельник при нападении на колонну у границы."
    headers = f"{HEADERS}Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit\n\n"
    assert body in reader.document("a.eml", headers.encode() + body.encode("koi8-r")).text
