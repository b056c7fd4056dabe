"""Write docs/reference and the README's example from the code, so that neither can say what the code does not.

python docs/build.py            write them
python docs/build.py --check    write nothing; fail and name what is out of date
"""

from __future__ import annotations

import argparse
import ast
import difflib
import inspect
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin

from tocsin import errors
from tocsin.cli.app import app
from tocsin.cli.exits import EXITS, STORE, TROUBLE
from tocsin.cli.explain import all_entries, refusals
from tocsin.codebook import VERSION, codebook
from tocsin.codebook.entry import Entry
from tocsin.evaluate.measures import MEASURES
from tocsin.model.record import SCHEMA, Record

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
README = ROOT / "README.md"
EXAMPLE = ROOT / "src" / "tocsin" / "demo" / "01-seeking-allies.txt"
MADE = "<!-- Written by docs/build.py; do not edit. -->\n"
_EXCERPT = re.compile(r"(?s)(<!-- example -->\n).*?(<!-- /example -->)")
_EXCERPT_LINES = 46
_SPAN_FIELDS = {"start", "end", "text", "in"}
_CLAIM_KINDS = ("EventClaim", "FigureClaim", "RelationClaim", "AssertionClaim", "WarningClaim")
_ORDER = (
    *("Record", "Coder", "Header", "Source", "Credit", "Mention", "Place", "Date", "Value", "Quotation", "Speaker", "Evidence", "Voicer"),
    *("Drift", "Span", "Role", *_CLAIM_KINDS, "Coding", "Plover", "Acled", "Casualty", "Likelihood", "Actor", "Issue"),
)
_VALUES = {str: "TEXT", int: "NUMBER", Path: "PATH", datetime: "DATE"}
# Another processor rounds the reader's scores otherwise, which may turn a line of the example; more than that is out of date.
_ALIKE = 0.75


@dataclass(frozen=True)
class Parameter:
    """An argument or option of a command: the words that name it, its values, its default and its help; an argument has no dashes."""

    names: tuple[str, ...]
    values: tuple[str, ...]
    default: str | None
    help: str
    repeated: bool = False

    @property
    def is_option(self) -> bool:
        return self.names[0].startswith("-")


def registered() -> dict[str, Callable[..., Any]]:
    """Return the function of each command, by the words that call it, such as "gazetteer import"."""
    found: dict[str, Callable[..., Any]] = {}
    groups = [group.typer_instance for group in app.registered_groups if group.typer_instance]
    for words, typed in [("", app), *((str(group.info.name), group) for group in groups)]:
        for command in typed.registered_commands:
            assert command.callback is not None
            found[f"{words} {command.name or command.callback.__name__}".strip()] = command.callback
    return found


def parameters(command: str) -> tuple[Parameter, ...]:
    """Return the arguments and options of a command, in order, as its function declares them."""
    return tuple(_parameter(name, p) for name, p in inspect.signature(registered()[command], eval_str=True).parameters.items())


def _parameter(name: str, declared: inspect.Parameter) -> Parameter:
    kind, info = get_args(declared.annotation)[:2]
    inner = next((k for k in get_args(kind) if k is not type(None)), kind)
    inner = get_args(inner)[0] if get_origin(inner) is list else inner
    required = declared.default is inspect.Parameter.empty
    # Within Annotated, typer takes the first of the names for a default.
    words = [part for decl in (info.default, *(info.param_decls or ())) if isinstance(decl, str) for part in decl.split("/")]
    if info.__class__.__name__ == "ArgumentInfo":
        shown = (info.metavar or name.upper()).strip("[]")
        return Parameter((shown,), (), "" if required else None, info.help, repeated=get_origin(kind) is list)
    names = tuple(words) or (f"--{name.replace('_', '-')}",)
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        values: tuple[str, ...] = tuple(value.value for value in inner)
    else:
        values = () if inner is bool else (_VALUES[inner],)
    default = None if required or declared.default is None or declared.default is False else str(declared.default)
    return Parameter(names, values, default, info.help)


def commands() -> str:
    """Return the reference of commands and options."""
    lines = ["# Commands", "", MADE, f"{app.info.help}", "", "```", "tocsin [--version] [--help] COMMAND", "```", ""]
    for name, callback in registered().items():
        found = parameters(name)
        arguments, options = [p for p in found if not p.is_option], [p for p in found if p.is_option]
        usage = ["tocsin", name, *(["[OPTIONS]"] if options else [])]
        usage += [f"{p.names[0]}..." if p.repeated else f"[{p.names[0]}]" for p in arguments]
        lines += [f"## tocsin {name}", "", str(inspect.getdoc(callback)), "", "```", " ".join(usage), "```", ""]
        if arguments:
            lines += _table(("argument", "meaning"), ((f"`{p.names[0]}`", p.help) for p in arguments))
        if options:
            rows = ((_code(p.names), _code(p.values), _code((p.default,) if p.default else ()), p.help) for p in options)
            lines += _table(("option", "values", "default", "meaning"), rows)
    lines += ["`--help` after any command prints the same. Exit codes stand in [Errors and issues](errors.md)."]
    return _page(lines)


