"""Connecting, with every way to sign in; losing the connection; connecting again."""

import base64

import pytest

from atbench.virtual.backends import psk, tencent
from atbench.virtual.commands import tencent_connection

from ..clouding import DATA, DEVICE, INFO, PRODUCT, PROFILES, SECRET, Tencent

CONN = "AT+TCMQTTCONN=1,5000,240,1,0"
OTHER = base64.b64encode(b"another-secret-1").decode()


def fails(profile, code):
    return f"FAIL{'' if profile == 'tencent' else ','}{code}"


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    ("info", "code"),
    [
        (f'"{PRODUCT}","{DEVICE}","{OTHER}"', -116),
        (f'"{PRODUCT}","{DEVICE}","no Base64"', -116),
        (f'"{PRODUCT}","nobody","{SECRET}"', -114),
        (f'"NOBODYTC01","{DEVICE}","{SECRET}"', -114),
    ],
)
@pytest.mark.parametrize("mode", [0, 1])
def test_wrong_device_data(profile, mode, info, code):
    if mode == 0 and profile == "tencent-esp8266":
        return  # it knows keys only
    with Tencent(profile) as talk:
        talk.join().device(info, mode)
        connect = f"AT+TCMQTTCONN={mode},5000,240,1,0"
        assert talk.result(connect) == fails(profile, -703 if mode and psk.AVAILABLE else code)
        assert talk.ask("AT+TCMQTTSTATE?").endswith("0|OK")
        talk.device(INFO, mode)  # nothing is left of the attempt
        assert talk.result(connect) == "OK"


def test_an_old_clock(monkeypatch):
    monkeypatch.setattr(tencent_connection, "moment", lambda: 1e9)
    with Tencent() as talk:
        talk.join().device()
        assert talk.result(CONN) == "FAIL-117"


@pytest.mark.parametrize(("profile", "answer"), [("tencent", "+CME ERR: 208"), ("tencent-m6315", "FAIL,207")])
def test_without_device_data(profile, answer):
    with Tencent(profile) as talk:
        talk.join()
        said = talk.ask(CONN) if answer.startswith("+CME") else talk.result(CONN)
        assert said == answer


def test_no_such_host():
    with Tencent() as talk:
        talk.join().device(f'"a b","{DEVICE}","{SECRET}"')
        assert talk.result(CONN) == "FAIL-602"


def test_nobody_listens():
    with Tencent(query=f"boot=0&host={tencent.host(PRODUCT)}=127.0.0.1:1") as talk:
        talk.join().device(mode=0)
        assert talk.result("AT+TCMQTTCONN=0,5000,240,1,0") == "FAIL-603"


@pytest.mark.parametrize(("profile", "code"), [("tencent", -111), ("tencent-m6315", 202)])
def test_a_silent_cloud(profile, code):
    with Tencent(profile) as talk:
        talk.join().device()
        talk.far_end.mute = True
        assert talk.result(CONN) == fails(profile, code)


def test_a_cloud_that_hangs_up(monkeypatch):
    """What is no MQTT 3.1.1 makes it close without CONNACK."""
    monkeypatch.setattr(tencent_connection.Hello, "pack", lambda hello: b"\x10\x00")
    with Tencent() as talk:
        talk.join().device()
        assert talk.result(CONN) == "FAIL-608"


@pytest.mark.parametrize("mode", [0, 1])
def test_what_the_cloud_sees(mode):
    with Tencent() as talk:
        talk.join().device()
        assert talk.result(f"AT+TCMQTTCONN={mode},5000,240,1,0") == "OK"
        (client,) = talk.far_end.clients
        assert client.client == PRODUCT + DEVICE
        name, app, connection, _expiry = client.user.split(";")
        assert (name, app, len(connection)) == (PRODUCT + DEVICE, "21010406", 5)
        assert bool(talk.port.notes) is (mode == 1 and not psk.AVAILABLE)


@pytest.mark.skipif(psk.AVAILABLE, reason="this Python has TLS with keys")
@pytest.mark.parametrize("query", ["cloud=real", f"host={tencent.host(PRODUCT)}=127.0.0.1:1"])
def test_a_key_needs_a_newer_python(query):
    """No plain connection to somebody else's cloud."""
    with Tencent(query=f"boot=0&{query}") as talk:
        talk.join().device()
        assert talk.result(CONN) == "FAIL-703"
        assert not talk.port.notes


@pytest.mark.skipif(not psk.AVAILABLE, reason="TLS with keys needs Python 3.13")
@pytest.mark.parametrize(("secret", "result"), [(SECRET, "OK"), (OTHER, "FAIL-703")])
def test_a_key(secret, result):
    with Tencent(speed=1) as talk:
        talk.join().device(f'"{PRODUCT}","{DEVICE}","{secret}"')
        assert talk.result(CONN) == result


