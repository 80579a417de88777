"""Out of data mode, after a step was stopped in it or nothing was heard any more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from atbench.at.classify import Pending
from atbench.at.dialect import command_name
from atbench.session.answers import TimedOut
from atbench.session.session import Session

if TYPE_CHECKING:
    from atbench.wizards.talk import Talk

CONNECTS = 3.0  # s for a data mode that is just being opened: +++ too soon behind CONNECT would be data
LATE = 10.0  # s for a module that is slow, until it is through with all that it was asked
SOON = 0.5  # s for a prompt that is just coming, and for the result of what it got
_COMMAND = re.compile(rb"(?:\A|[\r\n])\s*at", re.IGNORECASE)
ESCAPE = b"\x1b"  # gives up a prompt that Ctrl+Z would end; where the length is announced it would be payload

Found = Literal["listens", "left", "late", "silent"]


async def fill(talk: Talk, announced: bytes) -> None:
    """Gives a module that may wait for announced bytes just those, when we leave it: others would go out instead.

    Where no prompt was opened they are a line that means nothing; such as may be a command are not given.
    """
    if announced and not _COMMAND.search(announced):
        await talk.clock.sleep(SOON)
        talk.session.send(announced)
        await talk.clock.sleep(SOON)


async def leave_data(talk: Talk) -> Found:
    """Gives the prompt up and asks whether somebody listens: at once, after `+++` or Esc, late, or not at all.

    Where data mode is on, or may be, `+++` goes before the question, which would be data there. Raises PortLost.
    """
    session = talk.session
    command = session.prompt or (talk.last if talk.deaf else "")
    rule = talk.knowledge.dialect.commands.get(command_name(command)) if command else None
    online = talk.transparent or session.engine.online
    opening = not online and rule is not None and rule.opens == "connect"
    if rule and rule.opens.endswith("prompt") and Pending.of(command, rule).length is None:
        session.send(ESCAPE)
    if session.pending:
        session.engine.let_go()  # its payload went out, and nobody waits for its result any more
    if opening:
        await talk.clock.sleep(CONNECTS)
    if online or opening:
        await session.escape()
        if await _listens(session, 0.5):
            talk.deaf = talk.transparent = False
            return "left"
        # There was no data mode: this has ended the line that +++ had begun.
    with session.expect(lambda event: event.kind == "final") as heard:
        found = await _climb(session)
        if found == "silent" and heard.event.done() and await _listens(session, LATE):
            found = "late"
    talk.deaf = found == "silent"
    talk.transparent = talk.transparent and talk.deaf
    return found


async def _climb(session: Session) -> Found:
    """AT, then `+++` and AT, then Esc and AT."""
    if await _listens(session, 1.0):
        return "listens"
    await session.escape()
    if await _listens(session, 2.0):
        return "left"
    session.send(ESCAPE)  # a prompt that came late, or was not seen; nobody else minds it
    return "left" if await _listens(session, 1.0) else "silent"


async def _listens(session: Session, seconds: float) -> bool:
    try:
        await session.ask("AT", seconds)
    except TimedOut:
        return False
    return True
