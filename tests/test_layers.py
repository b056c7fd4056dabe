"""The order of the rooms, what may touch the network, and what is declared and shipped."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "tocsin"
OFFLINE = ("codebook", "model", "read", "resolve", "store", "views", "evaluate")
NETWORK = frozenset({"socket", "ssl", "http", "httpx2", "requests", "urllib.request", "urllib3", "ftplib", "smtplib", "asyncio"})


def sources(*rooms: str) -> Iterator[Path]:
    """Yield the Python files of some rooms, of all where none is named."""
    for room in rooms or (".",):
        yield from sorted((PACKAGE / room).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_layers_are_kept():
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    assert lint_imports(config_filename=str(ROOT / ".importlinter"), cache_dir=None) == EXIT_STATUS_SUCCESS


def test_no_room_but_ingest_imports_what_reaches_the_network():
    for path in sources(*OFFLINE):
        assert not NETWORK & set(imported(path)), path


def test_there_is_no_package_called_utils():
    assert not [path for path in sources() if re.search(r"utils?|helpers?|common|misc", path.stem)]


def test_files_stay_short_enough_to_be_read_at_one_sitting():
    long = {str(path.relative_to(ROOT)): count for path in sources() if (count := len(path.read_text().splitlines())) > 350}
    assert long == {}


def test_no_fault_is_swallowed():
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}):
                assert isinstance(node.body[-1], ast.Raise) or any(isinstance(n, ast.Raise) for n in node.body), f"{path}:{node.lineno}"


def test_importing_the_package_does_nothing():
    watch = (
        "import sys, builtins, os\n"
        "before = set(os.listdir('.'))\n"
        "import tocsin, tocsin.cli.app, tocsin.model.record, tocsin.codebook\n"
        "assert set(os.listdir('.')) == before\n"
        "heavy = {'onnxruntime', 'sqlalchemy', 'trafilatura', 'httpx2', 'jinja2'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\s<>=!~\[;]", line, maxsplit=1)[0].lower().replace("_", "-") for line in requirements}


def test_what_is_imported_is_declared_and_what_is_declared_is_imported(project):
    outside = packages_distributions()
    used = set()
    for path in sources():
        for module in imported(path):
            top = module.partition(".")[0]
            if top not in sys.stdlib_module_names and top != "tocsin" and top in outside:
                used.add(outside[top][0].lower().replace("_", "-"))
    declared = names(project["dependencies"])
    # psycopg is the user's own choice; lxml-html-clean is what trafilatura imports and does not bring with old versions of pip.
    assert used - declared - {"psycopg"} == set()
    assert declared - used == {"lxml-html-clean"}


def test_the_wheel_holds_all_that_reading_needs():
    from hatchling.builders.wheel import WheelBuilder

    held = {entry.distribution_path for entry in WheelBuilder(str(ROOT)).recurse_included_files()}
    for folder, pattern in (
        ("codebook/data", "*.toml"),
        ("cli", "*.toml"),
        ("resolve/data", "*.*"),
        ("read/weights", "*.*"),
        ("evaluate", "floors.toml"),
        ("evaluate/gold/open", "*.json"),
        ("evaluate/gold/blind", "*.json"),
        ("demo", "*.*"),
        ("views/templates", "*.*"),
        ("store/migrations", "*.*"),
        (".", "py.typed"),
    ):
        found = sorted((PACKAGE / folder).glob(pattern))
        assert found, folder
        for path in found:
            assert str(path.relative_to(ROOT / "src")) in held


def test_the_model_fits_the_package():
    weights = PACKAGE / "read" / "weights" / "reader.onnx"
    assert weights.stat().st_size <= 30_000_000
