"""Reading what arrived."""

import pytest

from atbench.virtual.far_end.mails import Envelope, parse

ENVELOPE = Envelope("a@b.example", ("c@d.example",), "bench", True, 0.0)


def test_a_mail_by_somebody_else():
    """Nested parts, a header that is folded, two charsets in one subject, an HTML twin of the text."""
    data = (
        b"From: Lamp <lamp@mail.example>\r\nTo: One <one@mail.example>,\r\n two@mail.example\r\n"
        b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= and\r\n =?gb2312?B?zsK2yA==?=\r\n"
        b'Content-Type: multipart/mixed; boundary="o"\r\n\r\n--o\r\n'
        b'Content-Type: multipart/alternative; boundary="i"\r\n\r\n--i\r\n'
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"gr=C3=BCn\r\n--i\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--i--\r\n--o\r\n"
        b'Content-Type: image/png\r\nContent-Disposition: attachment; filename="=?utf-8?b?5rip?=.png"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--o--\r\n"
    )
    mail = parse(data, ENVELOPE)
    assert mail.data == data and mail.envelope is ENVELOPE
    assert mail.to == ("one@mail.example", "two@mail.example") and mail.cc == ()
    assert (mail.subject, mail.text, mail.charset) == ("Grüße and 温度", "grün", "utf-8")
    assert [(one.name, one.data) for one in mail.attachments][-1] == ("温.png", b"\0\1\2")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n",
        b"no mail at all",
        b"\xff\xfe\x00",
        b"Content-Type: multipart/mixed\r\n\r\n--",
        b"Content-Type: text/plain; charset=nonsense\r\nSubject: =?nonsense?b?//8=?=\r\n\r\n\xff",
        b"Subject: =?utf-8?b?A?=\r\nContent-Transfer-Encoding: base64\r\n\r\nA",
        b"To: \xff, <\r\nSubject: \xff\r\n\r\n",
        b"Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nx",
    ],
)
def test_what_is_no_mail(data):
    mail = parse(data, ENVELOPE)
    assert mail.data == data and isinstance(mail.text, str) and isinstance(mail.subject, str)
