"""The certificates of the local cloud, made anew for each run of the program: one authority, a server, a device.

Keys are RSA, so that the cipher suites a module may be told to use fit.
"""

from __future__ import annotations

import functools
import ssl
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import trustme

DEVICE = "bench-0001"


@dataclass(frozen=True, slots=True)
class Certificates:
    """What a module needs to check the cloud (`ca`) and to be checked by it (`client` and `key`), in PEM."""

    ca: bytes
    client: bytes
    key: bytes

    def save(self, folder: Path) -> None:
        """Writes `ca.pem`, `client.pem` and `client_key.pem`, the key for this user alone. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, data, mode in (
            ("ca.pem", self.ca, 0o644),
            ("client.pem", self.client, 0o644),
            ("client_key.pem", self.key, 0o600),
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
    client = _issue(authority, DEVICE)
    (chain,) = client.cert_chain_pems[:1]
    return Certificates(authority.cert_pem.bytes(), chain.bytes(), client.private_key_pem.bytes())


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
    if old:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # old versions are asked for on purpose
            context.minimum_version = ssl.TLSVersion.TLSv1
        context.set_ciphers("ALL:@SECLEVEL=0")
    return context


@functools.cache
def _authority() -> trustme.CA | None:
    try:
        import trustme  # 0.2 s, and only for TLS; it belongs to the extra `demo`
    except ImportError:
        return None
    return trustme.CA(organization_name="atbench local cloud", key_type=trustme.KeyType.RSA)


def _issue(authority: trustme.CA, name: str) -> trustme.LeafCert:
    import trustme

    return authority.issue_cert(name, common_name=name, key_type=trustme.KeyType.RSA)
