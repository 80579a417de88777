"""Mail and FTP: the module's error with the server's code beside it, what to try in which order, and the data modes."""

from __future__ import annotations

import pytest

from atbench.at.engine import Engine
from atbench.at.events import Event
from atbench.files import resource
from atbench.knowledge import MASK, Knowledge

PUT = "AT+QSMTPPUT=300"
GET = 'AT+QFTPGET="report.txt","COM:",0,500'
PAIRS = {
    "smtp": (666, "421 450 451 452 500 501 502 503 504 521 530 535 550 551 552 553 554"),
    "ftp": (614, "421 425 426 450 451 452 500 501 502 503 504 530 532 550 551 552 553"),
}


def meanings(known: Knowledge, line: str, after: str) -> dict[str, str]:
    return {field.name: field.meaning for field in known.explain(line, after=after).fields}


@pytest.mark.parametrize(
    ("line", "after", "summary", "note"),
    [
        ("+QSMTPPUT: 0,0", PUT, "The mail was sent", "mail sent"),
        ("+QSMTPPUT: 653,0", PUT, "DNS resolution failed", "not sent: DNS resolution failed"),
        ("+QSMTPPUT: 677,535", PUT, "The server answered 535", "not sent: user name or password not accepted (535)"),
        ("+QSMTPPUT: 660,530", PUT, "The server answered 530", "(530)"),
        ("+QSMTPPUT: 653,", PUT, "DNS resolution failed", "DNS resolution failed"),
        ("+QSMTPPUT: 0", PUT, "Result of sending: done", "done"),
        ("+QSMTPPUT: -9", PUT, "older (2G) modules", "older (2G) modules"),
        ("+QSMTPBODY: 90", "AT+QSMTPBODY=0,100,120", "90 bytes", "asked bytes 100, granted 90"),
        ("+QSMTPPUT: (60-65535)", "AT+QSMTPPUT=?", "supports", ""),
        ("+QFTPOPEN: 0,0", 'AT+QFTPOPEN="ftp.example",21', "Signed in", "signed in"),
        ("+QFTPOPEN: 604,0", 'AT+QFTPOPEN="ftp.example",21', "DNS resolution failed", "DNS resolution failed"),
        ("+QFTPOPEN: 625,530", 'AT+QFTPOPEN="ftp.example",21', "The server answered 530", "user name or password"),
        ("+QFTPSIZE: 627,550", 'AT+QFTPSIZE="report.txt"', "The server answered 550", "not there"),
        ("+QFTPSIZE:0, 1000", 'AT+QFTPSIZE="report.txt"', "1000 bytes", "1000 bytes"),
        ("+QFTPPWD: 0,/a,b", "AT+QFTPPWD", "Current folder: /a,b", "/a,b"),
        ('+QFTPPWD: 0,"/"', "AT+QFTPPWD", "Current folder: /", "/"),
        ("+QFTPGET: 0,300", GET, "Downloaded: 300 bytes", "asked bytes 500, granted 300"),
        ("+QFTPFILENAME: 0,0", 'AT+QFTPRENAME="a","b"', "The name was changed", "renamed"),
        ("+QFTPSTAT: 0,3", "AT+QFTPSTAT", "being closed", "FTP is being closed"),
        ('+QFTPCFG: "data_address",(0-2),(15-50)', "AT+QFTPCFG=?", "data_address", ""),
    ],
)
def test_lines(ec600s: Knowledge, line: str, after: str, summary: str, note: str) -> None:
    told = ec600s.explain(line, after=after)
    assert told.kind == ("late" if ec600s.limits(after).late else "answer")
    assert summary in told.summary
    assert note in told.note
    assert all(field.name != "?" for field in told.fields)


@pytest.mark.parametrize("table", PAIRS)
def test_a_code_that_repeats_the_servers_says_so(ec600s: Knowledge, table: str) -> None:
    first, codes = PAIRS[table]
    line, after = ("+QSMTPPUT", PUT) if table == "smtp" else ("+QFTPGET", GET)
    for number, protocol in enumerate(codes.split(), first):
        final = ec600s.explain(f"+CME ERROR: {number}", after=after).error
        late = ec600s.explain(f"{line}: {number},{protocol}", after=after).error
        assert final and late
        assert f"({protocol})" in final.meaning
        assert (final.table, late.table, final.code, late.code) == (table, table, number, number)
        assert meanings(ec600s, f"{line}: {number},{protocol}", after)["protocol_error"]


@pytest.mark.parametrize("command", ["AT+CREG?", ""])
def test_the_codes_are_known_without_their_command(ec600s: Knowledge, command: str) -> None:
    for number in (651, 682, 601, 631):
        error = ec600s.explain(f"+CME ERROR: {number}", after=command).error
        assert error and error.table == ("smtp" if number > 650 else "ftp")


