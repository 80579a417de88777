"""Virtual modules: they look like a port, speak like the real ones, and reach real servers.

* `Module`: the serial side: power, echo, command lines, prompts, results.
* `commands`: one table of commands a topic; each row is a small function.
* `backends`: what is done for real: MQTT, names, sign-in.
* `far_end`: the local cloud where host names lead without a network, and what arrived there.
* `host`: the one background thread in which all of them live.
"""

from __future__ import annotations

import contextlib

from atbench.clock import Clock
from atbench.port.port import OnBytes, OnClosed, PortSettings
from atbench.texts import _
from atbench.virtual import memory
from atbench.virtual.address import Place, parse
from atbench.virtual.far_end.certificate import certificates
from atbench.virtual.port import VirtualPort
from atbench.virtual.script import load

__all__ = ["VirtualPort", "open", "prepare"]


def open(url: str, settings: PortSettings, on_bytes: OnBytes, on_closed: OnClosed, clock: Clock) -> VirtualPort:
    """Starts the module that `url` names (see `address`). Raises what `prepare` raises.

    It has no line settings to get wrong: every baud rate is right.
    """
    place = prepare(url)
    return VirtualPort(url, place, on_bytes, on_closed, clock, load(place.script) if place.script else ())


def prepare(url: str) -> Place:
    """Reads the URL, checks the files that it names, and writes the certificates where it asks for them.

    Raises ValueError for a URL or a file that means nothing, and OSError where files cannot be read, or certificates
    not be made or written; both have a text for the user.
    """
    place = parse(url)
    if place.script:
        load(place.script)
    if place.state:
        with contextlib.suppress(memory.Damaged):  # it is set aside when the module starts
            memory.read(place.state, place.profile.name)
    if place.certificates is None:
        return place
    found = certificates()
    if found is None:
        raise OSError(_('Certificates need one more package. Install it with: pip install "atbench[demo]"'))
    try:
        found.save(place.certificates)
    except OSError as error:
        text = _("The certificates cannot be written to {folder}: {error}. Choose another folder.")
        raise OSError(text.format(folder=place.certificates, error=error.strerror)) from error
    return place
