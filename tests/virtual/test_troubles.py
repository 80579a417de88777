"""The faults of card, network, servers and power: what they do, and that all goes on when they are over."""

from collections.abc import Iterator

import pytest

from .filing import EXPLICIT, PASSIVE, Filing
from .mailing import Mailing
from .talk import Talk

SPEED = 50


@pytest.fixture
def talk() -> Iterator[Talk]:
    with Talk(speed=SPEED) as talk:
        yield talk
        over(talk)


def over(talk: Talk) -> None:
    """Without faults the module answers."""
    for name in talk.port.faults:
        del talk.port.faults[name]
    talk.say("AT")
    talk.hear("AT\r\r\nOK\r\n")


def until(talk: Talk, command: str, answer: str) -> None:
    """Asks until the answer is this one."""
    for _ in range(300):
        if (said := talk.ask(command)) == answer:
            return
    raise AssertionError(f"{command} says {said}")


def test_no_answer(talk):
    talk.port.faults["no_answer"] = 1
    talk.say("AT+CSQ")
    assert not talk.answered(b"A", 0.05)
    del talk.port.faults["no_answer"]
    talk.silence()


def test_late(talk):
    talk.port.faults["late"] = 20
    before = len(talk.times)
    talk.silence()
    assert (talk.times[-1] - talk.times[before]) * SPEED >= 20


def test_reboot(talk):
    talk.connect()
    talk.port.faults["reboot"] = 0.1
    talk.hear("\r\nRDY\r\n", "\r\n+QIND: PB DONE\r\n")
    assert not talk.port.faults.on("reboot")  # once
    assert talk.ask("AT+QMTCONN?") == "OK"
    assert talk.ask("AT+QIACT=1") == "OK"


def test_reboot_in_the_middle_of_a_command(talk):
    talk.say("AT+COPS=?")
    talk.hear("AT+COPS=?")
    talk.port.faults["reboot"] = 1
    talk.hear("\r\nRDY\r\n", "\r\n+QIND: PB DONE\r\n")
    talk.port.faults["reboot"] = 1  # and again
    talk.hear("\r\nRDY\r\n", "\r\n+QIND: PB DONE\r\n")


def test_sim_removed(talk):
    assert talk.ask("AT+CREG=1") == "OK"
    talk.port.faults["sim_removed"] = 1
    talk.hear("\r\n+CPIN: NOT READY\r\n\r\n+CREG: 0\r\n")
    assert talk.ask("AT+CPIN?") == "+CME ERROR: 10"
    assert talk.ask("AT+QSIMSTAT?") == "+QSIMSTAT: 0,0|OK"
    del talk.port.faults["sim_removed"]
    talk.hear("+CPIN: READY\r\n", "+CREG: 2\r\n", "+CREG: 1\r\n", "PB DONE\r\n")
    assert talk.ask("AT+CPIN?") == "+CPIN: READY|OK"


def test_a_sim_that_was_never_there():
    with Talk("fault=sim_removed", SPEED) as talk:
        talk.hear("RDY\r\n", "+CPIN: NOT INSERTED\r\n")
        over(talk)
        talk.hear("+CPIN: READY\r\n", "PB DONE\r\n")


def test_registration_lost(talk):
    assert talk.ask("AT+CEREG=1") == "OK"
    talk.connect()
    talk.port.faults["registration_lost"] = 1
    talk.hear("\r\n+CEREG: 2\r\n", '+QIURC: "pdpdeact",1\r\n', "+QMTSTAT: 0,1\r\n")
    assert talk.ask("AT+CEREG?") == "+CEREG: 1,2|OK"
    assert talk.ask("AT+QIACT=1") == "ERROR"
    assert talk.ask("AT+CFUN=4") == "OK"
    talk.hear("+CEREG: 0\r\n")
    assert talk.ask("AT+CFUN=1") == "OK"
    talk.hear("+CEREG: 2\r\n")
    assert not talk.answered(b"+CEREG: 1", 4 / SPEED)
    del talk.port.faults["registration_lost"]
    talk.hear("+CEREG: 1\r\n")
    until(talk, "AT+QIACT=1", "OK")


def test_registration_never_found():
    with Talk("fault=registration_lost", SPEED) as talk:
        talk.hear("PB DONE\r\n")
        assert talk.ask("AT+CREG?") == "+CREG: 0,2|OK"
        over(talk)
        until(talk, "AT+CREG?", "+CREG: 0,1|OK")


def test_wifi_lost():
    with Talk("boot=0", SPEED, "tencent-esp8266") as talk:
        talk.port.faults["registration_lost"] = 1
        talk.hear("WIFI DISCONNECT\r\n")
        del talk.port.faults["registration_lost"]
        talk.hear("WIFI CONNECTED\r\nWIFI GOT IP\r\n")


def test_context_deactivated(talk):
    talk.connect()
    talk.port.faults["context_deactivated"] = 5
    talk.hear('+QIURC: "pdpdeact",1\r\n', "+QMTSTAT: 0,1\r\n")
    assert talk.ask("AT+QIACT?") == "OK"
    assert talk.ask("AT+QIACT=1") == "OK"
    talk.hear('+QIURC: "pdpdeact",1\r\n')  # and again, every five seconds
    del talk.port.faults["context_deactivated"]
    assert talk.ask("AT+QIACT=1") == "OK"
    assert not talk.answered(b"pdpdeact", 7 / SPEED)


