"""Quectel's MQTT commands against mosquitto, where it is installed; what arrives there, byte for byte."""

import pytest

pytest.importorskip("paho.mqtt")
pytest.importorskip("trustme")

from atbench.virtual.far_end.devices import DEMO

from . import mosquitto
from .mosquitto import LOCKED, MANY, MUTUAL, OPEN, PASSWORD, SECURE, STRICT, USER, Came, arrived, flood, query
from .talk import SIGN_IN, Talk

if reason := mosquitto.missing():
    pytest.skip(reason, allow_module_level=True)

HOST = "broker.example"
EVERY = bytes(range(256))


@pytest.fixture(scope="module")
def server():
    with mosquitto.running() as server:
        yield server


@pytest.fixture
def watcher(server):
    with mosquitto.watching(server) as watcher:
        yield watcher


def quectel(server, door, speed=5):
    talk = Talk(query(server, door, HOST), speed)
    assert talk.ask("AT+QIACT=1") == "OK"
    return talk


def connect(talk, user="", client="lamp 7"):
    talk.open(HOST)
    talk.say(f'AT+QMTCONN=0,"{client}"{user}')
    talk.hear("+QMTCONN: 0,")
    return talk.hear("\r\n").decode().strip()


ACCOUNT = f',"{USER}","{PASSWORD}"'


@pytest.mark.parametrize("qos", [0, 1, 2])
def test_quectel_both_ways(server, watcher, qos):
    with quectel(server, LOCKED) as talk:
        assert talk.ask('AT+QMTCFG="recv/mode",0,0,1') == "OK"
        assert connect(talk, ACCOUNT) == "0,0"
        talk.say(f'AT+QMTSUB=0,1,"down/+",{qos}')
        talk.hear(f"+QMTSUB: 0,1,0,{qos}\r\n")
        data = (EVERY * 6)[:1500]
        talk.publish(f'0,{qos and 7},{qos},0,"up/a"', data)
        talk.hear(f"+QMTPUBEX: 0,{qos and 7},0\r\n")
        assert watcher.next() == Came("up/a", data, qos, False)
        watcher.push("down/b", EVERY, qos)
        talk.hear('"down/b",256,"')
        assert talk.hear(EVERY + b'"\r\n') == EVERY + b'"\r\n'
        assert watcher.next().topic == "down/b"
        talk.say('AT+QMTUNS=0,2,"down/+"')
        talk.hear("+QMTUNS: 0,2,0\r\n")
        talk.say("AT+QMTDISC=0")
        talk.hear("+QMTDISC: 0,0\r\n")


def test_a_kept_message(server, watcher):
    with quectel(server, OPEN) as talk:
        assert connect(talk) == "0,0"
        talk.publish('0,1,1,1,"kept"', b"still here")
        talk.hear("+QMTPUBEX: 0,1,0\r\n")
        watcher.push("kept/too", b"and here", 1, True)
        talk.say('AT+QMTSUB=0,2,"kept/#",1')
        talk.hear("+QMTSUB: 0,2,0,1\r\n")
        heard = talk.raw  # they may come before the answer
        for payload in (b"still here", b"and here"):
            if payload not in heard:
                talk.hear(payload)
    with mosquitto.watching(server) as late:
        kept = {late.next() for _ in range(2)}
        late.forget("kept", "kept/too")
    assert kept == {Came("kept", b"still here", 1, True), Came("kept/too", b"and here", 1, True)}


@pytest.mark.parametrize(("qos", "keep"), [(0, 0), (1, 1), (2, 0)])
def test_a_will(server, watcher, qos, keep):
    with quectel(server, OPEN) as talk:
        assert talk.ask(f'AT+QMTCFG="will",0,1,{qos},{keep},"gone","lamp 7 is off"') == "OK"
        assert connect(talk) == "0,0"
        assert talk.ask("AT+QIDEACT=1") == "OK"
        assert watcher.next() == Came("gone", b"lamp 7 is off", qos, False)
    with mosquitto.watching(server) as late:
        late.push("here", b"")
        found = late.next().topic
        late.forget("gone")
    assert found == ("gone" if keep else "here")


