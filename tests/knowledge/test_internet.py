"""Sockets, files, web requests and TLS of Quectel modules, as they stand in logs."""

from __future__ import annotations

import pytest

from atbench.at.engine import Engine
from atbench.at.events import Event
from atbench.files import resource
from atbench.knowledge import Knowledge

QIOPEN = 'AT+QIOPEN=1,0,"TCP","tcp.example",7000,0,0'
QSSLOPEN = 'AT+QSSLOPEN=1,2,4,"tls.example",8883,0'


@pytest.mark.parametrize(
    ("line", "after", "kind", "summary", "note"),
    [
        ("+QIOPEN: 0,0", "", "late", "Socket 0 is open", "socket 0 open"),
        ("+QIOPEN: 0,569", "", "late", "Socket 0: timed out", "socket 0: timed out"),
        ("+QIRD: 0", "AT+QIRD=0,1500", "answer", "Nothing waits to be read", ""),
        ("+QIRD: 14,14,0", "AT+QIRD=0,0", "answer", "Received: 14 bytes, of them not yet read: 0", ""),
        ("+QISEND: 9,9,0", "AT+QISEND=0,0", "answer", "Sent: 9 bytes, of them not yet acknowledged: 0", ""),
        (
            '+QISTATE: 1,"TCP LISTENER","10.7.157.1",0,2020,3,1,1,0,"usbmodem"',
            "AT+QISTATE=0,1",
            "answer",
            "Socket 1, TCP server, 10.7.157.1: listening",
            "",
        ),
        ('+QIURC: "recv",0', "", "urc", "Data came for socket 0: read it with AT+QIRD=0", "data for socket 0"),
        ('+QIURC: "recv",2,4,"10.0.0.9",7000', "", "urc", "Socket 2: 4 bytes follow", "socket 2: 4 bytes"),
        ('+QIURC: "incoming full"', "", "urc", "No socket is left for another connection", "no socket left"),
        ('+QIURC: "dnsgip","203.0.113.7"', "", "late", "An address of the host: 203.0.113.7", "203.0.113.7"),
        ("+QPING: 569", "", "late", "Ping: timed out", "timed out"),
        ("+QIGETERROR: 0,operate successfully", "AT+QIGETERROR", "answer", "The last TCP/IP command succeeded", ""),
        ("+QFLDS: 578847, 917503", 'AT+QFLDS="UFS"', "answer", "Free: 578847 of 917503 bytes", ""),
        ("+QFLDS: 6144,3", "AT+QFLDS", "answer", "Files: 3, of 6144 bytes together", ""),
        ("+QFLST: UFS:test.txt,1000", 'AT+QFLST="*"', "answer", "UFS:test.txt: 1000 bytes", ""),
        ("+QFUPL: 28,f5f", 'AT+QFUPL="a.txt",28', "answer", "28 bytes are in the file, checksum f5f", ""),
        ("+QFOPEN: 20", 'AT+QFOPEN="SD:1.txt",1', "answer", "The file is open, its handle is 20", ""),
        ("+QHTTPGET: 0,200", "", "late", "GET: the server answered 200, OK; the length is not told", "200 OK"),
        ("+QHTTPPOST: 727", "", "late", "POST: waiting for data timed out", "POST: waiting for data timed out"),
        ("+QHTTPGET: Http unknown error", "", "late", "GET: unknown error", "GET: unknown error"),
        ("+QHTTPREAD: 0", "", "late", "Reading the answer: success", "reading: success"),
        ("+QSSLOPEN: 4,0", "", "late", "TLS socket 4 is open", "TLS socket 4 open"),
        ('+QSSLURC: "closed",4', "", "urc", "TLS socket 4 was closed", "TLS socket 4 closed"),
        ('+QSSLCFG: "sslversion",1,1', 'AT+QSSLCFG="sslversion",1', "answer", "TLS settings 1: TLS 1.0 only", ""),
    ],
)
def test_lines(ec600s: Knowledge, line: str, after: str, kind: str, summary: str, note: str) -> None:
    told = ec600s.explain(line, after=after)
    assert (told.kind, told.note) == (kind, note)
    assert told.summary.startswith(summary)


