"""A conversation with a virtual module: what is said, and what must come back, in that order."""

import re
import threading
from types import TracebackType

from atbench import virtual
from atbench.clock import Clock
from atbench.port.port import PortSettings
from atbench.virtual.far_end.devices import DEMO, DEMO_HOST
from atbench.virtual.state import PROFILES

PATIENCE = 5  # real seconds: only a failing test waits so long
FINAL = re.compile(rb"(?:\r\n|(?<=\n)|^)(OK|ERROR|\+CM[ED] ERR(?:OR)?:[^\r]*)\r\n")
SIGN_IN = f'AT+QMTCFG="aliauth",0,"{DEMO.key}","{DEMO.name}","{DEMO.secret}"'
TOPIC = f"/sys/{DEMO.key}/{DEMO.name}/thing"


class Talk:
    """A module that has been running for a while, unless `query` says otherwise."""

    def __init__(self, query: str = "boot=0", speed: float = 10, profile: str = "ec600s") -> None:
        self.speed, self.model = speed, PROFILES[profile].model
        self.raw, self._at = b"", 0
        self.pieces: list[bytes] = []
        self.times: list[float] = []
        self.closed: str | None = None
        self._news = threading.Condition()
        self.port = virtual.open(
            f"virtual://{profile}?{query}", PortSettings(), self._on_bytes, self._on_closed, Clock(speed)
        )
        self.far_end = self.port.far_end

    def __enter__(self) -> "Talk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.port.close()
        self.wait_closed()

    def say(self, text: str | bytes, end: str = "\r") -> None:
        self.port.write(text + end.encode() if isinstance(text, bytes) else (text + end).encode())

    def hear(self, *wanted: str | bytes) -> bytes:
        """All that comes up to the last of `wanted`, which must come in this order."""
        return b"".join(self._next(text.encode() if isinstance(text, str) else text) for text in wanted)

    def ask(self, command: str) -> str:
        """What comes after the echo of a command, up to its final result, one line an entry, joined by `|`."""
        self.say(command)
        start = self._at
        with self._news:
            if not self._news.wait_for(lambda: FINAL.search(self.raw, start), PATIENCE):
                raise AssertionError(f"{command}: no final result in {self.raw[start:]!r}")
            found = FINAL.search(self.raw, start)
            assert found
            self._at = found.end()
            answer = self.raw[start : self._at]
        lines = [line for line in re.split(rb"[\r\n]+", answer) if line and line != command.encode()]
        return "|".join(line.decode() for line in lines)

    def silence(self) -> None:
        """Nothing is left to say: what comes next is the answer to AT."""
        self.say("AT")
        assert self.hear("OK\r\n") in (b"AT\r\r\nOK\r\n", b"AT\r\nOK\r\n")  # the latter from an ESP8266

    def answered(self, wanted: bytes, seconds: float) -> bool:
        """Whether `wanted` comes within some real seconds."""
        with self._news:
            return self._news.wait_for(lambda: self.raw.find(wanted, self._at) >= 0, seconds)

    def come_home(self) -> None:
        """Whatever goes on: prompts are filled, data mode is left with `+++` between its pauses, then AT is answered.

        For a module so fast that 10 real milliseconds are more than a second to it.
        """
        there = f"\r\n{self.model}\r\n\r\nOK\r\n".encode()
        for _ in range(200):
            self.say("x" * 300)
            self.answered(b"never said", 0.01)
            self.say("+++", end="")
            self.answered(b"never said", 0.01)
            self.say("\rATQ0V1E1")
            self.say("AT+CGMM")
            if self.answered(there, 0.05) or self.closed is not None:
                break
        assert self.closed is None
        self.hear(there)

    def wait_closed(self) -> str:
        with self._news:
            assert self._news.wait_for(lambda: self.closed is not None, PATIENCE)
        assert self.closed is not None
        return self.closed

    def connect(self, host: str = "broker.example", user: str = "") -> "Talk":
        """Up to a connected MQTT client 0."""
        assert self.ask("AT+QIACT=1") == "OK"
        self.open(host)
        self.say(f'AT+QMTCONN=0,"me"{user}')
        self.hear("+QMTCONN: 0,0,0\r\n")
        return self

    def open(self, host: str = "broker.example", index: int = 0) -> None:
        self.say(f'AT+QMTOPEN={index},"{host}",1883')
        self.hear(f"+QMTOPEN: {index},0\r\n")

    def upload(self, name: str, data: bytes) -> None:
        """A file for the module."""
        self.say(f'AT+QFUPL="{name}",{len(data)},100')
        self.hear("\r\nCONNECT\r\n")
        self.say(data, end="")
        self.hear(f"+QFUPL: {len(data)},", "OK\r\n")

    def sign_in(self) -> "Talk":
        assert self.ask(SIGN_IN) == "OK"
        return self.connect(DEMO_HOST)

    def publish(self, values: str, payload: bytes) -> None:
        self.say(f"AT+QMTPUBEX={values},{len(payload)}")
        self.hear("\r\n> ")
        self.say(payload, end="")

    def _next(self, wanted: bytes) -> bytes:
        with self._news:
            if not self._news.wait_for(lambda: self.raw.find(wanted, self._at) >= 0, PATIENCE):
                raise AssertionError(f"{wanted!r} did not come; this did: {self.raw[self._at :]!r}")
            start, self._at = self._at, self.raw.find(wanted, self._at) + len(wanted)
            return self.raw[start : self._at]

    def _on_bytes(self, data: bytes, time: float) -> None:
        with self._news:
            self.raw += data
            self.pieces.append(data)
            self.times.append(time)
            self._news.notify_all()

    def _on_closed(self, reason: str) -> None:
        with self._news:
            self.closed = reason
            self._news.notify_all()
