"""The CLOUD commands of an ME3630, against the local Aliyun."""

import pytest

from atbench.virtual.commands import cloud
from atbench.virtual.far_end.devices import DEMO

from ..clouding import CLOUD, Gosuncn

GET = f"{CLOUD}/user/get"
AUTH = f"AT+CLOUDAUTH={DEMO.key},{DEMO.name},{DEMO.secret}"


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        (f"{DEMO.key},{DEMO.name},{DEMO.secret}", "OK"),
        (f"{DEMO.key}x,{DEMO.name},{DEMO.secret}", "FAIL"),
        (f"{DEMO.key},other,{DEMO.secret}", "FAIL"),
        (f"{DEMO.key},{DEMO.name},{'0' * 32}", "FAIL"),
        (f'{DEMO.key},"{DEMO.name}",{DEMO.secret}', "FAIL"),  # quotes are part of it
        (f"{DEMO.key},{DEMO.name} ,{DEMO.secret}", "FAIL"),
    ],
)
@pytest.mark.parametrize("order", ["later", "first"])
def test_who_is_let_in(fields, verdict, order):
    with Gosuncn(f"boot=0&auth={order}") as talk:
        talk.dial()
        talk.say(f"AT+CLOUDAUTH={fields}")
        lines = (b"\r\nOK\r\n", f"\r\n+ALIAUTH: {verdict}\r\n".encode())
        talk.hear(fields + "\r")
        heard = b"".join(lines if order == "later" else lines[::-1])
        assert talk.hear(lines[1] if order == "later" else lines[0]) == heard
        assert talk.ask("AT+CLOUDCONN") == ("OK" if verdict == "OK" else "+CMD ERROR: -1")
        assert len(talk.far_end.clients) == (verdict == "OK")


def test_up_to_eight_topics():
    topics = [f"{CLOUD}/user/{number}" for number in range(8)]
    with Gosuncn() as talk:
        talk.connect_cloud().subscribe(*topics)
        assert [client.topics for client in talk.far_end.clients] == [tuple(topics)]
        talk.say(f"AT+CLOUDUNSUB={topics[0]}")
        talk.hear("OK\r\n", "+CLOUDUNSUBACK: <OK>\r\n")
        assert talk.far_end.push(topics[0], b"x") == 0


def test_somebody_elses_topic():
    with Gosuncn() as talk:
        talk.connect_cloud()
        talk.say("AT+CLOUDSUB=/other/lamp/user/get,0")
        talk.hear("OK\r\n", "+CMD ERROR: -2\r\n")


@pytest.mark.parametrize(
    "message", ["hello world", "a,b;c", '{"a":"x;y","b":[1,2]}', "\\", "x" * 255, "11222211", " blank "]
)
@pytest.mark.parametrize("qos", [0, 1])
def test_messages_go_as_they_are(message, qos):
    with Gosuncn() as talk:
        talk.connect_cloud()
        talk.say(f"AT+CLOUDPUB={CLOUD}/user/update,{qos},{message}")
        talk.hear("OK\r\n", *(["+CLOUDPUBACK: <OK>\r\n"] if qos else []))
        talk.silence()
        assert talk.far_end.wait(1, 5)
        assert talk.far_end.messages[0][:2] == (f"{CLOUD}/user/update", message.encode())


def test_a_number_may_be_a_length():
    with Gosuncn("boot=0&number=length", speed=100) as talk:
        talk.connect_cloud()
        talk.say(f"AT+CLOUDPUB={CLOUD}/user/update,0,5\r\n", end="")
        talk.hear("\r\n> ")
        talk.say(b"1,\r\n2", end="")
        talk.hear("OK\r\n")
        assert talk.far_end.wait(1, 5) and talk.far_end.messages[0].payload == b"1,\r\n2"
        assert talk.ask(f"AT+CLOUDPUB={CLOUD}/user/update,0,256") == "+CMD ERROR: -5"
        talk.say(f"AT+CLOUDPUB={CLOUD}/user/update,0,5")
        talk.hear("> ", "ERROR\r\n")  # nobody types


@pytest.mark.parametrize(("qos", "id_"), [(0, "0"), (1, "1")])
def test_a_message_comes(qos, id_):
    with Gosuncn() as talk:
        talk.connect_cloud().subscribe()
        assert talk.far_end.push(GET, b'{"a":1,"b":2}', qos) == 1
        heard = f'\r\n+CLOUDPUBLISH: {id_},{GET},13,{{"a":1,"b":2}}\r\n'.encode()
        assert talk.hear(heard) == heard


