"""What is in a mail arrives: byte for byte, in every character set, to everybody."""

import random

import pytest

from .mailing import TO, Mailing

pytest.importorskip("aiosmtpd")
pytest.importorskip("trustme")


@pytest.fixture
def talk():
    with Mailing() as talk:
        yield talk


def test_a_body_of_10_kb_and_ten_attachments(talk):
    """Everything at its limit, over TLS: every byte value, lines of dots, bare line ends, a recipient in each kind."""
    dice = random.Random(1)
    body = (b".\r\n..\r\n.\n\r\r\n\r\n.\r\n\x00\xff+++" + dice.randbytes(10240))[:10240]
    files = {f"{index}.bin": dice.randbytes(index * 1000 + index) for index in range(1, 11)}
    talk.server(465, 1)
    addresses = [f"{number}@mail.example" for number in range(20)]
    for number, address in enumerate(addresses):
        assert talk.ask(f'AT+QSMTPDST=1,{number % 3 + 1},"{address}"') == "OK"
    for index, (name, data) in enumerate(files.items(), 1):
        talk.attach(index, ("RAM:", "UFS:", "SD:", "")[index % 4] + name, data)
    talk.body(body)
    assert talk.put(600) == "0,0"
    (mail,) = talk.far_end.mails
    assert mail.body == body
    assert dict(mail.attachments) == files and len(mail.attachments) == 10
    assert mail.envelope.recipients == tuple(addresses)
    assert (mail.to, mail.cc) == (tuple(addresses[0::3]), tuple(addresses[1::3]))
    assert not any(f"<{address}>".encode() in mail.data for address in addresses[2::3])  # blind copies stay blind


TEXTS = [
    (0, "ascii", "Temperature 21.5 C", "us-ascii"),
    (1, "utf-8", "温度报告：21.5 ℃ — über 20 🌡", "utf-8"),
    (2, "gb2312", "温度报告：室外二十一度", "gb2312"),
    (3, "big5", "溫度報告：室外二十一度", "big5"),
]


@pytest.mark.parametrize(("number", "codec", "text", "label"), TEXTS)
def test_character_sets(talk, number, codec, text, label):
    coded = text.encode(codec)
    subject = text if number == 0 else coded.hex().upper()
    assert talk.ask(f'AT+QSMTPDST=1,1,"{TO}"') == "OK"
    assert talk.ask(f'AT+QSMTPSUB={number},"{subject}"') == "OK"
    talk.body(coded, number)
    assert talk.put() == "0,0"
    (mail,) = talk.far_end.mails
    assert (mail.subject, mail.text, mail.body, mail.charset) == (text, text, coded, label)


def test_the_longest_subject(talk):
    """100 bytes of two and three each: no letter is torn, no header line is too long (RFC 2047, 2)."""
    text = "温" * 33
    assert talk.ask(f'AT+QSMTPSUB=1,"{text.encode().hex()}"') == "OK"
    assert talk.ask(f'AT+QSMTPDST=1,1,"{TO}"') == "OK"
    assert talk.put() == "0,0"
    (mail,) = talk.far_end.mails
    assert mail.subject == text
    assert max(map(len, mail.data.splitlines())) <= 76


def test_a_body_as_it_was_typed(talk):
    """ "bodyoriginal": no character set, no coding."""
    talk.setting('"bodyoriginal",1')
    assert talk.ask(f'AT+QSMTPDST=1,1,"{TO}"') == "OK"
    body = "你好\r\n.\r\nall is well\r\n".encode("gb2312")
    talk.body(body, 2)
    assert talk.put() == "0,0"
    (mail,) = talk.far_end.mails
    assert mail.data.endswith(b"\r\n\r\n" + body)
    assert (mail.body, mail.charset) == (body, "") and b"charset" not in mail.data and b"base64" not in mail.data


def test_a_sender_in_chinese(talk):
    talk.setting('"sender","灯 7","bench@mail.example"')
    talk.letter()
    assert talk.put() == "0,0"
    assert talk.far_end.mails[0].sender == "灯 7 <bench@mail.example>"


def test_without_anything_but_a_recipient(talk):
    assert talk.ask(f'AT+QSMTPDST=1,3,"{TO}"') == "OK"
    assert talk.put() == "0,0"
    (mail,) = talk.far_end.mails
    assert (mail.subject, mail.body, mail.to, mail.envelope.recipients) == ("", b"", (), (TO,))


def test_the_same_mail_again_and_another_one(talk):
    talk.letter()
    assert [talk.put(), talk.put()] == ["0,0", "0,0"]
    talk.body(b"other")
    assert talk.put() == "0,0"
    assert [mail.body for mail in talk.far_end.mails] == [b"all is well\r\n"] * 2 + [b"other"]


def test_two_modules_each_with_its_server():
    with Mailing() as one, Mailing() as two:
        one.letter("one@mail.example")
        two.letter("two@mail.example")
        assert [one.put(), two.put()] == ["0,0", "0,0"]
        assert [mail.to for talk in (one, two) for mail in talk.far_end.mails] == [
            ("one@mail.example",),
            ("two@mail.example",),
        ]
