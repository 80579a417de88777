"""Chapter 3 of the Quectel HTTP(S) note V1.0, with other hosts, bodies and lengths, and the request of 1.3.1."""

import pytest

from atbench.virtual.far_end.web import PAGE

from .script import play

START = """
> AT+QHTTPCFG="contextid",1
< OK
> AT+QIACT?
< OK
> AT+QICSGP=1,1,"net.example","","",1
< OK
> AT+QIACT=1
< OK
> AT+QIACT?
< +QIACT: 1,1,1,"10.83.21.107"
< OK
"""
TLS = """
> AT+QHTTPCFG="sslctxid",1
< OK
> AT+QSSLCFG="sslversion",1,4
< OK
> AT+QSSLCFG="ciphersuite",1,0xFFFF
< OK
> AT+QSSLCFG="seclevel",1,{level}
< OK
"""
MUTUAL = """
> AT+QSSLCFG="cacert",1,"UFS:root.pem"
< OK
> AT+QSSLCFG="clientcert",1,"UFS:lamp.pem"
< OK
> AT+QSSLCFG="clientkey",1,"UFS:lamp_key.pem"
< OK
"""
URL = """
> AT+QHTTPURL={size},80
< CONNECT
>> {url}
< OK
"""
HEAD = """
> AT+QHTTPCFG="responseheader",1
< OK
"""
GET = f"""
> AT+QHTTPGET=80
< OK
< +QHTTPGET: 0,200,{len(PAGE)}
"""
READ = """
> AT+QHTTPREAD=80
< CONNECT
! head
<< {page}
< OK
< +QHTTPREAD: 0
"""
TO_FILE = """
> AT+QHTTPREADFILE="UFS:answer.txt",80
< OK
< +QHTTPREADFILE: 0
> AT+QFLST="answer.txt"
< +QFLST: "UFS:answer.txt",…
< OK
"""
POST = """
> AT+QHTTPPOST={size},80,80
< CONNECT
>> {body}
< OK
< +QHTTPPOST: 0,200,{size}
> AT+QHTTPREAD=80
< CONNECT
<< {body}
< OK
< +QHTTPREAD: 0
"""
POST_FILE = """
> AT+QHTTPPOSTFILE="UFS:body.txt",80
< OK
< +QHTTPPOSTFILE: 0,200,{size}
"""
BODY = b"lamp=7&state=on&since=10"


def url(text):
    return URL.replace("{size}", str(len(text))).replace("{url}", text)


def sized(script):
    return script.replace("{size}", str(len(BODY)))


def start(talk, level=None):
    play(talk, START)
    if level is not None:
        pytest.importorskip("trustme")
        play(talk, TLS.replace("{level}", str(level)))
    if level:
        ours = talk.far_end.certificates
        for name, data in (("root", ours.ca), ("lamp", ours.client), ("lamp_key", ours.key)):
            talk.upload(f"UFS:{name}.pem", data)
        play(talk, MUTUAL)


@pytest.mark.parametrize(("level", "place"), [(None, "HTTP://web.example/"), (0, "https://web.example")])
def test_get(talk, level, place):
    """3.1.1 and 3.2.1: both ways to read; TLS of today, since servers take no 1.0 with RC4."""
    start(talk, level)
    play(talk, HEAD)
    for way in (READ, TO_FILE):
        play(talk, url(place) + GET)
        play(talk, way, page=PAGE, head=lambda: talk.hear("HTTP/1.1 200 OK\r\n", "\r\n\r\n"))


@pytest.mark.parametrize("level", [None, 2])
def test_post(talk, level):
    """3.1.2.1 and 3.2.2.1."""
    start(talk, level)
    play(talk, url(f"http{'' if level is None else 's'}://shop.example/order"))
    play(talk, sized(POST), body=BODY)
    assert talk.far_end.requests[0].body == BODY


@pytest.mark.parametrize("level", [None, 2])
def test_post_of_a_file(talk, level):
    """3.1.2.2 and 3.2.2.2."""
    start(talk, level)
    talk.upload("UFS:body.txt", BODY)
    play(talk, url(f"http{'' if level is None else 's'}://shop.example/order") + sized(POST_FILE) + TO_FILE)
    assert talk.far_end.requests[0].body == BODY
    talk.say('AT+QFDWL="answer.txt"')
    talk.hear("\r\nCONNECT\r\n" + BODY.decode() + "\r\n", "OK\r\n")


def test_a_header_of_ones_own(talk):
    """1.3.1."""
    start(talk)
    lines = (
        "POST /order HTTP/1.1",
        "Host: shop.example:8011",
        "Accept: */*",
        "User-Agent: LAMP",
        "Connection: Keep-Alive",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(BODY)}",
    )
    whole = "\r\n".join((*lines, "", "")).encode() + BODY
    play(talk, '> AT+QHTTPCFG="requestheader",1\n< OK' + url("http://shop.example/order"))
    play(
        talk,
        f"> AT+QHTTPPOST={len(whole)},80,80\n< CONNECT\n>> {{whole}}\n< OK\n< +QHTTPPOST: 0,200,{len(BODY)}",
        whole=whole,
    )
    assert talk.far_end.requests[0].headers["user-agent"] == "LAMP" and talk.far_end.requests[0].body == BODY
