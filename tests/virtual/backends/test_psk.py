"""TLS with a pre-shared key."""

import asyncio
import ssl

import pytest

from atbench.virtual.backends import psk, tencent
from atbench.virtual.backends.tls import Failed
from atbench.virtual.far_end.certificate import TENCENT_DEVICE, server_context
from atbench.virtual.far_end.devices import TENCENT_DEMO


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
        with pytest.raises(OSError):  # an alert, or the connection is gone before it is read
            asyncio.run(run())


@pytest.mark.skipif(not psk.AVAILABLE, reason="TLS with keys needs Python 3.13")
def test_a_server_that_wants_certificates_takes_keys_too():
    """As the cloud for Tencent's modules does: nobody who has a key is asked for a certificate."""

    async def run():
        context = server_context(mutual=True)
        assert context
        shown = asyncio.get_running_loop().create_future()

        def met(reader, writer):
            shown.set_result((writer.get_extra_info("cipher")[0], writer.get_extra_info("peercert")))
            writer.close()

        async with await asyncio.start_server(met, "127.0.0.1", 0, ssl=context) as server:
            port = server.sockets[0].getsockname()[1]
            secure = psk.client(TENCENT_DEVICE, tencent.key_of(TENCENT_DEMO.secret), 1).context
            await asyncio.open_connection("127.0.0.1", port, ssl=secure, server_hostname="x")
            suite, certificate = await shown
        assert suite.startswith("PSK-AES") and not certificate

    asyncio.run(run())
