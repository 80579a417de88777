"""Certificates and keys in files: what is wrong with them is found before a module gets them.

They are made with `cryptography`, which comes with the local cloud; what looks at them is our own.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from atbench.wizards.cloud.pem import certificate_limit, key_limit, lines, read

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
PEM = serialization.Encoding.PEM


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _made(
    subject: str,
    issuer: str,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    begins: datetime = NOW - DAY,
    ends: datetime = NOW + 400 * DAY,
) -> x509.Certificate:
    builder = x509.CertificateBuilder().subject_name(_name(subject)).issuer_name(_name(issuer))
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    return builder.not_valid_before(begins).not_valid_after(ends).sign(signer, hashes.SHA256())


ROOT_KEY, KEY, OTHER = (ec.generate_private_key(ec.SECP256R1()) for _number in range(3))
ROOT = _made("root", "root", ROOT_KEY, ROOT_KEY)
LEAF = _made("lamp", "root", KEY, ROOT_KEY)
FAR = _made("lamp", "root", KEY, ROOT_KEY, ends=datetime(2055, 1, 1, tzinfo=UTC))  # its date has another form


def _text(key: ec.EllipticCurvePrivateKey, password: bytes = b"") -> bytes:
    lock = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, lock)


def _file(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize(
    "data",
    [
        LEAF.public_bytes(PEM),
        FAR.public_bytes(PEM),
        LEAF.public_bytes(PEM) + ROOT.public_bytes(PEM),
        b"Bag Attributes\n" + LEAF.public_bytes(PEM).replace(b"\n", b"\r\n"),
    ],
)
def test_a_certificate_that_can_be_used(tmp_path: Path, data: bytes) -> None:
    path = _file(tmp_path, "lamp.crt", data)
    assert certificate_limit(path) == ""
    assert key_limit(_file(tmp_path, "lamp.key", _text(KEY)), path) == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "holds no certificate"),
        (_text(KEY), "holds no certificate"),
        (LEAF.public_bytes(serialization.Encoding.DER), "DER form"),
        (LEAF.public_bytes(PEM).replace(b"MII", b"NII"), "damaged"),
        (LEAF.public_bytes(PEM)[:200] + b"\n-----END CERTIFICATE-----\n", "damaged"),
        (_made("lamp", "root", KEY, ROOT_KEY, NOW - 9 * DAY, NOW - DAY).public_bytes(PEM), "was valid until"),
        (_made("lamp", "root", KEY, ROOT_KEY, NOW + DAY).public_bytes(PEM), "not valid before"),
        (LEAF.public_bytes(PEM) + _made("a", "b", OTHER, KEY).public_bytes(PEM), "that of its issuer"),
        (ROOT.public_bytes(PEM) * 12, "4096 are allowed"),  # roots may stand side by side
    ],
)
def test_one_that_cannot(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in certificate_limit(_file(tmp_path, "lamp.crt", data), 4096)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (_text(OTHER), "does not belong to the certificate"),
        (_text(KEY, b"locked"), "locked by a password"),
        (LEAF.public_bytes(PEM), "holds no private key"),
        (_text(KEY).replace(b"MIG", b"NIG"), "damaged"),
    ],
)
def test_a_key_that_does_not_fit(tmp_path: Path, data: bytes, words: str) -> None:
    certificate = _file(tmp_path, "lamp.crt", LEAF.public_bytes(PEM))
    assert words in key_limit(_file(tmp_path, "lamp.key", data), certificate)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "cannot be read" in certificate_limit(str(tmp_path / "none"))
    assert "cannot be read" in certificate_limit("~nobody-of-this-name/x")
    assert certificate_limit("") == ""
    assert "is no file" in certificate_limit(str(tmp_path))


def test_only_lf_ends_a_line() -> None:
    assert lines(b"a\r\nb\rc\n") == b"a\nb\nc\n"


@pytest.mark.parametrize("data", [b"", b"0", b"0\x84\xff\xff\xff\xff", b"0\x03\x02\x01\x01", b"\x30\x80\x00\x00"])
def test_anything_else_is_no_certificate(data: bytes) -> None:
    with pytest.raises(ValueError):
        read(data)
