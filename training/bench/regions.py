"""Where the reader fails by region and style: the annotated passages split by the set that they were drawn from."""

from __future__ import annotations

from collections.abc import Iterator

from bench.annotated import judgements, prefix
from bench.judged import Judged
from bench.rows import NONE, Row, f1_row
from bench.setting import Bench
from tocsin.evaluate.metrics import Counts

STYLES = {
    "news_syria": "newspaper stories on the war in Syria, 2017 to 2019",
    "attribution_polnear": "newspaper stories on politics in the United States, 2016",
    "class_cameo": "wire sentences from many countries",
    "roles_cameo": "wire sentences from many countries",
    "class_insightcrime": "analysis of organised crime in Latin America",
    "class_satp": "incident briefs from South Asia",
    "templates_muc4": "wire and radio reports from Latin America, 1988 to 1990, lower case",
    "toponyms_lgl": "local newspapers, mostly of the United States",
    "toponyms_geovirus": "encyclopaedic news on epidemics",
    "plover_synthetic": "made-up stories",
    "entities_re3d": "defence news and documents on Syria and Iraq",
}
_LEAST = 25


def typed(judged: Judged) -> Counts:
    """Return the counts of events found with the right type."""
    pairs = judged.pairs["type"]
    return Counts(sum(f == w for f, w in pairs), sum(f != NONE for f, _ in pairs), sum(w != NONE for _, w in pairs))


def regions(bench: Bench) -> Iterator[Row]:
    """Events with their type and attributions by set, for sets with at least 25 of them."""
    documents, _ = judgements(bench)
    by_set: dict[str, list[Judged]] = {}
    for key, judged in documents.items():
        by_set.setdefault(key.partition(".")[0], []).append(judged)
    for name, group in sorted(by_set.items()):
        for what, parts in (("events", [typed(j) for j in group]), ("attributions", [j.counts["attribution"] for j in group])):
            if sum(p.wanted for p in parts) >= _LEAST:
                meaning = f"project annotations, {bench.part} part, {STYLES.get(name, name)}: {what}"
                yield f1_row(
                    f"{prefix(bench, 'regions')}.{name}.{what}",
                    parts,
                    None,
                    meaning + (" found with the right type" if what == "events" else ""),
                )
