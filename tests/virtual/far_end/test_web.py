"""The web server of the local cloud, asked by a client that is not ours."""

import http.client
import ssl

import pytest

from atbench.virtual.far_end.web import PAGE, answer

from ..talk import Talk


def place(talk, service):
    """Where a service of the far end of a module is."""
    import asyncio

    return asyncio.run_coroutine_threadsafe(talk.far_end.service(service, 443), talk.far_end._loop).result(5)


@pytest.mark.parametrize("service", ["http", "https"])
def test_pages_on_a_connection_that_stays(talk, service):
    if service == "https":
        pytest.importorskip("trustme")
        context = ssl.create_default_context(cadata=talk.far_end.certificates.ca.decode())
        context.check_hostname = False
        client = http.client.HTTPSConnection(*place(talk, service), timeout=5, context=context)
    else:
        client = http.client.HTTPConnection(*place(talk, service), timeout=5)
    found = []
    for method, target, body in (
        ("GET", "/", None),
        ("POST", "/a?b", b"\x00\xff"),
        ("PUT", "/", b""),
        ("GET", "/x", None),
    ):
        client.request(method, target, body)
        reply = client.getresponse()
        found.append((reply.status, reply.read()))
    client.request("HEAD", "/")
    reply = client.getresponse()
    assert (reply.status, reply.getheader("Content-Length"), reply.read()) == (200, str(len(PAGE)), b"")
    client.close()
    assert found == [(200, PAGE), (200, b"\x00\xff"), (200, b""), (404, b"")]
    assert [request.method for request in talk.far_end.requests] == ["GET", "POST", "PUT", "GET", "HEAD"]


@pytest.mark.parametrize(
    ("method", "target", "wanted", "status", "body"),
    [
        ("GET", "/status/418", "", 418, b""),
        ("GET", "/bytes/4", "", 200, b"\x00\x07\x0e\x15"),
        ("GET", "/bytes/4", "bytes=1-2", 206, b"\x07\x0e"),
        ("GET", "/bytes/4", "bytes=3-", 206, b"\x15"),
        ("GET", "/bytes/4", "bytes=4-9", 416, b""),
        ("GET", "/moved", "", 302, b""),
        ("DELETE", "/", "", 405, b""),
        ("GET", "/nowhere", "", 404, b""),
    ],
)
def test_answers(method, target, wanted, status, body):
    headers = http.client.HTTPMessage()
    if wanted:
        headers["Range"] = wanted
    reply = answer(method, target, headers, b"")
    assert (reply.status, reply.body) == (status, body)


def test_what_is_no_http_is_hung_up_on():
    with Talk() as talk:
        client = http.client.HTTPConnection(*place(talk, "http"), timeout=5)
        client.connect()
        client.sock.sendall(b"nonsense\r\n\r\n")
        assert client.sock.recv(100) == b""
        client.close()
