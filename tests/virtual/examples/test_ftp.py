"""Chapter 3 of the Quectel FTP(S) note V1.2 in its order, and the examples of chapter 2 that it does not repeat.

Other hosts, names, bytes and lengths; without its misprints.
"""

import pytest

from atbench.virtual.far_end.devices import FTP_PASSWORD, FTP_USER

from ..filing import HOST, Filing
from ..talk import Talk
from .script import play

pytest.importorskip("pyftpdlib")

CONTEXT = """
> AT+QICSGP=1,1,"net.example","","",1
< OK
> AT+QIACT=1
< OK
> AT+QIACT?
< +QIACT: 1,1,1,"10.83.21.107"
< OK
"""
SETTINGS = f"""
> AT+QFTPCFG="contextid",1
< OK
> AT+QFTPCFG="account","{FTP_USER}","{FTP_PASSWORD}"
< OK
> AT+QFTPCFG="filetype",1
< OK
> AT+QFTPCFG="transmode",1
< OK
> AT+QFTPCFG="rsptimeout",90
< OK
"""
OPEN = """
> AT+QFTPOPEN="{host}",{port}
< OK
< +QFTPOPEN: 0,0
"""
SECURE = """
> AT+QFTPCFG="ssltype",1
< OK
> AT+QFTPCFG="sslctxid",1
< OK
> AT+QSSLCFG="ciphersuite",1,0xffff
< OK
> AT+QSSLCFG="seclevel",1,0
< OK
> AT+QSSLCFG="sslversion",1,4
< OK
"""
FOLDERS = """
> AT+QFTPCWD="/"
< OK
< +QFTPCWD: 0,0
> AT+QFTPPWD
< OK
< +QFTPPWD: 0,/
> AT+QFTPMKDIR="OLD"
< OK
< +QFTPMKDIR: 0,0
> AT+QFTPRENAME="OLD","NEWER"
< OK
< +QFTPRENAME: 0,0
> AT+QFTPRMDIR="NEWER"
< OK
< +QFTPRMDIR: 0,0
"""
FILES = """
> AT+QFTPSIZE="log_1.txt"
< OK
< +QFTPSIZE: 0,1200
> AT+QFTPRENAME="log_1.txt","log_2.txt"
< OK
< +QFTPRENAME: 0,0
> AT+QFTPMDTM="log_2.txt"
< OK
< +QFTPMDTM: 0,"20…"
> AT+QFTPDEL="log_2.txt"
< OK
< +QFTPDEL: 0,0
"""
# Each of the three lists, of this folder and of another one.
LIST = """
> AT+QFTP{verb}="{folder}"{local}
< CONNECT
! list
"""
UP = """
> AT+QFTPSTAT
< OK
< +QFTPSTAT: 0,1
> AT+QFTPPUT="up_1.txt","COM:",0
< CONNECT
>> {first}
! escape
< OK
< +QFTPPUT: 0,900
> AT+QFTPLEN
< OK
< +QFTPLEN: 0,900
> AT+QFTPSIZE="up_1.txt"
< OK
< +QFTPSIZE: 0,900
> AT+QFTPPUT="up_1.txt","COM:",900
< CONNECT
>> {second}
! escape
< OK
< +QFTPPUT: 0,300
> AT+QFTPSIZE="up_1.txt"
< OK
< +QFTPSIZE: 0,1200
# in two parts
> AT+QFTPPUT="up_2.txt","COM:",0,900,0
< CONNECT
>> {first}
< OK
< +QFTPPUT: 0,900
> AT+QFTPPUT="up_2.txt","COM:",900,300,1
< CONNECT
>> {second}
< OK
< +QFTPPUT: 0,300
"""
FROM_STORAGE = """
> AT+QFUPL="{storage}:local.txt",1200,300,1
< CONNECT
>> {block}
<< {A}
>> {rest}
< +QFUPL: 1200,…
< OK
> AT+QFLST="{storage}:*"
< +QFLST: "{storage}:local.txt",1200
< OK
> AT+QFTPPUT="{storage}.txt","{storage}:local.txt",0
< OK
< +QFTPPUT: 0,1200
> AT+QFTPLEN
< OK
< +QFTPLEN: 0,1200
> AT+QFTPSIZE="{storage}.txt"
< OK
< +QFTPSIZE: 0,1200
"""
DOWN = """
> AT+QFTPGET="up_1.txt","COM:"
< CONNECT
<< {whole}
< OK
< +QFTPGET: 0,1200
> AT+QFTPGET="up_1.txt","COM:",0,900
< CONNECT
<< {first}
< OK
< +QFTPGET: 0,900
> AT+QFTPGET="up_1.txt","COM:",900,300
< CONNECT
<< {second}
< OK
< +QFTPGET: 0,300
"""
TO_STORAGE = """
> AT+QFTPGET="up_1.txt","{storage}:down.txt"
< OK
< +QFTPGET: 0,1200
> AT+QFTPGET="up_1.txt","{storage}:rest.txt",500
< OK
< +QFTPGET: 0,700
> AT+QFTPLEN
< OK
< +QFTPLEN: 0,700
> AT+QFLST="{storage}:*"
< +QFLST: "{storage}:down.txt",1200
< +QFLST: "{storage}:local.txt",1200
< +QFLST: "{storage}:rest.txt",700
< OK
"""
LEAVE = """
> AT+QFTPCLOSE
< OK
< +QFTPCLOSE: 0,0
> AT+QIDEACT=1
< OK
"""
FIRST, SECOND = b"all is well\r\n" * 69 + b"...", b"nothing else\r\n" * 21 + b"......"
WHOLE = FIRST + SECOND


