"""The certificates of the local cloud, made anew for each run of the program: one authority, a server, a device.

Keys are RSA, so that the cipher suites a module may be told to use fit.
"""

from __future__ import annotations

import functools
import itertools
import ssl
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from atbench.virtual.backends import psk, tencent
from atbench.virtual.far_end.devices import TENCENT_DEMO, TENCENT_SECRETS

if TYPE_CHECKING:
    import trustme
    from OpenSSL import SSL

DEVICE = "bench-0001"
TENCENT_DEVICE = TENCENT_DEMO.key + TENCENT_DEMO.name


@dataclass(frozen=True, slots=True)
class Certificates:
    """What a module needs to check the cloud (`ca`) and to be checked by it (`client` and `key`), in PEM.

    `tencent` and `tencent_key` are those of the device that the cloud for Tencent's modules knows.
    """

    ca: bytes
    client: bytes
    key: bytes
    tencent: bytes
    tencent_key: bytes

    def save(self, folder: Path) -> None:
        """Writes `ca.pem`, `client.pem`, `client_key.pem`, `tencent.crt` and `tencent.key`. Raises OSError.

        Keys are for this user alone.
        """
        folder.mkdir(parents=True, exist_ok=True)
        for name, data, mode in (
            ("ca.pem", self.ca, 0o644),
            ("client.pem", self.client, 0o644),
            ("client_key.pem", self.key, 0o600),
            ("tencent.crt", self.tencent, 0o644),
            ("tencent.key", self.tencent_key, 0o600),
        ):
            path = folder / name
            path.unlink(missing_ok=True)
            path.touch(mode)
            path.write_bytes(data)


@functools.cache
def certificates() -> Certificates | None:
    """None where the library that makes certificates is not installed."""
    authority = _authority()
    if authority is None:
        return None
    pairs = [_issue(authority, DEVICE), _issue(authority, DEVICE, TENCENT_DEVICE)]
    parts = ((one.cert_chain_pems[0].bytes(), one.private_key_pem.bytes()) for one in pairs)
    return Certificates(authority.cert_pem.bytes(), *itertools.chain.from_iterable(parts))


@functools.cache
def server_context(mutual: bool = False, old: bool = False) -> ssl.SSLContext | None:
    """What the cloud speaks TLS with: `mutual` asks for a device's certificate, `old` takes TLS 1.0 and 1.1 too.

    None where the library that makes certificates is not installed: then nobody answers at the TLS ports.
    """
    authority = _authority()
    if authority is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _issue(authority, "local.cloud").configure_cert(context)
    if mutual:
        authority.configure_trust(context)
        context.verify_mode = ssl.CERT_REQUIRED
        psk.take(context, lambda identity: tencent.key_of(TENCENT_SECRETS.get(identity, "")))
    if old:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # old versions are asked for on purpose
            context.minimum_version = ssl.TLSVersion.TLSv1
        context.set_ciphers("ALL:@SECLEVEL=0")
    return context


@functools.cache
def openssl_context(old: bool = False) -> SSL.Context | None:
    """The same for servers that use the library OpenSSL by itself."""
    authority = _authority()
    if authority is None:
        return None
    from OpenSSL import SSL

    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    _issue(authority, "local.cloud").configure_cert(context)
    context.set_min_proto_version(SSL.TLS1_VERSION if old else SSL.TLS1_2_VERSION)
    if old:
        context.set_cipher_list(b"ALL:@SECLEVEL=0")
    return context


@functools.cache
def _authority() -> trustme.CA | None:
    try:
        import trustme  # 0.2 s, and only for TLS; it belongs to the extra `demo`
    except ImportError:
        return None
    return trustme.CA(organization_name="atbench local cloud", key_type=trustme.KeyType.RSA)


def _issue(authority: trustme.CA, name: str, common: str = "") -> trustme.LeafCert:
    import trustme

    return authority.issue_cert(name, common_name=common or name, key_type=trustme.KeyType.RSA)
