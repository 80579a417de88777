"""What a module says, and how the faults of its serial side change it. `AT` works again as soon as they are off."""

from collections.abc import Iterator

import pytest

from .talk import Talk

SPEED = 50


@pytest.fixture
def talk() -> Iterator[Talk]:
    with Talk(speed=SPEED) as talk:
        yield talk
        for name in talk.port.faults:
            del talk.port.faults[name]
        talk.silence()


def said(talk: Talk, command: str, last: str = "OK\r\n") -> str:
    talk.say(command)
    return talk.hear(last).decode()


def test_plain(talk):
    assert said(talk, "AT+CSQ") == "AT+CSQ\r\r\n+CSQ: 28,99\r\n\r\nOK\r\n"


def test_echo_crcrlf(talk):
    talk.port.faults["echo_crcrlf"] = 1
    assert said(talk, "AT") == "AT\r\r\n\r\nOK\r\n"


def test_no_crlf(talk):
    talk.port.faults["no_crlf"] = 1
    assert said(talk, "AT+CSQ") == "AT+CSQ\r+CSQ: 28,99\r\nOK\r\n"


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("AT", "\r\n+CREG: 1\r\n\r\nOK\r\n"),
        ("AT+CSQ", "\r\n+CSQ: 28,99\r\n\r\n+CREG: 1\r\n\r\nOK\r\n"),
        ("ATI", "\r\nQuectel\r\n\r\n+CREG: 1\r\n\r\nEC600S\r\nRevision: EC600SCNDR00A00M00\r\n\r\nOK\r\n"),
    ],
)
def test_urc_in_answer(talk, command, answer):
    talk.port.faults["urc_in_answer"] = 1
    assert said(talk, command) == f"{command}\r{answer}"


def test_urc_in_echo(talk):
    talk.port.faults["urc_in_echo"] = 1
    assert said(talk, "AT+CSQ") == "AT+\r\n+CREG: 1\r\nCSQ\r\r\n+CSQ: 28,99\r\n\r\nOK\r\n"
    assert said(talk, "ATE0") == "AT\r\n+CREG: 1\r\nE0\r\r\nOK\r\n"
    assert said(talk, "AT+CSQ") == "\r\n+CSQ: 28,99\r\n\r\nOK\r\n"
    talk.ask("ATE1")


def test_plain_error(talk):
    assert talk.ask("AT+CPIN=1") == "+CME ERROR: 3"
    talk.port.faults["plain_error"] = 1
    assert talk.ask("AT+CPIN=1") == "ERROR"


def test_cmee(talk):
    faces = {0: "ERROR", 1: "+CME ERROR: 3", 2: "+CME ERROR: Operation not allowed"}
    for set_ in faces:
        assert talk.ask(f"AT+CMEE={set_}") == "OK"
        for forced, face in faces.items():
            talk.port.faults["cmee"] = forced
            assert talk.ask("AT+CPIN=1") == face
        del talk.port.faults["cmee"]
        assert talk.ask("AT+CPIN=1") == faces[set_]


def test_slow_prompt(talk):
    talk.port.faults["slow_prompt"] = 20
    for command, data in (('AT+QFUPL="a",1,60', "x"), ('AT+QFDWL="a"', "")):
        talk.say(command)
        talk.hear(command)
        before = talk.times[-1]
        talk.hear("CONNECT\r\n")
        assert (talk.times[-1] - before) * SPEED >= 19
        talk.say(data, end="")
        talk.hear("OK\r\n")


def test_slow_prompt_for_a_message(talk):
    talk.connect()
    talk.port.faults["slow_prompt"] = 20
    talk.say('AT+QMTPUBEX=0,0,0,0,"t",2')
    talk.hear('"t",2\r')
    before = talk.times[-1]
    talk.hear("\r\n> ")
    assert (talk.times[-1] - before) * SPEED >= 19
    talk.say("hi", end="")
    talk.hear("+QMTPUBEX: 0,0,0\r\n")


@pytest.mark.parametrize("way", ["length", "silence", "escape"])
def test_data_stuck(talk, way):
    """Neither the last byte, nor time, nor +++ ends it; when it lets go, the command ends as it should."""
    talk.port.faults["data_stuck"] = 1
    talk.say('AT+QFUPL="a",4,5')
    talk.hear("CONNECT\r\n")
    if way == "length":
        talk.say("abcdAT\r", end="")
    elif way == "escape":
        assert not talk.answered(b"OK", 1.5 / SPEED)
        talk.say("+++", end="")
    assert not talk.answered(b"OK", 8 / SPEED)
    talk.say("AT")
    assert not talk.answered(b"OK", 2 / SPEED)
    del talk.port.faults["data_stuck"]
    talk.hear("+QFUPL: 4,206\r\n\r\nOK\r\n" if way == "length" else "+CME ERROR: 421\r\n")


def test_prompt_stuck(talk):
    talk.connect()
    talk.port.faults["data_stuck"] = 1
    talk.say('AT+QMTPUBEX=0,0,0,0,"t",2')
    talk.hear("> ")
    talk.say("hi", end="")
    assert not talk.answered(b"OK", 5 / SPEED)
    del talk.port.faults["data_stuck"]
    talk.hear("OK\r\n", "+QMTPUBEX: 0,0,0\r\n")


def test_reset_frees_what_is_stuck(talk):
    talk.port.faults["data_stuck"] = 1
    talk.say('AT+QFUPL="a",1,60')
    talk.hear("CONNECT\r\n")
    talk.say("x", end="")
    talk.port.faults["reboot"] = 0.1
    talk.hear("\r\nRDY\r\n", "PB DONE\r\n")
