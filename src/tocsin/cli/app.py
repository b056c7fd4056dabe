"""The command `tocsin` and its subcommands.

Each subcommand imports its own rooms when it runs: the model's runtime and the database take a second to load, and `tocsin codebook`
needs neither.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tocsin import __version__
from tocsin.cli.exits import INTERRUPTED, TROUBLE, say
from tocsin.errors import StoreError, TocsinError

app = typer.Typer(
    name="tocsin",
    help="Read conflict reporting into records that stay tied to their words: who did or said what to whom, where, when, according to whom.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)


class Format(StrEnum):
    """How records are written."""

    text = "text"
    jsonl = "jsonl"
    html = "html"


def _version(*, wanted: bool) -> None:
    if wanted:
        print(f"tocsin {__version__}")  # noqa: T201 - the answer to --version
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,  # noqa: FBT002 - an option
) -> None:
    _version(wanted=version)


@app.command()
def read(
    inputs: Annotated[list[str], typer.Argument(help="Files (.txt .md .html .pdf .eml .jsonl .json, .gz of these), folders, URLs, or - for standard input.")],
    form: Annotated[Format, typer.Option("--format", "-f", help="A view for the terminal, JSON Lines by the contract, or one HTML page.")] = Format.text,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of to the terminal.")] = None,
    db: Annotated[str | None, typer.Option("--db", help="Keep everything in this SQLite file (or PostgreSQL URL).")] = None,
    width: Annotated[int | None, typer.Option(help="Columns of the terminal view; by default those of the terminal, 80 in a pipe.")] = None,
    colour: Annotated[bool | None, typer.Option("--colour/--no-colour", help="Colour on or off; by default on a terminal only.")] = None,
) -> None:
    """Read reports into records.

    Ends with 0 when every input was read, 1 when some were refused (each is named), 3 when none could be read, 4 when the database failed,
    130 when interrupted: what was read until then is kept with --db, and the same command goes on from there.
    """
    from tocsin.cli.read import run_read

    raise typer.Exit(run_read(inputs, form.value, output, db, width, colour))


@app.command()
def show(
    identity: Annotated[str | None, typer.Argument(metavar="[ID]", help="A claim's or a document's id, or the beginning of one.")] = None,
    db: Annotated[str, typer.Option("--db", help="The database that `tocsin read --db` filled.")] = "tocsin.db",
    actor: Annotated[str | None, typer.Option(help="Claims with a party of this name or alias.")] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 alpha-3 code of the place or of a party.")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="A PLOVER type (ASSAULT) or a kind of claim (warning).")] = None,
    status: Annotated[str | None, typer.Option(help="occurred, ongoing, future, hypothetical, negated or historical.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Claims that happened on this day or later.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Claims that happened on this day or earlier.")] = None,
    source: Annotated[str | None, typer.Option(help="Outlet, domain or speaker.")] = None,
    text: Annotated[str | None, typer.Option(help="Words of the evidence.")] = None,
    as_of: Annotated[datetime | None, typer.Option("--as-of", help="What was known at that time (UTC).")] = None,
    limit: Annotated[int, typer.Option(help="At most so many claims.")] = 50,
    offset: Annotated[int, typer.Option(help="Leave out so many claims first.")] = 0,
    form: Annotated[Format, typer.Option("--format", "-f", help="text, or jsonl for whole claims.")] = Format.text,
    width: Annotated[int | None, typer.Option(help="Columns.")] = None,
    colour: Annotated[bool | None, typer.Option("--colour/--no-colour", help="Colour on or off.")] = None,
) -> None:
    """List what is kept, or show one record with its words in context."""
    from tocsin.cli.show import Wanted, run_show

    def day(moment: datetime | None) -> date | None:
        return moment.date() if moment else None

    wanted = Wanted(actor, country, kind, status, day(since), day(until), source, text, as_of, limit, offset)
    raise typer.Exit(run_show(identity, db, wanted, form.value, width, colour))


@app.command()
def codebook(term: Annotated[str | None, typer.Argument(help="A code, a status, a kind, an issue: ASSAULT, heavy-weapons, F6, historical.")] = None) -> None:
    """Explain a code of any standard that the records use, or list them all."""
    from tocsin.cli.inform import run_codebook

    raise typer.Exit(run_codebook(term))


@app.command()
def doctor() -> None:
    """Say what is installed, which model, and whether it works offline."""
    from tocsin.cli.inform import run_doctor

    raise typer.Exit(run_doctor())


@app.command()
def schema() -> None:
    """Print the JSON Schema of `tocsin read --format jsonl`."""
    from tocsin.cli.inform import run_schema

    raise typer.Exit(run_schema())


@app.command()
def evaluate(
    part: Annotated[str, typer.Option(help="open (tuned on), blind (scored once), or all.")] = "open",
    errors: Annotated[str | None, typer.Option(help="List misses and false alarms of one kind of record.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many errors.")] = 40,
    as_json: Annotated[bool, typer.Option("--json", help="Scores as JSON.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Score the reader on the gold reports that ship with it; fails below the floors."""
    from tocsin.cli.evaluate import run_evaluate

    raise typer.Exit(run_evaluate(part, errors, limit, as_json=as_json))


def main() -> None:
    """Run the command line; errors that a person can mend are one line on standard error."""
    try:
        app()
    except StoreError as error:
        say(f"tocsin: {error}")
        sys.exit(4)
    except TocsinError as error:
        say(f"tocsin: {error}")
        sys.exit(TROUBLE)
    except KeyboardInterrupt:
        say("tocsin: interrupted")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
