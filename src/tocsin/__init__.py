"""Tocsin reads conflict reporting and keeps an auditable record of it: who did or said what to whom, where, when, according to whom."""

__version__ = "0.1.0"
