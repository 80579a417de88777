"""Certificates: storing, checking, deleting, and signing in with them over TLS."""

import pytest

from atbench.virtual.far_end.certificate import _authority, _issue, certificates
from atbench.virtual.far_end.devices import TENCENT_DEMO

from ..clouding import DATA, DEVICE, PRODUCT, Tencent

FOUND = certificates()
assert FOUND
PAIR = {"lamp_7.crt": FOUND.tencent, "lamp_7.key": FOUND.tencent_key}
INFO = f'"{PRODUCT}","{DEVICE}","lamp_7.crt"'
CONN = "AT+TCMQTTCONN=2,5000,240,1,0"


def add(talk, name, data, end="\r"):
    talk.say(f'AT+TCCERTADD="{name}",{len(data)}', end)
    talk.hear("OK\r\n", ">")
    talk.say(data, end="")
    talk.hear("+TCCERTADD: OK\r\n")


@pytest.mark.parametrize("profile", ["tencent", "tencent-m6315"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_signing_in(profile, line_end):
    """Bytes count as they are sent, whichever line ends a file has."""
    with Tencent(profile, speed=5) as talk:
        talk.join()
        for name, data in PAIR.items():
            add(talk, name, data.replace(b"\r\n", b"\n").replace(b"\n", line_end), "\r\n")
            assert talk.result(f'AT+TCCERTCHECK="{name}"') == "OK"
        talk.device(INFO, mode=2)
        assert talk.result(CONN) == "OK"
        assert talk.far_end.clients[0].client == PRODUCT + DEVICE
        talk.subscribe()
        assert talk.result(f'AT+TCMQTTPUB="{DATA}",1,"secret"') == "OK"
        assert talk.far_end.messages[0].payload == b"secret"


def test_lists():
    with Tencent() as talk:
        assert talk.ask("AT+TCCERTADD?") == "OK"
        add(talk, "a.crt", b"abc")
        add(talk, "a.key", b"abcd")
        assert talk.ask("AT+TCCERTADD?") == '+TCCERTADD: "a.crt",3|+TCCERTADD: "a.key",4|OK'
        assert talk.ask("AT+TCCERTCHECK?") == '+TCCERTCHECK: "a.crt"|+TCCERTCHECK: "a.key"|OK'
        assert talk.ask("AT+TCCERTDEL?") == '+TCCERTDEL: "a.crt"|+TCCERTDEL: "a.key"|OK'
        assert talk.result('AT+TCCERTDEL="a.crt"') == "OK"
        talk.say("AT+CFUN=1,1")
        talk.hear("+CPIN: READY\r\n")
        assert talk.ask("AT+TCCERTADD?") == '+TCCERTADD: "a.key",4|OK'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.crt", b"nothing"),
        ("x.crt", FOUND.tencent_key),
        ("x.key", FOUND.tencent),
        ("x.crt", FOUND.tencent[:-40]),
        ("x.key", FOUND.key),  # of another certificate
    ],
)
def test_what_does_not_fit(name, data):
    with Tencent() as talk:
        add(talk, "x.crt", FOUND.tencent)
        add(talk, name, data)
        assert talk.result(f'AT+TCCERTCHECK="{name}"') == "FAIL203"


def test_ctrl_z_and_silence():
    with Tencent(speed=100) as talk:
        talk.say('AT+TCCERTADD="a.crt",100')
        talk.hear("> ")
        talk.say(b"abc\x1a", end="")
        talk.hear("+TCCERTADD: OK\r\n")
        assert talk.ask("AT+TCCERTADD?") == '+TCCERTADD: "a.crt",3|OK'
        talk.say('AT+TCCERTADD="b.crt",100')
        talk.hear("> ", "+CME ERROR: ADD FAILED202\r\n")
        assert talk.ask("AT+TCCERTADD?") == '+TCCERTADD: "a.crt",3|OK'


def test_there_is_room_for_ten():
    with Tencent(speed=100) as talk:
        for number in range(10):
            add(talk, f"{number}.crt", b"x")
        assert talk.ask('AT+TCCERTADD="10.crt",1') == "+CME ERROR: ADD FAILED208"
        add(talk, "9.crt", b"xy")


def test_a_certificate_that_is_not_there():
    with Tencent() as talk:
        assert talk.ask(f"AT+TCDEVINFOSET=2,{INFO}") == "+CME ERROR: 204"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("lamp_7.crt",), -702),  # no key
        (("other",), -703),  # of another authority
        (("stranger",), -117),  # of another device
    ],
)
def test_certificates_that_do_not_let_in(names, code):
    import trustme

    authority = _authority()
    assert authority
    with Tencent(speed=5) as talk:
        talk.join()
        if names == ("lamp_7.crt",):
            add(talk, "lamp_7.crt", FOUND.tencent)
        else:
            maker = trustme.CA(key_type=trustme.KeyType.RSA) if names == ("other",) else authority
            made = _issue(
                maker, "bench-0001", TENCENT_DEMO.key + ("x" if names == ("stranger",) else TENCENT_DEMO.name)
            )
            add(talk, "lamp_7.crt", made.cert_chain_pems[0].bytes())
            add(talk, "lamp_7.key", made.private_key_pem.bytes())
        talk.device(INFO, mode=2)
        assert talk.ask("AT+TCDEVINFOSET?") == f"+TCDEVINFOSET: 2,{INFO}|OK"
        assert talk.result(CONN) == f"FAIL{code}"


def test_one_in_use_stays():
    with Tencent(speed=5) as talk:
        talk.join()
        for name, data in PAIR.items():
            add(talk, name, data)
        talk.device(INFO, mode=2)
        assert talk.result(CONN) == "OK"
        assert talk.ask('AT+TCCERTDEL="lamp_7.crt"') == "+CME ERROR: DELETE FAILED200"
