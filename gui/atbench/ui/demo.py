"""`atbench demo`: the session of `expected.py` on a virtual module, in the window; headless it runs and is judged."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from atbench.command_sets.report import RowResult
from atbench.files import command_set
from atbench.texts import _
from atbench.ui.expected import PUSH_AFTER, STEPS, Heard, judge, published, push_for
from atbench.ui.terminal.times import clock
from atbench.ui.toolbar import VIRTUAL

if TYPE_CHECKING:
    from atbench.ui.desk import Desk

LIST = "aliyun_qmt.ini"
PATIENCE = 120.0  # seconds for the whole session
READY = "+QIND: PB DONE"  # the last word of a module that starts: before it, commands may find it busy
ARRIVAL = 5.0  # seconds for what was published to reach the far end

_ARROWS = {"command": ">>", "local": "--"}


class Demo:
    """Joins the list, the desk and the far end, which sends a property once the device has subscribed again."""

    def __init__(self, desk: Desk, say: Callable[[str], None] = print) -> None:
        self._desk = desk
        self._say = say
        self._printed = 0
        self._subscribed = 0
        self._ready, self._ended = asyncio.Event(), asyncio.Event()
        self.heard: list[Heard] = []
        desk.lists.on_row.append(self._row_changed)
        desk.lists.on_end.append(self._ended.set)

    async def open(self) -> bool:
        """Loads the list and connects the virtual module; whether it is there."""
        desk = self._desk
        desk.lists.load(command_set(LIST))
        self.rows = desk.window.commands.command_set().rows
        self.push = push_for(self.rows)
        await desk.ports.open_now(VIRTUAL)
        return desk.open

    async def play(self) -> bool:
        """Runs the list as the Run button does, tells every line with its meaning, then the verdict."""
        desk = self._desk
        if not await self.open() or not desk.session:
            self._say(_("FAILED: the virtual module did not open. {reason}").format(reason=desk.ports.problem))
            return False
        stop = desk.session.listen(self._heard)
        try:
            async with desk.workbench.clock.timeout(PATIENCE):
                await self._ready.wait()
                desk.window.commands.foot.run.click()
                await self._ended.wait()
        except TimeoutError:
            desk.lists.stop()
        finally:
            stop()
        self._tell_lines()
        problems = [*judge(self.heard, self.push), *await self._far_end_problems(), *self._run_problems()]
        for problem in problems:
            self._say(_("WRONG: {problem}").format(problem=problem))
        self._say(self._verdict(not problems))
        return not problems

    # -- below ---------------------------------------------------------------------------------------------------

    def _heard(self, *_event: object) -> None:
        self._tell_lines()

    def _tell_lines(self) -> None:
        """Says every line of the log that was not said yet, with its meaning."""
        desk = self._desk
        if not desk.session:
            return
        log = desk.session.log
        for index in range(self._printed, len(log)):
            line = log.line(index)
            if line.text == READY:
                self._ready.set()
            self.heard.append(Heard(line.kind, line.text))
            meaning = desk.explain(line)
            arrow = _ARROWS.get(line.kind, "<<")
            self._say(f"{clock(line.time)} {arrow} {desk.workbench.knowledge.mask(line.text, line.event.name)}")
            if meaning and meaning.summary:
                self._say(f"{'':16}{meaning.summary}")
        self._printed = len(log)

    def _row_changed(self, result: RowResult) -> None:
        """The second subscription for posts ends the second pair: now the cloud speaks."""
        if result.n == self.rows[0].n:
            self._subscribed = 0
        if result.state == "passed" and re.fullmatch(STEPS[PUSH_AFTER].command, result.text):
            self._subscribed += 1
            far_end = self._desk.workbench.far_end
            if self._subscribed == 2 and far_end:
                far_end.push(self.push.topic, self.push.payload)

    async def _far_end_problems(self) -> list[str]:
        far_end = self._desk.workbench.far_end
        if far_end is None:
            return [_("the virtual module is gone")]
        wanted = published(self.rows)
        await asyncio.get_running_loop().run_in_executor(None, far_end.wait, 1, ARRIVAL)
        arrived = [(message.topic, message.payload) for message in far_end.messages]
        if arrived == [wanted]:
            topic, payload = wanted
            self._say(_("far end: {count} bytes on {topic}, as sent").format(count=len(payload), topic=topic))
            return []
        return [_("the far end should have {wanted}, it has {arrived}").format(wanted=wanted, arrived=arrived)]

    def _run_problems(self) -> list[str]:
        report = self._desk.lists.report
        if report is None:
            return [_("the run did not end")]
        return [
            _("row {n}: {state} {note}").format(n=row.n, state=row.state, note=row.note)
            for row in report.rows
            if row.state != "passed"
        ]

    def _verdict(self, ok: bool) -> str:
        report = self._desk.lists.report
        seconds = report.seconds if report else 0.0
        if ok:
            text = _("PASSED: all {count} rows did what the session shows, in {seconds:.1f} s")
            return text.format(count=len(self.rows), seconds=seconds)
        return _("FAILED after {seconds:.1f} s").format(seconds=seconds)
