"""From a URL to an open port."""

from __future__ import annotations

from collections.abc import Mapping

from atbench.port.port import Landing, OnBytes, OnClosed, Opener, Port, PortSettings


def open_port(
    url: str,
    settings: PortSettings,
    on_bytes: OnBytes,
    on_closed: OnClosed,
    openers: Mapping[str, Opener] | None = None,
    landing: Landing | None = None,
) -> Port:
    """Opens a port; it sends nothing.

    `openers` are further kinds of port by scheme, like {"virtual": ...}. Raises OSError (its text is for the user:
    what, why, what to do) or ValueError for a URL that means nothing. It may block: call it off the GUI thread.
    """
    scheme = url.partition("://")[0] if "://" in url else ""
    if openers and scheme in openers:
        return openers[scheme](url, settings, on_bytes, on_closed)
    from atbench.port.serial_port import SerialPort  # pyserial takes 60 ms, and the first window needs none of it

    return SerialPort(url, settings, on_bytes, on_closed, landing)
