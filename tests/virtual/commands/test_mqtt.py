"""Quectel's MQTT commands: right moves and wrong ones, against the local cloud."""

import contextlib
import socket
import sys

import pytest

from atbench.virtual.far_end.devices import DEMO, DEMO_HOST

from ..talk import SIGN_IN, Talk

WILL = 'AT+QMTCFG="will",0,1,0,0,"gone","bye"'


def test_a_context_that_goes_down_while_a_connection_opens(talk):
    assert talk.ask("AT+QIACT=1") == "OK"
    assert talk.ask('AT+QMTOPEN=0,"broker.example",1883;+COPS=2') == "OK"
    talk.hear("+QMTOPEN: 0,3\r\n")
    assert talk.ask("AT+QMTOPEN?") == "OK"


def test_an_index_in_use(talk):
    talk.connect()
    talk.say('AT+QMTOPEN=0,"broker.example",1883')
    talk.hear("OK\r\n", "+QMTOPEN: 0,2\r\n")
    talk.open(index=3)
    assert talk.ask("AT+QMTCONN?") == "+QMTCONN: 0,3|+QMTCONN: 3,1|OK"


def test_a_server_that_waits_in_vain_for_connect(talk):
    assert talk.ask("AT+QIACT=1") == "OK"
    talk.open()
    talk.hear("\r\n+QMTSTAT: 0,1\r\n")
    assert talk.ask("AT+QMTOPEN?") == "OK"
    assert talk.ask('AT+QMTCONN=0,"x"') == "ERROR"


@pytest.mark.parametrize(
    ("login", "code"),
    [
        (None, 5),
        (f'"{DEMO.key}","{DEMO.name}","{"0" * 32}"', 4),
        (f'"{DEMO.key}","nobody","{DEMO.secret}"', 4),
    ],
)
def test_a_login_that_fails(talk, login, code):
    if login:
        assert talk.ask(f'AT+QMTCFG="aliauth",0,{login}') == "OK"
    assert talk.ask("AT+QIACT=1") == "OK"
    talk.open(DEMO_HOST)
    talk.say('AT+QMTCONN=0,"x"')
    talk.hear("OK\r\n", f"+QMTCONN: 0,0,{code}\r\n", "+QMTSTAT: 0,1\r\n")
    assert talk.ask("AT+QMTCONN?") == "OK"
    assert not talk.far_end.clients


def test_what_the_cloud_sees_of_a_login(talk):
    assert talk.ask(SIGN_IN) == "OK"
    talk.connect(DEMO_HOST)
    (visitor,) = talk.far_end.clients
    assert visitor.client == "me|securemode=3,signmethod=hmacsha1|"
    assert visitor.user == f"{DEMO.name}&{DEMO.key}"


def test_a_server_that_does_not_answer_connect(talk):
    assert talk.ask('AT+QMTCFG="timeout",0,1,3,0') == "OK"
    assert talk.ask("AT+QIACT=1") == "OK"
    talk.open()
    talk.far_end.mute = True
    talk.say('AT+QMTCONN=0,"x"')
    talk.hear("OK\r\n", "+QMTCONN: 0,2\r\n", "+QMTSTAT: 0,4\r\n")
    assert talk.ask("AT+QMTOPEN?") == "OK"


def test_a_ping_without_answer(talk):
    assert talk.ask('AT+QMTCFG="qmtping",0,10') == "OK"
    talk.connect()
    talk.far_end.mute = True
    talk.hear("\r\n+QMTPING: 0,1\r\n")
    assert talk.ask("AT+QMTCONN?") == "OK"


def test_the_server_closes(talk):
    talk.connect()
    talk.far_end.drop()
    talk.hear("\r\n+QMTSTAT: 0,1\r\n")
    assert talk.ask("AT+QMTCONN?") == "OK"
    talk.open()


def test_the_same_client_name_twice(talk):
    talk.connect()
    talk.open(index=1)
    talk.say('AT+QMTCONN=1,"me"')
    talk.hear("OK\r\n")
    assert talk.far_end.wait_for(lambda far_end: len(far_end.clients) == 1, 5)
    heard = talk.hear("+QMTCONN: 1,0,0\r\n")
    if b"+QMTSTAT: 0,1" not in heard:
        talk.hear("\r\n+QMTSTAT: 0,1\r\n")
    assert talk.ask("AT+QMTCONN?") == "+QMTCONN: 1,3|OK"


def test_close(talk):
    talk.connect()
    talk.say("AT+QMTCLOSE=0")
    talk.hear("OK\r\n", "+QMTCLOSE: 0,0\r\n")
    assert talk.ask("AT+QMTOPEN?") == "OK"
    assert talk.far_end.wait_for(lambda far_end: not far_end.clients, 5)


