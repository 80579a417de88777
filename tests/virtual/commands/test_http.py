"""Web requests: what arrives at the server, what comes back, and what goes wrong."""

import pytest

from atbench.virtual.far_end.web import PAGE

from ..talk import Talk

AWKWARD = b"\r\nOK\r\n\x00\x1a+++\r\nCONNECT\r\n\xff" + bytes(range(256))


@pytest.fixture
def online(talk):
    assert talk.ask("AT+QIACT=1") == "OK"
    return talk


def url(talk, text: str, final: str = "OK") -> None:
    talk.say(f"AT+QHTTPURL={len(text)},80")
    talk.hear("\r\nCONNECT\r\n")
    talk.say(text.encode(), end="")
    talk.hear(f"\r\n{final}\r\n")


def get(talk, text: str) -> str:
    """The late line of a GET."""
    url(talk, text)
    assert talk.ask("AT+QHTTPGET=80") == "OK"
    talk.hear("\r\n+QHTTPGET: ")
    return talk.hear("\r\n").decode().strip()


def post(talk, data: bytes, values: str = ",80,80") -> str:
    talk.say(f"AT+QHTTPPOST={len(data)}{values}")
    talk.hear("\r\nCONNECT\r\n")
    talk.say(data, end="")
    talk.hear("\r\nOK\r\n", "\r\n+QHTTPPOST: ")
    return talk.hear("\r\n").decode().strip()


def read(talk) -> bytes:
    talk.say("AT+QHTTPREAD=80")
    talk.hear("\r\nCONNECT\r\n")
    return talk.hear("\r\nOK\r\n\r\n+QHTTPREAD: 0\r\n").removesuffix(b"\r\nOK\r\n\r\n+QHTTPREAD: 0\r\n")


def test_the_example_of_the_note(online):
    """3.1.1, with another server."""
    assert online.ask('AT+QHTTPCFG="contextid",1') == "OK"
    assert online.ask('AT+QHTTPCFG="responseheader",1') == "OK"
    assert get(online, "HTTP://web.example/") == f"0,200,{len(PAGE)}"
    answer = read(online)
    assert answer.startswith(b"HTTP/1.1 200 OK\r\nServer: ")
    assert answer.endswith(b"\r\n\r\n" + PAGE)
    assert online.ask("AT+QHTTPREAD=80") == "+CME ERROR: 705"  # it is read once
    assert online.ask("AT+QHTTPURL?") == "+QHTTPURL: HTTP://web.example/|OK"


@pytest.mark.parametrize("place", ["http://web.example/x?y=1", "https://web.example/x?y=1"])
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (0, "application/x-www-form-urlencoded"),
        (1, "text/plain"),
        (2, "application/octet-stream"),
        (3, "multipart/form-data"),
    ],
)
def test_what_is_posted_arrives(online, place, kind, name):
    if place.startswith("https"):
        pytest.importorskip("trustme")
    assert online.ask(f'AT+QHTTPCFG="contenttype",{kind}') == "OK"
    url(online, place)
    assert post(online, AWKWARD) == f"0,200,{len(AWKWARD)}"
    (request,) = online.far_end.requests
    assert (request.method, request.target, request.body) == ("POST", "/x?y=1", AWKWARD)
    assert (request.headers["host"], request.headers["content-type"]) == ("web.example", name)
    assert read(online) == AWKWARD


def test_files_there_and_back(online):
    """3.1.2.2."""
    online.upload("2.txt", AWKWARD)
    url(online, "http://web.example/")
    assert online.ask('AT+QHTTPPOSTFILE="UFS:2.txt",80') == "OK"
    online.hear(f"\r\n+QHTTPPOSTFILE: 0,200,{len(AWKWARD)}\r\n")
    assert online.far_end.requests[0].body == AWKWARD
    assert online.ask('AT+QHTTPREADFILE="UFS:3.txt",80') == "OK"
    online.hear("\r\n+QHTTPREADFILE: 0\r\n")
    online.say('AT+QFDWL="3.txt"')
    assert online.hear("\r\nCONNECT\r\n", AWKWARD)
    online.hear("OK\r\n")


def test_two_files_in_one_request(online):
    online.upload("1.txt", b"one,")
    online.upload("2.txt", b"two")
    url(online, "http://web.example/")
    assert online.ask('AT+QHTTPPOSTFILE="1.txt",80,1') == "OK"
    assert online.ask('AT+QHTTPPOSTFILE="2.txt",80,2') == "OK"
    online.hear("+QHTTPPOSTFILE: 0,200,7\r\n")
    assert [request.body for request in online.far_end.requests] == [b"one,two"]


