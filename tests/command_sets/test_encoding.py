from __future__ import annotations

import codecs

import pytest

from atbench.command_sets.encoding import decode

TEXT = '[1]\r\nCMD=AT+X="灯"\r\n'


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"[1]\r\nCMD=AT\r\n", "utf-8"),
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("gbk"), "gb18030"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        ("[1]\r\nCMD=é\r\n".encode("cp1252"), "cp1252"),
        (b"[1]\r\nCMD=AT\r\n".decode().encode("utf-16-le"), "utf-16-le"),
        (b"[1]\r\nCMD=AT\r\n".decode().encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_finds_the_encoding(data: bytes, name: str) -> None:
    text, encoding, told = decode(data)
    assert encoding == name
    assert text in (TEXT, "[1]\r\nCMD=AT\r\n", "[1]\r\nCMD=é\r\n")
    assert bool(told) == name.startswith("utf-16-")


def test_a_gbk_character_with_the_byte_0x85_stays_whole() -> None:
    text, name, _told = decode("[1]\r\nCMD=叁\r\n".encode("gbk"))
    assert (text, name) == ("[1]\r\nCMD=叁\r\n", "gb18030")


@pytest.mark.parametrize(("codec", "name"), [("utf-8", "utf-8"), ("gbk", "gb18030")])
def test_a_file_cut_inside_a_character(codec: str, name: str) -> None:
    text, encoding, told = decode("[1]\r\nCMD=灯灯".encode(codec)[:-1])
    assert (text, encoding) == ("[1]\r\nCMD=灯\ufffd", name)
    assert told == ["The file ends in the middle of a character; it may be cut off"]


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (codecs.BOM_UTF16_LE + b"[\x001", "half a character"),
        (codecs.BOM_UTF8 + b"[1]\xff\xff", "byte 3 is no UTF-8"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8[\x00", "damaged"),
    ],
)
def test_damage_is_said_in_one_sentence(data: bytes, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        decode(data)
