"""A mail that arrived: its exact bytes, and what a mail program would show of it."""

from __future__ import annotations

import email.header
import email.policy
import email.utils
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.message import Message
from email.parser import BytesParser
from typing import NamedTuple

# Labels that stand for less than is written under them; "" is no label at all.
_CODECS = {"gb2312": "gb18030", "us-ascii": "utf-8", "": "utf-8"}


class Attachment(NamedTuple):
    name: str
    data: bytes


class Envelope(NamedTuple):
    """What the server knew without opening the mail: `user` signed in ("": nobody), `secure`: it came over TLS."""

    sender: str
    recipients: tuple[str, ...]
    user: str
    secure: bool
    time: float  # seconds since the epoch


@dataclass(frozen=True, slots=True)
class Mail:
    """`data` is the mail byte by byte; the other fields are read out of it and are empty where it does not have them.

    `body` is the text as bytes, `charset` their label. Blind copies are in `envelope.recipients` alone.
    """

    data: bytes
    envelope: Envelope
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    body: bytes
    charset: str
    attachments: tuple[Attachment, ...]

    @property
    def text(self) -> str:
        return _decoded(self.body, self.charset)


def parse(data: bytes, envelope: Envelope) -> Mail:
    """Never fails: what cannot be read stays empty."""
    message = BytesParser(policy=email.policy.compat32).parsebytes(data)
    parts = [part for part in message.walk() if not part.is_multipart()]
    body = next((part for part in parts if part.get_content_disposition() != "attachment"), None)
    return Mail(
        data,
        envelope,
        _header(message["From"]),
        _addresses(message["To"]),
        _addresses(message["Cc"]),
        _header(message["Subject"]),
        _content(body) if body else b"",
        str(body.get_content_charset("")) if body else "",
        tuple(Attachment(_header(part.get_filename()), _content(part)) for part in parts if part is not body),
    )


def _addresses(value: object) -> tuple[str, ...]:
    return tuple(address for _name, address in email.utils.getaddresses([_header(value)]) if address)


def _header(value: object) -> str:
    """Unfolded, and its encoded words decoded."""
    if value is None:
        return ""
    text = "".join(str(value).splitlines())
    try:
        parts = email.header.decode_header(text)
    except HeaderParseError:
        return text
    return "".join(part if isinstance(part, str) else _decoded(part, charset or "") for part, charset in parts)


def _content(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _decoded(data: bytes, charset: str) -> str:
    try:
        return data.decode(_CODECS.get(charset.lower(), charset), "replace")
    except LookupError:
        return data.decode("latin-1")
