"""How the FTP server of the local cloud is disposed: what it refuses, and how slowly it works."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class FileMoods:
    """Switches, thrown at any time from any thread, for what comes afterwards.

    `refuse`: it lets nobody in (530). `room`: so many bytes fit into a file, then 552 (None: all). `no_data`: no
    data connection comes about (425). `pace`: bytes per real second of a data connection (0: as fast as it can).
    `slow`: real seconds before each answer. `mute`: no answer. `replies` has the answer to a command, by its verb.
    """

    refuse: bool = False
    room: int | None = None
    no_data: bool = False
    pace: int = 0
    slow: float = 0
    mute: bool = False
    replies: dict[str, str] = field(default_factory=dict)
