"""Virtual modules: they look like a port, speak like the real ones, and reach real servers.

* `Module`: the serial side: power, echo, command lines, prompts, results.
* `commands`: one table of commands a topic; each row is a small function.
* `backends`: what is done for real: MQTT, names, sign-in.
* `far_end`: the local cloud where host names lead without a network, and what arrived there.
* `host`: the one background thread in which all of them live.
"""

from __future__ import annotations

from atbench.clock import Clock
from atbench.port.port import OnBytes, OnClosed, PortSettings
from atbench.virtual.address import parse
from atbench.virtual.port import VirtualPort

__all__ = ["VirtualPort", "open"]


def open(url: str, settings: PortSettings, on_bytes: OnBytes, on_closed: OnClosed, clock: Clock) -> VirtualPort:
    """Starts the module that `url` names (see `address`). Raises ValueError for a URL that means nothing.

    It has no line settings to get wrong: every baud rate is right.
    """
    return VirtualPort(url, parse(url), on_bytes, on_closed, clock)
