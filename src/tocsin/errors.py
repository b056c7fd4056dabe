"""The exceptions that Tocsin raises on purpose; each names the input, the place and the remedy."""


class TocsinError(Exception):
    """Something that a person can mend; its text says what, where and how."""


class ConfigError(TocsinError):
    """A setting or an option has a value that cannot be used."""


class InputError(TocsinError):
    """An input could not be opened, decoded or understood."""

    def __init__(self, message: str, code: str = "unreadable") -> None:
        super().__init__(message)
        self.code = code


class ModelError(TocsinError):
    """The reader's model is missing, damaged or of another version."""


class GazetteerError(TocsinError):
    """The gazetteer or the actor register is missing or damaged."""


class StoreError(TocsinError):
    """The database is locked, of another schema, damaged, or its disk is full."""


class EvidenceError(TocsinError):
    """A span does not match the text that it claims to quote."""


__all__ = ["ConfigError", "EvidenceError", "GazetteerError", "InputError", "ModelError", "StoreError", "TocsinError"]
