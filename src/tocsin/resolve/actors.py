"""Who the parties of a report are: names, acronyms and phrases such as "the group" joined into actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tocsin.model.reading import MentionType, Offsets, Reading
from tocsin.model.record import Actor
from tocsin.resolve.actor_persons import Person
from tocsin.resolve.actor_scene import Scene
from tocsin.resolve.register import Register


@dataclass(frozen=True)
class Actors:
    """The actors of one report. ``of_mention`` maps an index in ``reading.mentions`` to an actor.

    ``peoples`` are the ids of peoples among them. ``left`` tells by index why a mention was left without identity, ``types`` what a mention
    that the reader calls an organisation is instead. Spans count in ``Document.words``.
    """

    actors: tuple[Actor, ...]
    of_mention: Mapping[int, str]
    peoples: frozenset[str]
    left: Mapping[int, str] = field(default_factory=dict)
    types: Mapping[int, MentionType] = field(default_factory=dict)
    _scene: Scene | None = field(default=None, repr=False, compare=False)

    def at(self, start: int, end: int) -> str | None:
        """Return the actor that the noun phrase at a span is, its head deciding; None where that is unsure."""
        return self._scene.at(start, end) if self._scene else None

    def takes_up(self, start: int, end: int) -> Iterator[Offsets]:
        """Yield the mentions that the reader links a pronoun or phrase to, nearest first."""
        return self._scene.links.links.targets(start, end) if self._scene else iter(())

    @property
    def persons(self) -> dict[Offsets, Person]:
        """The person mentions that were taken apart already, by their spans."""
        return self._scene.desk.persons if self._scene else {}

    def is_people(self, start: int, end: int) -> bool:
        """Tell whether a span names an ethnic or religious population itself, and not people with a role or citizens of a state."""
        return self._scene is not None and self._scene.people(start, end) is not None


class ActorResolver:
    """Resolves the parties of readings against the register."""

    def __init__(self, register: Register | None = None) -> None:
        self._register = register or Register.load()

    def resolve(self, reading: Reading, lands: Mapping[int, str] | None = None) -> Actors:
        """Return the actors of one report, in the order in which they first stand in it.

        ``lands`` gives the ISO code (alpha-3) of the country in which a mention was placed, by its index: "police" are of that country.
        """
        scene = Scene(self._register, reading, lands)
        scene.read()
        peoples = frozenset(c.id for c in scene.cabinet.clusters.values() if c.kind == "people")
        order = sorted(scene.first, key=lambda a: scene.first[a])
        made = tuple(scene.cabinet.clusters[a].actor() for a in order)
        return Actors(made, dict(scene.of_mention), peoples, dict(scene.left), dict(scene.types), scene)
