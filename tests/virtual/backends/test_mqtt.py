"""The module's MQTT client against a server that follows a script."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from atbench.clock import Clock
from atbench.virtual.backends import packets
from atbench.virtual.backends.mqtt import Client
from atbench.virtual.backends.packets import Hello, Message, Packet
from atbench.virtual.host import Tasks

CONNACK = packets.pack(packets.CONNACK, b"\0\0")


class Server:
    """Notes what comes; `answers` gives what is sent back for a packet type."""

    def __init__(self, answers: dict[int, bytes]) -> None:
        self.answers, self.got = answers, []
        self.news = asyncio.Condition()
        self.writer: asyncio.StreamWriter | None = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writer = writer
        try:
            while True:
                packet = await packets.read(reader)
                writer.write(self.answers.get(packet.type, b""))
                async with self.news:
                    self.got.append(packet)
                    self.news.notify_all()
        except EOFError:
            writer.close()

    async def wait(self, count: int) -> list[Packet]:
        async with self.news:
            await asyncio.wait_for(self.news.wait_for(lambda: len(self.got) >= count), 5)
        return self.got


def play(answers: dict[int, bytes], script: Callable[[Client, Server, list[Message], asyncio.Event], Awaitable[None]]):
    async def run() -> None:
        failures: list[BaseException] = []
        tasks = Tasks(lambda name, error: failures.append(error))
        server, messages, closed = Server(answers), [], asyncio.Event()
        listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        client = Client(Clock(50), tasks, messages.append, closed.set)
        await client.open(*listener.sockets[0].getsockname())
        await script(client, server, messages, closed)
        client.close()
        await tasks.stop()
        listener.close()
        await listener.wait_closed()
        assert not failures

    asyncio.run(run())


def test_nothing_is_sent_before_connect():
    async def script(client, server, messages, closed):
        assert await client.connect(Hello(b"me"), 5) == 0
        assert [packet.type for packet in server.got] == [packets.CONNECT]

    play({packets.CONNECT: CONNACK}, script)


def test_pings_when_nothing_else_is_sent():
    async def script(client, server, messages, closed):
        failed = asyncio.Event()
        client.keep_alive(2, 5, failed.set)
        assert {packet.type for packet in await server.wait(3)} == {packets.PINGREQ}
        server.answers.clear()
        await asyncio.wait_for(failed.wait(), 5)

    play({packets.PINGREQ: packets.pack(packets.PINGRESP)}, script)


def test_a_repeated_message_is_told_once():
    message = Message(b"t", b"x", 2, id=7)

    async def script(client, server, messages, closed):
        client.send(packets.pack(packets.PINGREQ))  # so that the server has somebody to talk to
        await server.wait(1)
        server.writer.write(message.pack() + message.pack(True) + packets.ack(packets.PUBREL, 7) + message.pack())
        received, complete = packets.PUBREC, packets.PUBCOMP
        assert [packet.type for packet in await server.wait(5)][1:] == [received, received, complete, received]
        assert messages == [message, message]  # the third came after its release: a new one

    play({}, script)


def test_repeats_carry_the_mark():
    message = Message(b"t", b"x", 1, id=3)

    async def script(client, server, messages, closed):
        turns: list[int] = []
        with pytest.raises(TimeoutError):
            await client.request(message.pack(), packets.PUBACK, 3, 1, 3, turns.append, message.pack(again=True))
        assert turns == [1, 2]
        assert [packet.flags for packet in await server.wait(3)] == [2, 10, 10]

    play({}, script)


def test_a_server_that_goes():
    async def script(client, server, messages, closed):
        client.send(packets.pack(packets.PINGREQ))
        await server.wait(1)
        waiting = asyncio.gather(client.connect(Hello(b"me"), 60), return_exceptions=True)
        await server.wait(2)
        server.writer.close()
        assert isinstance((await waiting)[0], ConnectionError)
        await asyncio.wait_for(closed.wait(), 5)

    play({}, script)


def test_a_server_that_talks_nonsense():
    async def script(client, server, messages, closed):
        client.send(packets.pack(packets.PINGREQ))
        await server.wait(1)
        server.writer.write(b"\0garbage")
        await asyncio.wait_for(closed.wait(), 5)

    play({}, script)


def test_an_orderly_end_is_told_to_nobody():
    async def script(client, server, messages, closed):
        client.close(packets.pack(packets.DISCONNECT))
        assert [packet.type for packet in await server.wait(1)] == [packets.DISCONNECT]
        assert not closed.is_set()

    play({}, script)
