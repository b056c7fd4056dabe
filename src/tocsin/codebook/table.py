"""A table: one data file of the codebook, as Python's own values."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


def table(name: str) -> dict[str, Any]:
    """Return the data file ``name``.toml of the codebook; a broken installation raises FileNotFoundError or tomllib.TOMLDecodeError."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
