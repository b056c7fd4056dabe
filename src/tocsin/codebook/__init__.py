"""The standards that records follow (PLOVER 2, ACLED layout, UCDP, Admiralty code, ICD 203), kept as data with one loader."""

from tocsin.codebook.acled import AcledCode
from tocsin.codebook.book import VERSION, Codebook, codebook
from tocsin.codebook.entry import Entry
from tocsin.codebook.plover import Context, EventType, Mode, Plover, Sector

__all__ = ["VERSION", "AcledCode", "Codebook", "Context", "Entry", "EventType", "Mode", "Plover", "Sector", "codebook"]
