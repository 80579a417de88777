"""The local Tencent cloud, with clients by other people: whom it lets in, what it takes, what it never has."""

import asyncio
import queue
import ssl
from dataclasses import replace

import pytest
from paho.mqtt.client import CallbackAPIVersion, Client

from atbench.clock import Clock
from atbench.port.port import moment
from atbench.virtual import host
from atbench.virtual.backends import tencent
from atbench.virtual.backends.packets import Broken, Hello, Message
from atbench.virtual.far_end import FarEnd
from atbench.virtual.far_end.devices import TENCENT_DEMO
from atbench.virtual.far_end.doors import TENCENT, TENCENT_SECURED, door

NAME, PRODUCT = TENCENT_DEMO.name, TENCENT_DEMO.key
HOST = tencent.host(PRODUCT)
WHO = tencent.credentials(PRODUCT + NAME, TENCENT_DEMO.secret, moment())
HELLO = Hello(*(text.encode() for text in WHO))
OWN = f"{PRODUCT}/{NAME}"


def test_which_door():
    assert door(HOST) is TENCENT
    assert door(HOST, tls=True) is TENCENT_SECURED
    assert door("broker.example", tls=True) is door("broker.example")


@pytest.mark.parametrize(
    ("hello", "code"),
    [
        (HELLO, 0),
        (replace(HELLO, user=None), 5),
        (replace(HELLO, password=None), 5),
        (replace(HELLO, password=b"x;hmacsha1"), 4),
        (replace(HELLO, client=b"nobody"), 2),
        (replace(HELLO, will=Message(b"t", b"gone")), 5),
    ],
)
def test_who_comes_in(hello, code):
    assert TENCENT.check(hello) == code


@pytest.mark.parametrize(
    ("hello", "name", "code"),
    [
        (replace(HELLO, password=None), PRODUCT + NAME, 0),
        (replace(HELLO, password=None), "", 0),  # a key told who it is
        (HELLO, "BENCHTC001other", 5),
        (replace(HELLO, user=None), PRODUCT + NAME, 5),
        (replace(HELLO, will=Message(b"t", b"gone")), PRODUCT + NAME, 5),
        (replace(HELLO, user=b"x;1;a;2"), PRODUCT + NAME, 4),
    ],
)
def test_who_comes_in_over_tls(hello, name, code):
    assert (TENCENT_SECURED.check(hello) or TENCENT_SECURED.fits(hello, name)) == code


@pytest.mark.parametrize(
    ("topic", "reads", "writes"),
    [
        (f"{OWN}/control", True, False),
        (f"{OWN}/event", False, True),
        (f"{OWN}/data", True, True),
        (f"{OWN}/other", False, False),
        ("OTHERTC001/lamp/data", False, False),
        (f"$ota/update/{OWN}", True, False),
        (f"$ota/report/{OWN}", False, True),
        (f"$thing/down/property/{OWN}", True, False),
        (f"$thing/up/property/{OWN}", False, True),
        ("#", False, False),
    ],
)
def test_rights(topic, reads, writes):
    assert (TENCENT.grant(HELLO, topic, 2) == 1) is reads
    assert TENCENT.takes(HELLO, Message(topic.encode(), b"x", 1, id=1)) is writes


@pytest.mark.parametrize("message", [Message(b"t", b"", 2, id=1), Message(b"t", b"", 0, retain=True)])
def test_what_it_does_not_have(message):
    with pytest.raises(Broken):
        TENCENT.takes(HELLO, message)


@pytest.fixture
def cloud():
    loop = host.enter()
    far_end = FarEnd(loop, Clock(5))

    def port(number, tls=False):
        return asyncio.run_coroutine_threadsafe(far_end.address(HOST, number, tls), loop).result(5)[1]

    yield far_end, port
    asyncio.run_coroutine_threadsafe(far_end.close(), loop).result(5)
    host.leave()


def visit(port, context=None):
    """A paho client, and its events."""
    events: queue.Queue[tuple[object, ...]] = queue.Queue()
    client = Client(CallbackAPIVersion.VERSION2, WHO.client)
    client.username_pw_set(WHO.user, None if context else WHO.password)
    client.on_connect = lambda c, u, flags, code, p: events.put(("in", code.value))
    client.on_disconnect = lambda c, u, flags, code, p: events.put(("out",))
    client.on_message = lambda c, u, message: events.put(("got", message.topic, message.payload))
    client.on_subscribe = lambda c, u, mid, codes, p: events.put(("sub", [code.value for code in codes]))
    if context:
        client.tls_set_context(context)
    client.connect("127.0.0.1", port)
    client.loop_start()
    return client, events


def test_a_client_by_other_people(cloud):
    far_end, port = cloud
    client, events = visit(port(1883))
    assert events.get(timeout=5) == ("in", 0)
    client.subscribe([(f"{OWN}/data", 2), (f"{OWN}/event", 0)])
    assert events.get(timeout=5) == ("sub", [1, 128])
    client.publish(f"{OWN}/data", b"own", 1)
    assert events.get(timeout=5) == ("got", f"{OWN}/data", b"own")
    client.publish(f"{OWN}/data", b"kept", 1, retain=True)
    assert events.get(timeout=5) == ("out",)
    client.loop_stop()
    assert [message.payload for message in far_end.messages] == [b"own"]


def test_a_certificate(cloud, tmp_path):
    far_end, port = cloud
    assert far_end.certificates
    far_end.certificates.save(tmp_path)
    context = ssl.create_default_context(cafile=tmp_path / "ca.pem")
    context.check_hostname = False
    context.load_cert_chain(tmp_path / "tencent.crt", tmp_path / "tencent.key")
    client, events = visit(port(8883), context)
    assert events.get(timeout=5) == ("in", 0)
    client.disconnect()
    client.loop_stop()
