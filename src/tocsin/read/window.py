"""What one window says: the network's numbers for its words turned into mentions, quotations, frames, conditionals, ties and remarks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from tocsin.model.reading import (
    Argument,
    Conditional,
    Frame,
    Mention,
    MentionType,
    Quotation,
    Relation,
    Remark,
    Status,
    Tie,
    Topic,
)
from tocsin.read.decode import Floats, Ints, additive_logits, confidence, pair_logits, runs, softmax, viterbi
from tocsin.read.engine import Seen, Words
from tocsin.read.labels import ENTITIES, EVENT_ROLES, FRAME_ROLES, LAYOUT, MODES, PAIR_HEADS, PLOVER_TYPES, RELATIONS, STATUSES, TOPICS
from tocsin.read.status import stated_status

_PAIR = {h.name: h for h in PAIR_HEADS}
_FACILITY = re.compile(
    r"(?i)\b(?:hospital|clinic|school|university|airport|air ?base|base|barracks|bridge|dam|refinery|depot|warehouse|station|checkpoint|"
    r"mosque|church|temple|prison|jail|camp|port|embassy|consulate|headquarters|courthouse|palace|market|plant|factory|pipeline|runway|"
    r"bunker|outpost|garrison)s?$"
)
_LIKELY = re.compile(
    r"(?i)\b(almost certain(?:ly)?|almost no chance|remote|(?:very|highly) (?:un)?(?:likely|probable)|(?:un)?likely|probabl[ey]|improbable|"
    r"roughly even chance|could|may|might|would|will|risks?|threat(?:ens?)?|fears?)\b"
)
MODES_OF: dict[str, tuple[str, ...]] = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": ("seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "aerial",
        "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
_FRAME_TO_EVENT = {"A0": "actor", "A1": "recipient", "LOC": "place", "TMP": "date"}
_FRAGMENT = re.compile(r"(?i)the|an?|its?|their|his|her|of|and|in|on|at|to|by|for|with|from|that|which|who|[^\w]+")
_COORDINATED = re.compile(r"(?i)(?:\band|\bbut|\bthen|\bbefore|\bor),?\s+(?:\w+ly\s+|also\s+|then\s+|later\s+)?(?:had\s+|have\s+|has\s+)?$")
_MODE_AT = {mode: n + 1 for n, mode in enumerate(MODES)}
Loose = tuple[int, int, float]
PairWeights = Mapping[str, tuple[Floats, Floats]]


@dataclass
class Found:
    """What one window answers for, in character offsets of the text."""

    own: int
    sentence_numbers: list[int]
    vectors: Floats
    conflict: Floats
    mentions: list[Mention] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    conditionals: list[Conditional] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


class WindowDecoder:
    """Decodes windows with the thresholds that were tuned for the model."""

    def __init__(self, settings: Mapping[str, float], pairs: PairWeights) -> None:
        self._pairs, self._settings = pairs, settings
        self.trigger = settings.get("trigger", 0.5)
        self.tie = settings.get("tie", 0.5)
        self.remark = settings.get("remark", 0.5)
        self.sure = settings.get("status", 0.9)

    def decode(self, text: str, words: Words, seen: Seen, sentence_of: NDArray[np.int64]) -> Found:
        """Return what the window found; ``sentence_of`` gives the sentence of each word of the window."""
        view = _View(text, words, seen, sentence_of, self._pairs, self._settings)
        numbers = sorted({int(n) for n in sentence_of[view.skip :]})
        rows = [sentence_of == n for n in numbers]
        vectors = np.stack([seen.vectors[r].mean(axis=0) for r in rows]) if rows else np.zeros((0, seen.vectors.shape[-1]), np.float32)
        weights = np.asarray([[r.sum()] for r in rows], dtype=np.float32)
        conflict = softmax(np.stack([view.scores("conflict")[r].mean(axis=0) for r in rows]))[:, 1] if rows else np.zeros(0, np.float32)
        found = Found(seen.own, numbers, vectors * weights, conflict)
        found.mentions = self._mentions(view)
        self._quotations(view, found)
        found.frames = self._frames(view)
        found.conditionals = self._conditionals(view)
        self._ties_and_remarks(view, found)
        return found

    def _mentions(self, view: _View) -> list[Mention]:
        made = []
        taken = np.zeros(view.size, dtype=bool)
        path, probabilities = view.tags("entity")
        for first, last, name in runs(path):
            if first < view.skip:
                continue
            kind = ENTITIES[name]
            start, end = view.chars(first, last)
            if kind == "LOCATION" and _FACILITY.search(view.text[start:end]):
                kind = "FACILITY"
            made.append(Mention(start, end, cast(MentionType, kind), confidence(probabilities, path, first, last)))
            taken[first:last] = True
        path, probabilities = view.tags("toponym")
        for first, last, _ in runs(path):
            if first >= view.skip and not taken[first:last].any():
                start, end = view.chars(first, last)
                if view.text[start].isupper():
                    made.append(Mention(start, end, "LOCATION", confidence(probabilities, path, first, last)))
        return sorted(made, key=lambda m: m.start)

    def _quotations(self, view: _View, found: Found) -> None:
        """Spans come from the taggers, surest of their edges; the pair head says which belong together, and splits what is nested."""
        cues, cue_p = view.tags("cue")
        contents, content_p = view.tags("content")
        sources, _ = view.tags("source")
        heads = [(a, b) for a, b, _ in runs(cues) if a >= view.skip]
        source_spans = [(a, b) for a, b, _ in runs(sources)]
        content_spans = [(a, b) for a, b, _ in runs(contents)]
        logits = view.pair_logits("attribution", [a for a, _ in heads])
        paths = viterbi(logits) if heads else np.zeros((0, view.size), dtype=np.int64)
        sourced = _links(view, heads, source_spans, logits[..., 1:3], logits[..., 0])
        told: dict[int, list[tuple[int, int]]] = {}
        nested = {n: inner for n, (a, _) in enumerate(heads) if (inner := _inner(paths[n], a, content_spans))}
        outer = [n for n in range(len(heads)) if n not in nested]
        for m, n in enumerate(_owners(heads, content_spans, logits[..., 3:5], logits[..., 0], outer)):
            if n is not None:
                told.setdefault(n, []).append(content_spans[m])
            elif content_spans[m][1] > view.skip:
                begin = max(content_spans[m][0], view.skip)
                found.loose.append((*view.chars(begin, content_spans[m][1]), confidence(content_p, contents, begin, content_spans[m][1])))
        for n, (a, b) in enumerate(heads):
            source, content = sourced[n], nested.get(n) or told.get(n, [])
            if not source and not content:
                continue
            found.quotations.append(
                Quotation(
                    (view.chars(*source),) if source else (),
                    (view.chars(a, b),),
                    tuple(view.chars(s, e) for s, e in sorted(content)),
                    confidence(cue_p, cues, a, b),
                )
            )

    def _frames(self, view: _View) -> list[Frame]:
        chance = view.chances("trigger")
        types = chance[:, 1:].argmax(axis=1)
        heads = [i for i in np.flatnonzero(chance[:, 0] < 1 - self.trigger).tolist() if i >= view.skip]
        if not heads:
            return []
        status = view.chances("status")
        modes = view.scores("mode")
        paths, logits = view.pairs("event", heads), view.pair_chances("event", heads)
        spare, spare_chances = view.pairs("frame", heads), view.pair_chances("frame", heads)
        made = []
        for n, (i, path) in enumerate(zip(heads, paths, strict=True)):
            name = PLOVER_TYPES[int(types[i])]
            arguments = []
            for a, b, role in runs(path):
                if view.sentence_of[a] == view.sentence_of[i] == view.sentence_of[b - 1]:
                    arguments.append(Argument(EVENT_ROLES[role], *view.chars(a, b), confidence(logits[n], path, a, b)))
            arguments = [a for a in arguments if not _FRAGMENT.fullmatch(view.text, a.start, a.end)]
            arguments += _fallback(view, i, spare[n], spare_chances[n], arguments)
            allowed = MODES_OF.get(name, ())
            mode = max(allowed, key=lambda m: modes[i, _MODE_AT[m]], default=None)
            s = self._status(view, i, status[i])
            made.append(
                Frame(
                    *view.chars(i, i + 1),
                    type=name,
                    type_score=float(chance[i, 1 + types[i]]),
                    modes=(mode,) if mode and modes[i, _MODE_AT[mode]] > modes[i, 0] else (),
                    status=cast(Status, STATUSES[s]),
                    status_score=float(status[i, s]),
                    arguments=tuple(arguments),
                    sentence=int(view.sentence_of[i]),
                )
            )
        return _shared_subjects(made, view.text)

    def _status(self, view: _View, i: int, chances: Floats) -> int:
        """Return the status of a trigger: the head's, but what the words before it state outright where the head is not sure."""
        best = int(chances.argmax())
        if STATUSES[best] in ("occurred", "ongoing") and chances[best] < self.sure:
            first = int(np.flatnonzero(view.sentence_of == view.sentence_of[i])[0])
            stated = stated_status(view.text[view.chars(first, first + 1)[0] : view.chars(i, i + 1)[0]])
            if stated:
                return STATUSES.index(stated)
        return best

    def _conditionals(self, view: _View) -> list[Conditional]:
        path, probabilities = view.tags("condition")
        by_sentence: dict[int, list[tuple[int, int, int]]] = {}
        for a, b, kind in runs(path):
            if a >= view.skip and b - a > 1:
                by_sentence.setdefault(int(view.sentence_of[a]), []).append((a, b, kind))
        made = []
        for sentence, spans in sorted(by_sentence.items()):
            conditions = [(a, b) for a, b, kind in spans if kind == 0]
            for a, b, kind in spans:
                if kind == 0:
                    continue
                near = min(conditions, key=lambda c: min(abs(c[0] - b), abs(a - c[1])), default=None)
                start, end = view.chars(a, b)
                word = _LIKELY.search(view.text, start, end)
                score = confidence(probabilities, path, a, b)
                made.append(Conditional(view.chars(*near) if near else None, (start, end), word.span() if word else None, score, sentence))
        return made

    def _ties_and_remarks(self, view: _View, found: Found) -> None:
        status = view.chances("status")
        for layer, threshold in (("tie", self.tie), ("remark", self.remark)):
            chance = view.chances(layer)
            heads = [i for i in np.flatnonzero(chance[:, 0] < 1 - threshold).tolist() if i >= view.skip]
            if not heads:
                continue
            for i, path in zip(heads, view.pairs("party_of", heads), strict=True):
                kind = int(chance[i, 1:].argmax())
                parties: dict[int, tuple[int, int]] = {}
                for a, b, role in runs(path):
                    if view.sentence_of[a] == view.sentence_of[i] == view.sentence_of[b - 1]:
                        parties.setdefault(role, view.chars(a, b))
                stands = cast(Status, STATUSES[int(status[i].argmax())])
                score, sentence = float(1 - chance[i, 0]), int(view.sentence_of[i])
                if layer == "tie":
                    tie = Tie(
                        cast(Relation, RELATIONS[kind]), view.chars(i, i + 1), parties.get(0), parties.get(1), stands, score, sentence
                    )
                    found.ties.append(tie)
                else:
                    about = parties.get(2) or parties.get(0)
                    found.remarks.append(Remark(cast(Topic, TOPICS[kind]), view.chars(i, i + 1), about, stands, score, sentence))


