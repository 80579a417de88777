"""Sockets: opening, looking, closing, and what goes wrong."""

import socket
import threading
from contextlib import contextmanager

import pytest

from ..plugging import error, opened, send
from ..talk import Talk


@pytest.fixture
def online(talk):
    assert talk.ask("AT+QIACT=1") == "OK"
    return talk


def test_the_other_side_closes(online):
    opened(online)
    online.far_end.say(b"last")
    online.hear('"recv",0\r\n')
    online.far_end.drop()
    online.hear('\r\n+QIURC: "closed",0\r\n')
    assert online.ask("AT+QIRD=0") == "+QIRD: 4|last|OK"
    assert error(online, "AT+QISEND=0,1") == "+QIGETERROR: 567,socket has been closed|OK"
    opened_again = 'AT+QIOPEN=1,0,"TCP","echo.example",7000'
    online.say(opened_again)
    online.hear("+QIOPEN: 0,563\r\n")
    assert online.ask("AT+QICLOSE=0") == "OK"
    opened(online)


def test_a_socket_that_closes_itself(online):
    assert online.ask('AT+QICFG="passiveclosed",1') == "OK"
    opened(online)
    online.far_end.drop()
    online.hear('\r\n+QIURC: "closed",0\r\n')
    assert online.ask("AT+QISTATE?") == "OK"


def test_the_context_goes(online):
    opened(online, 0)
    opened(online, 1, "UDP")
    assert online.ask("AT+QIDEACT=1") == "OK"
    assert online.ask("AT+QISTATE?") == "OK"
    assert online.ask("AT+QIACT=1") == "OK"
    opened(online, 0)
    assert online.ask("AT+CFUN=4") == "OK"
    online.hear('+QIURC: "pdpdeact",1\r\n')
    assert ',4,1,0,0,"uart1"' in online.ask("AT+QISTATE?")


def test_all_twelve(online):
    for number in range(12):
        opened(online, number, port=7000 + number)
    assert online.ask("AT+QISTATE").count("+QISTATE") == 12
    for number in range(12):
        send(online, b"%02d" % number, f"{number},2")
    wanted = [b"%02d" % number for number in range(12)]
    assert online.far_end.wait_for(lambda end: sorted(bytes(one.received) for one in end.conversations) == wanted, 5)


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_a_server(online):
    """3.5, with a client on this computer."""
    port = free_port()
    online.say(f'AT+QIOPEN=1,1,"TCP LISTENER","127.0.0.1",0,{port},0')
    online.hear("+QIOPEN: 1,0\r\n")
    assert online.ask("AT+QISTATE=0,1") == f'+QISTATE: 1,"TCP LISTENER","10.83.21.107",0,{port},3,1,1,0,"uart1"|OK'
    online.say(f'AT+QIOPEN=1,2,"TCP LISTENER","127.0.0.1",0,{port},0')
    online.hear("+QIOPEN: 2,556\r\n")
    with socket.create_connection(("127.0.0.1", port), 5) as client:
        own = client.getsockname()[1]
        online.hear(f'\r\n+QIURC: "incoming",0,1,"127.0.0.1",{own}\r\n')
        client.sendall(b"hello")
        online.hear('\r\n+QIURC: "recv",0\r\n')
        assert online.ask("AT+QIRD=0") == "+QIRD: 5|hello|OK"
        send(online, b"there", "0,5")
        assert client.recv(100) == b"there"
        assert f'+QISTATE: 0,"TCP INCOMING","127.0.0.1",{own},{port},2,1,1,0' in online.ask("AT+QISTATE?")
    online.hear('\r\n+QIURC: "closed",0\r\n')
    assert online.ask("AT+QICLOSE=1") == "OK"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 5)


def test_a_service(online):
    """3.6: UDP with whoever sends."""
    port = free_port(socket.SOCK_DGRAM)
    online.say(f'AT+QIOPEN=1,2,"UDP SERVICE","127.0.0.1",0,{port},0')
    online.hear("+QIOPEN: 2,0\r\n")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as friend:
        friend.settimeout(5)
        friend.bind(("127.0.0.1", 0))
        own = friend.getsockname()[1]
        send(online, b"1234567890", f'2,10,"127.0.0.1",{own}')
        assert friend.recvfrom(100) == (b"1234567890", ("127.0.0.1", port))
        friend.sendto(b"AAAA", ("127.0.0.1", port))
        friend.sendto(b"BB", ("127.0.0.1", port))
        online.hear('\r\n+QIURC: "recv",2\r\n')
        online.answered(b"never said", 0.05)
        assert online.ask("AT+QIRD=2") == f'+QIRD: 4,"127.0.0.1",{own}|AAAA|OK'
        assert online.ask("AT+QIRD=2;") == f'+QIRD: 2,"127.0.0.1",{own}|BB|OK'


@contextmanager
def real_server():
    """A server that is not ours: it says hello, then sends back what comes in capitals."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve():
            visitor, _address = door.accept()
            with visitor:
                visitor.sendall(b"hello\r\n")
                while data := visitor.recv(100):
                    visitor.sendall(data.upper())

        thread = threading.Thread(target=serve)
        thread.start()
        yield door.getsockname()[1]
        thread.join(5)


def test_a_real_server():
    with real_server() as port, Talk("boot=0&cloud=real") as talk:
        assert talk.ask("AT+QIACT=1") == "OK"
        opened(talk, mode=1, host="localhost", port=port)
        talk.hear('\r\n+QIURC: "recv",0,7\r\nhello\r\n\r\n')
        send(talk, b"abc", "0,3")
        talk.hear('\r\n+QIURC: "recv",0,3\r\nABC\r\n')
        assert talk.ask("AT+QICLOSE=0") == "OK"
