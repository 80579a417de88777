"""Uploads: the examples of the note with other names and lengths, and what breaks them."""

import random

import pytest

from ..filing import Filing

pytest.importorskip("pyftpdlib")

BIG = random.Random(4).randbytes(5_000_000)


@pytest.fixture
def talk():
    with Filing(speed=20) as talk:
        yield talk.open()


def test_the_wire_of_an_upload(talk):
    command = 'AT+QFTPPUT="one.txt","COM:",0,5'
    talk.say(command)
    assert talk.hear("CONNECT\r\n") == f"{command}\r\r\nCONNECT\r\n".encode()
    talk.say("hello", end="")
    assert talk.hear("+QFTPPUT: ", "\r\n") == b"\r\nOK\r\n\r\n+QFTPPUT: 0,5\r\n"
    assert talk.arrived("/one.txt", 5) == b"hello"


def test_what_comes_too_much_is_a_command(talk):
    talk.say('AT+QFTPPUT="one.txt","COM:",0,5')
    talk.hear("CONNECT\r\n")
    talk.say("helloAT+QFTPLEN")
    talk.hear("\r\nOK\r\n", "AT+QFTPLEN\r\r\nOK\r\n", "+QFTPLEN: 0,5\r\n")
    assert talk.arrived("/one.txt", 5) == b"hello"


def test_uploads_through_the_port(talk):
    """3.6: without a length until +++, then from place 1000 on, then in two parts."""
    assert talk.put("my1.txt", b"a" * 1000) == "0,1000"
    assert talk.late("AT+QFTPLEN") == "0,1000"
    assert talk.late('AT+QFTPSIZE="my1.txt"') == "0,1000"
    assert talk.put("my1.txt", b"b" * 500, ",1000") == "0,500"
    assert talk.late('AT+QFTPSIZE="my1.txt"') == "0,1500"
    assert talk.arrived("/my1.txt", 1500) == b"a" * 1000 + b"b" * 500
    assert talk.put("my2.txt", b"a" * 1024, ",0,1024,0") == "0,1024"
    assert not any(file.path == "/my2.txt" for file in talk.far_end.files)  # the data connection is open still
    assert talk.late("AT+QFTPSTAT") == "0,1" and talk.late("AT+QFTPLEN") == "0,1024"
    assert talk.put("my2.txt", b"b" * 1000, ",1024,1000,1") == "0,1000"
    assert talk.arrived("/my2.txt", 2024) == b"a" * 1024 + b"b" * 1000


@pytest.mark.parametrize("other", ["AT+QFTPPWD", 'AT+QFTPSIZE="my.txt"', "AT+QFTPCLOSE", 'AT+QFTPNLST=".","UFS:x"'])
def test_a_part_that_turns_out_to_be_the_last(talk, other):
    assert talk.put("my.txt", b"a" * 100, ",0,100,0") == "0,100"
    assert talk.late(other).startswith("0,")
    assert talk.arrived("/my.txt", 100) == b"a" * 100
    if other != "AT+QFTPCLOSE":
        assert talk.put("my.txt", b"b" * 50, ",100,50,1") == "0,50"
        assert talk.arrived("/my.txt", 150) == b"a" * 100 + b"b" * 50


@pytest.mark.parametrize("storage", ["UFS", "SD"])
def test_files_of_the_module(talk, storage):
    """3.6 and 3.7."""
    data = bytes(range(250)) * 4
    talk.upload(f"{storage}:up.txt", data)
    assert talk.late(f'AT+QFTPPUT="up.txt","{storage}:up.txt",0') == "0,1000"
    assert talk.arrived("/up.txt", 1000) == data
    assert talk.late(f'AT+QFTPGET="up.txt","{storage}:down.txt"') == "0,1000"
    assert talk.late(f'AT+QFTPGET="up.txt","{storage}:rest.txt",450') == "0,550"
    assert talk.late("AT+QFTPLEN") == "0,550"
    for name, wanted in (("down", data), ("rest", data[450:])):
        talk.say(f'AT+QFDWL="{storage}:{name}.txt"')
        talk.hear("CONNECT\r\n")
        assert talk.hear(f"+QFDWL: {len(wanted)},").startswith(wanted + b"\r\n")
        talk.hear("OK\r\n")
    assert talk.late('AT+QFTPDEL="up.txt"') == "0,0"
    talk.place("up.txt", data[:400])
    assert talk.late(f'AT+QFTPPUT="up.txt","{storage}:up.txt",400') == "0,600"  # goes on where it broke
    assert talk.arrived("/up.txt", 1000) == data


def test_a_full_server(talk):
    talk.far_end.file_moods.room = 1000
    talk.upload("SD:x", BIG[:300_000])
    assert talk.late('AT+QFTPPUT="a","SD:x"') == "629,552"
    command = 'AT+QFTPPUT="a","COM:",0,300000'
    talk.say(command)
    talk.hear("CONNECT\r\n")
    talk.say(BIG[:2000], end="")
    assert talk.hear("OK\r\n") == b"\r\nOK\r\n"  # data mode ends before the length
    assert talk.told(command) == "629,552"
    talk.far_end.file_moods.room = None
    assert talk.late('AT+QFTPPUT="a","SD:x"') == "0,300000"


def test_a_pause_that_is_too_long():
    with Filing(speed=100) as talk:
        talk.settings('"rsptimeout",20').open()
        command = 'AT+QFTPPUT="a","COM:",0,100'
        talk.say(command)
        talk.hear("CONNECT\r\n")
        talk.say(b"x" * 40, end="")
        assert talk.hear("OK\r\n") == b"\r\nOK\r\n"
        assert talk.told(command) == "609,0"
        assert talk.late("AT+QFTPSTAT") == "0,1"
        assert talk.arrived("/a", 40) == b"x" * 40


def test_a_server_that_hangs_up_while_one_types(talk):
    command = 'AT+QFTPPUT="a","COM:"'
    talk.say(command)
    talk.hear("CONNECT\r\n")
    talk.far_end.drop()
    for _ in range(200):
        talk.say(b"x" * 1000, end="")
        if talk.answered(b"\r\nOK\r\n", 0.02):
            break
    talk.hear("\r\nOK\r\n", "\r\n+QFTPPUT: 606,0\r\n")
    assert talk.answered(b"never said", 0.01) is False
    talk.say("")
    assert talk.ask("AT+QFTPPWD").endswith("+CME ERROR: 606")
