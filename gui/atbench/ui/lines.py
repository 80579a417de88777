"""The desk's hand for what is typed: sends it at once or queues it, knows the open prompt, keeps the history."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from atbench.at.classify import Pending
from atbench.at.dialect import command_name
from atbench.knowledge import Knowledge
from atbench.port.port import PortLost
from atbench.store.export import export
from atbench.texts import _
from atbench.ui.asking import file_to_save
from atbench.ui.payload import LINE_ENDS, Prompt
from atbench.ui.silence import Silence
from atbench.ui.waiting import Waiting

if TYPE_CHECKING:
    from atbench.ui.desk import Desk
    from atbench.ui.window import Window

# Forms of a saved log by the ending of the file.
FORMS = {".txt": "text", ".jsonl": "json", ".bin": "raw"}


class Lines:
    """`queue` holds the lines that wait for the answer to an earlier one, with their line ends."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.queue: deque[tuple[str, bytes]] = deque()
        self.prompt: Prompt | None = None
        self._waiting, self._silence = Waiting(desk), Silence(desk)

    @property
    def _window(self) -> Window:
        return self._desk.window

    def attach(self, window: Window) -> None:
        bar, settings = window.input, self._desk.settings
        bar.show_options(settings.get("line_end"), settings.get("enter"), settings.get("wait"))
        bar.sent.connect(self.typed)
        bar.raw.connect(self.raw)
        bar.payload.connect(self.raw)
        bar.escape_wanted.connect(self.escape)
        bar.drop_wanted.connect(self.drop)
        bar.changed.connect(self._options_changed)
        bar.show_queue(len(self.queue))
        bar.show_prompt(self.prompt)

    # -- actions -------------------------------------------------------------------------------------------------

    def typed(self, text: str, end: bytes) -> None:
        """Sends a line at once; with "wait for the answer" it waits until nothing is pending."""
        session = self._desk.session
        if session and self._window.input.waits and (session.pending or self.queue) and not session.prompt:
            self.queue.append((text, end))
            self._window.input.show_queue(len(self.queue))
        else:
            self._type(text, end)
        self._remember(text)  # the disk comes after the wire

    def raw(self, data: bytes) -> None:
        """Sends bytes as they stand: HEX strings, keys, payload."""
        if self._desk.session:
            self._guard(self._desk.session.send, data)
            self._window.terminal.follow()

    def special(self, digits: str) -> None:
        self.raw(bytes.fromhex(digits))

    def escape(self) -> None:
        """`+++` with its second of silence before and after it."""
        if self._desk.session:
            self._desk.tasks.start("+++", self._desk.session.escape())

    def ask(self, command: str) -> None:
        """A question of the program's own: after those that wait already, and never into data."""
        session = self._desk.session
        if not session or not self._desk.open:
            return
        if session.prompt:
            self._desk.say(_("The module waits for data; nothing was asked"))
        elif self._desk.wizards.running:
            self._desk.say(_("A wizard is at work; nothing was asked"))
        elif session.pending or self.queue:
            self.queue.append((command, b"\r"))
            self._window.input.show_queue(len(self.queue))
        else:
            self._type(command, b"\r")

    def send(self) -> None:
        self._window.input.command.send.click()

    def repeat(self) -> None:
        if self._desk.history.last:
            self.typed(self._desk.history.last, LINE_ENDS[self._window.input.command.end.currentData()])

    def drop(self) -> None:
        self.queue.clear()
        self._window.input.show_queue(0)

    async def save(self) -> None:
        """Saves the log of the port as text, JSON lines or exact bytes; secrets are masked but in the bytes."""
        desk = self._desk
        capture = desk.session.log.capture if desk.session else None
        if not capture or not capture.path:
            desk.tell("save", _("There is nothing to save. This port is not recorded."), "hint")
            return
        filters = ";;".join((_("Text (*.txt)"), _("JSON lines (*.jsonl)"), _("Exact bytes received (*.bin)")))
        name = f"{Path(capture.path).stem}.txt"
        path, chosen = await file_to_save(self._window, _("Save log"), str(Path.home() / name), filters)
        if path is None:
            return
        if path.suffix not in FORMS:
            path = path.with_suffix(next(ending for ending in FORMS if f"*{ending}" in chosen))
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, _export, FORMS[path.suffix], capture.path, path, desk.workbench.knowledge)
        desk.say(_("Saved as {name}").format(name=path.name))

    # -- what happens --------------------------------------------------------------------------------------------

    def changed(self) -> None:
        if not self._desk.open:
            self._desk.messages.done("silence")
            if self.queue:
                self.drop()

    def tick(self) -> None:
        session = self._desk.session
        if not session:
            return
        self._waiting.tick(session)
        self._silence.tick(session)
        if self.queue and self._desk.open and not session.pending and not session.prompt:
            self._type(*self.queue.popleft())
            self._window.input.show_queue(len(self.queue))
        # While a list or a wizard runs, it answers the prompts.
        busy = self._desk.lists.running or self._desk.wizards.running or self._desk.console.busy
        command = session.prompt if self._desk.open and not busy else ""
        if command != (self.prompt.command if self.prompt else ""):
            self.prompt = self._announced(command) if command else None
            self._window.input.show_prompt(self.prompt)

    # -- below ---------------------------------------------------------------------------------------------------

    def _announced(self, command: str) -> Prompt:
        rule = self._desk.workbench.knowledge.dialect.commands.get(command_name(command))
        return Prompt(command, Pending.of(command, rule).length or 0)

    def _type(self, text: str, end: bytes) -> None:
        if self._desk.session:
            self._guard(self._desk.session.type, text, end)
            self._window.terminal.follow()

    def _guard(self, send: Callable[..., None], *what: object) -> None:
        try:
            send(*what)
        except (PortLost, OSError, ValueError) as error:
            self._desk.failed("send", error)

    def _remember(self, text: str) -> None:
        try:
            self._desk.history.add(text)
        except OSError as error:
            reason = error.strerror or str(error)
            text = _("The history cannot be saved: {reason}. Make room or change the rights of its folder.")
            self._desk.tell("history", text.format(reason=reason), "warning")

    def _options_changed(self) -> None:
        options, settings = self._window.input.options(), self._desk.settings
        for name in ("line_end", "enter", "wait"):
            settings.set(name, options[name])


def _export(form: str, capture: Path, out: Path, knowledge: Knowledge) -> None:
    with out.open("wb") as file:
        export(form, capture, file, knowledge)
