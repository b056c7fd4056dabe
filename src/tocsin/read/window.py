"""What one window says: the network's numbers for its words turned into mentions, quotations, frames, conditionals, ties and remarks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import numpy as np
from numpy.typing import NDArray

from tocsin.model.reading import (
    Conditional,
    Frame,
    Link,
    Mention,
    MentionType,
    Offsets,
    Quotation,
    Relation,
    Remark,
    Status,
    Tie,
    Topic,
)
from tocsin.read.antecedents import find_links
from tocsin.read.attribution import inner_contents, owners_of, sources_of
from tocsin.read.decode import Floats, confidence, runs, spans
from tocsin.read.engine import Seen, Words
from tocsin.read.events import EventDecoder
from tocsin.read.labels import ENTITIES, RELATIONS, STATUSES, TOPICS
from tocsin.read.parties import clause_parted, whole, without_loose_end
from tocsin.read.toponyms import is_bare_name, is_institution, trimmed, whole_names, with_object
from tocsin.read.view import PairWeights, View

_FACILITY = re.compile(
    r"(?i)\b(?:hospital|clinic|school|university|airport|air ?base|base|barracks|bridge|dam|refinery|depot|warehouse|station|checkpoint|"
    r"mosque|church|temple|prison|jail|camp|port|embassy|consulate|headquarters|courthouse|palace|market|plant|factory|pipeline|runway|"
    r"bunker|outpost|garrison)s?$"
)
_LIKELY = re.compile(
    r"(?i)\b(almost certain(?:ly)?|almost no chance|remote|(?:very|highly) (?:un)?(?:likely|probable)|(?:un)?likely|probabl[ey]|improbable|"
    r"roughly even chance|could|may|might|would|will|risks?|threat(?:ens?)?|fears?)\b"
)
_LOOMS = re.compile(
    r"(?i)\b(?:could|may|might|would|can|risk|fear|danger|threat|unlikely|likel|chance|warn|lest\b|possib|potential|prospect|spect(?:re|er)|otherwise|"
    r"brink|verge)"
)
_ASKED = re.compile(r"(?i)\bwhether\s*$")
_NEAR = 40  # characters before an outcome in which a word may say that it is only feared
_NO_PARTY = re.compile(r"(?i)(?:the|an?|th[ei]se|those|this|that|of|and|in|at|[^\w]+)(?:\s+of)?")
_NO_CUE = re.compile(r"(?i)(?:had|has|have|is|was|are|were|be|been|also|will|would|of|to|and|the)")
_NO_NAME = re.compile(r"\W*(?:(?:[Tt]he|[Aa]n?|of|de|in|at|on|to|and|from|its?|their|his|her)\b\W*)*(?:[a-z]+\s+of\W*)?")
_NO_PLACE = frozenset({"PERSON", "DOCUMENT", "WEAPON", "PLATFORM"})
_SURE = 0.95  # the most that is asked of a relation
_PARTIES = frozenset({"PERSON", "ORGANIZATION", "GROUP", "LOCATION"})
Loose = tuple[int, int, float]


@dataclass
class Found:
    """What one window answers for, in character offsets of the text."""

    own: int
    sentence_numbers: list[int]
    vectors: Floats
    conflict: Floats
    mentions: list[Mention] = field(default_factory=list)
    names: list[Mention] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    conditionals: list[Conditional] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def phrases(self) -> set[Offsets]:
        """Return the spans that stand for somebody: mentions, sources, parties."""
        made = {(m.start, m.end) for m in self.mentions if m.type in ("PERSON", "ORGANIZATION", "GROUP")}
        made |= {piece for q in self.quotations for piece in q.source}
        made |= {(a.start, a.end) for f in self.frames for a in f.arguments if a.role in ("actor", "recipient")}
        return made | {end for t in self.ties for end in (t.source, t.target) if end} | {r.about for r in self.remarks if r.about}


class WindowDecoder:
    """Decodes windows with the thresholds that were tuned for the model."""

    def __init__(self, settings: Mapping[str, float], pairs: PairWeights) -> None:
        self._pairs, self._settings = pairs, settings
        self._events = EventDecoder(settings)
        self.tie = settings.get("tie", 0.5)
        self.remark = settings.get("remark", 0.5)
        self.plain = settings.get("tie.plain", 0.3)
        self.heard = settings.get("toponym.heard", 0.05)

    def decode(self, text: str, words: Words, seen: Seen, sentence_of: NDArray[np.int64]) -> Found:
        """Return what the window found; ``sentence_of`` gives the sentence of each word of the window."""
        view = View(text, words, seen, sentence_of, self._pairs, self._settings)
        own = slice(view.row_of[view.skip], None)
        found = Found(seen.own, sentence_of[view.bounds[:-1]][own].tolist(), view.sums(seen.vectors)[own], view.conflict[own])
        names = self._mentions(view, found)
        self._quotations(view, found)
        found.frames = self._events.frames(view, names)
        found.conditionals = self._conditionals(view)
        self._ties_and_remarks(view, found, names)
        found.links = find_links(view, found.mentions, found.phrases())
        return found

    def _mentions(self, view: View, found: Found) -> list[tuple[int, int]]:
        """Entity spans; a place phrase gives way to the names of places in it; names within other entities are kept apart.

        The words of all that can be a party or a place are returned, those of other windows too.
        """
        path, chances = view.tags("toponym")
        none = view.chances("toponym")[:, 0]
        names = [(a, b) for a, b, _ in runs(path) if a >= view.skip and view.text[view.chars(a, b)[0]].isupper()]
        sure = [confidence(chances, a, b) for a, b in names]
        free = set(range(len(names)))
        path, chances = view.tags("entity")
        entities = [
            (first, last, name, score if parted is None else confidence(chances, first, last))
            for a, b, name, score in spans(path, chances)
            for parted in (clause_parted(view, a, b) if ENTITIES[name] in _PARTIES else None,)
            for first, last in parted or ((a, b),)
        ]
        for first, last, name, score in entities:
            if first < view.skip:
                continue
            kind = ENTITIES[name]
            start, end = view.chars(first, last)
            if _NO_NAME.fullmatch(view.text, start, end):
                continue
            inside = [n for n, (a, b) in enumerate(names) if a < last and first < b]
            words = view.text[start:end]
            if kind == "LOCATION" and (_FACILITY.search(words) or (not inside and is_institution(words))):
                kind = "FACILITY"
            same = [n for n in inside if names[n] == (first, last)]
            if kind in _NO_PLACE and same and sure[same[0]] > score:
                kind = "LOCATION"
            free -= set(inside)
            if kind == "LOCATION" and inside:
                whole = whole_names(view.text, (start, end), [view.chars(*names[n]) for n in inside])
                found.mentions += [Mention(a, b, "LOCATION", max(score, *(sure[n] for n in inside))) for a, b in whole]
                continue
            if kind == "LOCATION" and is_bare_name(words) and none[first:last].min() > 1 - self.heard:
                continue  # a bare name that the toponym head takes for none is a person's or a firm's
            found.mentions.append(Mention(start, end, cast(MentionType, kind), score))
            found.names += [
                Mention(*trimmed(view.text, view.chars(*names[n])), "LOCATION", sure[n])
                for n in inside
                if kind not in ("TIME", "QUANTITY", "MONEY")
            ]
        found.mentions += [Mention(*with_object(view.text, view.chars(*names[n])), "LOCATION", sure[n]) for n in sorted(free)]
        found.mentions.sort(key=lambda m: m.start)
        return [(first, last) for first, last, name, _ in entities if ENTITIES[name] in _PARTIES]

    def _quotations(self, view: View, found: Found) -> None:
        """Spans come from the taggers, surest of their edges; the pair head says which belong together, and splits what is nested."""
        cues, cue_p = view.tags("cue")
        contents, content_p = view.tags("content")
        sources, _ = view.tags("source")
        heads = [(a, b) for a, b, _ in runs(cues) if a >= view.skip]
        source_spans = [(a, b) for a, b, _ in runs(sources)]
        content_spans = [(a, b) for a, b, _ in runs(contents)]
        logits = view.pair_logits("attribution", [a for a, _ in heads])
        sourced = sources_of(view, heads, source_spans, logits[..., 1:3], logits[..., 0])
        told: dict[int, list[tuple[int, int]]] = {}
        nested = {n: inner for n, (a, _) in enumerate(heads) if (inner := inner_contents(logits[n], a, content_spans))}
        outer = [n for n in range(len(heads)) if n not in nested]
        for m, n in enumerate(owners_of(heads, content_spans, logits[..., 3:5], logits[..., 0], outer)):
            if n is not None:
                told.setdefault(n, []).append(content_spans[m])
            elif content_spans[m][1] > view.skip:
                begin = max(content_spans[m][0], view.skip)
                found.loose.append((*view.chars(begin, content_spans[m][1]), confidence(content_p, begin, content_spans[m][1])))
        for n, (a, b) in enumerate(heads):
            source, content = sourced[n], nested.get(n) or told.get(n, [])
            if not content and (not source or _NO_CUE.fullmatch(view.text, *view.chars(a, b))):
                continue
            found.quotations.append(
                Quotation(
                    (view.chars(*source),) if source else (),
                    (view.chars(a, b),),
                    tuple(view.chars(s, e) for s, e in sorted(content)),
                    confidence(cue_p, a, b),
                )
            )

    def _conditionals(self, view: View) -> list[Conditional]:
        path, probabilities = view.tags("condition")
        by_sentence: dict[int, list[tuple[int, int, int]]] = {}
        for a, b, kind in runs(path):
            if a < view.skip:
                continue
            pieces = by_sentence.setdefault(int(view.sentence_of[a]), [])
            if pieces and pieces[-1][2] == kind and a - pieces[-1][1] < 2:
                pieces[-1] = (pieces[-1][0], b, kind)
            else:
                pieces.append((a, b, kind))
        made = []
        for sentence, pieces in sorted(by_sentence.items()):
            whole_spans = [(a, without_loose_end(view, a, b), kind) for a, b, kind in pieces]
            whole_spans = [(a, b, kind) for a, b, kind in whole_spans if b - a > 1]
            conditions = [(a, b) for a, b, kind in whole_spans if kind == 0]
            for a, b, kind in whole_spans:
                if kind == 0:
                    continue
                near = min(conditions, key=lambda c: min(abs(c[0] - b), abs(a - c[1])), default=None)
                start, end = view.chars(a, b)
                before = view.text[max(start - _NEAR, view.chars(view.bounds[view.row_of[a]], a + 1)[0]) : start]
                if near is None and (_ASKED.search(before) or not _LOOMS.search(before + view.text[start:end])):
                    continue
                word = _LIKELY.search(view.text, start, end)
                score = confidence(probabilities, a, b)
                made.append(Conditional(view.chars(*near) if near else None, (start, end), word.span() if word else None, score, sentence))
        return made

    def _ties_and_remarks(self, view: View, found: Found, names: list[tuple[int, int]]) -> None:
        """Relations and assertions; a relation must be surer as far as the window is no report on conflict."""
        status: Floats | None = None
        plain = self.plain * (1 - float(view.conflict.mean()))
        for layer, threshold in (("tie", min(self.tie + plain, _SURE)), ("remark", self.remark)):
            chance = view.chances(layer)
            heads = [i for i in np.flatnonzero(chance[:, 0] < 1 - threshold).tolist() if i >= view.skip]
            if not heads:
                continue
            status = view.chances("status") if status is None else status
            for i, parts in zip(heads, view.parts("party_of", heads), strict=True):
                kind = int(chance[i, 1:].argmax())
                parties: dict[int, tuple[int, int]] = {}
                for part in whole(view, parts, names):
                    span = view.chars(part.first, part.last)
                    if not _NO_PARTY.fullmatch(view.text, *span):
                        parties.setdefault(part.role, span)
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
