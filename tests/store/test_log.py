"""Lines: what the engine told, told again from the capture."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from atbench.at.engine import Engine
from atbench.store.capture import Capture
from atbench.store.log import Log

from ..at.dialects import SMALL


@pytest.fixture
def desk(tmp_path: Path) -> Iterator["Desk"]:
    desk = Desk(tmp_path / "capture")
    yield desk
    desk.capture.close()


class Desk:
    def __init__(self, path: Path) -> None:
        self.engine = Engine(SMALL)
        self.capture = Capture(path)
        self.log = Log(self.capture, lambda raw: self.engine.classify(raw, alone=False))

    def ask(self, command: str, time: float) -> None:
        self.engine.command(command)
        self.log.sent(command.encode(), time)

    def hear(self, data: bytes, time: float) -> None:
        self.capture.received(data, time)
        self.log.receive(len(data), time)
        for item in self.engine.receive(data):
            self.log.add(item)

    def told(self) -> list[tuple[str, str, str, float]]:
        lines = [self.log.line(i) for i in range(len(self.log))]
        return [(line.kind, line.text, line.event.command, line.time) for line in lines]


def test_a_conversation(desk):
    desk.log.note("opened", 1.0)
    desk.ask("AT+CSQ", 2.0)
    desk.hear(b"AT+CSQ\r\r\n+CSQ: 24", 3.0)
    desk.hear(b",99\r\n\r\nOK\r\n", 4.0)
    desk.hear(b"\r\nRDY\r\n", 5.0)
    assert desk.told() == [
        ("local", "opened", "", 1.0),
        ("command", "AT+CSQ", "", 2.0),
        ("echo", "AT+CSQ", "AT+CSQ", 3.0),
        ("answer", "+CSQ: 24,99", "AT+CSQ", 3.0),
        ("final", "OK", "AT+CSQ", 4.0),
        ("urc", "RDY", "", 5.0),
    ]
    assert list(desk.log.echoes) == [2]


def test_errors_and_commands_are_found(desk):
    desk.ask("AT", 1.0)
    desk.hear(b"ERROR\r\n", 1.0)
    desk.ask('AT+QMTOPEN=0,"h",1', 2.0)
    desk.hear(b"OK\r\n\r\n+QMTOPEN: 0,4\r\n", 2.0)
    log = desk.log
    assert [log.kind(i) for i in range(len(log))] == ["command", "final", "command", "final", "late"]
    assert (log.failed(-1, 1), log.failed(1, 1), log.failed(4, 1), log.failed(4, -1)) == (1, 4, -1, 1)
    assert (log.command(-1, 1), log.command(4, -1)) == (0, 2)
    assert (log.line(4).event.ok, log.line(4).event.command) == (False, 'AT+QMTOPEN=0,"h",1')
    assert log.errors == 2


def test_a_flood_and_what_comes_after(desk):
    desk.hear(b"+CSQ: 1,99\r\n" * 2000, 1.0)
    desk.hear(b"RDY\r\n", 2.0)
    assert len(desk.log) == 2001
    assert desk.log.kind(77) == ""
    assert (desk.log.line(77).text, desk.log.line(77).time) == ("+CSQ: 1,99", 1.0)
    assert (desk.log.line(2000).kind, desk.log.line(2000).time) == ("urc", 2.0)
    assert desk.log.longest == 12


def test_memory_of_a_long_log_is_small(desk):
    for second in range(300):
        desk.hear(b"+CSQ: 1,99\r\n" * 2000, float(second))
    held = desk.log._lengths, desk.log._starts, desk.log._chunks, desk.log._times
    assert sum(part.buffer_info()[1] * part.itemsize for part in held) + len(desk.log) < 6 * len(desk.log)
    assert not desk.log._details


def test_version_grows(desk):
    before = desk.log.version
    desk.hear(b"RDY\r\n", 1.0)
    assert desk.log.version > before
    line = desk.log.sent(b"AT", 2.0)
    desk.log.mark(line, "sent while busy")
    assert desk.log.line(line).mark == "sent while busy"


def test_a_urc_that_says_the_same_again_is_a_repeat(desk):
    desk.hear(b"\r\nRDY\r\n\r\nRDY\r\n\r\nRDY\r\n", 1.0)
    desk.ask("AT", 2.0)
    desk.hear(b"AT\r\r\nOK\r\n\r\nRDY\r\n", 3.0)  # not right behind the others
    desk.hear(b"\r\nRDY\r\n", 4.0)
    desk.log.part()
    desk.hear(b"\r\nRDY\r\n", 5.0)
    assert [desk.log.kind(i) for i in range(len(desk.log))].count("urc") == 6
    assert list(desk.log.repeats) == [1, 2, 7]
    assert list(desk.log.echoes) == [4]
    assert list(desk.log.folded) == [1, 2, 4, 7]


def test_a_place_in_the_capture_is_a_line(desk):
    for number in range(100):
        desk.hear(b"\r\nRDY\r\n", number)
        if number % 3 == 0:
            desk.ask("AT", number)
            desk.hear(b"OK\r\n", number)
    log = desk.log
    for line in range(len(log)):
        if log.kind(line) != "command":
            start = log.start(line)
            assert log.at(start) == log.at(start + len(log.raw(line)) - 1) == line
    assert log.start(len(log)) == log.end
