"""A certificate for the local cloud's TLS side, made anew for each run."""

from __future__ import annotations

import functools
import ssl


@functools.cache
def server_context() -> ssl.SSLContext | None:
    """None where the library that makes certificates is not installed: then nobody answers at the TLS ports."""
    try:
        import trustme  # 0.2 s, and only for TLS; it belongs to the extra `demo`
    except ImportError:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("local.cloud").configure_cert(context)
    return context
