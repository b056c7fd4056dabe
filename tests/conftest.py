"""What holds for every test: nothing reaches the network, and no gazetteer of the user's own is used."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from ipaddress import ip_address

import pytest

from tocsin.resolve.gazetteer import DEFAULT


@pytest.fixture(autouse=True, scope="session")
def _offline() -> Iterator[None]:
    """Refuse connections to any other machine, so that a test that needs one fails everywhere."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else None
        if host is not None and host != "localhost" and not ip_address(host).is_loopback:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)  # type: ignore[arg-type]

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", refuse)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _shipped_gazetteer() -> Iterator[None]:
    """Let commands use the gazetteer that ships, whatever lies in the data folder of who runs the tests."""
    patch = pytest.MonkeyPatch()
    patch.setenv("TOCSIN_GAZETTEER", str(DEFAULT))
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _no_judgements(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let commands find no judgements, whatever lies in the data folder of who runs the tests."""
    patch = pytest.MonkeyPatch()
    patch.setenv("TOCSIN_JUDGEMENTS", str(tmp_path_factory.mktemp("data") / "judgements.jsonl"))
    yield
    patch.undo()