def test_old_tls_is_the_first_suspect(ec600s: Knowledge) -> None:
    for line, after, context in (("665", PUT, 1), ("631", 'AT+QFTPOPEN="ftp.example",990', 0)):
        told = ec600s.explain(f"+CME ERROR: {line}", after=after)
        assert told.error and "TLS 1.0" in told.error.causes[0]
        assert told.remedies[:2] == (f'AT+QSSLCFG="sslversion",{context}', f'AT+QSSLCFG="sslversion",{context},4')


def test_a_context_is_checked_before_it_is_touched(ec600s: Knowledge) -> None:
    for line, after in (("+QSMTPPUT: 654,0", PUT), ("+QFTPOPEN: 605,0", 'AT+QFTPOPEN="ftp.example"')):
        error = ec600s.explain(line, after=after).error
        assert error
        steps = "\n".join(error.try_)
        wanted = ["AT+CGATT?", "AT+CGREG?", "AT+QICSGP=1", "AT+CGACT?", "AT+QIDEACT=1", "AT+QIACT=1", "AT+CFUN=1,1"]
        places = [steps.index(command) for command in wanted]
        assert places == sorted(places)
        assert steps.count("AT+CFUN=1,1") == 1
        assert "at least three times, ten minutes apart" in error.try_[-1]


def test_a_late_line_that_never_came(ec600s: Knowledge) -> None:
    told = ec600s.explain("+CME ERROR: 603", after='AT+QFTPDEL="report.txt"')
    assert told.remedies == ("AT+QFTPSTAT", "AT+QFTPCLOSE", "AT+QIDEACT=1", "AT+QIACT=1")


def test_a_failed_mail_is_sent_again_as_it_is(ec600s: Knowledge) -> None:
    assert ec600s.explain("+QSMTPPUT: 660,0", after=PUT).remedies[1:] == (
        *(PUT, "AT+QIDEACT=1", "AT+QIACT=1", "AT+CGATT?"),
    )


def test_times_follow_the_commands_and_the_settings(ec600s: Knowledge) -> None:
    assert ec600s.limits("AT+QSMTPBODY=0,100,120").final == 120
    assert ec600s.limits("AT+QSMTPBODY=0,100").final == 90
    assert ec600s.limits(PUT).late == 300
    assert ec600s.limits('AT+QFTPOPEN="ftp.example"').late == 125
    assert ec600s.limits("AT+QFTPPWD").late == 90
    assert ec600s.limits("AT+QFTPPWD", {"ftp rsptimeout": "40"}).late == 40


@pytest.mark.parametrize("line", ['AT+QFTPCFG="account","lamp7","pw"', '+QSMTPCFG: "account", "lamp7","pw"'])
def test_accounts_are_hidden(ec600s: Knowledge, line: str) -> None:
    assert ec600s.mask(line).count(MASK) == 2


def test_eg800k_gives_a_transfer_up() -> None:
    eg800k = Knowledge(resource("manuals"), profile="eg800k", cache="")
    assert "NO CARRIER" in eg800k.explain("AT+QFTPGET=?").summary
    assert "stars" in meanings(eg800k, '+QFTPCFG: "account","lamp7","****"', 'AT+QFTPCFG="account"')["password"]


@pytest.mark.parametrize(
    ("command", "stream", "kinds"),
    [
        ("AT+QSMTPBODY=0,4,60", "\r\nCONNECT\r\n\r\n+QSMTPBODY: 4\r\n\r\nOK\r\n", "final answer final"),
        (GET, "\r\nCONNECT\r\nERROR 5\r\n\r\nOK\r\n\r\n+QFTPGET: 0,9\r\n", "final data data final late"),
        ('AT+QFTPPUT="a","UFS:a"', "\r\nOK\r\n\r\n+QFTPPUT: 0,9\r\n", "final late"),
        ("AT+QFTPSTAT", "\r\n+QFTPSTAT: 0,1\r\n\r\nOK\r\n", "late final"),
    ],
)
def test_data_modes(ec600s: Knowledge, command: str, stream: str, kinds: str) -> None:
    engine = Engine(ec600s.dialect)
    engine.command(command)
    events = [event for event in engine.receive(stream.encode()) if isinstance(event, Event)]
    assert " ".join(event.kind for event in events) == kinds


@pytest.mark.usefixtures("chinese")
def test_chinese(ec600s: Knowledge) -> None:
    told = ec600s.explain("+QSMTPPUT: 677,535", after=PUT)
    assert told.note == "未发送：用户名或密码不被接受 (535)"
