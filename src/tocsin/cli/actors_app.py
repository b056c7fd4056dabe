"""The options of `tocsin actors` and its commands."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.exits import guarded
from tocsin.cli.listing import Listing

actors = typer.Typer(
    name="actors",
    help="Look into the register of actors, and judge who is who: merge, split, name, rename, undo, import, export.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

JudgementsOption = Annotated[
    Path | None,
    typer.Option("--judgements", help="The journal of judgements; else TOCSIN_JUDGEMENTS, else judgements.jsonl in your data folder."),
]
_Reason = Annotated[str, typer.Option("--reason", help="Why, in words that another person can judge; must be given.")]
_Author = Annotated[str | None, typer.Option("--author", help="Who judges; your login name if left out.")]
_Db = Annotated[
    str | None, typer.Option("--db", help="The database that `tocsin read --db` filled, for actors that stand in reports only.")
]
_Which = Annotated[str, typer.Argument(metavar="ID", help="An actor's id, or its exact name.")]
_Kind = Annotated[str | None, typer.Option(help="Only actors of this kind: armed group, media, igo, state ...")]
_Country = Annotated[str | None, typer.Option(help="Only actors of this country, by name or ISO 3166-1 alpha-3 code.")]
_Text = Annotated[str | None, typer.Option(help="Only actors with this in their id, a name or an alias.")]


class Exchange(StrEnum):
    """How actors are exported."""

    jsonl = "jsonl"
    ftm = "ftm"


@actors.command("list")
def list_(
    kind: _Kind = None,
    country: _Country = None,
    text: _Text = None,
    db: _Db = None,
    unnamed: Annotated[
        bool, typer.Option("--unnamed", help="With a database, also parties without a name of their own, each of one report: “residents”.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many actors.")] = 50,
    offset: Annotated[int, typer.Option(min=0, help="Leave out so many actors first.")] = 0,
    form: Annotated[
        Listing, typer.Option("--format", "-f", help="text: a table; jsonl: all that is known, a line an actor.")
    ] = Listing.text,
    width: Annotated[int | None, typer.Option(min=1, help="Columns; the terminal's own, 80 in a pipe.")] = None,
    judgements: JudgementsOption = None,
) -> None:
    """List the actors of the register, with your judgements.

    With a database also those that stand in its reports only, and in how many reports each stands. Filters hold all at once.
    """

    def work() -> int:
        from tocsin.cli.actors import Filter, run_list

        return run_list(Filter(kind, country, text), db, limit, offset, form.value, width, judgements, unnamed=unnamed)

    raise typer.Exit(guarded(work))


@actors.command("show")
def show(identity: _Which, db: _Db = None, judgements: JudgementsOption = None) -> None:
    """Show one actor.

    Its names with their origin, its sources, the judgements about it with their ids, and, with a database, where it stands. Of an armed group
    also who backs, arms, funds or commands it, and whom it fights or rose against, where a source says so; at what time is not told.
    """

    def work() -> int:
        from tocsin.cli.actors import run_show

        return run_show(identity, db, judgements)

    raise typer.Exit(guarded(work))


@actors.command("merge")
def merge(
    identity: _Which,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The actor that it is: its id, or its exact name. This id stays.")],
    reason: _Reason,
    author: _Author = None,
    db: _Db = None,
    judgements: JudgementsOption = None,
) -> None:
    """Judge that one actor is another.

    From then on `tocsin read` gives both one id, and the names of the first are learned as the second's.
    """

    def work() -> int:
        from tocsin.cli.actors import reviewing

        return reviewing(judgements, author, db, lambda review: review.merge(identity, into, reason))

    raise typer.Exit(guarded(work))


@actors.command("split")
def split(
    alias: Annotated[str, typer.Argument(help="The name that is another's.")],
    from_: Annotated[str, typer.Argument(metavar="FROM", help="The actor that has the name now: its id, or its exact name.")],
    reason: _Reason,
    name: Annotated[str | None, typer.Option("--name", help="What the other actor is called; the alias if left out.")] = None,
    author: _Author = None,
    db: _Db = None,
    judgements: JudgementsOption = None,
) -> None:
    """Judge that a name of an actor is another actor's.

    An actor that was merged in under this name is itself again; otherwise a new one is made.
    """

    def work() -> int:
        from tocsin.cli.actors import reviewing

        return reviewing(judgements, author, db, lambda review: review.split(alias, from_, reason, name))

    raise typer.Exit(guarded(work))


@actors.command("alias")
def alias(
    identity: _Which,
    name: Annotated[str, typer.Argument(help="The name to learn.")],
    reason: _Reason,
    author: _Author = None,
    db: _Db = None,
    judgements: JudgementsOption = None,
) -> None:
    """Teach the register a name.

    A name that led to another actor leads to this one from then on.
    """

    def work() -> int:
        from tocsin.cli.actors import reviewing

        return reviewing(judgements, author, db, lambda review: review.alias(identity, name, reason))

    raise typer.Exit(guarded(work))


@actors.command("rename")
def rename(
    identity: _Which,
    name: Annotated[str, typer.Argument(help="What it is called from now on.")],
    reason: _Reason,
    author: _Author = None,
    db: _Db = None,
    judgements: JudgementsOption = None,
) -> None:
    """Judge what an actor is called.

    Its id stays, and its old name stays an alias.
    """

    def work() -> int:
        from tocsin.cli.actors import reviewing

        return reviewing(judgements, author, db, lambda review: review.rename(identity, name, reason))

    raise typer.Exit(guarded(work))


@actors.command("undo")
def undo(
    judgement: Annotated[str, typer.Argument(help="The id of a judgement, or the beginning of one; `tocsin actors show` gives it.")],
    reason: _Reason,
    author: _Author = None,
    judgements: JudgementsOption = None,
) -> None:
    """Judge that a judgement does not hold.

    Nothing is taken out of the journal: the undoing is a judgement too, and can be undone.
    """

    def work() -> int:
        from tocsin.cli.actors import reviewing

        return reviewing(judgements, author, None, lambda review: review.undo(judgement, reason))

    raise typer.Exit(guarded(work))


@actors.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="Our JSON Lines, FollowTheMoney entities, or Wikidata items; JSON Lines or an array, .gz, .bz2.")
    ],
    reason: Annotated[str | None, typer.Option("--reason", help="Why; the name of the file if left out.")] = None,
    author: _Author = None,
    judgements: JudgementsOption = None,
) -> None:
    """Take actors in from a file.

    Each actor that the file adds or tells more of is one judgement. Persons are taken only where the file gives them a public office; no
    register of private persons is made. Peoples are never taken as actors. What is left out is counted with the reason.
    """

    def work() -> int:
        from tocsin.cli.actors_exchange import run_import

        return run_import(file, reason, author, judgements)

    raise typer.Exit(guarded(work))


@actors.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="The file to write; - for standard output.")],
    form: Annotated[
        Exchange, typer.Option("--format", "-f", help="jsonl: lines that import reads again; ftm: FollowTheMoney entities, a line each.")
    ] = Exchange.jsonl,
    kind: _Kind = None,
    country: _Country = None,
    text: _Text = None,
    learned: Annotated[
        bool,
        typer.Option("--learned", help="Leave out what the shipped register has as it is: only your judgements and, with --db, reports."),
    ] = False,
    db: _Db = None,
    judgements: JudgementsOption = None,
) -> None:
    """Write actors to a file.

    The register with your judgements, and with a database the organisations that stand in its reports only; without private persons, who are
    never in it.
    """

    def work() -> int:
        from tocsin.cli.actors import Filter
        from tocsin.cli.actors_exchange import run_export

        return run_export(file, form.value, Filter(kind, country, text), learned, judgements, db)

    raise typer.Exit(guarded(work))
