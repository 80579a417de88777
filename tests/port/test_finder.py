"""Which port is which."""

from types import SimpleNamespace

import pytest

from atbench.port import finder


def _port(**values: object) -> SimpleNamespace:
    return SimpleNamespace(**{"vid": None, "pid": None, "description": "n/a", "serial_number": None} | values)


def test_the_at_interface_of_a_module_comes_first(monkeypatch):
    ports = [
        _port(device="/dev/ttyS0"),
        _port(device="/dev/ttyUSB0", vid=0x2C7C, pid=0x0125, location="1-2:1.0"),
        _port(device="/dev/ttyUSB2", vid=0x2C7C, pid=0x0125, location="1-2:1.2"),
    ]
    monkeypatch.setattr("serial.tools.list_ports.comports", lambda: ports)
    found = finder.find()
    assert [port.url for port in found] == ["/dev/ttyUSB2", "/dev/ttyUSB0", "/dev/ttyS0"]
    assert [port.title for port in found] == ["Quectel EC25 · AT", "Quectel EC25 · DIAG", ""]


PLACES = {"1-2:1.3": 3, "USB VID:PID=2C7C:0125 MI_02": 2, r"USB\VID_2C7C&PID_0125&MI_0A\7": 10, "": None, "1-2": None}


@pytest.mark.parametrize("place", PLACES)
def test_interface(place):
    assert finder._interface(place) == PLACES[place]