def test_a_header_of_ones_own(online):
    assert online.ask('AT+QHTTPCFG="requestheader",1') == "OK"
    url(online, "http://web.example/")
    whole = b"GET /status/204 HTTP/1.1\r\nHost: other.example\r\nX-Lamp: 7\r\n\r\n"
    online.say(f"AT+QHTTPGET=80,{len(whole)},80")
    online.hear("\r\nCONNECT\r\n")
    online.say(whole, end="")
    online.hear("\r\nOK\r\n", "\r\n+QHTTPGET: 0,204,0\r\n")
    whole = b"POST /p HTTP/1.1\r\nHost: other.example\r\nContent-Length: 3\r\n\r\nabc"
    assert post(online, whole) == "0,200,3"
    first, second = online.far_end.requests
    assert (first.target, first.headers["x-lamp"]) == ("/status/204", "7")
    assert (second.target, second.body) == ("/p", b"abc")
    assert read(online) == b"abc"


def test_a_part(online):
    url(online, "http://web.example/bytes/1000")
    assert online.ask("AT+QHTTPGETEX=80,10,20") == "OK"
    online.hear("\r\n+QHTTPGET: 0,206,20\r\n")
    assert read(online) == bytes(place * 7 % 256 for place in range(10, 30))


@pytest.mark.parametrize("size", [0, 1, 4096, 300_000])
def test_sizes(online, size):
    assert get(online, f"http://web.example/bytes/{size}") == f"0,200,{size}"
    assert read(online) == bytes(place * 7 % 256 for place in range(size))


@pytest.mark.parametrize("status", [404, 403, 500, 302])
def test_the_servers_no(online, status):
    place = "moved" if status == 302 else f"status/{status}"
    assert get(online, f"http://web.example/{place}") == f"0,{status},0"


def test_a_length_that_is_not_told(online):
    online.far_end.web_moods.lengths = False
    assert get(online, "http://web.example/") == "0,200"
    assert read(online) == PAGE


def test_an_answer_that_breaks_off(online):
    online.far_end.web_moods.cut = True
    assert get(online, "http://web.example/") == f"0,200,{len(PAGE)}"
    online.say("AT+QHTTPREAD")
    online.hear("\r\nCONNECT\r\n", "\r\nOK\r\n", "\r\n+QHTTPREAD: 719\r\n")


def test_a_server_that_does_not_answer():
    with Talk(speed=100) as talk:
        assert talk.ask("AT+QIACT=1") == "OK"
        talk.far_end.mute = True
        url(talk, "http://web.example/")
        assert talk.ask("AT+QHTTPGET=20") == "OK"
        assert talk.ask("AT+QHTTPGET=30") == "+CME ERROR: 703"
        assert talk.ask('AT+QHTTPCFG="contextid",2') == "+CME ERROR: 703"
        talk.hear("\r\n+QHTTPGET: 728\r\n")
        assert talk.ask("AT+QHTTPGET=300") == "OK"
        assert talk.ask("AT+QHTTPSTOP") == "OK"
        talk.silence()


def test_bytes_that_stay_away(online):
    online.say("AT+QHTTPURL=30,2")
    online.hear("CONNECT\r\n")
    online.say(b"http://", end="")
    online.hear("\r\n+CME ERROR: 726\r\n")
    url(online, "http://web.example/")
    online.say("AT+QHTTPPOST=30,2,80")
    online.hear("CONNECT\r\n")
    online.say(b"some", end="")
    online.hear("\r\n+QHTTPPOST: 727\r\n")
    online.silence()


def test_the_context_goes_while_a_request_is_under_way(online):
    online.far_end.mute = True
    url(online, "http://web.example/")
    assert online.ask("AT+QHTTPGET=80") == "OK"
    assert online.far_end.wait_for(lambda end: bool(end.requests), 5)
    assert online.ask("AT+QIDEACT=1") == "OK"
    online.hear("\r\n+QHTTPGET: 709\r\n")


def test_an_answer_that_comes_by_itself(online):
    for setting in ('"rspout/auto",1', '"closed/ind",1'):
        assert online.ask(f"AT+QHTTPCFG={setting}") == "OK"
    assert get(online, "http://web.example/") == f"0,200,{len(PAGE)}"
    online.hear(b"\r\n" + PAGE, '\r\n+QHTTPURC: "closed"\r\n')
    assert online.ask("AT+QHTTPREAD") == "+CME ERROR: 705"
