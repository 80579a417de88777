"""Data connections: five megabytes over each kind of them, wrong moves, and none at all."""

import random

import pytest

from ..filing import EXPLICIT, HOST, IMPLICIT, PASSIVE, Filing

pytest.importorskip("pyftpdlib")

BIG = random.Random(4).randbytes(5_000_000)


@pytest.fixture
def talk():
    with Filing(speed=20) as talk:
        yield talk.open()


WAYS = [
    ((), 21),
    ((PASSIVE,), 21),
    ((PASSIVE, '"data_address",1', '"restenable",1', '"cache",1'), 21),
    ((PASSIVE, '"data_address",2,15'), 21),
    (IMPLICIT, 990),
    (EXPLICIT, 21),
    ((*EXPLICIT, '"restenable",1'), 21),
]


@pytest.mark.parametrize(("settings", "port"), WAYS)
def test_five_megabytes_both_ways(settings, port):
    with Filing(speed=20) as talk:
        talk.settings(*settings).open(port=port)
        assert talk.put("big.bin", BIG, f",0,{len(BIG)}") == f"0,{len(BIG)}"
        assert talk.arrived("/big.bin", len(BIG)) == BIG
        assert talk.get("big.bin", ',"COM:"') == (BIG, f"0,{len(BIG)}")
        assert talk.late("AT+QFTPLEN") == f"0,{len(BIG)}"
        assert talk.late("AT+QFTPCLOSE") == "0,0"


@pytest.mark.parametrize(("settings", "port"), [((PASSIVE,), 21), (EXPLICIT, 21)])
def test_five_megabytes_in_parts(settings, port):
    with Filing(speed=20) as talk:
        talk.settings(*settings).open(port=port)
        size = 1_250_000
        for start in range(0, len(BIG), size):
            last = int(start + size >= len(BIG))
            assert talk.put("big.bin", BIG[start : start + size], f",{start},{size},{last}") == f"0,{size}"
        assert talk.arrived("/big.bin", len(BIG)) == BIG
        parts = [talk.get("big.bin", f',"COM:",{start},{size}') for start in range(0, len(BIG), size)]
        assert b"".join(data for data, _told in parts) == BIG and {told for _data, told in parts} == {f"0,{size}"}
        assert talk.late('AT+QFTPGET="big.bin","SD:big.bin"') == f"0,{len(BIG)}"
        assert talk.late('AT+QFTPPUT="again.bin","SD:big.bin"') == f"0,{len(BIG)}"
        assert talk.arrived("/again.bin", len(BIG)) == BIG


def test_an_eg800k_sticks():
    """615, then 603 to everything until the session is closed."""
    with Filing(profile="eg800k", speed=20) as talk:
        talk.settings(PASSIVE).open()
        talk.far_end.file_moods.no_data = True
        assert talk.ask('AT+QFTPPUT="a","COM:",0,5,1') == "+CME ERROR: 615"
        talk.far_end.file_moods.no_data = False
        for command in ("AT+QFTPPWD", 'AT+QFTPSIZE="a"', f'AT+QFTPOPEN="{HOST}"', 'AT+QFTPLIST="."'):
            assert talk.ask(command) == "+CME ERROR: 603"
        assert talk.late("AT+QFTPSTAT") == "0,1"
        assert talk.late("AT+QFTPCLOSE") == "0,0"
        talk.open()
        assert talk.put("a", b"hello", ",0,5,1") == "0,5"


def test_no_data_connection(talk):
    talk.far_end.file_moods.no_data = True
    for command in ('AT+QFTPPUT="a","COM:",0,5', 'AT+QFTPLIST="."', 'AT+QFTPGET="readme.txt","UFS:x"'):
        assert talk.late(command) == "615,425"
    talk.settings(PASSIVE, '"data_address",1')
    assert talk.late('AT+QFTPLIST="."') == "615,0"
    assert talk.late("AT+QFTPSTAT") == "0,1"


def test_text_mode(talk):
    talk.settings('"filetype",1')
    assert talk.put("text", b"one\r\ntwo\r\n", ",0,10") == "0,10"
    assert talk.get("text", ',"COM:"') == (b"one\r\ntwo\r\n", "0,10")
    assert talk.late('AT+QFTPGET="text","COM:",3') == "621,501"  # this server starts anywhere in binary only


def test_the_context_comes_first(talk):
    assert talk.late("AT+QFTPCLOSE") == "0,0"
    talk.settings('"contextid",2')
    assert talk.ask(f'AT+QFTPOPEN="{HOST}"') == "+CME ERROR: 605"
