"""A virtual module in the shape of a port: what is written reaches the module, what it says comes back as bytes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence

from atbench.clock import Clock
from atbench.port.port import OnBytes, OnClosed, moment
from atbench.texts import _
from atbench.virtual import host
from atbench.virtual.address import Place
from atbench.virtual.backends.names import Names
from atbench.virtual.far_end.far_end import FarEnd
from atbench.virtual.faults import Faults
from atbench.virtual.memory import Keeper
from atbench.virtual.module import Module
from atbench.virtual.script import Event
from atbench.virtual.troubles import Troubles
from atbench.virtual.wire import Wire

PATIENCE = 2.0  # real seconds for threads that still hold sockets
OnNote = Callable[[str], None]


class VirtualPort:
    """`faults` are switches that may be thrown at any time, `far_end` is the cloud side.

    `notes` are what the module cannot do as a real one would, told to `on_note` when it matters. `on_bytes`,
    `on_closed` and `on_note` are called from the thread of the virtual modules.
    """

    rate = 0  # every one is right

    def __init__(
        self,
        name: str,
        place: Place,
        on_bytes: OnBytes,
        on_closed: OnClosed,
        clock: Clock,
        script: Sequence[Event] = (),
    ) -> None:
        """`script` is what happens later. Raises OSError and ValueError for a file with state that is no good."""
        self.name = name
        self.faults = Faults()
        self.notes: list[str] = []
        self.on_note: list[OnNote] = []
        self._on_bytes, self._on_closed = on_bytes, on_closed
        self._keeper = Keeper(place.state, self._note) if place.state else None
        if self._keeper:
            self._keeper.load(place.profile.name)
        self._open = True
        self._typed = 0  # bytes written here
        self._heard: Callable[[], int] = int  # how many of them are through; none yet
        self._loop = host.enter()
        self.far_end = FarEnd(self._loop, clock, place.old_tls)
        self._loop.call_soon_threadsafe(self._start, place, clock, script)

    def write(self, data: bytes) -> None:
        if not self.faults.on("no_answer"):
            self._typed += len(data)
            self._call(lambda: self._wire.type(data))

    @property
    def waiting(self) -> int:
        """What a line with a pace (`speed`) has not brought to the module yet."""
        return self._typed - self._heard()

    def drop(self) -> None:
        self._call(lambda: self._wire.drop())

    def lines(self, dtr: bool | None = None, rts: bool | None = None) -> None:
        """DTR that falls ends data mode (AT manual 3.2); in command mode, and RTS at any time, it is ignored."""
        if dtr is False:
            self._call(lambda: self._module.hang_up())

    def close(self) -> None:
        self._call(lambda: self._stop(""))

    def unplug(self) -> None:
        """The module vanishes, as when a cable is pulled."""
        self._call(lambda: self._stop(_("The virtual module was unplugged.")))

    def power_key(self) -> None:
        """Switches a module on that was switched off with AT+QPOWD."""
        self._call(lambda: self._module.power_key())

    def _call(self, work: host.Work) -> None:
        if self._open:
            with contextlib.suppress(RuntimeError):  # the loop ended in this very moment
                self._loop.call_soon_threadsafe(work)

    def _start(self, place: Place, clock: Clock, script: Sequence[Event]) -> None:
        self._tasks = host.Tasks(self._failed)  # they end when the module restarts, the others do not
        self._lasting = host.Tasks(self._failed)
        far_end = self.far_end if place.local else None
        names = Names(place.hosts, far_end.address if far_end else None, far_end.service if far_end else None)
        self._wire = wire = Wire(clock, self.faults, lambda data: self._module.feed(data), self._deliver, place.speed)
        self._heard = lambda: wire.heard
        self._module = Module(place.profile, names, clock, self.faults, self._tasks, self._wire.say)
        self._module.note, self._module.voice.pause = self._note, self._wire.pause
        self._module.insert(place.sim, place.pin)
        if self._keeper:
            self._keeper.recall(self._module.unit)
            self._lasting.start(self._keeper.keep(self._module.unit, clock), "state")
        self._module.start(place.boot)
        self._misbehave(place, clock)
        self._lasting.start(self._play(script, clock), "script")

    def _misbehave(self, place: Place, clock: Clock) -> None:
        troubles = Troubles(self._module, self.faults, self.far_end, self._lasting, clock, place.local)
        self.faults.on_change = lambda name: self._call(lambda: troubles.change(name))
        early = [name for name in self.faults if self.faults.on(name)]  # thrown before this thread came to it
        self.faults.update(place.faults)
        for name in early:
            troubles.change(name)

    async def _play(self, script: Sequence[Event], clock: Clock) -> None:
        begun = clock.now()
        for event in script:
            await clock.sleep(max(0.0, event.time - (clock.now() - begun)))
            match event.verb:
                case "urc":
                    self._module.urc(event.data)
                case "raw":
                    self._wire.say(event.data)
                case "fault":
                    self.faults[event.name] = event.value
                case "push":
                    self.far_end.push(event.name, event.data)
                case "drop":
                    self.far_end.drop()

    def _deliver(self, data: bytes) -> None:
        if self._open:
            self._on_bytes(data, moment())

    def _note(self, text: str) -> None:
        self.notes.append(text)
        for told in list(self.on_note):
            told(text)

    def _failed(self, name: str, error: BaseException) -> None:
        """A slip of this program must not look like a silent module."""
        self._stop(_("The virtual module broke down in “{name}”: {error}").format(name=name, error=repr(error)))

    def _stop(self, reason: str) -> None:
        if self._open:
            self._open = False
            self._ending = host.Tasks(self._failed).start(self._end(reason), "end")

    async def _end(self, reason: str) -> None:
        self._wire.stop()
        self._module.unit.cut()
        await self._lasting.stop()
        await self._tasks.stop()
        if jobs := self._module.unit.ftp.jobs:
            await asyncio.wait(jobs, timeout=PATIENCE)  # they were cut; behind them their sockets are closed
        if self._keeper:
            await self._keeper.save(self._module.unit)
        await self.far_end.close()
        self._on_closed(reason)
        host.leave()
