"""A virtual module as a port: it comes, it goes, and its thread with it."""

import threading

import pytest

from atbench import virtual
from atbench.clock import Clock
from atbench.port.port import PortSettings, moment
from atbench.virtual.module import Module

from .talk import PATIENCE, Talk


def alone() -> bool:
    """Whether the thread of the virtual modules is gone, or goes now."""
    for thread in threading.enumerate():
        if thread.name == "virtual":
            thread.join(PATIENCE)
    return not any(thread.name == "virtual" for thread in threading.enumerate())


def test_one_thread_for_all_and_none_afterwards():
    with Talk() as one, Talk() as two:
        one.silence()
        two.silence()
        assert sum(thread.name == "virtual" for thread in threading.enumerate()) == 1
    assert alone()
    assert (one.closed, two.closed) == ("", "")


def test_times_grow():
    before = moment()
    with Talk() as talk:
        talk.silence()
        talk.silence()
    assert talk.times == sorted(talk.times)
    assert before <= talk.times[0] <= moment()


def test_a_name_for_the_user():
    with Talk("boot=0&sim=0") as talk:
        assert talk.port.name == "virtual://ec600s?boot=0&sim=0"


def test_nothing_after_closing():
    with Talk() as talk:
        talk.silence()
        talk.port.close()
        assert talk.wait_closed() == ""
        said = talk.raw
        talk.say("AT")
        talk.port.close()
        talk.port.unplug()
        talk.far_end.drop()
        assert talk.far_end.push("t", b"x") == 0
        assert talk.raw == said


def test_closing_in_the_middle_of_everything():
    with Talk() as talk:
        talk.connect()
        talk.say('AT+QMTPUBEX=0,0,0,0,"t",100')
        talk.hear("> ")
        talk.say("half", end="")
    assert alone()


def test_unplugged():
    with Talk() as talk:
        talk.connect()
        talk.port.unplug()
        assert "unplugged" in talk.wait_closed()


def test_a_slip_of_the_program_is_told(monkeypatch):
    async def broken(self: Module) -> None:
        raise ZeroDivisionError("by nobody")

    monkeypatch.setattr(Module, "_line", broken)
    with Talk() as talk:
        assert "by nobody" in talk.wait_closed()


def test_closing_from_inside_a_callback():
    closed = threading.Event()

    def on_bytes(data: bytes, time: float) -> None:
        port.close()

    port = virtual.open("virtual://ec600s?boot=0", PortSettings(), on_bytes, lambda reason: closed.set(), Clock(50))
    port.write(b"AT\r")
    assert closed.wait(PATIENCE)


def test_lines_change_nothing():
    with Talk() as talk:
        talk.port.lines(dtr=False, rts=True)
        talk.silence()


def test_a_wrong_address():
    with pytest.raises(ValueError, match="nonsense"):
        virtual.open("virtual://nonsense", PortSettings(), lambda d, t: None, lambda r: None, Clock())
    assert alone()
