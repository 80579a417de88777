"""Settings that are only remembered."""

from ..talk import Talk


def test_answers():
    answers = {
        "AT+CSCS?": '+CSCS: "GSM"|OK',
        'AT+CSCS="UCS2"': "OK",
        "AT+CSCS?;": '+CSCS: "UCS2"|OK',
        "AT+CSCS=UCS2": "ERROR",
        'AT+CSCS="GBK"': "ERROR",
        "AT+CSCS=?": '+CSCS: ("GSM","IRA","UCS2")|OK',
        "AT+IPR?": "+IPR: 115200|OK",
        "AT+IPR=9600": "OK",
        "AT+IPR=9601": "ERROR",
        "AT+IFC?": "+IFC: 0,0|OK",
        "AT+IFC=2": "ERROR",
        "AT+IFC=2,2": "OK",
        "AT+CTZU=2": "ERROR",
        "AT+CMGF=1;+CMGF?": "+CMGF: 1|OK",
    }
    with Talk(speed=200) as talk:
        assert {command: talk.ask(command) for command in answers} == answers
