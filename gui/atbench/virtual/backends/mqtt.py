"""One MQTT client of a module: a real connection, with the steps and the repeats of Quectel's commands."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from atbench.clock import Clock
from atbench.virtual.backends import packets
from atbench.virtual.backends.packets import Fields, Hello, Message, Packet
from atbench.virtual.backends.tls import Failed, Tls
from atbench.virtual.host import Tasks


class Client:
    """`on_message` gets each message once; `on_closed` tells once that the server has gone, never after `close`."""

    def __init__(
        self, clock: Clock, tasks: Tasks, on_message: Callable[[Message], None], on_closed: Callable[[], None]
    ) -> None:
        self._clock, self._tasks = clock, tasks
        self._on_message, self._on_closed = on_message, on_closed
        self._writer: asyncio.StreamWriter | None = None
        self._waiting: dict[tuple[int, int], asyncio.Future[Packet]] = {}
        self._held: set[int] = set()  # QoS 2 messages that came and are not released yet
        self._sent_at = 0.0
        self._reading: asyncio.Task[None] | None = None
        self._pinging: asyncio.Task[None] | None = None

    async def open(self, host: str, port: int, tls: Tls | None = None, name: str = "") -> None:
        """Opens the connection and sends nothing; `name` is the host's for TLS.

        Raises OSError where nobody answers and `Failed` where TLS does not come about.
        """
        reader, writer = await asyncio.open_connection(host, port)
        if tls:
            try:
                async with self._clock.timeout(tls.seconds):
                    await writer.start_tls(tls.context, server_hostname=name if tls.names_host else None)
            except (OSError, ValueError) as error:  # ssl.SSLError and TimeoutError are OSErrors; or a name for no SNI
                writer.close()
                raise Failed(str(error)) from error
        self._writer = writer
        self._reading = self._tasks.start(self._read(reader), "mqtt reader")

    async def connect(self, hello: Hello, seconds: float) -> int:
        """The return code of CONNACK. Raises TimeoutError, and ConnectionError where the server closes instead."""
        answer = await self._ask(hello.pack(), packets.CONNACK, 0, seconds)
        return answer.body[1] if len(answer.body) > 1 else 3

    def keep_alive(self, every: float, wait: float, on_failed: Callable[[], None]) -> None:
        """Pings after `every` seconds without a packet; `on_failed` when no answer comes within `wait` seconds."""
        if every:
            self._pinging = self._tasks.start(self._ping(every, wait, on_failed), "mqtt ping")

    async def request(
        self,
        data: bytes,
        answer: int,
        id_: int,
        seconds: float,
        times: int,
        on_again: Callable[[int], None],
        again: bytes = b"",
    ) -> Packet:
        """Sends until the answer comes, at most `times` times; a repeat is `again` where it differs.

        Raises TimeoutError after the last time, ConnectionError where the connection ends.
        """
        for turn in range(max(1, times)):
            if turn:
                on_again(turn)
            try:
                return await self._ask(again or data if turn else data, answer, id_, seconds)
            except TimeoutError:
                continue
        raise TimeoutError

    def send(self, data: bytes) -> None:
        if self._writer and not self._writer.is_closing():
            self._sent_at = self._clock.now()
            self._writer.write(data)

    def close(self, last: bytes = b"") -> None:
        """Ends the connection, after `last` has gone; nothing is told any more."""
        self.send(last)
        self._end()

    def lose(self) -> None:
        """Ends the connection from outside: it is told as if the server had gone."""
        self._end(lost=True)

    async def _ask(self, data: bytes, answer: int, id_: int, seconds: float) -> Packet:
        waiting = self._waiting.get((answer, id_))
        if waiting is None or waiting.done():
            waiting = self._waiting[answer, id_] = asyncio.get_running_loop().create_future()
        self.send(data)
        if self._writer is None:
            raise ConnectionError
        async with self._clock.timeout(seconds):
            return await asyncio.shield(waiting)

    async def _read(self, stream: asyncio.StreamReader) -> None:
        try:
            while True:
                self._take(await packets.read(stream))
        except (EOFError, OSError, packets.Broken):
            # What came last is told first: a refusal in CONNACK, then that the server has gone.
            await self._clock.sleep(0.1)
            self._end(lost=True)

    def _take(self, packet: Packet) -> None:
        if packet.type == packets.PUBLISH:
            self._deliver(Message.unpack(packet))
            return
        has_id = packet.type not in (packets.CONNACK, packets.PINGRESP)
        id_ = Fields(packet.body).short() if has_id else 0
        if packet.type == packets.PUBREL:
            self._held.discard(id_)
            self.send(packets.ack(packets.PUBCOMP, id_))
        elif (waiting := self._waiting.pop((packet.type, id_), None)) and not waiting.done():
            waiting.set_result(packet)

    def _deliver(self, message: Message) -> None:
        if message.qos:
            self.send(packets.ack(packets.PUBACK if message.qos == 1 else packets.PUBREC, message.id))
        if message.qos == 2 and message.id in self._held:
            return
        if message.qos == 2:
            self._held.add(message.id)
        self._on_message(message)

    async def _ping(self, every: float, wait: float, on_failed: Callable[[], None]) -> None:
        try:
            while True:
                quiet = self._clock.now() - self._sent_at
                if quiet < every:
                    await self._clock.sleep(every - quiet)
                    continue
                await self._ask(packets.pack(packets.PINGREQ), packets.PINGRESP, 0, wait)
        except TimeoutError:
            on_failed()
        except ConnectionError:
            return  # the reader tells that the server has gone

    def _end(self, lost: bool = False) -> None:
        writer, self._writer = self._writer, None
        if writer is None:
            return
        writer.close()
        for task in (self._reading, self._pinging):
            if task and task is not asyncio.current_task():
                task.cancel()
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError())
                waiting.exception()  # somebody may have given up waiting; that is no slip
        self._waiting.clear()
        if lost:
            self._on_closed()
