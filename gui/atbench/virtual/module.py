"""A virtual module as seen from its serial port: power, echo, lines, prompts, results."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from copy import deepcopy

from atbench.clock import Clock
from atbench.virtual import radio
from atbench.virtual.backends.names import Names
from atbench.virtual.backends.slot import Slot
from atbench.virtual.commands import COMMANDS
from atbench.virtual.faults import Faults
from atbench.virtual.host import Tasks
from atbench.virtual.intake import Intake
from atbench.virtual.line import Form, Refused, Request, requests, split
from atbench.virtual.state import Network, Profile, Sim
from atbench.virtual.unit import CME, Command, Handler, Lines, Unit

LONGEST_LINE = 4096
THINKING = 0.01  # seconds from the end of a line to its answer
_DIGITS = {b"OK": b"0", b"CONNECT": b"1", b"ERROR": b"4"}  # V.250 table 1


class Module:
    """`out` gets all bytes that leave the module. Everything here runs in the loop of the host."""

    def __init__(
        self, profile: Profile, names: Names, clock: Clock, faults: Faults, tasks: Tasks, out: Callable[[bytes], None]
    ) -> None:
        self.unit = Unit(profile, clock, tasks, names, self)
        self._clock, self._faults, self._tasks, self._out = clock, faults, tasks, out
        self._intake = Intake(clock)
        self._key = asyncio.Event()
        self._awake = False  # whether it hears what is typed
        self._busy = False  # whether a command runs: then its own lines wait
        self._held: list[bytes] = []
        self._last = b""
        self._then = ""  # "restart" or "off": what follows the final result

    # power

    def start(self, boot: bool) -> None:
        """Power on; `boot` False: it has been running for a while."""
        if not boot:
            radio.settled(self.unit)
            self._awake = True
        self._tasks.start(self._live(boot), "module")

    async def _live(self, boot: bool) -> None:
        if boot:
            await self._boot()
        while True:
            self._awake = True
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
        self._say(b"RDY")
        await self._clock.sleep(0.2)
        self._say(b"+CFUN: 1")
        self._tasks.start(radio.start_sim(self.unit), "sim")

    async def _power_down(self) -> None:
        radio.leave(self.unit)
        await self._clock.sleep(1)
        self._say(b"POWERED DOWN")
        await self._reset()

    async def _reset(self) -> None:
        """What a restart forgets; contexts stay defined, and a SIM card asks for its PIN again."""
        self._awake, self._then, self._last = False, "", b""
        await self._tasks.stop()
        self.cut()
        unit = self.unit
        unit.clients = tuple(Slot(slot.index) for slot in unit.clients)
        for context in unit.contexts.values():
            context.active = False
        self.insert(unit.sim.inserted, unit.sim.asks)
        unit.network, unit.terminal = Network(), deepcopy(unit.stored)
        unit.tcp_error = 0
        unit.tls.clear()
        unit.files.restart()
        self._intake.typed.clear()
        self._held.clear()

    def power_key(self) -> None:
        """Switches a module on that was switched off with AT+QPOWD."""
        self._key.set()

    def insert(self, card: bool, pin: str) -> None:
        """Which SIM card is in the module: none, or one with a PIN ("" for none)."""
        self.unit.sim = Sim(card, pin, pin)

    def cut(self) -> None:
        """Power is gone: every connection ends without a word."""
        for slot in self.unit.clients:
            slot.shut()

    # what commands use

    def urc(self, line: str | bytes) -> None:
        data = line.encode("latin-1") if isinstance(line, str) else line
        if self._busy:
            self._held.append(data)
        else:
            self._say(data)

    async def payload(self, length: int, echo: bool = True) -> bytes:
        self._out(b"\r\n> ")
        data = bytearray()
        while len(data) < length:
            await self._intake.wait()
            part = self._intake.take(length - len(data))
            if echo:
                self._echo(part)
            data += part
        await self._clock.sleep(THINKING)
        self._intake.typed.clear()
        return bytes(data)

    async def data(self, length: int, seconds: float, acknowledge: bool = False) -> bytes:
        self._intake.typed.clear()  # what came before CONNECT is lost
        self._final(b"CONNECT")
        data = await self._intake.data(length, seconds, (lambda: self._out(b"A")) if acknowledge else None)
        await self._clock.sleep(THINKING)
        return data

    def bulk(self, data: bytes, announced: bool = False) -> None:
        self._final(b"CONNECT", f" {len(data)}".encode() if announced else b"")
        self._out(data)

    def restart(self, off: bool = False) -> None:
        self._then = "off" if off else "restart"

    # bytes in

    def feed(self, data: bytes) -> None:
        """Bytes from the serial line. A module that is off, or not up yet, does not hear them."""
        if self._awake:
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
                self._echo(bytes(echo))
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
            elif byte >= 32 and len(line) <= LONGEST_LINE:  # V.250 5.2.2: other controls are ignored
                line.append(byte)
            if len(line) < 8 and line.strip().upper() == b"A/":
                line = bytearray(self._last)
                break
        self._echo(bytes(echo))
        text = bytes(line).strip()
        if text[:2] in (b"AT", b"at"):
            self._last = text
            await self._run(text[2:])

    async def _run(self, line: bytes) -> None:
        self._busy = True
        await self._clock.sleep(THINKING)
        try:
            final = await self._chain(line)
        except Refused as refused:
            final = self._error(refused.code)
        await self._clock.sleep(self._faults.late)
        self._final(final)
        self._busy = False
        held, self._held = self._held, []
        for data in held:
            self._say(data)

    async def _chain(self, line: bytes) -> bytes:
        """The commands of a line one after the other; raises `Refused` at the first that fails."""
        if len(line) > LONGEST_LINE - 2:
            raise Refused
        for request in requests(line.decode("latin-1")):
            command = COMMANDS.get(request.name)
            if command is None:
                raise Refused
            if lines := await self._answer(command, request):
                self._say(b"\r\n".join(lines))
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
            lines = handler(self.unit, split(request.rest, command.code)) if callable(handler) else handler
            found: Lines = await lines if inspect.isawaitable(lines) else lines
        finally:
            if command.blocks:
                self._intake.typed.clear()
        return [line.encode("latin-1") if isinstance(line, str) else line for line in found]

    # bytes out

    def _error(self, code: int | None) -> bytes:
        errors = self.unit.terminal.errors
        if code is None or not errors:
            return b"ERROR"
        return f"+CME ERROR: {code if errors == 1 else CME[code]}".encode()

    def _final(self, final: bytes, tail: bytes = b"") -> None:
        """V.250 6.2.6 and 27.007 9.1: with ATV0 the words become digits, +CME ERROR keeps its text."""
        terminal = self.unit.terminal
        if terminal.quiet:
            return
        if terminal.verbose or final not in _DIGITS:
            self._say(final + tail)
        else:
            self._out(_DIGITS[final] + bytes([terminal.registers[3]]))

    def _say(self, line: bytes) -> None:
        """A line between the line ends that ATV, S3 and S4 ask for."""
        registers, verbose = self.unit.terminal.registers, self.unit.terminal.verbose
        end = bytes([registers[3], registers[4]])
        self._out((end if verbose else b"") + line + end)

    def _echo(self, data: bytes) -> None:
        if data and self.unit.terminal.echo:
            self._out(data)
