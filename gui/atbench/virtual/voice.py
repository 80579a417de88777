"""How a module speaks: echo, information, results, as ATE, ATV, ATQ, S3, S4 and AT+CMEE want them, and its faults."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from atbench.virtual.faults import Faults
from atbench.virtual.line import Refused
from atbench.virtual.unit import CME, Unit

_DIGITS = {b"OK": b"0", b"CONNECT": b"1", b"NO CARRIER": b"3", b"ERROR": b"4"}  # V.250 table 1


class Voice:
    """`out` gets the bytes."""

    def __init__(self, unit: Unit, faults: Faults, out: Callable[[bytes], None]) -> None:
        self._unit, self._faults, self._out = unit, faults, out
        self._whole = True  # whether no URC came yet into the answer of this command
        self.pause: Callable[[float], None] = lambda seconds: None  # set from outside: what comes next is later

    def begin(self) -> None:
        """A command line begins."""
        self._whole = True

    def answer(self, lines: Sequence[bytes]) -> None:
        """The information that a command gives."""
        if len(lines) > 1 and self._faults.on("urc_in_answer"):
            self.say(lines[0])
            self._interrupt()
            lines = lines[1:]
        self.say(b"\r\n".join(lines))

    def result(self, final: bytes) -> None:
        """The end of a command."""
        if self._faults.on("urc_in_answer"):
            self._interrupt()
        self.final(final)

    def final(self, final: bytes, tail: bytes = b"") -> None:
        """V.250 6.2.6 and 27.007 9.1: with ATV0 the words become digits, +CME ERROR keeps its text."""
        terminal = self._unit.terminal
        if terminal.quiet:
            return
        if terminal.verbose or final not in _DIGITS:
            self.say(final + tail)
        else:
            self._out(_DIGITS[final] + bytes([terminal.registers[3]]))

    def error(self, refused: Refused) -> bytes:
        """The final result for a refusal."""
        errors, code = self._unit.terminal.errors, refused.code
        if self._faults.on("cmee"):
            errors = int(self._faults["cmee"])
        if code is not None and self._faults.on("plain_error"):
            return b"ERROR"
        if code is None or not errors:
            return refused.word
        return refused.line.format(code if errors == 1 else CME[code]).encode()

    def say(self, line: bytes, ended: bool = True) -> None:
        """A line between the line ends that ATV, S3 and S4 ask for; without the last one where it is not `ended`."""
        registers, verbose = self._unit.terminal.registers, self._unit.terminal.verbose
        end = bytes([registers[3], registers[4]])
        leads = verbose and self._unit.profile.leads and not self._faults.on("no_crlf")
        self._out((end if leads else b"") + line + (end if ended else b""))

    def prompt(self, data: bytes) -> None:
        """What asks for data."""
        self.hold()
        self._out(data)

    def hold(self) -> None:
        """Before a prompt or CONNECT."""
        if self._faults.on("slow_prompt"):
            self.pause(self._faults["slow_prompt"])

    def echo(self, data: bytes) -> None:
        if data and self._unit.terminal.echo:
            self._out(data)

    def echo_line(self, data: bytes) -> None:
        """The echo of the end of a line, with as much of the line as has no echo yet."""
        if self._faults.on("echo_crcrlf"):
            data += b"\r\n"
        elif not self._unit.profile.leads:
            data += b"\n"
        if len(data) > 3 and self._unit.terminal.echo and self._faults.on("urc_in_echo"):
            middle = len(data) // 2
            self.echo(data[:middle])
            self.say(self._urc)
            data = data[middle:]
        self.echo(data)

    def _interrupt(self) -> None:
        if self._whole:
            self._whole = False
            self.say(self._urc)

    @property
    def _urc(self) -> bytes:
        """What comes at the wrong moment: true, and of no use."""
        if "wifi" in self._unit.profile.families:
            return b"WIFI GOT IP"
        return f"+CREG: {self._unit.network.status}".encode()
