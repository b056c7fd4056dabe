"""What the sets of coreference ask: each pronoun and definite phrase with all that was said of the same entity before it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from data import documents_of, held_out, taken_up
from gum import stories_of
from tocsin.resolve.actor_names import core

PERSONS = frozenset("he him his himself she her hers herself".split())
PRONOUNS = PERSONS | frozenset("it its itself they them their theirs themselves".split())
OURS = frozenset({"person", "organization", "place"})


@dataclass(frozen=True)
class Query:
    """A phrase by its span up to the head noun; ``earlier`` are the ends of the head nouns of the entity's earlier mentions."""

    start: int
    end: int
    words: str
    earlier: tuple[int, ...]

    @property
    def kind(self) -> str:
        """Which kind of phrase it is, for the tables."""
        first, *more = self.words.split()
        if not more:
            return "he, she" if first.lower() in PERSONS else "they" if first.lower().startswith("the") else "it"
        if first.lower() in {"this", "that", "these", "those", "both"}:
            return "this + noun"
        if first.lower() in {"its", "their", "his", "her"}:
            return "its + noun"
        return "the X-backed + noun" if any("-" in w or w[:1].isupper() for w in more[:-1]) else "the + noun"


@dataclass
class Text:
    """A text with its queries; ``asked_ends`` are the ends of all mentions that the set knows, so that others are left open."""

    key: str
    text: str
    queries: list[Query] = field(default_factory=list)


def gum(data: Path, name: str) -> Iterator[Text]:
    """Yield GUM's documents; phrases are those of persons, organisations and places, as the reader's mentions are."""
    for story in stories_of(data, name):
        made = Text(story.id, story.text)
        for n, mention in enumerate(story.mentions):
            words = story.text[mention.start : mention.head[1]]
            bare = re.split("['’]", words)[0]  # "it's" is one word of the set
            pronoun = bare.lower() in PRONOUNS
            words = bare if pronoun else words
            named = story.text[mention.head[0] : mention.head[0] + 1].isupper()  # "the Church" is a name
            if not mention.takes_up or not (pronoun or (mention.kind in OURS and " " in words and not named)):
                continue
            earlier = [m.head[1] for m in story.mentions[:n] if m.entity == mention.entity and m.end <= mention.start]
            made.queries.append(Query(mention.start, mention.start + len(words), words, tuple(earlier)))
        yield made


def passages(data: Path, folder: Path, files: str = "*.jsonl") -> Iterator[tuple[bool, Text]]:
    """Yield the project's own passages of a folder's ``files``, each with whether it is held out."""
    blocks: list[list[dict]] = []
    for file in sorted(folder.glob(files)):
        for row in map(json.loads, file.read_text().splitlines()):
            last = blocks[-1][-1] if blocks else None
            if last and (last["set"], last["id"]) == (row["set"], row["id"]) and 0 <= row["start"] - last["end"] < 400:
                blocks[-1].append(row)
            else:
                blocks.append([row])
    texts: dict[str, dict[str, str]] = {}
    for block in blocks:
        name, base = block[0]["set"], block[0]["start"]
        if name not in texts:
            texts[name] = documents_of(data, name)
        text = texts[name][block[0]["id"]][base : block[-1]["end"]]
        made = Text(f"{name}/{block[0]['id']}/{base}", text)
        for span, earlier in taken_up(block):
            words = core(text[slice(*span)]).rstrip(' ,."“”')
            ends = tuple(a + len(core(text[a:b]).rstrip(' ,."“”')) for a, b in earlier)
            made.queries.append(Query(span[0], span[0] + len(words), words, ends))
        yield held_out(block[0]), made
