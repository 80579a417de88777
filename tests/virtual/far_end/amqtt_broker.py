"""A broker by other people, to try the module's MQTT client against."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amqtt.broker import Broker
from amqtt.contexts import BaseContext
from amqtt.plugins.base import BasePlugin


class Watch(BasePlugin[BaseContext]):
    """Notes what arrives."""

    async def on_broker_message_received(self, *, client_id, message) -> None:
        Running.current.messages.append((message.topic, bytes(message.data)))


class Running:
    current: "Running"

    def __init__(self, loop: asyncio.AbstractEventLoop, certificates: Path | None) -> None:
        Running.current = self
        self.loop, self.messages, self.port = loop, [], 0
        self.listener = {"type": "tcp", "bind": "127.0.0.1:0"}
        if certificates:
            server = str(certificates / "server.pem")
            files = {"cafile": str(certificates / "ca.pem"), "certfile": server, "keyfile": server}
            self.listener |= {"ssl": True, **files}

    async def start(self) -> None:
        plugins = {
            "amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True},
            f"{__name__}.Watch": {},
        }
        self.broker = Broker({"listeners": {"default": self.listener}, "plugins": plugins})
        await self.broker.start()
        server = self.broker._servers["default"].instance
        self.port = server.sockets[0].getsockname()[1]

    def push(self, topic: str, payload: bytes) -> None:
        self.call(self.broker.internal_message_broadcast(topic, payload, 0))

    def call(self, work) -> None:
        asyncio.run_coroutine_threadsafe(work, self.loop).result(10)


@contextmanager
def running(certificates: Path | None = None) -> Iterator[Running]:
    """With TLS where there is a folder with `server.pem`, its key in it, and `ca.pem`."""
    logging.getLogger("amqtt").setLevel(logging.CRITICAL)
    logging.getLogger("transitions").setLevel(logging.CRITICAL)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    broker = Running(loop, certificates)
    try:
        broker.call(broker.start())
        yield broker
        broker.call(broker.broker.shutdown())
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
