"""Hand-made readings resolved into claims, and what tests ask of them."""

from __future__ import annotations

from collections.abc import Iterator

from actor_reading import Story

from tocsin.model.reading import Reading
from tocsin.model.record import AssertionClaim, EventClaim, FigureClaim, RelationClaim, WarningClaim
from tocsin.model.span import Span
from tocsin.resolve.resolver import Resolution, Resolver

RESOLVER = Resolver()


def resolved(story: Story) -> Resolution:
    """Return what the resolver makes of a story."""
    return RESOLVER.resolve(story.reading())


def events(made: Resolution) -> list[EventClaim]:
    """Return the event claims, in the order of the text."""
    return [c for c in made.claims if isinstance(c, EventClaim)]


def event(made: Resolution, trigger: str) -> EventClaim:
    """Return the one event with this trigger."""
    (found,) = [c for c in events(made) if c.trigger.text == trigger]
    return found


def figures(made: Resolution) -> list[FigureClaim]:
    """Return the figure claims."""
    return [c for c in made.claims if isinstance(c, FigureClaim)]


def relations(made: Resolution) -> list[RelationClaim]:
    """Return the relation claims."""
    return [c for c in made.claims if isinstance(c, RelationClaim)]


def assertions(made: Resolution) -> list[AssertionClaim]:
    """Return the assertion claims."""
    return [c for c in made.claims if isinstance(c, AssertionClaim)]


def warnings(made: Resolution) -> list[WarningClaim]:
    """Return the warning claims."""
    return [c for c in made.claims if isinstance(c, WarningClaim)]


def codes(made: Resolution) -> set[str]:
    """Return the codes of the issues."""
    return {i.code for i in made.issues}


def spans(value: object) -> Iterator[Span]:
    """Yield every span in a record or a part of one."""
    if isinstance(value, Span):
        yield value
    if isinstance(value, tuple):
        for item in value:
            yield from spans(item)
    fields = getattr(type(value), "model_fields", {})
    for name in fields:
        yield from spans(getattr(value, name))


class StoryReader:
    """A reader that knows some stories by heart; it stands in for the network."""

    name = "by-heart"
    sha256 = "f" * 64

    def __init__(self, *stories: Story) -> None:
        self.readings = {s.document.id: s.reading() for s in stories}
        self.asked = 0

    def read(self, documents: object) -> Iterator[Reading]:
        """Yield one reading a document, in order."""
        for document in documents:  # type: ignore[attr-defined]
            self.asked += 1
            yield self.readings[document.id]
