"""What kinds of modules do in their own way, each beside what the notes say."""

from dataclasses import fields
from datetime import datetime, timedelta

import pytest

from atbench.virtual.commands import commands_of
from atbench.virtual.far_end.web import PAGE
from atbench.virtual.habits import SWITCHES, FtpHabits, Habits, HttpHabits, MqttHabits, differences
from atbench.virtual.state import PROFILES

from .commands.test_http import get, url
from .filing import Filing
from .talk import PATIENCE, Talk

QUECTEL = [name for name, profile in PROFILES.items() if profile.maker == "Quectel"]


def test_every_switch_has_its_sentence():
    groups = {"ftp": FtpHabits, "mqtt": MqttHabits, "http": HttpHabits}
    inside = [f"{group}.{one.name}" for group, kind in groups.items() for one in fields(kind)]
    assert sorted(SWITCHES) == sorted([*inside, *(one.name for one in fields(Habits) if one.name not in groups)])


def test_every_switch_is_used():
    """None is there for its own sake."""
    assert {name for profile in PROFILES.values() for name, _value in differences(profile.habits)} == set(SWITCHES)


def test_what_an_ec600s_does_is_what_the_notes_say():
    assert list(differences(PROFILES["ec600s"].habits)) == []
    assert dict(differences(PROFILES["bg96"].habits)) == {"mqtt.newer": False, "mqtt.glued": True, "bare_off": True}


@pytest.mark.parametrize("profile", QUECTEL)
def test_who_it_is(profile):
    with Talk(profile=profile, speed=200) as talk:
        assert talk.ask("ATI").startswith(f"Quectel|{profile.upper()}|Revision: {profile.upper()}")


def test_which_module_has_which_services():
    """S0 is for EC2x and EG9x, their MQTT note V1.1 too; a BG96 publishes with the older command."""
    have = {name: set(commands_of(PROFILES[name])) for name in QUECTEL}
    assert {name for name in have if "+QSMTPPUT" in have[name]} == {"ec20", "ec25", "eg95"}
    for name in ("+QFTPOPEN", "+QIOPEN", "+QHTTPGET", "+QMTOPEN", "+QFUPL"):
        assert [profile for profile in have if name not in have[profile]] == []
    assert {name for name in have if "+QMTPUB" in have[name]} == {"bg96"}
    assert {name for name in have if "+QMTPUBEX" not in have[name]} == {"bg96"}


@pytest.mark.parametrize(("profile", "again"), [("ec25", "OK"), ("ec200u", "ERROR"), ("eg800k", "ERROR")])
def test_a_context_that_is_active(profile, again):
    with Talk(profile=profile, speed=100) as talk:
        assert talk.ask("AT+QIACT=1") == "OK"
        assert talk.ask("AT+QIACT=1") == again


@pytest.mark.parametrize(("profile", "lines"), [("ec25", '+CLCC: 1,0,0,1,0,"",128|OK'), ("ec20", "OK")])
def test_contexts_among_the_calls(profile, lines):
    with Talk(profile=profile, speed=100) as talk:
        assert talk.ask("AT+CLCC") == "OK"
        assert talk.ask("AT+QIACT=1") == "OK"
        assert talk.ask("AT+CLCC") == lines


@pytest.mark.parametrize(("profile", "answer"), [("ec25", "OK"), ("bg96", "ERROR")])
def test_a_cipher_suite_in_quotes(profile, answer):
    with Talk(profile=profile, speed=100) as talk:
        assert talk.ask('AT+QSSLCFG="ciphersuite",1,"0X0035"') == answer
        told = "0X0035" if answer == "OK" else "0XFFFF"
        assert talk.ask('AT+QSSLCFG="ciphersuite",1') == f'+QSSLCFG: "ciphersuite",1,{told}|OK'
        assert talk.ask('AT+QSSLCFG="ciphersuite",1,0xffff') == "OK"


