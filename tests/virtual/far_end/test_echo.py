"""The plain servers of the local cloud."""

import asyncio
import socket
import struct

import pytest

from atbench.port.port import moment
from atbench.virtual.backends.names import Refuses
from atbench.virtual.far_end.echo import SINCE_1900, time_of


def place(talk, service, port):
    return asyncio.run_coroutine_threadsafe(talk.far_end.service(service, port), talk.far_end._loop).result(5)


def test_tcp_sends_back_and_says_what_it_is_told(talk):
    with socket.create_connection(place(talk, "tcp", 7000), 5) as client:
        client.sendall(b"\x00hello")
        assert client.recv(100) == b"\x00hello"
        talk.far_end.say(b"news")
        assert client.recv(100) == b"news"
        talk.far_end.mute = True
        client.sendall(b"more")
        assert talk.far_end.wait_for(lambda end: end.conversations[0].received == b"\x00hellomore", 5)
        talk.far_end.drop()
        assert client.recv(100) == b""


def test_udp_keeps_senders_apart(talk):
    address = place(talk, "udp", 9)
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as two,
    ):
        for client, data in ((one, b"one"), (two, b"two")):
            client.settimeout(5)
            client.sendto(data, address)
            assert client.recv(100) == data
    assert sorted(bytes(talked.received) for talked in talk.far_end.conversations) == [b"one", b"two"]


@pytest.mark.parametrize("port", [9, 22, 1023])
def test_well_known_ports_are_closed(talk, port):
    with pytest.raises(Refuses):
        place(talk, "tcp", port)


def test_the_time():
    question = b"\x23" + bytes(39) + b"whenever"
    answer = time_of(question)
    assert len(answer) == 48
    assert answer[0] & 7 == 4  # a server
    assert answer[24:32] == b"whenever"
    assert abs(struct.unpack("!I", answer[40:44])[0] - SINCE_1900 - moment()) < 2
