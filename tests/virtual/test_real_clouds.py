"""The modules with a cloud in their firmware against mosquitto, where it is installed; what arrives, byte for byte."""

import random

import pytest

pytest.importorskip("paho.mqtt")
pytest.importorskip("trustme")

from atbench.virtual.backends import tencent
from atbench.virtual.far_end.devices import DEMO

from . import mosquitto
from .clouding import DATA, OWN, PRODUCT, Gosuncn, Tencent
from .mosquitto import LOCKED, MANY, OPEN, Came, arrived, flood, query

if reason := mosquitto.missing():
    pytest.skip(reason, allow_module_level=True)

ALIYUN = f"{DEMO.key}.iot-as-mqtt.cn-shanghai.aliyuncs.com"
CLOUD = tencent.host(PRODUCT)
EVERY = bytes(range(256))


@pytest.fixture(scope="module")
def server():
    with mosquitto.running() as server:
        yield server


@pytest.fixture
def watcher(server):
    with mosquitto.watching(server) as watcher:
        yield watcher


def direct(server, profile, door=OPEN, speed=5):
    return Tencent(profile, query(server, door, CLOUD), speed)


@pytest.mark.parametrize("profile", ["tencent", "tencent-m6315"])
def test_tencent_both_ways(server, watcher, profile):
    with direct(server, profile) as talk:
        talk.sign_in(mode=0)
        body = random.Random(3).randbytes(20000).translate(None, b"\x1a\x22\x5c")[:10240]
        for qos in (0, 1):
            talk.type_long(body, qos=qos)
            talk.hear("+TCMQTTPUBL:", "OK\r\n")
            assert watcher.next() == Came(DATA, body, qos, False)
            assert talk.result(f'AT+TCMQTTPUB="{OWN}/event",{qos},"all is well"') == "OK"
            assert watcher.next() == Came(f"{OWN}/event", b"all is well", qos, False)
            talk.subscribe(qos=qos)
            watcher.push(DATA, EVERY, 1)
            talk.hear(f'"{DATA}",256,"')
            assert talk.hear(EVERY + b'"\r\n') == EVERY + b'"\r\n'
            assert watcher.next().payload == EVERY
        assert talk.result(f'AT+TCMQTTUNSUB="{DATA}"') == "OK"
        talk.ask("AT+TCMQTTDISCONN")


def test_tencent_somewhere_else(server):
    """This broker knows no keys of devices."""
    with direct(server, "tencent", LOCKED) as talk:
        talk.join().device(mode=0)
        assert talk.result("AT+TCMQTTCONN=0,5000,240,1,0") == "FAIL-117"


def test_tencent_holds_ten_topics(server):
    with direct(server, "tencent") as talk:
        talk.sign_in(mode=0)
        for number in range(10):
            talk.subscribe(f"{OWN}/{number}")
        assert talk.result(f'AT+TCMQTTSUB="{OWN}/10",0') == "FAIL,-107"


def test_tencent_comes_again(server, watcher):
    """Somebody else takes its name, and it takes it back."""
    with direct(server, "tencent") as talk:
        talk.sign_in(mode=0, again=1).subscribe()
        other = Tencent("tencent", query(server, OPEN, CLOUD), 5)
        with other:
            other.sign_in(mode=0)
            talk.hear("+TCMQTTDISCON(101)\r\n", "+TCMQTTRECONNECTING\r\n", "+TCMQTTRECONNECTED\r\n")
            other.hear("+TCMQTTDISCON(101)\r\n")
        for _ in range(100):  # it subscribes again a moment later
            watcher.push(DATA, b"here?")
            if talk.answered(b"here?", 0.05):
                break
        talk.hear("here?")


def gosuncn(server, door=LOCKED, speed=5):
    return Gosuncn(query(server, door, ALIYUN), speed)


@pytest.mark.parametrize("qos", [0, 1])
def test_me3630_both_ways(server, watcher, qos):
    with gosuncn(server) as talk:
        talk.connect_cloud()
        topics = [f"/{DEMO.key}/{DEMO.name}/user/{number}" for number in range(8)]
        talk.subscribe(*topics)
        message = "all,is;well" * 20
        talk.say(f"AT+CLOUDPUB={topics[3]}x,{qos},{message}")
        talk.hear("OK\r\n", *(["+CLOUDPUBACK: <OK>\r\n"] if qos else []))
        assert watcher.next() == Came(topics[3] + "x", message.encode(), qos, False)
        for topic in topics:
            watcher.push(topic, EVERY)
            talk.hear(f"+CLOUDPUBLISH: 0,{topic},256,")
            assert talk.hear(EVERY + b"\r\n") == EVERY + b"\r\n"
        assert talk.ask("AT+CLOUDDISCONN") == "OK"


@pytest.mark.parametrize("place", range(3))
def test_me3630_is_turned_away(server, place):
    """Each of its three values wrong once."""
    fields = list(DEMO)
    fields[place] = "x" * 11
    host = f"{fields[0]}.iot-as-mqtt.cn-shanghai.aliyuncs.com"
    with Gosuncn(query(server, LOCKED, host), 5) as talk:
        talk.dial()
        talk.say(f"AT+CLOUDAUTH={','.join(fields)}")
        talk.hear("OK\r\n", "+ALIAUTH: FAIL\r\n")


def test_a_thousand_messages_of_tencent(server, watcher):
    with direct(server, "tencent", speed=20) as talk:
        talk.sign_in(mode=0, timeout=60000).subscribe()
        for number, payload in enumerate(MANY):
            talk.say(f'AT+TCMQTTPUB="{OWN}/event",{number % 2},"{payload.decode()}"')
            talk.hear("OK\r\n", "+TCMQTTPUB:", "OK\r\n")
        assert arrived(watcher) == MANY
        flood(watcher, DATA)
        for payload in MANY:
            talk.hear(f'"{DATA}",', b'"' + payload + b'"\r\n')


def test_a_thousand_messages_of_me3630(server, watcher):
    with gosuncn(server, speed=20) as talk:
        talk.connect_cloud().subscribe()
        for number, payload in enumerate(MANY):
            talk.say(f"AT+CLOUDPUB=up,{number % 2},{payload.decode()}")
            talk.hear("OK\r\n", *(["+CLOUDPUBACK: <OK>\r\n"] if number % 2 else []))
        assert arrived(watcher) == MANY
        topic = f"/{DEMO.key}/{DEMO.name}/user/get"
        flood(watcher, topic)
        for payload in MANY:
            talk.hear(f"+CLOUDPUBLISH: 0,{topic},", b"," + payload + b"\r\n")
