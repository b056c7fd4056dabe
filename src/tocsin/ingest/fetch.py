"""Fetching a page: one request, checked, bounded and preserved with what the server said."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from tocsin.errors import InputError
from tocsin.ingest.guard import Resolve, checked_addresses, resolve
from tocsin.ingest.raw import COLLECTOR, now

if TYPE_CHECKING:
    import httpx2

_REDIRECTS = 5
_REDIRECT_CODES = frozenset({301, 302, 303, 307, 308})
# Cookies are for the reader of a page, not for its record.
_NOT_KEPT = frozenset({"set-cookie", "set-cookie2"})


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: bytes without transfer compression, media type and charset as declared, and the headers of the last answer."""

    url: str
    final_url: str
    body: bytes
    media_type: str
    charset: str | None
    headers: tuple[tuple[str, str], ...]
    collected: datetime


class Fetcher(Protocol):
    """Something that fetches pages."""

    def fetch(self, url: str, max_bytes: int) -> Fetched:
        """Return the page at ``url``, of at most ``max_bytes`` bytes; raise InputError with the reason where that cannot be."""
        ...


class HttpFetcher:
    """Fetches over http and https from public addresses, without proxies, cookies or credentials; at most five redirects, each checked.

    ``timeout`` is seconds of silence, ``deadline`` seconds for the whole page. ``allow_loopback`` and ``transport`` are there for tests.
    """

    def __init__(
        self,
        *,
        timeout: float = 15,
        deadline: float = 60,
        allow_loopback: bool = False,
        resolver: Resolve = resolve,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._timeout = timeout
        self._deadline = deadline
        self._allow_loopback = allow_loopback
        self._resolver = resolver
        self._transport = transport
        self._made: httpx2.Client | None = None

    def fetch(self, url: str, max_bytes: int) -> Fetched:
        """Return the page at ``url``.

        Raises InputError ``address-refused``, ``bad-url``, ``fetch-failed``, ``fetch-timeout``, ``http-status``, ``too-large`` or
        ``too-many-redirects``.
        """
        # Slow optional path: httpx2 and the certificates are needed for web addresses alone.
        import httpx2

        until = time.monotonic() + self._deadline
        try:
            here = httpx2.URL(url)
            for _ in range(_REDIRECTS + 1):
                answer = self._send(here, url)
                try:
                    if answer.status_code in _REDIRECT_CODES and "location" in answer.headers:
                        here = here.join(answer.headers["location"])
                        continue
                    return self._keep(answer, url, here, max_bytes, until)
                finally:
                    answer.close()
        except httpx2.InvalidURL as fault:
            raise InputError(f"{url}: not a web address ({fault}); check it", "bad-url") from fault
        except httpx2.TimeoutException as fault:
            raise InputError(f"{url}: no answer within {self._timeout:g} seconds; try again later", "fetch-timeout") from fault
        except httpx2.HTTPError as fault:
            raise InputError(
                f"{url}: could not be fetched ({fault or type(fault).__name__}); check address and connection", "fetch-failed"
            ) from fault
        raise InputError(
            f"{url}: more than {_REDIRECTS} redirects; open it in a browser, and give the address where it ends", "too-many-redirects"
        )

    def close(self) -> None:
        """Close what is open; a later fetch opens it anew."""
        if self._made is not None:
            self._made.close()
            self._made = None

    def _client(self) -> httpx2.Client:
        import httpx2

        if self._made is None:
            self._made = httpx2.Client(
                transport=self._transport,
                trust_env=False,
                follow_redirects=False,
                timeout=self._timeout,
                # Connections are made to checked addresses, not to names: one kept open would serve every host at that address.
                limits=httpx2.Limits(max_keepalive_connections=0),
                headers={"User-Agent": COLLECTOR, "Accept": "text/html, */*;q=0.5", "Accept-Encoding": "gzip, deflate"},
            )
        return self._made

    def _send(self, here: httpx2.URL, url: str) -> httpx2.Response:
        import httpx2

        if here.scheme not in {"http", "https"} or not here.host:
            raise InputError(f"{url}: only http and https addresses are fetched, not {str(here)[:200]!r}", "bad-url")
        if here.userinfo:
            raise InputError(f"{url.rpartition('@')[2]}: an address with a user name or password is not fetched; save the page", "bad-url")
        name = here.raw_host.decode("ascii").strip("[]")
        port = here.port or (443 if here.scheme == "https" else 80)
        client = self._client()
        fault: httpx2.ConnectError | None = None
        for address in checked_addresses(name, port, allow_loopback=self._allow_loopback, resolver=self._resolver):
            # The connection goes to the address that was checked, so that a second look-up cannot give another one (DNS rebinding);
            # certificate and virtual host are still those of the name.
            request = client.build_request(
                "GET",
                here.copy_with(host=address),
                headers={"Host": here.netloc.decode("ascii")},
                extensions={"sni_hostname": name},
            )
            try:
                client.cookies.clear()
                return client.send(request, stream=True)
            except httpx2.ConnectError as refusal:
                fault = refusal
        raise fault or InputError(f"{here.host}: this host has no address; check its name", "fetch-failed")

    def _keep(self, answer: httpx2.Response, url: str, here: httpx2.URL, max_bytes: int, until: float) -> Fetched:
        if not answer.is_success:
            remedy = "check it in a browser; pages behind a login are read from a saved file"
            raise InputError(f"{url}: the server answered {answer.status_code} {answer.reason_phrase}; {remedy}", "http-status")
        body = bytearray()
        for part in answer.iter_bytes():
            body += part
            if len(body) > max_bytes:
                raise InputError(f"{url}: larger than {max_bytes:,} bytes; download it, and read the file, or raise the limit", "too-large")
            if time.monotonic() > until:
                raise InputError(f"{url}: not complete after {self._deadline:g} seconds; try again later", "fetch-timeout")
        return Fetched(
            url=url,
            final_url=str(here.copy_with(fragment=None)),
            body=bytes(body),
            media_type=answer.headers.get("content-type", "").partition(";")[0].strip().lower(),
            charset=answer.charset_encoding,
            headers=tuple((name, value) for name, value in answer.headers.multi_items() if name.lower() not in _NOT_KEPT),
            collected=now(),
        )
