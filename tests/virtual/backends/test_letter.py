"""How a mail is written."""

import email
import email.policy

import pytest

from atbench.virtual.backends.letter import BCC, CC, TO, Letter, header

MAIL = Letter(b"Lamp 7", "lamp7@mail.example", ((TO, "a@b.example"), (CC, "c@d.example"), (BCC, "e@f.example")), b"Hi")


def test_a_plain_mail():
    assert MAIL.write(0).split(b"\r\n\r\n") == [
        b"Date: Thu, 01 Jan 1970 00:00:00 -0000\r\n"
        b'From: "Lamp 7" <lamp7@mail.example>\r\n'
        b"To: <a@b.example>\r\n"
        b"Cc: <c@d.example>\r\n"
        b"Subject: Hi\r\n"
        b"MIME-Version: 1.0\r\n"
        b'Content-Type: text/plain; charset="US-ASCII"\r\n'
        b"Content-Transfer-Encoding: base64",
        b"",
    ]


@pytest.mark.parametrize(
    ("data", "charset", "written"),
    [
        (b"", "US-ASCII", b""),
        (b"Hi", "US-ASCII", b"Hi"),
        (b"Hi", "UTF-8", b"=?UTF-8?B?SGk=?="),
        (b"", "UTF-8", b"=?UTF-8?B??="),
        ("温".encode(), "UTF-8", b"=?UTF-8?B?5rip?="),
        (b"\xff\xfe", "UTF-8", b"=?UTF-8?B?//4=?="),  # no letters at all
    ],
)
def test_headers(data, charset, written):
    assert header(data, charset) == written


@pytest.mark.parametrize(
    ("text", "charset", "codec"),
    [("a温" * 30, "UTF-8", "utf-8"), ("溫" * 50, "BIG5", "big5"), ("温1" * 33, "GB2312", "gbk")],
)
def test_long_headers(text, charset, codec):
    """Each word of its own is text, and short enough."""
    words = header(text.encode(codec), charset).split(b"\r\n ")
    parts = [email.header.decode_header(word.decode())[0] for word in words]
    assert "".join(part.decode(codec) for part, _ in parts) == text
    assert len(words) > 1 and max(map(len, words)) <= 75


def test_parts():
    files = (("a.txt", bytes(range(256))), ("é.txt", b""))
    data = Letter(b"", "x@y.example", ((TO, "a@b.example"),), b"", 0, b"body", 1, files=files).write(0)
    message = email.message_from_bytes(data, policy=email.policy.SMTP)
    assert not message.defects and message["From"] == "x@y.example"
    body, *attached = message.iter_parts()
    assert (body.get_payload(decode=True), body.get_content_charset()) == (b"body", "utf-8")
    assert [part.get_payload(decode=True) for part in attached] == [bytes(range(256)), b""]
    assert attached[0].get_filename() == "a.txt"
