"""The lights of the status bar, from the status of a session."""

from __future__ import annotations

import pytest

from atbench.session.status import Status
from atbench.ui.lamps import Shown, lamps


def known(**facts: str) -> Status:
    status = Status()
    for name, value in facts.items():
        status.set(name.replace("_", " "), value)
    return status


def test_nothing_is_known_without_a_port() -> None:
    shown = lamps(known(sim="READY", rssi="20"), "")
    assert shown["port"].state == "unknown"
    assert shown["sim"] == Shown()
    assert shown["signal"] == Shown()


def test_a_module_at_work() -> None:
    status = known(sim="READY", cs="1", ps="1", eps="1", rssi="24", context_1="active", address_1="10.189.73.246")
    shown = lamps(status, "COM7")
    assert shown["port"] == Shown("good", "COM7")
    assert shown["sim"] == Shown("good", "ready")
    assert shown["network"] == Shown("good", "home, LTE")
    assert shown["context"] == Shown("good", "10.189.73.246", "Context 1")
    assert shown["signal"] == Shown("good", "\N{MINUS SIGN}65 dBm", bars=5)


@pytest.mark.parametrize(
    ("status", "name", "state"),
    [
        (known(sim="NOT INSERTED"), "sim", "failed"),
        (known(sim="SIM PIN"), "sim", "working"),
        (known(sim="SOMETHING NEW"), "sim", "working"),
        (known(cs="2"), "network", "working"),
        (known(cs="3", ps="5"), "network", "good"),
        (known(eps="3"), "network", "failed"),
        (known(context_1="inactive"), "context", "unknown"),
        (known(rssi="99"), "signal", "failed"),
        (known(rssi="1"), "signal", "working"),
    ],
)
def test_what_is_not_as_it_should_be(status: Status, name: str, state: str) -> None:
    assert lamps(status, "COM7")[name].state == state


def test_a_port_on_its_way_and_a_lost_one() -> None:
    assert lamps(None, "COM7", opening=True)["port"].state == "working"
    assert lamps(None, "", lost=True)["port"].state == "failed"
