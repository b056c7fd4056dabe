"""Undocumented means failing: commands, options, errors, issue codes, fields, exit codes and links are compared with the docs."""

from __future__ import annotations

import importlib.util
import inspect
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tocsin import errors
from tocsin.cli.app import app
from tocsin.cli.exits import EXITS
from tocsin.codebook import codebook
from tocsin.views.lines import schema_json

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PROSE = [page for page in PAGES if page.parent != REFERENCE or page.name == "README.md"]


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def build() -> ModuleType:
    """The script that writes the reference."""
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["docs_build"] = module
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_what_the_code_gives(build):
    assert build.stale_pages() == [], "run: make docs"


def test_every_command_and_option_is_documented(build):
    assert len(build.registered()) >= len(app.registered_commands) + len(app.registered_groups)
    for name in build.registered():
        section = re.search(rf"(?ms)^## tocsin {name}$.*?(?=^## |\Z)", text(REFERENCE / "commands.md"))
        assert section, name
        for parameter in build.parameters(name):
            for word in parameter.names:
                assert f"`{word}`" in section[0], (name, word)
            assert parameter.help
        assert f"tocsin {name}" in text(ROOT / "README.md"), name


def test_every_error_class_is_documented_and_is_one_sentence():
    page = text(REFERENCE / "errors.md")
    for name in errors.__all__:
        said = inspect.getdoc(getattr(errors, name))
        assert f"`{name}`" in page
        assert said
        assert said.endswith(".")
        assert issubclass(getattr(errors, name), errors.TocsinError)


def test_the_list_of_errors_is_whole():
    defined = {name for name, value in vars(errors).items() if inspect.isclass(value) and issubclass(value, errors.TocsinError)}
    assert defined == set(errors.__all__)


def test_every_exit_code_is_documented():
    page, readme = text(REFERENCE / "errors.md"), text(ROOT / "README.md")
    for code, meaning in EXITS.items():
        assert f"| `{code}` | {meaning} |" in page
        assert f"`{code}`" in readme


def test_every_issue_code_that_the_code_names_is_explained(build):
    page = text(REFERENCE / "errors.md")
    named = set(build.issue_codes())
    assert named
    for code, place in sorted(named):
        assert f"| `{code}` |" in page, f"{code} of {place} needs a meaning in the codebook's terms or in cli/refusals.toml"


def test_every_code_of_the_codebook_is_documented(build):
    page = text(REFERENCE / "codebook.md") + text(REFERENCE / "errors.md")
    for entry in build.all_entries(codebook()):
        assert f"`{entry.code}`" in page


def test_every_field_of_the_schema_is_documented(build):
    page = text(REFERENCE / "records.md")
    assert len(build.field_meanings()) > 100
    for name, model in json.loads(schema_json())["$defs"].items():
        section = re.search(rf"(?ms)^## {name}$.*?(?=^## |\Z)", page)
        assert section, name
        for field in model.get("properties", {}):
            assert f"| `{field}` |" in section[0], f"{name}.{field}"


def test_no_meaning_is_kept_of_a_field_that_is_gone(build):
    import tomllib

    told = tomllib.loads((ROOT / "docs" / "fields.toml").read_text(encoding="utf-8"))
    fields = set(build.field_meanings())
    for name, meanings in told.items():
        for field in meanings:
            assert name in {"span", "claim"} or (name, field) in fields, f"{name}.{field}"


def test_every_measure_is_documented(build):
    page = text(REFERENCE / "measures.md")
    for measure in build.MEASURES:
        assert f"| `{measure.key}` |" in page


def test_the_example_of_the_readme_can_be_written_and_goes_stale(build):
    readme = text(ROOT / "README.md")
    shown = build._EXCERPT.search(readme)
    assert shown
    assert "$ tocsin read src/tocsin/demo/01-seeking-allies.txt" in shown[0]
    assert "WARNINGS" in shown[0]
    inner = shown[0].removeprefix(shown[1]).removesuffix(shown[2])
    assert not build.stale_example(readme, inner)
    assert build.stale_example(readme, inner.upper())
    assert build.stale_example("no example here", inner)


def anchors(page: Path) -> set[str]:
    return {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in text(page).splitlines() if line.startswith("#")
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"(?s)```.*?```", "", text(page))):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


def test_every_page_can_be_reached_from_the_readme():
    seen, todo = set(), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        seen.add(page)
        for target in re.findall(r"\]\(([^)\s#]+\.md)\)", text(page)):
            there = (page.parent / target).resolve()
            if there.exists() and there not in seen:
                todo.append(there)
    assert set(PAGES) <= seen, sorted(str(p) for p in set(PAGES) - seen)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_docs_speak_of_the_project_alone(page):
    words = text(page)
    assert not re.search(r"(?i)\b(TODO|FIXME|XXX|lorem ipsum|coming soon|chatbot|language model wrote|as an ai)\b", words)
    assert not re.search(r"(?<![\w.])/(work|home|root|opt|tmp|Users)/", words), "a path of one machine"
    assert not re.search(r"\b(pypi\.org|files\.pythonhosted|huggingface\.co|--index-url|extra-index)\b", words), "a host of packages"


@pytest.mark.parametrize("page", PROSE, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_score_stands_in_prose_without_its_command(page):
    if page.name in {"benchmark.md", "scores.md"}:  # these are what a command printed
        assert page.name == "benchmark.md" or "tocsin evaluate --part all" in text(page)
        return
    assert not re.search(r"(?i)\b(F1|precision|recall|accuracy)\b[^.\n]{0,30}\b(0?\.\d\d|\d\d(\.\d)? ?%)", text(page))


def test_every_make_target_is_documented():
    makefile = text(ROOT / "Makefile")
    for target in re.findall(r"(?m)^([a-z]+):.*## ", makefile):
        assert target == "help" or f"make {target}" in text(ROOT / "CONTRIBUTING.md"), target


def test_the_model_card_names_every_set_that_training_reads():
    training = ROOT / "training"
    card = text(ROOT / "docs" / "model-card.md")
    code = "".join(path.read_text(encoding="utf-8") for path in (training / "train.py", training / "data.py"))
    labelled = "".join(path.read_text(encoding="utf-8") for path in (training / "annotations").rglob("*.jsonl"))
    read = set(re.findall(r"\"(\w+)\.(?:train|raw)\"", code)) | set(re.findall(r"\"set\": \"(\w+)\.train\"", labelled))
    assert len(read) > 8
    for name in sorted(read):
        assert f"`{name}`" in card, name


def test_versions_agree():
    from tocsin import __version__

    assert f"version: {__version__}" in text(ROOT / "CITATION.cff")
    assert f"## {__version__} - " in text(ROOT / "CHANGELOG.md")
