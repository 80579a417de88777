"""A payload on its way out: no faster than the line takes it, so that it can be counted and stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from atbench.texts import _
from atbench.wizards.wizard import StepFailed

if TYPE_CHECKING:
    from atbench.wizards.talk import Talk

PIECE = 1024  # bytes that are sent at once
AHEAD = 0.2  # s of the line's rate that may wait for it beside one piece
LOOK = 0.02  # s between two looks at what waits
STUCK = 30.0  # s in which a line must take at least one byte


async def flow(talk: Talk, payload: bytes, ended: Callable[[], bool]) -> None:
    """Sends a payload and waits until all of it is on the line; `ended` says that nobody takes it any more.

    Raises StepFailed where the line does not take it, and PortLost.
    """
    begun, size = talk.clock.now(), len(payload)
    for start in range(0, size, PIECE):
        if ended():
            return  # the module has left data mode: what follows would be read as commands
        talk.session.send(payload[start : start + PIECE])
        sent = min(start + PIECE, size)
        rate = (sent - min(sent, talk.session.waiting)) / max(LOOK, talk.clock.now() - begun)
        await _through(talk, sent, size, ended, int(PIECE + rate * AHEAD) if sent < size else 0)


async def _through(talk: Talk, sent: int, size: int, ended: Callable[[], bool], most: int) -> None:
    """Waits until no more than `most` bytes of what was sent wait for the line."""
    least, since = talk.session.waiting, talk.clock.now()
    while True:
        waiting = talk.session.waiting
        talk.count(max(0, sent - waiting), size, _("bytes"))
        await talk.clock.sleep(0 if waiting <= most else LOOK)
        if waiting <= most or ended():
            return
        if waiting < least:
            least, since = waiting, talk.clock.now()
        elif talk.clock.now() - since > STUCK:
            raise StepFailed(
                _("The line takes no more bytes: {size} are waiting").format(size=waiting),
                (_("Flow control is on and the module holds it back, or its driver hangs"),),
                (_("Switch flow control off or look at RTS/CTS, then repeat the step"),),
            )
