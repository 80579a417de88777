"""Names and forms of command lines."""

import pytest

from atbench.at.dialect import command_form, command_name, key

COMMANDS = {
    "AT": ("", "execute"),
    "at+csq": ("+CSQ", "execute"),
    "AT+CREG?": ("+CREG", "read"),
    "AT+CREG=?": ("+CREG", "test"),
    "AT+CREG=2": ("+CREG", "write"),
    "ATE0": ("E", "execute"),
    "AT&D2": ("&D", "execute"),
    "ATD10086;": ("D", "execute"),
    "AT+ TCREGNET = 0": ("+TCREGNET", "write"),
    "AT^RSSI?": ("^RSSI", "read"),
}


@pytest.mark.parametrize("text", COMMANDS)
def test_command(text):
    assert (command_name(text), command_form(text)) == COMMANDS[text]


def test_key():
    assert key(b"+CREG: 1") == b"+CREG"
    assert key(b"+QSIMSTAT : 1,0") == b"+QSIMSTAT"
    assert key(b"RDY") == b"RDY"
