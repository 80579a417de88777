"""The switches that make a module misbehave; what each does is in test_voice, test_wire and test_troubles."""

import pytest

from atbench.virtual.faults import FAULTS, ROWS, Faults, explain, read

from .talk import Talk


def test_switches():
    faults = Faults()
    assert len(faults) == len(ROWS) and not any(faults.on(name) for name in faults)
    told: list[str] = []
    faults.on_change = told.append
    faults["late"] = 2.5
    faults["one_byte"] = True
    faults["cmee"] = 0
    assert faults["late"] == 2.5 and faults.on("one_byte") and faults.on("cmee")
    faults["late"] = 2.5  # nothing new
    del faults["late"]
    assert faults["late"] == 0 and not faults.on("late")
    assert told == ["late", "one_byte", "cmee", "late"]


def test_a_name_that_is_none():
    with pytest.raises(KeyError):
        Faults()["nonsense"] = 1


def test_a_value_out_of_range():
    with pytest.raises(ValueError, match="cmee takes a number from 0 to 2"):
        Faults()["cmee"] = 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("late", ("late", 2)),
        ("late=2.5", ("late", 2.5)),
        ("late=off", ("late", 0)),
        ("cmee=0", ("cmee", 0)),
        ("cmee=off", ("cmee", -1)),
        ("sim-removed", ("sim_removed", 1)),
    ],
)
def test_read(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "part"), [("nonsense", "no_answer"), ("", "no_answer"), ("late=x", "NAME=NUMBER"), ("late=-1", "600")]
)
def test_what_means_nothing(text, part):
    with pytest.raises(ValueError) as error:
        read(text)
    assert part in str(error.value)


@pytest.mark.parametrize("name", FAULTS)
def test_each_passes(name):
    """Whatever was going on under it: once it is off the module answers, and an upload works."""
    with Talk(speed=50) as talk:
        talk.port.faults[name] = FAULTS[name].usual
        for command in ("AT", "ATI", "AT+CPIN=1", "AT+QIACT=1", 'AT+QMTOPEN=0,"a.example",1883', 'AT+QFUPL="a",3,5'):
            talk.say(command)
            talk.answered(b"\r\nOK\r\n", 0.05)
        talk.say("abc", end="")
        talk.answered(b"OK", 0.1)
        del talk.port.faults[name]
        for _ in range(50):
            talk.say("\rAT+CGSN")
            if talk.answered(b"\r\n004999010640000\r\n\r\nOK\r\n", 0.2):
                break
        talk.hear("004999010640000\r\n\r\nOK\r\n")
        talk.upload("b", b"1234")


@pytest.mark.parametrize("name", FAULTS)
def test_each_says_what_it_does(name):
    assert "{" not in explain(FAULTS[name])
    assert read(name)[1] != FAULTS[name].off
