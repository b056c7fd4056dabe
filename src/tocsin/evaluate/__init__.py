"""How well the reader reads: the gold reports, the metrics, and the gate with its floors."""

from tocsin.evaluate.floors import Floors, read_floors
from tocsin.evaluate.gate import Report, Row, Scores, evaluate, write_floors
from tocsin.evaluate.gold import GoldError, GoldReport, as_documents, read_gold
from tocsin.evaluate.score import main_event, score
from tocsin.evaluate.sheet import Fault, Sheet

__all__ = [
    "Fault",
    "Floors",
    "GoldError",
    "GoldReport",
    "Report",
    "Row",
    "Scores",
    "Sheet",
    "as_documents",
    "evaluate",
    "main_event",
    "read_floors",
    "read_gold",
    "score",
    "write_floors",
]