@pytest.mark.parametrize("command", ["AT+QIDEACT=1", "AT+CGATT=0", "AT+CFUN=4", "AT+COPS=2"])
def test_a_context_takes_its_connections_along(talk, command):
    assert talk.ask(WILL) == "OK"
    talk.connect()
    assert talk.ask(command) == "OK"
    talk.hear("\r\n+QMTSTAT: 0,1\r\n")
    assert talk.ask("AT+QMTCONN?") == "OK"
    assert talk.far_end.wait(1, 5)
    assert talk.far_end.messages[0][:2] == ("gone", b"bye")


def test_after_disconnecting(talk):
    assert talk.ask(WILL) == "OK"
    talk.connect()
    talk.say("AT+QMTDISC=0")
    talk.hear("OK\r\n", "+QMTDISC: 0,0\r\n")
    assert talk.ask('AT+QMTSUB=0,1,"t",0') == "ERROR"
    assert talk.ask("AT+QMTDISC=0") == "ERROR"
    assert talk.far_end.wait_for(lambda far_end: not far_end.clients, 5)
    assert not talk.far_end.messages  # an orderly end is no last will


def test_a_will_from_the_prompt(talk):
    talk.say('AT+QMTCFG="willex",0,1,1,1,"gone",3')
    talk.hear("\r\n> ")
    talk.say('a"b', end="")
    talk.hear("OK\r\n")
    assert talk.ask('AT+QMTCFG="willex",0') == '+QMTCFG: "willex",1,1,1,"gone",3|OK'
    talk.connect()
    talk.far_end.drop()
    assert talk.far_end.wait(1, 5)
    assert talk.far_end.messages[0][:2] == ("gone", b'a"b')


def test_a_will_as_it_was_ordered(talk):
    """Its QoS and its mark to be kept: a client that comes later gets it."""
    assert talk.ask('AT+QMTCFG="will",0,1,2,1,"gone","bye"') == "OK"
    talk.connect()
    talk.far_end.drop()
    assert talk.far_end.wait(1, 5)
    talk.hear("+QMTSTAT: 0,1\r\n")
    assert talk.ask('AT+QMTCFG="will",0,0') == "OK"
    talk.open()
    talk.say('AT+QMTCONN=0,"me"')
    talk.hear("+QMTCONN: 0,0,0\r\n")
    talk.say('AT+QMTSUB=0,1,"gone",1')
    heard = talk.hear("+QMTSUB: 0,1,0,1\r\n")
    if b"bye" not in heard:
        heard = talk.hear('"bye"\r\n')
    assert b'+QMTRECV: 0,1,"gone","bye"\r\n' in heard
    assert len(talk.far_end.messages) == 1


def test_pings_come_within_the_keep_alive(talk):
    """The server would close after 1.5 times 10 s, and pings are 60 s apart."""
    for setting in ('"qmtping",0,60', '"keepalive",0,10'):
        assert talk.ask(f"AT+QMTCFG={setting}") == "OK"
    talk.connect()
    assert not talk.answered(b"+QMTSTAT", 2)
    assert talk.ask("AT+QMTCONN?") == "+QMTCONN: 0,3|OK"


@pytest.mark.skipif(sys.platform != "linux", reason="a full queue of connections behaves so on Linux")
def test_a_server_that_never_answers():
    """120 s, and not one less."""
    with socket.socket() as listener, contextlib.ExitStack() as stack:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        where = listener.getsockname()
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(where)
        with Talk(f"boot=0&host=deaf.example=127.0.0.1:{where[1]}", speed=100) as talk:
            assert talk.ask("AT+QIACT=1") == "OK"
            talk.say('AT+QMTOPEN=0,"deaf.example",1883')
            talk.hear("OK\r\n")
            opened = talk.times[-1]
            talk.hear("+QMTOPEN: 0,5\r\n")
            assert 120 <= (talk.times[-1] - opened) * talk.speed < 180
            talk.open()


def test_a_session_that_lasts(talk):
    assert talk.ask('AT+QMTCFG="session",0,0') == "OK"
    talk.connect()
    talk.say('AT+QMTSUB=0,1,"t",1')
    talk.hear("+QMTSUB: 0,1,0,1\r\n")
    talk.say("AT+QMTCLOSE=0")
    talk.hear("+QMTCLOSE: 0,0\r\n")
    assert talk.far_end.wait_for(lambda far_end: not far_end.clients, 5)
    talk.far_end.push("t", b"kept", qos=1)
    talk.open()
    talk.say('AT+QMTCONN=0,"me"')
    heard = talk.hear("+QMTCONN: 0,0,0\r\n")
    if b"kept" not in heard:
        talk.hear('+QMTRECV: 0,1,"t","kept"\r\n')


def test_the_older_protocol(talk):
    assert talk.ask('AT+QMTCFG="version",0,3') == "OK"
    talk.connect()


def test_user_and_password(talk):
    talk.connect(user=',"anna","secret"')
    assert talk.far_end.clients[0].user == "anna"
