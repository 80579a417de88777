"""Certificates and keys in files, looked at before a module gets them: form, order, dates, and whether they fit.

What a module finds wrong it tells by a failed sign-in. RFC 7468 (PEM), RFC 5280 4.1 (what stands in a certificate).
"""

from __future__ import annotations

import base64
import binascii
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from atbench.texts import _

LARGEST = 1 << 16  # bytes that are read of a file; a chain has some thousand
_BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----\s(.+?)-----END \1-----", re.DOTALL)
_SEQUENCE, _VERSION, _UTC_TIME = 0x30, 0xA0, 0x17
_ENCRYPTED = (b"ENCRYPTED PRIVATE KEY", b"Proc-Type: 4,ENCRYPTED")


@dataclass(frozen=True, slots=True)
class Certificate:
    """Names are as they stand in the certificate, in DER."""

    issuer: bytes
    subject: bytes
    begins: datetime
    ends: datetime


def lines(data: bytes) -> bytes:
    """With LF alone as line end: every byte counts against the size that was announced, and CR ends a command."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def certificate_limit(path: str, most: int = 0) -> str:
    """Why a file is no certificate that a module can use, "" where it is one. `most` is its size in bytes, 0: any."""
    return _told(path, "", most)


def key_limit(path: str, certificate: str, most: int = 0) -> str:
    """The same of a private key; it must fit the `certificate` where that is one itself."""
    return _told(path, certificate, most, True)


def _told(path: str, beside: str, most: int, key: bool = False) -> str:
    if not path:
        return ""
    data = _read(path)
    if isinstance(data, str):
        return data
    other = _read(beside) if beside else b""
    problem = _key(path, data, beside, other if isinstance(other, bytes) else b"") if key else _certificates(path, data)
    if not problem and most and len(lines(data)) > most:
        problem = _("{path} has {size} bytes, {most} are allowed")
        problem = problem.format(path=path, size=len(lines(data)), most=most)
    return problem


def _read(path: str) -> bytes | str:
    """The beginning of a file, or why there is none."""
    try:
        place = Path(path).expanduser()
        if place.exists() and not place.is_file():  # opening a pipe would wait for its other end
            return _("{path} is no file").format(path=path)
        with place.open("rb") as file:
            return file.read(LARGEST)
    except (OSError, RuntimeError, ValueError) as error:  # ~nobody, a name with a null
        why = error.strerror if isinstance(error, OSError) else ""
        return _("{path} cannot be read: {why}").format(path=path, why=why or error)


def _certificates(path: str, data: bytes) -> str:
    blocks = [block[2] for block in _BLOCK.finditer(data) if block[1].endswith(b"CERTIFICATE")]
    if not blocks:
        return _no_pem(path, data, _("certificate"))
    try:
        found = [read(_plain(block)) for block in blocks]
    except ValueError:
        return _("{path} is damaged: a letter is missing or another one").format(path=path)
    for one, above in pairwise(found):
        if one.issuer != above.subject and one.issuer != one.subject:
            return _("{path}: behind each certificate that of its issuer must stand").format(path=path)
    return next(filter(None, (_dates(path, one) for one in found)), "")


def _dates(path: str, one: Certificate) -> str:
    now = datetime.now(UTC)
    if now > one.ends:
        return _("{path} was valid until {date}").format(path=path, date=one.ends.date())
    if now < one.begins:
        return _("{path} is not valid before {date}").format(path=path, date=one.begins.date())
    return ""


def _no_pem(path: str, data: bytes, kind: str) -> str:
    if data[:1] == bytes((_SEQUENCE,)):
        return _("{path} is in DER form: convert it to PEM").format(path=path)
    return _("{path} holds no {kind} in PEM form").format(path=path, kind=kind)


def _key(path: str, data: bytes, beside: str, other: bytes) -> str:
    if not any(block[1].endswith(b"PRIVATE KEY") for block in _BLOCK.finditer(data)):
        return _no_pem(path, data, _("private key"))
    if any(mark in data for mark in _ENCRYPTED):
        return _("{path} is locked by a password, which no module can ask for").format(path=path)
    if not other or _certificates(beside, other):
        return ""
    problem = _pair(str(Path(beside).expanduser()), str(Path(path).expanduser()), other, data)
    if problem == "mismatch":
        return _("{path} does not belong to the certificate {other}").format(path=path, other=beside)
    return _("{path} is damaged: a letter is missing or another one").format(path=path) if problem else ""


@lru_cache(maxsize=8)
def _pair(certificate: str, key: str, _certificate: bytes, _key: bytes) -> str:
    """Whether the key in a file fits: "", "mismatch" or "damaged". What stands in them makes the memory right."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("ALL:@SECLEVEL=0")  # what is too weak for us may be all that a module knows
    try:
        context.load_cert_chain(certificate, key, password=lambda: b"-")
    except ssl.SSLError as error:
        return "mismatch" if "MISMATCH" in (error.reason or "") else "damaged"
    except OSError:  # it went away meanwhile
        return ""
    return ""


def _plain(block: bytes) -> bytes:
    try:
        return base64.b64decode(b"".join(block.split()), validate=True)
    except binascii.Error as error:
        raise ValueError from error


def read(data: bytes) -> Certificate:
    """A certificate in DER. Raises ValueError for anything else."""
    try:
        whole = next(_items(data))
        outside = next(_items(whole[2]))
        if (whole[0], outside[0]) != (_SEQUENCE, _SEQUENCE):
            raise ValueError
        parts = [part for part in _items(outside[2]) if part[0] != _VERSION]
        _number, _algorithm, issuer, validity, subject = parts[:5]
        begins, ends = (_time(tag, text) for tag, _whole, text in _items(validity[2]))
    except StopIteration as error:
        raise ValueError from error
    return Certificate(issuer[1], subject[1], begins, ends)


def _items(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Tag, whole item and content of the DER items that stand side by side. Raises ValueError for a torn one."""
    while data:
        if len(data) < 2:
            raise ValueError
        head, length = 2, data[1]
        if length & 0x80:
            head += length & 0x7F
            length = int.from_bytes(data[2:head], "big")
        if head + length > len(data):
            raise ValueError
        yield data[0], data[: head + length], data[head : head + length]
        data = data[head + length :]


def _time(tag: int, text: bytes) -> datetime:
    """UTCTime has two digits for the year: 50 to 99 are those of 19xx (RFC 5280, 4.1.2.5.1)."""
    digits = text.decode("ascii", "replace")
    if tag == _UTC_TIME:
        digits = ("19" if digits[:2] >= "50" else "20") + digits
    return datetime.strptime(digits, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
