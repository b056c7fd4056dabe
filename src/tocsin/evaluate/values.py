"""When two numbers agree: low, best and high compared by what they say, not by how they are filled in."""

from __future__ import annotations

from typing import Protocol


class Numbered(Protocol):
    """Anything with the three numbers of a figure; null is unknown."""

    @property
    def low(self) -> float | None: ...

    @property
    def best(self) -> float | None: ...

    @property
    def high(self) -> float | None: ...


def meaning(value: Numbered) -> tuple[str, float | None, float | None]:
    """Return what the numbers say: ``between`` two, ``at`` one, ``from`` one upwards, ``to`` one, or ``none``.

    "at least 12" is from 12, whether best is null or 12; "some 40" and "40" are both at 40.
    """
    low, best, high = value.low, value.best, value.high
    if low is not None and high is not None:
        return ("at", low, low) if low == high else ("between", low, high)
    if best is not None and best not in {low, high}:
        return ("at", best, best)
    if low is not None:
        return ("from", low, None)
    if high is not None:
        return ("to", None, high)
    return ("at", best, best) if best is not None else ("none", None, None)


def agree(one: Numbered, other: Numbered) -> bool:
    """Tell whether two values say the same."""
    return meaning(one) == meaning(other)


def show(value: Numbered) -> str:
    """Return a value as a person reads it."""
    way, low, high = meaning(value)
    match way:
        case "between":
            return f"{low:g} to {high:g}"
        case "at":
            return f"{low:g}"
        case "from":
            return f"{low:g} or more"
        case "to":
            return f"up to {high:g}"
        case _:
            return "no number"
