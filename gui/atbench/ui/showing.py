"""The demo with a screen: the session of chapter 4, then every wizard on its virtual module, while one looks on.

A strip over the terminal pauses, skips and stops it. Whoever does something himself meanwhile has taken over: the tour
waits until it is told to go on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from atbench.texts import _
from atbench.ui.messages import Message
from atbench.ui.wizard.trying import try_out
from atbench.wizards.all_ import NAMES

if TYPE_CHECKING:
    from atbench.session.session import Session
    from atbench.ui.desk import Desk
    from atbench.ui.wizard.work import Work

KEY = "tour"
LOOK = 0.8  # s before each step, to see what it is
HOLD = 6.0  # s for the summary, and as long for what arrived
TURN = 0.1  # s between two looks at how the wizard stands


class Tour:
    """`number` is that of the wizard at hand, from 1 on; `waits` that somebody pauses it or has taken over."""

    def __init__(self, desk: Desk, names: Sequence[str] = NAMES) -> None:
        self._desk, self._names = desk, names
        self._go, self._next = asyncio.Event(), asyncio.Event()
        self._go.set()
        self._task: asyncio.Task[None] | None = None
        self._work: Work | None = None
        self._session: Session | None = None
        self._title = ""
        self.number = 0

    @property
    def waits(self) -> bool:
        return not self._go.is_set()

    def start(self) -> asyncio.Task[None]:
        self._task = self._desk.tasks.start("tour", self._run())
        return self._task

    # -- the strip -----------------------------------------------------------------------------------------------

    def pause(self) -> None:
        """Until `go_on`; what the module was told already comes to its end."""
        self._go.clear()
        self._tell(_("It waits. The step at hand comes to its end; everything can be looked at and tried."))

    def go_on(self) -> None:
        self._go.set()
        self._tell()

    def skip(self) -> None:
        """To the next wizard; what this one did is taken back."""
        self._next.set()
        self._go.set()
        if self._work and self._work.running:
            self._work.stop()

    def stop(self) -> None:
        """Everything stays as it is."""
        if self._task:
            self._task.cancel()
        self._desk.messages.done(KEY)
        self._desk.say(_("The tour is over: everything stays as it is"))

    def _tell(self, reason: str = "") -> None:
        waits = self.waits
        first = (_("Go on"), self.go_on) if waits else (_("Pause"), self.pause)
        buttons = (first, (_("Skip"), self.skip), (_("Stop tour"), self.stop))
        reason = reason or _("Take over at any time: the tour waits then.")
        self._desk.messages.show(Message(KEY, self._title, reason, "hint", buttons=buttons))

    # -- the tour ------------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        for number, name in enumerate(self._names, 1):
            self.number = number
            self._next.clear()
            while not await self._one(name):
                await self._go.wait()  # somebody went elsewhere: then this one begins anew
        self._title = _("That was the tour. The wizards stand in the menu Wizards.")
        self._desk.messages.show(Message(KEY, self._title, "", "hint"))

    async def _one(self, name: str) -> bool:
        """Shows one wizard; whether it is done with."""
        desk = self._desk
        if not await self._opened(name):
            return False
        work = self._work
        assert work
        for at, step in enumerate(work.wizard.steps):
            work.go(at)
            await self._sleep(LOOK)
            if not await self._free():
                return False
            if self._next.is_set():
                return True
            if work.results[step.name].state not in ("passed", "skipped"):
                work.run_step()
                await self._until(lambda: not work.running)
            state = work.results[step.name].state
            if state in ("stopped", "waiting") and not self._next.is_set():
                self._wait_for_go()  # by somebody else, perhaps before it began, and all is taken back
                return False
            if state in ("failed", "stopped") and not step.optional:
                break
        await self._sleep(HOLD)
        if desk.far_ends.show_newest():
            await self._sleep(HOLD)
        return await self._free()

    async def _opened(self, name: str) -> bool:
        """The wizard on its module, with samples."""
        desk = self._desk
        await self._until(lambda: not desk.wizards.running)
        desk.wizards.open(name)
        self._work = work = desk.wizards.work
        assert work
        text = _("Tour {number} of {count}: {wizard}")
        self._title = text.format(number=self.number, count=len(self._names), wizard=_(work.wizard.text))
        self._tell()
        await desk.wizards.settling.wait()
        work.begin_anew()
        await try_out(desk, work)
        self._session = desk.session
        desk.wizards.open(name)  # to the front: the far end of the new module may stand there
        await desk.workbench.started()
        return await self._free()

    async def _free(self) -> bool:
        """Waits while it is paused, or somebody has taken over; False where he went elsewhere."""
        desk = self._desk
        if self._next.is_set():
            await self._until(lambda: not desk.wizards.running)
            return True
        if self._taken:
            self._wait_for_go()
        await self._go.wait()
        await self._until(lambda: not desk.wizards.running)
        return desk.wizards.work is self._work and desk.session is self._session and desk.open

    @property
    def _taken(self) -> bool:
        """Whether somebody does something himself."""
        desk, work = self._desk, self._work
        assert work
        elsewhere = desk.wizards.work is not work or desk.session is not self._session or not desk.open
        return elsewhere or desk.wizards.running

    def _wait_for_go(self) -> None:
        self._go.clear()
        self._tell(_("It waits, for you have taken over."))

    async def _sleep(self, seconds: float) -> None:
        """Cut short by Skip."""
        try:
            async with self._desk.workbench.clock.timeout(seconds):
                await self._next.wait()
        except TimeoutError:
            return

    async def _until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            await self._desk.workbench.clock.sleep(TURN)


class Show:
    """The session of chapter 4 in the window, then the tour. Skip goes on with the tour, Stop ends both."""

    def __init__(self, desk: Desk, names: Sequence[str] = NAMES) -> None:
        self._desk = desk
        self.tour = Tour(desk, names)
        self._session: asyncio.Task[None] | None = None
        self._stopped = False

    async def run(self) -> None:
        desk = self._desk
        title = _("Demo: a virtual EC600S talks to Aliyun, as the list at the right says")
        reason = _("A tour through the wizards follows.")
        buttons = ((_("Skip"), self.skip), (_("Stop demo"), self.stop))
        desk.messages.show(Message(KEY, title, reason, "hint", buttons=buttons))
        self._session = session = desk.tasks.start("demo", self._play())
        await asyncio.wait({session})
        if self._stopped:
            desk.messages.done(KEY)
        else:
            await asyncio.wait({self.tour.start()})

    def skip(self) -> None:
        """To the tour."""
        if self._session:
            self._session.cancel()
            self._desk.lists.stop()

    def stop(self) -> None:
        self._stopped = True
        self.skip()

    async def _play(self) -> None:
        from atbench.ui.demo import Demo

        said: list[str] = []
        await Demo(self._desk, said.append).play()
        self._desk.say(said[-1])
