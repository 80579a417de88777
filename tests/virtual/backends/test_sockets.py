"""What a socket keeps; its connections are tested through the commands."""

import pytest

from atbench.virtual.backends.socket_codes import TEXTS
from atbench.virtual.backends.sockets import BUFFER, CLOSING, MOST, TCP, Socket, Sockets

ME, YOU = ("10.0.0.1", 1), ("10.0.0.2", 2)


def made(number=0, context=1):
    return Socket(number, TCP, context, "10.0.0.1", 7, 0, BUFFER, number)


@pytest.mark.parametrize(
    ("most", "stream", "taken"),
    [(3, True, b"one"), (5, True, b"onetw"), (99, True, b"onetwo"), (99, False, b"one"), (2, False, b"on")],
)
def test_taking(most, stream, taken):
    socket = made()
    socket.packets.extend([(b"one", ME), (b"two", YOU)])
    assert socket.take(most, stream)[0] == taken
    assert socket.unread == 6 - len(taken)


def test_numbers_and_contexts():
    sockets = Sockets()
    for number in range(MOST):
        assert sockets.free() == number
        sockets.open[number] = made(number, 1 + number % 2)
    assert sockets.free() is None
    sockets.lose(1)
    assert [number for number, socket in sockets.open.items() if socket.state == CLOSING] == [0, 2, 4, 6, 8, 10]
    sockets.forget(1)
    assert sorted(sockets.open) == [1, 3, 5, 7, 9, 11]


def test_every_number_has_words():
    assert sorted(TEXTS) == [0, *range(550, 575)]
