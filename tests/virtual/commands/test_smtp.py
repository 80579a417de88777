"""AT+QSMTPPUT: the sessions of chapter 3 of the note with invented names, and every way in which a mail does not go."""

import socket
import ssl
import threading
from contextlib import contextmanager

import pytest

from atbench.virtual.far_end import moods
from atbench.virtual.far_end.devices import MAIL_USER

from ..mailing import HOST, TO, Mailing

pytest.importorskip("aiosmtpd")
trustme = pytest.importorskip("trustme")

BODY = b"x" * 100
SETTINGS = (
    'AT+QSMTPCFG="contextid",1',
    'AT+QSMTPCFG="ssltype",0',
    f'AT+QSMTPCFG="smtpserver","{HOST}",25',
    'AT+QSMTPCFG="account","bench","demo-mail-0001"',
    'AT+QSMTPCFG="sender","bench","bench@mail.example"',
    f'AT+QSMTPDST=1,1,"{TO}"',
    'AT+QSMTPDST=1,2,"copy@mail.example"',
)


@pytest.fixture
def talk():
    with Mailing() as talk:
        yield talk


def test_chapter_3_1(talk):
    """The whole session, with the answers that the note leaves out (facts 8.1), and the file that was sent deleted."""

    def line(command, heard="OK"):
        assert talk.ask(command) == heard

    line("AT+QIDEACT=1")
    line('AT+QICSGP=1,1,"UNINET","","",1')
    line("AT+QIACT=1")
    line("AT+QIACT?", '+QIACT: 1,1,1,"10.83.21.107"|OK')
    for command in SETTINGS:
        line(command)
    line("AT+QSMTPDST?", f'+QSMTPDST: 1,"{TO}"|+QSMTPDST: 2,"copy@mail.example"|OK')
    line('AT+QSMTPSUB=0,"TEST SMTP"')
    line("AT+QSMTPSUB?", '+QSMTPSUB: 0,"TEST SMTP"|OK')
    talk.say("AT+QSMTPBODY=0,100,120")
    talk.hear("\r\nCONNECT\r\n")
    talk.say(BODY, end="")
    assert talk.hear("OK\r\n") == b"\r\n+QSMTPBODY: 100\r\n\r\nOK\r\n"
    talk.say('AT+QFUPL="RAM:smtp1.txt",100,200,1')
    talk.hear("\r\nCONNECT\r\n")
    talk.say(BODY, end="")
    talk.hear("\r\n+QFUPL: 100,0\r\n\r\nOK\r\n")
    line('AT+QFLST="RAM:*"', '+QFLST: "RAM:smtp1.txt",100|OK')
    line('AT+QSMTPATT=1,1,"RAM:smtp1.txt"')
    line("AT+QSMTPATT?", '+QSMTPATT: 1,"RAM:smtp1.txt",100|OK')
    talk.say("AT+QSMTPPUT=300")
    assert talk.hear("0,0\r\n") == b"AT+QSMTPPUT=300\r\r\nOK\r\n\r\n+QSMTPPUT: 0,0\r\n"
    line("AT+QSMTPCLR")
    line('AT+QFDEL="RAM:smtp.txt"', "+CME ERROR: 405")  # as printed: another name than was uploaded
    line('AT+QFDEL="RAM:smtp1.txt"')
    line("AT+QIDEACT=1")
    (mail,) = talk.far_end.mails
    assert (mail.sender, mail.subject, mail.body, mail.charset) == (
        '"bench" <bench@mail.example>',
        "TEST SMTP",
        BODY,
        "us-ascii",
    )
    assert (mail.to, mail.cc) == ((TO,), ("copy@mail.example",))
    assert mail.attachments == (("smtp1.txt", BODY),)
    assert mail.envelope[:4] == ("bench@mail.example", (TO, "copy@mail.example"), "bench", False)


