"""The local cloud's broker against a client by other people."""

import asyncio
import queue
import socket
import threading
from contextlib import contextmanager

import pytest
from paho.mqtt.client import CallbackAPIVersion, Client

from atbench.clock import Clock
from atbench.virtual import host
from atbench.virtual.backends import packets
from atbench.virtual.far_end import FarEnd
from atbench.virtual.far_end.broker import matches, valid


@contextmanager
def cloud():
    loop = host.enter()
    far_end = FarEnd(loop, Clock(5))
    _address, port = asyncio.run_coroutine_threadsafe(far_end.address("broker.example", 1883, False), loop).result(5)
    try:
        yield far_end, port
    finally:
        asyncio.run_coroutine_threadsafe(far_end.close(), loop).result(5)
        host.leave()


class Visitor:
    """A paho client whose events wait in a queue."""

    def __init__(self, port: int, name: str = "", clean: bool = True, will: bytes = b"") -> None:
        self.events: queue.Queue[tuple[object, ...]] = queue.Queue()
        self.client = Client(CallbackAPIVersion.VERSION2, name, clean_session=clean)
        self.client.on_connect = lambda c, u, flags, code, p: self.events.put(("in", flags.session_present, code.value))
        self.client.on_disconnect = lambda c, u, flags, code, p: self.events.put(("out",))
        self.client.on_subscribe = lambda c, u, mid, codes, p: self.events.put(("sub", [code.value for code in codes]))
        self.client.on_unsubscribe = lambda c, u, mid, codes, p: self.events.put(("uns",))
        self.client.on_publish = lambda c, u, mid, code, p: self.events.put(("sent",))
        self.client.on_message = lambda c, u, m: self.events.put(("got", m.topic, m.payload, m.qos, m.retain))
        if will:
            self.client.will_set("gone", will, 1)
        self.client.connect("127.0.0.1", port, 60)
        self.client.loop_start()

    def next(self, kind: str) -> tuple[object, ...]:
        while (event := self.events.get(timeout=5))[0] != kind:
            pass
        return event

    def close(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()


@pytest.fixture
def both():
    with cloud() as (far_end, port):
        visitors = [Visitor(port, name) for name in ("a", "b")]
        for visitor in visitors:
            visitor.next("in")
        yield far_end, *visitors
        for visitor in visitors:
            visitor.close()


@pytest.mark.parametrize("qos", [0, 1, 2])
def test_from_one_to_the_other(both, qos):
    far_end, a, b = both
    b.client.subscribe("x/#", qos)
    assert b.next("sub") == ("sub", [qos])
    a.client.publish("x/y", b"\x00hello", qos)
    a.next("sent")
    assert b.next("got") == ("got", "x/y", b"\x00hello", qos, False)
    assert [(m.topic, m.payload) for m in far_end.messages] == [("x/y", b"\x00hello")]


def test_a_repeat_of_qos_2_arrives_once():
    message = packets.Message(b"t", b"x", 2, id=7)
    with cloud() as (far_end, port), socket.create_connection(("127.0.0.1", port), 5) as client:
        client.sendall(packets.Hello(b"me").pack() + message.pack() + message.pack(again=True))
        answers = packets.pack(packets.CONNACK, b"\0\0") + 2 * packets.ack(packets.PUBREC, 7)
        assert client.makefile("rb").read(len(answers)) == answers
        client.sendall(packets.ack(packets.PUBREL, 7) + message.pack())
        assert far_end.wait(2, 5)
    assert len(far_end.messages) == 2


@pytest.mark.parametrize("first", [b"GET / HTTP/1.1\r\n\r\n", packets.pack(packets.PINGREQ), b"\0\0"])
def test_who_does_not_say_hello(first):
    with cloud() as (far_end, port), socket.create_connection(("127.0.0.1", port), 10) as client:
        client.sendall(first)
        assert client.recv(1) == b""
        assert not far_end.clients


def test_the_lower_qos_counts(both):
    _far_end, a, b = both
    b.client.subscribe("t", 1)
    b.next("sub")
    a.client.publish("t", b"2", 2)
    assert b.next("got") == ("got", "t", b"2", 1, False)
    a.client.publish("t", b"0", 0)
    assert b.next("got") == ("got", "t", b"0", 0, False)


def test_push(both):
    far_end, _a, b = both
    b.client.subscribe([("t", 2), ("+", 1)])
    assert b.next("sub") == ("sub", [2, 1])
    assert far_end.push("t", b"1", 2) == 1
    assert b.next("got") == ("got", "t", b"1", 2, False)
    assert far_end.push("nobody/here", b"1") == 0
    b.client.unsubscribe(["t", "+"])
    b.next("uns")
    assert far_end.push("t", b"1") == 0
    assert not far_end.messages  # what the cloud itself sent did not arrive from a device


def test_kept_messages(both):
    _far_end, a, b = both
    a.client.publish("t", b"kept", 1, retain=True)
    a.next("sent")
    b.client.subscribe("t", 1)
    assert b.next("got") == ("got", "t", b"kept", 1, True)
    a.client.publish("t", b"", 1, retain=True)
    a.next("sent")
    b.next("got")
    b.client.subscribe("t", 1)
    b.next("sub")
    b.client.publish("t", b"last", 0)
    assert b.next("got") == ("got", "t", b"last", 0, False)


def test_filters_that_are_none(both):
    _far_end, _a, b = both
    b.client._send_subscribe(False, [(b"a/b#", 1), (b"+a", 1), (b"ok", 1)])
    assert b.next("sub") == ("sub", [128, 128, 1])


def test_a_session_that_lasts():
    with cloud() as (far_end, port):
        first = Visitor(port, "me", clean=False)
        assert first.next("in") == ("in", False, 0)
        first.client.subscribe("t", 1)
        first.next("sub")
        first.close()
        assert far_end.wait_for(lambda it: not it.clients, 5)
        far_end.push("t", b"late", 1)
        far_end.push("t", b"lost", 0)
        second = Visitor(port, "me", clean=False)
        assert second.next("in") == ("in", True, 0)
        assert second.next("got") == ("got", "t", b"late", 1, False)
        second.close()


def test_the_last_will():
    with cloud() as (far_end, port):
        visitor = Visitor(port, "me", will=b"bye")
        visitor.next("in")
        heard = threading.Event()
        stop = far_end.listen(lambda message: heard.set())
        visitor.client._sock.close()
        visitor.client.loop_stop()
        assert heard.wait(5)
        assert far_end.messages[0][:2] == ("gone", b"bye")
        stop()
        stop()


def test_the_same_name_again():
    with cloud() as (far_end, port):
        first = Visitor(port, "me")
        first.next("in")
        first.client.reconnect_delay_set(60)
        second = Visitor(port, "me")
        second.next("in")
        first.next("out")
        assert len(far_end.clients) == 1
        first.close()
        second.close()


@pytest.mark.parametrize(
    ("wanted", "topic", "yes"),  # MQTT 3.1.1 4.7.1
    [
        ("sport/tennis/player1/#", "sport/tennis/player1", True),
        ("sport/tennis/player1/#", "sport/tennis/player1/ranking", True),
        ("sport/#", "sport", True),
        ("#", "a/b", True),
        ("#", "$SYS/x", False),
        ("+/monitor", "$SYS/monitor", False),
        ("$SYS/#", "$SYS/x", True),
        ("sport/tennis/+", "sport/tennis/player1", True),
        ("sport/tennis/+", "sport/tennis/player1/ranking", False),
        ("sport/+", "sport", False),
        ("sport/+", "sport/", True),
        ("+/+", "/finance", True),
        ("/+", "/finance", True),
        ("+", "/finance", False),
        ("a", "a/b", False),
    ],
)
def test_matching(wanted, topic, yes):
    assert matches(wanted, topic) is yes


@pytest.mark.parametrize(
    ("wanted", "yes"),
    [("#", True), ("a/#", True), ("+/a/+", True), ("", False), ("a#", False), ("#/a", False), ("a+", False)],
)
def test_filters(wanted, yes):
    assert valid(wanted) is yes


def test_who_comes_in_at_the_last_moment_is_let_go_in_order() -> None:
    """Python forgets the socket of a visitor whose server is closed before his handler began, and warns of it."""

    async def scene() -> None:
        far_end = FarEnd(asyncio.get_running_loop(), Clock(5))
        _address, port = await far_end.address("broker.example", 1883, False)
        with socket.create_connection(("127.0.0.1", port), 5) as visitor:
            await far_end.close()
            visitor.settimeout(5)
            assert await asyncio.get_running_loop().run_in_executor(None, visitor.recv, 1) == b""

    asyncio.run(scene())
