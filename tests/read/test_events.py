"""Which words are events, of which type, and which of them leads its sentence, from numbers that are written out here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tocsin.model.reading import Frame
from tocsin.read.engine import Seen, Words
from tocsin.read.events import EventDecoder
from tocsin.read.labels import EVENT_ROLES, FRAME_ROLES, HEADS, LAYOUT
from tocsin.read.view import Part, View

LABELS = {h.name: h.labels for h in HEADS}
SETTINGS = {"trigger": 0.5, "story": 0.0, "main": 0.3}
HIGH = 8.0
Numbers = Mapping[str, float]


class Told(View):
    """A view of one sentence, cut at blanks, whose numbers are given: triggers by word, the quad class, parties, parts of triggers."""

    def __init__(
        self,
        text: str,
        triggers: Mapping[str, Numbers],
        quad: int,
        parties: Mapping[str, str],
        parts: Mapping[str, Mapping[str, str]],
        status: str = "occurred",
        frames: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        ends = np.cumsum([len(w) + 1 for w in text.split()]) - 1
        starts = np.asarray([e - len(w) for e, w in zip(ends, text.split(), strict=True)])
        self.words_of = text.split()
        scores = np.zeros((len(ends), LAYOUT.n_scores), dtype=np.float32)
        for head in HEADS:
            scores[:, LAYOUT.scores[head.name].start] = HIGH
        scores[:, LAYOUT.scores["quad"]] = 0
        scores[:, LAYOUT.scores["quad"].start + quad] = HIGH
        scores[:, LAYOUT.scores["status"].start] = 0
        scores[:, LAYOUT.scores["status"].start + LABELS["status"].index(status)] = HIGH
        for word, chances in triggers.items():
            row = np.full(len(LABELS["trigger"]), 1e-4, dtype=np.float32)
            row[0] = 1 - sum(chances.values())
            for name, chance in chances.items():
                row[LABELS["trigger"].index(name)] = chance
            scores[self.words_of.index(word), LAYOUT.scores["trigger"]] = np.log(row)
        for words, side in parties.items():
            for n, at in enumerate(self._at(words)):
                scores[at, LAYOUT.scores["party"].start + LABELS["party"].index(f"{'I' if n else 'B'}-{side}")] = 2 * HIGH
        self._told = {"event": (parts, EVENT_ROLES), "frame": (frames or {}, FRAME_ROLES)}
        empty: Any = np.zeros((len(ends), 1), dtype=np.float32)
        size = np.arange(len(ends))
        super().__init__(
            text,
            Words(starts, ends, size, size, size),
            Seen(0, 0, len(ends), scores, empty, empty, empty, np.arange(len(ends))),
            np.zeros_like(size),
            {},
            {},
        )

    def _at(self, words: str) -> list[int]:
        many = len(words.split())
        first = next(n for n in range(len(self.words_of)) if self.words_of[n : n + many] == words.split())
        return list(range(first, first + many))

    def parts(self, head: str, at: list[int]) -> list[list[Part]]:
        """Return the parts that were given for a head, none for the others."""
        given, roles = self._told.get(head, ({}, EVENT_ROLES))
        made = []
        for i in at:
            some = given.get(self.words_of[i], {})
            made.append([Part(w[0], w[-1] + 1, roles.index(r), 0.85) for words, r in some.items() if (w := self._at(words))])
        return made


def read(view: Told, **settings: float) -> dict[str, Frame]:
    frames = EventDecoder(SETTINGS | {k.replace("_", "."): v for k, v in settings.items()}).frames(view, [])
    return {view.text[f.start : f.end]: f for f in frames}


def said(view: Told, frame: Frame, role: str) -> list[str]:
    return [view.text[a.start : a.end] for a in frame.arguments if a.role == role]


def test_the_event_that_is_done_by_and_to_the_sentences_parties_leads_it() -> None:
    view = Told(
        "Norland struck the port after a raid on its ships",
        {"struck": {"ASSAULT": 0.7}, "raid": {"ASSAULT": 0.9}},
        4,
        {"Norland": "S", "the port": "T"},
        {"struck": {"Norland": "actor", "the port": "recipient"}, "raid": {"its ships": "recipient"}},
    )
    found = read(view)
    assert found["struck"].type_score > found["raid"].type_score
    assert read(view, main_parties=0.0)["raid"].type_score > read(view, main_parties=0.0)["struck"].type_score


def leader(words: str, triggers: Mapping[str, Numbers], frames: Mapping[str, Mapping[str, str]], **settings: float) -> str:
    found = read(Told(words, triggers, 4, {}, {}, frames=frames), **settings)
    return max(found, key=lambda word: found[word].type_score)


def test_an_event_that_stands_in_the_frame_of_another_does_not_lead() -> None:
    told: dict[str, Numbers] = {"ended": {"CONCEDE": 0.6}, "strike": {"PROTEST": 0.9}}
    frames = {"ended": {"the strike": "A1"}}
    assert leader("Miners ended the strike", told, frames) == "ended"
    assert leader("Miners ended the strike", told, frames, main_governed=0.0) == "strike"
    assert leader("Miners ended the strike", told, {}) == "strike"


def test_the_object_of_a_verb_that_only_bears_it_leads() -> None:
    told: dict[str, Numbers] = {"launched": {"MOBILIZE": 0.6}, "attack": {"ASSAULT": 0.9}}
    assert leader("Norland launched an attack", told, {"launched": {"an attack": "A1"}}) == "attack"


def test_what_somebody_is_sent_to_do_may_lead() -> None:
    told: dict[str, Numbers] = {"sent": {"MOBILIZE": 0.6}, "search": {"COERCE": 0.9}}
    assert leader("Norland sent guards to search the port", told, {"sent": {"to search the port": "ADV"}}) == "search"


def test_an_event_in_the_frame_of_one_of_its_own_type_may_lead() -> None:
    told: dict[str, Numbers] = {"declared": {"COERCE": 0.6}, "curfew": {"COERCE": 0.9}}
    assert leader("Norland declared a curfew", told, {"declared": {"a curfew": "A1"}}) == "curfew"


def test_who_claims_responsibility_for_a_deed_is_its_actor() -> None:
    told: dict[str, Any] = {"triggers": {"raid": {"ASSAULT": 0.9}}, "quad": 4, "parts": {}}
    view = Told("Guards on Monday claimed responsibility for the raid in Hafen", parties={"Guards": "S"}, **told)
    assert said(view, read(view)["raid"], "actor") == ["Guards"]
    view = Told("No guards claimed responsibility for the raid in Hafen", parties={"guards": "S"}, **told)
    assert said(view, read(view)["raid"], "actor") == []


def test_the_leader_is_lent_a_sure_target_and_loses_a_stray_actor() -> None:
    view = Told(
        "Norland after reporters struck the port near Hafen",
        {"struck": {"ASSAULT": 0.9}},
        4,
        {"Norland": "S", "the port": "T"},
        {"struck": {"Norland": "actor", "reporters": "actor"}},
    )
    frame = read(view)["struck"]
    assert (said(view, frame, "actor"), said(view, frame, "recipient")) == (["Norland"], ["the port"])
    kept = read(view, party_stray=0.5, party_lend=1.1)["struck"]
    assert (said(view, kept, "actor"), said(view, kept, "recipient")) == (["Norland", "reporters"], [])


def test_a_faint_trigger_counts_where_the_sentence_surely_tells_an_act_and_its_doer() -> None:
    told: dict[str, Any] = {"triggers": {"walled": {"COERCE": 0.3}}, "parts": {}}
    assert set(read(Told("Norland walled the port", quad=4, parties={"Norland": "S"}, **told))) == {"walled"}
    assert not read(Told("Norland walled the port", quad=0, parties={"Norland": "S"}, **told))
    assert not read(Told("Norland walled the port", quad=4, parties={}, **told))


def test_a_rare_word_is_the_trigger_where_the_sentence_surely_tells_who_acts_on_whom() -> None:
    told: dict[str, Any] = {"triggers": {"nabbed": {"COERCE": 0.1, "ASSAULT": 0.05}, "ran": {"RETREAT": 0.11}}, "parts": {}}
    sides = {"Guards": "S", "a man": "T"}
    assert set(read(Told("Guards nabbed a man who ran", quad=4, parties=sides, **told))) == {"nabbed"}
    assert not read(Told("Guards nabbed a man who ran", quad=4, parties={"Guards": "S"}, **told))
    assert not read(Told("Guards nabbed a man who ran", quad=0, parties=sides, **told))


def test_a_trigger_must_be_surer_where_the_sentence_tells_no_act() -> None:
    told: dict[str, Any] = {"triggers": {"hit": {"ASSAULT": 0.6}}, "parties": {}, "parts": {}}
    assert not read(Told("Prices hit the poor", quad=0, **told))
    assert set(read(Told("Prices hit the poor", quad=4, **told))) == {"hit"}


def test_a_meeting_that_is_only_promised_is_agreement() -> None:
    told: dict[str, Any] = {"triggers": {"meet": {"CONSULT": 0.9}}, "quad": 1, "parties": {}, "parts": {}}
    assert read(Told("Norland will soon meet the guards", status="future", **told))["meet"].type == "AGREE"
    assert read(Told("Norland did soon meet the guards", status="occurred", **told))["meet"].type == "CONSULT"
    assert read(Told("Norland, ready to meet the guards", status="future", **told))["meet"].type == "CONSULT"


def test_a_sum_of_money_receives_no_aid() -> None:
    told: dict[str, Any] = {"triggers": {"gave": {"AID": 0.9}}, "quad": 2, "parties": {}}
    parts = {"gave": {"about $5": "recipient", "the guards": "recipient"}}
    view = Told("Norland gave about $5 to the guards", parts=parts, **told)
    assert said(view, read(view)["gave"], "recipient") == ["the guards"]
    seized: dict[str, Any] = {"triggers": {"seized": {"COERCE": 0.9}}, "quad": 4, "parties": {}}
    view = Told("Norland seized about $5", parts={"seized": {"about $5": "recipient"}}, **seized)
    assert said(view, read(view)["seized"], "recipient") == ["about $5"]