@pytest.mark.parametrize(
    ("kind", "port", "result"),
    [
        (0, 25, "0,0"),
        (2, 25, "0,0"),
        (2, 587, "0,0"),
        (1, 465, "0,0"),
        (1, 587, "0,0"),
        (1, 25, "665,0"),  # 3.2 as printed: TLS to a port that begins without
        (0, 587, "676,530"),  # the server wants STARTTLS first
        (0, 465, "656,0"),  # it waits for TLS and gives up
        (2, 465, "656,0"),
        (0, 2525, "654,0"),
        (1, 2525, "654,0"),
    ],
)
def test_chapters_3_2_and_3_3_and_wrong_pairs(kind, port, result):
    with Mailing(speed=50) as talk:
        for command in ('"ciphersuite",1,0xffff', '"seclevel",1,0'):
            assert talk.ask(f"AT+QSSLCFG={command}") == "OK"
        talk.letter().server(port, kind)
        talk.setting('"sslctxid",1')
        assert talk.put() == result
        assert [mail.envelope.secure for mail in talk.far_end.mails] == ([kind > 0] if result == "0,0" else [])


@pytest.mark.parametrize(("kind", "port"), [(1, 465), (2, 25)])
@pytest.mark.parametrize(("query", "result"), [("", "665,0"), ("&old-tls=1", "0,0")])
def test_tls_1_0_alone(kind, port, query, result):
    """sslversion 1, as chapters 3.2 and 3.3 print it: servers of today refuse it."""
    with Mailing(f"boot=0{query}", speed=50) as talk:
        talk.letter().server(port, kind)
        assert talk.ask('AT+QSSLCFG="sslversion",1,1') == "OK"
        assert talk.put() == result


OTHER = trustme.CA()


@pytest.mark.parametrize("kind", [1, 2])
@pytest.mark.parametrize(
    ("ca", "result"), [("", "665,0"), ("right", "0,0"), ("other", "665,0"), ("nonsense", "665,0"), ("gone", "665,0")]
)
def test_certificates(kind, ca, result):
    """seclevel 1 checks the server; its file may lie anywhere."""
    with Mailing(speed=50) as talk:
        talk.letter().server(587, kind)
        data = {"right": talk.far_end.certificates.ca, "other": OTHER.cert_pem.bytes(), "nonsense": b"x"}
        if ca in data:
            talk.upload("RAM:ca.pem", data[ca])
        settings = ['"seclevel",3,1', *(['"cacert",3,"RAM:ca.pem"'] if ca else [])]
        for setting in settings:
            assert talk.ask(f"AT+QSSLCFG={setting}") == "OK"
        talk.setting('"sslctxid",3')
        assert talk.put() == result


def test_busy_while_it_is_sent(talk):
    talk.letter()
    talk.far_end.moods.slow = 0.5
    talk.start()
    commands = (
        'AT+QSMTPCFG="account"',
        "AT+QSMTPDST?",
        "AT+QSMTPDST=0",
        "AT+QSMTPSUB?",
        'AT+QSMTPSUB=0,"x"',
        "AT+QSMTPBODY?",
        "AT+QSMTPBODY=0,5",
        "AT+QSMTPATT?",
        "AT+QSMTPATT=0",
        "AT+QSMTPCLR",
        "AT+QSMTPPUT=60",
        "AT+QSMTPPUT=1",
    )
    answers = {command: talk.ask(command) for command in commands}
    assert answers == dict.fromkeys(commands, "+CME ERROR: 652")
    assert talk.ask("AT+QSMTPPUT=?") == "+QSMTPPUT: (60-65535)|OK"
    assert talk.result() == "0,0"
    assert talk.ask("AT+QSMTPDST?") == f'+QSMTPDST: 1,"{TO}"|OK'


# What is set otherwise than right, and the result.
WRONG = [
    ('"smtpserver","no.invalid",25', "653,0"),
    ('"smtpserver","not a name",25', "653,0"),
    ('"smtpserver","127.0.0.1",9', "654,0"),
    ('"account","bench","wrong"', "677,535"),
    ('"account","nobody","demo-mail-0001"', "677,535"),
    ('"account","\xe4","\xf6"', "677,535"),
    ('"account","",""', "676,530"),
    ('"sender","Lamp","other@mail.example"', "681,553"),
    ('"sender","",""', "681,553"),
    ('"contextid",2', "657,0"),
    ('"contextid",16', "657,0"),
]


