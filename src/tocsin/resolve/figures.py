"""Figure claims: every number of people, losses or shares that the report gives, by whose count."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, cast

from tocsin.model.reading import Status
from tocsin.model.record import Category, FigureClaim
from tocsin.resolve.number_counts import find_counts
from tocsin.resolve.number_lists import BARE, Count, CountRole
from tocsin.resolve.number_words import CURRENCIES, MEASURES
from tocsin.resolve.numbers import NumberValue
from tocsin.resolve.scene import Scene

_MAY = re.compile(r"(?i)\s*(?:more\s+|others\s+|people\s+)?(?:could|may|might|would|will)\b")
_KNOWN = re.compile(r"\b(?:the|these|those|both|our|their|his|her|its)\s+(?:(?:other|same|last|first)\s+)?$", re.IGNORECASE)
_FEW = 12  # "the two capitals", "its nine terminals": a small number after "the" tells known things apart and counts nothing
_LEADS = re.compile(r"(?:(?:the|a|an|another|some|further|these|those|all|at\s+least|about|around|more\s+than)\s+)*", re.IGNORECASE)
_BEFELL: Final[tuple[tuple[Category, re.Pattern[str]], ...]] = (
    ("killed", re.compile(r"kill\w*|murder\w*|execut\w+|massacr\w+|behead\w*|assassinat\w+|slain|died|dead|lynch\w+|hanged", re.IGNORECASE)),
    ("injured", re.compile(r"injur\w+|wound\w*|hurt|beat(?:en|ing)?|maimed|stabbed|burn(?:t|ed)", re.IGNORECASE)),
    ("captured", re.compile(r"captur\w+|detain\w*|detention|arrest\w*|abduct\w*|kidnap\w*|imprison\w*|seiz\w+|captive|hostage", re.IGNORECASE)),
    ("displaced", re.compile(r"displac\w+|uproot\w+|evict\w+|expel\w*|evacuat\w+", re.IGNORECASE)),
)  # fmt: skip
_REACH = 2  # sentences: how far back "three of the dead" may take up a count of the dead
_SIZES = frozenset(("percent", *CURRENCIES.values(), *MEASURES.values()))
_CATEGORIES = frozenset({"killed", "injured", "missing", "captured", "displaced"})


@dataclass(frozen=True, slots=True)
class Tally:
    """One count in the text: its words, its value, what it counts, and the casualty category where it is one.

    ``cumulative``: it includes earlier losses; ``toll``: and so is not the event's own. ``part_of``: where the count begins that counts these already.
    """

    start: int
    end: int
    value: NumberValue
    role: str
    category: Category | None
    of: tuple[int, int] | None
    cumulative: bool
    sentence: int
    part_of: int | None = None
    toll: bool = False


def find_tallies(scene: Scene) -> list[Tally]:
    """Return every count of every sentence, in document offsets."""
    made: list[Tally] = []
    latest: dict[Category, Tally] = {}
    for number, sentence in enumerate(scene.reading.sentences):
        text = scene.text[sentence.start : sentence.end]
        whole: int | None = None
        for count in find_counts(text):
            role = count.role if count.role != "other" else _befell(scene, number, count)
            if role == "other" and not count.part and _is_no_figure(scene, number, count):
                continue
            category = cast(Category, role) if role in _CATEGORIES else None
            of = (sentence.start + count.noun[0], sentence.start + count.noun[1]) if count.noun else None
            start, end = sentence.start + count.start, sentence.start + count.end
            value = count.value
            if value.unit is None and of is None and made and _goes_on(text, count.start, count.end) and made[-1].value.unit == "people":
                value = replace(value, unit="people")
            held = latest.get(category) if category else None
            near = held.start if held and number - held.sentence <= _REACH else whole
            tally = Tally(start, end, value, role, category, of, count.cumulative, number, near if count.part else None, count.toll)
            whole = whole if count.part else start
            if category and not count.part:
                latest[category] = tally
            made.append(tally)
    return made


def _befell(scene: Scene, number: int, count: Count) -> CountRole:
    """Return what befell the people counted by the act that they suffered: "Two lawyers who defended protesters were detained"."""
    if count.value.unit not in ("people", "families", "households"):
        return "other"
    start = scene.sentence(number).start + count.start
    for frame in (scene.reading.frames[n] for n in scene.frames_in.get(number, ())):
        for argument in frame.arguments:
            if (
                argument.role == "recipient"
                and argument.start <= start < argument.end
                and _LEADS.fullmatch(scene.text, argument.start, start)
            ):
                words = scene.text[frame.start : frame.end]
                return next((category for category, verb in _BEFELL if verb.fullmatch(words)), "other")
    return "other"


def _is_no_figure(scene: Scene, number: int, count: Count) -> bool:
    """Tell whether a number only points at people or things: speakers ("two diplomats said"), "one of them", "the two capitals"."""
    begin = scene.sentence(number).start
    if count.value.unit in _SIZES:
        return False
    best = count.value.best
    text = scene.text[begin : scene.sentence(number).end]
    if best == 1 or (best is not None and best <= _FEW and _KNOWN.search(text, 0, count.start)):
        return True
    last = begin + (count.noun[1] if count.noun else count.end)
    few = count.value.vague or (best is not None and best <= _FEW)
    return few and any(s < last and begin + count.start < e for q in scene.reading.quotations for s, e in q.source)


def _goes_on(sentence: str, start: int, end: int) -> bool:
    """Tell whether a sentence begins with a bare number that counts what was counted before: "Three were freed"."""
    return not any(c.isalnum() for c in sentence[:start]) and BARE.match(sentence, end) is not None


def build_figures(scene: Scene, tallies: list[Tally]) -> dict[int, FigureClaim]:
    """Return a figure claim for each tally, by the tally's start."""
    made: dict[int, FigureClaim] = {}
    for tally in tallies:
        where = (tally.start, tally.end)
        status = _status(scene, tally)
        evidence = scene.evidence(tally.sentence, [where, *([tally.of] if tally.of else [])], status, where)
        trigger = scene.span(where)
        made[tally.start] = FigureClaim(
            id=scene.claim_id("figure", evidence, trigger),
            status=status,
            confidence=0.8 if tally.role != "other" else 0.6,
            evidence=(evidence,),
            said_by=evidence.said_by,
            hedges=evidence.hedges,
            drift=(),
            low=tally.value.low,
            best=tally.value.best,
            high=tally.value.high,
            unit=tally.value.unit,
            of=scene.role(*tally.of) if tally.of else None,
            place=scene.placing.discreet(scene.placing.find(tally.sentence, ()), tally.sentence),
            as_of=scene.date(tally.sentence, ()),
            category=tally.category,
            cumulative=tally.cumulative,
            part_of=made[tally.part_of].id if tally.part_of in made else None,
        )
    return made


def _status(scene: Scene, tally: Tally) -> Status:
    if scene.denied(tally.start):
        return "negated"
    if _MAY.match(scene.text, tally.of[1] if tally.of and tally.of[1] > tally.end else tally.end):
        return "hypothetical"
    near = [scene.reading.frames[n] for n in scene.frames_in.get(tally.sentence, ())]
    if tally.category and near:
        frame = min(near, key=lambda f: abs(f.start - tally.start))
        return scene.aged(frame.status, scene.date(tally.sentence, frame.arguments))
    return "occurred" if tally.category else "ongoing"