def _shared_subjects(frames: list[Frame], text: str) -> list[Frame]:
    """Give a verb that follows "and" with no subject of its own the actor of the verb before it: "shelled the town and seized the bridge"."""
    made: list[Frame] = []
    for frame in frames:
        before = made[-1] if made and made[-1].sentence == frame.sentence else None
        if (
            before is not None
            and not any(a.role == "actor" for a in frame.arguments)
            and _COORDINATED.search(text[before.end : frame.start])
        ):
            shared = [
                Argument("actor", a.start, a.end, 0.8 * a.score) for a in before.arguments if a.role == "actor" and a.end <= before.start
            ]
            made.append(replace(frame, arguments=(*shared, *frame.arguments)))
        else:
            made.append(frame)
    return made


def _fallback(view: _View, head: int, path: Ints, chances: Floats, have: list[Argument]) -> list[Argument]:
    """Fill the roles that the event head left open from the PropBank frame: A0 acts, A1 receives, LOC and TMP say where and when."""
    roles = {a.role for a in have}
    made = []
    for a, b, kind in runs(path):
        role = _FRAME_TO_EVENT.get(FRAME_ROLES[kind])
        if role is None or role in roles or not view.sentence_of[a] == view.sentence_of[head] == view.sentence_of[b - 1]:
            continue
        if (score := confidence(chances, path, a, b)) < 0.6 or b - a > 14:
            continue
        start, end = view.chars(a, b)
        if any(x.start < end and start < x.end for x in have):
            continue
        roles.add(role)
        made.append(Argument(role, start, end, score))
    return made


