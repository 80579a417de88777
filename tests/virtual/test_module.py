"""The serial side of a module."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from .talk import PATIENCE, Talk

SPEED = 1000


@pytest.fixture(scope="module")
def fast():
    with Talk(speed=SPEED) as talk:
        yield talk


@pytest.mark.parametrize(
    ("written", "wire"),
    [
        (b"AT\r", b"AT\r\r\nOK\r\n"),
        (b"at\r", b"at\r\r\nOK\r\n"),
        (b"AT\r\n", b"AT\r\r\nOK\r\n"),
        (b"\n\nAT\r", b"AT\r\r\nOK\r\n"),
        (b"AT+CSQ\r", b"AT+CSQ\r\r\n+CSQ: 28,99\r\n\r\nOK\r\n"),
        (b"AT+CSQ;+CMEE?\r", b"AT+CSQ;+CMEE?\r\r\n+CSQ: 28,99\r\n\r\n+CMEE: 1\r\n\r\nOK\r\n"),
        (b"ATI\r", b"ATI\r\r\nQuectel\r\nEC600S\r\nRevision: EC600SCNDR00A00M00\r\n\r\nOK\r\n"),
        (b"AT+CSQ;+NONSENSE;+CMEE?\r", b"AT+CSQ;+NONSENSE;+CMEE?\r\r\n+CSQ: 28,99\r\n\r\nERROR\r\n"),
        (b'AT+QMTPUB=0,0,0,0,"t"\r', b'AT+QMTPUB=0,0,0,0,"t"\r\r\nERROR\r\n'),
        (b"ATX\x08I\r", b"ATX\x08I\r\r\nQuectel\r\nEC600S\r\nRevision: EC600SCNDR00A00M00\r\n\r\nOK\r\n"),
        (b"\x1aAT\r", b"\x1aAT\r\r\nOK\r\n"),
        (b"AT\rA/", b"AT\r\r\nOK\r\nA/\r\nOK\r\n"),
    ],
)
def test_the_wire(fast, written, wire):
    fast.say(written, end="")
    assert fast.hear(wire) == wire


def test_no_echo(fast):
    assert fast.ask("ATE0") == "OK"
    fast.say("AT+CSQ")
    assert fast.hear("OK\r\n") == b"\r\n+CSQ: 28,99\r\n\r\nOK\r\n"
    fast.say("ATE1")
    assert fast.hear("OK\r\n") == b"\r\nOK\r\n"


def test_digits(fast):
    fast.say("ATV0")
    assert fast.hear("ATV0\r0\r") == b"ATV0\r0\r"
    fast.say("AT+CSQ")
    assert fast.hear("99\r\n0\r") == b"AT+CSQ\r+CSQ: 28,99\r\n0\r"
    fast.say("AT+NONSENSE")
    assert fast.hear("4\r") == b"AT+NONSENSE\r4\r"
    fast.say("ATV1")
    assert fast.hear("OK\r\n") == b"ATV1\r\r\nOK\r\n"


def test_quiet(fast):
    fast.say("ATQ1")
    fast.say("AT+CSQ")
    fast.say("AT+NONSENSE")
    fast.say("ATQ0")
    assert fast.hear("OK\r\n") == b"ATQ1\rAT+CSQ\r\r\n+CSQ: 28,99\r\nAT+NONSENSE\rATQ0\r\r\nOK\r\n"


def test_other_line_ends(fast):
    fast.say("ATS3=59")
    assert fast.hear(b"OK;\n") == b"ATS3=59\r;\nOK;\n"
    fast.say("ATS3=13", end=";")
    assert fast.hear("OK\r\n") == b"ATS3=13;\r\nOK\r\n"


def test_profiles(fast):
    assert fast.ask("AT+CMEE=2") == "OK"
    assert fast.ask("ATE0&W") == "OK"
    assert fast.ask("AT&F") == "OK"
    fast.say("AT+CMEE?")
    assert fast.hear("OK\r\n") == b"AT+CMEE?\r\r\n+CMEE: 1\r\n\r\nOK\r\n"
    fast.say("ATZ")
    fast.say("AT")
    assert fast.hear("OK\r\n", "OK\r\n") == b"ATZ\r\r\nOK\r\n\r\nOK\r\n"
    assert fast.ask("AT&F&W") == "OK"


def test_what_does_not_begin_with_at_is_passed_over(fast):
    for line in ('{"method":"thing"}', "hello", "", "xAT", "At"):
        fast.say(line)
        assert fast.hear(line + "\r") == (line + "\r").encode()
    fast.silence()


@pytest.mark.parametrize(
    ("errors", "answer"), [(0, "ERROR"), (1, "+CME ERROR: 10"), (2, "+CME ERROR: SIM not inserted")]
)
def test_errors_in_numbers_and_words(errors, answer):
    with Talk("boot=0&sim=0", SPEED) as talk:
        assert talk.ask(f"AT+CMEE={errors}") == "OK"
        assert talk.ask("AT+CPIN?") == answer


def test_a_line_that_is_too_long(fast):
    fast.say("AT+QMTCFG=" + "9" * 9000)
    fast.hear("ERROR\r\n")
    fast.silence()


def test_what_is_typed_while_a_command_blocks_is_lost():
    with Talk() as talk:
        talk.say("AT+QIACT=1")
        talk.say("AT+NONSENSE")
        talk.hear("AT+QIACT=1\r\r\nOK\r\n")
        talk.silence()


def test_every_way_to_split_the_input():
    stream = b'ATE1\r\nAT+CSQ;+CMEE=9\rpayload\rA/AT+QMTCFG="will",0,1,0,0,"a","b c"\rAT+QMTCFG="willex",0\r'
    with Talk(speed=SPEED) as talk:

        def play(pieces):
            for piece in pieces:
                talk.port.write(piece)
            talk.say("AT+CGMM")
            return talk.hear("EC600S\r\n\r\nOK\r\n")

        whole = play([stream])
        assert whole.count(b"ERROR") == 2
        assert whole.count(b"OK") == 4
        assert play(stream[at : at + 1] for at in range(len(stream))) == whole
        for cut in range(1, len(stream)):
            assert play([stream[:cut], stream[cut:]]) == whole


def test_boot_and_restart():
    boot = ("RDY\r\n", "+CFUN: 1\r\n", "+CPIN: READY\r\n", "+QUSIM: 1\r\n", "+QIND: SMS DONE\r\n", "+QIND: PB DONE\r\n")
    with Talk("") as talk:
        talk.hear(*boot)
        seconds = (talk.times[-1] - talk.times[0]) * talk.speed
        assert 1 < seconds < 3
        assert talk.ask("AT+QINISTAT") == "+QINISTAT: 7|OK"
        assert talk.ask("ATE0+CFUN=1,1").endswith("OK")
        talk.hear(*boot)
        talk.silence()  # with its echo again


def test_power_off_and_on():
    with Talk() as talk:
        assert talk.ask("AT+QPOWD") == "OK"
        talk.hear("\r\nPOWERED DOWN\r\n")
        talk.say("AT")
        talk.port.power_key()
        assert talk.hear("RDY\r\n") == b"\r\nRDY\r\n"


def test_a_card_with_a_pin():
    with Talk("pin=1234") as talk:
        talk.hear("\r\n+CPIN: SIM PIN\r\n")
        assert talk.ask("AT+CPIN?") == "+CPIN: SIM PIN|OK"
        assert talk.ask("AT+CIMI") == "+CME ERROR: 11"
        assert talk.ask("AT+CPIN=9999") == "+CME ERROR: 16"
        assert talk.ask('AT+CPIN="1234"') == "OK"
        talk.hear("+CPIN: READY\r\n", "PB DONE\r\n")
        assert talk.ask("AT+CPIN=1234") == "+CME ERROR: 3"


def test_a_wrong_pin_three_times_locks_the_card():
    with Talk("boot=0&pin=1234", SPEED) as talk:
        for _ in range(3):
            assert talk.ask("AT+CPIN=0000") == "+CME ERROR: 16"
        assert talk.ask("AT+CPIN=1234") == "+CME ERROR: 12"
        assert talk.ask("AT+CPIN?") == "+CPIN: SIM PUK|OK"


def test_no_answer():
    with Talk(speed=SPEED) as talk:
        talk.port.faults["no_answer"] = 1
        talk.say("AT+CSQ")
        talk.port.write(b"")
        assert not talk.raw
        talk.port.faults["no_answer"] = 0
        talk.silence()


def test_one_byte_at_a_time():
    with Talk(speed=SPEED) as talk:
        talk.port.faults["one_byte"] = 1
        talk.silence()
        assert {len(piece) for piece in talk.pieces} == {1}


def test_late():
    with Talk() as talk:
        talk.port.faults["late"] = 2
        talk.silence()
        assert (talk.times[-1] - talk.times[0]) * talk.speed >= 2


WORDS = st.sampled_from(
    [
        *(
            "AT",
            "ATE0",
            "ATE1",
            "ATV0",
            "ATV1",
            "ATQ1",
            "ATQ0",
            "ATS3=13",
            "ATS5=8",
            "AT&F",
            "ATZ",
            "A/",
            "ATI",
            "AT&V",
        ),
        *("AT+CFUN=0", "AT+CFUN=1", "AT+CFUN=4", "AT+CPIN?", "AT+CREG=2", "AT+CREG?", "AT+COPS=2", "AT+COPS=0"),
        *("AT+QIACT=1", "AT+QIDEACT=1", "AT+QIACT?", "AT+CGATT=0", "AT+CGATT=1", "AT+QICSGP=1", "AT+CGPADDR"),
        *('AT+QMTOPEN=0,"a.b",1883', 'AT+QMTCONN=0,"x"', 'AT+QMTSUB=0,1,"t",2', 'AT+QMTUNS=0,1,"t"', "AT+QMTDISC=0"),
        *("AT+QMTCLOSE=0", 'AT+QMTCFG="recv/mode",0,1,1', "AT+QMTRECV=0", "AT+QMTRECV?", 'AT+QMTCFG="ssl",0,1,0'),
        *("AT+QMTOPEN?", "AT+QMTCONN?", "AT+QMTOPEN=?", "AT+QMTCFG=?", '"', ",", ";", "=", "?", "\x1a", "\x1b", "{}"),
    ]
)
TYPED = st.lists(st.one_of(WORDS.map(lambda word: word + "\r"), st.text(max_size=20), WORDS), max_size=12).map("".join)


@settings(max_examples=150, deadline=None)
@given(TYPED)
@example('AT+QMTCFG="willex",0,1,0,0,"t",5\r')
@example("AT+QMTPUBEX=0,0,0,0,")
def test_nothing_typed_stops_it(typed):
    """Whatever was typed, a prompt is filled and AT is answered, as soon as the module looks up again."""
    assume(typed.count("S3=") == typed.count("S3=13\r") and typed.count("S5=") == typed.count("S5=8\r"))
    with Talk(speed=SPEED) as talk:
        talk.say(typed.encode(), end="")
        for _ in range(PATIENCE * 20):
            talk.say("x" * 300)
            talk.say("ATQ0V1E1")
            talk.say("AT+CGMM")
            if talk.answered(b"\r\nEC600S\r\n\r\nOK\r\n", 0.05) or talk.closed is not None:
                break
        assert talk.closed is None
        talk.hear("\r\nEC600S\r\n\r\nOK\r\n")
