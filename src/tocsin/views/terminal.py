"""Records for a terminal: readable at 80 columns, plain in a pipe, coloured only when told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tocsin.model.record import Claim, Header, Record
from tocsin.views.card import GROUPS, Card, card, cards, told
from tocsin.views.first_screen import first_screen
from tocsin.views.phrase import phrase
from tocsin.views.plain import PRECISION, STATUS, chain, count, credited, day, days, short, where
from tocsin.views.screen import Sentence
from tocsin.views.visible import quoted, shortened, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_NARROWEST = 40
_AROUND = 220
_ISSUES_SHOWN = 2
# Which way a chain of speakers reads: the outlet had it from the next.
_FROM = " < "
_COLOURS = {"event": "red", "figure": "cyan", "relation": "magenta", "assertion": "green", "warning": "yellow"}


def render(record: Record, *, width: int, colour: bool) -> str:
    """Return a record as lines of at most ``width`` columns (40 at least): first screen, records by kind, what is left open."""
    page = _Page(width, colour=colour)
    page.head(record.document, credited(record))
    for section in first_screen(record).sections:
        page.heading(section.heading)
        for sentence in section.sentences:
            page.sentence(sentence)
    found = cards(record)
    for kind, heading in GROUPS:
        alike = [c for c in found if c.kind == kind]
        if alike:
            page.heading(f"{heading} ({len(alike)})")
            for one in alike:
                page.card(one)
    page.quotations(record)
    page.names(record)
    page.issues(record)
    coder = record.coder
    page.gap()
    page.line(f"{told(found)}, read by Tocsin {coder.version} with {coder.model}", style="dim")
    return page.text()


def claim_line(claim: Claim, width: int) -> str:
    """Return a claim on one line of at most ``width`` columns: short id, kind, status, its words, its innermost speaker."""
    head = f"{short(claim.id):<8}  {claim.kind:<9}  {STATUS[claim.status]:<18}  "
    speakers = shortened(chain(claim.said_by)[-1], 28)
    room = max(width, _NARROWEST) - len(head)
    words = phrase(claim, max(16, room - len(speakers) - 3))
    return shortened_line(f"{head}{words} – {speakers}", max(width, _NARROWEST))


def shortened_line(line: str, width: int) -> str:
    """Return a line cut to ``width`` columns, its inner blanks kept."""
    return line if len(line) <= width else f"{line[: width - 1].rstrip()}…"


def claim_in_context(claim: Claim, header: Header, width: int, colour: bool, claims: Sequence[Claim] = ()) -> str:
    """Return one claim with all its fields and its words within the words around them, marked by colour or by ``>>>`` and ``<<<``.

    ``claims`` are those of its record; without them a running total cannot be told from losses of its own.
    """
    page = _Page(width, colour=colour)
    page.head(header)
    one = card(claim, header, {}, claims=claims)
    page.heading(claim.kind.capitalize())
    page.card(one, with_id=False)
    for number, proof in enumerate(one.proofs, 1):
        which = f" {number} of {len(one.proofs)}" if len(one.proofs) > 1 else ""
        page.heading(f"Its words{which}, in {proof.part}")
        page.excerpt(header, claim.evidence[number - 1].start, claim.evidence[number - 1].end, title=proof.evidence.within == "title")
        page.line(f"{proof.status}; said by {_FROM.join(proof.chain)}{_hedged(proof.hedges)}", indent=2)
    page.heading("Kept as")
    kept = {"record": claim.id, "document": header.id, "from": header.url or header.ref, "code": one.code or "none"}
    for label, words in (kept | {"confidence": f"{claim.confidence:.2f}"}).items():
        page.line(shortened(words, 400), indent=2, lead=f"{label:<12}")
    for label, words in (*([("precise", one.precise)] if one.precise else []), *(("counted", c) for c in one.counted)):
        page.line(words, indent=2, lead=f"{label:<12}")
    return page.text()


class _Page:
    """Gathers lines; rich wraps and colours them."""

    def __init__(self, width: int, *, colour: bool) -> None:
        from io import StringIO

        from rich.console import Console

        self._out = StringIO()
        self._width = max(width, _NARROWEST)
        self._colour = colour
        self._console: Console = Console(
            file=self._out, width=self._width, force_terminal=colour, color_system="standard" if colour else None, markup=False,
            highlight=False, emoji=False, legacy_windows=False,
        )  # fmt: skip

    def text(self) -> str:
        lines = (line.rstrip() for line in self._out.getvalue().splitlines())
        return "\n".join(lines).strip("\n") + "\n"

    def gap(self) -> None:
        self._console.print()

    def line(self, words: str | Text, *, indent: int = 0, hang: int = 0, style: str = "", lead: str = "") -> None:
        """Print words wrapped; ``lead`` stands before the first line, further lines begin below the words after it, ``hang`` deeper."""
        from rich.text import Text

        text = words if isinstance(words, Text) else Text(visible(words), style=style)
        left = indent + len(lead)
        for number, line in enumerate(text.wrap(self._console, max(16, self._width - left - hang))):
            line.rstrip()
            start = Text(" " * (left + hang)) if number else Text(" " * indent).append(lead, style="dim")
            self._console.print(start + line, soft_wrap=True)

    def heading(self, words: str) -> None:
        self.gap()
        self.line(words if self._colour else words.upper(), style="bold")

    def head(self, document: Header, others: Iterable[str] = ()) -> None:
        source = document.source
        outlet = (source.name or source.domain) if source else None
        parts = [shortened(outlet, 60) if outlet else "outlet not named", day(document.published) if document.published else "undated"]
        if others:
            parts.append(f"credits {', '.join(others)}")
        self.line(" · ".join(parts), style="bold")
        self.line(shortened(document.title, 200) if document.title else shortened(document.ref, 200))
        self.line("─" * self._width, style="dim")

    def sentence(self, sentence: Sentence, indent: int = 2) -> None:
        self.line(sentence.text, indent=indent, hang=2)
        for under in sentence.under:
            self.sentence(under, indent + 4)

    def card(self, one: Card, *, with_id: bool = True) -> None:
        from rich.text import Text

        lead = 10 if with_id else 0
        head = Text()
        if one.kind == "warning":
            condition = one.condition or "(no condition given)"
            head.append("IF ", style="bold").append(condition).append(" THEN ", style="bold").append(one.outcome or "")
        else:
            head.append(one.title, style=_COLOURS[one.kind])
        self.line(head, indent=2, lead=f"{one.short:<{lead}}" if with_id else "")
        say = partial(self.line, indent=2 + lead, hang=2)
        status = Text(f"{one.status}; said by {_FROM.join(one.chain)}{_hedged(one.hedges)}  ")
        say(status.append(one.code.split(" · ")[0] if with_id else one.code, style="dim"))
        facts = [f"{f.label.lower()}: {f.words}" for f in one.facts]
        for line in ["; ".join(facts)] if with_id and facts else facts:
            say(line)
        if with_id:
            for words in (*([f"precise {one.precise}"] if one.precise else []), *(f"counted {c}" for c in one.uncertain)):
                say(words, style="dim")
        for drift in one.drift:
            say(f"! {drift}", style="yellow")

    def excerpt(self, header: Header, start: int, end: int, *, title: bool) -> None:
        from rich.text import Text

        whole = visible((header.title if title else header.text) or "")
        left, right = max(0, start - _AROUND), min(len(whole), end + _AROUND)
        before = " ".join(whole[left:start].split(None)) if start else ""
        after = " ".join(whole[end:right].split(None))
        marked = " ".join(whole[start:end].split())
        # Cut between words: the first and the last stray piece go.
        before = before.partition(" ")[2] if left else before
        after = after.rpartition(" ")[0] if right < len(whole) else after
        text = Text(f"{'… ' if left else ''}{before}{' ' if whole[left:start][-1:].isspace() else ''}")
        text.append(marked if self._colour else f">>>{marked}<<<", style="bold reverse")
        text.append(f"{' ' if whole[end:right][:1].isspace() else ''}{after}{' …' if right < len(whole) else ''}")
        self.line(text, indent=2)

    def quotations(self, record: Record) -> None:
        if not record.quotations:
            return
        self.heading(f"Quotations ({len(record.quotations)})")
        for quotation in record.quotations:
            whole = (record.document.title if quotation.within else record.document.text) or ""
            content = " … ".join(whole[a:b] for a, b in quotation.content)
            speaker = quotation.speaker
            who = quoted(speaker.text, 60) if speaker.text else "nobody named"
            how = "word for word" if quotation.verbatim else "in the outlet's words"
            self.line(quoted(content, 240), indent=2, lead=f"{short(quotation.id):<10}")
            self.line(f"{who}{', not named' if speaker.anonymous and speaker.text else ''}; {how}", indent=12, hang=2)

    def names(self, record: Record) -> None:
        if record.actors:
            self.heading(f"Who is named ({len(record.actors)})")
            for actor in record.actors:
                facts = ", ".join(f for f in (actor.kind, actor.country, actor.sector) if f)
                aliases = ", ".join(quoted(a, 40) for a in actor.aliases[:4])
                also = f"; also {aliases}" if aliases else ""
                self.line(f"{shortened(actor.name, 60)}{f' – {facts}' if facts else ''}{also}", indent=2, hang=2)
        places = {m.place.name: m.place for m in record.mentions if m.place}
        if places:
            self.heading(f"Places ({len(places)})")
            for place in places.values():
                radius = f", within {place.uncertainty_km:,.0f} km" if place.uncertainty_km else ""
                placed = "" if place.precision == "unlocated" else f" – {PRECISION[place.precision]}{radius}"
                self.line(f"{where(place)}{placed}{f'; {place.country}' if place.country else ''}", indent=2, hang=2)
        times = {(m.text, days(m.date)) for m in record.mentions if m.date}
        if times:
            self.heading(f"Times ({len(times)})")
            for words, read in sorted(times):
                self.line(f"{quoted(words, 60)} – {read}", indent=2, hang=2)

    def issues(self, record: Record) -> None:
        if not record.issues:
            return
        self.heading("Left open, and why")
        for name, number, messages in by_code(record):
            self.line(f"{name} – {count(number, 'time')}", indent=2, hang=2)
            for message in messages[:_ISSUES_SHOWN]:
                self.line(shortened(message, 240), indent=4, hang=2, style="dim")


def _hedged(hedges: Iterable[str]) -> str:
    words = ", ".join(hedges)
    return f"; hedged: {words}" if words else ""


def by_code(record: Record) -> Iterable[tuple[str, int, list[str]]]:
    """Yield each issue code of a record with its number and its distinct messages, the most frequent first."""
    counts = Counter(i.code for i in record.issues)
    for name, number in counts.most_common():
        yield name, number, list(dict.fromkeys(i.message for i in record.issues if i.code == name))


__all__ = ["by_code", "claim_in_context", "claim_line", "render"]
