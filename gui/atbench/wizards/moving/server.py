"""The FTP server of the session that a module has open: Quectel FTP(S) note V1.2, 2.7 to 2.15."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from atbench.at.events import Event
from atbench.session.answers import TimedOut
from atbench.texts import _
from atbench.wizards.moving import listings
from atbench.wizards.moving.codes import ABSENT, BUSY, UNKNOWN, code
from atbench.wizards.moving.entries import Entry, Kind, ordered
from atbench.wizards.moving.stream import late, pour
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import Refused, StepFailed

LONGEST = 255  # bytes of a name
LONGEST_FOLDER = 128  # 2.3
SPARE = 10.0  # s beyond the module's own longest silence
VERBS = ("MLSD", "LIST", "NLST")
LISTS, NAMES = "server lists by", "server names in"  # what was found out about it stands among the values of the run
IDLE = ("1", "4")  # QFTPSTAT, 2.17: nothing under way; closed


class Server:
    """It begins in the folder that the wizard went to."""

    kind: Kind = "server"
    can = frozenset({"folders", "make", "rename", "delete", "time"})

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self.start = talk.values.get("remote") or "/"

    @property
    def gap(self) -> float:
        """The longest silence within a transfer, in seconds."""
        return float(self._talk.values.get("timeout") or 90) + SPARE

    @property
    def identity(self) -> str:
        """Which server, and whose files: for the marks of what broke off."""
        values = self._talk.values
        return "|".join(values.get(name, "") for name in ("server", "port", "security", "user"))

    def join(self, folder: str, name: str) -> str:
        return name if name.startswith("/") else f"{folder.rstrip('/')}/{name}"

    def parent(self, folder: str) -> str:
        return folder.rstrip("/").rpartition("/")[0] or "/"

    async def list(self, folder: str) -> list[Entry]:
        for verb in VERBS[VERBS.index(self._talk.values.get(LISTS, VERBS[0])) :]:
            try:
                lines = await self._lines(verb, folder)
            except Refused as error:
                if code(error) in ABSENT:
                    raise _absent(folder, error) from None
                if verb == "NLST" or (code(error) and code(error) not in UNKNOWN):
                    raise
                self._talk.values[LISTS] = VERBS[VERBS.index(verb) + 1]
                continue
            if not lines and verb != "MLSD":
                await self._is_there(folder)
            if verb == "MLSD":
                return ordered(listings.machine(lines))
            if verb == "LIST":
                return ordered(listings.printed(lines, datetime.now(UTC)))
            return ordered([await self._known(folder, name) for name in listings.bare(lines)])
        return []

    async def look(self, path: str) -> Entry | None:
        """Asks for size and time; what has no size is looked for in the list of its folder."""
        name = path.rstrip("/").rpartition("/")[2]
        size = await self.size(path)
        if size >= 0:
            return Entry(name, False, size, listings.stamp(await self.time(path)))
        try:
            return next((one for one in await self.list(self.parent(path)) if one.name == name), None)
        except Refused as error:
            if code(error) not in ABSENT:
                raise  # the session is gone: that says nothing of the file
            return None

    async def make(self, path: str) -> None:
        await self.do(f'AT+QFTPMKDIR="{self.fit(path)}"')

    async def rename(self, old: str, new: str) -> None:
        await self.do(f'AT+QFTPRENAME="{self.fit(old)}","{self.fit(new)}"')

    async def delete(self, path: str, folder: bool) -> None:
        all_ = [*reversed(await self._all(path)), (path, True)] if folder else [(path, False)]
        for count, (one, is_folder) in enumerate(all_, 1):
            await self.do(f'AT+QFTP{"RMDIR" if is_folder else "DEL"}="{self.fit(one)}"')
            self._talk.tell(Progress(count, len(all_), _("items"), one))

    async def size(self, path: str) -> int:
        """In bytes, -1 where the server tells none: a folder, or nothing there."""
        try:
            told = await self.do(f'AT+QFTPSIZE="{self.fit(path)}"')
        except Refused as error:
            if code(error) not in ABSENT | UNKNOWN:
                raise
            return -1
        found = re.search(r"0,\s*(\d+)", told)
        return int(found[1]) if found else -1

    async def time(self, path: str) -> str:
        """As the server tells it, YYYYMMDDHHMMSS, "" where it does not."""
        try:
            told = await self.do(f'AT+QFTPMDTM="{self.fit(path)}"')
        except Refused:
            return ""
        found = re.search(r"0,\s*\"?(\d{8,}[.\d]*)", told)
        return found[1] if found else ""

    async def do(self, command: str) -> str:
        """A command with its late result; one that comes too early, because something is under way, is repeated."""
        try:
            return (await self._once(command)).text
        except Refused as error:
            if code(error) != BUSY or not await settle(self._talk, self.gap):
                raise
        return (await self._once(command)).text

    def wire(self, command: str) -> bytes:
        """The bytes of a command where the server's names are not UTF-8."""
        return b"" if self._encoding == "utf-8" else command.encode(self._encoding, "replace")

    @property
    def _encoding(self) -> str:
        return self._talk.values.get(NAMES, "utf-8")

    def fit(self, path: str) -> str:
        """A path that can stand in a command. Raises StepFailed for one that cannot."""
        if '"' in path or not path.isprintable():
            text = _("{name}: a quote or control character cannot stand in an AT command")
            raise StepFailed(text.format(name=path), (), (_("Rename it"),))
        if len(path.encode(self._encoding, "replace")) > LONGEST:
            text = _("{name} is longer than the {max} bytes that a module takes")
            raise StepFailed(text.format(name=path, max=LONGEST), (), (_("Use shorter names, or fewer folders"),))
        return path

    # -- below -----------------------------------------------------------------------------------------------------

    async def _once(self, command: str) -> Event:
        talk = self._talk
        with talk.session.late_of(command) as told:
            answer = await talk.ask(command, wire=self.wire(command))
            if not answer.ok or answer.final is None:
                raise talk.failed(command, answer.final)
            event = await talk.late(told, command) if told else answer.final
            if event.ok is False:
                raise talk.failed(command, event)
            return event

    async def _lines(self, verb: str, folder: str) -> Sequence[str]:
        command, data = f'AT+QFTP{verb}="{self.fit(folder)}","COM:"', bytearray()
        for again in (True, False):
            try:
                end = await pour(
                    self._talk, command, None, late(f"+QFTP{verb}"), data.extend, self.gap, self.wire(command)
                )
                break
            except Refused as error:
                if code(error) != BUSY or not again or not await settle(self._talk, self.gap):
                    raise
        if end["err"]:
            raise self._talk.failed(command, Event("late", end[0], end[0].strip(), command, f"+QFTP{verb}", False))
        return self._decoded(bytes(data)).splitlines()

    def _decoded(self, data: bytes) -> str:
        """Names go back to the server as they came from it."""
        for encoding in ("utf-8", "gb18030", "latin-1"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not data.isascii():
                self._talk.values[NAMES] = encoding
            return text.replace("\r\n", "\n")
        return ""

    async def _is_there(self, folder: str) -> None:
        """Many a server lists a folder that does not exist as one without anything in it."""
        if len(folder.encode(self._encoding, "replace")) <= LONGEST_FOLDER:
            await self.do(f'AT+QFTPCWD="{folder}"')

    async def _known(self, folder: str, name: str) -> Entry:
        """A name of which nothing is told: what has a size is a file."""
        size = await self.size(self.join(folder, name))
        return Entry(name, size < 0, size)

    async def _all(self, folder: str) -> Sequence[tuple[str, bool]]:
        """All in a folder, each folder before what is in it."""
        found: list[tuple[str, bool]] = []
        for one in await self.list(folder):
            path = self.join(folder, one.name)
            found.append((path, one.folder))
            if one.folder:
                found += await self._all(path)
        return found


def _absent(folder: str, refused: Refused) -> Refused:
    told = Refused(
        _("{name} is no folder there, or not for this user: {why}").format(name=folder, why=refused),
        refused.causes,
        refused.tries,
        refused.remedies,
    )
    told.line = refused.line
    return told


async def settle(talk: Talk, seconds: float) -> bool:
    """Waits until nothing is under way any more: asks each second. False where it did not end."""
    end = talk.clock.now() + seconds
    while True:
        with talk.session.late_of("AT+QFTPSTAT") as told:
            await talk.ask("AT+QFTPSTAT")
            try:
                state = (await told.wait(5.0)).text.rpartition(",")[2].strip() if told else ""
            except TimedOut:
                state = ""
        if state in IDLE:
            return True
        if talk.clock.now() > end:
            return False
        await talk.clock.sleep(1.0)
