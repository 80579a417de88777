"""AT+QSSLCFG, and TLS itself: with certificates in the module's files, against the local cloud and another broker."""

import socket
import threading
from datetime import UTC, datetime

import pytest

from ..far_end.amqtt_broker import running
from ..talk import Talk

trustme = pytest.importorskip("trustme")

CONTEXT = ('AT+QMTCFG="SSL",0,1,2', "AT+QIACT=1")
FILES = ('"cacert",2,"UFS:ca.pem"', '"clientcert",2,"client.pem"', '"clientkey",2,"UFS:key.pem"')


def test_answers():
    answers = {
        'AT+QSSLCFG="seclevel",0': '+QSSLCFG: "seclevel",0,0|OK',
        'AT+QSSLCFG="seclevel",0,3': "ERROR",
        'AT+QSSLCFG="sslversion",5,3': "OK",
        'AT+QSSLCFG="SSLVERSION",5': '+QSSLCFG: "sslversion",5,3|OK',
        'AT+QSSLCFG="sslversion",6,3': "ERROR",
        'AT+QSSLCFG="ciphersuite",1,0xffff': "OK",
        'AT+QSSLCFG="ciphersuite",1,0xC02F': "OK",
        'AT+QSSLCFG="ciphersuite",1': '+QSSLCFG: "ciphersuite",1,0XC02F|OK',
        'AT+QSSLCFG="ciphersuite",1,0xABCD': "ERROR",
        'AT+QSSLCFG="ciphersuite",1,"0xffff"': "ERROR",
        'AT+QSSLCFG="cacert",1,"UFS:ca.pem"': "OK",
        'AT+QSSLCFG="cacert",1': '+QSSLCFG: "cacert",1,"UFS:ca.pem"|OK',
        'AT+QSSLCFG="clientkey",1': '+QSSLCFG: "clientkey",1,""|OK',
        'AT+QSSLCFG="negotiatetime",1,9': "ERROR",
        'AT+QSSLCFG="negotiatetime",1,10': "OK",
        'AT+QSSLCFG="sni",1,1': "OK",
        'AT+QSSLCFG="nonsense",1,1': "ERROR",
    }
    with Talk(speed=200) as talk:
        assert {command: talk.ask(command) for command in answers} == answers
        lines = talk.ask("AT+QSSLCFG=?").split("|")
        assert lines[0] == '+QSSLCFG: "sslversion",(0-5),(0-4)' and lines[-1] == "OK" and len(lines) == 10
        assert talk.ask("AT+CFUN=1,1") == "OK"
        talk.hear("PB DONE\r\n")
        assert talk.ask('AT+QSSLCFG="sni",1') == '+QSSLCFG: "sni",1,0|OK'


def ready(talk, *settings: str, ca: bytes = b"", client: bytes = b"", key: bytes = b"") -> None:
    """Certificates of the local cloud, unless others are given, and settings of TLS context 2."""
    right = talk.far_end.certificates
    for name, data in (
        ("ca.pem", ca or right.ca),
        ("client.pem", client or right.client),
        ("key.pem", key or right.key),
    ):
        talk.upload(name, data)
    for setting in (*FILES, *settings):
        assert talk.ask(f"AT+QSSLCFG={setting}") == "OK"
    for command in CONTEXT:
        assert talk.ask(command) == "OK"


def tried(talk, result: int, port: int = 8883) -> None:
    talk.say(f'AT+QMTOPEN=0,"broker.example",{port}')
    assert talk.hear("+QMTOPEN: 0,", "\r\n").endswith(f"+QMTOPEN: 0,{result}\r\n".encode())


def exchange(talk) -> None:
    talk.say('AT+QMTCONN=0,"me"')
    talk.hear("+QMTCONN: 0,0,0\r\n")
    talk.publish('0,1,1,0,"t"', b"x" * 1500)
    talk.hear("+QMTPUBEX: 0,1,0\r\n")


@pytest.mark.parametrize(
    ("settings", "port"),
    [
        (('"seclevel",2,0',), 8883),
        (('"seclevel",2,1',), 8883),
        (('"seclevel",2,2',), 8883),
        (('"seclevel",2,2',), 8884),
        (('"seclevel",2,1', '"sni",2,1', '"sslversion",2,3'), 443),
        (('"seclevel",2,1', '"ciphersuite",2,0XC02F', '"ignorelocaltime",2,0'), 1883),
    ],
)
def test_a_message_over_tls(talk, settings, port):
    ready(talk, *settings)
    tried(talk, 0, port)
    exchange(talk)
    assert [message.payload for message in talk.far_end.messages] == [b"x" * 1500]


OTHER = trustme.CA()
LEAF = OTHER.issue_cert("bench")


