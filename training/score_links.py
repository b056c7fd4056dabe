"""How often the program says rightly what a pronoun or a definite phrase takes up: the resolver's last word, by kind of phrase.

    python training/score_links.py            # GUM dev, and the dev quarter of the project's own passages
    python training/score_links.py --last     # the passages that are kept apart, too

Asked are the pronouns of the third person and the phrases with "the", "this", "its" and so on that the set marks: of GUM those of persons,
organisations and places. An answer is a speaker, an actor that was named before, or else a link to words before; it is right where it is any
earlier mention of the same entity. What is answered beyond the marked phrases is not judged.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path

from queries import PRONOUNS, Query, Text, gum, passages
from tocsin.model.document import Document
from tocsin.model.reading import Offsets, Reading
from tocsin.read.engine import Engine
from tocsin.read.reader import NeuralReader
from tocsin.resolve.actors import ActorResolver, Actors
from tocsin.resolve.credits import find_credits
from tocsin.resolve.register import Register
from tocsin.resolve.speakers import SpeakerResolver

HERE = Path(__file__).resolve().parent
KINDS = ("he, she", "it", "they", "the + noun", "the X-backed + noun", "this + noun", "its + noun")


def documents(texts: list[Text]) -> Iterator[Document]:
    """Yield the texts as documents."""
    for t in texts:
        digest = hashlib.sha256(t.text.encode()).hexdigest()
        yield Document(id=digest, ref=t.key, sha256=digest, text=t.text)


class Answers:
    """What the resolver says of one reading."""

    def __init__(self, register: Register, reading: Reading) -> None:
        self.reading = reading
        self.actors: Actors = ActorResolver(register).resolve(reading)
        speech = SpeakerResolver(register).resolve(reading, self.actors, find_credits(reading, register))
        self.spoken: dict[int, Offsets] = {}
        for seen, made in zip(reading.quotations, speech.quotations, strict=True):
            if seen.source and made.speaker.start is not None and made.speaker.end is not None:
                self.spoken.setdefault(seen.source[0][0], (made.speaker.start, made.speaker.end))

    def judge(self, query: Query) -> bool | None:
        """Tell whether the answer to a query is right; None where there is none."""
        text = self.reading.document.words
        voice = self.spoken.get(query.start)
        if voice is not None and voice[1] <= query.start:
            last = text[slice(*voice)].split()[-1]
            return any(voice[0] < e <= voice[1] or text[:e].endswith(last) for e in query.earlier)
        actor = self.actors.at(query.start, query.end)
        if actor is not None:
            named = [m for n, m in enumerate(self.reading.mentions) if m.end <= query.start and self.actors.of_mention.get(n) == actor]
            if named:
                again = any(m.start < e <= m.end for m in named for e in query.earlier)
                return again or any(self._same(actor, e) for e in query.earlier)
        target = next(self.actors.takes_up(query.start, query.end), None)
        return None if target is None else any(target[0] < e <= target[1] for e in query.earlier)

    def _same(self, actor: str, end: int) -> bool:
        """Tell whether an earlier mention that no name marks was resolved to the actor."""
        start = self.reading.document.words.rfind(" ", 0, end) + 1
        return self.actors.at(start, end) == actor


def score(register: Register, texts: list[Text], readings: list[Reading]) -> dict[str, tuple[int, int, int]]:
    """Return right answers, answers, and queries with an antecedent, by kind."""
    made = dict.fromkeys(KINDS, (0, 0, 0))
    for text, reading in zip(texts, readings, strict=True):
        answers = Answers(register, reading)
        for query in text.queries:
            said = answers.judge(query)
            right, answered, asked = made[query.kind]
            made[query.kind] = right + bool(said), answered + (said is not None), asked + bool(query.earlier)
    return made


def show(name: str, found: dict[str, tuple[int, int, int]]) -> None:
    """Print a table of one set."""
    groups = {"pronouns": KINDS[:3], "phrases": KINDS[3:], **{f"  {k}": (k,) for k in KINDS}}
    for label, kinds in groups.items():
        right, answered, asked = (sum(found[k][n] for k in kinds) for n in range(3))
        print(
            f"{name:18s} {label:22s} precision {right / max(answered, 1):.3f} of {answered:4d}   recall {right / max(asked, 1):.3f} of {asked:4d}"
        )


def main() -> int:
    """Score the sets; return 2 where the reference data are absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", type=Path, help="folder of another model than the committed one")
    parser.add_argument("--last", action="store_true", help="score the passages that are kept apart, and only them")
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no reference data here; give its folder with --data")
    reader = NeuralReader(Engine(args.model) if args.model else Engine())
    register = Register.load()
    folder = HERE / "annotations" / "antecedents"
    sets = (
        {file.stem: [t for _, t in passages(args.data, folder / "last", file.name)] for file in sorted((folder / "last").glob("*.jsonl"))}
        if args.last
        else {"GUM dev": list(gum(args.data, "coref_gum.dev")), "passages": [t for held, t in passages(args.data, folder) if held]}
    )
    for name, texts in sets.items():
        show(name, score(register, texts, list(reader.read(documents(texts)))))
    return 0


__all__ = ["PRONOUNS", "Answers", "score", "show"]

if __name__ == "__main__":
    raise SystemExit(main())
