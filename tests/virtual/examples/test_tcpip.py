"""Chapter 3 of the Quectel TCP/IP note V1.2, with other hosts, bytes and lengths, and the example of 2.2.1."""

import socket

import pytest

from ..plugging import escape
from .script import play

CONTEXT = """
# 2.2.1, 3.1.1
> AT+QICSGP=1,1,"net.example","","",1
< OK
> AT+QICSGP=1
< +QICSGP: 1,"net.example","","",1
< OK
# 3.1.2
> AT+QIACT=1
< OK
> AT+QIACT?
< +QIACT: 1,1,1,"10.83.21.107"
< OK
"""
BUFFERED = """
# 3.2.1
> AT+QIOPEN=1,0,"TCP","198.18.0.1",7000,0,0
< OK
< +QIOPEN: 0,0
> AT+QISTATE=1,0
< +QISTATE: 0,"TCP","198.18.0.1",7000,…,2,1,0,0,"uart1"
< OK
# 3.2.2
> AT+QISEND=0
< >
>> {typed}
<< hello
< SEND OK
! hear
> AT+QISEND=0,3
< >
>> abc
<< abc
< SEND OK
> AT+QISEND=0,0
< +QISEND: 8,8,0
< OK
> AT+QISENDEX=0,"58595A"
< SEND OK
> AT+QISEND=0,0
< +QISEND: 11,11,0
< OK
! wait
# 3.2.3
> AT+QIRD=0,1500
< +QIRD: 11
<< helloabcXYZ
< OK
> AT+QIRD=0,1500
< +QIRD: 0
< OK
> AT+QIRD=0,0
< +QIRD: 11,11,0
< OK
# 3.2.4
> AT+QICLOSE=0
< OK
"""
DIRECT = """
# 3.4.1
> AT+QIOPEN=1,0,"TCP","echo.example",7000,0,1
< OK
< +QIOPEN: 0,0
> AT+QISTATE=1,0
< +QISTATE: 0,"TCP","198.18.0.1",7000,…,2,1,0,1,"uart1"
< OK
# 3.4.2, 3.4.3
> AT+QISEND=0
< >
>> {typed}
<< hello
< SEND OK
< +QIURC: "recv",0,5
<< hello
> AT+QISEND=0,7
< >
>> goodbye
<< goodbye
< SEND OK
< +QIURC: "recv",0,7
<< goodbye
> AT+QISEND=0,0
< +QISEND: 12,12,0
< OK
! say
< +QIURC: "recv",0,4
<< news
# 3.4.4
> AT+QICLOSE=0
< OK
"""
SERVER = """
# 3.5.1
> AT+QIOPEN=1,1,"TCP LISTENER","127.0.0.1",0,{port},0
< OK
< +QIOPEN: 1,0
> AT+QISTATE=0,1
< +QISTATE: 1,"TCP LISTENER","10.83.21.107",0,{port},3,1,1,0,"uart1"
< OK
# 3.5.2, 3.5.3
! visit
< +QIURC: "incoming",0,1,"127.0.0.1",…
! speak
< +QIURC: "recv",0
> AT+QIRD=0,1500
< +QIRD: 6
<< visit!
< OK
> AT+QIRD=0,1500
< +QIRD: 0
< OK
> AT+QIRD=0,0
< +QIRD: 6,6,0
< OK
# 3.5.4
> AT+QICLOSE=0
< OK
> AT+QICLOSE=1
< OK
"""
SERVICE = """
# 3.6.1
> AT+QIOPEN=1,2,"UDP SERVICE","127.0.0.1",0,{port},0
< OK
< +QIOPEN: 2,0
> AT+QISTATE=0,1
< +QISTATE: 2,"UDP SERVICE","10.83.21.107",0,{port},2,1,2,0,"uart1"
< OK
# 3.6.2, 3.6.3
> AT+QISEND=2,8,"127.0.0.1",{friend}
< >
>> datagram
<< datagram
< SEND OK
! answer
< +QIURC: "recv",2
> AT+QIRD=2
< +QIRD: 5,"127.0.0.1",{friend}
<< there
< OK
> AT+QIRD=2
< +QIRD: 0
< OK
# 3.6.4
> AT+QICLOSE=2
< OK
"""
TOOLS = """
# 3.7
> AT+QPING=1,"host.example"
< OK
< +QPING: 0,"198.18.0.1",32,60,57
< +QPING: 0,"198.18.0.1",32,67,57
< +QPING: 0,"198.18.0.1",32,74,57
< +QPING: 0,"198.18.0.1",32,81,57
< +QPING: 0,4,4,0,60,81,70
# 3.8
> AT+QNTP=1,"clock.example",123
< OK
< +QNTP: 0,"20…+32"
> AT+CCLK?
< +CCLK: "…+32"
< OK
# 3.9
> AT+QIOPEN=1,"TCP","echo.example",7000,0,1
< ERROR
> AT+QIGETERROR
< +QIGETERROR: 552,invalid parameters
< OK
# 3.1.3
> AT+QIDEACT=1
< OK
"""


@pytest.fixture
def online(talk):
    play(talk, CONTEXT)
    return talk


def free_port(kind):
    with socket.socket(socket.AF_INET, kind) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_context_and_tools(online):
    """2.2.1, 3.1, 3.7 to 3.9."""
    play(online, TOOLS)


def test_buffer_mode(online):
    """3.2. The name of the local cloud's host gets its address first, as the example has an address."""
    play(online, '> AT+QIDNSGIP=1,"echo.example"\n< OK\n< +QIURC: "dnsgip",0,1,600\n< +QIURC: "dnsgip","198.18.0.1"')
    whole = b"helloabcXYZ"

    def wait():
        assert online.far_end.wait_for(lambda end: end.conversations[0].received == whole, 5)
        online.answered(b"never said", 0.1)  # and back

    play(online, BUFFERED, typed=b"hello\x1a", hear=lambda: online.hear('+QIURC: "recv",0\r\n'), wait=wait)


def test_transparent_mode(online):
    """3.3."""
    play(
        online, '> AT+QIOPEN=1,0,"TCP","echo.example",7000,0,2\n< CONNECT\n>> {both}\n<< {both}', both=b"both ways\r\n"
    )
    escape(online)
    play(online, "< OK\n> AT+QICLOSE=0\n< OK")
    assert online.far_end.conversations[0].received == b"both ways\r\n"


def test_direct_mode(online):
    """3.4."""
    play(online, DIRECT, typed=b"hello\x1a", say=lambda: online.far_end.say(b"news"))


def test_a_server(online):
    """3.5: the visitor's connection gets the lowest free number here, 11 in the note."""
    port = free_port(socket.SOCK_STREAM)
    with socket.socket() as client:
        play(
            online,
            SERVER.replace("{port}", str(port)),
            visit=lambda: client.connect(("127.0.0.1", port)),
            speak=lambda: client.sendall(b"visit!"),
        )


def test_a_service(online):
    """3.6."""
    port = free_port(socket.SOCK_DGRAM)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as friend:
        friend.settimeout(5)
        friend.bind(("127.0.0.1", 0))
        script = SERVICE.replace("{port}", str(port)).replace("{friend}", str(friend.getsockname()[1]))

        def answer():
            assert friend.recv(100) == b"datagram"
            friend.sendto(b"there", ("127.0.0.1", port))

        play(online, script, answer=answer)