def test_the_modes_must_fit():
    with Tencent() as talk:
        talk.join().device(mode=0)
        assert talk.ask(CONN) == "+CME ERR: 204"
        assert talk.result("AT+TCMQTTCONN=0,5000,240,1,0") == "OK"


@pytest.mark.parametrize(("profile", "before"), [("tencent", " 0,5000,240,1,0"), ("tencent-esp8266", "1,5000,240,1,0")])
def test_what_was_asked_for(profile, before):
    with Tencent(profile) as talk:
        assert talk.ask("AT+TCMQTTCONN?") == f"+TCMQTTCONN:{before}|OK"
        talk.join().device()
        assert talk.result("AT+TCMQTTCONN=1,4000,60,0,1") == "OK"
        assert talk.ask("AT+TCMQTTCONN?").replace(": ", ":") == "+TCMQTTCONN:1,4000,60,0,1|OK"


@pytest.mark.parametrize(
    ("profile", "answer"),
    [
        ("tencent", "OK"),
        ("tencent-m6315", "+TCMQTTDISCON:0|OK"),
        ("tencent-esp8266", "+TCMQTTDISCON,2|OK"),
    ],
)
def test_disconnecting(profile, answer):
    with Tencent(profile) as talk:
        talk.sign_in().subscribe()
        assert talk.ask("AT+TCMQTTDISCONN") == answer
        assert talk.far_end.wait_for(lambda it: not it.clients, 5)
        assert talk.ask("AT+TCMQTTSUB?") == "OK"
        assert talk.ask("AT+TCMQTTSTATE?").endswith("0|OK")
        assert talk.result("AT+TCMQTTCONN=1,5000,240,1,0") == "OK"


@pytest.mark.parametrize(
    ("profile", "lines"),
    [
        ("tencent", ("+TCMQTTDISCON(101)", "+TCMQTTRECONNECTING", "+TCMQTTRECONNECTED")),
        (
            "tencent-m6315",
            ("+TCMQTTDISCON:0", "+TCMQTTRECONNECTING", "+TCMQTTRECONNECTED", "+TCMQTTSUB:OK", "+TCMQTTSUB:OK"),
        ),
        ("tencent-esp8266", ("+TCMQTTDISCON,-103", "+TCMQTTRECONNECTING", "+TCMQTTRECONNECTED")),
    ],
)
def test_connecting_again(profile, lines):
    with Tencent(profile) as talk:
        talk.sign_in(again=1).subscribe().subscribe(f"{PRODUCT}/{DEVICE}/control")
        talk.far_end.drop()
        for line in lines:
            talk.hear(f"{line}\r\n")
        assert talk.ask("AT+TCMQTTSTATE?").endswith("1|OK")
        assert talk.ask("AT+TCMQTTSUB?").count(DEVICE) == 2
        assert talk.far_end.wait_for(lambda it: any(len(client.topics) == 2 for client in it.clients), 5)
        assert talk.far_end.push(DATA, b"again") == 1
        talk.hear(",5,", "again")


def test_without_the_wish_it_stays_away():
    with Tencent() as talk:
        talk.sign_in(again=0)
        talk.far_end.drop()
        talk.hear("+TCMQTTDISCON(101)\r\n")
        assert talk.ask("AT+TCMQTTSTATE?") == "+TCMQTTSTATE: 0|OK"
        assert talk.ask(f'AT+TCMQTTPUB="{DATA}",0,"x"') == "+CME ERR: 208"
        assert talk.result(CONN) == "OK"


def test_giving_up():
    with Tencent(speed=100) as talk:
        talk.sign_in(again=1)
        assert talk.ask("AT+CFUN=4") == "OK"
        talk.hear("+TCMQTTDISCON(-103)\r\n", *["+TCMQTTRECONNECTING\r\n"] * 6, "+TCMQTTDISCON(-106)\r\n")
        assert talk.ask("AT+TCMQTTDISCONN") == "+CME ERROR: 208"


def test_disconnecting_while_it_tries():
    with Tencent() as talk:
        talk.sign_in(again=1)
        assert talk.ask("AT+CFUN=4") == "OK"
        talk.hear("+TCMQTTRECONNECTING\r\n")
        assert talk.ask(CONN) == "+CME ERR: 208"
        assert talk.ask("AT+TCMQTTDISCONN") == "OK"
        assert not talk.answered(b"RECONNECTING", 0.2)
        talk.silence()


def test_a_restart_ends_all():
    with Tencent() as talk:
        talk.sign_in(again=1)
        talk.say("AT+CFUN=1,1")
        talk.hear("+CPIN: READY\r\n")
        assert talk.far_end.wait_for(lambda it: not it.clients, 5)
        assert b"DISCON" not in talk.raw
        assert talk.ask("AT+TCMQTTSTATE?") == "+TCMQTTSTATE: 0|OK"
