"""A mail as a module writes it: headers, body and attachments in MIME.

Sources: Quectel SMTP note V1.0, 2.2.1 to 2.2.5, for what goes in; RFC 5322, 2045 and 2047 for the form. How real
modules order and encode the parts is not told anywhere: body and attachments go in Base64, so that every byte arrives.
"""

from __future__ import annotations

import base64
import email.utils
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

CHARSETS = ("US-ASCII", "UTF-8", "GB2312", "BIG5")  # <charset>
_CODECS = {"UTF-8": "utf-8", "GB2312": "gb18030", "BIG5": "big5"}
TO, CC, BCC = 1, 2, 3  # <type> of AT+QSMTPDST
_WORD = 39  # bytes whose encoded word fits behind `Subject: ` into a line of 76 letters
_LINE = 57  # bytes that make a Base64 line of 76 letters


@dataclass(frozen=True, slots=True)
class Letter:
    """What AT+QSMTPCFG, DST, SUB, BODY and ATT set; `files` are names and bytes, charsets are those of <charset>.

    `original`: the body goes as it was typed, and without its charset.
    """

    sender: bytes
    address: str
    recipients: tuple[tuple[int, str], ...]
    subject: bytes
    subject_charset: int = 0
    body: bytes = b""
    body_charset: int = 0
    original: bool = False
    files: tuple[tuple[str, bytes], ...] = ()

    def write(self, now: float) -> bytes:
        """The mail for `now`, seconds since the epoch. Blind copies are not named in it."""
        headers = [b"Date: " + email.utils.formatdate(now).encode(), b"From: " + self._from()]
        headers += [
            name + b": " + b",\r\n ".join(f"<{address}>".encode("latin-1") for address in found)
            for name, kind in ((b"To", TO), (b"Cc", CC))
            if (found := [address for type_, address in self.recipients if type_ == kind])
        ]
        headers += [b"Subject: " + header(self.subject, CHARSETS[self.subject_charset]), b"MIME-Version: 1.0"]
        return b"\r\n".join((*headers, self._content()))

    def _from(self) -> bytes:
        address = b"<" + self.address.encode("latin-1") + b">"
        if not self.sender:
            return address
        name = b'"' + self.sender.replace(b"\\", b"\\\\") + b'"' if self.sender.isascii() else header(self.sender)
        return name + b" " + address

    def _content(self) -> bytes:
        text = self._text()
        if not self.files:
            return text
        mark = uuid.uuid4().hex.encode()
        parts = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in (text, *map(_attachment, self.files)))
        return b'Content-Type: multipart/mixed; boundary="' + mark + b'"\r\n\r\n' + parts + b"--" + mark + b"--\r\n"

    def _text(self) -> bytes:
        if self.original:
            return b"Content-Type: text/plain\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + self.body
        charset = CHARSETS[self.body_charset].encode()
        return b'Content-Type: text/plain; charset="' + charset + b'"\r\n' + _base64(self.body)


def header(data: bytes, charset: str = "UTF-8") -> bytes:
    """ASCII as it is; all others as encoded words of RFC 2047, no letter torn apart."""
    if charset not in _CODECS:
        return data
    words = (base64.b64encode(part) for part in _parts(data, _CODECS[charset]))
    return b"\r\n ".join(f"=?{charset}?B?".encode() + word + b"?=" for word in words)


def _parts(data: bytes, codec: str) -> Iterator[bytes]:
    part = b""
    for letter in _letters(data, codec):
        if len(part) + len(letter) > _WORD:
            yield part
            part = b""
        part += letter
    yield part


def _letters(data: bytes, codec: str) -> list[bytes]:
    """The bytes of each letter; what is no text in this charset goes byte by byte."""
    try:
        return [letter.encode(codec) for letter in data.decode(codec)]
    except UnicodeError:
        return [data[place : place + 1] for place in range(len(data))]


def _attachment(file: tuple[str, bytes]) -> bytes:
    name, data = file[0].encode("latin-1"), file[1]
    told = name if name.isascii() else header(name)
    kind = b'Content-Type: application/octet-stream; name="' + told + b'"\r\n'
    return kind + b'Content-Disposition: attachment; filename="' + told + b'"\r\n' + _base64(data)


def _base64(data: bytes) -> bytes:
    lines = (base64.b64encode(data[place : place + _LINE]) for place in range(0, len(data), _LINE))
    return b"Content-Transfer-Encoding: base64\r\n\r\n" + b"".join(line + b"\r\n" for line in lines)