def opened(host=HOST, port=21):
    return OPEN.replace("{host}", host).replace("{port}", str(port))


@pytest.fixture
def talk():
    with Filing(speed=20) as talk:
        talk.settings('"transmode",1').open()
        yield talk


def test_signing_in():
    """2.2, 3.1, 3.2, 3.8. 3.2 without its TLS 1.0, which servers of today refuse."""
    with Talk(profile="ec200s", speed=20) as talk:
        play(talk, CONTEXT + SETTINGS + opened() + LEAVE)
        play(talk, CONTEXT + SETTINGS + SECURE + opened("ftps.files.example", 990) + LEAVE)


def test_folders(talk):
    """3.3."""
    play(talk, FOLDERS)


def test_files(talk):
    """3.4."""
    talk.place("log_1.txt", WHOLE)
    play(talk, FILES)


@pytest.mark.parametrize("verb", ["LIST", "NLST", "MLSD"])
def test_lists(talk, verb):
    """2.11 to 2.13, 3.5."""
    talk.place("one.txt", WHOLE)
    assert talk.late('AT+QFTPMKDIR="sub"') == "0,0"

    def heard():
        data = talk.hear(f"\r\nOK\r\n\r\n+QFTP{verb}: 0,").partition(b"\r\nOK\r\n\r\n+QFTP")[0]
        assert int(talk.hear("\r\n")) == len(data)
        assert (b"one.txt" in data) is (folder == ".")

    for folder, local in ((".", ""), ("sub", ',"COM:"')):
        play(talk, LIST.replace("{verb}", verb).replace("{folder}", folder).replace("{local}", local), list=heard)


def test_up_and_down(talk):
    """2.5, 2.6, 3.6, 3.7."""
    play(talk, UP, first=FIRST, second=SECOND, escape=talk.escape)
    for storage in ("UFS", "SD"):
        play(talk, FROM_STORAGE.replace("{storage}", storage), A=b"A", block=WHOLE[:1024], rest=WHOLE[1024:])
    play(talk, DOWN, whole=WHOLE, first=FIRST, second=SECOND)
    for storage in ("UFS", "SD"):
        play(talk, TO_STORAGE.replace("{storage}", storage))
        assert talk.arrived(f"/{storage}.txt", 1200) == WHOLE
    assert talk.arrived("/up_1.txt", 1200) == talk.arrived("/up_2.txt", 1200) == WHOLE
    play(talk, LEAVE)
