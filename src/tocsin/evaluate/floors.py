"""The floors: the least that each measure must reach on the open gold, tied to the reports that they were set on."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tocsin.errors import ConfigError
from tocsin.evaluate.measures import WAYS

FLOORS = Path(__file__).resolve().parent / "floors.toml"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_HEAD = """# The least that each measure must reach on the open gold (F1, or the share of a rate), set by `tocsin evaluate --floors`.
# They hold for the reports with this digest. A floor is raised by that command; lowering one takes its explicit flag.
"""


@dataclass(frozen=True, slots=True)
class Floors:
    """Floors by measure, 0 to 1, and the digest of the open gold that they were set on."""

    corpus: str
    values: Mapping[str, float] = field(default_factory=dict)


def read_floors(path: Path = FLOORS) -> Floors:
    """Read the floors; none are set where there is no file. Raises ConfigError where it is damaged or names an unknown measure."""
    if not path.is_file():
        return Floors("")
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ConfigError(f"{path}: not valid TOML ({fault}); mend it") from fault
    corpus, values = raw.get("corpus"), raw.get("floors", {})
    if not isinstance(corpus, str) or not _DIGEST.fullmatch(corpus) or not isinstance(values, dict) or set(raw) > {"corpus", "floors"}:
        raise ConfigError(f"{path}: it must hold corpus, a SHA-256 in hex, and a table of floors, and nothing else; mend it")
    for key, value in values.items():
        if key not in WAYS:
            raise ConfigError(f"{path}: {key!r} is no measure; the measures are {', '.join(WAYS)}")
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise ConfigError(f"{path}: the floor of {key} is {value!r}; give a number from 0 to 1")
    return Floors(corpus, {key: float(value) for key, value in values.items()})


def raised(values: Mapping[str, float], corpus: str, path: Path = FLOORS, *, allow_lower: bool = False) -> Floors:
    """Write ``values``, cut to two decimals, as the floors of ``corpus`` and return them.

    Raises ConfigError, naming the measures, where a floor would fall or go and ``allow_lower`` is not given.
    """
    before = read_floors(path)
    after = {key: math.floor(value * 100 + 1e-9) / 100 for key, value in values.items()}
    lower = [f"{key} {old:.2f} to {after.get(key, 0.0):.2f}" for key, old in before.values.items() if after.get(key, 0.0) < old]
    if lower and not allow_lower:
        raise ConfigError(f"{path}: these floors would fall: {', '.join(lower)}; mend the cause, or allow lowering outright and say why")
    lines = [f'"{key}" = {after[key]:.2f}' for key in WAYS if key in after]
    path.write_text(f'{_HEAD}corpus = "{corpus}"\n\n[floors]\n' + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return Floors(corpus, after)
