"""What a module says in data mode, byte by byte: files and lists are taken as they came, whatever stands in them.

The engine reads lines; a file may hold lines that look like results. Here their bytes alone count, and the end is where
the length says, or where nothing follows a result any more.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable

from atbench.at.events import Event
from atbench.port.port import PortLost
from atbench.session.answers import Told
from atbench.texts import _
from atbench.wizards.leaving import leave_data
from atbench.wizards.silence import unbroken
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import StepFailed

HELD = 256  # bytes that may be the result behind the data, so they are no data yet
QUIET = 2.0  # s of silence after what looks like the end of data whose length is not known
STOPPED = 10.0  # s in which a piece may still come whole after we were stopped; then `+++` leaves data mode

Take = Callable[[bytes], None]


class _Flow:
    """The bytes behind CONNECT. `size` of them are data; None: as many as the result says, or until silence."""

    def __init__(self, command: str, size: int | None, late: re.Pattern[bytes], take: Take) -> None:
        self._command, self._size, self._late, self._take = command, size, late, take
        self._held = bytearray()
        self._open = False
        self.given = 0
        self.news = asyncio.Event()

    def hear(self, event: Event, _time: float) -> None:
        if self._open:
            self._held += event.raw
            self._give()
            self.news.set()
        elif event.command == self._command and event.line.startswith(b"CONNECT"):
            self._open = True

    def _give(self) -> None:
        if self._size is None:
            return
        whole = self.given + len(self._held) >= self._size
        free = self._size - self.given if whole else len(self._held) - HELD
        if free > 0:
            self._out(free)

    def _out(self, size: int) -> None:
        self._take(bytes(self._held[:size]))
        del self._held[:size]
        self.given += size

    def end(self) -> tuple[re.Match[bytes] | None, bool]:
        """The result, once it is there, and whether that is sure."""
        held = bytes(self._held)  # a match would look into what changes
        if self._size == self.given:
            return self._late.search(held), True
        found = self._late.search(held, max(held.rfind(b"\r\n+"), 0))
        if not found or found.end() < len(held.rstrip(b"\r\nOK ")):
            return None, False
        return found, self._size is None and found["n"] is not None and int(found["n"]) == _before(found)

    def finish(self, found: re.Match[bytes]) -> None:
        """What is held and no result is data, too."""
        if self._size != self.given:
            self._out(_before(found))


def _before(found: re.Match[bytes]) -> int:
    """Where the data end: before OK and the result."""
    tail = re.search(rb"\r\n(?:OK\r\n\s*)?\Z", found.string[: found.start() + 2])
    return tail.start() if tail else found.start()


def late(name: str) -> re.Pattern[bytes]:
    """The late result of an FTP command, after OK: `+QFTPGET: 0,n` or `+QFTPGET: err,code`."""
    line = rb"\r\n\+%b: *(?:0, *(?P<n>\d+)|(?P<err>\d+)(?:, *\d+)?)\r\n" % re.escape(name.lstrip("+").encode())
    return re.compile(line)


async def pour(
    talk: Talk,
    command: str,
    size: int | None,
    result: re.Pattern[bytes],
    take: Take,
    gap: float,
    wire: bytes = b"",
) -> re.Match[bytes]:
    """Sends a command whose data come behind CONNECT, gives `take` the data; returns the result behind them.

    `gap` is the longest silence in seconds. Stopped: the piece comes to its end, or data mode is left. Raises
    StepFailed, PortLost.
    """
    flow = _Flow(command, size, result, take)
    session = talk.session
    stop = session.listen(flow.hear)
    try:
        # While somebody expects a line the engine gives every one of them, and the loss of the port is told.
        with session.expect(lambda _event: False) as lost, session.late_of(command) as told:
            lost.event.add_done_callback(lambda _done: flow.news.set())
            answer = await talk.ask(command, wire=wire)
            if not answer.ok or answer.final is None:
                raise talk.failed(command, answer.final)
            if not answer.final.line.startswith(b"CONNECT"):
                raise talk.failed(command, await told.wait(gap) if told else answer.final)
            try:
                async with unbroken(talk, command):
                    found = await _ended(talk, flow, lost, command, gap)
            except asyncio.CancelledError:
                await _leave(talk, flow, lost, command)
                raise
            flow.finish(found)
            if session.pending == command:
                session.engine.let_go()  # its OK was damaged on the line; what came behind it was not
            return found
    finally:
        stop()


async def _ended(talk: Talk, flow: _Flow, lost: Told, command: str, gap: float) -> re.Match[bytes]:
    while True:
        found, sure = flow.end()
        if found and sure:
            return found
        flow.news.clear()
        try:
            async with talk.clock.timeout(QUIET if found else gap):
                await flow.news.wait()
        except TimeoutError:
            if found:
                return found
            await _escape(talk, command)
            text = _("{command}: nothing came for {seconds:g} s")
            what = text.format(command=talk.shown(command), seconds=gap)
            if not command.startswith("AT+QFTP"):
                raise StepFailed(
                    what,
                    (_("Bytes were lost on the line: no flow control, or too fast"),),
                    (_("Use a lower baud rate or RTS/CTS, then repeat"),),
                ) from None
            raise StepFailed(
                what,
                (_("The connection to the server broke, or the network is slow"),),
                (_("Do it again: it goes on from where it was"),),
            ) from None
        if lost.event.done():
            lost.event.result()  # raises PortLost


async def _leave(talk: Talk, flow: _Flow, lost: Told, command: str) -> None:
    """We were stopped: what is on its way may come, but not for long."""
    try:
        async with talk.clock.timeout(STOPPED):
            flow.finish(await _ended(talk, flow, lost, command, STOPPED + 1))
    except TimeoutError:
        await _escape(talk, command)
    except PortLost:
        return


async def _escape(talk: Talk, command: str) -> None:
    """The command is given up; whether anybody listens then is found out."""
    session = talk.session
    with contextlib.suppress(PortLost):
        if session.pending == command:
            await session.escape()
            session.engine.let_go()
        await leave_data(talk)
