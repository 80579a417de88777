"""Out of data mode, after a step was stopped in it."""

from __future__ import annotations

from atbench.at.classify import Pending
from atbench.at.dialect import command_name
from atbench.session.answers import TimedOut
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import StepFailed

ESCAPE = b"\x1b"  # gives up a prompt that Ctrl+Z would end; where the length is announced it would be payload


async def leave_data(talk: Talk) -> None:
    """Gives the prompt up and asks whether somebody listens again. Raises PortLost."""
    session = talk.session
    command = session.prompt
    if command:
        rule = talk.knowledge.dialect.commands.get(command_name(command))
        counted = Pending.of(command, rule).length is not None
        if rule and rule.opens in ("prompt", "late prompt") and not counted:
            session.send(ESCAPE)
        else:
            await session.escape()
    try:
        await session.ask("AT", 1.0)
    except TimedOut:
        await session.escape()
        try:
            await talk.ask("AT", 2.0)
        except StepFailed:
            return  # it is asked again before the next step
