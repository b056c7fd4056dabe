"""One self-contained HTML page of one or several records."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from tocsin.model.record import Record
from tocsin.views.article import Article

if TYPE_CHECKING:
    from jinja2 import Environment


def page(records: Sequence[Record]) -> str:
    """Return one HTML page that asks for nothing from outside itself: a list where there are several records, then an article each."""
    style, script = _asset("style.css"), _asset("page.js")
    # Only this style and this script may act, by their hashes; whatever a document smuggles in may not.
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    articles = [Article(record, number) for number, record in enumerate(records, 1)]
    return _environment().get_template("page.html.j2").render(articles=articles, style=Markup(style), script=Markup(script), policy=policy)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("tocsin.views"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def _asset(name: str) -> str:
    return (files("tocsin.views") / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
