"""The outlet that an address stands for."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tocsin.model.source import Source

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.I)


def is_host(text: str) -> bool:
    """Tell whether ``text`` is nothing but the name of a host, such as ``www.paper.example``."""
    return _HOST.fullmatch(text) is not None


def host_of(url: str | None) -> str | None:
    """Return the host of a web address, lower case and without ``www.``; None where it has none."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    return host.removeprefix("www.")


def source_of(name: str | None, url: str | None) -> Source | None:
    """Return the outlet with this name at this address; None where neither is known. A name that is a host's is the domain."""
    name = " ".join(name.split()) if name else None
    domain = host_of(url)
    if name and is_host(name):
        named = name.lower().removeprefix("www.")
        if domain in {None, named}:
            return Source(name=None, domain=named)
    return Source(name=name or None, domain=domain) if name or domain else None
