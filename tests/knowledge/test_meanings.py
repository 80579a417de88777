from __future__ import annotations

import pytest

from atbench.knowledge.meanings import allowed, meaning, pick
from atbench.knowledge.schema import Code, Field

TABLES = {"t": {"4": Code(4, ("four", "四"))}}


@pytest.mark.parametrize(
    ("field", "value", "means"),
    [
        (Field(("level", "级"), values={"0": ("off", "关")}), "0", "off"),
        (Field(("level", "级"), table="t", range=(0, 5)), "4", "four"),
        (Field(("level", "级"), range=(0, 5)), "3", "level"),
        (Field(("level", "级"), range=(0, 5)), "9", "level: not a value of the manual (0-5)"),
        (Field(("level", "级"), range=(0, 5)), "x", "level: not a value of the manual (0-5)"),
        (Field(("level", "级"), unit="s"), "7", "level: 7 s"),
        (Field(("level", "级")), "", "empty: level"),
        (Field(("s", "s"), range=(0, 199), decode="rssi"), "24", "-65 dBm"),
        (Field(("s", "s"), range=(0, 199), decode="rssi"), "0", "-113 dBm or less"),
        (Field(("s", "s"), range=(0, 199), decode="rssi"), "31", "-51 dBm or more"),
        (Field(("s", "s"), range=(0, 199), decode="rssi"), "101", "-115 dBm"),
        (Field(("s", "s"), range=(0, 199), decode="rssi"), "191", "-25 dBm or more"),
        (Field(("s", "s"), range=(0, 199), decode="rssi", values={"99": ("unknown", "未知")}), "99", "unknown"),
        (Field(("c", "c"), type="hex", decode="hex"), "1A2B", "hexadecimal, 6699 in decimal"),
        (Field(("c", "c"), type="hex", decode="hex"), "zz", "c"),
        (Field(("z", "z"), type="name", decode="quarters"), "+32", "UTC+8:00"),
        (Field(("z", "z"), type="name", decode="quarters"), "-14", "UTC-3:30"),
        (Field(("l", "l"), range=(0, 97), decode="rsrp"), "56", "-85 dBm"),
        (Field(("l", "l"), range=(0, 97), decode="rsrp"), "0", "-140 dBm or less"),
        (Field(("l", "l"), range=(0, 97), decode="rsrp"), "97", "-44 dBm or more"),
        (Field(("l", "l"), range=(0, 34), decode="rsrq"), "17", "-11.5 dB"),
        (Field(("l", "l"), range=(0, 49), decode="ecno"), "49", "0 dB or more"),
        (Field(("l", "l"), range=(0, 96), decode="rscp"), "46", "-75 dBm"),
        (Field(("l", "l"), range=(0, 63), decode="rxlev"), "31", "-80 dBm"),
        (Field(("l", "l"), range=(0, 63), decode="rxlev"), "64", "l: not a value of the manual (0-63)"),
        (Field(("s", "s"), decode="sinr"), "150", "10 dB"),
        (Field(("s", "s"), decode="sinr"), "0", "-20 dB"),
        (Field(("s", "s"), decode="sinr"), "-3", "s"),
        (Field(("t", "t"), type="name", decode="timer2"), "00100001", "1 min"),
        (Field(("t", "t"), type="name", decode="timer2"), "01000010", "12 min"),
        (Field(("t", "t"), type="name", decode="timer2"), "01100010", "2 min"),
        (Field(("t", "t"), type="name", decode="timer2"), "11100000", "switched off"),
        (Field(("t", "t"), type="name", decode="timer3"), "00000110", "60 min"),
        (Field(("t", "t"), type="name", decode="timer3"), "11000001", "320 h"),
        (Field(("t", "t"), type="name", decode="timer3"), "1x", "t"),
    ],
)
def test_meaning(field: Field, value: str, means: str) -> None:
    assert meaning(field, value, TABLES) == means


def test_allowed_is_short() -> None:
    field = Field(("f", "f"), range=(0, 2), values={"0": ("a", "a"), "99": ("b", "b")})
    assert allowed(field) == "0-2, 99"


def test_pick_takes_the_language_in_use(chinese: None) -> None:
    assert pick(("off", "关")) == "关"
    assert pick(None) == ""
