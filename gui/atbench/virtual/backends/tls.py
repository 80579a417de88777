"""TLS as a module speaks it after AT+QSSLCFG: versions, cipher suites, certificates out of its own files.

Sources: Quectel SMTP and FTP notes for the versions 0 and 1, MQTT note V1.0 5.2 for 4 and the certificate files, logs
of real EG25-G and BG96 modules for the rest. There is no look at host names: such a switch ("checkhost") was seen on
BG96 alone.
"""

from __future__ import annotations

import ssl
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

# <sslversion>: the lowest and the highest; 0, SSL 3.0, exists in no library of today.
_V = ssl.TLSVersion
_VERSIONS = {
    1: (_V.TLSv1, _V.TLSv1),
    2: (_V.TLSv1_1, _V.TLSv1_1),
    3: (_V.TLSv1_2, _V.TLSv1_2),
    4: (_V.TLSv1, _V.TLSv1_2),
}
ALL_SUITES = "0XFFFF"
# <ciphersuites> by their IANA numbers; those with an empty name are gone from the libraries of today (RC4, 3DES).
SUITES = {
    "0X0035": "AES256-SHA",
    "0X002F": "AES128-SHA",
    "0X0005": "",
    "0X0004": "",
    "0X000A": "",
    "0X003D": "AES256-SHA256",
    "0XC011": "",
    "0XC012": "",
    "0XC013": "ECDHE-RSA-AES128-SHA",
    "0XC014": "ECDHE-RSA-AES256-SHA",
    "0XC027": "ECDHE-RSA-AES128-SHA256",
    "0XC028": "ECDHE-RSA-AES256-SHA384",
    "0XC02F": "ECDHE-RSA-AES128-GCM-SHA256",
    ALL_SUITES: "ALL",
}
_OLD = ":@SECLEVEL=0"  # otherwise the library refuses what modules of that age offer
_NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME of OpenSSL; the module ssl has no name for it


class Failed(Exception):
    """The secure connection cannot be made: certificates, versions, or the other side refuses."""


class Unfit(Exception):
    """Settings that were taken one by one and do not fit together."""


@dataclass(frozen=True, slots=True)
class Setup:
    """`level` 0 checks nobody, 1 the server, 2 lets the server check the module too; files hold PEM."""

    version: int = 4
    suite: str = ALL_SUITES
    level: int = 0
    ca: bytes = b""
    certificate: bytes = b""
    key: bytes = b""
    ignore_time: bool = True
    names_host: bool = False  # SNI
    seconds: float = 300  # for the handshake


@dataclass(frozen=True, slots=True)
class Tls:
    """What a connection needs: `names_host` sends the host's name (SNI), `seconds` of the clock end the handshake."""

    context: ssl.SSLContext
    names_host: bool
    seconds: float


def prepare(setup: Setup) -> Tls:
    """Raises `Failed` for certificates that are none and for versions and suites that nobody speaks any more."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_REQUIRED if setup.level else ssl.CERT_NONE
    try:
        _choose(context, setup)
        if setup.level:
            _trust(context, setup)
        if setup.level == 2:
            _present(context, setup)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError; ValueError: bytes that are no PEM at all
        raise Failed(str(error)) from error
    return Tls(context, setup.names_host, setup.seconds)


def present(certificate: bytes, key: bytes, seconds: float) -> Tls:
    """For a module that shows its own certificate and has no way to check the server. Raises `Failed` as `prepare`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2  # with 1.3 a refusal would come after the handshake
    try:
        _present(context, Setup(certificate=certificate, key=key))
    except (OSError, ValueError) as error:
        raise Failed(str(error)) from error
    return Tls(context, True, seconds)


def spoilt(tls: Tls) -> Tls:
    """One that trusts nobody: each handshake begins, and fails."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    return Tls(context, tls.names_host, tls.seconds)


def _choose(context: ssl.SSLContext, setup: Setup) -> None:
    if setup.version not in _VERSIONS or not SUITES[setup.suite]:
        raise Failed("nobody speaks it any more")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # old versions are asked for on purpose
        context.minimum_version, context.maximum_version = _VERSIONS[setup.version]
    context.set_ciphers(SUITES[setup.suite] + _OLD)


def _trust(context: ssl.SSLContext, setup: Setup) -> None:
    context.load_verify_locations(cadata=setup.ca.decode("ascii"))
    # A certificate in the file is trusted even where it is no root: small TLS libraries stop there (inferred).
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    if setup.ignore_time:
        context.verify_flags |= _NO_CHECK_TIME


def _present(context: ssl.SSLContext, setup: Setup) -> None:
    with tempfile.TemporaryDirectory() as folder:  # readable for this user alone; the library takes files only
        certificate, key = Path(folder, "certificate"), Path(folder, "key")
        certificate.write_bytes(setup.certificate)
        key.write_bytes(setup.key)
        context.load_cert_chain(certificate, key, password=lambda: "")  # never ask at the terminal
