from __future__ import annotations

import gzip
import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest
from test_ingest_page import page

from tocsin.errors import InputError
from tocsin.ingest import HttpFetcher, Limits, Refused, collect
from tocsin.ingest.guard import is_public

PUBLIC = "93.184.216.34"
URL = "https://www.courier.example/a"


def fetcher(answer, addresses=(PUBLIC,), **options):
    return HttpFetcher(transport=httpx2.MockTransport(answer), resolver=lambda host, port: list(addresses), **options)


def refusal(made, url=URL, limits=1_000_000):
    with pytest.raises(InputError) as caught:
        made.fetch(url, limits)
    made.close()
    return caught.value.code


def test_a_page_is_read_with_its_address_and_its_headers_kept():
    def answer(request):
        return httpx2.Response(200, html=page(head="<title>Shells fall</title>"), headers={"ETag": "x1", "Set-Cookie": "a=b"})

    [document] = collect([URL], fetcher=fetcher(answer))
    assert document.text.startswith("Shells fall on Orlava\n\nShells fell")
    assert (document.ref, document.url, document.source.domain) == (URL, URL, "courier.example")
    assert document.capture.final_url == URL
    assert ("etag", "x1") in [(name.lower(), value) for name, value in document.capture.headers]
    assert "set-cookie" not in [name.lower() for name, _ in document.capture.headers]
    assert document.capture.collected.tzinfo is not None


def test_the_connection_goes_to_the_address_that_was_checked():
    seen = []

    def answer(request):
        seen.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"], request.headers["user-agent"]))
        return httpx2.Response(200, text="x")

    fetcher(answer).fetch("https://www.courier.example:8443/a", 100)
    [(host, name, sni, agent)] = seen
    assert (host, name, sni) == (PUBLIC, "www.courier.example:8443", "www.courier.example")
    assert agent.startswith("tocsin/")


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "240.0.0.1"),
        *("::1", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1"),
    ],
)
def test_addresses_that_are_not_public_are_refused(address):
    assert refusal(fetcher(lambda request: httpx2.Response(200), [address])) == "address-refused"


def test_one_private_address_among_public_ones_refuses_the_host():
    assert refusal(fetcher(lambda request: httpx2.Response(200), [PUBLIC, "10.0.0.1"])) == "address-refused"


def test_loopback_is_allowed_only_where_asked_for_and_nothing_else_with_it():
    def answer(request):
        return httpx2.Response(200, text="x")

    assert fetcher(answer, ["127.0.0.1"], allow_loopback=True).fetch(URL, 100).body == b"x"
    assert refusal(fetcher(answer, ["10.0.0.1"], allow_loopback=True)) == "address-refused"


def test_a_public_address_is_public():
    from ipaddress import ip_address

    assert is_public(ip_address(PUBLIC))
    assert is_public(ip_address("2606:2800:220:1::1"))


def test_a_redirect_to_a_private_address_is_refused():
    def resolver(host, port):
        return ["169.254.169.254"] if host == "169.254.169.254" else [PUBLIC]

    transport = httpx2.MockTransport(lambda request: httpx2.Response(302, headers={"Location": "http://169.254.169.254/latest"}))
    assert refusal(HttpFetcher(transport=transport, resolver=resolver)) == "address-refused"


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://courier.example/", "gopher://x/"])
def test_a_redirect_to_another_kind_of_address_is_refused(place):
    assert refusal(fetcher(lambda request: httpx2.Response(302, headers={"Location": place}))) == "bad-url"


def test_redirects_are_followed_up_to_five():
    def answer(request):
        step = int(request.url.params.get("n", "0"))
        return httpx2.Response(200, text="x") if step == 5 else httpx2.Response(301, headers={"Location": f"/b?n={step + 1}"})

    assert fetcher(answer).fetch(URL, 100).final_url == "https://www.courier.example/b?n=5"
    assert refusal(fetcher(lambda request: httpx2.Response(301, headers={"Location": "/again"}))) == "too-many-redirects"


def test_an_address_with_a_password_is_refused_and_the_password_not_repeated():
    made = fetcher(lambda request: httpx2.Response(200))
    with pytest.raises(InputError) as caught:
        made.fetch("https://anna:secret@courier.example/a", 100)
    assert caught.value.code == "bad-url"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("status", [401, 404, 500, 304])