def test_signal_fading(talk):
    talk.port.faults["signal_fading"] = 10
    levels = []
    while not levels or levels[-1] != 99:
        levels.append(int(talk.ask("AT+CSQ").split("+CSQ: ")[1].split(",")[0]))
    assert levels[:-1] == sorted(levels[:-1], reverse=True) and len(set(levels)) > 5
    assert talk.ask("AT+CREG?") == "+CREG: 0,2|OK"
    del talk.port.faults["signal_fading"]
    until(talk, "AT+CREG?", "+CREG: 0,1|OK")
    assert talk.ask("AT+CSQ") == "+CSQ: 28,99|OK"


def test_server_gone(talk):
    talk.connect()
    talk.port.faults["server_gone"] = 1
    talk.hear("\r\n+QMTSTAT: 0,1\r\n")
    talk.say('AT+QMTOPEN=0,"broker.example",1883')
    talk.hear("\r\n+QMTOPEN: 0,5\r\n")
    del talk.port.faults["server_gone"]
    talk.open()


def test_dns_failing(talk):
    assert talk.ask("AT+QIACT=1") == "OK"
    talk.port.faults["dns_failing"] = 1
    talk.say('AT+QMTOPEN=0,"broker.example",1883')
    talk.hear("\r\n+QMTOPEN: 0,4\r\n")
    talk.say('AT+QMTOPEN=0,"127.0.0.1",1')  # an address needs no name
    talk.hear("\r\n+QMTOPEN: 0,5\r\n")
    del talk.port.faults["dns_failing"]
    talk.open()


def test_tls_refused(talk):
    pytest.importorskip("trustme")
    assert talk.ask("AT+QIACT=1") == "OK"
    assert talk.ask('AT+QMTCFG="ssl",0,1,0') == "OK"
    for refused, result in ((1, -1), (0, 0)):
        talk.port.faults["tls_refused"] = refused
        talk.say('AT+QMTOPEN=0,"broker.example",8883')
        talk.hear(f"\r\n+QMTOPEN: 0,{result}\r\n")


def test_login_refused(talk):
    assert talk.ask("AT+QIACT=1") == "OK"
    for refused, code in ((1, 4), (0, 0)):
        talk.port.faults["login_refused"] = refused
        talk.open()
        talk.say('AT+QMTCONN=0,"me","user","word"')
        talk.hear(f"\r\n+QMTCONN: 0,0,{code}\r\n")
        if refused:
            talk.hear("+QMTSTAT: 0,1\r\n")


def test_slow_network(talk):
    assert talk.ask("AT+QIACT=1") == "OK"
    talk.port.faults["slow_network"] = 10
    talk.say('AT+QMTOPEN=0,"broker.example",1883')
    talk.hear("OK\r\n")
    before = talk.times[-1]
    talk.hear("+QMTOPEN: 0,0\r\n")
    assert (talk.times[-1] - before) * SPEED >= 10
    talk.say('AT+QMTCONN=0,"me"')  # the server is so slow that the module gives up: 5 s
    talk.hear("+QMTCONN: 0,2\r\n")
    talk.port.faults["slow_network"] = 0
    talk.open()
    talk.say('AT+QMTCONN=0,"me"')
    talk.hear("+QMTCONN: 0,0,0\r\n")


def test_faults_of_the_cloud_against_real_servers():
    with Talk("boot=0&cloud=real&fault=quota_full", SPEED) as talk:
        talk.silence()
        assert "quota_full" in talk.port.notes[0]


@pytest.mark.parametrize(
    ("fault", "result"),
    [
        ("login_refused", "677,535"),
        ("quota_full", "680,552"),
        ("server_gone", "654,0"),
        ("dns_failing", "653,0"),
    ],
)
def test_mail(fault, result):
    pytest.importorskip("aiosmtpd")
    with Mailing() as talk:
        talk.letter()
        talk.port.faults[fault] = 1
        assert talk.put() == result
        del talk.port.faults[fault]
        assert talk.put() == "0,0"


def test_mail_with_tls_refused():
    pytest.importorskip("aiosmtpd")
    pytest.importorskip("trustme")
    with Mailing() as talk:
        talk.letter()
        talk.server(465, 1)
        talk.port.faults["tls_refused"] = 1
        assert talk.put() == "665,0"
        del talk.port.faults["tls_refused"]
        assert talk.put() == "0,0"


def test_files():
    pytest.importorskip("pyftpdlib")
    with Filing() as talk:
        talk.settings(PASSIVE)
        talk.port.faults["login_refused"] = 1
        assert talk.late('AT+QFTPOPEN="ftp.files.example",21') == "625,530"
        del talk.port.faults["login_refused"]
        talk.open()
        talk.port.faults["quota_full"] = 1
        assert talk.put("a.txt", b"too much", ",0,8,1").endswith("552")
        del talk.port.faults["quota_full"]
        assert talk.put("a.txt", b"enough", ",0,6,1") == "0,6"
        talk.port.faults["server_gone"] = 1
        while talk.late("AT+QFTPSTAT") != "0,4":
            pass
        del talk.port.faults["server_gone"]
        talk.open()


def test_files_with_tls_refused():
    pytest.importorskip("pyftpdlib")
    pytest.importorskip("trustme")
    with Filing() as talk:
        talk.settings(*EXPLICIT)
        talk.port.faults["tls_refused"] = 1
        assert talk.late('AT+QFTPOPEN="ftp.files.example",21') == "631,0"
        del talk.port.faults["tls_refused"]
        talk.open()
