"""The FTP client by itself: what it makes of errors, and that it can be given up at any moment."""

import asyncio
import contextlib
import ftplib
import socket
import threading

import pytest

from atbench.virtual.backends.ftp import Client
from atbench.virtual.backends.ftp_codes import Failed
from atbench.virtual.backends.ftp_control import Way


def judged(error):
    client = Client()
    failed = client.judge(error)
    return (failed.err, failed.reply, client.ended) if isinstance(failed, Failed) else failed


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (ftplib.error_perm("550 no such file"), (627, 550, False)),
        (ftplib.error_temp("421 good bye"), (614, 421, True)),
        (ftplib.error_proto("?"), (601, 0, False)),
        (EOFError(), (606, 0, True)),
        (ConnectionResetError(), (608, 0, True)),
        (Failed(631), (631, 0, False)),
    ],
)
def test_errors(error, result):
    assert judged(error) == result


def test_a_slip_of_this_program_stays_one():
    error = KeyError("x")
    assert judged(error) is error


@contextlib.contextmanager
def served(*talk: bytes, unasked: bytes = b""):
    """A server that says something for each line that comes, the greeting before, and more when `now` is set."""
    now = threading.Event()

    def serve() -> None:
        with contextlib.suppress(OSError), listener.accept()[0] as connection:
            lines = connection.makefile("rb")
            connection.sendall(talk[0])
            for words in talk[1:]:
                lines.readline()
                connection.sendall(words)
            if unasked:
                now.wait(5)
                connection.sendall(unasked)
            lines.read()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield Way(listener.getsockname()[:2], "ftp.example", "me", "pw"), now
        thread.join(5)
        assert not thread.is_alive()


GREETING = (b"220-hello\r\n220 ready\r\n", b"331 password\r\n", b"230 come in\r\n")


def test_given_up_while_it_waits():
    async def run(way):
        client = Client()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await client.open(way)
        assert client.ended and client.gone()

    with served(GREETING[0]) as (way, _now):
        asyncio.run(run(way))


def test_cut_before_it_is_connected():
    async def run(way):
        client = Client()
        asyncio.get_running_loop().call_soon(client.cut)
        with pytest.raises(Failed):
            await client.open(way)
        assert client._control and not client._control._open  # nothing is left for the collector

    with served(GREETING[0]) as (way, _now):
        asyncio.run(run(way))


def test_cut_while_it_waits():
    async def run(way):
        client = Client()
        await client.open(way)
        assert not client.gone()
        job = client.start(lambda control: control.voidcmd("NOOP"))
        client.cut(605)
        await asyncio.wait({job})
        error = job.exception()
        assert isinstance(error, EOFError | OSError)
        failed = client.judge(error)
        assert isinstance(failed, Failed) and failed.err == 605

    with served(*GREETING) as (way, _now):
        asyncio.run(run(way))


def test_a_server_that_has_enough():
    async def run(way, now):
        client = Client()
        await client.open(way)
        assert not client.gone()
        now.set()
        for _ in range(500):
            if client.gone():
                break
            await asyncio.to_thread(threading.Event().wait, 0.01)
        else:
            raise AssertionError("not noticed")
        client.cut()

    with served(*GREETING, unasked=b"421 idle for too long\r\n") as (way, now):
        asyncio.run(run(way, now))


def test_nobody_is_there():
    async def run():
        with socket.create_server(("127.0.0.1", 0)) as listener:
            address = listener.getsockname()[:2]
        with pytest.raises(Failed) as failed:
            await Client().open(Way(address, "ftp.example"))
        assert failed.value.err == 605

    asyncio.run(run())
