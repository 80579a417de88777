"""Conversations: a scripted module on one side, the session on the other, fifty times faster than life."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.knowledge import Limits
from atbench.port.port import PortLost, moment
from atbench.session.answers import TimedOut
from atbench.session.session import Session
from atbench.store.capture import Capture, records

from ..at.dialects import SMALL

SPEED = 50
OPEN = 'AT+QMTOPEN=0,"h",1883'
PUBLISH = 'AT+QMTPUBEX=0,0,0,0,"t",4'


class Script:
    """A port whose module says what the script has for each write; None pulls the plug."""

    name = "script"

    def __init__(self, session: Session, lines: Mapping[bytes, bytes | None]) -> None:
        self.session, self.script, self.written = session, lines, b""

    def write(self, data: bytes) -> None:
        self.written += data
        answer = self.script.get(data, b"")
        if answer is None:
            self.session.end("the device is gone")
        elif answer:
            self.session.on_bytes(answer, moment())

    waiting = 0

    def drop(self) -> None: ...

    def lines(self, dtr: bool | None = None, rts: bool | None = None) -> None: ...

    def close(self) -> None: ...


def limits(command: str) -> Limits:
    return Limits(5.0, 120.0 if "QMTOPEN=" in command else None)


def talk(
    script: Mapping[bytes, bytes | None], play: Callable[[Session], Awaitable[None]], path: Path | None = None
) -> Script:
    async def run() -> Script:
        session = Session(Capture(path), SMALL, limits, Clock(SPEED))
        port = Script(session, script)
        session.attach(port)
        async with asyncio.timeout(10):
            await play(session)
        return port

    return asyncio.run(run())


def test_ask_gives_the_lines_between_echo_and_final():
    async def play(session):
        answer = await session.ask("AT+CSQ")
        assert (answer.ok, [line.text for line in answer.lines], answer.final.text) == (True, ["+CSQ: 24,99"], "OK")

    port = talk({b"AT+CSQ\r": b"AT+CSQ\r\r\n+CSQ: 24,99\r\n\r\nOK\r\n"}, play)
    assert port.written == b"AT+CSQ\r"


def test_nothing_is_sent_by_itself():
    async def play(session):
        await session.clock.sleep(5)

    assert talk({}, play).written == b""


def test_late_result_in_the_same_read_as_ok():
    async def play(session):
        with session.late_of(OPEN) as told:
            assert (await session.ask(OPEN)).ok
            assert (await told.wait(1)).ok is False

    talk({OPEN.encode() + b"\r": b"OK\r\n\r\n+QMTOPEN: 0,4\r\n"}, play)


def test_error_is_an_answer():
    async def play(session):
        answer = await session.ask("AT+CSQ")
        assert (answer.ok, answer.final.text) == (False, "+CME ERROR: 3")

    talk({b"AT+CSQ\r": b"\r\n+CME ERROR: 3\r\n"}, play)


def test_no_answer_times_out_and_the_next_command_is_not_confused():
    async def play(session):
        await session.ask("AT")
        with pytest.raises(TimedOut):
            await session.ask("AT+CSQ")
        asked = session.log.line(session.log.command(len(session.log), -1))
        assert (asked.text, asked.mark) == ("AT+CSQ", "no answer within 5 s")
        answer = await session.ask("AT+CPIN?")
        assert [line.text for line in answer.lines] == ["+CPIN: READY"]

    talk(
        {
            b"AT\r": b"AT\r\r\nOK\r\n",
            b"AT+CSQ\r": b"AT+CSQ\r\r\n",
            b"AT+CPIN?\r": b"\r\nOK\r\nAT+CPIN?\r\r\n+CPIN: READY\r\n\r\nOK\r\n",
        },
        play,
    )


def test_one_command_at_a_time():
    async def play(session):
        answers = await asyncio.gather(session.ask("AT+CSQ"), session.ask("AT+CPIN?"))
        assert [answer.lines[0].text for answer in answers] == ["+CSQ: 1,99", "+CPIN: READY"]

    talk({b"AT+CSQ\r": b"+CSQ: 1,99\r\nOK\r\n", b"AT+CPIN?\r": b"+CPIN: READY\r\nOK\r\n"}, play)


def test_prompt_then_data():
    async def play(session):
        answer = await session.ask(PUBLISH)
        assert answer.prompt
        assert session.prompt == PUBLISH
        final = await session.data(b"OK\r\n")
        assert final.ok
        assert session.prompt == ""

    talk({PUBLISH.encode() + b"\r": PUBLISH.encode() + b"\r\r\n> ", b"OK\r\n": b"OK\r\n\r\nOK\r\n"}, play)


def test_a_lost_port_tells_everybody_why():
    async def play(session):
        with session.expect(lambda event: False) as told:
            with pytest.raises(PortLost, match="the device is gone"):
                await session.ask("AT")
            with pytest.raises(PortLost, match="the device is gone"):
                await told.wait(100)
        with pytest.raises(PortLost):
            await session.ask("AT")

    talk({b"AT\r": None}, play)


def test_typed_while_pending_goes_out_at_once_and_is_marked():
    async def play(session):
        session.type("AT+CSQ")
        session.type("AT+CPIN?")
        lines = [session.log.line(i) for i in range(len(session.log))]
        assert [line.text for line in lines] == ["AT+CSQ", "AT+CPIN?"]
        assert "another line followed" in lines[0].mark
        assert "AT+CSQ" in lines[1].mark

    assert talk({}, play).written == b"AT+CSQ\rAT+CPIN?\r"


def test_a_line_without_end_is_told_after_a_silence():
    async def play(session):
        heard = []
        stop = session.listen(lambda event, time: heard.append(event.text))
        session.on_bytes(b"\r\nPOWERED DOWN", moment())
        await session.clock.sleep(3)
        stop()
        session.on_bytes(b"\r\nRDY\r\n", moment())
        await session.clock.sleep(1)
        assert heard == ["POWERED DOWN"]

    talk({}, play)


def test_escape_keeps_its_guard_times():
    async def play(session):
        start = session.clock.now()
        await session.escape()
        assert session.clock.now() - start >= 2.0

    assert talk({}, play).written == b"+++"


def test_everything_is_in_the_capture(tmp_path):
    async def play(session):
        await session.ask("AT")

    talk({b"AT\r": b"AT\r\r\nOK\r\n"}, play, tmp_path / "log")
    assert (tmp_path / "log").read_bytes() == b"AT\r\r\nOK\r\n"
    assert [(record.kind, record.data) for record in records(tmp_path / "log")] == [
        ("T", b"AT\r"),
        ("R", b"AT\r\r\nOK\r\n"),
    ]


def test_what_was_typed_is_given_up_in_its_time_and_no_other():
    async def play(session):
        session.type("AT")
        await session.clock.sleep(4)
        assert session.pending == "AT"
        session.on_bytes(b"\r\nOK\r\n", moment())
        await session.clock.sleep(0.5)
        session.type("AT")
        await session.clock.sleep(2)
        assert session.pending == "AT"  # the first one's five seconds are over, not those of this one
        await session.clock.sleep(6)
        assert session.pending == ""

    talk({}, play)


def test_a_command_in_another_encoding_keeps_its_bytes():
    wire = 'AT+X="信号"'.encode("gbk")

    async def play(session):
        assert (await session.ask('AT+X="信号"', wire=wire)).ok
        assert [session.log.kind(i) for i in range(len(session.log))] == ["command", "echo", "final"]
        assert session.log.line(0).text == 'AT+X="信号"'

    talk({wire + b"\r": wire + b"\r\r\nOK\r\n"}, play)
