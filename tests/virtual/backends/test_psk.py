"""TLS with a pre-shared key."""

import asyncio
import ssl

import pytest

from atbench.virtual.backends import psk
from atbench.virtual.backends.tls import Failed


@pytest.mark.skipif(psk.AVAILABLE, reason="this Python has TLS with keys")
def test_an_older_python():
    with pytest.raises(Failed):
        psk.client("me", b"key", 1)
    psk.take(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), lambda identity: b"")


@pytest.mark.skipif(not psk.AVAILABLE, reason="TLS with keys needs Python 3.13")
@pytest.mark.parametrize(("key", "works"), [(b"right", True), (b"wrong", False)])
def test_a_handshake(key, works):
    async def run():
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        psk.take(context, lambda identity: b"right" if identity == "me" else b"")
        server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0, ssl=context)
        async with server:
            port = server.sockets[0].getsockname()[1]
            await asyncio.open_connection("127.0.0.1", port, ssl=psk.client("me", key, 1).context, server_hostname="x")

    if works:
        asyncio.run(run())
    else:
        with pytest.raises(OSError, match="SSL"):
            asyncio.run(run())
