"""Downloads and lists: the examples of the note with other names and lengths, and what breaks them."""

import random

import pytest

from ..filing import Filing

pytest.importorskip("pyftpdlib")

BIG = random.Random(4).randbytes(5_000_000)
TRICKY = b"\x00\r\nOK\r\n+++\xff\r\nCONNECT\r\n"


@pytest.fixture
def talk():
    with Filing(speed=20) as talk:
        yield talk.open()


def test_the_wire_of_a_download(talk):
    talk.place("one.bin", TRICKY)
    command = 'AT+QFTPGET="one.bin","COM:"'
    talk.say(command)
    wire = f"{command}\r\r\nCONNECT\r\n".encode() + TRICKY + b"\r\nOK\r\n\r\n+QFTPGET: 0,22\r\n"
    assert talk.hear("+QFTPGET: ", "\r\n") == wire
    talk.silence()


def test_lists(talk):
    """3.5: to the port unless a file is named; the size is that of the data."""
    for name in ("a", "b"):
        talk.place(name, b"123")
    assert talk.late('AT+QFTPMKDIR="empty"') == "0,0"
    for verb, start in (("LIST", b"-rw-"), ("NLST", b"a\r\n"), ("MLSD", b"modify=")):
        for tail in ("", ',"COM:"'):
            data, told = talk.get(".", tail, verb)
            assert told == f"0,{len(data)}" and start in data and data.count(b"\r\n") == 4
        assert talk.get("empty", verb=verb) == (b"", "0,0")
        assert talk.late(f'AT+QFTP{verb}=".","UFS:{verb}"') == f"0,{len(data)}"
        assert f'"UFS:{verb}",{len(data)}' in talk.ask("AT+QFLST")
    assert talk.late('AT+QFTPNLST="nowhere"') == "627,550"
    assert talk.late('AT+QFTPLIST="nowhere","UFS:x"') == "627,550"


def test_a_download_in_two_halves(talk):
    """3.7: each 500 bytes; less than asked for is the end."""
    data = random.Random(1).randbytes(1000)
    talk.place("test.bin", data)
    assert talk.get("test.bin", ',"COM:",0,500') == (data[:500], "0,500")
    assert talk.get("test.bin", ',"COM:",500,500') == (data[500:], "0,500")
    assert talk.get("test.bin", ',"COM:",900,500') == (data[900:], "0,100")
    assert talk.get("test.bin", ',"COM:",1000') == (b"", "0,0")
    assert talk.late('AT+QFTPGET="test.bin","COM:",1001') == "612,0"
    assert talk.late('AT+QFTPPUT="test.bin","COM:",1001,5') == "612,554"
    assert talk.late("AT+QFTPSTAT") == "0,1"


def test_a_full_module(talk):
    talk.place("big", BIG[:1_000_000])
    assert talk.late('AT+QFTPGET="big","UFS:big"') == "613,0"
    assert talk.late("AT+QFTPSTAT") == "0,1"
    assert talk.late('AT+QFTPGET="big","SD:big"') == "0,1000000"


def test_the_length_grows_while_a_file_goes(talk):
    talk.place("big", BIG[:200_000])
    talk.far_end.file_moods.pace = 50_000
    assert talk.ask('AT+QFTPGET="big","SD:big"') == "OK"
    assert talk.late("AT+QFTPSTAT") == "0,2"
    assert talk.ask("AT+QFTPPWD") == "+CME ERROR: 603" and talk.ask("AT+QFTPCLOSE") == "+CME ERROR: 603"
    while (length := int(talk.late("AT+QFTPLEN")[2:])) == 0:
        talk.answered(b"never said", 0.01)
    assert 0 < length < 200_000
    talk.far_end.drop()
    talk.hear("\r\n+QFTPGET: 606,0\r\n")
    assert talk.late("AT+QFTPSTAT") == "0,4"
    assert talk.ask('AT+QFLST="SD:big"') != '+QFLST: "SD:big",200000|OK'


def test_a_context_that_goes_down_meanwhile(talk):
    talk.place("big", BIG[:200_000])
    talk.far_end.file_moods.pace = 20_000
    assert talk.ask('AT+QFTPGET="big","SD:big"') == "OK"
    while talk.late("AT+QFTPLEN") == "0,0":
        talk.answered(b"never said", 0.01)
    assert talk.ask("AT+QIDEACT=1") == "OK"
    talk.hear("\r\n+QFTPGET: 605,0\r\n")
    assert talk.late("AT+QFTPSTAT") == "0,4"


def begun(talk):
    """A slow download of which something has come."""
    talk.place("big", BIG[:60_000])
    talk.far_end.file_moods.pace = 50_000
    talk.say('AT+QFTPGET="big","COM:"')
    talk.hear("CONNECT\r\n")
    talk.hear(BIG[:1000])


def test_ato_goes_on(talk):
    """1.5: in the middle of a download +++, and back."""
    begun(talk)
    talk.escape()
    got = BIG[:1000] + talk.hear("\r\nOK\r\n").removesuffix(b"\r\nOK\r\n")
    assert talk.late("AT+QFTPSTAT") == "0,2" and talk.late("AT+QFTPLEN") == f"0,{len(got)}"
    assert talk.ask("AT+QFTPPWD") == "+CME ERROR: 603"
    talk.far_end.file_moods.pace = 0
    talk.say("ATO")
    talk.hear("ATO\r\r\nCONNECT\r\n")
    got += talk.hear("\r\nOK\r\n\r\n+QFTPGET: 0,60000\r\n").partition(b"\r\nOK\r\n\r\n+QFTPGET")[0]
    assert got == BIG[:60_000]
    assert talk.late("AT+QFTPSTAT") == "0,1"
    assert talk.ask_word("ATO") == b"NO CARRIER"


def test_nobody_goes_on():
    with Filing(speed=50) as talk:
        talk.settings('"rsptimeout",20').open()
        begun(talk)
        talk.escape()
        talk.hear("\r\nOK\r\n", "\r\n+QFTPGET: 609,0\r\n")
        assert talk.ask_word("ATO") == b"NO CARRIER"
        assert talk.late("AT+QFTPPWD") == "0,/"


def test_dtr(talk):
    """AT&D1 is as +++, AT&D2 gives up, AT&D0 goes on."""
    talk.port.lines(dtr=True)
    assert talk.ask("AT&D1") == "OK"
    begun(talk)
    talk.port.lines(dtr=False)
    talk.hear("\r\nOK\r\n")
    assert talk.late("AT+QFTPSTAT") == "0,2"
    talk.say("AT&D2")
    talk.hear("OK\r\n")
    talk.say("ATO")
    talk.hear("CONNECT\r\n")
    talk.port.lines(dtr=False)
    talk.hear("\r\nOK\r\n")
    assert talk.late("AT+QFTPSTAT") == "0,1"
    assert talk.ask_word("ATO") == b"NO CARRIER"


def test_an_eg800k_gives_up():
    with Filing(profile="eg800k", speed=20) as talk:
        talk.open()
        begun(talk)
        talk.escape()
        talk.hear("\r\nOK\r\n")
        assert talk.late("AT+QFTPSTAT") == "0,1"
        assert talk.ask_word("ATO") == b"NO CARRIER"
        assert talk.ask('AT+QFTPGET="nofile","COM:"') == "+CME ERROR: 627"
        assert talk.late("AT+QFTPPWD") == '0,"/"'
