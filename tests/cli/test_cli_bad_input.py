"""Every bad input is named with its reason, the others are read, and the exit code tells."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from tocsin.cli.read import LIMITS

GOOD = "The army shelled the depot on Tuesday, an official said.\n"


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def pdf(*, password: str | None = None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    if password:
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


REFUSED = {
    "empty.txt": (b"", "the input is empty"),
    "blank.txt": (b" \n\n ", "the input is empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "this is not text"),
    "noise.txt": (bytes(range(256)) * 20, "this is not text"),
    "menu.html": (b"<html><head><title>Home</title></head><body><nav><a href='/'>Home</a></nav></body></html>", "no article was found"),
    "scan.pdf": (pdf(), "text recognition"),
    "locked.pdf": (pdf(password="secret"), "encrypted"),
    "torn.pdf": (pdf()[:120], "PDF"),
    "page.pdf": (b"<html>not a pdf</html>", "not a PDF"),
    "broken.json": (b'{"text": ', "not valid JSON"),
    "none.jsonl": (b"\n\n", "empty"),
    "broken.txt.gz": (b"\x1f\x8b\x08\x00" + b"\x00" * 30, "gzip"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_by_name_with_its_reason(fake, tmp_path, name):
    data, reason = REFUSED[name]
    ended = fake("read", write(tmp_path / name, data), "--format", "jsonl")
    assert ended.code == 3
    assert ended.out == ""
    assert name in ended.err
    assert reason in ended.err
    assert "0 read, 1 refused" in ended.err


def test_the_others_are_read_when_one_is_refused(fake, tmp_path):
    paths = [write(tmp_path / "a.txt", GOOD), tmp_path / "missing.txt", write(tmp_path / "b.txt", GOOD + "Twice.")]
    ended = fake("read", *paths, "--format", "jsonl")
    assert ended.code == 1
    assert len(ended.records) == 2
    assert "missing.txt: there is no such file or folder" in ended.err
    assert "2 read, 1 refused" in ended.err


def test_a_folder_without_reports_says_so(fake, tmp_path):
    write(tmp_path / "photo.jpg", b"\xff\xd8\xff")
    ended = fake("read", tmp_path)
    assert ended.code == 3
    assert "nothing to read in this folder" in ended.err


def test_files_of_other_kinds_in_a_folder_are_counted_not_refused(fake, tmp_path):
    write(tmp_path / "a.txt", GOOD)
    write(tmp_path / "photo.jpg", b"\xff\xd8\xff")
    ended = fake("read", tmp_path, "--format", "jsonl")
    assert ended.code == 0
    assert "1 files were ignored" in ended.err


def test_a_broken_line_is_named_by_its_number_and_the_others_are_read(fake, tmp_path):
    rows = [
        json.dumps({"id": "one", "text": GOOD}),
        '{"id": "two", "text": ',
        json.dumps({"id": "three", "text": GOOD * 2}),
        '["four"]',
        "{}",
    ]
    ended = fake("read", write(tmp_path / "rows.jsonl", "\n".join(rows)), "--format", "jsonl")
    assert ended.code == 1
    assert [r["document"]["ref"] for r in ended.records] == ["one", "three"]
    assert "line 2" in ended.err
    assert "line 4" in ended.err
    assert "line 5" in ended.err
    assert "2 read, 3 refused" in ended.err


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("Les rebelles ont tiré".encode("latin-1") + b" and the army shelled the town on Tuesday, an official said.", "encoding-guessed"),
        ("The général said ".encode() + "the cafés were shelled on Tuesday by the army.".encode("latin-1"), "encoding-mixed"),
    ],
)
def test_a_wrong_or_mixed_encoding_is_read_and_noted(fake, tmp_path, data, code):
    [record] = fake("read", write(tmp_path / "a.txt", data), "--format", "jsonl").records
    assert code in {issue["code"] for issue in record["issues"]}


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "utf-32"])
def test_text_with_a_byte_order_mark_is_read(fake, tmp_path, codec):
    [record] = fake("read", write(tmp_path / "a.txt", GOOD.encode(codec)), "--format", "jsonl").records
    assert record["document"]["text"] == GOOD


def test_broken_html_still_gives_its_article(fake, tmp_path):
    story = "The army shelled the depot at Kutum on Tuesday morning, an official said."
    torn = f"<html><body><div><p>{story}<p>Two people were hurt <b>there, he added"
    [record] = fake("read", write(tmp_path / "a.html", torn), "--format", "jsonl").records
    assert "shelled the depot" in record["document"]["text"]


def test_another_language_is_recognised_and_left_unread(fake, tmp_path):
    french = (
        "L'armée a bombardé le dépôt mardi matin, selon un responsable de la province qui a parlé par téléphone aux journalistes.\n" * 3
    )
    [record] = fake("read", write(tmp_path / "a.txt", french), "--format", "jsonl").records
    assert record["claims"] == []
    assert "not-english" in {issue["code"] for issue in record["issues"]}


def test_a_file_name_that_is_no_utf8_can_be_read(fake, tmp_path):
    path = Path(str(tmp_path).encode().decode() + "/r\udce9port.txt")
    try:
        path.write_text(GOOD)
    except OSError:
        pytest.skip("this file system takes no such name")
    ended = fake("read", path, "--format", "jsonl")
    assert ended.code == 0, ended.err
    assert len(ended.records) == 1


@pytest.mark.parametrize(
    "url", ["ftp://paper.example/a", "http://127.0.0.1:9/a", "http://localhost/a", "http://[::1]/a", "http://169.254.169.254/x"]
)
def test_addresses_that_are_not_on_the_public_web_are_refused(fake, url):
    ended = fake("read", url)
    assert ended.code == 3
    assert "tocsin: " in ended.err


def test_a_text_of_20_mb_is_read_up_to_the_stated_limit_in_bounded_memory(tmp_path):
    path = write(tmp_path / "long.txt", GOOD * (20_000_000 // len(GOOD)))
    measure = (
        "import resource, runpy, sys\n"
        "sys.argv = sys.argv[1:]\n"
        "try:\n    runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "finally:\n    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)\n"
    )
    driver = Path(__file__).parent / "slow_command.py"
    command = [sys.executable, "-c", measure, str(driver), "0", "read", str(path), "--format", "jsonl"]
    done = subprocess.run(command, capture_output=True, check=True)
    record = json.loads(done.stdout)
    [issue] = [issue for issue in record["issues"] if issue["code"] == "truncated"]
    kept = len(record["document"]["text"])
    assert LIMITS.max_chars - 2_000 < kept <= LIMITS.max_chars
    assert f"only the first {kept:,} characters were read" in issue["message"]
    assert int(done.stderr.split()[-1]) < 400_000  # kilobytes


def test_the_limit_is_stated_where_a_person_looks_for_it():
    for page in ("README.md", "docs/how-to/many-reports.md"):
        assert f"{LIMITS.max_chars:,} characters" in (Path(__file__).parents[2] / page).read_text(encoding="utf-8")