def test_an_answer_that_is_no_page_is_refused_with_its_status(status):
    [item] = collect([URL], fetcher=fetcher(lambda request: httpx2.Response(status)))
    assert isinstance(item, Refused)
    assert item.issue.code == "http-status"
    assert str(status) in item.issue.message


def test_a_host_that_is_not_known_is_refused():
    def resolver(host, port):
        raise OSError("Name or service not known")

    assert refusal(HttpFetcher(resolver=resolver)) == "fetch-failed"


def test_faults_of_the_connection_are_refusals():
    def silent(request):
        raise httpx2.ReadTimeout("slow", request=request)

    def closed(request):
        raise httpx2.ConnectError("refused", request=request)

    assert refusal(fetcher(silent)) == "fetch-timeout"
    assert refusal(fetcher(closed)) == "fetch-failed"
    assert refusal(fetcher(silent), "http://[::1") == "bad-url"


def test_another_address_is_tried_where_the_first_is_closed():
    def answer(request):
        if request.url.host == PUBLIC:
            raise httpx2.ConnectError("refused", request=request)
        return httpx2.Response(200, text="x")

    assert fetcher(answer, [PUBLIC, "93.184.216.35"]).fetch(URL, 100).body == b"x"


def test_a_gzip_bomb_is_stopped_at_the_limit():
    bomb = gzip.compress(b"0" * 50_000_000)
    made = fetcher(lambda request: httpx2.Response(200, content=bomb, headers={"Content-Encoding": "gzip"}))
    assert refusal(made, limits=100_000) == "too-large"


@pytest.mark.parametrize(
    ("media_type", "content", "expected"),
    [
        ("text/plain; charset=windows-1251", "Двое военных погибли у границы.".encode("cp1251"), "Двое военных погибли у границы."),
        ("application/json", json.dumps({"text": "Two killed."}).encode(), "Two killed."),
        ("application/x-ndjson", b'{"text": "Two killed."}\n', "Two killed."),
        ("application/gzip", gzip.compress(b"Two killed."), "Two killed."),
        ("", b"Two killed.", "Two killed."),
    ],
)
def test_the_declared_kind_and_charset_are_followed(media_type, content, expected):
    [document] = collect(
        [URL], fetcher=fetcher(lambda request: httpx2.Response(200, content=content, headers={"Content-Type": media_type}))
    )
    assert document.text == expected
    assert document.source.domain == "courier.example"
    assert document.capture.final_url == URL


def test_an_image_is_refused():
    made = fetcher(lambda request: httpx2.Response(200, content=b"\x89PNG\r\n\0", headers={"Content-Type": "image/png"}))
    [item] = collect([URL], fetcher=made)
    assert item.issue.code == "binary"


def test_an_empty_answer_is_refused():
    [item] = collect([URL], fetcher=fetcher(lambda request: httpx2.Response(200, content=b"")), limits=Limits())
    assert item.issue.code == "empty"


@pytest.fixture
def server():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"Two killed near {self.headers['Host']}.".encode())
            if self.path == "/slow":
                with suppress(OSError):  # the fetcher hangs up
                    for _ in range(20):
                        time.sleep(0.05)
                        self.wfile.write(b".")

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://localhost:{made.server_port}"
        made.shutdown()
        thread.join()


def test_a_real_server_is_asked_by_its_name(server):
    made = HttpFetcher(allow_loopback=True, resolver=lambda host, port: ["127.0.0.1"])
    [document] = collect([f"{server}/a#top"], fetcher=made)
    assert document.text == f"Two killed near {server.removeprefix('http://')}."
    assert document.capture.final_url == f"{server}/a"
    made.close()


def test_a_proxy_in_the_environment_is_not_used(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    made = HttpFetcher(allow_loopback=True, resolver=lambda host, port: ["127.0.0.1"])
    assert made.fetch(server, 100).body.startswith(b"Two killed")
    made.close()


def test_a_page_that_never_ends_is_given_up(server):
    made = HttpFetcher(allow_loopback=True, resolver=lambda host, port: ["127.0.0.1"], deadline=0.2)
    assert refusal(made, f"{server}/slow") == "fetch-timeout"


def test_a_real_look_up_of_a_private_name_is_refused():
    assert refusal(HttpFetcher(), "http://localhost/") == "address-refused"
