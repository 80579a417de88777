"""Data mode: what ends it, and what is only data."""

import asyncio
import time

import pytest

from atbench.clock import Clock
from atbench.virtual.intake import Intake

SPEED = 8
PAUSE = 1.5  # seconds of the clock, longer than the guard


def take(script, length=5000, seconds=10.0, in_all=False):
    """What data mode took, what is left, and how often a block was acknowledged; `script` types, None is a pause."""

    async def run():
        clock = Clock(SPEED)
        intake, blocks = Intake(clock), []

        async def type_():
            for part in script:
                if part is None:
                    await clock.sleep(PAUSE)
                elif part == "DTR":
                    intake.drop()
                elif isinstance(part, float):
                    await clock.sleep(part)
                else:
                    intake.feed(part)
                    await clock.sleep(0.05)

        typing = asyncio.get_running_loop().create_task(type_())
        data = await intake.data(length, seconds, lambda: blocks.append(1), in_all)
        await typing
        return data, bytes(intake.typed), len(blocks)

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("script", "data", "left"),
    [
        ([b"hello", None, b"+++", None], b"hello", b""),
        ([None, b"+++", None], b"", b""),
        ([b"hello", None, b"+", b"+", b"+", None], b"hello", b""),
    ],
)
def test_plus_plus_plus_ends_it(script, data, left):
    before = time.monotonic()
    assert take(script, seconds=1000) == (data, left, 0)
    assert (time.monotonic() - before) * SPEED < 100


@pytest.mark.parametrize(
    "script",
    [
        [b"hello", b"+++", None, b"."],  # no pause before
        [b"hello", None, b"+++", b".", None],  # none behind
        [b"hello", None, b"++", None, b"+", b"."],  # too slow
        [b"hello", None, b"++++", None, b"."],
        [b"hello", None, b"+++AT\r", None, b"."],
        [b"hello", None, b"+ +"],
    ],
)
def test_what_does_not_qualify_is_data(script):
    whole = b"".join(part for part in script if part)
    assert take(script, len(whole)) == (whole, b"", 0)


def test_silence_ends_it():
    assert take([b"abc", 2.0, b"def"], seconds=4) == (b"abcdef", b"", 0)
    assert take([b"abc", 4.0], seconds=2) == (b"abc", b"", 0)


def test_dtr_ends_it():
    assert take([b"abc", "DTR", 0.5], seconds=1000) == (b"abc", b"", 0)


def test_what_comes_behind_the_last_byte_stays():
    assert take([b"abc", b"deAT\r"], length=5) == (b"abcde", b"AT\r", 0)


@pytest.mark.parametrize(("size", "acknowledged"), [(1023, 0), (1024, 1), (3000, 2), (3072, 3)])
def test_every_full_block_is_acknowledged(size, acknowledged):
    assert take([b"x" * 700, b"x" * (size - 700)], size)[2] == acknowledged


@pytest.mark.parametrize(
    ("script", "taken", "left"),
    [
        ([b"abc", None, b"de", None, b"fg", None, b"late"], b"abcdefg", b"late"),  # pauses do not make it longer
        ([b"abc", None, b"+++", None, None], b"abc", b""),
        ([None, None, None, b"late"], b"", b"late"),
        ([b"x" * 10], b"x" * 10, b""),
    ],
)
def test_a_time_for_all(script, taken, left):
    assert take(script, length=10, seconds=4.0, in_all=True)[:2] == (taken, left)
