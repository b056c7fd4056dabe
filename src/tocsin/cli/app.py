"""The command `tocsin` and its subcommands.

Each subcommand imports its own rooms when it runs: the model's runtime and the database take a second to load, and `tocsin codebook`
needs neither.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tocsin import __version__
from tocsin.cli.actors_app import JudgementsOption, actors
from tocsin.cli.exits import guarded
from tocsin.cli.gazetteer_app import GazetteerOption, gazetteer
from tocsin.cli.listing import Listing
from tocsin.cli.output import out, speak_utf8

app = typer.Typer(
    name="tocsin",
    help="Read conflict reporting into records tied to their words: who did or said what to whom, where, when, according to whom.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)
app.add_typer(actors)
app.add_typer(gazetteer)


class Format(StrEnum):
    """How `read` writes records."""

    text = "text"
    jsonl = "jsonl"
    html = "html"


class Part(StrEnum):
    """Which gold reports are scored."""

    open = "open"
    blind = "blind"
    all = "all"


_READ_FORMAT = "text: a view for the terminal; jsonl: one record a line by the schema; html: one page that needs nothing else."


def _version(wanted: bool) -> None:
    if wanted:
        out(f"tocsin {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    """Take the options that stand before a command; typer has done their work by then."""


@app.command()
def read(
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="Files (.txt .md .html .pdf .eml .jsonl .json, or .gz of these), folders, web addresses, - for standard input."
        ),
    ],
    form: Annotated[Format, typer.Option("--format", "-f", help=_READ_FORMAT)] = Format.text,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead of to standard output.")] = None,
    db: Annotated[str | None, typer.Option("--db", help="Keep the records in this SQLite file or PostgreSQL URL.")] = None,
    width: Annotated[int | None, typer.Option(min=1, help="Columns of the text view; the terminal's own, 80 in a pipe.")] = None,
    colour: Annotated[bool | None, typer.Option("--colour/--no-colour", help="Colour or none; by default on a terminal only.")] = None,
    gazetteer: GazetteerOption = None,
    judgements: JudgementsOption = None,
) -> None:
    """Read reports into records.

    Inputs that cannot be read are named on standard error, with the reason, and the others are read.
    """
    from tocsin.cli.read import Wanted, run_read

    raise typer.Exit(guarded(lambda: run_read(Wanted(inputs, form.value, output, db, width, colour, gazetteer, judgements))))


@app.command()
def show(
    identity: Annotated[str | None, typer.Argument(metavar="[ID]", help="A claim's or a document's id, or the beginning of one.")] = None,
    db: Annotated[str, typer.Option("--db", help="The database that `tocsin read --db` filled.")] = "tocsin.db",
    actor: Annotated[str | None, typer.Option(help="Claims with a party of this name or alias.")] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 alpha-3 code of the place or of a party.")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="A PLOVER type (ASSAULT) or a kind of claim (warning).")] = None,
    status: Annotated[str | None, typer.Option(help="occurred, ongoing, future, hypothetical, negated or historical.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Claims dated on this day or later.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Claims dated on this day or earlier.")] = None,
    source: Annotated[str | None, typer.Option(help="Outlet, its domain, or any speaker.")] = None,
    text: Annotated[str | None, typer.Option(help="Words of the evidence.")] = None,
    as_of: Annotated[datetime | None, typer.Option("--as-of", help="What was known at that time (UTC).")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many claims.")] = 50,
    offset: Annotated[int, typer.Option(min=0, help="Leave out so many claims first.")] = 0,
    form: Annotated[Listing, typer.Option("--format", "-f", help="text: a line a claim; jsonl: whole claims.")] = Listing.text,
    derived: Annotated[
        bool, typer.Option("--derived", help="With jsonl: add precision by UCDP and ACLED, and losses by both conventions.")
    ] = False,
    width: Annotated[int | None, typer.Option(min=1, help="Columns; the terminal's own, 80 in a pipe.")] = None,
    colour: Annotated[bool | None, typer.Option("--colour/--no-colour", help="Colour or none; by default on a terminal only.")] = None,
) -> None:
    """List what is kept, or show one record.

    Without an ID, the claims that satisfy all filters, a line each. With one, that record with its words in context.
    """

    def work() -> int:
        from tocsin.cli.show import Wanted, run_show

        wanted = Wanted(
            identity=identity, db=db, form=form.value, width=width, colour=colour, actor=actor, country=country, kind=kind, status=status,
            since=_day(since), until=_day(until), source=source, text=text, as_of=as_of, limit=limit, offset=offset, derived=derived,
        )  # fmt: skip
        return run_show(wanted)

    raise typer.Exit(guarded(work))


@app.command()
def codebook(
    term: Annotated[str | None, typer.Argument(help="A code, a status, a kind, an issue: ASSAULT, heavy-weapons, F, historical.")] = None,
) -> None:
    """Explain a code, or list them all.

    The codes are those of the standards that the records follow, and the project's own.
    """
    from tocsin.cli.explain import run_codebook

    raise typer.Exit(guarded(lambda: run_codebook(term)))


@app.command()
def doctor() -> None:
    """Say what is installed and whether it works.

    Names the libraries and the model, and reads one sentence with the network shut.
    """
    from tocsin.cli.doctor import run_doctor

    raise typer.Exit(guarded(run_doctor))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the records.

    Each line of `tocsin read --format jsonl` is valid against it.
    """

    def work() -> int:
        from tocsin.views.lines import schema_json

        out(schema_json())
        return 0

    raise typer.Exit(guarded(work))


@app.command()
def evaluate(
    part: Annotated[Part, typer.Option(help="open: tuned on; blind: written without sight of the code; all: both.")] = Part.open,
    errors: Annotated[str | None, typer.Option(help="List faults of one measure, or of all; never those on the blind reports.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many faults.")] = 40,
    as_json: Annotated[bool, typer.Option("--json", help="Scores as JSON.")] = False,
    legend: Annotated[bool, typer.Option("--legend", help="Say what each measure counts.")] = False,
    floors: Annotated[bool, typer.Option("--floors", help="Write what the open reports reach as the new floors.")] = False,
    allow_lower: Annotated[bool, typer.Option("--allow-lower", help="Let --floors lower a floor; say why when you commit it.")] = False,
) -> None:
    """Score the reader on the gold reports.

    They ship with Tocsin. The command ends with 1 where a score lies under its floor.
    """

    def work() -> int:
        from tocsin.cli.evaluate import Wanted, run_evaluate

        return run_evaluate(Wanted(part.value, errors, limit, as_json, legend, floors, allow_lower))

    raise typer.Exit(guarded(work))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def main() -> None:
    """Run the command line."""
    speak_utf8()
    app()