@pytest.mark.parametrize(
    ("line", "after", "table", "meaning", "remedy"),
    [
        ("+CME ERROR: 407", 'AT+QFUPL="a.txt",28', "file", "file exists already", 'AT+QFDEL="a.txt"'),
        ("+CME ERROR: 402", "AT+QFREAD=1", "file", "nothing was read", "AT+QFSEEK=1,0,0"),
        ("+CME ERROR: 714", "AT+QHTTPGET=80", "http", "DNS resolution failed", "AT+QIDNSCFG=1"),
        ("+CME ERROR: 716", "AT+QHTTPGET=80", "http", "could not connect", "AT+QIDNSCFG=1"),
        ("+CME ERROR: HTTP(S) DNS error", "AT+QHTTPGET=80", "http", "DNS resolution failed", "AT+QIDNSCFG=1"),
        ("+QHTTPGET: 0,404", "", "http_rsp", "not found", "AT+QHTTPURL?"),
        ("+QIOPEN: 0,563", QIOPEN, "tcpip", "number of the socket in use", "AT+QICLOSE=0"),
        ("+QSSLOPEN: 4,579", QSSLOPEN, "tcpip", "TLS handshake failed", 'AT+QSSLCFG="sslversion",2,4'),
        ("ERROR", QIOPEN, "final", "The command was not carried out.", "AT+QIGETERROR"),
        ("ERROR", "AT+QISEND=0,5", "final", "The command was not carried out.", "AT+QIGETERROR"),
    ],
)
def test_errors(ec600s: Knowledge, line: str, after: str, table: str, meaning: str, remedy: str) -> None:
    late = Event("late", b"", line.encode(), after, line.partition(":")[0], False) if line[:2] == "+Q" else None
    told = ec600s.explain(line, event=late, after=after)
    assert told.error
    assert (told.error.table, told.error.meaning) == (table, meaning)
    assert remedy in told.remedies


def test_an_old_tls_version_is_the_first_suspect(ec600s: Knowledge) -> None:
    told = ec600s.explain("+QSSLOPEN: 4,579")
    assert told.error
    assert told.error.causes[0].startswith("sslversion is 1 to 3")


@pytest.mark.parametrize(
    ("line", "command", "facts"),
    [
        ("OK", "AT+QIACT=1", {"context 1": "active"}),
        ('+QIURC: "pdpdeact",1', "", {"context 1": "inactive", "address 1": "", "socket *": "closed"}),
        ("+QIOPEN: 0,0", QIOPEN, {"socket 0": "open"}),
        ("+QIOPEN: 0,566", QIOPEN, {}),
        ('+QIURC: "closed",0', "", {"socket 0": "closed"}),
        ("+QFOPEN: 1", 'AT+QFOPEN="a.txt"', {"file 1": "open"}),
        ("OK", "AT+QFCLOSE=1", {"file 1": "closed"}),
        ("OK", "AT+QHTTPURL=23", {"http": "url"}),
        ("+QHTTPGET: 0,404", "AT+QHTTPGET", {"http": "sent"}),
    ],
)
def test_facts(ec600s: Knowledge, line: str, command: str, facts: dict[str, str]) -> None:
    name = line.partition(":")[0]
    kind = "final" if line == "OK" else "urc" if "QIURC" in line else "answer" if "QFOPEN" in line else "late"
    assert dict(ec600s.told(Event(kind, b"", line.encode(), command, name, True))) == facts


def test_what_was_heard_explains_a_plain_error(ec600s: Knowledge) -> None:
    told = ec600s.explain("ERROR", after="AT+QHTTPREAD", facts={"http": "url"})
    assert told.error
    assert "No request was answered yet" in told.error.causes[0]


def test_a_module_with_a_clock_of_its_own() -> None:
    eg800k = Knowledge(resource("manuals"), profile="eg800k", cache="")
    assert "UTC" in eg800k.explain('+QNTP: 0,"2024/05/06,06:10:00+32"').summary


@pytest.mark.parametrize(
    ("command", "stream", "kinds"),
    [
        (
            'AT+QFUPL="a.txt",3000,5,1',
            b"\r\nCONNECT\r\nAA\r\n+QFUPL: 3000,b34a\r\n\r\nOK\r\n",
            "final answer answer final",
        ),
        ('AT+QFDWL="a.txt"', b"\r\nCONNECT\r\nRDY\r\n+QFDWL: 5,613e\r\n\r\nOK\r\n", "final data answer final"),
        ("AT+QFREAD=1,3", b"\r\nCONNECT 3\r\nRDY\r\nOK\r\n", "final data final"),
        ("AT+QHTTPREAD", b"\r\nCONNECT\r\n<b>\r\nRDY\r\nOK\r\n\r\n+QHTTPREAD: 0\r\n", "final data data final late"),
        ("AT+QHTTPGETEX=80,0,9", b"\r\nOK\r\n\r\n+QHTTPGET: 0,206,9\r\n", "final late"),
        ("AT+QSSLRECV=4,9", b"\r\n+QSSLRECV: 3\r\nRDY\r\n\r\nOK\r\n", "answer data final"),
        (
            'AT+QIDNSGIP=1,"h"',
            b'\r\nOK\r\n\r\n+QIURC: "dnsgip",0,1,9\r\n\r\n+QIURC: "dnsgip","10.0.0.1"\r\n',
            "final late late",
        ),
    ],
)
def test_streams(ec600s: Knowledge, command: str, stream: bytes, kinds: str) -> None:
    engine = Engine(ec600s.dialect)
    engine.command(command)
    events = [event for event in engine.receive(stream) if isinstance(event, Event) and event.line]
    assert [event.kind for event in events] == kinds.split()
    assert all(event.sure for event in events)
