"""The parties of one report while they are being resolved: what is named first, then the phrases that point back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Final

from tocsin.model.reading import Mention, Offsets, Reading
from tocsin.resolve.actor_antecedents import Antecedents
from tocsin.resolve.actor_bodies import organ_of
from tocsin.resolve.actor_clusters import Cabinet, Cluster, short, stem
from tocsin.resolve.actor_context import Context
from tocsin.resolve.actor_described import described
from tocsin.resolve.actor_mentions import Names
from tocsin.resolve.actor_names import BELONGS, COUNTED, core, country_of, head_of, kind_of, parse_name
from tocsin.resolve.actor_offices import Desk
from tocsin.resolve.actor_people import crowd, is_role, people_name
from tocsin.resolve.actor_persons import OFFICIALS
from tocsin.resolve.actor_reference import ANAPHORS, COLLECTIVES, WE, Anchor, Trail, is_pronoun, owner
from tocsin.resolve.actor_variants import country_context, mint
from tocsin.resolve.register import Register, bag, fold
from tocsin.resolve.spans import Spans

_RANK_AND_FILE = frozenset({"soldiers", "troops", "men", "officers", "policemen", "guards"})  # whose they are, the bare word does not say
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_STATE_BEFORE = re.compile(r"\b((?:[A-Z][\w.-]+\s){0,2}[A-Z][\w.-]+)(?:['’]s?)?\s(?:\w+\s)?$")
_TALK: Final = bag("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID REQUEST REJECT ACCUSE THREATEN SANCTION")


class Scene:
    """The state of one resolution."""

    def __init__(self, register: Register, reading: Reading, lands: Mapping[int, str] | None = None) -> None:
        self.register = register
        self.reading = reading
        self.text = reading.document.words
        self.cabinet = Cabinet(register, reading.document.id, lambda: country_context(register, reading))
        self.trail = Trail(reading.sentences)
        self.context = Context(register, reading, self.trail, lands or {})
        self.of_mention: dict[int, str] = {}
        self.first: dict[str, int] = {}
        self._opens = {s.start for s in reading.sentences}
        self.names = Names(register, reading)
        self._closed = False
        self._memo: dict[Offsets, str | None] = {}
        self._peoples: dict[Offsets, str | None] = {}
        self._roles_at: dict[int, list[Offsets]] = {}
        self._contents = Spans((n, piece) for n, q in enumerate(reading.quotations) for piece in q.content)
        self._order = sorted(range(len(reading.mentions)), key=lambda i: (reading.mentions[i].start, -reading.mentions[i].end))
        self.desk = Desk(register, reading, self.cabinet, self.of_mention, self._order)
        self._begins = [reading.mentions[i].start for i in self._order]
        self.links = Antecedents(register, reading, self.cabinet, self.of_mention)

    def read(self) -> None:
        """Name what is named first, then follow the phrases that point back."""
        roles = self._roles()
        for where in roles:
            self._roles_at.setdefault(where[0], []).append(where)
        proper = self._proper_names()
        for index in self._order:
            mention = self.reading.mentions[index]
            if mention.type == "ORGANIZATION":
                found = self._organisation(mention, proper)
            elif mention.type == "GROUP":
                found = self._group(mention, proper)
            elif mention.type == "PERSON":
                found = self._cluster(self.links.title(mention)) or self.desk.person(mention)
            elif mention.type in {"LOCATION", "FACILITY"}:
                found = self._state(mention, roles)
            else:
                continue
            if found is not None:
                self._put(index, found)
        for where in roles:
            self.at(*where)
        self._closed = True

    def _put(self, index: int, cluster: Cluster) -> None:
        mention = self.reading.mentions[index]
        self.of_mention[index] = cluster.id
        self.first.setdefault(cluster.id, mention.start)
        person = cluster.id.startswith(OFFICIALS)
        self.trail.add(Anchor(mention.start, mention.end, cluster.id, cluster.kind, cluster.tokens, person))

    def _roles(self) -> dict[Offsets, str]:
        """Return the spans of parties and speakers, each with ``actor``, ``recipient`` or ``talk`` (a recipient of words) and so on."""
        made: dict[Offsets, str] = {}
        for frame in self.reading.frames:
            for a in frame.arguments:
                if a.role in ("actor", "recipient"):
                    made.setdefault((a.start, a.end), "actor" if a.role == "actor" or frame.type in _TALK else "recipient")
        for tie in self.reading.ties:
            for where in (tie.source, tie.target):
                if where:
                    made[where] = "actor"
        for remark in self.reading.remarks:
            if remark.about:
                made.setdefault(remark.about, "recipient")
        for quotation in self.reading.quotations:
            for where in quotation.source:
                made[where] = "actor"
        return made

    def _words(self, mention: Mention) -> str:
        return self.text[mention.start : mention.end]

    def _proper_names(self) -> dict[str, Cluster]:
        names: list[tuple[str, str]] = []
        spots: list[tuple[str, int]] = []
        for index in self._order:
            mention = self.reading.mentions[index]
            if mention.type not in {"ORGANIZATION", "GROUP"}:
                continue
            words = short(self._words(mention))
            name = self.names.parsed(mention, words)
            if name.proper is None or self._organ(words) or self._seat(words) or COUNTED.match(words) or is_pronoun(words):
                continue
            if self.context.bare(words) or crowd(self.register, words):
                continue
            if mention.type == "GROUP" and not self._is_organised(words, name.proper):
                continue
            proper = name.proper
            if fold(name.head) in COLLECTIVES and self.register.find(proper) is None and name.proper.split()[-1].islower():
                proper = stem(proper)
                if self.register.adjective(proper) or (self.register.find(proper) is None and not self.names.stands_alone(proper)):
                    proper = name.proper
            before = self.text[max(0, mention.start - 40) : mention.start]
            near = re.search(r"\b(?:the|an?)\s+((?:[a-z-]+\s+){1,4})$", before)
            names.append((proper, name.descriptor or (near.group(1).strip() if near else "")))
            spots.append((proper, mention.end if words == self._words(mention) else mention.start + len(words)))
        made = self.cabinet.proper(names)
        for proper, end in spots:
            self.cabinet.gloss(made[fold(proper)], self.text, end)
        return self.cabinet.merged(made)

    def _is_organised(self, words: str, proper: str) -> bool:
        known = self.register.find(words) or self.register.find(stem(proper)) or described(self.register, proper)
        return known is not None

    def _organisation(self, mention: Mention, proper: Mapping[str, Cluster]) -> Cluster | None:
        words = short(self._words(mention))
        if COUNTED.match(words) or is_pronoun(words):
            return None
        organ = self._organ(words) or self._seat(words) or self._organ_before(mention, words)
        organ = organ or self.context.behind(words, mention.end)
        if organ:
            return self.cabinet.listed(self.register.organ(*organ), words)
        if crowd(self.register, words):
            people = people_name(self.register, words, marked_group=True)
            return self._people_of(people) if people else None
        if kind := self.context.bare(words):
            return self._cluster(self._body(kind, words, mention.start))
        name = self.names.parsed(mention, words)
        if name.proper is not None:
            found = proper.get(fold(name.proper)) or self.cabinet.known(name.proper) or proper.get(fold(stem(name.proper)))
            return found or self.cabinet.known(stem(name.proper))
        return self._nominal(mention, name.bare, name.head)

    def _organ(self, words: str) -> tuple[str, str] | None:
        """Return state and organ that words name: "Syrian army", "the Assad regime"."""
        return organ_of(self.register, words) or self.desk.organ(words)

    def _seat(self, words: str) -> tuple[str, str] | None:
        """Return the government of a state whose capital the reader took for a party."""
        seat = self.register.capital(words) if self.register.state(words) is None else None
        return (seat, "gov") if seat else None

    def _organ_before(self, mention: Mention, words: str) -> tuple[str, str] | None:
        match = _STATE_BEFORE.search(self.text, max(0, mention.start - 50), mention.start)
        if not match or not words.islower():
            return None
        return organ_of(self.register, f"{match.group(1)} {_ARTICLE.sub('', words)}")

    def _body(self, kind: str, words: str, position: int) -> str | None:
        """Return the body of the state that "the army" or "parliament" belongs to; null where the report has several that it may be."""
        code = self.context.whose(kind, words, position)
        return self.cabinet.listed(self.register.organ(code, kind), words).id if code else None

    def _nominal(self, mention: Mention, bare: str, head: str) -> Cluster | None:
        """Return whom a common noun means: an actor before it, or, where it is no mere pointer, a party of this report alone."""
        words = self._words(mention)
        who = owner(words)
        if who and fold(head) in COLLECTIVES:
            return self._cluster(self._pronoun(who, mention.start) or self.links.phrase(mention.start, words))
        if linked := self.links.phrase(mention.start, words):
            return self._cluster(linked)
        inner = re.search(r"\b(?:of|from|within)\s+(?:the\s+)?([A-Z].+)$", words)
        if inner and fold(head) in COLLECTIVES | {"commando", "column", "wing"} and (held := self.cabinet.known(inner.group(1))):
            return held
        country = country_of(self.register, words)
        indefinite = re.match(r"(?:an?|some|several|two|three|one)\s", words, re.IGNORECASE) is not None
        if not indefinite and not who and country is None:
            found = self.trail.nominal(head, mention.start)
            if found is not None and (fold(bare) == fold(head) or fold(bare).split()[-1] in ANAPHORS or self._covers(found, bare)):
                return self._cluster(found)
            if fold(head) in ANAPHORS and fold(bare) == fold(head):
                return None
        kind, _ = kind_of(bare)
        if kind is None and fold(head) not in ANAPHORS:
            return None
        if fold(bare) == fold(head) and fold(head) in _RANK_AND_FILE:
            return None
        return self.cabinet.new(bare, proper=False)

    def _covers(self, actor: str, bare: str) -> bool:
        return set(fold(bare).split()) <= self.cabinet.clusters[actor].tokens

    def _cluster(self, actor: str | None) -> Cluster | None:
        return self.cabinet.clusters.get(actor) if actor else None

    def _group(self, mention: Mention, proper: Mapping[str, Cluster]) -> Cluster | None:
        words = self._words(mention)
        people = people_name(self.register, words, marked_group=True)
        name = parse_name(words, mention.start in self._opens)
        if people is None or (name.proper and fold(name.proper) in proper):
            acts = self._acts(mention, words)
            return self._organisation(mention, proper) if acts else self._cluster(self.links.phrase(mention.start, words))
        following = re.match(r"\s(\w+)", self.text[mention.end : mention.end + 30])
        if following and is_role(following.group(1)):
            return None
        return self._people_of(people)

    def _people_of(self, people: str) -> Cluster:
        known = self.register.people(people)
        made = known.id if known else mint("people", people)
        if made not in self.cabinet.clusters:
            self.cabinet.clusters[made] = Cluster(made, known.name if known else people, kind="people")
        return self.cabinet.clusters[made]

    def _acts(self, mention: Mention, words: str) -> bool:
        name = parse_name(words, mention.start in self._opens)
        if name.proper:
            return self._is_organised(words, name.proper) or self._organ(words) is not None
        return kind_of(words)[0] == "armed group"

    def _state(self, mention: Mention, roles: Mapping[Offsets, str]) -> Cluster | None:
        """Return a state that is a party here, or its government where its capital speaks or acts."""
        words = re.sub(r"['’]s?$", "", self._words(mention))
        code, seat = self.register.state(words), self.register.capital(words)
        if code is None and seat is None:
            return None
        near = {mention.start - back for back in range(5)} & self._roles_at.keys()
        for (start, end), role in ((where, roles[where]) for at in near for where in self._roles_at[at]):
            if start + len(core(self.text[start:end]).rstrip()) == mention.end:
                if code:
                    return self.cabinet.listed(self.register.entries[f"state:{code}"], words)
                if seat and role == "actor":
                    return self.cabinet.listed(self.register.organ(seat, "gov"), words)
        return None

    def _pronoun(self, word: str, position: int) -> str | None:
        if fold(word) in WE:
            return self._speaker(position)
        return self.links.pronoun(word, position) or self.trail.pronoun(word, position)

    def _speaker(self, position: int) -> str | None:
        """Return the actor that says the words at a position: the source of the quotation that holds them, else the outlet itself."""
        holding = [q for q in (self.reading.quotations[n] for n in self._contents.at(position)) if q.source]
        if holding:
            inner = min(holding, key=lambda q: q.content[-1][1] - q.content[0][0])
            start, end = inner.source[0]
            return None if start <= position < end else self.at(start, end)
        source = self.reading.document.source
        cluster = self.cabinet.known(source.name) if source and source.name else None
        return cluster.id if cluster else None

    def at(self, start: int, end: int) -> str | None:
        """Return the actor of a noun phrase, resolved once."""
        where = (start, end)
        if where not in self._memo:
            self._memo[where] = None
            found = self._find(start, end)
            self._memo[where] = found if not self._closed or found in self.first else None
            if found is not None and not self._closed:
                self.first.setdefault(found, start)
        return self._memo[where]

    def _find(self, start: int, end: int) -> str | None:
        while start < end and self.text[start] in ' \t\n,"“”':
            start += 1
        words = self.text[start:end].rstrip(' ,."“”')
        if not words:
            return None
        if is_pronoun(words):
            return self._pronoun(words, start)
        inside = list(self._inside(start, start + len(words)))
        for index, mention in inside:
            if (mention.start, mention.end) == (start, start + len(words)):
                return self.of_mention.get(index) or self._collective(start, words, inside)
        head_end = start + len(core(words))
        for index, mention in inside:
            if mention.start < head_end <= mention.end and index in self.of_mention:
                return self.of_mention[index]
        for index, mention in inside:
            held = self.of_mention.get(index, "")
            behind = self.text[head_end : mention.start].strip()
            if held.startswith(OFFICIALS) and mention.start >= head_end and behind == ",":
                return held
        return self._collective(start, words, inside)

    def _inside(self, start: int, end: int) -> Iterator[tuple[int, Mention]]:
        for at in range(bisect_left(self._begins, start - 4), len(self._order)):
            index = self._order[at]
            mention = self.reading.mentions[index]
            if mention.start >= end:
                return
            if mention.end > start and mention.end <= end + 1:
                yield index, mention

    def _collective(self, start: int, words: str, inside: list[tuple[int, Mention]]) -> str | None:
        """Return the actor whose people a plural names ("its fighters", "FBF fighters", "fighters of the Front", "Syrian forces")."""
        bare = _ARTICLE.sub("", words)
        head = head_of(bare)
        organ = self._organ(words)
        if organ:
            return self.cabinet.listed(self.register.organ(*organ), words).id
        who = owner(words)
        if not who and (linked := self.links.phrase(start, words)):
            return linked
        if fold(head) in COLLECTIVES:
            if who:
                return self._pronoun(who, start) or self.links.phrase(start, words)
            for index, mention in inside:
                held = self.of_mention.get(index)
                between = self.text[start + len(core(words)) : mention.start].strip()
                if held and not held.startswith((*OFFICIALS, "people:", "state:")) and (mention.start <= start + 4 or between in BELONGS):
                    return held
        if bare[:1].isupper():
            entry = self.register.find(bare) or described(self.register, bare)
            named = self.cabinet.known(bare) or (self.cabinet.listed(entry, bare) if entry else None)
            if named is not None:
                return named.id
        if who or fold(bare) != fold(head) or re.match(r"(?:an?|some|several)\s", words, re.IGNORECASE):
            return None
        kind = self.context.bare(words)
        return self._body(kind, words, start) if kind else self.trail.nominal(head, start)

    def people(self, start: int, end: int) -> str | None:
        """Return the people that a span names, null where its head is anything else; looked up once."""
        if (start, end) not in self._peoples:
            self._peoples[(start, end)] = self._people(start, end)
        return self._peoples[(start, end)]

    def _people(self, start: int, end: int) -> str | None:
        words = self.text[start:end].strip(' ,."“”')
        stop = self.text.find(words, start) + len(core(words))
        marked = any(m.type == "GROUP" and m.start < stop <= m.end for _, m in self._inside(start, end))
        return people_name(self.register, words, marked_group=marked)
