"""Fetching a file by HTTP from a server by other people."""

import asyncio
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from atbench.virtual.backends.download import Failed, fetch
from atbench.virtual.backends.names import Names

HOST = "files.example"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Nothing."""


@pytest.fixture
def names(tmp_path):
    (tmp_path / "x.bin").write_bytes(bytes(range(256)) * 400)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Names({HOST: server.server_address[:2], "closed.example": ("127.0.0.1", 1)}, None)
        server.shutdown()
        thread.join()


def test_a_file(names):
    assert asyncio.run(fetch(f"http://{HOST}/x.bin?sign=1", names, 102400)) == bytes(range(256)) * 400


@pytest.mark.parametrize(
    ("url", "most"),
    [
        (f"http://{HOST}/x.bin", 102399),
        (f"http://{HOST}/other", 102400),
        ("http://closed.example/x.bin", 102400),
        ("http://nobody.invalid/x.bin", 102400),
        (f"https://{HOST}/x.bin", 102400),  # no TLS there
        ("None", 102400),
        ("http://[", 1),
    ],
)
def test_what_does_not_come(names, url, most):
    with pytest.raises(Failed):
        asyncio.run(fetch(url, names, most))
