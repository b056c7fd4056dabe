"""The options of `tocsin gazetteer` and its commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.exits import guarded
from tocsin.cli.listing import Listing

gazetteer = typer.Typer(
    name="gazetteer",
    help="Look into the gazetteer, search it, and make a larger one from GeoNames' own files.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

GazetteerOption = Annotated[
    Path | None,
    typer.Option("--gazetteer", help="Use this gazetteer; else TOCSIN_GAZETTEER, else the one in your data folder, else the shipped one."),
]


@gazetteer.command("find")
def find(
    name: Annotated[str, typer.Argument(help="A name or words of one, in any script; the last word may be unfinished.")],
    country: Annotated[list[str] | None, typer.Option(help="Only places of this country: its name, SDN or SD; may be repeated.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only places of this kind: settlement, admin1, river ...; may be repeated.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many places.")] = 20,
    form: Annotated[Listing, typer.Option("--format", "-f", help="text: a line a place; jsonl: one object a line.")] = Listing.text,
    width: Annotated[int | None, typer.Option(min=1, help="Columns; the terminal's own, 80 in a pipe.")] = None,
    path: GazetteerOption = None,
) -> None:
    """Find places by name.

    Places of exactly that name come first, then those whose name begins so, then those that have the words; the most populous first.
    """

    def work() -> int:
        from tocsin.cli.gazetteer import run_find

        return run_find(name, country or [], kind or [], limit, form.value, width, path)

    raise typer.Exit(guarded(work))


@gazetteer.command("info")
def info(
    name: Annotated[str | None, typer.Argument(help="A place: tell how far it reaches and what is disputed of it.")] = None,
    path: GazetteerOption = None,
) -> None:
    """Say which gazetteer is used, what it holds, and where that comes from; with NAME, how far a place reaches and what is disputed of it.

    Places and names by kind, sources with licences and days, and the rows that an import left out. Of a country or first-order region: the
    radius of its shape on the map, the claims to it, disputed borders along or inside it, and whether the map's units are out of date.
    """

    def work() -> int:
        from tocsin.cli.gazetteer import run_info
        from tocsin.cli.gazetteer_shape import run_place

        return run_info(path) if name is None else run_place(name, path)

    raise typer.Exit(guarded(work))


@gazetteer.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(help="allCountries.zip or XX.zip, and admin1CodesASCII.txt, admin2Codes.txt, alternateNamesV2.zip; zip or txt."),
    ],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write this file; else the one in your data folder.")] = None,
    country: Annotated[list[str] | None, typer.Option(help="Only this country: its name, SDN or SD; may be repeated.")] = None,
    min_population: Annotated[int, typer.Option("--min-population", min=0, help="Only settlements of so many people or more.")] = 0,
    classes: Annotated[
        str, typer.Option(help="GeoNames' feature classes: A regions, P settlements, S sites, H water, L areas, T hills, R roads, V woods.")
    ] = "AP",
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew; drop what an earlier import left half-made.")] = False,
) -> None:
    """Make a gazetteer of GeoNames' own files.

    It holds what ships and what the files add. Stop it at any moment: the same command goes on from there. The file is written when all is
    done, and `tocsin read` then uses it.
    """

    def work() -> int:
        from tocsin.cli.gazetteer import Wanted, run_import

        return run_import(Wanted(files, output, country or [], min_population, classes, restart))

    raise typer.Exit(guarded(work))