def test_a_message_that_is_too_big():
    with Gosuncn() as talk:
        talk.connect_cloud().subscribe()
        talk.far_end.push(GET, b"x" * 1025)
        talk.hear("+CMD ERROR: -5\r\n")
        assert talk.ask(f"AT+CLOUDPUB={GET},0,x") == "+CMD ERROR: -1"
        assert talk.ask("AT+CLOUDCONN") == "OK"


@pytest.mark.parametrize("command", [f"SUB={GET},1", f"PUB={GET},1,x", f"UNSUB={GET}"])
def test_a_silent_cloud(command):
    with Gosuncn(speed=50) as talk:
        talk.connect_cloud()
        talk.far_end.mute = True
        talk.say(f"AT+CLOUD{command}")
        talk.hear("OK\r\n", "+CMD ERROR: -3\r\n")


def test_a_cloud_that_says_nothing_at_the_door():
    with Gosuncn(speed=50) as talk:
        talk.dial()
        talk.far_end.mute = True
        talk.say(AUTH)
        talk.hear("OK\r\n", "+CME ERROR: 30\r\n")
        talk.far_end.mute = False
        talk.authorise()
        talk.far_end.mute = True
        assert talk.ask("AT+CLOUDCONN") == "+CMD ERROR: -3"


def test_without_a_call():
    with Gosuncn() as talk:
        talk.say(AUTH)
        talk.hear("OK\r\n", "+CME ERROR: 30\r\n")


def test_the_cloud_goes():
    with Gosuncn() as talk:
        talk.connect_cloud()
        talk.far_end.drop()
        assert talk.far_end.wait_for(lambda it: not it.clients, 5)
        talk.answered(b"never said", 0.05)
        assert talk.ask(f"AT+CLOUDPUB={GET},0,x") == "+CMD ERROR: -1"
        assert talk.ask("AT+CLOUDCONN") == "OK"


def test_afterwards_both_are_needed_again():
    with Gosuncn() as talk:
        talk.connect_cloud()
        assert talk.ask("AT+CLOUDDISCONN") == "OK"
        assert talk.far_end.wait_for(lambda it: not it.clients, 5)
        assert talk.ask("AT+CLOUDCONN") == "+CMD ERROR: -1"
        talk.authorise()
        assert talk.ask("AT+CLOUDCONN") == "OK"
        assert talk.ask("AT+ZECMCALL=0") == "+ZECMCALL: DISCONNECT|OK"
        assert talk.ask(f"AT+CLOUDPUB={GET},0,x") == "+CMD ERROR: -1"


def test_a_thousand_messages():
    with Gosuncn(speed=50) as talk:
        talk.connect_cloud().subscribe()
        for number in range(1000):
            talk.say(f"AT+CLOUDPUB={CLOUD}/user/update,{number % 2},message {number}")
            talk.hear("OK\r\n", *(["+CLOUDPUBACK: <OK>\r\n"] if number % 2 else []))
        assert talk.far_end.wait(1000, 10)
        assert [message.payload for message in talk.far_end.messages] == [b"message %d" % n for n in range(1000)]
        for number in range(1000):
            talk.far_end.push(GET, b"message %d" % number)
        for number in range(1000):
            talk.hear(f"+CLOUDPUBLISH: 0,{GET},", f",message {number}\r\n")


@pytest.mark.parametrize(
    ("revision", "yes"),
    [
        ("AL_ME3630C1CV1.0B01", True),
        ("AL_ME3630C1CV1.0B13", True),
        ("AL_ME3630C1CV2.0B00", True),
        ("AL_ME3630C1CV1.0B00", False),
        ("AL_ME3630C1CV0.9B09", False),
        ("ME3630C1CV1.0B05", False),
        ("nonsense", False),
    ],
)
def test_older_firmware_has_none_of_them(revision, yes):
    assert cloud.known(revision) is yes
    with Gosuncn(f"boot=0&firmware={revision}") as talk:
        assert talk.ask("AT+CGMR") == f"{revision}|OK"
        assert talk.ask("AT+CLOUDCONN") == ("+CMD ERROR: -1" if yes else "ERROR")
        talk.dial()
