"""Names, pings, the time."""

import pytest

from ..talk import Talk


@pytest.fixture
def online(talk):
    assert talk.ask("AT+QIACT=1") == "OK"
    return talk


def test_names_of_the_local_cloud_have_addresses(online):
    assert online.ask('AT+QIDNSGIP=1,"host.example"') == "OK"
    online.hear('\r\n+QIURC: "dnsgip",0,1,600\r\n', '\r\n+QIURC: "dnsgip","198.18.0.1"\r\n')
    assert online.ask('AT+QIDNSGIP=1,"other.example"') == "OK"
    online.hear('"198.18.0.2"\r\n')
    assert online.ask('AT+QIDNSGIP=1,"HOST.example"') == "OK"
    online.hear('"198.18.0.1"\r\n')
    online.say('AT+QIOPEN=1,0,"TCP","198.18.0.1",7000')
    online.hear("+QIOPEN: 0,0\r\n")  # and they lead there


def test_names_that_nobody_has(online):
    assert online.ask('AT+QIDNSGIP=1,"no.such.host.invalid"') == "OK"
    online.hear('\r\n+QIURC: "dnsgip",565\r\n')
    assert online.ask("AT+QIGETERROR").startswith("+QIGETERROR: 565,")


def test_name_servers(online):
    assert online.ask("AT+QIDNSCFG=1") == '+QIDNSCFG: 1,"10.83.0.53","10.83.0.54"|OK'
    assert online.ask('AT+QIDNSCFG=1,"0.0.0.0","0.0.0.0"') == "OK"
    assert online.ask('AT+QIDNSGIP=1,"host.example"') == "OK"
    online.hear('"dnsgip",565\r\n')
    online.say('AT+QIOPEN=1,0,"TCP","host.example",7000')
    online.hear("+QIOPEN: 0,565\r\n")
    assert online.ask('AT+QIDNSCFG=1,"10.0.0.53"') == "OK"
    assert online.ask("AT+QIDNSCFG=1;") == '+QIDNSCFG: 1,"10.0.0.53","0.0.0.0"|OK'
    assert online.ask('AT+QIDNSGIP=1,"host.example"') == "OK"
    online.hear('"dnsgip",0,1,600\r\n')


def test_ping(online):
    assert online.ask('AT+QPING=1,"host.example",4,3') == "OK"
    lines = online.hear("\r\n+QPING: 0,3,3,0,60,74,67\r\n")
    assert lines.count(b'\r\n+QPING: 0,"198.18.0.1",32,') == 3
    assert online.ask('AT+QPING=1,"no.invalid"') == "OK"
    online.hear("\r\n+QPING: 565\r\n")


def test_the_time_of_a_server(online):
    assert online.ask('AT+CCLK="30/01/02,03:04:05+00"') == "OK"
    assert online.ask('AT+QNTP=1,"ntp.example",123') == "OK"
    online.hear('\r\n+QNTP: 0,"')
    told = online.hear('+32"\r\n').decode()
    assert told[2:13] == online.ask("AT+CCLK?")[8:19]  # the clock is set


def test_a_server_that_does_not_answer():
    with Talk(speed=200) as talk:
        assert talk.ask("AT+QIACT=1") == "OK"
        talk.far_end.mute = True
        assert talk.ask('AT+QNTP=1,"ntp.example"') == "OK"
        assert talk.ask("AT+QNTP?") == '+QNTP: "ntp.example",123|OK'
        assert talk.ask('AT+QNTP=1,"other.example"') == "ERROR"
        assert talk.ask("AT+QIGETERROR").startswith("+QIGETERROR: 568,")
        talk.hear("\r\n+QNTP: 569\r\n")
