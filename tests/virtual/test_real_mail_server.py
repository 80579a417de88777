"""The same mails through Postfix, where it is installed."""

import email
import email.policy
import random

import pytest

pytest.importorskip("trustme")

from . import postfix
from .mailing import HOST, TO, Mailing

if reason := postfix.missing():
    pytest.skip(reason, allow_module_level=True)


@pytest.fixture(scope="module")
def server():
    with postfix.running() as server:
        yield server


def to(server, door, speed=10):
    port = server.ports[door]
    talk = Mailing(f"boot=0&host={HOST}=127.0.0.1:{port}", speed)
    talk.server(port, door and 3 - door)
    return talk


def arrived(server, before):
    """The mails that came since, without the headers that the server put before."""
    for _ in range(500):
        found = [data for name, data in server.mails().items() if name not in before]
        if found:
            return [email.message_from_bytes(data, policy=email.policy.SMTP) for data in found]
        postfix.pause()
    raise AssertionError("no mail came")


@pytest.mark.parametrize("door", [postfix.SUBMISSION, postfix.SECURE])
def test_everything_at_its_limit(server, door):
    dice = random.Random(door)
    body = (b".\r\n..\r\n\x00\xff\r\n" + dice.randbytes(10240))[:10240]
    files = {f"{index}.bin": dice.randbytes(index * 3000 + index) for index in range(1, 11)}
    before = server.mails()
    with to(server, door) as talk:
        assert talk.ask(f'AT+QSMTPDST=1,1,"{TO}"') == "OK"
        assert talk.ask(f'AT+QSMTPSUB=2,"{"温度报告".encode("gb2312").hex()}"') == "OK"
        talk.upload("UFS:ca.pem", server.ca)
        for setting in ('"seclevel",1,1', '"cacert",1,"UFS:ca.pem"'):
            assert talk.ask(f"AT+QSSLCFG={setting}") == "OK"
        for index, (name, data) in enumerate(files.items(), 1):
            talk.attach(index, f"RAM:{name}", data)
        talk.body(body, 1)
        assert talk.put(600) == "0,0"
    (mail,) = arrived(server, before)
    text, *attached = mail.iter_parts()
    assert mail["Subject"] == "温度报告" and mail["To"].addresses[0].addr_spec == TO
    assert text.get_payload(decode=True) == body
    assert {part.get_filename(): part.get_payload(decode=True) for part in attached} == files


def test_a_body_as_it_was_typed(server):
    before = server.mails()
    with to(server, postfix.RELAY) as talk:
        talk.setting('"bodyoriginal",1')
        talk.setting('"account","",""')
        assert talk.ask(f'AT+QSMTPDST=1,1,"{TO}"') == "OK"
        talk.body("你好\r\n.\r\nall is well\r\n".encode("gb2312"), 2)
        assert talk.put() == "0,0"
    (mail,) = arrived(server, before)
    assert mail.get_payload(decode=True) == "你好\n.\nall is well\n".encode("gb2312")


@pytest.mark.parametrize(
    ("door", "setting", "result"),
    [
        (postfix.RELAY, '"account","bench","demo-mail-0001"', "655,0"),  # it lets nobody sign in without TLS
        (postfix.SUBMISSION, '"account","bench","wrong"', "677,535"),
        (postfix.SECURE, '"account","bench","wrong"', "677,535"),
        (postfix.SECURE, '"account","",""', "682,554"),
        (postfix.SUBMISSION, '"ssltype",0', "655,0"),
        (postfix.RELAY, '"smtpserver","127.0.0.1",9', "654,0"),
        (postfix.RELAY, '"ssltype",1', "665,0"),
        (postfix.SECURE, '"sslctxid",2', "665,0"),  # TLS 1.0 alone
    ],
)
def test_what_it_refuses(server, door, setting, result):
    with to(server, door) as talk:
        assert talk.ask('AT+QSSLCFG="sslversion",2,1') == "OK"
        talk.letter()
        talk.setting(setting)
        assert talk.put() == result


def test_a_recipient_elsewhere(server):
    """It passes nothing on for strangers, and says so with a code that the note does not list."""
    with to(server, postfix.SUBMISSION) as talk:
        talk.letter("somebody@elsewhere.example")
        talk.setting('"account","",""')
        assert talk.put() == "660,454"
