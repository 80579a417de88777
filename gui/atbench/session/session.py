"""The session: one command in flight, every wait with a time-out, listeners told of every line.

`expect` comes before `ask`: OK and the late result can come in one read.

    with session.expect(is_open) as told:
        await session.ask('AT+QMTOPEN=0,"example.com",1883')
        event = await told.wait(120)
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from atbench.at.classify import Pending
from atbench.at.dialect import Dialect, command_name
from atbench.at.engine import Engine
from atbench.at.events import Bulk, Event
from atbench.clock import Clock
from atbench.knowledge import Limits
from atbench.port.port import Port, PortLost, moment
from atbench.session.answers import Answer, Asked, Awaited, TimedOut, Told
from atbench.session.feed import Chunk, Feed
from atbench.session.status import Status
from atbench.session.tally import Tally
from atbench.store.capture import Capture
from atbench.store.log import Log
from atbench.texts import N_, _

# No answer is given up before this many seconds: USB and a busy computer take their part of the 300 ms of the manual.
LEAST = 1.0
# Seconds of silence after which a line without an end is taken for whole.
SILENCE = 1.0
# Seconds of silence round `+++`: modules want 1.0 (Quectel TCP/IP V1.2 1.2, V.250 annex), counted from the last byte
# on the line, which is later than the one that was written.
GUARD = 1.2

# A late result is given up after so many times its longest time: until then every line is looked at.
PATIENCE = 3.0

NO_ANSWER = N_("no answer within {seconds:g} s")

Listener = Callable[[Event, float], None]


class Session:
    """One module behind one port. All of it lives in one event loop; only `feed` is for the port's thread."""

    def __init__(
        self,
        capture: Capture,
        dialect: Dialect,
        limits: Callable[[str], Limits],
        clock: Clock,
        log: Log | None = None,
        status: Status | None = None,
    ) -> None:
        self.clock = clock
        self.engine = Engine(dialect)
        self.log = log if log is not None else Log(capture, self._alone)
        self.feed = Feed(self._deliver, capture.read)
        self.status = status or Status()
        self.urcs = Tally(self.log)
        self.received = self.written = 0
        self.line_end = b"\r"  # behind the commands that are asked
        self.lost: str | None = None  # None: the port is open
        self._capture = capture
        self.limits = limits
        self._port: Port | None = None
        self._listeners: list[Listener] = []
        self._expected: list[Told] = []
        self._asked: list[Asked] = []
        self._turn = asyncio.Lock()
        self._since = 0.0
        self._silence: asyncio.TimerHandle | None = None
        self.awaited: dict[str, Awaited] = {}  # by the name of the command

    # From the port

    def on_bytes(self, data: bytes, time: float) -> None:
        """Called by the port's thread: on disk first, then to the loop."""
        self._capture.received(data, time)
        self.feed.put(data, time)

    def space(self) -> memoryview:
        """Where the port may read straight into."""
        return self._capture.space()

    def landed(self, size: int, time: float) -> None:
        """Like `on_bytes` for what the port read into `space`."""
        self.feed.put(self._capture.landed(size, time), time)

    def attach(self, port: Port) -> None:
        """Joins the open port; what it said since its opening is delivered now."""
        self._port = port
        self.feed.start()

    def end(self, reason: str) -> None:
        """The port is gone: everybody who waits is told why."""
        self.lost = reason
        self._port = None
        self._take(self.engine.flush())
        error = PortLost(reason or _("the port was closed"))
        for future in [asked.done for asked in self._asked] + [told.event for told in self._expected]:
            if not future.done():
                future.set_exception(error)
                future.exception()  # read once: nobody may be waiting any more

    # To the module

    async def ask(self, command: str, timeout: float | None = None, wire: bytes = b"") -> Answer:
        """Sends a command (as `wire`, where it is not UTF-8) and waits for its final result or its prompt.

        The time-out is that of the manual row, at least one second. Raises TimedOut, PortLost.
        """
        async with self._turn:
            wait = timeout if timeout is not None else max(LEAST, self.limits(command).final)
            data = self.engine.command(command, self.line_end, wire)
            return await self._exchange(command, data, wait, self.engine.newest)

    async def data(self, payload: bytes, timeout: float | None = None) -> Answer:
        """Sends the payload that an open prompt waits for, and waits for the final result. Ctrl+Z is the caller's."""
        async with self._turn:
            command = self.engine.prompt
            wait = timeout if timeout is not None else max(LEAST, self.limits(command).final, 5.0)
            self.engine.sent(payload)
            return await self._exchange(command, payload, wait)

    async def _exchange(self, command: str, data: bytes, wait: float, pending: Pending | None = None) -> Answer:
        asked = Asked(command, asyncio.get_running_loop().create_future())
        start = self.clock.now()
        self._asked.append(asked)
        line = -1
        try:
            line = self._write(data, data.rstrip(b"\r\n"))
            async with self.clock.timeout(wait):
                last = await asked.done
        except asyncio.CancelledError:  # a stopped run: the next command gets answers of its own
            self.engine.let_go(pending)
            raise
        except TimeoutError:
            self._give_up(pending, line, wait)
            raise TimedOut(_(NO_ANSWER).format(seconds=wait)) from None
        finally:
            self._asked.remove(asked)
        prompt = last.kind == "prompt"
        seconds = self.clock.now() - start
        return Answer(command, prompt or bool(last.ok), tuple(asked.lines), None if prompt else last, prompt, seconds)

    @contextmanager
    def expect(self, wanted: Callable[[Event], bool]) -> Iterator[Told]:
        """Listens for an event from now on."""
        told = Told(self.clock, wanted)
        self._expected.append(told)
        self.engine.watched = True
        try:
            yield told
        finally:
            self._expected.remove(told)
            self.engine.watched = bool(self._expected)
            told.event.cancel()

    @contextmanager
    def late_of(self, command: str) -> Iterator[Told | None]:
        """Listens for the late result of a command; gives None where its manual names none."""
        if self.limits(command).late is None:
            yield None
            return
        name = command_name(command)
        with self.expect(lambda event: event.kind == "late" and event.name == name and event.ok is not None) as told:
            yield told

    def late_limit(self, command: str) -> float:
        """Seconds that the manual gives the late result of a command."""
        return max(LEAST, self.limits(command).late or 0.0)

    def type(self, text: str, end: bytes = b"\r", mark: str = "") -> None:
        """Sends a line as a user types it: at once, whatever is pending. Raises PortLost."""
        pending = "" if self.engine.prompt else self.engine.pending
        if text[:2].upper() in ("AT", "A/") and end:
            data = self.engine.command(text, end)
            command = self.engine.newest
        else:
            command = None
            data = text.encode("utf-8", "replace") + end
            if self.engine.prompt:
                self.engine.sent(data)
        if pending and not mark and self.log.command(len(self.log), -1) >= 0:
            # A UART does not queue, and a module that is busy may lose the second one: both say so.
            mark = _("sent while {command} was waiting").format(command=pending)
            self.log.mark(self.log.command(len(self.log), -1), _("another line followed before its answer"))
        line = self._write(data, data.rstrip(b"\r\n"), mark)
        if command:
            seconds = max(LEAST, self.limits(text).final)
            self._later(seconds, self._forget, command, line, seconds)

    def send(self, data: bytes, mark: str = "") -> None:
        """Sends bytes as they stand. Raises PortLost."""
        if self.engine.prompt:
            self.engine.sent(data)
        self._write(data, data, mark)

    async def escape(self) -> None:
        """Leaves data mode by `+++` with more than a second of silence before and after it."""
        async with self._turn:
            await self.clock.sleep(GUARD)
            self.engine.leaving()
            self._write(b"+++", b"+++")
            await self.clock.sleep(GUARD)

    @property
    def waiting(self) -> int:
        """Bytes that were sent and are not on the line yet."""
        return self._port.waiting if self._port else 0

    def drop(self) -> None:
        """Throws away what waits for the line, and notes how much, since it was recorded as sent."""
        if self._port and (size := self._port.waiting):
            self._port.drop()
            text, now = _("Stopped: up to {size} bytes of what was sent never left").format(size=size), moment()
            self.log.note(text, now)
            self._capture.note(text, now)

    @property
    def rate(self) -> int:
        """Bits a second of the port, 0 where it has no such thing."""
        return self._port.rate if self._port else 0

    @rate.setter
    def rate(self, baud: int) -> None:
        if self._port:
            self._port.rate = baud

    def lines(self, dtr: bool | None = None, rts: bool | None = None) -> None:
        if self._port:
            self._port.lines(dtr, rts)

    # What is known

    @property
    def pending(self) -> str:
        """The command that waits for its final result, "" for none."""
        return self.engine.pending

    @property
    def prompt(self) -> str:
        """The command whose prompt is open, "" for none."""
        return self.engine.prompt

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tells `listener` every event and its time; the function that comes back ends it.

        Of a flood that nobody waits for it is told nothing: its lines are in the log, unclassified.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    # Inside

    def _write(self, data: bytes, shown: bytes, mark: str = "") -> int:
        """Sends and records; returns the line in the log."""
        if self._port is None:
            raise PortLost(self.lost or _("no port is open"))
        # Recorded first: the answer may be read before `write` is back.
        time = moment()
        self._capture.sent(data, time)
        line = self.log.sent(shown, time, mark)
        try:
            self._port.write(data)
        except BlockingIOError as error:
            self.log.mark(line, str(error))
        self.written += len(data)
        return line

    def _deliver(self, chunks: Sequence[Chunk]) -> None:
        for data, time in chunks:
            self.log.receive(len(data), time)
            self.received += len(data)
        held = self.engine.held
        if not held:
            self._since = chunks[0][1]
        self._take(self.engine.receive(b"".join(data for data, _time in chunks)))
        self._since = chunks[-1][1]
        if self._silence:
            self._silence.cancel()
            self._silence = None
        if self.engine.held:
            self._silence = self._later(SILENCE, self._silent)

    def _take(self, events: Sequence[Event | Bulk]) -> None:
        for event in events:
            self.log.add(event)
            if isinstance(event, Event):
                self._told(event)
            else:
                self.status.after_many(event, self.engine.classify, len(self.log) - 1, self._since)
                self.urcs.after_many(event, self.engine.dialect, self._alone)

    def _told(self, event: Event) -> None:
        self.status.after(event, len(self.log) - 1, self._since)
        self.urcs.after(event, len(self.log) - 1)
        if event.ok is not None and event.kind in ("final", "late"):
            self._await(event)
        if self._asked:
            self._answer(event, self._asked[0])
        for told in self._expected:
            if not told.event.done() and told.wanted(event):
                told.event.set_result(event)
        for listener in tuple(self._listeners):
            listener(event, self._since)

    def _alone(self, line: bytes) -> Event:
        return self.engine.classify(line, alone=False)

    def _await(self, event: Event) -> None:
        """Keeps in mind which late results are still to come."""
        if event.kind == "late":
            self.awaited.pop(event.name, None)
            return
        limits = self.limits(event.command)
        if event.ok and limits.late and not event.line.startswith(b"CONNECT"):
            name, line = command_name(event.command), self.log.command(len(self.log), -1)
            self.awaited[name] = awaited = Awaited(line, self._since, limits.late, limits.gap)
            if not limits.gap:
                self._later(PATIENCE * max(LEAST, limits.late), self._wait_no_more, name, awaited)

    def _wait_no_more(self, name: str, awaited: Awaited) -> None:
        if self.awaited.get(name) is awaited:
            self.engine.expect_no_more(name)

    def _answer(self, event: Event, asked: Asked) -> None:
        if event.kind == "answer" and event.command == asked.command:
            asked.lines.append(event)
        if asked.done.done() or event.command != asked.command:
            return
        if event.kind in ("final", "prompt"):
            asked.done.set_result(event)

    def _silent(self) -> None:
        self._silence = None
        self._take(self.engine.flush())

    def _forget(self, command: Pending, line: int, seconds: float) -> None:
        if self.engine.prompt != command.text:  # what waits for data waits for us
            self._give_up(command, line, seconds)

    def _give_up(self, command: Pending | None, line: int, seconds: float) -> None:
        if self.engine.let_go(command):
            self.log.mark(line, _(NO_ANSWER).format(seconds=seconds))

    def _later(self, seconds: float, act: Callable[..., None], *values: object) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(seconds / self.clock.speed, act, *values)
