"""The events of a window: triggers with type, mode, status and arguments, and which of them leads its sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from tocsin.codebook import codebook
from tocsin.model.reading import Argument, Frame, Status
from tocsin.read.arguments import event_arguments, share_subjects
from tocsin.read.claimed import with_claimant
from tocsin.read.decode import Floats, Ints, softmax
from tocsin.read.governed import governed
from tocsin.read.labels import MODES, PLOVER_TYPES, STATUSES
from tocsin.read.parties import named_parties, taken, with_listed, with_target, without_strays
from tocsin.read.status import stated_status
from tocsin.read.view import Part, View

_QUAD_OF = np.asarray([codebook().plover.type(name).quad for name in PLOVER_TYPES])
_MODE_AT = {mode: n + 1 for n, mode in enumerate(MODES)}
_PROMISED = frozenset({"CONSULT", "SUPPORT"})  # AGREE by the codebook while they are only announced
_WILL = re.compile(r"(?i)(?:\b(?:will|would|shall|is to|are to|plans? to|going to)|['’]ll)(?:\s+\w+){0,3}\s+$")
_SUM = re.compile(
    r"(?i)(?:(?:about|around|nearly|almost|over|more|less|fewer|than|up|to|some|an?|the|another|at|least)\s+)*(?:[A-Z]{0,3}\s?[$€£¥]|(?:money|funds)\b)"
)
_DONE, _AHEAD = frozenset({"occurred", "ongoing"}), frozenset({"future", "hypothetical"})
_OPEN = _DONE | _AHEAD
_TARGET = 1
_BEHIND = 0.97  # most of the leader's score that another event of its sentence can have, so that the leader is told apart


@dataclass(frozen=True, slots=True)
class _Chances:
    """What the words and sentences of a window are likely to be.

    ``types`` is ``[words, 17]``, none first; ``best`` the likeliest type of each word, by its index; ``quads`` is ``[sentences, 5]``, no act
    first; ``lead`` is ``[sentences, 16]``: the share of a type's quad class in that of the sentence's likeliest one. ``conflict`` is how
    likely the window reports on conflict, the mean of its sentences.
    """

    types: Floats
    best: Ints
    quads: Floats
    lead: Floats
    conflict: float


class EventDecoder:
    """Decodes the events of windows with the thresholds that were tuned for the model.

    Settings: ``trigger`` and ``trigger.TYPE`` are the least chance of an event; ``plain`` is added to it as far as the window is no report on
    conflict, ``trigger.idle`` where the quad head sees no act in the sentence; ``trigger.faint`` is the least chance of a type where it
    surely sees one, and nothing surer was found, ``trigger.faintest`` where the party head is sure of who acts and on whom. ``main`` and ``main.parties`` say how much the quad class and the parties of the sentence
    count in choosing the event that leads it, ``main.governed`` how much it counts that an event stands in the frame of another;
    ``party.stray`` and ``party.lend`` how sure the event head must be of a party that the party head does not see, and the other way round,
    there, ``party.listed`` how sure the party head must be of a target that is listed with one that the leader has.
    """

    def __init__(self, settings: Mapping[str, float]) -> None:
        trigger = settings.get("trigger", 0.5)
        self.trigger = np.asarray([settings.get(f"trigger.{name}", trigger) for name in PLOVER_TYPES], dtype=np.float32)
        self.idle = settings.get("trigger.idle", 0.2)
        self.faint = settings.get("trigger.faint", 0.2)
        self.faintest = settings.get("trigger.faintest", 0.05)
        self.plain = settings.get("plain", 0.0)
        self.main = settings.get("main", 0.0)
        self.parties = settings.get("main.parties", 0.6)
        self.governed = settings.get("main.governed", 0.7)
        self.stray = settings.get("party.stray", 0.9)
        self.lend = settings.get("party.lend", 0.7)
        self.listed = settings.get("party.listed", 0.4)
        self.act = settings.get("act", 0.8)
        self.no_act = settings.get("act.none", 0.9)
        self.sure = settings.get("status", 0.9)

    def frames(self, view: View, names: Sequence[tuple[int, int]]) -> list[Frame]:
        """Return the events that a window answers for; ``names`` are the words of entities in it, which lend parties their edges."""
        chances = self._chances(view)
        parties: dict[int, list[Part]] = {}
        for party in named_parties(view, names):
            parties.setdefault(view.row_of[party.first], []).append(party)
        heads = self._heads(view, chances, parties)
        if not heads:
            return []
        every = [p for some in parties.values() for p in some]
        spare = dict(zip(heads, view.parts("frame", heads), strict=True))
        both = zip(heads, view.parts("event", heads), strict=True)
        arguments = {i: event_arguments(view, i, parts, spare[i], every, names) for i, parts in both}
        leaders = self._leaders(view, chances, arguments, parties, governed(view, chances.best, spare))
        top = {view.row_of[i]: max(self._chance(chances, j) for j in heads if view.row_of[j] == view.row_of[i]) for i in leaders}
        status, modes = view.chances("status"), view.scores("mode")
        made = []
        for i in heads:
            row, s = view.row_of[i], self._status(view, i, status[i])
            name = self._type(view, i, PLOVER_TYPES[int(chances.best[i])], STATUSES[s])
            score, given = self._chance(chances, i), arguments[i]
            if name == "AID":  # what is given receives nothing
                given = [a for a in given if a.role != "recipient" or not _SUM.match(view.text, a.start, a.end)]
            if i in leaders:
                score = top[row]
                if chances.quads[row, _QUAD_OF[chances.best[i]]] > self.act:
                    given = without_strays(view, given, parties.get(row, ()), self.stray)
                    given = with_target(view, i, given, parties.get(row, ()), self.lend, self.stray)
                given = with_listed(view, i, given, parties.get(row, ()), self.listed)
            else:
                score = min(score, _BEHIND * top[row])
            given = with_claimant(view, i, given, parties.get(row, ()), names)
            shown = modes[i].tolist()
            mode = max(codebook().plover.modes_of(name), key=lambda m: shown[_MODE_AT[m]], default=None)
            made.append(
                Frame(
                    *view.chars(i, i + 1),
                    type=name,
                    type_score=score,
                    modes=(mode,) if mode and shown[_MODE_AT[mode]] > shown[0] else (),
                    status=cast(Status, STATUSES[s]),
                    status_score=float(status[i, s]),
                    arguments=tuple(given),
                    sentence=int(view.sentence_of[i]),
                )
            )
        return share_subjects(made, view.text)

    def _chances(self, view: View) -> _Chances:
        """Return the chances of a window's words and sentences."""
        chance = view.chances("trigger")
        quads = softmax(view.means("quad"))
        lead = quads[:, _QUAD_OF] / quads[:, 1:].max(axis=1, keepdims=True)
        return _Chances(chance, view.scores("trigger")[:, 1:].argmax(axis=1), quads, lead, float(view.conflict.mean()))

    def _chance(self, chances: _Chances, i: int) -> float:
        return float(chances.types[i, 1 + chances.best[i]])

    def _heads(self, view: View, chances: _Chances, parties: Mapping[int, Sequence[Part]]) -> list[int]:
        """Return the words that are triggers; a sentence of an act and its doer, with no trigger in it, gives its likeliest word.

        Where the doer and whom it is done to are sure, somewhere between them stands what was done, however rare its word.
        """
        idle = chances.quads[view.row_of, 0] > self.no_act
        least = self.trigger[chances.best] + self.idle * idle + self.plain * (1 - chances.conflict)
        heads = [i for i in np.flatnonzero(chances.types[:, 0] < 1 - least).tolist() if i >= view.skip]
        told = {view.row_of[i] for i in heads}
        acts = chances.quads[:, 1:]
        for row in np.flatnonzero(acts.sum(axis=1) > self.act).tolist():
            first, last = view.bounds[row], view.bounds[row + 1]
            sides = {p.role == _TARGET for p in parties.get(row, ()) if p.score > self.act}
            both = len(sides) > 1
            if row in told or first < view.skip or False not in sides or not (both or acts[row].max() > self.act):
                continue
            scores = (1 - chances.types[first:last, 0]) * self._told(chances.lead[row, chances.best[first:last]])
            best = first + int(scores.argmax())
            if self._chance(chances, best) > (self.faintest if both else self.faint):
                heads.append(best)
        return sorted(heads)

    def _told(self, lead: Floats) -> Floats:
        """Return how well types of event agree with the quad class of a sentence: of "blamed" and "attack" in "X blamed Y for the attack"."""
        return 1 - self.main * (1 - lead)

    def _leaders(
        self,
        view: View,
        chances: _Chances,
        arguments: Mapping[int, Sequence[Argument]],
        parties: Mapping[int, Sequence[Part]],
        beneath: frozenset[int],
    ) -> frozenset[int]:
        """Return the trigger that leads each sentence: likely, of its quad class, done by and to its parties, and not ``beneath`` another."""
        best: dict[int, tuple[float, int]] = {}
        for i, given in arguments.items():
            row = view.row_of[i]
            score = self._chance(chances, i) * float(self._told(chances.lead[row, chances.best[i]]))
            score *= 1 - self.parties * (1 - taken(view, given, parties.get(row, ())))
            score *= 1 - self.governed * (i in beneath)
            best[row] = max(best.get(row, (-1.0, 0)), (score, -i))
        return frozenset(-i for _, i in best.values())

    def _status(self, view: View, i: int, chances: Floats) -> int:
        """Return the status of a trigger: the head's, but what the words before it state outright where the head is not sure."""
        best = int(chances.argmax())
        if STATUSES[best] in _OPEN and chances[best] < self.sure:
            stated = stated_status(self._before(view, i))
            if stated and (STATUSES[best] in _DONE or stated in _AHEAD):
                return STATUSES.index(stated)
        return best

    def _type(self, view: View, i: int, name: str, status: str) -> str:
        """Return the type of a trigger: AGREE where a meeting or backing is only promised ("will meet"), else as the head has it."""
        promised = name in _PROMISED and status == "future" and _WILL.search(self._before(view, i)[-60:])
        return "AGREE" if promised else name

    def _before(self, view: View, i: int) -> str:
        """Return the words of a sentence up to one of its words."""
        first = view.bounds[view.row_of[i]]
        return view.text[view.chars(first, first + 1)[0] : view.chars(i, i + 1)[0]]
