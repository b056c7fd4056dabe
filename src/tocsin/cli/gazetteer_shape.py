"""`tocsin gazetteer info NAME`: how far a place reaches, and what is disputed of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tocsin.cli.exits import OK, say
from tocsin.cli.gazetteer_file import choose
from tocsin.cli.output import out
from tocsin.resolve.gazetteer import Candidate, Gazetteer
from tocsin.resolve.gazetteer_search import alike
from tocsin.resolve.region_shapes import RegionShapes, Shape

_LISTED = 20


def run_place(name: str, path: Path | None) -> int:
    """Print the extent and the disputes of the places that bear a name; return the exit code."""
    with Gazetteer(choose(path).path) as gazetteer:
        found = gazetteer.lookup(name)
        if not found:
            say_absent(gazetteer, name)
            return OK
    shapes = RegionShapes()
    wide_first = sorted(found, key=lambda place: -(place.radius_km or 0.0))
    lines = [line for place in wide_first[:_LISTED] for line in _account(place, shapes)]
    if len(found) > _LISTED:
        lines.append(f"and {len(found) - _LISTED:,} more; tocsin gazetteer find lists them")
    out("\n".join([*lines, f"shapes    {shapes.as_of}"]))
    return OK


def say_absent(gazetteer: Gazetteer, name: str, why: str = "", *, spelt: bool = True) -> None:
    """Say that the gazetteer has no place of a name, with names that are spelt like it and what can be done."""
    say(f"tocsin: {gazetteer.path}: no place of the name “{name}”{why}")
    if not any(letter.isalpha() for letter in name):
        say("tocsin: a name has letters; coordinates and numbers are not searched")
        return
    near = alike(gazetteer, name) if spelt else ()
    if near:
        told = (f"{one.name} ({', '.join(filter(None, (one.kind, one.admin1, one.country)))})" for one in near)
        say("tocsin: spelt like it: " + "; ".join(told))
    if spelt:
        say("tocsin: if the place is real, GeoNames' own file of its country may have it: tocsin gazetteer import SY.zip (of Syria)")


def _account(place: Candidate, shapes: RegionShapes) -> Iterator[str]:
    where = ", ".join(word for word in (place.admin1 if place.kind != "admin1" else None, place.country) if word)
    reach = "no radius of its own" if place.radius_km is None else f"radius {place.radius_km:,.0f} km"
    yield f"{place.name}  ({place.kind}" + (f"; {where})" if where else ")") + f"  {place.lat:.4f}, {place.lon:.4f}  {reach}"
    shape = shapes.of(place)
    if shape is None:
        if place.kind in {"country", "admin1"}:
            yield "          shape     none on the map"
        if place.disputed:
            yield "          disputed  yes"
        return
    main = f"{shape.radius_km:,.0f} km reach its main parts, " if shape.covers_km > shape.radius_km + 1 else ""
    yield f"          shape     {main}{shape.covers_km:,.0f} km cover all of it"
    yield from _disputed(shape)
    if shape.old:
        yield f"          old       the map has {shape.old}"


def _disputed(shape: Shape) -> Iterator[str]:
    if shape.disputed:
        yield "          disputed  " + ("the whole of it" if shape.disputed == "whole" else "a part of it")
    yield from (f"                    {claim}" for claim in shape.claims)
    yield from (f"          border    disputed, along or inside it: {claim}" for claim in shape.borders)
