"""Where an answer does not come: what the module is about, told as a failure with causes and what to try."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from atbench.at.events import Event
from atbench.knowledge.facts import ALL
from atbench.texts import _
from atbench.wizards.leaving import leave_data
from atbench.wizards.wizard import StepFailed

if TYPE_CHECKING:
    from atbench.wizards.talk import Talk


async def no_answer(talk: Talk, command: str, problem: str, inside: bool = False) -> StepFailed:
    """The failure of a command whose final result did not come: it asks whether anybody listens.

    `inside`: its data mode, or its prompt, was open. Raises PortLost.
    """
    what = _("{command}: {problem}").format(command=talk.shown(command), problem=problem)
    talk.deaf = True
    found = await leave_data(talk)
    if found == "listens":
        return StepFailed(
            what,
            (_("Its answer was lost or damaged on the line"), _("The module needs longer than its manual says")),
            (_("Repeat the step"), _("If bytes get lost: a lower baud rate, a shorter cable, or RTS/CTS")),
        )
    if found == "left":
        return StepFailed(
            what, (_("It was in data mode, or a line was damaged; it listens again"),), (_("Repeat the step"),)
        )
    if found == "late":
        return StepFailed(
            what,
            (_("The module answers, but much later than its manual says"),),
            (_("Repeat the step when it is less busy"), _("Restart the module")),
        )
    if inside:
        return StepFailed(
            _("{command}: {problem}, and data mode does not end, by +++ either").format(
                command=talk.shown(command), problem=problem
            ),
            (_("It waits for more bytes than it got, or its firmware hangs"), _("The module has no power any more")),
            (_("Let DTR fall: that ends data mode, unless AT&D0 is set"), _("Restart the module")),
        )
    return StepFailed(
        what,
        (_("The module is busy, in data mode, or not there"),),
        (
            _("Look at power, cable and baud rate, then repeat the step"),
            _("If it stays silent: let DTR fall, which ends data mode, or restart the module"),
        ),
    )


def not_sent(talk: Talk, command: str) -> StepFailed:
    """The failure of a command that would end up as data somewhere."""
    return StepFailed(
        _("{command} was not sent: the module does not answer AT").format(command=talk.shown(command)),
        (_("The module is busy, in data mode, or not there"),),
        (_("Let DTR fall: that ends data mode, unless AT&D0 is set"), _("Restart the module")),
    )


def no_late(talk: Talk, command: str, problem: str) -> StepFailed:
    """The failure of a command that was accepted, and nothing came of it."""
    return StepFailed(
        _("{command}: {problem}").format(command=talk.shown(command), problem=problem),
        (
            _("The network is slow, or the server does not answer any more"),
            _("The line that tells it was lost or damaged on its way here"),
        ),
        (_("Look at signal and context, then repeat the step"),),
    )


@asynccontextmanager
async def unbroken(talk: Talk, command: str) -> AsyncIterator[None]:
    """Ends the wait inside as soon as the module says that it has started again. Raises StepFailed then."""
    if talk.watched:
        yield
        return
    line = ""

    def hear(event: Event, _time: float) -> None:
        nonlocal line
        if not line and event.kind in ("urc", "text") and _starts(talk, event):
            line = event.text
            limit.reschedule(asyncio.get_running_loop().time())

    stop = talk.session.listen(hear)
    talk.watched = True
    try:
        async with asyncio.timeout(None) as limit:
            yield
    except TimeoutError:
        if not line:
            raise
        raise StepFailed(
            _("{command}: the module has started again ({line})").format(command=talk.shown(command), line=line),
            (_("Its supply breaks down when it sends: it must give 2 A for a moment"), _("Its firmware hung")),
            (_("Look at the supply"), _("Begin again with the first step: what was set and opened is gone")),
        ) from None
    finally:
        talk.watched = False
        stop()


def _starts(talk: Talk, event: Event) -> bool:
    return any(name == ALL for name, _value in talk.knowledge.told(event))
