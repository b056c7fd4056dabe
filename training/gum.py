"""GUM's coreference: which earlier words a pronoun or a definite phrase takes up (CoNLL-U with ``Entity`` in the last column)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.conditions import read_conllu
from data import Example, hash_of, rows
from tocsin.read.sentences import sentence_spans

_MARK = re.compile(r"\((?P<open>\d+)(?:\[\d+/\d+\])?-(?P<kind>[a-z]+)[^()]*|(?:(?P<close>\d+)(?:\[\d+/\d+\])?)?\)")
_TAKES_UP = re.compile(r"(?:the|this|that|these|those|both|its|their|his|her|he|she|it|they|him|them|himself|herself|itself|themselves|who|which)$", re.I)  # fmt: skip


@dataclass
class Mention:
    """A mention of an entity: its words' offsets, the word that heads it, and whether its first word takes up something said before."""

    entity: str
    kind: str
    start: int
    end: int
    head: tuple[int, int]
    takes_up: bool


@dataclass
class Story:
    """A document's text and its mentions in the order of their starts."""

    id: str
    text: str = ""
    mentions: list[Mention] = field(default_factory=list)


def stories_of(data: Path, name: str) -> Iterator[Story]:
    """Yield the documents of a GUM file."""
    for row in rows(data, name):
        yield read(row["id"], row["conllu"])


def read(identity: str, conllu: str) -> Story:
    """Return text and mentions of a CoNLL-U document; words are joined by blanks save after ``SpaceAfter=No``, paragraphs by blank lines."""
    made = Story(identity)
    gap, left = "", 0
    for block in conllu.split("\n\n"):
        if "# newpar" in block and made.text:
            gap = "\n\n"
        places: dict[int, tuple[int, int]] = {}
        heads: dict[int, int] = {}
        forms: dict[int, str] = {}
        marks: list[tuple[int, str]] = []
        for line in block.split("\n"):
            columns = line.split("\t")
            if len(columns) < 10 or "." in columns[0]:
                continue
            first, _, last = columns[0].partition("-")
            if last:
                start = len(made.text) + len(gap)
                made.text += gap + columns[1]
                gap, left = ("" if "SpaceAfter=No" in columns[9] else " "), int(last)
                places.update({n: (start, len(made.text)) for n in range(int(first), left + 1)})
                continue
            number = int(first)
            if number not in places:
                start = len(made.text) + len(gap)
                made.text += gap + columns[1]
                places[number] = (start, len(made.text))
                gap = "" if "SpaceAfter=No" in columns[9] else " "
            heads[number], forms[number] = int(columns[6]), columns[1]
            if entity := re.search(r"Entity=([^|]*)", columns[9]):
                marks.append((number, entity[1]))
        gap = gap or " "
        made.mentions += _mentions(marks, places, heads, forms)
    made.mentions.sort(key=lambda m: (m.start, -m.end))
    return made


def _mentions(
    marks: list[tuple[int, str]], places: dict[int, tuple[int, int]], heads: dict[int, int], forms: dict[int, str]
) -> Iterator[Mention]:
    open_: dict[str, list[tuple[int, str]]] = defaultdict(list)
    order: list[str] = []
    for number, said in marks:
        for mark in _MARK.finditer(said):
            if entity := mark["open"]:
                open_[entity].append((number, mark["kind"]))
                order.append(entity)
                continue
            entity = mark["close"] or (order[-1] if order else "")
            if not open_[entity]:
                continue
            order.reverse()
            order.remove(entity)
            order.reverse()
            first, kind = open_[entity].pop()
            inside = [n for n in range(first, number + 1) if n in heads]
            head = next((n for n in inside if not first <= heads[n] <= number), inside[-1])
            takes_up = _TAKES_UP.match(forms[first]) is not None
            yield Mention(entity, kind, places[first][0], places[number][1], places[head], takes_up)


def antecedents(data: Path, name: str) -> list[Example]:
    """One example a document: each mention that may take up another is a pair head, its entity's earlier mentions are the parts.

    A part runs from the mention's first word to the word that heads it. A definite phrase that takes up nothing has no parts.
    """
    made = []
    for story in stories_of(data, name):
        example = Example(story.text, {"antecedent"}, key=story.id)
        for n, mention in enumerate(story.mentions):
            if mention.takes_up:
                earlier = [m for m in story.mentions[:n] if m.entity == mention.entity and m.end <= mention.start]
                parts = [("same", m.start, max(m.head[1], m.start + 1)) for m in earlier]
                example.pairs["antecedent"].append((mention.head[0], parts))
        made.append(example)
    return made


def conditions(data: Path, name: str) -> list[Example]:
    """The sentences that hold a contingency-condition relation, and one in thirty of the others: its unit, and the unit that depends on it."""
    made = []
    for row in rows(data, name):
        story = read_conllu(row["conllu"])
        pairs = [(one[0], other[0]) for one, other in story.conditions() if one and other]
        for start, end in sentence_spans(story.text):
            inside = [(a, b) for a, b in pairs if start <= min(a[0], b[0]) and max(a[1], b[1]) <= end]
            if not inside and hash_of(f"{row['id']}/{start}") % 30:
                continue
            example = Example(story.text[start:end], {"condition"}, key=f"{row['id']}/{start}")
            for a, b in inside:
                example.spans["condition"] += [(a[0] - start, a[1] - start, "CONDITION"), (b[0] - start, b[1] - start, "OUTCOME")]
            made.append(example)
    return made
