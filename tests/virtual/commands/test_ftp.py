"""FTP without data: the examples of the note, without their misprints and with other names; wrong moves; states."""

import pytest

from atbench.virtual.far_end.devices import FTP_READER, FTP_READER_PASSWORD

from ..filing import EXPLICIT, HOST, IMPLICIT, PASSIVE, Filing

pytest.importorskip("pyftpdlib")


@pytest.fixture
def talk():
    with Filing(speed=20) as talk:
        yield talk


def test_the_wire(talk):
    """3.1, 3.3, 3.8."""
    talk.say(f'AT+QFTPOPEN="{HOST}",21')
    wire = f'AT+QFTPOPEN="{HOST}",21\r\r\nOK\r\n\r\n+QFTPOPEN: 0,0\r\n'
    assert talk.hear("+QFTPOPEN: ", "\r\n") == wire.encode()
    talk.say("AT+QFTPPWD")
    assert talk.hear("+QFTPPWD: ", "\r\n") == b"AT+QFTPPWD\r\r\nOK\r\n\r\n+QFTPPWD: 0,/\r\n"
    talk.say("AT+QFTPSTAT")
    assert talk.hear("+QFTPSTAT: ", "\r\n") == b"AT+QFTPSTAT\r\r\nOK\r\n\r\n+QFTPSTAT: 0,1\r\n"
    talk.say("AT+QFTPCLOSE")
    assert talk.hear("+QFTPCLOSE: ", "\r\n") == b"AT+QFTPCLOSE\r\r\nOK\r\n\r\n+QFTPCLOSE: 0,0\r\n"
    talk.silence()


def test_folders_and_files(talk):
    """3.3 and 3.4."""
    talk.place("one.txt", b"x" * 1000)
    talk.open()
    answers = (
        ('AT+QFTPCWD="/"', "0,0"),
        ('AT+QFTPMKDIR="TEST"', "0,0"),
        ('AT+QFTPRENAME="TEST","TEST_NEW"', "0,0"),
        ('AT+QFTPCWD="TEST_NEW"', "0,0"),
        ("AT+QFTPPWD", "0,/TEST_NEW"),
        ('AT+QFTPCWD=".."', "0,0"),
        ('AT+QFTPRMDIR="TEST_NEW"', "0,0"),
        ('AT+QFTPSIZE="one.txt"', "0,1000"),
        ('AT+QFTPRENAME="one.txt","two.txt"', "0,0"),
        ('AT+QFTPSIZE="one.txt"', "627,550"),
        ('AT+QFTPDEL="two.txt"', "0,0"),
        ('AT+QFTPDEL="two.txt"', "627,550"),
        ('AT+QFTPCWD="nowhere"', "627,550"),
        ('AT+QFTPRMDIR="nowhere"', "627,550"),
        ('AT+QFTPRENAME="nowhere","x"', "627,550"),
        ('AT+QFTPMDTM="nowhere"', "627,550"),
        ('AT+QFTPRENAME="readme.txt","what?"', "627,553"),
        ('AT+QFTPMKDIR="what?"', "627,553"),
        ('AT+QFTPMKDIR="a"', "0,0"),
        ('AT+QFTPMKDIR="a"', "627,550"),
    )
    assert [(command, talk.late(command)) for command, _ in answers] == list(answers)
    told = talk.late('AT+QFTPMDTM="readme.txt"')
    assert told.startswith('0,"20') and len(told) == 18


def test_a_text_tells_its_size_too(talk):
    """3.1 has filetype 1, and then asks for sizes."""
    talk.settings('"filetype",1').open()
    assert talk.late('AT+QFTPSIZE="readme.txt"') == "0,48"


@pytest.mark.parametrize(("settings", "port"), [(IMPLICIT, 990), (EXPLICIT, 21)])
def test_ftps(talk, settings, port):
    """3.2, without its TLS 1.0."""
    for setting in ('"ciphersuite",1,0xffff', '"seclevel",1,1', '"sslversion",1,4', '"cacert",1,"UFS:ca.pem"'):
        assert talk.ask(f"AT+QSSLCFG={setting}") == "OK"
    talk.upload("ca.pem", talk.far_end.certificates.ca)
    talk.settings(*settings, '"sslctxid",1').open(port=port)
    assert talk.late("AT+QFTPPWD") == "0,/"
    assert talk.get(".", verb="NLST")[0] == b"readme.txt\r\n"
    assert talk.late("AT+QFTPCLOSE") == "0,0"


def test_old_tls():
    for query, result in (("boot=0", "631,0"), ("boot=0&old-tls=1", "0,0")):
        with Filing(query, speed=20) as talk:
            assert talk.ask('AT+QSSLCFG="sslversion",0,1') == "OK"
            talk.settings(*IMPLICIT)
            assert talk.late(f'AT+QFTPOPEN="{HOST}",990') == result


@pytest.mark.parametrize(
    ("settings", "command", "result"),
    [
        ((), 'AT+QFTPOPEN="no.invalid"', "604,0"),
        ((), f'AT+QFTPOPEN="{HOST}",2121', "605,0"),
        (('"account","bench","wrong"',), f'AT+QFTPOPEN="{HOST}"', "625,530"),
        (('"account","nobody","x"',), f'AT+QFTPOPEN="{HOST}"', "625,530"),
        (('"account","",""',), f'AT+QFTPOPEN="{HOST}"', "0,0"),  # anybody may read
        (IMPLICIT, f'AT+QFTPOPEN="{HOST}",21', "631,0"),  # TLS where there is none
        (('"rsptimeout",20',), f'AT+QFTPOPEN="{HOST}",990', "609,0"),  # each waits for the other
    ],
)
def test_signing_in(settings, command, result):
    with Filing(speed=40) as talk:
        talk.settings(*settings)
        assert talk.late(command) == result
        assert talk.late("AT+QFTPSTAT") == ("0,1" if result == "0,0" else "0,4")
        talk.silence()