def _code(words: tuple[str, ...]) -> str:
    return " ".join(f"`{word}`" for word in words)


def records() -> str:
    """Return the reference of the record's fields."""
    made: dict[str, Any] = Record.model_json_schema(by_alias=True, mode="validation")
    defined: dict[str, dict[str, Any]] = {"Record": made, **made["$defs"]}
    meanings = field_meanings()
    lines = ["# Records", "", MADE]
    lines += [f"One JSON object a document, one line each, by the schema `{SCHEMA}`, which `tocsin schema` prints. "]
    lines += [
        "What the text does not say is `null`. Every `text` beside `start` and `end` equals the document's text from there to there.",
        "",
    ]
    for name in (*_ORDER, *(n for n in defined if n not in _ORDER)):
        model = defined[name]
        doc = " ".join(str(model.get("description", "")).split())
        rows = ((f"`{field}`", _type(spec), meanings[name, field]) for field, spec in model["properties"].items())
        lines += [f"## {name}", "", doc.replace("``", "`"), "", *_table(("field", "type", "meaning"), rows)]
    return _page(lines)


def field_meanings() -> Mapping[tuple[str, str], str]:
    """Return what each field of each object means; raise KeyError where docs/fields.toml lacks one."""
    told: dict[str, dict[str, str]] = tomllib.loads((ROOT / "docs" / "fields.toml").read_text(encoding="utf-8"))
    made: dict[str, Any] = Record.model_json_schema(by_alias=True, mode="validation")
    found: dict[tuple[str, str], str] = {}
    for name, model in {"Record": made, **made["$defs"]}.items():
        fields = list(model["properties"])
        shared: dict[str, str] = {}
        if set(fields) >= _SPAN_FIELDS:
            shared |= told["span"]
        if name in _CLAIM_KINDS:
            shared |= told["claim"]
        for field in fields:
            meaning = told.get(name, {}).get(field) or shared.get(field)
            if meaning is None:
                raise KeyError(f"docs/fields.toml says nothing of {name}.{field}")
            found[name, field] = meaning
    return found


