"""Makes the Qt objects once and joins them to the workbench.

The frame of the window is painted before anything else is imported; then come its parts, then the event loop, the
workbench and the ports.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QSize, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from atbench import texts
from atbench.files import Home, resource
from atbench.settings import Settings
from atbench.texts import _
from atbench.ui.theme import SIZES, Theme
from atbench.ui.window import Window

if TYPE_CHECKING:
    import asyncio

    from atbench.clock import Clock
    from atbench.ui.desk import Desk

SWITCH = 0.0005  # s between two threads: with Python's 5 ms the window stutters while a thread works
FIRST_PAINT = 2000  # ms after which we go on, painted or not (a minimised window is never painted)

Scene = Callable[["Desk"], Awaitable[int]]


def run(args: argparse.Namespace) -> int:
    """The window; returns the exit code when it is closed."""
    return App(args).run(_wait)


def demo(args: argparse.Namespace) -> int:
    """The window with a session on a virtual module and a tour through the wizards; headless it judges itself."""
    if not args.headless:
        return App(args).run(_show_demo)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="atbench-demo-") as folder:
        if args.home == Home.default():
            args.home = Home(Path(folder))  # a clean one: the demo leaves nothing behind
        return App(args).run(_play_demo)


class App:
    """One run of the program."""

    def __init__(self, args: argparse.Namespace, clock: Clock | None = None) -> None:
        sys.setswitchinterval(SWITCH)
        self.args = args
        self.clock = clock
        there = QApplication.instance()  # a test has one
        self.qt = there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
        self.qt.setApplicationName("atbench")
        self.qt.setDesktopFileName("atbench")
        self.qt.setStyle("Fusion")
        self.qt.setQuitOnLastWindowClosed(False)
        self.settings = Settings(args.home)
        if not args.lang and self.settings.get("language"):
            texts.use(self.settings.get("language"))
        self.translator = Translator(self.qt)
        self.translator.use()
        theme = Theme.current()
        theme.text_size = self.settings.get("font_size")
        theme.interface_size = self.settings.get("interface_size")
        theme.use(self.settings.get("theme"))
        self.window = Window()
        self.window.use_place(self.settings.get("window"))

    def make_window(self) -> Window:
        """A window with everything in it, not shown yet."""
        self.translator.use()
        return Window().furnish(self.history, self.messages)

    def run(self, scene: Scene) -> int:
        self._paint_first()
        self._furnish()
        # Not before the first picture: they take 100 ms.
        import asyncio

        import qasync

        from atbench.ui.collector import Collector

        loop = qasync.QEventLoop(self.qt)
        asyncio.set_event_loop(loop)
        collector = Collector()
        try:
            with loop:
                return int(loop.run_until_complete(self._main(loop, scene)))
        finally:
            asyncio.set_event_loop(None)
            # What is left of deleted windows goes now and in this thread.
            self.qt.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            collector.stop()

    def _paint_first(self) -> None:
        late = QTimer()
        late.setSingleShot(True)
        late.timeout.connect(self._leave_first_loop)
        late.start(FIRST_PAINT)
        self.window.painted.connect(self._leave_first_loop)
        self.window.show()
        self.qt.exec()
        late.stop()

    def _furnish(self) -> None:
        from atbench.ui.history import History
        from atbench.ui.messages import Messages

        self.qt.setWindowIcon(QIcon(str(resource("icons/atbench.svg"))))
        self.messages = Messages()
        self.history = History(self.args.home.history, _keep_nothing)
        self.window.furnish(self.history, self.messages)
        self.window.use_layout(self.settings.get("window"))
        self.window.show_terminal(False)
        self.window.input.focus()

    def _leave_first_loop(self) -> None:
        self.qt.exit(0)  # not quit(): that would close the window first

    async def _main(self, loop: asyncio.AbstractEventLoop, scene: Scene) -> int:
        import signal

        from atbench.ui.desk import Desk
        from atbench.workbench import Workbench

        workbench = Workbench(self.args.home, self.clock, getattr(self.args, "profile", ""))
        workbench.settings = self.settings
        desk = Desk(workbench, self.messages, self.history, self.make_window, self.args)
        sys.excepthook = desk.broken
        loop.set_exception_handler(desk.loop_broken)
        with contextlib.suppress(NotImplementedError):  # Windows
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, desk.end)
        self.qt.lastWindowClosed.connect(desk.end)
        desk.attach(self.window)
        self._tell_settings()
        desk.ports.refresh()
        desk.tasks.start("read the manuals", desk.warm())
        desk.tasks.start("watch the user's own manuals", desk.own.watch())
        try:
            return await scene(desk)
        finally:
            sys.excepthook = sys.__excepthook__
            await desk.tasks.stop()
            await workbench.close()
            self.qt.lastWindowClosed.disconnect(desk.end)
            desk.window.leave()
            for left in (desk.window, desk, self.messages):
                left.deleteLater()

    def _tell_settings(self) -> None:
        from atbench.ui.messages import Message

        if self.settings.problem:
            title = _("The settings could not be read; the defaults hold.")
            text = _("The damaged file was kept as settings.json.damaged: {reason}")
            self.messages.show(Message("settings", title, text.format(reason=self.settings.problem), "warning"))


class Translator:
    """Qt's own words (file dialogs, menus of fields) in the language of the program."""

    def __init__(self, qt: QApplication) -> None:
        self._qt = qt
        self._installed: QTranslator | None = None

    def use(self) -> None:
        if self._installed:
            self._qt.removeTranslator(self._installed)
            self._installed = None
        language = texts.language()
        QLocale.setDefault(QLocale(language))
        if language == "en":
            return
        made = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if made.load(f"qtbase_{language}", folder):
            self._qt.installTranslator(made)
            self._installed = made


async def _wait(desk: Desk) -> int:
    """Opens the port of the command line, if there is one, and stays until the window is closed."""
    args = desk.args
    if args.baud:
        desk.window.toolbar.show_line(replace(desk.window.toolbar.settings, baud=args.baud))
    if args.port:
        desk.ports.record = args.record
        desk.ports.open(args.port)
    await desk.ended.wait()
    return 0


async def _show_demo(desk: Desk) -> int:
    from atbench.ui.showing import Show

    desk.tasks.start("show the demo", Show(desk).run())
    await desk.ended.wait()
    return 0


async def _play_demo(desk: Desk) -> int:
    from atbench.ui.demo import Demo
    from atbench.ui.tour import tour

    desk.window.reset_layout(QSize(SIZES["window_width"], SIZES["window_height"]))
    passed = await Demo(desk, _print).play()
    if path := desk.args.screenshot:
        await desk.drawn()
        if not desk.window.grab().save(str(path)):
            text = _("The picture cannot be saved as {path}: name a folder that exists, and .png.")
            _print(text.format(path=path))
            return 1
    await desk.workbench.close()
    return 0 if await tour(_print) and passed else 1


def _print(text: str) -> None:
    print(text, flush=True)


def _keep_nothing(text: str) -> bool:
    """Until the manuals are read nobody knows what is secret."""
    return True
