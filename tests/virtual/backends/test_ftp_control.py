"""Data connections: which address, and what a server says that does not want one."""

import socket
import threading

import pytest

from atbench.virtual.backends.ftp_codes import Failed
from atbench.virtual.backends.ftp_control import SAME, SAME_FIRST, TOLD, Control, Links, Way, hung_up

NOWHERE = "192,0,2,1"  # RFC 5737: for examples in books


class Server:
    """Speaks one line for each that it hears; `data` is the port for data connections."""

    def __init__(self, told: str) -> None:
        self.data = socket.create_server(("127.0.0.1", 0))
        port = self.data.getsockname()[1]
        self.answers = {
            "TYPE": "200 yes",
            "PASV": f"227 here ({told},{port >> 8},{port & 255})",
            "REST": "350 yes",
            "RETR": "150 coming",
            "STOR": "553 not here",
        }
        self.heard: list[str] = []
        self.ours, self.theirs = _pair()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        with self.ours, self.ours.makefile("rw", newline="") as lines:
            for line in lines:
                self.heard.append(line.strip())
                lines.write(self.answers[line[:4].strip()] + "\r\n")
                lines.flush()

    def close(self) -> None:
        self.thread.join(5)
        self.data.close()


def _pair() -> tuple[socket.socket, socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        theirs = socket.create_connection(listener.getsockname())
        return listener.accept()[0], theirs


@pytest.fixture
def started():
    servers: list[tuple[Server, Control]] = []

    def start(told: str, data_address: int) -> tuple[Server, Control]:
        server = Server(told)
        control = Control(server.theirs, Way(("127.0.0.1", 21), "ftp.example"))
        control._read_lines()
        links = Links(data_address=data_address, patience=0.3, detour=0.3)
        server.begin = lambda command, start=0: control.begin(command, "I", links, start)
        servers.append((server, control))
        return servers[-1]

    yield start
    for server, control in servers:
        control.cut()
        control.dispose()
        server.close()


@pytest.mark.parametrize("data_address", [TOLD, SAME, SAME_FIRST])
def test_both_addresses_are_good(started, data_address):
    server, _control = started("127,0,0,1", data_address)
    link = server.begin("RETR a", 7)
    assert link.getpeername()[1] == server.data.getsockname()[1]
    assert server.heard == ["TYPE I", "PASV", "REST 7", "RETR a"]


@pytest.mark.parametrize("data_address", [SAME, SAME_FIRST])
def test_the_server_names_an_address_of_its_own_network(started, data_address):
    server, _control = started(NOWHERE, data_address)
    assert server.begin("RETR a").getpeername()[0] == "127.0.0.1"


def test_the_address_that_the_server_names_is_nowhere(started):
    server, _control = started(NOWHERE, TOLD)
    with pytest.raises(Failed) as failed:
        server.begin("RETR a")
    assert failed.value.err == 615


def test_the_second_address_is_the_right_one(started):
    server, control = started("127,0,0,1", SAME_FIRST)
    tried = []

    class Elsewhere:
        """The control connection seems to lead to another place."""

        def __getattr__(self, name):
            return getattr(server.theirs, name)

        def getpeername(self):
            tried.append(1)
            return "192.0.2.1", 21

    control.sock = Elsewhere()
    assert server.begin("RETR a").getpeername()[0] == "127.0.0.1" and tried
    control.sock = server.theirs


def test_a_refusal_closes_the_data_connection(started):
    server, control = started("127,0,0,1", TOLD)
    with pytest.raises(Exception, match="553"):
        server.begin("STOR a")
    assert len(control._open) == 1


def test_hung_up():
    ours, theirs = _pair()
    with ours:
        with theirs:
            assert not hung_up(ours)
        assert hung_up(ours)
    assert hung_up(ours)
