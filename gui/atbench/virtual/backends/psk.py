"""TLS with a pre-shared key in place of certificates (RFC 4279): Python has it from 3.13 on.

Tencent's C SDK: the identity is the client identifier, the key the decoded secret of the device, TLS 1.2 with the two
suites of `_SUITES`. In those nobody shows a certificate; RSA-PSK, which a bare "PSK" would choose first, shows the
server's, and makes one that wants to see certificates refuse a client with none.
"""

from __future__ import annotations

import ssl
import sys
from collections.abc import Callable

from atbench.virtual.backends.tls import Failed, Tls

AVAILABLE = sys.version_info >= (3, 13)
_SUITES = "PSK-AES128-CBC-SHA:PSK-AES256-CBC-SHA:@SECLEVEL=0"


def client(identity: str, key: bytes, seconds: float) -> Tls:
    """For a module. Raises `Failed` where this Python has no such TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    if sys.version_info >= (3, 13):
        context.set_ciphers(_SUITES)
        context.set_psk_client_callback(lambda hint: (identity, key))
        return Tls(context, True, seconds)
    raise Failed("Python < 3.13")


def take(context: ssl.SSLContext, key_of: Callable[[str], bytes]) -> None:
    """Lets a server take clients with keys too; `key_of` gives the key for an identity, empty for a stranger."""
    if sys.version_info >= (3, 13):
        context.set_ciphers(f"DEFAULT:{_SUITES}")
        context.set_psk_server_callback(lambda identity: key_of(identity or ""))
