"""The same through vsftpd, where it is installed: with its own words for what it refuses."""

import random

import pytest

pytest.importorskip("trustme")

from . import vsftpd
from .filing import EXPLICIT, HOST, IMPLICIT, PASSIVE, Filing

if reason := vsftpd.missing():
    pytest.skip(reason, allow_module_level=True)

BIG = random.Random(5).randbytes(5_000_000)
WAYS = {
    "active": (vsftpd.PLAIN, ()),
    "passive": (vsftpd.PLAIN, (PASSIVE,)),
    "reset": (vsftpd.PLAIN, (PASSIVE, '"restenable",1')),
    "implicit": (vsftpd.IMPLICIT, IMPLICIT),
    "explicit": (vsftpd.EXPLICIT, EXPLICIT),
}


@pytest.fixture(scope="module")
def server():
    with vsftpd.running() as server:
        yield server


def at(server, kind=vsftpd.PLAIN, settings=(), profile="ec200s", speed=20):
    talk = Filing(f"boot=0&host={HOST}=127.0.0.1:{server.ports[kind]}", speed, profile)
    return talk.settings('"account","",""', *settings)


@pytest.mark.parametrize("way", WAYS)
def test_five_megabytes_both_ways(server, way):
    kind, settings = WAYS[way]
    with at(server, kind, settings) as talk:
        talk.open()
        name, half = f"{way}.bin", len(BIG) // 2
        assert talk.put(name, BIG[:half], f",0,{half},0") == f"0,{half}"
        assert talk.put(name, BIG[half:], f",{half},{half},1") == f"0,{half}"
        assert (server.home / name).read_bytes() == BIG
        assert talk.late(f'AT+QFTPSIZE="{name}"') == f"0,{len(BIG)}"
        assert talk.get(name, ',"COM:"') == (BIG, f"0,{len(BIG)}")
        assert talk.get(name, f',"COM:",{half},1000') == (BIG[half : half + 1000], "0,1000")
        assert talk.late(f'AT+QFTPGET="{name}","SD:big"') == f"0,{len(BIG)}"
        assert talk.late(f'AT+QFTPPUT="{name}","SD:big",{half}') == f"0,{len(BIG) - half}"
        assert (server.home / name).read_bytes() == BIG
        assert talk.late("AT+QFTPCLOSE") == "0,0"


def test_folders_and_files(server):
    with at(server, settings=(PASSIVE,)) as talk:
        talk.open()
        answers = (
            ('AT+QFTPMKDIR="sub"', "0,0"),
            ('AT+QFTPMKDIR="sub"', "627,550"),
            ('AT+QFTPCWD="sub"', "0,0"),
            ("AT+QFTPPWD", f"0,{server.home}/sub"),  # it cannot hide what is above without being root
            ('AT+QFTPCWD="nowhere"', "627,550"),
            ('AT+QFTPSIZE="nowhere"', "627,550"),
            ('AT+QFTPGET="nowhere","COM:"', "627,550"),
            ('AT+QFTPGET="nowhere","UFS:x"', "627,550"),
            ('AT+QFTPPUT="nowhere/x","COM:",0,5', "627,553"),
            ('AT+QFTPRENAME="nowhere","x"', "627,550"),
            ('AT+QFTPMLSD="."', "620,500"),  # it does not know that
        )
        assert [(command, talk.late(command)) for command, _ in answers] == list(answers)
        assert talk.put("a", b"12345", ",0,5") == "0,5"
        assert talk.get(".", verb="NLST") == (b"a\r\n", "0,3")
        data, told = talk.get(".", verb="LIST")
        assert data.endswith(b" a\r\n") and told == f"0,{len(data)}"
        assert talk.late('AT+QFTPGET="a","COM:",6') == "612,0"
        assert talk.late('AT+QFTPRENAME="a","b"') == "0,0"
        assert talk.late('AT+QFTPMDTM="b"').startswith('0,"20')
        assert talk.late('AT+QFTPDEL="b"') == "0,0"
        assert talk.late('AT+QFTPCWD=".."') == "0,0"
        assert talk.late('AT+QFTPRMDIR="sub"') == "0,0"


@pytest.mark.parametrize(
    ("kind", "settings", "result"),
    [
        (vsftpd.PLAIN, ('"account","somebody","x"',), "625,530"),
        (vsftpd.PLAIN, EXPLICIT, "625,530"),  # what this one says to an AUTH that it does not know
        (vsftpd.PLAIN, IMPLICIT, "631,0"),
        (vsftpd.EXPLICIT, (PASSIVE,), "625,530"),  # it lets nobody in without TLS
    ],
)
def test_signing_in(server, kind, settings, result):
    with at(server, kind, settings) as talk:
        assert talk.late(f'AT+QFTPOPEN="{HOST}"') == result
        assert talk.late("AT+QFTPSTAT") == "0,4"


def test_an_eg800k_gives_up(server):
    (server.home / "big.bin").write_bytes(BIG * 4)
    with at(server, profile="eg800k") as talk:
        talk.open()
        assert talk.ask('AT+QFTPGET="nowhere","COM:"') == "+CME ERROR: 627"
        assert talk.late("AT+QFTPPWD") == f'0,"{server.home}"'
        assert talk.get("big.bin", ',"COM:",0,100000')[1] == "0,100000"
        assert talk.late("AT+QFTPSTAT") == "0,1"