def test_no_certificate_and_a_wrong_one(talk):
    talk.settings(*EXPLICIT)
    assert talk.ask('AT+QSSLCFG="seclevel",0,1') == "OK"
    assert talk.late(f'AT+QFTPOPEN="{HOST}"') == "631,0"
    talk.upload("ca.pem", b"no certificate")
    assert talk.ask('AT+QSSLCFG="cacert",0,"UFS:ca.pem"') == "OK"
    assert talk.late(f'AT+QFTPOPEN="{HOST}"') == "631,0"


FORMS = {
    "OPEN": "<hostname>,<port>",
    "CWD": "<path_name>",
    "PUT": "<file_name>,<local_name>,<startpos>,<uploadlen>,<beof>",
    "GET": "<file_name>,<local_name>,<startpos>,<downloadlen>",
    "SIZE": "<file_name>",
    "DEL": "<file_name>",
    "MKDIR": "<folder_name>",
    "RMDIR": "<folder_name>",
    "LIST": "<dirname>,<local_name>",
    "NLST": "<dirname>,<local_name>",
    "MLSD": "<dirname>,<local_name>",
    "MDTM": "<file_name>",
    "RENAME": "<old_name>,<new_name>",
}


def test_test_forms(talk):
    for name, told in FORMS.items():
        assert talk.ask(f"AT+QFTP{name}=?") == f"+QFTP{name}: {told}|OK"
    for name in ("PWD", "LEN", "STAT", "CLOSE"):
        assert talk.ask(f"AT+QFTP{name}=?") == "OK"


def test_one_thing_at_a_time(talk):
    """Opening, waiting for an answer, closing: everything is refused but AT+QFTPSTAT and AT+QFTPLEN."""
    open_ = f'AT+QFTPOPEN="{HOST}"'
    assert talk.ask(open_) == "OK"
    for command in (open_, "AT+QFTPPWD", "AT+QFTPCLOSE", 'AT+QFTPPUT="a","COM:"'):
        assert talk.ask(command) == "+CME ERROR: 603"
    talk.say("AT+QFTPSTAT")
    talk.hear("+QFTPSTAT: 0,0\r\n")
    assert talk.told(open_) == "0,0"
    assert talk.ask(open_) == "+CME ERROR: 603"
    talk.far_end.file_moods.slow = 0.3
    for command, state in (("AT+QFTPPWD", 1), ("AT+QFTPCLOSE", 3)):
        assert talk.ask(command) == "OK"
        assert talk.ask('AT+QFTPCWD="/"') == "+CME ERROR: 603"
        assert talk.ask(open_) == "+CME ERROR: 603"
        assert talk.late("AT+QFTPSTAT") == f"0,{state}"
        assert talk.told(command).startswith("0,")
    assert talk.late("AT+QFTPSTAT") == "0,4"


def test_a_server_that_says_nothing():
    with Filing(speed=100) as talk:
        talk.settings('"rsptimeout",20').open()
        talk.far_end.mute = True
        assert talk.late("AT+QFTPPWD") == "609,0"
        assert talk.late("AT+QFTPSTAT") == "0,4"
        assert talk.ask("AT+QFTPPWD") == "+CME ERROR: 606"
        talk.far_end.mute = False
        talk.open()


def test_a_server_that_hangs_up(talk):
    talk.open()
    talk.far_end.drop()
    for _ in range(200):
        if talk.late("AT+QFTPSTAT") == "0,4":
            break
    assert talk.ask("AT+QFTPPWD") == "+CME ERROR: 606"
    talk.open()
    assert talk.late("AT+QFTPPWD") == "0,/"


def test_a_context_that_goes_down(talk):
    talk.open()
    assert talk.ask("AT+QIDEACT=1") == "OK"
    assert talk.late("AT+QFTPSTAT") == "0,4"
    assert talk.ask("AT+QIACT=1") == "OK"
    talk.open()
    talk.far_end.mute = True
    assert talk.ask("AT+QFTPPWD") == "OK"
    assert talk.ask("AT+QIDEACT=1") == "OK"
    assert talk.told("AT+QFTPPWD") == "605,0"


def test_a_login_that_is_refused_for_now(talk):
    talk.far_end.file_moods.refuse = True
    assert talk.late(f'AT+QFTPOPEN="{HOST}"') == "625,530"
    talk.far_end.file_moods.refuse = False
    talk.open()


def test_who_may_only_read(talk):
    talk.settings(f'"account","{FTP_READER}","{FTP_READER_PASSWORD}"', PASSIVE).open()
    assert talk.late('AT+QFTPDEL="readme.txt"') == "627,550"
    assert talk.get("readme.txt", ',"COM:"')[1] == "0,48"


@pytest.mark.parametrize("profile", ["ec20", "ec600s", "eg800k"])
def test_other_modules(profile):
    with Filing(profile=profile, speed=20) as talk:
        talk.open()
        assert talk.late("AT+QFTPPWD") == ('0,"/"' if profile == "eg800k" else "0,/")
        assert talk.put("a", b"123", ",0,3") == "0,3"
        assert talk.late("AT+QFTPCLOSE") == "0,0"


def test_a_restart_forgets_the_session(talk):
    talk.open()
    assert talk.ask("AT+CFUN=1,1") == "OK"
    talk.hear("PB DONE\r\n")
    assert talk.late("AT+QFTPSTAT") == "0,4"
    assert talk.ask("AT+QFTPPWD") == "+CME ERROR: 625"