def _strength(part: Floats, none: Floats, a: int, b: int) -> float:
    """How surely the words ``a:b`` play a part in a cue's frame: the mean margin of the part's labels over none."""
    return float((part[a:b].max(axis=-1) - none[a:b]).mean())


def _links(
    view: _View, heads: list[tuple[int, int]], spans: list[tuple[int, int]], part: Floats, none: Floats
) -> list[tuple[int, int] | None]:
    """Give each cue its source: the strongest span of its sentence or the one before; a source may serve several cues."""
    made: list[tuple[int, int] | None] = []
    for n, (a, b) in enumerate(heads):
        here = view.sentence_of[a]
        best, best_score = None, -2.0
        for s, e in spans:
            apart = here - view.sentence_of[s]
            if not 0 <= apart <= 1 or (s < b and a < e):
                continue
            distance = min(abs(s - b), abs(a - e))
            score = _strength(part[n], none[n], s, e) - 0.08 * distance - 3.0 * apart
            if score > best_score or (best is None and apart == 0 and distance <= 4):
                best, best_score = (s, e), score
        made.append(best)
    return made


def _inner(path: Ints, at: int, contents: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the content of a cue that itself stands in another's content, as the pair head sees it."""
    if not any(s <= at < e for s, e in contents):
        return []
    return [(s, e) for s, e, role in runs(path) if role == 1]


def _owners(heads: list[tuple[int, int]], spans: list[tuple[int, int]], part: Floats, none: Floats, allowed: list[int]) -> list[int | None]:
    """Give each content to the cue that claims it most strongly; None where no cue does."""
    made: list[int | None] = []
    for s, e in spans:
        best, best_score = None, -1.0
        for n in allowed:
            a, b = heads[n]
            distance = min(abs(s - b), abs(a - e))
            score = _strength(part[n], none[n], s, e) - 0.05 * distance
            if score > best_score or (best is None and distance <= 3):
                best, best_score = n, score
        made.append(best)
    return made


class _View:
    """One window's numbers by head, and the way from its words to characters."""

    def __init__(
        self,
        text: str,
        words: Words,
        seen: Seen,
        sentence_of: NDArray[np.int64],
        weights: PairWeights,
        settings: Mapping[str, float],
    ) -> None:
        self._weights, self._settings = weights, settings
        self.text, self.seen, self.sentence_of = text, seen, sentence_of
        self.size = seen.last - seen.first
        self.skip = seen.own - seen.first
        self._start, self._end = words.start[seen.first : seen.last], words.end[seen.first : seen.last]

    def chars(self, first: int, last: int) -> tuple[int, int]:
        return int(self._start[first]), int(self._end[last - 1])

    def scores(self, head: str) -> Floats:
        return self.seen.scores[:, LAYOUT.scores[head]]

    def chances(self, head: str) -> Floats:
        return softmax(self.scores(head))

    def tags(self, head: str) -> tuple[Ints, Floats]:
        scores = self._leaning(head, self.scores(head))
        return viterbi(scores[None])[0], softmax(scores)

    def pair_logits(self, head: str, at: list[int]) -> Floats:
        if not at:
            return np.zeros((0, self.size, len(_PAIR[head].labels)), dtype=np.float32)
        where, hidden = LAYOUT.pairs[head], LAYOUT.hidden[head]
        heads, parts = self.seen.heads_of[at], self.seen.parts_of
        bilinear = pair_logits(heads[:, where], parts[:, where], len(_PAIR[head].labels))
        additive = additive_logits(heads[:, hidden], parts[:, hidden], at, *self._weights[head])
        return self._leaning(head, bilinear + additive)

    def _leaning(self, head: str, logits: Floats) -> Floats:
        """Take the tuned bias of a head off its "none" label, so that it finds as much as its precision allows."""
        if bias := self._settings.get(f"bias.{head}", 0.0):
            logits = logits.copy()
            logits[..., 0] -= bias
        return logits

    def pairs(self, head: str, at: list[int]) -> Ints:
        """Label the words of each head word's sentence by their part in its frame."""
        if not at:
            return np.zeros((0, self.size), dtype=np.int64)
        logits = self.pair_logits(head, at)
        elsewhere = self.sentence_of[None] != self.sentence_of[at][:, None]
        logits[elsewhere, 1:] = -1e4
        return viterbi(logits)

    def pair_chances(self, head: str, at: list[int]) -> Floats:
        return softmax(self.pair_logits(head, at))