@pytest.mark.parametrize(("profile", "hours"), [("eg800k", 8), ("ec600s", 0)])
def test_the_time_of_a_server(profile, hours):
    with Talk(profile=profile) as talk:
        assert talk.ask("AT+QIACT=1") == "OK"
        assert talk.ask('AT+QNTP=1,"ntp.example",123') == "OK"
        talk.hear('\r\n+QNTP: 0,"')
        told = datetime.fromisoformat(talk.hear('+32"\r\n')[:19].decode().replace("/", "-").replace(",", " "))
        clock = talk.ask("AT+CCLK?").partition('"')[2][:17]
        local = datetime.fromisoformat("20" + clock.replace("/", "-").replace(",", " "))
        assert abs(local - told - timedelta(hours=hours)) < timedelta(minutes=2)


# power


@pytest.mark.parametrize(
    ("profile", "lines"),
    [("bg96", "\r\nPOWERED DOWN\r\n+CREG: 0\r\n"), ("ec25", "\r\n+CREG: 0\r\n\r\nPOWERED DOWN\r\n")],
)
def test_the_last_line(profile, lines):
    with Talk(profile=profile) as talk:
        assert talk.ask("AT+CREG=1") == "OK"
        assert talk.ask("AT+QPOWD") == "OK"
        talk.hear(lines)


@pytest.mark.parametrize(
    ("profile", "lines"),
    [
        ("bg96", ["RDY", "+CFUN: 1", "APP RDY", "+CPIN: READY"]),
        ("ec200u", ["APP RDY", "+CPIN: READY"]),
        ("ec25", ["RDY", "+CFUN: 1", "+CPIN: READY"]),
    ],
)
def test_the_first_lines(profile, lines):
    with Talk("", profile=profile) as talk:
        heard = talk.hear("+CPIN: READY\r\n").decode().split()
        assert " ".join(heard) == " ".join(lines)


# mqtt


def arrived(talk: Talk, count: int) -> list[bytes]:
    assert talk.far_end.wait_for(lambda far_end: len(far_end.messages) == count, PATIENCE)
    return [message.payload for message in talk.far_end.messages]


def test_a_bg96_publishes_with_ctrl_z():
    with Talk(profile="bg96").connect() as talk:
        assert talk.ask('AT+QMTPUBEX=0,0,0,0,"t",2') == "ERROR"
        assert talk.ask("AT+QMTPUB=?") == '+QMTPUB: (0-5),<msgid>,(0-2),(0,1),"topic"|OK'
        talk.say('AT+QMTPUB=0,0,0,0,"t"')
        talk.hear("\r\n>")
        talk.say(b'{"a":1}\r\n', end="\x1a")
        told = talk.hear(b'{"a":1}\r\n\r\nOK\r\n', "\r\n+QMTPUB: 0,0,0\r\n")
        assert told.startswith(b"{")  # glued to the prompt
        talk.say('AT+QMTPUB=0,7,1,0,"t",3')
        talk.hear("\r\n>")
        talk.say(b"a\x1ab", end="")
        talk.hear(b"a\x1ab\r\nOK\r\n", "\r\n+QMTPUB: 0,7,0\r\n")
        assert arrived(talk, 2) == [b'{"a":1}\r\n', b"a\x1ab"]


@pytest.mark.parametrize(
    "values", ['0,0,1,0,"t"', '0,1,0,0,"t"', '0,0,0,0,"t",1501', '0,0,0,0,"t",0', "0,0,0,0", '1,0,0,0,"t"']
)
def test_what_the_older_command_refuses(values):
    with Talk(profile="bg96", speed=100).connect() as talk:
        assert talk.ask(f"AT+QMTPUB={values}") == "ERROR"


def test_a_message_for_the_older_command_may_be_too_long():
    with Talk(profile="bg96", speed=100).connect() as talk:
        talk.say('AT+QMTPUB=0,0,0,0,"t"')
        talk.hear("\r\n>")
        talk.say("x" * 1600, end="\x1a")
        talk.hear("+QMTPUB: 0,0,0\r\n")
        assert [len(payload) for payload in arrived(talk, 1)] == [1500]


