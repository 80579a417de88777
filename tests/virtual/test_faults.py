"""The switches that make a module misbehave."""

import pytest

from atbench.virtual.faults import Faults


def test_switches():
    faults = Faults()
    assert dict(faults) == {"no_answer": 0, "one_byte": 0, "late": 0}
    faults["late"] = 2.5
    faults["one_byte"] = True
    assert faults.late == 2.5
    assert faults.one_byte
    del faults["late"]
    assert faults.late == 0
    assert len(faults) == 3


def test_a_name_that_is_none():
    with pytest.raises(KeyError):
        Faults()["nonsense"] = 1
