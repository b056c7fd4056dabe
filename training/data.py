"""Reference data and the project's annotations as one kind of example: a text, labelled spans, labelled words, labelled pairs."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tocsin.read.labels import FRAME_ROLES, MODES
from tocsin.read.sentences import sentence_spans

RE3D = {
    "Organisation": "ORGANIZATION", "Person": "PERSON", "Location": "LOCATION", "Nationality": "GROUP", "Temporal": "TIME",
    "Quantity": "QUANTITY", "Weapon": "WEAPON", "MilitaryPlatform": "PLATFORM", "Money": "MONEY", "DocumentReference": "DOCUMENT",
}  # fmt: skip
FRAME_LABELS = {
    "ARG0": "A0", "ARG1": "A1", "ARG2": "A2", "ARG3": "A3", "ARG4": "A3", "ARGM-TMP": "TMP", "ARGM-LOC": "LOC", "ARGM-NEG": "NEG",
    "ARGM-MOD": "MOD", "ARGM-ADV": "ADV", "ARGM-MNR": "MNR", "ARGM-CAU": "CAU", "ARGM-PRP": "CAU", "ARGM-DIR": "DIR", "ARGM-GOL": "DIR",
    "ARGM-EXT": "EXT", "ARGM-DIS": "DIS", "R-ARG0": "R-A0", "R-ARG1": "R-A1",
}  # fmt: skip
SYNTHETIC_MODES = {
    "SIEZE": "seize", "PRIMATIVE": "primitive", "EXECUTE": "targeted", "ASSASSINATE": "targeted", "MASSACRE": "targeted", "CLEANSING": "",
    "BAN": "restrict", "SUICIDE-ATTACK": "suicide-attack",
}  # fmt: skip


@dataclass
class Example:
    """A text with what is known of it. ``layers`` names the heads that it supervises; what a layer does not mark is O.

    ``spans``: layer -> (start, end, label). ``words``: layer -> (start of the word, label). ``pairs``: layer -> (start of the head word,
    [(role, start, end)]). ``sentence``: layer -> label.
    """

    text: str
    layers: set[str]
    spans: dict[str, list[tuple[int, int, str]]] = field(default_factory=lambda: defaultdict(list))
    words: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    pairs: dict[str, list[tuple[int, list[tuple[str, int, int]]]]] = field(default_factory=lambda: defaultdict(list))
    sentence: dict[str, str] = field(default_factory=dict)
    key: str = ""
    loose: frozenset[str] = frozenset()
    """Layers of spans whose words count but whose edges do not: the set that rules on the edges is another."""


def rows(data: Path, name: str) -> list[dict]:
    return [json.loads(line) for line in (data / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if line.strip()]


def joined(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Join tokens with spaces, contractions closed up; return the text and the offsets of each token."""
    text, places = "", []
    for token in tokens:
        if text and token.lower() not in {"n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "’s", "n’t", "’re", "’ve", "’ll"}:
            text += " "
        places.append((len(text), len(text) + len(token)))
        text += token
    return text, places


def bio_spans(labels: list[str], places: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    made, current = [], None
    for label, (start, end) in zip(labels, places, strict=True):
        if label.startswith("I-") and current and current[2] == label[2:]:
            current[1] = end
            continue
        if current:
            made.append(tuple(current))
        current = [start, end, label[2:]] if label != "O" else None
    if current:
        made.append(tuple(current))
    return made


def tagged(data: Path, name: str, layer: str, names: dict[str, str] | None = None) -> list[Example]:
    made = []
    for number, row in enumerate(rows(data, name)):
        text, places = joined(row["tokens"])
        example = Example(text, {layer}, key=f"{name}:{number}")
        for start, end, label in bio_spans(row["labels"], places):
            example.spans[layer].append((start, end, names[label] if names else label))
        made.append(example)
    return made


def swapped(examples: list[Example], layer: str, copies: int, seed: int = 11) -> list[Example]:
    """Return the examples, and copies of them in which about half of the short spans of a layer hold the words of another span of that label.

    A small set shows few names; what stands around a name tells its label as well.
    """
    rng = random.Random(seed)
    known: dict[str, list[str]] = defaultdict(list)
    for e in examples:
        for start, end, label in e.spans[layer]:
            if len(e.text[start:end].split()) <= 6:
                known[label].append(e.text[start:end])
    made = list(examples)
    for _ in range(copies):
        for e in examples:
            new = Example("", set(e.layers), key=e.key, loose=e.loose)
            done = 0
            for start, end, label in sorted(e.spans[layer]):
                words = e.text[start:end]
                if len(words.split()) <= 6 and rng.random() < 0.5:
                    words = rng.choice(known[label])
                new.text += e.text[done:start]
                new.spans[layer].append((len(new.text), len(new.text) + len(words), label))
                new.text += words
                done = end
            new.text += e.text[done:]
            made.append(new)
    return made


def polnear(data: Path, name: str) -> list[Example]:
    """One example a document; cue to source and content are pairs, headed by the cue's first word."""
    made = []
    for row in rows(data, name):
        example = Example(row["text"], {"source", "cue", "content", "attribution"}, key=row["id"])
        for a in row["attributions"]:
            for layer in ("source", "cue", "content"):
                example.spans[layer] += [(s, e, layer.upper()) for s, e in a[layer]]
            if a["cue"]:
                parts = [("SOURCE", s, e) for s, e in a["source"]] + [("CONTENT", s, e) for s, e in a["content"]]
                example.pairs["attribution"].append((a["cue"][0][0], parts))
        made.append(example)
    return made


def frames(data: Path, name: str) -> list[Example]:
    """EWT sentences, neighbours of one document joined up to about 100 words, with PropBank frames."""
    made: list[Example] = []
    current: Example | None = None
    document = ""
    for row in rows(data, name):
        text, places = joined(row["tokens"])
        where = row["id"].rsplit("#", 1)[0]
        if current is None or where != document or len(current.text) + len(text) > 560:
            current = Example("", {"predicate", "frame"}, key=where)
            made.append(current)
            document = where
        base = len(current.text) + (1 if current.text else 0)
        current.text += (" " if current.text else "") + text
        for frame in row["frames"]:
            at = base + places[frame["predicate"]][0]
            current.words["predicate"].append((at, "P"))
            parts = []
            for label, start, end in frame["arguments"]:
                if (role := FRAME_LABELS.get(label)) in FRAME_ROLES:
                    parts.append((role, base + places[start][0], base + places[end - 1][1]))
            current.pairs["frame"].append((at, parts))
    return made


def toponyms(data: Path, name: str) -> list[Example]:
    made = []
    for row in rows(data, name):
        example = Example(row["text"], {"toponym"}, key=row["id"])
        example.spans["toponym"] = [(t["start"], t["end"], "LOC") for t in row["toponyms"]]
        made.append(example)
    return made


def quads(data: Path, name: str) -> list[Example]:
    return [
        Example(row["text"], {"quad"}, sentence={"quad": str(row["labels"][0])}, key=f"{name}:{n}")
        for n, row in enumerate(rows(data, name))
    ]


def stories(data: Path, per_kind: int = 40, seed: int = 5) -> list[Example]:
    """The first sentences of synthetic stories, an equal number of each type and mode: the label is the prompt's, and noisy."""
    groups = defaultdict(list)
    for row in rows(data, "plover_synthetic.train"):
        groups[row["event"], row["mode"]].append(row)
    made = []
    rng = random.Random(seed)
    for (event, _), group in sorted(groups.items()):
        for row in rng.sample(group, min(per_kind, len(group))):
            ends = [e for _, e in sentence_spans(row["text"])][:2]
            text = row["text"][: ends[-1]] if ends else ""
            if 40 < len(text) < 700:
                made.append(Example(text, {"story"}, sentence={"story": event}, key="synthetic"))
    return made


def condition_clauses(data: Path, name: str) -> list[Example]:
    """EWT sentences with an adverbial clause under if or unless: the clause is the condition, the rest of its main clause the outcome."""
    made = []
    for row in rows(data, name):
        text, places = joined(row["tokens"])
        example = Example(text, {"condition"}, key=row["id"])
        children = defaultdict(list)
        for index, head in enumerate(row["heads"]):
            children[head - 1].append(index)

        def subtree(root: int, stop: int | None = None) -> list[int]:
            found, todo = [], [root]
            while todo:
                node = todo.pop()
                if node == stop:
                    continue
                found.append(node)
                todo += children[node]  # noqa: B023
            return sorted(found)

        marked = False
        for index, relation in enumerate(row["deprels"]):
            if relation.split(":")[0] != "advcl":
                continue
            marks = [c for c in children[index] if row["deprels"][c] == "mark"]
            if not any(row["lemmas"][m].lower() in {"if", "unless"} for m in marks):
                continue
            clause = subtree(index)
            main = [i for i in subtree(row["heads"][index] - 1, index) if row["upos"][i] != "PUNCT" or 0]
            main = longest_run(main, set(clause))
            if not main or len(clause) < 2:
                continue
            example.spans["condition"].append((places[clause[0]][0], places[clause[-1]][1], "CONDITION"))
            example.spans["condition"].append((places[main[0]][0], places[main[-1]][1], "OUTCOME"))
            marked = True
        if marked or (hash_of(row["id"]) % 9 == 0):
            made.append(example)
    return made


def longest_run(indices: list[int], barred: set[int]) -> list[int]:
    runs: list[list[int]] = []
    for i in indices:
        if runs and not any(b in barred for b in range(runs[-1][-1] + 1, i + 1)):
            runs[-1].append(i)
        else:
            runs.append([i])
    return max(runs, key=len, default=[])


def hash_of(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


def held_out(row: dict) -> bool:
    """Tell whether an annotated sentence belongs to the dev part: a quarter of the documents, by a hash of set and id."""
    return hash_of(f"{row['set']}/{row['id']}") % 4 == 0


def annotations(data: Path, folder: Path) -> tuple[list[Example], list[Example]]:
    """The project's own annotations as (train, dev), each sentence with a little of what stands before it."""
    texts: dict[str, dict[str, str]] = {}
    train, dev = [], []
    blocks: list[list[dict]] = []
    for file in sorted([*folder.glob("*.jsonl"), *(folder / "plain").glob("*.jsonl")]):
        for line in file.read_text().splitlines():
            row = json.loads(line)
            last = blocks[-1][-1] if blocks else None
            if (
                last
                and last["set"] == row["set"]
                and last["id"] == row["id"]
                and 0 <= row["start"] - last["end"] < 400
                and (row["end"] - blocks[-1][0]["start"] < 700)
            ):
                blocks[-1].append(row)
            else:
                blocks.append([row])
    for block in blocks:
        name = block[0]["set"]
        if name not in texts:
            texts[name] = documents_of(data, name)
        text = texts[name][block[0]["id"]]
        layers = {"trigger", "mode", "status", "event", "condition", "tie", "remark", "party_of"}
        if name != "attribution_polnear.train":  # PolNeAR has its own attributions of the same words
            layers |= {"source", "cue", "content", "attribution"}
        example = Example(
            text[block[0]["start"] : block[-1]["end"]],
            layers,
            key=f"{name}/{block[0]['id']}/{block[0]['start']}",
            loose=frozenset({"cue"}),
        )
        base = block[0]["start"]
        for row in block:
            sentence = text[row["start"] : row["end"]]
            if hashlib.sha256(sentence.encode()).hexdigest()[:8] != row["sha"]:
                raise SystemExit(f"{name} {row['id']}: the reference text has changed; its annotations no longer fit")
            _mark(example, row, base)
        (dev if held_out(block[0]) else train).append(example)
    return train, dev


def entities(data: Path, folder: Path) -> list[Example]:
    """The project's own entity labels, a sentence each."""
    made = []
    texts: dict[str, dict[str, str]] = {}
    for file in sorted((folder / "entities").glob("*.jsonl")):
        for row in map(json.loads, file.read_text().splitlines()):
            if row["set"] not in texts:
                texts[row["set"]] = documents_of(data, row["set"])
            sentence = texts[row["set"]][row["id"]][row["start"] : row["end"]]
            example = Example(sentence, {"entity"}, key=f"{row['set']}/{row['id']}/{row['start']}")
            example.spans["entity"] = [(s - row["start"], e - row["start"], kind) for kind, s, e in row["en"]]
            made.append(example)
    return made


FOCUSED = {"conditions": {"condition"}, "ties": {"tie", "remark", "party_of", "status"}}
"""Folders of sentences of which one kind alone was labelled, and the layers that they supervise."""


def focused(data: Path, folder: Path, part: str) -> list[Example]:
    """The sentences of which one kind alone was labelled, a sentence each; those of held-out documents stay out."""
    texts: dict[str, dict[str, str]] = {}
    made = []
    for row in _stored(folder / part):
        if held_out(row):
            continue
        if row["set"] not in texts:
            texts[row["set"]] = documents_of(data, row["set"])
        sentence = texts[row["set"]][row["id"]][row["start"] : row["end"]]
        example = Example(sentence, set(FOCUSED[part]), key=f"{row['set']}/{row['id']}/{row['start']}")
        _mark(example, row, row["start"])
        made.append(example)
    return made


def passages(data: Path, folder: Path) -> tuple[list[Example], list[Example]]:
    """Passages of conflict news whose pronouns and definite phrases were labelled with what they take up, as (train, dev).

    As of GUM (``gum.antecedents``): the last word of the phrase is the pair head, all that was linked to it before are the parts.
    """
    blocks: list[list[dict]] = []
    for row in _stored(folder / "antecedents"):
        last = blocks[-1][-1] if blocks else None
        near = last and (last["set"], last["id"]) == (row["set"], row["id"]) and 0 <= row["start"] - last["end"] < 400
        if near:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    texts: dict[str, dict[str, str]] = {}
    train, dev = [], []
    for block in blocks:
        name, base = block[0]["set"], block[0]["start"]
        if name not in texts:
            texts[name] = documents_of(data, name)
        text = texts[name][block[0]["id"]][base : block[-1]["end"]]
        example = Example(text, {"antecedent"}, key=f"{name}/{block[0]['id']}/{base}")
        for span, earlier in taken_up(block):
            words = text[slice(*span)]
            at = span[0] + (words.rindex(" ") + 1 if " " in words else 0)
            example.pairs["antecedent"].append((at, [("same", *s) for s in earlier]))
        (dev if held_out(block[0]) else train).append(example)
    return train, dev


def taken_up(block: list[dict]) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Yield each labelled phrase of a passage with all that is linked to it and stands before it; offsets count from the passage's start."""
    base = block[0]["start"]
    chain: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for row in block:
        for phrase, taken in row.get("co", []):
            span = (phrase[0] - base, phrase[1] - base)
            if taken:
                other = (taken[0] - base, taken[1] - base)
                shared = chain.get(span, {span}) | chain.get(other, {other})
                chain.update(dict.fromkeys(shared, shared))
            yield span, sorted(s for s in chain.get(span, ()) if s[1] <= span[0])


def _stored(folder: Path) -> list[dict]:
    return [json.loads(line) for file in sorted(folder.glob("*.jsonl")) for line in file.read_text().splitlines()]


def main_events(examples: list[Example]) -> list[Example]:
    """Annotated sentences that stand alone, with the type of their first event as that of the whole."""
    made = []
    for example in examples:
        if example.key.startswith("class_cameo"):
            first = min(example.words["trigger"], default=(0, "O"))
            made.append(Example(example.text, {"story"}, sentence={"story": first[1]}, key=example.key))
    return made


def _mark(example: Example, row: dict, base: int) -> None:
    for event in row.get("ev", []):
        at = event["t"][0] - base
        example.words["trigger"].append((at, event["k"]))
        mode = event.get("m") or "O"
        example.words["mode"].append((at, mode if mode in MODES else "O"))
        if "s" in event:
            example.words["status"].append((at, event["s"]))
        parts = []
        for key, role in (("a", "actor"), ("r", "recipient"), ("p", "place"), ("d", "date"), ("i", "instrument"), ("c", "casualties")):
            value = event.get(key)
            if value:
                parts += [(role, s - base, e - base) for s, e in (value if isinstance(value[0], list) else [value])]
        example.pairs["event"].append((at, parts))
    for a in row.get("at", []) if "cue" in example.layers else []:
        for key, layer in (("s", "source"), ("c", "cue"), ("x", "content")):
            if key in a:
                example.spans[layer].append((a[key][0] - base, a[key][1] - base, layer.upper()))
        if "c" in a:
            parts = [(n, a[k][0] - base, a[k][1] - base) for k, n in (("s", "SOURCE"), ("x", "CONTENT")) if k in a]
            example.pairs["attribution"].append((a["c"][0] - base, parts))
    for w in row.get("wa", []):
        for key, label in (("if", "CONDITION"), ("then", "OUTCOME")):
            if key in w:
                example.spans["condition"].append((w[key][0] - base, w[key][1] - base, label))
    for layer, key, ends in (("tie", "re", (("f", "from"), ("to", "to"))), ("remark", "as", (("x", "about"),))):
        for item in row.get(key, []):
            at = item["t"][0] - base
            example.words[layer].append((at, item["k"]))
            if "s" in item:
                example.words["status"].append((at, item["s"]))
            example.pairs["party_of"].append((at, [(role, item[k][0] - base, item[k][1] - base) for k, role in ends if k in item]))


NEGATIVE = re.compile(
    r"\b(attack|kill|bomb|war|rebel|militant|troops|army|protest|terror|insurg|coup|clash|milit|hostage|ceasefire)", re.IGNORECASE
)
SURE = (  # passages that need no annotation: wholly conflict reporting, or without any word of it
    ("class_satp.train", "yes", 120),
    ("templates_muc4.train", "yes", 120),
    ("class_cameo.train", "yes", 150),
    ("toponyms_lgl.train", "no", 150),
    ("frames_propbank_ewt.train", "no", 200),
    ("attribution_polnear.train", "no", 100),
)


def judged(folder: Path) -> list[dict]:
    """Return the documents that were judged to be conflict reports or not: set, id, relevant, and whether the judge was unsure."""
    files = sorted((folder / "relevance").glob("relevance-*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def relevance(data: Path, folder: Path, seed: int = 7) -> tuple[list[Example], list[Example]]:
    """The annotated documents (conflict report or not) as (train, dev), the train part filled up with passages that are surely one or not."""
    train, dev = [], []
    texts: dict[str, dict[str, str]] = {}
    for row in judged(folder):
        if row["set"] not in texts:
            texts[row["set"]] = documents_of(data, row["set"])
        text = texts[row["set"]][row["id"]]
        for start in range(0, min(len(text), 1200), 400):
            part = Example(
                text[start : start + 400], {"conflict"}, sentence={"conflict": "yes" if row["relevant"] else "no"}, key=row["id"]
            )
            (dev if held_out(row) or row["set"].endswith(".dev") else train).append(part)
    rng = random.Random(seed)
    for name, label, many in SURE:
        pool = rows(data, name)
        rng.shuffle(pool)
        left = many
        for row in pool:
            text = (row.get("text") or row.get("doctext") or joined(row.get("tokens", []))[0])[:450]
            if name == "class_cameo.train" and row["labels"][0] != 4:
                continue
            if len(text) < 60 or (label == "no" and NEGATIVE.search(text)):
                continue
            train.append(Example(text, {"conflict"}, sentence={"conflict": label}, key=name))
            left -= 1
            if not left:
                break
    return train, dev


def documents_of(data: Path, name: str) -> dict[str, str]:
    """Return the texts of a reference file by id; rows without one are numbered."""
    found = {}
    for n, r in enumerate(rows(data, name)):
        found[str(r.get("id", r.get("docid", n)))] = r.get("text") or r.get("doctext") or joined(r["tokens"])[0]
    return found
