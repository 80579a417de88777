"""What signs a device in at a cloud, whichever it is."""

from __future__ import annotations

from typing import NamedTuple


class Credentials(NamedTuple):
    """The three fields of CONNECT."""

    client: str
    user: str
    password: str
