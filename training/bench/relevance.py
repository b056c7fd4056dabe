"""Whether a document reports on conflict, on the judged documents that were held out of the fit."""

from __future__ import annotations

from collections.abc import Iterator

from bench.calibration import calibration_error, interval
from bench.rows import Row, f1_row, share_row
from bench.setting import Bench
from data import documents_of, held_out
from data import judged as judged_documents
from tocsin.evaluate.metrics import Counts

_LONGEST = 2500  # characters, as in tune_relevance.py
_LIMIT = 0.5


def relevance(bench: Bench) -> Iterator[Row]:
    """The judged documents that ``tune_relevance.py`` holds out, through the pipeline."""
    judged = bench.first([r for r in judged_documents(bench.folder) if held_out(r) or r["set"].endswith(".dev")])
    texts = {name: documents_of(bench.data, name) for name in {r["set"] for r in judged}}
    records = bench.read("relevance", ((texts[r["set"]][r["id"]][:_LONGEST], None) for r in judged))
    said = [record.document.relevance >= _LIMIT for record in records]
    parts = [judged_counts(one, bool(r["relevant"])) for one, r in zip(said, judged, strict=True)]
    right = sum(one == bool(r["relevant"]) for one, r in zip(said, judged, strict=True))
    meaning = f"judged documents held out (their first {_LONGEST:,} characters), relevance of {_LIMIT} or more is a conflict report"
    yield f1_row("relevance.f1", parts, 0.92, f"{meaning}; {len(judged)} documents")
    yield share_row("relevance.right", right, len(judged), None, f"{meaning}; judged alike")
    sure = [part for part, r in zip(parts, judged, strict=True) if not r.get("unsure")]
    yield f1_row("relevance.sure", sure, None, f"{meaning}; the {len(sure)} of which the judge was sure")
    pairs = [(record.document.relevance, bool(r["relevant"])) for record, r in zip(records, judged, strict=True)]
    told = "judged documents held out, expected calibration error of relevance as the probability of a conflict report: bins of equal size"
    yield Row("relevance.calibration", calibration_error(pairs), *interval([[p] for p in pairs]), len(pairs), 0.05, "ECE at most", told)


def judged_counts(said: bool, wanted: bool) -> Counts:
    """Return the counts of one document for the F1 of the relevant ones."""
    return Counts(int(said and wanted), int(said), int(wanted))
