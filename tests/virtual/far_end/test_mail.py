"""The mail server of the local cloud, with a client that is not the module's."""

import asyncio
import smtplib
import ssl
import sys

import pytest

from atbench.clock import Clock
from atbench.virtual.backends.names import Refuses
from atbench.virtual.far_end import mail as mail_side
from atbench.virtual.far_end.certificate import certificates
from atbench.virtual.far_end.devices import MAIL_PASSWORD, MAIL_USER
from atbench.virtual.far_end.far_end import FarEnd
from atbench.virtual.far_end.mail import Post

pytest.importorskip("aiosmtpd")
pytest.importorskip("trustme")

FROM, TO = f"{MAIL_USER}@mail.example", "office@mail.example"
DATA = b"Subject: x\r\n\r\n.\r\n..a\r\nend\r\n"


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context(cadata=certificates().ca.decode())
    context.check_hostname = False
    return context


def plain(address):
    return smtplib.SMTP(*address)


def starttls(address):
    client = smtplib.SMTP(*address)
    client.starttls(context=trusting())
    return client


def secure(address):
    return smtplib.SMTP_SSL(*address, context=trusting())


def visited(port, tls, visit, clock=None):
    """What `visit` gives for an address, and the mails that came meanwhile."""

    async def run():
        mails = []
        post = Post(clock or Clock(), mails.append)
        address = await post.address(port, tls)
        assert await post.address(port, tls) == address
        try:
            return await asyncio.to_thread(visit, address), mails
        finally:
            await post.close()

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("port", "tls", "enter"),
    [(25, False, plain), (25, False, starttls), (25, True, plain), (587, False, starttls), (587, True, secure)]
    + [(465, tls, secure) for tls in (False, True)],
)
def test_doors(port, tls, enter):
    def visit(address):
        with enter(address) as client:
            client.login(MAIL_USER, MAIL_PASSWORD)
            return client.sendmail(FROM, [TO, "copy@mail.example"], DATA)

    refused, (mail,) = visited(port, tls, visit)
    assert refused == {} and mail.data == DATA
    assert mail.envelope[:4] == (FROM, (TO, "copy@mail.example"), MAIL_USER, enter is not plain)


@pytest.mark.parametrize("way", ["auth_plain", "auth_login"])
@pytest.mark.parametrize(("user", "password", "code"), [(FROM, MAIL_PASSWORD, 235), (FROM, "x", 535), ("x", "x", 535)])
def test_sign_in(way, user, password, code):
    def visit(address):
        with plain(address) as client:
            client.ehlo()
            client.user, client.password = user, password
            try:
                return client.auth(way[5:].upper(), getattr(client, way))[0]
            except smtplib.SMTPAuthenticationError as error:
                return error.smtp_code

    assert visited(25, False, visit) == (code, [])


def test_strangers_are_sent_away():
    def visit(address):
        with plain(address) as client:
            client.ehlo()
            replies = [client.mail(FROM)[0]]
            client.login(MAIL_USER, MAIL_PASSWORD)
            replies += [client.mail("other@mail.example")[0], client.mail(FROM)[0], client.rcpt("x@no.invalid")[0]]
            return [*replies, client.docmd("DATA")[0], client.docmd("NONSENSE")[0]]

    assert visited(25, False, visit) == ([530, 553, 250, 550, 503, 500], [])


def test_a_client_that_says_nothing():
    def visit(address):
        with plain(address) as client:
            return client.sock.recv(10)

    assert visited(25, False, visit, Clock(1000)) == (b"", [])


def test_other_ports_and_missing_libraries(monkeypatch):
    async def refused(port: int) -> bool:
        post = Post(Clock(), lambda mail: None)
        try:
            await post.address(port, False)
        except Refuses:
            return True
        finally:
            await post.close()
        return False

    assert asyncio.run(refused(26))
    monkeypatch.setattr(mail_side, "server_context", lambda old=False: None)
    assert asyncio.run(refused(465)) and asyncio.run(refused(587)) and not asyncio.run(refused(25))
    monkeypatch.setitem(sys.modules, "atbench.virtual.far_end.mail_server", None)
    assert asyncio.run(refused(25))


def test_listeners():
    async def run() -> tuple[list[str], int]:
        far_end = FarEnd(asyncio.get_running_loop(), Clock())
        read: list[str] = []
        stop = far_end.listen_mails(lambda mail: read.append(mail.subject))
        address = await far_end.address("smtp.163.com", 25, False)

        def visit(subject: bytes) -> None:
            with plain(address) as client:
                client.login(MAIL_USER, MAIL_PASSWORD)
                client.sendmail(FROM, [TO], b"Subject: " + subject + b"\r\n\r\n")

        await asyncio.to_thread(visit, b"one")
        stop()
        stop()
        await asyncio.to_thread(visit, b"two")
        assert await asyncio.to_thread(far_end.wait_for, lambda far_end: len(far_end.mails) == 2, 5)
        far_end.drop()
        await far_end.close()
        return read, len(far_end.mails)

    assert asyncio.run(run()) == (["one"], 2)
