"""mosquitto as it comes from Debian, in a folder of its own, to try the MQTT clients of the modules against.

A client that is not ours watches it, and sends what the modules are to receive. No root is needed.
"""

import queue
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from paho.mqtt.client import CallbackAPIVersion, Client

from atbench.virtual.backends import aliyun
from atbench.virtual.far_end.certificate import _authority, _issue
from atbench.virtual.far_end.devices import DEMO

from .postfix import free_ports, wait_for
from .talk import PATIENCE

# Its doors: for anybody; with accounts; TLS; TLS that demands a certificate; TLS that wants a name from one, and does
# not ask for it.
OPEN, LOCKED, SECURE, MUTUAL, STRICT = range(5)
USER, PASSWORD = "bench", "demo-broker-0001"
_COMMON = """
per_listener_settings true
user root
max_inflight_messages 1000
max_queued_messages 10000
"""
_TLS = "cafile {folder}/ca.pem\ncertfile {folder}/server.pem\nkeyfile {folder}/server.pem\nallow_anonymous true\n"
_DOORS = (
    "allow_anonymous true\n",
    "allow_anonymous false\npassword_file {folder}/accounts\n",
    _TLS,
    _TLS + "require_certificate true\n",
    _TLS + "use_identity_as_username true\n",
)


class Came(NamedTuple):
    topic: str
    payload: bytes
    qos: int
    retain: bool


class Watcher:
    """Sees every message, and publishes."""

    def __init__(self, port: int) -> None:
        self._came: queue.Queue[Came] = queue.Queue()
        ready = threading.Event()
        self.client = Client(CallbackAPIVersion.VERSION2)
        self.client.max_inflight_messages_set(1000)
        self.client.on_message = lambda c, u, m: self._came.put(Came(m.topic, bytes(m.payload), m.qos, m.retain))
        self.client.on_connect = lambda c, u, flags, code, p: c.subscribe("#", 2)
        self.client.on_subscribe = lambda c, u, mid, codes, p: ready.set()
        self.client.connect("127.0.0.1", port, 60)
        self.client.loop_start()
        assert ready.wait(PATIENCE)

    def next(self) -> Came:
        return self._came.get(timeout=PATIENCE)

    def forget(self, *topics: str) -> None:
        """Takes away what the broker keeps of them."""
        for topic in topics:
            self.client.publish(topic, b"", 1, True).wait_for_publish(PATIENCE)

    def push(self, topic: str, payload: bytes, qos: int = 0, retain: bool = False) -> None:
        self.client.publish(topic, payload, qos, retain)

    def close(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()


def program(name: str = "mosquitto") -> str | None:
    return shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/sbin")


def missing() -> str:
    """What stands in the way, "" for nothing."""
    if program() and program("mosquitto_passwd"):
        return ""
    return "mosquitto is not installed: the MQTT clients are tried against the local cloud and amqtt"


def prepare(folder: Path, ports: tuple[int, ...]) -> Path:
    """Certificates and accounts; the file with the settings."""
    authority = _authority()
    assert authority
    authority.cert_pem.write_to_path(folder / "ca.pem")
    _issue(authority, "broker.example").private_key_and_cert_chain_pem.write_to_path(folder / "server.pem")
    accounts = folder / "accounts"
    accounts.touch()
    for user, password in ((USER, PASSWORD), aliyun.credentials(DEMO.name, DEMO)[1:]):
        subprocess.run([str(program("mosquitto_passwd")), "-b", str(accounts), user, password], check=True)
    text = _COMMON
    for port, door in zip(ports, _DOORS, strict=True):
        text += f"listener {port} 127.0.0.1\n" + door.format(folder=folder)
    path = folder / "settings"
    path.write_text(text)
    return path


@contextmanager
def watching(ports: tuple[int, ...]) -> Iterator[Watcher]:
    watcher = Watcher(ports[OPEN])
    try:
        yield watcher
    finally:
        watcher.close()


@contextmanager
def running() -> Iterator[tuple[int, ...]]:
    """Its ports, by door."""
    with tempfile.TemporaryDirectory() as name:
        ports = tuple(free_ports(len(_DOORS)))
        daemon = subprocess.Popen(
            [str(program()), "-c", str(prepare(Path(name), ports))],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            for port in ports:
                wait_for(port)
            yield ports
        finally:
            daemon.terminate()
            daemon.wait()


MANY = [b"message %d" % number for number in range(1000)]


def arrived(watcher: Watcher) -> list[bytes]:
    return [watcher.next().payload for _ in MANY]


def flood(watcher: Watcher, topic: str) -> None:
    for number, payload in enumerate(MANY):
        watcher.push(topic, payload, number % 2)


def query(ports: tuple[int, ...], door: int, host: str) -> str:
    """For a module that has been running for a while, and to which `host` is that door."""
    return f"boot=0&host={host}=127.0.0.1:{ports[door]}"
