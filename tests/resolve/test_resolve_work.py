"""The work of resolving grows with the length of a report, not with its square: steps are counted, never time."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice, product
from pathlib import Path
from types import FrameType
from zlib import crc32

import numpy as np
import pytest

from tocsin.model.document import Document
from tocsin.model.reading import Argument, Frame, Mention, Quotation, Reading, Sentence
from tocsin.resolve import merge as merging
from tocsin.resolve import tellings
from tocsin.resolve.resolver import Resolver
from tocsin.resolve.spans import Spans

ROOM = str(Path(merging.__file__).parent)
PLACES = ("Aleppo", "Homs", "Hama", "Idlib", "Raqqa")
VERBS = ("shelled", "attacked", "bombed")


def paragraphs() -> Iterator[str]:
    """Yield paragraphs of one shape that name ever new parties and persons, as a long collection of reports does."""
    names = ("".join(letters).capitalize() for letters in product("bdfgklmnprst", "aeiou", "bdfgklmnprst", "aeiou"))
    for name, place, verb in zip(names, cycle(PLACES), cycle(VERBS), strict=False):
        yield (
            f"The {name} Front {verb} the {name}i Council near {place} on Tuesday, killing {len(name) + ord(name[0])} people. "
            f"“We saw the smoke,” said Colonel Amir {name}. He said the group would return. "
            f"The minister denied that soldiers were killed. Officials told Reuters that the front {verb} it again."
        )


def reading(count: int, *last: str) -> Reading:
    text = "\n\n".join((*islice(paragraphs(), count), *last))
    document = Document(id="0" * 64, ref="long", sha256="0" * 64, text=text, title=None, title_apart=False, source=None)
    mentions, quotations, frames, sentences = [], [], [], []
    for number, m in enumerate(re.finditer(r"[^.\n]+\.", text)):
        start = m.start() + len(m.group()) - len(m.group().lstrip())
        sentences.append(Sentence(start, m.end(), text.count("\n\n", 0, start), "lede" if number < 2 else "body"))
        words = text[start : m.end()]
        for found in re.finditer(r"\w+ Front|\w+ Council|the (?:group|front)|Reuters", words):
            mentions.append(Mention(start + found.start(), start + found.end(), "ORGANIZATION", 0.9))
        for found in re.finditer(r"Colonel \w+ \w+|[Tt]he minister", words):
            mentions.append(Mention(start + found.start(), start + found.end(), "PERSON", 0.9))
        for found in re.finditer("|".join(PLACES), words):
            mentions.append(Mention(start + found.start(), start + found.end(), "LOCATION", 0.9))
        for found in re.finditer(rf"(\w+ \w+) ({'|'.join(VERBS)}) (the \w+|it)", words):
            actor, where, recipient = ((start + a, start + b) for a, b in (found.span(1), found.span(2), found.span(3)))
            parties = (Argument("actor", *actor, 0.9), Argument("recipient", *recipient, 0.9))
            frames.append(Frame(*where, "ASSAULT", 0.9, (), "occurred", 0.9, parties, number))
        if spoken := re.search(r"said (Colonel \w+ \w+)", words):
            source, content = (start + spoken.start(1), start + spoken.end(1)), (start, start + spoken.start() - 1)
            quotations.append(Quotation((source,), ((source[0] - 5, source[0] - 1),), (content,), 0.9))
        if spoken := re.match(r"(He|The minister|Officials) (said|denied|told)", words):
            source, cue = (start, start + spoken.end(1)), (start + spoken.start(2), start + spoken.end(2))
            quotations.append(Quotation((source,), (cue,), ((cue[1] + 1, m.end() - 1),), 0.9))
    drawn = [np.random.default_rng(crc32(text[s.start : s.end].encode())).standard_normal(384) for s in sentences]
    vectors = np.array([v / np.linalg.norm(v) for v in drawn], dtype=np.float32)
    return Reading(
        document, 0.9, tuple(sentences), tuple(sorted(mentions, key=lambda m: m.start)), tuple(quotations), tuple(frames), (), (), (), vectors, ()
    )  # fmt: skip


@contextmanager
def steps() -> Iterator[dict[str, int]]:
    """Count the lines that the room executes, each turn of a loop as one, by file."""
    counts: dict[str, int] = {}

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., object] | None:
        file = frame.f_code.co_filename
        if not file.startswith(ROOM):
            return None
        counts[file] = counts.get(file, 0) + (event == "line")
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield counts
    finally:
        sys.settrace(before)


def work(resolver: Resolver, count: int) -> dict[str, int]:
    given = reading(count)
    with steps() as counted:
        resolver.resolve(given)
    return counted


def test_twice_the_text_is_twice_the_work_in_every_file(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tellings, "COMPARED", 10)
    resolver = Resolver()
    once, twice = work(resolver, 100), work(resolver, 200)
    assert sum(once.values()) > 10_000
    for file, steps_once in once.items():
        steps_twice = twice.get(file, 0)  # none where the words are remembered
        assert steps_twice < 2.6 * steps_once + 500, (Path(file).name, steps_once, steps_twice)


def test_a_claim_is_compared_with_a_bounded_number_of_earlier_ones(monkeypatch: pytest.MonkeyPatch):
    compared: list[int] = []
    needed = merging._needed
    monkeypatch.setattr(tellings, "COMPARED", 10)
    monkeypatch.setattr(merging, "_needed", lambda a, b: compared.append(1) or needed(a, b))
    resolver = Resolver()
    counts = []
    for length in (40, 80, 160):
        compared.clear()
        assert len(resolver.resolve(reading(length)).claims) > length
        counts.append(len(compared) / length)
    assert 0 < counts[2] < 1.3 * counts[1]


def test_what_is_told_again_far_away_is_still_one_claim():
    first = next(paragraphs())
    given = reading(150, first)
    claims = Resolver().resolve(given).claims
    [attack] = [c for c in claims if c.kind == "event" and c.evidence[0].start < 10]
    assert attack.evidence[-1].start > len(given.document.text) - len(first) - 1


@pytest.mark.parametrize(("where", "over"), [((0, 1), [0]), ((5, 6), [0, 2]), ((300, 301), [1, 2]), ((900, 901), []), ((9, 700), [1, 2])])
def test_spans_are_found_by_place(where: tuple[int, int], over: list[int]):
    spans = Spans([(1, (250, 700)), (0, (0, 9)), (2, (5, 600)), (2, (590, 610))])
    assert spans.over(*where) == over
    assert where[1] - where[0] > 1 or spans.at(where[0]) == over
