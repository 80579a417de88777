"""Before something ends a wizard, what it left on the module is taken back: in sight, for some seconds at most."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from atbench.texts import _, ngettext
from atbench.ui.messages import Message

if TYPE_CHECKING:
    from atbench.ui.desk import Desk
    from atbench.ui.wizard.work import Work

LONGEST = 12.0  # s; a module that answers needs one or two, one in data mode a few more
KEY = "settling"  # of the strip


class Settling:
    """One wizard at a time, and one task for all who wait for it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._task: asyncio.Task[None] | None = None

    @property
    def active(self) -> bool:
        return self._task is not None

    def begin(self, work: Work, word: str) -> None:
        """Takes back what `work` left; `word` is that of the button that ends it at once."""
        if self._task is None and work.unsettled:
            self._task = self._desk.tasks.start("take back", self._settle(work, word))
            self._task.add_done_callback(self._ended)

    async def wait(self) -> None:
        """Until it is done, or was cut short."""
        if self._task:
            await asyncio.wait({self._task})

    def cut(self) -> None:
        """No more of it: the module stays as it is."""
        if self._task:
            self._task.cancel()

    # -- below ---------------------------------------------------------------------------------------------------

    async def _settle(self, work: Work, word: str) -> None:
        count = max(1, work.left)
        title = _("Taking back what the wizard “{wizard}” left …").format(wizard=_(work.wizard.text))
        text = ngettext(
            "{count} thing on the module; at most {seconds:g} s.",
            "{count} things on the module; at most {seconds:g} s.",
            count,
        )
        reason = text.format(count=count, seconds=LONGEST)
        self._desk.messages.show(Message(KEY, title, reason, "hint", buttons=((word, self.cut),)))
        try:
            async with self._desk.workbench.clock.timeout(LONGEST):
                await work.settle()
        except TimeoutError:
            text = _("Not all of what the wizard “{wizard}” left was taken back. The module did not answer in time.")
            self._desk.tell("unsettled", text.format(wizard=_(work.wizard.text)), "warning")
        finally:
            work.let_go()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._task = None
        self._desk.messages.done(KEY)
        self._desk.wizards.settled()
