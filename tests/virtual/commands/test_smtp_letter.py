"""Recipients, subject, body, attachments: the examples of the note with other names, and wrong moves."""

import pytest

from ..mailing import Mailing
from ..talk import Talk

FAST = 200


def ec20(speed: float = FAST) -> Talk:
    return Talk(profile="ec20", speed=speed)


def played(script: dict[str, str]) -> None:
    with ec20() as talk:
        assert {command: talk.ask(command.strip()) for command in script} == script


def test_recipients():
    """2.2.2."""
    played(
        {
            "AT+QSMTPDST=?": "+QSMTPDST: (0,1),(1-3),<emailaddr>|OK",
            "AT+QSMTPDST?": "OK",
            'AT+QSMTPDST=1,1,"to@mail.example"': "OK",
            'AT+QSMTPDST=1,2,"cc@mail.example"': "OK",
            'AT+QSMTPDST=1,3,"bcc@mail.example"': "OK",
            'AT+QSMTPDST=1,1,"to@mail.example" ': "OK",  # twice is once
            "AT+QSMTPDST? ": '+QSMTPDST: 1,"to@mail.example"|+QSMTPDST: 2,"cc@mail.example"|'
            '+QSMTPDST: 3,"bcc@mail.example"|OK',
            'AT+QSMTPDST=0,2,"cc@mail.example"': "OK",
            'AT+QSMTPDST=0,2,"cc@mail.example" ': "+CME ERROR: 664",
            "AT+QSMTPDST=0,3": "OK",
            "AT+QSMTPDST?  ": '+QSMTPDST: 1,"to@mail.example"|OK',
            "AT+QSMTPDST=0": "OK",
            "AT+QSMTPDST?   ": "OK",
        }
    )


def test_twenty_recipients():
    with ec20() as talk:
        for number in range(20):
            assert talk.ask(f'AT+QSMTPDST=1,{number % 3 + 1},"{number}@mail.example"') == "OK"
        assert talk.ask('AT+QSMTPDST=1,1,"20@mail.example"') == "+CME ERROR: 664"
        assert talk.ask("AT+QSMTPDST?").count("|") == 20


def test_a_subject():
    """2.2.3, with an even number of hex digits."""
    played(
        {
            "AT+QSMTPSUB=?": "+QSMTPSUB: (0-3),<subject>|OK",
            "AT+QSMTPSUB?": '+QSMTPSUB: 0,""|OK',
            'AT+QSMTPSUB=0,"TEST SMTP"': "OK",
            "AT+QSMTPSUB? ": '+QSMTPSUB: 0,"TEST SMTP"|OK',
            'AT+QSMTPSUB=1,"7465737420534D5450"': "OK",
            "AT+QSMTPSUB?  ": '+QSMTPSUB: 1,"7465737420534D5450"|OK',
            f'AT+QSMTPSUB=0,"{"s" * 100}"': "OK",
            f'AT+QSMTPSUB=3,"{"a4" * 100}"': "OK",
            'AT+QSMTPSUB=2,""': "OK",
        }
    )


def test_attachments():
    """2.2.5."""
    with ec20() as talk:
        for name, size in (("RAM:one.txt", 200), ("UFS:two.txt", 30), ("SD:three.txt", 4)):
            talk.upload(name, bytes(size))
        script = {
            "AT+QSMTPATT=?": "+QSMTPATT: (0,1),(1-10),<file_name>|OK",
            "AT+QSMTPATT?": "OK",
            'AT+QSMTPATT=1,2,"two.txt"': "OK",
            'AT+QSMTPATT=1,1,"RAM:one.txt"': "OK",
            'AT+QSMTPATT=1,10,"SD:three.txt"': "OK",
            "AT+QSMTPATT? ": '+QSMTPATT: 1,"RAM:one.txt",200|+QSMTPATT: 2,"two.txt",30|'
            '+QSMTPATT: 10,"SD:three.txt",4|OK',
            'AT+QSMTPATT=1,2,"two.txt" ': "+CME ERROR: 664",  # each number once
            "AT+QSMTPATT=0,2": "OK",
            "AT+QSMTPATT=0,2 ": "+CME ERROR: 664",
            "AT+QSMTPATT=0": "OK",
            "AT+QSMTPATT?  ": "OK",
            "AT+QSMTPATT=0 ": "OK",
        }
        assert {command: talk.ask(command.strip()) for command in script} == script


