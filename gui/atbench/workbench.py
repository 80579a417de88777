"""The workbench joins the parts, without Qt: port, capture, log, session, knowledge, virtual modules.

The window, the command line and the tests all work on one of these.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from atbench.at.events import Event
from atbench.clock import Clock
from atbench.files import Home
from atbench.knowledge import Knowledge, Limits
from atbench.knowledge.guess import Guess, Guesser
from atbench.knowledge.load import state_of
from atbench.port.opening import open_port
from atbench.port.port import Port, PortSettings, moment
from atbench.session.answers import TimedOut
from atbench.session.session import Session
from atbench.session.status import Status
from atbench.settings import Settings
from atbench.store.capture import Capture, new_path
from atbench.store.log import Log
from atbench.texts import _

if TYPE_CHECKING:
    from atbench.virtual.far_end import FarEnd

DEFAULT = "ec600s"
"""The module whose manuals are used until another one is chosen."""


class Workbench:
    """One module at a time, and everything known about it.

    `on_change` is called, in the loop's thread, after a port was opened, closed or lost, and when recording fails.
    """

    def __init__(self, home: Home, clock: Clock | None = None, profile: str = "") -> None:
        # The port's thread must get its turn while others compute: 17 ms of waiting become 0.7 ms.
        sys.setswitchinterval(0.0005)
        self.home = home
        self.clock = clock or Clock()
        self.settings = Settings(home)
        self.profile = profile or self.settings.get("profile")
        self.problem_profile = ""  # why another one is used than was chosen, for the user
        self._reading = threading.Lock()
        self._given = profile  # on the command line: holds for virtual modules, too
        self._wanted = self.profile  # what was read last, or should have been
        self._manuals = ""  # the state of the user's own manuals when they were read
        self.port: Port | None = None
        self.session: Session | None = None
        self.log: Log | None = None
        self.problem = ""  # what ended the last port or recording, for the user
        self.on_change: list[Callable[[], None]] = []
        self._ended: asyncio.Event | None = None
        self._knowledge: Knowledge | None = None
        self._guesser: Guesser | None = None

    @property
    def knowledge(self) -> Knowledge:
        """The manuals of the module in use; read when first asked for."""
        with self._reading:  # two threads may want it first
            if self._knowledge is None:
                self._knowledge = self._read(self.profile)
            return self._knowledge

    @property
    def ready(self) -> Knowledge | None:
        """The manuals, None while nobody has read them yet."""
        return self._knowledge

    @property
    def guess(self) -> Guess | None:
        """Which module the traffic speaks of, where that is another one than is in use."""
        guess = self._guesser.now if self._guesser else None
        if guess is None:
            return None
        known = self.knowledge
        return guess if guess.name not in ((known.profile, known.family) if guess.sure else known.kin) else None

    async def use(self, profile: str) -> None:
        """Takes the manuals of another module or family from now on, and remembers it.

        Raises ValueError for an unknown name.
        """
        await self._take(await asyncio.get_running_loop().run_in_executor(None, self._read_strictly, profile))
        self.profile, self.problem_profile = profile, ""
        self.settings.set("profile", profile)
        self._changed()

    async def refresh(self) -> bool:
        """Reads the manuals again where the user changed his own files; whether he had.

        Raises OSError where a file went away in this very moment.
        """
        known = self._knowledge
        if known is None:
            return False
        loop = asyncio.get_running_loop()
        if await loop.run_in_executor(None, state_of, self.home.manuals) == self._manuals:
            return False
        again = await loop.run_in_executor(None, self._read, self._wanted)
        if known is not self._knowledge:  # another one was chosen meanwhile: look again next time
            self._manuals = ""
            return False
        await self._take(again)
        self._changed()
        return True

    async def _take(self, known: Knowledge) -> None:
        dialect = await asyncio.get_running_loop().run_in_executor(None, lambda: known.dialect)
        self._knowledge = known
        if self.session:
            self.session.engine.speak(dialect)
            self.session.status.hear(known.told, known.telling)

    def _read(self, profile: str) -> Knowledge:
        """The manuals of a module; those of the default one where it is not known any more."""
        try:
            known, self.problem_profile = self._read_strictly(profile), ""
        except ValueError as error:
            if profile == DEFAULT:
                raise
            known, self.problem_profile = self._read_strictly(DEFAULT), str(error)
        self._wanted = profile
        return known

    def _read_strictly(self, profile: str) -> Knowledge:
        state = state_of(self.home.manuals)  # before it is read: what changes meanwhile is noticed
        known = Knowledge.of(self.home, profile)
        self._manuals, self._wanted = state, profile
        return known

    def _for(self, url: str) -> Knowledge:
        """The manuals for a port: of a virtual module we know for sure what it is."""
        known, wanted = self.knowledge, self.profile
        name = urlsplit(url).netloc.lower() if url.startswith("virtual://") and not self._given else ""
        if name and _is_profile(known, name):
            wanted = name
        if wanted != self._wanted:
            self._knowledge = known = self._read(wanted)
        return known

    @property
    def far_end(self) -> FarEnd | None:
        """What a virtual module talks to; None for a real one."""
        return getattr(self.port, "far_end", None)

    @property
    def capture(self) -> Capture | None:
        return self.log.capture if self.log is not None else None

    async def open(self, url: str, settings: PortSettings | None = None, record: Path | None = None) -> Session:
        """Opens a port and records it; sends nothing.

        The capture goes to `record`, else into the captures folder (unless the setting "record" is off). Raises
        OSError (port or capture; its text is for the user) and ValueError (a URL that means nothing).
        """
        await self.close()
        line = settings or PortSettings()
        loop = asyncio.get_running_loop()
        knowledge = await loop.run_in_executor(None, self._for, url)
        dialect = await loop.run_in_executor(None, lambda: knowledge.dialect)
        capture = self._new_capture(url, record)
        status = Status(knowledge.told, knowledge.telling)
        session = Session(capture, dialect, lambda text: self._limits(text, status), self.clock, status=status)
        self._guesser = guesser = Guesser(knowledge.families)
        session.listen(lambda event, _time: guesser.hear(event))
        ended = asyncio.Event()
        on_closed = functools.partial(self._on_closed, session, ended)
        openers = {"virtual": self._open_virtual}
        opening = functools.partial(open_port, url, line, session.on_bytes, on_closed, openers, landing=session)
        try:
            self.port = await loop.run_in_executor(None, opening)
        except (OSError, ValueError):
            capture.discard()
            raise
        self.session, self.log, self._ended, self.problem = session, session.log, ended, ""
        where = str(capture.path) if capture.path else _("not recorded")
        self._note(
            _("{port} opened · {baud} {line} · {where}").format(port=url, baud=line.baud, line=line.short, where=where)
        )
        session.attach(self.port)
        self._changed()
        if capture.problem:  # it failed before anybody could be told
            self._recording_failed(capture.problem)
        return session

    async def started(self, seconds: float = 20.0) -> None:
        """Waits until a virtual module that was just switched on takes commands; at once for every other port."""
        session, port = self.session, self.port
        if session is None or port is None or self.far_end is None or "boot=0" in port.name:
            return
        with contextlib.suppress(TimedOut), session.expect(_has_started) as told:
            await told.wait(seconds)

    async def close(self) -> None:
        """Closes the port; at once where none is open. What it said until then is in the capture."""
        port, ended = self.port, self._ended
        if port and ended:
            await asyncio.get_running_loop().run_in_executor(None, port.close)
            try:
                async with asyncio.timeout(3):
                    await ended.wait()
            except TimeoutError:
                self.problem = _("{port} is stuck in its driver. Unplug it, then open it again.").format(port=port.name)
                self._forget()

    def _limits(self, text: str, status: Status) -> Limits:
        return self.knowledge.limits(text, status.now)

    def _new_capture(self, url: str, record: Path | None) -> Capture:
        path = record
        if path is None and self.settings.get("record"):
            path = new_path(self.home.captures, url, datetime.now().astimezone())
        try:
            return Capture(path, self._recording_failed)
        except OSError as error:
            if path and path.is_file():
                text = _("{path} is there already. A capture never overwrites: choose another name.")
                raise OSError(text.format(path=path)) from None
            text = _("{path} cannot be written: {why}. Choose another place for the capture.")
            raise OSError(text.format(path=path, why=error.strerror)) from None

    def _open_virtual(self, *arguments: object) -> Port:
        from atbench import virtual  # the broker and its friends take their time; real ports need none of them

        port = virtual.open(*arguments, self.clock)  # type: ignore[call-arg, arg-type]
        port.on_note.append(self._module_told)
        return port

    def _module_told(self, text: str) -> None:
        """From the port's thread: what a virtual module cannot do as a real one would."""
        if self.session:
            self.session.feed.call(functools.partial(self._note, text))

    def _on_closed(self, session: Session, ended: asyncio.Event, reason: str) -> None:
        """From the port's thread."""
        session.feed.end(functools.partial(self._ended_with, session, ended, reason))

    def _ended_with(self, session: Session, ended: asyncio.Event, reason: str) -> None:
        session.end(reason)
        text = _("{port} is gone: {reason}. Plug it in again, then open it.") if reason else _("{port} closed")
        name = self.port.name if self.port else ""
        if session is self.session:
            self._note(text.format(port=name, reason=reason))
            self.problem = reason and text.format(port=name, reason=reason)
            self._forget()
        session.log.capture.close()
        ended.set()
        self._changed()

    def _forget(self) -> None:
        self.port = self._ended = None

    def _recording_failed(self, reason: str) -> None:
        """From the port's thread: the disk takes no more."""
        session = self.session
        if session:
            text = _("Recording stopped: {reason}. The terminal goes on; what comes now is kept in memory only.")
            session.feed.call(functools.partial(self._say, text.format(reason=reason)))

    def _say(self, text: str) -> None:
        self.problem = text
        self._note(text)
        self._changed()

    def note(self, text: str) -> None:
        """A line of our own in the log and the capture, where a port is or was open."""
        self._note(text)

    def _note(self, text: str) -> None:
        if self.log is not None:
            now = moment()
            self.log.note(text, now)
            self.log.capture.note(text, now)

    def _changed(self) -> None:
        for listener in tuple(self.on_change):
            listener()


def _is_profile(known: Knowledge, name: str) -> bool:
    return any(profile.name == name for file in known.families.values() for profile in file.profiles)


def _has_started(event: Event) -> bool:
    """The last thing that a Quectel module says while it starts (AT manual V1.1, 11.7 table 12)."""
    return event.line == b"+QIND: PB DONE"