@pytest.mark.parametrize(("setting", "result"), WRONG)
def test_settings_that_do_not_lead_there(talk, setting, result):
    talk.letter()
    talk.setting(setting.encode("latin-1").decode("latin-1"))
    assert talk.put() == result
    assert not talk.far_end.mails


@pytest.mark.parametrize(
    ("recipient", "result"),
    [
        ("somebody@no.invalid", "678,550"),
        ("unknown@mail.example", "678,550"),
        ("no address", "681,553"),
        ("a@b@c", "681,553"),
        ("a> SIZE=1", "660,555"),
    ],
)
def test_a_recipient_that_is_refused(talk, recipient, result):
    """Nobody gets the mail then, however good the others are."""
    talk.far_end.moods.unknown.add("unknown@mail.example")
    talk.letter(TO, recipient)
    assert talk.put() == result
    assert not talk.far_end.mails
    assert talk.ask(f'AT+QSMTPDST=0,1,"{recipient}"') == "OK"
    assert talk.put() == "0,0"


CODES = (421, 450, 451, 452, 500, 501, 502, 503, 504, 521, 530, 535, 550, 551, 552, 553, 554)


@pytest.mark.parametrize("step", ["connect", "AUTH", "MAIL", "RCPT", "DATA"])
def test_what_the_server_says(talk, step):
    """All 17 codes of chapter 6, wherever they come, and one that it does not have; the mail can be sent again."""
    talk.letter()
    replies = talk.far_end.moods.replies
    for err, code in enumerate(CODES, 666):
        replies[step] = f"{code} no"
        assert talk.put() == f"{err},{code}"
    replies[step] = "432 no"
    assert talk.put() == "660,432"
    del replies[step]
    assert not talk.far_end.mails
    assert talk.put() == "0,0"
    assert talk.far_end.mails[0].body == b"all is well\r\n"


@pytest.mark.parametrize(
    ("mood", "result"),
    [
        (moods.LOGIN_REFUSED, "677,535"),
        (moods.MAILBOX_REFUSED, "678,550"),
        (moods.QUOTA_FULL, "680,552"),
        (moods.TOO_OFTEN, "676,530"),
        (moods.CLOSED, "666,421"),
        (moods.DROPPED, "656,0"),
        (("connect", moods.HANG_UP), "656,0"),
        (("EHLO", moods.HANG_UP), "656,0"),
        (("EHLO", "421 4.3.2 too many"), "666,421"),
        (("AUTH", moods.HANG_UP), "656,0"),
    ],
)
def test_moods(talk, mood, result):
    talk.letter()
    talk.far_end.moods.set(mood)
    assert talk.put() == result
    talk.far_end.moods.set(mood, False)
    assert talk.put() == "0,0"


def test_a_slow_server():
    """The time of AT+QSMTPPUT is over: 658, and the next one goes."""
    with Mailing(speed=100) as talk:
        talk.letter()
        talk.far_end.moods.slow = 25
        talk.start(60)
        started = talk.times[-1]
        assert talk.result() == "658,0"
        assert 55 <= (talk.times[-1] - started) * talk.speed < 90
        talk.far_end.moods.slow = 0
        assert talk.put(60) == "0,0"


def test_the_connection_drops(talk):
    talk.letter()
    talk.far_end.moods.slow = 20
    talk.start()
    assert not talk.answered(b"never", 0.2)
    talk.far_end.drop()
    assert talk.result() == "656,0"


@pytest.mark.parametrize(("command", "urc"), [("AT+QIDEACT=1", b""), ("AT+CGATT=0", b'+QIURC: "pdpdeact",1\r\n')])
def test_the_context_goes(talk, command, urc):
    talk.letter()
    talk.far_end.moods.slow = 20
    talk.start()
    assert not talk.answered(b"never", 0.2)
    assert talk.ask(command) == "OK"
    assert urc in talk.hear("\r\n+QSMTPPUT: 657,0\r\n")


def test_without_a_context():
    with Mailing(active=False) as talk:
        assert talk.letter().put() == "657,0"
        assert talk.ask("AT+QIACT=1") == "OK"
        assert talk.put() == "0,0"


