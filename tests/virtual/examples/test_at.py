"""Examples of the Quectel AT manual V1.1 for the commands that a virtual module has, with other numbers and names."""

import pytest

from ..talk import Talk
from .script import play

SCRIPTS = {
    "2.1": "> ATI\n< Quectel\n< EC600S\n< Revision: EC600SCNDR00A00M00\n< OK",
    "2.4": "> AT+GMR\n< EC600SCNDR00A00M00\n< OK",
    "2.23": """
> AT+CMEE=0
< OK
> AT+COPS=5
< ERROR
> AT+CMEE=1
< OK
> AT+COPS=5
< +CME ERROR: 50
> AT+CMEE=2
< OK
> AT+COPS=5
< +CME ERROR: …
""",
    "2.24": """
> AT+CSCS?
< +CSCS: "GSM"
< OK
> AT+CSCS="UCS2"
< OK
> AT+CSCS?
< +CSCS: "UCS2"
< OK
""",
    "3.3": "> AT+IFC=2,2\n< OK\n> AT+IFC?\n< +IFC: 2,2\n< OK",
    "3.4": """
> AT+IPR=9600
< OK
> AT&W
< OK
> AT+IPR?
< +IPR: 9600
< OK
> AT+IPR=115200;&W
< OK
""",
    "5.1": "> AT+CIMI\n< 001010123456789\n< OK",
    "5.7": "> AT+QCCID\n< +QCCID: 89860000000000000001\n< OK",
    "5.11": """
> AT+QSIMSTAT?
< +QSIMSTAT: 0,1
< OK
> AT+QSIMDET=1,0
< OK
> AT+QSIMSTAT=1
< OK
> AT+QSIMSTAT?
< +QSIMSTAT: 1,1
< OK
! remove
< +QSIMSTAT: 1,0
< +CPIN: NOT READY
! insert
< +QSIMSTAT: 1,1
< +CPIN: READY
""",
    "6.1": """
> AT+COPS=?
< +COPS: (…,"CHINA MOBILE","CMCC","46000",7)…
< OK
> AT+COPS?
< +COPS: 0,0,"CHINA MOBILE",7
< OK
""",
    "6.2": """
> AT+CFUN=4
< OK
> AT+CREG=1
< OK
> AT+CFUN=1
< OK
< +CREG: 2
< +CREG: 1
> AT+CREG=2
< OK
> AT+CFUN=4
< OK
< +CREG: 0
> AT+CFUN=1
< OK
< +CREG: 2
< +CREG: 1,"1A2B","0C3D4E5",7
""",
    "6.3": "> AT+CSQ=?\n< +CSQ: (0-31,99),(0-7,99)\n< OK\n> AT+CSQ\n< +CSQ: 28,99\n< OK",
    "6.6": "> AT+CTZU=1\n< OK\n> AT+CTZU?\n< +CTZU: 1\n< OK\n> AT+CTZU=?\n< +CTZU: (0,1,3)\n< OK\n> AT+CTZU=0\n< OK",
    "6.7": "> AT+CTZR=2\n< OK\n> AT+CTZR?\n< +CTZR: 2\n< OK",
    "6.9": '> AT+QNWINFO=?\n< OK\n> AT+QNWINFO\n< +QNWINFO: "FDD LTE",46000,"LTE BAND 3",1300\n< OK',
    "9.1": "> AT+CGATT=1\n< OK\n> AT+CGATT=0\n< OK\n> AT+CGATT?\n< +CGATT: 0\n< OK",
    "9.7": '> AT+CGDCONT=1,"IP","net.example"\n< OK\n> AT+CGACT=1,1\n< OK\n> AT+CGACT=0,1\n< OK',
    "9.9": """
> AT+CGDCONT=1,"IP","net.example"
< OK
> AT+CGACT=1,1
< OK
> AT+CGPADDR=1
< +CGPADDR: 1,"10.83.21.107"
< OK
""",
    "9.11": """
> AT+CGREG=2
< OK
> AT+CGATT=0
< OK
< +CGREG: 2
> AT+CGATT=1
< OK
< +CGREG: 1,"1A2B","0C3D4E5",7
""",
    "10.2": '> AT+CCLK?\n< +CCLK: "…+32"\n< OK',
}
PIN = """
> AT+CPIN?
< +CPIN: SIM PIN
< OK
> AT+CPIN=1234
< OK
< +CPIN: READY
> AT+CPIN?
< +CPIN: READY
< OK
"""
PUK = """
> AT+CPIN=0
< +CME ERROR: 16
> AT+CPIN=0
< +CME ERROR: 16
> AT+CPIN=0
< +CME ERROR: 16
> AT+CPIN?
< +CPIN: SIM PUK
< OK
> AT+CPIN="11111111","5678"
< +CME ERROR: 16
> AT+CPIN="00000000","5678"
< OK
< +CPIN: READY
> AT+CPIN?
< +CPIN: READY
< OK
"""
FUNCTIONS = """
> AT+CFUN=0
< OK
< +CPIN: NOT READY
> AT+COPS?
< +COPS: 0
< OK
> AT+CPIN?
< +CME ERROR: 13
> AT+CFUN=1
< OK
< +CPIN: SIM PIN
> AT+CPIN=1234
< OK
< +CPIN: READY
< +QUSIM: 1
"""


@pytest.mark.parametrize("section", SCRIPTS)
def test_a_section(talk: Talk, section: str):
    def remove() -> None:
        talk.port.faults["sim_removed"] = 1

    def insert() -> None:
        del talk.port.faults["sim_removed"]

    play(talk, SCRIPTS[section], remove=remove, insert=insert)


@pytest.mark.parametrize("script", [PIN, PUK])
def test_the_pin(script: str):
    """5.3, also with the PUK of the cards here."""
    with Talk("boot=0&pin=1234") as talk:
        play(talk, script)


def test_functions():
    """2.22, with a card that asks for its PIN."""
    with Talk("boot=0&pin=1234") as talk:
        play(talk, FUNCTIONS)


def test_the_last_line_again(talk: Talk):
    """2.17."""
    assert talk.ask("ATI").endswith("OK")
    talk.say("A/", end="")
    talk.hear("Quectel\r\n", "\r\nOK\r\n")


def test_digits(talk: Talk):
    """2.15: with ATV0 lines end, but do not begin, with CR LF."""
    talk.say("ATV0")
    assert talk.hear("ATV0\r", "0\r") == b"ATV0\r0\r"
    talk.say("AT+CSQ")
    assert talk.hear("99\r\n0\r") == b"AT+CSQ\r+CSQ: 28,99\r\n0\r"
