"""The line between a module and its user: its pace, and lost, wrong and single bytes."""

import asyncio

import pytest

from atbench.clock import Clock
from atbench.virtual.wire import Lane

from .talk import Talk

SPEED = 20
PLAIN = b"AT+CGMM\r\r\nEC600S\r\n\r\nOK\r\n"


def lane(*steps: tuple[str, object], baud: int = 0) -> list[tuple[float, bytes]]:
    """What comes out of a lane, and when."""

    async def run() -> list[tuple[float, bytes]]:
        clock = Clock(10)
        came: list[tuple[float, bytes]] = []
        last = asyncio.Event()

        def take(data: bytes) -> None:
            came.append((clock.now(), data))
            if data.endswith(b"."):
                last.set()

        one = Lane(clock, take, baud)
        for what, value in steps:
            getattr(one, what)(value)
        async with asyncio.timeout(5):
            await last.wait()
        return came

    return asyncio.run(run())


def test_at_once():
    assert [data for _time, data in lane(("put", b"a"), ("put", b"b."))] == [b"a", b"b."]


def test_a_pause_holds_all_behind_it():
    came = lane(("put", b"a"), ("pause", 1), ("put", b"b"), ("put", b"c."))
    assert [data for _time, data in came] == [b"a", b"b", b"c."]
    assert came[0][0] < came[1][0] and came[1][0] >= 1 and came[2][0] >= 1


def test_pace():
    data = b"x" * 239 + b"."
    came = lane(("put", data), baud=1200)
    assert b"".join(piece for _time, piece in came) == data
    assert {len(piece) for _time, piece in came} == {1}
    assert came[-1][0] >= 2  # 240 bytes at 120 a second
    times = [time for time, _piece in came]
    assert times == sorted(times)


def test_pace_both_ways():
    """A real module at 1200 baud: command and echo and answer each take their time."""
    with Talk("boot=0&speed=1200", SPEED) as talk:
        talk.silence()
        before = talk.times[-1]
        talk.say("AT+CGMM")
        assert talk.hear("OK\r\n") == PLAIN
        assert (talk.times[-1] - before) * SPEED >= (8 + len(PLAIN)) / 120 * 0.95


def test_one_byte():
    with Talk(speed=SPEED) as talk:
        talk.port.faults["one_byte"] = 1
        talk.silence()
        assert {len(piece) for piece in talk.pieces} == {1}


def test_byte_lost():
    with Talk(speed=SPEED) as talk:
        talk.port.faults["byte_lost"] = 10
        talk.say("AT+CGMM")
        left = bytes(byte for place, byte in enumerate(PLAIN, 1) if place % 10)
        assert talk.hear(left[-4:]) == left
        del talk.port.faults["byte_lost"]
        talk.silence()


def test_byte_flipped():
    with Talk(speed=SPEED) as talk:
        talk.port.faults["byte_flipped"] = 10
        talk.say("AT+CGMM")
        changed = bytearray(PLAIN)
        changed[9] ^= 1 << 1
        changed[19] ^= 1 << 2
        assert talk.hear(bytes(changed[-3:])) == changed
        del talk.port.faults["byte_flipped"]
        talk.silence()


@pytest.mark.parametrize("text", ["299", "4000001", "fast", ""])
def test_no_speed(text):
    with pytest.raises(ValueError, match="baud"):
        Talk(f"speed={text}")