def test_the_wire_of_a_body():
    """2.2.4, first example: exactly as long as announced; what follows is a command again."""
    with ec20(10) as talk:
        talk.say("AT+QSMTPBODY=0,100,120")
        assert talk.hear("CONNECT\r\n") == b"AT+QSMTPBODY=0,100,120\r\r\nCONNECT\r\n"
        talk.say(b"+++\r\nAT\r" + b"x" * 92 + b"AT")
        assert talk.hear("100\r\n\r\nOK\r\n") == b"\r\n+QSMTPBODY: 100\r\n\r\nOK\r\n"
        assert talk.hear("OK\r\n") == b"AT\r\r\nOK\r\n"
        assert talk.ask("AT+QSMTPBODY?") == "OK"
        assert talk.ask("AT+QSMTPBODY=?") == "+QSMTPBODY: (0-3),(1-10240),(1-65535)|OK"


@pytest.mark.parametrize("typed", [b"", b"short", b"x" * 90])
def test_the_time_is_over(typed):
    """2.2.4, third example."""
    with ec20(10) as talk:
        talk.say("AT+QSMTPBODY=0,100,4")
        talk.hear("CONNECT\r\n")
        connected = talk.times[-1]
        talk.say(typed, end="")
        talk.hear(f"\r\n+QSMTPBODY: {len(typed)}\r\n\r\nOK\r\n")
        assert 3.9 <= (talk.times[-1] - connected) * talk.speed < 6


def test_the_time_runs_from_connect_on():
    """However steadily somebody types."""
    with ec20(20) as talk:
        talk.say("AT+QSMTPBODY=0,10000,4")
        talk.hear("CONNECT\r\n")
        for _ in range(200):
            talk.say(b"x", end="")
            if talk.answered(b"+QSMTPBODY: ", 0.02):
                break
        heard = talk.hear("+QSMTPBODY: ", "\r\n", "OK\r\n")
        assert 2 <= int(heard.split()[1]) < 150


def test_left_with_plus_signs():
    """2.2.4, second example; ATO leads nowhere (1.3)."""
    with ec20(10) as talk:
        talk.say("AT+QSMTPBODY=0,100,120")
        talk.hear("CONNECT\r\n")
        talk.say(b"x" * 90, end="")
        assert not talk.answered(b"never", 0.13)
        talk.say(b"+++", end="")
        talk.hear("\r\n+QSMTPBODY: 90\r\n\r\nOK\r\n")
        talk.say("ATO")
        talk.hear("\r\nNO CARRIER\r\n")


def test_left_with_dtr():
    with ec20(10) as talk:
        assert talk.ask("AT&D1") == "OK"
        talk.say("AT+QSMTPBODY=0,100,120")
        talk.hear("CONNECT\r\n")
        talk.say(b"typed", end="")
        talk.port.lines(dtr=False)
        talk.port.lines(dtr=True)
        talk.hear("\r\n+QSMTPBODY: 5\r\n\r\nOK\r\n")


def test_clear():
    """2.2.6: the settings stay."""
    with Mailing(speed=FAST) as talk:
        talk.letter()
        talk.attach(1, "RAM:a.txt", b"a")
        assert talk.ask("AT+QSMTPCLR=?") == talk.ask("AT+QSMTPCLR") == "OK"
        assert talk.ask("AT+QSMTPDST?;+QSMTPSUB?;+QSMTPATT?") == '+QSMTPSUB: 0,""|OK'
        assert talk.ask('AT+QSMTPCFG="account"').startswith('+QSMTPCFG: "account","bench"')
        assert talk.ask('AT+QFLST="RAM:a.txt"') == '+QFLST: "RAM:a.txt",1|OK'  # the file too
        assert talk.ask("AT+QSMTPPUT=60") == "+CME ERROR: 659"
