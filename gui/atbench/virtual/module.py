"""A virtual module as seen from its serial port: power, echo, lines, prompts, results."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from copy import deepcopy

from atbench.clock import Clock
from atbench.virtual import radio
from atbench.virtual.backends.ftp_session import FtpSession
from atbench.virtual.backends.names import Names
from atbench.virtual.backends.outbox import Outbox
from atbench.virtual.backends.slot import Slot
from atbench.virtual.backends.sockets import Sockets
from atbench.virtual.backends.station import CloudClient
from atbench.virtual.backends.web_session import WebSession
from atbench.virtual.commands import commands_of
from atbench.virtual.faults import Faults
from atbench.virtual.host import Tasks
from atbench.virtual.intake import End, Intake, never
from atbench.virtual.line import Form, Refused, Request, Values, requests, split
from atbench.virtual.state import Network, Profile, Sim
from atbench.virtual.unit import Command, Handler, Lines, Unit
from atbench.virtual.voice import Voice

THINKING = 0.01  # seconds from the end of a line to its answer


class Module:
    """`out` gets all bytes that leave the module. Everything here runs in the loop of the host."""

    def __init__(
        self, profile: Profile, names: Names, clock: Clock, faults: Faults, tasks: Tasks, out: Callable[[bytes], None]
    ) -> None:
        self.unit = Unit(profile, clock, tasks, names, self)
        self._commands = commands_of(profile)
        self._clock, self._faults, self._tasks, self._out = clock, faults, tasks, out
        self.voice = Voice(self.unit, faults, out)
        self._intake = Intake(clock)
        self._key = asyncio.Event()
        self.awake = False  # whether it hears what is typed
        self._busy = self._told = False  # whether a command runs (then its own lines wait), and has said its OK
        self._held: list[bytes] = []
        self._last = b""
        self._then = ""  # "restart" or "off": what follows the final result
        self._whole = {name for name, command in self._commands.items() if command.raw}
        self.note: Callable[[str], None] = lambda text: None  # set from outside

    # power

    def start(self, boot: bool) -> None:
        """Power on; `boot` False: it has been running for a while."""
        if not boot:
            radio.settled(self.unit)
            self.awake = True
        self._tasks.start(self._live(boot), "module")

    async def _live(self, boot: bool) -> None:
        if boot:
            await self._boot()
        while True:
            self.awake = True
            while not self._then:
                await self._line()
            if self._then == "off":
                await self._power_down()
                self._key.clear()
                await self._key.wait()
            else:
                await self._reset()
                await self._clock.sleep(0.8)
            await self._boot()

    async def _boot(self) -> None:
        await self._clock.sleep(0.6)
        for line in self.unit.profile.wakes:
            self.voice.say(line.encode())
            await self._clock.sleep(0.2)
        start = radio.start_wifi if "wifi" in self.unit.profile.families else radio.start_sim
        self._tasks.start(start(self.unit), "start")

    async def _power_down(self) -> None:
        bare = self.unit.profile.habits.bare_off
        if not bare:
            radio.leave(self.unit)
        await self._clock.sleep(1)
        self.voice.say(b"POWERED DOWN", ended=not bare)
        if bare:
            radio.leave(self.unit)
        await self._reset()

    async def _reset(self) -> None:
        """What a restart forgets; contexts stay defined, and a SIM card asks for its PIN again."""
        self.awake, self._then, self._last = False, "", b""
        await self._tasks.stop()
        unit = self.unit
        unit.cut()
        unit.clients = tuple(Slot(slot.index) for slot in unit.clients)
        unit.outbox, unit.ftp, unit.sockets, unit.web = Outbox(), FtpSession(), Sockets(), WebSession()
        unit.station, unit.cloud = unit.station.restarted(), CloudClient()
        for context in unit.contexts.values():
            context.active = False
        self.insert(unit.sim.inserted, unit.sim.asks)
        unit.network, unit.terminal = Network(), deepcopy(unit.stored)
        unit.tcp_error = 0
        unit.tls.clear()
        unit.files.restart()
        self._intake.typed.clear()
        self._held.clear()
        self._busy = False

    async def reboot(self) -> None:
        """Power fails for a moment, whatever is going on."""
        await self._reset()
        self._tasks.start(self._live(True), "module")

    def power_key(self) -> None:
        """Switches a module on that was switched off with AT+QPOWD."""
        self._key.set()

    def insert(self, card: bool, pin: str) -> None:
        """Which SIM card is in the module: none, or one with a PIN ("" for none)."""
        self.unit.sim = Sim(card, pin, pin)

    # what commands use

    def urc(self, line: str | bytes) -> None:
        data = line.encode("latin-1") if isinstance(line, str) else line
        if self._busy:
            self._held.append(data)
        else:
            self.voice.say(data)

    async def payload(self, length: int, echo: bool = True) -> bytes:
        self.voice.prompt(b"\r\n> ")
        data = bytearray()
        while len(data) < length:
            await self._intake.wait()
            part = self._intake.take(length - len(data))
            if echo:
                self.voice.echo(part)
            data += part
        await self._clock.sleep(THINKING)
        await self._stuck()
        self._intake.typed.clear()
        return bytes(data)

    async def data(self, length: int, seconds: float, acknowledge: bool = False, in_all: bool = False) -> bytes:
        self.connect()
        data = await self._intake.data(length, seconds, (lambda: self._out(b"A")) if acknowledge else None, in_all)
        await self._clock.sleep(THINKING)
        await self._stuck()
        return data

    def connect(self) -> None:
        self._intake.typed.clear()  # what came before CONNECT is lost
        self.voice.hold()
        self.voice.final(b"CONNECT")

    async def typed(self, length: int, seconds: float, take: Callable[[bytes], None]) -> End:
        end = await self._intake.stream(length, seconds, take)
        await self._stuck()
        return end

    def out(self, data: bytes) -> None:
        self._out(data)

    async def ok(self) -> None:
        await self._end(b"OK")
        self._told = True

    async def prompted(
        self, prompt: bytes, length: int, seconds: float, stop: bytes = b"", enough: Callable[[bytes], bool] = never
    ) -> bytes:
        self._intake.typed.clear()  # the LF of a CR LF, above all
        self.voice.prompt(prompt)
        try:
            data = await self._intake.until(length, seconds, stop, enough)
        except TimeoutError:
            await self._stuck()
            raise
        await self._stuck()
        return data

    async def more(self, length: int, seconds: float) -> bytes:
        return await self._intake.more(length, seconds)

    def bulk(self, data: bytes, announced: bool = False) -> None:
        self.voice.hold()
        self.voice.final(b"CONNECT", f" {len(data)}".encode() if announced else b"")
        self._out(data)

    def restart(self, off: bool = False) -> None:
        self._then = "off" if off else "restart"

    # bytes in

    def feed(self, data: bytes) -> None:
        """Bytes from the serial line. A module that is off, or not up yet, does not hear them."""
        if self.awake:
            self._intake.feed(data)

    def hang_up(self) -> None:
        """DTR falls. Data mode ends, unless AT&D0 ignores it (AT manual 3.2)."""
        if self.unit.terminal.numbers["&D"]:
            self._intake.drop()

    async def _line(self) -> None:
        """Takes one line with echo and runs it. A line that does not begin with AT or at is passed over."""
        line, echo, registers = bytearray(), bytearray(), self.unit.terminal.registers
        typed = self._intake.typed
        while True:
            if not typed:
                self.voice.echo(bytes(echo))
                echo.clear()
                await self._intake.wait()
            byte = typed[0]
            del typed[:1]
            if byte == 10 and not line and registers[3] != 10:
                continue  # the LF of a CR LF
            echo.append(byte)
            if byte == registers[3]:
                break
            if byte == registers[5]:
                del line[-1:]
            elif byte >= 32 and len(line) <= self.unit.profile.longest:  # V.250 5.2.2: other controls are ignored
                line.append(byte)
            if len(line) < 8 and line.strip().upper() == b"A/":
                line = bytearray(self._last)
                break
        self.voice.echo_line(bytes(echo))
        text = bytes(line).lstrip()
        if text[:2] in (b"AT", b"at"):
            self._last = text
            await self._run(text[2:])

    async def _run(self, line: bytes) -> None:
        self._busy, self._told = True, False
        self.voice.begin()
        await self._clock.sleep(THINKING)
        try:
            final = await self._chain(line)
        except Refused as refused:
            final = self.voice.error(refused)
        if final != b"OK" or not self._told:
            await self._end(final)
        self._busy = False
        held, self._held = self._held, []
        for data in held:
            self.voice.say(data)

    async def _end(self, final: bytes) -> None:
        await self._clock.sleep(self._faults["late"])
        self.voice.result(final)

    async def _stuck(self) -> None:
        """Data mode is at its end and goes on all the same, while the fault says so."""
        while self._faults.on("data_stuck"):
            self._intake.typed.clear()
            await self._clock.sleep(0.1)

    async def _chain(self, line: bytes) -> bytes:
        """The commands of a line one after the other; raises `Refused` at the first that fails."""
        if len(line) > self.unit.profile.longest - 2:
            raise Refused
        for request in requests(line.decode("latin-1"), self._whole):
            command = self._commands.get(request.name)
            if command is None:
                raise Refused(word=self.unit.profile.unknown)
            if lines := await self._answer(command, request):
                self.voice.answer(lines)
            if self._then:
                break
        return b"OK"

    async def _answer(self, command: Command, request: Request) -> list[bytes]:
        handlers: dict[Form, Handler | tuple[str, ...] | None] = {
            "test": command.test if request.name[0] in "+^%*" else None,
            "read": command.read,
            "write": command.write,
            "execute": command.execute,
        }
        handler = handlers[request.form]
        if handler is None:
            raise Refused
        if command.sim:
            radio.need_card(self.unit)
        try:
            rest = Values(((request.rest, False),)) if command.raw else split(request.rest, command.code)
            lines = handler(self.unit, rest) if callable(handler) else handler
            found: Lines = await lines if inspect.isawaitable(lines) else lines
        finally:
            if command.blocks:
                self._intake.typed.clear()
        return [line.encode("latin-1") if isinstance(line, str) else line for line in found]