@pytest.mark.parametrize(
    ("settings", "files", "port", "result"),
    [
        (('"seclevel",2,1',), {"ca": OTHER.cert_pem.bytes()}, 8883, -1),  # another authority
        (('"seclevel",2,1',), {"ca": b"no certificate"}, 8883, -1),
        (('"seclevel",2,1',), {"ca": b"\xff\xfe"}, 8883, -1),
        (('"seclevel",2,1', '"cacert",2,"nofile"'), {}, 8883, -1),
        (('"seclevel",2,1', '"cacert",2,""'), {}, 8883, 1),
        (('"seclevel",2,2', '"clientkey",2,""'), {}, 8883, 1),
        (('"seclevel",2,2',), {"key": LEAF.private_key_pem.bytes()}, 8884, -1),  # a key of another certificate
        (
            ('"seclevel",2,2',),
            {"client": LEAF.cert_chain_pems[0].bytes(), "key": LEAF.private_key_pem.bytes()},
            8884,
            -1,
        ),
        (('"seclevel",2,1',), {}, 8884, -1),  # the server wants a certificate
        (('"seclevel",2,0', '"sslversion",2,0'), {}, 8883, -1),
        (('"seclevel",2,0', '"sslversion",2,1'), {}, 8883, -1),  # a server of today takes no TLS 1.0
        (('"seclevel",2,0', '"sslversion",2,2'), {}, 8883, -1),
        (('"seclevel",2,0', '"ciphersuite",2,0X0005'), {}, 8883, -1),
        (('"seclevel",2,0',), {}, 1884, 5),
    ],
)
def test_what_does_not_come_about(talk, settings, files, port, result):
    ready(talk, *settings, **files)
    tried(talk, result, port)
    assert talk.ask("AT+QMTOPEN?") == "OK"
    assert not talk.far_end.clients


@pytest.mark.parametrize("version", [1, 2, 4])
def test_old_versions_where_the_cloud_takes_them(version):
    with Talk("boot=0&old-tls=1") as talk:
        ready(talk, '"seclevel",2,1', f'"sslversion",2,{version}')
        tried(talk, 0)
        exchange(talk)


def test_plain_talk_to_a_tls_port(talk):
    assert talk.ask("AT+QIACT=1") == "OK"
    tried(talk, 0)
    talk.say('AT+QMTCONN=0,"me"')
    talk.hear("OK\r\n", "+QMTSTAT: 0,1\r\n")
    assert not talk.far_end.clients


def test_tls_to_something_else():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            with server.accept()[0] as client:
                client.sendall(b"220 no TLS here\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        with Talk(f"boot=0&host=plain.example=127.0.0.1:{server.getsockname()[1]}") as talk:
            ready(talk)
            talk.say('AT+QMTOPEN=0,"plain.example",1883')
            talk.hear("+QMTOPEN: 0,-1\r\n")
        thread.join()


def test_a_server_that_never_shakes_hands():
    """ "negotiatetime" ends it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with Talk(f"boot=0&host=deaf.example=127.0.0.1:{port}", speed=50) as talk:
            ready(talk, '"negotiatetime",2,10')
            talk.say('AT+QMTOPEN=0,"deaf.example",8883')
            talk.hear("OK\r\n")
            opened = talk.times[-1]
            talk.hear("+QMTOPEN: 0,-1\r\n")
            assert 10 <= (talk.times[-1] - opened) * talk.speed < 60


@pytest.mark.parametrize("level", [1, 2])
def test_with_a_broker_from_the_shelf(level, tmp_path):
    authority = trustme.CA()
    authority.issue_cert("broker.example").private_key_and_cert_chain_pem.write_to_path(tmp_path / "server.pem")
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    device = authority.issue_cert("bench")
    with running(tmp_path) as broker, Talk(f"boot=0&host=broker.example=127.0.0.1:{broker.port}") as talk:
        ready(
            talk,
            f'"seclevel",2,{level}',
            ca=authority.cert_pem.bytes(),
            client=device.cert_chain_pems[0].bytes(),
            key=device.private_key_pem.bytes(),
        )
        tried(talk, 0)
        exchange(talk)
        talk.say('AT+QMTSUB=0,2,"back",0')
        talk.hear("+QMTSUB: 0,2,0,0\r\n")
        broker.push("back", b"pushed")
        talk.hear('+QMTRECV: 0,0,"back","pushed"\r\n')
        talk.say("AT+QMTDISC=0")
        talk.hear("+QMTDISC: 0,0\r\n")
    assert ("t", b"x" * 1500) in broker.messages


def test_the_time_of_a_certificate_may_be_ignored(tmp_path):
    """ "ignorelocaltime" decides whether a certificate that ran out still counts."""
    authority = trustme.CA()
    expired = authority.issue_cert("broker.example", not_after=datetime(2020, 1, 1, tzinfo=UTC))
    expired.private_key_and_cert_chain_pem.write_to_path(tmp_path / "server.pem")
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    with running(tmp_path) as broker, Talk(f"boot=0&host=broker.example=127.0.0.1:{broker.port}") as talk:
        ready(talk, '"seclevel",2,1', '"ignorelocaltime",2,0', ca=authority.cert_pem.bytes())
        tried(talk, -1)
        assert talk.ask('AT+QSSLCFG="ignorelocaltime",2,1') == "OK"
        tried(talk, 0)