def test_the_older_keys():
    with Talk(profile="ec25", speed=100) as talk:
        lines = talk.ask("AT+QMTCFG=?").split("|")
        assert [line.split('"')[1] for line in lines[:-1]] == [
            *("version", "pdpcid", "ssl", "keepalive", "session", "timeout", "will", "recv/mode", "aliauth")
        ]
        assert talk.ask('AT+QMTCFG="qmtping",0,5') == "ERROR"
        assert talk.ask('AT+QMTCFG="recv/mode",0,0,1') == "OK"


def test_an_ec200u_tells_where_it_goes():
    with Talk(profile="ec200u") as talk:
        for command in ("AT+QIACT=1", 'AT+QMTCFG="ssl",0,1,2', 'AT+QMTOPEN=0,"broker.example",8883'):
            assert talk.ask(command) == "OK"
        talk.hear('\r\n+QMTOPEN: 0,"broker.example",8883\r\n', "\r\n+QMTOPEN: 0,0\r\n")


@pytest.mark.parametrize(("profile", "result"), [("ec200u", 5), ("ec25", -1), ("bg96", -1)])
def test_no_secure_connection(profile, result):
    setting = ('AT+QMTCFG="ssl",0,1,2', 'AT+QSSLCFG="seclevel",2,1', 'AT+QSSLCFG="cacert",2,"UFS:none"')
    with Talk(profile=profile) as talk:
        for command in ("AT+QIACT=1", *setting, 'AT+QMTOPEN=0,"broker.example",8883'):
            assert talk.ask(command) == "OK"
        talk.hear(f"\r\n+QMTOPEN: 0,{result}\r\n")


@pytest.mark.parametrize(
    ("profile", "line"), [("ec200u", '"t",2,\r\nhi\r\n'), ("ec25", '"t",2,"hi"\r\n'), ("bg96", '"t",2,"hi"\r\n')]
)
def test_how_a_message_comes(profile, line):
    with Talk(profile=profile) as talk:
        assert talk.ask('AT+QMTCFG="recv/mode",0,0,1') == "OK"
        talk.connect()
        talk.say('AT+QMTSUB=0,1,"t",0')
        talk.hear("+QMTSUB: 0,1,0,0\r\n")
        talk.far_end.push("t", b"hi")
        talk.hear(f"\r\n+QMTRECV: 0,0,{line}")


# web


def test_an_ec25_has_one_word_for_all_that_goes_wrong():
    with Talk(profile="ec25") as talk:
        assert talk.ask("AT+QIACT=1") == "OK"
        assert get(talk, "http://no.invalid/") == "714"
        assert talk.ask("AT+CMEE=2") == "OK"
        assert get(talk, "http://no.invalid/") == "Http unknown error"


@pytest.mark.parametrize(("profile", "tail"), [("ec25", ""), ("ec20", f",{len(PAGE)}")])
def test_the_length_of_a_page(profile, tail):
    with Talk(profile=profile) as talk:
        assert talk.ask("AT+QIACT=1") == "OK"
        assert get(talk, "http://web.example/") == f"0,200{tail}"


def test_an_eg800k_looks_for_the_server_before_ok():
    with Talk(profile="eg800k") as talk:
        assert talk.ask("AT+QIACT=1") == "OK"
        url(talk, "http://no.invalid/")
        assert talk.ask("AT+QHTTPGET=80") == "+CME ERROR: 716"
        assert talk.ask("AT+QHTTPREAD=80") == "+CME ERROR: 705"  # nothing is left of it
        assert get(talk, "http://web.example/") == f"0,200,{len(PAGE)}"


# ftp


@pytest.mark.parametrize(("profile", "places", "name"), [("ec25", 613, 613), ("ec20", 610, 611), ("bg96", 610, 611)])
def test_a_bad_place_for_a_download(profile, places, name):
    with Filing(profile=profile).open() as talk:
        talk.place("a.txt", b"x")
        assert talk.ask('AT+QFTPGET="a.txt","XX:a"') == f"+CME ERROR: {places}"
        assert talk.ask('AT+QFTPGET="a.txt","UFS:a?b"') == f"+CME ERROR: {name}"
        assert talk.late('AT+QFTPGET="a.txt","UFS:a"') == "0,1"
