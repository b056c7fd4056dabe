"""How the tests give commands: in this process with a fake reader, in another process, or with the committed model."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cli_fakes import fake_pipeline
from typer.testing import CliRunner

from tocsin.cli.app import app

HERE = Path(__file__).parent
WEIGHTS = HERE.parents[1] / "src" / "tocsin" / "read" / "weights" / "reader.onnx"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Give = Callable[..., Ended]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Give]:
    """Give a command in this process; the reader is a fake that finds one claim in any text."""
    monkeypatch.setattr("tocsin.cli.read.Pipeline", fake_pipeline)

    def give(*arguments: object, stdin: bytes | None = None) -> Ended:
        result = CliRunner().invoke(app, [str(a) for a in arguments], input=stdin, catch_exceptions=False)
        return Ended(result.exit_code, result.stdout, result.stderr)

    return give


@pytest.fixture(scope="session")
def real() -> Give:
    """Give a command in a process of its own, with the committed model."""
    assert WEIGHTS.is_file(), "the reader's model is part of the project; check it out, or build it with: make train"

    def give(*arguments: object, stdin: bytes = b"") -> Ended:
        command = [sys.executable, "-c", "from tocsin.cli.app import main; main()", *map(str, arguments)]
        done = subprocess.run(command, input=stdin, capture_output=True, check=False)
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    return give


@pytest.fixture
def slow() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start a command in a process of its own, with a fake reader that takes ``pause`` seconds a document."""
    started: list[subprocess.Popen[bytes]] = []

    def start(pause: float, *arguments: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(HERE / "slow_command.py"), str(pause), *map(str, arguments)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A short report."""
    path = tmp_path / "report.txt"
    path.write_text("Shelling of the depot at Kutum was dated to Tuesday, an official said.\nNothing else was said.\n", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of twelve reports, the fourth of which tells of a denial."""
    path = tmp_path / "reports"
    path.mkdir()
    for n in range(12):
        verb = "denied that it had shelled" if n == 3 else "shelled"
        (path / f"{n:02}.txt").write_text(f"The army {verb} village number {n} on Tuesday, an official said.\n", encoding="utf-8")
    return path
