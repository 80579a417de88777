"""Logs and explanations made up for tests of the window: the lines of a session that goes wrong once."""

from __future__ import annotations

from dataclasses import dataclass, field

from atbench.at.events import Event, Kind
from atbench.knowledge import Explanation
from atbench.knowledge.explanation import ErrorMeaning, FieldMeaning, Source
from atbench.store.capture import Capture
from atbench.store.log import Line, Log

START = 1_795_183_617.412  # a day in November 2026


@dataclass(slots=True)
class Book:
    """A log to write into by hand. Every line comes 11 ms after the one before, unless told."""

    log: Log = field(default_factory=lambda: Log(Capture(None), plain))
    now: float = START

    def came(self, kind: Kind, text: str | bytes, *, after: float = 0.011, **more: object) -> int:
        """A received line; `more` are fields of Event."""
        raw = text.encode() if isinstance(text, str) else text
        data = raw if kind == "data" else raw + b"\r\n"
        self.now += after
        self.log.capture.received(data, self.now)
        self.log.receive(len(data), self.now)
        self.log.add(Event(kind, data, raw, **more))  # type: ignore[arg-type]
        return len(self.log) - 1

    def sent(self, text: str, *, after: float = 1.0, echo: bool = True) -> int:
        self.now += after
        line = self.log.sent(text.encode() + b"\r", self.now)
        if echo:
            self.came("echo", text)
        return line

    def note(self, text: str) -> int:
        self.now += 1
        return self.log.note(text, self.now)


def plain(raw: bytes) -> Event:
    """Stands for Engine.classify where lines tell their kind themselves."""
    line = raw.strip(b"\r\n \x00")
    if line in (b"OK", b"ERROR"):
        return Event("final", raw, line, ok=line == b"OK")
    return Event("answer" if line.startswith(b"+") else "text", raw, line)


NOTES = {
    "RDY": "module has started",
    "+QMTOPEN: 0,4": "client 0: DNS resolution failed",
    "+QMTOPEN: 0,0": "client 0: network connection open",
    "+QMTCONN: 0,0,0": "client 0: accepted by the broker",
    "+QMTSUB: 0,1,0,1": "packet 1: subscribed, asked QoS 0, granted 1",
    ">": "waiting for data",
    "+CME ERROR: 10": "SIM not inserted",
    "+QMTSTAT: 0,1": "link closed by the server",
}


def explain(line: Line) -> Explanation:
    text = line.text
    note = NOTES.get(text, "message, 68 bytes" if text.startswith("+QMTRECV") else "")
    if line.kind == "noise":
        note = "wrong baud rate?"
    if text == "ERROR":
        note = "client 0 is not open: AT+QMTOPEN comes first"
    if text == "+QMTOPEN: 0,4":
        return FAILED
    return Explanation(line=text, kind=line.kind, note=note, summary=note.capitalize())


FAILED = Explanation(
    line="+QMTOPEN: 0,4",
    kind="late",
    note="client 0: DNS resolution failed",
    summary="Client 0 could not be opened: the broker's name has no address.",
    fields=(
        FieldMeaning("client_idx", "0", "MQTT client 0 of 0–5"),
        FieldMeaning("result", "4", "failed to resolve the domain name"),
    ),
    error=ErrorMeaning(
        4,
        "+QMTOPEN result",
        "failed to resolve the domain name",
        causes=(
            "The host name is wrong; sent was “iot-as-mqtt.cn-shanghia.aliyuncs.com”",
            "The context has no DNS server, or is not active",
            "The SIM's APN does not reach the internet",
        ),
        try_=(
            'Let the module look the name up: AT+QIDNSGIP=1,"iot-as-mqtt.cn-shanghai.aliyuncs.com"',
            "Is context 1 active, with an address: AT+QIACT?",
            "Ask the provider of the SIM for the right APN",
        ),
    ),
    source=Source("Quectel MQTT", "V1.0", "3.2.2"),
    remedies=('AT+QIDNSGIP=1,"iot-as-mqtt.cn-shanghai.aliyuncs.com"', "AT+QIACT?"),
)


def session() -> Book:
    """The lines of the main picture of the design, and one of every other kind."""
    book = Book()
    host = "iot-as-mqtt.cn-shanghai.aliyuncs.com"
    book.note("COM7 opened · 115200 8N1 · recording to COM7_2026-11-20_14-06-57")
    book.came("urc", "RDY", after=4)
    for command, answer in (("AT+CPIN?", "+CPIN: READY"), ("AT+CSQ", "+CSQ: 24,99")):
        book.sent(command)
        book.came("answer", answer, command=command)
        book.came("final", "OK", command=command, ok=True)
    book.sent('AT+QMTCONN=0,"bench_client_00"')
    book.came("final", "ERROR", ok=False, command='AT+QMTCONN=0,"bench_client_00"')
    for name, result in ((host.replace("hai.", "hia."), 4), (host, 0)):
        command = f'AT+QMTOPEN=0,"{name}",1883'
        book.sent(command)
        book.came("final", "OK", command=command, ok=True)
        book.came("late", f"+QMTOPEN: 0,{result}", after=2.774, ok=not result, command=command)
    book.sent('AT+QMTCONN=0,"bench_client_00"')
    book.came("final", "OK", ok=True)
    book.came("late", "+QMTCONN: 0,0,0", ok=True)
    topic = "/sys/a1DemoKey01/bn_0001/thing/service/property/set"
    book.sent(f'AT+QMTSUB=0,1,"{topic}",0')
    book.came("final", "OK", ok=True)
    book.came("late", "+QMTSUB: 0,1,0,1", ok=True)
    book.came(
        "urc", f'+QMTRECV: 0,0,"{topic}","{{"method":"thing.service.property.set","params":{{"RelayOutput_1":1}}}}"'
    )
    book.sent("AT+QISEND=0")
    book.came("prompt", ">")
    book.came("data", '{"RelayOutput_1":0,"name":"泵站 3 号 🙂 é"}')
    book.came("final", "+CME ERROR: 10", ok=False)
    book.came("urc", "+QMTSTAT: 0,1")
    book.came("noise", b"\xfe\x00\xc3\x81")
    book.came("text", "some words that no manual knows 信号 and more")
    book.came("urc", "+CREG: 1", sure=False, also=("answer",))
    book.came("data", bytes(range(32, 127)) * 22)
    return book


def session_line(index: int) -> Line:
    """A line as a log would tell it, made from its number."""
    raw = f"+CSQ: {index},99".encode()
    return Line(index, Event("answer", raw, raw), "answer", START + index)