def test_a_file_that_was_deleted_meanwhile(talk):
    talk.letter().attach(1, "RAM:a.txt", b"a")
    assert talk.ask('AT+QFDEL="RAM:a.txt"') == "OK"
    assert talk.put() == "661,0"
    assert talk.ask("AT+QSMTPATT=0") == "OK"
    assert talk.put() == "0,0"


def test_a_restart_in_the_middle(talk):
    talk.letter()
    talk.far_end.moods.slow = 20
    talk.start()
    assert talk.ask("AT+CFUN=1,1") == "OK"
    assert b"QSMTPPUT" not in talk.hear("PB DONE\r\n")
    assert talk.ask("AT+QSMTPDST?;+QSMTPSUB?") == '+QSMTPSUB: 0,""|OK'


def test_closing_in_the_middle():
    with Mailing() as talk:
        talk.letter()
        talk.far_end.moods.slow = 20
        talk.start()
        assert not talk.answered(b"never", 0.1)


@contextmanager
def other_server(greet):
    """Somebody who is no mail server answers at a name."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            with server.accept()[0] as client:
                greet(client)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            thread.join()


def silent(client):
    while client.recv(1000):
        pass


def web(client):
    client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    client.recv(1000)


def without_sign_in(client):
    client.sendall(b"220 hello\r\n")
    client.recv(1000)
    client.sendall(b"250 no extensions\r\n")
    client.recv(1000)


def old(client):
    client.sendall(b"220 hello\r\n")
    assert client.recv(1000).startswith(b"ehlo ")
    client.sendall(b"502 what?\r\n")
    assert client.recv(1000).startswith(b"helo [10.83.21.107]")
    client.sendall(b"451 not now\r\n")
    client.recv(1000)


@pytest.mark.parametrize(
    ("greet", "kind", "result"),
    [
        (silent, 0, "658,0"),
        (silent, 1, "658,0"),
        (silent, 2, "658,0"),
        (web, 0, "660,0"),
        (web, 1, "665,0"),
        (without_sign_in, 0, "655,0"),
        (without_sign_in, 2, "656,0"),
        (old, 0, "668,451"),
    ],
)
def test_other_servers(greet, kind, result):
    with other_server(greet) as port, Mailing(f"boot=0&host={HOST}=127.0.0.1:{port}", speed=100) as talk:
        talk.letter().server(25, kind)
        assert talk.put() == result


def test_tls_that_never_comes_about():
    """ "negotiatetime" ends it before the time of AT+QSMTPPUT does."""
    with other_server(silent) as port, Mailing(f"boot=0&host={HOST}=127.0.0.1:{port}", speed=50) as talk:
        assert talk.ask('AT+QSSLCFG="negotiatetime",1,10') == "OK"
        talk.letter().server(465, 1)
        assert talk.put(600) == "665,0"


@pytest.mark.parametrize(("sni", "named"), [(0, None), (1, HOST)])
def test_the_name_for_tls(tmp_path, sni, named):
    """The name goes out only where "sni" says so."""
    names: list[str | None] = []
    OTHER.issue_cert(HOST).private_key_and_cert_chain_pem.write_to_path(tmp_path / "server.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    context.sni_callback = lambda connection, name, _context: names.append(name)

    def greet(client):
        with context.wrap_socket(client, server_side=True) as secure:
            secure.sendall(b"421 not now\r\n")

    with other_server(greet) as port, Mailing(f"boot=0&host={HOST}=127.0.0.1:{port}") as talk:
        assert talk.ask(f'AT+QSSLCFG="sni",1,{sni}') == "OK"
        talk.letter().server(465, 1)
        assert talk.put() == "666,421"
    assert names == [named]


def test_an_account_with_a_domain(talk):
    talk.setting(f'"account","{MAIL_USER}@qq.example","demo-mail-0001"')
    talk.setting(f'"sender","","{MAIL_USER}@qq.example"')
    assert talk.letter().put() == "0,0"
    assert talk.far_end.mails[0].sender == f"<{MAIL_USER}@qq.example>"


@pytest.mark.parametrize("host", ["smtp.qq.com", "smtp.163.com", "smtp.gmail.com"])
def test_names_that_users_type(talk, host):
    talk.letter().server(465, 1, host)
    assert talk.put() == "0,0"