@pytest.mark.parametrize(
    ("door", "user", "result"),
    [
        (LOCKED, ACCOUNT, "0,0"),
        (LOCKED, f',"{USER}","wrong"', "0,5"),
        (LOCKED, f',"nobody","{PASSWORD}"', "0,5"),
        (LOCKED, "", "0,5"),
        (OPEN, "", "0,0"),
    ],
)
def test_who_is_let_in(server, door, user, result):
    with quectel(server, door) as talk:
        assert connect(talk, user) == result
        if result != "0,0":
            talk.hear("+QMTSTAT: 0,1\r\n")
            assert talk.ask("AT+QMTOPEN?") == "OK"


def test_a_session_needs_a_name(server):
    with quectel(server, OPEN) as talk:
        assert talk.ask('AT+QMTCFG="session",0,0') == "OK"
        assert connect(talk, client="") == "0,2"


@pytest.mark.parametrize(("secret", "result"), [(DEMO.secret, "0,0"), ("0" * 32, "0,5")])
def test_what_aliauth_computes(server, secret, result):
    """The account there is named as Aliyun names it."""
    with quectel(server, LOCKED) as talk:
        assert talk.ask(SIGN_IN.replace(DEMO.secret, secret)) == "OK"
        assert connect(talk, client=DEMO.name) == result


@pytest.mark.parametrize(
    ("door", "settings", "opened", "result"),
    [
        (SECURE, ('"seclevel",2,0',), 0, "0,0"),
        (SECURE, ('"seclevel",2,1', '"sni",2,1'), 0, "0,0"),
        (SECURE, ('"seclevel",2,2',), 0, "0,0"),
        (MUTUAL, ('"seclevel",2,2',), 0, "0,0"),
        (MUTUAL, ('"seclevel",2,1', '"sslversion",2,3'), -1, ""),
        (STRICT, ('"seclevel",2,2',), 0, "0,4"),
        (SECURE, ('"seclevel",2,1', '"cacert",2,"UFS:client.pem"'), -1, ""),  # not who issued it
        (SECURE, ('"seclevel",2,0', '"sslversion",2,1'), -1, ""),
        (OPEN, ('"seclevel",2,0',), -1, ""),
    ],
)
def test_tls(server, watcher, door, settings, opened, result):
    with quectel(server, door) as talk:
        ours = talk.far_end.certificates
        for name, data in (("ca", ours.ca), ("client", ours.client), ("key", ours.key)):
            talk.upload(f"UFS:{name}.pem", data)
        files = ('"cacert",2,"UFS:ca.pem"', '"clientcert",2,"UFS:client.pem"', '"clientkey",2,"UFS:key.pem"')
        for setting in (*files, *settings):
            assert talk.ask(f"AT+QSSLCFG={setting}") == "OK"
        assert talk.ask('AT+QMTCFG="ssl",0,1,2') == "OK"
        talk.say(f'AT+QMTOPEN=0,"{HOST}",8883')
        talk.hear(f"+QMTOPEN: 0,{opened}\r\n")
        if opened:
            return
        talk.say('AT+QMTCONN=0,"lamp 7"')
        talk.hear(f"+QMTCONN: 0,{result}\r\n")
        if result == "0,0":
            talk.publish('0,1,1,0,"secret"', EVERY)
            talk.hear("+QMTPUBEX: 0,1,0\r\n")


def test_a_thousand_messages_of_quectel(server, watcher):
    with quectel(server, OPEN, 20) as talk:
        assert talk.ask('AT+QMTCFG="timeout",0,60,3,0') == "OK"
        assert connect(talk) == "0,0"
        talk.say('AT+QMTSUB=0,1,"down",1')
        talk.hear("+QMTSUB: 0,1,0,1\r\n")
        for number, payload in enumerate(MANY):
            talk.publish(f'0,{number % 3 and number},{number % 3},0,"up"', payload)
            talk.hear(",0\r\n")
        assert sorted(arrived(watcher)) == sorted(MANY)  # one of QoS 2 comes after younger ones
        flood(watcher, "down")
        for payload in MANY:
            talk.hear('"down","', payload + b'"\r\n')
