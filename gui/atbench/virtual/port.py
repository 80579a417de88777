"""A virtual module in the shape of a port: what is written reaches the module, what it says comes back as bytes."""

from __future__ import annotations

import contextlib

from atbench.clock import Clock
from atbench.port.port import OnBytes, OnClosed, moment
from atbench.texts import _
from atbench.virtual import host
from atbench.virtual.address import Place
from atbench.virtual.backends.names import Names
from atbench.virtual.far_end.far_end import FarEnd
from atbench.virtual.faults import Faults
from atbench.virtual.module import Module


class VirtualPort:
    """`faults` are switches that may be thrown at any time, `far_end` is the cloud side.

    `on_bytes` and `on_closed` are called from the thread of the virtual modules.
    """

    def __init__(self, name: str, place: Place, on_bytes: OnBytes, on_closed: OnClosed, clock: Clock) -> None:
        self.name = name
        self.faults = Faults()
        self._on_bytes, self._on_closed = on_bytes, on_closed
        self._open = True
        self._loop = host.enter()
        self.far_end = FarEnd(self._loop, clock, place.old_tls)
        self._loop.call_soon_threadsafe(self._start, place, clock)

    def write(self, data: bytes) -> None:
        if not self.faults.no_answer:
            self._call(lambda: self._module.feed(data))

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

    def _start(self, place: Place, clock: Clock) -> None:
        self._tasks = host.Tasks(self._failed)
        names = Names(place.hosts, self.far_end.address if place.local else None)
        self._module = Module(place.profile, names, clock, self.faults, self._tasks, self._deliver)
        self._module.insert(place.sim, place.pin)
        self._module.start(place.boot)

    def _deliver(self, data: bytes) -> None:
        if not self._open:
            return
        pieces = [data[at : at + 1] for at in range(len(data))] if self.faults.one_byte else [data]
        for piece in pieces:
            self._on_bytes(piece, moment())

    def _failed(self, name: str, error: BaseException) -> None:
        """A slip of this program must not look like a silent module."""
        self._stop(_("The virtual module broke down in “{name}”: {error}").format(name=name, error=repr(error)))

    def _stop(self, reason: str) -> None:
        if self._open:
            self._open = False
            self._tasks.start(self._end(reason), "end")

    async def _end(self, reason: str) -> None:
        self._module.cut()
        await self._tasks.stop()
        await self.far_end.close()
        self._on_closed(reason)
        host.leave()