def _type(spec: Mapping[str, Any]) -> str:
    if "$ref" in spec:
        name = spec["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in spec:
        return f"`{spec['const']}`"
    if "enum" in spec:
        return " ".join(f"`{value}`" for value in spec["enum"])
    for key in ("anyOf", "oneOf"):
        if key in spec:
            return " or ".join(_type(one) for one in spec[key])
    if spec.get("type") == "array":
        inner = spec.get("items") or (spec.get("prefixItems") or [{}])[0]
        return f"pair of {_type(inner)}" if "prefixItems" in spec else f"list of {_type(inner)}"
    if spec.get("format"):
        return str(spec["format"])
    return str(spec.get("type", "any"))


def codes() -> str:
    """Return the reference of the codebook."""
    groups: dict[str, dict[str, list[Entry]]] = {}
    for entry in all_entries(codebook()):
        if entry.kind != "issue code":
            groups.setdefault(entry.standard, {}).setdefault(entry.kind, []).append(entry)
    lines = ["# Codebook", "", MADE, f"Version {VERSION}. `tocsin codebook CODE` prints any of these.", ""]
    for standard, kinds in groups.items():
        lines += [f"## {standard}", ""]
        for kind, entries in kinds.items():
            lines += [f"### {standard}: {kind}", ""]
            if kind == "hedge":
                lines += [", ".join(f"`{entry.code}`" for entry in entries) + ".", ""]
                continue
            alike = len({entry.facts for entry in entries}) == 1 and len(entries) > 1
            rows = ((f"`{e.code}`", e.meaning, "" if alike else "; ".join(f"{n}: {v}" for n, v in e.facts)) for e in entries)
            with_facts = not alike and any(entry.facts for entry in entries)
            lines += _table(("code", "meaning", "more"), rows) if with_facts else _table(("code", "meaning"), (row[:2] for row in rows))
            if alike:
                lines += [*(f"{name.capitalize()}: {value}." for name, value in entries[0].facts), ""] if entries[0].facts else []
    return _page(lines)


def faults() -> str:
    """Return the reference of exit codes, error classes and issue codes."""
    lines = ["# Errors and issues", "", MADE, "## Exit codes", ""]
    lines += _table(("code", "meaning"), ((f"`{code}`", meaning) for code, meaning in EXITS.items()))
    lines += ["## Errors", "", "Each is one line on standard error, with the place and the remedy; in Python, each is a `TocsinError`.", ""]
    rows = []
    for name in errors.__all__:
        code = STORE if name == "StoreError" else TROUBLE
        rows.append((f"`{name}`", str(inspect.getdoc(getattr(errors, name))), f"`{code}`"))
    lines += _table(("class", "meaning", "exit code"), rows)
    lines += [
        "## Issue codes",
        "",
        "An issue says what was left open, and why. It stands in the record, or, where an input gave no record,",
    ]
    lines += ["on standard error.", ""]
    issues = {**codebook().terms["issue"], **{entry.code: entry.meaning for entry in refusals()}}
    lines += _table(("code", "meaning"), ((f"`{code}`", issues[code]) for code in sorted(issues)))
    return _page(lines)


def measures() -> str:
    """Return the reference of the measures of `tocsin evaluate`."""
    lines = ["# Measures", "", MADE]
    lines += [
        "What `tocsin evaluate` counts, by report, summed over the reports. `f1`: what was found is matched with the gold, one to one;"
    ]
    lines += [
        "precision is the share of what was found that is right, recall the share of the gold that was found, F1 their harmonic mean."
    ]
    lines += ["`rate`: the share of the cases that are right.", ""]
    lines += _table(("measure", "way", "meaning"), ((f"`{m.key}`", m.way, m.meaning) for m in MEASURES))
    return _page(lines)


def issue_codes() -> Iterator[tuple[str, str]]:
    """Yield each issue code that the code names, with its file: what is given to `Issue`, `InputError` and the rooms' own helpers."""
    takers = {"Issue": 1, "issue": 0, "refused": 1, "InputError": 1, "note": 0}
    for path in sorted((ROOT / "src" / "tocsin").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
            if name in takers:
                at = takers[name]
                given = [*node.args[at : at + 1], *(k.value for k in node.keywords if k.arg == "code")]
                for value in given:
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        yield value.value, str(path.relative_to(ROOT))


def example() -> str:
    """Return what `tocsin read` prints of the first demo report, its first lines, 80 columns wide."""
    from tocsin.ingest import collect
    from tocsin.model.document import Document
    from tocsin.pipeline import Pipeline
    from tocsin.views.terminal import render

    documents = [item for item in collect([str(EXAMPLE.relative_to(ROOT))]) if isinstance(item, Document)]
    shown = render(next(Pipeline().records(documents)), width=80, colour=False).splitlines()
    last = max((n for n, line in enumerate(shown[:_EXCERPT_LINES]) if not line.strip()), default=_EXCERPT_LINES)
    cut = shown[:last]
    left = len(shown) - len(cut)
    warning = _section(shown[last:], "WARNINGS")
    more = f"\n[{left - len(warning)} more lines: what else is known, and the records, such as this one]\n" if left > 0 else ""
    lines = [f"$ tocsin read {EXAMPLE.relative_to(ROOT)}", *cut, *more.splitlines(), *warning]
    return "```console\n" + "\n".join(line.rstrip() for line in lines) + "\n```\n"


def _section(lines: list[str], heading: str) -> list[str]:
    """Return a section of the terminal view from its heading to the blank line that ends it; none where it is not there."""
    begin = next((n for n, line in enumerate(lines) if line.startswith(heading)), len(lines))
    end = next((n for n, line in enumerate(lines) if n > begin and not line.strip()), len(lines))
    return lines[begin:end]


PAGES = {"commands.md": commands, "records.md": records, "codebook.md": codes, "errors.md": faults, "measures.md": measures}


def stale_pages() -> list[str]:
    """Return the pages of the reference that differ from what the code gives."""
    return [name for name, page in PAGES.items() if _read(REFERENCE / name) != page()]


def stale_example(readme: str, made: str) -> bool:
    """Tell whether the README's example differs from ``made`` by more than a rounding of the reader's scores explains."""
    found = _EXCERPT.search(readme)
    if found is None:
        return True
    shown = found[0].removeprefix(found[1]).removesuffix(found[2])
    return difflib.SequenceMatcher(None, shown.splitlines(), made.splitlines(), autojunk=False).ratio() < _ALIKE


def main(arguments: list[str] | None = None) -> int:
    """Write or check the pages; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something is out of date")
    asked = parser.parse_args(arguments)
    try:
        made = example()
    except errors.ModelError as error:
        sys.stdout.write(f"docs: the README's example was left as it is: {error}\n")
        made = ""
    if asked.check:
        stale = [f"docs/reference/{name}" for name in stale_pages()] + ["README.md"] * bool(made and stale_example(_read(README), made))
        sys.stdout.write("docs: up to date\n" if not stale else f"docs: out of date: {', '.join(stale)}; run: make docs\n")
        return 1 if stale else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
    sys.stdout.write(f"docs: wrote {len(PAGES)} pages of docs/reference\n")
    if made:
        README.write_text(_EXCERPT.sub(lambda found: found[1] + made + found[2], _read(README)), encoding="utf-8")
        sys.stdout.write("docs: wrote the example of README.md\n")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _table(head: tuple[str, ...], rows: Any) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return [*lines, *("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows), ""]


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def _page(lines: list[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
