"""Data through sockets, in the three access modes."""

import pytest

from ..plugging import escape, opened, send, transparent

AWKWARD = b"\r\nOK\r\n\x00\x1a\x1b+++\r\nNO CARRIER\r\n\xff" + bytes(range(256))


@pytest.fixture
def online(talk):
    assert talk.ask("AT+QIACT=1") == "OK"
    return talk


def test_the_example_of_the_note(online):
    """3.2: buffer mode, with another server."""
    opened(online)
    assert online.ask("AT+QISTATE=1,0").startswith('+QISTATE: 0,"TCP","198.18.0.1",7000,')
    online.say("AT+QISEND=0")
    online.hear("\r\n> ")
    online.say(b"test1\x1a", end="")
    assert online.hear("SEND OK\r\n") == b"test1\r\nSEND OK\r\n"
    online.hear('\r\n+QIURC: "recv",0\r\n')
    send(online, b"test", "0,4")
    assert online.ask("AT+QISEND=0,0") == "+QISEND: 9,9,0|OK"
    online.say('AT+QISENDEX=0,"3132333435"')
    online.hear("\r\nSEND OK\r\n")
    assert online.far_end.wait_for(lambda end: end.conversations[0].received == b"test1test12345", 5)
    online.answered(b"never said", 0.05)
    assert online.ask("AT+QIRD=0,5") == "+QIRD: 5|test1|OK"
    assert online.ask("AT+QIRD=0,0") == "+QIRD: 14,5,9|OK"
    assert online.ask("AT+QIRD=0,1500") == "+QIRD: 9|test12345|OK"
    assert online.ask("AT+QIRD=0,1500;") == "+QIRD: 0|OK"
    assert online.ask("AT+QICLOSE=0") == "OK"
    assert online.ask("AT+QISTATE?") == "OK"


def test_nothing_more_is_told_until_all_is_read(online):
    opened(online)
    online.far_end.say(b"one")
    online.hear('\r\n+QIURC: "recv",0\r\n')
    online.far_end.say(b"two")
    assert not online.answered(b"+QIURC", 0.05)
    assert online.ask("AT+QIRD=0,1500") == "+QIRD: 6|onetwo|OK"
    online.far_end.say(b"three")
    online.hear('\r\n+QIURC: "recv",0\r\n')


@pytest.mark.parametrize("kind", ["TCP", "UDP"])
def test_any_bytes_in_direct_mode(online, kind):
    opened(online, 3, kind, mode=1)
    send(online, AWKWARD, f"3,{len(AWKWARD)}")
    online.hear(f'\r\n+QIURC: "recv",3,{len(AWKWARD)}\r\n'.encode() + AWKWARD + b"\r\n")
    assert online.far_end.conversations[0].received == AWKWARD


@pytest.mark.parametrize("kind", ["TCP", "UDP"])
def test_any_bytes_in_transparent_mode(online, kind):
    transparent(online, kind)
    online.say(AWKWARD, end="")
    online.hear(AWKWARD)
    escape(online)
    online.hear("\r\nOK\r\n")
    assert online.far_end.conversations[0].received == AWKWARD
    assert online.ask("AT+QISTATE=1,0").endswith(',2,1,0,0,"uart1"|OK')  # buffer mode


def test_pluses_without_a_pause_are_data(online):
    transparent(online)
    for data in (b"a+++", b"+++b", b"++", b"++++"):
        online.say(data, end="")
        online.hear(data)


def test_ato_goes_back_and_gets_what_came_meanwhile(online):
    assert online.ask("ATQ0V1")
    transparent(online)
    escape(online)
    online.hear("\r\nOK\r\n")
    online.far_end.say(b"meanwhile")
    online.hear('+QIURC: "recv",0\r\n')
    online.say("ATO")
    online.hear("\r\nCONNECT\r\nmeanwhile")
    online.say(b"x", end="")
    online.hear(b"x")
    online.far_end.drop()
    online.hear("\r\nNO CARRIER\r\n")
    online.say("ATO")
    online.hear("ATO\r\r\nNO CARRIER\r\n")
    assert online.ask("AT+QISTATE=1,0").endswith(',4,1,0,0,"uart1"|OK')
    assert online.ask("AT+QICLOSE=0") == "OK"


@pytest.mark.parametrize(("level", "final"), [(1, "OK"), (2, "NO CARRIER"), (0, "")])
def test_dtr(online, level, final):
    assert online.ask(f"AT&D{level}") == "OK"
    transparent(online)
    online.port.lines(dtr=False)
    online.port.lines(dtr=True)
    if final:
        online.hear(f"\r\n{final}\r\n")
        return
    online.say(b"data", end="")
    online.hear(b"data")


def test_modes_are_switched(online):
    opened(online)
    assert online.ask("AT+QISWTMD=0,1") == "OK"
    online.far_end.say(b"now")
    online.hear('\r\n+QIURC: "recv",0,3\r\nnow\r\n')
    online.say("AT+QISWTMD=0,2")
    online.hear("\r\nCONNECT\r\n")
    online.say(b"there", end="")
    online.hear(b"there")


def test_escape_gives_a_prompt_up(online):
    opened(online)
    online.say("AT+QISEND=0")
    online.hear("\r\n> ")
    online.say(b"never\x1b", end="")
    online.hear("never", "\r\nERROR\r\n")
    assert online.ask("AT+QIGETERROR").startswith("+QIGETERROR: 571,")
    assert online.far_end.conversations[0].received == b""


def test_the_looks_of_data(online):
    for setting in ('"viewmode",1', '"dataformat",1,1', '"recvind",1'):
        assert online.ask(f"AT+QICFG={setting}") == "OK"
    assert online.ask('AT+QICFG="dataformat"') == '+QICFG: "dataformat",1,1|OK'
    opened(online)
    send(online, b"414a", "0,4")
    online.hear('\r\n+QIURC: "recv",0,2\r\n')
    assert online.far_end.conversations[0].received == b"AJ"
    assert online.ask("AT+QIRD=0") == "+QIRD: 4,414A|OK"
    assert online.ask("AT+QISDE?") == "+QISDE: 1|OK"
    assert online.ask("AT+QISDE=0") == "OK"
    online.say("AT+QISEND=0,2")
    online.hear("\r\n> ")
    online.say(b"42", end="")
    assert online.hear("SEND OK\r\n") == b"\r\nSEND OK\r\n"
