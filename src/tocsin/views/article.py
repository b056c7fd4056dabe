"""One report as a page shows it: its text in segments, its records, its first screen, linked by ids that are unique on the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tocsin.model.record import Place, Quotation, Record
from tocsin.model.span import Span
from tocsin.views.card import GROUPS, Card, cards, told
from tocsin.views.first_screen import first_screen
from tocsin.views.marks import Mark, Paragraph, paragraphs
from tocsin.views.plain import PRECISION, count, credited, day, described, voice_name
from tocsin.views.screen import FirstScreen, Piece
from tocsin.views.terminal import by_code
from tocsin.views.visible import quoted, shortened, visible

_LANGUAGE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")


@dataclass(frozen=True, slots=True)
class Row:
    """One place of the report for a table: name as the report has it, how it was placed, within how many kilometres."""

    name: str
    region: str
    placed: str
    radius: str
    ids: str


@dataclass(frozen=True)
class Article:
    """A record with everything that the template asks for; ``number`` keeps its ids apart from other articles'."""

    record: Record
    number: int

    @property
    def id(self) -> str:
        return f"r{self.number}"

    @property
    def title(self) -> str:
        document = self.record.document
        return shortened(document.title or document.ref, 300)

    @property
    def outlet(self) -> str:
        source = self.record.document.source
        return shortened((source and (source.name or source.domain)) or "Outlet not named", 80)

    @property
    def published(self) -> str:
        return day(self.record.document.published) if self.record.document.published else "undated"

    @property
    def credited(self) -> tuple[str, ...]:
        return credited(self.record)

    @property
    def language(self) -> str:
        given = self.record.document.language or ""
        return given if given and set(given) <= _LANGUAGE else "und"

    @cached_property
    def screen(self) -> FirstScreen:
        return first_screen(self.record)

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        return cards(self.record)

    @property
    def told(self) -> str:
        return told(self.cards)

    @property
    def groups(self) -> tuple[tuple[str, str, tuple[Card, ...]], ...]:
        made = ((kind, heading, tuple(c for c in self.cards if c.kind == kind)) for kind, heading in GROUPS)
        return tuple(g for g in made if g[2])

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {c.claim.id: c.label for c in self.cards} | {q.id: f"Q{n}" for n, q in enumerate(self.record.quotations, 1)}

    @property
    def has_title_apart(self) -> bool:
        """Whether the headline is not part of the text, so that it has to be shown before it."""
        document = self.record.document
        return bool(document.title) and not document.text.lstrip("# \n").startswith(document.title or "")

    @cached_property
    def title_paragraphs(self) -> tuple[Paragraph, ...]:
        return paragraphs(visible(self.record.document.title or ""), self._marks("title")) if self.has_title_apart else ()

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return paragraphs(visible(self.record.document.text), self._marks(None))

    def _marks(self, within: str | None) -> Iterable[Mark]:
        for card in self.cards:
            for evidence in card.claim.evidence:
                if evidence.within == within:
                    yield Mark(evidence.start, evidence.end, card.label, card.kind)
            for span in _cores(card):
                if span.within == within:
                    yield Mark(span.start, span.end, card.label, card.kind, core=True)
        for number, quotation in enumerate(self.record.quotations, 1):
            if quotation.within == within:
                yield from (Mark(a, b, f"Q{number}") for a, b in (*quotation.source, *quotation.content))
        for section in self.screen.sections:
            for sentence in section.sentences:
                for one in (sentence, *sentence.under):
                    yield from (Mark(s.start, s.end, "") for s in one.spans if s.within == within)
        yield from (Mark(m.start, m.end, "") for m in self.record.mentions if m.place and m.within == within)
        if within is None:
            yield from (Mark(i.start, i.end, "") for i in self.record.issues if i.start is not None and i.end is not None)

    def anchor(self, start: int, within: str | None = None) -> str:
        """Return the id of the segment that begins at an offset, or of the text where none does."""
        known = self._title_starts if within else self._starts
        return f"{self.id}-{'t' if within else 's'}{start}" if start in known else f"{self.id}-text"

    def target(self, span: Span) -> str:
        return self.anchor(span.start, span.within)

    @cached_property
    def _starts(self) -> frozenset[int]:
        return frozenset(s.start for p in self.paragraphs for s in p)

    @cached_property
    def _title_starts(self) -> frozenset[int]:
        return frozenset(s.start for p in self.title_paragraphs for s in p)

    def link(self, piece: Piece) -> str:
        """Return where words of the first screen lead: to the text's words, else to the first record or quotation."""
        for span in piece.spans:
            return self.target(span)
        for id_ in (*piece.claims, *piece.quotations):
            if id_ in self._labels:
                return f"{self.id}-{self._labels[id_]}"
        return f"{self.id}-text"

    def keys(self, piece: Piece) -> str:
        """Return the labels of all records and quotations that words of the first screen speak of."""
        return " ".join(self._labels[i] for i in (*piece.claims, *piece.quotations) if i in self._labels)

    def quotations(self) -> Iterable[tuple[str, Quotation, str, str, str]]:
        """Yield label, quotation, its speaker in words, its content, and the id of the words that it begins with."""
        document = self.record.document
        names = {v.quotation: v for c in self.record.claims for v in c.said_by if v.quotation}
        for number, quotation in enumerate(self.record.quotations, 1):
            whole = (document.title if quotation.within else document.text) or ""
            speaker = quotation.speaker
            who = described(speaker.text) if speaker.text else voice_name(names[quotation.id]) if quotation.id in names else "nobody named"
            content = quoted(" … ".join(whole[a:b] for a, b in quotation.content), 400)
            first = min((a for a, _ in quotation.content), default=0)
            yield f"Q{number}", quotation, who, content, self.anchor(first, quotation.within)

    def places(self) -> tuple[Row, ...]:
        """Return the places of the report, each once, by the names that it uses."""
        seen: dict[str, Place] = {}
        first: dict[str, Span] = {}
        for mention in self.record.mentions:
            if mention.place:
                seen.setdefault(mention.place.name, mention.place)
                first.setdefault(mention.place.name, mention)
        for card in self.cards:
            place = card.claim.place if card.claim.kind in ("event", "figure") else None
            if place:
                seen.setdefault(place.name, place)
        return tuple(self._row(place, first.get(name)) for name, place in seen.items())

    def _row(self, place: Place, mention: Span | None) -> Row:
        region = ", ".join(shortened(r, 60) for r in (place.admin1, place.country) if r)
        return Row(
            name=shortened(place.name, 80),
            region=f"{region}{' (disputed)' if place.disputed else ''}" or "–",
            placed=PRECISION[place.precision],
            radius=f"{place.uncertainty_km:,.0f} km" if place.uncertainty_km is not None else "–",
            ids=self.target(mention) if mention else "",
        )

    def coverage(self) -> tuple[tuple[str, str], ...]:
        """Return what was read and how much of the text stands behind a record, as label and words."""
        document, coder = self.record.document, self.record.coder
        covered = last = 0
        for start, end in sorted((e.start, e.end) for c in self.cards for e in c.claim.evidence if e.within is None):
            covered += max(0, end - max(start, last))
            last = max(last, end)
        share = f"{100 * covered / len(document.text):.0f} in 100 characters of the text" if document.text else "there is no text"
        return (
            ("Recorded", self.told),
            ("Behind the records", share),
            ("Reports on conflict", f"{100 * document.relevance:.0f} in 100, by the reader's judgement"),
            ("Left open", count(len(self.record.issues), "abstention")),
            ("From", shortened(document.url or document.ref, 200)),
            ("Read by", f"Tocsin {shortened(coder.version, 40)} with {shortened(coder.model, 60)}"),
            ("Codebook", shortened(coder.codebook, 40)),
            ("Model", f"SHA-256 {shortened(coder.model_sha256, 64)}"),
            ("Document", f"SHA-256 {shortened(document.sha256, 64)}"),
        )

    def issues(self) -> Iterable[tuple[str, str, list[tuple[str, str]]]]:
        """Yield each abstention code with its count in words and its messages, each with the id of its words or an empty one."""
        where = {(i.code, i.message): i.start for i in self.record.issues if i.start is not None}
        for code, number, messages in by_code(self.record):
            told_ = [(shortened(m, 400), self.anchor(where[code, m]) if (code, m) in where else "") for m in messages]
            yield code, count(number, "time"), told_

    def actors(self) -> Iterable[tuple[str, ...]]:
        """Yield each named party's cells: name, kind, country, sector, other names."""
        for actor in self.record.actors:
            also = ", ".join(quoted(a, 60) for a in actor.aliases)
            yield tuple(shortened(cell, 120) if cell else "–" for cell in (actor.name, actor.kind, actor.country, actor.sector, also))

    @property
    def speakers(self) -> str:
        """The chain of the report as a whole: its outlet and whom it credits."""
        return " › ".join((self.outlet, *self.credited))


def _cores(card: Card) -> tuple[Span, ...]:
    claim = card.claim
    if claim.kind == "event":
        return (claim.trigger,)
    if claim.kind == "warning":
        return (claim.outcome, *((claim.condition,) if claim.condition else ()))
    return ()


__all__ = ["Article", "Row"]
