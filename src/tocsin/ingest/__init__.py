"""Turning anything into documents: paths, folders, standard input and web addresses, in text, HTML, PDF, e-mail and JSON."""

from __future__ import annotations

from tocsin.ingest.collect import collect, count
from tocsin.ingest.fetch import Fetched, Fetcher, HttpFetcher
from tocsin.ingest.item import Item, Refused
from tocsin.ingest.limits import Limits

__all__ = ["Fetched", "Fetcher", "HttpFetcher", "Item", "Limits", "Refused", "collect", "count"]
