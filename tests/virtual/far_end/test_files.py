"""The FTP server of the local cloud, with a client that is not ours."""

import asyncio
import ftplib
import io
import threading

import pytest

from atbench.virtual.backends.names import Refuses
from atbench.virtual.far_end.devices import FTP_PASSWORD, FTP_READER, FTP_READER_PASSWORD, FTP_USER
from atbench.virtual.far_end.files import WELCOME, FileServer

pytest.importorskip("pyftpdlib")


@pytest.fixture
def server():
    arrived = []
    server = FileServer(lambda path, data: arrived.append((path, data)))
    server.arrived = arrived
    yield server
    asyncio.run(server.close())


def visit(server, user=FTP_USER, password=FTP_PASSWORD):
    client = ftplib.FTP(timeout=5)
    client.connect(*asyncio.run(server.address(21)))
    try:
        client.login(user, password)
    except ftplib.Error:
        client.close()
        raise
    return client


def test_files_come_and_go(server):
    with visit(server) as client:
        client.mkd("sub")
        client.storbinary("STOR sub/one.bin", io.BytesIO(b"123"))
        client.storbinary("STOR sub/one.bin", io.BytesIO(b"456"), rest=3)
        got = []
        client.retrbinary("RETR readme.txt", got.append)
        assert b"".join(got) == WELCOME
        assert " bench " in client.sendcmd("STAT sub")  # and no user of this computer
    assert server.arrived == [("/sub/one.bin", b"123"), ("/sub/one.bin", b"123456")]
    home = server.home
    asyncio.run(server.close())
    assert not home.exists() and not [one for one in threading.enumerate() if one.name == "ftp server"]


def test_accounts(server):
    for user, password in ((FTP_READER, FTP_READER_PASSWORD), ("anonymous", "me@")):
        with visit(server, user, password) as client:
            assert client.nlst() == ["readme.txt"]
            with pytest.raises(ftplib.error_perm, match="^550"):
                client.delete("readme.txt")
    for user, password in ((FTP_USER, ""), ("nobody", "x")):
        with pytest.raises(ftplib.error_perm, match="^530"):
            visit(server, user, password)


def hung_up(client):
    threading.Event().wait(0.01)
    try:
        client.voidcmd("NOOP")
    except (EOFError, OSError):
        return True
    return False


def test_moods(server):
    moods = server.moods
    with visit(server) as client:
        moods.room = 5
        client.storbinary("STOR a", io.BytesIO(b"12345"))
        with pytest.raises(ftplib.error_perm, match="^552"):
            client.storbinary("STOR b", io.BytesIO(b"123456"))
        moods.no_data = True
        with pytest.raises(OSError, match="refused"):
            client.nlst()
        with pytest.raises(ftplib.error_temp, match="^425"):
            client.sendport("127.0.0.1", 20000)
        moods.no_data = False
        with pytest.raises(ftplib.error_perm, match="^553"):
            client.mkd('a"b')
        moods.refuse = True
        with pytest.raises(ftplib.error_perm, match="^530"):
            visit(server)
        server.drop()
        assert any(hung_up(client) for _ in range(500))


def test_other_ports(server):
    with pytest.raises(Refuses):
        asyncio.run(server.address(2121))


def test_it_need_not_start():
    server = FileServer(lambda path, data: None)
    asyncio.run(server.close())
