"""The parties of one report while they are being resolved: what is named first, then the phrases that point back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from tocsin.model.reading import Mention, MentionType, Offsets, Reading
from tocsin.resolve.actor_abstention import Abstention
from tocsin.resolve.actor_antecedents import Antecedents
from tocsin.resolve.actor_bodies import body_kind, organ_of
from tocsin.resolve.actor_clusters import Cabinet, Cluster, short, stem
from tocsin.resolve.actor_context import Context
from tocsin.resolve.actor_described import described
from tocsin.resolve.actor_mentions import Names
from tocsin.resolve.actor_names import BELONGS, COUNTED, core, head_of, kind_of, parse_name
from tocsin.resolve.actor_offices import Desk
from tocsin.resolve.actor_people import MEMBERS, crowd, is_role, people_name, population
from tocsin.resolve.actor_persons import OFFICIALS
from tocsin.resolve.actor_reference import ANAPHORS, WE, Anchor, Trail, is_pronoun, owner
from tocsin.resolve.actor_roles import roles_of
from tocsin.resolve.actor_roster import Roster
from tocsin.resolve.actor_variants import country_context, mint
from tocsin.resolve.register import ORGANS, Register, fold, unowned
from tocsin.resolve.spans import Spans

_RANK_AND_FILE = frozenset(
    {"soldiers", "troops", "men", "officers", "policemen", "guards", "fighters"}
)  # whose they are, the bare word does not say
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_PARTS: Final = MEMBERS | {"commando", "column", "wing"}
_WITHIN = re.compile(r"\b(?:of|from|within)\s+(?:the\s+)?([A-Z].+)$")
_SOME = re.compile(r"(?:an?|some|several)\s", re.IGNORECASE)
_APPOSED = re.compile(r",\s+")
_FROM = re.compile(r"\s(?:of|from|with|loyal to|belonging to)\s(?:the\s)?")
_LONG = 60
_STATE_BEFORE = re.compile(r"\b((?:[A-Z][\w.-]+\s){0,2}[A-Z][\w.-]+)(?:['’]s?)?\s(?:\w+\s)?$")


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
        self.left: dict[int, str] = {}
        self.types: dict[int, MentionType] = {}
        self._opens = {s.start for s in reading.sentences}
        self.names = Names(register, reading)
        self._closed = False
        self._memo: dict[Offsets, str | None] = {}
        self._peoples: dict[Offsets, str | None] = {}
        self._roles_at: dict[int, list[Offsets]] = {}
        self._organs: dict[str, tuple[str, str] | None] = {}
        self._order = sorted(range(len(reading.mentions)), key=lambda i: (reading.mentions[i].start, -reading.mentions[i].end))
        self.desk = Desk(register, reading, self.cabinet, self.of_mention, self._order)
        self.roster = Roster(register, reading, self.names, self.cabinet, self.desk)
        self._begins = [reading.mentions[i].start for i in self._order]
        self.links = Antecedents(register, reading, self.cabinet, self.of_mention)

    def read(self) -> None:
        """Name what is named first, then follow the phrases that point back."""
        roles = roles_of(self.reading)
        abstention = Abstention(self.context, roles)
        for where in roles:
            self._roles_at.setdefault(where[0], []).append(where)
        proper = self.roster.proper_names(self._order, self._is_body)
        for index in self._order:
            mention = self.reading.mentions[index]
            if mention.type == "ORGANIZATION":
                found = self._person(mention) if self.roster.is_person(mention) else self._organisation(mention, proper)
            elif mention.type == "GROUP":
                found = self._group(mention, proper)
            elif mention.type == "PERSON":
                found = self._person(mention)
            elif mention.type in {"LOCATION", "FACILITY"}:
                found = self._state(mention, roles)
            else:
                continue
            if found is not None:
                self._put(index, found)
            elif reason := abstention.why(mention):
                self.left[index] = reason
            if mention.type == "ORGANIZATION" and (other := self.roster.type_of(mention, found.kind if found else None)):
                self.types[index] = other
        for where in roles:
            self.at(*where)
        self._closed = True

    def _put(self, index: int, cluster: Cluster) -> None:
        mention = self.reading.mentions[index]
        self.of_mention[index] = cluster.id
        self.first.setdefault(cluster.id, mention.start)
        self.trail.add(Anchor(mention.start, mention.end, cluster.id))

    def _person(self, mention: Mention) -> Cluster | None:
        """Return the office-holder that a mention is; "its leader, X" is X."""
        behind = _APPOSED.match(self.text, mention.end) if owner(self._words(mention)) else None
        named = self.roster.person_at.get(behind.end()) if behind else None
        if named is not None:
            return self.desk.person(named)
        return self._cluster(self.links.title(mention)) or self.desk.person(mention)

    def _words(self, mention: Mention) -> str:
        return self.text[mention.start : mention.end]

    def _organisation(self, mention: Mention, proper: Mapping[str, Cluster]) -> Cluster | None:
        words = short(self._words(mention))
        if COUNTED.match(words) or is_pronoun(words):
            return None
        organ = self._organ(words) or self._seat(words) or self._organ_before(mention, words)
        organ = organ or self.context.behind(words, mention.end)
        if organ:
            return self.cabinet.listed(self.register.organ(*organ), words)
        if crowd(self.register, words):
            people = people_name(self.register, words, marked_group=True) if population(self.register, words) else None
            return self._people_of(people) if people else None
        if kind := self.context.bare(words):
            return self._cluster(self._body(kind, words, mention.start))
        name = self.names.parsed(mention, words)
        if name.proper is not None:
            found = proper.get(fold(name.proper)) or self.cabinet.known(name.proper) or proper.get(fold(stem(name.proper)))
            return found or self.cabinet.known(stem(name.proper))
        return self._nominal(mention, name.bare, name.head)

    def _organ(self, words: str) -> tuple[str, str] | None:
        """Return state and organ that words name: "Syrian army", "the Assad regime"; looked up once."""
        if words not in self._organs:
            self._organs[words] = organ_of(self.register, words) or self.desk.organ(words)
        return self._organs[words]

    def _seat(self, words: str) -> tuple[str, str] | None:
        """Return the government of a state whose capital the reader took for a party."""
        seat = self.register.capital(words)
        return (seat, "gov") if seat and self.register.state(words) is None else None

    def _is_body(self, words: str) -> bool:
        return bool(self._organ(words) or self._seat(words) or self.context.bare(words))

    def _organ_before(self, mention: Mention, words: str) -> tuple[str, str] | None:
        if not words.islower() or _ARTICLE.match(words):
            return None
        match = _STATE_BEFORE.search(self.text, max(0, mention.start - 50), mention.start)
        return organ_of(self.register, f"{match.group(1)} {words}") if match else None

    def _body(self, kind: str, words: str, position: int) -> str | None:
        """Return the body of the state that "the army" or "parliament" belongs to; null where the report has several that it may be."""
        code = self.context.whose(kind, words, position)
        return self.cabinet.listed(self.register.organ(code, kind), words).id if code and self.register.is_state(code) else None

    def _nominal(self, mention: Mention, bare: str, head: str) -> Cluster | None:
        """Return whom a common noun means: an actor before it, or, where it is no mere pointer, a party of this report alone."""
        words = self._words(mention)
        who = owner(words)
        if who and (body := body_kind(bare)):
            return self._body_of(who, body, mention.start, words)
        if who and fold(head) in MEMBERS:
            whose = self._pronoun(who, mention.start) or self.links.phrase(mention.start, words)
            return None if whose and whose.startswith(OFFICIALS) else self._cluster(whose)
        if linked := self.links.phrase(mention.start, words):
            return self._cluster(linked)
        inner = _WITHIN.search(words) if fold(head) in _PARTS else None
        if inner and (held := self.cabinet.known(inner.group(1))):
            return held
        if fold(head) in MEMBERS and (held := self._behind(mention.end)):
            return held
        if fold(head) in ANAPHORS and fold(bare) == fold(head):
            return None
        kind, _ = kind_of(bare)
        if kind is None and fold(head) not in ANAPHORS:
            return None
        if fold(bare) == fold(head) and fold(head) in _RANK_AND_FILE:
            return None
        return self.cabinet.new(bare, proper=False)

    def _body_of(self, who: str, body: str, position: int, words: str) -> Cluster | None:
        """Return the body of a state that "his government" or "its army" is: of the state that the pronoun means, or that its holder leads."""
        held = self._cluster(self._pronoun(who, position))
        of_state = held is not None and (held.kind == "state" or held.id.startswith("office:") or held.id.partition(":")[0] in ORGANS)
        if held is None or not of_state or held.country is None or not self.register.is_state(held.country):
            return None
        return self.cabinet.listed(self.register.organ(held.country, body), words)

    def _behind(self, end: int) -> Cluster | None:
        """Return the organisation whose people stand before it: "fighters from the Free Border Front"."""
        link = _FROM.match(self.text, end)
        for _, mention in self._inside(link.end(), link.end() + _LONG) if link else ():
            if link and link.end() - 4 <= mention.start <= link.end() and mention.type == "ORGANIZATION":
                words = short(self._words(mention))
                entry = self.register.find(words)
                return self.cabinet.known(_ARTICLE.sub("", words)) or (self.cabinet.listed(entry, words) if entry else None)
        return None

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
            return self.roster.is_organised(words, name.proper) or self._organ(words) is not None
        return kind_of(words)[0] == "armed group"

    def _state(self, mention: Mention, roles: Mapping[Offsets, str]) -> Cluster | None:
        """Return a state that is a party here, or its government where its capital speaks or acts."""
        words = unowned(self._words(mention))
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
        return self.links.pronoun(word, position)

    @cached_property
    def _contents(self) -> Spans:
        """What is quoted, by the numbers of the quotations."""
        return Spans((n, piece) for n, q in enumerate(self.reading.quotations) for piece in q.content)

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
        if fold(head) in MEMBERS:
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
        if who or fold(bare) != fold(head) or _SOME.match(words):
            return None
        kind = self.context.bare(words)
        return self._body(kind, words, start) if kind else None

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
