"""The guard against server-side request forgery: only public addresses are connected to."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from tocsin.errors import InputError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]

_NAT64 = ip_network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of ``host``, as the system's resolver gives them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(host: str, port: int, *, allow_loopback: bool, resolver: Resolve = resolve) -> list[str]:
    """Return the addresses of ``host`` to connect to; one that is not public among them refuses them all.

    Raises InputError ``address-refused`` or ``fetch-failed``.
    """
    try:
        found = [ip_address(address.partition("%")[0]) for address in resolver(host, port)]
    except (OSError, UnicodeError, ValueError) as fault:
        raise InputError(
            f"{host}: the address of this host is not known ({fault}); check its name and the connection", "fetch-failed"
        ) from fault
    for address in found:
        if not is_public(address) and not (allow_loopback and address.is_loopback):
            message = (
                f"{host}: its address, {address}, is not on the public internet, so it is not fetched; save the page, and read the file"
            )
            raise InputError(message, "address-refused")
    return [str(address) for address in found]


def is_public(address: Address) -> bool:
    """Tell whether an address is on the public internet, looking through the IPv6 forms that carry an IPv4 address within."""
    if isinstance(address, IPv6Address):
        within = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            within.append(IPv4Address(int(address) & 0xFFFFFFFF))
        if any(inner is not None and not is_public(inner) for inner in within):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
